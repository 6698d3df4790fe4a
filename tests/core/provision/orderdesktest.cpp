#include "orderdeskfixture.h"

#include <random>

// What happens to orders without anybody asking.

namespace hermes::payments::test {

TEST_P(Orders, whatIsPaidIsAskedForOnceAndDeliveredWhenItServes)
{
    addSubscription(u"cmSub1"_s, u"ACTIVE"_s, now());
    addOrder(u"o1"_s, u"cmSub1"_s, u"PAID"_s, now());
    EXPECT_EQ(look().done, QStringList{u"provision o1"_s});
    const Tenant tenant = only();
    EXPECT_EQ(tenant.name, u"cmsub1"_s) << "named after its subscription";
    EXPECT_EQ(tenant.order, u"o1"_s);
    EXPECT_EQ(tenant.subscription, u"cmSub1"_s);
    EXPECT_TRUE(look().done.isEmpty());
    EXPECT_EQ(ids(desk->board()->waiting), QStringList{u"o1"_s});
    EXPECT_EQ(finding(u"o1"_s), u"UNDER_WAY"_s);
    become(tenant, Phase::BindWait);
    EXPECT_EQ(finding(u"o1"_s), u"WAITING_FOR_SCAN"_s);
    pass(minuteMs);
    become(tenant, Phase::Ready);
    look();
    const auto board = desk->board();
    EXPECT_TRUE(board->waiting.isEmpty());
    ASSERT_EQ(ids(board->delivered), QStringList{u"o1"_s});
    EXPECT_EQ(board->delivered.first().deliveredAt, now());
    EXPECT_EQ(requests, 1);
    // A notification that is repeated changes nothing.
    pass(1000);
    set(u"Order"_s, u"o1"_s, u"PAID"_s);
    EXPECT_TRUE(look().done.isEmpty());
    EXPECT_EQ(requests, 1);
    EXPECT_EQ(desk->board()->delivered.first().deliveredAt, now() - 1000) << "the first time counts";
}

TEST_P(Orders, aRenewalExtendsAndASecondPaymentIsHandedOn)
{
    addSubscription(u"s1"_s, u"ACTIVE"_s, now());
    addOrder(u"o1"_s, u"s1"_s, u"PAID"_s, now());
    look();
    become(only(), Phase::Ready);
    look();
    pass(30LL * 24 * 60 * minuteMs);
    addOrder(u"o2"_s, u"s1"_s, u"PAID"_s, now());
    EXPECT_TRUE(look().done.isEmpty());
    EXPECT_EQ(requests, 1);
    EXPECT_EQ(finding(u"o2"_s), u"DELIVERED"_s);
    EXPECT_EQ(view(u"o2"_s).deliveredAt, view(u"o2"_s).facts.order.paidMs) << "it serves already: nobody waited";
    pass(minuteMs);
    addOrder(u"o3"_s, u"s1"_s, u"PAID"_s, now());
    look();
    EXPECT_EQ(finding(u"o3"_s), u"PAID_TWICE"_s);
    EXPECT_EQ(ids(desk->board()->waiting), QStringList{u"o3"_s});
    ASSERT_TRUE(desk->recover(recovery(u"o3"_s, Verb::HandOff)));
    EXPECT_TRUE(desk->board()->waiting.isEmpty());
    EXPECT_EQ(ids(desk->board()->handOffs), QStringList{u"o3"_s});
    EXPECT_EQ(only().presence, Presence::Present) << "what was paid for first goes on";
    EXPECT_EQ(requests, 1);
}

TEST_P(Orders, aLapseStopsAndAReactivationStartsButNotWhatAPersonStopped)
{
    addSubscription(u"s1"_s, u"ACTIVE"_s, now());
    addOrder(u"o1"_s, u"s1"_s, u"PAID"_s, now());
    look();
    become(only(), Phase::Ready);
    look();
    pass(minuteMs);
    set(u"Subscription"_s, u"s1"_s, u"EXPIRED"_s);
    EXPECT_EQ(look().done, QStringList{u"lapse o1"_s});
    EXPECT_EQ(only().presence, Presence::Paused);
    become(only(), Phase::Paused);
    EXPECT_EQ(finding(u"o1"_s), u"PAUSED_BY_LAPSE"_s);
    EXPECT_TRUE(look().done.isEmpty());
    pass(minuteMs);
    set(u"Subscription"_s, u"s1"_s, u"ACTIVE"_s);
    EXPECT_EQ(look().done, QStringList{u"reactivate o1"_s});
    EXPECT_EQ(only().presence, Presence::Present);
    // Stopped by a person: it is not ours to start.
    ASSERT_TRUE(registry->setPresence(only().id, Presence::Paused, u"stop"_s, -1, actor));
    become(only(), Phase::Paused);
    pass(2 * minuteMs);
    EXPECT_TRUE(look().done.isEmpty());
    EXPECT_EQ(only().presence, Presence::Paused);
    EXPECT_EQ(finding(u"o1"_s), u"STOPPED"_s);
    EXPECT_EQ(view(u"o1"_s).diagnosis.verb, Verb::Start);
    ASSERT_TRUE(desk->recover(recovery(u"o1"_s, Verb::Start)));
    EXPECT_EQ(only().presence, Presence::Present);
}

TEST_P(Orders, aRefundStopsUnlessAnotherOrderPaysForIt)
{
    addSubscription(u"s1"_s, u"ACTIVE"_s, now());
    addOrder(u"o1"_s, u"s1"_s, u"PAID"_s, now());
    look();
    become(only(), Phase::Ready);
    pass(40LL * 24 * 60 * minuteMs);
    addOrder(u"o2"_s, u"s1"_s, u"PAID"_s, now());
    look();
    pass(minuteMs);
    set(u"Order"_s, u"o1"_s, u"REFUNDED"_s);
    look();
    EXPECT_EQ(only().presence, Presence::Present);
    pass(minuteMs);
    set(u"Order"_s, u"o2"_s, u"REFUNDED"_s);
    look();
    EXPECT_EQ(only().presence, Presence::Paused);
    EXPECT_EQ(finding(u"o2"_s), u"REFUNDED"_s);
}

TEST_P(Orders, whatIsOldOrUnknownOrDestroyedIsAPersonsDecision)
{
    addSubscription(u"old"_s, u"ACTIVE"_s, now());
    addOrder(u"o-old"_s, u"old"_s, u"PAID"_s, now() - OrderDesk::oldMs - 1);
    addSubscription(u"odd"_s, u"ACTIVE"_s, now());
    addOrder(u"o-odd"_s, u"odd"_s, u"PAID"_s, now());
    script({u"update \"Order\" set \"planCode\" = 'gold' where id = 'o-odd'"_s});
    addOrder(u"o-alone"_s, {}, u"PAID"_s, now());
    addSubscription(u"hand"_s, u"ACTIVE"_s, now());
    addOrder(u"o-hand"_s, u"hand"_s, u"PAID"_s, now());
    script(
        {u"insert into \"HermesInstance\" (id, \"subscriptionId\", \"hostPort\", \"updatedAt\") values ('h', 'hand', 8642, %1)"_s
                .arg(at(now()))});
    EXPECT_TRUE(look().done.isEmpty());
    EXPECT_TRUE(live().isEmpty());
    EXPECT_EQ(finding(u"o-old"_s), u"NOT_REQUESTED"_s);
    EXPECT_EQ(finding(u"o-odd"_s), u"UNKNOWN_PLAN"_s);
    EXPECT_EQ(finding(u"o-alone"_s), u"NO_SUBSCRIPTION"_s);
    EXPECT_EQ(finding(u"o-hand"_s), u"SERVED_ELSEWHERE"_s);
    ASSERT_TRUE(desk->recover(recovery(u"o-old"_s, Verb::Provision)));
    EXPECT_EQ(only().order, u"o-old"_s);
    // Destroyed on purpose: it is not made again by itself.
    const Tenant tenant = only();
    ASSERT_TRUE(registry->setPresence(tenant.id, Presence::Absent, u"destroy"_s, -1, actor));
    const auto epoch = registry->claimLease(tenant.id, u"loop"_s, 30'000);
    ASSERT_TRUE(epoch && registry->markGone(tenant.id, *epoch, 0, actor));
    pass(2 * minuteMs);
    look();
    EXPECT_TRUE(live().isEmpty());
    const auto again = desk->recover(recovery(u"o-old"_s, Verb::Provision, u"k2"_s));
    ASSERT_TRUE(again) << why(again.error());
    EXPECT_EQ(only().subscription, u"old"_s) << "a person may";
}

TEST_P(Orders, aPlanOfAnotherTierMovesTheTenantThere)
{
    addSubscription(u"s1"_s, u"ACTIVE"_s, now());
    addOrder(u"o1"_s, u"s1"_s, u"PAID"_s, now());
    script({u"update \"Order\" set \"planCode\" = 'lite' where id = 'o1'"_s});
    look();
    EXPECT_EQ(only().tier, Tier::Shared);
    become(only(), Phase::Ready);
    look();
    EXPECT_TRUE(moved.isEmpty());
    pass(10LL * 24 * 60 * minuteMs);
    addOrder(u"o2"_s, u"s1"_s, u"PAID"_s, now());
    EXPECT_EQ(look().done, QStringList{u"migrate o2"_s});
    EXPECT_EQ(moved, QStringList{u"s1 container"_s});
}

TEST_P(Orders, aNameThatIsTakenOrNoneIsMadeOtherwise)
{
    ProvisionRequest request;
    request.name = u"s1"_s;
    request.planCode = u"basic"_s;
    ASSERT_TRUE(registry->recordRequest(request, {}, basic, actor));
    addSubscription(u"s1"_s, u"ACTIVE"_s, now());
    addOrder(u"o1"_s, u"s1"_s, u"PAID"_s, now());
    addSubscription(u"Sub: Ünïcode/1"_s, u"ACTIVE"_s, now());
    addOrder(u"o2"_s, u"Sub: Ünïcode/1"_s, u"PAID"_s, now());
    const auto foreseen = desk->requestFor(view(u"o1"_s).facts.order);
    ASSERT_TRUE(foreseen);
    EXPECT_NE(foreseen->name, u"s1"_s);
    const auto looked = look();
    EXPECT_TRUE(looked.errors.isEmpty()) << (looked.errors.isEmpty() ? std::string() : why(looked.errors.first()));
    QStringList subscriptions;
    for (const Tenant &tenant : live()) {
        subscriptions.append(tenant.subscription);
        if (tenant.subscription == "s1"_L1) {
            EXPECT_EQ(tenant.name, foreseen->name) << "as it was told before";
        }
    }
    subscriptions.sort();
    EXPECT_EQ(subscriptions, (QStringList{QString(), u"Sub: Ünïcode/1"_s, u"s1"_s}));
    look();
    EXPECT_EQ(live().size(), 3);
}

TEST_P(Orders, anyHistoryEndsWithOneTenantForEachThatIsOwed)
{
    const int first = qEnvironmentVariableIntValue("HERMES_SEED");
    const int histories = isPostgres() ? 4 : 12;
    for (int seed = first; seed < first + histories; ++seed) {
        std::mt19937 dice(seed);
        const auto pick = [&](int below) { return int(dice() % unsigned(below)); };
        faults.dice = &dice;
        const QString tag = u"h%1-"_s.arg(seed);
        constexpr int customers = 6;
        QStringList orders;
        for (int c = 0; c < customers; ++c)
            addSubscription(tag + QString::number(c), u"PENDING"_s, now());
        auto second = makeDesk();
        for (int step = 0; step < 60; ++step) {
            pass(1000 * pick(90));
            const QString customer = tag + QString::number(pick(customers));
            switch (pick(8)) {
            case 0:
            case 1:
                orders.append(customer + u"-o%1"_s.arg(orders.size()));
                addOrder(orders.last(), customer, pick(2) ? u"PAID"_s : u"PENDING"_s, now());
                break;
            case 2:
                if (!orders.isEmpty())
                    set(u"Order"_s, orders.at(pick(int(orders.size()))),
                        QStringList{u"PAID"_s, u"PAID"_s, u"CLOSED"_s, u"REFUNDED"_s}.at(pick(4)));
                break;
            case 3:
                set(u"Subscription"_s, customer, pick(3) ? u"ACTIVE"_s : u"EXPIRED"_s);
                break;
            case 4:
                for (const Tenant &tenant : live())
                    if (pick(3) == 0 && tenant.presence == Presence::Present)
                        become(tenant, pick(2) ? Phase::Ready : Phase::BindWait);
                break;
            case 5:
                desk = makeDesk(); // it died, and another began
                break;
            case 6:
                (void)second->look(true);
                break;
            default:
                (void)desk->look(true);
            }
            // Never two for one subscription, and never one that nobody paid.
            QSet<QString> seen;
            for (const Tenant &tenant : live()) {
                if (!tenant.subscription.startsWith(tag))
                    continue;
                EXPECT_FALSE(seen.contains(tenant.subscription)) << "seed " << seed;
                seen.insert(tenant.subscription);
            }
        }
        faults.dice = nullptr;
        for (int i = 0; i < 3; ++i) {
            pass(2 * minuteMs);
            look();
        }
        QHash<QString, Tenant> bySubscription;
        for (const Tenant &tenant : live())
            bySubscription.insert(tenant.subscription, tenant);
        for (int c = 0; c < customers; ++c) {
            const QString customer = tag + QString::number(c);
            const auto all = platform()->ordersOf(customer);
            ASSERT_TRUE(all);
            bool isOwed = false;
            for (const OrderFacts &one : *all)
                isOwed = isOwed
                    || (one.order.state == OrderState::Paid && one.subscription->state == SubscriptionState::Active);
            const bool runs
                = bySubscription.contains(customer) && bySubscription.value(customer).presence == Presence::Present;
            QStringList story;
            for (const OrderFacts &one : *all)
                story.append(u"%1 %2 %3 %4"_s.arg(
                    one.order.id, one.order.rawState, one.subscription->rawState, finding(one.order.id)));
            EXPECT_EQ(runs, isOwed) << "seed " << seed << ", " << customer.toStdString() << ": "
                                    << story.join(u", "_s).toStdString() << "; made for "
                                    << bySubscription.value(customer).order.toStdString();
        }
        QSet<QString> served;
        const auto everyone = registry->tenants(true);
        for (const Tenant &tenant : *everyone) {
            if (tenant.order.isEmpty())
                continue;
            EXPECT_FALSE(served.contains(tenant.order)) << "seed " << seed;
            served.insert(tenant.order);
        }
    }
}

#ifdef HERMES_HAS_POSTGRES_SERVER
INSTANTIATE_TEST_SUITE_P(Both, Orders, testing::Bool());
#else
INSTANTIATE_TEST_SUITE_P(Sqlite, Orders, testing::Values(false));
#endif

} // namespace hermes::payments::test
