#pragma once

#include "rows.h"

#include <QAbstractListModel>
#include <QHash>
#include <QSet>
#include <QtQml/qqmlregistration.h>

namespace hermes::desktop {

/// All tenants, in the order they became known. Rows come from a Backend; the words, colours and ages are made here, so
/// that a delegate only draws. A changed row emits one dataChanged with the roles that differ.
class TenantListModel : public QAbstractListModel {
    Q_OBJECT
    QML_ANONYMOUS
public:
    enum Role {
        IdRole = Qt::UserRole,
        NameRole,
        CustomerRole,
        PlanCodeRole,
        TierRole,
        TierNameRole,
        PaymentRole,
        PhaseRole,
        PhaseNameRole,
        PhaseToneRole,
        PhaseRingRole,
        PhaseFilledRole,
        PhaseDetailRole,
        PhaseDetailMonoRole,
        WeixinRole,
        WeixinMonoRole,
        HostRole,
        PortRole,
        SeenRole,
        SeenLateRole,
        GreyedRole,
        CheckedRole,
        DescriptionRole,
        OrderRole ///< what the default order compares; the sort role of TenantFilterModel
    };

    using QAbstractListModel::QAbstractListModel;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    /// Replaces all rows; those that stay keep their place and their check mark.
    void setRows(const QList<TenantRow> &rows);
    void updateRow(const TenantRow &row);
    void removeRow(const QString &name);
    /// Moves the clock by which ages and countdowns are told; emits only their roles.
    void setNow(qint64 nowMs);
    /// Everything greyed, countdowns and codes hidden: what is shown is history.
    void setStale(bool stale);
    void retranslate();
    void setChecked(const QString &name, bool checked);
    void checkAll(const QStringList &names);
    void uncheckAll();

    [[nodiscard]] const QList<TenantRow> &rows() const { return m_rows; }
    [[nodiscard]] const TenantRow *find(const QString &name) const;
    [[nodiscard]] const QSet<QString> &checkedNames() const { return m_checked; }
    [[nodiscard]] qint64 now() const { return m_now; }
    [[nodiscard]] bool isStale() const { return m_stale; }

Q_SIGNALS:
    void checkedChanged();
    /// Any row came, went or changed (not: time passed).
    void changed();

private:
    [[nodiscard]] QVariant phaseData(const TenantRow &row, int role) const;
    [[nodiscard]] bool greyed(const TenantRow &row) const
    {
        return m_stale || row.phase == QLatin1StringView("UNKNOWN");
    }
    [[nodiscard]] QString phaseDetail(const TenantRow &row) const;
    [[nodiscard]] QString weixin(const TenantRow &row) const;
    [[nodiscard]] QString description(const TenantRow &row) const;
    void reindex();
    void emitAll(const QList<int> &roles);

    QList<TenantRow> m_rows;
    QHash<QString, int> m_index;
    QSet<QString> m_checked;
    qint64 m_now = 0;
    bool m_stale = false;
};

} // namespace hermes::desktop
