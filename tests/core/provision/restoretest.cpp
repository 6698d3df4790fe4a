#include "simulation.h"

#include "reasoncodes.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace hermes::test {

using namespace Qt::StringLiterals;

class RestoreTest : public SimulationTest {
protected:
    void SetUp() override
    {
        SimulationTest::SetUp();
        made = program->ready(u"acme"_s, u"wx-1"_s);
        box = world.hosts.at(made.hostId).get();
    }
    void write(const QString &path, const QByteArray &text)
    {
        box->engine().writeFile(box->tenantContainers(made.id).first().summary.id, u"/opt/data/"_s + path,
            {docker::TarEntry::Type::File, text, 0600, 10000, 10000});
    }
    [[nodiscard]] QByteArray said(const QString &path) const
    {
        const auto file = box->homeFile(made.id, path);
        return file ? file->content : QByteArray();
    }
    Result<containers::Backup> backUp(int keep = 7)
    {
        world.pass(1000); // a name is of one second
        return program->reconciler->backUp(made.id, keep, {}, {});
    }
    bool want(Presence presence)
    {
        return bool(program->registry->setPresence(made.id, presence, u"stop"_s, -1, program->options.actor));
    }
    Result<Tenant> restore(const QString &file)
    {
        return program->registry->restoreTenant(made.id, file, program->options.actor);
    }
    [[nodiscard]] QStringList archived() const
    {
        QStringList names;
        const auto files = box->files().all();
        for (const QString &path : files.keys())
            if (path.startsWith(SimulatedHost::archiveDirectory(made.id)))
                names.append(path.section(u'/', -1));
        return containers::restorable(names);
    }
    [[nodiscard]] QString state() const
    {
        const auto containers = box->tenantContainers(made.id);
        return containers.size() == 1 ? containers.first().summary.state : QString();
    }

    Tenant made;
    SimulatedHost *box = nullptr;
};

TEST_F(RestoreTest, theAgentStandsStillWhileItsHomeIsReadAndGoesOn)
{
    QStringList calls;
    std::mutex several; // come at once
    world.setHooks(
        [&](const FakeEngine::CallInfo &info) {
            const std::lock_guard lock(several);
            calls.append(info.name);
            return std::nullopt;
        },
        {});
    const auto backup = backUp();
    ASSERT_TRUE(backup) << (backup ? std::string() : backup.error().text().toStdString());
    EXPECT_EQ(archived(), QStringList{backup->file});
    EXPECT_GT(backup->bytes, 0);
    EXPECT_EQ(state(), u"running"_s);
    EXPECT_EQ(calls.count(u"pauseContainer"_s), 1);
    EXPECT_EQ(calls.count(u"unpauseContainer"_s), 1);
    EXPECT_LT(calls.indexOf(u"pauseContainer"_s), calls.indexOf(u"unpauseContainer"_s));
    EXPECT_EQ(tenant(made.id).generation, made.generation) << "nothing was replaced";
    ASSERT_TRUE(program->step(made.id));
    EXPECT_EQ(tenant(made.id).phase, Phase::Ready);
}

TEST_F(RestoreTest, goesOnAlsoWhenItsHomeCouldNotBeRead)
{
    world.setHooks(
        [&](const FakeEngine::CallInfo &info) {
            return info.name == "execStream"_L1 ? std::optional(FakeEngine::lostLink()) : std::nullopt;
        },
        {});
    EXPECT_FALSE(backUp());
    EXPECT_EQ(state(), u"running"_s);
    EXPECT_TRUE(archived().isEmpty());
}

