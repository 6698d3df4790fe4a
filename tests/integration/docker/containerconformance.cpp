#include "conformance.h"

#include <future>

using namespace hermes;
using namespace hermes::docker;
using namespace hermes::test;
using namespace std::chrono_literals;

namespace {

/// A port of the range that no tenant gets and that is unlikely to be another test's.
quint16 somePort()
{
    return quint16(20000 + std::random_device()() % 10000);
}

PublishedPort published(quint16 port)
{
    return {9119, port, QStringLiteral("127.0.0.1")};
}

} // namespace

TEST_P(Conformance, createSaysWhyItRefuses)
{
    ContainerSpec noImage = spec("a");
    noImage.image = QStringLiteral("hermes-conformance:none");
    EXPECT_EQ(engine().createContainer(noImage, call()).error().kind, ErrorKind::NotFound);
    ContainerSpec badName = spec("a");
    badName.name = QStringLiteral("../a b");
    EXPECT_EQ(engine().createContainer(badName, call()).error().kind, ErrorKind::Invalid);
    EXPECT_TRUE(engine().listContainers({label()}, call())->isEmpty());
}

TEST_P(Conformance, ofManyCreatesWithOneNameOneWins)
{
    std::vector<std::future<Result<Created>>> calls;
    for (int i = 0; i < 12; ++i)
        calls.push_back(std::async(std::launch::async, [&] { return engine().createContainer(spec("a"), call()); }));
    int created = 0;
    for (auto &each : calls) {
        const auto result = each.get();
        created += result ? 1 : 0;
        if (!result) {
            EXPECT_EQ(result.error().kind, ErrorKind::Conflict) << result.error().text().toStdString();
        }
    }
    EXPECT_EQ(created, 1);
    EXPECT_EQ(engine().listContainers({label()}, call())->size(), 1);
}

TEST_P(Conformance, manyStartsAllSucceedAndStartItOnce)
{
    const QString id = create(spec("a"));
    std::vector<std::future<Result<Done>>> calls;
    for (int i = 0; i < 8; ++i)
        calls.push_back(std::async(std::launch::async, [&] { return engine().startContainer(id, call()); }));
    int done = 0;
    for (auto &each : calls) {
        const auto result = each.get();
        ASSERT_TRUE(result) << result.error().text().toStdString();
        done += *result == Done::Done ? 1 : 0;
    }
    // The real engine may answer 204 to more than one of those that waited for the first.
    EXPECT_GE(done, 1);
    EXPECT_EQ(engine().startContainer(id, call()).value_or(Done::Done), Done::AlreadySo);
    EXPECT_TRUE(eventually([&] { return !logOf(id).isEmpty(); }));
    EXPECT_EQ(logOf(id), QStringList{QStringLiteral("ready")});
}

TEST_P(Conformance, goesThroughTheStatesOfAContainersLife)
{
    const QString id = create(spec("a"));
    EXPECT_EQ(inspect(id).summary.state, QStringLiteral("created"));
    EXPECT_FALSE(inspect(id).startedAt.isValid());
    EXPECT_EQ(engine().stopContainer(id, 5, call()).value_or(Done::Done), Done::AlreadySo);
    ASSERT_EQ(engine().startContainer(id, call()).value_or(Done::AlreadySo), Done::Done);
    ASSERT_TRUE(eventually([&] { return logOf(id).contains(QStringLiteral("ready")); }));
    EXPECT_TRUE(inspect(id).running);
    EXPECT_GT(inspect(id).pid, 0);
    EXPECT_TRUE(inspect(id).startedAt.isValid());
    EXPECT_EQ(engine().stopContainer(id, 30, call()).value_or(Done::AlreadySo), Done::Done);
    EXPECT_EQ(inspect(id).summary.state, QStringLiteral("exited"));
    EXPECT_EQ(inspect(id).exitCode, 0) << "it ended by itself on SIGTERM";
    EXPECT_TRUE(inspect(id).finishedAt.isValid());
    EXPECT_EQ(engine().stopContainer(id, 30, call()).value_or(Done::Done), Done::AlreadySo);
    EXPECT_EQ(engine().removeContainer(id, false, call()).value_or(Done::AlreadySo), Done::Done);
    EXPECT_EQ(engine().removeContainer(id, false, call()).value_or(Done::Done), Done::AlreadySo);
    EXPECT_EQ(engine().inspectContainer(id, call()).error().kind, ErrorKind::NotFound);
    EXPECT_EQ(engine().startContainer(id, call()).error().kind, ErrorKind::NotFound);
    EXPECT_EQ(engine().stopContainer(id, 1, call()).error().kind, ErrorKind::NotFound);
}

