#include "refund.h"
#include "orderjson.h"

#include <gtest/gtest.h>

using namespace Qt::StringLiterals;

namespace hermes::payments::test {

namespace {

Money fen(qint64 minor)
{
    return {minor, {}, u"CNY"_s};
}

HandOff approved(const QString &state = {}, qint64 back = 19'900)
{
    HandOff handOff{1'000, u"mei@ops"_s, u"PAID_TWICE"_s, u"DUPLICATE"_s, u"she paid again"_s, u"lin"_s, u"R-1"_s};
    if (!state.isEmpty())
        handOff.refund = RefundAnswer{state, fen(back), fen(19'900), u"R-1"_s, u"T1"_s, u"503"_s, 5, 6};
    return handOff;
}

HandOff ruled(RefundRuling ruling)
{
    HandOff handOff = approved();
    handOff.refundNo.clear();
    handOff.ruling = ruling;
    return handOff;
}

/// Somebody said that nobody refunds, and WeChat Pay says this of the refund that was recorded before.
HandOff refusedThen(const QString &state)
{
    HandOff handOff = approved(state);
    handOff.ruling = RefundRuling::Refused;
    return handOff;
}

RefundDecision number(const QString &refundNo, const QString &approver = u"lin"_s)
{
    return {approver, refundNo};
}

} // namespace

TEST(Refund, hasAnOutcomeThatWeChatOrAPersonSays)
{
    HandOff fresh{1'000};
    HandOff unknownThere = approved();
    unknownThere.refund = RefundAnswer{};
    const struct {
        HandOff handOff;
        QString outcome;
        bool isOver;
        bool isPaidBack;
        bool isUnderWay;
    } table[] = {
        {fresh, u"WAITING"_s, false, false, false},
        {approved(), u"WAITING"_s, false, false, true},
        {unknownThere, u"WAITING"_s, false, false, true},
        {approved(u"PROCESSING"_s), u"PROCESSING"_s, false, false, true},
        {approved(u"SUCCESS"_s), u"SUCCESS"_s, true, true, false},
        {approved(u"SUCCESS"_s, 100), u"SUCCESS"_s, true, false, false},
        {approved(u"CLOSED"_s), u"CLOSED"_s, false, false, false},
        {approved(u"ABNORMAL"_s), u"ABNORMAL"_s, false, false, true},
        {approved(u"success"_s), u"UNKNOWN"_s, false, false, true},
        {approved(u"FROZEN"_s), u"UNKNOWN"_s, false, false, true},
        {ruled(RefundRuling::Refused), u"REFUSED"_s, true, false, false},
        {ruled(RefundRuling::Kept), u"KEPT"_s, true, false, false},
        {refusedThen(u"SUCCESS"_s), u"SUCCESS"_s, true, true, false},
        {refusedThen(u"PROCESSING"_s), u"PROCESSING"_s, false, false, true},
        {refusedThen(u"CLOSED"_s), u"REFUSED"_s, true, false, false},
        {refusedThen(u"ABNORMAL"_s), u"REFUSED"_s, true, false, false},
    };
    for (const auto &row : table) {
        EXPECT_EQ(outcomeOf(row.handOff), row.outcome);
        EXPECT_EQ(isOver(row.handOff), row.isOver) << row.outcome.toStdString();
        EXPECT_EQ(isPaidBack(row.handOff), row.isPaidBack) << row.outcome.toStdString();
        EXPECT_EQ(isRefundUnderWay(row.handOff), row.isUnderWay) << row.outcome.toStdString();
    }
    HandOff withoutAmounts = approved(u"SUCCESS"_s);
    withoutAmounts.refund->total = {};
    EXPECT_TRUE(isOver(withoutAmounts));
    EXPECT_FALSE(isPaidBack(withoutAmounts)) << "how much came back is not known";
}

TEST(Refund, isRecordedWithANumberOrAsNoneAndWithWhoDecided)
{
    EXPECT_TRUE(checkRefundDecision(number(u"R_1-a|b*@9"_s)));
    EXPECT_TRUE(checkRefundDecision({u"lin"_s, {}, RefundRuling::Kept}));
    const RefundDecision wrong[] = {
        {},
        number(u"R1"_s, u"  "_s),
        number(u"R1"_s, QString(101, u'x')),
        {u"lin"_s},
        {u"lin"_s, u"R1"_s, RefundRuling::Refused},
        number(u"R 1"_s),
        number(u"R1\n"_s),
        number(u"退款"_s),
        number(QString(65, u'1')),
    };
    for (const RefundDecision &one : wrong) {
        const Status checked = checkRefundDecision(one);
        ASSERT_FALSE(checked) << one.approver.toStdString() << '/' << one.refundNo.toStdString();
        EXPECT_EQ(checked.error().kind, ErrorKind::Invalid);
        EXPECT_FALSE(checked.error().hint.isEmpty());
    }
}

TEST(Refund, canBeDecidedAnewUntilItsMoneyMoves)
{
    const RefundDecision refused{u"lin"_s, {}, RefundRuling::Refused};
    EXPECT_EQ(decideRefund(HandOff{1'000}, number(u"R-1"_s), true)->refundNo, u"R-1"_s);
    EXPECT_EQ(*decideRefund(approved(), number(u"R-1"_s), true), approved()) << "it says so already";
    EXPECT_EQ(*decideRefund(approved(u"SUCCESS"_s), number(u"R-1"_s), true), approved(u"SUCCESS"_s));
    EXPECT_EQ(decideRefund(approved(u"PROCESSING"_s), number(u"R-1"_s, u"wu"_s), true)->approver, u"wu"_s);
    for (const QString &state : {u"PROCESSING"_s, u"SUCCESS"_s}) {
        for (const RefundDecision &other : {number(u"R-2"_s), refused}) {
            const auto decided = decideRefund(approved(state), other, true);
            ASSERT_FALSE(decided) << state.toStdString();
            EXPECT_EQ(decided.error().kind, ErrorKind::Conflict);
            EXPECT_TRUE(decided.error().message.contains(u"R-1"_s));
        }
    }
    HandOff unknownThere = approved();
    unknownThere.refund = RefundAnswer{};
    for (const HandOff &open : {unknownThere, approved(u"CLOSED"_s), approved(u"ABNORMAL"_s), approved(u"FROZEN"_s),
             approved(u"SUCCESS"_s, 100), ruled(RefundRuling::Kept)}) {
        const auto next = decideRefund(open, number(u"R-2"_s), true);
        ASSERT_TRUE(next) << outcomeOf(open).toStdString();
        EXPECT_EQ(next->refundNo, u"R-2"_s);
        EXPECT_EQ(outcomeOf(*next), u"WAITING"_s) << "what WeChat said was about another";
        EXPECT_EQ(outcomeOf(*decideRefund(open, refused, true)), u"REFUSED"_s);
    }
    // Whoever could ask has not: it may be paid out any moment.
    EXPECT_EQ(decideRefund(approved(), number(u"R-2"_s), true).error().kind, ErrorKind::Conflict);
    EXPECT_EQ(decideRefund(approved(), refused, true).error().kind, ErrorKind::Conflict);
    EXPECT_EQ(decideRefund(approved(), number(u"R-2"_s), false)->refundNo, u"R-2"_s);
}

TEST(Refund, isTheSameAfterItWasKeptAsJson)
{
    RefundAnswer answer{u"SUCCESS"_s, fen(100), fen(19'900), u"R-1"_s, u"T1"_s, u"503"_s, 1'780'000'000'000, 7};
    EXPECT_EQ(refundFromJson(refundToJson(answer)), answer);
    answer = {};
    EXPECT_EQ(refundFromJson(refundToJson(answer)), answer);
    EXPECT_FALSE(refundFromJson({}));
}

} // namespace hermes::payments::test
