#include "clibundle.h"

#include "arguments.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLibraryInfo>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QVersionNumber>

namespace hermes::cli {

namespace {

constexpr int trialMs = 120'000;

tl::unexpected<Error> unusable(const QString &file, const QString &why)
{
    return fail(ErrorKind::Invalid, QStringLiteral("%1 cannot be put on a host.").arg(file), why,
        QStringLiteral("Give a hermes-admin that runs on this Linux machine: --from FILE."));
}

Result<QByteArray> outputOf(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments, QIODevice::ReadOnly);
    if (!process.waitForStarted())
        return fail(ErrorKind::Invalid, QStringLiteral("%1 does not run on this machine.").arg(program),
            process.errorString(), QStringLiteral("Install it; what is put on a host is packed with it."));
    if (!process.waitForFinished(trialMs))
        return unusable(program, process.errorString());
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        return unusable(program + QLatin1Char(' ') + arguments.value(0),
            QString::fromUtf8(process.readAllStandardError().trimmed().right(1000)));
    return process.readAllStandardOutput();
}

bool isOfTheSystem(const QString &library)
{
    static const QRegularExpression form(
        QStringLiteral("^(linux-vdso|ld-linux[-a-z0-9_]*|lib(c|m|dl|rt|pthread|resolv|util|anl|nsl|nss_[a-z]+))\\.so"));
    return form.match(library).hasMatch();
}

Result<QByteArray> bytesOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return unusable(path, file.errorString());
    return file.readAll();
}

/// What of a bundle comes from where.
struct Parts {
    QMap<QString, QString> files; ///< path in the bundle → file here
    QVersionNumber glibc;
};

Status take(Parts &parts, const QString &as, const QString &file)
{
    HERMES_ASSIGN(const QByteArray bytes, bytesOf(file));
    parts.glibc = std::max(parts.glibc, QVersionNumber::fromString(glibcOf(bytes)));
    parts.files.insert(as, QFileInfo(file).canonicalFilePath());
    return {};
}

Status takeWithLibraries(Parts &parts, const QString &as, const QString &file)
{
    HERMES_TRY(take(parts, as, file));
    HERMES_ASSIGN(const QByteArray said, outputOf(QStringLiteral("ldd"), {file}));
    HERMES_ASSIGN(const auto libraries, librariesIn(said));
    for (auto it = libraries.begin(); it != libraries.end(); ++it)
        if (const QString path = QStringLiteral("lib/") + it.key(); !parts.files.contains(path))
            HERMES_TRY(take(parts, path, it.value()));
    return {};
}

Result<QByteArray> pack(const Parts &parts)
{
    const QTemporaryDir directory;
    const QDir root(directory.path());
    for (auto it = parts.files.begin(); it != parts.files.end(); ++it) {
        root.mkpath(QFileInfo(it.key()).path());
        if (!QFile::link(it.value(), root.filePath(it.key())))
            return unusable(it.value(), QStringLiteral("no room in %1").arg(directory.path()));
    }
    // The same files make the same bytes.
    return outputOf(QStringLiteral("tar"),
        {QStringLiteral("--create"), QStringLiteral("--dereference"), QStringLiteral("--sort=name"),
            QStringLiteral("--mtime=@0"), QStringLiteral("--owner=0"), QStringLiteral("--group=0"),
            QStringLiteral("--numeric-owner"), QStringLiteral("--mode=u=rwX,go=rX"),
            QStringLiteral("--use-compress-program=gzip -n -1"), QStringLiteral("--directory"), directory.path(),
            QStringLiteral("--file=-"), QStringLiteral(".")});
}

} // namespace

Result<QMap<QString, QString>> librariesIn(const QByteArray &said)
{
    QMap<QString, QString> found;
    for (const QByteArray &line : said.split('\n')) {
        const QString text = QString::fromLocal8Bit(line).trimmed();
        const QString name = text.section(QStringLiteral(" => "), 0, 0);
        const QString path = text.section(QStringLiteral(" => "), 1).section(QStringLiteral(" ("), 0, 0);
        if (path.isEmpty() || isOfTheSystem(name))
            continue;
        if (!path.startsWith(QLatin1Char('/')))
            return unusable(name, text);
        found.insert(name, path);
    }
    return found;
}

