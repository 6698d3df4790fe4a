#include "credentialfile.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace hermes {

using namespace Qt::StringLiterals;

QString credentialPath(const Host &host, const QString &tenantId, const QString &sessionId)
{
    return hostpaths::archive(host, tenantId) + u"/login-"_s + sessionId + u".json"_s;
}

Status reserveCredentialFile(const HostLink &link, const QString &path, const Call &call)
{
    const auto created = link.files->createExclusive(path, QByteArray(credentialFileSize, ' '), 0600, call);
    // There already: this session was begun by a process that died, or by this one before a lost reply.
    if (!created && created.error().kind != ErrorKind::Conflict)
        return tl::unexpected<Error>(created.error());
    return {};
}

static QByteArray credentialJson(const ilink::Credentials &credentials, qint64 nowMs)
{
    return QJsonDocument(QJsonObject{
                             {u"token"_s, QString::fromUtf8(credentials.token.reveal())},
                             {u"bot_id"_s, credentials.botId},
                             {u"base_url"_s, credentials.baseUrl},
                             {u"user_id"_s, credentials.userId},
                             {u"confirmed_at"_s, nowMs},
                             {u"token_sha256"_s, credentials.token.sha256()},
                         })
        .toJson(QJsonDocument::Compact);
}

static Result<std::optional<home::WeixinAccount>> parseCredentials(const QByteArray &bytes)
{
    const QByteArray json = bytes.trimmed();
    if (json.isEmpty())
        return std::optional<home::WeixinAccount>();
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    home::WeixinAccount account;
    account.token = Secret(object.value(u"token"_s).toString().toUtf8());
    account.botId = object.value(u"bot_id"_s).toString();
    account.baseUrl = object.value(u"base_url"_s).toString();
    account.userId = object.value(u"user_id"_s).toString();
    account.savedAt = QDateTime::fromMSecsSinceEpoch(object.value(u"confirmed_at"_s).toInteger(), Qt::UTC);
    if (account.token.isEmpty() || account.botId.isEmpty()
        || account.token.sha256() != object.value(u"token_sha256"_s).toString())
        return fail(ErrorKind::Invalid,
            translate("Credentials", "An archived WeChat credentials file on the host is damaged."), {},
            translate("Credentials", "Bind the tenant again."));
    return std::optional<home::WeixinAccount>(account);
}

Status fillCredentialFile(
    const HostLink &link, const QString &path, const ilink::Credentials &credentials, qint64 nowMs, const Call &call)
{
    HERMES_TRY(link.files->overwrite(path, credentialJson(credentials, nowMs), call));
    HERMES_ASSIGN(const auto back, readCredentialFile(link, path, call));
    if (!back || back->token.reveal() != credentials.token.reveal())
        return fail(ErrorKind::Remote,
            translate("Credentials", "The WeChat credentials on host %1 differ from what was written.")
                .arg(link.host.name),
            {},
            translate(
                "Credentials", "Check the host's disk; the confirmed login is kept in memory and written again."));
    return {};
}

Result<std::optional<home::WeixinAccount>> readCredentialFile(
    const HostLink &link, const QString &path, const Call &call)
{
    HERMES_ASSIGN(const QByteArray bytes, link.files->read(path, call));
    return parseCredentials(bytes);
}

Result<QList<Secret>> archivedTokens(const HostLink &link, const QString &tenantId, const Call &call)
{
    const QString directory = hostpaths::archive(link.host, tenantId);
    HERMES_ASSIGN(const QStringList names, link.files->list(directory, call));
    QMap<qint64, Secret> byTime;
    for (const auto &name : names) {
        if (!name.startsWith("login-"_L1))
            continue;
        const auto account = readCredentialFile(link, directory + u'/' + name, call);
        if (account && *account)
            byTime.insert(-(*account)->savedAt.toMSecsSinceEpoch(), (*account)->token);
    }
    constexpr qsizetype most = 10;
    return byTime.values().mid(0, most);
}

} // namespace hermes
