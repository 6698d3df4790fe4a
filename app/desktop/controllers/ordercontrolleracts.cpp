#include "ordercontroller.h"
#include "orderwords.h"

#include <QUuid>

// What a person does about an order, and what comes of it; also where another order is shown by then.

using namespace Qt::StringLiterals;

namespace hermes::desktop {

namespace {

constexpr qsizetype shortestNote = 3;

} // namespace

bool OrderController::isNoteGood() const
{
    return m_note.trimmed().size() >= shortestNote;
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
    if (verb() == "ASK_AGAIN"_L1)
        askAgain();
    else
        send();
}

void OrderController::askAgain()
{
    if (!isWritable() || !working().isEmpty())
        return;
    m_asking.insert(m_id);
    m_actError.reset();
    tellProblem();
    m_backend
        .recoverOrder(
            {m_id, u"ASK_AGAIN"_s, {}, {}, m_card.rowVersion, QUuid::createUuid().toString(QUuid::WithoutBraces)})
        .then(this, [this, id = m_id](const Result<OrderCard> &card) { takeAsked(id, card); });
}

void OrderController::takeAsked(const QString &id, const Result<OrderCard> &card)
{
    m_asking.remove(id);
    if (card)
        Q_EMIT recovered(card->row);
    if (id != m_id)
        return;
    dropReads();
    if (card) {
        m_readError.reset();
        take(*card);
    } else {
        m_actError = card.error();
    }
    tellProblem();
}

void OrderController::send()
{
    Act act{verb(), QUuid::createUuid().toString(QUuid::WithoutBraces), m_reason, m_note.trimmed()};
    const auto before = m_acts.constFind(m_id);
    if (before != m_acts.constEnd() && before->isUnsure() && before->verb == act.verb && before->reason == act.reason
        && before->note == act.note)
        act.key = before->key;
    m_acts.insert(m_id, act);
    m_actError.reset();
    tellProblem();
    m_backend.recoverOrder({m_id, act.verb, act.reason, act.note, m_card.rowVersion, act.key})
        .then(this, [this, id = m_id](const Result<OrderCard> &card) { takeAnswer(id, card); });
}

void OrderController::takeAnswer(const QString &id, const Result<OrderCard> &card)
{
    if (card) {
        m_acts.remove(id);
        Q_EMIT recovered(card->row);
    } else {
        m_acts[id].isUnderWay = false;
        m_acts[id].error = card.error();
    }
    if (id != m_id)
        return;
    dropReads();
    if (card) {
        m_readError.reset();
        take(*card);
        beginForm();
    } else {
        m_actError = card.error();
    }
    tellProblem();
}

} // namespace hermes::desktop
