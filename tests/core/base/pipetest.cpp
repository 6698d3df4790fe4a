#include "pipe.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace hermes {

TEST(Pipe, bringsEverythingInItsOrderHoweverSlowlyItIsRead)
{
    Pipe pipe(1000);
    std::thread writer([&] {
        for (int i = 0; i < 500; ++i)
            EXPECT_TRUE(pipe.write(QByteArray(100, char('a' + i % 26)), {}));
        pipe.finish();
    });
    QByteArray all;
    while (true) {
        const auto piece = pipe.read({});
        ASSERT_TRUE(piece);
        if (piece->isEmpty())
            break;
        all += *piece;
    }
    writer.join();
    ASSERT_EQ(all.size(), 50'000);
    for (int i = 0; i < 500; ++i)
        ASSERT_EQ(all.mid(i * 100, 100), QByteArray(100, char('a' + i % 26))) << i;
    EXPECT_TRUE(pipe.read({})->isEmpty()) << "the end stays the end";
}

TEST(Pipe, makesTheWriterWaitAndLetsItGoWhenItsTimeIsUpOrItIsCancelled)
{
    Pipe pipe(10);
    ASSERT_TRUE(pipe.write("0123456789", {}));
    const auto late = pipe.write("x", Call::in(std::chrono::milliseconds(20)));
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().kind, ErrorKind::Timeout);
    CancelSource source;
    std::thread canceller([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        source.cancel();
    });
    const auto cancelled = pipe.write("x", {Deadline::never(), source.token()});
    canceller.join();
    ASSERT_FALSE(cancelled);
    EXPECT_EQ(cancelled.error().kind, ErrorKind::Cancelled);
    EXPECT_EQ(*pipe.read({}), "0123456789") << "what did not get in is not in it";
}

TEST(CancelToken, isAskedByWhoeverHoldsWhatItsWakersWaitFor)
{
    CancelSource source;
    std::mutex held;
    std::atomic<bool> isWaking = false;
    const auto registration = source.token().onCancel([&] {
        isWaking = true;
        const std::lock_guard lock(held);
    });
    std::unique_lock lock(held);
    std::thread canceller([&] { source.cancel(); });
    while (!isWaking)
        std::this_thread::yield();
    EXPECT_TRUE(source.token().isCancelled()) << "and does not wait for the wakers, which wait for us";
    lock.unlock();
    canceller.join();
}

TEST(Pipe, tellsBothSidesWhyItBroke)
{
    Pipe pipe(1);
    const Error why{ErrorKind::Remote, QStringLiteral("disk full")};
    ASSERT_TRUE(pipe.write("x", {}));
    std::thread breaker([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        pipe.abort(why);
        pipe.abort({ErrorKind::Network, QStringLiteral("later")});
    });
    const auto written = pipe.write("y", {});
    breaker.join();
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().message, why.message);
    EXPECT_EQ(pipe.read({}).error().message, why.message);
}

} // namespace hermes
