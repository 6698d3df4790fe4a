#include "newtenantcontroller.h"

#include "jobs.h"
#include "tenantlistmodel.h"
#include "words.h"

#include <QFileInfo>
#include <QRegularExpression>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace hermes::desktop {

namespace {

constexpr int typingMs = 200;
constexpr double fullShare = 0.85;

bool isTenantName(const QString &name)
{
    static const QRegularExpression pattern(u"^[a-z0-9][a-z0-9_-]{0,62}$"_s);
    return pattern.match(name).hasMatch();
}

} // namespace

NewTenantController::NewTenantController(Backend &backend, const TenantListModel &tenants, QObject *parent)
    : QObject(parent)
    , m_backend(backend)
    , m_tenants(tenants)
{
    m_typing.setSingleShot(true);
    m_typing.setInterval(typingMs);
    connect(&m_typing, &QTimer::timeout, this, &NewTenantController::readPreview);
}

void NewTenantController::begin()
{
    if (m_open)
        return;
    m_request = {};
    m_request.tier = u"container"_s;
    m_values.clear();
    m_secrets.set({});
    m_steps.set({});
    m_planProblem = {};
    m_problem.clear();
    m_open = true;
    m_working = m_tried = m_hostChosen = false;
    Q_EMIT changed();
    readPlacements();
    m_backend.plans().then(this, [this](const Result<QList<PlanRow>> &plans) {
        if (!plans) {
            m_problem.set(plans.error());
            return;
        }
        m_planRows = *plans;
        rebuildPlans();
        if (m_request.planCode.isEmpty() && !m_planRows.isEmpty())
            setPlanCode(m_planRows.first().code);
    });
}

void NewTenantController::cancel()
{
    m_open = false;
    m_values.clear();
    m_typing.stop();
    ++m_asked;
    Q_EMIT changed();
}

void NewTenantController::touch()
{
    m_problem.clear();
    m_typing.start();
    Q_EMIT changed();
}

void NewTenantController::setName(const QString &name)
{
    if (m_request.name == name)
        return;
    m_request.name = name;
    touch();
}

QString NewTenantController::nameError() const
{
    const QString &name = m_request.name;
    if (name.isEmpty())
        return m_tried ? tr("A name is needed.") : QString();
    if (!isTenantName(name))
        return name.size() > 63 ? tr("At most 63 characters.")
                                : tr("Small letters, digits, - and _ only; a letter or digit first.");
    if (m_tenants.find(name))
        return tr("There is a tenant of this name already.");
    return {};
}

QString NewTenantController::nameNote() const
{
    if (m_request.name.isEmpty())
        return tr("also the profile name; it cannot change later");
    return nameError().isEmpty() ? tr("free; also the profile name") : QString();
}

void NewTenantController::setOrder(const QString &order)
{
    m_request.order = order.trimmed();
    touch();
}

void NewTenantController::setPlanCode(const QString &code)
{
    m_request.planCode = code;
    const auto plan
        = std::find_if(m_planRows.begin(), m_planRows.end(), [&code](const PlanRow &row) { return row.code == code; });
    if (plan != m_planRows.end()) {
        if (plan->tier != m_request.tier) {
            m_request.tier = plan->tier;
            readPlacements();
        }
        takePlanSecrets();
    }
    touch();
}

void NewTenantController::setTier(const QString &tier)
{
    if (m_request.tier == tier)
        return;
    m_request.tier = tier;
    readPlacements();
    touch();
}

QString NewTenantController::tierNote() const
{
    for (const PlanRow &plan : m_planRows) {
        if (plan.code == m_request.planCode)
            //: Right of the label "Runs as": what the plan says
            return tr("from the plan: %1").arg(tierWords(plan.tier));
    }
    return {};
}

QString NewTenantController::tierError() const
{
    if (m_request.tier == "container"_L1)
        return {};
    return tr("Only container runs today; %1 comes later.").arg(tierWords(m_request.tier));
}

void NewTenantController::setHost(const QString &host)
{
    m_request.host = host;
    m_hostChosen = true;
    touch();
}

QString NewTenantController::hostError() const
{
    for (const Placement &placement : m_placements) {
        if (placement.host == m_request.host)
            return placement.possible ? QString() : placement.reason;
    }
    return m_tried && m_request.host.isEmpty() ? tr("No host can take it. Add one, or make room.") : QString();
}

