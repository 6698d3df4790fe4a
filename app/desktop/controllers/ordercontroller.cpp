#include "ordercontroller.h"

#include "orderwords.h"
#include "plansteps.h"

#include <QClipboard>
#include <QGuiApplication>
#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace hermes::desktop {

OrderController::OrderController(Backend &backend, QObject *parent)
    : QObject(parent)
    , m_backend(backend)
{
    m_reasons.set(orderReasons());
}

void OrderController::show(const QString &id, const OrderRow *row)
{
    if (id == m_id)
        return;
    m_id = id;
    ++m_serial;
    m_card = {};
    m_card.row.id = id;
    if (row)
        m_card.row = *row;
    m_known = m_personal = m_reading = m_readAgain = m_askedAgain = false;
    m_readError.reset();
    m_actError.reset();
    if (const auto act = m_acts.constFind(id); act != m_acts.constEnd() && !act->isUnderWay)
        m_actError = act->error;
    beginForm();
    rebuild();
    tellProblem();
    if (!id.isEmpty())
        fetch(false);
}

QString OrderController::working() const
{
    const auto act = m_acts.constFind(m_id);
    if (act != m_acts.constEnd() && act->isUnderWay)
        return act->verb;
    return m_asking.contains(m_id) ? u"ASK_AGAIN"_s : QString();
}

/// Empty, or as it was sent where nobody knows what came of that.
void OrderController::beginForm()
{
    m_reason = usualReason(m_card.row.finding);
    m_note.clear();
    m_typed.clear();
    m_judged = false;
    if (const auto act = m_acts.constFind(m_id); act != m_acts.constEnd() && act->verb == verb()) {
        m_reason = act->reason;
        m_note = act->note;
    }
    Q_EMIT formChanged();
}

void OrderController::tellProblem()
{
    m_problem.set(m_actError ? *m_actError : m_readError ? *m_readError : Error());
    Q_EMIT changed();
}

void OrderController::dismiss()
{
    m_actError.reset();
    m_readError.reset();
    forgetAct();
    tellProblem();
}

/// Unless nobody knows what came of it: the same click must be the same one then.
void OrderController::forgetAct()
{
    if (const auto act = m_acts.constFind(m_id); act != m_acts.constEnd() && !act->isUnderWay && !act->isUnsure())
        m_acts.erase(act);
}

void OrderController::read()
{
    if (isShown() && working().isEmpty())
        fetch(true);
}

void OrderController::follow()
{
    if (isShown() && working().isEmpty() && !m_actError)
        fetch(false);
}

/// One question at a time: what changes meanwhile is asked for afterwards.
void OrderController::fetch(bool asked)
{
    if (m_reading) {
        m_readAgain = true;
        m_askedAgain = m_askedAgain || asked;
        return;
    }
    m_reading = true;
    m_backend.orderCard(m_id).then(this, [this, asked, serial = m_serial](const Result<OrderCard> &card) {
        if (serial == m_serial)
            takeRead(asked, card);
    });
}

void OrderController::takeRead(bool asked, const Result<OrderCard> &card)
{
    m_reading = false;
    // What is under way brings the order with its answer.
    if (working().isEmpty()) {
        m_readError = card ? std::nullopt : std::optional(card.error());
        if (asked && card) {
            m_actError.reset();
            forgetAct();
        }
        if (card)
            take(*card);
        tellProblem();
    }
    if (std::exchange(m_readAgain, false))
        fetch(std::exchange(m_askedAgain, false));
}

/// What was asked for before something was done may be answered as it was before.
void OrderController::dropReads()
{
    ++m_serial;
    m_reading = m_readAgain = m_askedAgain = false;
}

void OrderController::take(const OrderCard &card)
{
    const bool isOther = card.row.verb != m_card.row.verb;
    m_card = card;
    m_known = true;
    if (isOther)
        beginForm();
    rebuild();
}

void OrderController::rebuild()
{
    m_facts.set(orderFactLines(m_card.facts));
    m_guards.set(orderGuardLines(m_card.guards));
    m_plan.set(stepRecords(m_card.plan));
    m_dated = areOfOtherDays(m_card.attempts, m_now);
    m_attempts.set(orderAttemptLines(m_card.attempts, m_dated));
    m_details.set(orderDetails(m_card.row, m_personal));
    Q_EMIT changed();
    Q_EMIT ticked();
}

bool OrderController::isProposed() const
{
    return m_known && isOrderVerb(m_card.row.verb);
}

bool OrderController::isFormShown() const
{
    return isProposed() && verbHasForm(verb());
}

bool OrderController::isAskable() const
{
    return m_known && !m_card.row.tradeNo.isEmpty() && canAskAgain(m_card.row.finding) && verb() != "ASK_AGAIN"_L1;
}

bool OrderController::isPossible() const
{
    return isProposed() && isWritable() && working().isEmpty()
        && std::all_of(m_card.guards.begin(), m_card.guards.end(), [](const OrderGuard &guard) { return guard.holds; });
}

void OrderController::setPersonal(bool personal)
{
    m_personal = personal;
    rebuild();
}

void OrderController::setReason(const QString &reason)
{
    m_reason = reason;
    Q_EMIT formChanged();
}

void OrderController::setNote(const QString &note)
{
    if (m_note == note)
        return;
    m_note = note;
    Q_EMIT formChanged();
}

void OrderController::setTyped(const QString &typed)
{
    m_typed = typed;
    Q_EMIT formChanged();
}

void OrderController::setNow(qint64 nowMs)
{
    m_now = nowMs;
    if (isShown())
        Q_EMIT ticked();
}

void OrderController::setStale(bool stale)
{
    if (m_stale == stale)
        return;
    m_stale = stale;
    Q_EMIT changed();
    Q_EMIT ticked();
}

void OrderController::retranslate()
{
    m_reasons.set(orderReasons());
    rebuild();
    Q_EMIT formChanged();
}

void OrderController::copy(const QString &value) const
{
    QGuiApplication::clipboard()->setText(value);
}

} // namespace hermes::desktop
