#include "lifecyclemodel.h"

/// What the hosts do in the model when a request arrives.
namespace hermes::model {

/// A home is moved: what it says of an aim that has one, and what it leaves.
bool Lifecycle::moveHome(State &state, const Request &request) const
{
    const quint8 from = bit(request.source);
    const quint8 to = bit(request.host);
    if (state.silent & from)
        return false;
    if (!state.hasData || (state.whole & to & ~state.stale))
        return true; // nothing to move, or done before
    if (!(state.whole & from))
        return false;
    // An old home is in the way: it goes, unless a move of this generation or a later one has come here.
    if ((state.whole & to) && state.sign[request.host] >= request.generation)
        return false;
    state.sign[request.host] = request.generation;
    state.stale &= static_cast<quint8>(~to);
    // What its agent wrote meanwhile is not in it. Whoever slept through a return may do that; it must not count.
    for (const auto &container : state.containers)
        if (container.state == Running && container.host == request.source)
            state.stale |= to;
    (m_knockOut == KnockOut::UnverifiedCopy ? state.half : state.whole) |= to;
    return true;
}

bool Lifecycle::wipeHome(State &state, const Request &request, std::string &violation)
{
    const quint8 here = bit(request.host);
    const quint8 newest = state.whole & ~state.stale;
    if (request.source && state.sign[request.host] >= request.generation)
        return false; // it has come back
    // Of one that is to be gone the home was packed.
    if (request.source && newest == here && state.presence != static_cast<quint8>(Presence::Absent))
        violation = "the last whole home was wiped (home)";
    state.homeGeneration[request.host] = 0;
    state.homeBindEpoch[request.host] = 0;
    for (quint8 *bits : {&state.whole, &state.half, &state.stale})
        *bits &= static_cast<quint8>(~here);
    if (request.source)
        state.sign[request.host] = 0;
    return true;
}

/// What the engine does when the request arrives; false: it refuses.
bool Lifecycle::execute(State &state, const Request &request, quint8 &made, std::string &violation) const
{
    Container &container = state.containers[request.container];
    const auto named = [&](const Container &other) { return isHere(other) && other.host == request.host; };
    if (state.silent & bit(request.host))
        return false;
    switch (static_cast<ActionKind>(request.kind)) {
    case ActionKind::Create: {
        // One container of this name on a host.
        if (std::any_of(state.containers.begin(), state.containers.end(), named))
            return false;
        int free = 0;
        while (free < mostContainers && (isHere(state.containers[free]) || state.containers[free].generation > 0))
            ++free;
        if (free == mostContainers)
            return false;
        state.containers[free] = {Created, request.host, request.generation, request.port,
            static_cast<quint8>(state.homeBindEpoch[request.host] > 0), 0};
        made = static_cast<quint8>(free + 1);
        return true;
    }
    case ActionKind::WriteHome:
        if (container.state != Created)
            return false;
        if (state.hasData && !((state.whole | state.half) & bit(request.host))
            && state.presence != static_cast<quint8>(Presence::Absent))
            violation = "a home was begun anew although there is one elsewhere (home)";
        if (!state.hasData)
            state.whole |= bit(request.host);
        state.hasData = 1;
        state.homeGeneration[request.host] = request.generation;
        state.homeBindEpoch[request.host] = request.bindEpoch;
        container.hasToken = request.bindEpoch > 0;
        return true;
    case ActionKind::Start:
        if (!isHere(container) || container.state == Running || (state.occupied & bit(container.port)))
            return isHere(container) && container.state == Running;
        container.state = Running;
        if ((state.half | state.stale) & bit(container.host))
            violation = "an agent runs with half a home, or an old one (home)";
        state.stale |= static_cast<quint8>(state.whole & ~bit(container.host));
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
    case ActionKind::Remove: {
        Container *target = &container;
        if (m_knockOut == KnockOut::DeleteByName) {
            const auto found = std::find_if(state.containers.begin(), state.containers.end(), named);
            if (found == state.containers.end())
                return true;
            target = &*found;
        } else if (container.state == Running) {
            return false; // never by force
        }
        if (!isHere(*target))
            return true;
        const bool isWanted = state.presence == static_cast<quint8>(Presence::Present) && target->host == state.host
            && target->generation == state.generation && target->state == Running;
        if (isWanted)
            violation = "a running container of the current generation was removed (I3)";
        if (target->hasToken && !target->isCopied)
            violation = "a token was removed that is in no archive (I8)";
        target->state = Missing;
        return true;
    }
    case ActionKind::PackHome:
        return true;
    case ActionKind::CopyHome:
        return true;
    case ActionKind::MoveHome:
        return moveHome(state, request);
    case ActionKind::WipeHome:
        return wipeHome(state, request, violation);
    default:
        return false;
    }
}

} // namespace hermes::model
