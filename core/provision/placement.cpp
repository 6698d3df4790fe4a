#include "placement.h"

#include <limits>

namespace hermes {

using namespace Qt::StringLiterals;

Result<QList<HostLoad>> hostLoads(Registry &registry)
{
    HERMES_ASSIGN(const auto hosts, registry.hosts());
    QList<HostLoad> loads;
    for (const auto &host : hosts) {
        HERMES_ASSIGN(const int count, registry.tenantsOnHost(host.id));
        HERMES_ASSIGN(const auto ledger, registry.portLedger(host.id));
        loads.append({host, count, static_cast<int>(ledger.size())});
    }
    return loads;
}

static int freePlaces(const HostLoad &load)
{
    const int ports = load.host.ports.last - load.host.ports.first + 1 - load.portsTaken;
    const int places = load.host.capacity > 0 ? load.host.capacity - load.tenants : std::numeric_limits<int>::max();
    return std::min(ports, places);
}

QString whyNotPlaceable(const HostLoad &load, Tier tier)
{
    if (load.host.claimNumber == 0)
        return translate("Placement", "not connected yet");
    if (!takesTier(load.host, tier))
        return tier == Tier::Prefab ? translate("Placement", "takes no prefab tenants")
                                    : translate("Placement", "takes no shared tenants");
    if (load.host.cordoned)
        return translate("Placement", "cordoned");
    if (load.host.capacity > 0 && load.tenants >= load.host.capacity)
        return translate("Placement", "full: %1 of %2 tenants").arg(load.tenants).arg(load.host.capacity);
    if (freePlaces(load) <= 0)
        return translate("Placement", "no free port in %1-%2").arg(load.host.ports.first).arg(load.host.ports.last);
    return {};
}

Result<QString> choosePlace(const QList<HostLoad> &loads, const QString &wanted, Tier tier)
{
    const HostLoad *best = nullptr;
    QStringList reasons;
    for (const auto &load : loads) {
        if (!wanted.isEmpty() && load.host.id != wanted)
            continue;
        const QString reason = whyNotPlaceable(load, tier);
        if (!reason.isEmpty())
            reasons.append(load.host.name + u": "_s + reason);
        else if (!best || freePlaces(load) > freePlaces(*best))
            best = &load;
    }
    if (best)
        return best->host.id;
    return fail(ErrorKind::Conflict,
        loads.isEmpty() ? translate("Placement", "There is no host yet.")
                        : translate("Placement", "No host can take this tenant."),
        reasons.join(u"; "_s), translate("Placement", "Add a host, raise a capacity, or uncordon one."));
}

} // namespace hermes
