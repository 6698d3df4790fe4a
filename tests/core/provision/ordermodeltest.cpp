#include "booksexplorer.h"

#include "orderdesk.h"
#include "platformfixture.h"

#include <QLoggingCategory>

/// I5 over the real desk of orders and the real registry: whatever the platform writes, however often somebody looks,
/// whoever dies or acts in between, an order is served once and a subscription by one tenant; nothing is served that
/// nobody paid; and when that ends, what is paid and owed runs, and nothing else does (L1).
namespace hermes::test {

using namespace Qt::StringLiterals;
using payments::PlatformDb;
using payments::PlatformMap;

namespace {

enum class Without { Nothing, KeyOfTheOrder };

struct PlatformTables : payments::test::PlatformTest {
    using PlatformTest::sqliteTables;
};

class OrderModel : public BooksExplorer {
public:
    explicit OrderModel(Without without = Without::Nothing)
        : m_without(without)
    { }

protected:
    void begin() override
    {
        write(PlatformTables::sqliteTables());
        // Two ids of one spelling: their tenants would have one name.
        for (const auto &[id, status] : {std::pair{u"Sub"_s, u"PENDING"_s}, std::pair{u"sub"_s, u"ACTIVE"_s}})
            write({u"insert into \"Subscription\" (id, \"userId\", \"planCode\", status, \"createdAt\", \"updatedAt\") "
                   "values ('%1', 'u', 'pro', '%2', %3, %3)"_s.arg(id, status, QString::number(clock().wallMs()))});
        for (const auto &[order, subscription] : m_orders)
            write({u"insert into \"Order\" (id, \"userId\", \"subscriptionId\", \"planCode\", status, \"amountFen\","
                   " currency, \"outTradeNo\", \"createdAt\", \"updatedAt\") values ('%1', 'u', '%2', 'pro', 'PENDING',"
                   " 100, 'CNY', 'T%1', %3, %3)"_s.arg(order, subscription, QString::number(clock().wallMs()))});
    }
    [[nodiscard]] QStringList otherFiles() const override { return {u"platform.db"_s}; }
    void opened() override
    {
        m_amid = nullptr;
        auto tables = Db::openSqlite(path(u"platform.db"_s), [] {
            Db::Options options;
            options.schema.clear();
            return options;
        }());
        ASSERT_TRUE(tables);
        m_tables = std::move(*tables);
    }
    void closing() override { m_tables.reset(); }

    std::vector<Step> steps() override
    {
        std::vector<Step> all;
        const auto add = [&](const QString &name, std::function<void()> run) {
            all.push_back({name.toStdString(), std::move(run)});
        };
        add(u"o3 is paid"_s, [this] { setOrder(u"o3"_s, u"PAID"_s); });
        for (const QString &order : {u"o1"_s, u"o2"_s}) {
            add(order + u" is paid"_s, [this, order] { setOrder(order, u"PAID"_s); });
            add(order + u" is refunded"_s, [this, order] { setOrder(order, u"REFUNDED"_s); });
            add(u"a person does what is proposed for "_s + order, [this, order] { recover(order); });
        }
        add(u"Sub is active"_s, [this] { setSubscription(u"Sub"_s, u"ACTIVE"_s); });
        add(u"Sub lapses"_s, [this] { setSubscription(u"Sub"_s, u"EXPIRED"_s); });
        add(u"somebody looks"_s, [this] { look(); });
        add(u"and dies before its request"_s, [this] { lookAmid([] { return Before::Dies; }); });
        add(u"and dies after its request"_s, [this] { lookAmid([] { return Before::LosesTheAnswer; }); });
        add(u"two look at once"_s, [this] {
            lookAmid([this] {
                look();
                return Before::Asks;
            });
        });
        add(u"and it is refunded meanwhile"_s, [this] {
            lookAmid([this] {
                setOrder(u"o1"_s, u"REFUNDED"_s);
                return Before::Asks;
            });
        });
        add(u"what runs is ready"_s, [this] {
            for (const Tenant &one : live())
                become(one, one.presence == Presence::Present ? Phase::Ready : Phase::Paused);
        });
        for (const Tenant &one : live()) {
            add(one.name + u" is destroyed by a person"_s, [this, one] { destroy(one); });
            add(u"and while somebody looks"_s, [this, one] {
                lookAmid([this, one] {
                    destroy(one);
                    return Before::Asks;
                });
            });
        }
        return all;
    }

