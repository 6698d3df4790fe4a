#include "lifecyclemodel.h"

/// What the operator may wish in the model, and what the registry makes of it.
namespace hermes::model {

namespace {

constexpr int backups = 2;

void reserveAnotherPort(State &state)
{
    state.port = static_cast<quint8>((state.port + 1) % ports);
    state.ledger[state.host] |= bit(state.port);
}

} // namespace

/// Away, on to where it was on its way from, or back; as a container, or as what it is.
void Lifecycle::moveTo(State &state, quint8 host, quint8 tier)
{
    const State before = state;
    state.past |= bit(before.host);
    if (before.homeHost == 0) {
        state.homeHost = before.host;
        state.homeTier = before.tier;
    } else if (before.host != host && before.host != before.homeHost) {
        state.leftHomes |= bit(before.host);
    }
    if (tier != before.tier)
        state.image = state.pinned = 1;
    state.host = host;
    state.tier = tier;
    if (host == state.homeHost && tier == state.homeTier)
        state.homeHost = 0;
    state.generation += 1;
    if (host == before.host)
        return reserveAnotherPort(state);
    state.port = 0;
    state.ledger[host] |= bit(0);
}

void Lifecycle::destroy(State &state)
{
    state.presence = static_cast<quint8>(Presence::Absent);
    // What becomes another tier does so first.
    if (state.homeHost == 0 || state.homeTier != state.tier)
        return;
    // It ends where its home is.
    state.generation += 1;
    state.leftHomes |= bit(state.host);
    state.past |= bit(state.host);
    state.host = state.homeHost;
    state.homeHost = 0;
}

/// From another backup than the time before; also of a tenant that is gone.
void Lifecycle::restore(State &state)
{
    state.restoreFrom = state.wantedContent = static_cast<quint8>(state.wantedContent % backups + 1);
    state.generation += 1;
    if (phaseOf(state.phase) != Phase::Gone)
        return;
    state.presence = static_cast<quint8>(Presence::Present);
    state.phase = number(Phase::Requested);
    state.phaseBefore = number(Phase::Gone);
    state.homeWrittenFor = state.startFailures = 0;
    reserveAnotherPort(state);
}

void Lifecycle::addWishes(const State &state, std::vector<Successor> &next) const
{
    const bool isGone = phaseOf(state.phase) == Phase::Gone;
    if (state.wishes == 0 || (is(state, Presence::Absent) && !isGone) || state.generation >= mostGenerations - 1)
        return;
    const auto add = [&](const char *what, auto change) {
        Successor successor{' ', what, state};
        successor.state.wishes -= 1;
        successor.state.isDirty = 1;
        if (phaseOf(state.phase) == Phase::Blocked)
            successor.state.phase = state.phaseBefore;
        change(successor.state);
        next.push_back(std::move(successor));
    };
    if (state.hasData && state.homeHost == 0)
        add("restore", restore);
    if (isGone)
        return;
    if (is(state, Presence::Present) && state.host > 0) {
        add("restart", [](State &after) { after.generation += 1; });
        add("bind", [](State &after) {
            after.generation += 1;
            after.bindEpoch += 1;
        });
        add("stop", [](State &after) { after.presence = static_cast<quint8>(Presence::Paused); });
    }
    if (state.host > 0 && state.tier == 0)
        add("upgrade, or roll back", [&](State &after) {
            after.image = after.pinned = static_cast<quint8>(3 - after.image);
            if (m_knockOut != KnockOut::ImageWithoutGeneration)
                after.generation += 1;
        });
    if (state.host > 0 && state.restoreFrom == 0) {
        const auto other = static_cast<quint8>(3 - state.host);
        add("move", [&](State &after) { moveTo(after, other, after.tier); });
        if (state.tier == 1) {
            add("become a container", [](State &after) { moveTo(after, after.host, 0); });
            add("become a container elsewhere", [&](State &after) { moveTo(after, other, 0); });
        }
    }
    if (is(state, Presence::Paused))
        add("start", [](State &after) { after.presence = static_cast<quint8>(Presence::Present); });
    add("destroy", destroy);
}

} // namespace hermes::model
