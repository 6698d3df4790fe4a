#include "registryprivate.h"
#include "registryrows.h"

namespace hermes {

using namespace Qt::StringLiterals;

namespace {

Status leaveHomeOn(Db &db, const QString &tenantId, const QString &hostId, bool left)
{
    HERMES_TRY(db.write(
        u"update tenant_hosts set home_left = ? where tenant_id = ? and host_id = ?"_s, {left, tenantId, hostId}));
    return {};
}

/// It has been worked on until now, also where it had been seen empty before.
Status emptyHomeOn(Db &db, const QString &tenantId, const QString &hostId, qint64 nowMs)
{
    HERMES_TRY(leaveHomeOn(db, tenantId, hostId, false));
    HERMES_TRY(
        db.write(u"update tenant_hosts set cleared_at = ? where tenant_id = ? and host_id = ? and cleared_at <> 0"_s,
            {nowMs, tenantId, hostId}));
    return {};
}

Status checkMovable(const Tenant &tenant, const Host &host)
{
    if (tenant.presence == Presence::Absent)
        return fail(ErrorKind::Conflict, translate("Registry", "Tenant '%1' is being destroyed").arg(tenant.name));
    if (host.cordoned)
        return fail(ErrorKind::Conflict, translate("Registry", "Host %1 is cordoned").arg(host.name), {},
            translate("Registry", "Choose another host, or uncordon this one"));
    if (!takesTier(host, tenant.tier))
        return fail(ErrorKind::Conflict,
            (tenant.tier == Tier::Prefab ? translate("Registry", "Host %1 takes no prefab tenants")
                                         : translate("Registry", "Host %1 takes no shared tenants"))
                .arg(host.name),
            {}, translate("Registry", "Choose another host, or make a container of it: migrate --tier container"));
    if (!tenant.restoreFrom.isEmpty() || !tenant.adoptHome.isEmpty())
        return fail(ErrorKind::Conflict,
            translate("Registry", "The home of tenant '%1' is being restored").arg(tenant.name), {},
            translate("Registry", "Wait until it is"));
    return {};
}

QStringList purposesOf(const Ports &ports)
{
    QStringList purposes;
    if (ports.dashboard > 0)
        purposes.append(u"dashboard"_s);
    if (ports.api > 0)
        purposes.append(u"api"_s);
    if (ports.wecom > 0)
        purposes.append(u"wecom"_s);
    return purposes;
}

} // namespace

Status Registry::Private::checkUndisturbed(Db &db, const Tenant &tenant)
{
    if (tenant.secretsPending)
        return fail(ErrorKind::Conflict,
            translate("Registry", "The secrets of tenant '%1' are being put on its host").arg(tenant.name), {},
            translate("Registry", "Wait until it is provisioned"));
    // The file that its credentials go to is in the archive that moves, and in the home that is replaced.
    HERMES_ASSIGN(const qint64 logins,
        db.number(u"select count(*) from bind_sessions where tenant_id = ? and ended_at = 0"_s, {tenant.id}));
    if (logins > 0)
        return fail(ErrorKind::Conflict,
            translate("Registry", "A WeChat login of tenant '%1' is under way").arg(tenant.name), {},
            translate("Registry", "Wait until it has ended: a code that nobody looks at ends within five minutes"));
    return {};
}

Result<Tenant> Registry::Private::turnBack(Db &db, Tenant tenant)
{
    HERMES_TRY(leaveHomeOn(db, tenant.id, tenant.hostId, true));
    tenant.hostId = tenant.homeHostId;
    // There it still has to become what it is to be.
    if (tenant.homeTier == tenant.tier)
        tenant.homeHostId.clear();
    HERMES_TRY(settleOn(db, tenant, tenant.hostId));
    HERMES_TRY(db.write(u"update tenants set home_host_id = ? where id = ?"_s, {tenant.homeHostId, tenant.id}));
    tenant.rowVersion += 1;
    return tenant;
}

Status Registry::Private::callMoveOff(Db &db, const Tenant &tenant, const Host &lost, const Actor &actor)
{
    HERMES_ASSIGN(const Tenant back, turnBack(db, tenant));
    HERMES_ASSIGN(const Tenant next, nextGeneration(db, back, u"host.destroyed"_s));
    HERMES_ASSIGN(const Host home, host(db, next.hostId));
    HERMES_TRY(reservePort(db, next, home, u"dashboard"_s));
    HERMES_TRY(writeJournal(db, next, next.phase, actor.name,
        translate("Registry", "host %1, to which it moved, is gone for good; it stays on %2")
            .arg(lost.name, home.name)));
    return retryNow(db, next, actor);
}

Result<Tenant> Registry::moveTenant(const QString &tenantId, const QString &hostId, qint64 coolDownMs,
    const Actor &actor, const std::optional<Becoming> &become, const QString &drainedHostId)
{
    return d->write([&](Db &db) -> Result<Tenant> {
        HERMES_ASSIGN(Tenant tenant, d->tenantToChange(db, tenantId, -1));
        if (!drainedHostId.isEmpty()) {
            HERMES_ASSIGN(const bool leaves, d->hasToLeave(db, tenant, drainedHostId));
            if (!leaves)
                return tenant;
        }
        HERMES_ASSIGN(const Host host, d->host(db, hostId));
        const bool changes = become && become->tier != tenant.tier;
        if (!changes && (tenant.hostId == hostId || (tenant.hostId.isEmpty() && tenant.requestedHostId == hostId)))
            return tenant;
        const Tenant before = tenant;
        if (changes)
            tenant.tier = become->tier;
        HERMES_TRY(checkMovable(tenant, host));
        HERMES_TRY(d->checkUndisturbed(db, tenant));
        if (before.hostId != hostId)
            HERMES_TRY(d->checkCapacity(db, tenant, host));
        if (changes) {
            tenant.image = become->image;
            tenant.imageId = become->imageId;
            HERMES_TRY(db.write(u"update tenants set tier = ?, image = ?, image_id = ? where id = ?"_s,
                {tierName(tenant.tier), tenant.image, tenant.imageId, tenantId}));
        }
        HERMES_TRY(db.write(u"update tenants set requested_host_id = ?, row_version = row_version + 1 where id = ?"_s,
            {before.hostId.isEmpty() ? hostId : QString(), tenantId}));
        if (!before.hostId.isEmpty()) {
            HERMES_ASSIGN(const Ports ports, d->ports(db, tenantId));
            HERMES_TRY(
                db.write(u"update ports set free_after = ?, generation = ? where tenant_id = ? and free_after = 0"_s,
                    {std::max<qint64>(d->clock.wallMs() + coolDownMs, 1), tenant.generation, tenantId}));
            if (before.homeHostId.isEmpty()) {
                tenant.homeHostId = before.hostId;
                tenant.homeTier = before.tier;
            } else if (before.hostId != hostId && before.hostId != before.homeHostId) {
                // An aim that was given up has at most a part of the home.
                HERMES_TRY(leaveHomeOn(db, tenantId, before.hostId, true));
            }
            tenant.hostId = hostId;
            if (hostId == tenant.homeHostId && tenant.homeTier == tenant.tier)
                tenant.homeHostId.clear();
            tenant.rowVersion += 1;
            HERMES_ASSIGN(const Tenant next, d->nextGeneration(db, tenant, u"migrate"_s));
            HERMES_TRY(d->settleOn(db, next, hostId));
            HERMES_TRY(db.write(u"update tenants set home_host_id = ?, home_tier = ? where id = ?"_s,
                {next.homeHostId, tierName(next.homeTier), tenantId}));
            for (const QString &purpose : purposesOf(ports))
                HERMES_TRY(d->reservePort(db, next, host, purpose));
        }
        HERMES_ASSIGN(const Tenant moved, d->tenant(db, tenantId));
        HERMES_ASSIGN(const QString from,
            before.hostId.isEmpty() ? Result<QString>(QString())
                                    : d->host(db, before.hostId).map([](const Host &old) { return old.name; }));
        const QString says = changes
            ? translate("Registry", "becomes %1 on %2, generation %3").arg(tierName(moved.tier))
            : translate("Registry", "moves from %1 to %2, generation %3").arg(from);
        HERMES_TRY(d->writeJournal(db, moved, moved.phase, actor.name, says.arg(host.name).arg(moved.generation)));
        HERMES_TRY(d->writeAudit(db, actor, u"migrate"_s, tenant.name,
            {{u"tenant"_s, tenantId}, {u"before"_s, from}, {u"after"_s, host.name},
                {u"tierBefore"_s, tierName(before.tier)}, {u"tier"_s, tierName(moved.tier)}}));
        HERMES_TRY(d->retryNow(db, moved, actor));
        return d->tenant(db, tenantId);
    });
}

Result<bool> Registry::homeMoved(const QString &tenantId, qint64 epoch, int generation, const Actor &actor)
{
    return d->write([&](Db &db) -> Result<bool> {
        HERMES_ASSIGN(const Tenant tenant, d->tenantToChange(db, tenantId, -1));
        if (tenant.leaseEpoch != epoch || tenant.generation != generation)
            return false;
        if (tenant.homeHostId.isEmpty())
            return true;
        HERMES_ASSIGN(const Host source, d->host(db, tenant.homeHostId));
        HERMES_ASSIGN(const Host target, d->host(db, tenant.hostId));
        HERMES_TRY(db.write(
            u"update tenants set home_host_id = '', row_version = row_version + 1 where id = ?"_s, {tenantId}));
        HERMES_TRY(leaveHomeOn(db, tenantId, source.id, true));
        HERMES_TRY(leaveHomeOn(db, tenantId, target.id, false));
        // In what the home can be read there from now on, even if it never runs: imageOn().
        HERMES_TRY(
            db.write(u"update instances set image_id = ? where tenant_id = ? and generation = ? and image_id = ''"_s,
                {tenant.imageId, tenantId, tenant.generation}));
        // Credentials are known by where they are.
        const QString from = source.dataRoot + u"/archive/"_s + tenantId + u'/';
        const QString to = target.dataRoot + u"/archive/"_s + tenantId + u'/';
        HERMES_TRY(db.write(u"update bindings set archive_path = replace(archive_path, ?, ?) where tenant_id = ?"_s,
            {from, to, tenantId}));
        HERMES_TRY(
            db.write(u"update bind_sessions set archive_path = replace(archive_path, ?, ?) where tenant_id = ?"_s,
                {from, to, tenantId}));
        HERMES_TRY(d->writeJournal(db, tenant, tenant.phase, actor.name,
            source.id == target.id
                ? translate("Registry", "its home is what it should be on %1, verified").arg(target.name)
                : translate("Registry", "its home is on %1, verified; %2 lets it go").arg(target.name, source.name)));
        HERMES_TRY(d->writeAudit(db, actor, u"home.move"_s, tenant.name,
            {{u"tenant"_s, tenantId}, {u"before"_s, source.name}, {u"after"_s, target.name}}));
        return true;
    });
}

Status Registry::refillHost(const QString &tenantId, const QString &hostId)
{
    return d->write([&](Db &db) -> Status {
        HERMES_ASSIGN(const Tenant tenant, d->tenant(db, tenantId));
        if (hostId == tenant.hostId || hostId == tenant.homeHostId)
            return {};
        return leaveHomeOn(db, tenantId, hostId, true);
    });
}

Status Registry::leftHomeWiped(const QString &tenantId, const QString &hostId, const Actor &actor)
{
    return d->write([&](Db &db) -> Status {
        HERMES_ASSIGN(const Tenant tenant, d->tenant(db, tenantId));
        if (!tenant.leftHomeHostIds.contains(hostId))
            return {};
        HERMES_ASSIGN(const Host host, d->host(db, hostId));
        HERMES_TRY(emptyHomeOn(db, tenantId, hostId, d->clock.wallMs()));
        HERMES_TRY(db.write(u"update tenants set row_version = row_version + 1 where id = ?"_s, {tenantId}));
        return d->writeJournal(db, tenant, tenant.phase, actor.name,
            translate("Registry", "what was left of it on %1 is wiped").arg(host.name));
    });
}

Result<QString> Registry::imageOn(const QString &tenantId, const QString &hostId)
{
    return d->read([&](Db &db) -> Result<QString> {
        HERMES_ASSIGN(const auto last,
            db.first(u"select image_id from instances where tenant_id = ? and host_id = ? and image_id <> ''"
                     " order by generation desc limit 1"_s,
                {tenantId, hostId}, [](Row &row) { return row.text(); }));
        if (last)
            return *last;
        HERMES_ASSIGN(const Tenant tenant, d->tenant(db, tenantId));
        return tenant.imageId;
    });
}

} // namespace hermes
