#include "lifecyclemodel.h"

namespace hermes::model {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 now = 1'700'000'000'000;

QString containerId(int index)
{
    return u"c%1"_s.arg(index);
}
QString hostId(int host)
{
    return host > 0 ? u"h%1"_s.arg(host) : QString();
}
QString imageId(int image)
{
    return image > 0 ? u"sha256:%1"_s.arg(image) : QString();
}
QString nonceOf(int generation)
{
    return QString::number(generation).rightJustified(32, u'0');
}
quint8 numberIn(const QString &id)
{
    return static_cast<quint8>(id.mid(1).toInt());
}

/// Not a step on the way, but a reason to be off it.
bool isAside(Phase phase)
{
    return phase == Phase::Backoff || phase == Phase::Blocked || phase == Phase::Unknown;
}

} // namespace

State Lifecycle::initial(int faults, int wishes, Tier tier)
{
    State state;
    state.presence = static_cast<quint8>(Presence::Present);
    state.phase = state.phaseBefore = number(Phase::Requested);
    if (tier == Tier::Prefab) {
        state.tier = state.homeTier = 1;
        state.image = 3; // the host's own Hermes
    }
    state.faults = static_cast<quint8>(faults);
    state.wishes = static_cast<quint8>(wishes);
    return state;
}

Tenant Lifecycle::tenantOf(const State &state) const
{
    const auto tierOf = [](quint8 tier) { return tier ? Tier::Prefab : Tier::Container; };
    Tenant tenant;
    tenant.id = u"t"_s;
    tenant.name = u"acme"_s;
    tenant.tier = tierOf(state.tier);
    tenant.presence = static_cast<Presence>(state.presence);
    tenant.generation = state.generation;
    tenant.nonce = nonceOf(state.generation);
    tenant.bindEpoch = state.bindEpoch;
    tenant.hostId = hostId(state.host);
    tenant.homeHostId = hostId(state.homeHost);
    tenant.homeTier = tierOf(state.homeTier);
    for (int host = 1; host <= 2; ++host)
        if ((state.leftHomes & bit(host)) && host != state.host)
            tenant.leftHomeHostIds.append(hostId(host));
    tenant.imageId = imageId(state.pinned);
    tenant.restoreFrom = state.restoreFrom > 0 ? u"backup-%1"_s.arg(state.restoreFrom) : QString();
    tenant.phase = phaseOf(state.phase);
    tenant.phaseBefore = phaseOf(state.phaseBefore);
    tenant.phaseSince = now;
    tenant.containerId = state.believed > 0 ? containerId(state.believed - 1) : QString();
    tenant.homeWrittenFor = state.homeWrittenFor > 0 ? containerId(state.homeWrittenFor - 1) : QString();
    tenant.startFailures = state.startFailures;
    tenant.startFailuresSince = now;
    return tenant;
}

void Lifecycle::lookAtContainers(const State &state, quint8 hosts, Seen &seen) const
{
    for (int i = 0; i < mostContainers; ++i) {
        const Container &container = state.containers[i];
        if (state.archived & bit(i) || m_knockOut == KnockOut::NoTokenArchive)
            seen.archived.insert(containerId(i));
        const quint8 host = hostOf(container.place);
        const bool isListed = m_knockOut == KnockOut::TrustTheDatabase ? state.believed == i + 1
                                                                       : isHere(container) && (hosts & bit(host));
        if (!isListed)
            continue;
        ContainerSeen listed;
        listed.hostId = hostId(host);
        listed.id = containerId(i);
        listed.generation = m_knockOut == KnockOut::NoGenerationCheck ? state.generation : container.generation;
        listed.nonce = nonceOf(listed.generation);
        listed.port = container.port;
        listed.startedAt = now;
        listed.state = container.state == Running ? u"running"_s
            : container.state == Exited           ? u"exited"_s
                                                  : u"created"_s;
        if (container.state == Created && (state.occupied & bit(container.port)))
            listed.error = u"port is already allocated"_s;
        seen.containers.append(listed);
        const bool isCurrent = host == state.host && listed.generation == state.generation;
        if (isCurrent && container.state == Running) {
            const bool isItself = state.homeGeneration[container.place] == container.generation;
            seen.probe = isItself ? ProbeVerdict::Healthy : ProbeVerdict::OtherIdentity;
            seen.bound = state.homeBindEpoch[container.place] == state.bindEpoch ? home::BoundVerdict::Bound
                                                                                 : home::BoundVerdict::OtherToken;
        }
    }
    for (int host = 1; host <= 2 && m_knockOut == KnockOut::NoLookAtLabels; ++host)
        if (state.foreigners & hosts & bit(host)) {
            ContainerSeen listed;
            listed.hostId = hostId(host);
            listed.id = containerId(foreign);
            listed.state = u"running"_s;
            seen.containers.append(listed);
        }
}

