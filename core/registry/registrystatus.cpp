#include "registryprivate.h"
#include "registryrows.h"

namespace hermes {

using namespace Qt::StringLiterals;

namespace {

/// Not a step on the way, but a reason to be off it.
bool isAside(Phase phase)
{
    return phase == Phase::Backoff || phase == Phase::Blocked || phase == Phase::Unknown;
}

/// Whether a tenant in this phase has no container of an older generation any more.
bool olderAreGone(Phase phase)
{
    switch (phase) {
    case Phase::Created:
    case Phase::Starting:
    case Phase::Healthy:
    case Phase::BindWait:
    case Phase::Ready:
        return true;
    default:
        return false;
    }
}

bool sameStatus(const Tenant &t, const StatusWrite &s)
{
    return t.phase == s.phase && t.reason == s.reason && t.message == s.message && t.hint == s.hint
        && t.conditions == s.conditions && t.containerId == s.containerId && t.homeWrittenFor == s.homeWrittenFor
        && t.credentialsWrittenFor == s.credentialsWrittenFor && t.attempts == s.attempts
        && t.nextAttemptAt == s.nextAttemptAt && t.startFailures == s.startFailures
        && t.startFailuresSince == s.startFailuresSince;
}

Status noteInstances(Db &db, const Tenant &tenant, const StatusWrite &status, qint64 now)
{
    if (!status.containerId.isEmpty() && status.phase != Phase::Replacing && status.phase != Phase::Deleting)
        HERMES_TRY(db.write(u"update instances set container_id = ?, image_id = ?, created_at = ?"
                            " where tenant_id = ? and generation = ? and container_id <> ?"_s,
            {status.containerId, tenant.imageId, now, tenant.id, tenant.generation, status.containerId}));
    // No container may be left of generations below this one.
    const int goneBelow = status.phase == Phase::Paused ? tenant.generation + 1
        : olderAreGone(status.phase)                    ? tenant.generation
                                                        : 0;
    if (goneBelow > 0)
        HERMES_TRY(
            db.write(u"update instances set gone_at = ? where tenant_id = ? and generation < ? and gone_at = 0"_s,
                {now, tenant.id, goneBelow}));
    // A paused tenant starts again in the same generation.
    if (olderAreGone(status.phase))
        HERMES_TRY(
            db.write(u"update instances set gone_at = 0 where tenant_id = ? and generation = ? and gone_at > 0"_s,
                {tenant.id, tenant.generation}));
    return {};
}

} // namespace

Result<bool> Registry::writeStatus(const StatusWrite &status, const Actor &actor)
{
    return d->write([&](Db &db) -> Result<bool> {
        HERMES_ASSIGN(Tenant tenant, d->tenant(db, status.tenantId));
        if (tenant.leaseEpoch != status.epoch || tenant.generation != status.generation || tenant.phase == Phase::Gone)
            return false;
        const qint64 now = d->clock.wallMs();
        // While the host is silent, what was last seen keeps its age.
        const bool observed = status.observed && status.phase != Phase::Unknown;
        const qint64 observedAt = observed ? now : tenant.observedAt;
        if (sameStatus(tenant, status) && status.journalNote.isEmpty()) {
            HERMES_TRY(db.write(u"update tenants set observed_at = ? where id = ?"_s, {observedAt, tenant.id}));
            return true;
        }
        const Phase before = tenant.phase;
        const bool says = before != status.phase || tenant.reason != status.reason || !status.journalNote.isEmpty();
        if (before != status.phase) {
            tenant.phaseSince = now;
            if (!isAside(before))
                tenant.phaseBefore = before;
        }
        tenant.phase = status.phase;
        tenant.reason = status.reason;
        HERMES_TRY(db.write(u"update tenants set phase = ?, phase_before = ?, reason = ?, message = ?, hint = ?, "
                            u"conditions = ?, container_id = ?,"
                            " home_written_for = ?, credentials_written_for = ?, observed_at = ?, phase_since = ?, "
                            "attempts = ?, next_attempt_at = ?,"
                            " start_failures = ?, start_failures_since = ?, row_version = row_version + 1"
                            " where id = ? and lease_epoch = ? and generation = ?"_s,
            {phaseName(status.phase), phaseName(tenant.phaseBefore), status.reason, status.message, status.hint,
                conditionsToJson(status.conditions), status.containerId, status.homeWrittenFor,
                status.credentialsWrittenFor, observedAt, tenant.phaseSince, status.attempts, status.nextAttemptAt,
                status.startFailures, status.startFailuresSince, tenant.id, status.epoch, status.generation}));
        HERMES_TRY(noteInstances(db, tenant, status, now));
        if (says)
            HERMES_TRY(d->writeJournal(
                db, tenant, before, actor.name, status.journalNote.isEmpty() ? status.message : status.journalNote));
        return true;
    });
}

Status Registry::noteObserved(const QStringList &tenantIds)
{
    return d->write([&](Db &db) -> Status {
        const qint64 now = d->clock.wallMs();
        for (const QString &id : tenantIds)
            HERMES_TRY(db.write(
                u"update tenants set observed_at = ? where id = ? and phase <> 'GONE' and phase <> 'UNKNOWN'"_s,
                {now, id}));
        return {};
    });
}

Result<bool> Registry::markGone(const QString &tenantId, qint64 epoch, qint64 coolDownMs, const Actor &actor)
{
    return d->writeAndScrub([&](Db &db) -> Result<bool> {
        HERMES_ASSIGN(Tenant tenant, d->tenant(db, tenantId));
        if (tenant.leaseEpoch != epoch)
            return false;
        if (tenant.phase == Phase::Gone)
            return true;
        if (tenant.presence != Presence::Absent)
            return fail(ErrorKind::Conflict,
                translate("Registry", "Tenant '%1' is wanted, so it cannot be gone").arg(tenant.name));
        const qint64 now = d->clock.wallMs();
        const Phase before = std::exchange(tenant.phase, Phase::Gone);
        tenant.reason.clear();
        HERMES_TRY(d->coolPorts(db, tenant, coolDownMs));
        HERMES_TRY(db.write(u"update bindings set live = false where tenant_id = ? and live"_s, {tenantId}));
        HERMES_ASSIGN(const auto open,
            db.first(u"select "_s + sessionColumns + u" from bind_sessions where tenant_id = ? and ended_at = 0"_s,
                {tenantId}, readSession));
        if (open)
            HERMES_TRY(d->endSession(db, *open, u"cancelled"_s, translate("Registry", "the tenant was destroyed")));
        HERMES_TRY(
            db.write(u"update tenants set phase = 'GONE', phase_before = ?, reason = '', message = '', hint = '',"
                     " container_id = '', observed_at = ?, phase_since = ?, attempts = 0, next_attempt_at = 0,"
                     " row_version = row_version + 1 where id = ?"_s,
                {phaseName(before), now, now, tenantId}));
        HERMES_TRY(d->writeJournal(
            db, tenant, before, actor.name, translate("Registry", "gone; name and subscription are free")));
        return true;
    });
}

Result<QList<Registry::Instance>> Registry::instances(const QString &tenantId)
{
    return d->ask([&](Db &db) {
        return db.all(
            u"select generation, nonce, host_id, container_id, image_id, image, cause, desired_at, created_at, gone_at"
            " from instances where tenant_id = ? order by generation desc"_s,
            {tenantId}, [](Row &row) {
                Instance instance;
                instance.generation = static_cast<int>(row.integer());
                instance.nonce = row.text();
                instance.hostId = row.text();
                instance.containerId = row.text();
                instance.imageId = row.text();
                instance.image = row.text();
                instance.cause = row.text();
                instance.desiredAt = row.integer();
                instance.createdAt = row.integer();
                instance.goneAt = row.integer();
                return instance;
            });
    });
}

} // namespace hermes