    QByteArray face() override
    {
        QByteArray seen;
        const auto all = [&](const QList<QStringList> &rows) {
            for (const QStringList &row : rows)
                seen += row.join(u' ').toUtf8() + '\n';
        };
        all(books().rows("select subscription, order_id, name, presence, phase from tenants order by 1, 2, 3, 5"));
        all(books().rows("select order_id from requests where order_id <> '' order by 1"));
        all(books().rows(
            "select t.name, t.subscription from lapses l join tenants t on t.id = l.tenant_id order by 1"));
        all(books().rows("select id, delivered_at > 0, settled_as from orders order by 1"));
        for (const QStringList &row : books().rows("select facts from orders order by id")) {
            const auto facts = payments::factsFromJson(row.first());
            seen += (facts.order.rawState + u' ' + facts.subscription->rawState + u' '
                + (facts.order.paidMs > 0 ? u"p"_s : u"-"_s) + u'\n')
                        .toUtf8();
        }
        all(now());
        return seen;
    }

    std::string wrong() override
    {
        if (!books()
                 .rows("select subscription from tenants where phase <> 'GONE' and subscription <> '' group by 1"
                       " having count(*) > 1")
                 .isEmpty())
            return "two tenants for a subscription (I5)";
        if (!books()
                 .rows("select order_id from requests where order_id <> '' group by 1 having count(*) > 1")
                 .isEmpty())
            return "two requests for an order (I5)";
        // Whatever the books call it: each of them was asked for by nobody but the desk.
        int wanted = 0;
        const auto orders = now();
        for (const QString &subscription : {u"Sub"_s, u"sub"_s})
            wanted += std::any_of(orders.begin(), orders.end(),
                [&](const QStringList &order) { return order.at(1) == subscription && order.at(3) == "1"_L1; });
        if (live().size() > wanted)
            return "more tenants than subscriptions that were ever paid for (I5)";
        return {};
    }

