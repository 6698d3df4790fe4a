#include "registryfixture.h"

using namespace hermes;
using namespace Qt::StringLiterals;

class Requests : public RegistryTest { };

TEST_F(Requests, recordsATenantThatReadsBackAsItWasWritten)
{
    const Tenant made = provision(u"acme"_s, u"o1"_s, u"s1"_s);
    const auto read = registry->tenant(u"acme"_s);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->id, made.id);
    EXPECT_EQ(read->order, u"o1"_s);
    EXPECT_EQ(read->subscription, u"s1"_s);
    EXPECT_EQ(read->planCode, u"basic"_s);
    EXPECT_EQ(read->image, u"hermes:1"_s);
    EXPECT_EQ(read->memoryBytes, plan.memoryBytes);
    EXPECT_DOUBLE_EQ(read->cpus, 0.5);
    EXPECT_EQ(read->pids, 256);
    EXPECT_EQ(read->presence, Presence::Present);
    EXPECT_EQ(read->phase, Phase::Requested);
    EXPECT_EQ(read->generation, 1);
    EXPECT_EQ(read->nonce.size(), 32);
    EXPECT_EQ(read->createdAt, clock.wallMs());
    const auto journal = registry->journal(made.id, 10);
    ASSERT_TRUE(journal && journal->size() == 1);
    EXPECT_EQ(journal->first().after, u"REQUESTED"_s);
    const auto audit = registry->audit(10);
    ASSERT_TRUE(audit && audit->size() == 1);
    EXPECT_EQ(audit->first().verb, u"provision"_s);
    EXPECT_EQ(audit->first().actor, u"alice@laptop SHA256:abc"_s);
    const auto instances = registry->instances(made.id);
    ASSERT_TRUE(instances && instances->size() == 1);
    EXPECT_EQ(instances->first().nonce, made.nonce);
}

TEST_F(Requests, answersTheSameRequestUnchanged)
{
    const Tenant made = provision(u"acme"_s, u"o1"_s, u"s1"_s);
    auto again = request(u"acme"_s, u"o1"_s, u"s1"_s);
    again.secrets.insert(u"OPENAI_API_KEY"_s, Secret("another"));
    const auto second = registry->recordRequest(again, {}, plan, alice);
    ASSERT_TRUE(second);
    EXPECT_TRUE(second->unchanged);
    EXPECT_EQ(second->tenant.id, made.id);
    EXPECT_EQ(registry->tenants()->size(), 1);
    EXPECT_EQ(registry->journal(made.id, 10)->size(), 1);
}

TEST_F(Requests, refusesASecondNameForASubscriptionNamingTheTenant)
{
    (void)provision(u"acme"_s, u"o1"_s, u"s1"_s);
    const auto second = registry->recordRequest(request(u"other"_s, u"o2"_s, u"s1"_s), {}, plan, alice);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().kind, ErrorKind::Conflict);
    EXPECT_TRUE(second.error().message.contains(u"'acme'"_s)) << second.error().text().toStdString();
    EXPECT_EQ(registry->tenants()->size(), 1);
}

TEST_F(Requests, saysWhatDiffersForAKnownName)
{
    (void)provision(u"acme"_s, u"o1"_s);
    auto other = request(u"acme"_s, u"o2"_s);
    other.planCode = u"large"_s;
    other.tier = Tier::Prefab;
    const auto second = registry->recordRequest(other, {}, plan, alice);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().kind, ErrorKind::Conflict);
    for (const QString &part :
        {u"order is o1, not o2"_s, u"plan is basic, not large"_s, u"tier is container, not prefab"_s})
        EXPECT_TRUE(second.error().message.contains(part)) << second.error().text().toStdString();
    EXPECT_FALSE(second.error().hint.isEmpty());
}

TEST_F(Requests, refusesAnOrderUsedForAnotherName)
{
    (void)provision(u"acme"_s, u"o1"_s);
    const auto second = registry->recordRequest(request(u"other"_s, u"o1"_s), {}, plan, alice);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().kind, ErrorKind::Conflict);
    EXPECT_TRUE(second.error().message.contains(u"'acme'"_s));
}

TEST_F(Requests, comparesImageAndHostOnlyWhereTheyAreStated)
{
    const Tenant made = provision(u"acme"_s);
    auto without = request(u"acme"_s);
    without.image.clear();
    const auto same = registry->recordRequest(without, {}, plan, alice);
    ASSERT_TRUE(same);
    EXPECT_TRUE(same->unchanged);
    auto another = request(u"acme"_s);
    another.image = u"hermes:2"_s;
    EXPECT_EQ(registry->recordRequest(another, {}, plan, alice).error().kind, ErrorKind::Conflict);
    EXPECT_EQ(registry->recordRequest(request(u"acme"_s), u"host-id"_s, plan, alice).error().kind, ErrorKind::Conflict);
}