Seen Lifecycle::look(const State &state) const
{
    Seen seen;
    quint8 hosts = state.past;
    if (state.homeHost > 0)
        hosts |= bit(state.homeHost);
    if (m_knockOut == KnockOut::MoveWithoutCheckingTheOldHost)
        hosts = 0;
    if (state.host > 0)
        hosts |= bit(state.host);
    if (hosts & state.silent) {
        seen.hostError = Error{ErrorKind::Network, u"silent"_s};
        return seen;
    }
    lookAtContainers(state, hosts, seen);
    seen.hasBinding = state.bindEpoch > 0;
    seen.imageAsked = seen.containers.isEmpty();
    seen.imageId = imageId(state.image);
    if (seen.imageAsked && state.host > 0 && (state.foreigners & bit(state.host)))
        seen.foreignContainer = containerId(foreign);
    seen.homeCopied = state.copied == state.generation;
    seen.wipesDue = tenantOf(state).leftHomeHostIds;
    seen.homePacked = state.packed == state.generation;
    seen.homeWiped = state.wiped == state.generation;
    return seen;
}

void Lifecycle::release(State &state, int worker)
{
    if (state.lease == worker + 1)
        state.lease = 0;
    state.workers[worker] = Worker();
}

void Lifecycle::claimAndDecide(State &state, int worker) const
{
    state.lease = static_cast<quint8>(worker + 1);
    state.isDirty = 0;
    for (auto &other : state.workers)
        other.hasEpoch = 0;
    Worker &mine = state.workers[worker];
    mine = Worker();
    mine.hasEpoch = 1;
    const Decision decision = decide(tenantOf(state), look(state), now);
    const Action &action = decision.action;
    if (action.kind == ActionKind::Wait) {
        if (isAside(decision.phase) && !isAside(phaseOf(state.phase)))
            state.phaseBefore = state.phase;
        state.phase = number(decision.phase);
        release(state, worker);
        return;
    }
    mine.stage = Worker::Decided;
    mine.generation = state.generation;
    mine.phase = number(decision.phase);
    Request &request = mine.request;
    request.kind = static_cast<quint8>(action.kind);
    request.generation = state.generation;
    request.bindEpoch = state.bindEpoch;
    request.port = state.port;
    request.place = placeOf(state.host, state.tier);
    if (action.kind == ActionKind::Create)
        request.image = state.pinned;
    if (action.kind == ActionKind::PinImage)
        request.image = state.image;
    if (action.kind == ActionKind::RestoreHome)
        request.backup = state.restoreFrom;
    if (action.kind == ActionKind::MoveHome)
        request.source = placeOf(state.homeHost, state.homeTier);
    if (action.kind == ActionKind::WipeHome && !action.hostId.isEmpty()) {
        const quint8 host = numberIn(action.hostId);
        request.source = 1;
        request.place = placeOf(host, state.leftTiers & bit(host) ? 1 : 0);
    }
    if (!action.containerId.isEmpty()) {
        request.container = numberIn(action.containerId);
        request.place = request.container == foreign ? placeOf(numberIn(action.hostId), 0)
                                                     : state.containers[request.container].place;
    }
}

