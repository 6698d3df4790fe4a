#include "registryprivate.h"
#include "registryrows.h"

namespace hermes {

using namespace Qt::StringLiterals;

namespace {

Status checkRestorable(Db &db, const Tenant &tenant)
{
    const auto conflict = [&](const QString &message, const QString &hint) -> Status {
        return fail(ErrorKind::Conflict, message, {}, hint);
    };
    if (tenant.presence == Presence::Absent)
        return conflict(translate("Registry", "Tenant '%1' is being destroyed").arg(tenant.name), {});
    if (tenant.hostId.isEmpty())
        return conflict(translate("Registry", "Tenant '%1' has not run anywhere yet").arg(tenant.name), {});
    if (!tenant.homeHostId.isEmpty())
        return conflict(translate("Registry", "Tenant '%1' is moving to another host").arg(tenant.name),
            translate("Registry", "Wait until it has arrived"));
    if (tenant.secretsPending)
        return conflict(translate("Registry", "The secrets of tenant '%1' are being put on its host").arg(tenant.name),
            translate("Registry", "Wait until it is provisioned"));
    HERMES_ASSIGN(const qint64 logins,
        db.number(u"select count(*) from bind_sessions where tenant_id = ? and ended_at = 0"_s, {tenant.id}));
    if (logins > 0)
        return conflict(translate("Registry", "A WeChat login of tenant '%1' is under way").arg(tenant.name),
            translate("Registry", "Wait until it has ended: a code that nobody looks at ends within five minutes"));
    return {};
}

} // namespace

Result<Tenant> Registry::restoreTenant(const QString &tenantId, const QString &file, const Actor &actor)
{
    return d->write([&](Db &db) -> Result<Tenant> {
        HERMES_ASSIGN(const Tenant tenant, d->tenantToChange(db, tenantId, -1));
        if (tenant.restoreFrom == file)
            return tenant;
        HERMES_TRY(checkRestorable(db, tenant));
        HERMES_TRY(db.exec(u"update tenants set restore_from = ? where id = ?"_s, {file, tenantId}));
        HERMES_ASSIGN(const Tenant next, d->nextGeneration(db, tenant, u"restore"_s));
        HERMES_TRY(d->writeJournal(db, next, next.phase, actorText(actor),
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
        HERMES_TRY(db.exec(
            u"update tenants set restore_from = '', row_version = row_version + 1 where id = ?"_s, {tenantId}));
        HERMES_TRY(d->writeJournal(db, tenant, tenant.phase, actorText(actor),
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
        HERMES_TRY(d->writeJournal(
            db, tenant, tenant.phase, actorText(actor), translate("Registry", "backed up as %1").arg(file)));
        return d->writeAudit(db, actor, u"backup"_s, tenant.name,
            {{u"tenant"_s, tenantId}, {u"file"_s, file}, {u"bytes"_s, bytes}});
    });
}

} // namespace hermes
