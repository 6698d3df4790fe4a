#include "registryprivate.h"

namespace hermes {

using namespace Qt::StringLiterals;

namespace {

const QString drainColumns = u"host_id, began_at, ended_at, at_once, actor, tenants"_s;

Registry::Drain readDrain(Row &row)
{
    Registry::Drain drain;
    drain.hostId = row.text();
    drain.beganAt = row.integer();
    drain.endedAt = row.integer();
    drain.atOnce = static_cast<int>(row.integer());
    drain.actor = row.text();
    drain.tenantIds = row.text().split(u' ', Qt::SkipEmptyParts);
    return drain;
}

Result<std::optional<Registry::Drain>> drainOf(Db &db, const QString &hostId)
{
    return db.first(u"select %1 from drains where host_id = ?"_s.arg(drainColumns), {hostId}, readDrain);
}

} // namespace

Result<bool> Registry::Private::hasToLeave(Db &db, const Tenant &tenant, const QString &hostId)
{
    HERMES_ASSIGN(const auto drain, drainOf(db, hostId));
    if (!drain || drain->endedAt > 0)
        return false;
    if (tenant.homeHostId != hostId || tenant.hostId == hostId)
        return tenant.hostId == hostId;
    HERMES_ASSIGN(const Host aim, host(db, tenant.hostId));
    return aim.cordoned;
}

Result<Registry::DrainBegun> Registry::beginDrain(const QString &hostId, int atOnce, const Actor &actor)
{
    constexpr int usual = 4;
    return d->write([&](Db &db) -> Result<DrainBegun> {
        HERMES_ASSIGN(const Host host, d->host(db, hostId));
        HERMES_ASSIGN(const auto there, drainOf(db, hostId));
        if (there && there->endedAt == 0)
            return DrainBegun{*there, true};
        const int lastTime = there ? there->atOnce : usual;
        Drain drain{hostId, d->clock.wallMs(), 0, atOnce > 0 ? atOnce : lastTime, actor.name, {}};
        HERMES_ASSIGN(drain.tenantIds,
            db.all(u"select id from tenants where phase <> 'GONE' and (host_id = ? or home_host_id = ?) order by id"_s,
                {hostId, hostId}, [](Row &row) { return row.text(); }));
        HERMES_TRY(db.write(u"delete from drains where host_id = ?"_s, {hostId}));
        HERMES_TRY(db.write(u"insert into drains (%1) values (?, ?, ?, ?, ?, ?)"_s.arg(drainColumns),
            {drain.hostId, drain.beganAt, drain.endedAt, drain.atOnce, drain.actor, drain.tenantIds.join(u' ')}));
        HERMES_TRY(db.write(u"update hosts set cordoned = ? where id = ?"_s, {true, hostId}));
        HERMES_TRY(d->writeAudit(db, actor, u"host.drain"_s, host.name, {{u"tenants"_s, int(drain.tenantIds.size())}}));
        return DrainBegun{drain, false};
    });
}

Result<bool> Registry::endDrain(const QString &hostId, const Actor &actor)
{
    return d->write([&](Db &db) -> Result<bool> {
        HERMES_ASSIGN(const Host host, d->host(db, hostId));
        HERMES_ASSIGN(const qint64 ended,
            db.exec(
                u"update drains set ended_at = ? where host_id = ? and ended_at = 0"_s, {d->clock.wallMs(), hostId}));
        if (ended == 0)
            return false;
        HERMES_ASSIGN(const qint64 left,
            db.number(u"select count(*) from tenants where phase <> 'GONE' and (host_id = ? or home_host_id = ?)"_s,
                {hostId, hostId}));
        HERMES_TRY(d->writeAudit(db, actor, u"host.drain.end"_s, host.name, {{u"left"_s, int(left)}}));
        return true;
    });
}

Result<QList<Registry::Drain>> Registry::drains()
{
    return d->ask(
        [](Db &db) { return db.all(u"select %1 from drains order by began_at"_s.arg(drainColumns), {}, readDrain); });
}

} // namespace hermes
