#include "registryfixture.h"

using namespace hermes;
using namespace Qt::StringLiterals;

class Care : public RegistryTest {
protected:
    [[nodiscard]] Registry::Found foundOn(const Host &host) const
    {
        Registry::Found found;
        found.tenant.id = u"0123456789abcdef0123456789abcdef"_s;
        found.tenant.name = u"acme"_s;
        found.tenant.order = u"order-1"_s;
        found.tenant.subscription = u"sub-1"_s;
        found.tenant.hostId = host.id;
        found.tenant.generation = 4;
        found.tenant.bindEpoch = 2;
        found.tenant.phase = Phase::Paused;
        found.tenant.presence = Presence::Paused;
        found.ports.dashboard = 8705;
        found.binding
            = Binding{found.tenant.id, u"bot"_s, u"wx1"_s, u"https://ilink"_s, u"abc"_s, 2, u"archive/x.json"_s, 5};
        return found;
    }
    [[nodiscard]] Tenant placed(const QString &name, const Host &host)
    {
        const Tenant tenant = provision(name);
        EXPECT_TRUE(registry->place(tenant.id, host.id, {u"dashboard"_s}, alice));
        return now(tenant);
    }
};

TEST_F(Care, countsHowOftenSomethingWasSeenInARow)
{
    const Registry::Sight orphan{u"orphan"_s, u"h1"_s, u"c1"_s, 0, 0};
    const Registry::Sight other{u"orphan"_s, u"h2"_s, u"c1"_s, 0, 0};
    const qint64 first = clock.wallMs();
    EXPECT_EQ(registry->noteSights({u"h1"_s, u"h2"_s}, {orphan, other})->first().looks, 1);
    clock.advance(60'000);
    const auto again = registry->noteSights({u"h1"_s}, {orphan});
    ASSERT_EQ(again->size(), 1);
    EXPECT_EQ(again->first().looks, 2);
    EXPECT_EQ(again->first().firstAt, first);
    clock.advance(1);
    EXPECT_TRUE(registry->noteSights({u"h1"_s}, {})->isEmpty());
    clock.advance(1);
    EXPECT_EQ(registry->noteSights({u"h1"_s}, {orphan})->first().looks, 1) << "it was not there in between";
    EXPECT_EQ(registry->noteSights({u"h2"_s}, {other})->first().looks, 2)
        << "a host that was not looked at keeps its own";
}

TEST_F(Care, givesTheTenantsOfALostMachineAnotherPlace)
{
    const Host lost = addHost(u"ecs-1"_s);
    const Host left = addHost(u"ecs-2"_s);
    const Tenant served = placed(u"served"_s, lost);
    const Tenant stopped = placed(u"stopped"_s, lost);
    const Tenant dying = placed(u"dying"_s, lost);
    const Tenant elsewhere = placed(u"elsewhere"_s, left);
    const auto session = registry->openBindSession(served.id, alice);
    ASSERT_TRUE(registry->confirmBinding(
        session->id, {served.id, u"bot"_s, u"wx1"_s, u"https://ilink"_s, u"abc"_s, 0, u"a"_s, 0}, alice));
    ASSERT_TRUE(registry->setPresence(stopped.id, Presence::Paused, u"stop"_s, -1, alice));
    ASSERT_TRUE(registry->setPresence(dying.id, Presence::Absent, u"destroy"_s, -1, alice));
    const auto names = registry->forgetHost(lost.id, alice);
    ASSERT_TRUE(names) << names.error().text().toStdString();
    EXPECT_EQ(*names, (QStringList{u"dying"_s, u"served"_s, u"stopped"_s}));
    EXPECT_EQ(now(served).phase, Phase::Requested);
    EXPECT_TRUE(now(served).hostId.isEmpty());
    EXPECT_EQ(now(served).generation, 3) << "what comes back with the machine is of an older one";
    EXPECT_FALSE(registry->binding(served.id)->has_value());
    EXPECT_EQ(now(stopped).phase, Phase::Paused);
    EXPECT_EQ(registry->tenantById(dying.id)->phase, Phase::Gone);
    EXPECT_EQ(now(elsewhere).hostId, left.id);
    EXPECT_EQ(registry->host(u"ecs-1"_s).error().kind, ErrorKind::NotFound);
    EXPECT_EQ(registry->ports(served.id)->dashboard, 0);
    ASSERT_TRUE(registry->place(served.id, left.id, {u"dashboard"_s}, alice));
    EXPECT_EQ(now(served).pastHostIds, QStringList()) << "nobody asks a machine that is no more";
}

TEST_F(Care, fencesATurnThatWasUnderWayOnTheLostMachine)
{
    const Host lost = addHost(u"ecs-1"_s);
    const Tenant tenant = placed(u"acme"_s, lost);
    const auto epoch = registry->claimLease(tenant.id, u"worker"_s, 30'000);
    ASSERT_TRUE(registry->forgetHost(lost.id, alice));
    StatusWrite status;
    status.tenantId = tenant.id;
    status.epoch = *epoch;
    status.generation = tenant.generation;
    status.phase = Phase::Ready;
    EXPECT_FALSE(*registry->writeStatus(status, alice));
    Operation operation;
    operation.tenantId = tenant.id;
    operation.step = u"create"_s;
    operation.generation = tenant.generation;
    operation.epoch = *epoch;
    EXPECT_FALSE(registry->beginOperation(operation));
}

TEST_F(Care, namesWhatMayNotRunOnAMachineThatComesBack)
{
    const Host left = addHost(u"ecs-2"_s);
    const Host back = addHost(u"ecs-1"_s);
    const Tenant moved = placed(u"moved"_s, left);
    const Tenant own = placed(u"own"_s, back);
    const Tenant gone = placed(u"gone"_s, left);
    destroy(gone);
    const auto strays = registry->noteStrays(back.id, {moved.id, own.id, gone.id, u"nobody"_s});
    EXPECT_EQ(*strays, (QStringList{moved.id, gone.id})) << "what this registry does not know may be another's";
    EXPECT_EQ(now(moved).pastHostIds, QStringList{back.id});
    ASSERT_TRUE(registry->clearPastHost(moved.id, back.id));
    EXPECT_TRUE(now(moved).pastHostIds.isEmpty());
}

TEST_F(Care, takesATenantOverOnceAsItWas)
{
    const Host host = addHost(u"ecs-1"_s);
    const Registry::Found found = foundOn(host);
    const auto taken = registry->importTenant(found, alice);
    ASSERT_TRUE(taken) << taken.error().text().toStdString();
    EXPECT_TRUE(*taken);
    EXPECT_FALSE(*registry->importTenant(found, alice)) << "again is nothing new";
    const Tenant tenant = *registry->tenant(u"acme"_s);
    EXPECT_EQ(tenant.id, found.tenant.id);
    EXPECT_EQ(tenant.generation, 4);
    EXPECT_EQ(tenant.presence, Presence::Paused);
    EXPECT_EQ(tenant.nonce.size(), 32);
    EXPECT_EQ(registry->ports(tenant.id)->dashboard, 8705);
    EXPECT_EQ((*registry->binding(tenant.id))->userId, u"wx1"_s);
    EXPECT_EQ(registry->instances(tenant.id)->first().generation, 4);
    // The order is served: it makes no second tenant.
    EXPECT_FALSE(registry->recordRequest(request(u"other"_s, u"order-1"_s), {}, plan, alice));
}

TEST_F(Care, takesNothingOverThatALiveTenantHas)
{
    const Host host = addHost(u"ecs-1"_s);
    const Tenant live = placed(u"acme"_s, host);
    Registry::Found found = foundOn(host);
    EXPECT_EQ(registry->importTenant(found, alice).error().kind, ErrorKind::Conflict) << "name";
    found.tenant.name = u"bravo"_s;
    found.ports.dashboard = registry->ports(live.id)->dashboard;
    EXPECT_EQ(registry->importTenant(found, alice).error().kind, ErrorKind::Conflict) << "port";
    found.ports.dashboard = 8799;
    const auto session = registry->openBindSession(live.id, alice);
    ASSERT_TRUE(registry->confirmBinding(
        session->id, {live.id, u"bot"_s, u"wx1"_s, u"https://ilink"_s, u"abc"_s, 0, u"a"_s, 0}, alice));
    EXPECT_EQ(registry->importTenant(found, alice).error().kind, ErrorKind::Conflict) << "WeChat";
    EXPECT_EQ(registry->tenants(true)->size(), 1);
    found.binding.reset();
    EXPECT_TRUE(*registry->importTenant(found, alice));
}

TEST_F(Care, purgesOnlyWhatIsGoneAndSweepsOnceADay)
{
    const Tenant tenant = provision(u"acme"_s);
    EXPECT_EQ(registry->markPurged(tenant.id, alice).error().kind, ErrorKind::Conflict);
    destroy(tenant);
    ASSERT_TRUE(registry->markPurged(tenant.id, alice));
    EXPECT_EQ(registry->tenantById(tenant.id)->purgedAt, clock.wallMs());
    const Host host = addHost(u"ecs-1"_s);
    constexpr qint64 day = 86'400'000;
    EXPECT_TRUE(*registry->claimSweep(host.id, day));
    EXPECT_FALSE(*registry->claimSweep(host.id, day));
    clock.advance(day);
    EXPECT_TRUE(*registry->claimSweep(host.id, day));
}
