#include "orderdeskfixture.h"

#include <QDateTime>

// What is read of the platform and of WeChat Pay, and told.

namespace hermes::payments::test {

TEST_P(Orders, areDeliveredTodayUntilMidnight)
{
    addSubscription(u"s1"_s, u"ACTIVE"_s, now());
    addOrder(u"o1"_s, u"s1"_s, u"PAID"_s, now());
    look();
    become(only(), Phase::Ready);
    look();
    EXPECT_EQ(ids(desk->board()->delivered), QStringList{u"o1"_s});
    const QDate today = QDateTime::fromMSecsSinceEpoch(now()).date();
    pass(today.addDays(1).startOfDay().toMSecsSinceEpoch() - now() - 1);
    EXPECT_EQ(ids(desk->board()->delivered), QStringList{u"o1"_s});
    pass(1);
    EXPECT_TRUE(desk->board()->delivered.isEmpty()) << "that was yesterday";
}

TEST_P(Orders, whatAWorkerReadIsAsNewAsThatWas)
{
    EXPECT_EQ(desk->board()->readMs, 0) << "nobody has";
    ASSERT_TRUE(registry->notePlatformLook({now() - 1'000, now() - 5'000, {}}));
    EXPECT_EQ(desk->board()->readMs, now() - 5'000);
    look();
    EXPECT_EQ(desk->board()->readMs, now());
}

TEST_P(Orders, thePlatformIsToldWhatServesAndOfItsEndAndTheSameNoOftenerThanOnceAMinute)
{
    tells = true;
    desk = makeDesk();
    addSubscription(u"s1"_s, u"ACTIVE"_s, now());
    addOrder(u"o1"_s, u"s1"_s, u"PAID"_s, now());
    script(
        {u"insert into \"HermesInstance\" (id, \"subscriptionId\", status, \"updatedAt\") values ('i1', 's1', 'PENDING', %1)"_s
                .arg(at(now()))});
    const auto row = [this] { return *platform()->order(u"o1"_s)->instance; };
    look();
    pass(minuteMs);
    look();
    EXPECT_EQ(row().rawState, u"REQUESTED"_s) << "not before there is a tenant";
    EXPECT_EQ(row().externalRef, u"hermes-s1"_s);
    EXPECT_EQ(row().baseUrl, u"http://127.0.0.1:8700"_s);
    become(only(), Phase::Ready);
    look();
    EXPECT_EQ(row().rawState, u"READY"_s);
    EXPECT_EQ(finding(u"o1"_s), u"DELIVERED"_s);
    // The platform says otherwise, again and again: it is told again, but not as often.
    const auto otherwise
        = [&] { script({u"update \"HermesInstance\" set \"hostPort\" = 1, \"updatedAt\" = %1"_s.arg(at(now() + 1))}); };
    otherwise();
    look();
    EXPECT_EQ(row().hostPort, 8700);
    otherwise();
    look();
    EXPECT_EQ(row().hostPort, 1);
    EXPECT_EQ(finding(u"o1"_s), u"ROW_DIFFERS"_s);
    EXPECT_EQ(view(u"o1"_s).diagnosis.verb, Verb::WriteBack);
    ASSERT_TRUE(desk->recover(recovery(u"o1"_s, Verb::WriteBack))) << "a person need not wait";
    EXPECT_EQ(row().hostPort, 8700);
    otherwise();
    pass(minuteMs);
    look();
    EXPECT_EQ(row().hostPort, 8700);
    const qint64 told = registry->audit(100)->size();
    pass(2 * minuteMs);
    look();
    EXPECT_EQ(registry->audit(100)->size(), told) << "nothing is to be told";
    // Nobody may reach another tenant where this one was.
    const Tenant tenant = only();
    ASSERT_TRUE(registry->setPresence(tenant.id, Presence::Absent, u"destroy"_s, -1, actor));
    const auto epoch = registry->claimLease(tenant.id, u"loop"_s, 30'000);
    ASSERT_TRUE(epoch && registry->markGone(tenant.id, *epoch, 0, actor));
    script({u"update \"Subscription\" set status = 'EXPIRED', \"updatedAt\" = %1"_s.arg(at(now()))});
    pass(2 * minuteMs);
    look();
    EXPECT_EQ(row().rawState, u"GONE"_s);
    EXPECT_EQ(row().hostPort, 0);
    EXPECT_EQ(row().baseUrl, QString());
    pass(2 * minuteMs);
    look();
    EXPECT_EQ(registry->orderRecords()->size(), 1) << "it was delivered: kept for a month";
}

TEST_P(Orders, paymentsAreToldBesideTenants)
{
    addSubscription(u"s1"_s, u"ACTIVE"_s, now());
    addOrder(u"o1"_s, u"s1"_s, u"PAID"_s, now());
    look();
    const auto state = [&] { return paymentStateOf(registry->look(u"s1"_s)->orderFacts); };
    EXPECT_EQ(state(), u"PAID"_s);
    pass(minuteMs);
    set(u"Subscription"_s, u"s1"_s, u"EXPIRED"_s);
    look();
    EXPECT_EQ(state(), u"LAPSED"_s);
    set(u"Order"_s, u"o1"_s, u"REFUNDED"_s);
    look();
    EXPECT_EQ(state(), u"REFUNDED"_s);
    EXPECT_EQ(paymentStateOf({}), QString());
    EXPECT_EQ(registry->overview()->orderFacts.count(u"s1"_s), 1);
}

TEST_P(Orders, aCardHasFiveFactsWhateverIsKnown)
{
    addOrder(u"o1"_s, {}, u"PENDING"_s, now());
    look();
    OrderCard card = orderCard(view(u"o1"_s), {}, now());
    ASSERT_EQ(card.facts.size(), 5);
    QStringList kinds;
    for (const OrderFact &fact : card.facts)
        kinds.append(fact.kind);
    EXPECT_EQ(kinds, (QStringList{u"WECHAT"_s, u"ORDER"_s, u"SUBSCRIPTION"_s, u"INSTANCE"_s, u"HOST"_s}));
    EXPECT_EQ(card.facts.at(1).state, u"OPEN"_s);
    EXPECT_EQ(card.facts.at(2).state, u"NONE"_s);
    EXPECT_TRUE(card.typed.isEmpty());
    addSubscription(u"s1"_s, u"ACTIVE"_s, now());
    addOrder(u"o2"_s, u"s1"_s, u"PAID"_s, now());
    look();
    become(only(), Phase::Ready);
    pass(minuteMs);
    set(u"Subscription"_s, u"s1"_s, u"EXPIRED"_s);
    card = orderCard(view(u"o2"_s), {}, now());
    EXPECT_EQ(card.view.diagnosis.verb, Verb::Pause);
    EXPECT_EQ(card.typed, u"s1"_s) << "what serves is ended: its name is typed";
    EXPECT_EQ(card.facts.at(2).mark, u"DISAGREES"_s);
    for (const OrderFact &fact : card.facts)
        EXPECT_LE(fact.atMs, now());
}

TEST_P(Orders, whatWeChatSaidBeforeItWasPaidKeepsNobodyWaiting)
{
    addSubscription(u"s1"_s, u"PENDING"_s, now());
    addOrder(u"o1"_s, u"s1"_s, u"PENDING"_s, now());
    wechat.insert(u"To1"_s, u"NOTPAY"_s);
    pass(2 * minuteMs);
    look();
    EXPECT_EQ(asked, QStringList{u"To1"_s});
    EXPECT_EQ(finding(u"o1"_s), u"NOT_PAID"_s);
    pass(5 * minuteMs);
    script({u"update \"Order\" set status = 'PAID', \"paidAt\" = %1, \"updatedAt\" = %1"_s.arg(at(now())),
        u"update \"Subscription\" set status = 'ACTIVE', \"updatedAt\" = %1"_s.arg(at(now()))});
    EXPECT_EQ(look().done, QStringList{u"provision o1"_s});
}

TEST_P(Orders, ordersThatWeChatDoesNotKnowKeepNoOtherFromBeingAskedAbout)
{
    for (int i = 1; i <= 6; ++i)
        addOrder(u"o%1"_s.arg(i), {}, u"PENDING"_s, now());
    wechat.insert(u"To6"_s, u"SUCCESS"_s);
    pass(2 * minuteMs);
    for (int i = 0; i < 3; ++i)
        look();
    EXPECT_EQ(asked.size(), 6) << "each once";
    EXPECT_EQ(finding(u"o6"_s), u"NOT_RECORDED"_s);
    EXPECT_EQ(finding(u"o1"_s), u"NOT_PAID"_s);
}

TEST_P(Orders, whatThePlatformHasNoMoreStaysUntilAPersonClosesItOrItComesBack)
{
    addSubscription(u"s1"_s, u"ACTIVE"_s, now());
    addOrder(u"o1"_s, u"s1"_s, u"PAID"_s, now());
    addSubscription(u"s2"_s, u"PENDING"_s, now());
    addOrder(u"o2"_s, u"s2"_s, u"PENDING"_s, now());
    isDown = true;
    look();
    script({u"create table aside as select * from \"Order\""_s, u"delete from \"Order\""_s});
    isDown = false;
    pass(minuteMs);
    look(false);
    look();
    EXPECT_EQ(requests, 0) << "nobody says any more that it was paid";
    const auto board = desk->board();
    ASSERT_TRUE(board);
    ASSERT_EQ(board->waiting.size(), 1) << "the other was never paid";
    EXPECT_EQ(board->waiting.first().facts.order.id, u"o1"_s);
    EXPECT_EQ(board->waiting.first().diagnosis.finding, Finding::RowGone);
    EXPECT_EQ(desk->serve(u"o1"_s).error().kind, ErrorKind::Conflict);
    EXPECT_EQ(orderCard(view(u"o1"_s), {}, now()).facts.at(1).state, u"NONE"_s);
    // What never was there is not known.
    EXPECT_EQ(desk->order(u"o3"_s).error().kind, ErrorKind::NotFound);
    const auto closed = desk->recover({u"o1"_s, Verb::Close, u"OTHER"_s, u"a test of theirs"_s, -1, u"k1"_s});
    ASSERT_TRUE(closed) << why(closed.error());
    EXPECT_TRUE(desk->board()->waiting.isEmpty());
    // It was another database that was looked at, say.
    script({u"insert into \"Order\" select * from aside"_s});
    pass(minuteMs);
    look();
    EXPECT_EQ(requests, 1) << "closed was that it is gone";
    EXPECT_EQ(view(u"o1"_s).diagnosis.finding, Finding::UnderWay);
    EXPECT_EQ(view(u"o2"_s).diagnosis.finding, Finding::NotPaid);
}

TEST_P(Orders, whatIsGoneForAWhileIsServedOnceItIsBack)
{
    addSubscription(u"s1"_s, u"ACTIVE"_s, now());
    addOrder(u"o1"_s, u"s1"_s, u"PAID"_s, now());
    isDown = true;
    look();
    script({u"create table aside as select * from \"Order\""_s, u"delete from \"Order\""_s});
    for (int i = 0; i < 3; ++i) {
        pass(minuteMs);
        look();
    }
    isDown = false;
    script({u"insert into \"Order\" select * from aside"_s});
    pass(minuteMs);
    look();
    EXPECT_EQ(requests, 1) << "though no time says that it is new";
}

TEST_P(Orders, aTimeOfTheFutureHidesNothingThatComesBeforeIt)
{
    addSubscription(u"s1"_s, u"PENDING"_s, now() + 8 * 60 * minuteMs);
    addOrder(u"o1"_s, u"s1"_s, u"CLOSED"_s, now() + 8 * 60 * minuteMs);
    look();
    pass(10 * minuteMs);
    addSubscription(u"s2"_s, u"ACTIVE"_s, now());
    addOrder(u"o2"_s, u"s2"_s, u"PAID"_s, now());
    EXPECT_EQ(look().done, QStringList{u"provision o2"_s});
}

} // namespace hermes::payments::test
