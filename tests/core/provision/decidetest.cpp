#include "decide.h"

#include "random.h"

#include <gtest/gtest.h>

namespace hermes {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 now = 1'700'000'000'000;
const QString nonce = u"0123456789abcdef0123456789abcdef"_s;

/// A placed tenant of generation 2 whose image is known.
Tenant tenantIn(Phase phase, Presence presence = Presence::Present)
{
    Tenant tenant;
    tenant.id = u"t1"_s;
    tenant.name = u"acme"_s;
    tenant.hostId = u"h1"_s;
    tenant.image = u"hermes:1"_s;
    tenant.imageId = u"sha256:1"_s;
    tenant.generation = 2;
    tenant.nonce = nonce;
    tenant.presence = presence;
    tenant.phase = phase;
    tenant.phaseBefore = Phase::Starting;
    tenant.phaseSince = now;
    tenant.containerId = u"c1"_s;
    tenant.homeWrittenFor = u"c1"_s;
    return tenant;
}

ContainerSeen containerOf(const Tenant &tenant, const QString &state = u"running"_s)
{
    ContainerSeen container;
    container.hostId = tenant.hostId;
    container.id = tenant.containerId;
    container.state = state;
    container.generation = tenant.generation;
    container.nonce = tenant.nonce;
    container.startedAt = now - 60'000;
    return container;
}

ContainerSeen leftJob()
{
    ContainerSeen job;
    job.hostId = u"h1"_s;
    job.id = u"job"_s;
    job.state = u"exited"_s;
    return job;
}

Seen seenWith(const QList<ContainerSeen> &containers, ProbeVerdict probe = ProbeVerdict::NotAsked)
{
    Seen seen;
    seen.containers = containers;
    seen.probe = probe;
    seen.imageAsked = containers.isEmpty();
    seen.imageId = u"sha256:1"_s;
    return seen;
}

Seen healthy(const Tenant &tenant, std::optional<home::BoundVerdict> bound = {})
{
    Seen seen = seenWith({containerOf(tenant)}, ProbeVerdict::Healthy);
    seen.hasBinding = bound.has_value();
    seen.bound = bound;
    return seen;
}

void expect(const Decision &decision, Phase phase, ActionKind action, const QString &reason = {})
{
    EXPECT_EQ(phaseName(decision.phase).toStdString(), phaseName(phase).toStdString());
    EXPECT_EQ(actionName(decision.action.kind).toStdString(), actionName(action).toStdString());
    EXPECT_EQ(decision.reason.toStdString(), reason.toStdString());
}

/// The same tenant, whose Healthy condition has been false for so long.
Tenant unhealthyFor(Tenant tenant, qint64 ms)
{
    tenant.phaseSince = now - ms;
    tenant.conditions = {{ConditionType::Healthy, ConditionStatus::False, {}, {}, now - ms, tenant.generation}};
    return tenant;
}

} // namespace

// --- PRESENT, on the way up

TEST(DecideTest, placesARequestedTenant)
{
    Tenant tenant = tenantIn(Phase::Requested);
    tenant.hostId.clear();
    tenant.imageId.clear();
    expect(decide(tenant, {}, now), Phase::Requested, ActionKind::Place);
}

TEST(DecideTest, pullsAnImageThatTheHostLacks)
{
    Tenant tenant = tenantIn(Phase::Placed);
    tenant.imageId.clear();
    Seen seen = seenWith({});
    seen.imageId.clear();
    expect(decide(tenant, seen, now), Phase::Placed, ActionKind::PullImage);
}

TEST(DecideTest, pullsAgainWhenAPinnedImageIsGone)
{
    Seen seen = seenWith({});
    seen.imageId.clear();
    expect(decide(tenantIn(Phase::Placed), seen, now), Phase::Placed, ActionKind::PullImage);
}

TEST(DecideTest, pinsTheImageThatTheHostHas)
{
    Tenant tenant = tenantIn(Phase::Placed);
    tenant.imageId.clear();
    expect(decide(tenant, seenWith({}), now), Phase::Placed, ActionKind::PinImage);
}