QString glibcOf(const QByteArray &elf)
{
    QVersionNumber newest;
    static const QByteArray mark("GLIBC_2.");
    for (qsizetype at = elf.indexOf(mark); at >= 0; at = elf.indexOf(mark, at + mark.size())) {
        const QByteArray rest = elf.mid(at + 6, 12);
        newest = std::max(newest, QVersionNumber::fromString(QString::fromLatin1(rest.left(rest.indexOf('\0')))));
    }
    return newest.toString();
}

QString machineOf(const QByteArray &elf)
{
    constexpr int at = 18;
    if (!elf.startsWith("\177ELF") || elf.size() < at + 2)
        return {};
    switch (static_cast<uchar>(elf.at(at))) {
    case 0x3e:
        return QStringLiteral("x86_64");
    case 0xb7:
        return QStringLiteral("aarch64");
    default:
        return {};
    }
}

Result<QString> publicKeyIn(const QByteArray &text)
{
    static const QRegularExpression form(
        QStringLiteral("\\A((?:ssh-(?:ed25519|rsa)|ecdsa-sha2-nistp(?:256|384|521)|sk-[a-z0-9@.-]+) "
                       "[A-Za-z0-9+/]{40,8000}={0,2})(?: [^\\r\\n]*)?\\r?\\n?\\z"));
    const auto match = form.match(QString::fromUtf8(text));
    if (!match.hasMatch())
        return fail(ErrorKind::Invalid, QStringLiteral("The file holds no single public key."), {},
            QStringLiteral("Give the .pub file that ssh-keygen made: one line that begins with its type."));
    return match.captured(1);
}

Status checkSettings(const QByteArray &text)
{
    // systemd reads the file too, and would take quotes and backslashes away.
    static const QRegularExpression form(
        QStringLiteral("\\A(HERMES_ADMIN_[A-Z_]+)=([^\"'\\\\\\x00-\\x1f\\x7f-\\x{ffff}]*)\\z"));
    int number = 0;
    for (const QByteArray &line : text.split('\n')) {
        ++number;
        const QString trimmed = QString::fromUtf8(line).trimmed();
        if (trimmed.isEmpty() || trimmed.startsWith(QLatin1Char('#')))
            continue;
        const auto match = form.match(trimmed);
        if (!match.hasMatch())
            return fail(ErrorKind::Invalid, QStringLiteral("Line %1 of the settings is none.").arg(number), {},
                QStringLiteral("Write HERMES_ADMIN_NAME=VALUE, one a line, without quotes."));
        const bool isUrl = match.captured(1) == QLatin1String("HERMES_ADMIN_REGISTRY")
            || match.captured(1) == QLatin1String("HERMES_ADMIN_PLATFORM_DB");
        if (isUrl)
            HERMES_TRY(checkRegistryUrl(match.captured(2)));
    }
    return {};
}

Result<CliBundle> bundleOf(const QString &given)
{
    const QString file = given.isEmpty() ? QCoreApplication::applicationFilePath() : given;
    HERMES_ASSIGN(const QByteArray elf, bytesOf(file));
    CliBundle bundle;
    bundle.machine = machineOf(elf);
    if (bundle.machine.isEmpty())
        return unusable(file, QStringLiteral("It is no program for Linux on x86_64 or aarch64."));
    HERMES_ASSIGN(
        const QByteArray version, outputOf(QFileInfo(file).absoluteFilePath(), {QStringLiteral("--version")}));
    bundle.version = QString::fromUtf8(version).trimmed();
    if (!bundle.version.startsWith(QLatin1String("hermes-admin ")))
        return unusable(file, QStringLiteral("It is no hermes-admin."));
    Parts parts;
    HERMES_TRY(takeWithLibraries(parts, QStringLiteral("hermes-admin"), file));
    const QString plugins = QLibraryInfo::path(QLibraryInfo::PluginsPath);
    for (const QString &plugin :
        {QStringLiteral("sqldrivers/libqsqlite.so"), QStringLiteral("tls/libqopensslbackend.so")})
        if (const QString path = plugins + QLatin1Char('/') + plugin; QFile::exists(path))
            HERMES_TRY(takeWithLibraries(parts, QStringLiteral("plugins/") + plugin, path));
    bundle.glibc = parts.glibc.toString();
    HERMES_ASSIGN(bundle.packed, pack(parts));
    bundle.hash = QString::fromLatin1(QCryptographicHash::hash(bundle.packed, QCryptographicHash::Sha256).toHex());
    return bundle;
}

} // namespace hermes::cli
