#include "tenantscontroller.h"

#include "format.h"
#include "reasons.h"
#include "words.h"

#include <QSet>
#include <QTimer>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace hermes::desktop {

TenantsController::TenantsController(Backend &backend, QObject *parent)
    : QObject(parent)
    , m_backend(backend)
{
    m_filter.setSourceModel(&m_model);
    connect(&m_model, &TenantListModel::checkedChanged, this, &TenantsController::checkedChanged);
    connect(&m_filter, &TenantFilterModel::countChanged, this, &TenantsController::footChanged);
    connect(&m_filter, &TenantFilterModel::countChanged, this, &TenantsController::checkedChanged);
    connect(&m_filter, &TenantFilterModel::sortChanged, this, &TenantsController::footChanged);
    connect(&m_filter, &TenantFilterModel::filterChanged, this, &TenantsController::rebuildCards);
    // A burst of pushes makes one count, not one per row.
    connect(&m_model, &TenantListModel::changed, this, [this] {
        m_lastChange = m_model.now();
        if (!m_dirty)
            QTimer::singleShot(0, this, &TenantsController::rebuild);
        m_dirty = true;
    });
    connect(&backend, &Backend::tenantsListed, this, [this](const QList<TenantRow> &rows) {
        m_known = true;
        m_model.setRows(rows);
        rebuild();
        Q_EMIT rowChanged(m_selected);
    });
    connect(&backend, &Backend::tenantChanged, this, [this](const TenantRow &row) {
        m_model.updateRow(row);
        Q_EMIT rowChanged(row.name);
    });
    connect(&backend, &Backend::tenantRemoved, this, [this](const QString &name) {
        m_model.removeRow(name);
        if (name == m_selected)
            select({});
    });
    rebuildCards();
}

void TenantsController::select(const QString &name)
{
    if (m_selected == name)
        return;
    m_selected = name;
    Q_EMIT selectedChanged();
}

int TenantsController::checkState() const
{
    if (checkedCount() == 0)
        return 0;
    return checkedCount() >= m_filter.count() ? 2 : 1;
}

bool TenantsController::fitsChecked(const QString &verb) const
{
    const QSet<QString> &names = m_model.checkedNames();
    return !m_model.isStale() && !names.isEmpty() && std::all_of(names.begin(), names.end(), [&](const QString &name) {
        const TenantRow *row = m_model.find(name);
        return row && verbFits(verb, row->phase);
    });
}

bool TenantsController::canUpgrade() const
{
    const QSet<QString> &names = m_model.checkedNames();
    return !m_model.isStale() && std::any_of(names.begin(), names.end(), [&](const QString &name) {
        const TenantRow *row = m_model.find(name);
        return row && !row->image.isEmpty();
    });
}

QString TenantsController::countText() const
{
    if (!m_known)
        return {};
    if (m_filter.isFiltered())
        return tr("%1 of %n tenant(s)", nullptr, total()).arg(m_filter.count());
    return tr("%n tenant(s)", nullptr, total());
}

QString TenantsController::sortText() const
{
    const QString column = m_filter.sortColumnName();
    if (column == "phase"_L1)
        return m_filter.isDescending() ? tr("what needs a person last") : tr("sorted by what needs a person");
    const QHash<QString, QString> names{{u"name"_s, tr("sorted by name")}, {u"plan"_s, tr("sorted by plan")},
        {u"payment"_s, tr("sorted by payment")}, {u"weixin"_s, tr("sorted by WeChat")},
        {u"host"_s, tr("sorted by host")}, {u"port"_s, tr("sorted by port")}, {u"seen"_s, tr("sorted by age")}};
    return names.value(column);
}

QString TenantsController::changeText() const
{
    return m_lastChange > 0 ? tr("last change %1").arg(formatTime(m_lastChange)) : QString();
}

void TenantsController::setHosts(const QList<HostRow> &hosts)
{
    m_hostRows = hosts;
    rebuild();
}

void TenantsController::setPaidCard(const MetricRecord &card)
{
    if (m_paidCard == card)
        return;
    m_paidCard = card;
    rebuildCards();
}

void TenantsController::setNow(qint64 nowMs)
{
    m_model.setNow(nowMs);
    rebuildCards();
}

void TenantsController::setStale(bool stale)
{
    m_model.setStale(stale);
    rebuildCards();
    Q_EMIT checkedChanged();
}

void TenantsController::retranslate()
{
    m_model.retranslate();
    rebuild();
    Q_EMIT footChanged();
}

int TenantsController::countOf(const QString &phase) const
{
    return int(std::count_if(
        m_model.rows().begin(), m_model.rows().end(), [&phase](const TenantRow &row) { return row.phase == phase; }));
}

void TenantsController::rebuild()
{
    m_dirty = false;
    QSet<QString> plans;
    QSet<QString> hosts;
    QSet<QString> phases;
    for (const TenantRow &row : m_model.rows()) {
        plans.insert(row.planCode);
        hosts.insert(row.host);
        phases.insert(row.phase);
    }
    for (const HostRow &host : std::as_const(m_hostRows))
        hosts.insert(host.name);
    //: Choice of a filter: no restriction
    const QString anyText = tr("any");
    const ChoiceRecord any{{}, anyText};
    const auto choices = [&any](QSet<QString> values) {
        values.remove(QString());
        QStringList sorted(values.begin(), values.end());
        sorted.sort();
        QList<ChoiceRecord> list{any};
        for (const QString &value : std::as_const(sorted))
            list.append({value, value});
        return list;
    };
    m_plans.set(choices(plans));
    m_hosts.set(choices(hosts));
    QList<QString> ordered(phases.begin(), phases.end());
    std::sort(ordered.begin(), ordered.end(),
        [](const QString &a, const QString &b) { return std::pair(phaseRank(a), a) < std::pair(phaseRank(b), b); });
    QList<ChoiceRecord> list{any};
    for (const QString &phase : std::as_const(ordered))
        list.append({phase, phaseLook(phase).name});
    //: Choice of the phase filter: blocked or retrying
    list.append({u"group:stuck"_s, tr("stuck")});
    m_phases.set(list);
    rebuildCards();
    Q_EMIT changed();
    Q_EMIT footChanged();
}

