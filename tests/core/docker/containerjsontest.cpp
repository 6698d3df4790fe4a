#include "containerjson.h"

#include "capture.h"
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace hermes;
using namespace hermes::docker;

namespace {

ContainerSpec tenantSpec()
{
    ContainerSpec spec;
    spec.name = QStringLiteral("hermes-zhang-wei");
    spec.image = QStringLiteral("nousresearch/hermes-agent:0.13.0");
    spec.environment = {{QStringLiteral("TZ"), QStringLiteral("Asia/Shanghai")}};
    spec.labels
        = {{QStringLiteral("hermes.managed"), QStringLiteral("1")}, {QStringLiteral("a"), QStringLiteral("\"中")}};
    spec.ports = {{9119, 8700, QStringLiteral("127.0.0.1")}};
    spec.network = QStringLiteral("hermes");
    spec.mounts = {{QStringLiteral("hermes-9f31"), QStringLiteral("/opt/data"), true, false}};
    spec.capDrop = {QStringLiteral("ALL")};
    spec.capAdd = {QStringLiteral("CHOWN"), QStringLiteral("KILL")};
    spec.memoryBytes = qint64(2) << 30;
    spec.nanoCpus = 1'500'000'000;
    spec.pidsLimit = 512;
    spec.stopTimeoutSeconds = 210;
    spec.restartPolicy = QStringLiteral("unless-stopped");
    spec.healthCommand = {QStringLiteral("CMD-SHELL"), QStringLiteral("curl -f http://127.0.0.1:9119/api/status")};
    return spec;
}

QJsonObject parsed(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).object();
}

} // namespace

TEST(ContainerJson, saysAllOfASpecInTheCreateBody)
{
    const QByteArray expected
        = R"({"Env":["TZ=Asia/Shanghai"],"ExposedPorts":{"9119/tcp":{}},"Healthcheck":{)"
          R"("Interval":30000000000,"Retries":3,"StartPeriod":20000000000,)"
          R"("Test":["CMD-SHELL","curl -f http://127.0.0.1:9119/api/status"]},"HostConfig":{)"
          R"("CapAdd":["CHOWN","KILL"],"CapDrop":["ALL"],)"
          R"("LogConfig":{"Config":{"max-file":"3","max-size":"10m"},"Type":"json-file"},)"
          R"("Memory":2147483648,"MemorySwap":2147483648,"Mounts":[{"ReadOnly":false,)"
          R"("Source":"hermes-9f31","Target":"/opt/data","Type":"volume",)"
          R"("VolumeOptions":{"NoCopy":true}}],"NanoCpus":1500000000,"NetworkMode":"hermes",)"
          R"("PidsLimit":512,"PortBindings":{"9119/tcp":[{"HostIp":"127.0.0.1","HostPort":"8700"}]},)"
          R"("RestartPolicy":{"Name":"unless-stopped"},"SecurityOpt":["no-new-privileges:true"]},)"
          "\"Image\":\"nousresearch/hermes-agent:0.13.0\",\"Labels\":{\"a\":\"\\\"中\",\"hermes.managed\":\"1\"},"
          R"("StopTimeout":210})";
    EXPECT_EQ(createBody(tenantSpec()).toStdString(), expected.toStdString());
}

TEST(ContainerJson, saysWhatAVolumeIsMadeOfSoThatALateRequestMakesNoOther)
{
    ContainerSpec spec;
    spec.mounts = {{QStringLiteral("a"), QStringLiteral("/archive"), true, false, QStringLiteral("/srv/archive"),
        {{QStringLiteral("hermes.managed"), QStringLiteral("1")}}}};
    const QByteArray expected = R"("VolumeOptions":{"DriverConfig":{"Name":"local",)"
                                R"("Options":{"device":"/srv/archive","o":"bind","type":"none"}},)"
                                R"("Labels":{"hermes.managed":"1"},"NoCopy":true})";
    EXPECT_TRUE(createBody(spec).contains(expected)) << createBody(spec).toStdString();
}

TEST(ContainerJson, givesTheSameBytesForTheSameSpec)
{
    EXPECT_EQ(createBody(tenantSpec()), createBody(tenantSpec()));
}

TEST(ContainerJson, leavesTheImagesOwnCommandAloneUnlessOneIsGiven)
{
    ContainerSpec spec;
    spec.image = QStringLiteral("x");
    const QJsonObject plain = parsed(createBody(spec));
    for (const char *key : {"Entrypoint", "Cmd", "Env", "ExposedPorts", "Healthcheck", "StopTimeout"})
        EXPECT_FALSE(plain.contains(QLatin1String(key))) << key;
    spec.entrypoint = {QStringLiteral("/bin/sh"), QStringLiteral("-c")};
    spec.command = {QStringLiteral("rm -rf \"$1\"")};
    const QJsonObject job = parsed(createBody(spec));
    EXPECT_EQ(job.value(QStringLiteral("Entrypoint")).toArray().size(), 2);
    EXPECT_EQ(job.value(QStringLiteral("Cmd")).toArray().first().toString(), QStringLiteral("rm -rf \"$1\""));
}

