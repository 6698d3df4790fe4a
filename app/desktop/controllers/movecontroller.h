#pragma once

#include "backend.h"
#include "hostchoice.h"
#include "problem.h"
#include "recordlistmodel.h"
#include "records.h"

#include <QtQml/qqmlregistration.h>

namespace hermes::desktop {

/// Before a tenant moves to another host: where to, what is done, and who is being answered just now. Or before all of
/// a host's tenants move away: who would go where.
class MoveController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("owned by AppController")
    Q_PROPERTY(bool asking READ isAsking NOTIFY changed)
    Q_PROPERTY(QString title READ title NOTIFY changed)
    Q_PROPERTY(QString text READ text NOTIFY changed)
    Q_PROPERTY(QString verbText READ verbText NOTIFY changed)
    /// One tenant: the person chooses where to.
    Q_PROPERTY(bool choosing READ isChoosing NOTIFY changed)
    Q_PROPERTY(hermes::desktop::RecordListModel *hosts READ hosts CONSTANT)
    Q_PROPERTY(QString host READ host WRITE setHost NOTIFY changed)
    Q_PROPERTY(bool loading READ isLoading NOTIFY changed)
    Q_PROPERTY(bool working READ isWorking NOTIFY changed)
    Q_PROPERTY(bool possible READ isPossible NOTIFY changed)
    Q_PROPERTY(QString busy READ busy NOTIFY changed)
    Q_PROPERTY(hermes::desktop::RecordListModel *steps READ steps CONSTANT)
    Q_PROPERTY(hermes::desktop::Problem *problem READ problem CONSTANT)
public:
    MoveController(Backend &backend, QObject *parent);

    [[nodiscard]] bool isAsking() const { return m_asking; }
    [[nodiscard]] QString title() const;
    [[nodiscard]] QString text() const;
    [[nodiscard]] QString verbText() const;
    [[nodiscard]] bool isChoosing() const { return !m_tenant.isEmpty(); }
    [[nodiscard]] RecordListModel *hosts() { return m_choice.model(); }
    [[nodiscard]] QString host() const { return m_choice.host(); }
    void setHost(const QString &host) { m_choice.choose(host); }
    [[nodiscard]] bool isLoading() const { return m_loading; }
    [[nodiscard]] bool isWorking() const { return m_working; }
    [[nodiscard]] bool isPossible() const;
    [[nodiscard]] QString busy() const;
    [[nodiscard]] RecordListModel *steps() { return &m_steps; }
    [[nodiscard]] Problem *problem() { return &m_problem; }

    /// Asks where to, and about it.
    void askTenant(const QString &tenant, const QString &from, const QString &tier);
    Q_INVOKABLE void askHost(const QString &host);
    Q_INVOKABLE void accept();
    Q_INVOKABLE void refuse();
    void retranslate();

Q_SIGNALS:
    void changed();

private:
    void begin();
    void read();
    void take(const Result<ActPlan> &plan);
    void finish(const Status &done);

    Backend &m_backend;
    HostChoice m_choice;
    RecordList<StepRecord> m_steps;
    Problem m_problem;
    QString m_tenant; ///< empty: all of the host
    QString m_from;
    int m_agents = 0;
    int m_round = 0;
    bool m_asking = false;
    bool m_loading = false;
    bool m_working = false;
};

} // namespace hermes::desktop