TEST(DecideTest, createsWhatIsNotThereOnceItsImageIsPinned)
{
    expect(decide(tenantIn(Phase::Placed), seenWith({}), now), Phase::ImageReady, ActionKind::Create);
}

TEST(DecideTest, writesTheHomeOfAContainerBeforeItsFirstStart)
{
    Tenant tenant = tenantIn(Phase::Created);
    tenant.homeWrittenFor = u"another"_s;
    const Decision decision = decide(tenant, seenWith({containerOf(tenant, u"created"_s)}), now);
    expect(decision, Phase::Created, ActionKind::WriteHome);
    EXPECT_EQ(decision.action.containerId, u"c1"_s);
}

TEST(DecideTest, startsACreatedContainerWhoseHomeIsWritten)
{
    const Tenant tenant = tenantIn(Phase::Created);
    const Decision decision = decide(tenant, seenWith({containerOf(tenant, u"created"_s)}), now);
    expect(decision, Phase::Created, ActionKind::Start);
    EXPECT_EQ(decision.action.containerId, u"c1"_s);
}

TEST(DecideTest, waitsForANewContainerToAnswer)
{
    const Tenant tenant = tenantIn(Phase::Created);
    expect(decide(tenant, seenWith({containerOf(tenant)}, ProbeVerdict::NoAnswer), now), Phase::Starting,
        ActionKind::Wait);
}

TEST(DecideTest, blocksANewContainerThatIsNeverHealthy)
{
    Tenant tenant = tenantIn(Phase::Starting);
    tenant.phaseSince = now - 181'000;
    const Decision decision = decide(tenant, seenWith({containerOf(tenant)}, ProbeVerdict::NoAnswer), now);
    expect(decision, Phase::Blocked, ActionKind::Wait, u"HEALTH_TIMEOUT"_s);
    EXPECT_FALSE(decision.hint.isEmpty());
}

TEST(DecideTest, givesANewContainerItsWholeTimeAgainAfterItsHostWasSilent)
{
    Tenant tenant = tenantIn(Phase::Unknown);
    tenant.phaseBefore = Phase::Starting;
    tenant.phaseSince = now - 3'600'000;
    expect(decide(tenant, seenWith({containerOf(tenant)}, ProbeVerdict::NoAnswer), now), Phase::Starting,
        ActionKind::Wait);
}

TEST(DecideTest, waitsForAScanOnceHealthyAndUnbound)
{
    const Tenant tenant = tenantIn(Phase::Starting);
    expect(decide(tenant, healthy(tenant), now), Phase::BindWait, ActionKind::Wait);
}

// --- PRESENT, bound

TEST(DecideTest, isReadyOnlyWhenHealthyAndBound)
{
    const Tenant tenant = tenantIn(Phase::Healthy);
    expect(decide(tenant, healthy(tenant, home::BoundVerdict::Bound), now), Phase::Ready, ActionKind::Wait);
    expect(decide(tenant, healthy(tenant, home::BoundVerdict::WaitingForFirstPoll), now), Phase::Healthy,
        ActionKind::Wait, u"FIRST_POLL"_s);
}

TEST(DecideTest, isDegradedForEachFaultOfABinding)
{
    const Tenant tenant = tenantIn(Phase::Ready);
    const auto verdict = [&](home::BoundVerdict bound) { return decide(tenant, healthy(tenant, bound), now); };
    expect(verdict(home::BoundVerdict::SessionExpired), Phase::Degraded, ActionKind::Wait, u"BIND_REVOKED"_s);
    expect(verdict(home::BoundVerdict::Stale), Phase::Degraded, ActionKind::Wait, u"POLL_STALLED"_s);
    expect(verdict(home::BoundVerdict::OtherToken), Phase::Degraded, ActionKind::Wait, u"CREDENTIALS_DIFFER"_s);
    expect(verdict(home::BoundVerdict::NotBound), Phase::Degraded, ActionKind::Wait, u"CREDENTIALS_DIFFER"_s);
}

