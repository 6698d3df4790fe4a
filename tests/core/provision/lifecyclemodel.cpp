#include "lifecyclemodel.h"

namespace hermes::model {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 now = 1'700'000'000'000;
const QString image = u"sha256:1"_s;

QString containerId(int index)
{
    return u"c%1"_s.arg(index);
}
QString nonceOf(int generation)
{
    return QString::number(generation).rightJustified(32, u'0');
}
quint8 number(Phase phase)
{
    return static_cast<quint8>(phase);
}

} // namespace

State Lifecycle::initial(int faults, int wishes)
{
    State state;
    state.presence = static_cast<quint8>(Presence::Present);
    state.phase = state.phaseBefore = number(Phase::Requested);
    state.faults = static_cast<quint8>(faults);
    state.wishes = static_cast<quint8>(wishes);
    return state;
}

Tenant Lifecycle::tenantOf(const State &state) const
{
    Tenant tenant;
    tenant.id = u"t"_s;
    tenant.name = u"acme"_s;
    tenant.presence = static_cast<Presence>(state.presence);
    tenant.generation = state.generation;
    tenant.nonce = nonceOf(state.generation);
    tenant.bindEpoch = state.bindEpoch;
    tenant.hostId = state.host > 0 ? u"h%1"_s.arg(state.host) : QString();
    tenant.homeHostId = state.homeHost > 0 ? u"h%1"_s.arg(state.homeHost) : QString();
    for (int host = 1; host <= 2; ++host)
        if ((state.leftHomes & bit(host)) && host != state.host)
            tenant.leftHomeHostIds.append(u"h%1"_s.arg(host));
    tenant.imageId = state.isPinned ? image : QString();
    tenant.phase = phaseOf(state.phase);
    tenant.phaseBefore = phaseOf(state.phaseBefore);
    tenant.phaseSince = now;
    tenant.containerId = state.believed > 0 ? containerId(state.believed - 1) : QString();
    tenant.homeWrittenFor = state.homeWrittenFor > 0 ? containerId(state.homeWrittenFor - 1) : QString();
    tenant.startFailures = state.startFailures;
    tenant.startFailuresSince = now;
    return tenant;
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
    for (int i = 0; i < mostContainers; ++i) {
        const Container &container = state.containers[i];
        if (state.archived & bit(i) || m_knockOut == KnockOut::NoTokenArchive)
            seen.archived.insert(containerId(i));
        const bool isListed = m_knockOut == KnockOut::TrustTheDatabase
            ? state.believed == i + 1
            : isHere(container) && (hosts & bit(container.host));
        if (!isListed)
            continue;
        ContainerSeen listed;
        listed.hostId = u"h%1"_s.arg(container.host);
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
        const bool isCurrent = container.host == state.host && listed.generation == state.generation;
        if (isCurrent && container.state == Running) {
            const bool isItself = state.homeGeneration[container.host] == container.generation;
            seen.probe = isItself ? ProbeVerdict::Healthy : ProbeVerdict::OtherIdentity;
            seen.bound = state.homeBindEpoch[container.host] == state.bindEpoch ? home::BoundVerdict::Bound
                                                                                : home::BoundVerdict::OtherToken;
        }
    }
    seen.hasBinding = state.bindEpoch > 0;
    seen.imageAsked = seen.containers.isEmpty();
    seen.imageId = image;
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
    if (decision.action.kind == ActionKind::Wait) {
        if (decision.phase == Phase::Unknown && phaseOf(state.phase) != Phase::Unknown)
            state.phaseBefore = state.phase;
        state.phase = number(decision.phase);
        release(state, worker);
        return;
    }
    mine.stage = Worker::Decided;
    mine.generation = state.generation;
    mine.phase = number(decision.phase);
    mine.request.kind = static_cast<quint8>(decision.action.kind);
    mine.request.generation = state.generation;
    mine.request.bindEpoch = state.bindEpoch;
    mine.request.port = state.port;
    mine.request.host = decision.action.hostId.isEmpty() ? state.host : quint8(decision.action.hostId.mid(1).toInt());
    if (decision.action.kind == ActionKind::MoveHome)
        mine.request.source = state.homeHost;
    if (decision.action.kind == ActionKind::WipeHome)
        mine.request.source = !decision.action.hostId.isEmpty();
    if (!decision.action.containerId.isEmpty())
        mine.request.container = quint8(decision.action.containerId.mid(1).toInt());
}

