#include "desk.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <gtest/gtest.h>

using namespace Qt::StringLiterals;
using namespace hermes::desktop;

namespace {

QString phaseOf(Desk &desk, const QString &name)
{
    const TenantRow *row = desk.app.tenants()->model().find(name);
    return row ? row->phase : QString();
}

QString readyTenant(Desk &desk)
{
    for (const TenantRow &row : desk.app.tenants()->model().rows())
        if (row.phase == "READY"_L1)
            return row.name;
    return {};
}

QString textOf(const RecordListModel &list, int row, const char *role)
{
    return list.index(row).data(list.roleNames().key(role)).toString();
}

} // namespace

TEST(ActPlan, showsWhatWouldBeDoneBeforeItIsDone)
{
    Desk desk;
    const QString name = readyTenant(desk);
    ASSERT_FALSE(name.isEmpty());
    desk.app.tenants()->select(name);
    QTest::qWait(10);
    for (const auto *verb : {"stop", "restart", "rebind"}) {
        desk.app.tenant()->act(QString::fromLatin1(verb));
        QTest::qWait(10);
        EXPECT_TRUE(desk.app.plan()->isAsking()) << verb;
        EXPECT_TRUE(desk.app.plan()->title().contains(name)) << verb;
        EXPECT_GE(desk.app.plan()->steps()->count(), 3) << verb;
        EXPECT_EQ(phaseOf(desk, name), u"READY"_s) << "nothing has happened yet";
        desk.app.plan()->refuse();
        EXPECT_FALSE(desk.app.plan()->isAsking());
        EXPECT_EQ(phaseOf(desk, name), u"READY"_s);
    }
}

