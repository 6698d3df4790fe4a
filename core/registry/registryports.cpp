#include "registryprivate.h"
#include "registryrows.h"

#include <set>

namespace hermes {

using namespace Qt::StringLiterals;

namespace {

tl::unexpected<Error> noSuchPurpose(const QString &purpose)
{
    return fail(ErrorKind::Invalid, translate("Registry", "'%1' is no purpose of a port").arg(purpose), {},
        translate("Registry", "Known are dashboard, api and wecom"));
}

/// A port is free again when its cool-down is over and no generation that may have published it is still to be seen
/// gone.
const QString isFreeAgain
    = u"free_after > 0 and free_after <= ? and not exists (select 1 from instances i where i.tenant_id = "
      u"ports.tenant_id and i.generation <= ports.generation and i.gone_at = 0)"_s;

Status reap(Db &db, const QString &hostId, qint64 now)
{
    HERMES_TRY(db.write(u"delete from ports where host_id = ? and "_s + isFreeAgain, {hostId, now}));
    return {};
}

} // namespace

Status Registry::Private::checkCapacity(Db &db, const Tenant &tenant, const Host &host)
{
    if (host.capacity == 0)
        return {};
    HERMES_ASSIGN(const qint64 others,
        db.number(
            u"select count(*) from tenants where phase <> 'GONE' and host_id = ? and id <> ?"_s, {host.id, tenant.id}));
    if (others >= host.capacity)
        return fail(ErrorKind::Conflict,
            translate("Registry", "Host %1 is full: it carries %2 of at most %3 tenants")
                .arg(host.name)
                .arg(others)
                .arg(host.capacity),
            {}, translate("Registry", "Choose another host, or raise the capacity of this one"));
    return {};
}

Status Registry::Private::settleOn(Db &db, const Tenant &tenant, const QString &hostId)
{
    HERMES_TRY(
        db.write(u"update tenants set host_id = ?, row_version = row_version + 1 where id = ?"_s, {hostId, tenant.id}));
    HERMES_TRY(db.write(u"update instances set host_id = ? where tenant_id = ? and generation = ?"_s,
        {hostId, tenant.id, tenant.generation}));
    HERMES_TRY(db.write(u"insert into tenant_hosts (tenant_id, host_id, since, cleared_at) values (?, ?, ?, 0)"
                        " on conflict (tenant_id, host_id) do update set cleared_at = 0"_s,
        {tenant.id, hostId, clock.wallMs()}));
    return {};
}

Result<Ports> Registry::Private::ports(Db &db, const QString &tenantId)
{
    Ports found;
    HERMES_TRY(db.each(u"select purpose, port from ports where tenant_id = ? and free_after = 0"_s, {tenantId},
        [&](Row &row) { readPort(row, found); }));
    return found;
}

Result<quint16> Registry::Private::reservePort(
    Db &db, const Tenant &tenant, const Host &host, const QString &purpose, quint16 wanted)
{
    const qint64 now = clock.wallMs();
    HERMES_TRY(reap(db, host.id, now));
    std::set<qint64> taken;
    HERMES_TRY(db.each(
        u"select port from ports where host_id = ?"_s, {host.id}, [&](Row &row) { taken.insert(row.integer()); }));
    const bool isWanted = wanted > 0 && !taken.contains(wanted);
    int port = isWanted ? wanted : host.ports.first;
    while (!isWanted && port <= host.ports.last && taken.contains(port))
        ++port;
    if (!isWanted && port > host.ports.last)
        return fail(ErrorKind::Conflict,
            translate("Registry", "Host %1 has no free port between %2 and %3")
                .arg(host.name)
                .arg(host.ports.first)
                .arg(host.ports.last),
            {},
            translate("Registry",
                "Wait until released ports have cooled down, widen the host's port range, or use another host"));
    HERMES_TRY(db.write(u"insert into ports (host_id, port, tenant_id, purpose, generation, reserved_at, free_after)"
                        " values (?, ?, ?, ?, ?, ?, 0)"_s,
        {host.id, port, tenant.id, purpose, tenant.generation, now}));
    return static_cast<quint16>(port);
}

Status Registry::Private::coolPorts(Db &db, const Tenant &tenant, qint64 coolDownMs)
{
    const qint64 now = clock.wallMs();
    HERMES_TRY(db.write(u"update instances set gone_at = ? where tenant_id = ? and gone_at = 0"_s, {now, tenant.id}));
    HERMES_TRY(db.write(u"update ports set free_after = ?, generation = ? where tenant_id = ? and free_after = 0"_s,
        {std::max<qint64>(now + coolDownMs, 1), tenant.generation, tenant.id}));
    return {};
}

Result<Ports> Registry::place(
    const QString &tenantId, const QString &hostId, const QStringList &purposes, const Actor &actor)
{
    return d->write([&](Db &db) -> Result<Ports> {
        HERMES_ASSIGN(const Tenant tenant, d->tenantToChange(db, tenantId, -1));
        HERMES_ASSIGN(const Host host, d->host(db, hostId));
        if (!tenant.hostId.isEmpty() && tenant.hostId != hostId)
            return fail(ErrorKind::Conflict,
                translate("Registry", "Tenant '%1' is already placed on another host").arg(tenant.name), {},
                translate("Registry", "Use `migrate` to move it"));
        HERMES_ASSIGN(Ports ports, d->ports(db, tenantId));
        QStringList added;
        for (const QString &purpose : purposes) {
            quint16 *port = portOf(ports, purpose);
            if (!port)
                return noSuchPurpose(purpose);
            if (*port != 0)
                continue;
            HERMES_ASSIGN(*port, d->reservePort(db, tenant, host, purpose));
            added.append(u"%1 %2"_s.arg(purpose).arg(*port));
        }
        if (tenant.hostId == hostId && added.isEmpty())
            return ports;
        if (tenant.hostId.isEmpty())
            HERMES_TRY(d->checkCapacity(db, tenant, host));
        HERMES_TRY(d->settleOn(db, tenant, hostId));
        HERMES_TRY(d->writeJournal(db, tenant, tenant.phase, actor.name,
            translate("Registry", "placed on %1: %2").arg(host.name, added.join(u", "_s))));
        HERMES_TRY(d->writeAudit(db, actor, u"place"_s, tenant.name,
            {{u"tenant"_s, tenant.id}, {u"host"_s, host.name}, {u"ports"_s, added.join(u", "_s)}}));
        return ports;
    });
}

Result<Ports> Registry::movePort(const QString &tenantId, const QString &purpose, qint64 coolDownMs, const Actor &actor,
    const std::optional<Held> &held)
{
    return d->write([&](Db &db) -> Result<Ports> {
        HERMES_ASSIGN(const Tenant tenant, d->tenantToChange(db, tenantId, -1));
        HERMES_TRY(d->checkHeld(tenant, held));
        HERMES_ASSIGN(Ports ports, d->ports(db, tenantId));
        quint16 *port = portOf(ports, purpose);
        if (!port)
            return noSuchPurpose(purpose);
        if (*port == 0)
            return fail(
                ErrorKind::NotFound, translate("Registry", "Tenant '%1' has no %2 port").arg(tenant.name, purpose));
        HERMES_ASSIGN(const Host host, d->host(db, tenant.hostId));
        const quint16 old = *port;
        // Cooling rows stay taken, so the new port is never the old one.
        HERMES_TRY(db.write(u"update ports set free_after = ?, generation = ? where host_id = ? and port = ?"_s,
            {std::max<qint64>(d->clock.wallMs() + coolDownMs, 1), tenant.generation, host.id, int(old)}));
        HERMES_ASSIGN(const Tenant next, d->nextGeneration(db, tenant, u"port.move"_s));
        HERMES_ASSIGN(*port, d->reservePort(db, next, host, purpose));
        HERMES_TRY(d->writeJournal(db, next, next.phase, actor.name,
            translate("Registry", "%1 port %2 -> %3, generation %4")
                .arg(purpose)
                .arg(old)
                .arg(*port)
                .arg(next.generation)));
        HERMES_TRY(d->writeAudit(db, actor, u"port.move"_s, tenant.name,
            {{u"tenant"_s, tenant.id}, {u"purpose"_s, purpose}, {u"before"_s, old}, {u"after"_s, *port}}));
        return ports;
    });
}

Status Registry::releasePorts(const QString &tenantId, qint64 coolDownMs)
{
    return d->write([&](Db &db) -> Status {
        HERMES_ASSIGN(const Tenant tenant, d->tenant(db, tenantId));
        return d->coolPorts(db, tenant, coolDownMs);
    });
}

Result<Ports> Registry::ports(const QString &tenantId)
{
    return d->ask([&](Db &db) { return d->ports(db, tenantId); });
}

Result<QList<PortRow>> Registry::portLedger(const QString &hostId)
{
    return d->ask([&](Db &db) {
        return db.all(
            u"select host_id, port, tenant_id, purpose, reserved_at, free_after from ports where host_id = ? and not ("_s
                + isFreeAgain + u") order by port"_s,
            {hostId, d->clock.wallMs()}, [](Row &row) {
                PortRow port;
                port.hostId = row.text();
                port.port = static_cast<quint16>(row.integer());
                port.tenantId = row.text();
                port.purpose = row.text();
                port.reservedAt = row.integer();
                port.freeAfter = row.integer();
                return port;
            });
    });
}

/// Of all hosts, or of one (id).
static Result<QHash<QString, Registry::Load>> readLoads(Db &db, const QString &hostId, qint64 now)
{
    const bool isOne = !hostId.isEmpty();
    const QString only = isOne ? u" and host_id = ?"_s : QString();
    const QVariantList which = isOne ? QVariantList{hostId} : QVariantList();
    QHash<QString, Registry::Load> loads;
    HERMES_TRY(
        db.all(u"select host_id, count(*), cast(sum(memory_bytes) as bigint) from tenants where phase <> 'GONE'"_s
                + only + u" group by host_id"_s,
            which, [&](Row &row) {
                Registry::Load &load = loads[row.text()];
                load.tenants = static_cast<int>(row.integer());
                load.memoryBytes = row.integer();
                return 0;
            }));
    HERMES_TRY(db.all(
        u"select host_id, count(*) from ports where not ("_s + isFreeAgain + u")"_s + only + u" group by host_id"_s,
        QVariantList{now} + which, [&](Row &row) {
            Registry::Load &load = loads[row.text()]; // columns are read in their order
            load.ports = static_cast<int>(row.integer());
            return 0;
        }));
    return loads;
}

Result<QHash<QString, Registry::Load>> Registry::loads()
{
    return d->read([&](Db &db) { return readLoads(db, {}, d->clock.wallMs()); });
}

Result<Registry::Load> Registry::load(const QString &hostId)
{
    return d->read([&](Db &db) -> Result<Load> {
        HERMES_ASSIGN(const auto loads, readLoads(db, hostId, d->clock.wallMs()));
        return loads.value(hostId);
    });
}

Result<int> Registry::tenantsOnHost(const QString &hostId, Tier tier)
{
    return d->read([&](Db &db) -> Result<int> {
        HERMES_ASSIGN(const qint64 count,
            db.number(u"select count(*) from tenants where phase <> 'GONE' and host_id = ? and tier = ?"_s,
                {hostId, tierName(tier)}));
        return static_cast<int>(count);
    });
}

Result<int> Registry::tenantsOnHost(const QString &hostId)
{
    return d->read([&](Db &db) -> Result<int> {
        HERMES_ASSIGN(const qint64 count,
            db.number(u"select count(*) from tenants where phase <> 'GONE' and host_id = ?"_s, {hostId}));
        return static_cast<int>(count);
    });
}

Status Registry::clearPastHost(const QString &tenantId, const QString &hostId, const std::optional<Held> &held)
{
    return d->write([&](Db &db) -> Status {
        HERMES_ASSIGN(const Tenant tenant, d->tenant(db, tenantId));
        HERMES_TRY(d->checkHeld(tenant, held));
        HERMES_TRY(
            db.write(u"update tenant_hosts set cleared_at = ? where tenant_id = ? and host_id = ? and cleared_at = 0"_s,
                {d->clock.wallMs(), tenantId, hostId}));
        return {};
    });
}

} // namespace hermes
