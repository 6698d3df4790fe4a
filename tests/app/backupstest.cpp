#include "backupwords.h"
#include "desk.h"

#include <QSignalSpy>
#include <gtest/gtest.h>

using namespace Qt::StringLiterals;
using namespace hermes::desktop;

namespace {

QString cell(const RecordListModel &list, int row, const char *role)
{
    return list.index(row).data(list.roleNames().key(role)).toString();
}

/// The backups of a tenant, looked at.
BackupsController &open(Desk &desk, const QString &name)
{
    desk.app.tenants()->select(name);
    desk.app.backups()->setOpened(true);
    QTest::qWait(10);
    return *desk.app.backups();
}

void pass(Desk &desk, int seconds)
{
    for (int second = 0; second < seconds; ++second) {
        desk.advance(1'000);
        desk.backend.moveJobsOn();
    }
    QTest::qWait(10);
}

} // namespace

TEST(Backups, aFilesNameTellsWhatItIs)
{
    const BackupRow backup = backupOf(u"backup-20260515T054102Z.tar.gz"_s);
    EXPECT_EQ(backup.kind, u"BACKUP"_s);
    EXPECT_EQ(backup.atMs, 1'778'823'662'000);
    const BackupRow before = backupOf(u"before-restore-g12.tar.gz"_s);
    EXPECT_EQ(before.kind, u"BEFORE_RESTORE"_s);
    EXPECT_EQ(before.generation, 12);
    EXPECT_EQ(before.atMs, 0) << "its name does not tell";
    EXPECT_EQ(backupOf(u"home-g4.tar.gz"_s).kind, u"DESTROYED"_s);
    EXPECT_TRUE(backupTitle(before).contains(u"12"_s));
}

TEST(Backups, areReadWhenSomebodyLooksAndOfTheTenantThatIsOpen)
{
    Desk desk;
    desk.app.tenants()->select(u"silk-road-fund"_s);
    QTest::qWait(10);
    BackupsController &backups = *desk.app.backups();
    EXPECT_FALSE(backups.isKnown()) << "nobody looks";
    backups.setOpened(true);
    QTest::qWait(10);
    ASSERT_TRUE(backups.isKnown());
    ASSERT_EQ(backups.rows()->count(), 4);
    EXPECT_EQ(cell(*backups.rows(), 0, "size"), u"212.0 MB"_s);
    EXPECT_EQ(cell(*backups.rows(), 3, "kind"), u"before the restore of generation 4"_s);
    EXPECT_TRUE(backups.note().contains(u"ecs-hz-02"_s));
    desk.app.tenants()->select(u"acme-research"_s);
    QTest::qWait(10);
    EXPECT_TRUE(backups.isKnown());
    EXPECT_EQ(backups.rows()->count(), 0) << "it has none";
    EXPECT_TRUE(backups.isAvailable());
}

TEST(Backups, ofASilentHostAreNotKnownAndItIsSaidWhy)
{
    Desk desk;
    BackupsController &backups = open(desk, u"northgate-fund"_s);
    EXPECT_FALSE(backups.isKnown());
    EXPECT_TRUE(backups.problem()->isPresent());
    EXPECT_FALSE(backups.problem()->hint().isEmpty());
    EXPECT_FALSE(backups.isAvailable());
    desk.app.tenants()->select(u"lin-jia"_s);
    QTest::qWait(10);
    EXPECT_FALSE(backups.problem()->isPresent()) << "that was another";
}

TEST(Backups, areMadeAsAJobAndTheListIsReadAnew)
{
    Desk desk;
    BackupsController &backups = open(desk, u"lin-jia"_s);
    const int before = backups.rows()->count();
    backups.backUp();
    EXPECT_TRUE(backups.isBackingUp());
    EXPECT_FALSE(backups.isAvailable());
    backups.backUp();
    EXPECT_EQ(desk.app.jobs()->total(), 1) << "one at a time";
    EXPECT_TRUE(desk.app.jobs()->isTenantRunning());
    pass(desk, 1);
    QTest::qWait(250);
    EXPECT_EQ(desk.app.jobs()->tenantText(), u"copies its home"_s);
    pass(desk, 3);
    EXPECT_FALSE(backups.isBackingUp());
    EXPECT_EQ(backups.rows()->count(), before + 1);
    EXPECT_EQ(cell(*backups.rows(), 0, "size"), u"214.0 MB"_s);
    EXPECT_EQ(desk.app.jobs()->tenantTitle(), u"Back up: done"_s);
    EXPECT_EQ(desk.app.jobs()->tenantText(), u"214.0 MB; its agent stood still for 0.4 s"_s);
    EXPECT_FALSE(desk.app.jobs()->isTenantRevertible()) << "there is no image to take back";
}

TEST(Backups, oneThatGoesOnIsNotForgottenWhileAnotherTenantIsShown)
{
    Desk desk;
    BackupsController &backups = open(desk, u"lin-jia"_s);
    backups.backUp();
    desk.app.tenants()->select(u"silk-road-fund"_s);
    QTest::qWait(10);
    EXPECT_FALSE(backups.isBackingUp());
    EXPECT_TRUE(backups.isAvailable());
    desk.app.tenants()->select(u"lin-jia"_s);
    QTest::qWait(10);
    EXPECT_TRUE(backups.isBackingUp());
    EXPECT_FALSE(backups.isAvailable());
}

TEST(Backups, aHomeIsPutBackOnlyAfterTheQuestion)
{
    Desk desk;
    BackupsController &backups = open(desk, u"silk-road-fund"_s);
    const int count = backups.rows()->count();
    const QString file = cell(*backups.rows(), 1, "file");
    backups.restore(file);
    QTest::qWait(10);
    ASSERT_TRUE(backups.isAsking());
    EXPECT_TRUE(backups.text().contains(u"silk-road-fund"_s));
    EXPECT_EQ(cell(*backups.facts(), 0, "value"), file);
    EXPECT_GE(backups.steps()->count(), 4);
    EXPECT_TRUE(backups.busy().contains(u'2'));
    backups.refuse();
    QTest::qWait(10);
    EXPECT_EQ(desk.app.jobs()->total(), 0);
    backups.restore(file);
    QTest::qWait(10);
    backups.accept();
    EXPECT_FALSE(backups.isAsking());
    EXPECT_EQ(desk.app.tenants()->model().find(u"silk-road-fund"_s)->phase, u"REPLACING"_s);
    EXPECT_FALSE(backups.isAvailable());
    EXPECT_EQ(cell(*desk.app.jobs()->rows(), 0, "verb"), u"Restore"_s);
    EXPECT_TRUE(cell(*desk.app.jobs()->rows(), 0, "what").contains(u"the backup of "_s));
    pass(desk, 4);
    EXPECT_EQ(desk.app.tenants()->model().find(u"silk-road-fund"_s)->phase, u"READY"_s);
    EXPECT_EQ(backups.rows()->count(), count + 1) << "what it was before is kept";
}

TEST(Backups, aQuestionIsGivenUpWithThePaneOfItsTenant)
{
    Desk desk;
    BackupsController &backups = open(desk, u"silk-road-fund"_s);
    backups.restore(cell(*backups.rows(), 0, "file"));
    desk.app.tenants()->select(u"lin-jia"_s);
    QTest::qWait(10);
    EXPECT_FALSE(backups.isAsking());
    backups.accept();
    EXPECT_EQ(desk.app.jobs()->total(), 0);
}

TEST(Backups, areBegunAndShownFromTheTenantsMenu)
{
    Desk desk;
    desk.app.tenants()->select(u"lin-jia"_s);
    QTest::qWait(10);
    QSignalSpy shown(desk.app.tenant(), &TenantController::backupsAsked);
    desk.app.tenant()->act(u"restore"_s);
    EXPECT_EQ(shown.count(), 1);
    desk.app.tenant()->act(u"backup"_s);
    EXPECT_EQ(desk.app.jobs()->running(), 1);
}
