#pragma once

#include "backend.h"
#include "hostchoice.h"
#include "planpreview.h"
#include "problem.h"
#include "tenantsecrets.h"

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
    /// What the tier does not keep apart.
    Q_PROPERTY(QString tierWarning READ tierWarning NOTIFY changed)
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
    [[nodiscard]] QString tierWarning() const;
    [[nodiscard]] QString host() const { return m_hosts.host(); }
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
    [[nodiscard]] RecordListModel *hosts() { return m_hosts.model(); }
    [[nodiscard]] RecordListModel *secrets() { return m_secrets.model(); }
    [[nodiscard]] RecordListModel *steps() { return m_preview.steps(); }
    [[nodiscard]] Problem *problem() { return &m_problem; }

    Q_INVOKABLE void begin();
    Q_INVOKABLE void cancel();
    Q_INVOKABLE void submit();
    Q_INVOKABLE void addSecret() { m_secrets.add(); }
    Q_INVOKABLE void removeSecret(int row) { m_secrets.remove(row); }
    Q_INVOKABLE void setSecretKey(int row, const QString &key) { m_secrets.setKey(row, key); }
    /// The value as typed or pasted; kept here, shown nowhere.
    Q_INVOKABLE void setSecretText(int row, const QString &value) { m_secrets.setText(row, value); }
    Q_INVOKABLE void setSecretFile(int row, const QUrl &file) { m_secrets.setFile(row, file); }
    void retranslate();

Q_SIGNALS:
    void changed();
    /// The first field that is wrong: name, tier, host or secrets.
    void focusAsked(const QString &field);
    /// The request is recorded; the tenant appears in the table.
    void done(const QString &name);

private:
    void touch();
    void ask();
    void takePlans(const Result<QList<PlanRow>> &plans);
    void rebuildPlans();
    [[nodiscard]] const PlanRow *plan() const;
    [[nodiscard]] QString firstWrongField() const;

    Backend &m_backend;
    const TenantListModel &m_tenants;
    NewTenant m_request; ///< host and secretNames: as of the last question
    QList<PlanRow> m_planRows;
    RecordList<PlanRecord> m_plans;
    HostChoice m_hosts;
    TenantSecrets m_secrets;
    PlanPreview m_preview;
    Problem m_problem;
    bool m_open = false;
    bool m_working = false;
    bool m_tried = false;
};

} // namespace hermes::desktop
