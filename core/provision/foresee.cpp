#include "foresee.h"

#include <algorithm>

namespace hermes {

using namespace Qt::StringLiterals;

namespace {

const QString madeId = u"to-be-made"_s;

ContainerSeen *find(Seen &seen, const QString &id)
{
    const auto at = std::find_if(
        seen.containers.begin(), seen.containers.end(), [&](const ContainerSeen &each) { return each.id == id; });
    return at == seen.containers.end() ? nullptr : &*at;
}

void create(Tenant &tenant, Seen &seen)
{
    ContainerSeen made;
    made.hostId = tenant.hostId;
    made.id = madeId;
    made.state = u"created"_s;
    made.generation = tenant.generation;
    made.nonce = tenant.nonce;
    seen.containers.append(made);
    tenant.containerId = made.id;
    tenant.homeWrittenFor.clear();
    tenant.startFailures = 0;
}

void start(Seen &seen, const QString &id)
{
    if (ContainerSeen *container = find(seen, id)) {
        container->state = u"running"_s;
        container->error.clear();
    }
    seen.probe = ProbeVerdict::Healthy;
    if (seen.hasBinding)
        seen.bound = home::BoundVerdict::Bound;
}

void remove(Seen &seen, const QString &id)
{
    const auto isIt = [&](const ContainerSeen &each) { return each.id == id; };
    seen.containers.removeIf(isIt);
    seen.leftJobs.removeIf(isIt);
}

/// The world as it is after the action.
void apply(const Action &action, const QString &placeOn, Tenant &tenant, Seen &seen)
{
    switch (action.kind) {
    case ActionKind::Place:
        tenant.hostId = placeOn;
        break;
    case ActionKind::PullImage:
        seen.imageAsked = true;
        seen.imageId = u"pulled"_s;
        break;
    case ActionKind::PinImage:
        tenant.imageId = seen.imageId;
        break;
    case ActionKind::Create:
        create(tenant, seen);
        break;
    case ActionKind::WriteHome:
        tenant.homeWrittenFor = action.containerId;
        break;
    case ActionKind::Start:
        start(seen, action.containerId);
        break;
    case ActionKind::Archive:
        seen.archived.insert(action.containerId);
        break;
    case ActionKind::Stop:
        if (ContainerSeen *container = find(seen, action.containerId))
            container->state = u"exited"_s;
        break;
    case ActionKind::Remove:
        remove(seen, action.containerId);
        break;
    case ActionKind::MovePort:
    case ActionKind::NextGeneration:
        tenant.generation += 1;
        tenant.nonce += u'+';
        break;
    case ActionKind::CopyHome:
        seen.homeCopied = true;
        break;
    case ActionKind::MoveHome:
        if (tenant.homeHostId != tenant.hostId) {
            tenant.leftHomeHostIds.append(tenant.homeHostId);
            seen.wipesDue.append(tenant.homeHostId);
        }
        tenant.homeHostId.clear();
        break;
    case ActionKind::LetSourceGo:
        seen.source = SourceSeen::LetGo;
        break;
    case ActionKind::AdoptHome:
        tenant.adoptHome.clear();
        tenant.restoreFrom = u"adopted"_s;
        break;
    case ActionKind::RestoreHome:
        tenant.restoreFrom.clear();
        break;
    case ActionKind::Unpause:
        start(seen, action.containerId);
        break;
    case ActionKind::PackHome:
        seen.homePacked = true;
        break;
    case ActionKind::WipeHome:
        if (action.hostId.isEmpty())
            seen.homeWiped = true;
        tenant.leftHomeHostIds.removeAll(action.hostId);
        seen.wipesDue.removeAll(action.hostId);
        break;
    case ActionKind::MarkGone:
        tenant.phase = Phase::Gone;
        break;
    case ActionKind::Wait:
        break;
    }
}

} // namespace

Foresight foresee(Tenant desired, Seen seen, const QString &placeOn, qint64 nowMs)
{
    constexpr int mostSteps = 64; // a tenant's longest way has twelve
    Foresight foresight;
    // Whoever asks for something wants it now.
    desired.nextAttemptAt = 0;
    desired.secretsPending = false;
    while (foresight.steps.size() < mostSteps) {
        const Decision decision = decide(desired, seen, nowMs);
        foresight.end = decision;
        if (decision.action.kind == ActionKind::Wait)
            break;
        foresight.steps.append(decision);
        if (desired.phase != decision.phase)
            desired.phaseSince = nowMs;
        desired.phase = decision.phase;
        apply(decision.action, placeOn, desired, seen);
    }
    return foresight;
}

} // namespace hermes
