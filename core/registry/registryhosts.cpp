#include "registryprivate.h"
#include "registryrows.h"
#include "sqltext.h"

namespace hermes {

using namespace Qt::StringLiterals;

namespace {

QVariantList valuesOf(const Host &host)
{
    return {host.address, host.capacity, int(host.ports.first), int(host.ports.last), host.dataRoot, host.bridgeSubnet,
        host.gateway, host.allowPrefab, host.hermesPath, host.allowShared, host.cordoned, host.memoryOvercommit,
        host.diskReserveBytes, host.urlFrom};
}

Status checkHost(const Host &host)
{
    if (host.name.isEmpty())
        return fail(ErrorKind::Invalid, translate("Registry", "A host needs a name"));
    if (host.ports.first == 0 || host.ports.last < host.ports.first)
        return fail(ErrorKind::Invalid,
            translate("Registry", "The port range %1-%2 of host %3 is not one")
                .arg(host.ports.first)
                .arg(host.ports.last)
                .arg(host.name),
            {}, translate("Registry", "Give the lower port first, for example 8700-9699"));
    if (host.capacity < 0)
        return fail(ErrorKind::Invalid, translate("Registry", "The capacity of host %1 is negative").arg(host.name), {},
            translate("Registry", "Give 0 for no limit, or the number of tenants it may carry"));
    constexpr int mostOvercommit = 10'000;
    if (host.memoryOvercommit != 0 && (host.memoryOvercommit < 100 || host.memoryOvercommit > mostOvercommit))
        return fail(ErrorKind::Invalid,
            translate("Registry", "%1 % is no share of the memory of host %2 to promise")
                .arg(QString::number(host.memoryOvercommit), host.name),
            {}, translate("Registry", "Give 100 to 10000, or 0 to leave memory out of account"));
    if (host.diskReserveBytes < 0)
        return fail(ErrorKind::Invalid,
            translate("Registry", "The disk kept free on host %1 is negative").arg(host.name), {},
            translate("Registry", "Give 0 to use all of it"));
    return {};
}

tl::unexpected<Error> noSuchHost(const QString &what)
{
    return fail(ErrorKind::NotFound, translate("Registry", "There is no host '%1'").arg(what), {},
        translate("Registry", "`host list` names them; `host add` adds one"));
}

} // namespace

Result<Host> Registry::Private::host(Db &db, const QString &id)
{
    HERMES_ASSIGN(auto found, db.first(u"select "_s + hostColumns + u" from hosts where id = ?"_s, {id}, readHost));
    if (!found)
        return noSuchHost(id);
    return *found;
}

Result<Host> Registry::addHost(const Host &host, const Actor &actor)
{
    HERMES_TRY(checkHost(host));
    Host added = host;
    if (added.id.isEmpty())
        added.id = d->random.hex(16);
    added.addedAt = d->clock.wallMs();
    return d->write([&](Db &db) -> Result<Host> {
        HERMES_ASSIGN(const qint64 taken, db.number(u"select count(*) from hosts where name = ?"_s, {added.name}));
        if (taken > 0)
            return fail(ErrorKind::Conflict,
                translate("Registry", "There is already a host named '%1'").arg(added.name), {},
                translate("Registry", "Choose another name, or remove that host first"));
        // All that an adopted platform owns has an owner already, who must learn that he is none any more.
        HERMES_ASSIGN(const qint64 adopted, db.number(u"select count(*) from meta where key = 'platform_adopted'"_s));
        added.takeOver = added.takeOver || adopted > 0;
        HERMES_TRY(
            db.write(u"insert into hosts (id, name, added_at, engine_id, claim_number, take_over, seen_at, last_error,"
                     " address, capacity, port_first, port_last, data_root, bridge_subnet, gateway, allow_prefab,"
                     " hermes_path, allow_shared, cordoned, memory_overcommit, disk_reserve_bytes, url_from) values "_s
                    + placeholders(22),
                QVariantList{added.id, added.name, added.addedAt, added.engineId, added.claimNumber, added.takeOver,
                    added.seenAt, added.lastError}
                    + valuesOf(added)));
        HERMES_TRY(
            d->writeAudit(db, actor, u"host.add"_s, added.name, {{u"address"_s, added.address}, {u"id"_s, added.id}}));
        return added;
    });
}

Status Registry::Private::updateHost(Db &db, const Host &host)
{
    HERMES_ASSIGN(const qint64 changed,
        db.exec(u"update hosts set address = ?, capacity = ?, port_first = ?, port_last = ?, data_root = ?,"
                " bridge_subnet = ?, gateway = ?, allow_prefab = ?, hermes_path = ?, allow_shared = ?, cordoned = ?,"
                " memory_overcommit = ?, disk_reserve_bytes = ?, url_from = ? where id = ?"_s,
            valuesOf(host) + QVariantList{host.id}));
    if (changed == 0)
        return noSuchHost(host.name);
    return {};
}

Status Registry::updateHost(const Host &host)
{
    HERMES_TRY(checkHost(host));
    return d->write([&](Db &db) { return d->updateHost(db, host); });
}

Status Registry::noteNetwork(const QString &hostId, const QString &bridgeSubnet, const QString &gateway)
{
    return d->write([&](Db &db) -> Status {
        HERMES_ASSIGN(const qint64 changed,
            db.exec(
                u"update hosts set bridge_subnet = ?, gateway = ? where id = ?"_s, {bridgeSubnet, gateway, hostId}));
        return changed == 0 ? Status(noSuchHost(hostId)) : Status();
    });
}

Result<bool> Registry::setCordoned(const QString &hostId, bool cordoned, const Actor &actor)
{
    return d->write([&](Db &db) -> Result<bool> {
        HERMES_ASSIGN(const Host host, d->host(db, hostId));
        if (host.cordoned == cordoned)
            return false;
        HERMES_TRY(db.write(u"update hosts set cordoned = ? where id = ?"_s, {cordoned, hostId}));
        if (!cordoned)
            HERMES_TRY(db.write(u"delete from drains where host_id = ?"_s, {hostId}));
        HERMES_TRY(d->writeAudit(db, actor, cordoned ? u"host.cordon"_s : u"host.uncordon"_s, host.name, {}));
        return true;
    });
}

Result<bool> Registry::changeHost(const QString &hostId, const std::function<void(Host &)> &change, const Actor &actor)
{
    return d->write([&](Db &db) -> Result<bool> {
        HERMES_ASSIGN(const Host before, d->host(db, hostId));
        Host host = before;
        change(host);
        HERMES_TRY(checkHost(host));
        const QVariantList values = valuesOf(host);
        if (values == valuesOf(before))
            return false;
        for (const Tier tier : {Tier::Prefab, Tier::Shared}) {
            if (takesTier(host, tier) || !takesTier(before, tier))
                continue;
            HERMES_ASSIGN(const QStringList names,
                db.all(u"select name from tenants where phase <> 'GONE' and ((tier = ? and host_id = ?)"
                       " or (home_tier = ? and home_host_id = ?)) order by name"_s,
                    {tierName(tier), hostId, tierName(tier), hostId}, [](Row &row) { return row.text(); }));
            if (!names.isEmpty())
                return fail(ErrorKind::Conflict,
                    translate("Registry", "Host %1 still has %2 tenants").arg(host.name, tierName(tier)),
                    names.mid(0, 10).join(u", "_s), translate("Registry", "Move or destroy them first"));
        }
        HERMES_TRY(d->updateHost(db, host));
        HERMES_TRY(d->writeAudit(db, actor, u"host.set"_s, host.name,
            {{u"capacity"_s, host.capacity}, {u"allowPrefab"_s, host.allowPrefab}, {u"hermes"_s, host.hermesPath},
                {u"allowShared"_s, host.allowShared}, {u"memoryOvercommit"_s, host.memoryOvercommit},
                {u"diskReserveBytes"_s, host.diskReserveBytes}, {u"urlFrom"_s, host.urlFrom}}));
        return true;
    });
}

Status Registry::noteRoom(const QString &hostId, HostRoom room)
{
    room.measuredAt = d->clock.wallMs();
    return d->write([&](Db &db) -> Status {
        HERMES_ASSIGN(const qint64 changed,
            db.exec(u"update hosts set memory_bytes = ?, memory_free_bytes = ?, disk_bytes = ?, disk_free_bytes = ?,"
                    " measured_at = ? where id = ?"_s,
                {room.memoryBytes, room.memoryFreeBytes, room.diskBytes, room.diskFreeBytes, room.measuredAt, hostId}));
        return changed == 0 ? Status(noSuchHost(hostId)) : Status();
    });
}

Status Registry::markTakeOver(const QString &hostId, const Actor &actor)
{
    return d->write([&](Db &db) -> Status {
        HERMES_ASSIGN(const Host host, d->host(db, hostId));
        HERMES_TRY(db.write(u"update hosts set take_over = ? where id = ?"_s, {true, hostId}));
        return d->writeAudit(db, actor, u"host.adopt"_s, host.name, {{u"claim"_s, host.claimNumber}});
    });
}

Status Registry::noteClaim(const QString &hostId, int claimNumber, const QString &engineId)
{
    return d->write([&](Db &db) -> Status {
        // Never back: of two processes that claimed at once the later number is the one on the host.
        HERMES_ASSIGN(const qint64 changed,
            db.exec(u"update hosts set claim_number = case when claim_number > ? then claim_number else ? end,"
                    " engine_id = ?, take_over = ?, seen_at = ?, last_error = '' where id = ?"_s,
                {claimNumber, claimNumber, engineId, false, d->clock.wallMs(), hostId}));
        if (changed == 0)
            return noSuchHost(hostId);
        return {};
    });
}

Status Registry::noteContact(const QString &hostId, const QString &error)
{
    return d->write([&](Db &db) -> Status {
        HERMES_ASSIGN(const qint64 changed,
            db.exec(u"update hosts set last_error = ?, seen_at = case when ? then ? else seen_at end where id = ?"_s,
                {error, error.isEmpty(), d->clock.wallMs(), hostId}));
        if (changed == 0)
            return noSuchHost(hostId);
        return {};
    });
}

Status Registry::Private::checkRemovable(Db &db, const Host &host)
{
    int there = 0;
    QStringList names;
    HERMES_TRY(db.each(
        u"select name, host_id = ? or home_host_id = ? from tenants where phase <> 'GONE' and (host_id = ? or "
        u"home_host_id = ? or id in"
        " (select tenant_id from tenant_hosts where host_id = ? and (cleared_at = 0 or home_left))) order by name"_s,
        {host.id, host.id, host.id, host.id, host.id}, [&](Row &row) {
            names.append(row.text());
            there += row.flag() ? 1 : 0;
        }));
    const QString some = names.mid(0, 5).join(u", "_s);
    if (there > 0)
        return fail(ErrorKind::Conflict,
            translate("Registry", "Host %1 still carries %2 tenants: %3").arg(host.name).arg(names.size()).arg(some),
            {}, translate("Registry", "Destroy or move them first"));
    if (!names.isEmpty())
        return fail(ErrorKind::Conflict,
            translate("Registry", "Host %1 still has what was left there of %2 tenants: %3")
                .arg(host.name)
                .arg(names.size())
                .arg(some),
            {}, translate("Registry", "It is cleared away by itself as long as the host answers; then remove it"));
    HERMES_ASSIGN(
        const qint64 used, db.number(u"select count(*) from ports where host_id = ? and free_after = 0"_s, {host.id}));
    if (used > 0)
        return fail(ErrorKind::Conflict,
            translate("Registry", "Host %1 still has %2 ports in use").arg(host.name).arg(used), {},
            translate("Registry", "Destroy or move the tenants that use them first"));
    return {};
}

Status Registry::checkRemovable(const QString &hostId)
{
    return d->read([&](Db &db) -> Status {
        HERMES_ASSIGN(const Host host, d->host(db, hostId));
        return d->checkRemovable(db, host);
    });
}

Status Registry::removeHost(const QString &hostId, const Actor &actor)
{
    return d->write([&](Db &db) -> Status {
        HERMES_ASSIGN(const Host host, d->host(db, hostId));
        HERMES_TRY(d->checkRemovable(db, host));
        HERMES_TRY(db.write(u"delete from ports where host_id = ?"_s, {hostId}));
        HERMES_TRY(db.write(u"delete from drains where host_id = ?"_s, {hostId}));
        HERMES_TRY(db.write(u"delete from hosts where id = ?"_s, {hostId}));
        return d->writeAudit(
            db, actor, u"host.remove"_s, host.name, {{u"address"_s, host.address}, {u"id"_s, host.id}});
    });
}

Result<QList<Host>> Registry::hosts()
{
    return d->ask(
        [](Db &db) { return db.all(u"select "_s + hostColumns + u" from hosts order by name"_s, {}, readHost); });
}

Result<Host> Registry::host(const QString &name)
{
    return d->read([&](Db &db) -> Result<Host> {
        HERMES_ASSIGN(
            auto found, db.first(u"select "_s + hostColumns + u" from hosts where name = ?"_s, {name}, readHost));
        if (!found)
            return noSuchHost(name);
        return *found;
    });
}

Result<Host> Registry::hostById(const QString &id)
{
    return d->ask([&](Db &db) { return d->host(db, id); });
}

} // namespace hermes
