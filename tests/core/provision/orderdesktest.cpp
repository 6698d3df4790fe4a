#include "orderdesk.h"
#include "ordercard.h"
#include "platformfixture.h"

#include <QDateTime>
#include <random>

using namespace Qt::StringLiterals;

namespace hermes::payments::test {

namespace {

constexpr qint64 minuteMs = 60'000;

/// A platform's database and a registry; tenants become what the test says.
class Orders : public PlatformTest {
protected:
    void SetUp() override
    {
        PlatformTest::SetUp();
        ASSERT_TRUE(m_home.isValid());
        registry = open();
        ASSERT_TRUE(registry);
        desk = makeDesk();
    }

    [[nodiscard]] std::unique_ptr<Registry> open()
    {
        auto opened = Registry::open(u"sqlite:"_s + m_home.filePath(u"registry.db"_s), clock, random);
        EXPECT_TRUE(opened) << (opened ? std::string() : why(opened.error()));
        return opened ? std::move(*opened) : nullptr;
    }
    [[nodiscard]] std::unique_ptr<OrderDesk> makeDesk()
    {
        PlatformMap map = PlatformMap::standard();
        map.plans = {{u"pro"_s, {u"basic"_s, {}}}, {u"lite"_s, {u"basic"_s, u"shared"_s}}};
        OrderDesk::Hands hands;
        hands.provision = [this](const ProvisionRequest &request) -> Status {
            if (isDown || faults.before())
                return fail(ErrorKind::Network, u"it never came there"_s);
            const auto done = registry->recordRequest(request, {}, basic, actor);
            if (!done)
                return tl::unexpected<Error>(done.error());
            ++requests;
            return faults.after() ? fail(ErrorKind::Network, u"the answer was lost"_s) : Status();
        };
        hands.changeTier = [this](const QString &tenant, Tier tier) -> Result<bool> {
            moved.append(tenant + u' ' + tierName(tier));
            return true;
        };
        hands.replace = [this](const QString &tenant) -> Status {
            moved.append(tenant);
            return {};
        };
        hands.retry = [this](const QString &tenant) -> Status {
            retried.append(tenant);
            return {};
        };
        hands.kick = [](const QString &) {};
        if (tells) {
            map.writeBack = true;
            hands.instance = [](const Tenant &tenant, const Ports &, const Host *) -> InstanceWish {
                const bool isGone = tenant.phase == Phase::Gone;
                return {isGone ? QString(u""_s) : u"http://127.0.0.1:8700"_s, u"hermes-"_s + tenant.name,
                    isGone ? 0 : 8700, phaseName(tenant.phase)};
            };
        }
        hands.ask = [this](const QString &tradeNo) -> Result<WechatAnswer> {
            asked.append(tradeNo);
            if (!wechat.contains(tradeNo))
                return fail(ErrorKind::NotFound, u"WeChat Pay knows no such order"_s);
            WechatAnswer answer;
            answer.tradeState = wechat.value(tradeNo);
            answer.tradeNo = tradeNo;
            answer.amount = {19'900, {}, u"CNY"_s};
            return answer;
        };
        hands.askRefund = [this](const QString &refundNo) -> Result<RefundAnswer> {
            askedRefunds.append(refundNo);
            if (isWechatDown)
                return fail(ErrorKind::Network, u"WeChat Pay does not answer"_s);
            if (isAskerOld)
                return fail(ErrorKind::Remote, u"it does not know that question"_s);
            if (!refunds.contains(refundNo))
                return fail(ErrorKind::NotFound, u"WeChat Pay knows no such refund"_s);
            return refunds.value(refundNo);
        };
        hands.redrive = [this](const Order &order, const WechatAnswer &answer) -> Status {
            EXPECT_EQ(answer.tradeState, u"SUCCESS"_s);
            redriven.append(order.id);
            return {};
        };
        hands.plan = [this, map](const QString &code) -> Result<Plan> {
            if (!map.plans.contains(code))
                return fail(ErrorKind::NotFound, u"no such plan"_s);
            Plan plan = basic;
            if (map.plans.value(code).tier == "shared"_L1)
                plan.tier = Tier::Shared;
            return plan;
        };
        return std::make_unique<OrderDesk>(*registry, platform(map), clock, actor, hands);
    }
    OrderDesk::Looked look(bool acts = true)
    {
        const auto looked = desk->look(acts);
        EXPECT_TRUE(looked) << (looked ? std::string() : why(looked.error()));
        return looked.value_or(OrderDesk::Looked());
    }
    void pass(qint64 ms) { clock.advance(ms); }
    [[nodiscard]] qint64 now() const { return clock.wallMs(); }
    [[nodiscard]] QList<Tenant> live() { return registry->tenants(false).value_or(QList<Tenant>()); }
    [[nodiscard]] Tenant only()
    {
        const auto all = live();
        EXPECT_EQ(all.size(), 1);
        return all.value(0);
    }
    void become(const Tenant &tenant, Phase phase, const QString &reason = {})
    {
        const auto epoch = registry->claimLease(tenant.id, u"loop"_s, 30'000);
        ASSERT_TRUE(epoch);
        const Tenant current = *registry->tenantById(tenant.id);
        StatusWrite status;
        status.tenantId = tenant.id;
        status.epoch = *epoch;
        status.generation = current.generation;
        status.phase = phase;
        status.reason = reason;
        ASSERT_TRUE(registry->writeStatus(status, actor));
        ASSERT_TRUE(registry->releaseLease(tenant.id, u"loop"_s, *epoch));
    }
    void set(const QString &table, const QString &id, const QString &status)
    {
        script({u"update \"%1\" set status = '%2', \"updatedAt\" = %3 where id = '%4'"_s.arg(
            table, status, at(now()), id)});
    }
    [[nodiscard]] OrderView view(const QString &id)
    {
        const auto found = desk->order(id);
        EXPECT_TRUE(found) << (found ? std::string() : why(found.error()));
        return found.value_or(OrderView());
    }
    [[nodiscard]] QString finding(const QString &id) { return findingName(view(id).diagnosis.finding); }
    [[nodiscard]] static QStringList ids(const QList<OrderView> &views)
    {
        QStringList ids;
        for (const OrderView &view : views)
            ids.append(view.facts.order.id);
        return ids;
    }
    /// What WeChat Pay says of a refund from now on.
    void refund(const QString &refundNo, const QString &state, const QString &tradeNo = u"To2"_s, qint64 back = 19'900)
    {
        refunds[refundNo] = RefundAnswer{
            state, {back, {}, u"CNY"_s}, {19'900, {}, u"CNY"_s}, refundNo, tradeNo, u"503"_s, now(), now()};
    }
    [[nodiscard]] static OrderDesk::HandOffRecord approved(const QString &refundNo, const QString &key)
    {
        return {u"o2"_s, {u"lin"_s, refundNo}, u"agreed by phone"_s, -1, key};
    }
    /// o1 serves; o2 was paid for the same and is handed on.
    void payTwice()
    {
        addSubscription(u"s1"_s, u"ACTIVE"_s, now());
        addOrder(u"o1"_s, u"s1"_s, u"PAID"_s, now());
        look();
        become(only(), Phase::Ready);
        look();
        pass(minuteMs);
        addOrder(u"o2"_s, u"s1"_s, u"PAID"_s, now());
        look();
        ASSERT_EQ(finding(u"o2"_s), u"PAID_TWICE"_s);
        const auto done = desk->recover(recovery(u"o2"_s, Verb::HandOff, u"hand"_s));
        ASSERT_TRUE(done) << why(done.error());
    }
    [[nodiscard]] QString outcome(const QString &id)
    {
        const auto handOff = view(id).handOff;
        return handOff ? outcomeOf(*handOff) : QString();
    }
    [[nodiscard]] OrderDesk::Recovery recovery(const QString &id, Verb verb, const QString &key = u"k1"_s)
    {
        return {id, verb, u"CUSTOMER_ASKED"_s, u"he called at noon"_s, -1, key};
    }

    /// What goes wrong with a request, now and then.
    struct Faults {
        std::mt19937 *dice = nullptr;
        [[nodiscard]] bool before() const { return dice && (*dice)() % 4 == 0; }
        [[nodiscard]] bool after() const { return dice && (*dice)() % 4 == 0; }
    };

    ManualClock clock;
    SeededRandom random{5};
    Actor actor{u"worker@test"_s, {}};
    Plan basic{u"basic"_s, u"Basic"_s, Tier::Container, 1LL << 29, 0.5, 256, {}};
    std::unique_ptr<Registry> registry;
    std::unique_ptr<OrderDesk> desk;
    Faults faults;
    bool isDown = false;
    bool tells = false; ///< the platform, what serves
    int requests = 0;
    QStringList moved;
    QStringList retried;
    QHash<QString, QString> wechat; ///< trade state by trade number
    QStringList asked;
    QStringList redriven;
    QHash<QString, RefundAnswer> refunds; ///< by number
    QStringList askedRefunds;
    bool isWechatDown = false;
    bool isAskerOld = false; ///< whoever asks cannot ask about refunds

private:
    QTemporaryDir m_home;
};

} // namespace

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

#ifdef HERMES_HAS_POSTGRES_SERVER
INSTANTIATE_TEST_SUITE_P(Both, Orders, testing::Bool());
#else
INSTANTIATE_TEST_SUITE_P(Sqlite, Orders, testing::Values(false));
#endif

} // namespace hermes::payments::test
