#include "fleetprivate.h"
#include "leaks.h"

#include <future>

namespace hermes {

using namespace Qt::StringLiterals;

static Result<HostInventory> inventoryOf(HostLink &link, const Call &call)
{
    HostInventory inventory;
    inventory.hostId = link.host.id;
    inventory.hostName = link.host.name;
    HERMES_ASSIGN(inventory.containers, link.engine->listContainers({}, call));
    HERMES_ASSIGN(inventory.volumes, link.engine->listVolumes({u"hermes.managed=1"_s}, call));
    HERMES_ASSIGN(inventory.homes, link.files->list(link.host.dataRoot + u"/homes"_s, call));
    return inventory;
}

Result<Fleet::Leaks> Fleet::leaks(const Call &call)
{
    HERMES_ASSIGN(const QString platform, d->registry->platformUuid());
    HERMES_ASSIGN(const auto hosts, d->registry->hosts());
    std::vector<std::future<Result<HostInventory>>> asked;
    asked.reserve(static_cast<size_t>(hosts.size()));
    for (const auto &host : hosts)
        asked.push_back(std::async(std::launch::async, [&, id = host.id]() -> Result<HostInventory> {
            HERMES_ASSIGN(const auto link, d->hosts->link(id, call));
            return inventoryOf(*link, call);
        }));
    Leaks leaks;
    QList<HostInventory> inventories;
    for (qsizetype i = 0; i < hosts.size(); ++i) {
        const auto inventory = asked.at(static_cast<size_t>(i)).get();
        if (inventory)
            inventories.append(*inventory);
        else
            leaks.silent.append({hosts.at(i).name, inventory.error()});
    }
    // Read after the hosts: what was made meanwhile is known by now.
    HERMES_ASSIGN(const auto tenants, d->registry->tenants(true));
    QMap<QString, Ports> ports;
    for (const auto &tenant : tenants)
        if (tenant.phase != Phase::Gone) {
            HERMES_ASSIGN(ports[tenant.id], d->registry->ports(tenant.id));
        }
    leaks.found = findLeaks(platform, inventories, tenants, ports);
    return leaks;
}

} // namespace hermes
