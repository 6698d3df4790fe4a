#include "lifecyclemodel.h"

/// What must hold in the model, and what is to be reached.
namespace hermes::model {

Violation Lifecycle::violation(const State &state)
{
    int running = 0;
    std::array<int, places> perPlace{};
    for (const auto &container : state.containers) {
        if (!isHere(container))
            continue;
        running += container.state == Running;
        if (++perPlace[container.place] > 1)
            return "two containers on one host (I2)";
        if (!(state.ledger[hostOf(container.place)] & bit(container.port)))
            return "a container has a port that the ledger calls free (I4)";
    }
    return running > 1 ? "two running (I1)" : nullptr;
}

bool Lifecycle::isReached(const State &state) const
{
    const quint8 place = placeOf(state.host, state.tier);
    int here = 0;
    bool isRight = true;
    for (const auto &container : state.containers) {
        if (!isHere(container))
            continue;
        ++here;
        isRight = isRight && container.state == Running && container.place == place
            && container.generation == state.generation && container.image == state.image
            && state.homeGeneration[place] == state.generation && state.homeBindEpoch[place] == state.bindEpoch;
    }
    if (state.homeHost > 0 || !tenantOf(state).leftHomeHostIds.isEmpty())
        return false;
    const bool isRestored = state.restoreFrom == 0 && (!state.hasData || state.content[place] == state.wantedContent);
    const Phase phase = phaseOf(state.phase);
    switch (static_cast<Presence>(state.presence)) {
    case Presence::Present:
        return here == 1 && isRight && isRestored && state.pinned == state.image
            && (phase == Phase::Ready || phase == Phase::BindWait);
    case Presence::Paused:
        return here == 0 && isRestored && phase == Phase::Paused;
    case Presence::Absent:
        return here == 0 && phase == Phase::Gone;
    }
    return false;
}

State Lifecycle::calmed(State state, bool lateRequestsArrive) const
{
    state.silent = 0;
    state.occupied = 0;
    state.foreigners = 0;
    Violation ignored = nullptr;
    // A worker whose lease ran out is as good as dead; what it sent is on its way.
    for (auto &worker : state.workers) {
        quint8 made = 0;
        if (worker.stage == Worker::Sent && lateRequestsArrive && !isInBooks(worker.request))
            (void)execute(state, worker.request, made, ignored);
        worker = Worker();
    }
    for (auto &orphan : state.orphans) {
        quint8 made = 0;
        if (orphan.kind != 0 && lateRequestsArrive)
            (void)execute(state, orphan, made, ignored);
        orphan = Request();
    }
    state.lease = state.faults = state.wishes = 0;
    return state;
}

bool Lifecycle::calmTurn(State &state) const
{
    if (phaseOf(state.phase) == Phase::Blocked) {
        state.phase = state.phaseBefore; // an operator's retry
        state.startFailures = 0;
    }
    if (m_knockOut == KnockOut::NoResync && !state.isDirty)
        return false;
    claimAndDecide(state, 0);
    if (state.workers[0].stage != Worker::Decided)
        return true;
    Violation ignored = nullptr;
    state.isDirty = 1; // its own step wakes it again
    commit(state, 0, ignored);
    Worker &own = state.workers[0];
    if (own.stage != Worker::Sent)
        return true;
    if (isInBooks(own.request)) {
        writeBooks(state, 0, ignored);
        return true;
    }
    own.isDone = execute(state, own.request, own.made, ignored);
    own.stage = Worker::Answered;
    answer(state, 0);
    return true;
}

} // namespace hermes::model
