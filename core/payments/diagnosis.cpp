#include "diagnosis.h"

#include "reasoncodes.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace hermes::payments {

namespace {

const QStringList findings{u"DELIVERED"_s, u"WAITING_FOR_SCAN"_s, u"UNDER_WAY"_s, u"NOT_REQUESTED"_s, u"NOT_RECORDED"_s,
    u"BLOCKED"_s, u"RETRYING"_s, u"HOST_SILENT"_s, u"HOST_GONE"_s, u"BINDING_DISPLACED"_s, u"STOPPED"_s, u"NOT_PAID"_s,
    u"CLOSED"_s, u"REFUNDED"_s, u"AMOUNT_MISMATCH"_s, u"NOT_AT_WECHAT"_s, u"PAID_TWICE"_s, u"LAPSED"_s,
    u"PAUSED_BY_LAPSE"_s, u"NO_SUBSCRIPTION"_s, u"NO_ORDER"_s, u"SERVED_ELSEWHERE"_s, u"ORPHAN_INSTANCE"_s,
    u"ROW_DIFFERS"_s, u"UNKNOWN_PLAN"_s, u"UNKNOWN_STATE"_s, u"ROW_GONE"_s};
const QStringList verbs{QString(), u"PROVISION"_s, u"REDRIVE"_s, u"RETRY"_s, u"REPLACE_HOST"_s, u"SHOW_CODE"_s,
    u"REBIND"_s, u"START"_s, u"PAUSE"_s, u"ASK_AGAIN"_s, u"CLOSE"_s, u"HAND_OFF"_s, u"WRITE_BACK"_s};

Diagnosis handOff(Finding finding, bool waits)
{
    return {finding, Verb::HandOff, waits, true};
}

bool lives(const Case &facts)
{
    return facts.tenant && facts.tenant->phase != Phase::Gone && facts.tenant->presence != Presence::Absent;
}

bool serves(const Case &facts)
{
    return lives(facts) && facts.tenant->presence == Presence::Present;
}

/// A paid order of the same subscription and plan came shortly before this one.
bool isPaidTwice(const Case &facts)
{
    return std::any_of(facts.siblings.begin(), facts.siblings.end(), [&](const Order &other) {
        if (other.state != OrderState::Paid || other.planCode != facts.order->planCode)
            return false;
        const qint64 later = facts.order->paidMs - other.paidMs;
        const bool isLater = later > 0 || (later == 0 && facts.order->id > other.id);
        return isLater && later < twiceWithinMs;
    });
}

/// What has been paid back already and is not served needs nobody.
Diagnosis refunded(const Case &facts)
{
    return serves(facts) ? handOff(Finding::Refunded, false) : Diagnosis{Finding::Refunded, Verb::None, false, true};
}

bool hasOtherPaid(const Case &facts)
{
    return std::any_of(facts.siblings.begin(), facts.siblings.end(),
        [](const Order &other) { return other.state == OrderState::Paid; });
}

/// Nothing is made or ended for it by itself; whose money WeChat has is not forgotten.
Diagnosis rowGone(const Case &facts)
{
    const bool hasMoney = facts.wechat && facts.wechat->tradeState == "SUCCESS"_L1;
    if (serves(facts))
        return {Finding::RowGone, Verb::None, false, true};
    if (hasMoney)
        return handOff(Finding::RowGone, true);
    const bool wasPaid = facts.order->state == OrderState::Paid;
    return {Finding::RowGone, wasPaid ? Verb::Close : Verb::None, wasPaid, true};
}

Diagnosis ofBlocked(const ServedBy &tenant, bool waits)
{
    using namespace reasons;
    const QString &reason = tenant.reason;
    if (tenant.hostGone)
        return {Finding::HostGone, Verb::Replace, waits};
    if (reason == bindingHeldBy || reason == bindRevoked || reason == credentialsDiffer)
        return {Finding::BindingDisplaced, Verb::Rebind, waits};
    if (reason == capacity || reason == diskFull || reason == imageMissing || reason == hermesMissing)
        return {Finding::Blocked, Verb::Replace, waits};
    return {Finding::Blocked, Verb::Retry, waits};
}

/// What the platform believes serves is not what does.
bool rowDiffers(const Case &facts)
{
    return facts.instanceDiffers
        || (facts.instance && facts.instance->hostPort != 0 && facts.tenant->dashboardPort != 0
            && facts.instance->hostPort != facts.tenant->dashboardPort);
}

/// Paid and owed, and a tenant is there for it.
Diagnosis ofTenant(const Case &facts)
{
    const ServedBy &tenant = *facts.tenant;
    const bool waits = !facts.wasDelivered;
    if (tenant.presence == Presence::Paused)
        return {Finding::Stopped, Verb::Start, waits};
    switch (tenant.phase) {
    case Phase::Ready:
        return rowDiffers(facts) ? Diagnosis{Finding::RowDiffers, Verb::WriteBack} : Diagnosis{Finding::Delivered};
    case Phase::BindWait:
        return {Finding::WaitingForScan, Verb::ShowCode, waits};
    case Phase::Backoff:
        return {Finding::Retrying, Verb::Retry, waits};
    case Phase::Blocked:
        return ofBlocked(tenant, waits);
    case Phase::Unknown:
        return tenant.hostGone ? Diagnosis{Finding::HostGone, Verb::Replace, waits}
                               : Diagnosis{Finding::HostSilent, Verb::None, waits};
    case Phase::Degraded:
        if (tenant.reason == reasons::bindRevoked || tenant.reason == reasons::credentialsDiffer)
            return {Finding::BindingDisplaced, Verb::Rebind, waits};
        break;
    default:
        break;
    }
    return {Finding::UnderWay, Verb::None, waits};
}

/// The refund that was approved has reached the customer: nobody has to do it once more.
Diagnosis paidBack(const Case &facts)
{
    const bool isPaidFor = !serves(facts) || hasOtherPaid(facts);
    return {Finding::Refunded, isPaidFor ? Verb::None : Verb::Pause, false, true};
}

/// Paid, whatever is owed for it.
Diagnosis ofSubscription(const Case &facts)
{
    if (!facts.subscription)
        return handOff(Finding::NoSubscription, true);
    switch (facts.subscription->state) {
    case SubscriptionState::Unknown:
        return {Finding::UnknownState, Verb::None, !facts.wasDelivered, true};
    case SubscriptionState::Pending:
        return {Finding::NotRecorded, Verb::Redrive, !facts.wasDelivered, true};
    case SubscriptionState::Lapsed:
        if (serves(facts))
            return {Finding::Lapsed, Verb::Pause, false, true};
        return {facts.tenant && facts.tenant->pausedByLapse ? Finding::PausedByLapse : Finding::Lapsed, Verb::None,
            false, true};
    case SubscriptionState::Active:
        break;
    }
    if (lives(facts))
        return ofTenant(facts);
    // Made by hand, before this program: a second one would be made beside it. `adopt` takes it over.
    if (facts.instance && facts.instance->hostPort != 0 && !facts.tenant)
        return {Finding::ServedElsewhere, Verb::None, false, true};
    // Its money goes back: nothing is made for it meanwhile.
    if (facts.handOff && isRefundUnderWay(*facts.handOff))
        return {Finding::NotRequested, Verb::None, false, true};
    if (!facts.planKnown)
        return {Finding::UnknownPlan, Verb::None, true, true};
    return {Finding::NotRequested, Verb::Provision, true};
}

Diagnosis withoutOrder(const Case &facts)
{
    if (facts.subscription && facts.subscription->state == SubscriptionState::Active)
        return {Finding::NoOrder, Verb::None, false, true};
    if (facts.subscription && facts.subscription->state == SubscriptionState::Lapsed && serves(facts))
        return {Finding::Lapsed, Verb::Pause, false, true};
    return {facts.instance ? Finding::OrphanInstance : Finding::UnknownState, Verb::None, false, true};
}

/// Nobody refunds another amount than was asked for: a person may have it served all the same, nothing else does.
std::optional<Diagnosis> ofKept(const Case &facts)
{
    if (lives(facts))
        return {};
    const bool isOwed = facts.order->state == OrderState::Paid && facts.subscription
        && facts.subscription->state == SubscriptionState::Active;
    return Diagnosis{Finding::AmountMismatch, isOwed ? Verb::Provision : Verb::None, true, true};
}

/// What WeChat says decides what the platform's row may mean. Nothing: the row stands.
std::optional<Diagnosis> ofWechat(const Case &facts)
{
    if (!facts.wechat)
        return {};
    const Order &order = *facts.order;
    const QString &state = facts.wechat->tradeState;
    // What was asked before it was paid says nothing of that.
    const bool isOld = order.state == OrderState::Paid && facts.wechat->askedMs <= order.paidMs + answerSlackMs;
    if (isOld && state != "SUCCESS"_L1 && state != "REFUND"_L1)
        return {};
    // WeChat says so of a part too, and as soon as a refund is begun: how that one ends is known better.
    const bool isFollowed = facts.handOff && !facts.handOff->refundNo.isEmpty();
    if (state == "REFUND"_L1 && !isFollowed)
        return refunded(facts);
    if (state == "SUCCESS"_L1 || state == "REFUND"_L1) {
        if (order.amount.minor && !isSameAmount(facts.wechat->amount, order.amount))
            return facts.handOff && isKept(*facts.handOff) ? ofKept(facts) : handOff(Finding::AmountMismatch, true);
        if (state == "REFUND"_L1)
            return {};
        if (order.state == OrderState::Open || order.state == OrderState::Closed)
            return Diagnosis{Finding::NotRecorded, Verb::Redrive, true, true};
        return {};
    }
    const bool isOpen = state == "NOTPAY"_L1 || state == "USERPAYING"_L1;
    const bool isOver = state == "CLOSED"_L1 || state == "REVOKED"_L1 || state == "PAYERROR"_L1;
    if (!isOpen && !isOver)
        return Diagnosis{Finding::UnknownState, Verb::None, order.state == OrderState::Paid, true};
    if (order.state == OrderState::Paid)
        return handOff(Finding::NotAtWechat, false);
    if (order.state == OrderState::Open && isOver)
        return Diagnosis{Finding::Closed, Verb::Close, false, true};
    return {};
}

} // namespace

