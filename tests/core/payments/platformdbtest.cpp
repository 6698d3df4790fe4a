#include "orderjson.h"
#include "platformfixture.h"

#include <QElapsedTimer>

using namespace Qt::StringLiterals;

namespace hermes::payments::test {

namespace {

QStringList idsOf(const QList<OrderFacts> &facts)
{
    QStringList ids;
    for (const OrderFacts &one : facts)
        ids.append(one.order.id);
    return ids;
}

constexpr qint64 noon = 1'780'000'000'123;

class Platform : public PlatformTest { };

} // namespace

TEST_P(Platform, anOrderIsReadWithAllThatHangsOnIt)
{
    addSubscription(u"s1"_s, u"ACTIVE"_s, noon);
    addOrder(u"o1"_s, u"s1"_s, u"PAID"_s, noon);
    addOrder(u"o2"_s, u"s1"_s, u"PENDING"_s, noon + 1000);
    script({u"insert into \"HermesInstance\" (id, \"subscriptionId\", status, \"hostPort\", \"updatedAt\") values "
            u"('h1', 's1', "
            "'RUNNING', 8701, %1)"_s.arg(at(noon))});
    const auto db = platform();
    const auto facts = db->order(u"o1"_s);
    ASSERT_TRUE(facts) << why(facts.error());
    EXPECT_EQ(facts->order.userId, u"user-s1"_s);
    EXPECT_EQ(facts->order.state, OrderState::Paid);
    EXPECT_EQ(facts->order.amount, (Money{19'900, u"19900"_s, u"CNY"_s}));
    EXPECT_EQ(facts->order.tradeNo, u"To1"_s);
    EXPECT_EQ(facts->order.paidMs, noon);
    EXPECT_EQ(facts->order.createdMs, noon);
    ASSERT_TRUE(facts->subscription);
    EXPECT_EQ(facts->subscription->state, SubscriptionState::Active);
    ASSERT_TRUE(facts->instance);
    EXPECT_EQ(facts->instance->hostPort, 8701);
    ASSERT_EQ(facts->siblings.size(), 1);
    EXPECT_EQ(facts->siblings.first().id, u"o2"_s);
    EXPECT_EQ(facts->siblings.first().state, OrderState::Open);
    EXPECT_EQ(db->order(u"nobody's"_s).error().kind, ErrorKind::NotFound);
    EXPECT_TRUE(db->check()->isEmpty());
}

TEST_P(Platform, aPageFollowsTheOtherWithoutGapOrRepeat)
{
    addSubscription(u"s1"_s, u"ACTIVE"_s, noon);
    for (int i = 0; i < 25; ++i)
        addOrder(u"o%1"_s.arg(i, 2, 10, QLatin1Char('0')), u"s1"_s, u"PAID"_s, noon + i / 5); // five of each moment
    const auto db = platform();
    QStringList seen;
    PlatformDb::OrderQuery query;
    query.limit = 4;
    for (int page = 0; page < 7; ++page) {
        const auto found = db->orders(query);
        ASSERT_TRUE(found) << why(found.error());
        seen += idsOf(*found);
        if (found->isEmpty())
            break;
        query.after = found->last().order.place;
    }
    QStringList expected = seen;
    std::sort(expected.begin(), expected.end(), std::greater<>());
    EXPECT_EQ(seen.size(), 25);
    EXPECT_EQ(seen, expected);
}

TEST_P(Platform, isSearchedByWhatPeopleHaveInHandAndByNothingThatTheyTypeIsItMisled)
{
    addSubscription(u"s1"_s, u"ACTIVE"_s, noon);
    addOrder(u"cmp6_100%"_s, u"s1"_s, u"PAID"_s, noon);
    addOrder(u"cmp6x100y"_s, u"s1"_s, u"PAID"_s, noon + 1);
    script({u"update \"Order\" set \"transactionId\" = '4200001234' where id = 'cmp6x100y'"_s});
    const auto db = platform();
    const auto find = [&](const QString &text) {
        PlatformDb::OrderQuery query;
        query.text = text;
        const auto found = db->orders(query);
        EXPECT_TRUE(found) << why(found.error());
        return found ? idsOf(*found).join(u' ') : QString();
    };
    EXPECT_EQ(find(u"CMP6"_s), u"cmp6x100y cmp6_100%"_s);
    EXPECT_EQ(find(u"_100%"_s), u"cmp6_100%"_s) << "as it is written";
    EXPECT_EQ(find(u"00001234"_s), u"cmp6x100y"_s);
    EXPECT_EQ(find(u"tcmp6x"_s), u"cmp6x100y"_s) << "by trade number";
    EXPECT_EQ(find(u"USER-S1"_s), u"cmp6x100y cmp6_100%"_s);
    EXPECT_EQ(find(u"'; drop table \"Order\"; --"_s), QString());
    EXPECT_EQ(find(u"\\"_s), QString());
    EXPECT_EQ(find(u"cmp6"_s).size(), 19) << "the table is still there";
    PlatformDb::OrderQuery query;
    query.subscriptions = {u"s1"_s, u"s2"_s};
    EXPECT_EQ(db->orders(query)->size(), 2);
}

TEST_P(Platform, tellsWhatChangedSinceAndNothingElse)
{
    for (int i = 0; i < 20; ++i) {
        addSubscription(u"s%1"_s.arg(i), u"ACTIVE"_s, noon);
        addOrder(u"o%1"_s.arg(i, 2, 10, QLatin1Char('0')), u"s%1"_s.arg(i), u"PAID"_s, noon);
    }
    const auto db = platform();
    QStringList all;
    for (QString after;;) {
        const auto changes = db->changesSince(0, after, 7);
        ASSERT_TRUE(changes) << why(changes.error());
        all += idsOf(changes->orders);
        EXPECT_EQ(changes->newestMs, changes->orders.isEmpty() ? 0 : noon);
        if (!changes->more)
            break;
        after = all.last();
    }
    EXPECT_EQ(all.size(), 20);
    EXPECT_EQ(QSet<QString>(all.begin(), all.end()).size(), 20);
    const qint64 later = noon + 3 * 24 * 3'600'000;
    EXPECT_TRUE(db->changesSince(later - 1000, {}, 100)->orders.isEmpty());
    script({u"update \"Order\" set status = 'REFUNDED', \"updatedAt\" = %1 where id = 'o03'"_s.arg(at(later)),
        u"update \"Subscription\" set status = 'EXPIRED', \"updatedAt\" = %1 where id = 's7'"_s.arg(at(later + 5)),
        u"insert into \"HermesInstance\" (id, \"subscriptionId\", \"updatedAt\") values ('h', 's9', %1)"_s.arg(
            at(later))});
    const auto changes = db->changesSince(later - 1000, {}, 100);
    ASSERT_TRUE(changes) << why(changes.error());
    EXPECT_EQ(idsOf(changes->orders), (QStringList{u"o03"_s, u"o07"_s, u"o09"_s}));
    EXPECT_EQ(changes->newestMs, later + 5);
    EXPECT_EQ(changes->orders.at(0).order.state, OrderState::Refunded);
    EXPECT_EQ(changes->orders.at(1).subscription->state, SubscriptionState::Lapsed);
}

TEST_P(Platform, saysAtOnceThatSomethingChangedWhereThePlatformDoes)
{
    addSubscription(u"s1"_s, u"ACTIVE"_s, noon);
    const auto silent = platform();
    EXPECT_EQ(silent->changeMark()->has_value(), !isPostgres()) << "a server says nothing unless it is told how";
    PlatformMap map = PlatformMap::standard();
    map.channel = u"Orders \"changed\""_s;
    const auto db = platform(map);
    const auto before = db->changeMark();
    ASSERT_TRUE(before && *before) << why(before.error());
    EXPECT_EQ(*db->changeMark(), *before);
    addOrder(u"o1"_s, u"s1"_s, u"PAID"_s, noon);
    if (isPostgres())
        script({u"notify \"Orders \"\"changed\"\"\""_s});
    QElapsedTimer timer;
    timer.start();
    auto after = db->changeMark();
    while (after && *after == *before && timer.elapsed() < 5'000)
        after = db->changeMark();
    ASSERT_TRUE(after);
    EXPECT_NE(*after, *before);
}

TEST_P(Platform, badDataIsShownAndNeverGuessedAt)
{
    const QString longId(64, u'x');
    addSubscription(longId, u"SOMETHING"_s, noon, u"plan<b>''\"--"_s);
    addOrder(longId, longId, u"FROZEN"_s, noon, u"null"_s);
    addOrder(u"alone"_s, {}, u"PAID"_s, noon);
    script({u"update \"Order\" set currency = null, \"outTradeNo\" = null, \"planCode\" = null where id = '%1'"_s.arg(
        longId)});
    const auto db = platform();
    const auto odd = db->order(longId);
    ASSERT_TRUE(odd) << why(odd.error());
    EXPECT_EQ(odd->order.state, OrderState::Unknown);
    EXPECT_EQ(odd->order.rawState, u"FROZEN"_s);
    EXPECT_FALSE(odd->order.amount.minor);
    EXPECT_EQ(odd->order.planCode, u"plan<b>'\"--"_s) << "of the subscription, as it is";
    EXPECT_EQ(odd->subscription->state, SubscriptionState::Unknown);
    const auto alone = db->order(u"alone"_s);
    ASSERT_TRUE(alone);
    EXPECT_FALSE(alone->subscription);
    EXPECT_TRUE(alone->siblings.isEmpty());
}

TEST_P(Platform, whatIsMissingIsNamedAndTheRestIsRead)
{
    addSubscription(u"s1"_s, u"ACTIVE"_s, noon);
    addOrder(u"o1"_s, u"s1"_s, u"PAID"_s, noon);
    script({u"alter table \"Order\" drop column \"transactionId\""_s, u"alter table \"Order\" drop column currency"_s,
        u"drop table \"HermesInstance\""_s});
    auto db = platform();
    const auto gaps = db->check();
    ASSERT_TRUE(gaps) << why(gaps.error());
    ASSERT_EQ(gaps->size(), 3);
    for (const Gap &gap : *gaps) {
        EXPECT_FALSE(gap.isFatal);
        EXPECT_FALSE(gap.consequence.isEmpty());
    }
    EXPECT_EQ(gaps->at(0).table, u"HermesInstance"_s);
    const auto order = db->order(u"o1"_s);
    ASSERT_TRUE(order) << why(order.error());
    EXPECT_EQ(order->order.amount.currency, u"CNY"_s);
    EXPECT_FALSE(order->instance);

    script({u"alter table \"Order\" rename column status to \"state\""_s});
    db = platform();
    const auto refused = db->order(u"o1"_s);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::Invalid);
    EXPECT_EQ(refused.error().detail, u"Order.status"_s);
    EXPECT_FALSE(refused.error().hint.isEmpty());
    PlatformMap map = *PlatformMap::fromJson(R"({"columns": {"order": {"status": "state"}}})");
    db = platform(map);
    EXPECT_TRUE(db->order(u"o1"_s)) << "once it is named as the platform does";
}

TEST_P(Platform, anOrderThatNamesNoSubscriptionIsMatchedByTheSubscription)
{
    addSubscription(u"s1"_s, u"ACTIVE"_s, noon);
    addOrder(u"o1"_s, {}, u"PAID"_s, noon);
    script({u"alter table \"Order\" rename column \"subscriptionId\" to unused"_s,
        u"alter table \"Subscription\" add column \"orderId\" text"_s,
        u"update \"Subscription\" set \"orderId\" = 'o1'"_s});
    const auto facts = platform()->order(u"o1"_s);
    ASSERT_TRUE(facts) << why(facts.error());
    EXPECT_EQ(facts->order.subscriptionId, u"s1"_s);
    ASSERT_TRUE(facts->subscription);
}

TEST_P(Platform, nothingIsWritten)
{
    addSubscription(u"s1"_s, u"ACTIVE"_s, noon);
    Db::Options options;
    options.readOnly = true;
    if (!isPostgres()) {
        auto db = Db::openSqlite(path(), options);
        ASSERT_TRUE(db) << why(db.error());
        EXPECT_FALSE((*db)->exec(u"delete from \"Subscription\""_s));
        EXPECT_FALSE(Db::openSqlite(path() + u".none"_s, options)) << "none is made";
        EXPECT_EQ(PlatformDb::ofSqlite(path() + u".none"_s, PlatformMap::standard())->check().error().kind,
            ErrorKind::Invalid);
    }
    EXPECT_EQ(*tables->number(u"select count(*) from \"Subscription\""_s), 1);
}

TEST_P(Platform, aRowIsToldOnlyWhereThatIsAllowedAndAsItWasRead)
{
    addSubscription(u"s1"_s, u"ACTIVE"_s, noon);
    addOrder(u"o1"_s, u"s1"_s, u"PAID"_s, noon);
    script(
        {u"insert into \"HermesInstance\" (id, \"subscriptionId\", status, \"baseUrl\", \"llmApiKey\", \"updatedAt\") "
         "values ('i1', 's1', 'PENDING', 'https://shared.hermes.local', 'sk', %1)"_s.arg(at(noon))});
    const auto row = [](PlatformDb &from) { return *from.order(u"o1"_s)->instance; };
    const InstanceWish wish{u"http://10.0.0.1:8700"_s, u"hermes-o'1"_s, 8700, u"ACTIVE"_s};
    const auto forbidden = platform();
    EXPECT_EQ(forbidden->writeInstance(row(*forbidden), wish).error().kind, ErrorKind::Invalid) << "it is not allowed";
    PlatformMap map = PlatformMap::standard();
    map.writeBack = true;
    const auto db = platform(map);
    const InstanceRow before = row(*db);
    const auto told = db->writeInstance(before, wish);
    ASSERT_TRUE(told) << why(told.error());
    EXPECT_TRUE(*told);
    InstanceRow after = row(*db);
    EXPECT_EQ(after.baseUrl, *wish.baseUrl);
    EXPECT_EQ(after.externalRef, *wish.externalRef);
    EXPECT_EQ(after.hostPort, 8700);
    EXPECT_EQ(after.rawState, u"ACTIVE"_s);
    EXPECT_GT(after.updatedMs, before.updatedMs);
    EXPECT_LT(std::abs(after.updatedMs - QDateTime::currentMSecsSinceEpoch()), 60'000) << "now, in UTC";
    EXPECT_TRUE(untoldOf(after, wish).isEmpty());
    // Whoever read it before that changes nothing.
    const auto late = db->writeInstance(before, {u"http://other"_s, {}, 1, {}});
    ASSERT_TRUE(late) << why(late.error());
    EXPECT_FALSE(*late);
    EXPECT_EQ(row(*db), after);
    // What is not said stays; no port is none.
    EXPECT_TRUE(*db->writeInstance(after, {{}, {}, 0, {}}));
    after = row(*db);
    EXPECT_EQ(after.hostPort, 0);
    EXPECT_EQ(after.baseUrl, *wish.baseUrl);
    EXPECT_EQ(*tables->number(
                  u"select count(*) from \"HermesInstance\" where \"llmApiKey\" = 'sk' and \"hostPort\" is null"_s),
        1);
}

TEST_P(Platform, aRowIsNotToldWhatItHasNoColumnForOrWhatNobodyCouldGuard)
{
    addSubscription(u"s1"_s, u"ACTIVE"_s, noon);
    addOrder(u"o1"_s, u"s1"_s, u"PAID"_s, noon);
    script({u"insert into \"HermesInstance\" (id, \"subscriptionId\", status, \"updatedAt\") values "
            "('i1', 's1', 'PENDING', %1)"_s.arg(at(noon))});
    PlatformMap map = PlatformMap::standard();
    map.writeBack = true;
    const InstanceWish wish{u"http://10.0.0.1:8700"_s, u"hermes-a"_s, 8700, u"ACTIVE"_s};
    script({u"alter table \"HermesInstance\" drop column \"hostPort\""_s});
    const InstanceWish untold = untoldOf(*platform(map)->order(u"o1"_s)->instance, wish);
    EXPECT_FALSE(untold.hostPort) << "it would be told for ever";
    EXPECT_EQ(untold.baseUrl, wish.baseUrl);
    const OrderFacts kept = factsFromJson(factsToJson(*platform(map)->order(u"o1"_s)));
    EXPECT_EQ(untoldOf(*kept.instance, wish), untold) << "also of what is on the books";
    script({u"drop index i1"_s, u"alter table \"HermesInstance\" drop column \"updatedAt\""_s});
    const auto db = platform(map);
    EXPECT_TRUE(untoldOf(*db->order(u"o1"_s)->instance, wish).isEmpty());
    const auto gaps = db->check();
    ASSERT_TRUE(gaps) << why(gaps.error());
    EXPECT_TRUE(std::any_of(gaps->begin(), gaps->end(), [](const Gap &gap) { return gap.column == u"updatedAt"_s; }));
}

TEST_P(Platform, manyOrdersAreAsCheapToWatchAsFew)
{
    const QString series = isPostgres()
        ? u"generate_series(1, 20000) n(n)"_s
        : u"(with recursive n(n) as (select 1 union all select n + 1 from n where n < 20000) select n from n) n"_s;
    const QString text = isPostgres() ? u"'o' || lpad(cast(n as text), 6, '0')"_s : u"printf('o%06d', n)"_s;
    script({u"insert into \"Subscription\" (id, \"userId\", \"planCode\", status, \"createdAt\", \"updatedAt\") select "
            u"'s' || %2, 'u', "
            "'pro', 'ACTIVE', %3, %3 from %1"_s.arg(series, text, at(noon)),
        u"insert into \"Order\" (id, \"userId\", \"subscriptionId\", status, \"createdAt\", \"updatedAt\") select %2, "
        u"'u', 's' || %2, "
        "%4, %3, %3 from %1"_s.arg(
            series, text, at(noon), isPostgres() ? u"cast('PAID' as \"OrderStatus\")"_s : u"'PAID'"_s),
        u"analyze"_s});
    const auto db = platform();
    const qint64 later = noon + 3 * 24 * 3'600'000;
    ASSERT_TRUE(db->changesSince(later, {}, 100));
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 50; ++i)
        ASSERT_TRUE(db->changesSince(later, {}, 100)->orders.isEmpty());
    const qint64 quiet = timer.restart();
    int read = 0;
    for (QString after;;) {
        const auto changes = db->changesSince(0, after, 1000);
        ASSERT_TRUE(changes);
        read += int(changes->orders.size());
        if (!changes->more)
            break;
        after = changes->orders.last().order.id;
    }
    const qint64 everything = timer.elapsed();
    EXPECT_EQ(read, 20'000);
    EXPECT_LT(quiet / 50.0, everything / 20.0) << quiet << " ms for 50 looks, " << everything << " ms to read all";
}

#ifdef HERMES_HAS_POSTGRES_SERVER
INSTANTIATE_TEST_SUITE_P(Both, Platform, testing::Bool());
#else
INSTANTIATE_TEST_SUITE_P(Sqlite, Platform, testing::Values(false));
#endif

} // namespace hermes::payments::test
