#include "resourcejson.h"
#include "capture.h"
#include "jsonvalues.h"
#include "pullprogress.h"

using namespace hermes;
using namespace hermes::docker;

TEST(ResourceJson, asksForABridgeThatChecksForDuplicates)
{
    const NetworkSpec spec{QStringLiteral("hermes"), QStringLiteral("172.29.4.0/22"), QStringLiteral("172.29.4.1"),
        {{QStringLiteral("hermes.managed"), QStringLiteral("1")}},
        {{QStringLiteral("com.docker.network.bridge.enable_icc"), QStringLiteral("false")}}};
    EXPECT_EQ(networkBody(spec).toStdString(),
        R"({"CheckDuplicate":true,"Driver":"bridge","IPAM":{"Config":[{"Gateway":"172.29.4.1","Subnet":"172.29.4.0/22"}]},)"
        R"("Labels":{"hermes.managed":"1"},"Name":"hermes","Options":{"com.docker.network.bridge.enable_icc":"false"}})");
}

TEST(ResourceJson, readsNetworks)
{
    const auto network = parseNetwork(capture("network.json"));
    ASSERT_TRUE(network);
    EXPECT_EQ(network->name, QStringLiteral("hermes-cap"));
    EXPECT_EQ(network->subnet, QStringLiteral("172.29.4.0/22"));
    EXPECT_EQ(network->gateway, QStringLiteral("172.29.4.1"));
    EXPECT_EQ(network->driver, QStringLiteral("bridge"));
    EXPECT_EQ(network->options.value(QStringLiteral("com.docker.network.bridge.enable_icc")), QStringLiteral("false"));
    EXPECT_EQ(network->containerIds.size(), 1);
    const auto list = parseNetworkList(capture("networks.json"));
    ASSERT_TRUE(list);
    EXPECT_EQ(list->size(), 3);
    EXPECT_EQ(parseId(capture("network-created.json")).value_or(QString()), network->id);
    EXPECT_EQ(parseNetwork(R"({"IPAM":{"Config":[{"Subnet":"fd00::/64"},{"Subnet":"10.0.0.0/8"}]}})")->subnet,
        QStringLiteral("10.0.0.0/8"));
}

TEST(ResourceJson, asksForAVolumeBoundToADirectoryAndReadsWhatItIs)
{
    EXPECT_EQ(bindVolumeBody(QStringLiteral("hermes-9f31"), QStringLiteral("/home/ecs/h"), {}).toStdString(),
        R"({"Driver":"local","DriverOpts":{"device":"/home/ecs/h","o":"bind","type":"none"},"Labels":{},"Name":"hermes-9f31"})");
    const auto volume = parseVolume(capture("volume.json"));
    ASSERT_TRUE(volume);
    EXPECT_EQ(volume->options.value(QStringLiteral("device")), QStringLiteral("/home/ecs/hermes/homes/9f31"));
    EXPECT_EQ(volume->labels.value(QStringLiteral("hermes.managed")), QStringLiteral("1"));
    EXPECT_EQ(volume->driver, QStringLiteral("local"));
    EXPECT_EQ(parseVolumeList(capture("volumes.json"))->size(), 1);
    EXPECT_TRUE(parseVolumeList(R"({"Volumes":null,"Warnings":null})")->isEmpty());
}

TEST(ResourceJson, readsImages)
{
    const auto local = parseImage(capture("image.json"));
    ASSERT_TRUE(local);
    EXPECT_TRUE(local->id.startsWith(QStringLiteral("sha256:")));
    EXPECT_EQ(local->tags, QStringList{QStringLiteral("docker-try:1")});
    EXPECT_TRUE(local->repoDigests.isEmpty()) << "a local image has none";
    EXPECT_EQ(parseImage(capture("image-pulled.json"))->repoDigests.size(), 2) << "pulled from two repositories";
}

TEST(ResourceJson, splitsAReferenceSoThatNeverAllTagsArePulled)
{
    const struct {
        const char *reference;
        const char *image;
        const char *tag;
    } cases[] = {
        {"nousresearch/hermes-agent:0.13.0", "nousresearch/hermes-agent", "0.13.0"},
        {"hermes", "hermes", "latest"},
        {"localhost:5000/hermes", "localhost:5000/hermes", "latest"},
        {"localhost:5000/hermes:1", "localhost:5000/hermes", "1"},
        {"a/b@sha256:0123", "a/b", "sha256:0123"},
        {"a/b:1@sha256:0123", "a/b:1", "sha256:0123"},
    };
    for (const auto &[reference, image, tag] : cases) {
        const PullReference parts = splitReference(QString::fromLatin1(reference));
        EXPECT_EQ(parts.image, QLatin1String(image)) << reference;
        EXPECT_EQ(parts.tag, QLatin1String(tag)) << reference;
    }
}

TEST(PullProgress, findsTheFailureInAPullThatAnswered200)
{
    QList<QByteArray> lines = capture("pull-bad.ndjson").trimmed().split('\n');
    const QByteArray last = lines.takeLast();
    PullProgress pulled;
    for (const QByteArray &line : lines)
        EXPECT_TRUE(pulled.take(line)) << line.constData();
    const auto failed = pulled.take(last);
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().kind, ErrorKind::Remote);
    EXPECT_TRUE(failed.error().detail.startsWith(QStringLiteral("filesystem layer verification failed")));
    EXPECT_FALSE(failed.error().hint.isEmpty());
}

