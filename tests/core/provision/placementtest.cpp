#include "placement.h"

#include "hostroom.h"

#include <gtest/gtest.h>

namespace hermes {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 placingAt = 1'700'000'000'000;

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
    EXPECT_EQ(choosePlace({load(u"a"_s, 5), load(u"b"_s, 2), load(u"c"_s, 7)}, {}, {}, placingAt).value(), u"id-b"_s);
    EXPECT_EQ(choosePlace({load(u"a"_s, 5, 6), load(u"b"_s, 7)}, {}, {}, placingAt).value(), u"id-b"_s)
        << "capacity bounds it too";
    EXPECT_EQ(choosePlace({load(u"a"_s, 1), load(u"b"_s, 1)}, {}, {}, placingAt).value(), u"id-a"_s)
        << "the first of equals";
}

TEST(PlacementTest, takesTheHostThatTheOperatorNamedOrNone)
{
    EXPECT_EQ(choosePlace({load(u"a"_s, 5), load(u"b"_s, 2)}, u"id-a"_s, {}, placingAt).value(), u"id-a"_s);
    const auto refused = choosePlace({load(u"a"_s, 5, 5), load(u"b"_s, 2)}, u"id-a"_s, {}, placingAt);
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
    const auto refused
        = choosePlace({cordoned, unclaimed, load(u"full"_s, 3, 3), load(u"ports"_s, 10)}, {}, {}, placingAt);
    ASSERT_FALSE(refused);
    for (const auto &why : {u"cordoned: cordoned"_s, u"new: not connected yet"_s, u"full: full: 3 of 3 tenants"_s,
             u"ports: no free port in 8700-8709"_s})
        EXPECT_TRUE(refused.error().detail.contains(why)) << refused.error().detail.toStdString();
    EXPECT_FALSE(refused.error().hint.isEmpty());
    EXPECT_TRUE(whyNotPlaceable(load(u"free"_s, 2), {}, placingAt).isEmpty());
}

TEST(PlacementTest, asksWhatAHostTakes)
{
    HostLoad both = load(u"both"_s, 5);
    both.host.allowPrefab = both.host.allowShared = true;
    for (const Tier tier : {Tier::Prefab, Tier::Shared}) {
        EXPECT_EQ(choosePlace({load(u"a"_s, 1), both}, {}, {tier}, placingAt).value(), u"id-both"_s);
        EXPECT_EQ(whyNotPlaceable(load(u"a"_s, 1), {tier}, placingAt), u"takes no %1 tenants"_s.arg(tierName(tier)));
    }
}

TEST(PlacementTest, countsPortsThatCoolDownAsTaken)
{
    HostLoad cooling = load(u"a"_s, 1, 0, {8700, 8701});
    cooling.portsTaken = 2;
    EXPECT_FALSE(whyNotPlaceable(cooling, {}, placingAt).isEmpty());
}

TEST(PlacementTest, promisesNoMoreMemoryThanTheHostsShare)
{
    constexpr qint64 gibibyte = 1LL << 30;
    HostLoad host = load(u"a"_s, 5);
    host.host.room.memoryBytes = 4 * gibibyte;
    host.host.memoryOvercommit = 150;
    host.memoryPromised = 5 * gibibyte;
    EXPECT_TRUE(whyNotPlaceable(host, {Tier::Container, gibibyte}, placingAt).isEmpty());
    addTo(host, {Tier::Container, gibibyte});
    EXPECT_EQ(whyNotPlaceable(host, {Tier::Container, gibibyte}, placingAt),
        u"memory: 6.0 of its 4.0 GiB (150 %) are promised, this tenant may take 1.0 GiB"_s);
    EXPECT_TRUE(whyNotPlaceable(host, {}, placingAt).isEmpty()) << "a tenant without a limit is not counted";
    host.host.memoryOvercommit = 0;
    EXPECT_TRUE(whyNotPlaceable(host, {Tier::Container, gibibyte}, placingAt).isEmpty());
}

