#include "demobackend.h"
#include "demoready.h"

// What the invented fleet says before something is interrupted, and what its leak board shows.

using namespace Qt::StringLiterals;

namespace hermes::desktop {

QList<PlanStep> DemoFleet::stepsOf(const QString &verb, const TenantRow &row)
{
    const QString container = u"hermes-"_s + row.name;
    QList<PlanStep> steps{
        {words(QT_TRANSLATE_NOOP("Demo", "Archive the WeChat login of %1")).arg(row.name),
            words(QT_TRANSLATE_NOOP("Demo", "copied and read back before anything goes")), {}},
        {words(QT_TRANSLATE_NOOP("Demo", "Stop the container %1")).arg(container),
            words(QT_TRANSLATE_NOOP("Demo", "on %1, up to 210 s to finish answers")).arg(row.host), {}},
        {words(QT_TRANSLATE_NOOP("Demo", "Remove the container %1")).arg(container),
            words(QT_TRANSLATE_NOOP("Demo", "from %1")).arg(row.host), {}},
    };
    if (verb == "movehere"_L1)
        steps.prepend({words(QT_TRANSLATE_NOOP("Demo", "Take the WeChat from %1")).arg(row.heldBy),
            words(QT_TRANSLATE_NOOP("Demo", "it waits for another scan")), {}});
    if (verb == "rebind"_L1)
        steps.prepend({words(QT_TRANSLATE_NOOP("Demo", "Show a bind code")),
            words(QT_TRANSLATE_NOOP("Demo", "nothing changes before the scan")), {}});
    if (verb == "destroy"_L1)
        steps.append({words(QT_TRANSLATE_NOOP("Demo", "Pack the home of %1")).arg(row.name),
            words(QT_TRANSLATE_NOOP("Demo", "into the archive on %1")).arg(row.host), {}});
    else if (verb != "stop"_L1)
        steps.append({words(QT_TRANSLATE_NOOP("Demo", "Create the container %1")).arg(container),
            words(QT_TRANSLATE_NOOP("Demo", "generation %1, the same home")).arg(row.generation + 1), {}});
    return steps;
}

QList<PlanStep> DemoFleet::moveSteps(const TenantRow &row, const QString &host)
{
    return {{words(QT_TRANSLATE_NOOP("Demo", "Copy its home to %1")).arg(host),
                words(QT_TRANSLATE_NOOP("Demo", "it goes on serving meanwhile")), {}},
        {words(QT_TRANSLATE_NOOP("Demo", "Stop and remove the container on %1")).arg(row.host),
            words(QT_TRANSLATE_NOOP("Demo", "up to 210 s to finish answers")), {}},
        {words(QT_TRANSLATE_NOOP("Demo", "Bring the rest over")),
            words(QT_TRANSLATE_NOOP("Demo", "every file is compared")), {}},
        {words(QT_TRANSLATE_NOOP("Demo", "Create the container on %1")).arg(host),
            words(QT_TRANSLATE_NOOP("Demo", "generation %1, the same home and WeChat")).arg(row.generation + 1), {}},
        {words(QT_TRANSLATE_NOOP("Demo", "Wipe what is left on %1")).arg(row.host), {}, {}}};
}

LeakBoard DemoFleet::leaksAt(qint64 nowMs, bool repaired)
{
    LeakBoard board;
    board.lookedMs = nowMs - 12'000;
    board.silent = {u"ecs-bj-01"_s};
    const QString noTenant = words(QT_TRANSLATE_NOOP("Demo", "No tenant of this registry has it."));
    if (!repaired)
        board.rows.append(
            {u"orphan"_s, u"ecs-sh-01"_s, u"hermes-test-basic-2 (9b1f0c77e2aa)"_s, u"test-basic-2"_s, false, noTenant,
                words(QT_TRANSLATE_NOOP("Demo", "Repairing stops it and puts it aside; nothing is deleted.")),
                u"self"_s, {}, board.lookedMs - 5'400'000});
    board.rows.append({u"stale-generation"_s, u"ecs-hz-01"_s, u"hermes-he-siyuan (51d0ab3c9e41)"_s, u"he-siyuan"_s,
        true, words(QT_TRANSLATE_NOOP("Demo", "It is generation 3; 4 is wanted.")), {}, u"wait"_s, {},
        board.lookedMs - 9'000});
    board.rows.append({u"home-without-owner"_s, u"ecs-sz-01"_s, u"3f9a77d2c4b14be0a6b0c5d1e2f34a55"_s, {}, false,
        words(QT_TRANSLATE_NOOP("Demo", "Its tenant is not in this registry.")),
        words(QT_TRANSLATE_NOOP("Demo", "It holds a customer's data: look at it, then remove it by hand on the host.")),
        u"person"_s, {}, board.lookedMs - 3 * 86'400'000LL});
    return board;
}

Backend::Answer<ActPlan> DemoBackend::tenantPlan(const QString &verb, const QString &name)
{
    const TenantRow *row = find(name);
    if (!row)
        return ready<ActPlan>(fail(ErrorKind::NotFound, words(QT_TRANSLATE_NOOP("Demo", "There is no such tenant."))));
    return ready<ActPlan>(ActPlan{DemoFleet::stepsOf(verb, *row), row->phase == "READY"_L1 ? m_agents : 0});
}

Backend::Answer<LeakBoard> DemoBackend::leaks()
{
    return ready<LeakBoard>(m_scene == Scene::Normal ? DemoFleet::leaksAt(m_clock.wallMs(), m_repaired)
                                                     : LeakBoard{{}, {}, m_clock.wallMs()});
}

Backend::Answer<LeakBoard> DemoBackend::repairLeaks()
{
    m_repaired = true;
    return leaks();
}

Backend::Answer<void> DemoBackend::cordonHost(const QString &name, bool cordoned)
{
    if (HostRow *row = findHost(name)) {
        row->state = cordoned ? u"CORDONED"_s : u"REACHABLE"_s;
        Q_EMIT hostChanged(*row);
        if (!cordoned && m_drains.removeIf([&](const DrainFacts &drain) { return drain.host == name; }) > 0)
            Q_EMIT drainsChanged(m_drains);
    }
    return done();
}

Backend::Answer<ActPlan> DemoBackend::migratePlan(const QString &name, const QString &host)
{
    const TenantRow *row = find(name);
    if (!row)
        return ready<ActPlan>(fail(ErrorKind::NotFound, words(QT_TRANSLATE_NOOP("Demo", "There is no such tenant."))));
    return ready<ActPlan>(ActPlan{DemoFleet::moveSteps(*row, host), row->phase == "READY"_L1 ? m_agents : 0});
}

Backend::Answer<void> DemoBackend::migrateTenant(const QString &name, const QString &host)
{
    if (const TenantRow *found = find(name)) {
        TenantRow row = *found;
        row.host = host;
        row.phase = u"REPLACING"_s;
        row.reason = u"MOVING"_s;
        row.phaseSinceMs = m_clock.wallMs();
        ++row.generation;
        push(row);
        recount();
    }
    return done();
}

Backend::Answer<QList<PlanStep>> DemoBackend::drainPlan(const QString &name)
{
    QList<PlanStep> moves;
    const auto places = DemoFleet::placementsOn(m_fleet.hosts);
    for (const TenantRow &row : m_fleet.tenants) {
        if (row.host != name)
            continue;
        for (qsizetype i = 0; i < places.size(); ++i) {
            const Placement &place = places.at((moves.size() + i) % places.size());
            if (!place.possible || place.host == name)
                continue;
            moves.append({row.name, words(QT_TRANSLATE_NOOP("Demo", "to %1")).arg(place.host), {}});
            break;
        }
    }
    return ready<QList<PlanStep>>(moves);
}

Backend::Answer<void> DemoBackend::forgetHost(const QString &name)
{
    for (TenantRow row : QList<TenantRow>(m_fleet.tenants)) {
        if (row.host != name)
            continue;
        row.host.clear();
        row.weixinUser.clear();
        row.phase = u"REQUESTED"_s;
        row.phaseSinceMs = m_clock.wallMs();
        ++row.generation;
        push(row);
    }
    return removeHost(name);
}

} // namespace hermes::desktop
