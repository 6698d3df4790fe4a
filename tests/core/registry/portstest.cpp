#include "registryfixture.h"

#include <algorithm>

using namespace hermes;
using namespace Qt::StringLiterals;

class PortLedger : public RegistryTest {
protected:
    [[nodiscard]] quint16 placeDashboard(const Tenant &tenant, const Host &host)
    {
        const auto ports = registry->place(tenant.id, host.id, {u"dashboard"_s}, alice);
        EXPECT_TRUE(ports) << (ports ? std::string() : ports.error().text().toStdString());
        return ports ? ports->dashboard : quint16(0);
    }
};

TEST_F(PortLedger, givesTheLowestFreePortsOfTheRange)
{
    const Host host = addHost(u"ecs-1"_s);
    EXPECT_EQ(placeDashboard(provision(u"a"_s), host), 8700);
    const Tenant b = provision(u"b"_s);
    const auto ports = registry->place(b.id, host.id, {u"dashboard"_s, u"api"_s, u"wecom"_s}, alice);
    ASSERT_TRUE(ports);
    EXPECT_EQ(ports->dashboard, 8701);
    EXPECT_EQ(ports->api, 8702);
    EXPECT_EQ(ports->wecom, 8703);
    EXPECT_EQ(now(b).hostId, host.id);
    EXPECT_EQ(registry->tenantsOnHost(host.id), 2);
    EXPECT_EQ(registry->portLedger(host.id)->size(), 4);
    EXPECT_EQ(registry->instances(b.id)->first().hostId, host.id);
}

TEST_F(PortLedger, placesTwiceLikeOnce)
{
    const Host host = addHost(u"ecs-1"_s);
    const Tenant tenant = provision(u"a"_s);
    EXPECT_EQ(placeDashboard(tenant, host), 8700);
    const qint64 version = now(tenant).rowVersion;
    EXPECT_EQ(placeDashboard(tenant, host), 8700);
    EXPECT_EQ(now(tenant).rowVersion, version);
    EXPECT_EQ(registry->portLedger(host.id)->size(), 1);
    const Host other = addHost(u"ecs-2"_s);
    EXPECT_EQ(registry->place(tenant.id, other.id, {u"dashboard"_s}, alice).error().kind, ErrorKind::Conflict);
}

TEST_F(PortLedger, saysWhenTheRangeIsExhaustedAndReservesNothing)
{
    const Host host = addHost(u"ecs-1"_s, 8700, 8701);
    (void)placeDashboard(provision(u"a"_s), host);
    const Tenant b = provision(u"b"_s);
    const auto refused = registry->place(b.id, host.id, {u"dashboard"_s, u"api"_s}, alice);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::Conflict);
    EXPECT_TRUE(now(b).hostId.isEmpty());
    EXPECT_EQ(registry->portLedger(host.id)->size(), 1);
}

TEST_F(PortLedger, keepsTheCapacityOfAHost)
{
    const Host host = addHost(u"ecs-1"_s, 8700, 9699, 1);
    (void)placeDashboard(provision(u"a"_s), host);
    const Tenant b = provision(u"b"_s);
    const auto refused = registry->place(b.id, host.id, {u"dashboard"_s}, alice);
    ASSERT_FALSE(refused);
    EXPECT_TRUE(refused.error().message.contains(u"full"_s));
    EXPECT_EQ(registry->portLedger(host.id)->size(), 1);
}

TEST_F(PortLedger, refusesAnUnknownPurpose)
{
    const Host host = addHost(u"ecs-1"_s);
    EXPECT_EQ(registry->place(provision(u"a"_s).id, host.id, {u"ftp"_s}, alice).error().kind, ErrorKind::Invalid);
}

TEST_F(PortLedger, movesAPortWithTheGenerationInOneStep)
{
    const Host host = addHost(u"ecs-1"_s);
    const Tenant tenant = provision(u"a"_s);
    (void)placeDashboard(tenant, host);
    const Tenant before = now(tenant);
    const auto moved = registry->movePort(tenant.id, u"dashboard"_s, 600'000, alice);
    ASSERT_TRUE(moved);
    EXPECT_EQ(moved->dashboard, 8701);
    EXPECT_EQ(now(tenant).generation, 2);
    EXPECT_NE(now(tenant).nonce, before.nonce);
    EXPECT_EQ(registry->ports(tenant.id)->dashboard, 8701);
    const auto ledger = *registry->portLedger(host.id);
    ASSERT_EQ(ledger.size(), 2);
    EXPECT_EQ(ledger.first().port, 8700);
    EXPECT_EQ(ledger.first().freeAfter, clock.wallMs() + 600'000);
    EXPECT_EQ(ledger.last().freeAfter, 0);
    EXPECT_EQ(registry->movePort(tenant.id, u"api"_s, 0, alice).error().kind, ErrorKind::NotFound);
}

TEST_F(PortLedger, doesNotFreeAMovedPortBeforeItsGenerationWasSeenGone)
{
    const Host host = addHost(u"ecs-1"_s);
    const Tenant tenant = provision(u"a"_s);
    (void)placeDashboard(tenant, host);
    ASSERT_TRUE(registry->movePort(tenant.id, u"dashboard"_s, 1'000, alice));
    clock.advance(10'000);
    EXPECT_EQ(placeDashboard(provision(u"b"_s), host), 8702) << "8700 may still be published by generation 1";
    ASSERT_TRUE(registry->claimLease(tenant.id, u"loop"_s, 30'000));
    ASSERT_TRUE(*registry->writeStatus(statusOf(tenant, Phase::Created), alice));
    EXPECT_EQ(placeDashboard(provision(u"c"_s), host), 8700);
}

TEST_F(PortLedger, freesPortsOnlyAfterTheCoolDown)
{
    const Host host = addHost(u"ecs-1"_s);
    const Tenant tenant = provision(u"a"_s);
    (void)placeDashboard(tenant, host);
    destroy(tenant, 600'000);
    EXPECT_EQ(registry->ports(tenant.id)->dashboard, 0);
    EXPECT_EQ(placeDashboard(provision(u"b"_s), host), 8701);
    clock.advance(600'000);
    EXPECT_EQ(placeDashboard(provision(u"c"_s), host), 8700);
    EXPECT_EQ(registry->portLedger(host.id)->size(), 2);
}

TEST_F(PortLedger, releasesThePortsOfATenantThatWasSeenGone)
{
    const Host host = addHost(u"ecs-1"_s);
    const Tenant tenant = provision(u"a"_s);
    (void)placeDashboard(tenant, host);
    ASSERT_TRUE(registry->releasePorts(tenant.id, 5'000));
    EXPECT_EQ(registry->portLedger(host.id)->first().freeAfter, clock.wallMs() + 5'000);
    clock.advance(5'000);
    EXPECT_EQ(placeDashboard(provision(u"b"_s), host), 8700);
}

TEST_F(PortLedger, remembersHostsUntilTheyWereSeenEmpty)
{
    const Host host = addHost(u"ecs-1"_s);
    const Tenant tenant = provision(u"a"_s);
    (void)placeDashboard(tenant, host);
    EXPECT_TRUE(now(tenant).pastHostIds.isEmpty()) << "the present host is no past one";
    destroy(tenant);
    EXPECT_TRUE(now(tenant).pastHostIds.isEmpty());
    ASSERT_TRUE(registry->clearPastHost(tenant.id, host.id));
}
