#pragma once

#include "diagnosis.h"
#include "result.h"
#include "secret.h"

#include <QHash>

/// WeChat Pay API v3, what is signed and what is checked: pure, no network. Source: "WeChat Pay API v3, signature
/// generation and verification" (pay.weixin.qq.com/doc/v3/merchant/4012365342 and 4013053249), order query
/// (…/4013070356), refund query ("查询单笔退款", pay.wechatpay.cn/doc/v3/partner/4012759733; a merchant of its own
/// names no sub_mchid).
namespace hermes::payments {

/// Who asks, and how both sides prove who they are.
struct WechatKeys {
    QString merchantId;
    QString certificateSerial; ///< of the merchant's API certificate
    Secret privateKey; ///< PEM of that certificate's key
    QString wechatKeyId; ///< of WeChat Pay's public key (PUB_KEY_ID_…) or platform certificate (its serial)
    QByteArray wechatKey; ///< PEM: public key or certificate
};

/// "/v3/pay/transactions/out-trade-no/{tradeNo}?mchid={merchant}", percent-encoded.
[[nodiscard]] QByteArray orderQueryPath(const QString &tradeNo, const QString &merchantId);

/// "/v3/refund/domestic/refunds/{refundNo}", percent-encoded.
[[nodiscard]] QByteArray refundQueryPath(const QString &refundNo);

/// The value of the header Authorization for a request without a body. `atSeconds`: Unix time; `nonce`: 32 letters and
/// digits, new for each request. Errors: Invalid where the key is none.
[[nodiscard]] Result<QByteArray> authorization(const WechatKeys &keys, const QByteArray &method, const QByteArray &path,
    qint64 atSeconds, const QByteArray &nonce);

/// That WeChat Pay sent this answer, now: the signature is by the key that we know, and it is less than five minutes
/// old. `headers`: by name in small letters. Errors: Auth, saying which of it does not hold.
[[nodiscard]] Status checkAnswer(
    const WechatKeys &keys, const QHash<QByteArray, QByteArray> &headers, const QByteArray &body, qint64 nowSeconds);

/// What a checked answer says about an order. Errors: NotFound (ORDER_NOT_EXIST), Auth (SIGN_ERROR, NO_AUTH), Network
/// (FREQUENCY_LIMITED, SYSTEM_ERROR: ask again later), Remote; Remote also where it is about another order or
/// merchant.
[[nodiscard]] Result<WechatAnswer> orderAnswer(
    int status, const QByteArray &body, const QString &tradeNo, const QString &merchantId, qint64 nowMs);

/// What a checked answer says about a refund; of which order is for the caller to compare. Errors: as orderAnswer(),
/// NotFound: RESOURCE_NOT_EXISTS; Remote where it is about another refund.
[[nodiscard]] Result<RefundAnswer> refundAnswer(
    int status, const QByteArray &body, const QString &refundNo, qint64 nowMs);

} // namespace hermes::payments
