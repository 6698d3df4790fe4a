#include "movecontroller.h"

#include "actplancontroller.h"
#include "plansteps.h"

using namespace Qt::StringLiterals;

namespace hermes::desktop {

MoveController::MoveController(Backend &backend, QObject *parent)
    : QObject(parent)
    , m_backend(backend)
    , m_choice(backend, this)
{
    connect(&m_choice, &HostChoice::changed, this, [this] {
        if (m_asking && isChoosing())
            read();
    });
    connect(&m_choice, &HostChoice::failed, this, [this](const Error &error) { m_problem.set(error); });
}

QString MoveController::title() const
{
    //: Title of the question; %1 is a tenant
    return isChoosing() ? tr("Move %1 to another host?").arg(m_tenant)
                        //: Title of the question; %1 is a host
                        : tr("Move everything off %1?").arg(m_from);
}

QString MoveController::text() const
{
    if (isChoosing())
        return tr(
            "Its home, archive and WeChat login go along; nobody scans again. It serves while most of its home is "
            "copied, then stands still until the rest is there and every file is compared.");
    return tr("The host takes no further tenant. Those on it go to the others, each with its home, archive and WeChat "
              "login; each stands still only for the end of its own move.");
}

QString MoveController::verbText() const
{
    //: Button that begins the move
    return isChoosing() ? tr("Move") : tr("Move all");
}

bool MoveController::isPossible() const
{
    return !m_working && !m_loading && !m_problem.isPresent()
        && (!isChoosing() || (!host().isEmpty() && m_choice.reason().isEmpty()));
}

QString MoveController::busy() const
{
    return ActPlanController::busyText(m_agents);
}

void MoveController::begin()
{
    m_agents = 0;
    m_working = false;
    m_asking = true;
    m_problem.clear();
    m_steps.set({});
}

void MoveController::askTenant(const QString &tenant, const QString &from, const QString &tier)
{
    m_tenant = tenant;
    m_from = from;
    begin();
    m_loading = true;
    m_choice.begin(tier, from);
    Q_EMIT changed();
}

void MoveController::askHost(const QString &host)
{
    m_tenant.clear();
    m_from = host;
    begin();
    read();
}

void MoveController::read()
{
    const int round = ++m_round;
    m_problem.clear();
    if (isChoosing() && host().isEmpty()) {
        m_loading = false;
        m_problem.set({ErrorKind::Conflict, tr("No other host can take it."), m_choice.reason(),
            tr("Add a host, raise a capacity, or let one take tenants again.")});
        Q_EMIT changed();
        return;
    }
    m_loading = true;
    if (isChoosing())
        m_backend.migratePlan(m_tenant, host()).then(this, [this, round](const Result<ActPlan> &plan) {
            if (round == m_round)
                take(plan);
        });
    else
        m_backend.drainPlan(m_from).then(this, [this, round](const Result<QList<PlanStep>> &steps) {
            if (round == m_round)
                take(steps ? Result<ActPlan>(ActPlan{*steps, 0}) : tl::unexpected<Error>(steps.error()));
        });
    Q_EMIT changed();
}

void MoveController::take(const Result<ActPlan> &plan)
{
    m_loading = false;
    if (plan)
        m_agents = qMax(0, plan->activeAgents);
    else
        m_problem.set(plan.error());
    m_steps.set(stepRecords(plan ? plan->steps : QList<PlanStep>()));
    Q_EMIT changed();
}

void MoveController::accept()
{
    m_working = true;
    m_problem.clear();
    Q_EMIT changed();
    // The answer of a question that was given up meanwhile belongs to nobody.
    const auto end = [this, round = m_round](const Status &done) {
        if (round == m_round)
            finish(done);
    };
    if (isChoosing())
        m_backend.migrateTenant(m_tenant, host()).then(this, end);
    else
        m_backend.drainHost(m_from).then(this, end);
}

void MoveController::finish(const Status &done)
{
    m_working = false;
    if (done)
        refuse();
    else
        m_problem.set(done.error());
    Q_EMIT changed();
}

void MoveController::refuse()
{
    m_asking = false;
    ++m_round;
    m_choice.end();
    Q_EMIT changed();
}

void MoveController::retranslate()
{
    m_choice.retranslate();
    Q_EMIT changed();
}

} // namespace hermes::desktop
