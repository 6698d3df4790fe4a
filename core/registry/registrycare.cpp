#include "registryprivate.h"
#include "registryrows.h"
#include "sqltext.h"

namespace hermes {

using namespace Qt::StringLiterals;

Result<QList<Registry::Sight>> Registry::noteSights(const QStringList &hostIds, QList<Sight> seen)
{
    return d->write([&](Db &db) -> Result<QList<Sight>> {
        const qint64 now = d->clock.wallMs();
        for (Sight &sight : seen) {
            HERMES_TRY(db.write(
                u"insert into sightings (kind, host_id, object, first_at, last_at, looks) values (?, ?, ?, ?, ?, 1)"
                " on conflict (kind, host_id, object) do update set last_at = excluded.last_at,"
                " looks = sightings.looks + 1"_s,
                {sight.kind, sight.hostId, sight.object, now, now}));
            HERMES_TRY(db.each(u"select first_at, looks from sightings where kind = ? and host_id = ? and object = ?"_s,
                {sight.kind, sight.hostId, sight.object}, [&](Row &row) {
                    sight.firstAt = row.integer();
                    sight.looks = static_cast<int>(row.integer());
                }));
        }
        for (const QString &hostId : hostIds)
            HERMES_TRY(db.write(u"delete from sightings where host_id = ? and last_at < ?"_s, {hostId, now}));
        return seen;
    });
}

Status Registry::markPurged(const QString &tenantId, const Actor &actor)
{
    return d->write([&](Db &db) -> Status {
        HERMES_ASSIGN(const Tenant tenant, d->tenant(db, tenantId));
        if (tenant.phase != Phase::Gone)
            return fail(ErrorKind::Conflict, translate("Registry", "Tenant '%1' is not gone").arg(tenant.name), {},
                translate("Registry", "Destroy it first"));
        if (tenant.purgedAt > 0)
            return {};
        HERMES_TRY(db.write(u"update tenants set purged_at = ?, row_version = row_version + 1 where id = ?"_s,
            {d->clock.wallMs(), tenantId}));
        HERMES_TRY(
            d->writeJournal(db, tenant, tenant.phase, actor.name, translate("Registry", "its archive was ended")));
        return d->writeAudit(db, actor, u"purge"_s, tenant.name, {{u"tenant"_s, tenantId}});
    });
}

Result<bool> Registry::claimSweep(const QString &hostId, qint64 everyMs)
{
    return d->write([&](Db &db) -> Result<bool> {
        const qint64 now = d->clock.wallMs();
        HERMES_ASSIGN(const qint64 mine,
            db.exec(u"update hosts set swept_at = ? where id = ? and swept_at <= ?"_s, {now, hostId, now - everyMs}));
        return mine > 0;
    });
}

Status Registry::Private::leaveLostHost(Db &db, const Tenant &tenant, const Host &host, const Actor &actor)
{
    const qint64 now = clock.wallMs();
    HERMES_TRY(db.write(u"update bindings set live = false where tenant_id = ? and live"_s, {tenant.id}));
    HERMES_TRY(db.write(u"update instances set gone_at = ? where tenant_id = ? and gone_at = 0"_s, {now, tenant.id}));
    HERMES_ASSIGN(const auto open,
        db.first(u"select "_s + sessionColumns + u" from bind_sessions where tenant_id = ? and ended_at = 0"_s,
            {tenant.id}, readSession));
    if (open)
        HERMES_TRY(
            endSession(db, *open, u"cancelled"_s, translate("Registry", "host %1 is gone for good").arg(host.name)));
    // What was reserved where it was on its way to.
    HERMES_TRY(db.write(u"update ports set free_after = 1 where tenant_id = ? and free_after = 0"_s, {tenant.id}));
    Tenant next = tenant;
    if (tenant.presence == Presence::Present) {
        HERMES_ASSIGN(next, nextGeneration(db, tenant, u"host.destroyed"_s));
    }
    next.phase = tenant.presence == Presence::Absent ? Phase::Gone
        : tenant.presence == Presence::Paused        ? Phase::Paused
                                                     : Phase::Requested;
    // The lease epoch moves too: a turn that is under way must not write down what it believed of the lost host.
    HERMES_TRY(db.write(
        u"update tenants set host_id = '', requested_host_id = case when requested_host_id = ? then '' else"
        " requested_host_id end, image_id = '', container_id = '', home_written_for = '', credentials_written_for = '',"
        " home_host_id = '', restore_from = '', adopt_home = '', adopt_from = '', phase = ?, phase_before = ?, reason "
        "= '', message = '', hint = '', "
        "conditions = '[]',"
        " phase_since = ?,"
        " attempts = 0, next_attempt_at = 0, start_failures = 0, start_failures_since = 0, lease_epoch = lease_epoch + "
        "1,"
        " row_version = row_version + 1 where id = ?"_s,
        {host.id, phaseName(next.phase), phaseName(next.phase), now, tenant.id}));
    return writeJournal(db, next, tenant.phase, actor.name,
        translate("Registry", "host %1 is gone for good, and with it home, container and WeChat login").arg(host.name));
}

Result<QStringList> Registry::forgetHost(const QString &hostId, const Actor &actor)
{
    return d->writeAndScrub([&](Db &db) -> Result<QStringList> {
        HERMES_ASSIGN(const Host host, d->host(db, hostId));
        HERMES_ASSIGN(const QStringList ids,
            db.all(
                u"select id from tenants where phase <> 'GONE' and (host_id = ? or home_host_id = ?) order by name"_s,
                {hostId, hostId}, [](Row &row) { return row.text(); }));
        HERMES_TRY(db.write(u"delete from ports where host_id = ?"_s, {hostId}));
        QStringList names;
        for (const QString &id : ids) {
            HERMES_ASSIGN(const Tenant tenant, d->tenant(db, id));
            names.append(tenant.name);
            if (tenant.hostId == hostId && !tenant.homeHostId.isEmpty() && tenant.homeHostId != hostId)
                HERMES_TRY(d->callMoveOff(db, tenant, host, actor));
            else
                HERMES_TRY(d->leaveLostHost(db, tenant, host, actor));
        }
        HERMES_TRY(db.write(u"update tenant_hosts set cleared_at = ? where host_id = ? and cleared_at = 0"_s,
            {d->clock.wallMs(), hostId}));
        HERMES_TRY(db.write(u"update tenant_hosts set home_left = false where host_id = ? and home_left"_s, {hostId}));
        HERMES_TRY(db.write(u"delete from sightings where host_id = ?"_s, {hostId}));
        HERMES_TRY(db.write(u"insert into forgotten_hosts (id, name, address, engine_id, forgotten_at, actor) values"
                            " (?, ?, ?, ?, ?, ?)"_s,
            {host.id, host.name, host.address, host.engineId, d->clock.wallMs(), actor.name}));
        HERMES_TRY(db.write(u"delete from drains where host_id = ?"_s, {hostId}));
        HERMES_TRY(db.write(u"delete from hosts where id = ?"_s, {hostId}));
        HERMES_TRY(d->writeAudit(db, actor, u"host.forget"_s, host.name,
            {{u"id"_s, host.id}, {u"address"_s, host.address}, {u"tenants"_s, names.join(u", "_s)}}));
        return names;
    });
}

Result<bool> Registry::isForgotten(const QString &engineId)
{
    return d->read([&](Db &db) -> Result<bool> {
        HERMES_ASSIGN(const qint64 count,
            db.number(u"select count(*) from forgotten_hosts where engine_id = ? and engine_id <> ''"_s, {engineId}));
        return count > 0;
    });
}

Result<QStringList> Registry::noteStrays(const QString &hostId, const QStringList &tenantIds)
{
    return d->write([&](Db &db) -> Result<QStringList> {
        QStringList strays;
        for (const QString &id : tenantIds) {
            struct Place {
                QString hostId;
                Phase phase = Phase::Gone;
            };
            HERMES_ASSIGN(
                const auto place, db.first(u"select host_id, phase from tenants where id = ?"_s, {id}, [](Row &row) {
                    const QString at = row.text();
                    return Place{at, phaseFromName(row.text())};
                }));
            if (!place || place->hostId == hostId)
                continue;
            strays.append(id);
            if (place->phase != Phase::Gone)
                HERMES_TRY(
                    db.write(u"insert into tenant_hosts (tenant_id, host_id, since, cleared_at) values (?, ?, ?, 0)"
                             " on conflict (tenant_id, host_id) do update set cleared_at = 0"_s,
                        {id, hostId, d->clock.wallMs()}));
        }
        return strays;
    });
}

namespace {

tl::unexpected<Error> taken(const Tenant &tenant, const QString &what)
{
    return fail(ErrorKind::Conflict,
        translate("Registry", "Tenant '%1' cannot be taken over: %2 is another live tenant's").arg(tenant.name, what),
        {}, translate("Registry", "Settle which of the two is right; nothing was changed"));
}

Status checkFree(Db &db, const Registry::Found &found)
{
    const Tenant &tenant = found.tenant;
    struct Thing {
        QString sql;
        QVariantList values;
        QString what;
    };
    const QList<Thing> things{
        {u"select count(*) from tenants where phase <> 'GONE' and name = ?"_s, {tenant.name},
            translate("Registry", "its name")},
        {u"select count(*) from tenants where phase <> 'GONE' and subscription = ? and subscription <> ''"_s,
            {tenant.subscription}, translate("Registry", "subscription %1").arg(tenant.subscription)},
        {u"select count(*) from requests where order_id = ? and order_id <> ''"_s, {tenant.order},
            translate("Registry", "order %1").arg(tenant.order)},
        {u"select count(*) from ports where host_id = ? and port = ?"_s, {tenant.hostId, int(found.ports.dashboard)},
            translate("Registry", "port %1").arg(found.ports.dashboard)},
        {u"select count(*) from bindings where live and user_id = ? and user_id <> ''"_s,
            {found.binding ? found.binding->userId : QString()}, translate("Registry", "its WeChat")},
    };
    for (const Thing &thing : things) {
        HERMES_ASSIGN(const qint64 count, db.number(thing.sql, thing.values));
        if (count > 0)
            return taken(tenant, thing.what);
    }
    return {};
}

} // namespace

Result<bool> Registry::importTenant(const Found &found, const Actor &actor)
{
    return d->write([&](Db &db) -> Result<bool> {
        HERMES_ASSIGN(const qint64 known, db.number(u"select count(*) from tenants where id = ?"_s, {found.tenant.id}));
        if (known > 0)
            return false;
        HERMES_TRY(checkFree(db, found));
        const qint64 now = d->clock.wallMs();
        Tenant tenant = found.tenant;
        tenant.rowVersion = 1;
        tenant.phaseSince = now;
        if (tenant.nonce.size() != 32)
            tenant.nonce = d->random.hex(16);
        HERMES_TRY(d->insertTenant(db, tenant, u"rebuild"_s));
        HERMES_TRY(db.write(
            u"insert into requests (id, order_id, subscription, name, plan_code, tier, requested_host_id, image,"
            " tenant_id, requested_at, actor) values "_s
                + placeholders(11),
            {d->random.hex(16), tenant.order, tenant.subscription, tenant.name, tenant.planCode, tierName(tenant.tier),
                QString(), tenant.image, tenant.id, tenant.createdAt, actor.name}));
        HERMES_TRY(db.write(u"insert into tenant_hosts (tenant_id, host_id, since, cleared_at) values (?, ?, ?, 0)"_s,
            {tenant.id, tenant.hostId, now}));
        if (found.ports.dashboard > 0)
            HERMES_TRY(
                db.write(u"insert into ports (host_id, port, tenant_id, purpose, generation, reserved_at, free_after)"
                         " values (?, ?, ?, 'dashboard', ?, ?, 0)"_s,
                    {tenant.hostId, int(found.ports.dashboard), tenant.id, tenant.generation, now}));
        if (found.binding)
            HERMES_TRY(d->insertBinding(db, *found.binding));
        HERMES_TRY(d->writeJournal(db, tenant, tenant.phase, actor.name,
            translate("Registry", "found again on its host; generation %1").arg(tenant.generation)));
        HERMES_TRY(d->writeAudit(
            db, actor, u"rebuild"_s, tenant.name, {{u"tenant"_s, tenant.id}, {u"host"_s, tenant.hostId}}));
        return true;
    });
}

} // namespace hermes
