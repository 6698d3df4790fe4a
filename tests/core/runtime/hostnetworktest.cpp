#include "hostnetwork.h"

#include "containerspec.h"
#include "memoryhostfiles.h"

#include <QHostAddress>
#include <gtest/gtest.h>

namespace hermes::containers {

using namespace Qt::StringLiterals;

namespace {

// As a Debian 12 host with Docker and a VPN shows it.
const QByteArray routes = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n"
                          "eth0\t00000000\t0101A8C0\t0003\t0\t0\t0\t00000000\t0\t0\t0\n"
                          "docker0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0\n"
                          "eth0\t0001A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n"
                          "tun0\t00001DAC\t00000000\t0001\t0\t0\t0\t00FCFFFF\t0\t0\t0\n";

QString text(const Subnet &subnet)
{
    return QHostAddress(subnet.address).toString() + u" mask "_s + QHostAddress(subnet.mask).toString();
}

struct Peer {
    Peer()
    {
        link.platform = u"ours"_s;
        link.host.name = u"ecs-1"_s;
        link.engine = engine;
        link.files = files;
    }
    ManualClock clock;
    std::shared_ptr<test::FakeEngine> engine = std::make_shared<test::FakeEngine>(clock);
    std::shared_ptr<test::MemoryHostFiles> files = std::make_shared<test::MemoryHostFiles>();
    HostLink link;
};

} // namespace

TEST(HostNetworkTest, readsRoutesWithoutTheDefaultOne)
{
    const auto found = parseRoutes(routes);
    ASSERT_EQ(found.size(), 3);
    EXPECT_EQ(text(found.at(0)), u"172.17.0.0 mask 255.255.0.0"_s);
    EXPECT_EQ(text(found.at(1)), u"192.168.1.0 mask 255.255.255.0"_s);
    EXPECT_EQ(text(found.at(2)), u"172.29.0.0 mask 255.255.252.0"_s);
    EXPECT_TRUE(parseRoutes({}).isEmpty());
    EXPECT_TRUE(parseRoutes("Iface\nshort line\n").isEmpty());
}

TEST(HostNetworkTest, readsIPv4ResolversOnly)
{
    const auto found
        = parseResolvers("# made by hand\nnameserver 172.29.8.1\nnameserver ::1\nsearch example\nnameserver\n");
    ASSERT_EQ(found.size(), 1);
    EXPECT_EQ(text(found.first()), u"172.29.8.1 mask 255.255.255.255"_s);
}

TEST(HostNetworkTest, readsACidrOrNothing)
{
    EXPECT_EQ(text(parseCidr(u"10.1.2.3/22"_s).value()), u"10.1.0.0 mask 255.255.252.0"_s);
    for (const QString &wrong :
        {u""_s, u"10.0.0.0"_s, u"10.0.0.0/0"_s, u"10.0.0.0/31"_s, u"10.0.0.0/33"_s, u"fd00::/64"_s, u"junk/22"_s})
        EXPECT_FALSE(parseCidr(wrong)) << wrong.toStdString();
}

TEST(HostNetworkTest, choosesTheFirstFreeBlock)
{
    EXPECT_EQ(freeSubnet({}), u"172.29.0.0/22"_s);
    EXPECT_EQ(freeSubnet(parseRoutes(routes)), u"172.29.4.0/22"_s);
    EXPECT_EQ(freeSubnet(parseRoutes(routes) + parseResolvers("nameserver 172.29.5.1\n")), u"172.29.8.0/22"_s);
    EXPECT_EQ(freeSubnet({*parseCidr(u"172.29.0.0/17"_s)}), u"172.29.128.0/22"_s);
    EXPECT_EQ(freeSubnet({*parseCidr(u"172.16.0.0/12"_s)}), QString());
    EXPECT_EQ(gatewayOf(*parseCidr(u"172.29.4.0/22"_s)), u"172.29.4.1"_s);
}

TEST(HostNetworkTest, makesOneLabelledBridgeOnWhichTenantsDoNotReachEachOther)
{
    const Peer peer;
    peer.files->put(u"/proc/net/route"_s, routes);
    const auto made = ensureNetwork(peer.link, {});
    ASSERT_TRUE(made);
    EXPECT_EQ(made->subnet, u"172.29.4.0/22"_s);
    EXPECT_EQ(made->gateway, u"172.29.4.1"_s);
    const auto network = peer.engine->inspectNetwork(networkName, {}).value();
    EXPECT_EQ(network.options.value(u"com.docker.network.bridge.enable_icc"_s), u"false"_s);
    EXPECT_EQ(network.labels.value(u"hermes.platform"_s), u"ours"_s);
    const auto count = peer.engine->listNetworks({}).value().size();
    EXPECT_EQ(ensureNetwork(peer.link, {})->subnet, made->subnet);
    EXPECT_EQ(peer.engine->listNetworks({}).value().size(), count);
}

TEST(HostNetworkTest, refusesANetworkOfOurNameThatIsNotOurs)
{
    const Peer peer;
    ASSERT_TRUE(peer.engine->createNetwork({networkName, u"10.9.0.0/24"_s, u"10.9.0.1"_s, {}, {}}, {}));
    const auto refused = ensureNetwork(peer.link, {});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::Conflict);
    EXPECT_FALSE(refused.error().hint.isEmpty());
}

TEST(HostNetworkTest, refusesANetworkOfOursThatLetsTenantsReachEachOther)
{
    const Peer peer;
    ASSERT_TRUE(peer.engine->createNetwork(
        {networkName, u"10.9.0.0/24"_s, u"10.9.0.1"_s, {{u"hermes.platform"_s, u"ours"_s}}, {}}, {}));
    EXPECT_FALSE(ensureNetwork(peer.link, {}));
}

TEST(HostNetworkTest, keepsOneWhereTwoProcessesMadeTheNetworkAtOnce)
{
    const auto twice = [](const Peer &peer, const QStringList &users) {
        for (const auto &id : {u"b"_s, u"a"_s, u"c"_s}) {
            docker::NetworkDetails network;
            network.id = id;
            network.name = networkName;
            network.subnet = u"172.29.0.0/22"_s;
            network.gateway = u"gateway of "_s + id;
            network.labels = {{u"hermes.platform"_s, u"ours"_s}};
            network.options = {{u"com.docker.network.bridge.enable_icc"_s, u"false"_s}};
            if (users.contains(id))
                network.containerIds = {u"container"_s};
            peer.engine->addNetwork(network);
        }
        return ensureNetwork(peer.link, {});
    };
    const Peer unused, used, torn;
    EXPECT_EQ(twice(unused, {})->gateway, u"gateway of a"_s);
    EXPECT_EQ(twice(used, {u"b"_s})->gateway, u"gateway of b"_s);
    const auto refused = twice(torn, {u"a"_s, u"b"_s});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::Conflict);
    EXPECT_FALSE(refused.error().hint.isEmpty());
}

TEST(HostNetworkTest, takesTheOperatorsSubnetOnlyIfNothingUsesIt)
{
    Peer peer;
    peer.link.host.bridgeSubnet = u"10.77.0.0/22"_s;
    EXPECT_EQ(ensureNetwork(peer.link, {})->gateway, u"10.77.0.1"_s);
    Peer taken;
    taken.link.host.bridgeSubnet = u"10.0.0.0/22"_s;
    const auto refused = ensureNetwork(taken.link, {});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::Conflict);
    taken.link.host.bridgeSubnet = u"nonsense"_s;
    EXPECT_EQ(ensureNetwork(taken.link, {}).error().kind, ErrorKind::Invalid);
}

} // namespace hermes::containers
