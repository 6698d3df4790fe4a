#include "simulation.h"

namespace hermes::test {

using namespace Qt::StringLiterals;

class LifeTest : public SimulationTest { };

TEST_F(LifeTest, provisionsATenantFromARequestToBindWait)
{
    const Tenant made = program->provision(u"acme"_s);

    EXPECT_EQ(made.generation, 1);
    const auto containers = host().tenantContainers(made.id);
    ASSERT_EQ(containers.size(), 1);
    EXPECT_TRUE(containers.first().running);
    EXPECT_EQ(containers.first().summary.name, u"hermes-acme"_s);
    const Ports ports = program->registry->ports(made.id).value();
    EXPECT_EQ(containers.first().configuredPorts.first().hostPort, ports.dashboard);
    EXPECT_EQ(containers.first().configuredPorts.first().hostIp, u"127.0.0.1"_s);
    EXPECT_EQ(steps(made.id), (QStringList{u"place"_s, u"pin-image"_s, u"create"_s, u"write-home"_s, u"start"_s}));
    EXPECT_TRUE(host().files().find(u"~/hermes/tenants/%1.json"_s.arg(made.id)));
}

TEST_F(LifeTest, bindsByReplacingTheContainerWithGenerationTwo)
{
    const Tenant before = program->provision(u"acme"_s);
    const QString oldContainer = host().tenantContainers(before.id).first().summary.id;
    ASSERT_TRUE(program->bind(before.id, u"wx-1"_s));
    ASSERT_TRUE(program->driveTo(before.id, Phase::Ready));

    const Tenant after = tenant(before.id);
    EXPECT_EQ(after.generation, 2);
    const auto containers = host().tenantContainers(before.id);
    ASSERT_EQ(containers.size(), 1);
    EXPECT_NE(containers.first().summary.id, oldContainer);
    EXPECT_EQ(containers.first().summary.labels.value(u"hermes.generation"_s), u"2"_s);
    EXPECT_TRUE(env(before.id).contains("WEIXIN_TOKEN=" + world.wechat.handedOut().last().reveal()));
    EXPECT_EQ(steps(before.id).mid(5),
        (QStringList{u"archive-credentials"_s, u"stop"_s, u"remove"_s, u"create"_s, u"write-home"_s, u"start"_s}));
}

} // namespace hermes::test
