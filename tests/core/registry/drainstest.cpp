#include "registryfixture.h"

using namespace hermes;
using namespace Qt::StringLiterals;

class Drains : public RegistryTest {
protected:
    [[nodiscard]] Tenant placed(const QString &name, const Host &host)
    {
        const Tenant tenant = provision(name);
        EXPECT_TRUE(registry->place(tenant.id, host.id, {u"dashboard"_s}, alice));
        return now(tenant);
    }
    [[nodiscard]] std::optional<Registry::Drain> only() const
    {
        const auto all = registry->drains();
        EXPECT_TRUE(all);
        return all && all->size() == 1 ? std::optional(all->first()) : std::nullopt;
    }
};

TEST_F(Drains, recordWhoWasThereAndCordon)
{
    const Host host = addHost(u"ecs-1"_s);
    const Host other = addHost(u"ecs-2"_s);
    const Tenant here = placed(u"here"_s, host);
    (void)placed(u"elsewhere"_s, other);
    const auto begun = registry->beginDrain(host.id, 3, alice);
    ASSERT_TRUE(begun);
    EXPECT_FALSE(begun->unchanged);
    EXPECT_EQ(begun->drain.tenantIds, QStringList{here.id});
    EXPECT_TRUE(registry->host(u"ecs-1"_s)->cordoned);
    const auto read = reopen()->drains();
    ASSERT_EQ(read->size(), 1) << "another process sees it";
    EXPECT_EQ(read->first().tenantIds, QStringList{here.id});
    EXPECT_EQ(read->first().beganAt, clock.wallMs());
    EXPECT_EQ(read->first().endedAt, 0);
    EXPECT_EQ(read->first().atOnce, 3);
    EXPECT_TRUE(read->first().actor.contains(u"alice"_s));
}

TEST_F(Drains, goOnAsTheyAreWhenBegunAgain)
{
    const Host host = addHost(u"ecs-1"_s);
    const qint64 began = registry->beginDrain(host.id, 3, alice)->drain.beganAt;
    clock.advance(5'000);
    const auto again = registry->beginDrain(host.id, 1, alice);
    ASSERT_TRUE(again);
    EXPECT_TRUE(again->unchanged);
    EXPECT_EQ(again->drain.beganAt, began);
    EXPECT_EQ(only()->atOnce, 3);
}

TEST_F(Drains, endOnceAndBeginAnew)
{
    const Host host = addHost(u"ecs-1"_s);
    ASSERT_TRUE(registry->beginDrain(host.id, 3, alice));
    clock.advance(5'000);
    EXPECT_TRUE(registry->endDrain(host.id, alice).value());
    EXPECT_FALSE(registry->endDrain(host.id, alice).value());
    EXPECT_EQ(only()->endedAt, clock.wallMs());
    EXPECT_TRUE(registry->host(u"ecs-1"_s)->cordoned) << "it stays so";
    clock.advance(5'000);
    EXPECT_EQ(registry->beginDrain(host.id, 0, alice)->drain.beganAt, clock.wallMs());
    EXPECT_EQ(only()->endedAt, 0);
    EXPECT_EQ(only()->atOnce, 3) << "as the last time";
}

TEST_F(Drains, sendAwayOnlyWhoHasStillToLeave)
{
    const Host host = addHost(u"ecs-1"_s);
    const Host near = addHost(u"ecs-2"_s);
    const Host far = addHost(u"ecs-3"_s);
    const QString id = placed(u"here"_s, host).id;
    const auto leave = [&](const Host &aim) {
        return registry->moveTenant(id, aim.id, 0, alice, {}, host.id).value_or(Tenant()).hostId;
    };
    EXPECT_EQ(leave(near), host.id) << "no drain goes on";
    ASSERT_TRUE(registry->beginDrain(host.id, 3, alice));
    EXPECT_EQ(leave(near), near.id);
    EXPECT_EQ(leave(far), near.id) << "another program chose another aim: it is on its way";
    ASSERT_TRUE(registry->setCordoned(near.id, true, alice));
    EXPECT_EQ(leave(far), far.id) << "where it was on its way to, nobody may go any more";
    ASSERT_TRUE(registry->endDrain(host.id, alice));
    ASSERT_TRUE(registry->setCordoned(far.id, true, alice));
    ASSERT_TRUE(registry->setCordoned(near.id, false, alice));
    EXPECT_EQ(leave(near), far.id) << "the drain was stopped";
}

TEST_F(Drains, leaveAHostThatIsRemovedOnceNothingOfAnybodyIsThere)
{
    const Host host = addHost(u"ecs-1"_s);
    const Host other = addHost(u"ecs-2"_s);
    const QString id = placed(u"here"_s, host).id;
    EXPECT_TRUE(registry->checkRemovable(host.id).error().hint.contains(u"move them"_s));
    ASSERT_TRUE(registry->moveTenant(id, other.id, 0, alice));
    EXPECT_TRUE(registry->checkRemovable(host.id).error().hint.contains(u"move them"_s)) << "its home is there";
    const auto epoch = registry->claimLease(id, u"loop"_s, 30'000);
    ASSERT_TRUE(registry->homeMoved(id, *epoch, registry->tenantById(id)->generation, alice).value_or(false));
    EXPECT_TRUE(registry->checkRemovable(host.id).error().hint.contains(u"by itself"_s)) << "it is still to be wiped";
    EXPECT_FALSE(registry->removeHost(host.id, alice));
}

TEST_F(Drains, areForgottenWithTheCordonAndTheHost)
{
    const Host host = addHost(u"ecs-1"_s);
    ASSERT_TRUE(registry->beginDrain(host.id, 3, alice));
    ASSERT_TRUE(registry->setCordoned(host.id, false, alice));
    EXPECT_TRUE(registry->drains()->isEmpty());
    ASSERT_TRUE(registry->beginDrain(host.id, 3, alice));
    ASSERT_TRUE(registry->removeHost(host.id, alice));
    EXPECT_TRUE(registry->drains()->isEmpty());
}
