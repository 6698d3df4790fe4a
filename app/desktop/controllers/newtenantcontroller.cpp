#include "newtenantcontroller.h"

#include "format.h"
#include "tenantlistmodel.h"
#include "words.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace hermes::desktop {

NewTenantController::NewTenantController(Backend &backend, const TenantListModel &tenants, QObject *parent)
    : QObject(parent)
    , m_backend(backend)
    , m_tenants(tenants)
    , m_hosts(backend, this)
    , m_secrets(this)
    , m_preview(backend, this)
{
    const auto fail = [this](const Error &error) { m_problem.set(error); };
    connect(&m_hosts, &HostChoice::changed, this, &NewTenantController::ask);
    connect(&m_hosts, &HostChoice::failed, this, fail);
    connect(&m_secrets, &TenantSecrets::changed, this, &NewTenantController::touch);
    connect(&m_secrets, &TenantSecrets::failed, this, fail);
    connect(&m_preview, &PlanPreview::changed, this, &NewTenantController::changed);
}

void NewTenantController::begin()
{
    if (m_open)
        return;
    m_request = {};
    m_request.tier = u"container"_s;
    m_secrets.clear();
    m_preview.clear();
    m_problem.clear();
    m_open = true;
    m_working = m_tried = false;
    Q_EMIT changed();
    m_hosts.begin(m_request.tier);
    m_backend.plans().then(this, [this](const Result<QList<PlanRow>> &plans) { takePlans(plans); });
}

void NewTenantController::takePlans(const Result<QList<PlanRow>> &plans)
{
    if (!plans) {
        m_problem.set(plans.error());
        return;
    }
    m_planRows = *plans;
    rebuildPlans();
    if (m_request.planCode.isEmpty() && !m_planRows.isEmpty())
        setPlanCode(m_planRows.first().code);
}

void NewTenantController::cancel()
{
    m_open = false;
    m_hosts.end();
    m_secrets.forgetValues();
    m_preview.end();
    Q_EMIT changed();
}

/// The person has changed something.
void NewTenantController::touch()
{
    m_problem.clear();
    ask();
}

void NewTenantController::ask()
{
    if (m_open) {
        m_request.host = m_hosts.host();
        m_request.secretNames = m_secrets.names();
        m_preview.ask(m_request);
    }
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

const PlanRow *NewTenantController::plan() const
{
    const auto plan = std::find_if(
        m_planRows.begin(), m_planRows.end(), [this](const PlanRow &row) { return row.code == m_request.planCode; });
    return plan == m_planRows.end() ? nullptr : &*plan;
}

void NewTenantController::setPlanCode(const QString &code)
{
    m_request.planCode = code;
    if (const PlanRow *chosen = plan()) {
        setTier(chosen->tier);
        m_secrets.setPlanKeys(chosen->secrets);
    }
    touch();
}

void NewTenantController::setTier(const QString &tier)
{
    if (m_request.tier == tier)
        return;
    m_request.tier = tier;
    m_hosts.setTier(tier);
    touch();
}

QString NewTenantController::tierNote() const
{
    const PlanRow *chosen = plan();
    //: Right of the label "Runs as": what the plan says
    return chosen ? tr("from the plan: %1").arg(tierWords(chosen->tier)) : QString();
}

QString NewTenantController::tierWarning() const
{
    if (m_request.tier == "shared"_L1)
        return tr("A profile in the host's one shared container: nothing keeps the tenants in it apart, nor from the "
                  "host's own ports. Each can read the others' homes and keys.");
    return m_request.tier == "prefab"_L1
        ? tr("A unit of the host's systemd instead of a container: it reads no other tenant's files, but nothing keeps "
             "it from the host's own ports, so that it can load the dashboards of the tenants there.")
        : QString();
}

void NewTenantController::setHost(const QString &host)
{
    m_problem.clear();
    m_hosts.choose(host);
}

QString NewTenantController::hostError() const
{
    if (!host().isEmpty())
        return m_hosts.reason();
    return m_tried ? tr("No host can take it. Add one, or make room.") : QString();
}

QString NewTenantController::planNote() const
{
    if (host().isEmpty() || m_request.name.isEmpty())
        return tr("nothing is changed before you say so");
    //: Under the head "What will be done": host and tenant
    return tr("on %1, for %2").arg(host(), m_request.name);
}

QString NewTenantController::planError() const
{
    return nameError().isEmpty() && !m_request.name.isEmpty() ? m_preview.problem().message : QString();
}

QString NewTenantController::planHint() const
{
    return planError().isEmpty() ? QString() : m_preview.problem().hint;
}

int NewTenantController::errorCount() const
{
    return int(!nameError().isEmpty()) + int(!hostError().isEmpty()) + m_secrets.errorCount();
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

void NewTenantController::rebuildPlans()
{
    QList<PlanRecord> records;
    for (const PlanRow &plan : std::as_const(m_planRows))
        records.append({plan.code, plan.price.isEmpty() ? tierWords(plan.tier) : plan.price, plan.tier});
    m_plans.set(records);
}

QString NewTenantController::firstWrongField() const
{
    if (!nameError().isEmpty() || m_request.name.isEmpty())
        return u"name"_s;
    return hostError().isEmpty() ? u"secrets"_s : u"host"_s;
}

void NewTenantController::submit()
{
    m_tried = true;
    m_secrets.demandAll();
    if (!isReady()) {
        Q_EMIT focusAsked(firstWrongField());
        return;
    }
    m_working = true;
    m_problem.clear();
    Q_EMIT changed();
    m_backend.provision(m_request, m_secrets.values())
        .then(this, [this, name = m_request.name](const Status &recorded) {
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
    m_hosts.retranslate();
    m_secrets.retranslate();
}

} // namespace hermes::desktop
