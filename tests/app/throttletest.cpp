#include "throttle.h"

#include <QElapsedTimer>
#include <QTest>
#include <atomic>
#include <gtest/gtest.h>
#include <thread>

using namespace hermes::desktop;
using namespace std::chrono_literals;

TEST(Throttle, doesTheFirstAtOnceAndWhatIsAskedMeanwhileOnceAfterwards)
{
    std::atomic<int> asked = 0;
    std::atomic<int> seen = 0;
    std::atomic<int> done = 0;
    Throttle throttle(300ms, [&] {
        seen = asked.load();
        ++done;
    });
    QElapsedTimer timer;
    timer.start();
    ++asked;
    throttle.ask();
    EXPECT_EQ(done, 1) << "at once";
    std::thread other([&] {
        for (int i = 0; i < 100; ++i) {
            ++asked;
            throttle.ask();
        }
    });
    other.join();
    EXPECT_EQ(done, 1);
    EXPECT_TRUE(QTest::qWaitFor([&] { return seen == 101; }, 5'000)) << "the last one is not lost";
    EXPECT_GE(timer.elapsed(), 300);
    EXPECT_EQ(done, 2);
    QTest::qWait(700);
    EXPECT_EQ(done, 2) << "nothing more was asked for";
    throttle.ask();
    EXPECT_EQ(done, 3);
    throttle.setEvery(0ms);
    throttle.ask();
    EXPECT_EQ(done, 4);
}
