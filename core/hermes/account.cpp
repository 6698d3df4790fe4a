#include "home.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace hermes::home {

using namespace Qt::StringLiterals;

namespace {

constexpr auto accountFolder = "weixin/accounts/";

QString accountPath(const QString &botId, QLatin1StringView ending)
{
    return isSafeBotId(botId) ? QLatin1StringView(accountFolder) + botId + ending : QString();
}

Secret plain(const char *text)
{
    return Secret(QByteArray(text));
}

} // namespace

QMap<QString, Secret> weixinEnv(const WeixinAccount &account)
{
    return {
        {u"WEIXIN_ACCOUNT_ID"_s, Secret(account.botId.toUtf8())},
        {u"WEIXIN_TOKEN"_s, account.token},
        {u"WEIXIN_BASE_URL"_s, Secret(account.baseUrl.toUtf8())},
        {u"WEIXIN_DM_POLICY"_s, plain("allowlist")},
        {u"WEIXIN_ALLOWED_USERS"_s, Secret(account.userId.toUtf8())},
        {u"WEIXIN_ALLOW_ALL_USERS"_s, plain("false")},
        {u"WEIXIN_HOME_CHANNEL"_s, Secret(account.userId.toUtf8())},
    };
}

QMap<QString, Secret> noWeixinEnv()
{
    QMap<QString, Secret> values = weixinEnv({});
    for (Secret &value : values)
        value = {};
    return values;
}

HomeFile accountFile(const WeixinAccount &account)
{
    const QJsonObject json{
        {u"token"_s, QString::fromUtf8(account.token.reveal())},
        {u"base_url"_s, account.baseUrl},
        {u"user_id"_s, account.userId},
        {u"saved_at"_s, account.savedAt.toUTC().toString(u"yyyy-MM-ddTHH:mm:ssZ"_s)},
    };
    return {accountPath(account.botId, ".json"_L1), Secret(QJsonDocument(json).toJson())};
}

Result<WeixinAccount> parseAccount(const QByteArray &json, const QString &botId)
{
    const QString where = translate("Home", "The WeChat account file of %1 cannot be read").arg(botId.left(80));
    const QString hint = translate("Home", "Bind the tenant again; the file is kept in the archive.");
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(json, &problem);
    if (!document.isObject()) {
        return fail(ErrorKind::Invalid, where,
            problem.error == QJsonParseError::NoError ? translate("Home", "it is not a JSON object")
                                                      : problem.errorString(),
            hint);
    }
    WeixinAccount account;
    account.botId = botId;
    account.token = Secret(document[u"token"].toString().toUtf8());
    account.baseUrl = document[u"base_url"].toString();
    account.userId = document[u"user_id"].toString();
    account.savedAt = QDateTime::fromString(document[u"saved_at"].toString(), Qt::ISODate).toUTC();
    if (account.token.isEmpty())
        return fail(ErrorKind::Invalid, where, translate("Home", "it has no token"), hint);
    return account;
}

QStringList accountPaths(const QString &botId)
{
    if (!isSafeBotId(botId))
        return {};
    return {accountPath(botId, ".json"_L1), syncPath(botId), accountPath(botId, ".context-tokens.json"_L1)};
}

QString syncPath(const QString &botId)
{
    return accountPath(botId, ".sync.json"_L1);
}

bool isSafeBotId(const QString &botId)
{
    // The endings belong to the two side files: an account named so would share a file with another one.
    static const QRegularExpression form(u"\\A[A-Za-z0-9][A-Za-z0-9._@-]{0,127}\\z"_s);
    return form.match(botId).hasMatch() && !botId.contains(".."_L1) && !botId.endsWith(".sync"_L1)
        && !botId.endsWith(".context-tokens"_L1);
}

} // namespace hermes::home
