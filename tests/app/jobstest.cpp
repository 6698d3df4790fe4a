#include "desk.h"
#include "imageplan.h"
#include "jobwords.h"

#include <QSignalSpy>
#include <gtest/gtest.h>

using namespace Qt::StringLiterals;
using namespace hermes::desktop;

namespace {

const QString next = u"nousresearch/hermes-agent:0.14.0"_s;
const QString broken = u"nousresearch/hermes-agent:0.14.0-broken"_s;

QStringList column(const RecordListModel &list, const char *role)
{
    QStringList texts;
    for (int row = 0; row < list.count(); ++row)
        texts.append(roleOf(list, row, role));
    return texts;
}

/// Ready tenants that have an image of their own.
QStringList upgradable(Desk &desk, qsizetype count)
{
    QStringList names;
    for (const TenantRow &row : desk.app.tenants()->model().rows())
        if (row.phase == "READY"_L1 && !row.image.isEmpty() && names.size() < count)
            names.append(row.name);
    names.sort();
    return names;
}

void moveOn(Desk &desk, int seconds)
{
    for (int second = 0; second < seconds; ++second) {
        desk.advance(1'000);
        desk.backend.moveJobsOn();
    }
}

QString imageOf(Desk &desk, const QString &name)
{
    return desk.app.tenants()->model().find(name)->image;
}

QString begin(Desk &desk, const QStringList &names, const QString &image)
{
    desk.app.upgrade()->askUpgrade(names, image);
    QTest::qWait(10);
    QSignalSpy begun(desk.app.upgrade(), &UpgradeController::begun);
    desk.app.upgrade()->accept();
    return begun.isEmpty() ? QString() : begun.first().first().toString();
}

TenantRow tenantOf(
    const QString &name, const QString &phase, const QString &image, const QString &tier = u"container"_s)
{
    TenantRow row;
    row.name = name;
    row.phase = phase;
    row.image = image;
    row.tier = tier;
    row.host = u"ecs-1"_s;
    return row;
}

} // namespace

TEST(ImagePlan, beginsWithWhomCanTellAndLeavesWhoCannotWithTheReason)
{
    const QList<TenantRow> rows{tenantOf(u"old"_s, u"READY"_s, u"r/h:1"_s), tenantOf(u"new"_s, u"READY"_s, u"r/h:2"_s),
        tenantOf(u"asleep"_s, u"PAUSED"_s, u"r/h:1"_s), tenantOf(u"stuck"_s, u"BLOCKED"_s, u"r/h:1"_s),
        tenantOf(u"far"_s, u"UNKNOWN"_s, u"r/h:1"_s), tenantOf(u"host's"_s, u"READY"_s, {}, u"prefab"_s),
        tenantOf(u"scan"_s, u"BIND_WAIT"_s, u"r/h:1"_s)};
    QStringList names;
    for (const TenantRow &row : rows)
        names.append(row.name);
    const ImagePlan plan = imagePlan(rows, {names, u"r/h:2"_s}, u"r/h:0"_s, {});
    QStringList order;
    QStringList obstacles;
    for (const ImageRow &row : plan.rows) {
        order.append(row.tenant);
        obstacles.append(row.obstacle);
    }
    EXPECT_EQ(order.join(u' '), u"old scan asleep new far host's stuck"_s);
    EXPECT_EQ(obstacles.mid(4).join(u' '), u"UNKNOWN PREFAB NOT_SERVING"_s);
    EXPECT_TRUE(obstacles.mid(0, 4).join(QString()).isEmpty());
    EXPECT_EQ(plan.known, (QStringList{u"r/h:0"_s, u"r/h:2"_s, u"r/h:1"_s})) << "the standard one first";
    EXPECT_EQ(imagePlan(rows, {{u"old"_s}}, u"r/h:0"_s, {}).image, u"r/h:0"_s) << "none was named";
    EXPECT_TRUE(imagePlan(rows, {{u"stuck"_s}, u"r/h:2"_s}, u"r/h:0"_s, {}).rows.first().obstacle.isEmpty())
        << "a single one may get an image that mends it";
}

TEST(ImagePlan, goesBackToWhatEachHadAndBeginsWithThoseThatDoNotServe)
{
    const QList<TenantRow> rows{tenantOf(u"fine"_s, u"READY"_s, u"r/h:2"_s),
        tenantOf(u"down"_s, u"BLOCKED"_s, u"r/h:2"_s), tenantOf(u"first"_s, u"READY"_s, u"r/h:2"_s)};
    const ImagePlan plan = imagePlan(rows, {{u"fine"_s, u"down"_s, u"first"_s}, {}, true}, u"r/h:0"_s,
        {{u"fine"_s, u"r/h:1"_s}, {u"down"_s, u"r/h:2"_s}});
    ASSERT_EQ(plan.rows.size(), 3);
    EXPECT_EQ(plan.rows.at(0).tenant, u"down"_s);
    EXPECT_FALSE(plan.rows.at(0).same) << "of the same name, and another image";
    EXPECT_EQ(plan.rows.at(1).to, u"r/h:1"_s);
    EXPECT_EQ(plan.rows.at(2).obstacle, u"NO_FORMER"_s);
}

TEST(ImagePlan, writesImagesAsShortAsTheyCanBeTold)
{
    EXPECT_EQ(imageShort(u"registry.example.com:5000/nous/hermes-agent:0.13.0"_s), u"hermes-agent:0.13.0"_s);
    EXPECT_EQ(imageShort(u"sha256:0123456789abcdef0123"_s), u"0123456789ab"_s);
    EXPECT_EQ(imageChangeText(u"nous/hermes-agent:0.13.0"_s, u"nous/hermes-agent:0.14.0"_s), u"0.13.0 → 0.14.0"_s);
    EXPECT_EQ(imageChangeText(u"nous/hermes-agent:1"_s, u"ours/hermes:1"_s), u"hermes-agent:1 → hermes:1"_s);
    EXPECT_EQ(imageChangeText(u"sha256:0123456789abcdef"_s, u"n/h:1"_s), u"0123456789ab → h:1"_s);
}

TEST(Upgrade, takesTheStandardImageUnlessAnotherIsNamedAndShowsTheSteps)
{
    Desk desk;
    const QString name = upgradable(desk, 1).first();
    desk.app.tenants()->select(name);
    QTest::qWait(10);
    desk.app.tenant()->act(u"upgrade"_s);
    QTest::qWait(10);
    UpgradeController &upgrade = *desk.app.upgrade();
    ASSERT_TRUE(upgrade.isAsking());
    EXPECT_TRUE(upgrade.title().contains(name));
    EXPECT_EQ(upgrade.image(), DemoFleet::image());
    EXPECT_GE(upgrade.images()->count(), 2);
    EXPECT_TRUE(upgrade.busy().contains(u'2')) << upgrade.busy().toStdString();
    upgrade.setImage(next);
    EXPECT_FALSE(upgrade.isPossible()) << "its plan is not known yet";
    ASSERT_TRUE(QTest::qWaitFor([&] { return upgrade.isPossible(); }, 2'000));
    EXPECT_GE(upgrade.steps()->count(), 4);
    EXPECT_TRUE(roleOf(*upgrade.steps(), 0, "title").contains(next));
    EXPECT_TRUE(roleOf(*upgrade.rows(), 0, "change").endsWith(u"0.14.0"_s));
    EXPECT_EQ(upgrade.verbText(), u"Upgrade "_s + name);
    upgrade.refuse();
    QTest::qWait(10);
    EXPECT_NE(imageOf(desk, name), next) << "nothing has happened";
    EXPECT_EQ(desk.app.jobs()->total(), 0);
}

TEST(Upgrade, refusesWhatIsNoImageAndSaysWhatToWrite)
{
    Desk desk;
    UpgradeController &upgrade = *desk.app.upgrade();
    upgrade.askUpgrade(upgradable(desk, 3), u"no image"_s);
    QTest::qWait(10);
    EXPECT_TRUE(upgrade.problem()->isPresent());
    EXPECT_FALSE(upgrade.problem()->hint().isEmpty());
    EXPECT_FALSE(upgrade.isPossible());
    upgrade.setImage(next);
    EXPECT_TRUE(QTest::qWaitFor([&] { return upgrade.isPossible(); }, 2'000));
}

TEST(Upgrade, namesEveryWaveAndWhoIsLeftAndWhy)
{
    Desk desk;
    QStringList names = upgradable(desk, 4);
    names += {u"fang-lei"_s, u"huaxin-capital"_s, u"northgate-fund"_s}; // prefab, blocked, out of sight
    UpgradeController &upgrade = *desk.app.upgrade();
    upgrade.setAtOnce(u"2"_s);
    upgrade.askUpgrade(names, next);
    QTest::qWait(10);
    ASSERT_EQ(upgrade.rows()->count(), 7);
    const QStringList groups = column(*upgrade.rows(), "group");
    EXPECT_EQ(
        groups, (QStringList{u"First, alone"_s, u"Then up to 2 at a time"_s, {}, {}, u"Left as they are"_s, {}, {}}));
    const QStringList notes = column(*upgrade.rows(), "note");
    EXPECT_EQ(notes.at(4), u"Runs the host's own Hermes"_s);
    EXPECT_TRUE(notes.at(5).contains(u"Blocked"_s)) << notes.at(5).toStdString();
    EXPECT_EQ(notes.at(6), u"Its host does not answer"_s);
    EXPECT_TRUE(notes.at(0).contains(u"2 conversations"_s)) << notes.at(0).toStdString();
    EXPECT_EQ(upgrade.verbText(), u"Upgrade 4 tenants"_s);
}

TEST(Upgrade, anEmptiedImageIsAProblemAndWhatIsTypedIsKept)
{
    Desk desk;
    UpgradeController &upgrade = *desk.app.upgrade();
    upgrade.askUpgrade(upgradable(desk, 2), next);
    QTest::qWait(10);
    ASSERT_TRUE(upgrade.isPossible());
    upgrade.setImage(u"  "_s);
    EXPECT_FALSE(upgrade.isPossible());
    EXPECT_TRUE(upgrade.problem()->isPresent());
    EXPECT_FALSE(upgrade.problem()->hint().isEmpty());
    QTest::qWait(400);
    EXPECT_TRUE(upgrade.image().isEmpty()) << "no other is named for the person";
    EXPECT_FALSE(upgrade.isPossible());
    upgrade.setImage(broken);
    ASSERT_TRUE(QTest::qWaitFor([&] { return upgrade.isPossible(); }, 2'000));
    EXPECT_EQ(upgrade.image(), broken);
}

TEST(Upgrade, saysOfOneThatWasDestroyedMeanwhileThatItIsGone)
{
    Desk desk;
    UpgradeController &upgrade = *desk.app.upgrade();
    upgrade.askUpgrade({upgradable(desk, 1).first(), u"no-such-tenant"_s}, next);
    QTest::qWait(10);
    ASSERT_EQ(upgrade.rows()->count(), 2);
    EXPECT_EQ(roleOf(*upgrade.rows(), 1, "note"), u"Is there no more"_s);
    EXPECT_EQ(upgrade.verbText(), u"Upgrade "_s + upgradable(desk, 1).first());
    EXPECT_TRUE(upgrade.isPossible());
}

TEST(Upgrade, isNotBegunWhileNothingIsKnown)
{
    Desk desk;
    UpgradeController &upgrade = *desk.app.upgrade();
    upgrade.askUpgrade(upgradable(desk, 2), next);
    QTest::qWait(10);
    ASSERT_TRUE(upgrade.isPossible());
    upgrade.setStale(true);
    EXPECT_FALSE(upgrade.isPossible());
    QSignalSpy begun(&upgrade, &UpgradeController::begun);
    upgrade.accept();
    EXPECT_TRUE(begun.isEmpty());
}

TEST(Upgrade, isNotOfferedWhereTheHostsOwnHermesRuns)
{
    Desk desk;
    desk.app.tenants()->check(u"fang-lei"_s, true);
    EXPECT_FALSE(desk.app.tenants()->canUpgrade());
    desk.app.tenants()->check(upgradable(desk, 1).first(), true);
    EXPECT_TRUE(desk.app.tenants()->canUpgrade());
    UpgradeController &upgrade = *desk.app.upgrade();
    upgrade.askUpgrade({u"fang-lei"_s}, next);
    QTest::qWait(10);
    EXPECT_FALSE(upgrade.isPossible());
    EXPECT_TRUE(upgrade.problem()->isPresent());
}

TEST(Jobs, goWaveByWaveAndTellHowFarTheyAre)
{
    Desk desk;
    const QStringList names = upgradable(desk, 5);
    desk.app.upgrade()->setAtOnce(u"3"_s);
    const QString id = begin(desk, names, next);
    JobsController &jobs = *desk.app.jobs();
    EXPECT_EQ(jobs.selected(), id) << "several: it is shown";
    EXPECT_EQ(jobs.running(), 1);
    QStringList groups = column(*jobs.parts(), "group");
    groups.removeAll(QString());
    EXPECT_EQ(groups, (QStringList{u"First, alone"_s, u"Not begun yet"_s}));
    moveOn(desk, 4);
    EXPECT_EQ(imageOf(desk, roleOf(*jobs.parts(), 0, "tenant")), next);
    EXPECT_TRUE(roleOf(*jobs.rows(), 0, "progress").contains(u"1 of 5 done, 3 under way"_s))
        << roleOf(*jobs.rows(), 0, "progress").toStdString();
    moveOn(desk, 8);
    EXPECT_EQ(jobs.running(), 0);
    EXPECT_EQ(jobs.stateName(), u"Done"_s);
    for (const QString &name : names)
        EXPECT_EQ(imageOf(desk, name), next) << name.toStdString();
    EXPECT_TRUE(jobs.isRevertible());
    EXPECT_FALSE(jobs.isContinuable());
    EXPECT_EQ(roleOf(*jobs.rows(), 0, "took"), u"0:12"_s);
    desk.advance(5'000);
    EXPECT_EQ(roleOf(*jobs.rows(), 0, "took"), u"0:12"_s) << "it is over";
    // What another job changed since is not this one's to take back.
    begin(desk, names, DemoFleet::image());
    moveOn(desk, 20);
    jobs.select(id);
    EXPECT_EQ(imageOf(desk, names.first()), DemoFleet::image());
    EXPECT_FALSE(jobs.isRevertible());
}

TEST(Jobs, stopByThemselvesSayWhyAndAreRolledBackOrGoneOnWith)
{
    Desk desk;
    const QStringList names = upgradable(desk, 6);
    const QString before = imageOf(desk, names.first());
    desk.app.upgrade()->setAtOnce(u"2"_s);
    const QString id = begin(desk, names, broken);
    moveOn(desk, 10);
    JobsController &jobs = *desk.app.jobs();
    EXPECT_EQ(jobs.stateName(), u"Failed"_s);
    EXPECT_TRUE(jobs.endTitle().contains(u"3 tenants were left"_s)) << jobs.endTitle().toStdString();
    EXPECT_FALSE(jobs.endText().isEmpty());
    EXPECT_TRUE(jobs.isContinuable());
    ASSERT_TRUE(jobs.isRevertible());

    QSignalSpy upgradeAsked(&jobs, &JobsController::upgradeAsked);
    jobs.goOn();
    ASSERT_EQ(upgradeAsked.count(), 1);
    EXPECT_EQ(upgradeAsked.first().first().toStringList().size(), 3);
    desk.app.upgrade()->refuse();

    jobs.revert();
    QTest::qWait(10);
    UpgradeController &upgrade = *desk.app.upgrade();
    ASSERT_TRUE(upgrade.isAsking());
    EXPECT_TRUE(upgrade.isBack());
    EXPECT_EQ(upgrade.rows()->count(), 3) << "those that it touched";
    upgrade.accept();
    EXPECT_NE(jobs.selected(), id);
    moveOn(desk, 10);
    EXPECT_EQ(jobs.stateName(), u"Done"_s);
    EXPECT_FALSE(jobs.isRevertible()) << "what would be next is an upgrade";
    EXPECT_NE(imageOf(desk, names.first()), broken);
    EXPECT_FALSE(before.isEmpty());
}

TEST(Jobs, areStoppedByHandAfterTheWaveThatIsUnderWay)
{
    Desk desk;
    const QStringList names = upgradable(desk, 4);
    begin(desk, names, next);
    JobsController &jobs = *desk.app.jobs();
    ASSERT_TRUE(jobs.isStoppable());
    jobs.stop();
    EXPECT_EQ(jobs.stateName(), u"Stopping"_s);
    EXPECT_FALSE(jobs.isStoppable());
    moveOn(desk, 6);
    EXPECT_EQ(jobs.stateName(), u"Stopped"_s);
    int changed = 0;
    for (const QString &name : names)
        changed += imageOf(desk, name) == next;
    EXPECT_EQ(changed, 1);
    EXPECT_TRUE(jobs.endTitle().contains(u"3 tenants"_s)) << jobs.endTitle().toStdString();
}

TEST(Jobs, areToldInTheTenantsPaneUntilSomebodyHasSeenThem)
{
    Desk desk;
    const QString name = upgradable(desk, 1).first();
    desk.app.tenants()->select(name);
    JobsController &jobs = *desk.app.jobs();
    EXPECT_FALSE(jobs.isTenantShown());
    begin(desk, {name}, next);
    EXPECT_TRUE(jobs.selected().isEmpty()) << "a single one is followed in its pane";
    moveOn(desk, 2);
    ASSERT_TRUE(jobs.isTenantShown());
    EXPECT_TRUE(jobs.isTenantRunning());
    EXPECT_EQ(jobs.tenantTitle(), u"Upgrade to hermes-agent:0.14.0"_s);
    QTest::qWait(250);
    EXPECT_EQ(jobs.tenantText(), u"makes the new container"_s);
    moveOn(desk, 3);
    EXPECT_FALSE(jobs.isTenantRunning());
    EXPECT_TRUE(jobs.isTenantRevertible());
    desk.app.tenants()->select(u"fang-lei"_s);
    EXPECT_FALSE(jobs.isTenantShown()) << "it is about another";
    desk.app.tenants()->select(name);
    EXPECT_TRUE(jobs.isTenantShown());
    QSignalSpy asked(&jobs, &JobsController::activityAsked);
    jobs.showTenantJob();
    EXPECT_EQ(asked.count(), 1);
    EXPECT_FALSE(jobs.selected().isEmpty());
    jobs.dismissTenantJob();
    EXPECT_FALSE(jobs.isTenantShown());
}

TEST(Jobs, areToldInTheLanguageInUse)
{
    Desk desk;
    begin(desk, upgradable(desk, 2), next);
    desk.settings.setLanguage(u"zh_CN"_s);
    EXPECT_EQ(desk.app.jobs()->stateName(), u"进行中"_s);
    desk.settings.setLanguage(u"en"_s);
}

TEST(JobBoard, callsWhatNobodyToldOfLeft)
{
    const hermes::SystemClock clock;
    JobFacts seen;
    int pushes = 0;
    JobBoard board(clock, [&](const JobFacts &job) {
        seen = job;
        ++pushes;
    });
    JobFacts job;
    job.kind = u"UPGRADE"_s;
    job.parts = {{u"a"_s}, {u"b"_s}, {u"c"_s}};
    const QString id = board.begin(job);
    board.setPart(id, u"a"_s, u"RUNNING"_s, 1);
    board.setPart(id, u"a"_s, u"DONE"_s);
    EXPECT_EQ(pushes, 3);
    for (int line = 0; line < 100; ++line)
        board.setStep(id, u"b"_s, u"pull-image"_s, QString::number(line));
    EXPECT_EQ(pushes, 3) << "a pull says more than anybody reads";
    EXPECT_TRUE(QTest::qWaitFor([&] { return pushes == 4; }, 2'000));
    EXPECT_EQ(seen.parts.at(1).note, u"99"_s);
    board.end(id, hermes::fail(hermes::ErrorKind::Network, u"the registry is gone"_s));
    EXPECT_EQ(seen.state, u"FAILED"_s);
    EXPECT_EQ(seen.parts.at(0).wave, 1);
    EXPECT_EQ(tenantsIn(seen, {u"LEFT"_s}), (QStringList{u"b"_s, u"c"_s}));
    EXPECT_TRUE(isOver(seen));
    EXPECT_EQ(board.find(id), nullptr);
    pushes = 0;
    board.setPart(id, u"b"_s, u"DONE"_s);
    board.end(id, hermes::Status());
    EXPECT_EQ(pushes, 0) << "it is over for good";
}

TEST(JobBoard, whatWasUnderWayFailsWithTheJobAndIsStoppedByHandOnlyIfSomebodyWasLeft)
{
    const hermes::SystemClock clock;
    JobFacts seen;
    JobBoard board(clock, [&](const JobFacts &job) { seen = job; });
    JobFacts job;
    job.kind = u"UPGRADE"_s;
    job.parts = {{u"a"_s}, {u"b"_s}};
    const hermes::Status broke = hermes::fail(hermes::ErrorKind::Network, u"the host is gone"_s);
    QString id = board.begin(job);
    board.setPart(id, u"a"_s, u"RUNNING"_s, 1);
    board.stop(id);
    board.end(id, broke);
    EXPECT_EQ(seen.state, u"STOPPED"_s);
    EXPECT_EQ(seen.parts.at(0).state, u"FAILED"_s);
    EXPECT_EQ(seen.parts.at(0).error.message, u"the host is gone"_s);
    EXPECT_EQ(seen.parts.at(1).state, u"LEFT"_s);
    EXPECT_EQ(seen.error.message, u"the host is gone"_s);

    id = board.begin(job);
    board.setPart(id, u"a"_s, u"RUNNING"_s, 1);
    board.setPart(id, u"b"_s, u"RUNNING"_s, 1);
    board.stop(id);
    board.end(id, broke);
    EXPECT_EQ(seen.state, u"FAILED"_s) << "nobody was left: stopping changed nothing";
}
