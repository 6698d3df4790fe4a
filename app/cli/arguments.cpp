#include "arguments.h"

#include "home.h"

#include <QDateTime>
#include <QRegularExpression>
#include <QUrl>
#include <QUrlQuery>
#include <QUuid>

namespace hermes::cli {

namespace {

tl::unexpected<Error> invalid(const QString &message, const QString &detail, const QString &hint)
{
    return fail(ErrorKind::Invalid, message, detail, hint);
}

bool matches(const QString &text, const QString &pattern)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(pattern)).match(text).hasMatch();
}

// Names go into messages as they were typed; a long one or one with control characters must not flood the terminal.
QString shown(const QString &text)
{
    QString safe = text.left(40);
    for (QChar &c : safe)
        if (!c.isPrint())
            c = QLatin1Char('?');
    return text.size() > 40 ? safe + QChar(0x2026) : safe;
}

const QString addressHint = QStringLiteral(
    "Write [USER@]HOST[:PORT], for example ops@ecs-1.example.com:22, or ops@[2001:db8::1]:22 for IPv6.");

bool parseHostAndPort(const QString &text, QString *host, QString *port)
{
    if (text.startsWith(QLatin1Char('['))) {
        static const QRegularExpression bracketed(
            QStringLiteral("^\\[([0-9A-Fa-f:.]+(?:%[A-Za-z0-9._-]+)?)\\](?::(.*))?$"));
        const auto match = bracketed.match(text);
        *host = match.captured(1);
        *port = match.hasCaptured(2) ? match.captured(2) : QString();
        return match.hasMatch() && host->contains(QLatin1Char(':')) && !text.endsWith(QLatin1Char(':'));
    }
    static const QRegularExpression plain(QStringLiteral("^([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)(?::(.*))?$"));
    const auto match = plain.match(text);
    *host = match.captured(1);
    *port = match.hasCaptured(2) ? match.captured(2) : QString();
    return match.hasMatch() && !text.endsWith(QLatin1Char(':'));
}

} // namespace

Result<SshAddress> parseSshAddress(const QString &text)
{
    const QString message = QStringLiteral("'%1' is not an SSH address.").arg(shown(text));
    SshAddress address;
    const qsizetype at = text.lastIndexOf(QLatin1Char('@'));
    if (at >= 0) {
        address.user = text.left(at);
        if (!matches(address.user, QStringLiteral("[A-Za-z0-9_][A-Za-z0-9_.@+-]*")))
            return invalid(message,
                QStringLiteral("The user name before @ is missing or has characters that a login name cannot have."),
                addressHint);
    }
    const QString rest = text.mid(at + 1);
    if (!rest.startsWith(QLatin1Char('[')) && rest.count(QLatin1Char(':')) > 1)
        return invalid(message, QStringLiteral("An IPv6 address has to stand in brackets."), addressHint);
    QString port;
    if (!parseHostAndPort(rest, &address.host, &port))
        return invalid(message, QStringLiteral("The host is missing or has characters that a host name cannot have."),
            addressHint);
    if (!port.isEmpty()) {
        bool isNumber = false;
        const uint number = port.toUInt(&isNumber);
        if (!isNumber || number < 1 || number > 65535 || !matches(port, QStringLiteral("[0-9]+")))
            return invalid(message, QStringLiteral("The port '%1' is not a number from 1 to 65535.").arg(shown(port)),
                addressHint);
        address.port = static_cast<quint16>(number);
    }
    return address;
}

Result<PortRange> parsePortRange(const QString &text)
{
    static const QRegularExpression form(QStringLiteral("^([0-9]{1,5})-([0-9]{1,5})$"));
    const auto match = form.match(text);
    const uint first = match.captured(1).toUInt();
    const uint last = match.captured(2).toUInt();
    if (!match.hasMatch() || first < 1024 || last > 65535 || first > last)
        return invalid(QStringLiteral("'%1' is not a port range.").arg(shown(text)), {},
            QStringLiteral("Write FIRST-LAST with 1024 <= FIRST <= LAST <= 65535, for example 8700-9699."));
    return PortRange{static_cast<quint16>(first), static_cast<quint16>(last)};
}

