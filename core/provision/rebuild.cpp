#include "rebuild.h"

#include "home.h"
#include "prefabrecord.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>

namespace hermes {

using namespace Qt::StringLiterals;

namespace {

int generationOf(const docker::ContainerSummary &container)
{
    return container.labels.value(u"hermes.generation"_s).toInt();
}

/// Nothing if the file is none of ours.
std::optional<Remembered> fromFile(const QString &id, const QByteArray &json)
{
    const QJsonObject file = QJsonDocument::fromJson(json).object();
    Remembered found;
    Tenant &tenant = found.tenant;
    tenant.id = file.value(u"id"_s).toString();
    tenant.name = file.value(u"name"_s).toString();
    tenant.generation = file.value(u"generation"_s).toInt();
    if (tenant.id != id || !home::validateTenantName(tenant.name) || tenant.generation < 1
        || !tierFromName(file.value(u"tier"_s).toString(), &tenant.tier))
        return {};
    tenant.subscription = file.value(u"subscription"_s).toString();
    tenant.order = file.value(u"order"_s).toString();
    tenant.planCode = file.value(u"plan"_s).toString();
    tenant.presence = presenceFromName(file.value(u"presence"_s).toString());
    tenant.image = file.value(u"image"_s).toString();
    tenant.imageId = file.value(u"imageId"_s).toString();
    tenant.memoryBytes = file.value(u"memoryBytes"_s).toInteger();
    tenant.cpus = file.value(u"cpus"_s).toDouble();
    tenant.pids = file.value(u"pids"_s).toInt();
    tenant.bindEpoch = file.value(u"bindEpoch"_s).toInt();
    tenant.createdAt = file.value(u"createdAt"_s).toInteger();
    tenant.restoreFrom = file.value(u"restoreFrom"_s).toString();
    tenant.adoptHome = file.value(u"adoptHome"_s).toString();
    tenant.adoptFrom = file.value(u"adoptFrom"_s).toString();
    found.ports.dashboard = static_cast<quint16>(file.value(u"dashboardPort"_s).toInt());
    found.userId = file.value(u"userId"_s).toString();
    return found;
}

Remembered fromLabels(const docker::ContainerSummary &container, const Plan &plan)
{
    Remembered found;
    Tenant &tenant = found.tenant;
    tenant.id = container.labels.value(u"hermes.tenant_id"_s);
    tenant.name = container.labels.value(u"hermes.tenant"_s);
    (void)tierFromName(container.labels.value(prefab::tierLabel), &tenant.tier);
    tenant.generation = std::max(1, generationOf(container));
    tenant.order = container.labels.value(u"hermes.order"_s);
    tenant.planCode = plan.code;
    tenant.image = container.image;
    tenant.imageId = container.imageId;
    tenant.memoryBytes = plan.memoryBytes;
    tenant.cpus = plan.cpus;
    tenant.pids = plan.pids;
    tenant.createdAt = container.createdMs;
    found.ports.dashboard = container.labels.value(u"hermes.port"_s).toUShort();
    found.notes.append(translate("Rebuild",
        "Its file on the host is missing: plan %1 is assumed, its subscription is not known, and it must be scanned "
        "anew.")
                           .arg(plan.code));
    return found;
}

void take(Remembered &found, const docker::ContainerSummary &container)
{
    Tenant &tenant = found.tenant;
    const int generation = generationOf(container);
    if (generation < tenant.generation)
        return; // the loop lets it go
    if (generation > tenant.generation)
        found.notes.append(
            translate("Rebuild", "Its container is of generation %1, its file of %2; the newer one counts.")
                .arg(generation)
                .arg(tenant.generation));
    tenant.generation = generation;
    tenant.nonce = container.labels.value(u"hermes.nonce"_s);
    tenant.containerId = container.id;
    // What was ever started has a home that was written and verified.
    if (container.state != "created"_L1)
        tenant.homeWrittenFor = container.id;
    if (tenant.imageId.isEmpty())
        tenant.imageId = container.imageId;
    const auto port = container.labels.value(u"hermes.port"_s).toUShort();
    if (port > 0 && port != found.ports.dashboard) {
        found.notes.append(translate("Rebuild", "Its container has port %1, its file says %2; the container counts.")
                               .arg(port)
                               .arg(found.ports.dashboard));
        found.ports.dashboard = port;
    }
}

Phase firstPhase(const Tenant &tenant)
{
    if (tenant.presence == Presence::Absent)
        return Phase::Deleting;
    if (tenant.presence == Presence::Paused)
        return tenant.containerId.isEmpty() ? Phase::Paused : Phase::Replacing;
    return tenant.containerId.isEmpty() ? Phase::Placed : Phase::Starting;
}

} // namespace

QList<Remembered> rememberTenants(const HostRemains &remains, QStringList *unreadable)
{
    QMap<QString, docker::ContainerSummary> newest;
    for (const auto &container : remains.containers) {
        const QString id = container.labels.value(u"hermes.tenant_id"_s);
        const auto known = newest.constFind(id);
        if (known == newest.constEnd() || generationOf(*known) < generationOf(container))
            newest.insert(id, container);
    }
    QMap<QString, Remembered> byId;
    for (auto file = remains.tenantFiles.cbegin(); file != remains.tenantFiles.cend(); ++file) {
        if (const auto found = fromFile(file.key(), file.value()))
            byId.insert(file.key(), *found);
        else if (!newest.contains(file.key()))
            unreadable->append(file.key());
    }
    for (auto container = newest.cbegin(); container != newest.cend(); ++container) {
        if (!byId.contains(container.key())) {
            Remembered found = fromLabels(*container, remains.fallback);
            if (!home::validateTenantName(found.tenant.name) || found.tenant.id.isEmpty()) {
                unreadable->append(container->name);
                continue;
            }
            byId.insert(container.key(), found);
        }
        take(byId[container.key()], *container);
    }
    QList<Remembered> all = byId.values();
    for (auto &found : all) {
        found.tenant.hostId = remains.host.id;
        found.tenant.phase = firstPhase(found.tenant);
        found.tenant.phaseBefore = found.tenant.phase;
    }
    std::sort(
        all.begin(), all.end(), [](const Remembered &a, const Remembered &b) { return a.tenant.name < b.tenant.name; });
    return all;
}

QHash<QString, size_t> placesOf(const std::vector<HostTold> &hosts)
{
    using Claim = std::pair<bool, int>; // has its home, generation
    QHash<QString, Claim> best;
    QHash<QString, size_t> places;
    for (size_t i = 0; i < hosts.size(); ++i) {
        for (const auto &found : hosts.at(i).tenants) {
            const Tenant &tenant = found.tenant;
            const Claim claim{hosts.at(i).homes.contains(tenant.id), tenant.generation};
            const auto known = best.constFind(tenant.id);
            if (known != best.constEnd() && claim <= *known)
                continue;
            best.insert(tenant.id, claim);
            places.insert(tenant.id, i);
        }
    }
    return places;
}

} // namespace hermes
