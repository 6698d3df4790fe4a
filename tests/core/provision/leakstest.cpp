#include "leaks.h"

#include <gtest/gtest.h>

namespace hermes {

using namespace Qt::StringLiterals;

namespace {

const QString platform = u"p-1"_s;

Tenant tenantOn(const QString &host, Phase phase = Phase::Ready)
{
    Tenant tenant;
    tenant.id = u"t1"_s;
    tenant.name = u"acme"_s;
    tenant.hostId = host;
    tenant.generation = 2;
    tenant.phase = phase;
    return tenant;
}

docker::ContainerSummary listedContainer(const Tenant &tenant, const QString &id = u"c1"_s)
{
    docker::ContainerSummary container;
    container.id = id;
    container.name = u"hermes-"_s + tenant.name;
    container.state = u"running"_s;
    container.labels
        = {{u"hermes.managed"_s, u"1"_s}, {u"hermes.platform"_s, platform}, {u"hermes.role"_s, u"tenant"_s},
            {u"hermes.tenant_id"_s, tenant.id}, {u"hermes.generation"_s, QString::number(tenant.generation)}};
    container.ports = {{9119, 8700, u"127.0.0.1"_s}};
    return container;
}

HostInventory hostWith(const QList<docker::ContainerSummary> &containers, const QString &id = u"h1"_s)
{
    HostInventory host;
    host.hostId = id;
    host.hostName = u"ecs-"_s + id;
    host.containers = containers;
    return host;
}

/// "kind object" of each, in order.
QStringList found(const QList<HostInventory> &hosts, const QList<Tenant> &tenants, quint16 port = 8700)
{
    Ports ports;
    ports.dashboard = port;
    QStringList words;
    for (const Leak &leak : findLeaks(platform, hosts, tenants, {{u"t1"_s, ports}})) {
        EXPECT_FALSE(leak.message.isEmpty());
        EXPECT_FALSE(leak.remedy.isEmpty());
        words << leakName(leak.kind) + u' ' + leak.object;
    }
    return words;
}

} // namespace

TEST(Leaks, areNoneWhereHostsAndRegistryAgree)
{
    const Tenant tenant = tenantOn(u"h1"_s);
    HostInventory host = hostWith({listedContainer(tenant)});
    host.homes = {tenant.id};
    docker::VolumeDetails volume;
    volume.name = u"hermes-t1"_s;
    volume.labels = listedContainer(tenant).labels;
    host.volumes = {volume};
    EXPECT_EQ(found({host}, {tenant}), QStringList());
}

TEST(Leaks, areContainersVolumesAndHomesOfNobody)
{
    const Tenant gone = tenantOn(u"h1"_s, Phase::Gone);
    HostInventory host = hostWith({listedContainer(gone)});
    host.homes = {gone.id, u"t9"_s};
    docker::VolumeDetails volume;
    volume.name = u"hermes-t1"_s;
    volume.labels = listedContainer(gone).labels;
    host.volumes = {volume};
    const QStringList expected{u"orphan hermes-acme (c1)"_s, u"volume-without-owner hermes-t1"_s,
        u"home-without-owner t1"_s, u"home-without-owner t9"_s};
    EXPECT_EQ(found({host}, {gone}), expected);
    EXPECT_EQ(found({host}, {}), expected);
}

TEST(Leaks, areContainersOfAnotherGenerationPlaceOrPort)
{
    const Tenant tenant = tenantOn(u"h1"_s);
    docker::ContainerSummary old = listedContainer(tenant, u"c0"_s);
    old.labels.insert(u"hermes.generation"_s, u"1"_s);
    EXPECT_EQ(found({hostWith({old, listedContainer(tenant)})}, {tenant}),
        QStringList{u"stale-generation hermes-acme (c0)"_s});
    EXPECT_EQ(
        found({hostWith({listedContainer(tenant)}), hostWith({listedContainer(tenant, u"c2"_s)}, u"h2"_s)}, {tenant}),
        QStringList{u"duplicate hermes-acme (c2)"_s});
    EXPECT_EQ(found({hostWith({listedContainer(tenant), listedContainer(tenant, u"c3"_s)})}, {tenant}),
        QStringList{u"duplicate hermes-acme (c3)"_s});
    EXPECT_EQ(
        found({hostWith({listedContainer(tenant)})}, {tenant}, 8701), QStringList{u"port-drift hermes-acme (c1)"_s});
}

TEST(Leaks, areServedTenantsWithoutAContainerAndOnlyThose)
{
    const HostInventory empty = hostWith({});
    EXPECT_EQ(found({empty}, {tenantOn(u"h1"_s)}), QStringList{u"ghost hermes-acme"_s});
    EXPECT_EQ(found({empty}, {tenantOn(u"h1"_s, Phase::Placed)}), QStringList());
    EXPECT_EQ(found({empty}, {tenantOn(u"h1"_s, Phase::Paused)}), QStringList());
    EXPECT_EQ(found({}, {tenantOn(u"h1"_s)}), QStringList()) << "its host was not seen";
}

TEST(Leaks, namesNothingOfOthersButANameThatIsTakenFromUs)
{
    const Tenant tenant = tenantOn(u"h1"_s, Phase::Blocked);
    docker::ContainerSummary foreign = listedContainer(tenant);
    foreign.labels.clear();
    EXPECT_EQ(found({hostWith({foreign})}, {tenant}), QStringList{u"foreign-name hermes-acme"_s});
    foreign.name = u"postgres"_s;
    EXPECT_EQ(found({hostWith({foreign})}, {tenant}), QStringList());
    docker::ContainerSummary others = listedContainer(tenant, u"c9"_s);
    others.name = u"hermes-other"_s;
    others.labels.insert(u"hermes.platform"_s, u"p-2"_s);
    HostInventory host = hostWith({others});
    docker::VolumeDetails volume;
    volume.name = u"hermes-t7"_s;
    volume.labels = others.labels;
    host.volumes = {volume};
    EXPECT_EQ(found({host}, {tenant}), QStringList());
}

TEST(Leaks, areHomesOfTenantsThatLiveElsewhere)
{
    Tenant tenant = tenantOn(u"h2"_s);
    HostInventory host = hostWith({});
    host.homes = {tenant.id};
    const HostInventory other = hostWith({listedContainer(tenant)}, u"h2"_s);
    EXPECT_EQ(found({host, other}, {tenant}), QStringList{u"home-without-owner t1"_s});
    tenant.pastHostIds = {u"h1"_s};
    EXPECT_EQ(found({host, other}, {tenant}), QStringList()) << "it may still be on its way";
}

TEST(Repairs, comeOnlyToWhatIsOldAndWasSeenTwice)
{
    constexpr qint64 now = 1'000'000;
    const Tenant tenant = tenantOn(u"h1"_s);
    Leak leak;
    leak.kind = LeakKind::StaleGeneration;
    leak.tenantId = tenant.id;
    leak.firstSeenAt = now - 60'000;
    leak.looks = 2;
    EXPECT_EQ(repairFor(leak, {tenant}, now), Repair::Drive);
    leak.looks = 1;
    EXPECT_EQ(repairFor(leak, {tenant}, now), Repair::Wait);
    leak.looks = 5;
    leak.firstSeenAt = now - 59'999;
    EXPECT_EQ(repairFor(leak, {tenant}, now), Repair::Wait);
}

TEST(Repairs, leaveToAPersonWhatOnlyAPersonCanKnow)
{
    constexpr qint64 now = 1'000'000;
    const Tenant tenant = tenantOn(u"h1"_s);
    Tenant gone = tenantOn(u"h1"_s, Phase::Gone);
    Leak leak;
    leak.hostId = u"h1"_s;
    leak.objectId = u"0123456789abcdef"_s;
    leak.tenantId = tenant.id;
    leak.looks = 2;
    const auto repair = [&](LeakKind kind, const QList<Tenant> &tenants) {
        leak.kind = kind;
        return repairFor(leak, tenants, now);
    };
    EXPECT_EQ(repair(LeakKind::VolumeWithoutOwner, {}), Repair::Nothing);
    EXPECT_EQ(repair(LeakKind::HomeWithoutOwner, {}), Repair::Nothing);
    EXPECT_EQ(repair(LeakKind::ForeignName, {tenant}), Repair::Nothing);
    EXPECT_EQ(repair(LeakKind::PortDrift, {tenant}), Repair::NextGeneration);
    EXPECT_EQ(repair(LeakKind::Ghost, {tenant}), Repair::Drive);
    EXPECT_EQ(repair(LeakKind::Orphan, {}), Repair::Quarantine);
    EXPECT_EQ(repair(LeakKind::Orphan, {gone}), Repair::Drive) << "its credentials are archived before it goes";
    gone.hostId = u"h2"_s;
    EXPECT_EQ(repair(LeakKind::Orphan, {gone}), Repair::Quarantine) << "its loop does not look there";
    leak.object = u"hermes-0123456789ab.quarantine (0123456789ab)"_s;
    EXPECT_EQ(repair(LeakKind::Orphan, {}), Repair::Nothing) << "it was put aside already";
}

} // namespace hermes
