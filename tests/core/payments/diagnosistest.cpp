#include "diagnosis.h"
#include "reasoncodes.h"

#include <gtest/gtest.h>

using namespace Qt::StringLiterals;

namespace hermes::payments::test {

namespace {

constexpr qint64 paidAt = 1'780'000'000'000;

Order paid(const QString &id = u"o1"_s, qint64 at = paidAt)
{
    Order order;
    order.id = id;
    order.subscriptionId = u"s1"_s;
    order.planCode = u"pro"_s;
    order.state = OrderState::Paid;
    order.amount = {19'900, u"19900"_s, u"CNY"_s};
    order.paidMs = at;
    return order;
}

Subscription subscription(SubscriptionState state)
{
    Subscription one;
    one.id = u"s1"_s;
    one.state = state;
    return one;
}

WechatAnswer wechat(const QString &state, qint64 amount = 19'900)
{
    WechatAnswer answer;
    answer.tradeState = state;
    answer.amount = {amount, {}, u"CNY"_s};
    answer.askedMs = paidAt + 2 * answerSlackMs;
    return answer;
}

ServedBy tenant(Phase phase, const QString &reason = {}, Presence presence = Presence::Present)
{
    ServedBy one;
    one.name = u"su-wanqing"_s;
    one.phase = phase;
    one.reason = reason;
    one.presence = presence;
    one.dashboardPort = 8701;
    return one;
}

/// Paid, and owed.
Case owed()
{
    Case facts;
    facts.order = paid();
    facts.subscription = subscription(SubscriptionState::Active);
    return facts;
}

Case servedBy(const ServedBy &by)
{
    Case facts = owed();
    facts.tenant = by;
    return facts;
}

/// Given to whoever may refund, and what became of that.
std::optional<HandOff> handedOff(const QString &refundState, qint64 back = 19'900)
{
    HandOff handOff{paidAt};
    handOff.approver = u"lin"_s;
    handOff.refundNo = u"R1"_s;
    handOff.refund = RefundAnswer();
    handOff.refund->state = refundState;
    handOff.refund->amount = {back, {}, u"CNY"_s};
    handOff.refund->total = {19'900, {}, u"CNY"_s};
    return handOff;
}

Case ordered(OrderState state, const std::optional<WechatAnswer> &said = {})
{
    Case facts = owed();
    facts.order->state = state;
    facts.wechat = said;
    return facts;
}

struct Expected {
    const char *what;
    Case facts;
    Finding finding;
    Verb verb;
    bool waits;
    bool isLocked;
};

QList<Expected> rows()
{
    const auto with = [](Case facts, const std::function<void(Case &)> &change) {
        change(facts);
        return facts;
    };
    const Case none;
    ServedBy gone = tenant(Phase::Blocked, u"HOST_GONE"_s);
    gone.hostGone = true;
    ServedBy lapsed = tenant(Phase::Paused, {}, Presence::Paused);
    lapsed.pausedByLapse = true;
    InstanceRow elsewhere;
    elsewhere.hostPort = 8999;
    return {
        {"paid and ready", servedBy(tenant(Phase::Ready)), Finding::Delivered, Verb::None, false, false},
        {"waits for a scan", servedBy(tenant(Phase::BindWait)), Finding::WaitingForScan, Verb::ShowCode, true, false},
        {"is started", servedBy(tenant(Phase::Starting)), Finding::UnderWay, Verb::None, true, false},
        {"is being replaced", servedBy(tenant(Phase::Replacing)), Finding::UnderWay, Verb::None, true, false},
        {"nobody asked", owed(), Finding::NotRequested, Verb::Provision, true, false},
        {"its tenant was destroyed", servedBy(tenant(Phase::Gone, {}, Presence::Absent)), Finding::NotRequested,
            Verb::Provision, true, false},
        {"its tenant is being destroyed", servedBy(tenant(Phase::Deleting, {}, Presence::Absent)),
            Finding::NotRequested, Verb::Provision, true, false},
        {"blocked: port", servedBy(tenant(Phase::Blocked, reasons::portTaken)), Finding::Blocked, Verb::Retry, true,
            false},
        {"blocked: no room", servedBy(tenant(Phase::Blocked, reasons::capacity)), Finding::Blocked, Verb::Replace, true,
            false},
        {"blocked: disk", servedBy(tenant(Phase::Blocked, reasons::diskFull)), Finding::Blocked, Verb::Replace, true,
            false},
        {"blocked: another has its WeChat", servedBy(tenant(Phase::Blocked, reasons::bindingHeldBy)),
            Finding::BindingDisplaced, Verb::Rebind, true, false},
        {"in backoff", servedBy(tenant(Phase::Backoff)), Finding::Retrying, Verb::Retry, true, false},
        {"its host is silent", servedBy(tenant(Phase::Unknown)), Finding::HostSilent, Verb::None, true, false},
        {"its host is gone", servedBy(gone), Finding::HostGone, Verb::Replace, true, false},
        {"its login was revoked", servedBy(tenant(Phase::Degraded, reasons::bindRevoked)), Finding::BindingDisplaced,
            Verb::Rebind, true, false},
        {"is mended", servedBy(tenant(Phase::Degraded, reasons::exited)), Finding::UnderWay, Verb::None, true, false},
        {"somebody stopped it", servedBy(tenant(Phase::Paused, {}, Presence::Paused)), Finding::Stopped, Verb::Start,
            true, false},
        {"served before, degraded now", with(servedBy(tenant(Phase::Degraded)), [](Case &c) { c.wasDelivered = true; }),
            Finding::UnderWay, Verb::None, false, false},
        {"the platform's row is another port",
            with(servedBy(tenant(Phase::Ready)), [&](Case &c) { c.instance = elsewhere; }), Finding::RowDiffers,
            Verb::WriteBack, false, false},
        {"not paid yet", ordered(OrderState::Open), Finding::NotPaid, Verb::AskAgain, false, true},
        {"not paid, says WeChat", ordered(OrderState::Open, wechat(u"NOTPAY"_s)), Finding::NotPaid, Verb::AskAgain,
            false, true},
        {"is being paid", ordered(OrderState::Open, wechat(u"USERPAYING"_s)), Finding::NotPaid, Verb::AskAgain, false,
            true},
        {"closed at WeChat", ordered(OrderState::Open, wechat(u"CLOSED"_s)), Finding::Closed, Verb::Close, false, true},
        {"revoked at WeChat", ordered(OrderState::Open, wechat(u"REVOKED"_s)), Finding::Closed, Verb::Close, false,
            true},
        {"failed at WeChat", ordered(OrderState::Open, wechat(u"PAYERROR"_s)), Finding::Closed, Verb::Close, false,
            true},
        {"closed", ordered(OrderState::Closed), Finding::Closed, Verb::None, false, true},
        {"closed, and served all the same",
            with(servedBy(tenant(Phase::Ready)), [](Case &c) { c.order->state = OrderState::Closed; }), Finding::Closed,
            Verb::Pause, false, true},
        {"a renewal that was given up",
            with(servedBy(tenant(Phase::Ready)),
                [](Case &c) {
                    c.order->state = OrderState::Closed;
                    c.siblings = {paid(u"o0"_s, 1)};
                }),
            Finding::Closed, Verb::None, false, true},
        {"WeChat has the money, the row is open", ordered(OrderState::Open, wechat(u"SUCCESS"_s)), Finding::NotRecorded,
            Verb::Redrive, true, true},
        {"paid after it was closed", ordered(OrderState::Closed, wechat(u"SUCCESS"_s)), Finding::NotRecorded,
            Verb::Redrive, true, true},
        {"another amount", ordered(OrderState::Paid, wechat(u"SUCCESS"_s, 100)), Finding::AmountMismatch, Verb::HandOff,
            true, true},
        {"another amount, not recorded", ordered(OrderState::Open, wechat(u"SUCCESS"_s, 100)), Finding::AmountMismatch,
            Verb::HandOff, true, true},
        {"refunded in the row", ordered(OrderState::Refunded), Finding::Refunded, Verb::None, false, true},
        {"refunded at WeChat", ordered(OrderState::Paid, wechat(u"REFUND"_s)), Finding::Refunded, Verb::None, false,
            true},
        {"refunded and served all the same",
            with(servedBy(tenant(Phase::Ready)), [&](Case &c) { c.wechat = wechat(u"REFUND"_s); }), Finding::Refunded,
            Verb::HandOff, false, true},
        {"WeChat was asked before it was paid",
            with(owed(),
                [](Case &c) {
                    c.wechat = wechat(u"NOTPAY"_s);
                    c.wechat->askedMs = paidAt - 1;
                }),
            Finding::NotRequested, Verb::Provision, true, false},
        {"the row says paid, WeChat does not", ordered(OrderState::Paid, wechat(u"NOTPAY"_s)), Finding::NotAtWechat,
            Verb::HandOff, false, true},
        {"WeChat says refund while one is on its way",
            with(servedBy(tenant(Phase::Ready)),
                [&](Case &c) {
                    c.wechat = wechat(u"REFUND"_s);
                    c.handOff = handedOff(u"PROCESSING"_s);
                }),
            Finding::Delivered, Verb::None, false, false},
        {"WeChat says refund, and that was given up",
            with(owed(),
                [&](Case &c) {
                    c.wechat = wechat(u"REFUND"_s);
                    c.handOff = handedOff(u"CLOSED"_s);
                }),
            Finding::NotRequested, Verb::Provision, true, false},
        {"what was too much went back",
            with(ordered(OrderState::Paid, wechat(u"REFUND"_s, 20'000)),
                [](Case &c) { c.handOff = handedOff(u"SUCCESS"_s, 100); }),
            Finding::AmountMismatch, Verb::HandOff, true, true},
        {"another amount, to which the customer agreed",
            with(owed(),
                [&](Case &c) {
                    c.wechat = wechat(u"SUCCESS"_s, 100);
                    c.handOff = HandOff{.atMs = 1, .ruling = RefundRuling::Kept};
                }),
            Finding::AmountMismatch, Verb::Provision, true, true},
        {"likewise, and it serves",
            with(servedBy(tenant(Phase::Ready)),
                [&](Case &c) {
                    c.wechat = wechat(u"SUCCESS"_s, 100);
                    c.handOff = HandOff{.atMs = 1, .ruling = RefundRuling::Kept};
                }),
            Finding::Delivered, Verb::None, false, false},
        {"the other one was paid back, and nobody decided about this one",
            with(owed(), [](Case &c) { c.handOff = HandOff{.atMs = 1, .finding = u"PAID_TWICE"_s}; }),
            Finding::NotRequested, Verb::Provision, true, false},
        {"its row is gone, and said paid", with(owed(), [](Case &c) { c.isGone = true; }), Finding::RowGone,
            Verb::Close, true, true},
        {"its row is gone, and WeChat has the money",
            with(ordered(OrderState::Open, wechat(u"SUCCESS"_s)), [](Case &c) { c.isGone = true; }), Finding::RowGone,
            Verb::HandOff, true, true},
        {"its row is gone, and nobody paid", with(ordered(OrderState::Open), [](Case &c) { c.isGone = true; }),
            Finding::RowGone, Verb::None, false, true},
        {"its row is gone, and it serves", with(servedBy(tenant(Phase::Ready)), [](Case &c) { c.isGone = true; }),
            Finding::RowGone, Verb::None, false, true},
        {"WeChat says a word that is not known", ordered(OrderState::Paid, wechat(u"ACCEPT"_s)), Finding::UnknownState,
            Verb::None, true, true},
        {"a state that is not known", ordered(OrderState::Unknown), Finding::UnknownState, Verb::None, false, true},
        {"paid twice, the later one", with(owed(), [](Case &c) { c.siblings = {paid(u"o0"_s, paidAt - 60'000)}; }),
            Finding::PaidTwice, Verb::HandOff, true, true},
        {"paid twice, the earlier one", with(owed(), [](Case &c) { c.siblings = {paid(u"o2"_s, paidAt + 60'000)}; }),
            Finding::NotRequested, Verb::Provision, true, false},
        {"paid twice at the same moment", with(owed(), [](Case &c) { c.siblings = {paid(u"o0"_s, paidAt)}; }),
            Finding::PaidTwice, Verb::HandOff, true, true},
        {"a renewal",
            with(servedBy(tenant(Phase::Ready)), [](Case &c) { c.siblings = {paid(u"o0"_s, paidAt - twiceWithinMs)}; }),
            Finding::Delivered, Verb::None, false, false},
        {"the first was never paid",
            with(owed(),
                [](Case &c) {
                    c.siblings = {paid(u"o0"_s, paidAt - 1)};
                    c.siblings[0].state = OrderState::Closed;
                }),
            Finding::NotRequested, Verb::Provision, true, false},
        {"without subscription", with(owed(), [](Case &c) { c.subscription.reset(); }), Finding::NoSubscription,
            Verb::HandOff, true, true},
        {"the subscription was not made active",
            with(owed(), [](Case &c) { c.subscription = subscription(SubscriptionState::Pending); }),
            Finding::NotRecorded, Verb::Redrive, true, true},
        {"the subscription's state is not known",
            with(owed(), [](Case &c) { c.subscription = subscription(SubscriptionState::Unknown); }),
            Finding::UnknownState, Verb::None, true, true},
        {"lapsed and served",
            with(servedBy(tenant(Phase::Ready)),
                [](Case &c) { c.subscription = subscription(SubscriptionState::Lapsed); }),
            Finding::Lapsed, Verb::Pause, false, true},
        {"lapsed and paused",
            with(servedBy(lapsed), [](Case &c) { c.subscription = subscription(SubscriptionState::Lapsed); }),
            Finding::PausedByLapse, Verb::None, false, true},
        {"lapsed and never made",
            with(owed(), [](Case &c) { c.subscription = subscription(SubscriptionState::Lapsed); }), Finding::Lapsed,
            Verb::None, false, true},
        {"somebody made it by hand", with(owed(), [&](Case &c) { c.instance = elsewhere; }), Finding::ServedElsewhere,
            Verb::None, false, true},
        {"a plan that is not known", with(owed(), [](Case &c) { c.planKnown = false; }), Finding::UnknownPlan,
            Verb::None, true, true},
        {"paid twice, and paid back",
            with(servedBy(tenant(Phase::Ready)),
                [](Case &c) {
                    c.siblings = {paid(u"o0"_s, paidAt - 60'000)};
                    c.handOff = handedOff(u"SUCCESS"_s);
                }),
            Finding::Refunded, Verb::None, false, true},
        {"paid back and served, and no other order pays for it",
            with(servedBy(tenant(Phase::Ready)), [](Case &c) { c.handOff = handedOff(u"SUCCESS"_s); }),
            Finding::Refunded, Verb::Pause, false, true},
        {"paid back, and the row says so too",
            with(ordered(OrderState::Refunded), [](Case &c) { c.handOff = handedOff(u"SUCCESS"_s); }),
            Finding::Refunded, Verb::None, false, true},
        {"without subscription, and paid back",
            with(owed(),
                [](Case &c) {
                    c.subscription.reset();
                    c.handOff = handedOff(u"SUCCESS"_s);
                }),
            Finding::Refunded, Verb::None, false, true},
        {"a part of it was paid back", with(owed(), [](Case &c) { c.handOff = handedOff(u"SUCCESS"_s, 100); }),
            Finding::NotRequested, Verb::Provision, true, false},
        {"its money is on its way back", with(owed(), [](Case &c) { c.handOff = handedOff(u"PROCESSING"_s); }),
            Finding::NotRequested, Verb::None, false, true},
        {"its money was to go back, and WeChat cannot",
            with(owed(), [](Case &c) { c.handOff = handedOff(u"ABNORMAL"_s); }), Finding::NotRequested, Verb::None,
            false, true},
        {"its refund is in a state that is not known",
            with(owed(), [](Case &c) { c.handOff = handedOff(u"FROZEN"_s); }), Finding::NotRequested, Verb::None, false,
            true},
        {"its refund was approved, and WeChat was not asked",
            with(owed(),
                [](Case &c) {
                    c.handOff = handedOff({});
                    c.handOff->refund.reset();
                }),
            Finding::NotRequested, Verb::None, false, true},
        {"its refund was closed", with(owed(), [](Case &c) { c.handOff = handedOff(u"CLOSED"_s); }),
            Finding::NotRequested, Verb::Provision, true, false},
        {"its refund was refused",
            with(owed(), [](Case &c) { c.handOff = HandOff{.atMs = 1, .ruling = RefundRuling::Refused}; }),
            Finding::NotRequested, Verb::Provision, true, false},
        {"it serves while its money is on its way back",
            with(servedBy(tenant(Phase::Ready)), [](Case &c) { c.handOff = handedOff(u"PROCESSING"_s); }),
            Finding::Delivered, Verb::None, false, false},
        {"a subscription without order",
            with(none, [](Case &c) { c.subscription = subscription(SubscriptionState::Active); }), Finding::NoOrder,
            Verb::None, false, true},
        {"an instance without order", with(none, [&](Case &c) { c.instance = elsewhere; }), Finding::OrphanInstance,
            Verb::None, false, true},
        {"nothing at all", none, Finding::UnknownState, Verb::None, false, true},
    };
}

} // namespace

TEST(Diagnosis, hasOneFindingAndOneVerbForEachRowOfTheTable)
{
    QSet<int> met;
    for (const Expected &row : rows()) {
        const Diagnosis said = diagnose(row.facts);
        EXPECT_EQ(findingName(said.finding), findingName(row.finding)) << row.what;
        EXPECT_EQ(verbName(said.verb), verbName(row.verb)) << row.what;
        EXPECT_EQ(said.waits, row.waits) << row.what;
        EXPECT_EQ(said.isLocked, row.isLocked) << row.what;
        met.insert(int(said.finding));
    }
    EXPECT_EQ(met.size(), int(Finding::RowGone) + 1) << "every finding is met";
}

/// Every combination of what can be known: nothing is provisioned that nobody paid, and nothing paid is forgotten.
TEST(Diagnosis, neverProvisionsWhatIsNotPaidAndNeverForgetsWhatIs)
{
    const QStringList says{
        {}, u"SUCCESS"_s, u"REFUND"_s, u"NOTPAY"_s, u"CLOSED"_s, u"REVOKED"_s, u"USERPAYING"_s, u"PAYERROR"_s, u"?"_s};
    int count = 0;
    for (const QString &said : says)
        for (int order = 0; order <= 4; ++order)
            for (int owedAs = -1; owedAs <= 3; ++owedAs)
                for (int phase = -1; phase <= int(Phase::Unknown); ++phase)
                    for (int presence = 0; presence <= 2; ++presence)
                        for (const bool delivered : {false, true}) {
                            Case facts = ordered(
                                OrderState(order), said.isEmpty() ? std::nullopt : std::optional(wechat(said)));
                            facts.subscription
                                = owedAs < 0 ? std::nullopt : std::optional(subscription(SubscriptionState(owedAs)));
                            if (phase >= 0)
                                facts.tenant = tenant(Phase(phase), {}, Presence(presence));
                            facts.wasDelivered = delivered;
                            const Diagnosis d = diagnose(facts);
                            ++count;
                            const bool isPaid = OrderState(order) == OrderState::Paid;
                            const bool isOwed
                                = isPaid && SubscriptionState(qMax(0, owedAs)) == SubscriptionState::Active;
                            const bool isServed = phase == int(Phase::Ready) && Presence(presence) == Presence::Present;
                            if (d.verb == Verb::Provision || d.verb == Verb::Start || d.verb == Verb::Retry)
                                EXPECT_TRUE(isOwed);
                            if (isPaid && owedAs == int(SubscriptionState::Active) && !delivered && !isServed
                                && (said.isEmpty() || said == u"SUCCESS"_s))
                                EXPECT_TRUE(d.waits) << findingName(d.finding).toStdString();
                            if (d.isLocked)
                                EXPECT_NE(d.verb, Verb::Provision);
                            if (said == u"REFUND"_s)
                                EXPECT_EQ(d.finding, Finding::Refunded);
                        }
    EXPECT_EQ(count, 9 * 5 * 5 * 17 * 3 * 2);
}

TEST(Diagnosis, hasNamesThatReadBack)
{
    for (int i = 0; i <= int(Finding::UnknownState); ++i)
        EXPECT_EQ(findingFromName(findingName(Finding(i))), Finding(i));
    for (int i = 0; i <= int(Verb::WriteBack); ++i)
        EXPECT_EQ(verbFromName(verbName(Verb(i))), Verb(i));
}

} // namespace hermes::payments::test