/// The operation is committed (refused to a worker that lost its lease); what is only in our own books is done with it.
void Lifecycle::commit(State &state, int worker, Violation &violation) const
{
    Worker &mine = state.workers[worker];
    if (!mine.hasEpoch || state.lease != worker + 1)
        return release(state, worker);
    switch (static_cast<ActionKind>(mine.request.kind)) {
    case ActionKind::Place:
        if (state.host == 0) {
            state.host = 1;
            state.ledger[1] |= bit(state.port);
            state.leftTiers = state.tier ? bit(1) : 0;
        }
        state.phase = number(Phase::Placed);
        break;
    case ActionKind::MarkGone:
        state.phase = number(Phase::Gone);
        state.believed = 0;
        if (!is(state, Presence::Absent))
            violation = "gone although it is wanted";
        break;
    case ActionKind::MoveHome:
        if (m_knockOut == KnockOut::SourceLetGoTooEarly)
            noteMoved(state);
        [[fallthrough]];
    default:
        mine.stage = Worker::Sent;
        if (mine.generation == state.generation && phaseOf(state.phase) != Phase::Gone)
            state.phase = mine.phase;
        return;
    }
    release(state, worker);
}

/// In our own books, but some time after it was decided.
void Lifecycle::writeBooks(State &state, int worker, Violation &violation) const
{
    const Worker mine = state.workers[worker];
    const bool isOfNow = mine.hasEpoch && mine.generation == state.generation;
    release(state, worker);
    if (!isOfNow && m_knockOut != KnockOut::BooksOfAnOldLook)
        return;
    if (static_cast<ActionKind>(mine.request.kind) == ActionKind::PinImage) {
        state.pinned = mine.request.image;
        return;
    }
    if (!isOfNow && isReached(state))
        violation = "what serves is replaced for what was seen of another one (I3)";
    if (static_cast<ActionKind>(mine.request.kind) == ActionKind::MovePort) {
        const auto old = state.port;
        state.port = static_cast<quint8>((state.port + 1) % ports);
        state.ledger[state.host] |= bit(state.port);
        if (m_knockOut == KnockOut::PortFreedEarly)
            state.ledger[state.host] &= static_cast<quint8>(~bit(old));
    }
    state.generation += 1;
    state.isDirty = 1;
}

/// The home counts as being where it should be.
void Lifecycle::noteMoved(State &state)
{
    state.leftHomes |= bit(state.homeHost);
    state.leftHomes &= static_cast<quint8>(~bit(state.host));
    state.leftTiers &= static_cast<quint8>(~bit(state.host));
    if (state.tier)
        state.leftTiers |= bit(state.host);
    state.homeHost = 0;
}

/// The answer is written down, as far as it is still this worker's to write.
void Lifecycle::answer(State &state, int worker) const
{
    const Worker mine = state.workers[worker];
    const auto kind = static_cast<ActionKind>(mine.request.kind);
    if (mine.isDone && kind == ActionKind::Archive)
        state.archived |= bit(mine.request.container);
    if (mine.isDone && kind == ActionKind::PackHome)
        state.packed = mine.request.generation;
    if (mine.isDone && kind == ActionKind::CopyHome)
        state.copied = mine.request.generation;
    const bool isLeft = kind == ActionKind::WipeHome && mine.request.source;
    if (mine.isDone && isLeft)
        state.leftHomes &= static_cast<quint8>(~bit(hostOf(mine.request.place)));
    else if (mine.isDone && kind == ActionKind::WipeHome)
        state.wiped = mine.request.generation;
    const bool isOfNow = mine.hasEpoch && mine.generation == state.generation;
    const bool isAnyRestoring = m_knockOut == KnockOut::RestoredBeforeItWasAsked && mine.hasEpoch;
    if (mine.isDone && kind == ActionKind::RestoreHome && (isOfNow || isAnyRestoring))
        state.restoreFrom = 0;
    if (isOfNow) {
        if (mine.made > 0)
            state.believed = mine.made;
        if (kind == ActionKind::Create)
            state.startFailures = 0;
        if (mine.isDone && kind == ActionKind::MoveHome && state.homeHost > 0)
            noteMoved(state);
        if (mine.isDone && kind == ActionKind::WriteHome)
            state.homeWrittenFor = static_cast<quint8>(mine.request.container + 1);
        if (!mine.isDone && kind == ActionKind::Start && state.startFailures < 3)
            state.startFailures += 1;
        const bool isByTheWay = isLeft && !is(state, Presence::Absent);
        if (!mine.isDone && !isByTheWay && phaseOf(state.phase) != Phase::Gone) {
            state.phaseBefore = mine.phase;
            state.phase = number(Phase::Backoff);
        }
    }
    release(state, worker);
}

} // namespace hermes::model
