#pragma once

#include "backend.h"
#include "problem.h"
#include "recordlistmodel.h"
#include "records.h"

#include <QHash>
#include <QTimer>
#include <QUrl>
#include <QtQml/qqmlregistration.h>

namespace hermes::desktop {

class TenantListModel;

/// The New tenant sheet: its fields with what is wrong at each, and the plan of what would be done, read anew while the
/// person types. Secrets stay here until they are handed over, and are overwritten when the sheet closes.
class NewTenantController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("owned by AppController")
    Q_PROPERTY(bool open READ isOpen NOTIFY changed)
    Q_PROPERTY(QString name READ name WRITE setName NOTIFY changed)
    Q_PROPERTY(QString nameError READ nameError NOTIFY changed)
    Q_PROPERTY(QString nameNote READ nameNote NOTIFY changed)
    Q_PROPERTY(QString order READ order WRITE setOrder NOTIFY changed)
    Q_PROPERTY(QString planCode READ planCode WRITE setPlanCode NOTIFY changed)
    Q_PROPERTY(QString tier READ tier WRITE setTier NOTIFY changed)
    Q_PROPERTY(QString tierNote READ tierNote NOTIFY changed)
    Q_PROPERTY(QString tierError READ tierError NOTIFY changed)
    Q_PROPERTY(QString host READ host WRITE setHost NOTIFY changed)
    Q_PROPERTY(QString hostError READ hostError NOTIFY changed)
    Q_PROPERTY(QString planNote READ planNote NOTIFY changed)
    Q_PROPERTY(QString planError READ planError NOTIFY changed)
    Q_PROPERTY(QString planHint READ planHint NOTIFY changed)
    Q_PROPERTY(int errorCount READ errorCount NOTIFY changed)
    Q_PROPERTY(QString errorText READ errorText NOTIFY changed)
    Q_PROPERTY(bool ready READ isReady NOTIFY changed)
    Q_PROPERTY(bool working READ isWorking NOTIFY changed)
    Q_PROPERTY(QString verb READ verb NOTIFY changed)
    Q_PROPERTY(hermes::desktop::RecordListModel *plans READ plans CONSTANT)
    Q_PROPERTY(hermes::desktop::RecordListModel *hosts READ hosts CONSTANT)
    Q_PROPERTY(hermes::desktop::RecordListModel *secrets READ secrets CONSTANT)
    Q_PROPERTY(hermes::desktop::RecordListModel *steps READ steps CONSTANT)
    Q_PROPERTY(hermes::desktop::Problem *problem READ problem CONSTANT)
public:
    NewTenantController(Backend &backend, const TenantListModel &tenants, QObject *parent);

    [[nodiscard]] bool isOpen() const { return m_open; }
    [[nodiscard]] QString name() const { return m_request.name; }
    void setName(const QString &name);
    [[nodiscard]] QString nameError() const;
    [[nodiscard]] QString nameNote() const;
    [[nodiscard]] QString order() const { return m_request.order; }
    void setOrder(const QString &order);
    [[nodiscard]] QString planCode() const { return m_request.planCode; }
    void setPlanCode(const QString &code);
    [[nodiscard]] QString tier() const { return m_request.tier; }
    void setTier(const QString &tier);
    [[nodiscard]] QString tierNote() const;
    [[nodiscard]] QString tierError() const;
    [[nodiscard]] QString host() const { return m_request.host; }
    void setHost(const QString &host);
    [[nodiscard]] QString hostError() const;
    [[nodiscard]] QString planNote() const;
    [[nodiscard]] QString planError() const;
    [[nodiscard]] QString planHint() const;
    [[nodiscard]] int errorCount() const;
    [[nodiscard]] QString errorText() const;
    [[nodiscard]] bool isReady() const;
    [[nodiscard]] bool isWorking() const { return m_working; }
    [[nodiscard]] QString verb() const;
    [[nodiscard]] RecordListModel *plans() { return &m_plans; }
    [[nodiscard]] RecordListModel *hosts() { return &m_hosts; }
    [[nodiscard]] RecordListModel *secrets() { return &m_secrets; }
    [[nodiscard]] RecordListModel *steps() { return &m_steps; }
    [[nodiscard]] Problem *problem() { return &m_problem; }

    Q_INVOKABLE void begin();
    Q_INVOKABLE void cancel();
    Q_INVOKABLE void submit();
    Q_INVOKABLE void addSecret();
    Q_INVOKABLE void removeSecret(int row);
    Q_INVOKABLE void setSecretKey(int row, const QString &key);
    /// The value as typed or pasted; kept here, shown nowhere.
    Q_INVOKABLE void setSecretText(int row, const QString &value);
    Q_INVOKABLE void setSecretFile(int row, const QUrl &file);
    void retranslate();

Q_SIGNALS:
    void changed();
    /// The first field that is wrong: name, tier, host or secrets.
    void focusAsked(const QString &field);
    /// The request is recorded; the tenant appears in the table.
    void done(const QString &name);

private:
    void touch();
    void readPlacements();
    void readPreview();
    void takePreview(int asked, const Result<QList<PlanStep>> &steps);
    void rebuildHosts();
    void rebuildPlans();
    void takePlanSecrets();
    void updateSecrets(const QList<SecretRecord> &records);
    [[nodiscard]] QString firstWrongField() const;
    [[nodiscard]] QString secretError(const SecretRecord &record) const;

    Backend &m_backend;
    const TenantListModel &m_tenants;
    NewTenant m_request;
    QList<PlanRow> m_planRows;
    QList<Placement> m_placements;
    QHash<QString, Secret> m_values;
    RecordList<PlanRecord> m_plans;
    RecordList<HostChoiceRecord> m_hosts;
    RecordList<SecretRecord> m_secrets;
    RecordList<StepRecord> m_steps;
    Problem m_problem;
    Error m_planProblem;
    QTimer m_typing;
    int m_asked = 0;
    bool m_open = false;
    bool m_working = false;
    bool m_tried = false;
    bool m_hostChosen = false;
};

} // namespace hermes::desktop