TEST_P(Conformance, killsWhatIgnoresAStop)
{
    const QString id = run(spec("a", programs::stubborn()));
    EXPECT_TRUE(engine().stopContainer(id, 1, call()));
    EXPECT_EQ(inspect(id).exitCode, 137);
}

TEST_P(Conformance, removesARunningContainerOnlyByForce)
{
    const QString id = run(spec("a"));
    EXPECT_EQ(engine().removeContainer(id, false, call()).error().kind, ErrorKind::Conflict);
    EXPECT_TRUE(inspect(id).running);
    EXPECT_EQ(engine().removeContainer(id, true, call()).value_or(Done::AlreadySo), Done::Done);
    EXPECT_TRUE(engine().listContainers({label()}, call())->isEmpty());
}

TEST_P(Conformance, pausesARunningContainerUntilItGoesOn)
{
    const QString id = create(spec("a"));
    EXPECT_EQ(engine().pauseContainer(id, call()).error().kind, ErrorKind::Conflict) << "it does not run";
    EXPECT_EQ(engine().unpauseContainer(id, call()).value_or(Done::Done), Done::AlreadySo);
    ASSERT_TRUE(engine().startContainer(id, call()));
    EXPECT_EQ(engine().unpauseContainer(id, call()).value_or(Done::Done), Done::AlreadySo);
    EXPECT_EQ(engine().pauseContainer(id, call()).value_or(Done::AlreadySo), Done::Done);
    EXPECT_EQ(engine().pauseContainer(id, call()).value_or(Done::Done), Done::AlreadySo);
    EXPECT_EQ(inspect(id).summary.state, QStringLiteral("paused"));
    EXPECT_TRUE(inspect(id).running);
    EXPECT_EQ(engine().startContainer(id, call()).error().kind, ErrorKind::Conflict);
    EXPECT_EQ(engine().removeContainer(id, false, call()).error().kind, ErrorKind::Conflict);
    EXPECT_EQ(engine().unpauseContainer(id, call()).value_or(Done::AlreadySo), Done::Done);
    EXPECT_EQ(inspect(id).summary.state, QStringLiteral("running"));
    ASSERT_TRUE(engine().pauseContainer(id, call()));
    EXPECT_TRUE(engine().stopContainer(id, 1, call()));
    EXPECT_EQ(inspect(id).summary.state, QStringLiteral("exited"));
    EXPECT_EQ(engine().pauseContainer(QStringLiteral("none-such"), call()).error().kind, ErrorKind::NotFound);
    EXPECT_EQ(engine().unpauseContainer(QStringLiteral("none-such"), call()).error().kind, ErrorKind::NotFound);
}

TEST_P(Conformance, renamesARunningContainerButNotToANameThatIsTaken)
{
    const QString id = create(spec("first"));
    const QString other = create(spec("second"));
    ASSERT_TRUE(engine().startContainer(id, call()));
    EXPECT_EQ(engine().renameContainer(id, name("second"), call()).error().kind, ErrorKind::Conflict);
    ASSERT_TRUE(engine().renameContainer(id, name("kept.quarantine"), call()));
    const auto renamed = engine().inspectContainer(id, call());
    ASSERT_TRUE(renamed);
    EXPECT_EQ(renamed->summary.name, name("kept.quarantine"));
    EXPECT_TRUE(renamed->running);
    EXPECT_EQ(
        engine().renameContainer(QStringLiteral("none-such"), name("x"), call()).error().kind, ErrorKind::NotFound);
}

