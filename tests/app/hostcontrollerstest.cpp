#include "desk.h"

#include <QSignalSpy>
#include <QTest>
#include <gtest/gtest.h>

using namespace Qt::StringLiterals;
using namespace hermes::desktop;

namespace {

HostSettingsController *openSettings(Desk &desk, const QString &host)
{
    desk.app.hosts()->select(host);
    desk.app.hosts()->askSettings();
    QTest::qWait(10);
    return desk.app.hostSettings();
}

HostLimits limitsOf(Desk &desk, const QString &host)
{
    const auto detail = desk.backend.hostDetail(host);
    return detail.result()->limits;
}

QString roomCaption(Desk &desk)
{
    RecordListModel *cards = desk.app.tenants()->cards();
    for (int row = 0; row < cards->count(); ++row)
        if (roleOf(*cards, row, "key") == "hosts"_L1)
            return roleOf(*cards, row, "caption");
    return {};
}

} // namespace

TEST(HostSettings, showWhatIsSoNowAndSaveWhatIsChanged)
{
    Desk desk;
    HostSettingsController *form = openSettings(desk, u"ecs-hz-01"_s);
    ASSERT_TRUE(form->isOpen());
    EXPECT_FALSE(form->isLoading());
    EXPECT_EQ(form->capacity(), u"16"_s);
    EXPECT_EQ(form->overcommit(), u"300"_s);
    EXPECT_EQ(form->reserve(), u"20"_s);
    EXPECT_TRUE(form->allowsPrefab());
    EXPECT_TRUE(form->allowsShared());
    EXPECT_EQ(form->urlFrom(), u"loopback"_s);
    form->setUrlFrom({});
    EXPECT_FALSE(form->isReady()) << "there is nothing to save";
    const QSignalSpy saved(form, &HostSettingsController::saved);
    form->setUrlFrom(u"https://agents.example.com "_s);
    form->setCapacity(u"24"_s);
    form->setReserve(u"0,5"_s);
    form->setHermesPath(u"/opt/hermes/bin/hermes"_s);
    EXPECT_TRUE(form->isReady());
    form->submit();
    QTest::qWait(10);
    EXPECT_FALSE(form->isOpen());
    EXPECT_EQ(saved.count(), 1);
    const HostLimits limits = limitsOf(desk, u"ecs-hz-01"_s);
    EXPECT_EQ(limits.capacity, 24);
    EXPECT_EQ(limits.diskReserve, 1LL << 29);
    EXPECT_EQ(limits.memoryOvercommit, 300);
    EXPECT_EQ(limits.hermesPath, u"/opt/hermes/bin/hermes"_s);
    EXPECT_EQ(limits.urlFrom, u"https://agents.example.com"_s);
    EXPECT_EQ(desk.app.hosts()->rows()->find(u"ecs-hz-01"_s)->capacity, 24);
}

TEST(HostSettings, refuseWhatIsNoNumberOfTheirs)
{
    Desk desk;
    HostSettingsController *form = openSettings(desk, u"ecs-hz-01"_s);
    const HostLimits before = limitsOf(desk, u"ecs-hz-01"_s);
    for (const QString &capacity : {u""_s, u"-1"_s, u"many"_s, u"65536"_s, u"1.5"_s}) {
        form->setCapacity(capacity);
        EXPECT_FALSE(form->capacityError().isEmpty()) << capacity.toStdString();
    }
    form->setCapacity(u"0"_s);
    EXPECT_TRUE(form->capacityError().isEmpty());
    for (const QString &overcommit : {u"99"_s, u"1"_s, u"10001"_s, u"3x"_s}) {
        form->setOvercommit(overcommit);
        EXPECT_FALSE(form->overcommitError().isEmpty()) << overcommit.toStdString();
    }
    for (const QString &overcommit : {u"0"_s, u"100"_s, u"10000"_s}) {
        form->setOvercommit(overcommit);
        EXPECT_TRUE(form->overcommitError().isEmpty()) << overcommit.toStdString();
    }
    for (const QString &reserve : {u""_s, u"-1"_s, u"nan"_s, u"inf"_s, u"2000000"_s}) {
        form->setReserve(reserve);
        EXPECT_FALSE(form->reserveError().isEmpty()) << reserve.toStdString();
    }
    for (const QString &from : {u"https://agents.example.com:8080"_s, u"ftp://a"_s, u"a b"_s}) {
        form->setUrlFrom(from);
        EXPECT_FALSE(form->urlFromError().isEmpty()) << from.toStdString();
    }
    form->setHermesPath(u"/opt/her mes"_s);
    EXPECT_EQ(form->errorCount(), 3);
    QSignalSpy focus(form, &HostSettingsController::focusAsked);
    form->submit();
    QTest::qWait(10);
    ASSERT_EQ(focus.count(), 1);
    EXPECT_EQ(focus.first().first().toString(), u"reserve"_s);
    EXPECT_TRUE(form->isOpen());
    EXPECT_EQ(limitsOf(desk, u"ecs-hz-01"_s), before);
    form->setAllowPrefab(false);
    EXPECT_TRUE(form->hermesError().isEmpty()) << "it takes no prefab tenants";
}

