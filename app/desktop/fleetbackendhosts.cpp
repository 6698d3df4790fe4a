#include "audittext.h"
#include "fleetbackend.h"
#include "fleetrows.h"
#include "format.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace hermes::desktop {

namespace {

constexpr int auditLines = 5'000; // looked through for who trusted a key

} // namespace

Backend::Answer<HostDetail> FleetBackend::hostDetail(const QString &name)
{
    return onFleet<HostDetail>(*m_quick, [name](Fleet &fleet) -> Result<HostDetail> {
        HERMES_ASSIGN(const auto row, fleet.host(name));
        HostDetail detail = hermes::desktop::hostDetail(row);
        HERMES_ASSIGN(const auto audit, fleet.registry().audit(auditLines));
        if (const auto trust = trustedBy(audit, name, row.fingerprint))
            detail.trustedMs = trust->at;
        detail.events = hostEvents(audit, name);
        return detail;
    });
}

Backend::Answer<void> FleetBackend::addHost(const HostDraft &draft, const Secret &secret)
{
    if (!secret.isEmpty())
        m_secrets.keep(draft.name, secret);
    return onFleet<void>(*m_slow, [this, draft](Fleet &fleet) -> Status {
        HERMES_TRY(fleet.addHost(inputFrom(draft), Call::in(60s, m_stop.token())));
        relist();
        return {};
    });
}

Backend::Answer<HostKeyFacts> FleetBackend::hostKey(const QString &name)
{
    return onFleet<HostKeyFacts>(*m_slow, [this, name](Fleet &fleet) -> Result<HostKeyFacts> {
        HERMES_ASSIGN(const auto key, fleet.hostKey(name, Call::in(20s, m_stop.token())));
        HERMES_ASSIGN(const auto row, fleet.host(name));
        HostKeyFacts facts;
        facts.state = key.revoked             ? u"REVOKED"_s
            : key.trusted                     ? u"KNOWN"_s
            : key.knownFingerprints.isEmpty() ? u"UNKNOWN"_s
                                              : u"CHANGED"_s;
        facts.type = key.type;
        facts.shown = key.fingerprint;
        facts.trusted = key.knownFingerprints.value(0);
        HERMES_ASSIGN(const auto audit, fleet.registry().audit(auditLines));
        if (const auto trust = trustedBy(audit, name, facts.trusted))
            //: Beside the key trusted so far; %1 a day, %2 who trusted it: "since 3 April, by mei@ops-mac"
            facts.trustedSince = tr("since %1, by %2").arg(formatDay(trust->at), auditName(*trust));
        facts.shownMs = m_clock.wallMs();
        facts.tenants = row.tenants;
        return facts;
    });
}

Backend::Answer<void> FleetBackend::trustHost(const QString &name, const QString &fingerprint, bool replace)
{
    return onFleet<void>(*m_slow, [this, name, fingerprint, replace](Fleet &fleet) -> Status {
        HERMES_TRY(fleet.trustHost(name, fingerprint, replace, Call::in(60s, m_stop.token())));
        relist();
        return {};
    });
}

Backend::Answer<QList<HostCheck>> FleetBackend::testHost(const QString &name)
{
    return onFleet<QList<HostCheck>>(*m_slow, [this, name](Fleet &fleet) -> Result<QList<HostCheck>> {
        HERMES_ASSIGN(const auto checks, fleet.testHost(name, Call::in(60s, m_stop.token())));
        QList<HostCheck> rows;
        for (const auto &check : checks)
            rows.append({check.name, check.ok, check.message, check.hint, check.elapsedMs});
        return rows;
    });
}

Backend::Answer<void> FleetBackend::removeHost(const QString &name)
{
    return onFleet<void>(*m_slow, [this, name](Fleet &fleet) -> Status {
        HERMES_TRY(fleet.removeHost(name, Call::in(60s, m_stop.token())));
        relist();
        return {};
    });
}

void FleetBackend::reconnectHost(const QString &name)
{
    (void)onFleet<void>(*m_quick, [name](Fleet &fleet) -> Status {
        fleet.reconnectHost(name);
        return {};
    });
}

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
    return onFleet<void>(*m_quick, [name](Fleet &fleet) -> Status {
        HERMES_TRY(fleet.beginDrain(name, 0));
        return {};
    });
}

Backend::Answer<void> FleetBackend::stopDrain(const QString &name)
{
    return onFleet<void>(*m_quick, [name](Fleet &fleet) -> Status {
        HERMES_TRY(fleet.endDrain(name));
        return {};
    });
}

/// On a pool thread.
void FleetBackend::pushDrains()
{
    const std::lock_guard lock(m_drainMutex); // what was read first is told first
    const auto views = m_fleet->drains();
    if (!views)
        return;
    QList<DrainFacts> drains;
    bool moves = false;
    for (const auto &view : *views) {
        drains.append(drainFacts(view));
        moves = moves || view.endedAt == 0
            || std::any_of(view.left.begin(), view.left.end(), [](const auto &left) { return left.isMoving; });
    }
    m_draining = moves;
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
