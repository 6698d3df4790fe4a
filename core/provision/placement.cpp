#include "placement.h"

#include <limits>

namespace hermes {

using namespace Qt::StringLiterals;

Result<QList<HostLoad>> hostLoads(Registry &registry)
{
    HERMES_ASSIGN(const auto hosts, registry.hosts());
    HERMES_ASSIGN(const auto carried, registry.loads());
    QList<HostLoad> loads;
    for (const auto &host : hosts) {
        const auto load = carried.value(host.id);
        loads.append({host, load.tenants, load.ports, load.memoryBytes});
    }
    return loads;
}

void addTo(HostLoad &load, const Need &need)
{
    ++load.tenants;
    ++load.portsTaken;
    load.memoryPromised += need.memoryBytes;
}

/// How much more its tenants' limits may add up to.
static qint64 memoryLeft(const HostLoad &load)
{
    const Host &host = load.host;
    if (host.room.memoryBytes == 0 || host.memoryOvercommit == 0)
        return std::numeric_limits<qint64>::max();
    return host.room.memoryBytes * host.memoryOvercommit / 100 - load.memoryPromised;
}

static qint64 freePlaces(const HostLoad &load, const Need &need)
{
    qint64 places = load.host.ports.last - load.host.ports.first + 1 - load.portsTaken;
    if (load.host.capacity > 0)
        places = std::min<qint64>(places, load.host.capacity - load.tenants);
    if (need.memoryBytes > 0)
        places = std::min(places, memoryLeft(load) / need.memoryBytes);
    return places;
}

QString gibibytes(qint64 bytes)
{
    return QString::number(double(bytes) / (1LL << 30), 'f', 1);
}

/// What it has no room for, in memory or on disk.
static QString whatIsShort(const HostLoad &load, const Need &need, qint64 nowMs)
{
    constexpr qint64 trueForMs = 600'000;
    const Host &host = load.host;
    if (need.memoryBytes > 0 && memoryLeft(load) < need.memoryBytes)
        return translate("Placement", "memory: %1 of its %2 GiB (%3 %) are promised, this tenant may take %4 GiB")
            .arg(gibibytes(load.memoryPromised), gibibytes(host.room.memoryBytes),
                QString::number(host.memoryOvercommit), gibibytes(need.memoryBytes));
    const bool isMeasured = host.room.measuredAt > 0 && nowMs - host.room.measuredAt < trueForMs;
    if (isMeasured && host.memoryOvercommit > 0 && host.room.memoryFreeBytes < need.memoryBytes)
        return translate("Placement", "memory: %1 of %2 GiB are free, this tenant may take %3 GiB")
            .arg(gibibytes(host.room.memoryFreeBytes), gibibytes(host.room.memoryBytes), gibibytes(need.memoryBytes));
    if (isMeasured && host.room.diskFreeBytes < host.diskReserveBytes)
        return translate("Placement", "disk: %1 of %2 GiB are free, %3 GiB are kept")
            .arg(gibibytes(host.room.diskFreeBytes), gibibytes(host.room.diskBytes), gibibytes(host.diskReserveBytes));
    return {};
}

QString whyNotPlaceable(const HostLoad &load, const Need &need, qint64 nowMs)
{
    if (load.host.claimNumber == 0)
        return translate("Placement", "not connected yet");
    if (!takesTier(load.host, need.tier))
        return need.tier == Tier::Prefab ? translate("Placement", "takes no prefab tenants")
                                         : translate("Placement", "takes no shared tenants");
    if (load.host.cordoned)
        return translate("Placement", "cordoned");
    if (load.host.capacity > 0 && load.tenants >= load.host.capacity)
        return translate("Placement", "full: %1 of %2 tenants").arg(load.tenants).arg(load.host.capacity);
    if (load.portsTaken >= load.host.ports.last - load.host.ports.first + 1)
        return translate("Placement", "no free port in %1-%2").arg(load.host.ports.first).arg(load.host.ports.last);
    return whatIsShort(load, need, nowMs);
}

int roomFor(const HostLoad &load, const Need &need, qint64 nowMs)
{
    if (!whatIsShort(load, need, nowMs).isEmpty())
        return 0;
    return static_cast<int>(std::max<qint64>(0, freePlaces(load, need)));
}

Result<QString> choosePlace(const QList<HostLoad> &loads, const QString &wanted, const Need &need, qint64 nowMs)
{
    const HostLoad *best = nullptr;
    QStringList reasons;
    for (const auto &load : loads) {
        if (!wanted.isEmpty() && load.host.id != wanted)
            continue;
        const QString reason = whyNotPlaceable(load, need, nowMs);
        if (!reason.isEmpty())
            reasons.append(load.host.name + u": "_s + reason);
        else if (!best || freePlaces(load, need) > freePlaces(*best, need))
            best = &load;
    }
    if (best)
        return best->host.id;
    return fail(ErrorKind::Conflict,
        loads.isEmpty() ? translate("Placement", "There is no host yet.")
                        : translate("Placement", "No host can take this tenant."),
        reasons.join(u"; "_s), translate("Placement", "Add a host, or let one take more (host set, host uncordon)."));
}

} // namespace hermes