TEST(ContainerJson, readsAListOfContainers)
{
    const auto list = parseContainerList(capture("list.json"));
    ASSERT_TRUE(list) << list.error().text().toStdString();
    ASSERT_EQ(list->size(), 2);
    EXPECT_EQ(list->at(0).name, QStringLiteral("hermes-li.job"));
    EXPECT_EQ(list->at(0).state, QStringLiteral("created"));
    EXPECT_TRUE(list->at(0).ports.isEmpty());
    const ContainerSummary &running = list->at(1);
    EXPECT_EQ(running.name, QStringLiteral("hermes-zhang-wei"));
    EXPECT_EQ(running.id.size(), 64);
    EXPECT_EQ(running.image, QStringLiteral("docker-try:1"));
    EXPECT_TRUE(running.imageId.startsWith(QStringLiteral("sha256:")));
    EXPECT_EQ(running.state, QStringLiteral("running"));
    EXPECT_EQ(running.status, QStringLiteral("Up 2 seconds (healthy)"));
    EXPECT_EQ(running.labels.value(QStringLiteral("hermes.tenant")), QStringLiteral("zhang-wei"));
    EXPECT_EQ(running.createdMs, 1'795'231'366'000);
    EXPECT_EQ(running.ports, (QList<PublishedPort>{{9119, 8799, QStringLiteral("127.0.0.1")}}));
}

TEST(ContainerJson, readsARunningHealthyContainer)
{
    const auto details = parseContainerDetails(capture("inspect-running.json"));
    ASSERT_TRUE(details);
    EXPECT_EQ(details->summary.name, QStringLiteral("hermes-zhang-wei"));
    EXPECT_EQ(details->summary.state, QStringLiteral("running"));
    EXPECT_TRUE(details->running);
    EXPECT_EQ(details->health, QStringLiteral("healthy"));
    EXPECT_EQ(details->startedAt.toString(Qt::ISODateWithMs), QStringLiteral("2026-11-21T03:22:46.732Z"));
    EXPECT_FALSE(details->finishedAt.isValid()) << "Go's zero time is no time";
    EXPECT_EQ(details->pid, 11915);
    EXPECT_EQ(details->networks, QStringList{QStringLiteral("hermes-cap")});
    EXPECT_EQ(details->summary.ports, details->configuredPorts);
    EXPECT_EQ(details->configuredPorts, (QList<PublishedPort>{{9119, 8799, QStringLiteral("127.0.0.1")}}));
    EXPECT_EQ(details->summary.createdMs, 1'795'231'366'074);
}

TEST(ContainerJson, readsWhyAStartFailed)
{
    const auto details = parseContainerDetails(capture("inspect-port-conflict.json"));
    ASSERT_TRUE(details);
    EXPECT_EQ(details->summary.state, QStringLiteral("created"));
    EXPECT_EQ(details->exitCode, 128);
    EXPECT_TRUE(details->error.endsWith(QStringLiteral("port is already allocated")));
    EXPECT_TRUE(details->summary.ports.isEmpty());
    EXPECT_EQ(details->configuredPorts.size(), 1) << "what was asked for is there also while nothing is published";
    EXPECT_TRUE(details->tty);
    EXPECT_TRUE(details->health.isEmpty());
}

TEST(ContainerJson, readsAKilledContainer)
{
    const auto details = parseContainerDetails(capture("inspect-exited.json"));
    ASSERT_TRUE(details);
    EXPECT_EQ(details->summary.state, QStringLiteral("exited"));
    EXPECT_EQ(details->exitCode, 137);
    EXPECT_TRUE(details->finishedAt.isValid());
    EXPECT_FALSE(details->oomKilled);
}

TEST(ContainerJson, readsTheSmallAnswers)
{
    EXPECT_EQ(parseWait(capture("wait.json")).value_or(-1), 137);
    const auto created = parseCreated(capture("created.json"));
    ASSERT_TRUE(created);
    EXPECT_EQ(created->id.size(), 64);
    EXPECT_TRUE(created->warnings.isEmpty());
    EXPECT_EQ(parseCreated(R"({"Id":"x","Warnings":["no swap limit"]})")->warnings.size(), 1);
    EXPECT_TRUE(parseCreated(R"({"Id":"x","Warnings":null})")->warnings.isEmpty());
}

TEST(ContainerJson, refusesWhatIsNotJsonOfThatShape)
{
    for (const char *junk : {"", "<html>", "[", "null", "\"x\"", "{}", "42"}) {
        const auto list = parseContainerList(junk);
        ASSERT_FALSE(list) << junk;
        EXPECT_EQ(list.error().kind, ErrorKind::Remote) << junk;
    }
    EXPECT_FALSE(parseContainerDetails("[]"));
    EXPECT_TRUE(parseContainerDetails("{}")) << "missing fields are an older engine, not an error";
}

namespace {

QByteArray statHeader(const char *name)
{
    for (const QByteArray &line : capture(name).split('\n')) {
        if (line.startsWith("X-Docker-Container-Path-Stat: "))
            return line.mid(30).trimmed();
    }
    return {};
}

} // namespace

TEST(ContainerJson, turnsGosFileModeIntoPermissionBits)
{
    const auto directory = parsePathStat(statHeader("stat-dir.txt"));
    ASSERT_TRUE(directory);
    EXPECT_EQ(directory->name, QStringLiteral("data"));
    EXPECT_TRUE(directory->isDirectory);
    EXPECT_EQ(directory->mode, 0755U);
    EXPECT_TRUE(directory->modified.isValid());
    const auto file = parsePathStat(statHeader("stat-file.txt"));
    ASSERT_TRUE(file);
    EXPECT_EQ(file->size, 1982256);
    EXPECT_EQ(file->mode, 0755U);
    EXPECT_FALSE(file->isDirectory);
    const auto link = parsePathStat(statHeader("stat-link.txt"));
    ASSERT_TRUE(link);
    EXPECT_EQ(link->linkTarget, QStringLiteral("/bin/busybox"));
    // Go: ModeDir | ModeSticky | 0777, as of /tmp; ModeSetuid | 0755.
    EXPECT_EQ(parsePathStat(QByteArray(R"({"mode":2148532735})").toBase64())->mode, 01777U);
    EXPECT_EQ(parsePathStat(QByteArray(R"({"mode":8389101})").toBase64())->mode, 04755U);
    EXPECT_FALSE(parsePathStat("!"));
}