TEST(DecideTest, isDegradedWhenABoundAgentNeverPolls)
{
    Tenant tenant = tenantIn(Phase::Healthy);
    tenant.phaseSince = now - 121'000;
    const Seen seen = healthy(tenant, home::BoundVerdict::WaitingForFirstPoll);
    expect(decide(tenant, seen, now), Phase::Degraded, ActionKind::Wait, u"POLL_STALLED"_s);

    tenant.phase = Phase::Degraded;
    tenant.reason = u"POLL_STALLED"_s;
    tenant.phaseSince = now;
    expect(decide(tenant, seen, now), Phase::Degraded, ActionKind::Wait, u"POLL_STALLED"_s);
}

// --- PRESENT, something fails

TEST(DecideTest, isDegradedAtOnceAndReplacedAfterFiveMinutesWithoutHealth)
{
    for (const auto &[probe, reason] : {std::pair(ProbeVerdict::NoAnswer, u"NO_ANSWER"_s),
             std::pair(ProbeVerdict::OtherIdentity, u"IDENTITY_MISMATCH"_s),
             std::pair(ProbeVerdict::GatewayDown, u"GATEWAY_DOWN"_s)}) {
        const Tenant tenant = tenantIn(Phase::Ready);
        const Seen seen = seenWith({containerOf(tenant)}, probe);
        expect(decide(tenant, seen, now), Phase::Degraded, ActionKind::Wait, reason);
        expect(decide(unhealthyFor(tenantIn(Phase::Degraded), 299'000), seen, now), Phase::Degraded, ActionKind::Wait,
            reason);
        expect(decide(unhealthyFor(tenantIn(Phase::Degraded), 300'000), seen, now), Phase::Degraded,
            ActionKind::NextGeneration, reason);
    }
}

TEST(DecideTest, doesNotReplaceForOneMissedProbeWhatWasDegradedForAnotherReason)
{
    Tenant tenant = tenantIn(Phase::Degraded);
    tenant.reason = u"BIND_REVOKED"_s;
    tenant.phaseSince = now - 3'600'000;
    tenant.conditions = {{ConditionType::Healthy, ConditionStatus::True, {}, {}, now - 3'600'000, 2}};
    expect(decide(tenant, seenWith({containerOf(tenant)}, ProbeVerdict::NoAnswer), now), Phase::Degraded,
        ActionKind::Wait, u"NO_ANSWER"_s);
}

TEST(DecideTest, countsTheFiveMinutesAnewAfterItsHostWasSilent)
{
    Tenant tenant = unhealthyFor(tenantIn(Phase::Unknown), 3'600'000);
    tenant.phaseBefore = Phase::Degraded;
    expect(decide(tenant, seenWith({containerOf(tenant)}, ProbeVerdict::NoAnswer), now), Phase::Degraded,
        ActionKind::Wait, u"NO_ANSWER"_s);
}

TEST(DecideTest, startsAnExitedContainerAgainByIdThreeTimesThenReplacesIt)
{
    Tenant tenant = tenantIn(Phase::Ready);
    tenant.startFailuresSince = now - 1000;
    ContainerSeen exited = containerOf(tenant, u"exited"_s);
    for (tenant.startFailures = 0; tenant.startFailures < 3; ++tenant.startFailures) {
        const Decision decision = decide(tenant, seenWith({exited}), now);
        expect(decision, Phase::Degraded, ActionKind::Start, u"EXITED"_s);
        EXPECT_EQ(decision.action.containerId, u"c1"_s);
    }
    expect(decide(tenant, seenWith({exited}), now), Phase::Degraded, ActionKind::NextGeneration, u"EXITED"_s);
    exited.oomKilled = true;
    expect(decide(tenant, seenWith({exited}), now), Phase::Degraded, ActionKind::NextGeneration, u"OOM"_s);
}

TEST(DecideTest, forgetsStartFailuresOfMoreThanTenMinutesAgo)
{
    Tenant tenant = tenantIn(Phase::Degraded);
    tenant.startFailures = 3;
    tenant.startFailuresSince = now - 600'000;
    expect(decide(tenant, seenWith({containerOf(tenant, u"exited"_s)}), now), Phase::Degraded, ActionKind::Start,
        u"EXITED"_s);
}

TEST(DecideTest, blocksWhatExitedThreeTimesAndWasNeverHealthy)
{
    Tenant tenant = tenantIn(Phase::Starting);
    tenant.startFailures = 3;
    tenant.startFailuresSince = now - 1000;
    const Decision decision = decide(tenant, seenWith({containerOf(tenant, u"exited"_s)}), now);
    expect(decision, Phase::Blocked, ActionKind::Wait, u"EXITED"_s);
    EXPECT_TRUE(decision.hint.contains(u"acme"_s));
}

TEST(DecideTest, movesThePortAfterThreeStartsThatMetAConflict)
{
    Tenant tenant = tenantIn(Phase::Created);
    tenant.startFailuresSince = now - 1000;
    ContainerSeen created = containerOf(tenant, u"created"_s);
    for (const QString &words : {u"Bind for 127.0.0.1:8700 failed: port is already allocated"_s,
             u"listen tcp4 127.0.0.1:8700: bind: address already in use"_s}) {
        created.error = words;
        for (tenant.startFailures = 0; tenant.startFailures < 3; ++tenant.startFailures)
            expect(decide(tenant, seenWith({created}), now), Phase::Created, ActionKind::Start);
        expect(decide(tenant, seenWith({created}), now), Phase::Created, ActionKind::MovePort, u"PORT_TAKEN"_s);
    }
}

TEST(DecideTest, leavesAForeignContainerOfOurNameAlone)
{
    Seen seen = seenWith({});
    seen.foreignContainer = u"foreign"_s;
    const Decision decision = decide(tenantIn(Phase::Placed), seen, now);
    expect(decision, Phase::Blocked, ActionKind::Wait, u"NAME_TAKEN_FOREIGN"_s);
    EXPECT_FALSE(decision.hint.isEmpty());
}

// --- PRESENT, letting go

TEST(DecideTest, archivesThenStopsThenRemovesAnOlderGeneration)
{
    const Tenant tenant = tenantIn(Phase::Ready);
    ContainerSeen older = containerOf(tenant);
    older.id = u"old"_s;
    older.generation = 1;
    Seen seen = seenWith({older});
    const auto next = [&] { return decide(tenant, seen, now); };

    expect(next(), Phase::Replacing, ActionKind::Archive);
    EXPECT_EQ(next().action.containerId, u"old"_s);
    seen.archived.insert(u"another"_s);
    expect(next(), Phase::Replacing, ActionKind::Archive);
    seen.archived.insert(u"old"_s);
    expect(next(), Phase::Replacing, ActionKind::Stop);
    seen.containers.first().state = u"exited"_s;
    expect(next(), Phase::Replacing, ActionKind::Remove);
    EXPECT_EQ(next().action.containerId, u"old"_s);
    seen.containers.first().state = u"removing"_s;
    expect(next(), Phase::Replacing, ActionKind::Wait);
}

TEST(DecideTest, letsGoOfAnOlderContainerOnAnotherHostThere)
{
    const Tenant tenant = tenantIn(Phase::Ready);
    ContainerSeen elsewhere = containerOf(tenant);
    elsewhere.id = u"elsewhere"_s;
    elsewhere.hostId = u"h0"_s;
    const Decision decision = decide(tenant, seenWith({containerOf(tenant), elsewhere}, ProbeVerdict::Healthy), now);
    expect(decision, Phase::Replacing, ActionKind::Archive);
    EXPECT_EQ(decision.action.containerId, u"elsewhere"_s);
    EXPECT_EQ(decision.action.hostId, u"h0"_s);
}

TEST(DecideTest, keepsTheKnownOneOfTwoCurrentContainers)
{
    const Tenant tenant = tenantIn(Phase::Ready);
    ContainerSeen twin = containerOf(tenant);
    twin.id = u"twin"_s;
    for (const auto &both : {QList{containerOf(tenant), twin}, QList{twin, containerOf(tenant)}}) {
        const Decision decision = decide(tenant, seenWith(both, ProbeVerdict::Healthy), now);
        expect(decision, Phase::Replacing, ActionKind::Archive);
        EXPECT_EQ(decision.action.containerId, u"twin"_s);
    }
}

TEST(DecideTest, stopsBeforeANewerGenerationWhateverElseIsThereAndIsWanted)
{
    for (const Presence presence : {Presence::Present, Presence::Paused, Presence::Absent}) {
        const Tenant tenant = tenantIn(Phase::Ready, presence);
        ContainerSeen older = containerOf(tenant);
        older.id = u"old"_s;
        older.generation = 1;
        ContainerSeen newer = containerOf(tenant);
        newer.id = u"new"_s;
        newer.generation = 3;
        for (const auto &list : {QList{newer}, QList{older, newer}, QList{newer, older}})
            expect(decide(tenant, seenWith(list), now), Phase::Blocked, ActionKind::Wait, u"FENCED"_s);
    }
}

TEST(DecideTest, removesAJobThatADeadProcessLeftAndStaysInItsPhase)
{
    const Tenant tenant = tenantIn(Phase::Ready);
    Seen seen = healthy(tenant, home::BoundVerdict::Bound);
    seen.leftJobs.append(leftJob());
    const Decision decision = decide(tenant, seen, now);
    expect(decision, Phase::Ready, ActionKind::Remove);
    EXPECT_EQ(decision.action.containerId, u"job"_s);
}

// --- PAUSED and ABSENT

TEST(DecideTest, pausesByLettingTheContainerGoAndKeepsTheRest)
{
    const Tenant tenant = tenantIn(Phase::Ready, Presence::Paused);
    Seen seen = seenWith({containerOf(tenant)});
    expect(decide(tenant, seen, now), Phase::Replacing, ActionKind::Archive);
    seen.archived.insert(u"c1"_s);
    expect(decide(tenant, seen, now), Phase::Replacing, ActionKind::Stop);
    seen.containers.first().state = u"exited"_s;
    expect(decide(tenant, seen, now), Phase::Replacing, ActionKind::Remove);
    expect(decide(tenant, seenWith({}), now), Phase::Paused, ActionKind::Wait);
}

TEST(DecideTest, destroysByArchiveStopRemovePackWipeAndOnlyThenGone)
{
    const Tenant tenant = tenantIn(Phase::Ready, Presence::Absent);
    Seen seen = seenWith({containerOf(tenant)});
    const auto next = [&] { return decide(tenant, seen, now); };
    expect(next(), Phase::Deleting, ActionKind::Archive);
    seen.archived.insert(u"c1"_s);
    expect(next(), Phase::Deleting, ActionKind::Stop);
    seen.containers.first().state = u"exited"_s;
    expect(next(), Phase::Deleting, ActionKind::Remove);
    seen.containers.clear();
    expect(next(), Phase::Deleting, ActionKind::PackHome);
    seen.homePacked = true;
    expect(next(), Phase::Deleting, ActionKind::WipeHome);
    seen.homeWiped = true;
    expect(next(), Phase::Deleting, ActionKind::MarkGone);
}

TEST(DecideTest, hasNothingToPackWhereNothingWasEverPlacedOrMade)
{
    Tenant tenant = tenantIn(Phase::Requested, Presence::Absent);
    tenant.hostId.clear();
    expect(decide(tenant, {}, now), Phase::Deleting, ActionKind::MarkGone);
    tenant.hostId = u"h1"_s;
    tenant.imageId.clear();
    expect(decide(tenant, {}, now), Phase::Deleting, ActionKind::MarkGone);
}

TEST(DecideTest, clearsAwayWhatLandsAfterItsTenantIsGoneAndNothingElse)
{
    Tenant tenant = tenantIn(Phase::Gone, Presence::Absent);
    expect(decide(tenant, {}, now), Phase::Gone, ActionKind::Wait);
    Seen seen = seenWith({containerOf(tenant, u"created"_s)});
    expect(decide(tenant, seen, now), Phase::Gone, ActionKind::Archive);
    seen.archived.insert(seen.containers.first().id);
    expect(decide(tenant, seen, now), Phase::Gone, ActionKind::Remove);
    seen.leftJobs.append(containerOf(tenant, u"exited"_s));
    seen.containers.first().generation += 1;
    expect(decide(tenant, seen, now), Phase::Gone, ActionKind::Wait);
    seen.containers.clear();
    expect(decide(tenant, seen, now), Phase::Gone, ActionKind::Remove);
    seen.leftJobs.clear();
    expect(decide(tenant, seen, now), Phase::Gone, ActionKind::Wait);
    seen.leftFile = true;
    expect(decide(tenant, seen, now), Phase::Gone, ActionKind::WipeHome);
    seen.leftFile = false;
    seen.leftHome = true;
    tenant.imageId.clear();
    expect(decide(tenant, seen, now), Phase::Gone, ActionKind::Wait);
    tenant.imageId = u"sha256:1"_s;
    expect(decide(tenant, seen, now), Phase::Gone, ActionKind::WipeHome);
    seen.hostError = Error{ErrorKind::Network, u"silent"_s};
    expect(decide(tenant, seen, now), Phase::Gone, ActionKind::Wait);
}

// --- pauses of the loop

TEST(DecideTest, doesNothingWhileTheHostIsSilentAndSaysWhy)
{
    Seen seen;
    seen.hostError = Error{ErrorKind::Network, u"no answer"_s, {}, u"look at it"_s};
    for (const Presence presence : {Presence::Present, Presence::Paused, Presence::Absent}) {
        const Decision decision = decide(tenantIn(Phase::Ready, presence), seen, now);
        expect(decision, Phase::Unknown, ActionKind::Wait, u"HOST_UNREACHABLE"_s);
        EXPECT_EQ(decision.message, u"no answer"_s);
        EXPECT_EQ(decision.hint, u"look at it"_s);
    }
    seen.hostError->kind = ErrorKind::HostKey;
    expect(decide(tenantIn(Phase::Ready), seen, now), Phase::Unknown, ActionKind::Wait, u"HOST_IDENTITY_CHANGED"_s);
}

TEST(DecideTest, keepsABlockedTenantBlockedWhenItsHostFallsSilent)
{
    Tenant tenant = tenantIn(Phase::Blocked);
    tenant.reason = u"BINDING_HELD_BY"_s;
    Seen seen;
    seen.hostError = Error{ErrorKind::Network, u"no answer"_s};
    expect(decide(tenant, seen, now), Phase::Blocked, ActionKind::Wait, u"BINDING_HELD_BY"_s);
}

TEST(DecideTest, neverRetriesABlockedTenantByItself)
{
    Tenant tenant = tenantIn(Phase::Blocked);
    tenant.reason = u"DISK_FULL"_s;
    tenant.message = u"full"_s;
    tenant.hint = u"free it"_s;
    const Decision decision = decide(tenant, seenWith({}), now);
    expect(decision, Phase::Blocked, ActionKind::Wait, u"DISK_FULL"_s);
    EXPECT_EQ(decision.message, u"full"_s);
    EXPECT_EQ(decision.hint, u"free it"_s);
}

TEST(DecideTest, waitsOutABackoffThenTakesTheStepItLeft)
{
    Tenant tenant = tenantIn(Phase::Backoff);
    tenant.phaseBefore = Phase::ImageReady;
    tenant.reason = u"STEP_FAILED"_s;
    tenant.nextAttemptAt = now + 700;
    const Decision waiting = decide(tenant, seenWith({}), now);
    expect(waiting, Phase::Backoff, ActionKind::Wait, u"STEP_FAILED"_s);
    EXPECT_EQ(waiting.action.afterMs, 700);
    expect(decide(tenant, seenWith({}), now + 700), Phase::ImageReady, ActionKind::Create);
}

// --- totality

namespace {

template <class T> T oneOf(Random &random, const QList<T> &values)
{
    return values.at(static_cast<qsizetype>(random.below(static_cast<quint64>(values.size()))));
}

Tenant randomTenant(Random &random)
{
    Tenant tenant = tenantIn(static_cast<Phase>(random.below(16)), static_cast<Presence>(random.below(3)));
    tenant.phaseBefore = static_cast<Phase>(random.below(13)); // never one of those beside the way
    tenant.phaseSince = now - static_cast<qint64>(random.below(1'000'000));
    tenant.hostId = oneOf<QString>(random, {{}, u"h1"_s, u"h2"_s});
    tenant.imageId = oneOf<QString>(random, {{}, u"sha256:1"_s, u"sha256:2"_s});
    tenant.containerId = oneOf<QString>(random, {{}, u"c1"_s, u"c2"_s});
    tenant.homeWrittenFor = oneOf<QString>(random, {{}, u"c1"_s, u"c2"_s});
    tenant.nextAttemptAt = oneOf<qint64>(random, {0, now - 1, now + 5000});
    tenant.restoreFrom = oneOf<QString>(random, {{}, {}, u"backup-20261127T080000Z.tar.gz"_s});
    tenant.startFailures = int(random.below(6));
    tenant.startFailuresSince = oneOf<qint64>(random, {0, now - 1000, now - 700'000});
    if (random.below(2) == 0)
        tenant = unhealthyFor(tenant, static_cast<qint64>(random.below(600'000)));
    return tenant;
}

ContainerSeen randomContainer(Random &random)
{
    ContainerSeen container;
    container.hostId = oneOf<QString>(random, {u"h1"_s, u"h2"_s});
    container.state = oneOf<QString>(random,
        {u"created"_s, u"running"_s, u"restarting"_s, u"exited"_s, u"dead"_s, u"removing"_s, u"paused"_s, u"odd"_s});
    container.generation = int(random.below(4));
    container.nonce = oneOf<QString>(random, {nonce, u"other"_s, {}});
    container.error = oneOf<QString>(random, {{}, u"port is already allocated"_s});
    container.oomKilled = random.below(2) == 0;
    return container;
}

Seen randomSeen(Random &random)
{
    Seen seen;
    for (quint64 count = random.below(4); count > 0; --count) {
        seen.containers.append(randomContainer(random));
        seen.containers.last().id = u"c%1"_s.arg(count);
    }
    if (random.below(5) == 0)
        seen.hostError = Error{static_cast<ErrorKind>(random.below(10)), u"why"_s};
    if (random.below(5) == 0)
        seen.foreignContainer = u"foreign"_s;
    if (random.below(10) == 0)
        seen.leftJobs.append(leftJob());
    seen.imageAsked = random.below(2) == 0;
    seen.imageId = oneOf<QString>(random, {{}, u"sha256:1"_s});
    seen.probe = static_cast<ProbeVerdict>(random.below(5));
    if (random.below(2) == 0)
        seen.bound = static_cast<home::BoundVerdict>(random.below(6));
    seen.hasBinding = random.below(2) == 0;
    seen.homePacked = random.below(2) == 0;
    seen.homeWiped = random.below(2) == 0;
    seen.leftHome = random.below(2) == 0;
    seen.leftFile = random.below(2) == 0;
    for (const auto &container : std::as_const(seen.containers))
        if (random.below(2) == 0)
            seen.archived.insert(container.id);
    return seen;
}

/// What no decision may ever do, whatever it is asked.
QString fault(const Tenant &tenant, const Seen &seen, const Decision &decision)
{
    const ActionKind kind = decision.action.kind;
    if (kind == ActionKind::Wait)
        return decision.action.afterMs > 0 ? QString() : u"waits for nothing"_s;
    if (seen.hostError)
        return u"acts on an unknown world"_s;
    const bool wipesRests = kind == ActionKind::WipeHome && (seen.leftHome || seen.leftFile);
    const bool lets = kind == ActionKind::Stop || kind == ActionKind::Remove || kind == ActionKind::Archive
        || kind == ActionKind::Unpause;
    if (tenant.phase == Phase::Blocked
        || (tenant.phase == Phase::Gone && !((lets || wipesRests) && tenant.presence == Presence::Absent))
        || (tenant.phase == Phase::Backoff && now < tenant.nextAttemptAt))
        return u"acts although it must not"_s;
    const auto newer = [&](const ContainerSeen &container) { return container.generation > tenant.generation; };
    if (std::any_of(seen.containers.begin(), seen.containers.end(), newer))
        return u"acts although it is fenced"_s;
    if (kind == ActionKind::Remove && decision.action.containerId == "job"_L1)
        // Packing and wiping clear their own away, and are over when it is gone.
        return !seen.leftJobs.isEmpty() && (tenant.presence != Presence::Absent || tenant.phase == Phase::Gone)
            ? QString()
            : u"removes no job"_s;
    const ContainerSeen *target = nullptr;
    int current = 0;
    for (const auto &container : seen.containers) {
        if (container.id == decision.action.containerId && container.hostId == decision.action.hostId && !target)
            target = &container;
        current += container.hostId == tenant.hostId && container.generation == tenant.generation
            && container.nonce == tenant.nonce;
    }
    if ((lets || kind == ActionKind::Start || kind == ActionKind::WriteHome) && !target)
        return u"acts on nothing that was seen"_s;
    if ((kind == ActionKind::Stop || kind == ActionKind::Remove) && !seen.archived.contains(target->id))
        return u"lets go of what was not archived"_s;
    const bool isCurrent = target && target->hostId == tenant.hostId && target->generation == tenant.generation
        && target->nonce == tenant.nonce;
    if (kind == ActionKind::Unpause && target->state != "paused"_L1)
        return u"unpauses what is not paused"_s;
    const bool isRestoring = !tenant.restoreFrom.isEmpty();
    if (kind == ActionKind::RestoreHome
        && (!isRestoring || !tenant.homeHostId.isEmpty() || tenant.presence == Presence::Absent
            || !seen.containers.isEmpty()))
        return u"restores what is in use"_s;
    if (isRestoring && tenant.presence != Presence::Absent
        && (kind == ActionKind::Create || kind == ActionKind::WriteHome || kind == ActionKind::Start))
        return u"starts what is not restored"_s;
    if (lets && kind != ActionKind::Unpause && isCurrent && current == 1 && !isRestoring
        && tenant.presence == Presence::Present)
        return u"lets go of the current container"_s;
    if ((kind == ActionKind::Start || kind == ActionKind::WriteHome) && !isCurrent)
        return u"starts another container than the current one"_s;
    if (kind == ActionKind::Create && !seen.containers.isEmpty())
        return u"creates a second one"_s;
    if ((kind == ActionKind::PackHome || kind == ActionKind::WipeHome || kind == ActionKind::MarkGone)
        && (tenant.presence != Presence::Absent || !seen.containers.isEmpty()))
        return u"clears away what is in use"_s;
    return {};
}

} // namespace

TEST(DecideTest, isTotalAndNeverDangerousWhateverItIsShown)
{
    constexpr quint64 seed = 20261;
    SeededRandom random(seed);
    for (int i = 0; i < 200'000; ++i) {
        const Tenant tenant = randomTenant(random);
        const Seen seen = randomSeen(random);
        const Decision decision = decide(tenant, seen, now);
        const QString wrong = fault(tenant, seen, decision);
        ASSERT_TRUE(wrong.isEmpty()) << wrong.toStdString() << " in round " << i << " of seed " << seed << ": "
                                     << actionName(decision.action.kind).toStdString();
        ASSERT_TRUE(decision.phase != Phase::Blocked || !decision.reason.isEmpty() || tenant.phase == Phase::Blocked);
    }
}

} // namespace hermes