void TenantsController::rebuildCards()
{
    QList<MetricRecord> cards{readyCard(), waitingCard(), stuckCard(), m_paidCard, hostsCard()};
    for (MetricRecord &card : cards) {
        if (m_known)
            break;
        if (card.key == "paid"_L1)
            continue; // it comes from elsewhere
        card.value = u"–"_s;
        card.of = card.caption = QString();
    }
    m_cards.set(cards);
}

MetricRecord TenantsController::readyCard() const
{
    MetricRecord card{u"READY"_s, tr("Ready"), QString::number(countOf(u"READY"_s)), {}, {}, {}, false, true};
    if (total() > 0)
        //: Beside a big number on a card, e.g. "29 of 42"
        card.of = tr("of %1").arg(total());
    const int down = countOf(u"DEGRADED"_s);
    if (total() == 0)
        card.caption = tr("no tenants yet");
    else if (down > 0)
        card.caption = tr("%n degraded", nullptr, down);
    else
        card.caption = tr("none degraded");
    card.tone = down > 0 ? u"warning"_s : u"muted"_s;
    card.chosen = m_filter.phase() == card.key;
    return card;
}

MetricRecord TenantsController::waitingCard() const
{
    MetricRecord card{
        u"BIND_WAIT"_s, tr("Waiting for scan"), QString::number(countOf(u"BIND_WAIT"_s)), {}, {}, {}, false, true};
    qint64 since = 0;
    for (const TenantRow &row : m_model.rows()) {
        if (row.phase == "BIND_WAIT"_L1 && row.phaseSinceMs > 0 && (since == 0 || row.phaseSinceMs < since))
            since = row.phaseSinceMs;
    }
    if (since > 0 && !m_model.isStale())
        card.caption = tr("longest %1").arg(formatDuration(m_model.now() - since));
    card.chosen = m_filter.phase() == card.key;
    return card;
}

MetricRecord TenantsController::stuckCard() const
{
    const int blocked = countOf(u"BLOCKED"_s);
    const int retrying = countOf(u"BACKOFF"_s);
    MetricRecord card{u"group:stuck"_s, tr("Stuck"), QString::number(blocked + retrying), {}, {}, {}, false, true};
    QStringList parts;
    if (blocked > 0)
        parts.append(tr("%n blocked", nullptr, blocked));
    if (retrying > 0)
        parts.append(tr("%n retrying", nullptr, retrying));
    card.caption = parts.join(u", "_s);
    card.tone = parts.isEmpty() ? u"muted"_s : u"warning"_s;
    card.chosen = m_filter.phase() == card.key;
    return card;
}

MetricRecord TenantsController::hostsCard() const
{
    MetricRecord card{u"hosts"_s, tr("Hosts up"), {}, {}, {}, u"muted"_s, false, true};
    int up = 0;
    const HostRow *down = nullptr;
    int room = 0;
    for (const HostRow &host : m_hostRows) {
        if (host.state == "REACHABLE"_L1 || host.state == "CORDONED"_L1) {
            ++up;
            room += host.state == "REACHABLE"_L1 ? host.room : 0;
        } else if (host.state != "CONNECTING"_L1 && !down) {
            down = &host;
        }
    }
    card.value = QString::number(up);
    card.of = m_hostRows.isEmpty() ? QString() : tr("of %1").arg(m_hostRows.size());
    if (m_hostRows.isEmpty())
        card.caption = tr("no hosts yet");
    else if (down && down->seenMs > 0)
        //: Caption of the card "Hosts up": host and how long it has been down
        card.caption = tr("%1 down %2").arg(down->name, formatAge(m_model.now() - down->seenMs));
    else if (down)
        card.caption = u"%1: %2"_s.arg(down->name, hostLook(down->state).name);
    else if (room > 0)
        card.caption = tr("room for %n more", nullptr, room);
    else
        card.caption = tr("all reachable");
    if (down)
        card.tone = u"warning"_s;
    return card;
}

void TenantsController::pressCard(const QString &key)
{
    m_filter.setPhase(m_filter.phase() == key ? QString() : key);
}

void TenantsController::check(const QString &name, bool checked)
{
    m_model.setChecked(name, checked);
}

void TenantsController::checkAll(bool checked)
{
    if (!checked) {
        m_model.uncheckAll();
        return;
    }
    QStringList names;
    for (int row = 0; row < m_filter.count(); ++row)
        names.append(m_filter.nameAt(row));
    m_model.checkAll(names);
}

void TenantsController::actOnChecked(const QString &verb)
{
    QStringList names = m_model.checkedNames().values();
    names.sort();
    if (verb == "start"_L1)
        perform(verb, names);
    else if (verb == "upgrade"_L1 || verb == "rollback"_L1)
        Q_EMIT imageAsked(verb, names);
    else if (!names.isEmpty())
        Q_EMIT planAsked(verb, names);
}

void TenantsController::perform(const QString &verb, const QStringList &names)
{
    m_problem.clear();
    for (const QString &name : names) {
        m_backend.tenantAct(verb, name).then(this, [this](const Status &done) {
            if (!done)
                m_problem.set(done.error());
        });
    }
    m_model.uncheckAll();
}

void TenantsController::refresh()
{
    m_backend.refresh();
}

} // namespace hermes::desktop