Diagnosis diagnose(const Case &facts)
{
    if (!facts.order)
        return withoutOrder(facts);
    if (facts.handOff && isPaidBack(*facts.handOff))
        return paidBack(facts);
    if (facts.order->state == OrderState::Refunded)
        return refunded(facts);
    if (facts.isGone)
        return rowGone(facts);
    if (const auto said = ofWechat(facts))
        return *said;
    switch (facts.order->state) {
    case OrderState::Open:
        return {Finding::NotPaid, Verb::AskAgain, false, true};
    case OrderState::Closed:
        return {Finding::Closed, serves(facts) && !hasOtherPaid(facts) ? Verb::Pause : Verb::None, false, true};
    case OrderState::Paid:
        return isPaidTwice(facts) ? handOff(Finding::PaidTwice, !facts.wasDelivered) : ofSubscription(facts);
    case OrderState::Refunded:
    case OrderState::Unknown:
        break;
    }
    return {Finding::UnknownState, Verb::None, false, true};
}

QString findingName(Finding finding)
{
    return findings.at(int(finding));
}

QString verbName(Verb verb)
{
    return verbs.at(int(verb));
}

Finding findingFromName(const QString &name)
{
    const auto at = findings.indexOf(name);
    return at < 0 ? Finding::UnknownState : Finding(at);
}

Verb verbFromName(const QString &name)
{
    return Verb(qMax(0, int(verbs.indexOf(name))));
}

} // namespace hermes::payments
