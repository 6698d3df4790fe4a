#include "registryfixture.h"

using namespace hermes;
using namespace Qt::StringLiterals;

class Hosts : public RegistryTest { };

TEST_F(Hosts, readBackAsTheyWereWritten)
{
    Host host;
    host.name = u"ecs-1"_s;
    host.address = u"10.0.0.1:22"_s;
    host.engineId = u"ENGINE"_s;
    host.claimNumber = 3;
    host.capacity = 40;
    host.ports = {8800, 8899};
    host.dataRoot = u"/srv/hermes"_s;
    host.bridgeSubnet = u"172.29.0.0/22"_s;
    host.gateway = u"172.29.0.1"_s;
    host.allowPrefab = true;
    host.allowShared = true;
    host.cordoned = true;
    host.urlFrom = u"gateway"_s;
    host.memoryOvercommit = 120;
    host.diskReserveBytes = 5'000'000'000;
    const auto added = registry->addHost(host, alice);
    ASSERT_TRUE(added);
    EXPECT_FALSE(added->id.isEmpty());
    EXPECT_EQ(added->addedAt, clock.wallMs());
    const auto read = registry->host(u"ecs-1"_s);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->id, added->id);
    EXPECT_EQ(read->engineId, u"ENGINE"_s);
    EXPECT_EQ(read->claimNumber, 3);
    EXPECT_FALSE(read->takeOver);
    EXPECT_EQ(read->capacity, 40);
    EXPECT_EQ(read->ports.first, 8800);
    EXPECT_EQ(read->ports.last, 8899);
    EXPECT_EQ(read->dataRoot, u"/srv/hermes"_s);
    EXPECT_EQ(read->bridgeSubnet, u"172.29.0.0/22"_s);
    EXPECT_EQ(read->gateway, u"172.29.0.1"_s);
    EXPECT_EQ(read->urlFrom, u"gateway"_s);
    EXPECT_TRUE(read->allowPrefab);
    EXPECT_TRUE(read->allowShared);
    EXPECT_TRUE(read->cordoned);
    EXPECT_EQ(registry->hostById(added->id)->name, u"ecs-1"_s);
    EXPECT_EQ(registry->hosts()->size(), 1);
}

TEST_F(Hosts, haveUniqueNames)
{
    (void)addHost(u"ecs-1"_s);
    Host again;
    again.name = u"ecs-1"_s;
    EXPECT_EQ(registry->addHost(again, alice).error().kind, ErrorKind::Conflict);
}

TEST_F(Hosts, refuseAnUpsideDownPortRange)
{
    Host host;
    host.name = u"ecs-1"_s;
    host.ports = {9000, 8000};
    EXPECT_EQ(registry->addHost(host, alice).error().kind, ErrorKind::Invalid);
}

TEST_F(Hosts, areUpdatedButKeepTheirName)
{
    Host host = addHost(u"ecs-1"_s);
    host.cordoned = true;
    host.name = u"renamed"_s;
    ASSERT_TRUE(registry->updateHost(host));
    EXPECT_TRUE(registry->host(u"ecs-1"_s)->cordoned);
    host.id = u"nobody"_s;
    EXPECT_EQ(registry->updateHost(host).error().kind, ErrorKind::NotFound);
}

