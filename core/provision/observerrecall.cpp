#include "observer.h"

/// What the registry has of a tenant's operations: what a host cannot show any more.
namespace hermes {

using namespace Qt::StringLiterals;

Status Observer::recallOperations(const Tenant &tenant, qint64 nowMs, Seen &seen)
{
    // They say how far the end of a container or of a home has come; of a tenant that just runs nothing ends.
    const bool isSettled = seen.containers.isEmpty()
        || (seen.containers.size() == 1 && seen.containers.first().generation == tenant.generation
            && seen.containers.first().nonce == tenant.nonce && seen.containers.first().hostId == tenant.hostId);
    if (tenant.presence == Presence::Present && isSettled)
        return {};
    if (seen.containers.isEmpty() && tenant.presence != Presence::Absent)
        return {};
    constexpr int far = 200;
    static const QStringList steps{actionName(ActionKind::Stop), actionName(ActionKind::Archive),
        actionName(ActionKind::CopyHome), actionName(ActionKind::PackHome), actionName(ActionKind::WipeHome)};
    HERMES_ASSIGN(const auto operations, m_registry.operations(tenant.id, steps, far));
    for (const auto &operation : operations) {
        if (operation.step == actionName(ActionKind::Stop) && operation.outcome == "unknown"_L1
            && nowMs - operation.startedAt < stopLimitMs)
            seen.stopping.insert(operation.detail);
        if (operation.outcome != "done"_L1)
            continue;
        if (operation.step == actionName(ActionKind::Archive))
            seen.archived.insert(operation.detail);
        // A home that was used again after it was packed is packed again.
        if (operation.generation != tenant.generation)
            continue;
        if (operation.step == actionName(ActionKind::CopyHome))
            seen.homeCopied = true;
        if (operation.step == actionName(ActionKind::PackHome))
            seen.homePacked = true;
        // That of another host is what a move left there.
        if (operation.step == actionName(ActionKind::WipeHome) && operation.detail.isEmpty())
            seen.homeWiped = true;
    }
    return {};
}

Status Observer::recallWipes(const Tenant &tenant, qint64 nowMs, Seen &seen)
{
    constexpr qint64 pauseMs = 300'000; // after one that failed: nobody waits for it
    if (tenant.leftHomeHostIds.isEmpty())
        return {};
    HERMES_ASSIGN(const auto last, m_registry.operations(tenant.id, {actionName(ActionKind::WipeHome)}, 1));
    if (last.isEmpty() || last.first().outcome != "failed"_L1 || nowMs - last.first().endedAt >= pauseMs)
        seen.wipesDue = tenant.leftHomeHostIds;
    return {};
}

} // namespace hermes
