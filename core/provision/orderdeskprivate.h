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
[[nodiscard]] bool hasOtherPaid(const payments::OrderFacts &facts);
/// Somebody has to decide about the money: it is handed on.
[[nodiscard]] bool isAboutMoney(payments::Finding finding);
/// A tenant is there for it.
[[nodiscard]] bool isLive(const OrderView &view);

} // namespace hermes
