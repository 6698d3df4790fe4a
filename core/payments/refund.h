#pragma once

#include "orders.h"
#include "result.h"

namespace hermes::payments {

/// What WeChat Pay answered to a refund query (API v3, GET /v3/refund/domestic/refunds/{out_refund_no}).
struct RefundAnswer {
    QString state; ///< its word: PROCESSING, SUCCESS, CLOSED, ABNORMAL; empty: it knows no such refund of this order
    Money amount; ///< that goes back
    Money total; ///< of the payment
    QString refundNo; ///< out_refund_no
    QString tradeNo; ///< out_trade_no of the payment
    QString refundId; ///< WeChat Pay's
    qint64 doneMs = 0; ///< when the customer had it
    qint64 askedMs = 0;

    bool operator==(const RefundAnswer &) const = default;
};

/// What whoever may refund says about an order.
enum class RefundRuling {
    Waiting, ///< nothing yet; with a number of a refund: that it is made
    Refused, ///< nobody refunds
    Kept, ///< nobody refunds: the customer agreed
};

/// An order that was given to whoever may refund, and what became of it. This program moves no money.
struct HandOff {
    qint64 atMs = 0; ///< when it was handed on
    QString by = {};
    QString finding = {}; ///< what was the matter then
    QString reason = {};
    QString note = {};
    QString approver = {}; ///< who decided; empty: nobody yet
    QString refundNo = {}; ///< out_refund_no of the refund that was approved
    RefundRuling ruling = RefundRuling::Waiting;
    std::optional<RefundAnswer> refund = {}; ///< absent: not asked
    qint64 recordedMs = 0; ///< when and by whom the decision was recorded
    QString recordedBy = {};

    bool operator==(const HandOff &) const = default;
};

/// "WAITING", "REFUSED", "KEPT".
[[nodiscard]] QString rulingName(RefundRuling ruling);
[[nodiscard]] RefundRuling rulingFromName(const QString &name);

/// PROCESSING, SUCCESS, CLOSED, ABNORMAL as WeChat Pay says it, UNKNOWN for any other word of it; WAITING: it has said
/// nothing; REFUSED, KEPT: nobody refunds.
[[nodiscard]] QString outcomeOf(const HandOff &handOff);
/// Nobody has to do anything about it any more.
[[nodiscard]] bool isOver(const HandOff &handOff);
/// Nobody refunds, because the customer agreed: he is owed what he paid for.
[[nodiscard]] bool isKept(const HandOff &handOff);
/// WeChat Pay says that the customer has the whole payment back.
[[nodiscard]] bool isPaidBack(const HandOff &handOff);
/// Money is on its way back or may be: a refund has a number, and WeChat Pay has not said how it ended.
[[nodiscard]] bool isRefundUnderWay(const HandOff &handOff);

/// What a person records about a hand-off: either the number of the refund that was approved, or that there is none.
struct RefundDecision {
    QString approver;
    QString refundNo;
    RefundRuling ruling = RefundRuling::Waiting;
};
/// Errors: Invalid (no approver, neither or both of the two, a number that WeChat Pay would not take).
[[nodiscard]] Status checkRefundDecision(const RefundDecision &decided);
/// What becomes of the hand-off by that; the same where it says so already. `mayBeAsked`: somebody can ask WeChat Pay.
/// Conflict where its refund is under way at WeChat Pay or done, or nobody asked yet who could, and this is another
/// one.
[[nodiscard]] Result<HandOff> decideRefund(const HandOff &handOff, const RefundDecision &decided, bool mayBeAsked);

} // namespace hermes::payments
