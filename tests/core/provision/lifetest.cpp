#include "simulation.h"

#include <QJsonDocument>

namespace hermes::test {

using namespace Qt::StringLiterals;

class LifeTest : public SimulationTest { };

TEST_F(LifeTest, provisionsATenantFromARequestToBindWait)
{
    const Tenant made = program->provision(u"acme"_s);

    EXPECT_EQ(made.generation, 1);
    const auto containers = host().tenantContainers(made.id);
    ASSERT_EQ(containers.size(), 1);
    EXPECT_TRUE(containers.first().running);
    EXPECT_EQ(containers.first().summary.name, u"hermes-acme"_s);
    const Ports ports = program->registry->ports(made.id).value();
    EXPECT_EQ(containers.first().configuredPorts.first().hostPort, ports.dashboard);
    EXPECT_EQ(containers.first().configuredPorts.first().hostIp, u"127.0.0.1"_s);
    EXPECT_EQ(steps(made.id), (QStringList{u"place"_s, u"pin-image"_s, u"create"_s, u"write-home"_s, u"start"_s}));
    EXPECT_TRUE(host().files().find(u"~/hermes/tenants/%1.json"_s.arg(made.id)));
}

TEST_F(LifeTest, bindsByReplacingTheContainerWithGenerationTwo)
{
    const Tenant before = program->provision(u"acme"_s);
    const QString oldContainer = host().tenantContainers(before.id).first().summary.id;
    ASSERT_TRUE(program->bind(before.id, u"wx-1"_s));
    ASSERT_TRUE(program->driveTo(before.id, Phase::Ready));

    const Tenant after = tenant(before.id);
    EXPECT_EQ(after.generation, 2);
    const auto containers = host().tenantContainers(before.id);
    ASSERT_EQ(containers.size(), 1);
    EXPECT_NE(containers.first().summary.id, oldContainer);
    EXPECT_EQ(containers.first().summary.labels.value(u"hermes.generation"_s), u"2"_s);
    EXPECT_TRUE(env(before.id).contains("WEIXIN_TOKEN=" + world.wechat.handedOut().last().reveal()));
    EXPECT_EQ(steps(before.id).mid(5),
        (QStringList{u"archive-credentials"_s, u"stop"_s, u"remove"_s, u"create"_s, u"write-home"_s, u"start"_s}));
}

TEST_F(LifeTest, keepsTheSecretsOnTheHostUntilTheHomeHasThem)
{
    const Tenant requested = program->request(u"acme"_s);
    host().files().put(u"~/hermes/secrets/%1.env"_s.arg(requested.id), "OPENAI_API_KEY=sk-secret\n");
    ASSERT_TRUE(program->driveTo(requested.id, Phase::BindWait));

    EXPECT_TRUE(env(requested.id).contains("OPENAI_API_KEY=sk-secret\n"));
    EXPECT_FALSE(host().files().find(u"~/hermes/secrets/%1.env"_s.arg(requested.id)));
    const auto spec = host().engine().spec(u"hermes-acme"_s);
    EXPECT_FALSE(spec.environment.values().join(u' ').contains(u"sk-secret"_s));
    EXPECT_FALSE(spec.labels.values().join(u' ').contains(u"sk-secret"_s));
}

TEST_F(LifeTest, takesTheOldAccountsFilesOutOfTheHomeOnRebind)
{
    const Tenant bound = program->ready(u"acme"_s, u"wx-1"_s);
    const QString id = bound.containerId;
    host().engine().writeFile(
        id, u"/opt/data/weixin/accounts/bot1@im.bot.context-tokens.json"_s, {docker::TarEntry::Type::File, "{}", 0600});
    ASSERT_TRUE(host().homeFile(bound.id, u"weixin/accounts/bot1@im.bot.sync.json"_s));
    ASSERT_TRUE(program->bind(bound.id, u"wx-1"_s));
    ASSERT_TRUE(program->driveTo(bound.id, Phase::Ready));

    EXPECT_EQ(tenant(bound.id).generation, 3);
    for (const auto &ending : {u".json"_s, u".sync.json"_s, u".context-tokens.json"_s})
        EXPECT_FALSE(host().homeFile(bound.id, u"weixin/accounts/bot1@im.bot"_s + ending)) << ending.toStdString();
    EXPECT_TRUE(host().homeFile(bound.id, u"weixin/accounts/bot2@im.bot.json"_s));
    EXPECT_TRUE(host().files().find(SimulatedHost::archiveDirectory(bound.id) + u"/account-g3-bot1@im.bot.json"_s));
    EXPECT_TRUE(env(bound.id).contains("WEIXIN_ACCOUNT_ID=bot2@im.bot\n"));
    EXPECT_EQ(host().engine().containers().size(), 1) << "no job is left behind";
}

TEST_F(LifeTest, restartsInANewGenerationWithTheSameHomePortAndBinding)
{
    const Tenant before = program->ready(u"acme"_s, u"wx-1"_s);
    const Ports ports = program->registry->ports(before.id).value();
    host().engine().writeFile(
        before.containerId, u"/opt/data/memory.md"_s, {docker::TarEntry::Type::File, "notes", 0644});
    ASSERT_TRUE(program->registry->bumpGeneration(before.id, u"restart"_s, -1, program->options.actor));
    ASSERT_TRUE(program->driveTo(before.id, Phase::Ready));

    const Tenant after = tenant(before.id);
    EXPECT_EQ(after.generation, before.generation + 1);
    EXPECT_NE(after.containerId, before.containerId);
    EXPECT_EQ(host().homeFile(before.id, u"memory.md"_s)->content, "notes");
    EXPECT_EQ(program->registry->ports(before.id).value().dashboard, ports.dashboard);
}

TEST_F(LifeTest, stopsWithoutAContainerAndStartsWithTheSameHomeAndPort)
{
    const Tenant before = program->ready(u"acme"_s, u"wx-1"_s);
    const Ports ports = program->registry->ports(before.id).value();
    ASSERT_TRUE(program->registry->setPresence(before.id, Presence::Paused, u"stop"_s, -1, program->options.actor));
    ASSERT_TRUE(program->driveTo(before.id, Phase::Paused));
    EXPECT_TRUE(host().tenantContainers(before.id).isEmpty());
    EXPECT_TRUE(env(before.id).contains("WEIXIN_TOKEN="));
    EXPECT_EQ(program->registry->ports(before.id).value().dashboard, ports.dashboard);
    EXPECT_TRUE(host().files().find(u"~/hermes/tenants/%1.json"_s.arg(before.id))->bytes.contains("PAUSED"));

    ASSERT_TRUE(program->registry->setPresence(before.id, Presence::Present, u"start"_s, -1, program->options.actor));
    ASSERT_TRUE(program->driveTo(before.id, Phase::Ready));
    EXPECT_EQ(tenant(before.id).generation, before.generation);
    EXPECT_EQ(program->registry->ports(before.id).value().dashboard, ports.dashboard);
    EXPECT_TRUE(host().files().find(u"~/hermes/tenants/%1.json"_s.arg(before.id))->bytes.contains("PRESENT"));
}

TEST_F(LifeTest, destroysWithoutATraceButTheArchive)
{
    const auto filesBefore = host().files().all().keys();
    const Tenant made = program->ready(u"acme"_s, u"wx-1"_s);
    const quint16 port = program->registry->ports(made.id).value().dashboard;
    ASSERT_TRUE(program->registry->setPresence(made.id, Presence::Absent, u"destroy"_s, -1, program->options.actor));
    ASSERT_TRUE(program->driveTo(made.id, Phase::Gone));

    EXPECT_TRUE(host().engine().containers().isEmpty());
    EXPECT_TRUE(host().engine().listVolumes({}, {}).value().isEmpty());
    EXPECT_EQ(host().engine().device(SimulatedHost::homeDirectory(made.id)).files.size(), 1) << "the home is empty";
    EXPECT_FALSE(host().files().directories().contains(SimulatedHost::homeDirectory(made.id)));
    QStringList left = host().files().all().keys();
    for (const auto &path : filesBefore)
        left.removeAll(path);
    for (const auto &path : std::as_const(left))
        EXPECT_TRUE(path.startsWith(SimulatedHost::archiveDirectory(made.id))) << path.toStdString();
    EXPECT_TRUE(left.contains(SimulatedHost::archiveDirectory(made.id) + u"/home-g2.tar.gz"_s));
    EXPECT_FALSE(left.contains(SimulatedHost::archiveDirectory(made.id) + u"/home-pending.tar"_s));

    const auto ledger = program->registry->portLedger(ecs.id).value();
    ASSERT_EQ(ledger.size(), 1);
    EXPECT_EQ(ledger.first().port, port);
    EXPECT_EQ(ledger.first().freeAfter, world.clock.wallMs() + program->options.portCoolDownMs);
}

TEST_F(LifeTest, givesAFreedPortOutAgainOnlyAfterItsCoolDown)
{
    Host small = program->registry->host(u"ecs-1"_s).value();
    small.ports = {8700, 8700};
    ASSERT_TRUE(program->registry->updateHost(small));
    const Tenant first = program->provision(u"first"_s);
    ASSERT_TRUE(program->registry->setPresence(first.id, Presence::Absent, u"destroy"_s, -1, program->options.actor));
    ASSERT_TRUE(program->driveTo(first.id, Phase::Gone));

    const Tenant second = program->request(u"second"_s);
    EXPECT_FALSE(program->drive(second.id, [](const Tenant &now) { return now.phase == Phase::BindWait; }));
    EXPECT_EQ(tenant(second.id).reason, u"CAPACITY"_s);
    world.pass(program->options.portCoolDownMs);
    ASSERT_TRUE(program->registry->retryNow(second.id, program->options.actor));
    EXPECT_TRUE(program->driveTo(second.id, Phase::BindWait));
    EXPECT_EQ(program->registry->ports(second.id).value().dashboard, 8700);
}

TEST_F(LifeTest, servesANameAnewAfterItsTenantIsGoneWithoutItsFiles)
{
    const Tenant first = program->ready(u"acme"_s, u"wx-1"_s);
    host().engine().writeFile(
        first.containerId, u"/opt/data/private.md"_s, {docker::TarEntry::Type::File, "mine", 0644});
    ASSERT_TRUE(program->registry->setPresence(first.id, Presence::Absent, u"destroy"_s, -1, program->options.actor));
    ASSERT_TRUE(program->driveTo(first.id, Phase::Gone));
    const Tenant second = program->ready(u"acme"_s, u"wx-1"_s);
    EXPECT_NE(second.id, first.id);
    EXPECT_FALSE(host().homeFile(second.id, u"private.md"_s));
}

TEST_F(LifeTest, writesATenantFileThatSaysWhatIsDesiredWhoeverChangedIt)
{
    const Tenant made = program->provision(u"acme"_s);
    const auto presence = [&] {
        return QJsonDocument::fromJson(
            host().files().find(u"~/hermes/tenants/%1.json"_s.arg(made.id))->bytes)[u"presence"]
            .toString();
    };
    ASSERT_TRUE(program->registry->setPresence(made.id, Presence::Paused, u"stop"_s, -1, program->options.actor));
    Program other(world, u"bob"_s);
    ASSERT_TRUE(other.driveTo(made.id, Phase::Paused));
    EXPECT_EQ(presence().toStdString(), "PAUSED");
    ASSERT_TRUE(program->registry->setPresence(made.id, Presence::Present, u"start"_s, -1, program->options.actor));
    ASSERT_TRUE(program->driveTo(made.id, Phase::BindWait));
    EXPECT_EQ(presence().toStdString(), "PRESENT");
}

} // namespace hermes::test
