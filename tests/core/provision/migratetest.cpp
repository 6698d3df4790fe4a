#include "simulation.h"

namespace hermes::test {

using namespace Qt::StringLiterals;

/// Two hosts, and a tenant on one of them.
class MovingTest : public SimulationTest {
protected:
    void SetUp() override
    {
        SimulationTest::SetUp();
        other = program->addHost(u"ecs-2"_s);
    }
    /// Once it serves: a word in its home, and where else it may go.
    void settle(const Tenant &tenantThere)
    {
        made = tenantThere;
        from = world.hosts.at(made.hostId).get();
        aim = made.hostId == ecs.id ? other.id : ecs.id;
        to = world.hosts.at(aim).get();
        from->engine().writeFile(made.containerId, u"/opt/data/memories/diary.md"_s,
            {docker::TarEntry::Type::File, "what was said", 0600, 10000, 10000});
    }
    bool arrives(Phase phase = Phase::Ready)
    {
        const bool there = program->drive(made.id, [phase](const Tenant &now) {
            return now.phase == phase && now.homeHostId.isEmpty() && now.leftHomeHostIds.isEmpty();
        });
        if (!there)
            ADD_FAILURE() << "is " << mostlyText(tenant(made.id)).toStdString();
        return there;
    }

    Host other;
    Tenant made;
    QString aim;
    SimulatedHost *from = nullptr;
    SimulatedHost *to = nullptr;
};

class MigrateTest : public MovingTest {
protected:
    void SetUp() override
    {
        MovingTest::SetUp();
        settle(program->ready(u"acme"_s, u"wx-1"_s));
    }
    Result<Tenant> move(const QString &hostId)
    {
        return program->registry->moveTenant(made.id, hostId, 60'000, program->options.actor);
    }
    static bool has(const SimulatedHost &host, const QString &path)
    {
        const auto files = host.files().all().keys() + host.files().directories();
        return std::any_of(files.begin(), files.end(), [&](const QString &each) { return each.startsWith(path); });
    }
};

TEST_F(MigrateTest, takesHomeArchiveAndLoginAlongAndLeavesNothing)
{
    const auto archive = [&](const SimulatedHost &host) {
        QMap<QString, QByteArray> files;
        const auto all = host.files().all();
        for (auto file = all.cbegin(); file != all.cend(); ++file)
            if (file.key().startsWith(SimulatedHost::archiveDirectory(made.id)))
                files.insert(file.key(), file->bytes);
        return files;
    };
    const auto before = archive(*from);
    ASSERT_FALSE(before.isEmpty());
    ASSERT_TRUE(move(aim));
    ASSERT_TRUE(arrives());

    const Tenant after = tenant(made.id);
    EXPECT_EQ(after.hostId, aim);
    EXPECT_EQ(after.generation, made.generation + 1);
    EXPECT_TRUE(from->engine().containers().isEmpty());
    ASSERT_EQ(to->tenantContainers(made.id).size(), 1);
    EXPECT_EQ(to->homeFile(made.id, u"memories/diary.md"_s)->content, "what was said");
    EXPECT_EQ(to->homeFile(made.id, u"memories/diary.md"_s)->mode, 0600U);
    EXPECT_EQ(to->homeFile(made.id, u"memories/diary.md"_s)->uid, 10000);
    EXPECT_TRUE(to->homeFile(made.id, u".env"_s)->content.contains(world.wechat.handedOut().last().reveal()));
    for (auto file = before.cbegin(); file != before.cend(); ++file)
        EXPECT_EQ(archive(*to).value(file.key()), file.value()) << file.key().toStdString();
    EXPECT_FALSE(has(*from, SimulatedHost::homeDirectory(made.id)));
    EXPECT_FALSE(has(*from, SimulatedHost::archiveDirectory(made.id)));
    EXPECT_FALSE(has(*from, u"/home/ops/hermes/tenants/"_s + made.id));
    EXPECT_FALSE(has(*to, SimulatedHost::homeDirectory(made.id) + u".incoming"_s));
    EXPECT_TRUE(from->engine().listVolumes({}, {}).value().isEmpty());
    EXPECT_EQ(to->engine().listVolumes({}, {}).value().size(), 1);
    EXPECT_EQ(steps(made.id).mid(steps(made.id).indexOf(u"copy-home"_s)),
        (QStringList{u"copy-home"_s, u"archive-credentials"_s, u"stop"_s, u"remove"_s, u"move-home"_s, u"create"_s,
            u"write-home"_s, u"start"_s, u"wipe-home"_s}));
}

TEST_F(MigrateTest, copiesAgainWhatTheAgentWroteAfterTheFirstCopy)
{
    ASSERT_TRUE(move(aim));
    bool isCopied = false;
    program->progress = [&](const StepEvent &event) {
        if (event.step != "copy-home"_L1 || event.kind != StepEvent::Kind::End)
            return;
        isCopied = true;
        from->engine().writeFile(made.containerId, u"/opt/data/memories/diary.md"_s,
            {docker::TarEntry::Type::File, "what was said later", 0600, 10000, 10000});
        from->engine().removeFile(made.containerId, u"/opt/data/logs"_s);
    };
    ASSERT_TRUE(arrives());
    EXPECT_TRUE(isCopied);
    EXPECT_EQ(to->homeFile(made.id, u"memories/diary.md"_s)->content, "what was said later");
}

TEST_F(MigrateTest, stopsBeforeTheOldHomeGoesWhenTheNewOneIsNotTheSame)
{
    ASSERT_TRUE(move(aim));
    // A disk that loses what is written to it.
    program->progress = [&](const StepEvent &event) {
        if (event.step == "move-home"_L1 && event.kind == StepEvent::Kind::Begin)
            to->setDamaging(true);
    };
    EXPECT_FALSE(program->drive(made.id, [](const Tenant &now) { return now.phase == Phase::Ready; }));
    EXPECT_EQ(tenant(made.id).phase, Phase::Blocked);
    EXPECT_TRUE(tenant(made.id).message.contains(u"is not what was sent there"_s));
    EXPECT_TRUE(from->homeFile(made.id, u"memories/diary.md"_s));
    EXPECT_TRUE(to->tenantContainers(made.id).isEmpty());

    to->setDamaging(false);
    program->progress = {};
    ASSERT_TRUE(program->registry->retryNow(made.id, program->options.actor));
    ASSERT_TRUE(arrives());
    EXPECT_EQ(to->homeFile(made.id, u"memories/diary.md"_s)->content, "what was said");
}

TEST_F(MigrateTest, passesBesideTheEnginesAndLeavesNoPipe)
{
    QStringList pipes;
    std::mutex several; // are opened at once
    world.setHooks(
        [&](const FakeEngine::CallInfo &info) {
            const std::lock_guard lock(several);
            if (info.name == "openPipe"_L1)
                pipes.append(info.subject);
            return std::nullopt;
        },
        {});
    ASSERT_TRUE(move(aim));
    ASSERT_TRUE(arrives());
    EXPECT_GE(pipes.size(), 4) << "of the home and of the archive, on both hosts";
    for (const QString &path : std::as_const(pipes)) {
        EXPECT_TRUE(path.startsWith(SimulatedHost::archiveDirectory(made.id) + u"/."_s)) << path.toStdString();
        EXPECT_FALSE(from->files().takePipe(path));
        EXPECT_FALSE(to->files().takePipe(path));
    }
}

TEST_F(MigrateTest, goesThroughTheEnginesWhereNoPipeCanBeHadOrNoJobSeesIt)
{
    const auto none = [](const FakeEngine::CallInfo &info) -> std::optional<Error> {
        if (info.name != "openPipe"_L1)
            return std::nullopt;
        return Error{ErrorKind::Remote, u"There is no mkfifo."_s, {}, {}};
    };
    world.setHooks(none, {});
    ASSERT_TRUE(move(aim));
    ASSERT_TRUE(arrives());
    EXPECT_EQ(to->homeFile(made.id, u"memories/diary.md"_s)->content, "what was said");
    world.setHooks({}, {});
    for (const QString &unseenOn : {made.hostId, aim}) {
        SimulatedHost *const host = world.hosts.at(unseenOn).get();
        host->files().setHooks({}, [&](const FakeEngine::CallInfo &info) -> std::optional<Error> {
            if (info.name == "openPipe"_L1)
                EXPECT_TRUE(host->files().takePipe(info.subject));
            return std::nullopt;
        });
        ASSERT_TRUE(move(tenant(made.id).hostId == aim ? made.hostId : aim));
        ASSERT_TRUE(arrives());
        host->files().setHooks({}, {});
    }
    EXPECT_EQ(tenant(made.id).phase, Phase::Ready);
    EXPECT_EQ(to->homeFile(made.id, u"memories/diary.md"_s)->content, "what was said");
}

TEST_F(MigrateTest, takesNoStreamForWholeThatWasCutShort)
{
    from->files().setCuttingShort(true);
    ASSERT_TRUE(move(aim));
    EXPECT_FALSE(program->drive(made.id, [](const Tenant &now) { return now.homeHostId.isEmpty(); }));
    EXPECT_TRUE(tenant(made.id).message.contains(u"was cut off while it sent"_s))
        << tenant(made.id).message.toStdString();
    EXPECT_EQ(from->tenantContainers(made.id).size(), 1) << "it goes on where it is";
    from->files().setCuttingShort(false);
    (void)program->registry->retryNow(made.id, program->options.actor);
    ASSERT_TRUE(arrives());
    EXPECT_EQ(to->homeFile(made.id, u"memories/diary.md"_s)->content, "what was said");
}

TEST_F(MigrateTest, canBeCalledOffOnItsWay)
{
    ASSERT_TRUE(move(aim));
    ASSERT_TRUE(program->drive(made.id, [](const Tenant &) { return true; })) << "the first turn copies";
    ASSERT_TRUE(has(*to, SimulatedHost::homeDirectory(made.id)));
    ASSERT_TRUE(move(made.hostId));
    ASSERT_TRUE(arrives());
    EXPECT_EQ(tenant(made.id).hostId, made.hostId);
    EXPECT_EQ(from->tenantContainers(made.id).size(), 1);
    EXPECT_FALSE(has(*to, SimulatedHost::homeDirectory(made.id)));
}

TEST_F(MigrateTest, sentElsewhereWhileItsHomeArrivesItGoesThereWithTheWholeOfIt)
{
    const Host third = program->addHost(u"ecs-3"_s);
    ASSERT_TRUE(move(aim));
    program->progress = [&](const StepEvent &event) {
        if (event.step == "move-home"_L1 && event.kind == StepEvent::Kind::Begin && tenant(made.id).hostId == aim) {
            EXPECT_TRUE(move(third.id)) << "in the middle of it";
        }
    };
    ASSERT_TRUE(arrives());
    EXPECT_EQ(tenant(made.id).hostId, third.id);
    EXPECT_EQ(world.hosts.at(third.id)->homeFile(made.id, u"memories/diary.md"_s)->content, "what was said");
    EXPECT_FALSE(has(*to, SimulatedHost::homeDirectory(made.id)));
    EXPECT_FALSE(has(*from, SimulatedHost::homeDirectory(made.id)));
}

TEST_F(MigrateTest, goesThereAndBackAndTheHomeIsTheNewestOne)
{
    ASSERT_TRUE(move(aim));
    ASSERT_TRUE(arrives());
    to->engine().writeFile(tenant(made.id).containerId, u"/opt/data/memories/diary.md"_s,
        {docker::TarEntry::Type::File, "there", 0600, 10000, 10000});
    ASSERT_TRUE(move(made.hostId));
    ASSERT_TRUE(arrives());
    EXPECT_EQ(from->homeFile(made.id, u"memories/diary.md"_s)->content, "there");
}

TEST_F(MigrateTest, movesAStoppedTenantWithoutStartingIt)
{
    ASSERT_TRUE(program->registry->setPresence(made.id, Presence::Paused, u"stop"_s, -1, program->options.actor));
    ASSERT_TRUE(program->driveTo(made.id, Phase::Paused));
    ASSERT_TRUE(move(aim));
    ASSERT_TRUE(program->drive(made.id, [](const Tenant &now) {
        return now.phase == Phase::Paused && now.homeHostId.isEmpty() && now.leftHomeHostIds.isEmpty();
    }));
    EXPECT_TRUE(to->homeFile(made.id, u"memories/diary.md"_s));
    EXPECT_TRUE(to->engine().containers().isEmpty());
    ASSERT_TRUE(program->registry->setPresence(made.id, Presence::Present, u"start"_s, -1, program->options.actor));
    ASSERT_TRUE(program->driveTo(made.id, Phase::Ready));
}

TEST_F(MigrateTest, packsTheHomeOfAStoppedTenantThatNeverRanWhereItIs)
{
    ASSERT_TRUE(program->registry->setPresence(made.id, Presence::Paused, u"stop"_s, -1, program->options.actor));
    ASSERT_TRUE(move(aim));
    ASSERT_TRUE(program->drive(
        made.id, [](const Tenant &now) { return now.phase == Phase::Paused && now.leftHomeHostIds.isEmpty(); }));
    ASSERT_TRUE(program->registry->setPresence(made.id, Presence::Absent, u"destroy"_s, -1, program->options.actor));
    ASSERT_TRUE(program->driveTo(made.id, Phase::Gone));
    const auto packed = to->files().find(
        SimulatedHost::archiveDirectory(made.id) + u"/home-g%1.tar.gz"_s.arg(tenant(made.id).generation));
    ASSERT_TRUE(packed);
    EXPECT_TRUE(packed->bytes.contains("what was said"));
    EXPECT_FALSE(has(*to, SimulatedHost::homeDirectory(made.id)));
}

TEST_F(MigrateTest, destroyedOnItsWayItIsPackedWhereItsHomeIs)
{
    ASSERT_TRUE(move(aim));
    ASSERT_TRUE(program->drive(made.id, [](const Tenant &) { return true; }));
    ASSERT_TRUE(program->registry->setPresence(made.id, Presence::Absent, u"destroy"_s, -1, program->options.actor));
    ASSERT_TRUE(program->driveTo(made.id, Phase::Gone));
    EXPECT_FALSE(has(*to, SimulatedHost::homeDirectory(made.id)));
    EXPECT_FALSE(has(*from, SimulatedHost::homeDirectory(made.id)));
    EXPECT_TRUE(from->files().find(
        SimulatedHost::archiveDirectory(made.id) + u"/home-g%1.tar.gz"_s.arg(tenant(made.id).generation)));
}

TEST_F(MigrateTest, destroyedInTheMomentInWhichItsHomeArrivesNothingOfItStays)
{
    ASSERT_TRUE(move(aim));
    program->progress = [&](const StepEvent &event) {
        if (event.step == "move-home"_L1 && event.kind == StepEvent::Kind::Begin) {
            EXPECT_TRUE(
                program->registry->setPresence(made.id, Presence::Absent, u"destroy"_s, -1, program->options.actor));
        }
    };
    ASSERT_TRUE(program->driveTo(made.id, Phase::Gone));
    EXPECT_FALSE(has(*to, SimulatedHost::homeDirectory(made.id)));
    EXPECT_FALSE(has(*from, SimulatedHost::homeDirectory(made.id)));
}

TEST_F(MigrateTest, servesWhileTheOldHostIsSilentWithWhatWasLeftThere)
{
    ASSERT_TRUE(move(aim));
    program->progress = [&](const StepEvent &event) {
        if (event.step == "wipe-home"_L1 && event.kind == StepEvent::Kind::Begin)
            from->setReachable(false);
    };
    ASSERT_TRUE(program->drive(made.id, [&](const Tenant &now) { return now.phase == Phase::Ready; }));
    for (int i = 0; i < 5; ++i) {
        EXPECT_TRUE(program->step(made.id));
        world.pass(31'000);
        EXPECT_EQ(tenant(made.id).phase, Phase::Ready) << mostlyText(tenant(made.id)).toStdString();
    }
    EXPECT_EQ(tenant(made.id).leftHomeHostIds, QStringList{made.hostId});
    program->progress = {};
    from->setReachable(true);
    world.pass(300'000);
    ASSERT_TRUE(arrives());
    EXPECT_FALSE(has(*from, SimulatedHost::homeDirectory(made.id)));
}

TEST_F(MigrateTest, aJobThatComesToTheHostWhenTheTenantHasLeftItGoesWithAllThatItBrought)
{
    std::function<void()> late;
    world.setHooks(
        [&](const FakeEngine::CallInfo &info) {
            if (info.name == "createContainer"_L1 && info.subject.endsWith(".job"_L1))
                late = info.arrive;
            return std::nullopt;
        },
        {});
    ASSERT_TRUE(move(aim));
    ASSERT_TRUE(arrives());
    ASSERT_TRUE(program->step(made.id));
    ASSERT_TRUE(late) << "the last job was the one that wiped";
    world.setHooks({}, {});
    late();
    EXPECT_EQ(from->tenantContainers(made.id).size(), 0);
    ASSERT_EQ(from->engine().containers().size(), 1);
    const auto home = from->engine().inspectVolume(u"hermes-"_s + made.id, {});
    ASSERT_TRUE(home) << "the engine makes it for a container";
    EXPECT_EQ(home->options.value(u"device"_s), from->files().absolute(SimulatedHost::homeDirectory(made.id), {}));
    ASSERT_TRUE(program->step(made.id));
    ASSERT_TRUE(arrives());
    EXPECT_TRUE(from->engine().containers().isEmpty());
    EXPECT_EQ(from->engine().listVolumes({}, {}).value().size(), 0);
    EXPECT_FALSE(has(*from, SimulatedHost::homeDirectory(made.id)));
}

TEST_F(MigrateTest, aHostThatTheTenantHasLeftMayBeTurnedOff)
{
    ASSERT_TRUE(move(aim));
    ASSERT_TRUE(arrives());
    from->setReachable(false);
    for (int i = 0; i < 5; ++i) {
        EXPECT_TRUE(program->step(made.id));
        world.pass(31'000);
        EXPECT_EQ(tenant(made.id).phase, Phase::Ready) << mostlyText(tenant(made.id)).toStdString();
    }
}

TEST_F(MigrateTest, aHostThatIsGoneForGoodOnTheWayIsNotWaitedFor)
{
    ASSERT_TRUE(move(aim));
    ASSERT_TRUE(program->drive(made.id, [](const Tenant &) { return true; }));
    world.hosts.erase(aim);
    ASSERT_TRUE(program->registry->forgetHost(aim, program->options.actor));
    ASSERT_TRUE(program->driveTo(made.id, Phase::Ready));
    EXPECT_EQ(tenant(made.id).hostId, made.hostId);
    EXPECT_EQ(from->homeFile(made.id, u"memories/diary.md"_s)->content, "what was said");
}

/// A prefab tenant that serves, to become a container.
class BecomeTest : public MovingTest {
protected:
    void SetUp() override
    {
        MovingTest::SetUp();
        made = program->request(u"acme"_s, Tier::Prefab);
        ASSERT_TRUE(program->driveTo(made.id, Phase::BindWait));
        ASSERT_TRUE(program->bind(made.id, u"wx-1"_s));
        ASSERT_TRUE(program->driveTo(made.id, Phase::Ready));
        settle(tenant(made.id));
        containerImage = from->engine().inspectImage(program->options.image, {})->id;
    }
    Result<Tenant> become(const QString &hostId)
    {
        return program->registry->moveTenant(made.id, hostId, 60'000, program->options.actor,
            Registry::Becoming{Tier::Container, program->options.image, containerImage});
    }
    static QStringList homesOn(const SimulatedHost &host, const QString &id)
    {
        QStringList found;
        for (const QString &directory : host.files().directories())
            if (directory.contains(id) && !directory.contains("/archive/"_L1))
                found.append(directory);
        return found;
    }

    QString containerImage;
};

TEST_F(BecomeTest, keepsHomeHostAndLogin)
{
    ASSERT_TRUE(become(made.hostId));
    EXPECT_EQ(tenant(made.id).tier, Tier::Container);
    EXPECT_EQ(tenant(made.id).homeTier, Tier::Prefab);
    ASSERT_TRUE(arrives());
    EXPECT_EQ(homesOn(*from, made.id), QStringList{SimulatedHost::homeDirectory(made.id)});
    EXPECT_EQ(from->homeFile(made.id, u"memories/diary.md"_s)->content, "what was said");
    EXPECT_EQ(tenant(made.id).generation, made.generation + 1);
    EXPECT_EQ(become(made.hostId)->generation, made.generation + 1) << "the same again changes nothing";
    EXPECT_EQ(program->registry->imageOn(made.id, made.hostId).value(), containerImage);
}

TEST_F(BecomeTest, isSentElsewhereInTheMiddleAndLeavesNothing)
{
    ASSERT_TRUE(become(made.hostId));
    ASSERT_TRUE(program->drive(
        made.id, [&](const Tenant &) { return !homesOn(*from, made.id).filter(u".incoming"_s).isEmpty(); }));
    ASSERT_TRUE(program->registry->moveTenant(made.id, aim, 60'000, program->options.actor));
    ASSERT_TRUE(arrives());
    EXPECT_EQ(tenant(made.id).hostId, aim);
    EXPECT_EQ(to->homeFile(made.id, u"memories/diary.md"_s)->content, "what was said");
    EXPECT_EQ(homesOn(*from, made.id), QStringList());
}

/// Moved on before it ever ran as a container: its home there is one of a container all the same.
TEST_F(BecomeTest, movesOnBeforeItRanAndLeavesNothing)
{
    ASSERT_TRUE(become(made.hostId));
    ASSERT_TRUE(program->drive(made.id, [](const Tenant &now) { return now.homeHostId.isEmpty(); }));
    ASSERT_TRUE(program->registry->moveTenant(made.id, aim, 60'000, program->options.actor));
    ASSERT_TRUE(arrives());
    EXPECT_EQ(to->homeFile(made.id, u"memories/diary.md"_s)->content, "what was said");
    EXPECT_EQ(homesOn(*from, made.id), QStringList());
}

TEST_F(BecomeTest, endsWhileItBecomesOne)
{
    ASSERT_TRUE(become(made.hostId));
    ASSERT_TRUE(program->drive(
        made.id, [&](const Tenant &) { return !homesOn(*from, made.id).filter(u".incoming"_s).isEmpty(); }));
    ASSERT_TRUE(program->registry->setPresence(made.id, Presence::Absent, u"destroy"_s, -1, program->options.actor));
    ASSERT_TRUE(arrives(Phase::Gone));
    EXPECT_EQ(homesOn(*from, made.id), QStringList());
    EXPECT_TRUE(from->files().find(
        SimulatedHost::archiveDirectory(made.id) + u"/home-g%1.tar.gz"_s.arg(tenant(made.id).generation)));
}

TEST_F(BecomeTest, staysWhatItWasToBecomeWhenItsAimIsLost)
{
    ASSERT_TRUE(become(aim));
    to->setReachable(false);
    ASSERT_TRUE(program->registry->forgetHost(aim, program->options.actor));
    ASSERT_TRUE(arrives());
    EXPECT_EQ(tenant(made.id).hostId, made.hostId);
    EXPECT_EQ(tenant(made.id).tier, Tier::Container);
    EXPECT_EQ(from->homeFile(made.id, u"memories/diary.md"_s)->content, "what was said");
}

} // namespace hermes::test
