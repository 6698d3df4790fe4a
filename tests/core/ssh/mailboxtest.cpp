#include "sshmailbox.h"

#include <gtest/gtest.h>
#include <thread>

using namespace hermes::ssh;
using namespace std::chrono_literals;
using Steady = std::chrono::steady_clock;

namespace {

Steady::duration sleptOf(Mailbox &mailbox, std::chrono::milliseconds most)
{
    const auto from = Steady::now();
    platform::Watched none;
    mailbox.sleep(none, most);
    return Steady::now() - from;
}

} // namespace

TEST(Mailbox, sleepsWhereThereIsNothing)
{
    Mailbox mailbox;
    EXPECT_GE(sleptOf(mailbox, 50ms), 50ms);
}

TEST(Mailbox, aWakeBetweenTwoLooksIsNotLostByTheSecond)
{
    // The thread has seen that it is open, is closed, looks for posts, and goes to sleep.
    Mailbox mailbox;
    EXPECT_FALSE(mailbox.isClosed());
    mailbox.close();
    EXPECT_TRUE(mailbox.take().empty());
    EXPECT_LT(sleptOf(mailbox, 10s), 5s);
    EXPECT_GE(sleptOf(mailbox, 50ms), 50ms) << "once";
}

TEST(Mailbox, wakesWhoSleeps)
{
    Mailbox mailbox;
    std::jthread later([&mailbox] {
        std::this_thread::sleep_for(50ms);
        mailbox.wake();
    });
    EXPECT_LT(sleptOf(mailbox, 10s), 5s);
    EXPECT_GE(sleptOf(mailbox, 50ms), 50ms) << "and not again";
}
