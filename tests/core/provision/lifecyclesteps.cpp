#include "lifecyclemodel.h"

namespace hermes::model {

void Lifecycle::addWorkerSteps(const State &state, int worker, std::vector<Successor> &next) const
{
    const std::string who = worker == 0 ? "A" : "B";
    const auto add = [&](const std::string &what, const std::function<void(State &, std::string &)> &change) {
        Successor successor{who + ' ' + what, state, {}};
        change(successor.state, successor.violation);
        next.push_back(std::move(successor));
    };
    const auto fault = [&](const std::string &what, const std::function<void(State &, std::string &)> &change) {
        if (state.faults == 0)
            return;
        add(what, [&](State &after, std::string &violation) {
            after.faults -= 1;
            change(after, violation);
        });
    };
    const auto orphaned = [](State &after, const Request &request) {
        for (auto &slot : after.orphans)
            if (slot.kind == 0) {
                slot = request;
                return;
            }
    };
    const Worker &mine = state.workers[worker];
    switch (mine.stage) {
    case Worker::Idle: {
        const bool isAwake = m_knockOut != KnockOut::NoResync || state.isDirty;
        if (phaseOf(state.phase) == Phase::Blocked || !isAwake)
            break;
        if (state.lease == 0 || state.lease == worker + 1)
            add("looks", [&](State &after, std::string &) { claimAndDecide(after, worker); });
        else
            fault(
                "takes the lease over and looks", [&](State &after, std::string &) { claimAndDecide(after, worker); });
        break;
    }
    case Worker::Decided:
        add("commits", [&](State &after, std::string &violation) { commit(after, worker, violation); });
        fault("dies before its commit", [&](State &after, std::string &) { after.workers[worker] = Worker(); });
        break;
    case Worker::Sent: {
        const auto arrives = [&](State &after, std::string &violation) {
            Worker &own = after.workers[worker];
            own.isDone = execute(after, mine.request, own.made, violation);
            own.stage = Worker::Answered;
        };
        add("is served", arrives);
        fault("is served twice", [&](State &after, std::string &violation) {
            arrives(after, violation);
            orphaned(after, mine.request);
        });
        fault("gives up waiting", [&](State &after, std::string &) {
            orphaned(after, mine.request);
            after.workers[worker].stage = Worker::Answered;
        });
        fault("dies with its request on the way", [&](State &after, std::string &) {
            orphaned(after, mine.request);
            after.workers[worker] = Worker();
        });
        break;
    }
    case Worker::Answered:
        add("writes down", [&](State &after, std::string &) { answer(after, worker); });
        fault("dies before writing down", [&](State &after, std::string &) { after.workers[worker] = Worker(); });
        break;
    }
}

void Lifecycle::addWishes(const State &state, std::vector<Successor> &next) const
{
    const auto presence = static_cast<Presence>(state.presence);
    if (state.wishes == 0 || presence == Presence::Absent || state.generation >= mostGenerations - 1)
        return;
    const auto add = [&](const char *what, const std::function<void(State &)> &change) {
        Successor successor{what, state, {}};
        successor.state.wishes -= 1;
        successor.state.isDirty = 1;
        if (phaseOf(state.phase) == Phase::Blocked)
            successor.state.phase = state.phaseBefore;
        change(successor.state);
        next.push_back(std::move(successor));
    };
    if (presence == Presence::Present && state.host > 0) {
        add("restart", [](State &after) { after.generation += 1; });
        add("bind", [](State &after) {
            after.generation += 1;
            after.bindEpoch += 1;
        });
        add("stop", [](State &after) { after.presence = static_cast<quint8>(Presence::Paused); });
    }
    // Away, on to where it was on its way from, or back.
    if (state.host > 0)
        add("move", [](State &after) {
            const auto from = after.host;
            const auto to = static_cast<quint8>(3 - from);
            after.past |= bit(from);
            after.host = to;
            if (after.homeHost == to) {
                after.homeHost = 0;
                after.leftHomes |= bit(from);
            } else {
                after.homeHost = from;
            }
            after.port = 0;
            after.ledger[to] |= bit(0);
            after.generation += 1;
        });
    if (presence == Presence::Paused)
        add("start", [](State &after) { after.presence = static_cast<quint8>(Presence::Present); });
    add("destroy", [](State &after) {
        after.presence = static_cast<quint8>(Presence::Absent);
        if (after.homeHost == 0)
            return;
        // It ends where its home is.
        after.generation += 1;
        after.leftHomes |= bit(after.host);
        after.past |= bit(after.host);
        after.host = after.homeHost;
        after.homeHost = 0;
    });
}

void Lifecycle::addWorld(const State &state, std::vector<Successor> &next) const
{
    for (int i = 0; i < mostOrphans; ++i) {
        if (state.orphans[i].kind == 0)
            continue;
        Successor late{"a late request arrives", state, {}};
        late.state.orphans[i] = Request();
        quint8 made = 0;
        (void)execute(late.state, state.orphans[i], made, late.violation);
        next.push_back(std::move(late));
        Successor lost{"a late request is lost", state, {}};
        lost.state.orphans[i] = Request();
        next.push_back(std::move(lost));
    }
    for (int host = 1; host <= 2; ++host)
        if (state.silent & bit(host)) {
            Successor back{"a host is back", state, {}};
            back.state.silent &= static_cast<quint8>(~bit(host));
            back.state.isDirty = 1;
            next.push_back(std::move(back));
        }
    if (state.occupied) {
        Successor freed{"the port's thief ends", state, {}};
        freed.state.occupied = 0;
        next.push_back(std::move(freed));
    }
    if (state.faults == 0)
        return;
    const auto fault = [&](const char *what, const std::function<void(State &)> &change) {
        Successor successor{what, state, {}};
        successor.state.faults -= 1;
        successor.state.isDirty = 1;
        change(successor.state);
        next.push_back(std::move(successor));
    };
    for (int host = 1; host <= 2; ++host)
        if (!(state.silent & bit(host)))
            fault("a host falls silent", [&](State &after) { after.silent |= bit(host); });
    for (int i = 0; i < mostContainers; ++i)
        if (state.containers[i].state == Running)
            fault("a container ends", [&](State &after) { after.containers[i].state = Exited; });
    if (!state.occupied && state.host > 0)
        fault("a foreign process takes the port", [&](State &after) { after.occupied = bit(after.port); });
}

std::vector<Successor> Lifecycle::successors(const State &state) const
{
    std::vector<Successor> next;
    for (int worker = 0; worker < 2; ++worker)
        addWorkerSteps(state, worker, next);
    addWishes(state, next);
    addWorld(state, next);
    return next;
}

} // namespace hermes::model
