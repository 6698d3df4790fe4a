#pragma once

#include "call.h"
#include "httpthread.h"
#include "wechatpay.h"

#include <memory>

namespace hermes {

/// Asks WeChat Pay about orders and refunds, with the merchant's keys of this machine: `wechatpay.json` in the data
/// directory names them (docs/payments.md). Thread-safe.
class WechatAsker {
public:
    /// Nothing where there is no such file: the keys are elsewhere. Errors: Invalid, naming what is wrong with it; a
    /// private key that others may read is refused.
    [[nodiscard]] static Result<std::unique_ptr<WechatAsker>> open(const QString &dataDir);

    /// Errors: as payments::orderAnswer() and checkAnswer(); Network, Timeout.
    [[nodiscard]] Result<payments::WechatAnswer> ask(const QString &tradeNo, const Call &call);
    /// Errors: as payments::refundAnswer(), likewise.
    [[nodiscard]] Result<payments::RefundAnswer> askRefund(const QString &refundNo, const Call &call);

private:
    WechatAsker(payments::WechatKeys keys, QUrl base);
    /// A signed question, and an answer that is WeChat Pay's or no answer.
    [[nodiscard]] Result<ilink::HttpAnswer> get(const QByteArray &path, const Call &call);

    const payments::WechatKeys m_keys;
    const QUrl m_base;
    ilink::HttpThread m_http;
};

} // namespace hermes
