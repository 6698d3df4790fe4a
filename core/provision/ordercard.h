#pragma once

#include "fleetrecords.h"
#include "orderdesk.h"

namespace hermes {

/// One of the dated facts about an order.
struct OrderFact {
    QString kind; ///< WECHAT, ORDER, SUBSCRIPTION, INSTANCE, HOST, HAND_OFF
    QString state; ///< a code; NONE where there is nothing, NOT_ASKED, SILENT
    QString rawState; ///< the other side's own word
    std::optional<payments::Money> amount;
    QString line; ///< more, in words
    qint64 atMs = 0; ///< when that was so; 0: unknown
    QString mark; ///< AGREES, DISAGREES, UNKNOWN
};

/// What holds of what the proposed verb stands on; diagnose() has judged by it.
struct OrderGuard {
    QString code; ///< PAID, OWED, NOT_SERVED, AMOUNT_EQUAL, ORDER_EQUAL
    bool holds = false;
};

/// All that a person needs to judge one order.
struct OrderCard {
    OrderView view;
    QList<OrderFact> facts; ///< the first five, in this order; the sixth where it was given to whoever may refund
    QList<OrderGuard> guards; ///< of the proposed verb
    QList<AuditRow> attempts; ///< what people and the worker did about it, the newest first
    QString typed; ///< must be typed before the verb is done; empty: nothing
};

/// Pure. `served`: the tenant as it is, if there is one.
[[nodiscard]] OrderCard orderCard(const OrderView &view, const std::optional<TenantRow> &served, qint64 nowMs);

} // namespace hermes
