#pragma once

#include "backend.h"
#include "orderfacts.h"
#include "orderrows.h"
#include "problem.h"
#include "recordlistmodel.h"

#include <QHash>
#include <QSet>
#include <QtQml/qqmlregistration.h>

namespace hermes::desktop {

/// The pane of one order: five dated facts, what they add up to, and the one action that is proposed, with its form.
/// What is personal is masked until somebody asks for it, and again for the next order.
class OrderController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("owned by AppController")
    Q_PROPERTY(bool shown READ isShown NOTIFY changed)
    Q_PROPERTY(bool loading READ isLoading NOTIFY changed)
    Q_PROPERTY(bool known READ isKnown NOTIFY changed)
    Q_PROPERTY(QString title READ title NOTIFY changed)
    Q_PROPERTY(QString tenant READ tenant NOTIFY changed)
    Q_PROPERTY(QString amount READ amount NOTIFY changed)
    Q_PROPERTY(QString order READ order NOTIFY changed)
    Q_PROPERTY(QString orderText READ orderText NOTIFY changed)
    Q_PROPERTY(QString stateText READ stateText NOTIFY ticked)
    Q_PROPERTY(QString stateTone READ stateTone NOTIFY ticked)
    Q_PROPERTY(bool stateFilled READ isStateFilled NOTIFY ticked)
    Q_PROPERTY(QString findingTitle READ findingTitleText NOTIFY changed)
    Q_PROPERTY(QString findingText READ findingExplained NOTIFY changed)
    Q_PROPERTY(QString findingCode READ findingCode NOTIFY changed)
    Q_PROPERTY(hermes::desktop::RecordListModel *facts READ facts CONSTANT)
    Q_PROPERTY(hermes::desktop::RecordListModel *guards READ guards CONSTANT)
    Q_PROPERTY(hermes::desktop::RecordListModel *plan READ plan CONSTANT)
    Q_PROPERTY(hermes::desktop::RecordListModel *attempts READ attempts CONSTANT)
    Q_PROPERTY(bool attemptsDated READ areAttemptsDated NOTIFY changed)
    Q_PROPERTY(hermes::desktop::RecordListModel *details READ details CONSTANT)
    Q_PROPERTY(hermes::desktop::RecordListModel *reasons READ reasons CONSTANT)
    Q_PROPERTY(bool personal READ isPersonal WRITE setPersonal NOTIFY changed)
    Q_PROPERTY(bool proposed READ isProposed NOTIFY changed)
    Q_PROPERTY(QString verb READ verb NOTIFY changed)
    Q_PROPERTY(QString verbTitle READ verbTitleText NOTIFY changed)
    Q_PROPERTY(QString verbText READ verbExplained NOTIFY changed)
    Q_PROPERTY(QString verbButton READ verbButtonText NOTIFY changed)
    Q_PROPERTY(QString verbAtWork READ verbAtWorkText NOTIFY changed)
    Q_PROPERTY(bool formShown READ isFormShown NOTIFY changed)
    Q_PROPERTY(bool askable READ isAskable NOTIFY changed)
    /// Every guard holds and nothing is under way.
    Q_PROPERTY(bool possible READ isPossible NOTIFY changed)
    Q_PROPERTY(bool writable READ isWritable NOTIFY changed)
    Q_PROPERTY(QString working READ working NOTIFY changed)
    Q_PROPERTY(QString reason READ reason WRITE setReason NOTIFY formChanged)
    Q_PROPERTY(QString note READ note WRITE setNote NOTIFY formChanged)
    Q_PROPERTY(QString typedName READ typedName NOTIFY changed)
    Q_PROPERTY(QString typed READ typed WRITE setTyped NOTIFY formChanged)
    Q_PROPERTY(QString reasonError READ reasonError NOTIFY formChanged)
    Q_PROPERTY(QString noteError READ noteError NOTIFY formChanged)
    Q_PROPERTY(QString typedError READ typedError NOTIFY formChanged)
    Q_PROPERTY(QString auditText READ auditText NOTIFY changed)
    Q_PROPERTY(QString versionText READ versionText NOTIFY changed)
    Q_PROPERTY(hermes::desktop::Problem *problem READ problem CONSTANT)
    /// Somebody else was quicker: it has to be read anew first.
    Q_PROPERTY(bool outdated READ isOutdated NOTIFY changed)
public:
    OrderController(Backend &backend, QObject *parent);

