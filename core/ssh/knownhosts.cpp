#include "knownhosts.h"

#include "call.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>
#include <QMessageAuthenticationCode>
#include <QRegularExpression>
#include <QSaveFile>
#include <thread>

namespace hermes::ssh {

namespace {

/// One line of the file, as sshd(8) describes under SSH_KNOWN_HOSTS FILE FORMAT.
struct Line {
    QByteArray text;
    QByteArray marker; ///< "@revoked", "@cert-authority" or empty
    QList<QByteArray> patterns;
    HostKey key; ///< empty for a comment or a line that is not understood
};

Line parse(const QByteArray &text)
{
    Line line{text, {}, {}, {}};
    QList<QByteArray> words = text.simplified().split(' ');
    if (words.first().startsWith('#'))
        return line;
    if (words.first().startsWith('@'))
        line.marker = words.takeFirst();
    if (words.size() < 3)
        return line;
    line.patterns = words.at(0).split(',');
    line.key = {QString::fromLatin1(words.at(1)), QByteArray::fromBase64(words.at(2))};
    return line;
}

QByteArray nameInFile(const QString &host, quint16 port)
{
    const QByteArray name = host.toLower().toUtf8();
    return port == 22 ? name : '[' + name + "]:" + QByteArray::number(port);
}

bool matchesHash(const QByteArray &pattern, const QByteArray &name)
{
    const QList<QByteArray> parts = pattern.split('|'); // |1|salt|hash
    if (parts.size() != 4 || parts.at(1) != "1")
        return false;
    const QByteArray salt = QByteArray::fromBase64(parts.at(2));
    return QMessageAuthenticationCode::hash(name, salt, QCryptographicHash::Sha1)
        == QByteArray::fromBase64(parts.at(3));
}

bool matchesPattern(const QByteArray &pattern, const QByteArray &name)
{
    if (pattern.startsWith('|'))
        return matchesHash(pattern, name);
    QString expression = QRegularExpression::escape(QString::fromUtf8(pattern.toLower()));
    expression.replace(QStringLiteral("\\*"), QStringLiteral(".*")).replace(QStringLiteral("\\?"), QStringLiteral("."));
    return QRegularExpression(QRegularExpression::anchoredPattern(expression))
        .match(QString::fromUtf8(name))
        .hasMatch();
}

bool matches(const Line &line, const QByteArray &name)
{
    bool found = false;
    for (const QByteArray &pattern : line.patterns) {
        if (pattern.startsWith('!')) {
            if (matchesPattern(pattern.mid(1), name))
                return false;
        } else if (!found) {
            found = matchesPattern(pattern, name);
        }
    }
    return found;
}

/// The line without `name`, or nothing if nobody else is left in it. A wildcard keeps serving the other hosts.
QByteArray without(const Line &line, const QByteArray &name)
{
    QList<QByteArray> others;
    bool wildcard = false;
    for (const QByteArray &pattern : line.patterns) {
        const bool isWild = pattern.contains('*') || pattern.contains('?');
        if (pattern.startsWith('!') || isWild || !matchesPattern(pattern, name))
            others.append(pattern);
        wildcard = wildcard || (isWild && !pattern.startsWith('!') && matchesPattern(pattern, name));
    }
    if (wildcard)
        others.append('!' + name);
    if (std::all_of(others.begin(), others.end(), [](const QByteArray &p) { return p.startsWith('!'); }))
        return {};
    return others.join(',') + ' ' + line.key.type.toLatin1() + ' ' + line.key.blob.toBase64();
}

Error unusable(const QString &path, const QString &why)
{
    return {ErrorKind::Internal, translate("Ssh", "The file of known hosts %1 cannot be used.").arg(path), why,
        translate("Ssh", "Check that you may read and write it, and that the disk is not full.")};
}

Result<QList<Line>> readLines(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return QList<Line>();
    if (!file.open(QIODevice::ReadOnly))
        return tl::unexpected(unusable(path, file.errorString()));
    QList<Line> lines;
    while (!file.atEnd()) {
        const QByteArray text = file.readLine().trimmed();
        lines.append(text.isEmpty() ? Line{text, {}, {}, {}} : parse(text));
    }
    return lines;
}

/// Takes `name` out of all lines but @revoked ones and adds `key` for it, if there is one.
Status rewrite(const QString &path, const QByteArray &name, const HostKey *key)
{
    QDir().mkpath(QFileInfo(path).absolutePath());
    QLockFile lock(path + QStringLiteral(".lock"));
    lock.setStaleLockTime(10'000);
    // QLockFile's own waiting sleeps for seconds under contention.
    const Deadline deadline = Deadline::in(std::chrono::seconds(10));
    while (!lock.tryLock(0) && !deadline.expired())
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    if (!lock.isLocked())
        return tl::unexpected(unusable(path, translate("Ssh", "Another process holds its lock file.")));
    HERMES_ASSIGN(const QList<Line> lines, readLines(path));
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return tl::unexpected(unusable(path, file.errorString()));
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    for (const Line &line : lines) {
        const bool ours = line.marker.isEmpty() && matches(line, name);
        const QByteArray text = ours ? without(line, name) : line.text;
        if (!ours || !text.isEmpty())
            file.write(text + '\n');
    }
    if (key)
        file.write(name + ' ' + key->type.toLatin1() + ' ' + key->blob.toBase64() + '\n');
    if (!file.commit())
        return tl::unexpected(unusable(path, file.errorString()));
    return {};
}

} // namespace

Result<KnownHosts::Answer> KnownHosts::check(const QString &host, quint16 port, const HostKey &shown) const
{
    HERMES_ASSIGN(const QList<Line> lines, readLines(m_path));
    const QByteArray name = nameInFile(host, port);
    Answer answer;
    bool trusted = false;
    for (const Line &line : lines) {
        if (line.key.blob.isEmpty() || !matches(line, name))
            continue;
        if (line.marker == "@revoked" && line.key.blob == shown.blob)
            return Answer{Verdict::Revoked, {line.key}};
        if (!line.marker.isEmpty())
            continue;
        answer.known.append(line.key);
        trusted = trusted || line.key.blob == shown.blob;
    }
    answer.verdict = trusted ? Verdict::Trusted : answer.known.isEmpty() ? Verdict::Unknown : Verdict::Changed;
    return answer;
}

Status KnownHosts::trust(const QString &host, quint16 port, const HostKey &key)
{
    HERMES_ASSIGN(const Answer answer, check(host, port, key));
    if (answer.verdict == Verdict::Revoked) {
        return fail(ErrorKind::HostKey,
            translate("Ssh", "The host key %1 is marked as revoked.").arg(key.fingerprint()), m_path,
            translate("Ssh", "Somebody declared this key stolen. Give the host a new key; do not trust this one."));
    }
    return rewrite(m_path, nameInFile(host, port), &key);
}

Status KnownHosts::forget(const QString &host, quint16 port)
{
    if (!QFile::exists(m_path))
        return {};
    return rewrite(m_path, nameInFile(host, port), nullptr);
}

QStringList KnownHosts::knownTypes(const QString &host, quint16 port) const
{
    QStringList types;
    const auto lines = readLines(m_path);
    if (!lines)
        return types;
    for (const Line &line : *lines) {
        if (line.marker.isEmpty() && !line.key.blob.isEmpty() && matches(line, nameInFile(host, port)))
            types.append(line.key.type);
    }
    types.removeDuplicates();
    return types;
}

} // namespace hermes::ssh
