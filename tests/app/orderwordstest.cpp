#include "orderwords.h"
#include "format.h"
#include "money.h"
#include "orderboardwords.h"
#include "orderfacts.h"

#include <QLocale>
#include <gtest/gtest.h>
#include <limits>

using namespace Qt::StringLiterals;
using namespace hermes::desktop;

namespace {

struct OrderLocale {
    explicit OrderLocale(const QString &name) { QLocale::setDefault(QLocale(name)); }
    ~OrderLocale() { QLocale::setDefault(QLocale(u"en"_s)); }
};

const QStringList everyFinding{u"DELIVERED"_s, u"WAITING_FOR_SCAN"_s, u"UNDER_WAY"_s, u"NOT_REQUESTED"_s,
    u"NOT_RECORDED"_s, u"BLOCKED"_s, u"RETRYING"_s, u"HOST_SILENT"_s, u"HOST_GONE"_s, u"BINDING_DISPLACED"_s,
    u"STOPPED"_s, u"NOT_AT_WECHAT"_s, u"SERVED_ELSEWHERE"_s, u"NOT_PAID"_s, u"CLOSED"_s, u"REFUNDED"_s,
    u"AMOUNT_MISMATCH"_s, u"PAID_TWICE"_s, u"LAPSED"_s, u"PAUSED_BY_LAPSE"_s, u"NO_SUBSCRIPTION"_s, u"NO_ORDER"_s,
    u"ORPHAN_INSTANCE"_s, u"ROW_DIFFERS"_s, u"UNKNOWN_PLAN"_s, u"UNKNOWN_STATE"_s, u"ROW_GONE"_s};

const QStringList everyVerb{u"SHOW_CODE"_s, u"PROVISION"_s, u"REDRIVE"_s, u"RETRY"_s, u"REPLACE_HOST"_s, u"REBIND"_s,
    u"ASK_AGAIN"_s, u"CLOSE"_s, u"HAND_OFF"_s, u"PAUSE"_s, u"WRITE_BACK"_s};

OrderRow found(const QString &finding, const QString &reason = {})
{
    OrderRow row;
    row.finding = finding;
    row.reason = reason;
    return row;
}

} // namespace

