#pragma once

#include "auditrows.h"
#include "backend.h"
#include "problem.h"
#include "recordlistmodel.h"

#include <QTimer>
#include <QUrl>
#include <QtQml/qqmlregistration.h>
#include <optional>

namespace hermes::desktop {

/// The audit: who did what, read page by page, the newest first. It only ever grows; whether anybody changed an entry
/// since it was written is looked at when somebody asks.
class AuditController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("owned by AppController")
    Q_PROPERTY(hermes::desktop::RecordListModel *rows READ rows CONSTANT)
    Q_PROPERTY(bool opened READ isOpened WRITE setOpened NOTIFY openedChanged)
    Q_PROPERTY(bool known READ isKnown NOTIFY changed)
    Q_PROPERTY(bool stale READ isStale NOTIFY changed)
    Q_PROPERTY(QString search READ search WRITE setSearch NOTIFY filterChanged)
    Q_PROPERTY(QString verb READ verb WRITE setVerb NOTIFY filterChanged)
    /// today, week or month; empty: ever
    Q_PROPERTY(QString since READ since WRITE setSince NOTIFY filterChanged)
    Q_PROPERTY(bool filtered READ isFiltered NOTIFY filterChanged)
    Q_PROPERTY(hermes::desktop::RecordListModel *verbs READ verbs CONSTANT)
    Q_PROPERTY(hermes::desktop::RecordListModel *periods READ periods CONSTANT)
    Q_PROPERTY(QString countText READ countText NOTIFY changed)
    Q_PROPERTY(bool verifying READ isVerifying NOTIFY changed)
    /// What the last look at the chain of entries found; empty: nobody looked.
    Q_PROPERTY(QString verifiedText READ verifiedText NOTIFY changed)
    Q_PROPERTY(hermes::desktop::Problem *broken READ broken CONSTANT)
    Q_PROPERTY(bool exporting READ isExporting NOTIFY changed)
    Q_PROPERTY(QString exportedText READ exportedText NOTIFY changed)
    Q_PROPERTY(hermes::desktop::Problem *actProblem READ actProblem CONSTANT)
    Q_PROPERTY(QString selected READ selected WRITE select NOTIFY selectedChanged)
    Q_PROPERTY(QString title READ title NOTIFY selectedChanged)
    Q_PROPERTY(hermes::desktop::RecordListModel *facts READ facts CONSTANT)
    Q_PROPERTY(hermes::desktop::Problem *problem READ problem CONSTANT)
public:
    AuditController(Backend &backend, QObject *parent);

    [[nodiscard]] RecordListModel *rows() { return &m_rows; }
    [[nodiscard]] bool isOpened() const { return m_opened; }
    void setOpened(bool opened);
    [[nodiscard]] bool isKnown() const { return m_known; }
    [[nodiscard]] bool isStale() const { return m_stale; }
    [[nodiscard]] QString search() const { return m_search; }
    void setSearch(const QString &text);
    [[nodiscard]] QString verb() const { return m_verb; }
    void setVerb(const QString &verb);
    [[nodiscard]] QString since() const { return m_since; }
    void setSince(const QString &since);
    [[nodiscard]] bool isFiltered() const { return !m_search.isEmpty() || !m_verb.isEmpty() || !m_since.isEmpty(); }
    [[nodiscard]] RecordListModel *verbs() { return &m_verbs; }
    [[nodiscard]] RecordListModel *periods() { return &m_periods; }
    [[nodiscard]] QString countText() const;
    [[nodiscard]] bool isVerifying() const { return m_verifying; }
    [[nodiscard]] QString verifiedText() const;
    [[nodiscard]] Problem *broken() { return &m_broken; }
    [[nodiscard]] bool isExporting() const { return m_exporting; }
    [[nodiscard]] QString exportedText() const;
    [[nodiscard]] QString selected() const { return m_selected; }
    void select(const QString &entry);
    [[nodiscard]] QString title() const;
    [[nodiscard]] RecordListModel *facts() { return &m_facts; }
    [[nodiscard]] Problem *problem() { return &m_problem; }
    [[nodiscard]] Problem *actProblem() { return &m_actProblem; }

    void setNow(qint64 nowMs);
    void setStale(bool stale);
    void retranslate();

    /// From the newest entry on.
    Q_INVOKABLE void refresh();
    /// The next page, if there is one.
    Q_INVOKABLE void readOn();
    Q_INVOKABLE void verify();
    /// Everything that the filter lets through, into a file, as "csv" or "json".
    Q_INVOKABLE void exportTo(const QUrl &file, const QString &format);
    Q_INVOKABLE void dismiss();
    Q_INVOKABLE void clearFilter();
    Q_INVOKABLE QString entryAt(int row) const;
    Q_INVOKABLE int rowOf(const QString &entry) const;
    Q_INVOKABLE void copy(const QString &value) const;

Q_SIGNALS:
    void changed();
    void openedChanged();
    void filterChanged();
    void selectedChanged();

private:
    [[nodiscard]] AuditWish wish() const;
    void read(bool first);
    void take(int serial, bool first, const Result<AuditPage> &page);
    void setVerbs(const QStringList &verbs);
    void setPeriods();
    void rebuild();

    Backend &m_backend;
    QList<AuditRow> m_entries;
    QStringList m_everDone;
    RecordList<AuditRecord> m_rows;
    RecordList<ChoiceRecord> m_verbs;
    RecordList<ChoiceRecord> m_periods;
    RecordList<FactRecord> m_facts;
    Problem m_problem;
    Problem m_broken;
    Problem m_actProblem;
    std::optional<AuditRow> m_chosen; ///< an entry never changes
    bool m_wantsMore = false; ///< the end of the list neared while it was read
    QTimer m_typing; ///< a search begins when somebody stops typing
    QString m_search;
    QString m_verb;
    QString m_since;
    QString m_selected;
    QString m_exportedTo;
    qint64 m_exportedCount = 0;
    qint64 m_verifiedMs = 0;
    qint64 m_verifiedCount = 0;
    int m_serial = 0; ///< of the filter; answers of an older one are dropped
    bool m_opened = false;
    bool m_known = false;
    bool m_stale = false;
    bool m_asked = false;
    bool m_hasMore = false;
    bool m_verifying = false;
    bool m_exporting = false;
    qint64 m_now = 0;
    qint64 m_readMs = 0;
};

} // namespace hermes::desktop
