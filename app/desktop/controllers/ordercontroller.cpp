#include "ordercontroller.h"

#include "orderwords.h"
#include "plansteps.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QUuid>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace hermes::desktop {

namespace {

constexpr qsizetype shortestNote = 3;

} // namespace

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
    m_known = m_personal = m_outdated = m_readFailed = false;
    m_working.clear();
    m_problem.clear();
    forgetForm();
    rebuild();
    if (!id.isEmpty())
        read();
}

void OrderController::forgetForm()
{
    m_reason = usualReason(m_card.row.finding);
    m_note.clear();
    m_typed.clear();
    m_key.clear();
    m_judged = false;
    Q_EMIT formChanged();
}

void OrderController::read()
{
    if (!isShown() || !m_working.isEmpty())
        return;
    m_backend.orderCard(m_id).then(this, [this, serial = m_serial](const Result<OrderCard> &card) {
        if (serial != m_serial || !m_working.isEmpty())
            return;
        m_readFailed = !card;
        if (card) {
            m_problem.clear();
            m_outdated = false;
            take(*card);
        } else {
            m_problem.set(card.error());
            Q_EMIT changed();
        }
    });
}

void OrderController::follow()
{
    if (!m_problem.isPresent() || m_readFailed)
        read();
}

void OrderController::take(const OrderCard &card)
{
    const bool isOther = !m_known || card.row.verb != m_card.row.verb;
    m_card = card;
    m_known = true;
    if (isOther)
        forgetForm();
    rebuild();
}

void OrderController::rebuild()
{
    m_facts.set(orderFactLines(m_card.facts));
    m_guards.set(orderGuardLines(m_card.guards));
    m_plan.set(stepRecords(m_card.plan));
    m_attempts.set(orderAttemptLines(m_card.attempts));
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
    return isProposed() && isWritable() && m_working.isEmpty()
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
    m_key.clear();
    Q_EMIT formChanged();
}

void OrderController::setNote(const QString &note)
{
    if (m_note == note)
        return;
    m_note = note;
    m_key.clear();
    Q_EMIT formChanged();
}

void OrderController::setTyped(const QString &typed)
{
    m_typed = typed;
    Q_EMIT formChanged();
}

bool OrderController::isNoteGood() const
{
    return m_note.trimmed().size() >= shortestNote;
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

void OrderController::perform()
{
    if (!isPossible())
        return;
    if (verb() == "SHOW_CODE"_L1 || verb() == "REBIND"_L1) {
        Q_EMIT codeAsked(m_card.row.tenant);
        return;
    }
    if (isFormShown()) {
        m_judged = true;
        Q_EMIT formChanged();
        const QString lacking = m_reason.isEmpty() ? u"reason"_s : !isNoteGood() ? u"note"_s : QString();
        const bool isTyped = m_card.typed.isEmpty() || m_typed.trimmed() == m_card.typed;
        if (!lacking.isEmpty() || !isTyped) {
            Q_EMIT missing(lacking.isEmpty() ? u"typed"_s : lacking);
            return;
        }
    }
    send(verb());
}

void OrderController::askAgain()
{
    if (isWritable() && m_working.isEmpty())
        send(u"ASK_AGAIN"_s);
}

void OrderController::send(const QString &verb)
{
    const bool isForm = verbHasForm(verb);
    if (!isForm || m_key.isEmpty())
        m_key = QUuid::createUuid().toString(QUuid::WithoutBraces);
    m_working = verb;
    m_problem.clear();
    Q_EMIT changed();
    m_backend
        .recoverOrder({m_id, verb, isForm ? m_reason : QString(), isForm ? m_note.trimmed() : QString(),
            m_card.rowVersion, m_key})
        .then(this, [this, serial = m_serial](const Result<OrderCard> &card) {
            if (card)
                Q_EMIT recovered(card->row);
            if (serial != m_serial)
                return;
            m_working.clear();
            if (card) {
                forgetForm();
                take(*card);
                return;
            }
            const ErrorKind kind = card.error().kind;
            // Whether it was done nobody can say: the next press is the same click once more.
            if (kind != ErrorKind::Network && kind != ErrorKind::Timeout)
                m_key.clear();
            m_outdated = kind == ErrorKind::Conflict;
            m_problem.set(card.error());
            Q_EMIT changed();
        });
}

void OrderController::copy(const QString &value) const
{
    QGuiApplication::clipboard()->setText(value);
}

} // namespace hermes::desktop
