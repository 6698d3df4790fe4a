#pragma once

#include "orderrows.h"

#include <QAbstractListModel>
#include <QHash>
#include <QSet>
#include <QtQml/qqmlregistration.h>

namespace hermes::desktop {

/// Orders as the Orders page lists them: those that wait in their groups, all of them page by page, or the hand-offs.
/// Words and times are made here, so that a delegate only draws; the clock touches nothing but what it moves.
class OrderListModel : public QAbstractListModel {
    Q_OBJECT
    QML_ANONYMOUS
    Q_PROPERTY(int count READ count NOTIFY countChanged)
public:
    enum class Kind { Waiting, All, HandOffs };
    enum Role {
        IdRole = Qt::UserRole,
        OrderRole, ///< the id on one line
        TenantRole,
        NamedRole, ///< it has a tenant
        AmountRole,
        WhenRole, ///< the first column: how long it waits or took, or when it was made
        WhenToneRole,
        MomentRole, ///< the same as a date, for the tooltip
        ShareRole, ///< of the time it may take; below 0: no bar
        HeldRole, ///< the last column
        HeldToneRole,
        HeadRole, ///< over, intime, delivered: the group, of the first row in it
        DenseRole,
        GreyedRole,
        DescriptionRole
    };

    explicit OrderListModel(Kind kind, QObject *parent = nullptr)
        : QAbstractListModel(parent)
        , m_kind(kind)
    { }

    [[nodiscard]] int count() const { return int(m_entries.size()); }
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : count(); }
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override { return !parent.isValid() && m_hasMore; }
    void fetchMore(const QModelIndex &parent) override;

    /// Replaces all; rows that stay in their group keep their delegates.
    void setRows(const QList<OrderRow> &rows);
    /// A further page.
    void append(const QList<OrderRow> &rows);
    void setHasMore(bool hasMore) { m_hasMore = hasMore; }
    /// A row that is here gets new; one that is not does not come in by that.
    void update(const OrderRow &row);
    void setNow(qint64 nowMs);
    void setStale(bool stale);
    void retranslate();

    [[nodiscard]] const OrderRow *find(const QString &id) const;
    Q_INVOKABLE QString idAt(int row) const;
    Q_INVOKABLE int rowOf(const QString &id) const;

Q_SIGNALS:
    void countChanged();
    /// The view came to the end of what is known.
    void moreAsked();

private:
    using Key = std::pair<QString, QString>; ///< a row that changes its group is another one
    struct Entry {
        OrderRow row;
        QString group;
        [[nodiscard]] Key key() const { return {row.id, group}; }
        bool operator==(const Entry &) const = default;
    };
    [[nodiscard]] QString groupOf(const OrderRow &row) const;
    [[nodiscard]] QList<Entry> arranged(QList<OrderRow> rows) const;
    void show(const QList<Entry> &entries);
    /// Changes as few rows as it can.
    void adapt(const QList<Entry> &entries);
    void replaceAll(const QList<Entry> &entries);
    [[nodiscard]] static QSet<Key> keysOf(const QList<Entry> &entries);
    [[nodiscard]] qsizetype changesTo(const QList<Entry> &entries) const;
    void setEntry(qsizetype at, const Entry &entry);
    /// Where each order stands.
    [[nodiscard]] const QHash<QString, int> &places() const;
    [[nodiscard]] QString whenText(const Entry &entry) const;
    [[nodiscard]] QString whenTone(const Entry &entry) const;
    [[nodiscard]] QString moment(const OrderRow &row) const;
    [[nodiscard]] QString held(const OrderRow &row) const;
    [[nodiscard]] QString description(const Entry &entry) const;
    [[nodiscard]] QString head(int row) const;
    [[nodiscard]] QVariant look(const Entry &entry, int role) const;
    void emitAll(const QList<int> &roles);

    Kind m_kind;
    QList<Entry> m_entries;
    mutable QHash<QString, int> m_places; ///< made when somebody asks
    mutable bool m_placed = false;
    qint64 m_now = 0;
    bool m_stale = false;
    bool m_hasMore = false;
};

} // namespace hermes::desktop
