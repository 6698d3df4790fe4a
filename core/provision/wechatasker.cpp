#include "wechatasker.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHostAddress>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QUrl>

namespace hermes {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds askTime{15};
const QString theirs = u"https://api.mch.weixin.qq.com"_s;

tl::unexpected<Error> wrong(const QString &what, const QString &detail = {})
{
    return fail(ErrorKind::Invalid, translate("Payments", "wechatpay.json cannot be used: %1.").arg(what), detail,
        translate("Payments", "docs/payments.md says what it holds."));
}

Result<QByteArray> readFile(const QString &dataDir, const QString &name, bool isSecret)
{
    const QString path = QDir(dataDir).absoluteFilePath(name);
    QFile file(path);
    if (name.isEmpty() || !file.open(QIODevice::ReadOnly))
        return wrong(translate("Payments", "a key file cannot be read"), path);
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    if (isSecret && (file.permissions() & others))
        return fail(ErrorKind::Invalid, translate("Payments", "Others may read the merchant's private key."), path,
            translate("Payments", "chmod 600 %1").arg(path));
    return file.readAll();
}

/// https, or this machine alone.
bool isUsable(const QUrl &url)
{
    const bool isHere = url.scheme() == "http"_L1 && QHostAddress(url.host()).isLoopback();
    return url.isValid() && !url.host().isEmpty() && (url.scheme() == "https"_L1 || isHere);
}

QByteArray nonce()
{
    QByteArray bytes(16, '\0');
    QRandomGenerator::system()->fillRange(reinterpret_cast<quint32 *>(bytes.data()), bytes.size() / 4);
    return bytes.toHex().toUpper();
}

} // namespace

WechatAsker::WechatAsker(payments::WechatKeys keys, QUrl base)
    : m_keys(std::move(keys))
    , m_base(std::move(base))
    , m_http(QSslConfiguration::defaultConfiguration(),
          {translate("Payments", "WeChat Pay"), translate("Payments", "Check this machine's network.")})
{ }

Result<std::unique_ptr<WechatAsker>> WechatAsker::open(const QString &dataDir)
{
    QFile file(dataDir + u"/wechatpay.json"_s);
    if (!file.exists())
        return std::unique_ptr<WechatAsker>();
    if (!file.open(QIODevice::ReadOnly))
        return wrong(translate("Payments", "it cannot be read"), file.errorString());
    const QJsonObject object = QJsonDocument::fromJson(file.readAll()).object();
    const auto text = [&](const char *key) { return object[QLatin1String(key)].toString(); };
    payments::WechatKeys keys;
    keys.merchantId = text("merchantId");
    keys.certificateSerial = text("certificateSerial");
    keys.wechatKeyId = text("wechatKeyId");
    for (const auto &[key, value] : {std::pair{"merchantId", keys.merchantId},
             std::pair{"certificateSerial", keys.certificateSerial}, std::pair{"wechatKeyId", keys.wechatKeyId}})
        if (value.isEmpty() || value.contains(u'"'))
            return wrong(translate("Payments", "%1 is missing").arg(QString::fromLatin1(key)));
    HERMES_ASSIGN(QByteArray pem, readFile(dataDir, text("privateKeyFile"), true));
    keys.privateKey = Secret(pem);
    wipe(pem);
    HERMES_ASSIGN(keys.wechatKey, readFile(dataDir, text("wechatKeyFile"), false));
    const QUrl base(object.contains("url"_L1) ? text("url") : theirs, QUrl::StrictMode);
    if (!isUsable(base))
        return wrong(translate("Payments", "its url is no https address"), base.toString());
    return std::unique_ptr<WechatAsker>(new WechatAsker(std::move(keys), base));
}

Result<ilink::HttpAnswer> WechatAsker::get(const QByteArray &path, const Call &call)
{
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    HERMES_ASSIGN(const QByteArray header, payments::authorization(m_keys, "GET", path, now, nonce()));
    QNetworkRequest request(QUrl::fromEncoded(m_base.toEncoded(QUrl::StripTrailingSlash) + path, QUrl::StrictMode));
    request.setRawHeader("Authorization", header);
    request.setRawHeader("Accept", "application/json");
    request.setRawHeader("User-Agent", "hermes-admin");
    request.setRawHeader("Wechatpay-Serial", m_keys.wechatKeyId.toLatin1());
    HERMES_ASSIGN(auto answer, m_http.exchange(request, std::nullopt, call.within(askTime)));
    // What is not theirs is not looked at; a refusal may come unsigned from something between.
    if (answer.status == 200)
        HERMES_TRY(payments::checkAnswer(m_keys, answer.headers, answer.body, QDateTime::currentSecsSinceEpoch()));
    return answer;
}

Result<payments::WechatAnswer> WechatAsker::ask(const QString &tradeNo, const Call &call)
{
    HERMES_ASSIGN(const auto answer, get(payments::orderQueryPath(tradeNo, m_keys.merchantId), call));
    return payments::orderAnswer(
        answer.status, answer.body, tradeNo, m_keys.merchantId, QDateTime::currentMSecsSinceEpoch());
}

Result<payments::RefundAnswer> WechatAsker::askRefund(const QString &refundNo, const Call &call)
{
    HERMES_ASSIGN(const auto answer, get(payments::refundQueryPath(refundNo), call));
    return payments::refundAnswer(answer.status, answer.body, refundNo, QDateTime::currentMSecsSinceEpoch());
}

} // namespace hermes
