#include "storm.h"

namespace hermes::test {

using namespace Qt::StringLiterals;

namespace {

void crashAtEach(Moment moment, const char *what, int stride = 1)
{
    const int moments = momentsOf(moment);
    ASSERT_GT(moments, 20) << what;
    for (int n = 1; n <= moments && !testing::Test::HasFailure(); n += stride) {
        SCOPED_TRACE(testing::Message() << what << " " << n << " of " << moments);
        Life life;
        EXPECT_TRUE(life.goAndDieAt(*life.alice, moment, n));
        life.alice.reset();
        Program bob(life.world, u"bob"_s);
        EXPECT_TRUE(life.op.go(bob));
        expectDone(life.world, life.op, bob);
    }
}

} // namespace

TEST(CrashTest, convergesAfterACrashBeforeEachEffect)
{
    crashAtEach(Moment::BeforeEffect, "before effect");
}

TEST(CrashTest, convergesAfterACrashAfterEachEffect)
{
    crashAtEach(Moment::AfterEffect, "after effect");
}

TEST(CrashTest, convergesAfterACrashWithEachStepJournaledButNotBegun)
{
    crashAtEach(Moment::IntentCommitted, "intent committed");
}

TEST(CrashTest, convergesAfterACrashWithEachReplyNotYetCommitted)
{
    crashAtEach(Moment::ReplyNotCommitted, "reply not committed");
}

TEST(CrashTest, convergesAfterACrashBetweenAnyTwoCommits)
{
    crashAtEach(Moment::ClockReading, "clock reading", 17);
}

namespace {

/// A whole move, or a backup and its restoring, and the end of the tenant: dies at each moment, and a second program
/// goes on.
void crashAtEachOf(Operator::Stage also, Moment moment, const char *what, int stride = 1)
{
    int crashes = 0;
    for (int n = 1; !testing::Test::HasFailure(); n += stride) {
        SCOPED_TRACE(testing::Message() << what << " " << n << " of stage " << also);
        Life life(lifeAt(also, also == Operator::Move ? 2 : 1), Operator::Done, 1);
        const bool died = life.goAndDieAt(*life.alice, moment, n);
        life.alice.reset();
        Program bob(life.world, u"bob"_s);
        EXPECT_TRUE(life.op.go(bob));
        expectDone(life.world, life.op, bob);
        if (!died)
            break;
        ++crashes;
    }
    EXPECT_GT(crashes, 10) << what;
}

void crashAtEveryMomentOf(Operator::Stage also)
{
    crashAtEachOf(also, Moment::BeforeEffect, "before effect");
    crashAtEachOf(also, Moment::AfterEffect, "after effect");
    crashAtEachOf(also, Moment::IntentCommitted, "intent committed");
    crashAtEachOf(also, Moment::ReplyNotCommitted, "reply not committed");
    crashAtEachOf(also, Moment::ClockReading, "clock reading", 7);
}

void loseEachCallOf(Operator::Stage also)
{
    for (const Moment moment : {Moment::BeforeEffect, Moment::AfterEffect}) {
        bool isHit = true;
        for (int n = 1; isHit && !testing::Test::HasFailure(); ++n) {
            SCOPED_TRACE(testing::Message() << "call " << n << " of stage " << also << ", kind " << int(moment));
            isHit = false;
            Life life(lifeAt(also, also == Operator::Move ? 2 : 1), Operator::Done, 1);
            life.at(*life.alice, moment, n, [&] {
                isHit = true;
                return std::optional(FakeEngine::lostLink());
            });
            // What is asked for by hand fails with the call that is lost.
            while (!life.op.go(*life.alice) && isHit && !testing::Test::HasFailure())
                life.world.pass(1000);
            expectDone(life.world, life.op, *life.alice);
        }
    }
}

} // namespace

TEST(CrashTest, aMoveConvergesAfterACrashAnywhere)
{
    crashAtEveryMomentOf(Operator::Move);
}

TEST(CrashTest, aMoveConvergesWhateverOneCallIsLost)
{
    loseEachCallOf(Operator::Move);
}

TEST(CrashTest, aRestoreConvergesAfterACrashAnywhere)
{
    crashAtEveryMomentOf(Operator::Restore);
}

TEST(CrashTest, aRestoreConvergesWhateverOneCallIsLost)
{
    loseEachCallOf(Operator::Restore);
}

/// Whoever slept through a restoring does not do it again to a home that is in use.
TEST(CrashTest, aRestoreIsNotRepeatedByAProgramThatSleptThroughIt)
{
    bool isHit = true;
    int sleeps = 0;
    for (int n = 1; isHit && !HasFailure(); ++n) {
        SCOPED_TRACE(testing::Message() << "asleep before effect " << n << " of a restoring");
        isHit = false;
        Life life(lifeAt(Operator::Restore, 1), Operator::Destroy, 1);
        const QString id = life.op.tenantId();
        Program bob(life.world, u"bob"_s);
        ASSERT_TRUE(life.op.ask(bob));
        SimulatedHost &host = *life.world.hosts.begin()->second;
        life.at(*life.alice, Moment::BeforeEffect, n, [&]() -> std::optional<Error> {
            isHit = true;
            ++sleeps;
            life.world.pass(600'000);
            EXPECT_TRUE(bob.driveTo(id, Phase::Ready));
            host.engine().writeFile(host.tenantContainers(id).first().summary.id, u"/opt/data/memories/diary.md"_s,
                {docker::TarEntry::Type::File, "written since", 0600, 10000, 10000});
            return std::nullopt;
        });
        bool isOver = false;
        for (int turns = 0; turns < 40 && !isOver; ++turns) {
            const auto turn = life.alice->step(id); // the one in which it slept may fail
            EXPECT_EQ(life.world.violations().join(u'\n').toStdString(), std::string());
            isOver = isHit || (turn && life.op.isMetBy(turn->tenant));
            life.world.pass(1000);
        }
        life.quiet();
        EXPECT_TRUE(bob.driveTo(id, Phase::Ready));
        if (isHit)
            EXPECT_EQ(host.homeFile(id, u"memories/diary.md"_s)->content, "written since");
        EXPECT_EQ(life.world.violations().join(u'\n').toStdString(), std::string());
    }
    EXPECT_GT(sleeps, 10);
}

/// Whoever slept through the end of a tenant, and through its return, destroys nothing when he wakes.
TEST(CrashTest, aTenantThatCameBackIsNotDestroyedByAProgramThatSleptThroughIt)
{
    bool isHit = true;
    int sleeps = 0;
    for (int n = 1; isHit && !HasFailure(); ++n) {
        SCOPED_TRACE(testing::Message() << "asleep before effect " << n << " of a destroying");
        isHit = false;
        Life life(lifeAt(Operator::Destroy, 1), Operator::Done, 1);
        const QString id = life.op.tenantId();
        Program bob(life.world, u"bob"_s);
        SimulatedHost &host = *life.world.hosts.begin()->second;
        ASSERT_TRUE(life.op.ask(bob));
        QString kept;
        QByteArray packed;
        life.at(*life.alice, Moment::BeforeEffect, n, [&]() -> std::optional<Error> {
            isHit = true;
            ++sleeps;
            life.world.pass(600'000);
            EXPECT_TRUE(bob.driveTo(id, Phase::Gone));
            const QString file = u"home-g%1.tar.gz"_s.arg(bob.tenant(id).generation);
            kept = SimulatedHost::archiveDirectory(id) + u'/' + file;
            packed = host.files().find(kept)->bytes;
            EXPECT_TRUE(bob.registry->restoreTenant(id, file, bob.options.actor));
            EXPECT_TRUE(bob.driveTo(id, Phase::Ready));
            host.engine().writeFile(host.tenantContainers(id).first().summary.id, u"/opt/data/memories/diary.md"_s,
                {docker::TarEntry::Type::File, "written since", 0600, 10000, 10000});
            return std::nullopt;
        });
        for (int turns = 0; turns < 40 && !isHit; ++turns) {
            const auto turn = life.alice->step(id); // the one in which it slept may fail
            if (!isHit && turn && life.op.isMetBy(turn->tenant))
                break;
            life.world.pass(1000);
        }
        life.quiet();
        EXPECT_EQ(life.world.violations().join(u'\n').toStdString(), std::string());
        if (!isHit)
            break;
        life.world.pass(60'000);
        EXPECT_TRUE(bob.driveTo(id, Phase::Ready));
        EXPECT_TRUE(bob.step(id));
        const auto diary = host.homeFile(id, u"memories/diary.md"_s);
        EXPECT_TRUE(diary && diary->content == "written since");
        EXPECT_EQ(host.files().find(kept)->bytes, packed) << "what it came back from";
        EXPECT_EQ(host.engine().containers().size(), 1);
    }
    EXPECT_GT(sleeps, 10);
}

/// Whoever slept through the rest of the move, and through the tenant's return, destroys nothing when he wakes.
TEST(CrashTest, aMoveIsNotUndoneByAProgramThatSleptThroughIt)
{
    bool isHit = true;
    int sleeps = 0;
    for (int n = 1; isHit && !HasFailure(); ++n) {
        SCOPED_TRACE(testing::Message() << "asleep before effect " << n << " of a move");
        isHit = false;
        Life life(lifeAt(Operator::Move, 2), Operator::Destroy, 1);
        const QString id = life.op.tenantId();
        Program bob(life.world, u"bob"_s);
        life.at(*life.alice, Moment::BeforeEffect, n, [&]() -> std::optional<Error> {
            isHit = true;
            ++sleeps;
            const QString before = bob.tenant(id).homeHostId.isEmpty() ? bob.tenant(id).leftHomeHostIds.value(0)
                                                                       : bob.tenant(id).homeHostId;
            const auto arrived = [](const Tenant &now) {
                return now.phase == Phase::Ready && now.homeHostId.isEmpty() && now.leftHomeHostIds.isEmpty();
            };
            life.world.pass(600'000);
            EXPECT_TRUE(bob.drive(id, arrived));
            if (!before.isEmpty()) {
                EXPECT_TRUE(bob.registry->moveTenant(id, before, 0, bob.options.actor));
                EXPECT_TRUE(bob.drive(id, arrived));
            }
            return std::nullopt;
        });
        EXPECT_TRUE(life.op.ask(*life.alice));
        bool isOver = false;
        for (int turns = 0; turns < 40 && !isOver; ++turns) {
            const auto turn = life.alice->step(id); // the one in which it slept may fail
            EXPECT_EQ(life.world.violations().join(u'\n').toStdString(), std::string());
            isOver = isHit || (turn && life.op.isMetBy(turn->tenant));
            life.world.pass(1000);
        }
        life.quiet();
        EXPECT_TRUE(bob.driveTo(id, Phase::Ready));
        EXPECT_EQ(bob.tenant(id).homeHostId, QString());
        EXPECT_EQ(life.world.violations().join(u'\n').toStdString(), std::string());
    }
    EXPECT_GT(sleeps, 20);
}

namespace {

void loseEach(Moment moment, const char *what)
{
    const int moments = momentsOf(moment);
    for (int n = 1; n <= moments && !testing::Test::HasFailure(); ++n) {
        SCOPED_TRACE(testing::Message() << what << " " << n << " of " << moments);
        Life life;
        life.at(*life.alice, moment, n, [] { return std::optional(FakeEngine::lostLink()); });
        EXPECT_TRUE(life.op.go(*life.alice));
        expectDone(life.world, life.op, *life.alice);
    }
}

} // namespace

TEST(CrashTest, convergesWhenTheReplyOfAnyOneEffectIsLost)
{
    loseEach(Moment::AfterEffect, "lost reply");
}

TEST(CrashTest, convergesWhenAnyOneEffectIsNeverReached)
{
    loseEach(Moment::BeforeEffect, "lost request");
}

TEST(CrashTest, doesNothingTwiceAfterAStallOfTenMinutesInWhichAnotherProgramWentOn)
{
    const int moments = momentsOf(Moment::BeforeEffect, Operator::Stop);
    for (int n = 1; n <= moments && !testing::Test::HasFailure(); ++n) {
        SCOPED_TRACE(testing::Message() << "stall " << n << " of " << moments);
        Life life(Operator::Stop);
        Program bob(life.world, u"bob"_s);
        life.at(*life.alice, Moment::BeforeEffect, n, [&]() -> std::optional<Error> {
            life.world.pass(600'000);
            const Phase goal = life.op.stage() == Operator::Bind ? Phase::BindWait : life.op.goal();
            EXPECT_TRUE(bob.driveTo(life.op.tenantId(), goal));
            return std::nullopt;
        });
        EXPECT_TRUE(life.op.go(*life.alice));
        life.quiet();
        EXPECT_EQ(life.world.violations().join(u'\n').toStdString(), std::string());
        const Tenant tenant = bob.tenant(life.op.tenantId());
        EXPECT_EQ(tenant.phase, Phase::Ready);
        EXPECT_EQ(tenant.generation, 2);
        QMap<int, int> creates;
        const auto operations = bob.registry->operations(tenant.id, 500).value();
        for (const auto &operation : operations)
            creates[operation.generation] += operation.step == "create"_L1 && operation.outcome == "done"_L1;
        EXPECT_EQ(creates.value(1), 1);
        EXPECT_EQ(creates.value(2), 1);
    }
}

TEST(StormTest, livesTheSameLifeTwice)
{
    for (quint64 seed = 1; seed <= 20; ++seed) {
        const QByteArray first = liveThrough(seed, true);
        EXPECT_EQ(first.toStdString(), liveThrough(seed, true).toStdString()) << "seed " << seed;
    }
}

} // namespace hermes::test
