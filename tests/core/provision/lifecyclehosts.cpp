#include "lifecyclemodel.h"

/// What the hosts do in the model when a request arrives.
namespace hermes::model {

/// A home is moved: what it says of an aim that has one, and what it leaves.
bool Lifecycle::moveHome(State &state, const Request &request) const
{
    const quint8 sourceHost = hostOf(request.source);
    const quint8 targetHost = hostOf(request.place);
    const quint8 to = bit(request.place);
    if (state.silent & bit(sourceHost))
        return false;
    quint8 source = request.source;
    const auto has = [&](int place) { return bool((state.whole | state.half) & bit(place)); };
    // It may have become the other tier there without our books knowing it.
    const quint8 become = placeOf(sourceHost, request.place > 2 ? 1 : 0);
    if (!has(source) && sourceHost != targetHost && m_knockOut != KnockOut::BecomingForgotten)
        source = become;
    if (!has(source))
        return true; // there is none, or it has been done before
    const bool isSame = (state.whole & to & ~state.stale) && state.content[source] == state.content[request.place];
    // An old home is in the way: it goes, unless a move of this generation or a later one has come here.
    if (has(request.place) && !isSame && state.sign[targetHost] >= request.generation)
        return false;
    state.sign[targetHost] = std::max(state.sign[targetHost], request.generation);
    state.restored[targetHost] |= state.restored[sourceHost];
    state.archives |= bit(targetHost);
    if (!isSame) {
        state.stale &= static_cast<quint8>(~to);
        state.content[request.place] = state.content[source];
        state.homeBindEpoch[request.place] = state.homeBindEpoch[source];
        // What its agent wrote meanwhile is not in it. Whoever slept through a return may do that; it must not count.
        for (const auto &container : state.containers)
            if (container.state == Running && container.place == source)
                state.stale |= to;
        (m_knockOut == KnockOut::UnverifiedCopy ? state.half : state.whole) |= to;
    }
    if (sourceHost == targetHost)
        clearHome(state, source);
    return true;
}

void Lifecycle::clearHome(State &state, quint8 place)
{
    state.homeGeneration[place] = state.homeBindEpoch[place] = state.content[place] = 0;
    for (quint8 *bits : {&state.whole, &state.half, &state.stale})
        *bits &= static_cast<quint8>(~bit(place));
}

void Lifecycle::keepHome(State &state, const State &before, quint8 place)
{
    state.homeGeneration[place] = before.homeGeneration[place];
    state.homeBindEpoch[place] = before.homeBindEpoch[place];
    state.content[place] = before.content[place];
    state.whole |= before.whole & bit(place);
    state.half |= before.half & bit(place);
    state.stale |= before.stale & bit(place);
}

bool Lifecycle::wipeHome(State &state, const Request &request, Violation &violation)
{
    // Where a prefab one was, it may have become a container before it left.
    const quint8 asContainer = request.source ? placeOf(hostOf(request.place), 0) : request.place;
    const quint8 here = bit(request.place) | bit(asContainer);
    const quint8 host = hostOf(request.place);
    const quint8 newest = state.whole & ~state.stale;
    if (request.source && state.sign[host] >= request.generation)
        return false; // it has come back
    if (!request.source && (state.restored[host] >> (request.generation + 1)))
        return false; // it lives again
    // Of one that is to be gone the home was packed.
    if (newest && !(newest & ~here) && !is(state, Presence::Absent) && state.restoreFrom == 0)
        violation = "the last whole home was wiped (home)";
    clearHome(state, request.place);
    clearHome(state, asContainer);
    if (request.source) {
        state.sign[host] = state.restored[host] = 0;
        state.archives &= static_cast<quint8>(~bit(host));
    }
    return true;
}

/// It becomes what a backup holds, once in a generation.
bool Lifecycle::restoreHome(State &state, const Request &request, Violation &violation) const
{
    quint8 &signs = state.restored[hostOf(request.place)];
    const bool isDone = m_knockOut == KnockOut::RestoredAgain ? false
        : m_knockOut == KnockOut::RestoredByOneGeneration     ? bool(signs & bit(request.generation))
                                                              : bool(signs >> request.generation);
    if (isDone)
        return true;
    if (!(state.archives & bit(hostOf(request.place))))
        return false;
    bool isInUse = state.restoreFrom == 0 && !is(state, Presence::Absent);
    for (const auto &container : state.containers)
        isInUse = isInUse || (container.place == request.place && container.state == Running);
    if (isInUse)
        violation = "a home that is in use was restored (home)";
    clearHome(state, request.place);
    state.whole |= bit(request.place);
    state.content[request.place] = request.backup;
    signs |= bit(request.generation);
    return true;
}

bool Lifecycle::create(State &state, const Request &request, quint8 &made)
{
    // One container of this name on a host.
    for (const auto &other : state.containers)
        if (isHere(other) && other.place == request.place)
            return false;
    if (request.place <= 2 && (state.foreigners & bit(request.place)))
        return false;
    int free = 0;
    while (free < mostContainers && (isHere(state.containers[free]) || state.containers[free].generation > 0))
        ++free;
    if (free == mostContainers)
        return false;
    const bool hasToken = state.homeBindEpoch[request.place] > 0;
    state.containers[free]
        = {Created, request.place, request.generation, request.port, request.image, static_cast<quint8>(hasToken), 0};
    made = static_cast<quint8>(free + 1);
    return true;
}

bool Lifecycle::writeHome(State &state, const Request &request, Violation &violation)
{
    Container &container = state.containers[request.container];
    if (container.state != Created)
        return false;
    const quint8 here = bit(container.place);
    if (state.hasData && !((state.whole | state.half) & here) && !is(state, Presence::Absent))
        violation = "a home was begun anew although there is one elsewhere (home)";
    if (!state.hasData) {
        state.whole |= here;
        state.archives |= bit(hostOf(container.place));
    }
    state.hasData = 1;
    state.homeGeneration[container.place] = request.generation;
    state.homeBindEpoch[container.place] = request.bindEpoch;
    container.hasToken = request.bindEpoch > 0;
    return true;
}

bool Lifecycle::remove(State &state, const Request &request, Violation &violation) const
{
    Container *target = &state.containers[request.container];
    if (m_knockOut == KnockOut::DeleteByName) {
        const auto named = [&](const Container &other) { return isHere(other) && other.place == request.place; };
        const auto found = std::find_if(state.containers.begin(), state.containers.end(), named);
        if (found == state.containers.end())
            return true;
        target = &*found;
    } else if (target->state == Running) {
        return false; // never by force
    }
    if (!isHere(*target))
        return true;
    if (is(state, Presence::Present) && target->place == placeOf(state.host, state.tier)
        && target->generation == state.generation && target->state == Running)
        violation = "a running container of the current generation was removed (I3)";
    if (target->hasToken && !target->isCopied)
        violation = "a token was removed that is in no archive (I8)";
    target->state = Missing;
    return true;
}

/// What the engine does when the request arrives; false: it refuses.
bool Lifecycle::execute(State &state, const Request &request, quint8 &made, Violation &violation) const
{
    if (state.silent & bit(hostOf(request.place)))
        return false;
    if (request.container == foreign) {
        violation = "a container that is not ours was touched (I7)";
        return true;
    }
    Container &container = state.containers[request.container];
    switch (static_cast<ActionKind>(request.kind)) {
    case ActionKind::Create:
        return create(state, request, made);
    case ActionKind::WriteHome:
        return writeHome(state, request, violation);
    case ActionKind::Start:
        if (!isHere(container) || container.state == Running || (state.occupied & bit(container.port)))
            return isHere(container) && container.state == Running;
        container.state = Running;
        if ((state.half | state.stale) & bit(container.place))
            violation = "an agent runs with half a home, or an old one (home)";
        state.stale |= static_cast<quint8>(state.whole & ~bit(container.place));
        return true;
    case ActionKind::Archive:
        if (!isHere(container))
            return false;
        container.isCopied = 1;
        return true;
    case ActionKind::Stop:
        if (container.state == Running)
            container.state = Exited;
        return isHere(container);
    case ActionKind::Remove:
        return remove(state, request, violation);
    case ActionKind::PackHome:
    case ActionKind::CopyHome:
        return true;
    case ActionKind::MoveHome:
        return moveHome(state, request);
    case ActionKind::RestoreHome:
        return restoreHome(state, request, violation);
    case ActionKind::WipeHome:
        return wipeHome(state, request, violation);
    default:
        return false;
    }
}

} // namespace hermes::model
