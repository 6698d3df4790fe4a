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
        {ShareRole, "share"}, {HeldRole, "held"}, {HeldToneRole, "heldTone"}, {GroupRole, "group"}, {HeadRole, "head"},
        {DenseRole, "dense"}, {GreyedRole, "greyed"}, {DescriptionRole, "description"}};
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
    case GroupRole:
        return entry.group;
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
        return row.paidMs > 0 ? formatDuration(row.deliveredMs - row.paidMs) : u"–"_s;
    return waitsSince(row) > 0 ? formatDuration(m_now - waitsSince(row)) : u"–"_s;
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
    return waitsSince(row) > 0 && m_now - waitsSince(row) >= orderSlaMs ? u"over"_s : u"intime"_s;
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

void OrderListModel::show(const QList<Entry> &entries)
{
    const qsizetype before = m_entries.size();
    const auto same = [](const Entry &a, const Entry &b) { return a.row.id == b.row.id && a.group == b.group; };
    for (qsizetype at = m_entries.size() - 1; at >= 0; --at) {
        if (std::any_of(entries.begin(), entries.end(), [&](const Entry &one) { return same(one, m_entries.at(at)); }))
            continue;
        beginRemoveRows({}, int(at), int(at));
        m_entries.removeAt(at);
        endRemoveRows();
    }
    for (qsizetype at = 0; at < entries.size(); ++at) {
        const Entry &wanted = entries.at(at);
        const auto found = std::find_if(
            m_entries.begin() + at, m_entries.end(), [&](const Entry &one) { return same(one, wanted); });
        if (found == m_entries.end()) {
            beginInsertRows({}, int(at), int(at));
            m_entries.insert(at, wanted);
            endInsertRows();
            continue;
        }
        const qsizetype from = found - m_entries.begin();
        if (from != at) {
            beginMoveRows({}, int(from), int(from), {}, int(at));
            m_entries.move(from, at);
            endMoveRows();
        }
        if (m_entries.at(at) == wanted)
            continue;
        m_entries[at] = wanted;
        Q_EMIT dataChanged(index(int(at)), index(int(at)));
    }
    // What is left over was there twice.
    if (m_entries.size() > entries.size()) {
        beginRemoveRows({}, int(entries.size()), int(m_entries.size()) - 1);
        m_entries.resize(entries.size());
        endRemoveRows();
    }
    if (m_kind == Kind::Waiting)
        emitAll({HeadRole});
    if (before != m_entries.size())
        Q_EMIT countChanged();
}

void OrderListModel::setRows(const QList<OrderRow> &rows)
{
    show(arranged(rows));
}

void OrderListModel::append(const QList<OrderRow> &rows)
{
    QList<Entry> fresh;
    for (const OrderRow &row : rows)
        if (!find(row.id))
            fresh.append({row, groupOf(row)});
    if (fresh.isEmpty())
        return;
    beginInsertRows({}, count(), count() + int(fresh.size()) - 1);
    m_entries.append(fresh);
    endInsertRows();
    Q_EMIT countChanged();
}

void OrderListModel::update(const OrderRow &row)
{
    const int at = rowOf(row.id);
    if (at < 0 || m_entries.at(at).row == row)
        return;
    m_entries[at].row = row;
    Q_EMIT dataChanged(index(at), index(at));
}

void OrderListModel::fetchMore(const QModelIndex &)
{
    m_hasMore = false; // until the page is there
    Q_EMIT moreAsked();
}

void OrderListModel::setNow(qint64 nowMs)
{
    m_now = nowMs;
    if (m_kind != Kind::Waiting || m_entries.isEmpty())
        return;
    QList<Entry> entries = m_entries;
    bool crossed = false;
    for (Entry &entry : entries) {
        const QString group = groupOf(entry.row);
        crossed = crossed || group != entry.group;
        entry.group = group;
    }
    if (crossed)
        show(entries);
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

const OrderRow *OrderListModel::find(const QString &id) const
{
    const int row = rowOf(id);
    return row < 0 ? nullptr : &m_entries.at(row).row;
}

int OrderListModel::countOf(const QString &group) const
{
    return int(std::count_if(m_entries.begin(), m_entries.end(), [&](const Entry &one) { return one.group == group; }));
}

QString OrderListModel::idAt(int row) const
{
    return row >= 0 && row < count() ? m_entries.at(row).row.id : QString();
}

int OrderListModel::rowOf(const QString &id) const
{
    for (int row = 0; row < count(); ++row)
        if (m_entries.at(row).row.id == id)
            return row;
    return -1;
}

} // namespace hermes::desktop