TEST_P(Conformance, changesTheRestartPolicyOfARunningContainer)
{
    ContainerSpec unending = spec("a");
    unending.restartPolicy = QStringLiteral("unless-stopped");
    const QString id = run(unending);
    EXPECT_EQ(inspect(id).restartPolicy, QStringLiteral("unless-stopped"));
    ASSERT_TRUE(engine().setRestartPolicy(id, QStringLiteral("no"), call()));
    EXPECT_EQ(inspect(id).restartPolicy, QStringLiteral("no"));
    EXPECT_TRUE(inspect(id).running);
    EXPECT_EQ(engine().setRestartPolicy(QStringLiteral("none-such"), QStringLiteral("no"), call()).error().kind,
        ErrorKind::NotFound);
}

TEST_P(Conformance, waitsForTheExitCode)
{
    const QString id = run(spec("a", programs::exits(3)));
    EXPECT_EQ(engine().waitContainer(id, call()).value_or(-1), 3);
    EXPECT_EQ(inspect(id).exitCode, 3);
    const QString running = run(spec("b"));
    const auto late = engine().waitContainer(running, Call::in(200ms));
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().kind, ErrorKind::Timeout);
}

TEST_P(Conformance, listsStoppedOnesTooAndOnlyThoseWithAllLabels)
{
    const QString created = create(spec("a"));
    const QString running = run(spec("b"));
    const auto all = engine().listContainers({label()}, call());
    ASSERT_TRUE(all);
    ASSERT_EQ(all->size(), 2);
    EXPECT_EQ(all->at(0).id, running) << "the newest first";
    EXPECT_EQ(all->at(1).id, created);
    EXPECT_EQ(all->at(1).name, name("a"));
    EXPECT_EQ(all->at(1).state, QStringLiteral("created"));
    EXPECT_EQ(all->at(1).labels.value(QStringLiteral("part")), QStringLiteral("a"));
    EXPECT_EQ(engine().listContainers({label(), QStringLiteral("part=b")}, call())->size(), 1);
    EXPECT_EQ(engine().listContainers({label(), QStringLiteral("part")}, call())->size(), 2);
    EXPECT_TRUE(engine().listContainers({label(), QStringLiteral("part=c")}, call())->isEmpty());
}

TEST_P(Conformance, aPortConflictComesAtStartAndCanBeRepeatedLater)
{
    const quint16 port = somePort();
    ContainerSpec first = spec("a");
    first.ports = {published(port)};
    ContainerSpec second = spec("b");
    second.ports = {published(port)};
    const QString holder = run(first);
    EXPECT_EQ(inspect(holder).summary.ports, first.ports);
    const QString loser = create(second);
    const auto refused = engine().startContainer(loser, call());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::Remote);
    EXPECT_TRUE(isPortConflict(refused.error())) << refused.error().text().toStdString();
    EXPECT_TRUE(refused.error().detail.contains(QString::number(port)));
    const ContainerDetails details = inspect(loser);
    EXPECT_EQ(details.summary.state, QStringLiteral("created"));
    EXPECT_EQ(details.exitCode, 128);
    EXPECT_FALSE(details.error.isEmpty());
    EXPECT_TRUE(details.summary.ports.isEmpty());
    EXPECT_EQ(details.configuredPorts, second.ports);
    EXPECT_EQ(engine().createContainer(second, call()).error().kind, ErrorKind::Conflict) << "the name is held";
    ASSERT_TRUE(engine().stopContainer(holder, 10, call()));
    EXPECT_TRUE(engine().startContainer(loser, call())) << "a stopped container reserves no port";
    EXPECT_EQ(inspect(loser).summary.ports, second.ports);
    EXPECT_TRUE(isPortConflict(engine().startContainer(holder, call()).error()));
}

