#include "platformtables.h"

#include <gtest/gtest.h>

using namespace Qt::StringLiterals;

namespace hermes::payments::test {

TEST(PlatformMap, knowsTheUsualWordsAndTakesOthers)
{
    const auto map = PlatformMap::fromJson(R"({"schema": "billing", "tables": {"order": "orders"},
        "columns": {"order": {"amount": "total_fee"}}, "states": {"order": {"settled": "PAID"}, "subscription": {"GRACE": "ACTIVE"}},
        "amountUnit": "major", "currency": "usd", "channel": "orders", "plans": {"lite": {"plan": "dedicated_basic", "tier": "shared"}}})");
    ASSERT_TRUE(map) << map.error().text().toStdString();
    EXPECT_EQ(map->tables.value(u"order"_s), u"orders"_s);
    EXPECT_EQ(map->tables.value(u"subscription"_s), u"Subscription"_s);
    EXPECT_EQ(map->candidates(u"order"_s, u"amount"_s), QStringList{u"total_fee"_s});
    EXPECT_EQ(map->orderState(u"SETTLED"_s), OrderState::Paid);
    EXPECT_EQ(map->orderState(u"Paid"_s), OrderState::Paid);
    EXPECT_EQ(map->orderState(u"ON_HOLD"_s), OrderState::Unknown);
    EXPECT_EQ(map->subscriptionState(u"grace"_s), SubscriptionState::Active);
    EXPECT_EQ(map->currency, u"USD"_s);
    EXPECT_EQ(map->amountInMinor, false);
    EXPECT_EQ(map->plans.value(u"lite"_s).plan, u"dedicated_basic"_s);
    EXPECT_EQ(map->plans.value(u"lite"_s).tier, u"shared"_s);
}

TEST(PlatformMap, namesWhatItHasNoUseFor)
{
    const std::pair<const char *, const char *> wrong[] = {
        {"[]", ""},
        {"{", ""},
        {R"({"tabels": {}})", "tabels"},
        {R"({"tables": {"user": "User"}})", "tables.user"},
        {R"({"tables": {"order": 3}})", "tables.order"},
        {R"({"columns": {"order": {"colour": "x"}}})", "columns.order.colour"},
        {R"({"columns": {"order": {"amount": ""}}})", "columns.order.amount"},
        {R"({"states": {"order": {"X": "SOLD"}}})", "states.order.X"},
        {R"({"states": {"invoice": {}}})", "states.invoice"},
        {R"({"amountUnit": "yuan"})", "amountUnit"},
        {R"({"currency": "Renminbi"})", "currency"},
        {R"({"plans": {"lite": {"tier": "shared"}}})", "plans.lite"},
        {R"({"plans": {"lite": {"plan": "basic", "tier": "cloud"}}})", "plans.lite"},
    };
    for (const auto &[json, key] : wrong) {
        const auto map = PlatformMap::fromJson(json);
        ASSERT_FALSE(map) << json;
        EXPECT_EQ(map.error().kind, ErrorKind::Invalid);
        EXPECT_TRUE(map.error().message.contains(QString::fromLatin1(key))) << json;
        EXPECT_FALSE(map.error().hint.isEmpty());
    }
}

TEST(PlatformTables, quoteWhatTheyAreTold)
{
    PlatformMap map = PlatformMap::standard();
    map.schema = u"bil\"ling"_s;
    map.tables[u"order"_s] = u"Or\"der"_s;
    const PlatformTables tables(map, true, {{u"Or\"der"_s, {{u"id"_s, u"text"_s}}}});
    EXPECT_EQ(tables.table(u"order"_s), u"\"bil\"\"ling\".\"Or\"\"der\""_s);
    EXPECT_FALSE(tables.isUsable());
    EXPECT_EQ(tables.text(u"o"_s, u"order"_s, u"userId"_s), u"''"_s);
    EXPECT_EQ(tables.time(u"o"_s, u"order"_s, u"paidAt"_s), u"0"_s);
}

} // namespace hermes::payments::test
