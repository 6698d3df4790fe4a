#include "instancewish.h"

#include <gtest/gtest.h>

namespace hermes {

using namespace Qt::StringLiterals;
using payments::InstanceWish;
using payments::PlatformMap;

namespace {

Tenant in(Phase phase, Presence presence = Presence::Present)
{
    Tenant tenant;
    tenant.name = u"acme"_s;
    tenant.phase = phase;
    tenant.presence = presence;
    return tenant;
}

} // namespace

TEST(InstanceWish, saysWhereATenantIsAndHowInThePlatformsWords)
{
    const auto map = PlatformMap::fromJson(R"({"writeBack": true, "states": {"instance":
        {"PROVISIONING": "PENDING", "READY": "ACTIVE", "FAILED": "ERROR", "GONE": "DELETED"}}})");
    ASSERT_TRUE(map);
    EXPECT_TRUE(map->writeBack);
    Host host;
    host.urlFrom = u"gateway"_s;
    Ports ports;
    ports.dashboard = 8700;
    EXPECT_EQ(
        instanceWish(*map, in(Phase::Requested), {}, nullptr), (InstanceWish{{}, u"hermes-acme"_s, {}, u"PENDING"_s}));
    EXPECT_EQ(
        instanceWish(*map, in(Phase::BindWait), ports, &host), (InstanceWish{{}, u"hermes-acme"_s, {}, u"PENDING"_s}))
        << "no address while there is no gateway";
    host.gateway = u"172.29.0.1"_s;
    const InstanceWish ready{u"http://172.29.0.1:8700"_s, u"hermes-acme"_s, 8700, u"ACTIVE"_s};
    EXPECT_EQ(instanceWish(*map, in(Phase::Ready), ports, &host), ready);
    EXPECT_EQ(instanceWish(*map, in(Phase::Degraded), ports, &host), ready);
    EXPECT_EQ(instanceWish(*map, in(Phase::Blocked), ports, &host).status, u"ERROR"_s);
    EXPECT_EQ(instanceWish(*map, in(Phase::Unknown), ports, &host).status, std::nullopt) << "nobody knows";
    EXPECT_EQ(instanceWish(*map, in(Phase::Paused, Presence::Paused), ports, &host).status, std::nullopt)
        << "the platform has no word for that";
    EXPECT_EQ(
        instanceWish(*map, in(Phase::Gone, Presence::Absent), {}, nullptr), (InstanceWish{u""_s, {}, 0, u"DELETED"_s}))
        << "nobody is led to whoever has that port next";
    Tenant prefab = in(Phase::Ready);
    prefab.tier = Tier::Prefab;
    EXPECT_EQ(instanceWish(PlatformMap::standard(), prefab, ports, &host),
        (InstanceWish{u"http://172.29.0.1:8700"_s, u"acme"_s, 8700, {}}))
        << "no words, no status";
}

TEST(InstanceWish, aWordForWhatIsNoStateIsAnError)
{
    const auto map = PlatformMap::fromJson(R"({"states": {"instance": {"DONE": "X"}}})");
    ASSERT_FALSE(map);
    EXPECT_TRUE(map.error().message.contains(u"states.instance.DONE"_s));
    EXPECT_FALSE(PlatformMap::fromJson(R"({"writeBack": "yes"})"));
    EXPECT_FALSE(PlatformMap::standard().writeBack) << "only where it is asked for";
}

} // namespace hermes