Result<SecretArgument> parseSecretArgument(const QString &text)
{
    const QString hint = QStringLiteral("Write --secret KEY=@FILE, or --secret KEY=- to read it from standard input.");
    const qsizetype equals = text.indexOf(QLatin1Char('='));
    if (equals < 0)
        return invalid(QStringLiteral("A --secret has no '='."), {}, hint);
    SecretArgument argument{text.left(equals), {}};
    if (!matches(argument.key, QStringLiteral("[A-Z][A-Z0-9_]*")))
        return invalid(QStringLiteral("'%1' is not a name for a secret.").arg(shown(argument.key)), {},
            QStringLiteral(
                "Names are capital letters, digits and _, and begin with a letter, for example OPENAI_API_KEY."));
    const QString source = text.mid(equals + 1);
    if (source == QLatin1String("-"))
        return argument;
    if (!source.startsWith(QLatin1Char('@')) || source.size() < 2)
        return invalid(QStringLiteral("The value of %1 was given on the command line.").arg(argument.key),
            QStringLiteral("Other users of this machine can read command lines, and shells remember them."), hint);
    argument.file = source.mid(1);
    return argument;
}

Result<Secret> checkSecretValue(const QString &key, QByteArray bytes)
{
    if (bytes.endsWith('\n'))
        bytes.chop(1);
    if (bytes.endsWith('\r'))
        bytes.chop(1);
    Secret secret(bytes);
    wipe(bytes);
    if (secret.isEmpty())
        return invalid(QStringLiteral("The secret %1 is empty.").arg(key), {},
            QStringLiteral("Check the file or what is piped in."));
    for (const char c : secret.reveal())
        if (c < 0x20 || c > 0x7e)
            return invalid(
                QStringLiteral("The secret %1 has a line break or a character that is not plain ASCII.").arg(key),
                QStringLiteral("Hermes reads one line of ASCII for each key and would silently drop the rest."),
                QStringLiteral("Give one line of printable ASCII."));
    if (secret.reveal().contains("${"))
        return invalid(QStringLiteral("The secret %1 contains '${'.").arg(key),
            QStringLiteral("Hermes would put the value of a variable in its place."),
            QStringLiteral("Ask for a key without it."));
    return secret;
}

Status checkTenantName(const QString &name)
{
    return home::validateTenantName(name);
}

Status checkHostName(const QString &name)
{
    if (!matches(name, QStringLiteral("[a-z0-9][a-z0-9._-]{0,62}")))
        return invalid(QStringLiteral("'%1' is not a host name.").arg(shown(name)), {},
            QStringLiteral(
                "Names have 1 to 63 characters: a-z, 0-9, '.', '-' and '_', beginning with a letter or digit."));
    return {};
}

Status checkFingerprint(const QString &text)
{
    if (!matches(text, QStringLiteral("SHA256:[A-Za-z0-9+/]{43}")))
        return invalid(QStringLiteral("'%1' is not a host key fingerprint.").arg(shown(text)), {},
            QStringLiteral("Write it as `ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub` prints it on the host: "
                           "SHA256: and 43 characters."));
    return {};
}

Status checkCidr(const QString &text)
{
    static const QRegularExpression form(
        QStringLiteral("^([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,3})/([0-9]{1,2})$"));
    const auto match = form.match(text);
    bool good = match.hasMatch() && match.captured(5).toInt() >= 8 && match.captured(5).toInt() <= 28;
    for (int i = 1; i <= 4; ++i)
        good = good && match.captured(i).toInt() <= 255;
    if (!good)
        return invalid(QStringLiteral("'%1' is not an IPv4 subnet.").arg(shown(text)), {},
            QStringLiteral("Write ADDRESS/LENGTH with a length from 8 to 28, for example 172.29.4.0/22."));
    return {};
}