QString NewTenantController::planNote() const
{
    if (m_request.host.isEmpty() || m_request.name.isEmpty())
        return tr("nothing is changed before you say so");
    //: Under the head "What will be done": host and tenant
    return tr("on %1, for %2").arg(m_request.host, m_request.name);
}

QString NewTenantController::planError() const
{
    return nameError().isEmpty() && tierError().isEmpty() && !m_request.name.isEmpty() ? m_planProblem.message
                                                                                       : QString();
}

QString NewTenantController::planHint() const
{
    return planError().isEmpty() ? QString() : m_planProblem.hint;
}

int NewTenantController::errorCount() const
{
    int count = int(!nameError().isEmpty()) + int(!tierError().isEmpty()) + int(!hostError().isEmpty());
    for (const SecretRecord &record : m_secrets.records())
        count += int(!record.error.isEmpty());
    return count;
}

QString NewTenantController::errorText() const
{
    return errorCount() > 0 ? tr("%n field(s) to fix", nullptr, errorCount()) : QString();
}

bool NewTenantController::isReady() const
{
    return errorCount() == 0 && !m_working && !m_request.name.isEmpty() && planError().isEmpty();
}

QString NewTenantController::verb() const
{
    if (m_working)
        return tr("Provisioning …");
    //: The main button of the sheet; %1 is the tenant's name
    return m_request.name.isEmpty() || !isTenantName(m_request.name) ? tr("Provision")
                                                                     : tr("Provision %1").arg(m_request.name);
}

void NewTenantController::readPlacements()
{
    m_backend.placements(m_request.tier).then(this, [this](const Result<QList<Placement>> &placements) {
        if (!placements) {
            m_problem.set(placements.error());
            return;
        }
        m_placements = *placements;
        const auto best
            = std::find_if(m_placements.begin(), m_placements.end(), [](const Placement &p) { return p.possible; });
        if (!m_hostChosen && best != m_placements.end())
            m_request.host = best->host;
        rebuildHosts();
        touch();
    });
}

void NewTenantController::rebuildHosts()
{
    QList<HostChoiceRecord> records;
    for (const Placement &placement : std::as_const(m_placements)) {
        const double share = placement.capacity > 0 ? qMin(1.0, double(placement.tenants) / placement.capacity) : 0;
        HostChoiceRecord record{placement.host, QString::number(placement.tenants), placement.reason, share,
            u"accent"_s, placement.possible};
        if (placement.capacity > 0)
            record.places = u"%1/%2"_s.arg(placement.tenants).arg(placement.capacity);
        if (placement.possible)
            record.room
                = placement.capacity > 0 ? tr("%1 free").arg(placement.capacity - placement.tenants) : tr("no limit");
        record.tone = !placement.possible ? u"muted"_s : share >= fullShare ? u"warning"_s : u"accent"_s;
        records.append(record);
    }
    m_hosts.set(records);
}

void NewTenantController::rebuildPlans()
{
    QList<PlanRecord> records;
    for (const PlanRow &plan : std::as_const(m_planRows))
        records.append({plan.code, plan.price.isEmpty() ? tierWords(plan.tier) : plan.price, plan.tier,
            plan.tier == "container"_L1});
    m_plans.set(records);
}

void NewTenantController::takePlanSecrets()
{
    QList<SecretRecord> records;
    for (const PlanRow &plan : std::as_const(m_planRows)) {
        if (plan.code != m_request.planCode)
            continue;
        for (const QString &key : plan.secrets)
            records.append({key, true, m_values.contains(key) ? tr("typed") : QString(), {}});
    }
    for (const SecretRecord &record : m_secrets.records()) {
        if (!record.fixedKey)
            records.append(record);
    }
    updateSecrets(records);
}

QString NewTenantController::secretError(const SecretRecord &record) const
{
    static const QRegularExpression pattern(u"^[A-Z_][A-Z0-9_]*$"_s);
    if (!record.fixedKey && !pattern.match(record.key).hasMatch())
        return m_tried || !record.key.isEmpty() ? tr("Capital letters, digits and _ only.") : QString();
    const Secret value = m_values.value(record.key);
    if (value.isEmpty())
        return m_tried ? tr("Paste it or choose its file.") : QString();
    if (value.reveal().contains('\n'))
        return record.source == tr("typed") ? tr("More than one line; a key is one line.")
                                            : tr("More than one line in this file; a key is one line.");
    return {};
}

