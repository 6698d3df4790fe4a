#include "duetimes.h"

#include <gtest/gtest.h>

using namespace hermes;
using namespace Qt::StringLiterals;

TEST(DueTimes, takesWhatIsDueInTheOrderOfTime)
{
    DueTimes times;
    times.set(u"late"_s, 300);
    times.set(u"soon"_s, 100);
    times.set(u"next"_s, 200);
    EXPECT_EQ(times.first(), 100);
    EXPECT_FALSE(times.take(99));
    EXPECT_EQ(times.take(250), u"soon"_s);
    EXPECT_EQ(times.take(250), u"next"_s);
    EXPECT_FALSE(times.take(250));
    EXPECT_EQ(times.first(), 300);
}

TEST(DueTimes, knowsOneTimePerTenant)
{
    DueTimes times;
    times.set(u"a"_s, 500);
    times.set(u"a"_s, 0);
    EXPECT_EQ(times.take(0), u"a"_s);
    EXPECT_FALSE(times.first());
    EXPECT_FALSE(times.take(1'000));
}
