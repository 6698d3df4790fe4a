#include "actplancontroller.h"

#include "plansteps.h"
#include "reasons.h"

using namespace Qt::StringLiterals;

namespace hermes::desktop {

namespace {

constexpr int lookAgainMs = 3'000;

} // namespace

ActPlanController::ActPlanController(Backend &backend, QObject *parent)
    : QObject(parent)
    , m_backend(backend)
{
    m_timer.setInterval(lookAgainMs);
    connect(&m_timer, &QTimer::timeout, this, &ActPlanController::askWaiting);
}

QString ActPlanController::title() const
{
    if (m_names.size() > 1)
        //: Title of the question; %1 is a verb of a button, "Stop 3 tenants?"
        return tr("%1 %n tenants?", nullptr, int(m_names.size())).arg(tenantAction(m_verb).text);
    if (m_verb == "movehere"_L1)
        return tr("Move the WeChat to %1?").arg(m_names.value(0));
    if (m_verb == "containerize"_L1)
        return tr("Run %1 in a container?").arg(m_names.value(0));
    //: Title of the question; %1 is a verb of a button, %2 a tenant: "Restart acme?"
    return tr("%1 %2?").arg(tenantAction(m_verb).text, m_names.value(0));
}

QString ActPlanController::text() const
{
    if (m_verb == "rebind"_L1)
        return tr(
            "The customer scans a new code. Then the old token is archived and the agent is made anew; it is away "
            "for about half a minute. Until the scan nothing changes.");
    if (m_verb == "movehere"_L1)
        return tr("The WeChat that scanned goes to %1, nobody scans anew. %2, which has it now, is made anew and waits "
                  "for another scan.")
            .arg(m_names.value(0), m_holder);
    if (m_verb == "containerize"_L1)
        return tr("It goes on serving while its home is copied, then moves over with home and WeChat login, every file "
                  "compared, and is away for about half a minute. There is no way back.");
    if (m_verb == "stop"_L1)
        return tr("Home, ports and WeChat login are kept. Nobody is answered until it is started again.");
    return tr(
        "The agent is made anew with the home and the WeChat login that it has; it is away for about half a minute.");
}

QString ActPlanController::verbText() const
{
    //: Button: asks for a new bind code for a tenant that is bound already
    return m_verb == "rebind"_L1 ? tr("Show a code") : tenantAction(m_verb).text;
}

QString ActPlanController::iconName() const
{
    return tenantAction(m_verb).iconName;
}

QString ActPlanController::busy() const
{
    int agents = 0;
    for (const ActPlan &plan : m_plans)
        agents += qMax(0, plan.activeAgents);
    return busyText(agents);
}

QString ActPlanController::busyText(int agents)
{
    return agents > 0 ? tr("%n conversations are being answered just now.", nullptr, agents) : QString();
}

void ActPlanController::look(const QString &verb, const QString &name)
{
    m_verb = verb;
    m_names = {name};
    m_holder.clear();
    read();
}

void ActPlanController::ask(const QString &verb, const QStringList &names, const QString &holder)
{
    if (names.isEmpty())
        return;
    m_verb = verb;
    m_names = names;
    m_holder = holder;
    m_asking = true;
    read();
}

void ActPlanController::read()
{
    const int round = ++m_round;
    m_problem.clear();
    m_plans.clear();
    m_left = m_names.size();
    for (const QString &name : std::as_const(m_names)) {
        m_backend.tenantPlan(m_verb, name).then(this, [this, round, name](const Result<ActPlan> &plan) {
            if (round == m_round)
                take(name, plan);
        });
    }
    rebuild();
}

void ActPlanController::take(const QString &name, const Result<ActPlan> &plan)
{
    --m_left;
    if (plan)
        m_plans.insert(name, *plan);
    else
        m_problem.set(plan.error());
    rebuild();
}

void ActPlanController::rebuild()
{
    QList<StepRecord> records;
    if (m_names.size() == 1) {
        records = stepRecords(m_plans.value(m_names.first()).steps);
    } else {
        for (const QString &name : std::as_const(m_names)) {
            const int agents = m_plans.value(name).activeAgents;
            records.append({name, agents > 0 ? tr("answers %n conversations", nullptr, agents) : QString(), {}});
        }
    }
    m_steps.set(records);
    Q_EMIT changed();
}

void ActPlanController::retranslate()
{
    rebuild();
}

void ActPlanController::close()
{
    m_asking = false;
    ++m_round;
    m_left = 0;
    Q_EMIT changed();
}

void ActPlanController::accept()
{
    const QString verb = m_verb;
    const QStringList names = m_names;
    close();
    Q_EMIT decided(verb, names);
}

void ActPlanController::acceptWhenIdle()
{
    for (const QString &name : std::as_const(m_names))
        m_waiting.insert(name, m_verb);
    close();
    Q_EMIT waitingChanged();
    m_timer.start();
    askWaiting();
}

void ActPlanController::refuse()
{
    close();
}

void ActPlanController::goOn(const QString &name)
{
    const QString verb = m_waiting.take(name);
    Q_EMIT waitingChanged();
    if (!verb.isEmpty())
        Q_EMIT decided(verb, {name});
}

void ActPlanController::giveUp(const QString &name)
{
    m_waiting.remove(name);
    Q_EMIT waitingChanged();
}

QString ActPlanController::waitText(const QString &name) const
{
    //: %1 is a verb of a button: "Restart waits until nobody is being answered"
    return tr("%1 waits until nobody is being answered").arg(tenantAction(m_waiting.value(name)).text);
}

void ActPlanController::askWaiting()
{
    if (m_waiting.isEmpty()) {
        m_timer.stop();
        return;
    }
    const QMap<QString, QString> asked = m_waiting; // an answer that is there at once changes it
    for (auto one = asked.cbegin(); one != asked.cend(); ++one) {
        m_backend.tenantPlan(one.value(), one.key())
            .then(this, [this, name = one.key(), verb = one.value()](const Result<ActPlan> &plan) {
                // Of a host that does not answer nothing is known: it is asked again.
                if (plan && plan->activeAgents <= 0 && m_waiting.value(name) == verb)
                    goOn(name);
            });
    }
}

} // namespace hermes::desktop