TEST_F(Requests, usesANameAgainOnlyAfterItsTenantIsGone)
{
    const Tenant first = provision(u"acme"_s, u"o1"_s, u"s1"_s);
    ASSERT_TRUE(registry->setPresence(first.id, Presence::Absent, u"destroy"_s, -1, alice));
    const auto early = registry->recordRequest(request(u"acme"_s, u"o1"_s, u"s1"_s), {}, plan, alice);
    ASSERT_FALSE(early);
    EXPECT_TRUE(early.error().message.contains(u"being destroyed"_s));
    const auto other = registry->recordRequest(request(u"acme"_s, u"o2"_s, u"s1"_s), {}, plan, alice);
    ASSERT_FALSE(other);
    EXPECT_TRUE(other.error().message.contains(u"being destroyed"_s)) << "that matters more than what differs";
    destroy(first);
    const Tenant second = provision(u"acme"_s, u"o2"_s, u"s1"_s);
    EXPECT_NE(second.id, first.id);
    EXPECT_EQ(registry->tenant(u"acme"_s)->id, second.id);
    EXPECT_EQ(registry->tenants()->size(), 1);
    EXPECT_EQ(registry->tenants(true)->size(), 2);
    EXPECT_EQ(registry->tenantById(first.id)->phase, Phase::Gone);
}

TEST_F(Requests, neverServesAnOrderOfADestroyedTenantAgain)
{
    destroy(provision(u"acme"_s, u"o1"_s));
    const auto again = registry->recordRequest(request(u"acme"_s, u"o1"_s), {}, plan, alice);
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().kind, ErrorKind::Conflict);
    EXPECT_TRUE(again.error().message.contains(u"was destroyed"_s));
    EXPECT_TRUE(registry->tenants()->isEmpty());
}

TEST_F(Requests, keepsStrangeTextAsItIs)
{
    const QString odd = u"'; drop table tenants; -- \"x\" 客户 \U0001F600"_s;
    const Tenant made = provision(u"acme"_s, odd, odd);
    EXPECT_EQ(registry->tenantById(made.id)->order, odd);
}

TEST_F(Requests, changesPresenceOnceAndWritesAuditAndJournal)
{
    const Tenant made = provision(u"acme"_s);
    const auto paused = registry->setPresence(made.id, Presence::Paused, u"stop"_s, made.rowVersion, alice);
    ASSERT_TRUE(paused);
    EXPECT_EQ(paused->presence, Presence::Paused);
    EXPECT_EQ(paused->rowVersion, made.rowVersion + 1);
    const auto again = registry->setPresence(made.id, Presence::Paused, u"stop"_s, -1, alice);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->rowVersion, paused->rowVersion);
    EXPECT_EQ(registry->audit(10)->size(), 2);
    EXPECT_EQ(registry->journal(made.id, 10)->size(), 2);
}

TEST_F(Requests, refusesAStaleRowVersionNamingWhoChangedItAndWhen)
{
    const Tenant made = provision(u"acme"_s);
    const Actor bob{u"bob@desk"_s, {}};
    ASSERT_TRUE(registry->setPresence(made.id, Presence::Paused, u"stop"_s, made.rowVersion, bob));
    clock.advance(45'000);
    const auto late = registry->setPresence(made.id, Presence::Absent, u"destroy"_s, made.rowVersion, alice);
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().kind, ErrorKind::Conflict);
    EXPECT_TRUE(late.error().message.contains(u"bob@desk 45 s ago"_s)) << late.error().text().toStdString();
    EXPECT_EQ(now(made).presence, Presence::Paused);
}

TEST_F(Requests, doesNotTakeBackADestroy)
{
    const Tenant made = provision(u"acme"_s);
    ASSERT_TRUE(registry->setPresence(made.id, Presence::Absent, u"destroy"_s, -1, alice));
    EXPECT_EQ(
        registry->setPresence(made.id, Presence::Present, u"start"_s, -1, alice).error().kind, ErrorKind::Conflict);
}

TEST_F(Requests, bumpsTheGenerationWithANewNonceAndInstance)
{
    const Tenant made = provision(u"acme"_s);
    const auto next = registry->bumpGeneration(made.id, u"restart"_s, -1, alice);
    ASSERT_TRUE(next);
    EXPECT_EQ(next->generation, 2);
    EXPECT_NE(next->nonce, made.nonce);
    EXPECT_EQ(now(made).nonce, next->nonce);
    const auto instances = registry->instances(made.id);
    ASSERT_EQ(instances->size(), 2);
    EXPECT_EQ(instances->first().cause, u"restart"_s);
    EXPECT_EQ(instances->first().nonce, next->nonce);
}

