#pragma once

#include <QCollator>
#include <QLocale>
#include <QSortFilterProxyModel>
#include <QtQml/qqmlregistration.h>

namespace hermes::desktop {

struct TenantRow;

/// The table as it is looked at: filtered by text, phase group, plan and host, sorted by one column. Good to 10,000
/// rows.
class TenantFilterModel : public QSortFilterProxyModel {
    Q_OBJECT
    QML_ANONYMOUS
    Q_PROPERTY(int count READ count NOTIFY countChanged)
    Q_PROPERTY(QString text READ text WRITE setText NOTIFY filterChanged)
    /// A phase code, or a card's group: "group:stuck", "group:ready", "group:waiting"; empty = any.
    Q_PROPERTY(QString phase READ phase WRITE setPhase NOTIFY filterChanged)
    Q_PROPERTY(QString plan READ plan WRITE setPlan NOTIFY filterChanged)
    Q_PROPERTY(QString host READ host WRITE setHost NOTIFY filterChanged)
    Q_PROPERTY(bool filtered READ isFiltered NOTIFY filterChanged)
    /// name, plan, payment, phase (what needs a person first), weixin, host, port, seen.
    Q_PROPERTY(QString sortColumn READ sortColumnName NOTIFY sortChanged)
    Q_PROPERTY(bool descending READ isDescending NOTIFY sortChanged)
public:
    explicit TenantFilterModel(QObject *parent = nullptr);

    [[nodiscard]] int count() const { return rowCount(); }
    [[nodiscard]] QString text() const { return m_text; }
    [[nodiscard]] QString phase() const { return m_phase; }
    [[nodiscard]] QString plan() const { return m_plan; }
    [[nodiscard]] QString host() const { return m_host; }
    [[nodiscard]] bool isFiltered() const;
    [[nodiscard]] QString sortColumnName() const { return m_column; }
    [[nodiscard]] bool isDescending() const { return m_descending; }

    void setText(const QString &text);
    void setPhase(const QString &phase);
    void setPlan(const QString &plan);
    void setHost(const QString &host);

    Q_INVOKABLE void setSort(const QString &column, bool descending);
    /// A click on a column's head: sorts by it, or turns the order round.
    Q_INVOKABLE void sortBy(const QString &column);
    Q_INVOKABLE void clearFilters();
    /// The name in a row; empty outside.
    Q_INVOKABLE QString nameAt(int row) const;
    /// The row of a name; -1 where it is filtered out.
    Q_INVOKABLE int rowOf(const QString &name) const;

Q_SIGNALS:
    void countChanged();
    void filterChanged();
    void sortChanged();

protected:
    [[nodiscard]] bool filterAcceptsRow(int sourceRow, const QModelIndex &sourceParent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    [[nodiscard]] const TenantRow &source(int row) const;
    [[nodiscard]] int compare(const TenantRow &left, const TenantRow &right) const;
    void changeFilter(QString &member, const QString &value);

    QCollator m_collator{QLocale(QLocale::English)}; // the C locale of a bare machine knows no numeric order
    QString m_text;
    QString m_phase;
    QString m_plan;
    QString m_host;
    QString m_column = QStringLiteral("phase");
    bool m_descending = false;
};

} // namespace hermes::desktop
