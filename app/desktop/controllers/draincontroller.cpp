#include "draincontroller.h"

#include "format.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace hermes::desktop {

namespace {

/// What keeps one from getting away comes first, then who is on his way.
int rankOf(const DrainTenant &tenant)
{
    return !tenant.obstacle.isEmpty() ? 0 : tenant.moving ? 1 : 2;
}

StatusRecord lineOf(const DrainTenant &tenant)
{
    const QString aim = tenant.aim.isEmpty() ? QString() : DrainController::tr("to %1").arg(tenant.aim);
    if (!tenant.obstacle.isEmpty())
        return {tenant.name, tenant.hint, tenant.obstacle, {}, u"danger"_s, true};
    //: Beside a tenant that is on its way to another host
    const QString moving = DrainController::tr("moving");
    //: Beside a tenant whose move has not begun
    const QString waits = DrainController::tr("waits");
    return {tenant.name, {}, aim, tenant.moving ? moving : waits, tenant.moving ? u"accent"_s : u"muted"_s, true};
}

} // namespace

DrainController::DrainController(Backend &backend, QObject *parent)
    : QObject(parent)
    , m_backend(backend)
{
    connect(&backend, &Backend::drainsChanged, this, [this](const QList<DrainFacts> &drains) {
        if (drains == m_drains)
            return;
        m_drains = drains;
        take();
        Q_EMIT drainsChanged();
    });
}

void DrainController::show(const QString &host)
{
    if (m_host == host)
        return;
    m_host = host;
    m_working = false;
    m_problem.clear();
    take();
}

void DrainController::take()
{
    const auto found = std::find_if(
        m_drains.begin(), m_drains.end(), [this](const DrainFacts &drain) { return drain.host == m_host; });
    m_drain = found == m_drains.end() || m_host.isEmpty() ? DrainFacts() : *found;
    QList<DrainTenant> left = m_drain.left;
    std::stable_sort(
        left.begin(), left.end(), [](const DrainTenant &a, const DrainTenant &b) { return rankOf(a) < rankOf(b); });
    QList<StatusRecord> lines;
    for (const DrainTenant &tenant : std::as_const(left))
        lines.append(lineOf(tenant));
    m_left.set(lines);
    Q_EMIT changed();
    Q_EMIT elapsedChanged();
}

QString DrainController::title() const
{
    //: Heads of a section: tenants are being moved off a host, that was stopped, all are away
    return isRunning() ? tr("Draining") : isStopped() ? tr("Drain stopped") : tr("Drained");
}

QString DrainController::elapsed() const
{
    if (!isShown() || m_drain.beganMs == 0)
        return {};
    const qint64 until = m_drain.endedMs > 0 ? m_drain.endedMs : m_now;
    //: Beside a drain that is over: how long it took
    return isRunning() ? formatDuration(until - m_drain.beganMs)
                       : tr("took %1").arg(formatDuration(until - m_drain.beganMs));
}

double DrainController::share() const
{
    return m_drain.total > 0 ? double(m_drain.total - m_drain.left.size()) / m_drain.total : 1;
}

QString DrainController::tone() const
{
    const bool isKept = std::any_of(
        m_drain.left.begin(), m_drain.left.end(), [](const DrainTenant &tenant) { return !tenant.obstacle.isEmpty(); });
    return m_drain.left.isEmpty() ? u"success"_s : isStopped() ? u"muted"_s : isKept ? u"warning"_s : u"accent"_s;
}

QString DrainController::text() const
{
    int ranks[3] = {};
    for (const DrainTenant &tenant : m_drain.left)
        ++ranks[rankOf(tenant)];
    QStringList parts{tr("%1 of %n away", nullptr, m_drain.total).arg(m_drain.total - m_drain.left.size())};
    if (ranks[1] > 0)
        parts.append(tr("%n moving", nullptr, ranks[1]));
    if (ranks[2] > 0)
        parts.append(tr("%n to go", nullptr, ranks[2]));
    if (ranks[0] > 0)
        parts.append(tr("%n held up", nullptr, ranks[0]));
    return parts.join(u" · "_s);
}

QString DrainController::note() const
{
    if (isStopped())
        return tr("Who was on the way arrives; nobody else is sent away. The host stays cordoned.");
    const bool isHeldUp = std::any_of(
        m_drain.left.begin(), m_drain.left.end(), [](const DrainTenant &tenant) { return !tenant.obstacle.isEmpty(); });
    if (isRunning() && isHeldUp)
        return tr("What is held up is tried again every minute.");
    return isRunning() ? QString() : tr("Nothing is left on it. It stays cordoned until you uncordon or remove it.");
}

QMap<QString, int> DrainController::running() const
{
    QMap<QString, int> hosts;
    for (const DrainFacts &drain : m_drains)
        if (drain.endedMs == 0)
            hosts.insert(drain.host, int(drain.left.size()));
    return hosts;
}

void DrainController::setNow(qint64 nowMs)
{
    m_now = nowMs;
    if (isRunning())
        Q_EMIT elapsedChanged();
}

void DrainController::stop()
{
    if (!m_working)
        wait(m_backend.stopDrain(m_host));
}

void DrainController::goOn()
{
    if (!m_working)
        wait(m_backend.drainHost(m_host));
}

void DrainController::wait(Backend::Answer<void> answer)
{
    m_problem.clear();
    m_working = true;
    Q_EMIT changed();
    answer.then(this, [this, host = m_host](const Status &done) {
        if (host != m_host)
            return;
        m_working = false;
        if (!done)
            m_problem.set(done.error());
        Q_EMIT changed();
    });
}

} // namespace hermes::desktop