TEST(PullProgress, isThatOfAllLayersTogether)
{
    PullProgress pulled;
    const auto take = [&](const char *status, const char *id, const char *detail = "{}") {
        return pulled
            .take(QByteArray(R"({"status":")") + status + R"(","progressDetail":)" + detail + R"(,"id":")" + id + "\"}")
            .value_or(QStringLiteral("no answer"))
            .toStdString();
    };
    EXPECT_EQ(take("Pulling from good/app", "1"), "Pulling from good/app");
    EXPECT_EQ(take("Already exists", "a"), "1 of 1 layers unpacked");
    EXPECT_EQ(take("Pulling fs layer", "b"), "1 of 2 layers, 0.0 of 0.0 MB");
    EXPECT_EQ(take("Waiting", "c"), "1 of 3 layers, 0.0 of 0.0 MB");
    EXPECT_EQ(take("Downloading", "b", R"({"current":1500000,"total":4000000})"), "1 of 3 layers, 1.5 of 4.0 MB");
    EXPECT_EQ(take("Downloading", "c", R"({"current":100000,"total":1000000})"), "1 of 3 layers, 1.6 of 5.0 MB");
    EXPECT_EQ(take("Download complete", "b"), "2 of 3 layers, 4.1 of 5.0 MB");
    EXPECT_EQ(take("Verifying Checksum", "c"), "1 of 3 layers unpacked");
    EXPECT_EQ(take("Extracting", "b", R"({"current":10,"total":4000000})"), "1 of 3 layers unpacked");
    EXPECT_EQ(take("Pull complete", "b"), "2 of 3 layers unpacked");
    EXPECT_EQ(take("Pull complete", "c"), "3 of 3 layers unpacked");
}

TEST(ResourceJson, asksForAnExecWithoutATerminal)
{
    const ExecOptions options{QStringLiteral("10000:10000"), {QStringLiteral("A=b")}, QStringLiteral("/opt"), {}, true};
    EXPECT_EQ(execBody({QStringLiteral("cat"), QStringLiteral("x y")}, options).toStdString(),
        R"({"AttachStderr":true,"AttachStdin":true,"AttachStdout":true,"Cmd":["cat","x y"],"Env":["A=b"],"Tty":false,)"
        R"("User":"10000:10000","WorkingDir":"/opt"})");
    EXPECT_EQ(parseExecExit(capture("exec.json")).value_or(-2), 7);
    EXPECT_EQ(parseExecExit(R"({"Running":true,"ExitCode":null})").value_or(-2), -1);
}

TEST(ResourceJson, readsTheEnginesInformation)
{
    const auto info = parseInfo(capture("info.json"));
    ASSERT_TRUE(info);
    EXPECT_EQ(info->version, QStringLiteral("20.10.24+dfsg1"));
    EXPECT_EQ(info->rootDir, QStringLiteral("/var/lib/docker"));
    EXPECT_EQ(info->cpus, 2);
    EXPECT_EQ(info->memoryBytes, 25'276'510'208);
    EXPECT_EQ(info->containersRunning, 3);
    EXPECT_EQ(info->id.size(), 59);
}

TEST(ResourceJson, readsEventsWithTheirLabels)
{
    QStringList actions;
    for (const QByteArray &line : capture("events.ndjson").trimmed().split('\n')) {
        const auto event = parseEvent(line);
        ASSERT_TRUE(event);
        actions.append(event->action);
        EXPECT_EQ(event->type, QStringLiteral("container"));
        EXPECT_EQ(event->id.size(), 64);
        EXPECT_EQ(event->attributes.value(QStringLiteral("hermes.tenant")), QStringLiteral("zhang-wei"));
        EXPECT_EQ(event->attributes.value(QStringLiteral("name")), QStringLiteral("hermes-zhang-wei"));
        if (event->action == QLatin1String("die")) {
            EXPECT_EQ(event->attributes.value(QStringLiteral("exitCode")), QStringLiteral("137"));
        }
        EXPECT_GT(event->timeNano, 1'795'231'366'000'000'000);
    }
    EXPECT_EQ(actions.join(QLatin1Char(',')),
        QStringLiteral("create,start,exec_create: /bin/sh -c true,health_status: healthy,kill,kill,die,stop"));
}

TEST(ResourceJson, findsTheEnginesWordsInAnErrorAnswer)
{
    EXPECT_TRUE(parseErrorMessage(capture("error-port.json"))
                    .endsWith(QStringLiteral("Bind for 127.0.0.1:8799 failed: port is already allocated")));
    EXPECT_TRUE(
        parseErrorMessage(capture("error-name.json")).startsWith(QStringLiteral("Conflict. The container name")));
    EXPECT_EQ(parseErrorMessage("page not found\n"), QStringLiteral("page not found"));
    EXPECT_EQ(parseErrorMessage(""), QString());
    EXPECT_EQ(parseErrorMessage(QByteArray(5000, 'x')).size(), 500);
}

TEST(ResourceJson, writesFiltersAsAMapOfLists)
{
    EXPECT_EQ(filtersJson({{QStringLiteral("label"), {QStringLiteral("a=b"), QStringLiteral("c")}}}).toStdString(),
        R"({"label":["a=b","c"]})");
}

TEST(ResourceJson, readsGosTimes)
{
    const struct {
        const char *text;
        const char *expected;
    } cases[] = {
        {"2026-11-21T03:22:46.73250514Z", "2026-11-21T03:22:46.732Z"},
        {"2026-11-21T03:22:46Z", "2026-11-21T03:22:46.000Z"},
        {"2026-11-21T11:22:46.5+08:00", "2026-11-21T03:22:46.500Z"},
        {"2026-11-21T03:22:46.999999999Z", "2026-11-21T03:22:46.999Z"},
        {"0001-01-01T00:00:00Z", ""},
        {"", ""},
        {"yesterday", ""},
    };
    for (const auto &[text, expected] : cases)
        EXPECT_EQ(parseTime(QString::fromLatin1(text)).toString(Qt::ISODateWithMs), QLatin1String(expected)) << text;
}
