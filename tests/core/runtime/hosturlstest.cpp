#include "hosturls.h"

#include <gtest/gtest.h>

using namespace Qt::StringLiterals;

namespace hermes {

TEST(HostUrls, leadToADashboardAsItsHostIsSet)
{
    Host host;
    EXPECT_EQ(dashboardUrl(host, 8700), u"http://127.0.0.1:8700"_s);
    host.urlFrom = u"gateway"_s;
    EXPECT_EQ(dashboardUrl(host, 8700), QString()) << "there is no network yet";
    host.gateway = u"172.29.0.1"_s;
    EXPECT_EQ(dashboardUrl(host, 8700), u"http://172.29.0.1:8700"_s);
    host.urlFrom = u"[fd00::1]"_s;
    EXPECT_EQ(dashboardUrl(host, 8700), u"http://[fd00::1]:8700"_s);
    host.urlFrom = u"https://agents.example.com"_s;
    EXPECT_EQ(dashboardUrl(host, 8700), u"https://agents.example.com:8700"_s);
    EXPECT_EQ(dashboardUrl(host, 0), QString()) << "no port yet";
}

TEST(HostUrls, leadToTheMcpServerAsAnAgentReachesIt)
{
    Host host;
    EXPECT_EQ(mcpUrl(host, Tier::Container), QString());
    EXPECT_EQ(mcpUrl(host, Tier::Prefab), u"http://127.0.0.1:9100/mcp"_s);
    host.gateway = u"172.29.0.1"_s;
    EXPECT_EQ(mcpUrl(host, Tier::Container), u"http://172.29.0.1:9100/mcp"_s);
}

} // namespace hermes
