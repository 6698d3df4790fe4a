#include "decide.h"

#include "reasoncodes.h"

#include <algorithm>

namespace hermes {

using namespace Qt::StringLiterals;

QString actionName(ActionKind kind)
{
    switch (kind) {
    case ActionKind::Wait:
        return u"wait"_s;
    case ActionKind::Place:
        return u"place"_s;
    case ActionKind::PullImage:
        return u"pull-image"_s;
    case ActionKind::PinImage:
        return u"pin-image"_s;
    case ActionKind::Create:
        return u"create"_s;
    case ActionKind::WriteHome:
        return u"write-home"_s;
    case ActionKind::Start:
        return u"start"_s;
    case ActionKind::Archive:
        return u"archive-credentials"_s;
    case ActionKind::Stop:
        return u"stop"_s;
    case ActionKind::Remove:
        return u"remove"_s;
    case ActionKind::MovePort:
        return u"move-port"_s;
    case ActionKind::NextGeneration:
        return u"next-generation"_s;
    case ActionKind::CopyHome:
        return u"copy-home"_s;
    case ActionKind::MoveHome:
        return u"move-home"_s;
    case ActionKind::LetSourceGo:
        return u"let-source-go"_s;
    case ActionKind::AdoptHome:
        return u"adopt-home"_s;
    case ActionKind::RestoreHome:
        return u"restore-home"_s;
    case ActionKind::Unpause:
        return u"unpause"_s;
    case ActionKind::PackHome:
        return u"pack-home"_s;
    case ActionKind::WipeHome:
        return u"wipe-home"_s;
    case ActionKind::MarkGone:
        return u"mark-gone"_s;
    }
    return u"wait"_s;
}

bool isDestructive(ActionKind kind)
{
    return kind == ActionKind::Stop || kind == ActionKind::Remove || kind == ActionKind::WipeHome
        || kind == ActionKind::RestoreHome || kind == ActionKind::LetSourceGo;
}

namespace {

Decision wait(
    Phase phase, qint64 afterMs, const QString &reason = {}, const QString &message = {}, const QString &hint = {})
{
    return {phase, reason, message, hint, {ActionKind::Wait, {}, {}, afterMs}};
}

Decision act(Phase phase, ActionKind kind, const ContainerSeen *container = nullptr, const QString &reason = {},
    const QString &message = {})
{
    Action action{kind, {}, {}, 0};
    if (container) {
        action.containerId = container->id;
        action.hostId = container->hostId;
    }
    return {phase, reason, message, {}, action};
}

bool isCurrent(const Tenant &tenant, const ContainerSeen &container)
{
    return container.hostId == tenant.hostId && container.generation == tenant.generation
        && container.nonce == tenant.nonce;
}

bool isRunning(const ContainerSeen &container)
{
    return container.state == "running"_L1 || container.state == "restarting"_L1 || container.state == "paused"_L1;
}

/// Archive, stop, remove: the only way in which a container goes.
Decision letGo(const Seen &seen, const ContainerSeen &container, Phase phase)
{
    if (container.state == "removing"_L1)
        return wait(phase, 500);
    // It cannot finish its answers while it stands still.
    if (container.state == "paused"_L1)
        return act(phase, ActionKind::Unpause, &container);
    // Credentials are copied first, from whatever was ever started or written to.
    if (!seen.archived.contains(container.id))
        return act(phase, ActionKind::Archive, &container);
    if (isRunning(container) && seen.stopping.contains(container.id))
        return wait(phase, 1000, reasons::draining,
            translate("Decide", "The agent finishes its answers; after 210 s it is ended."));
    return act(phase, isRunning(container) ? ActionKind::Stop : ActionKind::Remove, &container);
}

/// Its home is on another host than it should be: that comes first, and nothing of it runs meanwhile but, at first, the
/// old container.
Decision decideMoving(const Tenant &tenant, const Seen &seen)
{
    for (const auto &container : seen.containers) {
        if (isCurrent(tenant, container))
            return wait(Phase::Replacing, 1000); // it cannot be there yet
        const bool serves = tenant.presence == Presence::Present && container.hostId == tenant.homeHostId
            && container.state == "running"_L1 && !seen.stopping.contains(container.id);
        if (serves && !seen.homeCopied)
            return act(Phase::Replacing, ActionKind::CopyHome, nullptr, reasons::moving,
                translate("Decide", "Its home is copied to the new host; it goes on serving meanwhile."));
        Decision decision = letGo(seen, container, Phase::Replacing);
        if (decision.reason.isEmpty())
            decision.reason = reasons::moving;
        return decision;
    }
    return act(Phase::Replacing, ActionKind::MoveHome, nullptr, reasons::moving,
        translate("Decide", "Its home moves to the new host."));
}

/// Nothing of it runs before its home is what it should become.
Decision decideRestoring(const Tenant &tenant, const Seen &seen)
{
    const auto told = [](Decision decision) {
        if (decision.reason.isEmpty())
            decision.reason = reasons::restoring;
        return decision;
    };
    if (!seen.containers.isEmpty())
        return told(letGo(seen, seen.containers.first(), Phase::Replacing));
    return told(act(Phase::Replacing, ActionKind::RestoreHome, nullptr, {},
        translate("Decide", "Its home becomes what %1 holds.").arg(tenant.restoreFrom)));
}

std::optional<Decision> findImage(const Tenant &tenant, const Seen &seen)
{
    if (tenant.imageId.isEmpty() && seen.imageId.isEmpty())
        return act(Phase::Placed, ActionKind::PullImage);
    if (tenant.imageId.isEmpty())
        return act(Phase::Placed, ActionKind::PinImage);
    if (seen.imageAsked && seen.imageId != tenant.imageId)
        return act(Phase::Placed, seen.imageId.isEmpty() ? ActionKind::PullImage : ActionKind::PinImage);
    return {};
}

/// What served before is stopped for good before its home is read; ours starts with a copy of it.
Decision decideAdopting(const Tenant &tenant, const Seen &seen)
{
    if (!seen.containers.isEmpty())
        return letGo(seen, seen.containers.first(), Phase::Replacing);
    // What it serves with now is looked for before it is stopped.
    if (const auto image = findImage(tenant, seen))
        return *image;
    if (!tenant.adoptFrom.isEmpty() && seen.source == SourceSeen::NotAsked)
        return wait(Phase::Placed, 1000, reasons::adopting);
    if (!tenant.adoptFrom.isEmpty() && seen.source == SourceSeen::Gone)
        return wait(Phase::Blocked, 300'000, reasons::sourceGone,
            translate("Decide", "The container whose home is to be taken over is no longer on the host."),
            translate("Decide", "Destroy %1, then adopt the directory of its home, if that is there: %2.")
                .arg(tenant.name, tenant.adoptHome));
    if (seen.source == SourceSeen::Serves)
        return act(Phase::Replacing, ActionKind::LetSourceGo, nullptr, reasons::adopting,
            translate("Decide", "The container that served before finishes its answers and is stopped for good."));
    return act(Phase::Replacing, ActionKind::AdoptHome, nullptr, reasons::adopting,
        translate("Decide", "Its home is read from %1.").arg(tenant.adoptHome));
}

Decision decidePaused(const Tenant &tenant, const Seen &seen)
{
    if (!tenant.homeHostId.isEmpty())
        return decideMoving(tenant, seen);
    if (!tenant.restoreFrom.isEmpty())
        return decideRestoring(tenant, seen);
    if (!seen.containers.isEmpty())
        return letGo(seen, seen.containers.first(), Phase::Replacing);
    return wait(Phase::Paused, 300'000);
}

Decision wipeLeft(Phase phase, const QString &hostId)
{
    Decision decision = act(phase, ActionKind::WipeHome);
    decision.action.hostId = hostId;
    return decision;
}

Decision decideAbsent(const Tenant &tenant, const Seen &seen)
{
    if (!tenant.homeHostId.isEmpty()) {
        Decision decision = decideMoving(tenant, seen);
        decision.phase = Phase::Deleting;
        return decision;
    }
    if (!seen.containers.isEmpty())
        return letGo(seen, seen.containers.first(), Phase::Deleting);
    if (!tenant.hostId.isEmpty()) {
        // Packing runs in a container of the tenant's image, so it can be done only where one was found.
        if (!seen.homePacked && !tenant.imageId.isEmpty())
            return act(Phase::Deleting, ActionKind::PackHome);
        if (!seen.homeWiped && !tenant.imageId.isEmpty())
            return act(Phase::Deleting, ActionKind::WipeHome);
    }
    if (!tenant.leftHomeHostIds.isEmpty())
        return wipeLeft(Phase::Deleting, tenant.leftHomeHostIds.first());
    return act(Phase::Deleting, ActionKind::MarkGone);
}

bool hasNewer(const Tenant &tenant, const Seen &seen)
{
    return std::any_of(seen.containers.begin(), seen.containers.end(),
        [&](const ContainerSeen &container) { return container.generation > tenant.generation; });
}

/// What was still on its way when the tenant was gone lands late: a create, also of a packing or wiping; a file; a
/// home.
Decision decideGone(const Tenant &tenant, const Seen &seen)
{
    const bool isOurs = tenant.presence == Presence::Absent && !seen.hostError && !hasNewer(tenant, seen);
    if (isOurs && !seen.containers.isEmpty())
        return letGo(seen, seen.containers.first(), Phase::Gone);
    if (isOurs && !seen.leftJobs.isEmpty())
        return act(Phase::Gone, ActionKind::Remove, &seen.leftJobs.first());
    // Its home was packed before it was gone; wiping runs in a container of its image.
    if (isOurs && (seen.leftFile || (seen.leftHome && !tenant.imageId.isEmpty())))
        return act(Phase::Gone, ActionKind::WipeHome);
    return wait(Phase::Gone, 60'000);
}

/// The phase it is in but for a pause of the loop.
Phase settledPhase(const Tenant &tenant)
{
    return tenant.phase == Phase::Backoff || tenant.phase == Phase::Unknown ? tenant.phaseBefore : tenant.phase;
}

/// True if this generation was healthy before: leaving these phases takes a new generation.
bool wasHealthy(const Tenant &tenant)
{
    const Phase phase = settledPhase(tenant);
    return phase == Phase::Healthy || phase == Phase::BindWait || phase == Phase::Ready || phase == Phase::Degraded;
}

Decision giveUp(const Tenant &tenant, const QString &reason, const QString &message)
{
    return wait(Phase::Blocked, 300'000, reason, message,
        translate("Decide", "Look at its log (hermes-admin logs %1), mend the cause, then: hermes-admin restart %1.")
            .arg(tenant.name));
}

Decision decideStopped(const Tenant &tenant, const ContainerSeen &container, qint64 now, const DecideLimits &limits)
{
    if (tenant.homeWrittenFor != container.id)
        return act(Phase::Created, ActionKind::WriteHome, &container);
    const bool recent = now - tenant.startFailuresSince < limits.failureWindowMs;
    const int failures = recent ? tenant.startFailures : 0;
    if (isPortConflict(container.error) && failures >= limits.startTries)
        return act(Phase::Created, ActionKind::MovePort, &container, reasons::portTaken, container.error);
    if (container.state == "created"_L1)
        return act(Phase::Created, ActionKind::Start, &container);
    // exited or dead: its home is untouched, so the same container is started again.
    const QString reason = container.oomKilled ? reasons::outOfMemory : reasons::exited;
    const QString message = translate("Decide", "The container ended with exit code %1.").arg(container.exitCode);
    const Phase phase = wasHealthy(tenant) ? Phase::Degraded : Phase::Starting;
    if (failures < limits.startTries)
        return act(phase, ActionKind::Start, &container, reason, message);
    return wasHealthy(tenant) ? act(phase, ActionKind::NextGeneration, &container, reason, message)
                              : giveUp(tenant, reason, message);
}

qint64 unhealthySince(const Tenant &tenant, qint64 now)
{
    for (const auto &condition : tenant.conditions)
        if (condition.type == ConditionType::Healthy && condition.status == ConditionStatus::False)
            return condition.since;
    return now;
}

QString unhealthyReason(ProbeVerdict probe)
{
    return probe == ProbeVerdict::OtherIdentity ? reasons::identityMismatch
        : probe == ProbeVerdict::GatewayDown    ? reasons::gatewayDown
                                                : reasons::noAnswer;
}

Decision decideUnhealthy(
    const Tenant &tenant, const Seen &seen, const ContainerSeen &container, qint64 now, const DecideLimits &limits)
{
    if (!wasHealthy(tenant)) {
        // Counted from the phase, not from the container's start: one that Docker restarts for ever must not look young
        // for ever.
        if (tenant.phase != Phase::Starting || now - tenant.phaseSince < limits.startLimitMs)
            return wait(Phase::Starting, 500, {}, seen.probeMessage);
        return giveUp(tenant, reasons::healthTimeout, seen.probeMessage);
    }
    const QString reason = unhealthyReason(seen.probe);
    // Seen in this phase all the while: the time of a silent host, or of another trouble before this one, does not
    // count.
    if (tenant.phase == Phase::Degraded
        && now - std::max(tenant.phaseSince, unhealthySince(tenant, now)) >= limits.unhealthyLimitMs)
        return act(Phase::Degraded, ActionKind::NextGeneration, &container, reason, seen.probeMessage);
    return wait(Phase::Degraded, 1000, reason, seen.probeMessage);
}

Decision decideBound(const Tenant &tenant, const Seen &seen, qint64 now, const DecideLimits &limits)
{
    if (!seen.hasBinding)
        return wait(Phase::BindWait, 30'000, {}, translate("Decide", "Waiting for a WeChat scan."));
    const bool neverPolls = (tenant.phase == Phase::Healthy && now - tenant.phaseSince >= limits.firstPollLimitMs)
        || (tenant.phase == Phase::Degraded && tenant.reason == reasons::pollStalled);
    switch (seen.bound.value_or(home::BoundVerdict::WaitingForFirstPoll)) {
    case home::BoundVerdict::Bound:
        return wait(Phase::Ready, 30'000);
    case home::BoundVerdict::WaitingForFirstPoll:
        if (neverPolls)
            return wait(Phase::Degraded, 5'000, reasons::pollStalled,
                translate("Decide", "The agent has not polled WeChat since it started."),
                translate("Decide", "Look at its log: hermes-admin logs %1 --source gateway.").arg(tenant.name));
        return wait(Phase::Healthy, 500, reasons::firstPoll,
            translate("Decide", "Bound; waiting for the first poll of WeChat."));
    case home::BoundVerdict::SessionExpired:
        return wait(Phase::Degraded, 10'000, reasons::bindRevoked,
            translate("Decide", "WeChat ended the session: the account was bound elsewhere, or was unused for a day."),
            translate("Decide", "Bind it again: hermes-admin rebind %1.").arg(tenant.name));
    case home::BoundVerdict::Stale:
        return wait(
            Phase::Degraded, 5'000, reasons::pollStalled, translate("Decide", "The agent has stopped polling WeChat."));
    case home::BoundVerdict::OtherToken:
    case home::BoundVerdict::NotBound:
        break;
    }
    return wait(Phase::Degraded, 30'000, reasons::credentialsDiffer,
        translate("Decide", "The WeChat account in the home is not the one that was bound."),
        translate("Decide", "Restart it to write the bound account again: hermes-admin restart %1.").arg(tenant.name));
}

Decision decidePresent(const Tenant &tenant, const Seen &seen, qint64 now, const DecideLimits &limits)
{
    if (tenant.hostId.isEmpty())
        return act(Phase::Requested, ActionKind::Place);
    if (!tenant.homeHostId.isEmpty())
        return decideMoving(tenant, seen);
    if (!tenant.adoptHome.isEmpty())
        return decideAdopting(tenant, seen);
    if (!tenant.restoreFrom.isEmpty())
        return decideRestoring(tenant, seen);
    const ContainerSeen *current = nullptr;
    for (const auto &container : seen.containers) {
        if (!isCurrent(tenant, container))
            return letGo(seen, container, Phase::Replacing);
        if (current)
            return letGo(seen, current->id == tenant.containerId ? container : *current, Phase::Replacing);
        current = &container;
    }
    if (!current) {
        if (tenant.secretsPending)
            return now - tenant.phaseSince < limits.secretsLimitMs
                ? wait(Phase::Placed, 1000, reasons::secretsPending,
                    translate("Decide", "Its secrets are being put on the host."))
                : wait(Phase::Blocked, 300'000, reasons::secretsMissing,
                    translate("Decide", "Its secrets never reached the host."),
                    translate("Decide", "Provision %1 again with the same arguments and its secrets.")
                        .arg(tenant.name));
        if (!seen.foreignContainer.isEmpty())
            return wait(Phase::Blocked, 300'000, reasons::nameTakenForeign,
                translate("Decide", "A container named hermes-%1 that this program did not make is on the host.")
                    .arg(tenant.name),
                translate("Decide", "Rename or remove that container on the host, then start the tenant again."));
        if (const auto image = findImage(tenant, seen))
            return *image;
        return act(Phase::ImageReady, ActionKind::Create);
    }
    if (current->state == "paused"_L1)
        return act(settledPhase(tenant), ActionKind::Unpause, current);
    if (!isRunning(*current))
        return decideStopped(tenant, *current, now, limits);
    if (seen.probe != ProbeVerdict::Healthy)
        return decideUnhealthy(tenant, seen, *current, now, limits);
    return decideBound(tenant, seen, now, limits);
}

/// Once it rests where it should be, what a move left elsewhere goes.
Decision thenWipe(const Seen &seen, Decision decision)
{
    const bool rests = decision.action.kind == ActionKind::Wait
        && (decision.phase == Phase::Ready || decision.phase == Phase::BindWait || decision.phase == Phase::Paused);
    if (!rests || seen.wipesDue.isEmpty())
        return decision;
    decision.action = wipeLeft(decision.phase, seen.wipesDue.first()).action;
    return decision;
}

} // namespace

Decision decide(const Tenant &tenant, const Seen &seen, qint64 now, const DecideLimits &limits)
{
    if (tenant.phase == Phase::Gone)
        return decideGone(tenant, seen);
    // Before a silent host: what needs a person still needs one when the host is back.
    if (tenant.phase == Phase::Blocked)
        return wait(Phase::Blocked, 300'000, tenant.reason, tenant.message, tenant.hint);
    if (seen.hostError) {
        const bool identity = seen.hostError->kind == ErrorKind::HostKey || seen.hostError->kind == ErrorKind::Conflict;
        return wait(Phase::Unknown, 2'000, identity ? reasons::hostIdentityChanged : reasons::hostUnreachable,
            seen.hostError->message, seen.hostError->hint);
    }
    if (tenant.phase == Phase::Backoff && now < tenant.nextAttemptAt)
        return wait(Phase::Backoff, tenant.nextAttemptAt - now, tenant.reason, tenant.message, tenant.hint);
    if (hasNewer(tenant, seen))
        return wait(Phase::Blocked, 300'000, reasons::fenced,
            translate("Decide", "The host has a newer generation of this tenant than this registry knows."),
            translate("Decide",
                "Another registry or an old copy of this one is in use. Find out which is right before going on."));
    // Packing and wiping clear them away themselves.
    if (!seen.leftJobs.isEmpty() && tenant.presence != Presence::Absent)
        return act(settledPhase(tenant), ActionKind::Remove, &seen.leftJobs.first());
    switch (tenant.presence) {
    case Presence::Present:
        return thenWipe(seen, decidePresent(tenant, seen, now, limits));
    case Presence::Paused:
        return thenWipe(seen, decidePaused(tenant, seen));
    case Presence::Absent:
        return decideAbsent(tenant, seen);
    }
    return wait(Phase::Unknown, 30'000);
}

} // namespace hermes
