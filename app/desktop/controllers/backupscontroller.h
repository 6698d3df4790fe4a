#pragma once

#include "backend.h"
#include "jobrecords.h"
#include "problem.h"
#include "recordlistmodel.h"
#include "records.h"

#include <QtQml/qqmlregistration.h>

namespace hermes::desktop {

/// The backups of the tenant whose pane is open, read when somebody looks; making one, and putting the home back to one
/// after a question.
class BackupsController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("owned by AppController")
    /// Somebody looks at the list.
    Q_PROPERTY(bool opened READ isOpened WRITE setOpened NOTIFY changed)
    Q_PROPERTY(hermes::desktop::RecordListModel *rows READ rows CONSTANT)
    Q_PROPERTY(bool known READ isKnown NOTIFY changed)
    Q_PROPERTY(bool loading READ isLoading NOTIFY changed)
    Q_PROPERTY(QString note READ note NOTIFY changed)
    /// A backup or restore of this tenant can be begun.
    Q_PROPERTY(bool available READ isAvailable NOTIFY changed)
    Q_PROPERTY(bool backingUp READ isBackingUp NOTIFY changed)
    Q_PROPERTY(hermes::desktop::Problem *problem READ problem CONSTANT)
    // The question before a restore.
    Q_PROPERTY(bool asking READ isAsking NOTIFY changed)
    Q_PROPERTY(QString name READ name NOTIFY changed)
    Q_PROPERTY(QString text READ text NOTIFY changed)
    Q_PROPERTY(bool planning READ isPlanning NOTIFY changed)
    Q_PROPERTY(bool possible READ isPossible NOTIFY changed)
    Q_PROPERTY(QString busy READ busy NOTIFY changed)
    Q_PROPERTY(hermes::desktop::RecordListModel *facts READ facts CONSTANT)
    Q_PROPERTY(hermes::desktop::RecordListModel *steps READ steps CONSTANT)
    Q_PROPERTY(hermes::desktop::Problem *planProblem READ planProblem CONSTANT)
public:
    BackupsController(Backend &backend, QObject *parent);

    [[nodiscard]] bool isOpened() const { return m_opened; }
    void setOpened(bool opened);
    [[nodiscard]] RecordListModel *rows() { return &m_rows; }
    [[nodiscard]] bool isKnown() const { return m_known; }
    [[nodiscard]] bool isLoading() const { return m_loading && !m_known; }
    [[nodiscard]] QString note() const;
    [[nodiscard]] bool isAvailable() const;
    [[nodiscard]] bool isBackingUp() const { return isUnderWay(QStringLiteral("BACKUP")); }
    [[nodiscard]] Problem *problem() { return &m_problem; }
    [[nodiscard]] bool isAsking() const { return m_asking; }
    [[nodiscard]] QString name() const { return m_tenant.name; }
    [[nodiscard]] QString text() const;
    [[nodiscard]] bool isPlanning() const { return m_planning; }
    [[nodiscard]] bool isPossible() const { return m_asking && !m_planning && !m_planProblem.isPresent(); }
    [[nodiscard]] QString busy() const;
    [[nodiscard]] RecordListModel *facts() { return &m_facts; }
    [[nodiscard]] RecordListModel *steps() { return &m_steps; }
    [[nodiscard]] Problem *planProblem() { return &m_planProblem; }

    /// Whose pane is open, as it is now; null: nobody's.
    void show(const TenantRow *row);
    void setNow(qint64 nowMs);
    void setStale(bool stale);
    void retranslate();

    Q_INVOKABLE void read();
    Q_INVOKABLE void backUp();
    /// Asks about it.
    Q_INVOKABLE void restore(const QString &file);
    Q_INVOKABLE void accept();
    Q_INVOKABLE void refuse();

Q_SIGNALS:
    void changed();

private:
    void take(const Result<QList<BackupRow>> &backups);
    void takePlan(const Result<ActPlan> &plan);
    void takeJob(const JobFacts &job);
    void rebuild();
    /// A job of this kind, or, where it is empty, of any, on the tenant.
    [[nodiscard]] bool isUnderWay(const QString &kind) const;

    Backend &m_backend;
    TenantRow m_tenant;
    QList<BackupRow> m_backups;
    RecordList<BackupRecord> m_rows;
    RecordList<FactRecord> m_facts;
    RecordList<StepRecord> m_steps;
    Problem m_problem;
    Problem m_planProblem;
    QMap<QString, JobFacts> m_jobs; ///< backups and restores that are under way, by id
    BackupRow m_chosen;
    qint64 m_now = 0;
    int m_agents = 0;
    int m_round = 0; ///< of reading the list
    int m_question = 0;
    bool m_opened = false;
    bool m_known = false;
    bool m_loading = false;
    bool m_asking = false;
    bool m_planning = false;
    bool m_stale = false;
};

} // namespace hermes::desktop
