#include "orderlistmodel.h"

#include <algorithm>
#include <utility>

// How the rows of a list of orders come, change and are found.

namespace hermes::desktop {

void OrderListModel::show(const QList<Entry> &entries)
{
    // So many at once are no list that a person follows with the eye.
    constexpr qsizetype fewChanges = 500;
    const qsizetype before = m_entries.size();
    if (before > 0 && changesTo(entries) <= fewChanges)
        adapt(entries);
    else
        replaceAll(entries);
    if (m_kind == Kind::Waiting)
        emitAll({HeadRole});
    if (before != m_entries.size())
        Q_EMIT countChanged();
}

/// Not by a reset: of that views make a question for more rows.
void OrderListModel::replaceAll(const QList<Entry> &entries)
{
    if (!m_entries.isEmpty()) {
        beginRemoveRows({}, 0, count() - 1);
        m_entries.clear();
        m_placed = false;
        endRemoveRows();
    }
    if (entries.isEmpty())
        return;
    beginInsertRows({}, 0, int(entries.size()) - 1);
    m_entries = entries;
    m_placed = false;
    endInsertRows();
}

QSet<OrderListModel::Key> OrderListModel::keysOf(const QList<Entry> &entries)
{
    QSet<Key> keys;
    keys.reserve(entries.size());
    for (const Entry &entry : entries)
        keys.insert(entry.key());
    return keys;
}

/// Rows that come, go, or stand elsewhere among those that stay.
qsizetype OrderListModel::changesTo(const QList<Entry> &entries) const
{
    const QSet<Key> known = keysOf(m_entries);
    const QSet<Key> wanted = keysOf(entries);
    qsizetype changes = 0;
    auto next = entries.begin();
    const auto isNew = [&](const Entry &entry) { return !known.contains(entry.key()); };
    for (const Entry &entry : m_entries) {
        if (!wanted.contains(entry.key())) {
            ++changes;
            continue;
        }
        for (; next != entries.end() && isNew(*next); ++next)
            ++changes;
        if (next != entries.end())
            changes += (next++)->key() != entry.key();
    }
    return changes + std::distance(next, entries.end());
}

void OrderListModel::setEntry(qsizetype at, const Entry &entry)
{
    if (m_entries.at(at) == entry)
        return;
    m_entries[at] = entry;
    Q_EMIT dataChanged(index(int(at)), index(int(at)));
}

void OrderListModel::adapt(const QList<Entry> &entries)
{
    const QSet<Key> wanted = keysOf(entries);
    for (qsizetype at = m_entries.size() - 1; at >= 0; --at) {
        if (wanted.contains(m_entries.at(at).key()))
            continue;
        beginRemoveRows({}, int(at), int(at));
        m_entries.removeAt(at);
        m_placed = false;
        endRemoveRows();
    }
    const QSet<Key> known = keysOf(m_entries);
    for (qsizetype at = 0; at < entries.size(); ++at) {
        const Entry &next = entries.at(at);
        const auto found = !known.contains(next.key()) ? m_entries.end()
                                                       : std::find_if(m_entries.begin() + at, m_entries.end(),
                                                           [&](const Entry &one) { return one.key() == next.key(); });
        const qsizetype from = found - m_entries.begin();
        if (found == m_entries.end()) {
            beginInsertRows({}, int(at), int(at));
            m_entries.insert(at, next);
            m_placed = false;
            endInsertRows();
        } else if (from != at) {
            beginMoveRows({}, int(from), int(from), {}, int(at));
            m_entries.move(from, at);
            m_placed = false;
            endMoveRows();
        }
        setEntry(at, next);
    }
    // What is left over was there twice.
    if (m_entries.size() > entries.size()) {
        beginRemoveRows({}, int(entries.size()), int(m_entries.size()) - 1);
        m_entries.resize(entries.size());
        m_placed = false;
        endRemoveRows();
    }
}

void OrderListModel::setRows(const QList<OrderRow> &rows)
{
    show(arranged(rows));
}

void OrderListModel::append(const QList<OrderRow> &rows)
{
    QList<Entry> fresh;
    (void)places();
    for (const OrderRow &row : rows) {
        if (m_places.contains(row.id))
            continue;
        m_places.insert(row.id, count() + int(fresh.size()));
        fresh.append({row, groupOf(row)});
    }
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

const OrderRow *OrderListModel::find(const QString &id) const
{
    const int row = rowOf(id);
    return row < 0 ? nullptr : &m_entries.at(row).row;
}

int OrderListModel::rowOf(const QString &id) const
{
    return places().value(id, -1);
}

const QHash<QString, int> &OrderListModel::places() const
{
    if (m_placed)
        return m_places;
    m_places.clear();
    m_places.reserve(m_entries.size());
    for (int row = count() - 1; row >= 0; --row) // of two that are the same the first counts
        m_places.insert(m_entries.at(row).row.id, row);
    m_placed = true;
    return m_places;
}

} // namespace hermes::desktop