TEST_F(Hosts, areSetByAPersonWithoutLosingWhatAnotherProcessFoundOut)
{
    const Host host = addHost(u"ecs-1"_s);
    ASSERT_TRUE(registry->noteNetwork(host.id, u"172.20.0.0/22"_s, u"172.20.0.1"_s));
    ASSERT_TRUE(registry->noteRoom(host.id, {16, 8, 100, 50, 0}));
    const auto set = registry->changeHost(
        host.id,
        [](Host &now) {
            now.capacity = 7;
            now.allowPrefab = true;
            now.memoryOvercommit = 150;
            now.urlFrom = u"10.0.0.7"_s;
        },
        alice);
    ASSERT_TRUE(set);
    EXPECT_TRUE(*set);
    const auto now = registry->hostById(host.id);
    ASSERT_TRUE(now);
    EXPECT_EQ(now->capacity, 7);
    EXPECT_TRUE(now->allowPrefab);
    EXPECT_EQ(now->memoryOvercommit, 150);
    EXPECT_EQ(now->urlFrom, u"10.0.0.7"_s);
    EXPECT_EQ(now->gateway, u"172.20.0.1"_s);
    EXPECT_EQ(now->room, (HostRoom{16, 8, 100, 50, clock.wallMs()}));
    EXPECT_EQ(registry->audit(10)->first().verb, u"host.set"_s);
    const auto again = registry->changeHost(
        host.id, [](Host &same) { same.capacity = 7; }, alice);
    ASSERT_TRUE(again);
    EXPECT_FALSE(*again);
    EXPECT_EQ(registry
                  ->changeHost(
                      u"nobody"_s, [](Host &) {}, alice)
                  .error()
                  .kind,
        ErrorKind::NotFound);
    for (const int bad : {-1, 1, 99, 10'001})
        EXPECT_EQ(registry
                      ->changeHost(
                          host.id, [&](Host &wrong) { wrong.memoryOvercommit = bad; }, alice)
                      .error()
                      .kind,
            ErrorKind::Invalid);
    EXPECT_EQ(registry
                  ->changeHost(
                      host.id, [](Host &wrong) { wrong.diskReserveBytes = -1; }, alice)
                  .error()
                  .kind,
        ErrorKind::Invalid);
}

TEST_F(Hosts, keepATierThatTenantsHaveThere)
{
    const Host host = addHost(u"ecs-1"_s);
    ASSERT_TRUE(registry->changeHost(
        host.id, [](Host &now) { now.allowShared = now.allowPrefab = true; }, alice));
    ProvisionRequest request;
    request.name = u"acme"_s;
    request.tier = Tier::Shared;
    Plan plan;
    plan.memoryBytes = 512LL << 20;
    const auto tenant = registry->recordRequest(request, {}, plan, alice);
    ASSERT_TRUE(tenant);
    ASSERT_TRUE(registry->place(tenant->tenant.id, host.id, {u"dashboard"_s}, alice));
    const auto refused = registry->changeHost(
        host.id, [](Host &now) { now.allowShared = false; }, alice);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::Conflict);
    EXPECT_EQ(refused.error().detail, u"acme"_s);
    EXPECT_TRUE(registry->hostById(host.id)->allowShared);
    EXPECT_TRUE(registry
                    ->changeHost(
                        host.id, [](Host &now) { now.allowPrefab = false; }, alice)
                    .value_or(false));
    const auto load = registry->loads()->value(host.id);
    EXPECT_EQ(load.tenants, 1);
    EXPECT_EQ(load.ports, 1);
    EXPECT_EQ(load.memoryBytes, 512LL << 20);
    EXPECT_EQ(registry->load(host.id)->memoryBytes, load.memoryBytes);
    EXPECT_EQ(registry->load(host.id)->ports, 1);
    EXPECT_EQ(registry->load(addHost(u"ecs-2"_s).id)->tenants, 0);
    // Its home is here until it has been moved: that can be read only where the tier is.
    const Host other = addHost(u"ecs-3"_s);
    ASSERT_TRUE(registry->changeHost(
        other.id, [](Host &now) { now.allowShared = true; }, alice));
    ASSERT_TRUE(registry->moveTenant(tenant->tenant.id, other.id, 0, alice, {}));
    EXPECT_FALSE(registry->changeHost(
        host.id, [](Host &now) { now.allowShared = false; }, alice));
}

TEST_F(Hosts, noteAContactWithoutTouchingASetting)
{
    const Host host = addHost(u"ecs-1"_s);
    clock.advance(1000);
    ASSERT_TRUE(registry->noteContact(host.id, {}));
    EXPECT_EQ(registry->hostById(host.id)->seenAt, clock.wallMs());
    const qint64 seen = clock.wallMs();
    clock.advance(1000);
    ASSERT_TRUE(registry->noteContact(host.id, u"no route to host"_s));
    EXPECT_EQ(registry->hostById(host.id)->seenAt, seen);
    EXPECT_EQ(registry->hostById(host.id)->lastError, u"no route to host"_s);
}

TEST_F(Hosts, rememberThatTheyAreToBeTakenOverUntilTheyWere)
{
    Host host;
    host.name = u"ecs-1"_s;
    host.takeOver = true;
    const auto adopted = registry->addHost(host, alice);
    ASSERT_TRUE(adopted);
    EXPECT_TRUE(reopen()->hostById(adopted->id)->takeOver) << "another process makes the first link";
    ASSERT_TRUE(registry->noteClaim(adopted->id, 5, u"ENGINE"_s));
    const auto claimed = registry->hostById(adopted->id);
    EXPECT_FALSE(claimed->takeOver);
    EXPECT_EQ(claimed->claimNumber, 5);
    EXPECT_EQ(claimed->engineId, u"ENGINE"_s);
    EXPECT_EQ(claimed->seenAt, clock.wallMs());
    ASSERT_TRUE(registry->noteClaim(adopted->id, 4, u"ENGINE"_s));
    EXPECT_EQ(registry->hostById(adopted->id)->claimNumber, 5) << "a claim's number never goes back";
    ASSERT_TRUE(registry->markTakeOver(adopted->id, alice));
    EXPECT_TRUE(registry->hostById(adopted->id)->takeOver);
}

TEST_F(Hosts, keepTheirClaimWhenASettingIsChanged)
{
    Host host = addHost(u"ecs-1"_s);
    ASSERT_TRUE(registry->noteClaim(host.id, 2, u"ENGINE"_s));
    host.capacity = 7; // read before the claim
    ASSERT_TRUE(registry->updateHost(host));
    EXPECT_EQ(registry->hostById(host.id)->claimNumber, 2);
    EXPECT_EQ(registry->hostById(host.id)->engineId, u"ENGINE"_s);
    EXPECT_EQ(registry->hostById(host.id)->capacity, 7);
}

TEST_F(Hosts, ofAnAdoptedPlatformAreAllTakenOver)
{
    EXPECT_FALSE(addHost(u"ecs-1"_s).takeOver);
    ASSERT_TRUE(registry->adoptPlatform(*registry->platformUuid(), alice));
    EXPECT_FALSE(addHost(u"ecs-2"_s).takeOver) << "our own platform is no other's";
    ASSERT_TRUE(registry->adoptPlatform(u"1b4e28ba-2fa1-41d2-883f-0016d3cca427"_s, alice));
    EXPECT_TRUE(addHost(u"ecs-3"_s).takeOver);
}

TEST_F(Hosts, areCordonedOnceAndItIsWrittenDownByWhom)
{
    const Host host = addHost(u"ecs-1"_s);
    EXPECT_TRUE(*registry->setCordoned(host.id, true, alice));
    EXPECT_FALSE(*registry->setCordoned(host.id, true, alice)) << "it was so before";
    EXPECT_TRUE(registry->host(u"ecs-1"_s)->cordoned);
    EXPECT_EQ(registry->audit(1)->first().verb, u"host.cordon"_s);
    EXPECT_TRUE(*registry->setCordoned(host.id, false, alice));
    EXPECT_FALSE(registry->host(u"ecs-1"_s)->cordoned);
    EXPECT_EQ(registry->audit(1)->first().verb, u"host.uncordon"_s);
    EXPECT_EQ(registry->setCordoned(u"nowhere"_s, true, alice).error().kind, ErrorKind::NotFound);
}

TEST_F(Hosts, areNotRemovedWhileTheyCarryTenants)
{
    const Host host = addHost(u"ecs-1"_s);
    const Tenant tenant = provision(u"acme"_s);
    ASSERT_TRUE(registry->place(tenant.id, host.id, {u"dashboard"_s}, alice));
    const auto refused = registry->removeHost(host.id, alice);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::Conflict);
    EXPECT_TRUE(refused.error().message.contains(u"acme"_s));
    destroy(tenant);
    ASSERT_TRUE(registry->removeHost(host.id, alice));
    EXPECT_TRUE(registry->hosts()->isEmpty());
    EXPECT_EQ(registry->host(u"ecs-1"_s).error().kind, ErrorKind::NotFound);
}

TEST_F(Hosts, belongToAPlatformThatIsAdoptedOnlyWhileThereAreNoTenants)
{
    const QString own = *registry->platformUuid();
    EXPECT_EQ(own.size(), 36);
    EXPECT_EQ(*reopen()->platformUuid(), own);
    const QString other = u"1b4e28ba-2fa1-41d2-883f-0016d3cca427"_s;
    EXPECT_EQ(registry->adoptPlatform(u"nonsense"_s, alice).error().kind, ErrorKind::Invalid);
    ASSERT_TRUE(registry->adoptPlatform(other, alice));
    EXPECT_EQ(*registry->platformUuid(), other);
    (void)provision(u"acme"_s);
    EXPECT_TRUE(registry->adoptPlatform(other, alice));
    EXPECT_EQ(registry->adoptPlatform(own, alice).error().kind, ErrorKind::Conflict);
    EXPECT_EQ(*registry->platformUuid(), other);
}
