#include "orderdeskprivate.h"

// What becomes of an order that was given to whoever may refund. This program moves no money.

namespace hermes {

using namespace Qt::StringLiterals;
using namespace payments;

namespace {

/// What the audit calls it.
QString decidedVerb(RefundRuling ruling)
{
    switch (ruling) {
    case RefundRuling::Refused:
        return u"order.refund_refused"_s;
    case RefundRuling::Kept:
        return u"order.payment_kept"_s;
    case RefundRuling::Waiting:
        break;
    }
    return u"order.refund_approved"_s;
}

void takeDecision(Registry::HandOff &row, const HandOff &decided)
{
    row.approver = decided.approver;
    row.decision = rulingName(decided.ruling);
    if (row.refundNo == decided.refundNo)
        return;
    row.refundNo = decided.refundNo;
    row.refundState.clear();
    row.refund.clear();
}

} // namespace

/// What has become something else since is nobody's matter any more, unless a refund has a number already, or somebody
/// may just be making one: of two payments the other may have gone back meanwhile.
bool isHandOffOpen(const OrderView &view)
{
    if (!view.handOff || isOver(*view.handOff) || view.facts.order.state == OrderState::Refunded)
        return false;
    return view.settledAt > 0 || !view.handOff->refundNo.isEmpty()
        || view.handOff->finding == findingName(Finding::PaidTwice);
}

HandOff handOffFrom(const Registry::HandOff &row)
{
    HandOff handOff{
        row.at, row.actor, row.finding, row.reason, row.note, row.approver, row.refundNo, rulingFromName(row.decision)};
    handOff.refund = refundFromJson(row.refund);
    handOff.recordedMs = row.recordedAt;
    handOff.recordedBy = row.recordedBy;
    return handOff;
}

void beginHandOff(Registry::HandOff &row, const HandOff &begun)
{
    const HandOff before = handOffFrom(row);
    if (isOver(before) && !isPaidBack(before))
        row = Registry::HandOff{row.orderId};
    row.at = begun.atMs;
    row.actor = begun.by;
    row.finding = begun.finding;
    row.reason = begun.reason;
    row.note = begun.note;
}

Result<HandOff> OrderDesk::checkHandOff(const OrderView &view, const HandOffRecord &record) const
{
    constexpr qsizetype shortestNote = 3;
    HERMES_TRY(checkRefundDecision(record.decided));
    if (record.decided.ruling != RefundRuling::Waiting && record.note.trimmed().size() < shortestNote)
        return fail(ErrorKind::Invalid, translate("Orders", "A note is needed."), {},
            translate("Orders", "Write in a few words why this is done."));
    if (!view.handOff)
        return fail(ErrorKind::Conflict,
            translate("Orders", "Order %1 was not given to anybody to refund it.").arg(record.id),
            findingName(view.diagnosis.finding),
            translate("Orders", "Where HAND_OFF is proposed, do that first; hermes-admin order show %1 says what is.")
                .arg(record.id));
    return decideRefund(*view.handOff, record.decided, bool(m_hands.askRefund));
}

Result<OrderDesk::Recovered> OrderDesk::recordHandOff(const HandOffRecord &record)
{
    HERMES_ASSIGN(const OrderView before, order(record.id));
    HERMES_ASSIGN(const bool isKnown, m_registry.isOrderActKnown(record.key));
    if (!isKnown)
        HERMES_TRY(checkHandOff(before, record));
    // Of an order that was forgotten meanwhile, too.
    HERMES_TRY(m_registry.noteOrders({{record.id, before.facts.order.subscriptionId, factsToJson(before.facts)}}));
    Registry::OrderAct act;
    act.id = record.id;
    act.rowVersion = record.rowVersion;
    act.key = record.key;
    act.verb = decidedVerb(record.decided.ruling);
    act.detail = {{u"approver"_s, record.decided.approver.trimmed()}, {u"refundNo"_s, record.decided.refundNo},
        {u"note"_s, record.note.trimmed()}, {u"tenant"_s, before.tenant}};
    // Judged once more where nobody can change it meanwhile.
    act.handOff = [&](Registry::HandOff &row) -> Status {
        const HandOff was = handOffFrom(row);
        HERMES_ASSIGN(const HandOff decided, decideRefund(was, record.decided, bool(m_hands.askRefund)));
        if (decided == was)
            return {};
        takeDecision(row, decided);
        row.recordedAt = m_clock.wallMs();
        row.recordedBy = m_actor.name;
        return {};
    };
    HERMES_ASSIGN(const auto acted, m_registry.actOnOrder(act, m_actor));
    HERMES_ASSIGN(const OrderView after, order(record.id));
    return Recovered{after, acted.unchanged};
}

/// A refund takes minutes or days: likewise, but at least once a day.
bool OrderDesk::isRefundDue(const OrderView &view) const
{
    constexpr qint64 firstMs = 60'000;
    constexpr qint64 longestMs = 24LL * 3'600'000;
    if (!m_hands.askRefund || !view.handOff || !isRefundUnderWay(*view.handOff))
        return false;
    const qint64 now = m_clock.wallMs();
    const qint64 askedMs = view.handOff->refund ? view.handOff->refund->askedMs : 0;
    return now - askedMs >= qBound(firstMs, (now - view.handOff->recordedMs) / 4, longestMs);
}

Status OrderDesk::askDue(const OrderView &view)
{
    if (isRefundDue(view))
        HERMES_TRY(askRefund(view.facts.order.id));
    else
        HERMES_TRY(ask(view.facts.order.id));
    return {};
}

Result<OrderDesk::Asked> OrderDesk::askAll(const QString &id)
{
    auto payment = ask(id);
    HERMES_ASSIGN(const OrderView known, order(id));
    std::optional<RefundAnswer> refund;
    if (known.handOff && !known.handOff->refundNo.isEmpty()) {
        // Also where nobody knows of the payment.
        auto answer = askRefund(id);
        if (payment && !answer)
            return tl::unexpected<Error>(std::move(answer).error());
        if (answer)
            refund = std::move(*answer);
    }
    if (!payment)
        return tl::unexpected<Error>(std::move(payment).error());
    return Asked{std::move(*payment), std::move(refund)};
}

Result<RefundAnswer> OrderDesk::askRefund(const QString &id)
{
    HERMES_ASSIGN(const OrderView before, order(id));
    if (!before.handOff || before.handOff->refundNo.isEmpty())
        return fail(ErrorKind::Conflict, translate("Orders", "No refund of order %1 was recorded.").arg(id), {},
            translate("Orders", "hermes-admin order handoff %1 records the one that was approved.").arg(id));
    if (!m_hands.askRefund)
        return fail(ErrorKind::Invalid, translate("Orders", "Nobody here can ask WeChat Pay."));
    const QString refundNo = before.handOff->refundNo;
    auto asked = m_hands.askRefund(refundNo);
    if (!asked && asked.error().kind != ErrorKind::NotFound)
        return asked;
    // That it does not know it is an answer too; what it once said stands.
    RefundAnswer answer = asked ? *asked : before.handOff->refund.value_or(RefundAnswer());
    const bool isOfOther = asked && answer.tradeNo != before.facts.order.tradeNo;
    if (isOfOther)
        answer.state.clear();
    answer.askedMs = m_clock.wallMs();
    const QString last = before.handOff->refund ? before.handOff->refund->state : QString();
    const QJsonObject detail{{u"refundNo"_s, refundNo}, {u"before"_s, last}, {u"after"_s, answer.state},
        {u"amount"_s, moneyText(answer.amount)}};
    HERMES_TRY(m_registry.noteRefund({id, refundNo, answer.state, refundToJson(answer), detail}, m_actor));
    if (isOfOther)
        return fail(ErrorKind::Conflict,
            translate("Orders", "Refund %1 is of another payment than order %2.").arg(refundNo, id), answer.tradeNo,
            translate("Orders", "Record the refund that is this order's."));
    return asked;
}

} // namespace hermes