TEST(HostSettings, sayInPlaceWhyATierCannotBeWithdrawn)
{
    Desk desk;
    HostSettingsController *form = openSettings(desk, u"ecs-hz-01"_s);
    form->setAllowPrefab(false);
    form->submit();
    QTest::qWait(10);
    EXPECT_TRUE(form->isOpen());
    EXPECT_TRUE(form->problem()->isPresent());
    EXPECT_FALSE(form->problem()->hint().isEmpty());
    EXPECT_TRUE(limitsOf(desk, u"ecs-hz-01"_s).allowPrefab);
    form->setAllowPrefab(true);
    EXPECT_FALSE(form->problem()->isPresent()) << "it was about what was asked for then";
}

TEST(HostSettings, sayWhatIsSoAlreadyAndStays)
{
    Desk desk;
    HostSettingsController *form = openSettings(desk, u"ecs-hz-01"_s);
    EXPECT_TRUE(form->warning().isEmpty());
    form->setCapacity(u"4"_s);
    EXPECT_TRUE(form->warning().contains(QString::number(desk.app.hosts()->rows()->find(u"ecs-hz-01"_s)->used)))
        << form->warning().toStdString();
    form->setCapacity(u"0"_s);
    EXPECT_TRUE(form->warning().isEmpty());
    form->setOvercommit(u"100"_s);
    form->setReserve(u"60"_s);
    EXPECT_FALSE(form->warning().isEmpty()) << "59 GB of the disk are free";
    form->setReserve(u"59"_s);
    form->setOvercommit(u"0"_s);
    EXPECT_TRUE(form->warning().isEmpty()) << "memory is not counted";
}

TEST(Room, countsMemoryAndDiskAndNoHostThatTakesNone)
{
    Desk desk;
    HostRow silent = *desk.app.hosts()->rows()->find(u"ecs-bj-01"_s);
    silent.state = u"REACHABLE"_s;
    silent.room = 0;
    Q_EMIT desk.backend.hostChanged(silent);
    int places = 0;
    for (const HostRow &row : desk.app.hosts()->rows()->rows())
        places += row.state == "REACHABLE"_L1 ? row.room : 0;
    EXPECT_TRUE(roomCaption(desk).contains(u"for %1 more"_s.arg(places))) << roomCaption(desk).toStdString();
    HostRow host = *desk.app.hosts()->rows()->find(u"ecs-hz-01"_s);
    ASSERT_GT(host.room, 0);
    places -= host.room;
    host.room = 0;
    host.full = u"memory: 96.0 of its 32.0 GiB (300 %) are promised, this tenant may take 1.0 GiB"_s;
    Q_EMIT desk.backend.hostChanged(host);
    EXPECT_TRUE(roomCaption(desk).contains(u"for %1 more"_s.arg(places))) << roomCaption(desk).toStdString();
    desk.app.hosts()->select(host.name);
    EXPECT_TRUE(desk.app.hosts()->fullText().contains(host.full));
    EXPECT_EQ(desk.app.hosts()->shareTone(), u"warning"_s);
}

