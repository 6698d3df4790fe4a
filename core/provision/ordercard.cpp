#include "ordercard.h"

#include "mask.h"

namespace hermes {

using namespace Qt::StringLiterals;
using namespace payments;

namespace {

OrderFact wechatFact(const OrderView &view)
{
    if (!view.wechat)
        return {u"WECHAT"_s, u"NOT_ASKED"_s, {}, {},
            view.facts.order.tradeNo.isEmpty() ? translate("Orders", "the order has no trade number to ask by")
                                               : QString(),
            0, u"UNKNOWN"_s};
    const WechatAnswer &answer = *view.wechat;
    const Finding finding = view.diagnosis.finding;
    const bool differs
        = finding == Finding::NotRecorded || finding == Finding::NotAtWechat || finding == Finding::AmountMismatch;
    return {u"WECHAT"_s, answer.tradeState, answer.tradeState, answer.amount, maskedId(answer.transactionId),
        answer.askedMs, differs ? u"DISAGREES"_s : u"AGREES"_s};
}

OrderFact orderFact(const OrderView &view)
{
    const Order &order = view.facts.order;
    const Finding finding = view.diagnosis.finding;
    const bool differs = finding == Finding::NotRecorded || finding == Finding::NotAtWechat
        || finding == Finding::AmountMismatch || finding == Finding::PaidTwice;
    if (view.facts.isGone)
        return {u"ORDER"_s, u"NONE"_s, {}, order.amount,
            translate("Orders", "its row is gone; it said %1").arg(order.rawState), 0, u"DISAGREES"_s};
    const QString line = order.planCode.isEmpty() ? translate("Orders", "names no plan") : order.planCode;
    const bool isUnknown = order.state == OrderState::Unknown || finding == Finding::UnknownPlan;
    return {u"ORDER"_s, orderStateName(order.state), order.rawState, order.amount, line,
        order.updatedMs > 0 ? order.updatedMs : order.createdMs,
        differs         ? u"DISAGREES"_s
            : isUnknown ? u"UNKNOWN"_s
                        : u"AGREES"_s};
}

OrderFact subscriptionFact(const OrderView &view)
{
    const auto &subscription = view.facts.subscription;
    const bool isPaid = view.facts.order.state == OrderState::Paid;
    if (!subscription)
        return {u"SUBSCRIPTION"_s, u"NONE"_s, {}, {}, translate("Orders", "no subscription for this order"), 0,
            isPaid ? u"DISAGREES"_s : u"AGREES"_s};
    const bool isActive = subscription->state == SubscriptionState::Active;
    return {u"SUBSCRIPTION"_s, subscriptionStateName(subscription->state), subscription->rawState, {}, subscription->id,
        subscription->updatedMs,
        subscription->state == SubscriptionState::Unknown ? u"UNKNOWN"_s
            : isPaid && !isActive                         ? u"DISAGREES"_s
                                                          : u"AGREES"_s};
}

OrderFact instanceFact(const OrderView &view, const std::optional<TenantRow> &served)
{
    if (!served)
        return {u"INSTANCE"_s, u"NONE"_s, {}, {},
            view.tenant.isEmpty() ? translate("Orders", "nobody has asked for one")
                                  : translate("Orders", "%1 was destroyed").arg(view.tenant),
            0, view.diagnosis.waits ? u"DISAGREES"_s : u"AGREES"_s};
    const Tenant &tenant = served->tenant;
    QStringList words{tenant.name};
    for (const QString &word : {tenant.reason, tenant.message})
        if (!word.isEmpty())
            words.append(word);
    const bool isWell = tenant.phase == Phase::Ready || tenant.phase == Phase::BindWait;
    const bool isOwed = !view.diagnosis.isLocked;
    return {u"INSTANCE"_s, phaseName(tenant.phase), tenant.reason, {}, words.join(u", "_s), tenant.phaseSince,
        isWell == isOwed ? u"AGREES"_s : u"DISAGREES"_s};
}

OrderFact hostFact(const std::optional<TenantRow> &served)
{
    if (!served || served->hostName.isEmpty())
        return {u"HOST"_s, u"NONE"_s, {}, {}, translate("Orders", "no host has anything for it"), 0, u"AGREES"_s};
    const Tenant &tenant = served->tenant;
    if (served->stale)
        return {u"HOST"_s, u"SILENT"_s, {}, {}, translate("Orders", "%1 does not answer").arg(served->hostName),
            tenant.observedAt, u"UNKNOWN"_s};
    if (tenant.containerId.isEmpty())
        return {u"HOST"_s, u"NONE"_s, {}, {}, translate("Orders", "nothing runs for it on %1").arg(served->hostName),
            tenant.observedAt, u"AGREES"_s};
    const QString where = translate("Orders", "%1, port %2").arg(served->hostName).arg(served->ports.dashboard);
    return {u"HOST"_s, served->healthy ? u"healthy"_s : u"running"_s, {}, {}, where, tenant.observedAt,
        served->healthy ? u"AGREES"_s : u"DISAGREES"_s};
}

/// Who decided, on which refund, and who handed it on.
OrderFact handOffFact(const OrderView &view)
{
    const HandOff &handOff = *view.handOff;
    QStringList words;
    if (handOff.ruling == RefundRuling::Waiting && handOff.refundNo.isEmpty())
        words.append(translate("Orders", "nobody has decided; hermes-admin order handoff %1 records it")
                         .arg(view.facts.order.id));
    else if (handOff.ruling == RefundRuling::Waiting)
        words.append(translate("Orders", "refund %1, approved by %2").arg(handOff.refundNo, handOff.approver));
    else
        words.append(translate("Orders", "decided by %1").arg(handOff.approver));
    const bool isOfOther
        = handOff.refund && !handOff.refund->tradeNo.isEmpty() && handOff.refund->tradeNo != view.facts.order.tradeNo;
    if (isOfOther)
        words.append(translate("Orders", "it is of another payment: %1").arg(handOff.refund->tradeNo));
    words.append(translate("Orders", "handed off by %1").arg(handOff.by));
    const QString outcome = outcomeOf(handOff);
    const bool isWell = outcome == "PROCESSING"_L1 || isOver(handOff);
    OrderFact fact{
        u"HAND_OFF"_s, outcome, outcome, {}, words.join(u", "_s), qMax(handOff.atMs, handOff.recordedMs), u"AGREES"_s};
    if (handOff.refund && !handOff.refund->state.isEmpty()) {
        fact.rawState = handOff.refund->state;
        fact.amount = handOff.refund->amount;
        fact.atMs = handOff.refund->askedMs;
    }
    if (isOfOther || outcome == "CLOSED"_L1 || outcome == "ABNORMAL"_L1)
        fact.mark = u"DISAGREES"_s;
    else if (!isWell)
        fact.mark = u"UNKNOWN"_s;
    return fact;
}

QList<OrderGuard> guardsOf(const OrderView &view)
{
    const Order &order = view.facts.order;
    const bool isPaid = order.state == OrderState::Paid;
    const bool isOwed = view.facts.subscription && view.facts.subscription->state == SubscriptionState::Active;
    switch (view.diagnosis.verb) {
    case Verb::Provision:
        return {{u"PAID"_s, isPaid}, {u"OWED"_s, isOwed},
            {u"NOT_SERVED"_s, view.tenantId.isEmpty() || view.phase == Phase::Gone}};
    case Verb::Redrive:
        if (!view.wechat)
            return {}; // it is asked before anything is given on
        return {{u"AMOUNT_EQUAL"_s, isSameAmount(view.wechat->amount, order.amount)},
            {u"ORDER_EQUAL"_s, view.wechat->tradeNo == order.tradeNo}};
    case Verb::Retry:
    case Verb::Replace:
    case Verb::Start:
        return {{u"PAID"_s, isPaid}, {u"OWED"_s, isOwed}};
    default:
        return {};
    }
}

} // namespace

OrderCard orderCard(const OrderView &view, const std::optional<TenantRow> &served, qint64 nowMs)
{
    OrderCard card;
    card.view = view;
    card.facts
        = {wechatFact(view), orderFact(view), subscriptionFact(view), instanceFact(view, served), hostFact(served)};
    if (view.handOff)
        card.facts.append(handOffFact(view));
    for (OrderFact &fact : card.facts)
        fact.atMs = qMin(fact.atMs, nowMs); // the platform's clock may be ahead
    card.guards = guardsOf(view);
    const Verb verb = view.diagnosis.verb;
    const bool isServed = !view.tenant.isEmpty() && view.phase != Phase::Gone;
    // Where money is involved, or something that serves is ended.
    if (verb == Verb::HandOff || verb == Verb::Pause || (verb == Verb::Replace && isServed))
        card.typed = view.tenant.isEmpty() ? view.facts.order.id : view.tenant;
    return card;
}

} // namespace hermes
