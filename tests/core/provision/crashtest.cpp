#include "madebyhand.h"
#include "storm.h"

#include <QRegularExpression>

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

void writeSince(SimulatedHost &host, const QString &tenantId)
{
    host.engine().writeFile(host.tenantContainers(tenantId).first().summary.id, u"/opt/data/memories/diary.md"_s,
        {docker::TarEntry::Type::File, "written since", 0600, 10000, 10000});
}

QByteArray diaryOf(const SimulatedHost &host, const QString &tenantId)
{
    const auto diary = host.homeFile(tenantId, u"memories/diary.md"_s);
    return diary ? diary->content : QByteArray();
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
        Life life(lifeAt(also, hostsFor(also)), Operator::Done, 1);
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
            Life life(lifeAt(also, hostsFor(also)), Operator::Done, 1);
            life.at(*life.alice, moment, n, [&] {
                isHit = true;
                return std::optional(FakeEngine::lostLink());
            });
            // A backup is asked for by hand: it fails with the call that is lost, and is asked for once more.
            EXPECT_TRUE(life.op.go(*life.alice) || (also == Operator::Restore && isHit && life.op.go(*life.alice)));
            expectDone(life.world, life.op, *life.alice);
        }
    }
}

} // namespace

namespace {

/// What a program does on the way of an adoption is hit at the n-th moment of a kind; the next goes on. False if there
/// are fewer.
bool adoptAndHit(Moment moment, int n, bool dies)
{
    Life life(Operator::Request);
    const MadeByHand made(*life.alice, u"wx-hand"_s);
    bool isHit = false;
    const auto record = [&](Program &program) { return made.adopt(program, u"acme"_s); };
    life.at(*life.alice, moment, n, [&]() -> std::optional<Error> {
        isHit = true;
        if (dies)
            throw Crash();
        return FakeEngine::lostLink();
    });
    QString id;
    try {
        id = record(*life.alice).id;
        EXPECT_TRUE(life.alice->driveTo(id, Phase::Ready));
    } catch (const Crash &) { }
    life.quiet();
    if (dies)
        life.alice.reset();
    Program bob(life.world, u"bob"_s);
    id = record(bob).id;
    EXPECT_TRUE(bob.driveTo(id, Phase::Ready)) << mostlyText(bob.tenant(id)).toStdString();
    made.expectAdopted(bob, id);
    EXPECT_EQ(life.world.violations().join(u'\n').toStdString(), std::string());
    return isHit;
}

} // namespace

TEST(CrashTest, anAdoptionConvergesAfterACrashAnywhere)
{
    for (const Moment moment :
        {Moment::BeforeEffect, Moment::AfterEffect, Moment::IntentCommitted, Moment::ReplyNotCommitted}) {
        int n = 1;
        for (; !testing::Test::HasFailure(); ++n) {
            SCOPED_TRACE(testing::Message() << "moment " << n << " of kind " << int(moment));
            if (!adoptAndHit(moment, n, true))
                break;
        }
        EXPECT_GT(n, 5);
    }
}

TEST(CrashTest, anAdoptionConvergesWhateverOneCallIsLost)
{
    for (const Moment moment : {Moment::BeforeEffect, Moment::AfterEffect}) {
        int n = 1;
        for (; !testing::Test::HasFailure(); ++n) {
            SCOPED_TRACE(testing::Message() << "call " << n << " of kind " << int(moment));
            if (!adoptAndHit(moment, n, false))
                break;
        }
        EXPECT_GT(n, 10);
    }
}

TEST(CrashTest, aMoveConvergesAfterACrashAnywhere)
{
    crashAtEveryMomentOf(Operator::Move);
}

TEST(CrashTest, aMoveConvergesWhateverOneCallIsLost)
{
    loseEachCallOf(Operator::Move);
}

TEST(CrashTest, aPrefabTenantBecomesAContainerAfterACrashAnywhere)
{
    crashAtEveryMomentOf(Operator::Become);
}

