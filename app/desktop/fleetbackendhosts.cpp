#include "fleetbackend.h"
#include "fleetrows.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace hermes::desktop {

Backend::Answer<void> FleetBackend::changeHost(const QString &name, const HostLimits &before, const HostLimits &after)
{
    return onFleet<void>(*m_slow, [this, name, before, after](Fleet &fleet) -> Status {
        HERMES_TRY(fleet.changeHost(name, settingsFrom(before, after)));
        relist();
        return {};
    });
}

Backend::Answer<void> FleetBackend::drainHost(const QString &name)
{
    constexpr int atOnce = 4;
    return onFleet<void>(*m_quick, [this, name](Fleet &fleet) -> Status {
        HERMES_TRY(fleet.beginDrain(name, atOnce));
        relist();
        return {};
    });
}

Backend::Answer<void> FleetBackend::stopDrain(const QString &name)
{
    return onFleet<void>(*m_quick, [this, name](Fleet &fleet) -> Status {
        HERMES_TRY(fleet.endDrain(name));
        pushDrains();
        return {};
    });
}

/// On a pool thread.
void FleetBackend::pushDrains()
{
    const auto views = m_fleet->drains();
    if (!views)
        return;
    QList<DrainFacts> drains;
    for (const auto &view : *views)
        drains.append(drainFacts(view));
    m_draining = !drains.isEmpty();
    tell([this, drains] { Q_EMIT drainsChanged(drains); });
}

Backend::Answer<QList<AdoptableRow>> FleetBackend::adoptable(const QString &host)
{
    return onFleet<QList<AdoptableRow>>(*m_slow, [this, host](Fleet &fleet) -> Result<QList<AdoptableRow>> {
        HERMES_ASSIGN(const auto found, fleet.adoptable(host, {}, Call::in(60s, m_stop.token())));
        QList<AdoptableRow> rows;
        for (const auto &one : found)
            rows.append(adoptableRow(one));
        return rows;
    });
}

Backend::Answer<QList<PlanStep>> FleetBackend::adoptPlan(const AdoptWish &wish)
{
    return onFleet<QList<PlanStep>>(*m_slow, [this, wish](Fleet &fleet) -> Result<QList<PlanStep>> {
        HERMES_ASSIGN(const auto plan, fleet.planAdopt(adoptRequest(wish), Call::in(60s, m_stop.token())));
        QList<PlanStep> steps;
        for (const auto &step : plan.steps)
            steps.append(planStep(step));
        return steps;
    });
}

Backend::Answer<void> FleetBackend::adopt(const AdoptWish &wish)
{
    return onFleet<void>(*m_slow, [this, wish](Fleet &fleet) -> Status {
        HERMES_TRY(fleet.adopt(adoptRequest(wish), false, {}, Call::in(60s, m_stop.token())));
        relist();
        return {};
    });
}

} // namespace hermes::desktop