void NewTenantController::updateSecrets(const QList<SecretRecord> &records)
{
    QList<SecretRecord> checked = records;
    m_request.secretNames.clear();
    for (SecretRecord &record : checked) {
        record.error = secretError(record);
        const Secret value = m_values.value(record.key);
        if (!value.isEmpty() && !value.reveal().contains('\n'))
            m_request.secretNames.append(record.key);
    }
    m_secrets.set(checked);
}

void NewTenantController::addSecret()
{
    updateSecrets(m_secrets.records() + QList<SecretRecord>{{{}, false, {}, {}}});
    Q_EMIT changed();
}

void NewTenantController::removeSecret(int row)
{
    QList<SecretRecord> records = m_secrets.records();
    if (row < 0 || row >= records.size())
        return;
    m_values.remove(records.at(row).key);
    records.removeAt(row);
    updateSecrets(records);
    touch();
}

void NewTenantController::setSecretKey(int row, const QString &key)
{
    QList<SecretRecord> records = m_secrets.records();
    if (row < 0 || row >= records.size() || records.at(row).key == key)
        return;
    const Secret value = m_values.take(records.at(row).key);
    records[row].key = key;
    if (!value.isEmpty())
        m_values.insert(key, value);
    updateSecrets(records);
    touch();
}

void NewTenantController::setSecretText(int row, const QString &value)
{
    QList<SecretRecord> records = m_secrets.records();
    if (row < 0 || row >= records.size())
        return;
    m_values.remove(records.at(row).key);
    if (!value.isEmpty())
        m_values.insert(records.at(row).key, Secret(value.toUtf8()));
    records[row].source = value.isEmpty() ? QString() : tr("typed");
    updateSecrets(records);
    touch();
}

void NewTenantController::setSecretFile(int row, const QUrl &file)
{
    const QString path = file.toLocalFile();
    // The file may lie on a slow disk: never read it on this thread.
    readSecretFile(path).then(this, [this, row, path](const Result<Secret> &value) {
        QList<SecretRecord> records = m_secrets.records();
        if (row >= records.size())
            return;
        if (!value) {
            m_problem.set(value.error());
            return;
        }
        m_values.insert(records.at(row).key, *value);
        records[row].source = QFileInfo(path).fileName();
        updateSecrets(records);
        touch();
    });
}

void NewTenantController::readPreview()
{
    const int asked = ++m_asked;
    m_backend.preview(m_request).then(
        this, [this, asked](const Result<QList<PlanStep>> &steps) { takePreview(asked, steps); });
}

void NewTenantController::takePreview(int asked, const Result<QList<PlanStep>> &steps)
{
    if (asked != m_asked || !m_open)
        return;
    m_planProblem = steps ? Error() : steps.error();
    QList<StepRecord> records;
    for (const PlanStep &step : steps.value_or(QList<PlanStep>()))
        records.append({step.title, step.detail, step.error});
    m_steps.set(records);
    Q_EMIT changed();
}

QString NewTenantController::firstWrongField() const
{
    if (!nameError().isEmpty() || m_request.name.isEmpty())
        return u"name"_s;
    if (!tierError().isEmpty())
        return u"tier"_s;
    return hostError().isEmpty() ? u"secrets"_s : u"host"_s;
}

void NewTenantController::submit()
{
    m_tried = true;
    updateSecrets(m_secrets.records());
    if (!isReady()) {
        Q_EMIT changed();
        Q_EMIT focusAsked(firstWrongField());
        return;
    }
    m_working = true;
    m_problem.clear();
    Q_EMIT changed();
    QMap<QString, Secret> secrets;
    for (const SecretRecord &record : m_secrets.records())
        secrets.insert(record.key, m_values.value(record.key));
    m_backend.provision(m_request, secrets).then(this, [this, name = m_request.name](const Status &recorded) {
        m_working = false;
        if (recorded) {
            cancel();
            Q_EMIT done(name);
            return;
        }
        m_problem.set(recorded.error());
        Q_EMIT changed();
    });
}

void NewTenantController::retranslate()
{
    rebuildPlans();
    rebuildHosts();
    if (m_open)
        touch();
    Q_EMIT changed();
}

} // namespace hermes::desktop
