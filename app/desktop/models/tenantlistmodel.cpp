#include "tenantlistmodel.h"

#include "format.h"
#include "words.h"

using namespace Qt::StringLiterals;

namespace hermes::desktop {

namespace {

const QString none = u"–"_s;

} // namespace

int TenantListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QHash<int, QByteArray> TenantListModel::roleNames() const
{
    return {{IdRole, "tenantId"}, {NameRole, "name"}, {CustomerRole, "customer"}, {PlanCodeRole, "planCode"},
        {TierRole, "tier"}, {TierNameRole, "tierName"}, {PaymentRole, "payment"}, {PhaseRole, "phase"},
        {PhaseNameRole, "phaseName"}, {PhaseToneRole, "phaseTone"}, {PhaseRingRole, "phaseRing"},
        {PhaseFilledRole, "phaseFilled"}, {PhaseDetailRole, "phaseDetail"}, {PhaseDetailMonoRole, "phaseDetailMono"},
        {WeixinRole, "weixin"}, {WeixinMonoRole, "weixinMono"}, {HostRole, "host"}, {PortRole, "port"},
        {SeenRole, "seen"}, {SeenLateRole, "seenLate"}, {GreyedRole, "greyed"}, {CheckedRole, "checked"},
        {DescriptionRole, "description"}};
}

QVariant TenantListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const TenantRow &row = m_rows.at(index.row());
    switch (role) {
    case IdRole:
        return row.id;
    case NameRole:
        return row.name;
    case CustomerRole:
        return row.customer;
    case PlanCodeRole:
        return row.planCode.isEmpty() ? none : row.planCode;
    case TierRole:
        return row.tier;
    case TierNameRole:
        return tierWords(row.tier);
    case PaymentRole:
        return paymentWords(row.payment);
    case WeixinRole:
        return weixin(row);
    case WeixinMonoRole:
        return !row.weixinUser.isEmpty();
    case HostRole:
        return row.host.isEmpty() ? none : row.host;
    case PortRole:
        return row.port > 0 ? QString::number(row.port) : none;
    case SeenRole:
        return row.seenMs > 0 ? formatAge(m_now - row.seenMs) : none;
    case SeenLateRole:
        return row.seenMs > 0 && m_now - row.seenMs >= lateMs;
    case GreyedRole:
        return greyed(row);
    case CheckedRole:
        return m_checked.contains(row.name);
    case DescriptionRole:
        return description(row);
    case OrderRole:
        return phaseRank(row.phase);
    default:
        return phaseData(row, role);
    }
}

QVariant TenantListModel::phaseData(const TenantRow &row, int role) const
{
    const Look look = phaseLook(row.phase);
    switch (role) {
    case PhaseRole:
        return row.phase;
    case PhaseNameRole:
        return look.name;
    case PhaseToneRole:
        return greyed(row) ? u"muted"_s : look.tone;
    case PhaseRingRole:
        return greyed(row) || look.ring;
    case PhaseFilledRole:
        return look.filled && !greyed(row);
    case PhaseDetailRole:
        return phaseDetail(row);
    case PhaseDetailMonoRole:
        return row.phase == "BIND_WAIT"_L1 || row.phase == "STARTING"_L1;
    default:
        return {};
    }
}

QString TenantListModel::phaseDetail(const TenantRow &row) const
{
    const bool counts = row.phase == "BIND_WAIT"_L1 || row.phase == "STARTING"_L1 || row.phase == "BACKOFF"_L1;
    if (m_stale && counts)
        return none;
    if (row.phase == "BIND_WAIT"_L1)
        return row.codeExpiresMs > m_now ? formatDuration(row.codeExpiresMs - m_now) : QString();
    if (row.phase == "STARTING"_L1)
        return row.phaseSinceMs > 0 ? formatDuration(m_now - row.phaseSinceMs) : QString();
    if (row.phase == "BACKOFF"_L1)
        //: Beside the pill "Retrying": time until the next try, e.g. "in 0:41"
        return row.retryAtMs > m_now ? tr("in %1").arg(formatDuration(row.retryAtMs - m_now)) : tr("now");
    if (row.phase == "UNKNOWN"_L1 && !row.lastPhase.isEmpty())
        //: Beside the pill "Unknown": the phase last seen, e.g. "was Ready"
        return tr("was %1").arg(phaseLook(row.lastPhase).name);
    if (row.phase == "REPLACING"_L1)
        return tr("generation %1").arg(row.generation);
    if (row.phase == "PAUSED"_L1 && row.phaseSinceMs > 0)
        //: Beside the pill "Paused": a date, e.g. "since 2 May"
        return tr("since %1").arg(formatDay(row.phaseSinceMs));
    if (row.phase == "BLOCKED"_L1 || row.phase == "DEGRADED"_L1)
        return reasonWords(row.reason);
    return {};
}

