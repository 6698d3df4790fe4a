#pragma once

#include "model.h"
#include "orders.h"
#include "refund.h"

namespace hermes::payments {

/// What WeChat Pay answered to an order query (API v3, GET /v3/pay/transactions/out-trade-no/{out_trade_no}).
struct WechatAnswer {
    QString tradeState; ///< SUCCESS, REFUND, NOTPAY, CLOSED, REVOKED, USERPAYING, PAYERROR
    Money amount;
    QString merchantId;
    QString appId;
    QString tradeNo; ///< out_trade_no
    QString transactionId;
    qint64 paidMs = 0;
    qint64 askedMs = 0;

    bool operator==(const WechatAnswer &) const = default;
};

/// The tenant that serves a subscription, as the registry has it.
struct ServedBy {
    QString name;
    Presence presence = Presence::Present;
    Phase phase = Phase::Requested;
    QString reason;
    bool hostGone = false; ///< its host was declared destroyed, and it has no other yet
    bool pausedByLapse = false; ///< we stopped it, because its subscription was not active
    quint16 dashboardPort = 0;
};

/// All that is known of one order; what is absent was not found.
struct Case {
    std::optional<WechatAnswer> wechat = {}; ///< absent: not asked
    std::optional<Order> order = {};
    std::optional<Subscription> subscription = {};
    std::optional<InstanceRow> instance = {};
    std::optional<ServedBy> tenant = {};
    QList<Order> siblings = {}; ///< other orders of the same subscription
    std::optional<HandOff> handOff = {}; ///< it was given to whoever may refund
    bool isGone = false; ///< the order is as it was when the platform still had it
    bool planKnown = true; ///< this program has the order's plan
    bool wasDelivered = false; ///< the tenant was READY since the order was paid
    bool instanceDiffers = false; ///< the platform's row is not what it is to be told
};

/// What is the matter with an order. Each has its one row in the table of docs/payments.md.
enum class Finding {
    Delivered,
    WaitingForScan,
    UnderWay,
    NotRequested, ///< paid, and nobody asked for an instance
    NotRecorded, ///< WeChat has the money, the platform was never told
    Blocked,
    Retrying,
    HostSilent,
    HostGone,
    BindingDisplaced,
    Stopped, ///< somebody stopped a tenant that is owed
    NotPaid,
    Closed,
    Refunded,
    AmountMismatch,
    NotAtWechat, ///< the row says paid, WeChat does not
    PaidTwice,
    Lapsed, ///< serves, and is not owed any more
    PausedByLapse,
    NoSubscription,
    NoOrder, ///< a subscription that nobody ordered
    ServedElsewhere, ///< paid and owed, and the platform names an instance that this program does not know
    OrphanInstance, ///< the platform names an instance that nobody ordered
    RowDiffers, ///< the platform's HermesInstance contradicts what serves
    UnknownPlan,
    UnknownState,
    RowGone, ///< the platform had the order and has it no more
};

/// The one thing that is proposed. None of them writes that something was paid.
enum class Verb {
    None,
    Provision, ///< record the request, as the worker would
    Redrive, ///< give WeChat's own answer to the platform's payment endpoint once more
    Retry, ///< the loop tries again now
    Replace, ///< place it on another host
    ShowCode, ///< somebody has to scan
    Rebind,
    Start,
    Pause,
    AskAgain, ///< ask WeChat
    Close, ///< with a note
    HandOff, ///< to whoever may refund; provisioning stops
    WriteBack, ///< tell the platform what serves
};

struct Diagnosis {
    Finding finding = Finding::UnknownState;
    Verb verb = Verb::None;
    bool waits = false; ///< somebody paid, is owed and was not served since: "paid, not delivered"
    bool isLocked = false; ///< nothing may be provisioned for this order

    bool operator==(const Diagnosis &) const = default;
};

/// Of two paid orders for one plan of a subscription the later one counts as paid twice when it came within this time
/// of the other; after it, as a renewal.
inline constexpr qint64 twiceWithinMs = 24LL * 3'600'000;

/// An answer of WeChat Pay counts against a paid row only if it was asked for so long after the payment: clocks differ.
inline constexpr qint64 answerSlackMs = 60'000;

/// Pure and total: facts in, exactly one finding and at most one verb out.
[[nodiscard]] Diagnosis diagnose(const Case &facts);

/// Stable names: "NOT_REQUESTED", "PROVISION"; of None: "".
[[nodiscard]] QString findingName(Finding finding);
[[nodiscard]] QString verbName(Verb verb);
/// UnknownState and None for a word that is none.
[[nodiscard]] Finding findingFromName(const QString &name);
[[nodiscard]] Verb verbFromName(const QString &name);

} // namespace hermes::payments