    [[nodiscard]] bool isShown() const { return !m_id.isEmpty(); }
    [[nodiscard]] bool isLoading() const { return isShown() && !m_known && !m_problem.isPresent(); }
    [[nodiscard]] bool isKnown() const { return m_known; }
    [[nodiscard]] QString title() const;
    [[nodiscard]] QString tenant() const { return m_card.row.tenant; }
    [[nodiscard]] QString amount() const;
    [[nodiscard]] QString order() const { return m_id; }
    [[nodiscard]] QString orderText() const;
    [[nodiscard]] QString stateText() const;
    [[nodiscard]] QString stateTone() const;
    [[nodiscard]] bool isStateFilled() const { return m_card.row.waits && !m_stale; }
    [[nodiscard]] QString findingTitleText() const;
    [[nodiscard]] QString findingExplained() const;
    [[nodiscard]] QString findingCode() const { return m_card.row.finding; }
    [[nodiscard]] RecordListModel *facts() { return &m_facts; }
    [[nodiscard]] RecordListModel *guards() { return &m_guards; }
    [[nodiscard]] RecordListModel *plan() { return &m_plan; }
    [[nodiscard]] RecordListModel *attempts() { return &m_attempts; }
    [[nodiscard]] RecordListModel *details() { return &m_details; }
    [[nodiscard]] RecordListModel *reasons() { return &m_reasons; }
    [[nodiscard]] bool isPersonal() const { return m_personal; }
    void setPersonal(bool personal);
    [[nodiscard]] bool isProposed() const;
    [[nodiscard]] QString verb() const { return m_card.row.verb; }
    [[nodiscard]] QString verbTitleText() const;
    [[nodiscard]] QString verbExplained() const;
    [[nodiscard]] QString verbButtonText() const;
    [[nodiscard]] QString verbAtWorkText() const;
    [[nodiscard]] bool isFormShown() const;
    [[nodiscard]] bool isAskable() const;
    [[nodiscard]] bool isPossible() const;
    [[nodiscard]] bool isWritable() const { return !m_stale && m_known && !isOutdated(); }
    [[nodiscard]] QString working() const;
    [[nodiscard]] QString reason() const { return m_reason; }
    void setReason(const QString &reason);
    [[nodiscard]] QString note() const { return m_note; }
    void setNote(const QString &note);
    [[nodiscard]] QString typedName() const { return m_card.typed; }
    [[nodiscard]] QString typed() const { return m_typed; }
    void setTyped(const QString &typed);
    [[nodiscard]] QString reasonError() const;
    [[nodiscard]] QString noteError() const;
    [[nodiscard]] QString typedError() const;
    [[nodiscard]] QString auditText() const;
    [[nodiscard]] QString versionText() const;
    [[nodiscard]] Problem *problem() { return &m_problem; }
    [[nodiscard]] bool isOutdated() const { return m_actError && m_actError->kind == ErrorKind::Conflict; }
    /// Some attempts are not of today, so that their times are told with their days.
    [[nodiscard]] bool areAttemptsDated() const { return m_dated; }

    /// Empty: nothing. `row` is what the list knows of it already, or null.
    void show(const QString &id, const OrderRow *row);
    /// Reads it anew; what was typed stays.
    Q_INVOKABLE void read();
    /// The same, by itself: what went wrong with a person's press stays to be read.
    void follow();
    void setNow(qint64 nowMs);
    void setStale(bool stale);
    void retranslate();

    /// What went wrong was read.
    Q_INVOKABLE void dismiss();
    /// Does what is proposed, if the form is complete; else says what is missing.
    Q_INVOKABLE void perform();
    Q_INVOKABLE void askAgain();
    Q_INVOKABLE void copy(const QString &value) const;

Q_SIGNALS:
    void changed();
    void ticked();
    void formChanged();
    /// The form is not complete: the focus goes to "reason", "note" or "typed".
    void missing(const QString &field);
    void codeAsked(const QString &tenant);
    /// It was done; this is how the order is now.
    void recovered(const hermes::desktop::OrderRow &row);

private:
    /// What was sent about an order and is under way, or whose outcome is not known: the same once more is the same
    /// click.
    struct Act {
        QString verb;
        QString key;
        QString reason;
        QString note;
        bool isUnderWay = true;
        Error error = {};
        [[nodiscard]] bool isUnsure() const
        {
            return !isUnderWay && (error.kind == ErrorKind::Network || error.kind == ErrorKind::Timeout);
        }
    };
    void fetch(bool asked);
    void takeRead(bool asked, const Result<OrderCard> &card);
    void dropReads();
    void forgetAct();
    void take(const OrderCard &card);
    void rebuild();
    void beginForm();
    void tellProblem();
    void send();
    void takeAnswer(const QString &id, const Result<OrderCard> &card);
    void takeAsked(const QString &id, const Result<OrderCard> &card);
    [[nodiscard]] bool isNoteGood() const;

    Backend &m_backend;
    QString m_id;
    OrderCard m_card;
    RecordList<OrderFactRecord> m_facts;
    RecordList<OrderGuardRecord> m_guards;
    RecordList<StepRecord> m_plan;
    RecordList<LineRecord> m_attempts;
    RecordList<FactRecord> m_details;
    RecordList<ChoiceRecord> m_reasons;
    Problem m_problem;
    QString m_reason;
    QString m_note;
    QString m_typed;
    QHash<QString, Act> m_acts; ///< by order, whichever is shown
    QSet<QString> m_asking; ///< orders of which WeChat is being asked
    std::optional<Error> m_actError; ///< of what a person did about the order shown; stays until it was read
    std::optional<Error> m_readError;
    int m_serial = 0; ///< of what may still be read; older answers are dropped
    bool m_reading = false;
    bool m_readAgain = false;
    bool m_askedAgain = false;
    bool m_known = false;
    bool m_personal = false;
    bool m_stale = false;
    bool m_dated = false;
    bool m_judged = false; ///< what is missing is told from the first press on
    qint64 m_now = 0;
};

} // namespace hermes::desktop