QString TenantListModel::weixin(const TenantRow &row) const
{
    if (!row.weixinUser.isEmpty())
        return shortId(row.weixinUser);
    if (row.phase != "BIND_WAIT"_L1 || row.codeExpiresMs <= 0)
        return none;
    if (m_stale || row.codeExpiresMs <= m_now)
        //: WeChat column: a bind code exists but is masked
        return tr("code hidden");
    //: WeChat column: a bind code is on somebody's screen now
    return tr("live code");
}

QString TenantListModel::description(const TenantRow &row) const
{
    QStringList parts{row.name, phaseLook(row.phase).name};
    const QString detail = phaseDetail(row);
    if (!detail.isEmpty() && row.phase != "BIND_WAIT"_L1 && row.phase != "STARTING"_L1 && row.phase != "BACKOFF"_L1)
        parts.append(detail);
    if (!row.host.isEmpty())
        parts.append(row.host);
    if (row.port > 0)
        //: Read by a screen reader for a table row
        parts.append(tr("port %1").arg(row.port));
    return parts.join(u", "_s);
}

void TenantListModel::setRows(const QList<TenantRow> &rows)
{
    QSet<QString> names;
    for (const TenantRow &row : rows)
        names.insert(row.name);
    for (qsizetype at = m_rows.size() - 1; at >= 0; --at) {
        if (!names.contains(m_rows.at(at).name))
            removeRow(m_rows.at(at).name);
    }
    QList<TenantRow> fresh;
    for (const TenantRow &row : rows) {
        if (m_index.contains(row.name))
            updateRow(row);
        else
            fresh.append(row);
    }
    if (!fresh.isEmpty()) {
        beginInsertRows({}, int(m_rows.size()), int(m_rows.size() + fresh.size()) - 1);
        m_rows.append(fresh);
        reindex();
        endInsertRows();
        Q_EMIT changed();
    }
}

void TenantListModel::updateRow(const TenantRow &row)
{
    const auto found = m_index.constFind(row.name);
    if (found == m_index.constEnd()) {
        beginInsertRows({}, int(m_rows.size()), int(m_rows.size()));
        m_index.insert(row.name, int(m_rows.size()));
        m_rows.append(row);
        endInsertRows();
        Q_EMIT changed();
        return;
    }
    TenantRow &old = m_rows[*found];
    if (old == row)
        return;
    TenantRow onlySeen = old;
    onlySeen.seenMs = row.seenMs;
    const bool nothingElse = onlySeen == row;
    old = row;
    // A fresh observation of an unchanged tenant is by far the most frequent push: it must not sort or filter anything.
    Q_EMIT dataChanged(index(*found), index(*found), nothingElse ? QList<int>{SeenRole, SeenLateRole} : QList<int>{});
    Q_EMIT changed();
}

void TenantListModel::removeRow(const QString &name)
{
    const auto found = m_index.constFind(name);
    if (found == m_index.constEnd())
        return;
    const int at = *found;
    beginRemoveRows({}, at, at);
    m_rows.removeAt(at);
    reindex();
    endRemoveRows();
    if (m_checked.remove(name))
        Q_EMIT checkedChanged();
    Q_EMIT changed();
}

void TenantListModel::reindex()
{
    m_index.clear();
    m_index.reserve(m_rows.size());
    for (int row = 0; row < m_rows.size(); ++row)
        m_index.insert(m_rows.at(row).name, row);
}

void TenantListModel::setNow(qint64 nowMs)
{
    m_now = nowMs;
    emitAll({SeenRole, SeenLateRole, PhaseDetailRole, WeixinRole});
}

void TenantListModel::setStale(bool stale)
{
    if (m_stale == stale)
        return;
    m_stale = stale;
    emitAll({GreyedRole, PhaseToneRole, PhaseRingRole, PhaseFilledRole, PhaseDetailRole, WeixinRole, DescriptionRole});
}

void TenantListModel::retranslate()
{
    emitAll({});
}

void TenantListModel::emitAll(const QList<int> &roles)
{
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0), index(int(m_rows.size()) - 1), roles);
}

void TenantListModel::setChecked(const QString &name, bool checked)
{
    const auto found = m_index.constFind(name);
    if (found == m_index.constEnd() || m_checked.contains(name) == checked)
        return;
    if (checked)
        m_checked.insert(name);
    else
        m_checked.remove(name);
    Q_EMIT dataChanged(index(*found), index(*found), {CheckedRole});
    Q_EMIT checkedChanged();
}

void TenantListModel::checkAll(const QStringList &names)
{
    const qsizetype before = m_checked.size();
    for (const QString &name : names) {
        if (m_index.contains(name))
            m_checked.insert(name);
    }
    if (m_checked.size() == before)
        return;
    emitAll({CheckedRole});
    Q_EMIT checkedChanged();
}

void TenantListModel::uncheckAll()
{
    if (m_checked.isEmpty())
        return;
    m_checked.clear();
    emitAll({CheckedRole});
    Q_EMIT checkedChanged();
}

const TenantRow *TenantListModel::find(const QString &name) const
{
    const auto found = m_index.constFind(name);
    return found == m_index.constEnd() ? nullptr : &m_rows.at(*found);
}

} // namespace hermes::desktop
