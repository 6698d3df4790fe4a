#include "leaks.h"

#include "containerspec.h"
#include "hostlink.h"

namespace hermes {

using namespace Qt::StringLiterals;

QString leakName(LeakKind kind)
{
    switch (kind) {
    case LeakKind::Orphan:
        return u"orphan"_s;
    case LeakKind::Ghost:
        return u"ghost"_s;
    case LeakKind::StaleGeneration:
        return u"stale-generation"_s;
    case LeakKind::Duplicate:
        return u"duplicate"_s;
    case LeakKind::ForeignName:
        return u"foreign-name"_s;
    case LeakKind::PortDrift:
        return u"port-drift"_s;
    case LeakKind::VolumeWithoutOwner:
        return u"volume-without-owner"_s;
    case LeakKind::HomeWithoutOwner:
        return u"home-without-owner"_s;
    }
    return u"orphan"_s;
}

namespace {

class Join {
public:
    Join(QString platform, const QList<Tenant> &tenants, const QMap<QString, Ports> &ports)
        : m_platform(std::move(platform))
        , m_ports(ports)
    {
        for (const auto &tenant : tenants)
            m_tenants.insert(tenant.id, &tenant);
    }

    void look(const HostInventory &host)
    {
        for (const auto &container : host.containers) {
            const QString role = container.labels.value(u"hermes.role"_s);
            if (!isOurs(container.labels))
                lookAtName(host, container);
            else if (role == "tenant"_L1)
                lookAtContainer(host, container);
        }
        for (const auto &volume : host.volumes)
            if (isOurs(volume.labels) && volume.labels.value(u"hermes.role"_s) != "shared"_L1
                && !belongsOn(volume.labels.value(u"hermes.tenant_id"_s), host.hostId))
                add(LeakKind::VolumeWithoutOwner, host, volume.name, volume.name,
                    volume.labels.value(u"hermes.tenant_id"_s),
                    translate("Leaks", "Its tenant is not in this registry, is gone, or lives on another host."),
                    translate("Leaks", "It holds a customer's data: look at it, then remove it by hand on the host."));
        for (const auto &home : host.homes)
            if (!belongsOn(hostpaths::ownerOfHome(home), host.hostId))
                add(LeakKind::HomeWithoutOwner, host, home, home, hostpaths::ownerOfHome(home),
                    translate("Leaks", "Its tenant is not in this registry, is gone, or lives on another host."),
                    translate("Leaks", "It holds a customer's data: look at it, then remove it by hand on the host."));
        lookForGhosts(host);
    }
    [[nodiscard]] const QList<Leak> &found() const { return m_found; }

private:
    [[nodiscard]] bool isOurs(const docker::Labels &labels) const
    {
        return labels.value(u"hermes.managed"_s) == "1"_L1 && labels.value(u"hermes.platform"_s) == m_platform;
    }
    [[nodiscard]] bool isLive(const QString &tenantId) const
    {
        const Tenant *tenant = m_tenants.value(tenantId);
        return tenant && tenant->phase != Phase::Gone;
    }
    /// Whether a live tenant may have files there.
    [[nodiscard]] bool belongsOn(const QString &tenantId, const QString &hostId) const
    {
        const Tenant *tenant = m_tenants.value(tenantId);
        return isLive(tenantId)
            && (QStringList{tenant->hostId, tenant->homeHostId} + tenant->pastHostIds + tenant->leftHomeHostIds)
                   .contains(hostId);
    }
    void add(LeakKind kind, const HostInventory &host, const QString &object, const QString &objectId,
        const QString &tenantId, const QString &message, const QString &remedy)
    {
        const Tenant *tenant = m_tenants.value(tenantId);
        m_found.append({kind, host.hostId, host.hostName, object, objectId, tenantId, tenant ? tenant->name : tenantId,
            message, remedy, 0, 0});
    }

