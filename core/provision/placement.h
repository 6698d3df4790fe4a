#pragma once

#include "registry.h"

namespace hermes {

struct HostLoad {
    Host host;
    int tenants = 0;
    int portsTaken = 0; ///< in use or cooling down
};

/// Every host of the registry and what it carries.
[[nodiscard]] Result<QList<HostLoad>> hostLoads(Registry &registry);

/// Why a host cannot take one more tenant of this tier; empty if it can. Pure.
[[nodiscard]] QString whyNotPlaceable(const HostLoad &load, Tier tier = Tier::Container);

/// The host that has the most room; the `wanted` one (id) if the operator named it. Conflict with a reason for each
/// host otherwise. Pure.
[[nodiscard]] Result<QString> choosePlace(
    const QList<HostLoad> &loads, const QString &wanted, Tier tier = Tier::Container);

} // namespace hermes
