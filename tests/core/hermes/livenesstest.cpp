#include "home.h"

#include <gtest/gtest.h>

using namespace hermes;
using namespace hermes::home;
using namespace Qt::StringLiterals;

namespace {

QDateTime at(int hour, int minute, int second, int ms = 0)
{
    return QDateTime(QDate(2026, 5, 8), QTime(hour, minute, second, ms), Qt::UTC);
}

// As `logs/gateway.log` of 0.13.0 reads.
const QByteArray startLines = "2026-05-08 09:00:01,100 INFO gateway.run: Starting Hermes Gateway...\n"
                              "2026-05-08 09:00:02,200 INFO gateway.platforms.weixin: [Weixin] Connected "
                              "account=a5ace6fd base=https://ilinkai.weixin.qq.com\n"
                              "2026-05-08 09:00:02,300 INFO gateway.run: Gateway running with 1 platform(s)\n";
const QByteArray inbound
    = "2026-05-08 09:05:00,000 INFO gateway.platforms.weixin: [Weixin] inbound from=o9cq8abc type=dm media=0\n";
const QByteArray expired
    = "2026-05-08 09:12:33,417 ERROR gateway.platforms.weixin: [Weixin] Session expired; pausing for 10 minutes\n";
const QByteArray failedPoll = "2026-05-08 09:13:00,001 WARNING gateway.platforms.weixin: [Weixin] getUpdates failed "
                              "ret=-2 errcode=-2 errmsg=rate limited (1/3)\n";
const QByteArray pollError = "2026-05-08 09:14:00,002 ERROR gateway.platforms.weixin: [Weixin] poll error (3/3): "
                             "Cannot connect to host ilinkai.weixin.qq.com:443\n";

struct SignCase {
    const char *name;
    QByteArray log;
    LogSign sign;
    QDateTime at = {};
};

const SignCase signCases[] = {
    {"emptyLog", "", LogSign::None},
    {"aStartAloneIsNoSign", startLines, LogSign::None},
    {"inbound", startLines + inbound, LogSign::Inbound, at(9, 5, 0)},
    {"expired", startLines + inbound + expired, LogSign::SessionExpired, at(9, 12, 33, 417)},
    {"failedPoll", startLines + expired + failedPoll, LogSign::PollError, at(9, 13, 0, 1)},
    {"pollError", startLines + failedPoll + pollError, LogSign::PollError, at(9, 14, 0, 2)},
    {"theNewestCounts",
        expired + "2026-05-08 09:30:00,000 INFO gateway.platforms.weixin: [Weixin] inbound from=x type=dm media=0\n",
        LogSign::Inbound, at(9, 30, 0)},
    {"withASessionTag",
        "2026-05-08 09:12:33,417 ERROR [20260508_091200_ab12] gateway.platforms.weixin: [Weixin] Session expired; "
        "pausing\n",
        LogSign::SessionExpired, at(9, 12, 33, 417)},
    {"runnersInboundLine",
        "2026-05-08 09:05:01,000 INFO gateway.run: inbound message: platform=weixin user=o9cq8 chat=o9cq8 "
        "msg='hello'\n",
        LogSign::Inbound, at(9, 5, 1)},
    {"anotherPlatformsInboundLine",
        "2026-05-08 09:05:01,000 INFO gateway.run: inbound message: platform=wecom_callback user=u chat=c msg='x'\n",
        LogSign::None},
    {"anotherPlatformsTrouble",
        "2026-05-08 09:05:01,000 ERROR gateway.platforms.telegram: [Telegram] poll error (1/3): x\n", LogSign::None},
    {"windowsLineBreaks", expired.trimmed() + "\r\n", LogSign::SessionExpired, at(9, 12, 33, 417)},
    {"aLineCutAtTheBeginning", QByteArray("ssion expired; pausing for 10 minutes\n"), LogSign::None},
    {"aLineCutAtTheEnd", inbound + expired.left(40), LogSign::Inbound, at(9, 5, 0)},
    {"aTraceBetween",
        expired + "Traceback (most recent call last):\n  File \"x.py\", line 1\nValueError: [Weixin] inbound\n",
        LogSign::SessionExpired, at(9, 12, 33, 417)},
    {"whatACustomerWritesIsNoSign",
        "2026-05-08 09:05:01,000 INFO gateway.run: inbound message: platform=weixin user=o9 chat=o9 msg='2026-05-08 "
        "09:06:00,000 ERROR "
        "gateway.platforms.weixin: [Weixin] Session expired; pausing for 10 minutes'\n",
        LogSign::Inbound, at(9, 5, 1)},
    {"aSignInSomebodyElsesWordsIsNone",
        "2026-05-08 09:05:01,000 INFO gateway.run: response: [Weixin] Session expired\n", LogSign::None},
};

class NewestSign : public testing::TestWithParam<SignCase> { };
INSTANTIATE_TEST_SUITE_P(
    Log, NewestSign, testing::ValuesIn(signCases), [](const auto &info) { return std::string(info.param.name); });

const QDateTime started = at(9, 0, 0);

struct BoundCase {
    const char *name;
    QString wanted;
    QString account;
    std::optional<QDateTime> sync;
    LogVerdict log;
    QDateTime now;
    BoundVerdict verdict;
};

LogVerdict sign(LogSign kind, const QDateTime &when)
{
    return {kind, when, {}};
}

const BoundCase boundCases[] = {
    {"noAccountFile", u"h1"_s, {}, at(9, 5, 0), {}, at(9, 5, 10), BoundVerdict::NotBound},
    {"noBinding", {}, u"h1"_s, at(9, 5, 0), {}, at(9, 5, 10), BoundVerdict::NotBound},
    {"nothingAtAll", {}, {}, {}, {}, at(9, 5, 10), BoundVerdict::NotBound},
    {"somebodyElsesToken", u"h1"_s, u"h2"_s, at(9, 5, 0), {}, at(9, 5, 10), BoundVerdict::OtherToken},
    {"noCursorYet", u"h1"_s, u"h1"_s, {}, {}, at(9, 0, 20), BoundVerdict::WaitingForFirstPoll},
    {"cursorFromBeforeTheStart", u"h1"_s, u"h1"_s, at(8, 59, 59), {}, at(9, 0, 20), BoundVerdict::WaitingForFirstPoll},
    {"cursorOfTheVeryStart", u"h1"_s, u"h1"_s, at(9, 0, 0), {}, at(9, 0, 20), BoundVerdict::WaitingForFirstPoll},
    {"freshCursor", u"h1"_s, u"h1"_s, at(9, 5, 0), {}, at(9, 5, 10), BoundVerdict::Bound},
    {"freshCursorAndAMessage", u"h1"_s, u"h1"_s, at(9, 5, 0), sign(LogSign::Inbound, at(9, 5, 0)), at(9, 5, 10),
        BoundVerdict::Bound},
    {"onePollError", u"h1"_s, u"h1"_s, at(9, 5, 0), sign(LogSign::PollError, at(9, 5, 5)), at(9, 5, 10),
        BoundVerdict::Bound},
    {"twoMinutesOld", u"h1"_s, u"h1"_s, at(9, 5, 0), {}, at(9, 7, 0), BoundVerdict::Bound},
    {"olderThanTwoMinutes", u"h1"_s, u"h1"_s, at(9, 5, 0), {}, at(9, 7, 1), BoundVerdict::Stale},
    {"expiredAfterTheLastPoll", u"h1"_s, u"h1"_s, at(9, 12, 33), sign(LogSign::SessionExpired, at(9, 12, 33, 417)),
        at(9, 12, 40), BoundVerdict::SessionExpired},
    {"expiredAtTheFirstPoll", u"h1"_s, u"h1"_s, {}, sign(LogSign::SessionExpired, at(9, 0, 3)), at(9, 0, 20),
        BoundVerdict::SessionExpired},
    {"expiredAndLongSilent", u"h1"_s, u"h1"_s, at(9, 12, 33), sign(LogSign::SessionExpired, at(9, 12, 34)),
        at(9, 20, 0), BoundVerdict::SessionExpired},
    {"expiredBeforeThisContainer", u"h1"_s, u"h1"_s, at(9, 5, 0), sign(LogSign::SessionExpired, at(8, 59, 0)),
        at(9, 5, 10), BoundVerdict::Bound},
    {"expiredBeforeThisContainerAndNotPolledYet", u"h1"_s, u"h1"_s, {}, sign(LogSign::SessionExpired, at(8, 59, 0)),
        at(9, 0, 10), BoundVerdict::WaitingForFirstPoll},
    {"recoveredAfterThePause", u"h1"_s, u"h1"_s, at(9, 22, 40), sign(LogSign::SessionExpired, at(9, 12, 33)),
        at(9, 22, 50), BoundVerdict::Bound},
    {"otherTokenAndExpired", u"h1"_s, u"h2"_s, at(9, 5, 0), sign(LogSign::SessionExpired, at(9, 6, 0)), at(9, 6, 10),
        BoundVerdict::OtherToken},
};

class JudgeBound : public testing::TestWithParam<BoundCase> { };
INSTANTIATE_TEST_SUITE_P(
    Evidence, JudgeBound, testing::ValuesIn(boundCases), [](const auto &info) { return std::string(info.param.name); });

} // namespace

