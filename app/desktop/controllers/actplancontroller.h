#pragma once

#include "backend.h"
#include "problem.h"
#include "recordlistmodel.h"
#include "records.h"

#include <QTimer>
#include <QtQml/qqmlregistration.h>

namespace hermes::desktop {

/// Before a verb that interrupts or removes something: what it would do, step by step, and which agents answer somebody
/// just now. Whoever decided to wait for those is remembered here until they are done.
class ActPlanController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("owned by AppController")
    Q_PROPERTY(bool asking READ isAsking NOTIFY changed)
    Q_PROPERTY(QString title READ title NOTIFY changed)
    Q_PROPERTY(QString text READ text NOTIFY changed)
    Q_PROPERTY(QString verbText READ verbText NOTIFY changed)
    Q_PROPERTY(QString iconName READ iconName NOTIFY changed)
    Q_PROPERTY(bool dangerous READ isDangerous NOTIFY changed)
    Q_PROPERTY(bool loading READ isLoading NOTIFY changed)
    /// "2 conversations are being answered"; empty where there are none, or it is not known.
    Q_PROPERTY(QString busy READ busy NOTIFY changed)
    Q_PROPERTY(hermes::desktop::RecordListModel *steps READ steps CONSTANT)
    Q_PROPERTY(hermes::desktop::Problem *problem READ problem CONSTANT)
    /// Tenants whose agents are waited for.
    Q_PROPERTY(QStringList waiting READ waiting NOTIFY waitingChanged)
public:
    ActPlanController(Backend &backend, QObject *parent);

    [[nodiscard]] bool isAsking() const { return m_asking; }
    [[nodiscard]] QString title() const;
    [[nodiscard]] QString text() const;
    [[nodiscard]] QString verbText() const;
    [[nodiscard]] QString iconName() const;
    [[nodiscard]] bool isDangerous() const { return m_verb == QLatin1StringView("stop"); }
    [[nodiscard]] bool isLoading() const { return m_left > 0; }
    [[nodiscard]] QString busy() const;
    [[nodiscard]] static QString busyText(int agents);
    [[nodiscard]] RecordListModel *steps() { return &m_steps; }
    [[nodiscard]] Problem *problem() { return &m_problem; }
    [[nodiscard]] QStringList waiting() const { return m_waiting.keys(); }

    /// Reads the plan without asking, for a dialog of its own (destroy).
    void look(const QString &verb, const QString &name);
    /// Asks about one tenant or several. `holder`: of the WeChat that is to be moved.
    void ask(const QString &verb, const QStringList &names, const QString &holder = {});
    void retranslate();

    Q_INVOKABLE void accept();
    /// As soon as no agent of theirs answers anybody.
    Q_INVOKABLE void acceptWhenIdle();
    Q_INVOKABLE void refuse();
    /// Waits no longer: does it at once, or not at all.
    Q_INVOKABLE void goOn(const QString &name);
    Q_INVOKABLE void giveUp(const QString &name);
    Q_INVOKABLE [[nodiscard]] bool isWaiting(const QString &name) const { return m_waiting.contains(name); }
    /// "Restarts once its conversations are done"
    Q_INVOKABLE [[nodiscard]] QString waitText(const QString &name) const;

Q_SIGNALS:
    void changed();
    void waitingChanged();
    void decided(const QString &verb, const QStringList &names);

private:
    void read();
    void take(const QString &name, const Result<ActPlan> &plan);
    void rebuild();
    void askWaiting();
    void close();

    Backend &m_backend;
    QString m_verb;
    QStringList m_names;
    QString m_holder;
    QMap<QString, ActPlan> m_plans;
    RecordList<StepRecord> m_steps;
    Problem m_problem;
    QTimer m_timer;
    QMap<QString, QString> m_waiting; ///< verb by tenant
    int m_round = 0;
    qsizetype m_left = 0;
    bool m_asking = false;
};

} // namespace hermes::desktop
