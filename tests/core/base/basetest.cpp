#include "call.h"
#include "failpoint.h"
#include "jobpool.h"
#include "mask.h"
#include "random.h"
#include "secret.h"

#include <csignal>
#include <future>
#include <gtest/gtest.h>

using namespace hermes;
using namespace std::chrono_literals;

TEST(Mask, showsOnlyTheEndsOfAnIdAndNeverAllOfIt)
{
    using namespace Qt::StringLiterals;
    EXPECT_EQ(maskedId(u"4200002871202605150093148817"_s), u"4200…8817"_s);
    EXPECT_EQ(maskedId(u"usr_12345"_s), u"us…45"_s);
    EXPECT_EQ(maskedId(u"abcd"_s), u"a…d"_s);
    EXPECT_EQ(maskedId(u"ab"_s), u"…"_s);
    EXPECT_EQ(maskedId(u"a"_s), u"…"_s);
    EXPECT_EQ(maskedId({}), QString());
}

TEST(Error, isOneSentenceWithTheOtherSidesWordsAndWhatToDo)
{
    using namespace Qt::StringLiterals;
    EXPECT_EQ(
        (Error{ErrorKind::Network, u"ecs-1 refused the connection."_s, u"errno 111"_s, u"Check the port."_s}.text()),
        u"ecs-1 refused the connection: errno 111 (Check the port.)"_s);
    EXPECT_EQ((Error{ErrorKind::Network, u"ecs-1 拒绝了连接。"_s, u"errno 111"_s, {}}.text()),
        u"ecs-1 拒绝了连接: errno 111"_s);
    EXPECT_EQ((Error{ErrorKind::Network, u"It is gone."_s, {}, {}}.text()), u"It is gone."_s);
}

TEST(Secret, printsRedactedAndNeverItsBytes)
{
    QString printed;
    QDebug(&printed) << Secret("hunter2-canary");
    EXPECT_FALSE(printed.contains(QStringLiteral("hunter2"))) << printed.toStdString();
    EXPECT_TRUE(printed.contains(QStringLiteral("[REDACTED]")));
}

TEST(Secret, hashesWithSha256)
{
    EXPECT_EQ(
        Secret("abc").sha256(), QStringLiteral("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    EXPECT_TRUE(Secret().sha256().isEmpty());
}

TEST(Secret, wipeLeavesASharedCopyAlone)
{
    QByteArray bytes("topsecret-value-x");
    const QByteArray shared = bytes;
    wipe(bytes);
    EXPECT_TRUE(bytes.isEmpty());
    EXPECT_EQ(shared, "topsecret-value-x");
}

TEST(CancelToken, wakesASleeperAndCallsItsWakersOnce)
{
    CancelSource source;
    int calls = 0;
    const auto registration = source.token().onCancel([&] { ++calls; });
    auto slept = std::async(std::launch::async, [token = source.token()] { return token.waitFor(30s); });
    source.cancel();
    source.cancel();
    EXPECT_TRUE(slept.get());
    EXPECT_EQ(calls, 1);
}

TEST(CancelToken, doesNotCallAReleasedWaker)
{
    CancelSource source;
    int calls = 0;
    {
        const auto registration = source.token().onCancel([&] { ++calls; });
    }
    source.cancel();
    EXPECT_EQ(calls, 0);
}

TEST(CancelToken, callsAWakerAtOnceWhenAlreadyCancelled)
{
    CancelSource source;
    source.cancel();
    int calls = 0;
    const auto registration = source.token().onCancel([&] { ++calls; });
    EXPECT_EQ(calls, 1);
}

TEST(Deadline, roundsRemainingTimeUpSoThatAPollNeverSpins)
{
    const auto deadline = Deadline::in(2ms);
    EXPECT_GE(deadline.remaining(), 1ms);
    EXPECT_EQ(Deadline::in(-5ms).remaining(), 0ms);
    EXPECT_TRUE(Deadline::in(-5ms).expired());
    EXPECT_FALSE(Deadline::never().expired());
}

TEST(SeededRandom, repeatsItselfForTheSameSeed)
{
    SeededRandom a(7), b(7), c(8);
    const QString first = a.hex(16);
    EXPECT_EQ(first, b.hex(16));
    EXPECT_NE(first, c.hex(16));
}

TEST(JobPool, runsJobsOnItsOwnThreads)
{
    std::promise<std::thread::id> ran;
    JobPool pool(2);
    pool.run([&] { ran.set_value(std::this_thread::get_id()); });
    EXPECT_NE(ran.get_future().get(), std::this_thread::get_id());
}

TEST(Failpoint, killsTheProcessAtTheOrderedPassingOnly)
{
    GTEST_FLAG_SET(death_test_style, "threadsafe"); // a process of its own: other tests leave waiting threads
    const auto pass = [](const char *order, const QStringList &points) {
        qputenv("HERMES_ADMIN_FAILPOINT", order);
        for (const auto &point : points)
            failpoint(point);
        std::exit(0);
    };
    const QString here = QStringLiteral("create.after"), there = QStringLiteral("create.before");
    EXPECT_EXIT(pass("create.after", {there, here}), testing::KilledBySignal(SIGKILL), "failpoint create.after");
    EXPECT_EXIT(pass("create.after:2", {here, here}), testing::KilledBySignal(SIGKILL), "failpoint create.after");
    EXPECT_EXIT(pass("create.after:2", {here, there}), testing::ExitedWithCode(0), "");
    EXPECT_EXIT(pass("", {here}), testing::ExitedWithCode(0), "");
}

TEST(Failpoint, readsNameNumberAndFreeze)
{
    const auto order = parseFailpoint(QStringLiteral("stop.before:3:freeze"));
    ASSERT_TRUE(order);
    EXPECT_EQ(order->name, QStringLiteral("stop.before"));
    EXPECT_EQ(order->passing, 3);
    EXPECT_TRUE(order->freeze);
    EXPECT_TRUE(parseFailpoint(QString())->name.isEmpty());
    for (const char *wrong : {":2", "a:", "a:0", "a:x", "a:1:2", "freeze:freeze:freeze", "a:freeze:1"})
        EXPECT_FALSE(parseFailpoint(QString::fromLatin1(wrong))) << wrong;
}