TEST_F(RestoreTest, anAgentThatADeadBackupLeftStandingGoesOn)
{
    world.setHooks(
        [&](const FakeEngine::CallInfo &info) -> std::optional<Error> {
            if (info.name == "unpauseContainer"_L1)
                throw Crash();
            return std::nullopt;
        },
        {});
    EXPECT_THROW((void)backUp(), Crash);
    world.setHooks({}, {});
    ASSERT_EQ(state(), u"paused"_s);
    Program bob(world, u"bob"_s);
    world.pass(60'000); // the lease
    ASSERT_TRUE(bob.driveTo(made.id, Phase::Ready));
    ASSERT_TRUE(bob.step(made.id));
    EXPECT_EQ(state(), u"running"_s);
    EXPECT_EQ(bob.tenant(made.id).generation, made.generation);
    EXPECT_EQ(box->engine().containers().size(), 1);
}

TEST_F(RestoreTest, theNewestBackupsStay)
{
    QStringList made;
    for (int i = 0; i < 4; ++i)
        made.prepend(backUp(2)->file);
    EXPECT_EQ(archived(), made.mid(0, 2));
}

TEST_F(RestoreTest, theHomeIsWhatItWasAndWhatItHadBecomeIsKept)
{
    write(u"memories/diary.md"_s, "what was said");
    const auto backup = backUp();
    ASSERT_TRUE(backup);
    write(u"memories/diary.md"_s, "overwritten");
    write(u"memories/later.md"_s, "new");
    ASSERT_TRUE(restore(backup->file));
    ASSERT_TRUE(program->drive(made.id, [](const Tenant &now) { return now.phase == Phase::Replacing; }));
    EXPECT_EQ(tenant(made.id).reason, reasons::restoring);
    ASSERT_TRUE(program->driveTo(made.id, Phase::Ready));
    EXPECT_EQ(said(u"memories/diary.md"_s), "what was said");
    EXPECT_FALSE(box->homeFile(made.id, u"memories/later.md"_s));
    EXPECT_EQ(tenant(made.id).restoreFrom, QString());
    const QString before = u"before-restore-g%1.tar.gz"_s.arg(tenant(made.id).generation);
    EXPECT_EQ(archived(), (QStringList{backup->file, before}));
    ASSERT_TRUE(restore(before));
    ASSERT_TRUE(program->drive(made.id, [](const Tenant &now) { return now.restoreFrom.isEmpty(); }));
    ASSERT_TRUE(program->driveTo(made.id, Phase::Ready));
    EXPECT_EQ(said(u"memories/diary.md"_s), "overwritten");
    EXPECT_EQ(said(u"memories/later.md"_s), "new");
}

TEST_F(RestoreTest, theWeChatOfNowStays)
{
    const auto backup = backUp();
    ASSERT_TRUE(backup);
    ASSERT_TRUE(program->bind(made.id, u"wx-2"_s));
    ASSERT_TRUE(program->driveTo(made.id, Phase::Ready));
    const QByteArray env = said(u".env"_s);
    ASSERT_TRUE(restore(backup->file));
    ASSERT_TRUE(program->drive(made.id, [](const Tenant &now) { return now.restoreFrom.isEmpty(); }));
    ASSERT_TRUE(program->driveTo(made.id, Phase::Ready));
    EXPECT_EQ(said(u".env"_s), env);
    EXPECT_TRUE(world.violations().isEmpty());
}

TEST_F(RestoreTest, aStoppedTenantIsRestoredWithoutStartingIt)
{
    write(u"memories/diary.md"_s, "what was said");
    ASSERT_TRUE(want(Presence::Paused));
    ASSERT_TRUE(program->driveTo(made.id, Phase::Paused));
    const auto backup = backUp();
    ASSERT_TRUE(backup);
    EXPECT_EQ(backup->frozenMs, 0);
    ASSERT_TRUE(restore(backup->file));
    ASSERT_TRUE(program->drive(made.id, [](const Tenant &now) { return now.restoreFrom.isEmpty(); }));
    ASSERT_TRUE(program->driveTo(made.id, Phase::Paused));
    EXPECT_TRUE(box->engine().containers().isEmpty());
    EXPECT_EQ(said(u"memories/diary.md"_s), "what was said");
}

TEST_F(RestoreTest, aDamagedOrMissingBackupIsForAPersonAndTheHomeIsAsItWas)
{
    write(u"memories/diary.md"_s, "what was said");
    const auto good = backUp();
    ASSERT_TRUE(good);
    const QString path = SimulatedHost::archiveDirectory(made.id) + u"/backup-20260101T000000Z.tar.gz"_s;
    box->files().put(
        path, box->files().find(SimulatedHost::archiveDirectory(made.id) + u'/' + good->file)->bytes.left(700));
    for (const QString &file : {u"backup-20260101T000000Z.tar.gz"_s, u"backup-20250101T000000Z.tar.gz"_s}) {
        ASSERT_TRUE(restore(file));
        ASSERT_TRUE(program->driveTo(made.id, Phase::Blocked));
        EXPECT_EQ(tenant(made.id).reason, reasons::refused);
        EXPECT_TRUE(tenant(made.id).hint.contains(u"restore acme --list"_s)) << tenant(made.id).hint.toStdString();
        EXPECT_EQ(said(u"memories/diary.md"_s), "what was said");
    }
    ASSERT_TRUE(restore(good->file));
    ASSERT_TRUE(program->driveTo(made.id, Phase::Ready));
    EXPECT_EQ(said(u"memories/diary.md"_s), "what was said");
}

TEST_F(RestoreTest, nothingElseHappensToTheHomeMeanwhile)
{
    const auto backup = backUp();
    ASSERT_TRUE(backup);
    const Host other = program->addHost(u"ecs-2"_s);
    const auto restoring = restore(backup->file);
    ASSERT_TRUE(restoring);
    EXPECT_EQ(restore(backup->file)->rowVersion, restoring->rowVersion) << "the same again";
    const auto moved = program->registry->moveTenant(made.id, other.id, 0, program->options.actor);
    ASSERT_FALSE(moved);
    EXPECT_EQ(moved.error().kind, ErrorKind::Conflict);
    EXPECT_EQ(program->registry->openBindSession(made.id, program->options.actor).error().kind, ErrorKind::Conflict);
    EXPECT_EQ(backUp().error().kind, ErrorKind::Conflict);
    const auto file = QJsonDocument::fromJson(tenantFileContent(tenant(made.id), {}, {})).object();
    EXPECT_EQ(file.value(u"restoreFrom"_s).toString(), backup->file) << "a lost registry goes on with it";
    ASSERT_TRUE(want(Presence::Absent));
    ASSERT_TRUE(program->driveTo(made.id, Phase::Gone));
    ASSERT_TRUE(restore(backup->file)) << "what it should have become";
    ASSERT_TRUE(program->driveTo(made.id, Phase::Ready));
}

TEST_F(RestoreTest, aDestroyedTenantLivesAgainAsItWas)
{
    write(u"memories/diary.md"_s, "what was said");
    QByteArray env = said(u".env"_s);
    const QByteArray key = SimulatedKeys::key(world.keys.numberOf(made.id));
    ASSERT_TRUE(want(Presence::Absent));
    ASSERT_TRUE(program->driveTo(made.id, Phase::Gone));
    ASSERT_EQ(said(u"memories/diary.md"_s), QByteArray());
    ASSERT_EQ(world.keys.numberOf(made.id), 0);
    const QString last = u"home-g%1.tar.gz"_s.arg(tenant(made.id).generation);
    ASSERT_TRUE(archived().contains(last));
    const auto back = restore(last);
    ASSERT_TRUE(back) << (back ? std::string() : back.error().text().toStdString());
    EXPECT_EQ(back->phase, Phase::Requested);
    EXPECT_EQ(restore(last)->rowVersion, back->rowVersion) << "the same again";
    ASSERT_TRUE(program->driveTo(made.id, Phase::Ready));
    EXPECT_EQ(said(u"memories/diary.md"_s), "what was said");
    // Its key ended with it: it has another one.
    env.replace(key, SimulatedKeys::key(world.keys.numberOf(made.id)));
    EXPECT_EQ(said(u".env"_s), env) << "nobody has to scan";
    EXPECT_GT(program->registry->ports(made.id)->dashboard, 0);
    EXPECT_TRUE(world.violations().isEmpty()) << world.violations().join(u'\n').toStdString();
    ASSERT_TRUE(want(Presence::Absent));
    ASSERT_TRUE(program->driveTo(made.id, Phase::Gone)) << "and can be destroyed again";
    EXPECT_TRUE(box->engine().containers().isEmpty());
    EXPECT_EQ(box->engine().listVolumes({}, {}).value().size(), 0);
}

TEST_F(RestoreTest, whatAnotherHasNowIsNotTakenBack)
{
    ASSERT_TRUE(want(Presence::Absent));
    ASSERT_TRUE(program->driveTo(made.id, Phase::Gone));
    const QString last = u"home-g%1.tar.gz"_s.arg(tenant(made.id).generation);
    const auto refused = [&](const QString &words) {
        const auto back = restore(last);
        if (back)
            return testing::AssertionFailure() << "it came back";
        EXPECT_EQ(back.error().kind, ErrorKind::Conflict);
        EXPECT_EQ(tenant(made.id).phase, Phase::Gone);
        return back.error().message.contains(words) ? testing::AssertionSuccess()
                                                    : testing::AssertionFailure() << back.error().text().toStdString();
    };
    const Tenant other = program->ready(u"bob"_s, u"wx-1"_s);
    EXPECT_TRUE(refused(u"serves tenant 'bob'"_s));
    ASSERT_TRUE(program->registry->setPresence(other.id, Presence::Absent, u"destroy"_s, -1, program->options.actor));
    ASSERT_TRUE(program->driveTo(other.id, Phase::Gone));
    const Tenant namesake = program->request(u"acme"_s);
    EXPECT_TRUE(refused(u"There is a tenant 'acme' again"_s));
    ASSERT_TRUE(
        program->registry->setPresence(namesake.id, Presence::Absent, u"destroy"_s, -1, program->options.actor));
    ASSERT_TRUE(program->driveTo(namesake.id, Phase::Gone));
    ASSERT_TRUE(program->registry->setCordoned(made.hostId, true, program->options.actor));
    EXPECT_TRUE(refused(u"is cordoned"_s));
    ASSERT_TRUE(program->registry->setCordoned(made.hostId, false, program->options.actor));
    ASSERT_TRUE(program->registry->markPurged(made.id, program->options.actor));
    EXPECT_TRUE(refused(u"archive of tenant 'acme' was ended"_s));
}

TEST(RestorableTest, listsTheNewestBackupFirstAndNothingElse)
{
    EXPECT_EQ(containers::restorable({u"home-g2.tar.gz"_s, u"backup-20261127T080000Z.tar.gz"_s, u"home-g10.tar.gz"_s,
                  u"backup-20261127T073000Z.tar.gz.part"_s, u"backup-20261128T073000Z.tar.gz"_s,
                  u"before-restore-g9.tar.gz"_s, u"before-restore-g10.tar.gz"_s, u"restored-g9"_s, u"weixin-1.json"_s,
                  u"backup-20261127T080000Z.tar.gz/../x"_s}),
        (QStringList{u"backup-20261128T073000Z.tar.gz"_s, u"backup-20261127T080000Z.tar.gz"_s,
            u"before-restore-g10.tar.gz"_s, u"before-restore-g9.tar.gz"_s, u"home-g10.tar.gz"_s, u"home-g2.tar.gz"_s}));
}

} // namespace hermes::test
