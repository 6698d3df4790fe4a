#include "tenantfiltermodel.h"

#include "tenantlistmodel.h"
#include "words.h"

using namespace Qt::StringLiterals;

namespace hermes::desktop {

namespace {

bool inPhase(const QString &wanted, const QString &phase)
{
    if (wanted == "group:stuck"_L1)
        return phase == "BLOCKED"_L1 || phase == "BACKOFF"_L1;
    return wanted == phase;
}

} // namespace

TenantFilterModel::TenantFilterModel(QObject *parent)
    : QSortFilterProxyModel(parent)
{
    m_collator.setCaseSensitivity(Qt::CaseInsensitive);
    m_collator.setNumericMode(true);
    setSortRole(TenantListModel::OrderRole);
    setDynamicSortFilter(true);
    connect(this, &QAbstractItemModel::rowsInserted, this, &TenantFilterModel::countChanged);
    connect(this, &QAbstractItemModel::rowsRemoved, this, &TenantFilterModel::countChanged);
    connect(this, &QAbstractItemModel::modelReset, this, &TenantFilterModel::countChanged);
    sort(0);
}

const TenantRow &TenantFilterModel::source(int row) const
{
    return static_cast<const TenantListModel *>(sourceModel())->rows().at(row);
}

bool TenantFilterModel::isFiltered() const
{
    return !(m_text.isEmpty() && m_phase.isEmpty() && m_plan.isEmpty() && m_host.isEmpty());
}

bool TenantFilterModel::filterAcceptsRow(int sourceRow, const QModelIndex &) const
{
    const TenantRow &row = source(sourceRow);
    if (!m_phase.isEmpty() && !inPhase(m_phase, row.phase))
        return false;
    if (!m_plan.isEmpty() && row.planCode != m_plan)
        return false;
    if (!m_host.isEmpty() && row.host != m_host)
        return false;
    if (m_text.isEmpty())
        return true;
    const QString *const searched[] = {&row.name, &row.customer, &row.order, &row.weixinUser, &row.container};
    return std::any_of(std::begin(searched), std::end(searched),
        [this](const QString *value) { return value->contains(m_text, Qt::CaseInsensitive); });
}

bool TenantFilterModel::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const TenantRow &a = source(left.row());
    const TenantRow &b = source(right.row());
    const int order = compare(a, b);
    if (order != 0)
        return m_descending ? order > 0 : order < 0;
    return m_collator.compare(a.name, b.name) < 0;
}

int TenantFilterModel::compare(const TenantRow &left, const TenantRow &right) const
{
    if (m_column == "phase"_L1)
        return phaseRank(left.phase) - phaseRank(right.phase);
    if (m_column == "name"_L1)
        return m_collator.compare(left.name, right.name);
    if (m_column == "plan"_L1)
        return m_collator.compare(left.planCode, right.planCode);
    if (m_column == "payment"_L1)
        return left.payment.compare(right.payment);
    if (m_column == "weixin"_L1)
        return left.weixinUser.compare(right.weixinUser);
    if (m_column == "host"_L1)
        return m_collator.compare(left.host, right.host);
    if (m_column == "port"_L1)
        return left.port - right.port;
    return left.seenMs < right.seenMs ? 1 : left.seenMs > right.seenMs ? -1 : 0;
}

void TenantFilterModel::changeFilter(QString &member, const QString &value)
{
    if (member == value)
        return;
    member = value;
    invalidateFilter();
    Q_EMIT filterChanged();
    Q_EMIT countChanged();
}

void TenantFilterModel::setText(const QString &text)
{
    changeFilter(m_text, text.trimmed());
}

void TenantFilterModel::setPhase(const QString &phase)
{
    changeFilter(m_phase, phase);
}

void TenantFilterModel::setPlan(const QString &plan)
{
    changeFilter(m_plan, plan);
}

void TenantFilterModel::setHost(const QString &host)
{
    changeFilter(m_host, host);
}

void TenantFilterModel::setSort(const QString &column, bool descending)
{
    m_column = column;
    m_descending = descending;
    invalidate();
    Q_EMIT sortChanged();
}

void TenantFilterModel::sortBy(const QString &column)
{
    setSort(column, column == m_column && !m_descending);
}

void TenantFilterModel::clearFilters()
{
    m_text.clear();
    m_phase.clear();
    m_plan.clear();
    m_host.clear();
    invalidateFilter();
    Q_EMIT filterChanged();
    Q_EMIT countChanged();
}

QString TenantFilterModel::nameAt(int row) const
{
    return index(row, 0).data(TenantListModel::NameRole).toString();
}

int TenantFilterModel::rowOf(const QString &name) const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (source(mapToSource(index(row, 0)).row()).name == name)
            return row;
    }
    return -1;
}

} // namespace hermes::desktop
