#include "lifecyclemodel.h"

/// What workers and the world may do next in the model.
namespace hermes::model {

namespace {

void orphaned(State &after, const Request &request)
{
    for (auto &slot : after.orphans)
        if (slot.kind == 0) {
            slot = request;
            return;
        }
}

/// Steps of one worker, added one by one.
class WorkerSteps {
public:
    WorkerSteps(const State &state, int worker, std::vector<Successor> &next)
        : m_state(state)
        , m_who(worker == 0 ? 'A' : 'B')
        , m_next(next)
    { }
    template <class Change> void add(const char *what, Change change) const
    {
        Successor successor{m_who, what, m_state};
        change(successor.state, successor.violation);
        m_next.push_back(std::move(successor));
    }
    template <class Change> void fault(const char *what, Change change) const
    {
        if (m_state.faults == 0)
            return;
        add(what, [&](State &after, Violation &violation) {
            after.faults -= 1;
            change(after, violation);
        });
    }

private:
    const State &m_state;
    char m_who;
    std::vector<Successor> &m_next;
};

} // namespace

void Lifecycle::addWorkerSteps(const State &state, int worker, std::vector<Successor> &next) const
{
    const WorkerSteps steps(state, worker, next);
    switch (state.workers[worker].stage) {
    case Worker::Idle: {
        const bool isAwake = m_knockOut != KnockOut::NoResync || state.isDirty;
        if (phaseOf(state.phase) == Phase::Blocked || !isAwake)
            break;
        const auto look = [&](State &after, Violation &) { claimAndDecide(after, worker); };
        if (state.lease == 0 || state.lease == worker + 1)
            steps.add("looks", look);
        else
            steps.fault("takes the lease over and looks", look);
        break;
    }
    case Worker::Decided:
        steps.add("commits", [&](State &after, Violation &violation) { commit(after, worker, violation); });
        steps.fault("dies before its commit", [&](State &after, Violation &) { after.workers[worker] = Worker(); });
        break;
    case Worker::Sent:
        addSent(state, worker, next);
        break;
    case Worker::Answered:
        steps.add("writes down", [&](State &after, Violation &) { answer(after, worker); });
        steps.fault("dies before writing down", [&](State &after, Violation &) { after.workers[worker] = Worker(); });
        break;
    }
}

void Lifecycle::addSent(const State &state, int worker, std::vector<Successor> &next) const
{
    const WorkerSteps steps(state, worker, next);
    const Request &request = state.workers[worker].request;
    if (isInBooks(request)) {
        steps.add(
            "writes its books", [&](State &after, Violation &violation) { writeBooks(after, worker, violation); });
        steps.fault("dies before its books", [&](State &after, Violation &) { after.workers[worker] = Worker(); });
        return;
    }
    const auto arrives = [&](State &after, Violation &violation) {
        Worker &own = after.workers[worker];
        own.isDone = execute(after, request, own.made, violation);
        own.stage = Worker::Answered;
    };
    steps.add("is served", arrives);
    steps.fault("is served twice", [&](State &after, Violation &violation) {
        arrives(after, violation);
        orphaned(after, request);
    });
    if (request.kind == static_cast<quint8>(ActionKind::MoveHome) && hostOf(request.source) == hostOf(request.place))
        steps.fault("is served but for the end of the old home", [&](State &after, Violation &violation) {
            arrives(after, violation);
            after.workers[worker].isDone = 0;
            keepHome(after, state, request.source);
        });
    steps.fault("gives up waiting", [&](State &after, Violation &) {
        orphaned(after, request);
        after.workers[worker].stage = Worker::Answered;
    });
    steps.fault("dies with its request on the way", [&](State &after, Violation &) {
        orphaned(after, request);
        after.workers[worker] = Worker();
    });
}

void Lifecycle::addWorld(const State &state, std::vector<Successor> &next) const
{
    const auto add = [&](const char *what, auto change) {
        Successor successor{' ', what, state};
        change(successor.state);
        next.push_back(std::move(successor));
    };
    for (int i = 0; i < mostOrphans; ++i) {
        if (state.orphans[i].kind == 0)
            continue;
        Successor late{' ', "a late request arrives", state};
        late.state.orphans[i] = Request();
        quint8 made = 0;
        (void)execute(late.state, state.orphans[i], made, late.violation);
        next.push_back(std::move(late));
        add("a late request is lost", [&](State &after) { after.orphans[i] = Request(); });
    }
    for (int host = 1; host <= 2; ++host) {
        if (state.silent & bit(host))
            add("a host is back", [&](State &after) {
                after.silent &= static_cast<quint8>(~bit(host));
                after.isDirty = 1;
            });
        if (state.foreigners & bit(host))
            add("the namesake goes", [&](State &after) { after.foreigners &= static_cast<quint8>(~bit(host)); });
    }
    if (state.occupied)
        add("the port's thief ends", [](State &after) { after.occupied = 0; });
    if (state.faults == 0)
        return;
    const auto fault = [&](const char *what, auto change) {
        add(what, [&](State &after) {
            after.faults -= 1;
            after.isDirty = 1;
            change(after);
        });
    };
    std::array<bool, places> isNameTaken{};
    for (int i = 0; i < mostContainers; ++i) {
        if (isHere(state.containers[i]))
            isNameTaken[state.containers[i].place] = true;
        if (state.containers[i].state == Running)
            fault("a container ends", [&](State &after) { after.containers[i].state = Exited; });
    }
    for (int host = 1; host <= 2; ++host) {
        if (!(state.silent & bit(host)))
            fault("a host falls silent", [&](State &after) { after.silent |= bit(host); });
        const bool isUsed = host == state.host || (state.past & bit(host));
        if (isUsed && !isNameTaken[placeOf(host, 0)] && !(state.foreigners & bit(host)))
            fault("somebody makes a container of its name", [&](State &after) { after.foreigners |= bit(host); });
    }
    if (!state.occupied && state.host > 0)
        fault("a foreign process takes the port", [&](State &after) { after.occupied = bit(after.port); });
}

std::vector<Successor> Lifecycle::successors(const State &state) const
{
    std::vector<Successor> next;
    next.reserve(24);
    for (int worker = 0; worker < 2; ++worker)
        addWorkerSteps(state, worker, next);
    addWishes(state, next);
    addWorld(state, next);
    return next;
}

} // namespace hermes::model
