#include "orders.h"

#include <gtest/gtest.h>

using namespace Qt::StringLiterals;

namespace hermes::payments::test {

TEST(Money, isReadInItsCurrencyOrNotAtAll)
{
    const struct {
        QString text;
        QString currency;
        bool inMinor;
        std::optional<qint64> minor;
    } rows[] = {
        {u"19900"_s, u"CNY"_s, true, 19'900},
        {u"199.00"_s, u"CNY"_s, false, 19'900},
        {u"199"_s, u"cny"_s, false, 19'900},
        {u"199.5"_s, u"CNY"_s, false, 19'950},
        {u"199.50000000"_s, u"CNY"_s, false, 19'950},
        {u"199.555"_s, u"CNY"_s, false, {}},
        {u"199.00"_s, u"CNY"_s, true, 199},
        {u"199.50"_s, u"CNY"_s, true, {}},
        {u"1280"_s, u"JPY"_s, false, 1'280},
        {u"1280.5"_s, u"JPY"_s, false, {}},
        {u"1.234"_s, u"KWD"_s, false, 1'234},
        {u"-0.05"_s, u"CNY"_s, false, -5},
        {u" 12 "_s, u"CNY"_s, true, 12},
        {u""_s, u"CNY"_s, true, {}},
        {u"¥199"_s, u"CNY"_s, false, {}},
        {u"1,280.00"_s, u"CNY"_s, false, {}},
        {u"1e5"_s, u"CNY"_s, false, {}},
        {u"NaN"_s, u"CNY"_s, false, {}},
        {u"999999999999999999"_s, u"CNY"_s, false, {}},
        {u"999999999999999999"_s, u"CNY"_s, true, 999'999'999'999'999'999},
        {u"99999999999999999999"_s, u"CNY"_s, true, {}},
    };
    for (const auto &row : rows) {
        const Money money = moneyFrom(row.text, row.currency, row.inMinor);
        EXPECT_EQ(money.minor, row.minor) << row.text.toStdString();
        EXPECT_EQ(money.text, row.text);
        EXPECT_EQ(money.currency, row.currency.toUpper());
    }
}

TEST(Money, isWrittenWithItsCurrency)
{
    EXPECT_EQ(moneyText({19'900, {}, u"CNY"_s}), u"199.00 CNY"_s);
    EXPECT_EQ(moneyText({5, {}, u"CNY"_s}), u"0.05 CNY"_s);
    EXPECT_EQ(moneyText({-5, {}, u"CNY"_s}), u"-0.05 CNY"_s);
    EXPECT_EQ(moneyText({1'280, {}, u"JPY"_s}), u"1280 JPY"_s);
    EXPECT_EQ(moneyText({1'234, {}, u"KWD"_s}), u"1.234 KWD"_s);
    EXPECT_EQ(moneyText({0, {}, u"CNY"_s}), u"0.00 CNY"_s);
    EXPECT_EQ(moneyText({{}, u"a lot"_s, u"CNY"_s}), u"a lot"_s);
}

TEST(OrderStates, haveNamesThatReadBack)
{
    for (const auto state :
        {OrderState::Unknown, OrderState::Open, OrderState::Paid, OrderState::Closed, OrderState::Refunded})
        EXPECT_EQ(orderStateFromName(orderStateName(state)), state);
    for (const auto state :
        {SubscriptionState::Unknown, SubscriptionState::Pending, SubscriptionState::Active, SubscriptionState::Lapsed})
        EXPECT_EQ(subscriptionStateFromName(subscriptionStateName(state)), state);
    EXPECT_EQ(orderStateFromName(u"anything"_s), OrderState::Unknown);
}

} // namespace hermes::payments::test
