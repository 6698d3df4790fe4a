#pragma once

#include "registry.h"

namespace hermes {

struct HostLoad {
    Host host;
    int tenants = 0;
    int portsTaken = 0; ///< in use or cooling down
    qint64 memoryPromised = 0; ///< bytes: what its tenants' limits add up to
};

/// What one more tenant needs.
struct Need {
    Tier tier = Tier::Container;
    qint64 memoryBytes = 0; ///< its limit; 0: not known
};

/// Every host of the registry and what it carries.
[[nodiscard]] Result<QList<HostLoad>> hostLoads(Registry &registry);

/// As text, with one digit behind the point.
[[nodiscard]] QString gibibytes(qint64 bytes);

/// One more tenant of this need is on it.
void addTo(HostLoad &load, const Need &need);

/// Why a host cannot take one more tenant; empty if it can. What it had free when it was last measured counts until ten
/// minutes later. Pure.
[[nodiscard]] QString whyNotPlaceable(const HostLoad &load, const Need &need, qint64 nowMs);

/// How many more tenants of this need it has room for by now, also where it is cordoned. Pure.
[[nodiscard]] int roomFor(const HostLoad &load, const Need &need, qint64 nowMs);

/// The host that has the most room; the `wanted` one (id) if the operator named it. Conflict with a reason for each
/// host otherwise. Pure.
[[nodiscard]] Result<QString> choosePlace(
    const QList<HostLoad> &loads, const QString &wanted, const Need &need, qint64 nowMs);

} // namespace hermes
