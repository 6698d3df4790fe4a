#include "hostscontroller.h"

#include "format.h"
#include "hostfacts.h"
#include "tenantlistmodel.h"
#include "words.h"

#include <QClipboard>
#include <QGuiApplication>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace hermes::desktop {

namespace {

bool isUp(const HostRow &row)
{
    return row.state == "REACHABLE"_L1 || row.state == "CORDONED"_L1;
}

} // namespace

HostsController::HostsController(Backend &backend, const TenantListModel &tenants, QObject *parent)
    : QObject(parent)
    , m_backend(backend)
    , m_tenants(tenants)
{
    connect(&backend, &Backend::hostsListed, this, [this](const QList<HostRow> &rows) {
        m_known = true;
        m_model.setRows(rows);
        take();
    });
    connect(&backend, &Backend::hostChanged, this, [this](const HostRow &row) {
        m_model.updateRow(row);
        take();
    });
}

void HostsController::take()
{
    if (isShown()) {
        const HostRow *row = m_model.find(m_row.name);
        const bool stateMoved = row && row->state != m_row.state;
        if (row)
            m_row = *row;
        else
            select({});
        if (stateMoved)
            readDetail();
        rebuildPane();
    }
    Q_EMIT rowsChanged(m_model.rows());
    Q_EMIT changed();
}

void HostsController::select(const QString &name)
{
    if (m_row.name == name)
        return;
    const HostRow *row = m_model.find(name);
    m_row = row ? *row : HostRow();
    m_detail = {};
    m_checks.set({});
    m_checksNote.clear();
    m_testing = false;
    m_problem.clear();
    rebuildPane();
    Q_EMIT selectedChanged();
    readDetail();
}

void HostsController::readDetail()
{
    if (!isShown())
        return;
    m_backend.hostDetail(m_row.name).then(this, [this, name = m_row.name](const Result<HostDetail> &detail) {
        if (name != m_row.name || !detail)
            return;
        m_detail = *detail;
        rebuildPane();
        Q_EMIT detailRead(name, m_detail.events);
    });
}

void HostsController::rebuildPane()
{
    m_services.set(serviceLines(m_detail));
    m_resources.set(resourceFacts(m_detail));
    m_trustFacts.set(hermes::desktop::trustFacts(m_detail));
    rebuildResidents();
    Q_EMIT paneChanged();
}

void HostsController::rebuildResidents()
{
    QList<const TenantRow *> rows;
    if (isShown()) {
        for (const TenantRow &row : m_tenants.rows()) {
            if (row.host == m_row.name)
                rows.append(&row);
        }
    }
    std::sort(rows.begin(), rows.end(), [](const TenantRow *a, const TenantRow *b) {
        return std::pair(phaseRank(a->phase), a->name) < std::pair(phaseRank(b->phase), b->name);
    });
    QList<ResidentRecord> residents;
    for (const TenantRow *row : std::as_const(rows)) {
        const Look look = phaseLook(row->phase);
        residents.append({row->name, look.name, look.tone, look.ring, look.filled, row->phase,
            row->port > 0 ? QString::number(row->port) : QString()});
    }
    m_residents.set(residents);
}

QString HostsController::upText() const
{
    const auto up = std::count_if(m_model.rows().begin(), m_model.rows().end(), isUp);
    return total() == 0 ? tr("no hosts") : tr("%1 of %n host(s)", nullptr, total()).arg(up);
}

QString HostsController::countText() const
{
    if (!m_known)
        return {};
    return tr("%n host(s)", nullptr, total());
}

QString HostsController::placesText() const
{
    int used = 0;
    int capacity = 0;
    for (const HostRow &row : m_model.rows()) {
        used += row.used;
        capacity += row.capacity;
    }
    return capacity > 0 ? tr("%1 of %2 places used").arg(used).arg(capacity) : QString();
}

QString HostsController::reachText() const
{
    if (!m_known)
        return {};
    const auto up = int(std::count_if(m_model.rows().begin(), m_model.rows().end(), isUp));
    return up == total() ? tr("all reachable") : tr("%1 reachable, %2 not").arg(up).arg(total() - up);
}

QString HostsController::stateName() const
{
    return hostLook(m_row.state).name;
}

QString HostsController::stateTone() const
{
    return m_stale ? u"muted"_s : hostLook(m_row.state).tone;
}