TEST(CrashTest, aPrefabTenantBecomesAContainerElsewhereAfterACrashAnywhere)
{
    crashAtEveryMomentOf(Operator::BecomeElsewhere);
}

TEST(CrashTest, aSharedTenantBecomesAContainerAfterACrashAnywhere)
{
    crashAtEveryMomentOf(Operator::Unshare);
}

TEST(CrashTest, aSharedTenantBecomesAContainerWhateverOneCallIsLost)
{
    loseEachCallOf(Operator::Unshare);
}

TEST(CrashTest, aPrefabTenantBecomesAContainerWhateverOneCallIsLost)
{
    loseEachCallOf(Operator::Become);
    loseEachCallOf(Operator::BecomeElsewhere);
}

TEST(CrashTest, aRestoreConvergesAfterACrashAnywhere)
{
    crashAtEveryMomentOf(Operator::Restore);
}

TEST(CrashTest, aRestoreConvergesWhateverOneCallIsLost)
{
    loseEachCallOf(Operator::Restore);
}

TEST(CrashTest, anUpgradeAndARollbackConvergeAfterACrashAnywhere)
{
    crashAtEveryMomentOf(Operator::Upgrade);
}

TEST(CrashTest, anUpgradeAndARollbackConvergeWhateverOneCallIsLost)
{
    loseEachCallOf(Operator::Upgrade);
}

