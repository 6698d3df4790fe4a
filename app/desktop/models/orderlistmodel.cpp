#include "orderlistmodel.h"

#include "format.h"
#include "orderwords.h"

#include <algorithm>
#include <tuple>

using namespace Qt::StringLiterals;

namespace hermes::desktop {

QHash<int, QByteArray> OrderListModel::roleNames() const
{
    return {{IdRole, "order"}, {OrderRole, "orderText"}, {TenantRole, "tenant"}, {NamedRole, "named"},
        {AmountRole, "amount"}, {WhenRole, "when"}, {WhenToneRole, "whenTone"}, {MomentRole, "moment"},
        {ShareRole, "share"}, {HeldRole, "held"}, {HeldToneRole, "heldTone"}, {HeadRole, "head"}, {DenseRole, "dense"},
        {GreyedRole, "greyed"}, {DescriptionRole, "description"}};
}

QVariant OrderListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Entry &entry = m_entries.at(index.row());
    switch (role) {
    case IdRole:
        return entry.row.id;
    case OrderRole:
        return shownText(entry.row.id);
    case TenantRole:
        //: Column "Tenant" of an order that has none yet
        return entry.row.tenant.isEmpty() ? tr("none yet") : shownText(entry.row.tenant);
    case NamedRole:
        return !entry.row.tenant.isEmpty();
    case AmountRole:
        return amountWords(entry.row);
    case WhenRole:
        return whenText(entry);
    case MomentRole:
        return moment(entry.row);
    case HeldRole:
        return held(entry.row);
    case HeadRole:
        return head(index.row());
    case DescriptionRole:
        return description(entry);
    default:
        return look(entry, role);
    }
}

QString OrderListModel::head(int row) const
{
    const QString &group = m_entries.at(row).group;
    return row == 0 || m_entries.at(row - 1).group != group ? group : QString();
}

QVariant OrderListModel::look(const Entry &entry, int role) const
{
    const bool isDelivered = entry.group == "delivered"_L1;
    switch (role) {
    case WhenToneRole:
        return whenTone(entry);
    case ShareRole:
        return entry.row.waits && m_kind == Kind::Waiting && waitsSince(entry.row) > 0
            ? double(m_now - waitsSince(entry.row)) / double(orderSlaMs)
            : -1.0;
    case HeldToneRole:
        return m_kind == Kind::Waiting || m_stale || findingTone(entry.row.finding) == "text"_L1
            ? (m_stale || isDelivered ? u"muted"_s : u"text"_s)
            : findingTone(entry.row.finding);
    case DenseRole:
        return isDelivered;
    case GreyedRole:
        return m_stale || isDelivered;
    default:
        return {};
    }
}

QString OrderListModel::whenText(const Entry &entry) const
{
    const OrderRow &row = entry.row;
    if (m_kind != Kind::Waiting) {
        const qint64 at = m_kind == Kind::HandOffs ? waitsSince(row) : row.createdMs;
        return at > 0 ? formatDayTime(at) : u"–"_s;
    }
    if (entry.group == "delivered"_L1)
        return row.paidMs > 0 ? formatWait(row.deliveredMs - row.paidMs) : u"–"_s;
    return waitsSince(row) > 0 ? formatWait(m_now - waitsSince(row)) : u"–"_s;
}

QString OrderListModel::whenTone(const Entry &entry) const
{
    if (m_stale || m_kind != Kind::Waiting || entry.group == "delivered"_L1)
        return u"muted"_s;
    return entry.group == "over"_L1 ? u"danger"_s : u"text"_s;
}

QString OrderListModel::moment(const OrderRow &row) const
{
    QStringList lines;
    if (row.createdMs > 0)
        lines.append(tr("made %1").arg(formatMoment(row.createdMs)));
    if (row.paidMs > 0)
        lines.append(tr("paid %1").arg(formatMoment(row.paidMs)));
    if (row.deliveredMs > 0)
        lines.append(tr("ready %1").arg(formatMoment(row.deliveredMs)));
    return lines.join(u'\n');
}

