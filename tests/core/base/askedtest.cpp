#include "asked.h"

#include <QThread>
#include <atomic>
#include <gtest/gtest.h>

using namespace hermes;
using namespace std::chrono_literals;

TEST(Asked, answersFromAnotherThread)
{
    auto asked = Asked<QThread *>::ask([] { return QThread::currentThread(); });
    ASSERT_TRUE(asked.valid());
    EXPECT_NE(asked.get(), QThread::currentThread());
    EXPECT_FALSE(asked.valid());
}

TEST(Asked, questionsMayWaitForOtherQuestions)
{
    // Each of them holds its thread until the innermost has answered: none may have to queue.
    std::function<int(int)> deep = [&deep](int left) -> int {
        return left == 0 ? 0 : 1 + Asked<int>::ask([&deep, left] { return deep(left - 1); }).get();
    };
    EXPECT_EQ(deep(100), 100);
}

TEST(Asked, itsEndWaitsForTheAnswer)
{
    std::atomic<bool> answered = false;
    {
        const auto asked = Asked<bool>::ask([&answered] {
            std::this_thread::sleep_for(30ms);
            answered = true;
            return true;
        });
        EXPECT_EQ(asked.wait_for(0ms), std::future_status::timeout);
    }
    EXPECT_TRUE(answered);
    answered = false;
    auto asked = Asked<bool>::ask([&answered] {
        std::this_thread::sleep_for(30ms);
        answered = true;
        return true;
    });
    asked = Asked<bool>::known(false);
    EXPECT_TRUE(answered) << "so does another answer in its place";
    EXPECT_FALSE(asked.get());
}
