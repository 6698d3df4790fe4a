#include "fleetprivate.h"
#include "placement.h"

namespace hermes {

using namespace Qt::StringLiterals;

static bool becomesOther(const Tenant &tenant, const Fleet::Aim &aim)
{
    return aim.tier && *aim.tier != tenant.tier;
}

Result<Host> Fleet::Private::migrationTarget(const Tenant &tenant, const Fleet::Aim &aim)
{
    const Tier tier = aim.tier.value_or(tenant.tier);
    if (becomesOther(tenant, aim) && tier != Tier::Container)
        return fail(ErrorKind::Invalid,
            translate("Fleet", "%1 has a container of its own; it does not become %2.")
                .arg(tenant.name, tierName(tier)),
            {}, translate("Fleet", "A tenant moves from prefab or shared to container, not back."));
    if (!aim.host.isEmpty())
        return registry->host(aim.host);
    // It is that already: to another host only by name.
    if (aim.tier && !becomesOther(tenant, aim) && !tenant.hostId.isEmpty())
        return registry->hostById(tenant.hostId);
    // On its way already: without another wish it goes on, unless nobody may go there any more.
    if (!tenant.homeHostId.isEmpty()) {
        HERMES_ASSIGN(const Host aimed, registry->hostById(tenant.hostId));
        if (!aimed.cordoned)
            return aimed;
    }
    if (becomesOther(tenant, aim) && !tenant.hostId.isEmpty()) {
        HERMES_ASSIGN(const Host own, registry->hostById(tenant.hostId));
        if (!own.cordoned)
            return own;
    }
    HERMES_ASSIGN(auto loads, hostLoads(*registry));
    loads.removeIf([&](const HostLoad &load) { return load.host.id == tenant.hostId; });
    HERMES_ASSIGN(const QString hostId, choosePlace(loads, {}, {tier, tenant.memoryBytes}, clock.wallMs()));
    return registry->hostById(hostId);
}

Status Fleet::Private::haveSameImage(
    const Tenant &tenant, const Host &target, const Progress &progress, const Call &call)
{
    if (tenant.imageId.isEmpty())
        return {}; // it never ran
    HERMES_ASSIGN(const auto link, hosts->link(target.id, call));
    const auto there = link->engine->inspectImage(tenant.imageId, call);
    if (there)
        return {};
    if (there.error().kind != ErrorKind::NotFound)
        return tl::unexpected<Error>(there.error());
    const auto fetched = fetchImage(target.id, tenant.name, tenant.image, progress, call);
    if (fetched && *fetched == tenant.imageId)
        return {};
    if (fetched)
        return fail(ErrorKind::Conflict,
            translate("Fleet", "%1 is another image on host %2 than the one that %3 runs.")
                .arg(tenant.image, target.name, tenant.name),
            {},
            translate(
                "Fleet", "Carry the image over (docker save, docker load), or upgrade the tenant to that one first."));
    return fail(fetched.error().kind,
        translate("Fleet", "Host %1 has not got the image of %2.").arg(target.name, tenant.name),
        fetched.error().text(), translate("Fleet", "Put %1 there (docker pull or docker load).").arg(tenant.image));
}

/// Where it should be, home and all.
static bool hasArrived(const Tenant &tenant)
{
    return tenant.homeHostId.isEmpty()
        && (tenant.presence == Presence::Paused ? tenant.phase == Phase::Paused : isServed(tenant));
}

Result<Fleet::Provisioned> Fleet::migrate(
    const QString &name, const Aim &aim, bool drive, const Progress &progress, const Call &call)
{
    HERMES_ASSIGN(const Tenant before, d->registry->tenant(name));
    QString drainedHostId;
    if (!aim.from.isEmpty()) {
        HERMES_ASSIGN(const Host left, d->registry->host(aim.from));
        drainedHostId = left.id;
        if (before.hostId != left.id && before.homeHostId != left.id) {
            HERMES_ASSIGN(TenantRow there, d->row(before));
            return Provisioned{there, true};
        }
    }
    HERMES_ASSIGN(const Host target, d->migrationTarget(before, aim));
    std::optional<Registry::Becoming> become;
    if (becomesOther(before, aim)) {
        HERMES_ASSIGN(const QString id, d->fetchImage(target.id, name, d->options.image, progress, call));
        become = Registry::Becoming{*aim.tier, d->options.image, id};
    }
    const bool isThere = before.hostId == target.id && !become;
    // Where it may not go, moveTenant() says so; nothing is asked there before.
    if (!isThere && !become && takesTier(target, before.tier))
        HERMES_TRY(d->haveSameImage(before, target, progress, call));
    HERMES_ASSIGN(const Tenant wished,
        d->registry->moveTenant(
            before.id, target.id, d->options.portCoolDownMs, d->options.actor, become, drainedHostId));
    d->driver->kick(before.id);
    d->notifyTenant(name);
    // Also one whose move came to its end when the one who asked for it had died.
    static const QList<Phase> underWay{
        Phase::Replacing, Phase::Placed, Phase::ImageReady, Phase::Created, Phase::Starting};
    if (drive && (!isThere || !before.homeHostId.isEmpty() || underWay.contains(before.phase))) {
        HERMES_TRY(d->drive(before.id, hasArrived, progress, call));
        // What it left behind goes too, but nobody waits for that: where it fails it is tried again later.
        constexpr int tries = 3;
        for (int i = 0; i < tries && !d->isLeftToWorker(); ++i) {
            HERMES_ASSIGN(const Tenant moved, d->registry->tenantById(before.id));
            if (moved.leftHomeHostIds.isEmpty() || !d->reconciler->step(before.id, progress, call))
                break;
        }
    }
    d->notifyTenant(name);
    HERMES_ASSIGN(const Tenant after, d->registry->tenantById(before.id));
    HERMES_ASSIGN(TenantRow made, d->row(after));
    return Provisioned{made, wished.rowVersion == before.rowVersion};
}

Result<QStringList> Fleet::tenantsOn(const QString &host)
{
    HERMES_ASSIGN(const Host asked, d->registry->host(host));
    HERMES_ASSIGN(const auto all, d->registry->tenants());
    QStringList names;
    for (const auto &tenant : all)
        if (tenant.hostId == asked.id || tenant.homeHostId == asked.id)
            names.append(tenant.name);
    return names;
}

} // namespace hermes