    void lookAtContainer(const HostInventory &host, const docker::ContainerSummary &container)
    {
        const QString tenantId = container.labels.value(u"hermes.tenant_id"_s);
        const QString object = u"%1 (%2)"_s.arg(container.name, container.id.left(12));
        if (!isLive(tenantId)) {
            const bool aside = container.name == containers::quarantineName(container.id);
            add(LeakKind::Orphan, host, object, container.id, tenantId,
                aside ? translate("Leaks", "No tenant has it; it was stopped and put aside.")
                    : m_tenants.contains(tenantId) ? translate("Leaks", "Its tenant is gone.")
                                                   : translate("Leaks", "No tenant of this registry has it."),
                aside ? translate("Leaks", "Find out whose it was, then remove it by hand on the host.")
                      : translate("Leaks", "Find out whose it is; fsck --repair stops it and puts it aside."));
            return;
        }
        const Tenant &tenant = *m_tenants.value(tenantId);
        const int generation = container.labels.value(u"hermes.generation"_s).toInt();
        const bool isPlace = host.hostId == tenant.hostId;
        if (generation != tenant.generation)
            add(LeakKind::StaleGeneration, host, object, container.id, tenantId,
                translate("Leaks", "It is generation %1; %2 is wanted.").arg(generation).arg(tenant.generation),
                generation < tenant.generation
                    ? byItself()
                    : translate("Leaks", "Another registry knows a newer one: find out which is right."));
        else if (!isPlace || m_seen.contains(tenantId))
            add(LeakKind::Duplicate, host, object, container.id, tenantId,
                translate("Leaks", "One container too many."), byItself());
        if (isPlace && generation == tenant.generation) {
            m_seen.insert(tenantId);
            lookAtPort(host, container, tenantId, object);
        }
    }
    void lookAtPort(const HostInventory &host, const docker::ContainerSummary &container, const QString &tenantId,
        const QString &object)
    {
        const quint16 ledger = m_ports.value(tenantId).dashboard;
        for (const auto &port : container.ports)
            if (port.containerPort == containers::dashboardPort && port.hostPort > 0 && port.hostPort != ledger)
                add(LeakKind::PortDrift, host, object, container.id, tenantId,
                    translate("Leaks", "It is published at port %1; the ledger says %2.")
                        .arg(port.hostPort)
                        .arg(ledger),
                    translate("Leaks", "Restart the tenant: a new generation has the ledger's port."));
    }
    void lookAtName(const HostInventory &host, const docker::ContainerSummary &container)
    {
        for (const Tenant *tenant : std::as_const(m_tenants))
            if (tenant->phase != Phase::Gone && tenant->hostId == host.hostId
                && container.name == containers::containerName(tenant->name))
                add(LeakKind::ForeignName, host, container.name, container.id, tenant->id,
                    translate("Leaks", "A container that this program did not make has the name of a tenant's."),
                    translate("Leaks", "Rename or remove it on the host, then start the tenant again."));
    }
    void lookForGhosts(const HostInventory &host)
    {
        for (const Tenant *tenant : std::as_const(m_tenants)) {
            static const QList<Phase> served{
                Phase::Starting, Phase::Healthy, Phase::BindWait, Phase::Ready, Phase::Degraded};
            if (tenant->hostId == host.hostId && tenant->presence == Presence::Present && served.contains(tenant->phase)
                && !m_seen.contains(tenant->id))
                add(LeakKind::Ghost, host, containers::containerName(tenant->name), tenant->id, tenant->id,
                    translate("Leaks", "The registry says %1, but its container is not there.")
                        .arg(phaseName(tenant->phase)),
                    byItself());
        }
    }
    static QString byItself()
    {
        return translate("Leaks", "The loop puts it right; if it stays, look at the tenant's journal.");
    }

    QString m_platform;
    const QMap<QString, Ports> &m_ports;
    QMap<QString, const Tenant *> m_tenants;
    QSet<QString> m_seen; ///< tenants whose right container was seen
    QList<Leak> m_found;
};

} // namespace

Repair repairFor(const Leak &leak, const QList<Tenant> &tenants, qint64 nowMs)
{
    constexpr qint64 twoLeasesMs = 60'000;
    constexpr int enoughLooks = 2;
    const auto tenant
        = std::find_if(tenants.begin(), tenants.end(), [&](const Tenant &each) { return each.id == leak.tenantId; });
    const bool isKnown = tenant != tenants.end();
    Repair repair = Repair::Nothing;
    switch (leak.kind) {
    case LeakKind::Orphan:
        if (leak.object.startsWith(containers::quarantineName(leak.objectId)))
            return Repair::Nothing;
        // Of a tenant that is gone the loop still knows how a container goes: credentials first.
        repair = isKnown && (tenant->hostId == leak.hostId || tenant->pastHostIds.contains(leak.hostId))
            ? Repair::Drive
            : Repair::Quarantine;
        break;
    case LeakKind::Ghost:
    case LeakKind::StaleGeneration:
    case LeakKind::Duplicate:
        // With a container newer than the registry the loop blocks, and rightly so.
        repair = Repair::Drive;
        break;
    case LeakKind::PortDrift:
        repair = Repair::NextGeneration;
        break;
    case LeakKind::ForeignName:
    case LeakKind::VolumeWithoutOwner:
    case LeakKind::HomeWithoutOwner:
        return Repair::Nothing;
    }
    return leak.looks >= enoughLooks && nowMs - leak.firstSeenAt >= twoLeasesMs ? repair : Repair::Wait;
}

QList<Leak> findLeaks(const QString &platform, const QList<HostInventory> &hosts, const QList<Tenant> &tenants,
    const QMap<QString, Ports> &ports)
{
    Join join(platform, tenants, ports);
    for (const auto &host : hosts)
        join.look(host);
    return join.found();
}

} // namespace hermes