TEST_P(Conformance, aPortOfAnotherProcessIsAConflictToo)
{
    const quint16 port = somePort();
    m_peer->occupyPort(port, true);
    ContainerSpec wanted = spec("a");
    wanted.ports = {published(port)};
    const QString id = create(wanted);
    const auto refused = engine().startContainer(id, call());
    m_peer->occupyPort(port, false);
    ASSERT_FALSE(refused);
    EXPECT_TRUE(isPortConflict(refused.error())) << refused.error().text().toStdString();
    EXPECT_EQ(inspect(id).summary.state, QStringLiteral("created"));
    EXPECT_TRUE(eventually([&] { return engine().startContainer(id, call()).has_value(); }));
}

TEST_P(Conformance, anAutomaticPortIsPickedAnewAtEveryStart)
{
    ContainerSpec automatic = spec("a");
    automatic.ports = {published(0)};
    const QString id = run(automatic);
    const auto first = inspect(id).summary.ports;
    ASSERT_TRUE(engine().stopContainer(id, 10, call()));
    ASSERT_TRUE(engine().startContainer(id, call()));
    const auto second = inspect(id).summary.ports;
    ASSERT_EQ(first.size(), 1);
    ASSERT_EQ(second.size(), 1);
    EXPECT_NE(first.first().hostPort, second.first().hostPort) << "why our ports are explicit";
}

TEST_P(Conformance, theRestartPolicyBringsBackWhatEndedButNotWhatWasStopped)
{
    ContainerSpec kept = spec("a", programs::endsOnDemand());
    kept.restartPolicy = QStringLiteral("unless-stopped");
    const QString id = run(kept);
    ASSERT_TRUE(engine().exec(id, programs::demandEnd(), {}, call()));
    EXPECT_TRUE(eventually([&] {
        const auto details = inspect(id);
        return details.restartCount == 1 && details.summary.state == QLatin1String("running");
    }));
    ASSERT_TRUE(engine().stopContainer(id, 10, call()));
    std::this_thread::sleep_for(300ms);
    EXPECT_EQ(inspect(id).summary.state, QStringLiteral("exited"));
    const QString plain = run(spec("b", programs::exits(3)));
    EXPECT_EQ(engine().waitContainer(plain, call()).value_or(-1), 3);
    EXPECT_EQ(inspect(plain).restartCount, 0);
}

TEST_P(Conformance, aHealthCommandMakesItHealthy)
{
    ContainerSpec checked = spec("a");
    checked.healthCommand = {QStringLiteral("CMD"), QStringLiteral("true")};
    checked.healthIntervalSeconds = 1;
    const QString id = create(checked);
    EXPECT_TRUE(inspect(id).health.isEmpty());
    ASSERT_TRUE(engine().startContainer(id, call()));
    EXPECT_TRUE(eventually([&] { return inspect(id).health == QLatin1String("healthy"); }));
}

TEST_P(Conformance, readsBothStreamsOfALog)
{
    const QString id = run(spec("a", programs::printer()));
    ASSERT_TRUE(engine().waitContainer(id, call()));
    EXPECT_EQ(logOf(id),
        (QStringList{QStringLiteral("one"), QStringLiteral("two"), QStringLiteral("bad!"), QStringLiteral("tail")}));
    EXPECT_EQ(logOf(id, {.tail = 1}).size(), 1);
    EXPECT_EQ(logOf(id, {.follow = true}).size(), 4) << "a followed log ends with its container";
    const QString running = run(spec("b"));
    CancelSource cancel;
    auto following = std::async(std::launch::async, [&] {
        return engine().readLogs(
            running, {.follow = true}, [&](const QByteArray &, bool) { cancel.cancel(); },
            Call::in(30s, cancel.token()));
    });
    EXPECT_EQ(following.get().error().kind, ErrorKind::Cancelled);
}