Status checkUuid(const QString &text)
{
    if (QUuid::fromString(text).isNull())
        return invalid(QStringLiteral("'%1' is not a platform's UUID.").arg(shown(text)), {},
            QStringLiteral(
                "It is in ~/.hermes-admin/platform.json on the host, and in the message that refused the host."));
    return {};
}

Status checkRegistryUrl(const QString &url)
{
    if (url.isEmpty() || url.startsWith(QLatin1String("sqlite:")))
        return {};
    if (!url.startsWith(QLatin1String("postgresql://")) && !url.startsWith(QLatin1String("postgres://")))
        return invalid(QStringLiteral("The registry's URL is of no known kind."), {},
            QStringLiteral("Write sqlite:PATH or postgresql://USER@HOST/DATABASE."));
    const QUrl parsed(url);
    // An URL that cannot be parsed may still hold a password, so the plain text is looked at too.
    const QString authority = url.section(QStringLiteral("://"), 1).section(QLatin1Char('/'), 0, 0);
    const bool inAuthority = authority.section(QLatin1Char('@'), 0, -2).contains(QLatin1Char(':'));
    if (inAuthority || !parsed.password().isEmpty() || QUrlQuery(parsed).hasQueryItem(QStringLiteral("password")))
        return invalid(QStringLiteral("The registry's URL holds a password."),
            QStringLiteral("Other users of this machine can read command lines and environments."),
            QStringLiteral("Put it into a file with mode 0600 and add ?passfile=FILE."));
    return {};
}

Status checkVerifyCode(const QString &digits)
{
    if (!matches(digits, QStringLiteral("[0-9]{1,12}")))
        return invalid(QStringLiteral("'%1' is not a verify code.").arg(shown(digits)), {},
            QStringLiteral("Give the digits that the phone shows."));
    return {};
}

Result<Tier> parseTier(const QString &text)
{
    Tier tier = Tier::Container;
    if (!tierFromName(text, &tier))
        return invalid(QStringLiteral("'%1' is not a tier.").arg(shown(text)), {},
            QStringLiteral("The tiers are container, prefab and shared."));
    return tier;
}

Result<Phase> parsePhase(const QString &text)
{
    const QString name = text.toUpper();
    const Phase phase = phaseFromName(name, Phase::Unknown);
    if (phase == Phase::Unknown && name != phaseName(Phase::Unknown)) {
        QStringList names;
        for (int i = 0; i <= static_cast<int>(Phase::Unknown); ++i)
            names << phaseName(static_cast<Phase>(i));
        return invalid(QStringLiteral("'%1' is not a phase.").arg(shown(text)), {},
            QStringLiteral("The phases are %1.").arg(names.join(QStringLiteral(", "))));
    }
    return phase;
}

Result<qint64> parseSince(const QString &text, qint64 nowMs)
{
    static const QRegularExpression relative(QStringLiteral("^([0-9]{1,6})([smhd])$"));
    if (const auto match = relative.match(text); match.hasMatch()) {
        const QChar unit = match.captured(2).front();
        const qint64 seconds = unit == QLatin1Char('s') ? 1
            : unit == QLatin1Char('m')                  ? 60
            : unit == QLatin1Char('h')                  ? 3600
                                                        : 86'400;
        return nowMs - match.captured(1).toLongLong() * seconds * 1000;
    }
    QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (!time.isValid())
        return invalid(QStringLiteral("'%1' is not a time.").arg(shown(text)), {},
            QStringLiteral("Write 90s, 10m, 2h or 3d, or a time such as 2026-05-07T12:00:00Z."));
    if (time.timeSpec() == Qt::LocalTime)
        time.setTimeSpec(Qt::UTC);
    return time.toMSecsSinceEpoch();
}

} // namespace hermes::cli
