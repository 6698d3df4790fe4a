#include "sshfilescript.h"

#include <QRandomGenerator>
#include <QRegularExpression>

namespace hermes::ssh {

namespace {

constexpr int notThere = 44;
constexpr int alreadyThere = 45;
constexpr int doesNotFit = 46;
constexpr int cutShort = 47;

QString text(const char *script)
{
    return QString::fromLatin1(script);
}

// An early end of stdin is a lost link, not the end of the content: nothing shorter than announced gets its name.
constexpr const char *writeHead
    = "size=$1 mode=$2 temp=${p%/*}/.$3; [ ! -d \"$p\" ] || { echo \"$p: Is a directory\" >&2; exit 1; }; "
      "trap 'rm -f -- \"$temp\" 2>/dev/null' EXIT; trap 'exit 1' HUP INT TERM PIPE; "
      "said=$(dd of=\"$temp\" bs=65536 conv=fsync 2>&1) || { echo \"$said\" >&2; exit 1; }; "
      "[ \"$(wc -c <\"$temp\")\" -eq \"$size\" ] || exit 47; chmod \"$mode\" \"$temp\" || exit 1; ";
constexpr const char *syncDirectory = "sync \"${p%/*}\" 2>/dev/null || sync";

} // namespace

QStringList pathScript(const char *script, const QString &path, const QStringList &more)
{
    const QString prelude = text(
        "LC_ALL=C; export LC_ALL; umask 077; p=$1; shift; case $p in '~/'*) p=$HOME/${p#'~/'};; '~') p=$HOME;; /*) ;; "
        "*) p=./$p;; esac; ");
    return QStringList{text("sh"), text("-c"), prelude + text(script), text("sh"), path} + more;
}

QStringList writeScript(const QString &path, qsizetype size, int mode, WriteKind kind)
{
    QByteArray script;
    if (kind == WriteKind::CreateExclusive)
        script += "if [ -e \"$p\" ] || [ -L \"$p\" ]; then exit 45; fi; ";
    if (kind != WriteKind::Replace)
        script += "mkdir -p \"${p%/*}\" || exit 1; ";
    script += writeHead;
    if (kind == WriteKind::CreateExclusive)
        script += "ln \"$temp\" \"$p\" || { [ ! -e \"$p\" ] || exit 45; exit 1; }; ";
    else
        script += "mv -f \"$temp\" \"$p\" || exit 1; ";
    script += syncDirectory;
    const QString temp
        = QStringLiteral("hermes-%1.tmp").arg(QRandomGenerator::global()->generate64(), 16, 16, QLatin1Char('0'));
    return pathScript(script.constData(), path, {QString::number(size), QString::number(mode, 8), temp});
}

QStringList overwriteScript(const QString &path, qsizetype size)
{
    // Everything is read before the first byte is written, so that a lost link leaves the old content; base64 keeps
    // every byte safe in a shell variable. A temporary file would need room that a full disk does not have.
    return pathScript(
        "size=$1 coded=$2; [ -f \"$p\" ] || exit 44; had=$(wc -c <\"$p\") || exit 1; [ \"$size\" -le \"$had\" ] "
        "|| exit 46; text=$(cat); "
        "[ \"${#text}\" -eq \"$coded\" ] || exit 47; "
        "{ printf %s \"$text\" | base64 -d; head -c $((had - size)) /dev/zero | tr '\\0' ' '; } | "
        "dd of=\"$p\" bs=65536 conv=notrunc,fsync || exit 1",
        path, {QString::number(size), QString::number((size + 2) / 3 * 4)});
}

QStringList readScript(const QString &path, qsizetype most)
{
    // A pipe would keep its reader waiting.
    return pathScript("{ [ -e \"$p\" ] || [ -L \"$p\" ]; } && [ ! -p \"$p\" ] || exit 44; "
                      "[ ! -d \"$p\" ] || { echo \"$p: Is a directory\" >&2; exit 1; }; exec head -c \"$1\" \"$p\"",
        path, {QString::number(most)});
}

QStringList removeScript(const QString &path)
{
    return pathScript(
        "[ -e \"$p\" ] || [ -L \"$p\" ] || exit 0; "
        "if [ -d \"$p\" ] && [ ! -L \"$p\" ]; then rmdir \"$p\"; else rm \"$p\" </dev/null; fi || { [ ! -e "
        "\"$p\" ] && exit 0; exit 1; "
        "}; sync \"${p%/*}\" 2>/dev/null || sync",
        path);
}

QStringList renameScript(const QString &path, const QString &newName)
{
    // -T: never into a directory of that name. The system call itself refuses one that is not empty.
    return pathScript("to=${p%/*}/$1; [ -e \"$p\" ] || [ -L \"$p\" ] || exit 44; "
                      "if [ -e \"$to\" ] && ! rmdir \"$to\" 2>/dev/null; then exit 45; fi; "
                      "mv -T \"$p\" \"$to\" </dev/null || { [ ! -e \"$to\" ] || exit 45; exit 1; }; "
                      "sync \"${p%/*}\" 2>/dev/null || sync",
        path, {newName});
}

QStringList listScript(const QString &directory)
{
    return pathScript(
        "[ -d \"$p\" ] || exit 0; cd \"$p\" || exit 1; ls . >/dev/null || exit 1; for f in * .[!.]* ..?*; do "
        "if [ -e \"$f\" ] || [ -L \"$f\" ]; then printf '%s\\0' \"$f\"; fi; done",
        directory);
}

QStringList filesScript(const QString &directory)
{
    return pathScript("[ -d \"$p\" ] || exit 0; find \"$p\" -type f -printf '%T@ %s %P\\0'", directory);
}

QStringList makeDirectoryScript(const QString &path, int mode)
{
    return pathScript("[ ! -d \"$p\" ] || exit 0; mkdir -p \"$p\" && chmod \"$1\" \"$p\" && { sync \"$p\" \"$p/..\" "
                      "2>/dev/null || sync; }",
        path, {QString::number(mode, 8)});
}

QStringList programScript(const QString &path, const QStringList &arguments)
{
    // Its own exit code must not read as one of ours.
    return pathScript(
        "[ -e \"$p\" ] || exit 44; [ -f \"$p\" ] && [ -x \"$p\" ] || { echo \"$p: not a program\" >&2; exit 1; }; "
        "for f in \"${p%/*}\" \"$p\"; do "
        "[ -n \"$(find -L \"$f\" -prune \\( -uid \"$(id -u)\" -o -uid 0 \\) ! -perm /022 -print)\" ] || "
        "{ echo \"$f: others may change it (chmod go-w)\" >&2; exit 1; }; done; "
        "\"$p\" \"$@\" && exit 0; echo \"$p: exit code $?\" >&2; exit 1",
        path, arguments);
}

QStringList pipeScript(const QString &path, PipeEnd end)
{
    // Open for both directions until the other program has its end: so nobody waits in open() for one that has died,
    // and a short stream is not lost between the two.
    return pathScript("rm -f -- \"${p%-*}\"-*; trap 'rm -f -- \"$p\"' EXIT; trap 'exit 1' HUP INT TERM PIPE; "
                      "mkfifo -m 600 \"$p\" || exit 1; exec 3<>\"$p\"; case $1 in reading) exec 4<\"$p\" ;; *) exec "
                      "4>\"$p\" ;; esac; "
                      "echo; tries=600; "
                      "while [ -p \"$p\" ]; do tries=$((tries - 1)); [ \"$tries\" -gt 0 ] || exit 1; sleep 0.05; done; "
                      "exec 3>&-; case $1 in reading) exec cat <&4 4>&- ;; *) exec cat >&4 4>&- ;; esac",
        path, {end == PipeEnd::Reading ? QStringLiteral("reading") : QStringLiteral("writing")});
}

namespace {

QString couldNot(FileAct act)
{
    switch (act) {
    case FileAct::Read:
        return translate("Ssh", "%1 could not be read on the host.");
    case FileAct::Write:
        return translate("Ssh", "%1 could not be written on the host.");
    case FileAct::Remove:
        return translate("Ssh", "%1 could not be removed on the host.");
    case FileAct::Rename:
        return translate("Ssh", "%1 could not be renamed on the host.");
    case FileAct::List:
        return translate("Ssh", "%1 could not be listed on the host.");
    case FileAct::Run:
        return translate("Ssh", "%1 failed on the host.");
    case FileAct::MakeDirectory:
        break;
    }
    return translate("Ssh", "%1 could not be made on the host.");
}

QString remedy(const QString &words)
{
    if (words.contains(QStringLiteral("No space left")) || words.contains(QStringLiteral("quota")))
        return translate("Ssh", "Make room on the host's disk and repeat.");
    if (words.contains(QStringLiteral("Permission denied")))
        return translate("Ssh", "Let the SSH user own this path, or choose another data root.");
    return translate("Ssh", "Check this path on the host.");
}

/// The host's own words without dd's statistics.
QString wordsOf(const ExecResult &result)
{
    static const QRegularExpression statistics(QStringLiteral(" records (in|out)$| bytes .*copied"));
    QStringList lines = QString::fromUtf8(result.err).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    erase_if(lines, [](const QString &line) { return line.contains(statistics); });
    return lines.isEmpty() ? result.exitSignal : lines.join(QLatin1Char('\n'));
}

} // namespace

Status judgeScript(const ExecResult &result, FileAct act, const QString &path)
{
    const QString words = wordsOf(result);
    switch (result.exitCode) {
    case 0:
        return {};
    case notThere:
        return fail(ErrorKind::NotFound, translate("Ssh", "There is no %1 on the host.").arg(path));
    case alreadyThere:
        return fail(ErrorKind::Conflict, translate("Ssh", "%1 is already there on the host.").arg(path));
    case doesNotFit:
        return fail(ErrorKind::Invalid, translate("Ssh", "The new content does not fit into %1.").arg(path));
    case cutShort:
        return fail(
            ErrorKind::Network, translate("Ssh", "The content for %1 was cut short; the file is as it was.").arg(path));
    default:
        break;
    }
    return fail(ErrorKind::Remote, couldNot(act).arg(path), words, remedy(words));
}

} // namespace hermes::ssh