/// The operation is committed (refused to a worker that lost its lease); what is only in our own books is done with it.
void Lifecycle::commit(State &state, int worker, std::string &violation) const
{
    Worker &mine = state.workers[worker];
    if (!mine.hasEpoch || state.lease != worker + 1)
        return release(state, worker);
    const auto nextGeneration = [&] {
        state.generation += 1;
        state.isDirty = 1;
    };
    switch (static_cast<ActionKind>(mine.request.kind)) {
    case ActionKind::Place:
        if (state.host == 0) {
            state.host = 1;
            state.ledger[1] |= bit(state.port);
        }
        state.phase = number(Phase::Placed);
        break;
    case ActionKind::PinImage:
        state.isPinned = 1;
        break;
    case ActionKind::MovePort: {
        const auto old = state.port;
        state.port = static_cast<quint8>((state.port + 1) % ports);
        state.ledger[state.host] |= bit(state.port);
        if (m_knockOut == KnockOut::PortFreedEarly)
            state.ledger[state.host] &= static_cast<quint8>(~bit(old));
        nextGeneration();
        break;
    }
    case ActionKind::NextGeneration:
        nextGeneration();
        break;
    case ActionKind::MarkGone:
        state.phase = number(Phase::Gone);
        state.believed = 0;
        if (state.presence != static_cast<quint8>(Presence::Absent))
            violation = "gone although it is wanted";
        break;
    case ActionKind::MoveHome:
        if (m_knockOut == KnockOut::SourceLetGoTooEarly)
            noteMoved(state);
        [[fallthrough]];
    default:
        mine.stage = Worker::Sent;
        state.phase = mine.phase;
        return;
    }
    release(state, worker);
}

/// The home counts as being where it should be.
void Lifecycle::noteMoved(State &state)
{
    state.leftHomes |= bit(state.homeHost);
    state.leftHomes &= static_cast<quint8>(~bit(state.host));
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
        state.leftHomes &= static_cast<quint8>(~bit(mine.request.host));
    else if (mine.isDone && kind == ActionKind::WipeHome)
        state.wiped = mine.request.generation;
    if (mine.hasEpoch && mine.generation == state.generation) {
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
        const bool isAside = isLeft && state.presence != static_cast<quint8>(Presence::Absent);
        if (!mine.isDone && !isAside) {
            state.phaseBefore = mine.phase;
            state.phase = number(Phase::Backoff);
        }
    }
    release(state, worker);
}

std::string Lifecycle::violation(const State &state) const
{
    int running = 0;
    std::array<int, 3> perHost{};
    for (const auto &container : state.containers) {
        if (!isHere(container))
            continue;
        running += container.state == Running;
        if (++perHost[container.host] > 1)
            return "two containers on one host (I2)";
        if (!(state.ledger[container.host] & bit(container.port)))
            return "a container has a port that the ledger calls free (I4)";
    }
    return running > 1 ? "two running (I1)" : std::string();
}

bool Lifecycle::isReached(const State &state) const
{
    int here = 0;
    bool isRight = true;
    for (const auto &container : state.containers) {
        if (!isHere(container))
            continue;
        ++here;
        isRight = isRight && container.state == Running && container.host == state.host
            && container.generation == state.generation && state.homeGeneration[state.host] == state.generation
            && state.homeBindEpoch[state.host] == state.bindEpoch;
    }
    const Phase phase = phaseOf(state.phase);
    if (state.homeHost > 0 || !tenantOf(state).leftHomeHostIds.isEmpty())
        return false;
    switch (static_cast<Presence>(state.presence)) {
    case Presence::Present:
        return here == 1 && isRight && (phase == Phase::Ready || phase == Phase::BindWait);
    case Presence::Paused:
        return here == 0 && phase == Phase::Paused;
    case Presence::Absent:
        return here == 0 && phase == Phase::Gone;
    }
    return false;
}

bool Lifecycle::converges(State state, bool lateRequestsArrive) const
{
    constexpr int mostTurns = 80;
    state.silent = 0;
    state.occupied = 0;
    std::string ignored;
    // A worker whose lease ran out is as good as dead; what it sent is on its way.
    for (auto &worker : state.workers) {
        quint8 made = 0;
        if (worker.stage == Worker::Sent && lateRequestsArrive)
            (void)execute(state, worker.request, made, ignored);
        worker = Worker();
    }
    for (auto &orphan : state.orphans) {
        quint8 made = 0;
        if (orphan.kind != 0 && lateRequestsArrive)
            (void)execute(state, orphan, made, ignored);
        orphan = Request();
    }
    state.lease = 0;
    for (int turn = 0; turn < mostTurns; ++turn) {
        if (isReached(state))
            return true;
        if (phaseOf(state.phase) == Phase::Blocked) {
            state.phase = state.phaseBefore; // an operator's retry
            state.startFailures = 0;
        }
        if (m_knockOut == KnockOut::NoResync && !state.isDirty)
            return false;
        claimAndDecide(state, 0);
        if (state.workers[0].stage != Worker::Decided)
            continue;
        state.isDirty = 1; // its own step wakes it again
        commit(state, 0, ignored);
        if (state.workers[0].stage != Worker::Sent)
            continue;
        Worker &own = state.workers[0];
        own.isDone = execute(state, own.request, own.made, ignored);
        own.stage = Worker::Answered;
        answer(state, 0);
    }
    return isReached(state);
}

} // namespace hermes::model
