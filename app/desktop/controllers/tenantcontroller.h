#pragma once

#include "backend.h"
#include "bindcontroller.h"
#include "problem.h"
#include "reasons.h"
#include "recordlistmodel.h"
#include "records.h"

#include <QtQml/qqmlregistration.h>

namespace hermes::desktop {

/// The pane of one tenant: what it is, what matters now, what happened, and what may be done.
class TenantController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("owned by AppController")
    Q_PROPERTY(bool shown READ isShown NOTIFY changed)
    Q_PROPERTY(QString name READ name NOTIFY changed)
    Q_PROPERTY(QString subtitle READ subtitle NOTIFY changed)
    Q_PROPERTY(QString host READ host NOTIFY changed)
    Q_PROPERTY(QString phase READ phase NOTIFY changed)
    Q_PROPERTY(QString phaseName READ phaseName NOTIFY changed)
    Q_PROPERTY(QString phaseTone READ phaseTone NOTIFY changed)
    Q_PROPERTY(bool phaseRing READ phaseRing NOTIFY changed)
    Q_PROPERTY(bool phaseFilled READ phaseFilled NOTIFY changed)
    Q_PROPERTY(bool greyed READ isGreyed NOTIFY changed)
    Q_PROPERTY(bool writable READ isWritable NOTIFY changed)
    Q_PROPERTY(QString working READ working NOTIFY workingChanged)
    Q_PROPERTY(hermes::desktop::RecordListModel *actions READ actions CONSTANT)
    Q_PROPERTY(hermes::desktop::RecordListModel *moreActions READ moreActions CONSTANT)
    Q_PROPERTY(bool reasonShown READ reasonShown NOTIFY changed)
    Q_PROPERTY(QString reasonTone READ reasonTone NOTIFY changed)
    Q_PROPERTY(QString reasonIcon READ reasonIcon NOTIFY changed)
    Q_PROPERTY(QString reasonTitle READ reasonTitle NOTIFY changed)
    Q_PROPERTY(QString reasonText READ reasonText NOTIFY changed)
    Q_PROPERTY(QString reasonCode READ reasonCode NOTIFY changed)
    Q_PROPERTY(hermes::desktop::RecordListModel *reasonActions READ reasonActions CONSTANT)
    Q_PROPERTY(QString wouldTitle READ wouldTitle NOTIFY changed)
    Q_PROPERTY(QStringList would READ would NOTIFY changed)
    Q_PROPERTY(hermes::desktop::RecordListModel *weixin READ weixin CONSTANT)
    Q_PROPERTY(QString weixinNote READ weixinNote NOTIFY changed)
    Q_PROPERTY(hermes::desktop::RecordListModel *conditions READ conditions CONSTANT)
    Q_PROPERTY(hermes::desktop::RecordListModel *timeline READ timeline CONSTANT)
    Q_PROPERTY(QString timelineNote READ timelineNote NOTIFY ticked)
    Q_PROPERTY(hermes::desktop::RecordListModel *facts READ facts CONSTANT)
    /// What destroying it removes, named exactly.
    Q_PROPERTY(hermes::desktop::RecordListModel *destroyFacts READ destroyFacts CONSTANT)
    Q_PROPERTY(hermes::desktop::RecordListModel *journal READ journal CONSTANT)
    Q_PROPERTY(hermes::desktop::RecordListModel *log READ log CONSTANT)
    Q_PROPERTY(bool logLoading READ isLogLoading NOTIFY logChanged)
    Q_PROPERTY(bool following READ isFollowing WRITE setFollowing NOTIFY logChanged)
    Q_PROPERTY(bool loading READ isLoading NOTIFY changed)
    Q_PROPERTY(hermes::desktop::Problem *problem READ problem CONSTANT)
    Q_PROPERTY(hermes::desktop::Problem *logProblem READ logProblem CONSTANT)
public:
    TenantController(Backend &backend, BindController &bind, QObject *parent);