TEST(PlacementTest, goesByWhatIsFreeOnlyWhileThatIsNew)
{
    constexpr qint64 gibibyte = 1LL << 30;
    HostLoad host = load(u"a"_s, 1);
    host.host.room = {16 * gibibyte, gibibyte / 2, 100 * gibibyte, gibibyte / 2, placingAt - 599'000};
    const Need need{Tier::Container, gibibyte};
    EXPECT_EQ(
        whyNotPlaceable(host, need, placingAt), u"memory: 0.5 of 16.0 GiB are free, this tenant may take 1.0 GiB"_s);
    host.host.room.memoryFreeBytes = gibibyte;
    EXPECT_EQ(whyNotPlaceable(host, need, placingAt), u"disk: 0.5 of 100.0 GiB are free, 1.0 GiB are kept"_s);
    EXPECT_TRUE(whyNotPlaceable(host, need, placingAt + 2000).isEmpty()) << "it may be otherwise by now";
    host.host.diskReserveBytes = 0;
    EXPECT_TRUE(whyNotPlaceable(host, need, placingAt).isEmpty());
}

TEST(PlacementTest, prefersTheHostWithMoreMemoryLeft)
{
    constexpr qint64 gibibyte = 1LL << 30;
    HostLoad small = load(u"small"_s, 1, 0, {8700, 9699});
    HostLoad large = load(u"large"_s, 3, 0, {8700, 9699});
    small.host.room.memoryBytes = 4 * gibibyte;
    large.host.room.memoryBytes = 64 * gibibyte;
    EXPECT_EQ(choosePlace({small, large}, {}, {Tier::Container, gibibyte}, placingAt).value(), u"id-large"_s);
    EXPECT_EQ(choosePlace({small, large}, {}, {}, placingAt).value(), u"id-small"_s);
}

TEST(RoomTest, isReadFromWhatTheHostPrints)
{
    const HostRoom room = readRoom("MemTotal:       16384000 kB\nMemAvailable:    8192000 kB\n"
                                   "Filesystem     1024-blocks      Used Available Capacity Mounted on\n"
                                   "/dev/mapper/a-b 263112892  20543264  80000000      21% /srv/with space\n");
    EXPECT_EQ(room.memoryBytes, 16'384'000LL * 1024);
    EXPECT_EQ(room.memoryFreeBytes, 8'192'000LL * 1024);
    EXPECT_EQ(room.diskBytes, 263'112'892LL * 1024);
    EXPECT_EQ(room.diskFreeBytes, 80'000'000LL * 1024);
    // Images and containers are elsewhere than the homes: what is fuller counts.
    const QByteArray large = "/dev/a 263112892 20543264 80000000 21% /srv\n";
    const QByteArray full = "/dev/b 10000 9000 1000 90% /var/lib/docker\n";
    for (const QByteArray &printed : {large + full, full + large}) {
        EXPECT_EQ(readRoom(printed).diskFreeBytes, 1000LL * 1024);
        EXPECT_EQ(readRoom(printed).diskBytes, 10000LL * 1024);
    }
    EXPECT_EQ(readRoom("sh: df: not found\n"), HostRoom());
    EXPECT_EQ(readRoom({}), HostRoom());
}

TEST(PlacementTest, saysThatThereIsNoHost)
{
    const auto refused = choosePlace({}, {}, {}, placingAt);
    ASSERT_FALSE(refused);
    EXPECT_TRUE(refused.error().message.contains(u"no host"_s));
}

TEST(PlacementTest, countsRoomAsItPlaces)
{
    constexpr qint64 gibibyte = 1LL << 30;
    HostLoad host = load(u"a"_s, 4, 16, {8700, 9699});
    const Need need{Tier::Container, gibibyte};
    EXPECT_EQ(roomFor(host, need, placingAt), 12) << "never measured: places alone";
    host.host.room = {4 * gibibyte, 3 * gibibyte, 100 * gibibyte, 50 * gibibyte, placingAt - 1'000};
    host.memoryPromised = 4 * gibibyte;
    EXPECT_EQ(roomFor(host, need, placingAt), 8) << "300 % of 4 GiB, of which 4 are promised";
    host.host.cordoned = true;
    EXPECT_EQ(roomFor(host, need, placingAt), 8) << "a cordon takes no room";
    host.host.room.diskFreeBytes = gibibyte / 2;
    EXPECT_EQ(roomFor(host, need, placingAt), 0) << "the disk is short";
    host.host.room.diskFreeBytes = 50 * gibibyte;
    host.memoryPromised = 20 * gibibyte;
    EXPECT_EQ(roomFor(host, need, placingAt), 0);
}

} // namespace hermes
