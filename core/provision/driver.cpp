#include "driver.h"

#include "logging.h"

#include <QElapsedTimer>
#include <QRandomGenerator>

namespace hermes {

namespace {
constexpr int poolSize = 8;
constexpr auto pollTime = std::chrono::milliseconds(250);
constexpr qint64 afterErrorMs = 2'000;
constexpr qint64 lateCreateMs = 600'000; ///< a request that was given up may still arrive after its tenant is gone

template <class T> bool isSteady(const T &tenant)
{
    return tenant.phase == Phase::Ready || tenant.phase == Phase::BindWait || tenant.phase == Phase::Paused;
}

/// So that tenants which were looked at together do not stay together for ever.
qint64 jittered(qint64 afterMs)
{
    constexpr qint64 longMs = 30'000;
    return afterMs < longMs ? afterMs : afterMs + QRandomGenerator::global()->bounded(afterMs / 2);
}

/// Looks that can wait are due on the full second, so that many are one waking of this process.
qint64 dueAt(qint64 nowMs, qint64 afterMs)
{
    constexpr qint64 roundMs = 1'000;
    const qint64 at = nowMs + jittered(afterMs);
    return afterMs < 10 * roundMs ? at : (at + roundMs - 1) / roundMs * roundMs;
}

/// What somebody wants of a tenant, as one comparable text.
template <class T> QString wish(const T &tenant)
{
    return QStringLiteral("%1/%2/%3")
        .arg(presenceName(tenant.presence))
        .arg(tenant.generation)
        .arg(tenant.phase == Phase::Requested ? QStringLiteral("new") : QString());
}

} // namespace

Driver::Driver(Registry &registry, Reconciler &reconciler, const Clock &clock, Hooks hooks)
    : m_registry(registry)
    , m_reconciler(reconciler)
    , m_clock(clock)
    , m_hooks(std::move(hooks))
{ }

Driver::~Driver()
{
    stop();
}

void Driver::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_stop.cancel();
    m_wake.notify_all();
    if (m_scheduler.joinable())
        m_scheduler.join();
    m_pools.clear();
}

void Driver::start()
{
    if (m_scheduler.joinable())
        return;
    m_scheduler = std::thread([this] { schedule(); });
}

void Driver::kick(const QString &tenantId)
{
    {
        const std::lock_guard lock(m_mutex);
        kickLocked(tenantId);
    }
    m_wake.notify_all();
}

void Driver::kickLocked(const QString &tenantId)
{
    if (m_running.contains(tenantId))
        m_kicked.insert(tenantId);
    else {
        m_due.set(tenantId, 0);
        m_urgent.insert(tenantId);
    }
}

void Driver::hold(const QString &tenantId)
{
    const std::lock_guard lock(m_mutex);
    ++m_held[tenantId];
}

void Driver::release(const QString &tenantId)
{
    {
        const std::lock_guard lock(m_mutex);
        if (--m_held[tenantId] <= 0)
            m_held.remove(tenantId);
        kickLocked(tenantId);
    }
    m_wake.notify_all();
}

void Driver::schedule()
{
    std::unique_lock lock(m_mutex);
    while (!m_stopping) {
        lock.unlock();
        refresh();
        const bool isLeft = m_hooks.isLeftToAnother();
        if (!isLeft)
            runDue();
        noteGlanced();
        lock.lock();
        // The nearest due time, but never longer than the next look for another process's commit.
        qint64 least = pollTime.count();
        if (const auto first = m_due.first(); first && !isLeft)
            least = std::min(least, *first - m_clock.steadyMs());
        if (!m_stopping && least > 0)
            m_wake.wait_for(lock, std::chrono::milliseconds(least));
    }
}

void Driver::refresh()
{
    const auto version = m_registry.dataVersion();
    if (!version || *version == m_dataVersion)
        return;
    const auto marks = m_registry.marks();
    if (!marks) {
        qCWarning(logCore) << "cannot read the tenants:" << marks.error().text();
        return;
    }
    m_dataVersion = *version;
    const std::lock_guard lock(m_mutex);
    for (const auto &tenant : *marks) {
        const Known now{tenant.rowVersion, wish(tenant), tenant.hostId, isSteady(tenant)};
        const Known before = m_known.value(tenant.id);
        if (before.rowVersion == now.rowVersion)
            continue;
        m_known.insert(tenant.id, now);
        m_hooks.changed(tenant.name);
        // Only a new wish wakes the loop: two processes that woke each other by what they observed would never rest.
        if (before.wish != now.wish)
            kickLocked(tenant.id);
    }
}

