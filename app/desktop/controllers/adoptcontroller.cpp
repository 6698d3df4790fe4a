#include "adoptcontroller.h"

#include "format.h"
#include "plansteps.h"
#include "tenantlistmodel.h"
#include "words.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace hermes::desktop {

namespace {

constexpr int planAfterMs = 200;

QString stateWords(const QString &state)
{
    //: States of a container or directory that was made by hand
    const QHash<QString, QString> words{{u"running"_s, AdoptController::tr("running")},
        {u"exited"_s, AdoptController::tr("exited")}, {u"stopped"_s, AdoptController::tr("stopped")},
        {u"created"_s, AdoptController::tr("created")}, {u"paused"_s, AdoptController::tr("paused")},
        {u"restarting"_s, AdoptController::tr("restarting")}, {u"dead"_s, AdoptController::tr("dead")}};
    return words.value(state, state);
}

AdoptRecord recordOf(const AdoptableRow &row)
{
    const bool isUp = row.state == "running"_L1;
    QStringList facts;
    if (!row.image.isEmpty())
        facts.append(row.image);
    else
        facts.append(AdoptController::tr("a directory"));
    if (row.port > 0)
        facts.append(AdoptController::tr("port %1").arg(row.port));
    facts.append(row.weixinUser.isEmpty() && row.weixinBot.isEmpty()
            ? AdoptController::tr("no WeChat")
            : AdoptController::tr("WeChat %1").arg(shortId(row.weixinUser.isEmpty() ? row.weixinBot : row.weixinUser)));
    return {row.source, facts.join(u" · "_s), stateWords(row.state), isUp ? u"success"_s : u"muted"_s, !isUp,
        row.obstacle, row.obstacle.isEmpty()};
}

} // namespace

AdoptController::AdoptController(Backend &backend, const TenantListModel &tenants, QObject *parent)
    : QObject(parent)
    , m_backend(backend)
    , m_tenants(tenants)
{
    m_typing.setSingleShot(true);
    m_typing.setInterval(planAfterMs);
    connect(&m_typing, &QTimer::timeout, this, &AdoptController::readPlan);
}

void AdoptController::begin(const QString &host)
{
    m_wish = {};
    m_wish.host = host;
    m_open = true;
    m_working = false;
    look();
    m_backend.plans().then(this, [this, opening = ++m_opening](const Result<QList<PlanRow>> &plans) {
        if (opening == m_opening)
            takePlans(plans);
    });
}

void AdoptController::look()
{
    m_rows.clear();
    m_found.set({});
    m_problem.clear();
    setSource({});
    m_looking = true;
    m_backend.adoptable(m_wish.host).then(this, [this, round = ++m_round](const Result<QList<AdoptableRow>> &found) {
        if (round == m_round)
            takeFound(found);
    });
    Q_EMIT changed();
}

void AdoptController::takePlans(const Result<QList<PlanRow>> &plans)
{
    if (!plans) {
        m_problem.set(plans.error());
        return;
    }
    m_planRows = *plans;
    // What is taken over runs in a container of its own.
    m_planRows.removeIf([](const PlanRow &plan) { return plan.tier != "container"_L1; });
    if (!m_planRows.isEmpty())
        m_wish.planCode = m_planRows.first().code;
    rebuild();
}

void AdoptController::takeFound(const Result<QList<AdoptableRow>> &found)
{
    m_looking = false;
    if (found)
        m_rows = *found;
    else
        m_problem.set(found.error());
    rebuild();
    const auto first
        = std::find_if(m_rows.begin(), m_rows.end(), [](const AdoptableRow &row) { return row.obstacle.isEmpty(); });
    if (first != m_rows.end())
        setSource(first->source);
}

void AdoptController::rebuild()
{
    QList<AdoptRecord> records;
    for (const AdoptableRow &row : std::as_const(m_rows))
        records.append(recordOf(row));
    m_found.set(records);
    QList<PlanRecord> plans;
    for (const PlanRow &plan : std::as_const(m_planRows))
        plans.append({plan.code, plan.price.isEmpty() ? tierWords(plan.tier) : plan.price, plan.tier});
    m_plans.set(plans);
    Q_EMIT changed();
}

const AdoptableRow *AdoptController::chosen() const
{
    const auto found = std::find_if(
        m_rows.begin(), m_rows.end(), [this](const AdoptableRow &row) { return row.source == m_wish.source; });
    return found == m_rows.end() ? nullptr : &*found;
}

void AdoptController::setSource(const QString &source)
{
    m_wish.source = source;
    const AdoptableRow *row = chosen();
    m_wish.name = row ? row->name : QString();
    askPlan();
}

void AdoptController::setName(const QString &name)
{
    if (m_wish.name == name)
        return;
    m_wish.name = name;
    askPlan();
}

void AdoptController::setOrder(const QString &order)
{
    m_wish.order = order.trimmed();
    askPlan();
}

void AdoptController::setPlanCode(const QString &code)
{
    m_wish.planCode = code;
    askPlan();
}

QString AdoptController::nameError() const
{
    if (m_wish.source.isEmpty())
        return {};
    if (m_wish.name.isEmpty())
        return tr("A name is needed.");
    if (!isTenantName(m_wish.name))
        return tr("Small letters, digits, - and _ only; a letter or digit first.");
    return m_tenants.find(m_wish.name) ? tr("There is a tenant of this name already.") : QString();
}

QStringList AdoptController::notes() const
{
    const AdoptableRow *row = chosen();
    return row ? row->notes : QStringList();
}

void AdoptController::askPlan()
{
    ++m_asked;
    m_planProblem.clear();
    m_planning = !m_wish.source.isEmpty() && nameError().isEmpty();
    if (m_planning)
        m_typing.start();
    else
        m_steps.set({});
    Q_EMIT changed();
}

void AdoptController::readPlan()
{
    m_backend.adoptPlan(m_wish).then(this, [this, asked = ++m_asked](const Result<QList<PlanStep>> &steps) {
        if (asked == m_asked)
            takePlan(steps);
    });
}

void AdoptController::takePlan(const Result<QList<PlanStep>> &steps)
{
    m_planning = false;
    if (!steps)
        m_planProblem.set(steps.error());
    m_steps.set(stepRecords(steps.value_or(QList<PlanStep>())));
    Q_EMIT changed();
}

bool AdoptController::isReady() const
{
    return !m_wish.source.isEmpty() && nameError().isEmpty() && !m_planning && !m_working && !m_planProblem.isPresent();
}

QString AdoptController::verb() const
{
    if (m_working)
        return tr("Taking over …");
    //: The main button of the sheet; %1 is the tenant's name
    return m_wish.source.isEmpty() || !nameError().isEmpty() ? tr("Take over") : tr("Take over as %1").arg(m_wish.name);
}

void AdoptController::submit()
{
    if (!isReady())
        return;
    m_working = true;
    m_problem.clear();
    Q_EMIT changed();
    m_backend.adopt(m_wish).then(this, [this, round = m_round, name = m_wish.name](const Status &recorded) {
        if (round != m_round)
            return;
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

void AdoptController::cancel()
{
    m_open = false;
    ++m_opening;
    ++m_round;
    ++m_asked;
    m_typing.stop();
    Q_EMIT changed();
}

void AdoptController::retranslate()
{
    if (m_open)
        rebuild();
}

} // namespace hermes::desktop
