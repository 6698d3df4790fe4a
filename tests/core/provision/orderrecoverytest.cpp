#include "orderdeskfixture.h"

// What people and the platform's backend ask for.

namespace hermes::payments::test {

TEST_P(Orders, aPaymentThatWasMissedIsGivenToThePlatformOnWechatsWordAlone)
{
    addSubscription(u"s1"_s, u"PENDING"_s, now() - minuteMs);
    addOrder(u"o1"_s, u"s1"_s, u"PENDING"_s, now() - minuteMs);
    wechat[u"To1"_s] = u"SUCCESS"_s;
    ASSERT_TRUE(desk->ask(u"o1"_s));
    EXPECT_EQ(finding(u"o1"_s), u"NOT_RECORDED"_s);
    ASSERT_EQ(view(u"o1"_s).diagnosis.verb, Verb::Redrive);
    const OrderCard card = orderCard(view(u"o1"_s), std::nullopt, now());
    ASSERT_EQ(card.guards.size(), 2);
    EXPECT_TRUE(card.guards.at(0).holds && card.guards.at(1).holds);
    // It was paid back since.
    wechat[u"To1"_s] = u"REFUND"_s;
    EXPECT_EQ(desk->recover(recovery(u"o1"_s, Verb::Redrive)).error().kind, ErrorKind::Conflict);
    EXPECT_TRUE(redriven.isEmpty());
    wechat[u"To1"_s] = u"SUCCESS"_s;
    ASSERT_TRUE(desk->ask(u"o1"_s));
    const auto done = desk->recover(recovery(u"o1"_s, Verb::Redrive, u"k2"_s));
    ASSERT_TRUE(done) << why(done.error());
    EXPECT_EQ(redriven, (QStringList{u"o1"_s}));
    EXPECT_TRUE(live().isEmpty()) << "the platform has to say so";
    set(u"Order"_s, u"o1"_s, u"PAID"_s);
    set(u"Subscription"_s, u"s1"_s, u"ACTIVE"_s);
    script({u"update \"Order\" set \"paidAt\" = %1"_s.arg(at(now()))});
    pass(minuteMs);
    look();
    EXPECT_EQ(only().order, u"o1"_s);
}

TEST_P(Orders, aRecoveryNeedsAReasonTheRightVerbAndTheRowThatWasLookedAt)
{
    addSubscription(u"s1"_s, u"ACTIVE"_s, now());
    addOrder(u"o1"_s, u"s1"_s, u"PAID"_s, now() - OrderDesk::oldMs - 1);
    look();
    auto wish = recovery(u"o1"_s, Verb::Provision);
    wish.reason = u"BECAUSE"_s;
    EXPECT_EQ(desk->recover(wish).error().kind, ErrorKind::Invalid);
    wish = recovery(u"o1"_s, Verb::Provision);
    wish.note = u"  x "_s;
    EXPECT_EQ(desk->recover(wish).error().kind, ErrorKind::Invalid);
    const auto other = desk->recover(recovery(u"o1"_s, Verb::HandOff));
    EXPECT_EQ(other.error().kind, ErrorKind::Conflict);
    EXPECT_TRUE(other.error().message.contains(u"PROVISION"_s));
    wish = recovery(u"o1"_s, Verb::Provision);
    wish.rowVersion = 99;
    const auto changed = desk->recover(wish);
    EXPECT_EQ(changed.error().kind, ErrorKind::Conflict);
    EXPECT_TRUE(changed.error().message.contains(u"changed by platform"_s)) << why(changed.error());
    EXPECT_TRUE(live().isEmpty()) << "nothing was done until now";
    EXPECT_EQ(registry->audit({u"o1"_s})->size(), 0);

    const auto done = desk->recover(recovery(u"o1"_s, Verb::Provision));
    ASSERT_TRUE(done) << why(done.error());
    EXPECT_FALSE(done->unchanged);
    const auto again = desk->recover(recovery(u"o1"_s, Verb::Provision));
    ASSERT_TRUE(again) << why(again.error());
    EXPECT_TRUE(again->unchanged) << "the same click";
    EXPECT_EQ(requests, 1);
    EXPECT_TRUE(desk->recover(recovery(u"o1"_s, Verb::None))->unchanged) << "what was proposed then is not any more";
    EXPECT_EQ(desk->recover(recovery(u"o1"_s, Verb::None, u"k9"_s)).error().kind, ErrorKind::Conflict)
        << "nothing to do";
    const auto audited = registry->audit({u"o1"_s});
    ASSERT_EQ(audited->size(), 1);
    EXPECT_EQ(audited->first().verb, u"order.provision"_s);
    EXPECT_TRUE(audited->first().detail.contains(u"he called at noon"_s));
    EXPECT_TRUE(registry->verifyAudit());
    EXPECT_EQ(desk->recover(recovery(u"nobody's"_s, Verb::Provision, u"k3"_s)).error().kind, ErrorKind::NotFound);
}

TEST_P(Orders, aBlockedTenantIsRetriedOrPlacedElsewhere)
{
    addSubscription(u"s1"_s, u"ACTIVE"_s, now());
    addOrder(u"o1"_s, u"s1"_s, u"PAID"_s, now());
    look();
    become(only(), Phase::Blocked, u"PORT_TAKEN"_s);
    EXPECT_EQ(finding(u"o1"_s), u"BLOCKED"_s);
    ASSERT_TRUE(desk->recover(recovery(u"o1"_s, Verb::Retry)));
    EXPECT_EQ(retried, QStringList{u"s1"_s});
    become(only(), Phase::Blocked, u"CAPACITY"_s);
    ASSERT_TRUE(desk->recover(recovery(u"o1"_s, Verb::Replace, u"k2"_s)));
    EXPECT_EQ(moved, QStringList{u"s1"_s});
}

TEST_P(Orders, aStopByAPersonStandsAlsoWhereALapseHadStoppedIt)
{
    addSubscription(u"s1"_s, u"ACTIVE"_s, now());
    addOrder(u"o1"_s, u"s1"_s, u"PAID"_s, now());
    look();
    pass(minuteMs);
    set(u"Subscription"_s, u"s1"_s, u"EXPIRED"_s);
    look();
    ASSERT_TRUE(registry->setPresence(only().id, Presence::Paused, u"stop"_s, -1, actor));
    EXPECT_EQ(registry->audit({only().name})->first().verb, u"stop"_s);
    pass(minuteMs);
    set(u"Subscription"_s, u"s1"_s, u"ACTIVE"_s);
    EXPECT_TRUE(look().done.isEmpty());
    EXPECT_EQ(only().presence, Presence::Paused);
}

TEST_P(Orders, aClickThatFailedIsDoneWhenItComesAgain)
{
    addSubscription(u"s1"_s, u"ACTIVE"_s, now());
    addOrder(u"o1"_s, u"s1"_s, u"PAID"_s, now() - OrderDesk::oldMs - 1);
    look();
    isDown = true;
    EXPECT_EQ(desk->recover(recovery(u"o1"_s, Verb::Provision)).error().kind, ErrorKind::Network);
    EXPECT_TRUE(live().isEmpty());
    isDown = false;
    ASSERT_TRUE(desk->recover(recovery(u"o1"_s, Verb::Provision)));
    EXPECT_EQ(only().order, u"o1"_s);
    EXPECT_EQ(registry->audit({u"o1"_s})->size(), 1) << "one click";
}

/// Random histories: webhooks repeated, reordered and lost; two workers; requests that fail before and after; programs
/// that die between any two writes. When that stops, what is paid and owed is there once, and nothing else runs.
TEST_P(Orders, whatItsBackendAsksForIsRecordedOnceHoweverOften)
{
    addSubscription(u"sub1"_s, u"ACTIVE"_s, now());
    addOrder(u"o1"_s, u"sub1"_s, u"PAID"_s, now());
    const auto first = desk->serve(u"o1"_s);
    ASSERT_TRUE(first) << why(first.error());
    EXPECT_FALSE(first->unchanged);
    EXPECT_EQ(first->order.tenant, u"sub1"_s);
    const auto other = makeDesk();
    for (OrderDesk *again : {desk.get(), other.get()}) {
        const auto served = again->serve(u"o1"_s);
        ASSERT_TRUE(served) << why(served.error());
        EXPECT_TRUE(served->unchanged);
        EXPECT_EQ(served->order.tenantId, first->order.tenantId);
    }
    look(); // the worker comes afterwards
    EXPECT_EQ(requests, 1);
    EXPECT_EQ(only().order, u"o1"_s);
    // A renewal is served by what is there.
    pass(25 * 60 * minuteMs);
    addOrder(u"o2"_s, u"sub1"_s, u"PAID"_s, now());
    const auto renewed = desk->serve(u"o2"_s);
    ASSERT_TRUE(renewed) << why(renewed.error());
    EXPECT_TRUE(renewed->unchanged);
    EXPECT_EQ(renewed->order.tenantId, first->order.tenantId);
    // Once it is stopped by a lapse and paid for again, it goes on; a stop by a person stands.
    ASSERT_TRUE(registry->pauseForLapse(only().id, actor));
    EXPECT_FALSE(desk->serve(u"o2"_s)->unchanged);
    EXPECT_EQ(only().presence, Presence::Present);
    ASSERT_TRUE(registry->setPresence(only().id, Presence::Paused, u"stop"_s, -1, actor));
    EXPECT_TRUE(desk->serve(u"o2"_s)->unchanged);
    EXPECT_EQ(only().presence, Presence::Paused);
}

TEST_P(Orders, whatIsNotPaidNotOwedOrAPersonsDecisionIsRefusedToItsBackend)
{
    struct Refused {
        QString order;
        QString state;
        QString subscription;
        QString finding;
    };
    const QList<Refused> all{{u"open"_s, u"PENDING"_s, u"ACTIVE"_s, u"NOT_PAID"_s},
        {u"closed"_s, u"CLOSED"_s, u"ACTIVE"_s, u"CLOSED"_s}, {u"back"_s, u"REFUNDED"_s, u"ACTIVE"_s, u"REFUNDED"_s},
        {u"lapsed"_s, u"PAID"_s, u"EXPIRED"_s, u"LAPSED"_s}, {u"early"_s, u"PAID"_s, u"PENDING"_s, u"NOT_RECORDED"_s},
        {u"odd"_s, u"FROZEN"_s, u"ACTIVE"_s, u"UNKNOWN_STATE"_s}};
    for (const Refused &one : all) {
        addSubscription(u"s-"_s + one.order, one.subscription, now());
        addOrder(one.order, u"s-"_s + one.order, one.state, now());
        const auto served = desk->serve(one.order);
        ASSERT_FALSE(served) << one.order.toStdString();
        EXPECT_EQ(served.error().kind, ErrorKind::Conflict) << one.order.toStdString();
        EXPECT_EQ(served.error().detail, one.finding) << one.order.toStdString();
    }
    addOrder(u"alone"_s, {}, u"PAID"_s, now());
    EXPECT_EQ(desk->serve(u"alone"_s).error().detail, u"NO_SUBSCRIPTION"_s);
    addSubscription(u"s-old"_s, u"ACTIVE"_s, now());
    addOrder(u"old"_s, u"s-old"_s, u"PAID"_s, now() - OrderDesk::oldMs - 1);
    EXPECT_EQ(desk->serve(u"old"_s).error().detail, u"NOT_REQUESTED"_s);
    addSubscription(u"s-gone"_s, u"ACTIVE"_s, now());
    addOrder(u"gone"_s, u"s-gone"_s, u"PAID"_s, now());
    ASSERT_TRUE(desk->serve(u"gone"_s));
    const Tenant tenant = only();
    ASSERT_TRUE(registry->setPresence(tenant.id, Presence::Absent, u"destroy"_s, -1, actor));
    const auto epoch = registry->claimLease(tenant.id, u"loop"_s, 30'000);
    ASSERT_TRUE(epoch && registry->markGone(tenant.id, *epoch, 0, actor));
    EXPECT_EQ(desk->serve(u"gone"_s).error().kind, ErrorKind::Conflict) << "who destroyed it knew why";
    EXPECT_EQ(desk->serve(u"nobodys"_s).error().kind, ErrorKind::NotFound);
    EXPECT_TRUE(live().isEmpty());
}

} // namespace hermes::payments::test
