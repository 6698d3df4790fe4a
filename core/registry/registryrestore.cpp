#include "registryprivate.h"
#include "registryrows.h"

namespace hermes {

using namespace Qt::StringLiterals;

namespace {

Status checkRestorable(const Tenant &tenant)
{
    const auto conflict = [&](const QString &message, const QString &hint) -> Status {
        return fail(ErrorKind::Conflict, message, {}, hint);
    };
    if (tenant.presence == Presence::Absent)
        return conflict(translate("Registry", "Tenant '%1' is being destroyed").arg(tenant.name), {});
    if (tenant.hostId.isEmpty())
        return conflict(translate("Registry", "Tenant '%1' has not run anywhere yet").arg(tenant.name), {});
    if (!tenant.adoptHome.isEmpty())
        return conflict(translate("Registry", "Tenant '%1' has not taken its home over yet").arg(tenant.name),
            translate("Registry", "Wait until it has"));
    if (!tenant.homeHostId.isEmpty())
        return conflict(translate("Registry", "Tenant '%1' is moving to another host").arg(tenant.name),
            translate("Registry", "Wait until it has arrived"));
    return {};
}

} // namespace

/// The tenant's own row, as if it had never run; it keeps its id, plan, image and host.
Result<Tenant> Registry::Private::revive(Db &db, Tenant tenant)
{
    const auto refuse
        = [&](const QString &message, const QString &hint) { return fail(ErrorKind::Conflict, message, {}, hint); };
    if (tenant.purgedAt > 0)
        return refuse(translate("Registry", "The archive of tenant '%1' was ended").arg(tenant.name),
            translate("Registry", "Nothing of it is left; provision it anew"));
    const auto taken = [&](const QString &column, const QString &value) {
        return db.first(u"select name from tenants where phase <> 'GONE' and %1 = ?"_s.arg(column), {value},
            [](Row &row) { return row.text(); });
    };
    HERMES_ASSIGN(const auto namesake, taken(u"name"_s, tenant.name));
    if (namesake)
        return refuse(translate("Registry", "There is a tenant '%1' again").arg(tenant.name),
            translate("Registry", "Destroy that one first, or leave this one be"));
    if (!tenant.subscription.isEmpty()) {
        HERMES_ASSIGN(const auto other, taken(u"subscription"_s, tenant.subscription));
        if (other)
            return refuse(translate("Registry", "Its subscription %1 is served by tenant '%2' now")
                              .arg(tenant.subscription, *other),
                translate("Registry", "Destroy that one first, or leave this one be"));
    }
    HERMES_ASSIGN(const auto bound,
        db.first(u"select b.bind_epoch, b.user_id from bindings b where b.tenant_id = ? and b.bind_epoch = ?"_s,
            {tenant.id, tenant.bindEpoch}, [](Row &row) {
                const qint64 epoch = row.integer();
                return std::pair(epoch, row.text());
            }));
    if (bound) {
        HERMES_ASSIGN(const auto holder,
            db.first(
                u"select t.name from bindings b join tenants t on t.id = b.tenant_id where b.live and b.user_id <> ''"
                " and b.user_id = ?"_s,
                {bound->second}, [](Row &row) { return row.text(); }));
        if (holder)
            return refuse(translate("Registry", "Its WeChat serves tenant '%1' now").arg(*holder),
                translate("Registry", "Rebind or destroy '%1' first: one WeChat has one agent").arg(*holder));
        HERMES_TRY(db.write(
            u"update bindings set live = true where tenant_id = ? and bind_epoch = ?"_s, {tenant.id, bound->first}));
    }
    tenant.presence = Presence::Present;
    tenant.phase = Phase::Requested;
    tenant.rowVersion += 1;
    HERMES_TRY(
        db.write(u"update tenants set presence = 'PRESENT', phase = 'REQUESTED', phase_before = 'GONE', reason = '',"
                 " message = '', hint = '', conditions = '[]', container_id = '', home_written_for = '',"
                 " credentials_written_for = '', phase_since = ?, attempts = 0, next_attempt_at = 0,"
                 " start_failures = 0, start_failures_since = 0, row_version = ? where id = ?"_s,
            {clock.wallMs(), tenant.rowVersion, tenant.id}));
    return tenant;
}

Status Registry::Private::settleAnew(Db &db, const Tenant &tenant)
{
    const auto found = host(db, tenant.hostId);
    if (!found && found.error().kind != ErrorKind::NotFound)
        return tl::unexpected<Error>(found.error());
    if (!found)
        return fail(ErrorKind::Conflict, translate("Registry", "The host of tenant '%1' is no more").arg(tenant.name),
            {}, translate("Registry", "Its archive was there; provision it anew"));
    if (found->cordoned)
        return fail(ErrorKind::Conflict, translate("Registry", "Host %1 is cordoned").arg(found->name), {},
            translate("Registry", "Its archive is there: uncordon it first; it can be moved afterwards"));
    HERMES_TRY(checkCapacity(db, tenant, *found));
    HERMES_TRY(settleOn(db, tenant, tenant.hostId));
    HERMES_TRY(reservePort(db, tenant, *found, u"dashboard"_s));
    return {};
}

Result<Tenant> Registry::restoreTenant(const QString &tenantId, const QString &file, const Actor &actor)
{
    return d->write([&](Db &db) -> Result<Tenant> {
        HERMES_ASSIGN(Tenant tenant, d->tenant(db, tenantId));
        const bool isGone = tenant.phase == Phase::Gone;
        if (!isGone && tenant.restoreFrom == file)
            return tenant;
        if (isGone) {
            HERMES_ASSIGN(tenant, d->revive(db, tenant));
        }
        HERMES_TRY(checkRestorable(tenant));
        HERMES_TRY(d->checkUndisturbed(db, tenant));
        HERMES_TRY(db.write(u"update tenants set restore_from = ? where id = ?"_s, {file, tenantId}));
        HERMES_ASSIGN(const Tenant next, d->nextGeneration(db, tenant, u"restore"_s));
        if (isGone)
            HERMES_TRY(d->settleAnew(db, next));
        HERMES_TRY(d->writeJournal(db, next, isGone ? Phase::Gone : next.phase, actor.name,
            translate("Registry", "its home becomes %1; generation %2").arg(file).arg(next.generation)));
        HERMES_TRY(d->writeAudit(db, actor, u"restore"_s, tenant.name,
            {{u"tenant"_s, tenantId}, {u"file"_s, file}, {u"before"_s, tenant.generation},
                {u"after"_s, next.generation}}));
        HERMES_TRY(d->retryNow(db, next, actor));
        return d->tenant(db, tenantId);
    });
}

Result<bool> Registry::homeRestored(const QString &tenantId, qint64 epoch, int generation, const Actor &actor)
{
    return d->write([&](Db &db) -> Result<bool> {
        HERMES_ASSIGN(const Tenant tenant, d->tenantToChange(db, tenantId, -1));
        if (tenant.leaseEpoch != epoch || tenant.generation != generation)
            return false;
        if (tenant.restoreFrom.isEmpty())
            return true;
        HERMES_TRY(db.write(
            u"update tenants set restore_from = '', row_version = row_version + 1 where id = ?"_s, {tenantId}));
        HERMES_TRY(d->writeJournal(db, tenant, tenant.phase, actor.name,
            translate("Registry", "its home is what %1 holds; what it was before is before-restore-g%2.tar.gz")
                .arg(tenant.restoreFrom)
                .arg(generation)));
        return true;
    });
}

Status Registry::homeBackedUp(const QString &tenantId, const QString &file, qint64 bytes, const Actor &actor)
{
    return d->write([&](Db &db) -> Status {
        HERMES_ASSIGN(const Tenant tenant, d->tenant(db, tenantId));
        HERMES_TRY(
            d->writeJournal(db, tenant, tenant.phase, actor.name, translate("Registry", "backed up as %1").arg(file)));
        return d->writeAudit(
            db, actor, u"backup"_s, tenant.name, {{u"tenant"_s, tenantId}, {u"file"_s, file}, {u"bytes"_s, bytes}});
    });
}

} // namespace hermes
