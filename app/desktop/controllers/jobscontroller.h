#pragma once

#include "backend.h"
#include "jobrecords.h"
#include "recordlistmodel.h"
#include "tenantlistmodel.h"

#include <QSet>
#include <QtQml/qqmlregistration.h>
#include <optional>

namespace hermes::desktop {

/// The Activity page: the jobs of this window, newest first, the one that is chosen with its tenants, and, for a
/// tenant's pane, the latest that is about this tenant.
class JobsController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("owned by AppController")
    Q_PROPERTY(hermes::desktop::RecordListModel *rows READ rows CONSTANT)
    Q_PROPERTY(int total READ total NOTIFY changed)
    Q_PROPERTY(int running READ running NOTIFY changed)
    Q_PROPERTY(QString countText READ countText NOTIFY changed)
    Q_PROPERTY(QString selected READ selected WRITE select NOTIFY changed)
    Q_PROPERTY(bool shown READ isShown NOTIFY changed)
    Q_PROPERTY(QString title READ title NOTIFY changed)
    Q_PROPERTY(QString stateName READ stateName NOTIFY changed)
    Q_PROPERTY(QString stateTone READ stateTone NOTIFY changed)
    Q_PROPERTY(bool stateRing READ stateRing NOTIFY changed)
    Q_PROPERTY(bool stateFilled READ stateFilled NOTIFY changed)
    Q_PROPERTY(QString subtitle READ subtitle NOTIFY changed)
    /// Why it ended early; empty: it did not.
    Q_PROPERTY(QString endTitle READ endTitle NOTIFY changed)
    Q_PROPERTY(QString endText READ endText NOTIFY changed)
    Q_PROPERTY(QString endDetail READ endDetail NOTIFY changed)
    Q_PROPERTY(QString endTone READ endTone NOTIFY changed)
    Q_PROPERTY(hermes::desktop::RecordListModel *parts READ parts CONSTANT)
    Q_PROPERTY(bool stoppable READ isStoppable NOTIFY changed)
    /// It changed images that are still in use and can be taken back.
    Q_PROPERTY(bool revertible READ isRevertible NOTIFY changed)
    /// Tenants were left that still want it.
    Q_PROPERTY(bool continuable READ isContinuable NOTIFY changed)
    // Of the tenant whose pane is open.
    Q_PROPERTY(bool tenantShown READ isTenantShown NOTIFY changed)
    Q_PROPERTY(bool tenantRunning READ isTenantRunning NOTIFY changed)
    Q_PROPERTY(bool tenantFailed READ isTenantFailed NOTIFY changed)
    Q_PROPERTY(bool tenantRevertible READ isTenantRevertible NOTIFY changed)
    Q_PROPERTY(QString tenantTitle READ tenantTitle NOTIFY changed)
    Q_PROPERTY(QString tenantText READ tenantText NOTIFY changed)
    Q_PROPERTY(QString tenantDetail READ tenantDetail NOTIFY changed)
    Q_PROPERTY(QString tenantTook READ tenantTook NOTIFY changed)
public:
    JobsController(Backend &backend, const TenantListModel &tenants, QObject *parent);

    [[nodiscard]] RecordListModel *rows() { return &m_rows; }
    [[nodiscard]] int total() const { return int(m_jobs.size()); }
    [[nodiscard]] int running() const;
    [[nodiscard]] QString countText() const;
    [[nodiscard]] QString selected() const { return m_selected; }
    void select(const QString &id);
    [[nodiscard]] bool isShown() const { return !m_selected.isEmpty(); }
    [[nodiscard]] QString title() const;
    [[nodiscard]] QString stateName() const;
    [[nodiscard]] QString stateTone() const;
    [[nodiscard]] bool stateRing() const;
    [[nodiscard]] bool stateFilled() const;
    [[nodiscard]] QString subtitle() const;
    [[nodiscard]] QString endTitle() const;
    [[nodiscard]] QString endText() const;
    [[nodiscard]] QString endDetail() const;
    [[nodiscard]] QString endTone() const;
    [[nodiscard]] RecordListModel *parts() { return &m_parts; }
    [[nodiscard]] bool isStoppable() const;
    [[nodiscard]] bool isRevertible() const;
    [[nodiscard]] bool isContinuable() const;
    [[nodiscard]] bool isTenantShown() const { return m_part.has_value(); }
    [[nodiscard]] bool isTenantRunning() const;
    [[nodiscard]] bool isTenantFailed() const;
    [[nodiscard]] bool isTenantRevertible() const;
    [[nodiscard]] QString tenantTitle() const;
    [[nodiscard]] QString tenantText() const;
    [[nodiscard]] QString tenantDetail() const;
    [[nodiscard]] QString tenantTook() const;

    void setNow(qint64 nowMs);
    /// Whose pane is open.
    void setTenant(const QString &name);
    void retranslate();

    [[nodiscard]] Q_INVOKABLE QString idAt(int row) const;
    [[nodiscard]] Q_INVOKABLE int rowOf(const QString &id) const;
    /// Of the chosen job: no further wave; back to the images before; the rest, too.
    Q_INVOKABLE void stop();
    Q_INVOKABLE void revert();
    Q_INVOKABLE void goOn();
    /// Of the job on the open tenant: shows it, takes its image back, shows it in the pane no more.
    Q_INVOKABLE void showTenantJob();
    Q_INVOKABLE void revertTenant();
    Q_INVOKABLE void dismissTenantJob();

Q_SIGNALS:
    void changed();
    void rollbackAsked(const QStringList &names);
    void upgradeAsked(const QStringList &names, const QString &image);
    void activityAsked();

private:
    void take(const JobFacts &job);
    void rebuild();
    void findTenantJob();
    [[nodiscard]] const JobFacts *chosen() const;
    /// Those of the job that run what it gave them and had something else before.
    [[nodiscard]] QStringList changedOnes(const JobFacts &job) const;

    Backend &m_backend;
    const TenantListModel &m_tenants;
    QList<JobFacts> m_jobs; ///< newest first
    RecordList<JobRecord> m_rows;
    RecordList<JobPartRecord> m_parts;
    QString m_selected;
    QString m_tenant;
    std::optional<JobPartRecord> m_part; ///< of m_tenant
    JobFacts m_tenantJob;
    QSet<QString> m_dismissed; ///< "job tenant"
    qint64 m_now = 0;
};

} // namespace hermes::desktop