TEST(ActPlan, doesItAtOnceOrWhenNobodyIsBeingAnsweredAnyMore)
{
    Desk desk;
    const QString name = readyTenant(desk);
    QSignalSpy decided(desk.app.plan(), &ActPlanController::decided);
    desk.app.plan()->ask(u"stop"_s, {name});
    QTest::qWait(10);
    EXPECT_TRUE(desk.app.plan()->busy().contains(u'2')) << desk.app.plan()->busy().toStdString();
    desk.app.plan()->acceptWhenIdle();
    EXPECT_EQ(desk.app.plan()->waiting(), QStringList{name});
    EXPECT_FALSE(desk.app.plan()->waitText(name).isEmpty());
    QTest::qWait(50);
    EXPECT_EQ(decided.count(), 0);
    desk.backend.setActiveAgents(0);
    ASSERT_TRUE(QTest::qWaitFor([&] { return decided.count() == 1; }, 10'000));
    EXPECT_EQ(decided.first().at(0).toString(), u"stop"_s);
    EXPECT_EQ(decided.first().at(1).toStringList(), QStringList{name});
    EXPECT_TRUE(desk.app.plan()->waiting().isEmpty());

    desk.backend.setActiveAgents(1);
    desk.app.plan()->ask(u"restart"_s, {name});
    QTest::qWait(10);
    desk.app.plan()->accept();
    EXPECT_EQ(decided.count(), 2);
}

TEST(ActPlan, canBeGivenUpWhileItWaitsAndDoneAnyway)
{
    Desk desk;
    const QString name = readyTenant(desk);
    QSignalSpy decided(desk.app.plan(), &ActPlanController::decided);
    desk.app.plan()->ask(u"restart"_s, {name});
    desk.app.plan()->acceptWhenIdle();
    desk.app.plan()->giveUp(name);
    EXPECT_TRUE(desk.app.plan()->waiting().isEmpty());
    QTest::qWait(50);
    EXPECT_EQ(decided.count(), 0);
    desk.app.plan()->ask(u"restart"_s, {name});
    desk.app.plan()->acceptWhenIdle();
    desk.app.plan()->goOn(name);
    EXPECT_EQ(decided.count(), 1);
}

TEST(ActPlan, namesEveryTenantOfSeveral)
{
    Desk desk;
    desk.app.plan()->ask(u"stop"_s, {u"acme-research"_s, u"lin-jia"_s});
    QTest::qWait(10);
    ASSERT_EQ(desk.app.plan()->steps()->count(), 2);
    EXPECT_EQ(textOf(*desk.app.plan()->steps(), 0, "title"), u"acme-research"_s);
    EXPECT_EQ(textOf(*desk.app.plan()->steps(), 1, "title"), u"lin-jia"_s);
    EXPECT_TRUE(desk.app.plan()->title().contains(u"2 tenants"_s)) << desk.app.plan()->title().toStdString();
}

TEST(ActPlan, saysWhyThereIsNone)
{
    Desk desk;
    desk.app.plan()->ask(u"stop"_s, {u"nobody"_s});
    QTest::qWait(10);
    EXPECT_TRUE(desk.app.plan()->problem()->isPresent());
    EXPECT_EQ(desk.app.plan()->steps()->count(), 0);
}

TEST(Leaks, areLookedForWhenThePageIsOpenedAndRepairedOnlyOnDemand)
{
    Desk desk;
    LeaksController *leaks = desk.app.leaks();
    EXPECT_FALSE(leaks->isKnown());
    leaks->setOpened(true);
    QTest::qWait(10);
    ASSERT_EQ(leaks->total(), 3);
    EXPECT_TRUE(leaks->isRepairable());
    EXPECT_FALSE(leaks->silentText().isEmpty()) << "a host of which nothing is known";
    EXPECT_EQ(textOf(*leaks->rows(), 0, "kindCode"), u"orphan"_s);
    EXPECT_FALSE(textOf(*leaks->rows(), 1, "next").isEmpty()) << "too young to be touched, and it says so";
    leaks->repair();
    QTest::qWait(10);
    EXPECT_EQ(leaks->total(), 2);
    EXPECT_FALSE(leaks->isRepairable());
}

TEST(Leaks, areCountedNowAndThenAlsoWhileThePageIsClosed)
{
    Desk desk;
    QTest::qWait(10);
    EXPECT_FALSE(desk.app.leaks()->isKnown());
    desk.advance(61'000);
    QTest::qWait(10);
    EXPECT_EQ(desk.app.leaks()->total(), 3);
}

TEST(Hosts, areCordonedAndTakenIntoUseAgain)
{
    Desk desk;
    HostsController *hosts = desk.app.hosts();
    hosts->select(u"ecs-hz-01"_s);
    ASSERT_TRUE(hosts->isCordonable());
    ASSERT_FALSE(hosts->isCordoned());
    hosts->toggleCordon();
    QTest::qWait(10);
    EXPECT_TRUE(hosts->isCordoned());
    hosts->toggleCordon();
    QTest::qWait(10);
    EXPECT_FALSE(hosts->isCordoned());
}

TEST(Hosts, areForgottenOnlyWhileTheyAreSilentAndTheirTenantsGetAnotherPlace)
{
    Desk desk;
    HostsController *hosts = desk.app.hosts();
    hosts->select(u"ecs-hz-01"_s);
    EXPECT_FALSE(hosts->isForgettable()) << "it answers";
    const QString silent = u"ecs-bj-01"_s;
    hosts->select(silent);
    ASSERT_TRUE(hosts->isForgettable());
    QStringList residents;
    for (const TenantRow &row : desk.app.tenants()->model().rows())
        if (row.host == silent)
            residents.append(row.name);
    ASSERT_FALSE(residents.isEmpty());
    hosts->forget();
    QTest::qWait(10);
    EXPECT_FALSE(hosts->isShown());
    EXPECT_EQ(hosts->rows()->find(silent), nullptr);
    for (const QString &name : std::as_const(residents))
        EXPECT_NE(desk.app.tenants()->model().find(name)->host, silent) << name.toStdString();
}

TEST(Move, asksWhereToShowsThePlanAndSendsTheTenantThere)
{
    Desk desk;
    const QString name = readyTenant(desk);
    const QString from = desk.app.tenants()->model().find(name)->host;
    desk.app.tenants()->select(name);
    QTest::qWait(10);
    desk.app.tenant()->act(u"migrate"_s);
    QTest::qWait(100);
    MoveController &move = *desk.app.move();
    EXPECT_TRUE(move.isAsking());
    EXPECT_TRUE(move.isChoosing());
    EXPECT_TRUE(move.title().contains(name));
    EXPECT_GE(move.steps()->count(), 3);
    EXPECT_TRUE(move.isPossible());
    for (int row = 0; row < move.hosts()->count(); ++row)
        EXPECT_NE(textOf(*move.hosts(), row, "name"), from) << "it is there already";
    const QString chosen = move.host();
    EXPECT_NE(chosen, from);
    EXPECT_EQ(phaseOf(desk, name), u"READY"_s) << "nothing has happened yet";
    move.accept();
    QTest::qWait(10);
    EXPECT_FALSE(move.isAsking());
    EXPECT_EQ(desk.app.tenants()->model().find(name)->host, chosen);
}

TEST(Move, showsWhoGoesWhereBeforeAHostIsEmptied)
{
    Desk desk;
    const QString host = desk.app.tenants()->model().find(readyTenant(desk))->host;
    MoveController &move = *desk.app.move();
    move.askHost(host);
    QTest::qWait(50);
    EXPECT_FALSE(move.isChoosing());
    EXPECT_TRUE(move.title().contains(host));
    ASSERT_GT(move.steps()->count(), 0);
    move.refuse();
    QTest::qWait(10);
    EXPECT_EQ(desk.app.tenants()->model().find(readyTenant(desk))->host, host) << "refused";
    move.askHost(host);
    QTest::qWait(50);
    move.accept();
    QTest::qWait(50);
    EXPECT_FALSE(move.isAsking());
    desk.app.hosts()->select(host);
    EXPECT_TRUE(desk.app.drain()->isRunning());
}

namespace {

QString readyOfTier(Desk &desk, const QString &tier)
{
    for (const TenantRow &row : desk.app.tenants()->model().rows())
        if (row.phase == "READY"_L1 && row.tier == tier)
            return row.name;
    return {};
}

QStringList verbsOf(Desk &desk, const QString &name)
{
    desk.app.tenants()->select(name);
    QTest::qWait(10);
    QStringList verbs;
    RecordListModel &more = *desk.app.tenant()->moreActions();
    for (int row = 0; row < more.count(); ++row)
        verbs.append(textOf(more, row, "verb"));
    return verbs;
}

} // namespace

TEST(Prefab, isOfferedAContainerAfterAQuestion)
{
    Desk desk;
    const QString name = readyOfTier(desk, u"prefab"_s);
    ASSERT_FALSE(name.isEmpty());
    EXPECT_FALSE(verbsOf(desk, readyOfTier(desk, u"container"_s)).contains(u"containerize"_s));
    ASSERT_TRUE(verbsOf(desk, name).contains(u"containerize"_s));
    desk.app.tenant()->act(u"containerize"_s);
    QTest::qWait(50);
    EXPECT_TRUE(desk.app.plan()->isAsking());
    EXPECT_TRUE(desk.app.plan()->title().contains(name));
    EXPECT_EQ(phaseOf(desk, name), u"READY"_s) << "nothing has happened yet";
}

TEST(Prefab, isChosenWithAWordAboutWhatItDoesNotKeepApart)
{
    Desk desk;
    NewTenantController *form = desk.app.newTenant();
    form->begin();
    QTest::qWait(10);
    EXPECT_TRUE(form->tierWarning().isEmpty());
    form->setTier(u"prefab"_s);
    const QString prefab = form->tierWarning();
    EXPECT_FALSE(prefab.isEmpty());
    form->setTier(u"shared"_s);
    EXPECT_FALSE(form->tierWarning().isEmpty());
    EXPECT_NE(form->tierWarning(), prefab);
}

TEST(Prefab, needsAPathThatSystemdCanRead)
{
    Desk desk;
    AddHostController *form = desk.app.addHost();
    form->begin();
    form->setHermesPath(u"/opt/hermes bin/hermes"_s);
    EXPECT_TRUE(form->hermesError().isEmpty()) << "it takes no prefab tenants";
    form->setAllowPrefab(true);
    EXPECT_FALSE(form->hermesError().isEmpty());
    form->setHermesPath(u"~/agent/hermes"_s);
    EXPECT_TRUE(form->hermesError().isEmpty());
    form->begin();
    form->cancel();
    form->begin();
    EXPECT_FALSE(form->allowsPrefab()) << "another host";
}
