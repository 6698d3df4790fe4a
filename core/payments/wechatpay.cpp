#include "wechatpay.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

using namespace Qt::StringLiterals;

namespace hermes::payments {

namespace {

constexpr qint64 oldestAnswerSeconds = 300;

template <auto Free> struct Freer {
    template <class T> void operator()(T *object) const { Free(object); }
};
using Bio = std::unique_ptr<BIO, Freer<BIO_free_all>>;
using Key = std::unique_ptr<EVP_PKEY, Freer<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freer<X509_free>>;
using Digest = std::unique_ptr<EVP_MD_CTX, Freer<EVP_MD_CTX_free>>;

Bio memory(const QByteArray &bytes)
{
    return Bio(BIO_new_mem_buf(bytes.constData(), int(bytes.size())));
}

/// No passphrase is asked for on a terminal.
int noPassphrase(char *, int, int, void *)
{
    return 0;
}

Key privateKeyOf(const Secret &pem)
{
    const Bio bio = memory(pem.reveal());
    return Key(PEM_read_bio_PrivateKey(bio.get(), nullptr, noPassphrase, nullptr));
}

/// Of a public key, or of the certificate that holds it.
Key publicKeyOf(const QByteArray &pem)
{
    const Bio asCertificate = memory(pem);
    if (const Certificate certificate{PEM_read_bio_X509(asCertificate.get(), nullptr, noPassphrase, nullptr)})
        return Key(X509_get_pubkey(certificate.get()));
    const Bio asKey = memory(pem);
    return Key(PEM_read_bio_PUBKEY(asKey.get(), nullptr, noPassphrase, nullptr));
}

/// RSA PKCS#1 v1.5 with SHA-256.
std::optional<QByteArray> sign(EVP_PKEY *key, const QByteArray &text)
{
    const Digest digest(EVP_MD_CTX_new());
    size_t length = 0;
    const auto *bytes = reinterpret_cast<const unsigned char *>(text.constData());
    if (EVP_DigestSignInit(digest.get(), nullptr, EVP_sha256(), nullptr, key) != 1
        || EVP_DigestSign(digest.get(), nullptr, &length, bytes, size_t(text.size())) != 1)
        return {};
    QByteArray signature(qsizetype(length), '\0');
    if (EVP_DigestSign(
            digest.get(), reinterpret_cast<unsigned char *>(signature.data()), &length, bytes, size_t(text.size()))
        != 1)
        return {};
    signature.resize(qsizetype(length));
    return signature;
}

bool isSignedBy(EVP_PKEY *key, const QByteArray &text, const QByteArray &signature)
{
    const Digest digest(EVP_MD_CTX_new());
    return EVP_DigestVerifyInit(digest.get(), nullptr, EVP_sha256(), nullptr, key) == 1
        && EVP_DigestVerify(digest.get(), reinterpret_cast<const unsigned char *>(signature.constData()),
               size_t(signature.size()), reinterpret_cast<const unsigned char *>(text.constData()), size_t(text.size()))
        == 1;
}

tl::unexpected<Error> untrusted(const QString &why)
{
    return fail(ErrorKind::Auth, translate("Payments", "The answer is not WeChat Pay's: %1.").arg(why), {},
        translate("Payments", "Check WeChat Pay's public key in wechatpay.json, and this machine's clock."));
}

ErrorKind kindOf(const QString &code, int status)
{
    if (code == "ORDER_NOT_EXIST"_L1 || code == "ORDERNOTEXIST"_L1 || code == "RESOURCE_NOT_EXISTS"_L1)
        return ErrorKind::NotFound;
    if (status == 401 || status == 403)
        return ErrorKind::Auth;
    return status == 429 || status >= 500 ? ErrorKind::Network : ErrorKind::Remote;
}

/// What an answer says instead of what was asked for.
tl::unexpected<Error> refusal(int status, const QJsonObject &object, const QString &about)
{
    const QString code = object[u"code"_s].toString();
    const ErrorKind kind = kindOf(code, status);
    const QString said = (QString::number(status) + u' ' + code + u' ' + object[u"message"_s].toString()).trimmed();
    if (kind == ErrorKind::NotFound)
        return fail(kind, translate("Payments", "WeChat Pay knows nothing of it: %1.").arg(about), said,
            translate("Payments", "Ask again later; if it stays so, look at the merchant's site."));
    return fail(kind, translate("Payments", "WeChat Pay did not answer about %1.").arg(about), said,
        kind == ErrorKind::Auth ? translate("Payments", "Check the merchant's keys in wechatpay.json.")
                                : translate("Payments", "Ask again later."));
}

tl::unexpected<Error> ofSomethingElse(const QString &what)
{
    return fail(ErrorKind::Remote, translate("Payments", "WeChat Pay's answer is about something else."),
        what.trimmed(), translate("Payments", "Ask again; report it if it stays so."));
}

/// One of the numbers of its `amount`; nothing where it has none.
Money moneyOf(const QJsonObject &object, const QString &which)
{
    const QJsonObject amount = object[u"amount"_s].toObject();
    if (!amount[which].isDouble())
        return {};
    return moneyFrom(QString::number(amount[which].toInteger()), amount[u"currency"_s].toString(u"CNY"_s), true);
}

qint64 successTime(const QJsonObject &object)
{
    const QDateTime time = QDateTime::fromString(object[u"success_time"_s].toString(), Qt::ISODate);
    return time.isValid() ? time.toMSecsSinceEpoch() : 0;
}

} // namespace

QByteArray orderQueryPath(const QString &tradeNo, const QString &merchantId)
{
    return "/v3/pay/transactions/out-trade-no/" + QUrl::toPercentEncoding(tradeNo)
        + "?mchid=" + QUrl::toPercentEncoding(merchantId);
}

QByteArray refundQueryPath(const QString &refundNo)
{
    return "/v3/refund/domestic/refunds/" + QUrl::toPercentEncoding(refundNo);
}

Result<QByteArray> authorization(
    const WechatKeys &keys, const QByteArray &method, const QByteArray &path, qint64 atSeconds, const QByteArray &nonce)
{
    const QByteArray at = QByteArray::number(atSeconds);
    const Key key = privateKeyOf(keys.privateKey);
    const auto signature = key && EVP_PKEY_base_id(key.get()) == EVP_PKEY_RSA
        ? sign(key.get(), method + '\n' + path + '\n' + at + '\n' + nonce + "\n\n")
        : std::nullopt;
    if (!signature)
        return fail(ErrorKind::Invalid, translate("Payments", "The merchant's private key cannot be used."), {},
            translate("Payments", "It must be a PEM file of an RSA key without passphrase (apiclient_key.pem)."));
    return "WECHATPAY2-SHA256-RSA2048 mchid=\"" + keys.merchantId.toLatin1() + "\",nonce_str=\"" + nonce
        + "\",signature=\"" + signature->toBase64() + "\",timestamp=\"" + at + "\",serial_no=\""
        + keys.certificateSerial.toLatin1() + '"';
}

Status checkAnswer(
    const WechatKeys &keys, const QHash<QByteArray, QByteArray> &headers, const QByteArray &body, qint64 nowSeconds)
{
    const QByteArray at = headers.value("wechatpay-timestamp");
    const QByteArray nonce = headers.value("wechatpay-nonce");
    const QByteArray signature = headers.value("wechatpay-signature");
    if (at.isEmpty() || nonce.isEmpty() || signature.isEmpty())
        return untrusted(translate("Payments", "it is not signed"));
    if (headers.value("wechatpay-serial") != keys.wechatKeyId.toLatin1())
        return untrusted(translate("Payments", "it is signed with a key that is not known here"));
    bool isNumber = false;
    const qint64 seconds = at.toLongLong(&isNumber);
    if (!isNumber || qAbs(nowSeconds - seconds) > oldestAnswerSeconds)
        return untrusted(translate("Payments", "it is not of now"));
    const Key key = publicKeyOf(keys.wechatKey);
    if (!key)
        return untrusted(translate("Payments", "the public key that is known here cannot be read"));
    const auto bytes = QByteArray::fromBase64Encoding(signature, QByteArray::AbortOnBase64DecodingErrors);
    if (!bytes || !isSignedBy(key.get(), at + '\n' + nonce + '\n' + body + '\n', *bytes))
        return untrusted(translate("Payments", "its signature is wrong"));
    return {};
}

Result<WechatAnswer> orderAnswer(
    int status, const QByteArray &body, const QString &tradeNo, const QString &merchantId, qint64 nowMs)
{
    const QJsonObject object = QJsonDocument::fromJson(body).object();
    if (status != 200)
        return refusal(status, object, tradeNo);
    WechatAnswer answer;
    answer.tradeState = object[u"trade_state"_s].toString();
    answer.merchantId = object[u"mchid"_s].toString();
    answer.appId = object[u"appid"_s].toString();
    answer.tradeNo = object[u"out_trade_no"_s].toString();
    answer.transactionId = object[u"transaction_id"_s].toString();
    answer.askedMs = nowMs;
    answer.amount = moneyOf(object, u"total"_s);
    answer.paidMs = successTime(object);
    if (answer.tradeNo != tradeNo || answer.merchantId != merchantId || answer.tradeState.isEmpty())
        return ofSomethingElse(answer.tradeNo + u' ' + answer.merchantId);
    return answer;
}

Result<RefundAnswer> refundAnswer(int status, const QByteArray &body, const QString &refundNo, qint64 nowMs)
{
    const QJsonObject object = QJsonDocument::fromJson(body).object();
    if (status != 200)
        return refusal(status, object, refundNo);
    RefundAnswer answer;
    answer.state = object[u"status"_s].toString();
    answer.refundNo = object[u"out_refund_no"_s].toString();
    answer.tradeNo = object[u"out_trade_no"_s].toString();
    answer.refundId = object[u"refund_id"_s].toString();
    answer.amount = moneyOf(object, u"refund"_s);
    answer.total = moneyOf(object, u"total"_s);
    answer.doneMs = successTime(object);
    answer.askedMs = nowMs;
    if (answer.refundNo != refundNo || answer.tradeNo.isEmpty() || answer.state.isEmpty())
        return ofSomethingElse(answer.refundNo + u' ' + answer.tradeNo);
    return answer;
}

} // namespace hermes::payments
