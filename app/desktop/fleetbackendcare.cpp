#include "fleetbackend.h"
#include "fleetrows.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace hermes::desktop {

ActPlan FleetBackend::actPlan(Fleet &fleet, const QString &name, const QList<hermes::PlanStep> &steps, const Call &call)
{
    ActPlan plan;
    for (const auto &step : steps)
        plan.steps.append(planStep(step));
    const auto agents = fleet.activeAgents(name, call);
    if (agents && *agents)
        plan.activeAgents = **agents;
    return plan;
}

Backend::Answer<ActPlan> FleetBackend::tenantPlan(const QString &verb, const QString &name)
{
    return onFleet<ActPlan>(*m_slow, [this, verb, name](Fleet &fleet) -> Result<ActPlan> {
        const Call call = Call::in(20s, m_stop.token());
        const auto planned = [&]() -> Result<QList<hermes::PlanStep>> {
            if (verb == "containerize"_L1)
                return fleet.planMigrate(name, {{}, Tier::Container}, call);
            if (verb != "movehere"_L1)
                return fleet.plan(verb, name, call);
            HERMES_ASSIGN(const auto row, fleet.tenant(name));
            return fleet.planMoveBinding(name, row.heldBy, call);
        };
        HERMES_ASSIGN(const auto steps, planned());
        return actPlan(fleet, name, steps, call);
    });
}

namespace {

LeakRow leakRow(const Leak &leak, Repair repair, const QList<Tenant> &tenants)
{
    LeakRow row{leakName(leak.kind), leak.host, leak.object, leak.tenant, false, leak.message, leak.remedy, u"person"_s,
        {}, leak.firstSeenAt};
    row.tenantLives = std::any_of(tenants.begin(), tenants.end(),
        [&](const Tenant &tenant) { return tenant.id == leak.tenantId && tenant.phase != Phase::Gone; });
    if (repair == Repair::Wait)
        row.repair = u"wait"_s;
    else if (repair != Repair::Nothing)
        row.repair = u"self"_s;
    return row;
}

QStringList names(const QList<Fleet::Silent> &silent)
{
    QStringList hosts;
    for (const auto &one : silent)
        hosts.append(one.host);
    return hosts;
}

} // namespace

Backend::Answer<LeakBoard> FleetBackend::leaks()
{
    return onFleet<LeakBoard>(*m_slow, [this](Fleet &fleet) -> Result<LeakBoard> {
        HERMES_ASSIGN(const auto found, fleet.leaks(Call::in(60s, m_stop.token())));
        HERMES_ASSIGN(const auto tenants, fleet.registry().tenants(true));
        LeakBoard board{{}, names(found.silent), found.lookedAt};
        for (const auto &leak : found.found)
            board.rows.append(leakRow(leak, repairFor(leak, tenants, found.lookedAt), tenants));
        return board;
    });
}

Backend::Answer<LeakBoard> FleetBackend::repairLeaks()
{
    return onFleet<LeakBoard>(*m_slow, [this](Fleet &fleet) -> Result<LeakBoard> {
        const Call call = Call::in(300s, m_stop.token());
        HERMES_ASSIGN(const auto repairs, fleet.repair(false, call));
        HERMES_ASSIGN(const auto tenants, fleet.registry().tenants(true));
        // What was repaired is seen by looking; what failed says so on its line.
        HERMES_ASSIGN(const auto left, fleet.leaks(call));
        LeakBoard board{{}, names(left.silent), left.lookedAt};
        for (const auto &leak : left.found) {
            LeakRow row = leakRow(leak, repairFor(leak, tenants, left.lookedAt), tenants);
            for (const auto &one : repairs.leaks)
                if (one.error && one.leak.objectId == leak.objectId && one.leak.kind == leak.kind)
                    row.error = one.error->text();
            board.rows.append(row);
        }
        return board;
    });
}

Backend::Answer<void> FleetBackend::cordonHost(const QString &name, bool cordoned)
{
    return onFleet<void>(*m_quick, [this, name, cordoned](Fleet &fleet) -> Status {
        HERMES_TRY(fleet.cordonHost(name, cordoned));
        relist();
        return {};
    });
}

Backend::Answer<ActPlan> FleetBackend::migratePlan(const QString &name, const QString &host)
{
    return onFleet<ActPlan>(*m_slow, [this, name, host](Fleet &fleet) -> Result<ActPlan> {
        const Call call = Call::in(20s, m_stop.token());
        HERMES_ASSIGN(const auto steps, fleet.planMigrate(name, {host}, call));
        return actPlan(fleet, name, steps, call);
    });
}

Backend::Answer<void> FleetBackend::migrateTenant(const QString &name, const QString &host)
{
    return onFleet<void>(*m_slow, [this, name, host](Fleet &fleet) -> Status {
        // Its image may have to be fetched first.
        HERMES_TRY(fleet.migrate(name, {host}, false, {}, Call::in(900s, m_stop.token())));
        return {};
    });
}

Backend::Answer<QList<PlanStep>> FleetBackend::drainPlan(const QString &name)
{
    return onFleet<QList<PlanStep>>(*m_quick, [name](Fleet &fleet) -> Result<QList<PlanStep>> {
        HERMES_ASSIGN(const auto steps, fleet.planDrain(name));
        QList<PlanStep> moves;
        for (const auto &step : steps)
            moves.append({step.target, step.detail, {}});
        return moves;
    });
}

Backend::Answer<void> FleetBackend::forgetHost(const QString &name)
{
    return onFleet<void>(*m_slow, [this, name](Fleet &fleet) -> Status {
        HERMES_TRY(fleet.forgetHost(name, Call::in(30s, m_stop.token())));
        relist();
        return {};
    });
}

} // namespace hermes::desktop
