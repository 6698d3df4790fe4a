#include "demobackend.h"
#include "demoready.h"

// What the invented fleet does with its hosts: sets what they take, empties them, takes over what was made by hand.

using namespace Qt::StringLiterals;

namespace hermes::desktop {

Backend::Answer<void> DemoBackend::changeHost(const QString &name, const HostLimits &, const HostLimits &after)
{
    HostRow *row = findHost(name);
    if (!row)
        return done();
    if (!after.allowPrefab && row->prefabs > 0)
        return ready<void>(
            fail(ErrorKind::Conflict, words(QT_TRANSLATE_NOOP("Demo", "Host %1 still has prefab tenants")).arg(name),
                {}, words(QT_TRANSLATE_NOOP("Demo", "Move or destroy them first"))));
    m_limits.insert(name, after);
    row->capacity = after.capacity > 0 ? after.capacity : 1'000;
    row->room = qMax(0, row->capacity - row->used);
    row->full = row->room > 0
        ? QString()
        : words(QT_TRANSLATE_NOOP("Demo", "full: %1 of %2 tenants")).arg(row->used).arg(row->capacity);
    Q_EMIT hostChanged(*row);
    return done();
}

Backend::Answer<void> DemoBackend::drainHost(const QString &name)
{
    m_drains.removeIf([&](const DrainFacts &drain) { return drain.host == name; });
    DrainFacts drain;
    drain.host = name;
    drain.beganMs = m_clock.wallMs();
    drain.actor = u"mei@ops-mac"_s;
    for (const TenantRow &row : std::as_const(m_fleet.tenants)) {
        if (row.host != name)
            continue;
        DrainTenant one{row.name, false, {}, {}, {}};
        if (row.phase == "BLOCKED"_L1) {
            one.obstacle
                = words(QT_TRANSLATE_NOOP("Demo", "The secrets of '%1' are being put on its host")).arg(row.name);
            one.hint = words(QT_TRANSLATE_NOOP("Demo", "Wait until it is provisioned"));
        }
        drain.left.append(one);
    }
    drain.total = int(drain.left.size());
    m_drains.append(drain);
    (void)cordonHost(name, true);
    carryDrains();
    return done();
}

void DemoBackend::recount()
{
    for (HostRow &host : m_fleet.hosts) {
        const HostRow before = host;
        DemoFleet::countOn(host, m_fleet.tenants);
        host.room = qMax(0, host.capacity - host.used);
        if (!(host == before))
            Q_EMIT hostChanged(host);
    }
}

Backend::Answer<void> DemoBackend::stopDrain(const QString &name)
{
    for (DrainFacts &drain : m_drains)
        if (drain.host == name && drain.endedMs == 0)
            drain.endedMs = m_clock.wallMs();
    Q_EMIT drainsChanged(m_drains);
    return done();
}

void DemoBackend::carryDrains()
{
    constexpr int atOnce = 4;
    constexpr qint64 moveMs = 8'000;
    if (m_drains.isEmpty())
        return;
    for (DrainFacts &drain : m_drains) {
        drain.left.removeIf([&](const DrainTenant &one) {
            const TenantRow *row = find(one.name);
            return !row || (one.moving && m_clock.wallMs() - row->phaseSinceMs >= moveMs);
        });
        qsizetype places = atOnce
            - std::count_if(drain.left.begin(), drain.left.end(), [](const DrainTenant &one) { return one.moving; });
        for (DrainTenant &one : drain.left) {
            if (places <= 0 || drain.endedMs > 0)
                break;
            if (one.moving || !one.obstacle.isEmpty())
                continue;
            const Placement best = DemoFleet::placementsOn(m_fleet.hosts).value(0);
            if (!best.possible) {
                one.obstacle = words(QT_TRANSLATE_NOOP("Demo", "No host can take this tenant."));
                continue;
            }
            one.moving = true;
            one.aim = best.host;
            (void)migrateTenant(one.name, one.aim);
            --places;
        }
        if (drain.left.isEmpty() && drain.endedMs == 0)
            drain.endedMs = m_clock.wallMs();
    }
    Q_EMIT drainsChanged(m_drains);
}

Backend::Answer<QList<AdoptableRow>> DemoBackend::adoptable(const QString &host)
{
    return ready<QList<AdoptableRow>>(DemoFleet::adoptableOn(host));
}

Backend::Answer<QList<PlanStep>> DemoBackend::adoptPlan(const AdoptWish &wish)
{
    if (find(wish.name))
        return ready<QList<PlanStep>>(
            fail(ErrorKind::Conflict, words(QT_TRANSLATE_NOOP("Demo", "There is already a tenant %1.")).arg(wish.name),
                {}, words(QT_TRANSLATE_NOOP("Demo", "Choose another name."))));
    return ready<QList<PlanStep>>(DemoFleet::adoptSteps(wish));
}

Backend::Answer<void> DemoBackend::adopt(const AdoptWish &wish)
{
    TenantRow row;
    row.name = row.id = wish.name;
    row.planCode = wish.planCode;
    row.tier = u"container"_s;
    row.host = wish.host;
    row.order = wish.order;
    row.port = 8648;
    row.generation = 1;
    row.phase = u"PLACED"_s;
    row.phaseSinceMs = row.seenMs = m_clock.wallMs();
    push(row);
    return done();
}

QList<AdoptableRow> DemoFleet::adoptableOn(const QString &host)
{
    if (host != "ecs-hz-01"_L1)
        return {};
    AdoptableRow first{u"hermes-lan-ting"_s, true, u"/home/ops/lan-ting"_s, u"lan-ting"_s,
        u"nousresearch/hermes-agent:0.13.0"_s, u"running"_s, 8648, u"o9cq80zDk2fYh1sQk2Wd@im.wechat"_s,
        u"b7r2k9x04mqe@im.bot"_s, {}, {}};
    first.notes = {
        words(QT_TRANSLATE_NOOP("Demo", "Its dashboard is reached from the host itself only (it was from %1)."))
            .arg(u"0.0.0.0"_s),
        words(QT_TRANSLATE_NOOP("Demo", "Into its .env go from its environment: %1.")).arg(u"SILICONFLOW_API_KEY"_s)};
    AdoptableRow inside{u"agent-test"_s, true, {}, u"agent-test"_s, u"nousresearch/hermes-agent:0.12.1"_s, u"exited"_s,
        0, {}, {}, {}, {}};
    inside.obstacle = words(QT_TRANSLATE_NOOP("Demo",
                                "Its home %1 is inside the container. Copy it out (docker cp %2:%1 DIR), stop the "
                                "container, and adopt DIR."))
                          .arg(u"/opt/data"_s, u"agent-test"_s);
    const AdoptableRow directory{u"/home/ops/.hermes/profiles/old-desk"_s, false,
        u"/home/ops/.hermes/profiles/old-desk"_s, u"old-desk"_s, {}, u"stopped"_s, 0, {}, {}, {}, {}};
    return {first, inside, directory};
}

QList<PlanStep> DemoFleet::adoptSteps(const AdoptWish &wish)
{
    const bool isContainer = !wish.source.contains(u'/');
    QList<PlanStep> steps;
    if (isContainer)
        steps.append({words(QT_TRANSLATE_NOOP("Demo", "Stop the old container %1")).arg(wish.source),
            words(QT_TRANSLATE_NOOP("Demo", "for good, up to 210 s for its answers; it stays there as %1"))
                .arg(wish.source + u".adopted"_s),
            {}});
    steps.append({words(QT_TRANSLATE_NOOP("Demo", "Take over the home of %1")).arg(wish.source),
        words(QT_TRANSLATE_NOOP("Demo", "a copy, every file compared; the original is not changed")), {}});
    steps.append({words(QT_TRANSLATE_NOOP("Demo", "Restore the home of %1")).arg(wish.name), {}, {}});
    steps.append({words(QT_TRANSLATE_NOOP("Demo", "Create the container %1")).arg(u"hermes-"_s + wish.name),
        words(QT_TRANSLATE_NOOP("Demo", "with its port and its WeChat login")), {}});
    steps.append({words(QT_TRANSLATE_NOOP("Demo", "Start and wait")),
        words(QT_TRANSLATE_NOOP("Demo", "until healthy and itself; usually 27 s, at most 3 min")), {}});
    return steps;
}

} // namespace hermes::desktop
