#include "drain.h"

#include <algorithm>

namespace hermes {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 askAgainMs = 60'000;

bool isMoving(const Tenant &tenant, const QString &hostId)
{
    return tenant.homeHostId == hostId && tenant.hostId != hostId;
}

bool isOn(const Tenant &tenant, const QString &hostId)
{
    return tenant.phase != Phase::Gone && (tenant.hostId == hostId || tenant.homeHostId == hostId);
}

/// It has gone, but something of it is still to be cleared away there.
bool hasLeftSomething(const Tenant &tenant, const QString &hostId)
{
    return tenant.pastHostIds.contains(hostId) || tenant.leftHomeHostIds.contains(hostId);
}

/// It keeps no place among those that are on their way.
bool isStuck(const Tenant &tenant)
{
    return tenant.phase == Phase::Blocked || tenant.phase == Phase::Unknown;
}

/// Without what to do: that is said apart.
QString whatHappened(const Error &error)
{
    return error.detail.isEmpty() ? error.message : error.message + u' ' + error.detail;
}

DrainView::Left moving(const Tenant &tenant, const QList<HostLoad> &loads)
{
    DrainView::Left left{tenant.name, true, {}, {}, {}};
    for (const auto &load : loads)
        if (load.host.id == tenant.hostId)
            left.aim = load.host.name;
    if (isStuck(tenant) || tenant.phase == Phase::Backoff) {
        left.obstacle = tenant.message.isEmpty() ? tenant.reason : tenant.message;
        left.hint = tenant.hint;
    }
    return left;
}

DrainView::Left waiting(const Tenant &tenant, QList<HostLoad> &others, const DrainRefusals &refusals, qint64 nowMs)
{
    constexpr qint64 countsForMs = 2 * askAgainMs; // later another program tries, or nobody
    DrainView::Left left{tenant.name, false, {}, {}, {}};
    const auto refused = refusals.find(tenant.id);
    if (refused != refusals.end() && nowMs - refused->second.at < countsForMs) {
        left.obstacle = whatHappened(refused->second.error);
        left.hint = refused->second.error.hint;
        return left;
    }
    const Need need{tenant.tier, tenant.memoryBytes};
    const auto aim = choosePlace(others, {}, need, nowMs);
    if (!aim) {
        left.obstacle = whatHappened(aim.error());
        left.hint = aim.error().hint;
        return left;
    }
    for (auto &load : others) {
        if (load.host.id != *aim)
            continue;
        addTo(load, need);
        left.aim = load.host.name;
    }
    return left;
}

} // namespace

DrainView drainView(const Registry::Drain &drain, const QList<Tenant> &tenants, QList<HostLoad> loads,
    const DrainRefusals &refusals, qint64 nowMs)
{
    DrainView view{{}, drain.beganAt, drain.endedAt, drain.actor, int(drain.tenantIds.size()), {}};
    const QList<HostLoad> all = loads;
    for (const auto &load : all)
        if (load.host.id == drain.hostId)
            view.host = load.host.name;
    loads.removeIf([&](const HostLoad &load) { return load.host.id == drain.hostId; });
    for (const auto &tenant : tenants) {
        const bool isThere = isOn(tenant, drain.hostId);
        if (!isThere && !hasLeftSomething(tenant, drain.hostId))
            continue;
        view.total += drain.tenantIds.contains(tenant.id) ? 0 : 1;
        view.left.append(
            isThere && !isMoving(tenant, drain.hostId) ? waiting(tenant, loads, refusals, nowMs) : moving(tenant, all));
    }
    return view;
}

QList<Tenant> dueToLeave(
    const Registry::Drain &drain, const QList<Tenant> &tenants, const DrainRefusals &refusals, qint64 nowMs)
{
    const auto underWay = std::count_if(tenants.begin(), tenants.end(), [&](const Tenant &tenant) {
        return isOn(tenant, drain.hostId) && isMoving(tenant, drain.hostId) && !isStuck(tenant);
    });
    QList<Tenant> due;
    for (const auto &tenant : tenants) {
        if (underWay + due.size() >= drain.atOnce)
            break;
        const auto refused = refusals.find(tenant.id);
        const bool waits = refused != refusals.end() && nowMs - refused->second.at < askAgainMs;
        if (isOn(tenant, drain.hostId) && !isMoving(tenant, drain.hostId) && !waits)
            due.append(tenant);
    }
    return due;
}

bool isEmptied(const Registry::Drain &drain, const QList<Tenant> &tenants)
{
    return std::none_of(tenants.begin(), tenants.end(),
        [&](const Tenant &tenant) { return isOn(tenant, drain.hostId) || hasLeftSomething(tenant, drain.hostId); });
}

} // namespace hermes
