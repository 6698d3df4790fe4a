#pragma once

#include "ordercard.h"
#include "orderdesk.h"
#include "platformfixture.h"

namespace hermes::payments::test {

using namespace Qt::StringLiterals;

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

} // namespace hermes::payments::test
