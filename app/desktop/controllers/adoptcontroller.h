#pragma once

#include "backend.h"
#include "problem.h"
#include "recordlistmodel.h"
#include "records.h"

#include <QTimer>
#include <QtQml/qqmlregistration.h>

namespace hermes::desktop {

class TenantListModel;

/// The sheet on which something that was made by hand becomes a tenant: what there is, what would be done, do it.
class AdoptController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("owned by AppController")
    Q_PROPERTY(bool open READ isOpen NOTIFY changed)
    Q_PROPERTY(QString host READ host NOTIFY changed)
    Q_PROPERTY(bool looking READ isLooking NOTIFY changed)
    /// It was looked, and there is nothing.
    Q_PROPERTY(bool empty READ isEmpty NOTIFY changed)
    Q_PROPERTY(hermes::desktop::RecordListModel *found READ found CONSTANT)
    Q_PROPERTY(QString source READ source WRITE setSource NOTIFY changed)
    Q_PROPERTY(QString name READ name WRITE setName NOTIFY changed)
    Q_PROPERTY(QString nameError READ nameError NOTIFY changed)
    Q_PROPERTY(QString order READ order WRITE setOrder NOTIFY changed)
    Q_PROPERTY(hermes::desktop::RecordListModel *plans READ plans CONSTANT)
    Q_PROPERTY(QString planCode READ planCode WRITE setPlanCode NOTIFY changed)
    /// What will be another than it was.
    Q_PROPERTY(QStringList notes READ notes NOTIFY changed)
    Q_PROPERTY(hermes::desktop::RecordListModel *steps READ steps CONSTANT)
    Q_PROPERTY(bool planning READ isPlanning NOTIFY changed)
    Q_PROPERTY(hermes::desktop::Problem *planProblem READ planProblem CONSTANT)
    Q_PROPERTY(bool ready READ isReady NOTIFY changed)
    Q_PROPERTY(bool working READ isWorking NOTIFY changed)
    Q_PROPERTY(QString verb READ verb NOTIFY changed)
    Q_PROPERTY(hermes::desktop::Problem *problem READ problem CONSTANT)
public:
    AdoptController(Backend &backend, const TenantListModel &tenants, QObject *parent);

    [[nodiscard]] bool isOpen() const { return m_open; }
    [[nodiscard]] QString host() const { return m_wish.host; }
    [[nodiscard]] bool isLooking() const { return m_looking; }
    [[nodiscard]] bool isEmpty() const { return m_open && !m_looking && m_rows.isEmpty() && !m_problem.isPresent(); }
    [[nodiscard]] RecordListModel *found() { return &m_found; }
    [[nodiscard]] QString source() const { return m_wish.source; }
    void setSource(const QString &source);
    [[nodiscard]] QString name() const { return m_wish.name; }
    void setName(const QString &name);
    [[nodiscard]] QString nameError() const;
    [[nodiscard]] QString order() const { return m_wish.order; }
    void setOrder(const QString &order);
    [[nodiscard]] RecordListModel *plans() { return &m_plans; }
    [[nodiscard]] QString planCode() const { return m_wish.planCode; }
    void setPlanCode(const QString &code);
    [[nodiscard]] QStringList notes() const;
    [[nodiscard]] RecordListModel *steps() { return &m_steps; }
    [[nodiscard]] bool isPlanning() const { return m_planning; }
    [[nodiscard]] Problem *planProblem() { return &m_planProblem; }
    [[nodiscard]] bool isReady() const;
    [[nodiscard]] bool isWorking() const { return m_working; }
    [[nodiscard]] QString verb() const;
    [[nodiscard]] Problem *problem() { return &m_problem; }

    Q_INVOKABLE void begin(const QString &host);
    /// Once more.
    Q_INVOKABLE void look();
    Q_INVOKABLE void cancel();
    Q_INVOKABLE void submit();
    void retranslate();

Q_SIGNALS:
    void changed();
    /// It is a tenant now, on its way.
    void done(const QString &tenant);

private:
    void takePlans(const Result<QList<PlanRow>> &plans);
    void takeFound(const Result<QList<AdoptableRow>> &found);
    void rebuild();
    [[nodiscard]] const AdoptableRow *chosen() const;
    void askPlan();
    void readPlan();
    void takePlan(const Result<QList<PlanStep>> &steps);

    Backend &m_backend;
    const TenantListModel &m_tenants;
    AdoptWish m_wish;
    QList<AdoptableRow> m_rows;
    QList<PlanRow> m_planRows;
    RecordList<AdoptRecord> m_found;
    RecordList<PlanRecord> m_plans;
    RecordList<StepRecord> m_steps;
    Problem m_problem;
    Problem m_planProblem;
    QTimer m_typing;
    int m_opening = 0; ///< of the sheet
    int m_round = 0; ///< of looking, and of the sheet
    int m_asked = 0; ///< of the plan
    bool m_open = false;
    bool m_looking = false;
    bool m_planning = false;
    bool m_working = false;
};

} // namespace hermes::desktop
