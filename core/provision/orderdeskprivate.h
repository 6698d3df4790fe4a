#pragma once

#include "orderdesk.h"

// What the parts of OrderDesk share.

namespace hermes {

/// The fleet as orders ask for it.
struct OrderDesk::Tenants {
    QHash<QString, Tenant> bySubscription; ///< the live one, else the one that went last
    QHash<QString, Tenant> byOrder;
    QHash<QString, Ports> ports;
    QSet<QString> lapsed;
    QHash<QString, payments::HandOff> handOffs; ///< by order
    QHash<QString, Host> hosts; ///< where the platform is told of them

    [[nodiscard]] const Host *hostOf(const Tenant &tenant) const
    {
        const auto found = hosts.find(tenant.hostId);
        return found == hosts.end() ? nullptr : &*found;
    }

    [[nodiscard]] const Tenant *of(const payments::Order &order) const
    {
        const auto bySub = bySubscription.find(order.subscriptionId);
        if (!order.subscriptionId.isEmpty() && bySub != bySubscription.end())
            return &*bySub;
        const auto own = byOrder.find(order.id);
        return own == byOrder.end() ? nullptr : &*own;
    }
};

/// No paid order of its subscription came after it.
[[nodiscard]] bool isLatest(const payments::OrderFacts &facts);
/// What the registry has of a hand-off, and back: what a person decides and WeChat Pay answers.
[[nodiscard]] payments::HandOff handOffFrom(const Registry::HandOff &row);
/// It is handed on anew: what was recorded stands unless that was over.
void beginHandOff(Registry::HandOff &row, const payments::HandOff &begun);
/// A tenant is there for it.
[[nodiscard]] bool isLive(const OrderView &view);

} // namespace hermes