/// Dies at each moment of its becoming a container; whoever comes sends it elsewhere first.
TEST(CrashTest, sentElsewhereWhileItBecomesAContainerItLosesNothing)
{
    for (const auto stage : {Operator::Become, Operator::Unshare}) {
        bool died = true;
        for (int n = 1; died && !HasFailure(); ++n) {
            SCOPED_TRACE(testing::Message() << "after effect " << n << " of stage " << stage);
            Life life(lifeAt(stage, 2), Operator::Destroy, 1);
            const QString id = life.op.tenantId();
            const QString here = life.alice->tenant(id).hostId;
            writeSince(*life.world.hosts.at(here), id);
            died = life.goAndDieAt(*life.alice, Moment::AfterEffect, n);
            life.alice.reset();
            Program bob(life.world, u"bob"_s);
            const auto elsewhere = std::find_if(
                life.world.hosts.begin(), life.world.hosts.end(), [&](const auto &host) { return host.first != here; });
            EXPECT_TRUE(bob.registry->moveTenant(id, elsewhere->first, 60'000, bob.options.actor));
            EXPECT_TRUE(bob.drive(id, [&](const Tenant &now) {
                return now.phase == Phase::Ready && now.homeHostId.isEmpty() && now.leftHomeHostIds.isEmpty();
            })) << mostlyText(bob.tenant(id)).toStdString();
            EXPECT_EQ(diaryOf(*elsewhere->second, id), "written since");
            const auto left = life.world.hosts.at(here)->files().directories();
            EXPECT_EQ(left.filter(id).filter(QRegularExpression(u"^(?!.*/archive/)"_s)).join(u' ').toStdString(), "");
        }
    }
}

namespace {

using Asleep = std::function<void(Life &, Program &bob)>;
using Awake = std::function<void(Life &, Program &bob, bool slept)>;

/// Before each effect of a stage in turn alice falls asleep: ten minutes pass, then bob does `meanwhile`; she wakes and
/// goes on with that very effect, and `after` is judged. Answers how often she slept.
int sleepBeforeEachEffectOf(Operator::Stage stage, const Asleep &meanwhile, const Awake &after)
{
    bool isHit = true;
    int sleeps = 0;
    for (int n = 1; isHit && !testing::Test::HasFailure(); ++n) {
        SCOPED_TRACE(testing::Message() << "asleep before effect " << n << " of stage " << stage);
        isHit = false;
        Life life(lifeAt(stage, hostsFor(stage)), Operator::Done, 1);
        const QString id = life.op.tenantId();
        Program bob(life.world, u"bob"_s);
        EXPECT_TRUE(life.op.ask(bob));
        life.at(*life.alice, Moment::BeforeEffect, n, [&]() -> std::optional<Error> {
            isHit = true;
            ++sleeps;
            life.world.pass(600'000);
            meanwhile(life, bob);
            return std::nullopt;
        });
        bool isOver = false;
        for (int turns = 0; turns < 40 && !isOver; ++turns) {
            const auto turn = life.alice->step(id); // the one in which she slept may fail
            EXPECT_EQ(life.world.violations().join(u'\n').toStdString(), std::string());
            isOver = isHit || (turn && life.op.isMetBy(turn->tenant));
            life.world.pass(1000);
        }
        life.quiet();
        after(life, bob, isHit);
        EXPECT_EQ(life.world.violations().join(u'\n').toStdString(), std::string());
    }
    return sleeps;
}

} // namespace

/// Whoever slept through a restoring does not do it again to a home that is in use.
TEST(CrashTest, aRestoreIsNotRepeatedByAProgramThatSleptThroughIt)
{
    const int sleeps = sleepBeforeEachEffectOf(
        Operator::Restore,
        [](Life &life, Program &bob) {
            EXPECT_TRUE(bob.driveTo(life.op.tenantId(), Phase::Ready));
            writeSince(*life.world.hosts.begin()->second, life.op.tenantId());
        },
        [](Life &life, Program &bob, bool slept) {
            EXPECT_TRUE(bob.driveTo(life.op.tenantId(), Phase::Ready));
            EXPECT_EQ(diaryOf(*life.world.hosts.begin()->second, life.op.tenantId()), slept ? "written since" : "kept");
        });
    EXPECT_GT(sleeps, 10);
}

/// Nor to one of a later generation: he may have slept before the first time.
TEST(CrashTest, aRestoreIsNotRepeatedByAProgramThatSleptThroughItsGeneration)
{
    const int sleeps = sleepBeforeEachEffectOf(
        Operator::Restore,
        [](Life &life, Program &bob) {
            const QString id = life.op.tenantId();
            EXPECT_TRUE(bob.registry->bumpGeneration(id, u"restart"_s, -1, bob.options.actor));
            EXPECT_TRUE(bob.driveTo(id, Phase::Ready));
            EXPECT_TRUE(bob.tenant(id).restoreFrom.isEmpty());
            writeSince(*life.world.hosts.begin()->second, id);
        },
        [](Life &life, Program &bob, bool slept) {
            EXPECT_TRUE(bob.driveTo(life.op.tenantId(), Phase::Ready));
            EXPECT_EQ(diaryOf(*life.world.hosts.begin()->second, life.op.tenantId()), slept ? "written since" : "kept");
        });
    EXPECT_GT(sleeps, 10);
}

/// Whoever slept through an upgrade and the way back changes no image when he wakes.
TEST(CrashTest, anUpgradeIsNotRepeatedByAProgramThatSleptThroughTheRollback)
{
    QString image;
    const int sleeps = sleepBeforeEachEffectOf(
        Operator::Upgrade,
        [&](Life &life, Program &bob) {
            const QString id = life.op.tenantId();
            SimulatedHost &host = *life.world.hosts.begin()->second;
            image = host.engine().inspectImage(bob.options.image, {})->id;
            EXPECT_TRUE(bob.driveTo(id, Phase::Ready));
            EXPECT_NE(host.tenantContainers(id).first().summary.imageId, image);
            EXPECT_TRUE(bob.registry->setImage(id, bob.options.image, image, u"rollback"_s, bob.options.actor));
            EXPECT_TRUE(bob.driveTo(id, Phase::Ready));
        },
        [&](Life &life, Program &bob, bool slept) {
            const QString id = life.op.tenantId();
            EXPECT_TRUE(bob.driveTo(id, Phase::Ready));
            const auto containers = life.world.hosts.begin()->second->tenantContainers(id);
            EXPECT_EQ(containers.size(), 1);
            EXPECT_EQ(containers.first().summary.imageId == image, slept);
            EXPECT_EQ(diaryOf(*life.world.hosts.begin()->second, id), "kept");
        });
    EXPECT_GT(sleeps, 5);
}

/// It falls asleep before it writes down which image it found; meanwhile the tenant gets another one, and a container.
TEST(CrashTest, anImageIsNotPinnedByAProgramThatSleptThroughAnUpgrade)
{
    Life life(Operator::Provision);
    EXPECT_TRUE(life.op.ask(*life.alice));
    const QString id = life.op.tenantId();
    Program bob(life.world, u"bob"_s);
    SimulatedHost &host = *life.world.hosts.begin()->second;
    host.engine().addImage(nextImage);
    const QString image = host.engine().inspectImage(nextImage, {})->id;
    life.alice->progress = [&](const StepEvent &event) {
        if (event.step != "pin-image"_L1 || event.kind != StepEvent::Kind::Begin)
            return;
        life.world.pass(600'000);
        EXPECT_TRUE(bob.registry->setImage(id, nextImage, image, u"upgrade"_s, bob.options.actor));
        EXPECT_TRUE(bob.driveTo(id, Phase::BindWait));
    };
    for (int turns = 0; turns < 3; ++turns)
        (void)life.alice->step(id);
    EXPECT_EQ(bob.tenant(id).imageId, image);
    EXPECT_EQ(bob.registry->instances(id)->first().imageId, image);
    EXPECT_EQ(host.tenantContainers(id).first().summary.imageId, image);
    EXPECT_EQ(life.world.violations().join(u'\n').toStdString(), std::string());
}

/// Nor does one that slept since it decided to replace a container replace the one that serves by then.
TEST(CrashTest, whatServesIsNotReplacedByAProgramThatSleptSinceItMeantTo)
{
    for (const bool takesPort : {true, false}) {
        Life life(Operator::Provision);
        Program bob(life.world, u"bob"_s);
        SimulatedHost &host = *life.world.hosts.begin()->second;
        if (takesPort)
            host.engine().occupyPort(8700);
        EXPECT_TRUE(takesPort ? life.op.ask(*life.alice) : life.op.go(*life.alice));
        const QString id = life.op.tenantId();
        if (!takesPort)
            host.setGatewayDown(id, true);
        int slept = 0;
        life.alice->progress = [&](const StepEvent &event) {
            const bool isMeant = event.step == "move-port"_L1 || event.step == "next-generation"_L1;
            if (!isMeant || event.kind != StepEvent::Kind::Begin || ++slept > 1)
                return;
            life.world.pass(600'000, 10'000);
            host.setGatewayDown(id, false);
            EXPECT_TRUE(bob.registry->bumpGeneration(id, u"restart"_s, -1, bob.options.actor));
            host.engine().occupyPort(8700, false);
            EXPECT_TRUE(bob.driveTo(id, Phase::BindWait));
        };
        for (int turns = 0; turns < 1000 && slept == 0; ++turns) {
            (void)life.alice->step(id);
            life.world.pass(1000);
        }
        EXPECT_EQ(slept, 1);
        const int generation = bob.tenant(id).generation;
        EXPECT_TRUE(bob.driveTo(id, Phase::BindWait));
        EXPECT_EQ(bob.tenant(id).generation, generation);
        EXPECT_EQ(generation, 2);
        EXPECT_EQ(life.world.violations().join(u'\n').toStdString(), std::string());
    }
}

/// Whoever slept through the end of a tenant, and through its return, destroys nothing when he wakes.
TEST(CrashTest, aTenantThatCameBackIsNotDestroyedByAProgramThatSleptThroughIt)
{
    QString kept;
    QByteArray packed;
    const int sleeps = sleepBeforeEachEffectOf(
        Operator::Destroy,
        [&](Life &life, Program &bob) {
            const QString id = life.op.tenantId();
            SimulatedHost &host = *life.world.hosts.begin()->second;
            EXPECT_TRUE(bob.driveTo(id, Phase::Gone));
            const QString file = u"home-g%1.tar.gz"_s.arg(bob.tenant(id).generation);
            kept = SimulatedHost::archiveDirectory(id) + u'/' + file;
            packed = host.files().find(kept)->bytes;
            EXPECT_TRUE(bob.registry->restoreTenant(id, file, bob.options.actor));
            EXPECT_TRUE(bob.driveTo(id, Phase::Ready));
            writeSince(host, id);
        },
        [&](Life &life, Program &bob, bool slept) {
            if (!slept)
                return; // it is gone, as it was asked for
            const QString id = life.op.tenantId();
            SimulatedHost &host = *life.world.hosts.begin()->second;
            EXPECT_TRUE(bob.driveTo(id, Phase::Ready));
            EXPECT_TRUE(bob.step(id));
            EXPECT_EQ(diaryOf(host, id), "written since");
            EXPECT_EQ(host.files().find(kept)->bytes, packed) << "what it came back from";
            EXPECT_EQ(host.engine().containers().size(), 1);
        });
    EXPECT_GT(sleeps, 10);
}

/// Whoever slept through the rest of the move, and through the tenant's return, destroys nothing when he wakes.
TEST(CrashTest, aMoveIsNotUndoneByAProgramThatSleptThroughIt)
{
    const int sleeps = sleepBeforeEachEffectOf(
        Operator::Move,
        [](Life &life, Program &bob) {
            const QString id = life.op.tenantId();
            const Tenant tenant = bob.tenant(id);
            const QString before = tenant.homeHostId.isEmpty() ? tenant.leftHomeHostIds.value(0) : tenant.homeHostId;
            const auto arrived = [](const Tenant &now) {
                return now.phase == Phase::Ready && now.homeHostId.isEmpty() && now.leftHomeHostIds.isEmpty();
            };
            EXPECT_TRUE(bob.drive(id, arrived));
            if (!before.isEmpty()) {
                EXPECT_TRUE(bob.registry->moveTenant(id, before, 0, bob.options.actor));
                EXPECT_TRUE(bob.drive(id, arrived));
            }
        },
        [](Life &life, Program &bob, bool /*slept*/) {
            EXPECT_TRUE(bob.driveTo(life.op.tenantId(), Phase::Ready));
            EXPECT_EQ(bob.tenant(life.op.tenantId()).homeHostId, QString());
        });
    EXPECT_GT(sleeps, 20);
}

/// Nor does one that slept while a prefab tenant became a container touch what it is now.
TEST(CrashTest, WhatBecameAContainerStaysOne)
{
    for (const auto stage : {Operator::Become, Operator::BecomeElsewhere}) {
        const int sleeps = sleepBeforeEachEffectOf(
            stage,
            [](Life &life, Program &bob) {
                const QString id = life.op.tenantId();
                EXPECT_TRUE(bob.drive(id, [&](const Tenant &now) { return life.op.isMetBy(now); }));
                writeSince(*life.world.hosts.at(bob.tenant(id).hostId), id);
            },
            [](Life &life, Program &bob, bool slept) {
                const QString id = life.op.tenantId();
                EXPECT_TRUE(bob.drive(id, [&](const Tenant &now) { return life.op.isMetBy(now); }));
                SimulatedHost &host = *life.world.hosts.at(bob.tenant(id).hostId);
                EXPECT_EQ(diaryOf(host, id), slept ? "written since" : "");
                EXPECT_EQ(host.engine().device(SimulatedHost::profileDirectory(id)).files.size(), 1) << "the old home";
            });
        EXPECT_GT(sleeps, 10);
    }
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
