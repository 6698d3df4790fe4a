#include "simulation.h"

#include "containerspec.h"
#include "homejob.h"
#include "hostclaim.h"

#include <thread>

namespace hermes::test {

using namespace Qt::StringLiterals;

/// What goes wrong on a host, and that mending it and asking again is enough.
class FaultTest : public SimulationTest {
protected:
    void expectBlocked(const QString &tenantId, const QString &reason)
    {
        EXPECT_FALSE(program->drive(tenantId, [](const Tenant &) { return false; }));
        const Tenant now = tenant(tenantId);
        EXPECT_EQ(now.phase, Phase::Blocked) << mostlyText(now).toStdString();
        EXPECT_EQ(now.reason.toStdString(), reason.toStdString());
        EXPECT_FALSE(now.message.isEmpty());
        EXPECT_FALSE(now.hint.isEmpty());
    }
    void retry(const QString &tenantId) { ASSERT_TRUE(program->registry->retryNow(tenantId, program->options.actor)); }
    [[nodiscard]] Condition condition(const QString &tenantId, ConditionType type) const
    {
        for (const auto &each : tenant(tenantId).conditions)
            if (each.type == type)
                return each;
        return {};
    }
};

TEST_F(FaultTest, blocksForAMissingImageAndCompletesOnceItIsThere)
{
    host().engine().removeImage(u"hermes:test"_s);
    const Tenant requested = program->request(u"acme"_s);
    expectBlocked(requested.id, u"IMAGE_MISSING"_s);
    EXPECT_TRUE(tenant(requested.id).hint.contains(u"hermes:test"_s));
    retry(requested.id);
    expectBlocked(requested.id, u"IMAGE_MISSING"_s);

    host().engine().addImage(u"hermes:test"_s);
    retry(requested.id);
    EXPECT_TRUE(program->driveTo(requested.id, Phase::BindWait));
}

TEST_F(FaultTest, pullsAnImageThatARegistryHas)
{
    host().engine().removeImage(u"hermes:test"_s);
    host().engine().addPullable(u"hermes:test"_s);
    EXPECT_EQ(program->provision(u"acme"_s).phase, Phase::BindWait);
}

TEST_F(FaultTest, movesToTheNextPortAfterThreeTriesInANewGeneration)
{
    host().engine().occupyPort(8700);
    const Tenant made = program->provision(u"acme"_s);
    EXPECT_EQ(made.generation, 2);
    EXPECT_EQ(program->registry->ports(made.id).value().dashboard, 8701);
    const auto containers = host().tenantContainers(made.id);
    ASSERT_EQ(containers.size(), 1);
    EXPECT_EQ(containers.first().configuredPorts.first().hostPort, 8701);
    EXPECT_EQ(containers.first().summary.labels.value(u"hermes.port"_s), u"8701"_s);
    int failed = 0;
    const auto operations = program->registry->operations(made.id, 100).value();
    for (const auto &operation : operations)
        failed += operation.step == "start"_L1 && operation.outcome == "failed"_L1;
    EXPECT_EQ(failed, 3);
}

TEST_F(FaultTest, startsOnItsOwnPortWhenItIsFreedInTime)
{
    host().engine().occupyPort(8700);
    const Tenant requested = program->request(u"acme"_s);
    ASSERT_TRUE(program->driveTo(requested.id, Phase::Backoff));
    host().engine().occupyPort(8700, false);
    ASSERT_TRUE(program->driveTo(requested.id, Phase::BindWait));
    EXPECT_EQ(tenant(requested.id).generation, 1);
    EXPECT_EQ(program->registry->ports(requested.id).value().dashboard, 8700);
}

TEST_F(FaultTest, neverStartsATruncatedHomeAndLosesNothingOfIt)
{
    const Tenant made = program->ready(u"acme"_s, u"wx-1"_s);
    FakeFile customers = *host().homeFile(made.id, u".env"_s);
    customers.content.prepend("# mine\nMY_OWN_KEY=42\n");
    host().engine().writeFile(made.containerId, u"/opt/data/.env"_s, customers);
    ASSERT_TRUE(program->registry->bumpGeneration(made.id, u"restart"_s, -1, program->options.actor));
    host().engine().setDeviceFull(SimulatedHost::homeDirectory(made.id), true);
    expectBlocked(made.id, u"DISK_FULL"_s);
    EXPECT_NE(env(made.id), customers.content) << "the write really tore the file";
    for (const auto &container : host().tenantContainers(made.id))
        EXPECT_FALSE(container.running);
    retry(made.id);
    expectBlocked(made.id, u"DISK_FULL"_s);

    host().engine().setDeviceFull(SimulatedHost::homeDirectory(made.id), false);
    retry(made.id);
    ASSERT_TRUE(program->driveTo(made.id, Phase::Ready));
    EXPECT_TRUE(env(made.id).startsWith("# mine\nMY_OWN_KEY=42\n"));
    EXPECT_TRUE(env(made.id).contains("WEIXIN_TOKEN="));
}

TEST_F(FaultTest, doesNotTouchAHomeWhoseOriginalsCannotBeKept)
{
    const Tenant made = program->ready(u"acme"_s, u"wx-1"_s);
    const QByteArray before = env(made.id);
    ASSERT_TRUE(program->registry->bumpGeneration(made.id, u"restart"_s, -1, program->options.actor));
    ASSERT_TRUE(program->driveTo(made.id, Phase::ImageReady));
    host().files().setDiskFull(true);
    expectBlocked(made.id, u"DISK_FULL"_s);
    EXPECT_EQ(env(made.id), before);
    host().files().setDiskFull(false);
    retry(made.id);
    EXPECT_TRUE(program->driveTo(made.id, Phase::Ready));
}

TEST_F(FaultTest, sendsOneStopAndWaitsForTheAnswersOfTheAgentWithoutHoldingTheLease)
{
    const Tenant made = program->ready(u"acme"_s, u"wx-1"_s);
    ASSERT_TRUE(program->registry->setPresence(made.id, Presence::Paused, u"stop"_s, -1, program->options.actor));
    int stops = 0;
    world.setHooks(
        [&](const FakeEngine::CallInfo &info) -> std::optional<Error> {
            if (info.name != "stopContainer"_L1)
                return std::nullopt;
            ++stops;
            return Error{ErrorKind::Timeout, u"no answer yet"_s};
        },
        {});
    ASSERT_TRUE(program->drive(made.id, [](const Tenant &now) { return now.reason == "DRAINING"_L1; }));
    for (int seconds = 0; seconds < 200; seconds += 5) {
        const auto turn = program->step(made.id);
        ASSERT_TRUE(turn);
        EXPECT_FALSE(turn->acted);
        EXPECT_TRUE(tenant(made.id).leaseOwner.isEmpty());
        world.pass(5000);
    }
    EXPECT_EQ(stops, 1);
    EXPECT_EQ(tenant(made.id).attempts, 0) << "an agent that takes its time is no failure";
    world.setHooks({}, {});
    ASSERT_TRUE(host().engine().stopContainer(made.containerId, 0, {}));
    EXPECT_TRUE(program->driveTo(made.id, Phase::Paused));
}

TEST_F(FaultTest, writesNoHomeBeforeTheSecretsOfTheRequestAreOnTheHost)
{
    ProvisionRequest asked;
    asked.name = u"acme"_s;
    asked.image = program->options.image;
    asked.secrets.insert(u"LLM_API_KEY"_s, Secret("sk-1"));
    const Tenant requested = program->registry->recordRequest(asked, {}, {}, program->options.actor).value().tenant;
    EXPECT_TRUE(requested.secretsPending);
    EXPECT_FALSE(program->drive(requested.id, [](const Tenant &now) { return now.phase == Phase::BindWait; }));
    EXPECT_EQ(tenant(requested.id).reason, u"SECRETS_MISSING"_s);
    EXPECT_TRUE(tenant(requested.id).hint.contains(u"acme"_s));
    EXPECT_TRUE(host().tenantContainers(requested.id).isEmpty());

    ASSERT_TRUE(program->registry->secretsStored(requested.id, program->options.actor));
    retry(requested.id);
    EXPECT_TRUE(program->driveTo(requested.id, Phase::BindWait));
}

TEST_F(FaultTest, clearsAwayAContainerWhoseCreateArrivesAfterItsTenantIsGone)
{
    const Tenant made = program->ready(u"acme"_s, u"wx-1"_s);
    const docker::ContainerSpec late = containers::tenantSpec(
        *program->links->link(ecs.id, {}).value(), made, program->registry->ports(made.id).value(), 99, 99);
    ASSERT_TRUE(program->registry->setPresence(made.id, Presence::Absent, u"destroy"_s, -1, program->options.actor));
    ASSERT_TRUE(program->driveTo(made.id, Phase::Gone));
    ASSERT_TRUE(host().engine().createBindVolume(
        containers::volumeName(made.id), SimulatedHost::homeDirectory(made.id), late.labels, {}));
    ASSERT_TRUE(host().engine().createContainer(late, {}));
    ASSERT_TRUE(program->drive(made.id, [&](const Tenant &) { return host().tenantContainers(made.id).isEmpty(); }));
    EXPECT_FALSE(host().files().find(hostpaths::tenantFile(ecs, made.id))) << "a gone tenant's file is back";
    const auto job = containers::jobSpec(*program->links->link(ecs.id, {}).value(), made, u"true"_s, {});
    ASSERT_TRUE(host().engine().createContainer(job, {}));
    ASSERT_TRUE(program->drive(made.id, [&](const Tenant &) { return host().engine().containers().isEmpty(); }));
    EXPECT_EQ(tenant(made.id).phase, Phase::Gone);
    EXPECT_TRUE(program->registry->ports(made.id).value().dashboard == 0);
}

TEST_F(FaultTest, clearsAwayFilesAndVolumesThatAreWrittenAfterTheirTenantIsGone)
{
    const Tenant made = program->ready(u"acme"_s, u"wx-1"_s);
    ASSERT_TRUE(program->registry->setPresence(made.id, Presence::Absent, u"destroy"_s, -1, program->options.actor));
    ASSERT_TRUE(program->driveTo(made.id, Phase::Gone));
    const auto archived = host().files().all().keys().filter(SimulatedHost::archiveDirectory(made.id));
    ASSERT_FALSE(archived.isEmpty());
    const auto isClean = [&](const Tenant &) {
        return !host().files().find(hostpaths::tenantFile(ecs, made.id))
            && !host().files().directories().contains(SimulatedHost::homeDirectory(made.id))
            && host().engine().listVolumes({}, {}).value().isEmpty() && host().engine().containers().isEmpty();
    };
    ASSERT_TRUE(isClean(made));
    // A program that stood still meanwhile ends what it was about: each of its steps alone.
    const auto link = program->links->link(ecs.id, {}).value();
    host().files().put(hostpaths::tenantFile(ecs, made.id), "{}");
    EXPECT_TRUE(program->drive(made.id, isClean));
    ASSERT_TRUE(link->files->makeDirectory(hostpaths::home(ecs, made), 0755, {}));
    EXPECT_TRUE(program->drive(made.id, isClean));
    ASSERT_TRUE(containers::ensureHomeVolume(*link, made, {}));
    EXPECT_TRUE(program->drive(made.id, isClean));
    ASSERT_TRUE(link->engine->createBindVolume(containers::archiveVolumeName(made.id, Tier::Container),
        SimulatedHost::archiveDirectory(made.id),
        {{u"hermes.managed"_s, u"1"_s}, {u"hermes.platform"_s, link->platform}, {u"hermes.tenant_id"_s, made.id}}, {}));
    EXPECT_TRUE(program->drive(made.id, isClean));
    EXPECT_EQ(tenant(made.id).phase, Phase::Gone);
    EXPECT_EQ(host().files().all().keys().filter(SimulatedHost::archiveDirectory(made.id)), archived)
        << "what is kept is kept";
}

TEST_F(FaultTest, takesOneTurnAtATimeWithinOneProgram)
{
    const Tenant requested = program->request(u"acme"_s);
    int asked = 0;
    program->progress = [&](const StepEvent &event) {
        if (event.kind != StepEvent::Kind::Begin || event.step != "create"_L1)
            return;
        ++asked;
        const auto second = program->reconciler->step(requested.id, {}, {});
        ASSERT_FALSE(second);
        EXPECT_EQ(second.error().kind, ErrorKind::Conflict);
    };
    ASSERT_TRUE(program->driveTo(requested.id, Phase::BindWait));
    EXPECT_EQ(asked, 1);
}

TEST_F(FaultTest, makesNoFailureOfAStepThatTheCallerCutShort)
{
    const Tenant requested = program->request(u"acme"_s);
    CancelSource cancelled;
    program->progress = [&](const StepEvent &event) {
        if (event.kind == StepEvent::Kind::Begin && event.step == "create"_L1)
            cancelled.cancel();
    };
    world.setHooks(
        [&](const FakeEngine::CallInfo &info) -> std::optional<Error> {
            if (info.name == "createContainer"_L1 && cancelled.token().isCancelled())
                return Error{ErrorKind::Cancelled, u"Cancelled."_s};
            return std::nullopt;
        },
        {});
    std::optional<Error> error;
    for (int i = 0; i < 20 && !error; ++i) {
        const auto turn
            = program->reconciler->step(requested.id, program->progress, {Deadline::never(), cancelled.token()});
        if (!turn)
            error = turn.error();
    }
    ASSERT_TRUE(error);
    EXPECT_EQ(error->kind, ErrorKind::Cancelled);
    EXPECT_NE(tenant(requested.id).phase, Phase::Backoff);
    EXPECT_EQ(tenant(requested.id).attempts, 0);
    world.setHooks({}, {});
    program->progress = {};
    EXPECT_TRUE(program->driveTo(requested.id, Phase::BindWait));
}

TEST_F(FaultTest, makesNoFailureOfAStepForWhichTheCallersTimeWasTooShort)
{
    const Tenant requested = program->request(u"acme"_s);
    Deadline until = Deadline::never();
    world.setHooks(
        [&](const FakeEngine::CallInfo &info) -> std::optional<Error> {
            if (info.name != "createContainer"_L1)
                return std::nullopt;
            std::this_thread::sleep_until(until.at());
            return Error{ErrorKind::Timeout, u"The host did not answer in time."_s};
        },
        {});
    std::optional<Error> error;
    for (int i = 0; i < 20 && !error; ++i) {
        until = Deadline::in(std::chrono::seconds(2));
        const auto turn = program->reconciler->step(requested.id, program->progress, {until, {}});
        if (!turn)
            error = turn.error();
    }
    ASSERT_TRUE(error);
    EXPECT_EQ(error->kind, ErrorKind::Timeout);
    EXPECT_NE(tenant(requested.id).phase, Phase::Backoff);
    EXPECT_EQ(tenant(requested.id).attempts, 0);
    EXPECT_FALSE(tenant(requested.id).message.contains(u"did not answer"_s));
    world.setHooks({}, {});
    EXPECT_TRUE(program->driveTo(requested.id, Phase::BindWait));
}

TEST_F(FaultTest, blocksWhereTheUserMayNotWrite)
{
    const Tenant requested = program->request(u"acme"_s);
    host().files().setDenied(u"~/hermes"_s);
    expectBlocked(requested.id, u"STEP_FAILED"_s);
    EXPECT_TRUE(tenant(requested.id).message.contains(u"Permission denied"_s));
    EXPECT_TRUE(host().engine().containers().isEmpty());
    host().files().setDenied({});
    retry(requested.id);
    EXPECT_TRUE(program->driveTo(requested.id, Phase::BindWait));
}

TEST_F(FaultTest, keepsWhatWasLastSeenOfASilentHostAndItsAge)
{
    const Tenant before = program->ready(u"acme"_s, u"wx-1"_s);
    host().setReachable(false);
    world.pass(60'000);
    const auto turn = program->step(before.id);
    ASSERT_TRUE(turn);
    EXPECT_FALSE(turn->acted);
    const Tenant silent = tenant(before.id);
    EXPECT_EQ(silent.phase, Phase::Unknown);
    EXPECT_EQ(silent.phaseBefore, Phase::Ready);
    EXPECT_EQ(silent.reason, u"HOST_UNREACHABLE"_s);
    EXPECT_EQ(silent.observedAt, before.observedAt);
    EXPECT_EQ(condition(before.id, ConditionType::Healthy).status, ConditionStatus::True);
    EXPECT_EQ(condition(before.id, ConditionType::Reachable).status, ConditionStatus::False);

    host().setReachable(true);
    ASSERT_TRUE(program->driveTo(before.id, Phase::Ready));
    EXPECT_EQ(tenant(before.id).containerId, before.containerId);
    EXPECT_EQ(condition(before.id, ConditionType::Reachable).status, ConditionStatus::True);
}

TEST_F(FaultTest, goesOnWithWhatWasWantedMeanwhileWhenTheHostIsBack)
{
    const Tenant made = program->ready(u"acme"_s, u"wx-1"_s);
    host().setReachable(false);
    ASSERT_TRUE(program->registry->setPresence(made.id, Presence::Paused, u"stop"_s, -1, program->options.actor));
    ASSERT_TRUE(program->driveTo(made.id, Phase::Unknown));
    EXPECT_EQ(host().tenantContainers(made.id).size(), 1);
    host().setReachable(true);
    EXPECT_TRUE(program->driveTo(made.id, Phase::Paused));
}

TEST_F(FaultTest, doesNothingOnAHostThatAnotherRegistryClaims)
{
    const Tenant made = program->ready(u"acme"_s, u"wx-1"_s);
    host().files().put(hostpaths::claim, writeClaim({u"another-platform"_s, 1}));
    program->links->reconnect();
    ASSERT_TRUE(program->registry->setPresence(made.id, Presence::Absent, u"destroy"_s, -1, program->options.actor));
    for (int i = 0; i < 5; ++i) {
        const auto turn = program->step(made.id);
        ASSERT_TRUE(turn);
        EXPECT_FALSE(turn->acted);
        world.pass(5000);
    }
    EXPECT_EQ(tenant(made.id).phase, Phase::Unknown);
    EXPECT_TRUE(tenant(made.id).message.contains(u"another-platform"_s));
    EXPECT_EQ(host().tenantContainers(made.id).size(), 1);
}

TEST_F(FaultTest, stopsItselfOnAHostWithANewerClaimOfItsOwnPlatform)
{
    const Tenant made = program->ready(u"acme"_s, u"wx-1"_s);
    const QString platform = program->registry->platformUuid().value();
    host().files().put(hostpaths::claim, writeClaim({platform, 7}));
    program->links->reconnect();
    const auto turn = program->step(made.id);
    ASSERT_TRUE(turn);
    EXPECT_FALSE(turn->acted);
    EXPECT_EQ(turn->error->detail, u"FENCED"_s);
    EXPECT_EQ(tenant(made.id).phase, Phase::Unknown);
}

TEST_F(FaultTest, leavesAForeignContainerWithOurNameAsItIs)
{
    docker::ContainerSpec foreign;
    foreign.name = u"hermes-acme"_s;
    foreign.image = u"hermes:test"_s;
    const QString id = host().engine().createContainer(foreign, {}).value().id;
    ASSERT_TRUE(host().engine().startContainer(id, {}));
    ASSERT_TRUE(world.violations().isEmpty());
    const Tenant requested = program->request(u"acme"_s);
    expectBlocked(requested.id, u"NAME_TAKEN_FOREIGN"_s);
    EXPECT_TRUE(host().engine().inspectContainer(id, {}).value().running);

    program->registry->setPresence(requested.id, Presence::Absent, u"destroy"_s, -1, program->options.actor).value();
    retry(requested.id);
    ASSERT_TRUE(program->driveTo(requested.id, Phase::Gone));
    EXPECT_TRUE(host().engine().inspectContainer(id, {}).value().running);
}

TEST_F(FaultTest, leavesAContainerOfAnotherPlatformWithOurLabelsAlone)
{
    const Tenant requested = program->request(u"acme"_s);
    docker::ContainerSpec other;
    other.name = u"somebody-elses"_s;
    other.image = u"hermes:test"_s;
    other.labels = {{u"hermes.managed"_s, u"1"_s}, {u"hermes.role"_s, u"tenant"_s},
        {u"hermes.tenant_id"_s, requested.id}, {u"hermes.platform"_s, u"another"_s}, {u"hermes.generation"_s, u"9"_s}};
    const QString id = host().engine().createContainer(other, {}).value().id;
    ASSERT_TRUE(program->driveTo(requested.id, Phase::BindWait));
    ASSERT_TRUE(
        program->registry->setPresence(requested.id, Presence::Absent, u"destroy"_s, -1, program->options.actor));
    ASSERT_TRUE(program->driveTo(requested.id, Phase::Gone));
    EXPECT_EQ(host().engine().inspectContainer(id, {}).value().summary.state, u"created"_s);
}

TEST_F(FaultTest, turnsAwayFromATenantThatAnotherProcessWorksOn)
{
    const Tenant made = program->provision(u"acme"_s);
    Program other(world, u"bob"_s);
    ASSERT_TRUE(other.registry->claimLease(made.id, u"bob"_s, 30'000));
    const auto turn = program->step(made.id);
    ASSERT_FALSE(turn);
    EXPECT_EQ(turn.error().kind, ErrorKind::Conflict);
    EXPECT_TRUE(turn.error().message.contains(u"bob"_s));
    world.pass(30'000);
    EXPECT_TRUE(program->step(made.id));
}

TEST_F(FaultTest, startsAgainWhatTheEngineLeftDownAndKeepsItsHome)
{
    const Tenant made = program->ready(u"acme"_s, u"wx-1"_s);
    host().engine().crashDaemon();
    ASSERT_FALSE(host().tenantContainers(made.id).first().running);
    ASSERT_TRUE(program->driveTo(made.id, Phase::Degraded));
    ASSERT_TRUE(program->driveTo(made.id, Phase::Ready));
    EXPECT_EQ(tenant(made.id).containerId, made.containerId);
    EXPECT_EQ(tenant(made.id).generation, made.generation);
}

TEST_F(FaultTest, reachesEachTenantAtItsOwnPortAfterAReboot)
{
    const Tenant first = program->ready(u"first"_s, u"wx-1"_s);
    const Tenant second = program->ready(u"second"_s, u"wx-2"_s);
    host().engine().reboot();
    world.pass(3000);
    for (const auto &each : {first, second}) {
        EXPECT_TRUE(program->driveTo(each.id, Phase::Ready));
        EXPECT_EQ(
            *host().engine().containerAtPort(program->registry->ports(each.id).value().dashboard), each.containerId);
    }
}

TEST_F(FaultTest, replacesWhatStaysUnhealthyForFiveMinutesAndBlocksIfThatDoesNotHelp)
{
    const Tenant made = program->ready(u"acme"_s, u"wx-1"_s);
    host().setGatewayDown(made.id, true);
    ASSERT_TRUE(program->driveTo(made.id, Phase::Degraded));
    EXPECT_EQ(tenant(made.id).reason, u"GATEWAY_DOWN"_s);
    const qint64 since = world.clock.wallMs();
    ASSERT_TRUE(program->drive(
        made.id, [&](const Tenant &now) { return now.generation > made.generation; }, 1000));
    EXPECT_GE(world.clock.wallMs() - since, 300'000);
    EXPECT_FALSE(program->drive(
        made.id, [](const Tenant &) { return false; }, 1000));
    EXPECT_EQ(tenant(made.id).reason, u"HEALTH_TIMEOUT"_s);
    host().setGatewayDown(made.id, false);
    retry(made.id);
    EXPECT_TRUE(program->driveTo(made.id, Phase::Ready));
}

TEST_F(FaultTest, saysThatAnAccountWasBoundElsewhereAndReplacesNothing)
{
    const Tenant made = program->ready(u"acme"_s, u"wx-1"_s);
    world.wechat.displace(u"wx-1"_s);
    world.pass(30'000);
    ASSERT_TRUE(program->driveTo(made.id, Phase::Degraded));
    EXPECT_EQ(tenant(made.id).reason, u"BIND_REVOKED"_s);
    EXPECT_TRUE(tenant(made.id).hint.contains(u"rebind acme"_s));
    for (int i = 0; i < 100; ++i) {
        ASSERT_TRUE(program->step(made.id));
        world.pass(10'000);
    }
    EXPECT_EQ(tenant(made.id).containerId, made.containerId);
}

TEST_F(FaultTest, makesAContainerAnewThatSomebodyRemovedByHand)
{
    const Tenant made = program->ready(u"acme"_s, u"wx-1"_s);
    // Not the program's doing, so the oracle looks away.
    host().engine().setHooks({}, {});
    ASSERT_TRUE(host().engine().removeContainer(made.containerId, true, {}));
    world.setHooks({}, {});
    ASSERT_TRUE(program->driveTo(made.id, Phase::Ready));
    EXPECT_EQ(tenant(made.id).generation, made.generation);
    EXPECT_NE(tenant(made.id).containerId, made.containerId);
}

TEST_F(FaultTest, doesNotStartAHomeThatSomebodyElsesVolumePointsElsewhere)
{
    const Tenant requested = program->request(u"acme"_s);
    ASSERT_TRUE(host().engine().createBindVolume(u"hermes-"_s + requested.id, u"/elsewhere"_s, {}, {}));
    EXPECT_FALSE(program->drive(requested.id, [](const Tenant &now) { return now.phase == Phase::BindWait; }));
    EXPECT_EQ(tenant(requested.id).phase, Phase::Blocked);
    EXPECT_TRUE(tenant(requested.id).message.contains(u"/elsewhere"_s));
    EXPECT_TRUE(host().engine().containers().isEmpty());
}

} // namespace hermes::test
