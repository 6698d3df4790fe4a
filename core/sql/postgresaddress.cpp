#include "postgresaddress.h"

#include <QHostAddress>
#include <QUrl>
#include <QUrlQuery>

namespace hermes {

using namespace Qt::StringLiterals;

namespace {

tl::unexpected<Error> invalid(const QString &message, const QString &detail = {})
{
    return fail(ErrorKind::Invalid, message, detail,
        translate("Database",
            "Write postgresql://USER@HOST:PORT/DATABASE, with ?passfile=FILE for a password and "
            "&via=USER@HOST to go through a machine by SSH."));
}

/// A value of libpq's connection string.
QString quoted(const QString &value)
{
    QString escaped = value;
    escaped.replace(u'\\', u"\\\\"_s).replace(u'\'', u"\\'"_s);
    return u'\'' + escaped + u'\'';
}

Status take(PostgresAddress &address, const QString &key, const QString &value)
{
    static const QStringList modes{
        u"disable"_s, u"allow"_s, u"prefer"_s, u"require"_s, u"verify-ca"_s, u"verify-full"_s};
    if (value.isEmpty())
        return invalid(translate("Database", "'%1' in the database's address has no value.").arg(key));
    if (key == "passfile"_L1)
        address.passFile = value;
    else if (key == "via"_L1)
        address.via = value;
    else if (key == "sslmode"_L1 && modes.contains(value))
        address.sslMode = value;
    else
        return invalid(translate("Database", "'%1' in the database's address is not known.").arg(key),
            key == "sslmode"_L1 ? modes.join(u", "_s) : QString());
    return {};
}

} // namespace

bool PostgresAddress::isUrl(const QString &url)
{
    return url.startsWith("postgresql://"_L1) || url.startsWith("postgres://"_L1);
}

Result<PostgresAddress> PostgresAddress::fromUrl(const QString &url)
{
    const QUrl parsed(url, QUrl::StrictMode);
    if (!isUrl(url) || !parsed.isValid())
        return invalid(translate("Database", "The address of the database cannot be read."));
    if (!parsed.password().isEmpty())
        return invalid(translate("Database", "The address of the database holds a password."));
    PostgresAddress address;
    address.host = parsed.host();
    address.port = quint16(parsed.port(address.port));
    address.user = parsed.userName();
    address.database = parsed.path(QUrl::FullyDecoded).mid(1);
    if (address.database.isEmpty() || address.database.contains(u'/'))
        return invalid(translate("Database", "The address names no database."));
    for (const auto &[key, value] : QUrlQuery(parsed).queryItems(QUrl::FullyDecoded))
        HERMES_TRY(take(address, key, value));
    if (!address.via.isEmpty() && address.host.isEmpty())
        address.host = u"127.0.0.1"_s;
    return address;
}

QString PostgresAddress::text() const
{
    const QString at = host.isEmpty() ? u"socket"_s : u"%1:%2"_s.arg(host).arg(port);
    return (user.isEmpty() ? QString() : user + u'@') + at + u'/' + database;
}

QString PostgresAddress::conninfo() const
{
    const bool isNear
        = host.isEmpty() || !hostAddress.isEmpty() || host == "localhost"_L1 || QHostAddress(host).isLoopback();
    QStringList words;
    const auto add = [&words](const QString &key, const QString &value) { words.append(key + u'=' + quoted(value)); };
    if (!host.isEmpty())
        add(u"host"_s, host);
    if (!hostAddress.isEmpty())
        add(u"hostaddr"_s, hostAddress);
    add(u"port"_s, QString::number(nearPort > 0 ? nearPort : port));
    add(u"dbname"_s, database);
    if (!user.isEmpty())
        add(u"user"_s, user);
    if (!passFile.isEmpty())
        add(u"passfile"_s, passFile);
    add(u"sslmode"_s, !sslMode.isEmpty() ? sslMode : isNear ? u"disable"_s : u"prefer"_s);
    // A handshake that nobody uses costs two round trips.
    add(u"gssencmode"_s, u"disable"_s);
    add(u"connect_timeout"_s, u"10"_s);
    add(u"application_name"_s, u"hermes-admin"_s);
    add(u"keepalives_idle"_s, u"5"_s);
    add(u"keepalives_interval"_s, u"2"_s);
    add(u"keepalives_count"_s, u"3"_s);
    add(u"tcp_user_timeout"_s, u"8000"_s);
    add(u"target_session_attrs"_s, u"read-write"_s);
    return words.join(u' ');
}

} // namespace hermes
