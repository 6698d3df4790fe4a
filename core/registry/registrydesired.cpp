#include "registryprivate.h"
#include "registryrows.h"

namespace hermes {

using namespace Qt::StringLiterals;

Result<Tenant> Registry::Private::tenantToChange(Db &db, const QString &id, qint64 rowVersion)
{
    HERMES_ASSIGN(Tenant found, tenant(db, id));
    if (found.phase == Phase::Gone)
        return fail(ErrorKind::Conflict, translate("Registry", "Tenant '%1' was destroyed").arg(found.name), {},
            translate("Registry", "Provision it again to serve it"));
    if (rowVersion >= 0 && rowVersion != found.rowVersion) {
        struct Change {
            QString actor;
            qint64 at;
        };
        HERMES_ASSIGN(const auto last,
            db.first(
                u"select actor, at from journal where tenant_id = ? order by id desc limit 1"_s, {id}, [](Row &row) {
                    return Change{row.text(), row.integer()};
                }));
        const Change change = last.value_or(Change{translate("Registry", "somebody"), clock.wallMs()});
        return fail(ErrorKind::Conflict,
            translate("Registry", "Tenant '%1' was changed by %2 %3 ago")
                .arg(found.name, change.actor, ageText(clock.wallMs() - change.at)),
            {}, translate("Registry", "Reload, look at it again, then repeat"));
    }
    return found;
}

Result<Tenant> Registry::Private::nextGeneration(Db &db, const Tenant &tenant, const QString &cause)
{
    Tenant next = tenant;
    next.generation += 1;
    next.rowVersion += 1;
    next.nonce = random.hex(16);
    HERMES_TRY(db.write(u"update tenants set generation = ?, nonce = ?, row_version = ? where id = ?"_s,
        {next.generation, next.nonce, next.rowVersion, next.id}));
    HERMES_TRY(
        db.write(u"insert into instances (tenant_id, generation, nonce, host_id, container_id, image_id, image, cause,"
                 " desired_at, created_at, gone_at) values (?, ?, ?, ?, '', '', ?, ?, ?, 0, 0)"_s,
            {next.id, next.generation, next.nonce, next.hostId, next.image, cause, clock.wallMs()}));
    return next;
}

Result<Tenant> Registry::setPresence(
    const QString &tenantId, Presence presence, const QString &verb, qint64 rowVersion, const Actor &actor)
{
    return d->write([&](Db &db) -> Result<Tenant> {
        HERMES_ASSIGN(const Tenant tenant, d->tenantToChange(db, tenantId, rowVersion));
        return d->changePresence(db, tenant, presence, verb, actor);
    });
}

Result<Tenant> Registry::Private::changePresence(
    Db &db, Tenant tenant, Presence presence, const QString &verb, const Actor &actor)
{
    // Whoever decides about it now is not the end of a subscription any more, also where it stays as it is.
    HERMES_ASSIGN(const qint64 lapses, db.exec(u"delete from lapses where tenant_id = ?"_s, {tenant.id}));
    if (tenant.presence == presence) {
        if (lapses > 0)
            HERMES_TRY(writeAudit(db, actor, verb, tenant.name,
                {{u"tenant"_s, tenant.id}, {u"before"_s, u"lapsed"_s}, {u"after"_s, presenceName(presence)}}));
        return tenant;
    }
    if (tenant.presence == Presence::Absent)
        return fail(ErrorKind::Conflict, translate("Registry", "Tenant '%1' is being destroyed").arg(tenant.name), {},
            translate("Registry", "Wait until it is gone, then provision it again"));
    const QString before = presenceName(tenant.presence);
    tenant.presence = presence;
    tenant.rowVersion += 1;
    HERMES_TRY(db.write(u"update tenants set presence = ?, row_version = ? where id = ?"_s,
        {presenceName(presence), tenant.rowVersion, tenant.id}));
    // It ends where its home is; what arrived at the aim of its move goes. A generation of its own: a move of the
    // present one may just arrive there. One that becomes another tier does so first: it has one way to end.
    if (presence == Presence::Absent && !tenant.homeHostId.isEmpty() && tenant.homeTier == tenant.tier) {
        HERMES_ASSIGN(tenant, turnBack(db, tenant));
        HERMES_ASSIGN(tenant, nextGeneration(db, tenant, verb));
    }
    HERMES_TRY(writeJournal(
        db, tenant, tenant.phase, actor.name, u"%1: %2 -> %3"_s.arg(verb, before, presenceName(presence))));
    HERMES_TRY(writeAudit(db, actor, verb, tenant.name,
        {{u"tenant"_s, tenant.id}, {u"before"_s, before}, {u"after"_s, presenceName(presence)}}));
    return tenant;
}

Status Registry::Private::checkHeld(const Tenant &tenant, const std::optional<Held> &held)
{
    if (!held || (tenant.leaseEpoch == held->epoch && tenant.generation == held->generation))
        return {};
    return fail(ErrorKind::Conflict,
        translate("Registry", "Tenant '%1' was changed by another program meanwhile").arg(tenant.name), {},
        translate("Registry", "Nothing was done; the next turn looks again"));
}

Result<Tenant> Registry::bumpGeneration(const QString &tenantId, const QString &verb, qint64 rowVersion,
    const Actor &actor, const std::optional<Held> &held)
{
    return d->write([&](Db &db) -> Result<Tenant> {
        HERMES_ASSIGN(const Tenant tenant, d->tenantToChange(db, tenantId, rowVersion));
        HERMES_TRY(d->checkHeld(tenant, held));
        HERMES_ASSIGN(const Tenant next, d->nextGeneration(db, tenant, verb));
        HERMES_TRY(d->writeJournal(db, next, next.phase, actor.name,
            u"%1: generation %2 -> %3"_s.arg(verb).arg(tenant.generation).arg(next.generation)));
        HERMES_TRY(d->writeAudit(db, actor, verb, next.name,
            {{u"tenant"_s, next.id}, {u"before"_s, tenant.generation}, {u"after"_s, next.generation}}));
        return next;
    });
}

Result<Tenant> Registry::setImage(
    const QString &tenantId, const QString &image, const QString &imageId, const QString &verb, const Actor &actor)
{
    return d->write([&](Db &db) -> Result<Tenant> {
        HERMES_ASSIGN(Tenant tenant, d->tenantToChange(db, tenantId, -1));
        if (tenant.presence == Presence::Absent)
            return fail(ErrorKind::Conflict, translate("Registry", "Tenant '%1' is being destroyed").arg(tenant.name));
        if (tenant.image == image && tenant.imageId == imageId)
            return tenant;
        const QJsonObject before{{u"image"_s, tenant.image}, {u"imageId"_s, tenant.imageId}};
        tenant.image = image;
        tenant.imageId = imageId;
        HERMES_TRY(db.write(u"update tenants set image = ?, image_id = ? where id = ?"_s, {image, imageId, tenant.id}));
        HERMES_ASSIGN(const Tenant next, d->nextGeneration(db, tenant, verb));
        HERMES_TRY(d->writeJournal(
            db, next, next.phase, actor.name, u"%1: %2 -> %3"_s.arg(verb, before.value(u"image"_s).toString(), image)));
        HERMES_TRY(d->writeAudit(db, actor, verb, next.name,
            {{u"tenant"_s, next.id}, {u"before"_s, before},
                {u"after"_s, QJsonObject{{u"image"_s, image}, {u"imageId"_s, imageId}}}}));
        return next;
    });
}

Status Registry::pinImage(const QString &tenantId, const QString &imageId, const Held &held)
{
    return d->write([&](Db &db) -> Status {
        HERMES_ASSIGN(Tenant tenant, d->tenantToChange(db, tenantId, -1));
        HERMES_TRY(d->checkHeld(tenant, held));
        if (tenant.imageId == imageId)
            return {};
        const QString before = tenant.imageId;
        HERMES_TRY(db.write(
            u"update tenants set image_id = ?, row_version = row_version + 1 where id = ?"_s, {imageId, tenant.id}));
        const Actor actor{tenant.leaseOwner, {}};
        HERMES_TRY(d->writeJournal(db, tenant, tenant.phase, actor.name,
            translate("Registry", "image %1 pinned as %2").arg(tenant.image, imageId)));
        return d->writeAudit(db, actor, u"image.pin"_s, tenant.name,
            {{u"tenant"_s, tenant.id}, {u"image"_s, tenant.image}, {u"before"_s, before}, {u"after"_s, imageId}});
    });
}

Status Registry::secretsStored(const QString &tenantId, const Actor &actor)
{
    return d->write([&](Db &db) -> Status {
        HERMES_ASSIGN(const Tenant tenant, d->tenantToChange(db, tenantId, -1));
        if (!tenant.secretsPending)
            return {};
        HERMES_TRY(db.write(
            u"update tenants set secrets_pending = false, row_version = row_version + 1 where id = ?"_s, {tenantId}));
        HERMES_TRY(
            d->writeJournal(db, tenant, tenant.phase, actor.name, translate("Registry", "secrets are on the host")));
        return d->writeAudit(db, actor, u"secrets.store"_s, tenant.name, {{u"tenant"_s, tenantId}});
    });
}

Status Registry::retryNow(const QString &tenantId, const Actor &actor)
{
    return d->write([&](Db &db) -> Status {
        HERMES_ASSIGN(const Tenant tenant, d->tenantToChange(db, tenantId, -1));
        return d->retryNow(db, tenant, actor);
    });
}

Status Registry::Private::retryNow(Db &db, Tenant tenant, const Actor &actor)
{
    const Phase before = tenant.phase;
    if (before != Phase::Blocked && before != Phase::Backoff && tenant.nextAttemptAt == 0)
        return {};
    if (before == Phase::Blocked || before == Phase::Backoff) {
        const bool step = tenant.phaseBefore != Phase::Blocked && tenant.phaseBefore != Phase::Backoff;
        tenant.phase = step ? tenant.phaseBefore : Phase::Requested;
    }
    const QString reason = tenant.reason;
    tenant.reason.clear();
    HERMES_TRY(db.write(
        u"update tenants set phase = ?, reason = '', message = '', hint = '', attempts = 0, next_attempt_at = 0,"
        " start_failures = 0, start_failures_since = 0, phase_since = ?, row_version = row_version + 1 where id = ?"_s,
        {phaseName(tenant.phase), clock.wallMs(), tenant.id}));
    HERMES_TRY(writeJournal(db, tenant, before, actor.name, translate("Registry", "retry now")));
    return writeAudit(db, actor, u"retry"_s, tenant.name,
        {{u"tenant"_s, tenant.id}, {u"before"_s, phaseName(before)}, {u"reason"_s, reason},
            {u"after"_s, phaseName(tenant.phase)}});
}

} // namespace hermes