void Driver::runDue()
{
    const qint64 now = m_clock.steadyMs();
    QList<Due> due;
    {
        const std::lock_guard lock(m_mutex);
        while (const auto tenantId = m_due.take(now)) {
            if (m_held.contains(*tenantId))
                continue; // release() makes it due again
            m_running.insert(*tenantId);
            due.append({*tenantId, m_urgent.remove(*tenantId), {}});
        }
    }
    readAhead(due);
    const std::lock_guard lock(m_mutex);
    for (const Due &one : std::as_const(due)) {
        auto &pool = m_pools[m_known.value(one.tenantId).hostId];
        if (!pool)
            pool = std::make_unique<JobPool>(poolSize);
        pool->run([this, one] { turn(one); });
    }
}

/// All steady ones that are due are read at once: one by one that is half of what a look costs.
void Driver::readAhead(QList<Due> &due)
{
    QStringList steady;
    {
        const std::lock_guard lock(m_mutex);
        for (const Due &one : std::as_const(due))
            if (m_known.value(one.tenantId).isSteady)
                steady.append(one.tenantId);
    }
    if (steady.isEmpty())
        return;
    const auto looks = m_registry.looks(steady);
    if (!looks) {
        qCWarning(logCore) << "cannot read the tenants that are due:" << looks.error().text();
        return;
    }
    for (Due &one : due)
        if (const auto found = looks->find(one.tenantId); found != looks->end())
            one.known = *found;
}

Driver::Totals Driver::totals() const
{
    const std::lock_guard lock(m_mutex);
    return m_totals;
}

/// A steady tenant is first only looked at: no lease and no commit for what is as it was.
Result<Reconciler::Turn> Driver::look(const Due &due, QString &name, bool &isGlance)
{
    const Call call{Deadline::never(), m_stop.token()};
    isGlance = false;
    if (due.known) {
        auto glanced = m_reconciler.glance(*due.known, due.isUrgent, call);
        isGlance = glanced && *glanced;
        if (isGlance)
            return **glanced;
    }
    const auto progress = [&](const StepEvent &event) {
        name = event.tenant;
        m_hooks.changed(event.tenant);
    };
    return m_reconciler.step(due.tenantId, progress, call);
}

void Driver::noteGlanced()
{
    constexpr qint64 everyMs = 5'000;
    QStringList glanced;
    {
        const std::lock_guard lock(m_mutex);
        if (m_glanced.isEmpty() || m_clock.steadyMs() - m_notedAt < everyMs)
            return;
        m_notedAt = m_clock.steadyMs();
        glanced.swap(m_glanced);
    }
    if (const Status noted = m_registry.noteObserved(glanced); !noted)
        qCWarning(logCore) << "the time of a look was not written down:" << noted.error().text();
}

void Driver::turn(const Due &due)
{
    const QString &tenantId = due.tenantId;
    QString name;
    bool isGlance = false;
    QElapsedTimer timer;
    timer.start();
    const auto result = look(due, name, isGlance);
    qint64 after = afterErrorMs;
    if (result) {
        name = result->tenant.name;
        after = result->nextAfterMs;
    } else if (result.error().kind != ErrorKind::Conflict && result.error().kind != ErrorKind::Cancelled) {
        qCWarning(logCore) << "turn failed:" << result.error().text();
    }
    if (result && !isGlance)
        m_hooks.changed(name);
    bool isSoon = true;
    {
        const std::lock_guard lock(m_mutex);
        ++m_totals.turns;
        m_totals.glances += isGlance;
        if (isGlance)
            m_glanced.append(tenantId);
        m_totals.failedTurns += !result || result->error;
        m_totals.turnMs += timer.elapsed();
        m_running.remove(tenantId);
        if (result) {
            m_known.insert(tenantId,
                {result->tenant.rowVersion, wish(result->tenant), result->tenant.hostId, isSteady(result->tenant)});
            const bool isOver
                = result->tenant.phase == Phase::Gone && m_clock.wallMs() - result->tenant.phaseSince >= lateCreateMs;
            if (m_kicked.remove(tenantId))
                kickLocked(tenantId);
            else if (!isOver || result->acted)
                m_due.set(tenantId, dueAt(m_clock.steadyMs(), after));
        } else {
            m_kicked.remove(tenantId);
            m_due.set(tenantId, m_clock.steadyMs() + after);
        }
        // The scheduler turns round by itself after pollTime; it is only woken for what cannot wait that long.
        const auto first = m_due.first();
        isSoon = first && *first < m_clock.steadyMs() + pollTime.count();
    }
    if (isSoon)
        m_wake.notify_all();
}

} // namespace hermes