    [[nodiscard]] bool isShown() const { return !m_row.name.isEmpty(); }
    [[nodiscard]] QString name() const { return m_row.name; }
    [[nodiscard]] QString subtitle() const;
    [[nodiscard]] QString host() const { return m_row.host; }
    [[nodiscard]] QString phase() const { return m_row.phase; }
    [[nodiscard]] QString phaseName() const;
    [[nodiscard]] QString phaseTone() const;
    [[nodiscard]] bool phaseRing() const;
    [[nodiscard]] bool phaseFilled() const;
    [[nodiscard]] bool isGreyed() const;
    [[nodiscard]] bool isWritable() const { return !m_stale; }
    [[nodiscard]] QString working() const { return m_working; }
    [[nodiscard]] RecordListModel *actions() { return &m_actions; }
    [[nodiscard]] RecordListModel *moreActions() { return &m_moreActions; }
    [[nodiscard]] bool reasonShown() const { return m_reason.shown; }
    [[nodiscard]] QString reasonTone() const { return m_reason.tone; }
    [[nodiscard]] QString reasonIcon() const { return m_reason.icon; }
    [[nodiscard]] QString reasonTitle() const { return m_reason.title; }
    [[nodiscard]] QString reasonText() const { return m_reason.text; }
    [[nodiscard]] QString reasonCode() const { return m_reason.code; }
    [[nodiscard]] RecordListModel *reasonActions() { return &m_reasonActions; }
    [[nodiscard]] QString wouldTitle() const { return m_reason.wouldTitle; }
    [[nodiscard]] QStringList would() const { return m_reason.would; }
    [[nodiscard]] RecordListModel *weixin() { return &m_weixin; }
    [[nodiscard]] QString weixinNote() const;
    [[nodiscard]] RecordListModel *conditions() { return &m_conditions; }
    [[nodiscard]] RecordListModel *timeline() { return &m_timeline; }
    [[nodiscard]] QString timelineNote() const;
    [[nodiscard]] RecordListModel *facts() { return &m_facts; }
    [[nodiscard]] RecordListModel *destroyFacts() { return &m_destroyFacts; }
    [[nodiscard]] RecordListModel *journal() { return &m_journal; }
    [[nodiscard]] RecordListModel *log() { return &m_log; }
    [[nodiscard]] bool isLogLoading() const { return m_logLoading; }
    [[nodiscard]] bool isFollowing() const { return m_following; }
    void setFollowing(bool following);
    [[nodiscard]] bool isLoading() const { return m_loading; }
    [[nodiscard]] Problem *problem() { return &m_problem; }
    [[nodiscard]] Problem *logProblem() { return &m_logProblem; }

    /// Shows this row; null clears the pane. The detail is read whenever `row` is another tenant or has changed.
    void show(const TenantRow *row);
    void setNow(qint64 nowMs);
    void setStale(bool stale);
    void retranslate();

    /// Does a verb at once, or asks first by planAsked() and destroyAsked(), or shows by logAsked(), hostAsked() and
    /// tenantAsked().
    Q_INVOKABLE void act(const QString &verb);
    /// Does what was asked about.
    void perform(const QString &verb);
    Q_INVOKABLE void destroyTenant(const QString &reason);
    Q_INVOKABLE void readLog();
    Q_INVOKABLE void copy(const QString &text);

Q_SIGNALS:
    void changed();
    void ticked();
    void workingChanged();
    void logChanged();
    void planAsked(const QString &verb, const QString &holder);
    void tenantAsked(const QString &name);
    void destroyAsked();
    void moveAsked(const QString &name, const QString &host, const QString &tier);
    /// `verb` is upgrade or rollback.
    void imageAsked(const QString &verb);
    void backupAsked();
    /// The list of its backups is to be shown.
    void backupsAsked();
    void logAsked();
    void hostAsked(const QString &host);

private:
    void readDetail();
    void takeDetail(const QString &name, const Result<TenantDetail> &detail);
    void rebuild();
    void rebuildTimed();
    void run(const QString &verb);
    void setWorking(const QString &verb);

    Backend &m_backend;
    BindController &m_bind;
    TenantRow m_row;
    TenantDetail m_detail;
    ReasonCard m_reason;
    RecordList<ActionRecord> m_actions;
    RecordList<ActionRecord> m_moreActions;
    RecordList<ActionRecord> m_reasonActions;
    RecordList<FactRecord> m_weixin;
    RecordList<StatusRecord> m_conditions;
    RecordList<TimelineRecord> m_timeline;
    RecordList<FactRecord> m_facts;
    RecordList<FactRecord> m_destroyFacts;
    RecordList<LineRecord> m_journal;
    RecordList<LineRecord> m_log;
    Problem m_problem;
    Problem m_logProblem;
    QString m_working;
    qint64 m_now = 0;
    bool m_stale = false;
    bool m_loading = false;
    bool m_logLoading = false;
    bool m_following = false;
    bool m_reading = false;
    bool m_readAgain = false;
};

} // namespace hermes::desktop