TEST(Drain, tellsWhoIsAwayWhoMovesAndWhoIsHeldUp)
{
    Desk desk;
    const QString host = u"ecs-hz-01"_s;
    desk.app.hosts()->select(host);
    DrainController *drain = desk.app.drain();
    EXPECT_FALSE(drain->isShown());
    const int total = desk.app.hosts()->rows()->find(host)->used;
    (void)desk.backend.drainHost(host);
    ASSERT_TRUE(drain->isRunning());
    ASSERT_EQ(drain->left()->count(), total);
    EXPECT_EQ(roleOf(*drain->left(), 0, "name"), u"huaxin-capital"_s) << "what is held up comes first";
    EXPECT_EQ(roleOf(*drain->left(), 0, "tone"), u"danger"_s);
    EXPECT_FALSE(roleOf(*drain->left(), 0, "detail").isEmpty());
    EXPECT_FALSE(roleOf(*drain->left(), 0, "where").isEmpty()) << "and what to do";
    EXPECT_EQ(roleOf(*drain->left(), 1, "extra"), u"moving"_s);
    EXPECT_EQ(roleOf(*drain->left(), 4, "extra"), u"moving"_s);
    EXPECT_EQ(roleOf(*drain->left(), 5, "extra"), u"waits"_s);
    EXPECT_TRUE(drain->text().startsWith(u"0 of %1"_s.arg(total))) << drain->text().toStdString();
    const auto stateDetail = [&] {
        const HostListModel *rows = desk.app.hosts()->rows();
        return rows->data(rows->index(desk.app.hosts()->rows()->rowOf(host)), HostListModel::StateDetailRole)
            .toString();
    };
    EXPECT_TRUE(stateDetail().contains(QString::number(total))) << stateDetail().toStdString();
    desk.advance(9'000);
    EXPECT_EQ(drain->elapsed(), u"0:09"_s);
    desk.backend.carryDrains();
    EXPECT_EQ(drain->left()->count(), total - 4);
    EXPECT_DOUBLE_EQ(drain->share(), 4.0 / total);
    desk.app.hosts()->select(u"ecs-hz-02"_s);
    EXPECT_FALSE(drain->isShown()) << "it is another host's";
}

TEST(Drain, isStoppedAndGoesOn)
{
    Desk desk;
    const QString host = u"ecs-hz-01"_s;
    desk.app.hosts()->select(host);
    DrainController *drain = desk.app.drain();
    (void)desk.backend.drainHost(host);
    drain->stop();
    QTest::qWait(10);
    EXPECT_FALSE(drain->isRunning());
    EXPECT_TRUE(drain->isStopped());
    EXPECT_TRUE(desk.app.hosts()->isCordoned()) << "it stays so";
    desk.advance(9'000);
    desk.backend.carryDrains();
    const int left = drain->left()->count();
    desk.advance(9'000);
    desk.backend.carryDrains();
    EXPECT_EQ(drain->left()->count(), left) << "nobody else is sent away";
    drain->goOn();
    QTest::qWait(10);
    EXPECT_TRUE(drain->isRunning());
    desk.app.hosts()->toggleCordon();
    QTest::qWait(10);
    EXPECT_FALSE(drain->isShown()) << "whoever uses it again empties it no more";
}

TEST(Drain, isOverWhenEverybodyIsAway)
{
    Desk desk;
    const QString host = u"ecs-sz-01"_s;
    desk.app.hosts()->select(host);
    DrainController *drain = desk.app.drain();
    (void)desk.backend.drainHost(host);
    for (int turn = 0; turn < 4; ++turn) {
        desk.advance(9'000);
        desk.backend.carryDrains();
    }
    EXPECT_TRUE(drain->isShown());
    EXPECT_FALSE(drain->isRunning());
    EXPECT_FALSE(drain->isStopped());
    EXPECT_EQ(drain->left()->count(), 0);
    EXPECT_DOUBLE_EQ(drain->share(), 1);
    const QString took = drain->elapsed();
    desk.advance(60'000);
    EXPECT_EQ(drain->elapsed(), took);
}

TEST(HostTabs, showTheLeaksOfTheHostAloneAndWhatPeopleDid)
{
    Desk desk;
    HostTabsController *tabs = desk.app.hostTabs();
    desk.app.hosts()->select(u"ecs-hz-01"_s);
    QTest::qWait(10);
    EXPECT_EQ(tabs->leaks()->count(), 0);
    EXPECT_FALSE(tabs->leaksText().isEmpty()) << "nobody has looked";
    EXPECT_FALSE(tabs->leaksTitle().contains(u'0')) << "none is not the same as not known";
    ASSERT_GT(tabs->events()->count(), 0);
    EXPECT_TRUE(roleOf(*tabs->events(), 0, "detail").contains(u"mei@ops-mac"_s));
    desk.app.leaks()->look();
    QTest::qWait(10);
    ASSERT_EQ(tabs->leaks()->count(), 1);
    EXPECT_TRUE(roleOf(*tabs->leaks(), 0, "detail").contains(u"hermes-he-siyuan"_s));
    EXPECT_TRUE(tabs->leaksTitle().contains(u'1'));
    EXPECT_TRUE(tabs->leaksText().isEmpty());
    desk.app.hosts()->select(u"ecs-hz-02"_s);
    EXPECT_EQ(tabs->leaks()->count(), 0);
    EXPECT_TRUE(tabs->leaksTitle().contains(u'0'));
    desk.app.hosts()->select(u"ecs-bj-01"_s);
    EXPECT_FALSE(tabs->leaksTitle().contains(u'0')) << "it did not answer";
    EXPECT_FALSE(tabs->leaksText().isEmpty());
}

TEST(Adopt, showsWhatThereIsAndWhatWouldBeDone)
{
    Desk desk;
    AdoptController *form = desk.app.adopt();
    form->begin(u"ecs-hz-01"_s);
    QTest::qWait(400);
    ASSERT_EQ(form->found()->count(), 3);
    EXPECT_EQ(form->source(), u"hermes-lan-ting"_s) << "the first that can be";
    EXPECT_EQ(form->name(), u"lan-ting"_s);
    EXPECT_GE(form->steps()->count(), 4);
    EXPECT_FALSE(form->notes().isEmpty());
    EXPECT_FALSE(roleOf(*form->found(), 1, "obstacle").isEmpty());
    EXPECT_EQ(roleOf(*form->found(), 1, "available"), u"false"_s);
    EXPECT_TRUE(form->isReady());
    EXPECT_EQ(desk.app.tenants()->model().find(u"lan-ting"_s), nullptr) << "nothing has happened yet";
    form->setSource(u"/home/ops/.hermes/profiles/old-desk"_s);
    EXPECT_FALSE(form->isReady()) << "its plan is not known";
    QTest::qWait(400);
    EXPECT_EQ(form->name(), u"old-desk"_s);
    EXPECT_TRUE(form->isReady());
}

TEST(Adopt, makesATenantAndShowsIt)
{
    Desk desk;
    AdoptController *form = desk.app.adopt();
    form->begin(u"ecs-hz-01"_s);
    QTest::qWait(400);
    form->setName(u"lan-garden"_s);
    form->submit();
    EXPECT_TRUE(form->isOpen()) << "what is shown is the plan of another name";
    QTest::qWait(400);
    const QSignalSpy done(form, &AdoptController::done);
    form->submit();
    QTest::qWait(10);
    EXPECT_FALSE(form->isOpen());
    EXPECT_EQ(done.count(), 1);
    ASSERT_NE(desk.app.tenants()->model().find(u"lan-garden"_s), nullptr);
    EXPECT_EQ(desk.app.tenants()->selected(), u"lan-garden"_s);
}

TEST(Adopt, refusesANameThatIsTakenOrNone)
{
    Desk desk;
    AdoptController *form = desk.app.adopt();
    form->begin(u"ecs-hz-01"_s);
    QTest::qWait(400);
    for (const QString &name : {u""_s, u"Lan Ting"_s, u"lin-jia"_s}) {
        form->setName(name);
        EXPECT_FALSE(form->nameError().isEmpty()) << name.toStdString();
        QTest::qWait(300);
        EXPECT_FALSE(form->isReady());
        EXPECT_EQ(form->steps()->count(), 0);
    }
}

TEST(Adopt, saysThatThereIsNothing)
{
    Desk desk;
    AdoptController *form = desk.app.adopt();
    form->begin(u"ecs-hz-02"_s);
    QTest::qWait(50);
    EXPECT_TRUE(form->isEmpty());
    EXPECT_FALSE(form->isReady());
}
