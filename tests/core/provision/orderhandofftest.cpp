#include "orderdeskfixture.h"

// Orders that were given to whoever may refund.

namespace hermes::payments::test {

TEST_P(Orders, whatWasHandedOnIsServedOnceItCanBe)
{
    addOrder(u"o1"_s, {}, u"PAID"_s, now());
    look();
    ASSERT_TRUE(desk->recover(recovery(u"o1"_s, Verb::HandOff)));
    EXPECT_EQ(ids(desk->board()->handOffs), QStringList{u"o1"_s});
    EXPECT_EQ(desk->recover(recovery(u"o1"_s, Verb::HandOff, u"k2"_s)).error().kind, ErrorKind::Conflict) << "once";
    pass(minuteMs);
    addSubscription(u"s1"_s, u"ACTIVE"_s, now());
    script({u"update \"Order\" set \"subscriptionId\" = 's1', \"updatedAt\" = %1"_s.arg(at(now()))});
    EXPECT_EQ(look().done, QStringList{u"provision o1"_s});
    EXPECT_TRUE(desk->board()->handOffs.isEmpty());
}

TEST_P(Orders, whatNobodyAnswersAboutKeepsNoOtherFromBeingAskedAbout)
{
    payTwice();
    ASSERT_TRUE(desk->recordHandOff(approved(u"R1"_s, u"k1"_s)));
    addOrder(u"o3"_s, {}, u"PENDING"_s, now());
    wechat.insert(u"To3"_s, u"NOTPAY"_s);
    isAskerOld = true;
    asked.clear();
    pass(2 * minuteMs);
    look();
    EXPECT_EQ(asked, QStringList{u"To3"_s});
    askedRefunds.clear();
    for (int minutes = 0; minutes < 12 * 60; minutes += 5) {
        pass(5 * minuteMs);
        look();
    }
    EXPECT_LT(askedRefunds.size(), 20) << "less and less often";
    EXPECT_GT(askedRefunds.size(), 10);
    isAskerOld = false;
    refund(u"R1"_s, u"SUCCESS"_s);
    pass(60 * minuteMs);
    look();
    EXPECT_EQ(outcome(u"o2"_s), u"SUCCESS"_s);
}

TEST_P(Orders, anAmountToWhichTheCustomerAgreedIsServedOnceAPersonSaysSo)
{
    addSubscription(u"s1"_s, u"ACTIVE"_s, now());
    addOrder(u"o1"_s, u"s1"_s, u"PAID"_s, now());
    isDown = true;
    look();
    isDown = false;
    script({u"update \"Order\" set \"amountFen\" = 100, \"updatedAt\" = %1"_s.arg(at(now()))});
    wechat.insert(u"To1"_s, u"SUCCESS"_s);
    pass(minuteMs);
    ASSERT_TRUE(desk->ask(u"o1"_s));
    ASSERT_EQ(finding(u"o1"_s), u"AMOUNT_MISMATCH"_s);
    ASSERT_TRUE(desk->recover(recovery(u"o1"_s, Verb::HandOff, u"hand"_s)));
    EXPECT_TRUE(desk->board()->waiting.isEmpty());
    auto kept = approved({}, u"k1"_s);
    kept.id = u"o1"_s;
    kept.decided.ruling = RefundRuling::Kept;
    kept.note = u"he pays the rest next time"_s;
    ASSERT_TRUE(desk->recordHandOff(kept));
    look();
    EXPECT_EQ(requests, 0) << "not by itself";
    EXPECT_EQ(ids(desk->board()->waiting), QStringList{u"o1"_s});
    ASSERT_TRUE(desk->recover(recovery(u"o1"_s, Verb::Provision, u"serve"_s)));
    EXPECT_EQ(requests, 1);
    become(only(), Phase::Ready);
    look();
    EXPECT_EQ(finding(u"o1"_s), u"DELIVERED"_s);
    EXPECT_TRUE(desk->board()->waiting.isEmpty());
}

TEST_P(Orders, ofTwoPaymentsTheOneThatStaysIsServedAndItsHandOffIsNotLost)
{
    addSubscription(u"s1"_s, u"ACTIVE"_s, now());
    addOrder(u"o1"_s, u"s1"_s, u"PAID"_s, now());
    addOrder(u"o2"_s, u"s1"_s, u"PAID"_s, now() + 1'000);
    isDown = true;
    look();
    ASSERT_TRUE(desk->recover(recovery(u"o2"_s, Verb::HandOff, u"hand"_s)));
    script({u"update \"Order\" set status = 'REFUNDED', \"updatedAt\" = %1 where id = 'o1'"_s.arg(at(now() + 2'000))});
    isDown = false;
    pass(minuteMs);
    look();
    look();
    EXPECT_EQ(requests, 1) << "it is paid and owed";
    EXPECT_EQ(ids(desk->board()->handOffs), QStringList{u"o2"_s}) << "somebody may just be refunding it";
    auto kept = approved({}, u"k1"_s);
    kept.decided.ruling = RefundRuling::Kept;
    ASSERT_TRUE(desk->recordHandOff(kept));
    EXPECT_TRUE(desk->board()->handOffs.isEmpty());
}

TEST_P(Orders, aHandOffIsFollowedUntilTheCustomerHasTheMoneyBack)
{
    payTwice();
    const HandOff given = view(u"o2"_s).handOff.value_or(HandOff());
    EXPECT_EQ(given.by, actor.name);
    EXPECT_EQ(given.atMs, now());
    EXPECT_EQ(given.finding, u"PAID_TWICE"_s);
    EXPECT_EQ(given.note, u"he called at noon"_s);
    EXPECT_EQ(outcome(u"o2"_s), u"WAITING"_s);
    EXPECT_EQ(desk->askRefund(u"o2"_s).error().kind, ErrorKind::Conflict) << "nobody has decided";
    pass(minuteMs);
    const auto recorded = desk->recordHandOff(approved(u"R1"_s, u"k1"_s));
    ASSERT_TRUE(recorded) << why(recorded.error());
    EXPECT_FALSE(recorded->unchanged);
    EXPECT_TRUE(desk->recordHandOff(approved(u"R1"_s, u"k1"_s))->unchanged) << "the same click";
    EXPECT_TRUE(desk->recordHandOff(approved(u"R1"_s, u"k2"_s))->unchanged) << "it says so already";
    EXPECT_EQ(view(u"o2"_s).handOff->approver, u"lin"_s);
    EXPECT_EQ(view(u"o2"_s).handOff->recordedMs, now());
    look();
    EXPECT_EQ(askedRefunds, QStringList{u"R1"_s}) << "WeChat Pay does not know it yet";
    EXPECT_EQ(outcome(u"o2"_s), u"WAITING"_s);
    refund(u"R1"_s, u"PROCESSING"_s);
    pass(minuteMs / 2);
    look();
    EXPECT_EQ(askedRefunds.size(), 1) << "not all the time";
    pass(minuteMs);
    look();
    EXPECT_EQ(outcome(u"o2"_s), u"PROCESSING"_s);
    EXPECT_EQ(finding(u"o2"_s), u"PAID_TWICE"_s);
    EXPECT_EQ(ids(desk->board()->handOffs), QStringList{u"o2"_s});
    EXPECT_EQ(desk->recordHandOff(approved(u"R2"_s, u"k3"_s)).error().kind, ErrorKind::Conflict) << "R1 is under way";
    refund(u"R1"_s, u"SUCCESS"_s);
    pass(40LL * 24 * 60 * minuteMs);
    look();
    EXPECT_EQ(outcome(u"o2"_s), u"SUCCESS"_s) << "it was kept for as long as it was open";
    EXPECT_EQ(finding(u"o2"_s), u"REFUNDED"_s);
    EXPECT_EQ(view(u"o2"_s).diagnosis.verb, Verb::None);
    EXPECT_TRUE(desk->board()->handOffs.isEmpty());
    EXPECT_TRUE(desk->board()->waiting.isEmpty());
    EXPECT_EQ(only().presence, Presence::Present) << "what was paid for first goes on";
    pass(minuteMs);
    const auto asked = askedRefunds.size();
    pass(24LL * 60 * minuteMs);
    look();
    EXPECT_EQ(askedRefunds.size(), asked) << "that is final";
    QStringList verbs;
    const auto audited = registry->audit({u"o2"_s});
    for (const AuditRow &row : *audited)
        verbs.prepend(row.verb);
    EXPECT_EQ(verbs,
        (QStringList{
            u"order.hand_off"_s, u"order.refund_approved"_s, u"order.refund_state"_s, u"order.refund_state"_s}));
    EXPECT_TRUE(registry->verifyAudit());
}

TEST_P(Orders, aRefundThatNobodyMakesEndsTheHandOffToo)
{
    payTwice();
    auto refused = OrderDesk::HandOffRecord{u"o2"_s, {u"lin"_s, {}, RefundRuling::Refused}, u" "_s, -1, u"k1"_s};
    EXPECT_EQ(desk->recordHandOff(refused).error().kind, ErrorKind::Invalid) << "why?";
    refused.note = u"it is a second seat"_s;
    refused.rowVersion = 99;
    EXPECT_EQ(desk->recordHandOff(refused).error().kind, ErrorKind::Conflict);
    refused.rowVersion = view(u"o2"_s).rowVersion;
    ASSERT_TRUE(desk->recordHandOff(refused));
    EXPECT_EQ(outcome(u"o2"_s), u"REFUSED"_s);
    EXPECT_EQ(finding(u"o2"_s), u"PAID_TWICE"_s);
    EXPECT_TRUE(desk->board()->handOffs.isEmpty());
    EXPECT_TRUE(desk->board()->waiting.isEmpty());
    // Months later its row is written again: it is not a new matter.
    pass(60LL * 24 * 60 * minuteMs);
    look();
    EXPECT_EQ(registry->orderRecords()->size(), 1) << "o1 alone is of interest";
    set(u"Order"_s, u"o2"_s, u"PAID"_s);
    look();
    EXPECT_TRUE(desk->board()->waiting.isEmpty());
    EXPECT_EQ(view(u"o2"_s).diagnosis.verb, Verb::None);
    // He thinks better of it.
    ASSERT_TRUE(desk->recordHandOff(approved(u"R1"_s, u"k2"_s)));
    EXPECT_EQ(outcome(u"o2"_s), u"WAITING"_s);
    EXPECT_EQ(ids(desk->board()->handOffs), QStringList{u"o2"_s});
    EXPECT_EQ(desk->recordHandOff({u"o1"_s, {u"lin"_s, u"R2"_s}, {}, -1, u"k3"_s}).error().kind, ErrorKind::Conflict)
        << "nobody handed that one on";
}

TEST_P(Orders, aRefundOfAnotherOrderIsNotTakenForThisOnes)
{
    payTwice();
    ASSERT_TRUE(desk->recordHandOff(approved(u"R1"_s, u"k1"_s)));
    refund(u"R1"_s, u"SUCCESS"_s, u"To9"_s);
    addOrder(u"o3"_s, {}, u"PENDING"_s, now());
    wechat.insert(u"To3"_s, u"NOTPAY"_s);
    pass(2 * minuteMs);
    const auto looked = look();
    EXPECT_EQ(looked.errors.size(), 1);
    EXPECT_EQ(asked, QStringList{u"To3"_s}) << "others are asked about all the same";
    EXPECT_EQ(outcome(u"o2"_s), u"WAITING"_s);
    EXPECT_EQ(finding(u"o2"_s), u"PAID_TWICE"_s);
    const OrderCard card = orderCard(view(u"o2"_s), {}, now());
    EXPECT_EQ(card.facts.last().kind, u"HAND_OFF"_s);
    EXPECT_EQ(card.facts.last().mark, u"DISAGREES"_s);
    EXPECT_TRUE(card.facts.last().line.contains(u"To9"_s)) << card.facts.last().line.toStdString();
    refund(u"R2"_s, u"SUCCESS"_s);
    ASSERT_TRUE(desk->recordHandOff(approved(u"R2"_s, u"k2"_s)));
    look();
    EXPECT_EQ(outcome(u"o2"_s), u"SUCCESS"_s);
    EXPECT_EQ(orderCard(view(u"o2"_s), {}, now()).facts.last().mark, u"AGREES"_s);
}

TEST_P(Orders, whoseMoneyGoesBackGetsNothingAndWhoHasItBackIsStopped)
{
    addOrder(u"o2"_s, {}, u"PAID"_s, now());
    look();
    ASSERT_EQ(finding(u"o2"_s), u"NO_SUBSCRIPTION"_s);
    ASSERT_TRUE(desk->recover(recovery(u"o2"_s, Verb::HandOff, u"hand"_s)));
    ASSERT_TRUE(desk->recordHandOff(approved(u"R1"_s, u"k1"_s)));
    refund(u"R1"_s, u"ABNORMAL"_s);
    // The subscription comes all the same.
    addSubscription(u"s1"_s, u"ACTIVE"_s, now());
    script({u"update \"Order\" set \"subscriptionId\" = 's1', \"updatedAt\" = %1 where id = 'o2'"_s.arg(at(now()))});
    EXPECT_TRUE(look().done.isEmpty());
    EXPECT_EQ(finding(u"o2"_s), u"NOT_REQUESTED"_s);
    EXPECT_EQ(desk->serve(u"o2"_s).error().kind, ErrorKind::Conflict);
    EXPECT_TRUE(live().isEmpty());
    EXPECT_EQ(ids(desk->board()->handOffs), QStringList{u"o2"_s});
    // WeChat Pay gives it up: the order is owed again.
    refund(u"R1"_s, u"CLOSED"_s);
    pass(10 * minuteMs);
    look();
    pass(2 * minuteMs);
    look();
    EXPECT_EQ(only().order, u"o2"_s);
    become(only(), Phase::Ready);
    look();
    EXPECT_EQ(ids(desk->board()->handOffs), QStringList{u"o2"_s}) << "nobody has said that it is kept";
    // Another refund, and it comes there.
    ASSERT_TRUE(desk->recordHandOff(approved(u"R2"_s, u"k2"_s)));
    refund(u"R2"_s, u"SUCCESS"_s);
    pass(2 * minuteMs);
    look();
    look();
    EXPECT_EQ(finding(u"o2"_s), u"REFUNDED"_s);
    EXPECT_EQ(only().presence, Presence::Paused);
    EXPECT_TRUE(desk->board()->handOffs.isEmpty());
}

TEST_P(Orders, aRefundIsAskedForLessAndLessOftenAndKeepsNobodyWaitingWhileWeChatIsAway)
{
    payTwice();
    ASSERT_TRUE(desk->recordHandOff(approved(u"R1"_s, u"k1"_s)));
    isWechatDown = true;
    EXPECT_EQ(look().errors.size(), 1);
    EXPECT_EQ(look().errors.size(), 0) << "it rests";
    EXPECT_FALSE(view(u"o2"_s).handOff->refund) << "no answer is no news";
    isWechatDown = false;
    refund(u"R1"_s, u"ABNORMAL"_s);
    askedRefunds.clear();
    for (int minutes = 0; minutes < 24 * 60; minutes += 5) {
        pass(5 * minuteMs);
        look();
    }
    EXPECT_LT(askedRefunds.size(), 40);
    EXPECT_GT(askedRefunds.size(), 10);
    askedRefunds.clear();
    for (int hours = 0; hours < 60 * 24; hours += 6) {
        pass(6 * 60 * minuteMs);
        look();
    }
    EXPECT_GE(askedRefunds.size(), 55) << "at least once a day";
    EXPECT_EQ(registry->audit({u"o2"_s, 0, 100, u"order.refund_state"_s})->size(), 1) << "it says the same";
}

} // namespace hermes::payments::test
