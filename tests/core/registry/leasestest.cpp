#include "registryfixture.h"

using namespace hermes;
using namespace Qt::StringLiterals;

class Leases : public RegistryTest {
protected:
    void SetUp() override
    {
        RegistryTest::SetUp();
        tenant = provision(u"acme"_s);
    }
    Operation operation(qint64 epoch) const
    {
        Operation made;
        made.tenantId = tenant.id;
        made.step = u"create"_s;
        made.generation = 1;
        made.epoch = epoch;
        made.actor = u"loop"_s;
        return made;
    }
    Tenant tenant;
};

TEST_F(Leases, raiseTheEpochWithEachClaim)
{
    EXPECT_EQ(registry->claimLease(tenant.id, u"a"_s, 30'000), 1);
    EXPECT_EQ(registry->claimLease(tenant.id, u"a"_s, 30'000), 2);
    EXPECT_EQ(now(tenant).leaseOwner, u"a"_s);
    EXPECT_EQ(now(tenant).leaseUntil, clock.wallMs() + 30'000);
}

TEST_F(Leases, refuseARivalNamingTheHolderAndItsAge)
{
    ASSERT_TRUE(registry->claimLease(tenant.id, u"alice@laptop/12"_s, 30'000));
    clock.advance(12'000);
    const auto rival = registry->claimLease(tenant.id, u"b"_s, 30'000);
    ASSERT_FALSE(rival);
    EXPECT_EQ(rival.error().kind, ErrorKind::Conflict);
    EXPECT_TRUE(rival.error().message.contains(u"alice@laptop/12, for 12 s"_s)) << rival.error().text().toStdString();
    EXPECT_EQ(now(tenant).leaseEpoch, 1);
}

TEST_F(Leases, areTakenOverOnceExpired)
{
    ASSERT_TRUE(registry->claimLease(tenant.id, u"a"_s, 30'000));
    clock.advance(30'000);
    EXPECT_EQ(registry->claimLease(tenant.id, u"b"_s, 30'000), 2);
    EXPECT_EQ(registry->renewLease(tenant.id, u"a"_s, 1, 30'000), false);
    EXPECT_EQ(registry->renewLease(tenant.id, u"b"_s, 2, 60'000), true);
    EXPECT_EQ(now(tenant).leaseUntil, clock.wallMs() + 60'000);
}

TEST_F(Leases, areFreeAfterTheirReleaseByTheHolderOnly)
{
    ASSERT_TRUE(registry->claimLease(tenant.id, u"a"_s, 30'000));
    ASSERT_TRUE(registry->releaseLease(tenant.id, u"b"_s, 1));
    EXPECT_FALSE(registry->claimLease(tenant.id, u"b"_s, 30'000));
    ASSERT_TRUE(registry->releaseLease(tenant.id, u"a"_s, 1));
    EXPECT_EQ(registry->claimLease(tenant.id, u"b"_s, 30'000), 2);
}

TEST_F(Leases, doNotChangeTheRowVersion)
{
    ASSERT_TRUE(registry->claimLease(tenant.id, u"a"_s, 30'000));
    EXPECT_EQ(now(tenant).rowVersion, tenant.rowVersion);
}

TEST_F(Leases, letAnOperationBeginOnlyUnderTheirEpoch)
{
    ASSERT_TRUE(registry->claimLease(tenant.id, u"a"_s, 30'000));
    const auto id = registry->beginOperation(operation(1));
    ASSERT_TRUE(id);
    EXPECT_EQ(registry->openOperations()->size(), 1);
    ASSERT_TRUE(registry->endOperation(*id, u"done"_s, u"container 1234"_s));
    EXPECT_TRUE(registry->openOperations()->isEmpty());
    const auto all = registry->operations(tenant.id, 10);
    ASSERT_TRUE(all && all->size() == 1);
    EXPECT_EQ(all->first().outcome, u"done"_s);
    EXPECT_EQ(all->first().detail, u"container 1234"_s);
    EXPECT_EQ(all->first().step, u"create"_s);
    EXPECT_EQ(registry->beginOperation(operation(7)).error().kind, ErrorKind::Conflict);
    clock.advance(30'000);
    EXPECT_EQ(registry->beginOperation(operation(1)).error().kind, ErrorKind::Conflict) << "the lease has run out";
    EXPECT_EQ(registry->operations(tenant.id, 10)->size(), 1);
}

TEST_F(Leases, refuseAnOutcomeThatIsNone)
{
    ASSERT_TRUE(registry->claimLease(tenant.id, u"a"_s, 30'000));
    const auto id = registry->beginOperation(operation(1));
    EXPECT_EQ(registry->endOperation(*id, u"perhaps"_s, {}).error().kind, ErrorKind::Invalid);
    EXPECT_EQ(registry->endOperation(999, u"done"_s, {}).error().kind, ErrorKind::NotFound);
}
