#include "prefabrecord.h"
#include "prefabscript.h"

#include "containerspec.h"

#include <QProcess>
#include <gtest/gtest.h>

using namespace hermes;
using namespace Qt::StringLiterals;

namespace {

docker::ContainerSpec unitSpec()
{
    Tenant tenant;
    tenant.id = u"t1"_s;
    tenant.name = u"acme"_s;
    tenant.tier = Tier::Prefab;
    tenant.generation = 3;
    Ports ports;
    ports.dashboard = 8701;
    HostLink link;
    link.platform = u"p1"_s;
    return containers::tenantSpec(link, tenant, ports, 7, 9);
}

/// What the script prints for units in these states: mark, and systemd's own words.
QByteArray listing(const QList<std::pair<QByteArray, QByteArray>> &units)
{
    QByteArray heads;
    QByteArray facts;
    int number = 0;
    for (const auto &[mark, active] : units) {
        const QByteArray id = "u" + QByteArray::number(++number);
        heads += id + "\nhermes-acme" + QByteArray::number(number) + '\n' + mark + '\n'
            + prefab::recordOf(unitSpec(), 1000) + "\n\n";
        // systemd prints properties in an order of its own.
        facts.prepend("MainPID=42\nResult=oom-kill\nExecMainStartTimestamp=@1795772874\nExecMainStatus=137\nNRestarts="
                      "2\nId=hermes-"
            + id + ".service\n" + active + "\n\n");
    }
    return heads + '\n' + facts.chopped(1);
}

QString stateOf(const QByteArray &mark, const QByteArray &active)
{
    const auto units = prefab::parseUnits(listing({{mark, active}}));
    return units && units->size() == 1 ? units->first().summary.state : u"?"_s;
}

} // namespace

TEST(Prefab, SaysWhatAnEngineWouldSayOfAUnit)
{
    const auto units = prefab::parseUnits(
        listing({{"s", "ActiveState=active\nSubState=running"}, {"s", "ActiveState=failed\nSubState=failed"}}));
    ASSERT_TRUE(units) << units.error().text().toStdString();
    ASSERT_EQ(units->size(), 2);
    const auto &first = units->first();
    EXPECT_EQ(first.summary.id, u"u1"_s);
    EXPECT_EQ(first.summary.name, u"hermes-acme1"_s);
    EXPECT_EQ(first.summary.labels.value(u"hermes.tenant_id"_s), u"t1"_s);
    EXPECT_EQ(first.summary.labels.value(u"hermes.generation"_s), u"3"_s);
    EXPECT_TRUE(prefab::isForUnits(first.summary.labels));
    ASSERT_EQ(first.summary.ports.size(), 1);
    EXPECT_EQ(first.summary.ports.first(), (docker::PublishedPort{9119, 8701, u"127.0.0.1"_s}));
    EXPECT_EQ(first.startedAt.toSecsSinceEpoch(), 1795772875) << "rounded up: a file of the same second may be older";
    EXPECT_TRUE(first.running);
    const auto &second = units->last();
    EXPECT_EQ(second.summary.state, u"exited"_s);
    EXPECT_EQ(second.exitCode, 137);
    EXPECT_TRUE(second.oomKilled);
    EXPECT_TRUE(second.summary.ports.isEmpty()) << "published by nobody";
    EXPECT_EQ(second.configuredPorts.size(), 1);
}

TEST(Prefab, KnowsTheStatesOfAUnit)
{
    EXPECT_EQ(stateOf("-", "ActiveState=inactive\nSubState=dead"), u"created"_s);
    EXPECT_EQ(stateOf("s", "ActiveState=inactive\nSubState=dead"), u"exited"_s);
    EXPECT_EQ(stateOf("s", "ActiveState=activating\nSubState=auto-restart"), u"restarting"_s);
    EXPECT_EQ(stateOf("s", "ActiveState=activating\nSubState=start"), u"running"_s);
    EXPECT_EQ(stateOf("s", "ActiveState=deactivating\nSubState=stop-sigterm"), u"running"_s);
    EXPECT_EQ(stateOf("p", "ActiveState=active\nSubState=running"), u"paused"_s);
    EXPECT_EQ(stateOf("p", "ActiveState=failed\nSubState=failed"), u"exited"_s);
}

TEST(Prefab, AListThatIsNotWholeIsAnErrorAndNotAnEmptyHost)
{
    const QByteArray whole = listing({{"s", "ActiveState=active\nSubState=running"}});
    EXPECT_TRUE(prefab::parseUnits({})->isEmpty());
    const qsizetype facts = whole.indexOf("\n\nMainPID");
    EXPECT_FALSE(prefab::parseUnits(whole.left(facts)));
    EXPECT_FALSE(prefab::parseUnits(whole.left(whole.indexOf("Id=hermes"))));
}

TEST(Prefab, KeepsWordsFromSystemdsExpansion)
{
    EXPECT_EQ(prefab::escapedForSystemd({u"echo \"$1\" ${x} 5%"_s, u"plain"_s}),
        (QStringList{u"echo \"$$1\" $${x} 5%"_s, u"plain"_s}));
}

TEST(Prefab, RunsTheGatewayOrTheScriptOfAJob)
{
    const QByteArray tenant = prefab::scriptOf(unitSpec());
    EXPECT_TRUE(tenant.endsWith("exec \"$1\" gateway run\n"));
    EXPECT_TRUE(tenant.contains("dashboard --host 127.0.0.1 --port \"$2\""));
    docker::ContainerSpec job;
    job.entrypoint = {u"/bin/sh"_s};
    job.command = {u"-c"_s, u"exec sleep 5"_s};
    EXPECT_EQ(prefab::scriptOf(job), "exec sleep 5\n");
}

TEST(Prefab, ReadsWhatTheHostHas)
{
    const auto facts = prefab::parseFacts(
        "systemd=systemd 252 (252.39)\nmanager=running\nlinger=yes\nhermes=/opt/hermes/.venv/bin/hermes\ncode=0\n"
        "version=Hermes Agent v0.13.0 (2026.5.7)\n");
    EXPECT_TRUE(facts.hasManager);
    EXPECT_TRUE(facts.lingers);
    EXPECT_EQ(facts.roomCode, 0);
    EXPECT_EQ(facts.hermesSaid, u"Hermes Agent v0.13.0 (2026.5.7)"_s);
    const auto none = prefab::parseFacts("systemd=\nmanager=Failed to connect to bus\nlinger=no\nhermes=\n");
    EXPECT_FALSE(none.hasManager);
    EXPECT_EQ(none.roomCode, -1) << "it was not even tried";
}

#ifndef Q_OS_WIN
TEST(Prefab, EveryScriptIsWellFormed)
{
    using prefab::Verb;
    for (const Verb verb : {Verb::List, Verb::Create, Verb::Start, Verb::Stop, Verb::Remove, Verb::Pause, Verb::Unpause,
             Verb::Rename, Verb::Wait, Verb::Logs, Verb::Run, Verb::Stream, Verb::Probe}) {
        QProcess shell;
        shell.start(u"sh"_s, {u"-n"_s, u"-c"_s, prefab::script(verb, u"~/hermes"_s).at(2)});
        ASSERT_TRUE(shell.waitForFinished());
        EXPECT_EQ(shell.exitCode(), 0) << int(verb) << shell.readAllStandardError().toStdString();
    }
}
#endif
