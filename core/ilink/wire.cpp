#include "wire.h"

#include "random.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace hermes::ilink {

using namespace Qt::StringLiterals;

namespace {

struct StatusName {
    PollStatus status;
    QLatin1StringView name;
};

constexpr StatusName statusNames[] = {
    {PollStatus::Wait, "wait"_L1},
    {PollStatus::Scaned, "scaned"_L1},
    {PollStatus::ScanedButRedirect, "scaned_but_redirect"_L1},
    {PollStatus::NeedVerifyCode, "need_verifycode"_L1},
    {PollStatus::VerifyCodeBlocked, "verify_code_blocked"_L1},
    {PollStatus::BindedRedirect, "binded_redirect"_L1},
    {PollStatus::Expired, "expired"_L1},
    {PollStatus::Confirmed, "confirmed"_L1},
};

tl::unexpected<Error> tryAgain(const QString &detail)
{
    return fail(ErrorKind::Remote, translate("ILink", "iLink gave no usable answer"), detail,
        translate("ILink",
            "It is asked again by itself; if it stays so, check the iLink address in the settings "
            "(HERMES_ADMIN_ILINK_URL)."));
}

Result<QJsonObject> objectOf(int httpStatus, const QByteArray &body)
{
    const bool page = body.trimmed().startsWith('<');
    if (httpStatus >= 300 && httpStatus < 400)
        return tryAgain(
            translate("ILink", "HTTP %1: it points to another place, which is not followed").arg(httpStatus));
    if (httpStatus < 200 || httpStatus >= 300)
        return tryAgain(page ? translate("ILink", "HTTP %1 and a web page").arg(httpStatus)
                             : translate("ILink", "HTTP %1").arg(httpStatus));
    const QJsonDocument document = QJsonDocument::fromJson(body);
    if (!document.isObject())
        return tryAgain(page     ? translate("ILink", "a web page instead of data")
                : body.isEmpty() ? translate("ILink", "nothing")
                                 : translate("ILink", "something that is not JSON"));
    return document.object();
}

/// `ret` or `errcode`, whichever complains; 0 if neither does.
int complaintOf(const QJsonObject &object)
{
    const int ret = object[u"ret"].toInt();
    return ret != 0 ? ret : object[u"errcode"].toInt();
}

QString complaintText(const QJsonObject &object)
{
    const QString said = object[u"errmsg"].toString().left(200).simplified();
    const QString number = translate("ILink", "error %1").arg(complaintOf(object));
    return said.isEmpty() ? number : number + u": "_s + said;
}

} // namespace

QString pollStatusName(PollStatus status)
{
    for (const StatusName &known : statusNames) {
        if (known.status == status)
            return known.name;
    }
    return {};
}

bool isRedirectHost(const QString &host)
{
    static const QRegularExpression form(
        u"\\A(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]{2,45}\\])(?::[0-9]{1,5})?\\z"_s);
    return form.match(host).hasMatch() && QUrl(u"https://"_s + host, QUrl::StrictMode).isValid();
}

namespace wire {

namespace {

QNetworkRequest request(const QUrl &base, QByteArrayView pathAndQuery)
{
    QByteArray url = base.toEncoded(QUrl::StripTrailingSlash | QUrl::RemoveQuery | QUrl::RemoveFragment);
    url += pathAndQuery;
    QNetworkRequest request(QUrl::fromEncoded(url, QUrl::StrictMode));
    request.setRawHeader("iLink-App-Id", "bot");
    request.setRawHeader("iLink-App-ClientVersion", QByteArray::number(clientVersion));
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    return request;
}

} // namespace

QNetworkRequest codeRequest(const QUrl &base)
{
    QNetworkRequest made = request(base, "/ilink/bot/get_bot_qrcode?bot_type=3");
    made.setRawHeader("Content-Type", "application/json");
    made.setRawHeader("AuthorizationType", "ilink_bot_token");
    made.setRawHeader("X-WECHAT-UIN", QByteArray::number(SystemRandom().below(quint64(1) << 32)).toBase64());
    return made;
}

QByteArray codeBody(const QList<Secret> &knownTokens)
{
    QJsonArray tokens;
    for (const Secret &token : knownTokens.first(std::min<qsizetype>(knownTokens.size(), mostKnownTokens)))
        tokens.append(QString::fromUtf8(token.reveal()));
    return QJsonDocument(QJsonObject{{u"local_token_list"_s, tokens}}).toJson(QJsonDocument::Compact);
}

Result<Code> parseCode(int httpStatus, const QByteArray &body)
{
    constexpr int rateLimited = -2;
    constexpr qsizetype longestContent = 2000; // a QR code holds less than 3000 bytes
    HERMES_ASSIGN(const QJsonObject object, objectOf(httpStatus, body));
    if (const int complaint = complaintOf(object); complaint == rateLimited)
        return tryAgain(complaintText(object));
    else if (complaint != 0)
        return fail(ErrorKind::Invalid, translate("ILink", "iLink refused to give a QR code"), complaintText(object),
            translate("ILink", "Check the iLink address in the settings (HERMES_ADMIN_ILINK_URL)."));
    Code code{Secret(object[u"qrcode"].toString().toUtf8()), object[u"qrcode_img_content"].toString()};
    if (code.token.isEmpty())
        return tryAgain(translate("ILink", "no QR code in the answer"));
    if (code.content.isEmpty())
        code.content = QString::fromUtf8(code.token.reveal());
    if (code.content.size() > longestContent)
        return tryAgain(translate("ILink", "a link too long for a QR code"));
    return code;
}

QNetworkRequest pollRequest(const QUrl &base, const Secret &token, const QString &verifyCode)
{
    QByteArray call = "/ilink/bot/get_qrcode_status?qrcode=" + token.reveal().toPercentEncoding();
    if (!verifyCode.isEmpty())
        call += "&verify_code=" + verifyCode.toUtf8().toPercentEncoding();
    return request(base, call);
}

Result<PollAnswer> parsePoll(int httpStatus, const QByteArray &body, const QString &defaultBaseUrl)
{
    HERMES_ASSIGN(const QJsonObject object, objectOf(httpStatus, body));
    const QString name = object[u"status"].toString();
    if (name.isEmpty() && complaintOf(object) != 0)
        return tryAgain(complaintText(object));
    const auto known = std::find_if(
        std::begin(statusNames), std::end(statusNames), [&](const StatusName &each) { return name == each.name; });
    if (known == std::end(statusNames) && !name.isEmpty())
        return tryAgain(translate("ILink", "the unknown status \"%1\"").arg(name.left(60)));
    PollAnswer answer;
    answer.status = name.isEmpty() ? PollStatus::Wait : known->status;
    if (const QString host = object[u"redirect_host"].toString(); isRedirectHost(host))
        answer.redirectHost = host;
    if (answer.status != PollStatus::Confirmed)
        return answer;
    answer.credentials = {Secret(object[u"bot_token"].toString().toUtf8()), object[u"ilink_bot_id"].toString(),
        object[u"baseurl"].toString(), object[u"ilink_user_id"].toString()};
    if (answer.credentials.token.isEmpty() || answer.credentials.botId.isEmpty())
        return tryAgain(translate("ILink", "\"confirmed\" without a bot's id and token"));
    if (answer.credentials.baseUrl.isEmpty())
        answer.credentials.baseUrl = defaultBaseUrl;
    return answer;
}

} // namespace wire
} // namespace hermes::ilink
