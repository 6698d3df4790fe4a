#include "registryfixture.h"

using namespace hermes;
using namespace Qt::StringLiterals;

class StatusWrites : public RegistryTest {
protected:
    void SetUp() override
    {
        RegistryTest::SetUp();
        tenant = provision(u"acme"_s);
        ASSERT_TRUE(registry->claimLease(tenant.id, u"loop"_s, 30'000));
    }
    [[nodiscard]] bool write(const StatusWrite &status)
    {
        const auto written = registry->writeStatus(status, loop);
        EXPECT_TRUE(written) << (written ? std::string() : written.error().text().toStdString());
        return written.value_or(false);
    }
    Tenant tenant;
    Actor loop{u"loop"_s, {}};
};

TEST_F(StatusWrites, readBackWithTheirConditions)
{
    StatusWrite status = statusOf(tenant, Phase::Starting);
    status.message = u"waiting for health"_s;
    status.conditions
        = {{ConditionType::Running, ConditionStatus::True, u"Started"_s, u"since \"now\" 现在"_s, clock.wallMs(), 1},
            {ConditionType::Bound, ConditionStatus::Unknown, {}, {}, 0, 1}};
    status.containerId = u"c1"_s;
    status.homeWrittenFor = u"c1"_s;
    status.credentialsWrittenFor = u"c0"_s;
    status.attempts = 2;
    status.nextAttemptAt = 99;
    status.startFailures = 1;
    status.startFailuresSince = 50;
    clock.advance(5);
    ASSERT_TRUE(write(status));
    const Tenant read = now(tenant);
    EXPECT_EQ(read.phase, Phase::Starting);
    EXPECT_EQ(read.phaseBefore, Phase::Requested);
    EXPECT_EQ(read.message, status.message);
    EXPECT_EQ(read.conditions, status.conditions);
    EXPECT_EQ(read.containerId, u"c1"_s);
    EXPECT_EQ(read.homeWrittenFor, u"c1"_s);
    EXPECT_EQ(read.credentialsWrittenFor, u"c0"_s);
    EXPECT_EQ(read.attempts, 2);
    EXPECT_EQ(read.nextAttemptAt, 99);
    EXPECT_EQ(read.startFailures, 1);
    EXPECT_EQ(read.startFailuresSince, 50);
    EXPECT_EQ(read.observedAt, clock.wallMs());
    EXPECT_EQ(read.phaseSince, clock.wallMs());
    EXPECT_EQ(read.rowVersion, tenant.rowVersion + 1);
}

TEST_F(StatusWrites, areFencedByEpochAndGeneration)
{
    StatusWrite status = statusOf(tenant, Phase::Ready);
    status.epoch += 1;
    EXPECT_FALSE(write(status));
    status = statusOf(tenant, Phase::Ready);
    ASSERT_TRUE(registry->bumpGeneration(tenant.id, u"restart"_s, -1, alice));
    EXPECT_FALSE(write(status));
    EXPECT_EQ(now(tenant).phase, Phase::Requested);
}

TEST_F(StatusWrites, journalOnlyWhatIsNew)
{
    const auto rows = [&] { return registry->journal(tenant.id, 100)->size(); };
    const qsizetype before = rows();
    ASSERT_TRUE(write(statusOf(tenant, Phase::Placed)));
    EXPECT_EQ(rows(), before + 1);
    ASSERT_TRUE(write(statusOf(tenant, Phase::Placed)));
    EXPECT_EQ(rows(), before + 1) << "nothing new";
    StatusWrite note = statusOf(tenant, Phase::Placed);
    note.journalNote = u"image seen"_s;
    ASSERT_TRUE(write(note));
    EXPECT_EQ(rows(), before + 2);
    StatusWrite reason = statusOf(tenant, Phase::Placed);
    reason.reason = u"PORT_TAKEN"_s;
    ASSERT_TRUE(write(reason));
    EXPECT_EQ(rows(), before + 3);
    const JournalRow last = registry->journal(tenant.id, 1)->first();
    EXPECT_EQ(last.reason, u"PORT_TAKEN"_s);
    EXPECT_EQ(last.before, u"PLACED"_s);
    EXPECT_EQ(last.actor, u"loop"_s);
    EXPECT_EQ(last.epoch, 1);
}

TEST_F(StatusWrites, leaveTheRowVersionWhereNothingChanged)
{
    ASSERT_TRUE(write(statusOf(tenant, Phase::Placed)));
    const Tenant first = now(tenant);
    clock.advance(30'000);
    ASSERT_TRUE(write(statusOf(tenant, Phase::Placed)));
    EXPECT_EQ(now(tenant).rowVersion, first.rowVersion);
    EXPECT_EQ(now(tenant).observedAt, clock.wallMs());
    EXPECT_EQ(now(tenant).phaseSince, first.phaseSince);
}

TEST_F(StatusWrites, keepTheStepAndItsAgeWhileTheHostIsSilent)
{
    ASSERT_TRUE(write(statusOf(tenant, Phase::Ready)));
    const qint64 seen = clock.wallMs();
    clock.advance(60'000);
    ASSERT_TRUE(write(statusOf(tenant, Phase::Unknown)));
    ASSERT_TRUE(write(statusOf(tenant, Phase::Backoff)));
    ASSERT_TRUE(write(statusOf(tenant, Phase::Unknown)));
    EXPECT_EQ(now(tenant).phaseBefore, Phase::Ready);
    EXPECT_GE(now(tenant).observedAt, seen);
}

TEST_F(StatusWrites, recordEachGenerationsContainerAndItsEnd)
{
    StatusWrite first = statusOf(tenant, Phase::Created);
    first.containerId = u"c1"_s;
    ASSERT_TRUE(write(first));
    ASSERT_TRUE(registry->bumpGeneration(tenant.id, u"restart"_s, -1, alice));
    StatusWrite replacing = statusOf(tenant, Phase::Replacing);
    replacing.containerId = u"c1"_s;
    ASSERT_TRUE(write(replacing));
    auto instances = *registry->instances(tenant.id);
    ASSERT_EQ(instances.size(), 2);
    EXPECT_TRUE(instances.first().containerId.isEmpty()) << "c1 is of generation 1";
    EXPECT_EQ(instances.last().containerId, u"c1"_s);
    EXPECT_EQ(instances.last().goneAt, 0);
    clock.advance(1000);
    StatusWrite second = statusOf(tenant, Phase::Created);
    second.containerId = u"c2"_s;
    ASSERT_TRUE(write(second));
    instances = *registry->instances(tenant.id);
    EXPECT_EQ(instances.first().containerId, u"c2"_s);
    EXPECT_EQ(instances.last().goneAt, clock.wallMs());
}

TEST_F(StatusWrites, markATenantGoneOnlyWhenItIsWantedAbsent)
{
    EXPECT_EQ(registry->markGone(tenant.id, 1, 0, loop).error().kind, ErrorKind::Conflict);
    ASSERT_TRUE(registry->setPresence(tenant.id, Presence::Absent, u"destroy"_s, -1, alice));
    EXPECT_EQ(registry->markGone(tenant.id, 5, 0, loop), false) << "another epoch";
    EXPECT_EQ(registry->markGone(tenant.id, 1, 0, loop), true);
    EXPECT_EQ(registry->markGone(tenant.id, 1, 0, loop), true);
    EXPECT_EQ(now(tenant).phase, Phase::Gone);
    EXPECT_FALSE(write(statusOf(tenant, Phase::Ready))) << "nothing comes back from GONE";
    EXPECT_EQ(registry->tenant(u"acme"_s).error().kind, ErrorKind::NotFound);
    EXPECT_EQ(registry->journal(tenant.id, 1)->first().after, u"GONE"_s);
}