TEST_F(Requests, retriesABlockedTenantFromTheStepItLeft)
{
    const Tenant made = provision(u"acme"_s);
    ASSERT_TRUE(registry->claimLease(made.id, u"loop"_s, 30'000));
    ASSERT_TRUE(*registry->writeStatus(statusOf(made, Phase::ImageReady), alice));
    auto blocked = statusOf(made, Phase::Blocked);
    blocked.reason = u"CAPACITY"_s;
    blocked.attempts = 4;
    ASSERT_TRUE(*registry->writeStatus(blocked, alice));
    ASSERT_TRUE(registry->retryNow(made.id, alice));
    const Tenant retried = now(made);
    EXPECT_EQ(retried.phase, Phase::ImageReady);
    EXPECT_TRUE(retried.reason.isEmpty());
    EXPECT_EQ(retried.attempts, 0);
}

TEST_F(Requests, pinsAnImageOnceWithItsRecord)
{
    const Tenant made = provision(u"acme"_s);
    const qint64 epoch = *registry->claimLease(made.id, u"w"_s, 30'000);
    EXPECT_TRUE(registry->pinImage(made.id, u"sha256:1"_s, {epoch, 1}));
    EXPECT_TRUE(registry->pinImage(made.id, u"sha256:1"_s, {epoch, 1}));
    EXPECT_EQ(now(made).imageId, u"sha256:1"_s);
    EXPECT_EQ(registry->audit(10)->size(), 2);
}

TEST_F(Requests, refusesWhatWasDecidedBeforeItWasOvertaken)
{
    const Tenant made = provision(u"acme"_s);
    const qint64 epoch = *registry->claimLease(made.id, u"w"_s, 30'000);
    const auto refuses = [&](const Registry::Held &held) {
        return registry->pinImage(made.id, u"sha256:2"_s, held).error().kind == ErrorKind::Conflict
            && registry->bumpGeneration(made.id, u"mend"_s, -1, alice, held).error().kind == ErrorKind::Conflict
            && registry->movePort(made.id, u"dashboard"_s, 0, alice, held).error().kind == ErrorKind::Conflict;
    };
    EXPECT_TRUE(refuses({epoch - 1, 1})) << "another one has the lease";
    ASSERT_TRUE(registry->setImage(made.id, u"hermes:3"_s, u"sha256:3"_s, u"upgrade"_s, alice));
    EXPECT_TRUE(refuses({epoch, 1})) << "another image is wanted now";
    EXPECT_EQ(now(made).generation, 2);
    EXPECT_EQ(now(made).imageId, u"sha256:3"_s);
}

TEST_F(Requests, findsNoTenantThatIsNotThere)
{
    EXPECT_EQ(registry->tenant(u"nobody"_s).error().kind, ErrorKind::NotFound);
    EXPECT_EQ(registry->setPresence(u"x"_s, Presence::Paused, u"stop"_s, -1, alice).error().kind, ErrorKind::NotFound);
    EXPECT_EQ(registry->bumpGeneration(u"x"_s, u"restart"_s, -1, alice).error().kind, ErrorKind::NotFound);
}

TEST_F(Requests, keepsPlans)
{
    Plan large{u"large"_s, u"Large"_s, Tier::Container, 2LL << 30, 2, 512, {u"OPENAI_API_KEY"_s}};
    ASSERT_TRUE(registry->savePlan(large, alice));
    (void)provision(u"acme"_s);
    const auto plans = registry->plans();
    ASSERT_TRUE(plans && plans->size() == 2);
    EXPECT_EQ(plans->first().code, u"basic"_s);
    EXPECT_EQ(plans->last().secretNames, QStringList{u"OPENAI_API_KEY"_s});
    EXPECT_EQ(plans->last().memoryBytes, 2LL << 30);
}

TEST_F(Requests, anotherImageIsAnotherGenerationThatRemembersIt)
{
    const Tenant made = provision(u"acme"_s);
    ASSERT_TRUE(registry->pinImage(made.id, u"sha256:one"_s, {*registry->claimLease(made.id, u"w"_s, 30'000), 1}));
    const auto next = registry->setImage(made.id, u"hermes:2"_s, u"sha256:two"_s, u"upgrade"_s, alice);
    ASSERT_TRUE(next) << next.error().text().toStdString();
    EXPECT_EQ(next->generation, 2);
    EXPECT_NE(next->nonce, made.nonce);
    EXPECT_EQ(now(made).image, u"hermes:2"_s);
    EXPECT_EQ(now(made).imageId, u"sha256:two"_s);
    const auto instances = *registry->instances(made.id);
    ASSERT_EQ(instances.size(), 2);
    EXPECT_EQ(instances.at(0).image, u"hermes:2"_s);
    EXPECT_EQ(instances.at(0).cause, u"upgrade"_s);
    EXPECT_EQ(instances.at(1).image, u"hermes:1"_s);
    EXPECT_EQ(registry->audit(1)->first().verb, u"upgrade"_s);
    EXPECT_EQ(registry->setImage(made.id, u"hermes:2"_s, u"sha256:two"_s, u"upgrade"_s, alice)->generation, 2)
        << "the same again changes nothing";
    ASSERT_TRUE(registry->setPresence(made.id, Presence::Absent, u"destroy"_s, -1, alice));
    EXPECT_EQ(
        registry->setImage(made.id, u"hermes:3"_s, u"x"_s, u"upgrade"_s, alice).error().kind, ErrorKind::Conflict);
}