    std::string wrongAfterwards() override
    {
        if (m_without != Without::Nothing)
            return {};
        const auto orders = now();
        for (int i = 0; i < 3; ++i) {
            clock().advance(2 * 60'000LL);
            look();
        }
        for (const QString &subscription : {u"Sub"_s, u"sub"_s}) {
            bool isOwed = false;
            for (const QStringList &order : orders)
                isOwed |= order.at(1) == subscription && order.at(2) == "PAID"_L1 && order.at(4) == "ACTIVE"_L1;
            int running = 0;
            for (const Tenant &one : live())
                running += one.subscription == subscription && one.presence == Presence::Present;
            const bool wasDestroyed
                = !books()
                       .rows("select 1 from tenants where phase = 'GONE' and subscription = ?", {subscription})
                       .isEmpty();
            if (running > 0 && !isOwed)
                return "what nobody owes runs (L1)";
            if (running == 0 && isOwed && !wasDestroyed)
                return "what is paid and owed does not run (L1)";
        }
        return {};
    }

private:
    enum class Before { Asks, Dies, LosesTheAnswer };

    void write(const QStringList &statements)
    {
        const Status done = m_tables->script(statements);
        ASSERT_TRUE(done) << done.error().text().toStdString();
    }
    void setOrder(const QString &id, const QString &status)
    {
        write({u"update \"Order\" set status = '%2', \"paidAt\" = coalesce(\"paidAt\", case when '%2' = 'PAID' then %3"
               " end), \"updatedAt\" = %3 where id = '%1'"_s.arg(id, status, QString::number(clock().wallMs()))});
    }
    void setSubscription(const QString &id, const QString &status)
    {
        write({u"update \"Subscription\" set status = '%2', \"updatedAt\" = %3 where id = '%1'"_s.arg(
            id, status, QString::number(clock().wallMs()))});
    }
    /// order, subscription, state, whether it was ever paid, the subscription's state, which was paid first.
    [[nodiscard]] QList<QStringList> now()
    {
        const auto rows = m_tables->all(
            u"select o.id, o.\"subscriptionId\", o.status, o.\"paidAt\" is not null, s.status, (select count(*) from"
            " \"Order\" p where p.\"paidAt\" < o.\"paidAt\") from \"Order\" o join \"Subscription\" s on s.id ="
            " o.\"subscriptionId\" order by o.id"_s,
            {}, [](Row &row) {
                QStringList texts;
                for (int i = 0; i < 6; ++i)
                    texts.append(row.text());
                return texts;
            });
        EXPECT_TRUE(rows);
        return rows.value_or(QList<QStringList>());
    }
    [[nodiscard]] QList<Tenant> live() { return registry().tenants(false).value_or(QList<Tenant>()); }

    [[nodiscard]] std::unique_ptr<OrderDesk> desk()
    {
        PlatformMap map = PlatformMap::standard();
        map.plans = {{u"pro"_s, {u"basic"_s, {}}}};
        OrderDesk::Hands hands;
        hands.plan = [this](const QString &) -> Result<Plan> { return m_plan; };
        hands.kick = [](const QString &) {};
        hands.retry = hands.replace = [](const QString &) -> Status { return {}; };
        hands.changeTier = [](const QString &, Tier) -> Result<bool> { return true; };
        hands.provision = [this](const ProvisionRequest &request) { return provision(request); };
        return std::make_unique<OrderDesk>(
            registry(), PlatformDb::ofSqlite(path(u"platform.db"_s), map), clock(), m_actor, hands);
    }
    [[nodiscard]] Status provision(ProvisionRequest request)
    {
        const auto amid = std::exchange(m_amid, nullptr);
        const Before before = amid ? amid() : Before::Asks;
        if (before == Before::Dies)
            return fail(ErrorKind::Network, u"it never came there"_s);
        if (m_without == Without::KeyOfTheOrder) {
            request.order.clear();
            request.subscription.clear();
            request.name += QString::number(live().size());
        }
        HERMES_TRY(registry().recordRequest(request, {}, m_plan, m_actor));
        return before == Before::LosesTheAnswer ? fail(ErrorKind::Network, u"the answer was lost"_s) : Status();
    }
    void look()
    {
        const auto looked = desk()->look(true);
        EXPECT_TRUE(looked) << (looked ? std::string() : looked.error().text().toStdString());
    }
    void lookAmid(std::function<Before()> amid)
    {
        m_amid = std::move(amid);
        look();
        m_amid = nullptr;
    }
    void recover(const QString &order)
    {
        const auto desk = this->desk();
        const auto view = desk->order(order);
        ASSERT_TRUE(view);
        if (view->diagnosis.verb == payments::Verb::None || view->diagnosis.verb == payments::Verb::ShowCode)
            return;
        const OrderDesk::Recovery wish{
            order, view->diagnosis.verb, u"OTHER"_s, u"it was proposed"_s, -1, u"key-%1"_s.arg(clock().wallMs())};
        // Clicked twice.
        (void)desk->recover(wish);
        (void)desk->recover(wish);
    }
    void become(const Tenant &tenant, Phase phase)
    {
        const auto epoch = registry().claimLease(tenant.id, u"loop"_s, 30'000);
        StatusWrite status;
        status.tenantId = tenant.id;
        status.epoch = epoch.value_or(0);
        status.generation = tenant.generation;
        status.phase = phase;
        EXPECT_TRUE(registry().writeStatus(status, m_actor));
        EXPECT_TRUE(registry().releaseLease(tenant.id, u"loop"_s, status.epoch));
    }
    void destroy(const Tenant &tenant)
    {
        EXPECT_TRUE(registry().setPresence(tenant.id, Presence::Absent, u"destroy"_s, -1, m_actor));
        const auto epoch = registry().claimLease(tenant.id, u"loop"_s, 30'000);
        EXPECT_TRUE(registry().markGone(tenant.id, epoch.value_or(0), 0, m_actor));
        EXPECT_TRUE(registry().releaseLease(tenant.id, u"loop"_s, epoch.value_or(0)));
    }

    const Without m_without;
    const std::vector<std::pair<QString, QString>> m_orders{
        {u"o1"_s, u"Sub"_s}, {u"o2"_s, u"Sub"_s}, {u"o3"_s, u"sub"_s}};
    Actor m_actor{u"worker@test"_s, {}};
    Plan m_plan{u"basic"_s, u"Basic"_s, Tier::Container, 1LL << 29, 0.5, 256, {}};
    std::unique_ptr<Db> m_tables;
    std::function<Before()> m_amid; ///< happens before the next request is recorded
};

} // namespace

TEST(OrderModel, anOrderIsServedOnceWhateverHappens)
{
    QLoggingCategory::setFilterRules(u"hermes.*.info=false"_s);
    const auto explored = OrderModel().explore(5);
    EXPECT_EQ(explored.violation, "");
    std::printf("orders: %zu states, %zu steps\n", explored.states, explored.steps);
    EXPECT_GT(explored.states, 1000U);
}

TEST(OrderModel, isSeenToBeBrokenWithoutAKey)
{
    const auto explored = OrderModel(Without::KeyOfTheOrder).explore(4);
    EXPECT_NE(explored.violation.find("(I5)"), std::string::npos) << explored.states << " states, nothing noticed";
}

} // namespace hermes::test
