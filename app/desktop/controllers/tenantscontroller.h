#pragma once

#include "backend.h"
#include "problem.h"
#include "recordlistmodel.h"
#include "records.h"
#include "tenantfiltermodel.h"
#include "tenantlistmodel.h"

#include <QtQml/qqmlregistration.h>

namespace hermes::desktop {

/// The Tenants page: the table, its filters and cards, which row is chosen, and what is done to several at once.
class TenantsController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("owned by AppController")
    Q_PROPERTY(hermes::desktop::TenantFilterModel *rows READ rows CONSTANT)
    Q_PROPERTY(hermes::desktop::RecordListModel *cards READ cards CONSTANT)
    Q_PROPERTY(hermes::desktop::RecordListModel *phases READ phases CONSTANT)
    Q_PROPERTY(hermes::desktop::RecordListModel *plans READ plans CONSTANT)
    Q_PROPERTY(hermes::desktop::RecordListModel *hosts READ hosts CONSTANT)
    Q_PROPERTY(hermes::desktop::Problem *problem READ problem CONSTANT)
    Q_PROPERTY(int total READ total NOTIFY changed)
    Q_PROPERTY(bool known READ isKnown NOTIFY changed)
    Q_PROPERTY(QString selected READ selected WRITE select NOTIFY selectedChanged)
    Q_PROPERTY(int checkedCount READ checkedCount NOTIFY checkedChanged)
    /// 0 none, 1 some, 2 all of the rows that pass the filter.
    Q_PROPERTY(int checkState READ checkState NOTIFY checkedChanged)
    Q_PROPERTY(bool canRestart READ canRestart NOTIFY checkedChanged)
    Q_PROPERTY(bool canStop READ canStop NOTIFY checkedChanged)
    Q_PROPERTY(bool canStart READ canStart NOTIFY checkedChanged)
    /// At least one has an image of its own; the plan says which are left.
    Q_PROPERTY(bool canUpgrade READ canUpgrade NOTIFY checkedChanged)
    Q_PROPERTY(QString countText READ countText NOTIFY footChanged)
    Q_PROPERTY(QString sortText READ sortText NOTIFY footChanged)
    Q_PROPERTY(QString changeText READ changeText NOTIFY footChanged)
public:
    TenantsController(Backend &backend, QObject *parent);

    [[nodiscard]] TenantFilterModel *rows() { return &m_filter; }
    [[nodiscard]] RecordListModel *cards() { return &m_cards; }
    [[nodiscard]] RecordListModel *phases() { return &m_phases; }
    [[nodiscard]] RecordListModel *plans() { return &m_plans; }
    [[nodiscard]] RecordListModel *hosts() { return &m_hosts; }
    [[nodiscard]] Problem *problem() { return &m_problem; }
    [[nodiscard]] const TenantListModel &model() const { return m_model; }
    [[nodiscard]] int total() const { return m_model.rowCount(); }
    [[nodiscard]] bool isKnown() const { return m_known; }
    [[nodiscard]] QString selected() const { return m_selected; }
    void select(const QString &name);
    [[nodiscard]] int checkedCount() const { return int(m_model.checkedNames().size()); }
    [[nodiscard]] int checkState() const;
    [[nodiscard]] bool canRestart() const { return fitsChecked(QStringLiteral("restart")); }
    [[nodiscard]] bool canStop() const { return fitsChecked(QStringLiteral("stop")); }
    [[nodiscard]] bool canStart() const { return fitsChecked(QStringLiteral("start")); }
    [[nodiscard]] bool canUpgrade() const;
    [[nodiscard]] QString countText() const;
    [[nodiscard]] QString sortText() const;
    [[nodiscard]] QString changeText() const;

    void setHosts(const QList<HostRow> &hosts);
    /// What the orders say about what is paid and not delivered.
    void setPaidCard(const MetricRecord &card);
    void setNow(qint64 nowMs);
    void setStale(bool stale);
    void retranslate();

    Q_INVOKABLE bool knows(const QString &name) const { return m_model.find(name) != nullptr; }
    /// A press on a card: filters by it, or takes the filter away again.
    Q_INVOKABLE void pressCard(const QString &key);
    Q_INVOKABLE void check(const QString &name, bool checked);
    Q_INVOKABLE bool isChecked(const QString &name) const { return m_model.checkedNames().contains(name); }
    Q_INVOKABLE void checkAll(bool checked);
    /// Does it to all that are checked, or asks first by planAsked().
    Q_INVOKABLE void actOnChecked(const QString &verb);
    void perform(const QString &verb, const QStringList &names);
    Q_INVOKABLE void refresh();

Q_SIGNALS:
    void changed();
    void planAsked(const QString &verb, const QStringList &names);
    void imageAsked(const QString &verb, const QStringList &names);
    void selectedChanged();
    void checkedChanged();
    void footChanged();
    /// A row was pushed: whoever shows this tenant reads it anew.
    void rowChanged(const QString &name);

private:
    void rebuild();
    void rebuildCards();
    [[nodiscard]] MetricRecord readyCard() const;
    [[nodiscard]] MetricRecord waitingCard() const;
    [[nodiscard]] MetricRecord stuckCard() const;
    [[nodiscard]] MetricRecord hostsCard() const;
    [[nodiscard]] bool fitsChecked(const QString &verb) const;
    [[nodiscard]] int countOf(const QString &phase) const;

    Backend &m_backend;
    TenantListModel m_model;
    TenantFilterModel m_filter;
    RecordList<MetricRecord> m_cards;
    RecordList<ChoiceRecord> m_phases;
    RecordList<ChoiceRecord> m_plans;
    RecordList<ChoiceRecord> m_hosts;
    Problem m_problem;
    QList<HostRow> m_hostRows;
    MetricRecord m_paidCard;
    QString m_selected;
    bool m_known = false;
    bool m_dirty = false;
    qint64 m_lastChange = 0;
};

} // namespace hermes::desktop