TEST_P(Conformance, runsACommandWithInputAndBothOutputs)
{
    const QString id = run(spec("a"));
    ExecOptions options;
    options.attachInput = true;
    options.input = QByteArray(300'000, 'x');
    const auto result = engine().exec(id, programs::countInput(), options, call());
    ASSERT_TRUE(result) << result.error().text().toStdString();
    EXPECT_EQ(result->exitCode, 7);
    EXPECT_EQ(result->out, "300000\n");
    EXPECT_EQ(result->err, "bad\n");
    ASSERT_TRUE(engine().stopContainer(id, 10, call()));
    EXPECT_EQ(engine().exec(id, programs::countInput(), {}, call()).error().kind, ErrorKind::Conflict);
}

TEST_P(Conformance, streamsMoreThanFitsIntoMemoryThroughACommand)
{
    const QString id = run(spec("a"));
    constexpr int pieces = 64;
    int given = 0;
    qint64 got = 0;
    Engine::ExecStreams streams;
    streams.input = [&](const Call &) -> Result<QByteArray> {
        return given++ < pieces ? QByteArray(1 << 16, 'x') : QByteArray();
    };
    streams.output = [&](QByteArrayView bytes) { got += bytes.size(); };
    const auto echoed = engine().execStream(id, programs::echoInput(), {}, streams, call());
    ASSERT_TRUE(echoed) << echoed.error().text().toStdString();
    EXPECT_EQ(echoed->exitCode, 0);
    EXPECT_EQ(got, qint64(pieces) << 16);
    EXPECT_TRUE(echoed->out.isEmpty());

    // A source that breaks ends the command's stdin; a command that does not wait for it leaves nobody hanging.
    streams.input
        = [](const Call &) -> Result<QByteArray> { return fail(ErrorKind::Network, QStringLiteral("broken")); };
    (void)engine().execStream(id, programs::echoInput(), {}, streams, call());
    EXPECT_TRUE(engine().inspectContainer(id, call())->running);
}

TEST_P(Conformance, tellsTheEventsOfALifeWithItsLabels)
{
    CancelSource cancel;
    std::promise<void> connected;
    std::mutex mutex;
    QList<Event> events;
    auto watching = std::async(std::launch::async, [&] {
        return engine().watchEvents(
            {label()}, [&] { connected.set_value(); },
            [&](const Event &event) {
                const std::lock_guard lock(mutex);
                events.append(event);
            },
            Call::in(60s, cancel.token()));
    });
    connected.get_future().wait();
    const QString id = run(spec("a"));
    ASSERT_TRUE(engine().stopContainer(id, 10, call()));
    ASSERT_TRUE(engine().removeContainer(id, false, call()));
    EXPECT_TRUE(eventually([&] {
        const std::lock_guard lock(mutex);
        return !events.isEmpty() && events.last().action == QLatin1String("destroy");
    }));
    cancel.cancel();
    EXPECT_EQ(watching.get().error().kind, ErrorKind::Cancelled);
    QStringList actions;
    for (const Event &event : events) {
        EXPECT_EQ(event.id, id);
        EXPECT_EQ(event.attributes.value(QStringLiteral("part")), QStringLiteral("a"));
        EXPECT_EQ(event.attributes.value(QStringLiteral("name")), name("a"));
        actions.append(event.action);
        if (event.action == QLatin1String("die")) {
            EXPECT_EQ(event.attributes.value(QStringLiteral("exitCode")), QStringLiteral("0"));
        }
    }
    // A real engine tells `stop` and `die` in either order.
    actions.sort();
    EXPECT_EQ(actions.join(QLatin1Char(' ')), QStringLiteral("create destroy die kill start stop"));
}

INSTANTIATE_TEST_SUITE_P(
    Engines, Conformance, testing::Values("fake", "real"), [](const auto &info) { return std::string(info.param); });
