#pragma once

#include "backend.h"
#include "problem.h"
#include "recordlistmodel.h"
#include "records.h"

#include <QtQml/qqmlregistration.h>

namespace hermes::desktop {

/// How far the chosen host is with being emptied: recorded state, so that it is here after a restart as well.
class DrainController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("owned by AppController")
    Q_PROPERTY(bool shown READ isShown NOTIFY changed)
    Q_PROPERTY(bool running READ isRunning NOTIFY changed)
    /// It was stopped before everybody was away.
    Q_PROPERTY(bool stopped READ isStopped NOTIFY changed)
    /// What was asked for is not answered yet.
    Q_PROPERTY(bool working READ isWorking NOTIFY changed)
    Q_PROPERTY(QString title READ title NOTIFY changed)
    Q_PROPERTY(QString elapsed READ elapsed NOTIFY elapsedChanged)
    Q_PROPERTY(double share READ share NOTIFY changed)
    Q_PROPERTY(QString tone READ tone NOTIFY changed)
    Q_PROPERTY(QString text READ text NOTIFY changed)
    Q_PROPERTY(QString note READ note NOTIFY changed)
    Q_PROPERTY(hermes::desktop::RecordListModel *left READ left CONSTANT)
    Q_PROPERTY(hermes::desktop::Problem *problem READ problem CONSTANT)
public:
    DrainController(Backend &backend, QObject *parent);

    [[nodiscard]] bool isShown() const { return !m_drain.host.isEmpty(); }
    [[nodiscard]] bool isRunning() const { return isShown() && m_drain.endedMs == 0; }
    [[nodiscard]] bool isStopped() const { return isShown() && m_drain.endedMs > 0 && !m_drain.left.isEmpty(); }
    [[nodiscard]] bool isWorking() const { return m_working; }
    [[nodiscard]] QString title() const;
    [[nodiscard]] QString elapsed() const;
    [[nodiscard]] double share() const;
    [[nodiscard]] QString tone() const;
    [[nodiscard]] QString text() const;
    [[nodiscard]] QString note() const;
    [[nodiscard]] RecordListModel *left() { return &m_left; }
    [[nodiscard]] Problem *problem() { return &m_problem; }
    /// How many tenants are left on each host that is being emptied now.
    [[nodiscard]] QMap<QString, int> running() const;

    void show(const QString &host);
    void setNow(qint64 nowMs);
    void retranslate() { take(); }

    Q_INVOKABLE void stop();
    Q_INVOKABLE void goOn();

Q_SIGNALS:
    void changed();
    void elapsedChanged();
    void drainsChanged();

private:
    void take();
    void wait(Backend::Answer<void> answer);

    Backend &m_backend;
    QList<DrainFacts> m_drains;
    DrainFacts m_drain; ///< of the chosen host
    RecordList<StatusRecord> m_left;
    Problem m_problem;
    QString m_host;
    qint64 m_now = 0;
    bool m_working = false;
};

} // namespace hermes::desktop