bool HostsController::stateRing() const
{
    return m_stale || hostLook(m_row.state).ring;
}

bool HostsController::stateFilled() const
{
    return !m_stale && hostLook(m_row.state).filled;
}

QString HostsController::capacityText() const
{
    if (m_row.capacity <= 0)
        return tr("%n tenant(s), no limit", nullptr, m_row.used);
    return tr("%1 of %2 places").arg(m_row.used).arg(m_row.capacity);
}

QString HostsController::fullText() const
{
    //: Under the capacity of a host; %1 is why, as "memory: 96 of its 32 GiB are promised"
    return m_row.full.isEmpty() || isCordoned() ? QString() : tr("Takes no further tenant: %1").arg(m_row.full);
}

double HostsController::share() const
{
    return m_row.capacity > 0 ? qMin(1.0, double(m_row.used) / m_row.capacity) : 0;
}

QString HostsController::shareTone() const
{
    return !isUp(m_row) ? u"muted"_s : share() >= fullShare || !fullText().isEmpty() ? u"warning"_s : u"accent"_s;
}

QString HostsController::trustNote() const
{
    return m_detail.trustedMs > 0 ? tr("since %1").arg(formatDay(m_detail.trustedMs)) : QString();
}

void HostsController::setNow(qint64 nowMs)
{
    m_now = nowMs;
    m_model.setNow(nowMs);
}

void HostsController::setStale(bool stale)
{
    m_stale = stale;
    m_model.setStale(stale);
    Q_EMIT paneChanged();
}

void HostsController::retranslate()
{
    m_model.retranslate();
    rebuildPane();
    Q_EMIT changed();
}

void HostsController::askSettings()
{
    if (isShown())
        Q_EMIT settingsAsked(m_row.name, m_row.used);
}

void HostsController::test()
{
    if (m_testing || !isShown())
        return;
    m_testing = true;
    m_problem.clear();
    Q_EMIT paneChanged();
    m_backend.testHost(m_row.name).then(this, [this, name = m_row.name](const Result<QList<HostCheck>> &checks) {
        if (name != m_row.name)
            return;
        m_testing = false;
        QList<StatusRecord> lines;
        if (!checks)
            m_problem.set(checks.error());
        for (const HostCheck &check : checks.value_or(QList<HostCheck>()))
            lines.append({check.name, check.ok ? QString() : check.hint, check.message,
                tr("%1 ms").arg(check.elapsedMs), check.ok ? u"success"_s : u"danger"_s, !check.ok});
        m_checks.set(lines);
        m_checksNote = tr("tested %1").arg(formatTime(m_now));
        Q_EMIT paneChanged();
    });
}

void HostsController::remove()
{
    m_problem.clear();
    m_backend.removeHost(m_row.name).then(this, [this, name = m_row.name](const Status &done) {
        if (done && name == m_row.name)
            select({});
        else if (!done)
            m_problem.set(done.error());
    });
}

bool HostsController::isCordonable() const
{
    return isShown() && isUp(m_row) && !m_stale;
}

void HostsController::toggleCordon()
{
    m_problem.clear();
    m_backend.cordonHost(m_row.name, !isCordoned()).then(this, [this](const Status &done) {
        if (!done)
            m_problem.set(done.error());
    });
}

bool HostsController::isForgettable() const
{
    return isShown() && m_row.state == "UNREACHABLE"_L1 && !m_stale;
}

QString HostsController::forgetText() const
{
    return m_row.used == 0
        ? tr("No tenant is on it.")
        : tr("Its %n tenant(s) are placed on other hosts and need a scan each: what was on this machine is lost, "
             "conversations and WeChat logins with it.",
            nullptr, m_row.used);
}

void HostsController::forget()
{
    m_problem.clear();
    m_backend.forgetHost(m_row.name).then(this, [this, name = m_row.name](const Status &done) {
        if (done && name == m_row.name)
            select({});
        else if (!done)
            m_problem.set(done.error());
    });
}

void HostsController::reconnect(const QString &name)
{
    m_backend.reconnectHost(name);
}

void HostsController::refresh()
{
    m_backend.refresh();
}

void HostsController::copy(const QString &text)
{
    QGuiApplication::clipboard()->setText(text);
}

} // namespace hermes::desktop
