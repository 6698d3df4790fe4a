#include "fleetbackend.h"
#include "fleetrows.h"
#include "words.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <gtest/gtest.h>

using namespace Qt::StringLiterals;
using namespace hermes::desktop;

namespace {

BindFacts after(BindFacts facts, const QList<hermes::BindEvent> &events)
{
    for (const hermes::BindEvent &event : events)
        facts = bindFacts(facts, event, 1'000);
    return facts;
}

const hermes::BindEvent code{u"qr"_s, u"https://ilink.invalid/1"_s, 101'000, false, {}};
const hermes::BindEvent slow{u"problem"_s, {}, 0, false, u"iLink did not answer within 10 s."_s};
const hermes::BindEvent over{u"problem"_s, {}, 0, false, {}};

QString stateOf(const QSignalSpy &links)
{
    return links.isEmpty() ? QString() : links.last().first().value<LinkFacts>().state;
}

} // namespace

TEST(FleetBackend, aRetryOpensTheRegistryThatCouldNotBeOpenedBefore)
{
    const QTemporaryDir dir;
    QFile inTheWay(dir.filePath(u"data"_s));
    ASSERT_TRUE(inTheWay.open(QIODevice::WriteOnly));
    inTheWay.close();
    hermes::FleetOptions options;
    options.dataDir = inTheWay.fileName();
    options.actor = {u"mei"_s, u"SHA256:test"_s};
    const hermes::SystemClock clock;
    hermes::SystemRandom random;
    FleetBackend backend(options, clock, random);
    const QSignalSpy links(&backend, &Backend::linkChanged);
    const QSignalSpy tenants(&backend, &Backend::tenantsListed);
    backend.start();
    ASSERT_TRUE(QTest::qWaitFor([&] { return stateOf(links) == "LOST"_L1; }, 10'000));
    EXPECT_FALSE(links.last().first().value<LinkFacts>().message.isEmpty());

    backend.refresh();
    EXPECT_EQ(stateOf(links), u"CONNECTING"_s);
    backend.refresh(); // a second press while it is tried
    ASSERT_TRUE(QTest::qWaitFor([&] { return stateOf(links) == "LOST"_L1; }, 10'000)) << "still in the way";

    ASSERT_TRUE(inTheWay.remove());
    backend.refresh();
    ASSERT_TRUE(QTest::qWaitFor([&] { return stateOf(links) == "LIVE"_L1; }, 10'000));
    EXPECT_EQ(tenants.count(), 1);
    const auto plans = backend.plans();
    ASSERT_TRUE(QTest::qWaitFor([&] { return plans.isFinished(); }, 10'000));
    EXPECT_TRUE(plans.result().has_value());
}

TEST(FleetBackend, aJobOnATenantThatIsNotThereEndsAndSaysWhy)
{
    const QTemporaryDir dir;
    hermes::FleetOptions options;
    options.dataDir = dir.path();
    options.image = u"r/h:1"_s;
    options.actor = {u"mei"_s, u"SHA256:test"_s};
    const hermes::SystemClock clock;
    hermes::SystemRandom random;
    FleetBackend backend(options, clock, random);
    backend.start();
    const auto plan = backend.imagePlan({{u"nobody"_s}});
    ASSERT_TRUE(QTest::qWaitFor([&] { return plan.isFinished(); }, 10'000));
    ASSERT_TRUE(plan.result().has_value());
    EXPECT_EQ(plan.result()->image, u"r/h:1"_s);
    ASSERT_EQ(plan.result()->rows.size(), 1);
    EXPECT_EQ(plan.result()->rows.first().obstacle, u"GONE"_s);
    const auto steps = backend.imageSteps(u"nobody"_s, u"no image"_s);
    ASSERT_TRUE(QTest::qWaitFor([&] { return steps.isFinished(); }, 10'000));
    EXPECT_EQ(steps.result().error().kind, hermes::ErrorKind::Invalid);

    JobFacts seen;
    QObject::connect(&backend, &Backend::jobChanged, &backend, [&](const JobFacts &job) { seen = job; });
    const QString id = backend.changeImages({{ImageRow{u"nobody"_s}, ImageRow{u"noone"_s}}, u"r/h:2"_s, false, 5});
    EXPECT_EQ(seen.id, id);
    EXPECT_EQ(seen.state, u"RUNNING"_s);
    ASSERT_TRUE(QTest::qWaitFor([&] { return seen.endedMs > 0; }, 10'000));
    EXPECT_EQ(seen.state, u"FAILED"_s);
    EXPECT_EQ(seen.error.kind, hermes::ErrorKind::NotFound);
    EXPECT_EQ(seen.parts.at(0).state, u"FAILED"_s);
    EXPECT_EQ(seen.parts.at(1).state, u"LEFT"_s) << "the first failed";

    const QString made = backend.backUp(u"nobody"_s);
    ASSERT_TRUE(QTest::qWaitFor([&] { return seen.id == made && seen.endedMs > 0; }, 10'000));
    EXPECT_EQ(seen.kind, u"BACKUP"_s);
    EXPECT_EQ(seen.parts.at(0).state, u"FAILED"_s);
    EXPECT_EQ(seen.error.kind, hermes::ErrorKind::NotFound);
    const auto backups = backend.backups(u"nobody"_s);
    ASSERT_TRUE(QTest::qWaitFor([&] { return backups.isFinished(); }, 10'000));
    EXPECT_EQ(backups.result().error().kind, hermes::ErrorKind::NotFound);
    const QString restored = backend.restore(u"nobody"_s, u"backup-20260515T054102Z.tar.gz"_s);
    ASSERT_TRUE(QTest::qWaitFor([&] { return seen.id == restored && seen.endedMs > 0; }, 10'000));
    EXPECT_EQ(seen.state, u"FAILED"_s);

    (void)backend.changeImages({{ImageRow{u"nobody"_s}, ImageRow{u"noone"_s}}, {}, true, 5});
    ASSERT_TRUE(QTest::qWaitFor([&] { return seen.kind == u"ROLLBACK"_s && seen.endedMs > 0; }, 10'000));
    EXPECT_EQ(seen.parts.at(1).state, u"FAILED"_s) << "a rollback goes on";
}

namespace {

/// A registry with one host and one tenant on it; nobody ever contacts it.
void recordAHost(const hermes::FleetOptions &options, const hermes::Clock &clock, hermes::Random &random)
{
    auto fleet = hermes::Fleet::open(options, clock, random);
    ASSERT_TRUE(fleet.has_value());
    hermes::Registry &registry = (*fleet)->registry();
    hermes::Host host;
    host.name = u"ecs-1"_s;
    host.address = u"192.0.2.1:22"_s;
    host.capacity = 16;
    const auto added = registry.addHost(host, options.actor);
    ASSERT_TRUE(added.has_value());
    hermes::ProvisionRequest request;
    request.name = u"acme"_s;
    request.image = u"hermes:1"_s;
    const auto made = registry.recordRequest(request, {}, (*fleet)->plans().first(), options.actor);
    ASSERT_TRUE(made.has_value());
    ASSERT_TRUE(registry.place(made->tenant.id, added->id, {u"dashboard"_s}, options.actor).has_value());
    ASSERT_TRUE((*fleet)->beginDrain(u"ecs-1"_s, 4).has_value());
}

template <class Answer> auto awaited(const Answer &answer)
{
    EXPECT_TRUE(QTest::qWaitFor([&] { return answer.isFinished(); }, 10'000));
    return answer.result();
}

DrainFacts lastDrain(const QSignalSpy &drains)
{
    const auto facts = drains.isEmpty() ? QList<DrainFacts>() : drains.last().first().value<QList<DrainFacts>>();
    return facts.isEmpty() ? DrainFacts() : facts.first();
}

struct RecordedFleet : testing::Test {
    RecordedFleet()
    {
        options.dataDir = dir.path();
        options.actor = {u"mei"_s, u"SHA256:test"_s};
        recordAHost(options, clock, random);
    }
    QTemporaryDir dir;
    hermes::FleetOptions options;
    hermes::SystemClock clock;
    hermes::SystemRandom random;
};

} // namespace

TEST_F(RecordedFleet, aDrainIsSeenAndStoppedByAWindowThatDidNotBeginIt)
{
    {
        FleetBackend backend(options, clock, random);
        const QSignalSpy drains(&backend, &Backend::drainsChanged);
        backend.start();
        ASSERT_TRUE(QTest::qWaitFor([&] { return lastDrain(drains).host == "ecs-1"_L1; }, 10'000));
        EXPECT_EQ(lastDrain(drains).endedMs, 0);
        EXPECT_EQ(lastDrain(drains).total, 1);
        ASSERT_EQ(lastDrain(drains).left.size(), 1);
        EXPECT_EQ(lastDrain(drains).left.first().name, u"acme"_s);
        EXPECT_FALSE(lastDrain(drains).left.first().obstacle.isEmpty()) << "there is no other host";
        ASSERT_TRUE(awaited(backend.stopDrain(u"ecs-1"_s)).has_value());
        EXPECT_TRUE(QTest::qWaitFor([&] { return lastDrain(drains).endedMs > 0; }, 10'000));
    }
    FleetBackend next(options, clock, random);
    const QSignalSpy drains(&next, &Backend::drainsChanged);
    next.start();
    ASSERT_TRUE(QTest::qWaitFor([&] { return lastDrain(drains).endedMs > 0; }, 10'000)) << "also after a restart";
    ASSERT_TRUE(awaited(next.cordonHost(u"ecs-1"_s, false)).has_value());
    EXPECT_TRUE(QTest::qWaitFor([&] { return lastDrain(drains).host.isEmpty(); }, 10'000)) << "it takes tenants again";
}

TEST_F(RecordedFleet, whatAHostTakesIsSetOrRefusedWithTheReason)
{
    FleetBackend backend(options, clock, random);
    backend.start();
    const HostLimits before = awaited(backend.hostDetail(u"ecs-1"_s))->limits;
    EXPECT_EQ(before.capacity, 16);
    EXPECT_EQ(before.memoryOvercommit, 300);
    HostLimits after = before;
    after.capacity = 3;
    after.allowPrefab = true;
    after.hermesPath = u"~/agent/hermes"_s;
    ASSERT_TRUE(awaited(backend.changeHost(u"ecs-1"_s, before, after)).has_value());
    EXPECT_EQ(awaited(backend.hostDetail(u"ecs-1"_s))->limits, after);
    HostLimits wrong = after;
    wrong.hermesPath = u"/opt/her mes"_s;
    const auto refused = awaited(backend.changeHost(u"ecs-1"_s, after, wrong));
    ASSERT_FALSE(refused.has_value());
    EXPECT_FALSE(refused.error().hint.isEmpty());
    EXPECT_EQ(awaited(backend.hostDetail(u"ecs-1"_s))->limits, after);
    const auto events = awaited(backend.hostDetail(u"ecs-1"_s))->events;
    ASSERT_EQ(events.size(), 3) << "added, drained, set";
    EXPECT_EQ(events.first().actor, u"mei"_s);
}

namespace {

HostRow shown(hermes::HostState state, std::optional<hermes::Error> error, bool keyChanged = false)
{
    hermes::HostRow row;
    row.host.name = u"ecs-1"_s;
    row.state = state;
    row.error = std::move(error);
    row.keyChanged = keyChanged;
    return hostRow(row);
}

const hermes::Error wrongKey{hermes::ErrorKind::Auth, u"refused the login"_s, u"publickey"_s, u"Choose another key."_s};
const hermes::Error claimed{hermes::ErrorKind::Conflict, u"belongs to another registry"_s, {}, u"Use that one."_s};
const hermes::Error stopped{hermes::ErrorKind::Network, u"Docker does not answer"_s, {}, u"Start it."_s};

} // namespace

TEST(FleetRows, aRefusedHostSaysByWhatItIsRefusedAndWhatToDo)
{
    using hermes::HostState;
    const HostRow refused = shown(HostState::Refused, wrongKey);
    EXPECT_EQ(refused.state, u"REFUSED"_s);
    EXPECT_EQ(hostLook(refused.state).name, u"Sign-in refused"_s);
    EXPECT_EQ(refused.errorMessage, wrongKey.message);
    EXPECT_EQ(refused.errorDetail, wrongKey.detail);
    EXPECT_EQ(refused.errorHint, wrongKey.hint);
    EXPECT_EQ(hostLook(shown(HostState::Refused, claimed).state).name, u"Not ours"_s);
    EXPECT_EQ(shown(HostState::Refused, claimed).errorHint, claimed.hint);
    EXPECT_EQ(hostLook(shown(HostState::Refused, stopped).state).name, u"No Docker"_s);
    EXPECT_EQ(shown(HostState::Unreachable, stopped).state, u"UNREACHABLE"_s);
    EXPECT_TRUE(shown(HostState::Ready, wrongKey).errorMessage.isEmpty()) << "an old error of a host that is up";
    EXPECT_FALSE(shown(HostState::Untrusted, {}).errorMessage.isEmpty());
    EXPECT_EQ(shown(HostState::Untrusted, claimed, true).state, u"KEY_CHANGED"_s);
}

TEST(FleetRows, onlyWhatAPersonChangedOfAHostIsSet)
{
    HostLimits before;
    before.capacity = 16;
    before.hermesPath = u"/opt/hermes"_s;
    const hermes::HostSettings nothing = settingsFrom(before, before);
    EXPECT_FALSE(nothing.capacity || nothing.memoryOvercommit || nothing.diskReserveBytes || nothing.allowPrefab
        || nothing.hermesPath || nothing.allowShared || nothing.urlFrom);
    HostLimits after = before;
    after.memoryOvercommit = 0;
    after.hermesPath.clear();
    const hermes::HostSettings some = settingsFrom(before, after);
    EXPECT_EQ(some.memoryOvercommit, 0);
    EXPECT_EQ(some.hermesPath, QString());
    EXPECT_FALSE(some.capacity || some.diskReserveBytes || some.allowPrefab || some.allowShared || some.urlFrom);
}

TEST(FleetRows, whatPeopleDidWithAHostIsTheAuditOfThatHost)
{
    const QList<hermes::AuditRow> audit{{5, 500, u"li"_s, u"host.drain"_s, u"ecs-1"_s, u"{}"_s},
        {4, 400, u"mei"_s, u"host.set"_s, u"ecs-2"_s, {}}, {3, 300, u"li"_s, u"restart"_s, u"ecs-1"_s, {}},
        {2, 200, u"mei"_s, u"host.new-verb"_s, u"ecs-1"_s, {}}};
    const QList<JournalEntry> events = hostEvents(audit, u"ecs-1"_s);
    ASSERT_EQ(events.size(), 2) << "a tenant may have the name of a host";
    EXPECT_EQ(events[0].atMs, 500);
    EXPECT_EQ(events[0].actor, u"li"_s);
    EXPECT_NE(events[0].text, u"host.drain"_s);
    EXPECT_EQ(events[1].text, u"host.new-verb"_s);
}

TEST(FleetRows, aHostSaysHowManyMoreItTakesAndWhyNone)
{
    hermes::HostRow row;
    row.room = 7;
    EXPECT_EQ(hostRow(row).room, 7);
    row.room = 0;
    row.full = u"disk: 0.5 of 40.0 GiB are free"_s;
    EXPECT_EQ(hostRow(row).full, row.full);
}

TEST(FleetRows, aKeyIsTrustedSinceThatVeryKeyWasTrustedLast)
{
    const QList<hermes::AuditRow> audit{{5, 500, u"li"_s, u"host.trust"_s, u"ecs-2"_s, u"{\"after\":\"SHA256:a\"}"_s},
        {4, 400, u"mei"_s, u"host.trust"_s, u"ecs-1"_s, u"{\"after\":\"SHA256:a\"}"_s},
        {3, 300, u"li"_s, u"host.trust"_s, u"ecs-1"_s, u"{\"after\":\"SHA256:old\"}"_s},
        {1, 100, u"li"_s, u"host.trust"_s, u"ecs-1"_s, u"{\"after\":\"SHA256:a\"}"_s}};
    const auto trust = trustedBy(audit, u"ecs-1"_s, u"SHA256:a"_s);
    ASSERT_TRUE(trust.has_value());
    EXPECT_EQ(trust->at, 400);
    EXPECT_EQ(trust->actor, u"mei"_s);
    EXPECT_FALSE(trustedBy(audit, u"ecs-3"_s, u"SHA256:a"_s).has_value());
}

TEST(BindFacts, aProblemIsShownBeforeTheFirstCodeAndUntilItIsOver)
{
    BindFacts asking;
    asking.state = u"ASKING"_s;
    const BindFacts held = after(asking, {slow});
    EXPECT_EQ(held.state, u"ASKING"_s);
    EXPECT_EQ(held.problem, slow.message);
    EXPECT_EQ(held.askedMs, 0) << "nobody answered";
    EXPECT_TRUE(after(held, {over}).problem.isEmpty());
}

TEST(BindFacts, aProblemDoesNotTakeTheLiveCodeAway)
{
    const BindFacts live = after({}, {code, slow});
    EXPECT_EQ(live.state, u"WAIT"_s);
    EXPECT_EQ(live.content, code.content);
    EXPECT_EQ(live.problem, slow.message);
    EXPECT_EQ(after(live, {{u"scaned"_s, {}, 0, false, {}}}).problem, slow.message);
}

TEST(BindFacts, thePhasesAfterTheLoginLeaveItAsItIs)
{
    const BindFacts confirmed = after({}, {code, {u"confirmed"_s, {}, 0, false, {}}});
    EXPECT_EQ(confirmed.state, u"CONFIRMED"_s);
    EXPECT_EQ(after(confirmed, {{u"starting"_s, {}, 0, false, {}}}), confirmed);
}

namespace {

/// What a host answers for each of a tenant's logs.
struct Logs {
    hermes::Status gateway;
    QByteArrayList gatewayLines;
    hermes::Status container;
    QByteArrayList containerLines;

    hermes::Status read(const QString &source, const LogSink &sink) const
    {
        const bool ofGateway = source == "gateway"_L1;
        for (const QByteArray &line : ofGateway ? gatewayLines : containerLines)
            sink(line);
        return ofGateway ? gateway : container;
    }
    [[nodiscard]] hermes::Result<QList<LogLine>> tail() const
    {
        return logTail([this](const QString &source, const LogSink &sink) { return read(source, sink); });
    }
};

const QByteArray killed = "2026-05-15T05:41:02.123456789Z Killed";

} // namespace

TEST(LogTail, isTheContainersOwnLogOnceItsContainerHasEnded)
{
    const Logs logs{hermes::fail(hermes::ErrorKind::Conflict, u"container is not running"_s), {}, {}, {killed}};
    const auto lines = logs.tail();
    ASSERT_TRUE(lines.has_value());
    EXPECT_EQ(*lines, (QList<LogLine>{{1'778'823'662'123, u"container"_s, u"Killed"_s, u"info"_s}}));
}

TEST(LogTail, isTheContainersOwnLogWhileTheGatewayHasWrittenNothing)
{
    const auto lines = Logs{{}, {}, {}, {killed, "a line without a time"}}.tail();
    ASSERT_TRUE(lines.has_value());
    ASSERT_EQ(lines->size(), 2);
    EXPECT_EQ(lines->last(), (LogLine{0, u"container"_s, u"a line without a time"_s, u"info"_s}));
}

TEST(LogTail, isTheGatewaysWhereItHasOne)
{
    const auto lines = Logs{{}, {"2026-05-15 05:41:02,123 INFO gateway.run: polling"}, {}, {killed}}.tail();
    ASSERT_TRUE(lines.has_value());
    EXPECT_EQ(*lines, (QList<LogLine>{{1'778'823'662'123, u"gateway"_s, u"polling"_s, u"info"_s}}));
}

TEST(LogTail, doesNotAskASilentHostTwice)
{
    const auto lines = Logs{hermes::fail(hermes::ErrorKind::Network, u"no answer"_s), {}, {}, {killed}}.tail();
    ASSERT_FALSE(lines.has_value());
    EXPECT_EQ(lines.error().message, u"no answer"_s);
}