TEST(Money, isWrittenWithAsManyDigitsAsItsCurrencyHas)
{
    const OrderLocale english(u"en_US"_s);
    struct Amount {
        qint64 minor;
        QString currency;
        QString text;
    };
    const QList<Amount> amounts{{128'000, u"CNY"_s, u"¥1,280.00"_s}, {5, u"CNY"_s, u"¥0.05"_s},
        {0, u"CNY"_s, u"¥0.00"_s}, {-19'900, u"CNY"_s, u"−¥199.00"_s}, {1'280, u"JPY"_s, u"JP¥1,280"_s},
        {0, u"JPY"_s, u"JP¥0"_s}, {1'234'567, u"KWD"_s, u"KWD\u00a01,234.567"_s}, {-7, u"KWD"_s, u"−KWD\u00a00.007"_s},
        {1'999, u"USD"_s, u"US$19.99"_s}, {123'456'789'012, u"EUR"_s, u"€1,234,567,890.12"_s},
        {128'000, u"cny"_s, u"¥1,280.00"_s}, {128'000, u" CNY "_s, u"¥1,280.00"_s}};
    for (const Amount &amount : amounts)
        EXPECT_EQ(formatMoney(amount.minor, amount.currency), amount.text)
            << amount.minor << ' ' << amount.currency.toStdString();
}

TEST(Money, doesNotGuessTheDigitsOfACurrencyThatIsNotKnown)
{
    const OrderLocale english(u"en_US"_s);
    EXPECT_EQ(formatMoney(128'000, u"XTS"_s), u"XTS 128,000 (minor units)"_s);
    EXPECT_EQ(formatMoney(-5, u"元"_s), u"元 −5 (minor units)"_s);
    EXPECT_EQ(formatMoney(1'280, {}), u"1,280 (minor units)"_s);
    EXPECT_EQ(formatMoney(1, u"CN\u202EY"_s), u"CN\uFFFDY 1 (minor units)"_s);
    EXPECT_EQ(formatMoney(1, u"a whole sentence"_s), u"a whole … 1 (minor units)"_s);
}

TEST(Money, hasASmallestAndALargestNumberToo)
{
    const OrderLocale english(u"en_US"_s);
    EXPECT_EQ(formatMoney(std::numeric_limits<qint64>::min(), u"CNY"_s), u"−¥92,233,720,368,547,758.08"_s);
    EXPECT_EQ(formatMoney(std::numeric_limits<qint64>::max(), u"JPY"_s), u"JP¥9,223,372,036,854,775,807"_s);
}

TEST(Money, followsTheLanguageInUse)
{
    const OrderLocale german(u"de_DE"_s);
    EXPECT_EQ(formatMoney(128'000, u"CNY"_s), u"¥1.280,00"_s);
}

TEST(OrderWords, haveATitleAnExplanationAndAShortWordForEveryFinding)
{
    QSet<QString> titles;
    for (const QString &finding : everyFinding) {
        const OrderRow row = found(finding);
        EXPECT_NE(findingTitle(row), finding) << finding.toStdString();
        EXPECT_GT(findingText(row).size(), 60) << finding.toStdString() << " says what, why and what next";
        EXPECT_TRUE(findingText(row).endsWith(u'.')) << finding.toStdString();
        EXPECT_FALSE(heldWords(row).isEmpty()) << finding.toStdString();
        EXPECT_LT(heldWords(row).size(), 28) << finding.toStdString() << " has to fit its column";
        titles.insert(findingTitle(row));
    }
    EXPECT_EQ(titles.size(), everyFinding.size());
}

TEST(OrderWords, sayWhyATenantIsBlocked)
{
    EXPECT_EQ(heldWords(found(u"BLOCKED"_s, u"PORT_TAKEN"_s)), u"blocked: port taken"_s);
    EXPECT_EQ(heldWords(found(u"RETRYING"_s, u"STEP_FAILED"_s)), u"retrying: step failed"_s);
    EXPECT_EQ(heldWords(found(u"UNDER_WAY"_s, u"PORT_TAKEN"_s)), u"starting"_s);
    EXPECT_EQ(findingTitle(found(u"BLOCKED"_s, u"PORT_TAKEN"_s)), u"Its tenant is blocked: port taken"_s);
}

TEST(OrderWords, showACodeOfANewerCoreAndProposeNothingOfIt)
{
    EXPECT_EQ(findingTitle(found(u"FROM_A_NEWER_CORE"_s)), u"FROM_A_NEWER_CORE"_s);
    EXPECT_EQ(heldWords(found(u"FROM_A_NEWER_CORE"_s)), u"from a newer core"_s);
    EXPECT_EQ(findingTone(u"FROM_A_NEWER_CORE"_s), u"warning"_s);
    EXPECT_FALSE(isOrderVerb(u"MARK_PAID"_s));
    EXPECT_FALSE(verbHasForm(u"MARK_PAID"_s));
}

TEST(OrderWords, sayOfEveryVerbWhatItDoesAndNoneMarksAnythingPaid)
{
    for (const QString &verb : everyVerb) {
        EXPECT_TRUE(isOrderVerb(verb));
        EXPECT_NE(verbTitle(verb), verb);
        EXPECT_GT(verbText(verb).size(), 30) << verb.toStdString();
        EXPECT_FALSE(verbButton(verb).isEmpty());
        EXPECT_TRUE(verbAtWork(verb).endsWith(u'…')) << verb.toStdString();
        EXPECT_FALSE(verbButton(verb).contains(u"paid"_s, Qt::CaseInsensitive)) << verb.toStdString();
    }
    EXPECT_FALSE(verbHasForm(u"SHOW_CODE"_s));
    EXPECT_FALSE(verbHasForm(u"ASK_AGAIN"_s));
    EXPECT_TRUE(verbHasForm(u"REDRIVE"_s));
}

TEST(OrderWords, tellALongWaitByHoursAndDays)
{
    EXPECT_EQ(formatWait(38'000), u"0:38"_s);
    EXPECT_EQ(formatWait(3'599'000), u"59:59"_s);
    EXPECT_EQ(formatWait(3'600'000), u"1 h"_s);
    EXPECT_EQ(formatWait(480LL * 3'600'000 + 21'000), u"20 days"_s);
    OrderBoard board;
    OrderRow row;
    row.waits = true;
    row.paidMs = 1'000;
    board.waiting = {row};
    board.readMs = 1;
    EXPECT_EQ(paidCard(board, 1, 480LL * 3'600'000 + 22'000).caption, u"longest 20 days"_s);
}

TEST(OrderWords, offerReasonsAndSuggestOneOfThem)
{
    QStringList codes;
    for (const ChoiceRecord &choice : orderReasons())
        codes.append(choice.value);
    EXPECT_EQ(codes.join(u' '), u"CALLBACK_LOST CUSTOMER_ASKED HOST_TROUBLE WRONG_AMOUNT DUPLICATE TEST_ORDER OTHER"_s);
    for (const QString &finding : everyFinding)
        EXPECT_TRUE(usualReason(finding).isEmpty() || codes.contains(usualReason(finding))) << finding.toStdString();
}

TEST(OrderWords, showAnAmountThatIsNoNumberAsItIs)
{
    OrderRow row;
    EXPECT_EQ(amountWords(row), u"–"_s);
    row.amountText = u"about\n199"_s;
    EXPECT_EQ(amountWords(row), u"about 199"_s);
    row.amountMinor = 19'900;
    row.currency = u"CNY"_s;
    EXPECT_EQ(amountWords(row), u"¥199.00"_s);
}

TEST(OrderWords, neverShowAStateThatIsNotKnownAsOneThatIs)
{
    OrderRow row;
    row.state = u"UNKNOWN"_s;
    row.rawState = u"PAID"_s; // although it sounds like it
    EXPECT_EQ(orderStateWords(row), u"PAID"_s);
    row.rawState.clear();
    EXPECT_EQ(orderStateWords(row), u"unknown state"_s);
    row.state = u"PAID"_s;
    EXPECT_EQ(orderStateWords(row), u"paid"_s);
}

TEST(OrderWords, keepForeignTextOnOneLineAndInItsOwnDirection)
{
    EXPECT_EQ(shownText(u"a\nb\tc"_s), u"a b c"_s);
    EXPECT_EQ(shownText(u"a\u202Eb\u0007"_s), u"a\uFFFDb\uFFFD"_s);
    EXPECT_EQ(shownText(u"<b>孙蔚然</b>"_s), u"<b>孙蔚然</b>"_s);
}

TEST(OrderFacts, sayInWordsWhatIsOursAndInTheirOwnWhatIsTheirs)
{
    const QList<OrderFactRecord> lines
        = orderFactLines({{u"WECHAT"_s, u"SUCCESS"_s, {}, 19'900, u"CNY"_s, {}, 1, u"AGREES"_s},
            {u"ORDER"_s, u"OPEN"_s, u"NOTPAY"_s, {}, {}, u"created"_s, 1, u"DISAGREES"_s},
            {u"SUBSCRIPTION"_s, u"NONE"_s, {}, {}, {}, {}, 0, u"AGREES"_s},
            {u"INSTANCE"_s, u"BIND_WAIT"_s, {}, {}, {}, {}, 1, u"UNKNOWN"_s},
            {u"HOST"_s, u"SILENT"_s, {}, {}, {}, {}, 1, {}}});
    ASSERT_EQ(lines.size(), 5);
    EXPECT_EQ(lines.at(0).value, u"SUCCESS"_s);
    EXPECT_TRUE(lines.at(0).isCode);
    EXPECT_EQ(lines.at(0).amount, u"¥199.00"_s);
    EXPECT_TRUE(lines.at(0).markIcon.isEmpty());
    EXPECT_EQ(lines.at(1).value, u"NOTPAY"_s);
    EXPECT_EQ(lines.at(1).markIcon, u"warning"_s);
    EXPECT_EQ(lines.at(2).value, u"none"_s);
    EXPECT_FALSE(lines.at(2).isCode);
    EXPECT_TRUE(lines.at(2).time.isEmpty()) << "nobody was asked";
    EXPECT_EQ(lines.at(3).value, u"Waiting for scan"_s);
    EXPECT_EQ(lines.at(3).markIcon, u"info"_s);
    EXPECT_EQ(lines.at(4).value, u"does not answer"_s);
    EXPECT_EQ(lines.at(4).markIcon, u"info"_s) << "what says nothing of itself is not known";
}

TEST(OrderFacts, sayWhatBecameOfAHandOff)
{
    const auto valueOf = [](const QString &state, const QString &raw = {}) {
        return orderFactLines({{u"HAND_OFF"_s, state, raw, 100, u"CNY"_s, u"refund R1"_s, 1, u"AGREES"_s}}).first();
    };
    EXPECT_EQ(valueOf(u"WAITING"_s).label, u"Hand-off"_s);
    EXPECT_EQ(valueOf(u"WAITING"_s).value, u"open"_s);
    EXPECT_EQ(valueOf(u"REFUSED"_s).value, u"refund refused"_s);
    EXPECT_EQ(valueOf(u"KEPT"_s).value, u"payment kept"_s);
    EXPECT_FALSE(valueOf(u"KEPT"_s).isCode);
    EXPECT_EQ(valueOf(u"SUCCESS"_s).value, u"SUCCESS"_s);
    EXPECT_TRUE(valueOf(u"SUCCESS"_s).isCode) << "WeChat Pay's word";
    EXPECT_EQ(valueOf(u"UNKNOWN"_s, u"FROZEN"_s).value, u"FROZEN"_s) << "not guessed at";
    EXPECT_EQ(valueOf(u"SUCCESS"_s).amount, u"¥1.00"_s);
    EXPECT_EQ(verbTitle(u"REFUND_APPROVED"_s), u"Refund approved"_s);
    EXPECT_FALSE(isOrderVerb(u"REFUND_APPROVED"_s)) << "it is never proposed";
}

TEST(OrderFacts, sayOfAGuardThatDoesNotHoldWhatIsWrong)
{
    const QList<OrderGuardRecord> lines
        = orderGuardLines({{u"PAID"_s, true}, {u"PAID"_s, false}, {u"FROM_A_NEWER_CORE"_s, false}});
    EXPECT_EQ(lines.at(0).text, u"paid"_s);
    EXPECT_EQ(lines.at(1).text, u"not paid"_s);
    EXPECT_EQ(lines.at(2).text, u"from a newer core"_s);
}

TEST(OrderFacts, copyNothingThatIsMasked)
{
    OrderRow row;
    row.user = u"usr_0123456789"_s;
    row.tradeNo = u"HA1"_s;
    for (const bool personal : {false, true}) {
        for (const FactRecord &fact : orderDetails(row, personal)) {
            const bool isUser = fact.label == "Customer"_L1;
            EXPECT_EQ(fact.actionValue.isEmpty(), isUser && !personal) << fact.label.toStdString();
            EXPECT_EQ(fact.action.isEmpty(), isUser && !personal);
            EXPECT_TRUE(!isUser || (fact.value == row.user) == personal);
        }
    }
}
