#include "placement.h"

#include <gtest/gtest.h>

namespace hermes {

using namespace Qt::StringLiterals;

namespace {

HostLoad load(const QString &name, int tenants, int capacity = 0, PortRange ports = {8700, 8709})
{
    HostLoad made;
    made.host.id = u"id-"_s + name;
    made.host.name = name;
    made.host.claimNumber = 1;
    made.host.capacity = capacity;
    made.host.ports = ports;
    made.tenants = tenants;
    made.portsTaken = tenants;
    return made;
}

} // namespace

TEST(PlacementTest, choosesTheHostWithTheMostRoom)
{
    EXPECT_EQ(choosePlace({load(u"a"_s, 5), load(u"b"_s, 2), load(u"c"_s, 7)}, {}).value(), u"id-b"_s);
    EXPECT_EQ(choosePlace({load(u"a"_s, 5, 6), load(u"b"_s, 7)}, {}).value(), u"id-b"_s) << "capacity bounds it too";
    EXPECT_EQ(choosePlace({load(u"a"_s, 1), load(u"b"_s, 1)}, {}).value(), u"id-a"_s) << "the first of equals";
}

TEST(PlacementTest, takesTheHostThatTheOperatorNamedOrNone)
{
    EXPECT_EQ(choosePlace({load(u"a"_s, 5), load(u"b"_s, 2)}, u"id-a"_s).value(), u"id-a"_s);
    const auto refused = choosePlace({load(u"a"_s, 5, 5), load(u"b"_s, 2)}, u"id-a"_s);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::Conflict);
    EXPECT_TRUE(refused.error().detail.contains(u"a: full: 5 of 5"_s));
    EXPECT_FALSE(refused.error().detail.contains(u"b:"_s));
}

TEST(PlacementTest, saysForEachHostWhyItCannotTakeOne)
{
    HostLoad cordoned = load(u"cordoned"_s, 0);
    cordoned.host.cordoned = true;
    HostLoad unclaimed = load(u"new"_s, 0);
    unclaimed.host.claimNumber = 0;
    const auto refused = choosePlace({cordoned, unclaimed, load(u"full"_s, 3, 3), load(u"ports"_s, 10)}, {});
    ASSERT_FALSE(refused);
    for (const auto &why : {u"cordoned: cordoned"_s, u"new: not connected yet"_s, u"full: full: 3 of 3 tenants"_s,
             u"ports: no free port in 8700-8709"_s})
        EXPECT_TRUE(refused.error().detail.contains(why)) << refused.error().detail.toStdString();
    EXPECT_FALSE(refused.error().hint.isEmpty());
    EXPECT_TRUE(whyNotPlaceable(load(u"free"_s, 2)).isEmpty());
}

TEST(PlacementTest, asksWhatAHostTakes)
{
    HostLoad both = load(u"both"_s, 5);
    both.host.allowPrefab = both.host.allowShared = true;
    for (const Tier tier : {Tier::Prefab, Tier::Shared}) {
        EXPECT_EQ(choosePlace({load(u"a"_s, 1), both}, {}, tier).value(), u"id-both"_s);
        EXPECT_EQ(whyNotPlaceable(load(u"a"_s, 1), tier), u"takes no %1 tenants"_s.arg(tierName(tier)));
    }
}

TEST(PlacementTest, countsPortsThatCoolDownAsTaken)
{
    HostLoad cooling = load(u"a"_s, 1, 0, {8700, 8701});
    cooling.portsTaken = 2;
    EXPECT_FALSE(whyNotPlaceable(cooling).isEmpty());
}

TEST(PlacementTest, saysThatThereIsNoHost)
{
    const auto refused = choosePlace({}, {});
    ASSERT_FALSE(refused);
    EXPECT_TRUE(refused.error().message.contains(u"no host"_s));
}

} // namespace hermes
