#include "fleetprivate.h"
#include "logging.h"
#include "metrics.h"

namespace hermes {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto beatEvery = 10s;
constexpr auto lookEvery = 250ms;

/// Says every 10 s that the worker lives; takes that back when it ends. Not on the worker's own threads, so that a
/// worker that has much to do does not look dead.
class Heartbeat {
public:
    Heartbeat(Registry &registry, QString id, Actor actor)
        : m_registry(registry)
        , m_id(std::move(id))
        , m_actor(std::move(actor))
        , m_thread([this] { run(); })
    { }
    ~Heartbeat()
    {
        m_stop.cancel();
        m_thread.join();
    }
    Heartbeat(const Heartbeat &) = delete;
    Heartbeat &operator=(const Heartbeat &) = delete;

private:
    void run()
    {
        const CancelToken stop = m_stop.token();
        while (!stop.waitFor(beatEvery))
            if (const Status beaten = m_registry.beatWorker(m_id, m_actor); !beaten)
                qCWarning(logCore) << "the worker's heartbeat was not written:" << beaten.error().text();
        if (const Status removed = m_registry.removeWorker(m_id); !removed)
            qCWarning(logCore) << "the worker's row stays until its heartbeat is old:" << removed.error().text();
    }

    Registry &m_registry;
    QString m_id;
    Actor m_actor;
    CancelSource m_stop;
    std::thread m_thread;
};

} // namespace

Status Fleet::work(const Call &call)
{
    const QString id = d->leases->owner();
    d->isWorker = true;
    HERMES_TRY(d->registry->beatWorker(id, d->options.actor));
    const Heartbeat heartbeat(*d->registry, id, d->options.actor);
    startDriving();
    qint64 known = -1;
    while (!call.deadline.expired() && !call.cancel.waitFor(lookEvery)) {
        // With a live worker nobody else polls iLink.
        const auto version = d->registry->dataVersion();
        if (!version || *version == known)
            continue;
        known = *version;
        d->resumeSessions();
    }
    stopDriving();
    return {};
}

Result<QList<Fleet::Rested>> Fleet::workOnce(const Call &call)
{
    constexpr int atOnce = 8;
    if (d->orders)
        d->lookAtOrders(true);
    while (d->tierChange.valid() && d->tierChange.wait_for(50ms) != std::future_status::ready)
        if (call.deadline.expired() || call.cancel.isCancelled())
            break;
    HERMES_ASSIGN(const auto drains, d->registry->drains());
    for (const auto &drain : drains)
        if (const Status done = drain.endedAt == 0 ? stepDrain(drain.hostId, call) : Status(); !done)
            qCWarning(logCore) << "a drain did not get on:" << done.error().text();
    HERMES_ASSIGN(const auto tenants, d->registry->tenants());
    QList<Rested> rested(tenants.size());
    std::mutex mutex;
    std::condition_variable changed;
    qsizetype left = tenants.size();
    JobPool pool(atOnce);
    auto next = rested.begin();
    for (const auto &tenant : tenants)
        pool.run([&, to = &*next++] {
            *to = rest(tenant.id, tenant.name, call);
            const std::lock_guard lock(mutex);
            --left;
            changed.notify_all();
        });
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return left == 0; });
    lock.unlock();
    d->sweepArchives(call);
    return rested;
}

Fleet::Rested Fleet::rest(const QString &tenantId, const QString &name, const Call &call)
{
    constexpr qint64 soonMs = 2'000;
    Rested rested;
    rested.name = name;
    // Whoever has it may have died: then his lock ends by itself.
    const Deadline patience = Deadline::in(35s);
    while (!call.cancel.isCancelled() && !call.deadline.expired()) {
        const auto turn = d->reconciler->step(tenantId, {}, call);
        if (!turn && turn.error().kind == ErrorKind::Conflict && !patience.expired()) {
            call.cancel.waitFor(1s);
            continue;
        }
        if (!turn) {
            rested.error = turn.error();
            return rested;
        }
        rested.phase = turn->tenant.phase;
        rested.reason = turn->tenant.reason;
        rested.acted = rested.acted || turn->acted;
        rested.error = turn->error;
        const bool waits = !turn->acted && (turn->nextAfterMs > soonMs || rested.phase == Phase::Unknown);
        if (waits || rested.phase == Phase::Backoff || rested.phase == Phase::Blocked || rested.phase == Phase::Gone)
            return rested;
        call.cancel.waitFor(std::chrono::milliseconds(turn->nextAfterMs));
    }
    if (!rested.error)
        rested.error = Error{ErrorKind::Timeout, translate("Fleet", "%1 was not at rest in time.").arg(name)};
    return rested;
}

Result<QByteArray> Fleet::metrics(const QString &name)
{
    Measures measures;
    if (name.isEmpty()) {
        HERMES_ASSIGN(measures.tenants, tenants());
        if (d->orders) {
            HERMES_ASSIGN(measures.orders, d->orders->board());
        }
    } else {
        HERMES_ASSIGN(const TenantRow row, tenant(name));
        measures.tenants.append(row);
    }
    HERMES_ASSIGN(measures.hosts, hosts());
    HERMES_ASSIGN(measures.operations, d->registry->operationCounts());
    HERMES_ASSIGN(const auto workers, d->registry->liveWorkers());
    measures.workers = static_cast<int>(workers.size());
    const auto totals = d->driver->totals();
    measures.turns = totals.turns;
    measures.failedTurns = totals.failedTurns;
    measures.turnMs = totals.turnMs;
    measures.nowMs = d->clock.wallMs();
    return metricsText(measures);
}

} // namespace hermes
