#pragma once

#include "rows.h"

#include <QAbstractListModel>
#include <QMap>
#include <QtQml/qqmlregistration.h>

namespace hermes::desktop {

/// All hosts as the Hosts page draws them, in the order of their names; filtered by `filter`.
class HostListModel : public QAbstractListModel {
    Q_OBJECT
    QML_ANONYMOUS
    Q_PROPERTY(int count READ count NOTIFY countChanged)
    Q_PROPERTY(QString filter READ filter WRITE setFilter NOTIFY filterChanged)
public:
    enum Role {
        NameRole = Qt::UserRole,
        AddressRole,
        StateRole,
        StateNameRole,
        StateToneRole,
        StateRingRole,
        StateFilledRole,
        StateDetailRole,
        EngineRole,
        ApiRole,
        CapacityRole,
        UsedRole,
        RoomRole,
        ShareRole,
        BarToneRole,
        TiersRole,
        ErrorRole,
        ErrorTitleRole,
        ErrorDetailRole,
        ErrorHintRole,
        AsksTrustRole,
        SeenRole,
        SeenLateRole,
        GreyedRole,
        DescriptionRole
    };

    using QAbstractListModel::QAbstractListModel;

    [[nodiscard]] int count() const { return int(m_shown.size()); }
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : count(); }
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    void setRows(QList<HostRow> rows);
    void updateRow(const HostRow &row);
    void setNow(qint64 nowMs);
    void setStale(bool stale);
    /// How many tenants are left on each host that is being emptied.
    void setDrains(const QMap<QString, int> &drains);
    void retranslate();
    [[nodiscard]] QString filter() const { return m_filter; }
    void setFilter(const QString &filter);

    [[nodiscard]] const QList<HostRow> &rows() const { return m_rows; }
    [[nodiscard]] const HostRow *find(const QString &name) const;
    Q_INVOKABLE QString nameAt(int row) const;
    Q_INVOKABLE int rowOf(const QString &name) const;

Q_SIGNALS:
    void countChanged();
    void filterChanged();
    void changed();

private:
    [[nodiscard]] QVariant stateData(const HostRow &row, int role) const;
    [[nodiscard]] QVariant capacityData(const HostRow &row, int role) const;
    [[nodiscard]] QVariant errorData(const HostRow &row, int role) const;
    [[nodiscard]] bool failing(const HostRow &row) const;
    [[nodiscard]] QString tiers(const HostRow &row) const;
    void show(const QList<HostRow> &rows);
    [[nodiscard]] QList<HostRow> filtered() const;
    void emitAll(const QList<int> &roles);

    QList<HostRow> m_rows;
    QList<HostRow> m_shown;
    QMap<QString, int> m_drains;
    QString m_filter;
    qint64 m_now = 0;
    bool m_stale = false;
};

} // namespace hermes::desktop