QString OrderListModel::held(const OrderRow &row) const
{
    if (m_kind != Kind::All)
        return heldWords(row);
    // Of all orders most are what they should be; what a person should know of the others stands beside the state.
    const bool isPlain = row.finding == "DELIVERED"_L1 || row.finding == "UNKNOWN_STATE"_L1
        || (row.finding == "NOT_PAID"_L1 && row.state == "OPEN"_L1)
        || (row.finding == "CLOSED"_L1 && row.state == "CLOSED"_L1)
        || (row.finding == "REFUNDED"_L1 && row.state == "REFUNDED"_L1) || row.finding.isEmpty();
    const QString state = orderStateWords(row);
    if (row.finding == "DELIVERED"_L1)
        return tr("%1, delivered").arg(state);
    //: Of an order: "paid, blocked: port taken"
    return isPlain ? state : tr("%1, %2").arg(state, heldWords(row));
}

QString OrderListModel::description(const Entry &entry) const
{
    const OrderRow &row = entry.row;
    QStringList parts{row.tenant.isEmpty() ? tr("no tenant yet") : shownText(row.tenant), amountWords(row), held(row)};
    if (entry.group == "over"_L1)
        //: Read by a screen reader for an order that waits too long
        parts.append(tr("over 5 minutes"));
    //: Read by a screen reader for a row of orders
    parts.append(tr("order %1").arg(shownText(row.id)));
    return parts.join(u", "_s);
}

QString OrderListModel::groupOf(const OrderRow &row) const
{
    if (m_kind != Kind::Waiting)
        return {};
    if (!row.waits)
        return u"delivered"_s;
    return isOrderLate(row, m_now) ? u"over"_s : u"intime"_s;
}

QList<OrderListModel::Entry> OrderListModel::arranged(QList<OrderRow> rows) const
{
    const auto rank
        = [](const OrderRow &row) { return std::tuple(!row.waits, row.waits ? waitsSince(row) : -row.deliveredMs); };
    if (m_kind == Kind::Waiting)
        std::stable_sort(rows.begin(), rows.end(), [&](const OrderRow &a, const OrderRow &b) {
            // Of whom nobody knows since when they wait, the end of those that do.
            const bool aUnknown = a.waits && waitsSince(a) == 0;
            const bool bUnknown = b.waits && waitsSince(b) == 0;
            if (a.waits && b.waits && aUnknown != bUnknown)
                return bUnknown;
            return rank(a) < rank(b);
        });
    QList<Entry> entries;
    for (const OrderRow &row : std::as_const(rows))
        entries.append({row, groupOf(row)});
    return entries;
}

void OrderListModel::setNow(qint64 nowMs)
{
    m_now = nowMs;
    if (m_kind != Kind::Waiting || m_entries.isEmpty())
        return;
    const bool isCrossed = std::any_of(
        m_entries.begin(), m_entries.end(), [this](const Entry &entry) { return groupOf(entry.row) != entry.group; });
    if (isCrossed) {
        QList<Entry> entries = m_entries;
        for (Entry &entry : entries)
            entry.group = groupOf(entry.row);
        show(entries);
    }
    const auto waiting
        = std::count_if(m_entries.begin(), m_entries.end(), [](const Entry &one) { return one.row.waits; });
    if (waiting > 0)
        Q_EMIT dataChanged(index(0), index(int(waiting) - 1), {WhenRole, ShareRole});
}

void OrderListModel::setStale(bool stale)
{
    if (m_stale == stale)
        return;
    m_stale = stale;
    emitAll({WhenToneRole, HeldToneRole, GreyedRole});
}

void OrderListModel::retranslate()
{
    emitAll({});
}

void OrderListModel::emitAll(const QList<int> &roles)
{
    if (!m_entries.isEmpty())
        Q_EMIT dataChanged(index(0), index(count() - 1), roles);
}

QString OrderListModel::idAt(int row) const
{
    return row >= 0 && row < count() ? m_entries.at(row).row.id : QString();
}

} // namespace hermes::desktop
