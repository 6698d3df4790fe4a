#include "registryfixture.h"

using namespace hermes;
using namespace Qt::StringLiterals;

/// A tenant on its way from host to host, in the books.
class Migrate : public RegistryTest {
protected:
    void SetUp() override
    {
        RegistryTest::SetUp();
        from = addHost(u"ecs-1"_s);
        to = addHost(u"ecs-2"_s);
        const Tenant made = provision(u"acme"_s);
        ASSERT_TRUE(registry->place(made.id, from.id, {u"dashboard"_s}, alice));
        id = made.id;
    }
    [[nodiscard]] Result<Tenant> move(const QString &hostId) { return registry->moveTenant(id, hostId, 60'000, alice); }
    [[nodiscard]] Tenant tenant() { return registry->tenantById(id).value_or(Tenant()); }
    /// What the loop says once the home is there, in this generation.
    [[nodiscard]] Result<bool> arrive(int generation)
    {
        HERMES_ASSIGN(const qint64 epoch, registry->claimLease(id, u"loop"_s, 30'000));
        return registry->homeMoved(id, epoch, generation, alice);
    }

    void takesPrefab(Host host)
    {
        host.allowPrefab = true;
        ASSERT_TRUE(registry->updateHost(host));
    }

    Host from;
    Host to;
    QString id;
};

TEST_F(Migrate, reservesAPlaceAtTheAimAndKeepsWhereTheHomeIsUntilItHasMoved)
{
    const Tenant before = tenant();
    const auto moved = move(to.id);
    ASSERT_TRUE(moved) << moved.error().text().toStdString();
    EXPECT_EQ(moved->hostId, to.id);
    EXPECT_EQ(moved->homeHostId, from.id);
    EXPECT_EQ(moved->generation, before.generation + 1);
    EXPECT_NE(moved->nonce, before.nonce);
    EXPECT_EQ(moved->pastHostIds, QStringList{from.id}) << "it is looked at until it was seen empty";
    EXPECT_TRUE(moved->leftHomeHostIds.isEmpty());
    EXPECT_EQ(registry->ports(id)->dashboard, 8700);
    ASSERT_EQ(registry->portLedger(from.id)->size(), 1);
    EXPECT_GT(registry->portLedger(from.id)->first().freeAfter, 0) << "the old port cools down";
    EXPECT_EQ(move(to.id)->generation, moved->generation) << "the same again changes nothing";

    ASSERT_TRUE(*arrive(moved->generation));
    EXPECT_EQ(tenant().homeHostId, QString());
    EXPECT_EQ(tenant().leftHomeHostIds, QStringList{from.id});
    EXPECT_FALSE(registry->removeHost(from.id, alice)) << "there is still something of it";
    ASSERT_TRUE(registry->leftHomeWiped(id, from.id, alice));
    EXPECT_TRUE(tenant().leftHomeHostIds.isEmpty());
}

TEST_F(Migrate, anArrivalOfAnotherGenerationOrLeaseDoesNotCount)
{
    const int first = move(to.id)->generation;
    const Host third = addHost(u"ecs-3"_s);
    const auto elsewhere = move(third.id);
    ASSERT_TRUE(elsewhere);
    EXPECT_EQ(elsewhere->homeHostId, from.id) << "it is still where it was at first";
    EXPECT_EQ(elsewhere->leftHomeHostIds, QStringList{to.id}) << "a part of it may have arrived";
    EXPECT_FALSE(*arrive(first));
    EXPECT_EQ(tenant().homeHostId, from.id);
    clock.advance(31'000);
    const auto stale = registry->claimLease(id, u"one"_s, 30'000);
    ASSERT_TRUE(stale);
    clock.advance(31'000);
    ASSERT_TRUE(registry->claimLease(id, u"two"_s, 30'000));
    EXPECT_FALSE(*registry->homeMoved(id, *stale, elsewhere->generation, alice));
    EXPECT_EQ(tenant().homeHostId, from.id);
}

TEST_F(Migrate, backToWhereTheHomeIsIsTheEndOfIt)
{
    const int away = move(to.id)->generation;
    const auto back = move(from.id);
    ASSERT_TRUE(back);
    EXPECT_EQ(back->hostId, from.id);
    EXPECT_EQ(back->homeHostId, QString());
    EXPECT_EQ(back->leftHomeHostIds, QStringList{to.id});
    EXPECT_FALSE(*arrive(away));
    EXPECT_EQ(tenant().hostId, from.id);
}

TEST_F(Migrate, destroyedOnItsWayItEndsWhereItsHomeIsInAGenerationOfItsOwn)
{
    const int away = move(to.id)->generation;
    ASSERT_TRUE(registry->setPresence(id, Presence::Absent, u"destroy"_s, -1, alice));
    EXPECT_EQ(tenant().hostId, from.id);
    EXPECT_EQ(tenant().homeHostId, QString());
    EXPECT_EQ(tenant().leftHomeHostIds, QStringList{to.id});
    EXPECT_GT(tenant().generation, away) << "what arrives late is older";
    EXPECT_EQ(move(to.id).error().kind, ErrorKind::Conflict);
}

TEST_F(Migrate, isRefusedWhereItCouldLoseSomethingOrNobodyMayCome)
{
    const auto session = registry->openBindSession(id, alice);
    ASSERT_TRUE(session);
    EXPECT_EQ(move(to.id).error().kind, ErrorKind::Conflict) << "its login would be written where its archive is not";
    ASSERT_TRUE(registry->endSession(session->id, u"cancelled"_s, {}));
    ASSERT_TRUE(registry->setCordoned(to.id, true, alice));
    EXPECT_EQ(move(to.id).error().kind, ErrorKind::Conflict);
    ASSERT_TRUE(registry->setCordoned(to.id, false, alice));
    Host small = *registry->hostById(to.id);
    small.capacity = 1;
    ASSERT_TRUE(registry->updateHost(small));
    const Tenant other = provision(u"other"_s);
    ASSERT_TRUE(registry->place(other.id, to.id, {u"dashboard"_s}, alice));
    EXPECT_EQ(move(to.id).error().kind, ErrorKind::Conflict) << "it is full";
    EXPECT_EQ(move(u"nowhere"_s).error().kind, ErrorKind::NotFound);
    EXPECT_EQ(tenant().hostId, from.id);

    const Host third = addHost(u"ecs-3"_s);
    ASSERT_TRUE(move(third.id));
    EXPECT_EQ(registry->openBindSession(id, alice).error().kind, ErrorKind::Conflict) << "not while it moves";
}

TEST_F(Migrate, aMachineThatIsGoneForGoodEndsTheMoveOrTakesTheHomeWithIt)
{
    ASSERT_TRUE(move(to.id));
    ASSERT_TRUE(registry->forgetHost(to.id, alice));
    EXPECT_EQ(tenant().hostId, from.id) << "its home is safe there";
    EXPECT_EQ(tenant().homeHostId, QString());
    EXPECT_GT(registry->ports(id)->dashboard, 0);

    const Host third = addHost(u"ecs-3"_s);
    ASSERT_TRUE(move(third.id));
    ASSERT_TRUE(registry->forgetHost(from.id, alice));
    EXPECT_EQ(tenant().homeHostId, QString());
    EXPECT_EQ(tenant().hostId, QString()) << "its home is lost; it is placed anew";
    EXPECT_EQ(tenant().phase, Phase::Requested);
    EXPECT_EQ(registry->ports(id)->dashboard, 0);
}

TEST_F(Migrate, ofATenantThatHasNoPlaceYetOnlyTheWishIsNoted)
{
    const Tenant waiting = provision(u"waiting"_s);
    const auto moved = registry->moveTenant(waiting.id, to.id, 60'000, alice);
    ASSERT_TRUE(moved);
    EXPECT_EQ(moved->requestedHostId, to.id);
    EXPECT_EQ(moved->generation, waiting.generation);
    EXPECT_EQ(moved->homeHostId, QString());
}

TEST_F(Migrate, staysWhereNoHostOfItsTierWas)
{
    const Registry::Becoming become{Tier::Prefab, u"host:hermes"_s, {}};
    const auto refused = registry->moveTenant(id, from.id, 60'000, alice, become);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::Conflict);
    EXPECT_EQ(tenant().tier, Tier::Container);
    takesPrefab(from);
    ASSERT_TRUE(registry->moveTenant(id, from.id, 60'000, alice, become));
    EXPECT_FALSE(move(to.id)) << "it is one of prefab now";
}

TEST_F(Migrate, becomesAnotherTierWhereItIsAndIsLostWithThatHost)
{
    takesPrefab(from);
    const Registry::Becoming become{Tier::Prefab, u"host:hermes"_s, u"host:1"_s};
    const auto made = registry->moveTenant(id, from.id, 60'000, alice, become);
    ASSERT_TRUE(made) << made.error().text().toStdString();
    EXPECT_EQ(made->tier, Tier::Prefab);
    EXPECT_EQ(made->homeTier, Tier::Container);
    EXPECT_EQ(made->homeHostId, from.id);
    EXPECT_EQ(made->image, u"host:hermes"_s);
    EXPECT_EQ(registry->moveTenant(id, from.id, 60'000, alice, become)->generation, made->generation);
    ASSERT_TRUE(*arrive(made->generation));
    EXPECT_TRUE(tenant().leftHomeHostIds.isEmpty()) << "nothing is left on its own host";
    EXPECT_EQ(registry->imageOn(id, from.id).value(), u"host:1"_s);
    const auto back
        = registry->moveTenant(id, from.id, 60'000, alice, Registry::Becoming{Tier::Container, u"a:1"_s, {}});
    ASSERT_TRUE(back);
    ASSERT_TRUE(registry->forgetHost(from.id, alice));
    EXPECT_EQ(tenant().hostId, QString());
    EXPECT_EQ(tenant().homeHostId, QString());
    EXPECT_EQ(tenant().phase, Phase::Requested);
}

TEST_F(Migrate, hasNothingLeftToWipeWhereItsHomeStillIs)
{
    takesPrefab(from);
    takesPrefab(to);
    const Registry::Becoming become{Tier::Prefab, u"host:hermes"_s, {}};
    ASSERT_TRUE(registry->moveTenant(id, from.id, 60'000, alice, become));
    const auto elsewhere = move(to.id);
    ASSERT_TRUE(elsewhere);
    EXPECT_EQ(elsewhere->homeHostId, from.id);
    EXPECT_TRUE(tenant().leftHomeHostIds.isEmpty());
}