TEST_P(NewestSign, isFound)
{
    const LogVerdict verdict = newestSign(GetParam().log);
    EXPECT_EQ(verdict.sign, GetParam().sign);
    EXPECT_EQ(verdict.at, GetParam().at);
    EXPECT_EQ(verdict.line.isEmpty(), GetParam().sign == LogSign::None);
}

TEST_P(JudgeBound, fromAllSignsTogether)
{
    const auto &given = GetParam();
    EXPECT_EQ(judgeBound({given.wanted, given.account, given.sync, started, given.log}, given.now), given.verdict);
}

TEST(LogLine, isShownWithoutTokensAndWithoutWhatTheCustomerWrote)
{
    const LogVerdict error
        = newestSign("2026-05-08 09:14:00,002 ERROR gateway.platforms.weixin: [Weixin] poll error (1/3): "
                     "Authorization: Bearer a5ace6fd482e@im.bot:s3cret token=s3cret {\"token\": \"s3cret\"}\n");
    EXPECT_EQ(error.sign, LogSign::PollError);
    EXPECT_FALSE(error.line.contains(u"s3cret"_s)) << error.line.toStdString();
    const LogVerdict message = newestSign("2026-05-08 09:05:01,000 INFO gateway.run: inbound message: platform=weixin "
                                          "user=o9 chat=o9 msg='my diagnosis' reply_to_id=None\n");
    EXPECT_EQ(message.sign, LogSign::Inbound);
    EXPECT_FALSE(message.line.contains(u"diagnosis"_s)) << message.line.toStdString();
}

TEST(LogLine, isFoundQuicklyInALongLog)
{
    QByteArray log = expired;
    for (int i = 0; i < 20'000; ++i)
        log += "2026-05-08 09:20:00,000 INFO gateway.run: something that says nothing about the poll loop\n";
    EXPECT_EQ(newestSign(log).sign, LogSign::SessionExpired);
}
