#include "containerspec.h"
#include "fleetprivate.h"
#include "leaks.h"

#include <future>

namespace hermes {

using namespace Qt::StringLiterals;

Result<QStringList> homesOn(HostLink &link, const Call &call)
{
    QStringList homes;
    for (const Tier tier : {Tier::Container, Tier::Prefab, Tier::Shared})
        if (takesTier(link.host, tier)) {
            HERMES_ASSIGN(QStringList those, link.files->list(hostpaths::homes(link.host, tier), call));
            those.removeIf([](const QString &name) { return name.startsWith(u'.'); }); // locks
            homes += those;
        }
    return homes;
}

static Result<HostInventory> inventoryOf(HostLink &link, const Call &call)
{
    HostInventory inventory;
    inventory.hostId = link.host.id;
    inventory.hostName = link.host.name;
    HERMES_ASSIGN(inventory.containers, link.engine->listContainers({}, call));
    HERMES_ASSIGN(inventory.volumes, link.engine->listVolumes({u"hermes.managed=1"_s}, call));
    HERMES_ASSIGN(inventory.homes, homesOn(link, call));
    return inventory;
}

Result<Fleet::Leaks> Fleet::leaks(const Call &call)
{
    HERMES_ASSIGN(const QString platform, d->registry->platformUuid());
    HERMES_ASSIGN(const auto hosts, d->registry->hosts());
    const auto inventories
        = d->askHosts<HostInventory>(hosts, call, [&call](HostLink &link) { return inventoryOf(link, call); });
    Leaks leaks;
    QList<HostInventory> known;
    QStringList knownIds;
    for (qsizetype i = 0; i < hosts.size(); ++i) {
        const auto &inventory = inventories.at(static_cast<size_t>(i));
        if (!inventory) {
            leaks.silent.append({hosts.at(i).name, inventory.error()});
            continue;
        }
        known.append(*inventory);
        knownIds.append(hosts.at(i).id);
    }
    // Read after the hosts: what was made meanwhile is known by now.
    HERMES_ASSIGN(const auto tenants, d->registry->tenants(true));
    QMap<QString, Ports> ports;
    for (const auto &tenant : tenants)
        if (tenant.phase != Phase::Gone) {
            HERMES_ASSIGN(ports[tenant.id], d->registry->ports(tenant.id));
        }
    leaks.found = findLeaks(platform, known, tenants, ports);
    QList<Registry::Sight> sights;
    for (const auto &leak : std::as_const(leaks.found))
        sights.append({leakName(leak.kind), leak.hostId, leak.objectId, 0, 0});
    HERMES_ASSIGN(const auto noted, d->registry->noteSights(knownIds, sights));
    for (qsizetype i = 0; i < noted.size(); ++i) {
        leaks.found[i].firstSeenAt = noted.at(i).firstAt;
        leaks.found[i].looks = noted.at(i).looks;
    }
    leaks.lookedAt = d->clock.wallMs();
    return leaks;
}

/// By full id, and only after reading the labels again.
static Status quarantine(HostLink &link, const QString &containerId, const Call &call)
{
    constexpr int secondsToEnd = 30;
    const auto details = link.engine->inspectContainer(containerId, call);
    if (!details)
        return details.error().kind == ErrorKind::NotFound ? Status() : tl::unexpected<Error>(details.error());
    const auto &labels = details->summary.labels;
    if (labels.value(u"hermes.managed"_s) != "1"_L1 || labels.value(u"hermes.platform"_s) != link.platform)
        return fail(ErrorKind::Conflict,
            translate("Leaks", "Container %1 is not this registry's; it was not touched.").arg(containerId.left(12)));
    HERMES_TRY(link.engine->stopContainer(containerId, secondsToEnd, call));
    return link.engine->renameContainer(containerId, containers::quarantineName(containerId), call);
}

Status Fleet::repairOne(const Leak &leak, Repair repair, const Call &call)
{
    switch (repair) {
    case Repair::Nothing:
    case Repair::Wait:
        return {};
    case Repair::Quarantine: {
        HERMES_ASSIGN(const auto link, d->hosts->link(leak.hostId, call));
        HERMES_TRY(quarantine(*link, leak.objectId, call));
        return d->registry->writeAudit(
            d->options.actor, u"quarantine"_s, leak.tenant, {{u"object"_s, leak.object}, {u"host"_s, leak.host}});
    }
    case Repair::NextGeneration:
        HERMES_TRY(d->registry->bumpGeneration(leak.tenantId, u"mend"_s, -1, d->options.actor));
        break;
    case Repair::Drive:
        break;
    }
    d->notifyTenant(leak.tenant);
    d->driver->kick(leak.tenantId);
    if (d->isLeftToWorker())
        return {};
    d->driver->hold(leak.tenantId);
    const Rested rested = rest(leak.tenantId, leak.tenant, call);
    d->driver->release(leak.tenantId);
    if (rested.error)
        return tl::unexpected<Error>(*rested.error);
    if (rested.phase == Phase::Blocked)
        return fail(ErrorKind::Conflict, translate("Leaks", "%1 is blocked (%2).").arg(leak.tenant, rested.reason));
    return {};
}

Result<Fleet::Repairs> Fleet::repair(bool pretend, const Call &call)
{
    HERMES_ASSIGN(const Leaks seen, leaks(call));
    HERMES_ASSIGN(const auto tenants, d->registry->tenants(true));
    Repairs all{{}, seen.silent};
    QSet<QString> driven;
    for (const auto &leak : seen.found) {
        Repaired one{leak, repairFor(leak, tenants, seen.lookedAt), {}};
        const bool isDrive = one.repair == Repair::Drive || one.repair == Repair::NextGeneration;
        const bool again
            = isDrive && std::exchange(driven, driven + QSet<QString>{leak.tenantId}).contains(leak.tenantId);
        if (!pretend && !again)
            if (const Status done = repairOne(leak, one.repair, call); !done)
                one.error = done.error();
        all.leaks.append(one);
    }
    return all;
}

} // namespace hermes
