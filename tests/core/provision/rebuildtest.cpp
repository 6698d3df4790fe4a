#include "rebuild.h"

#include "effects.h"

#include <gtest/gtest.h>

using namespace hermes;
using namespace Qt::StringLiterals;

namespace {

Tenant tenant(const QString &id = u"t1"_s, const QString &name = u"acme"_s)
{
    Tenant made;
    made.id = id;
    made.name = name;
    made.subscription = u"sub-1"_s;
    made.order = u"order-1"_s;
    made.planCode = u"dedicated_pro"_s;
    made.generation = 3;
    made.bindEpoch = 2;
    made.image = u"hermes:1"_s;
    made.imageId = u"sha256:1"_s;
    made.memoryBytes = 1 << 30;
    made.cpus = 1.5;
    made.pids = 512;
    made.createdAt = 77;
    return made;
}

QByteArray fileOf(const Tenant &tenant)
{
    Ports ports;
    ports.dashboard = 8701;
    Binding binding;
    binding.userId = u"wx-1"_s;
    return tenantFileContent(tenant, ports, binding);
}

docker::ContainerSummary containerOf(const Tenant &tenant, int generation, const QString &state = u"running"_s)
{
    docker::ContainerSummary made;
    made.id = u"c%1"_s.arg(generation);
    made.state = state;
    made.image = u"hermes:1"_s;
    made.imageId = u"sha256:1"_s;
    made.labels = {{u"hermes.tenant_id"_s, tenant.id}, {u"hermes.tenant"_s, tenant.name},
        {u"hermes.generation"_s, QString::number(generation)}, {u"hermes.nonce"_s, u"n%1"_s.arg(generation)},
        {u"hermes.order"_s, tenant.order}, {u"hermes.port"_s, u"8701"_s}};
    return made;
}

QList<Remembered> remembered(const QMap<QString, QByteArray> &files, const QList<docker::ContainerSummary> &containers,
    const QStringList &unreadable = {})
{
    HostRemains remains;
    remains.host.id = u"h1"_s;
    remains.tenantFiles = files;
    remains.containers = containers;
    remains.fallback.code = u"basic"_s;
    remains.fallback.memoryBytes = 5;
    QStringList left;
    const auto all = rememberTenants(remains, &left);
    EXPECT_EQ(left, unreadable);
    return all;
}

} // namespace

TEST(Rebuild, remembersAllThatTheTenantsFileSays)
{
    const Tenant was = tenant();
    const auto all = remembered({{was.id, fileOf(was)}}, {containerOf(was, 3)});
    ASSERT_EQ(all.size(), 1);
    const Tenant &now = all.first().tenant;
    EXPECT_EQ(now.id, was.id);
    EXPECT_EQ(now.name, was.name);
    EXPECT_EQ(now.subscription, was.subscription);
    EXPECT_EQ(now.order, was.order);
    EXPECT_EQ(now.planCode, was.planCode);
    EXPECT_EQ(now.presence, Presence::Present);
    EXPECT_EQ(now.generation, 3);
    EXPECT_EQ(now.bindEpoch, 2);
    EXPECT_EQ(now.image, was.image);
    EXPECT_EQ(now.imageId, was.imageId);
    EXPECT_EQ(now.memoryBytes, was.memoryBytes);
    EXPECT_EQ(now.cpus, was.cpus);
    EXPECT_EQ(now.pids, was.pids);
    EXPECT_EQ(now.createdAt, was.createdAt);
    EXPECT_EQ(now.hostId, u"h1"_s);
    EXPECT_EQ(now.nonce, u"n3"_s);
    EXPECT_EQ(now.containerId, u"c3"_s);
    EXPECT_EQ(now.homeWrittenFor, u"c3"_s);
    EXPECT_EQ(now.phase, Phase::Starting);
    EXPECT_EQ(all.first().ports.dashboard, 8701);
    EXPECT_EQ(all.first().userId, u"wx-1"_s);
    EXPECT_TRUE(all.first().notes.isEmpty());
}

TEST(Rebuild, keepsStoppedAndDyingTenantsAsTheyAreWanted)
{
    Tenant paused = tenant();
    paused.presence = Presence::Paused;
    Tenant absent = tenant(u"t2"_s, u"bravo"_s);
    absent.presence = Presence::Absent;
    const Tenant fresh = tenant(u"t3"_s, u"charly"_s);
    const auto all = remembered(
        {{u"t1"_s, fileOf(paused)}, {u"t2"_s, fileOf(absent)}, {u"t3"_s, fileOf(fresh)}}, {containerOf(absent, 3)});
    ASSERT_EQ(all.size(), 3);
    EXPECT_EQ(all.at(0).tenant.phase, Phase::Paused);
    EXPECT_EQ(all.at(1).tenant.phase, Phase::Deleting);
    EXPECT_EQ(all.at(2).tenant.phase, Phase::Placed);
    EXPECT_TRUE(all.at(2).tenant.nonce.isEmpty()) << "no generation of its proves itself by an old one";
}

TEST(Rebuild, takesTheNewestContainerAndItsGeneration)
{
    const Tenant was = tenant();
    const auto older = remembered({{was.id, fileOf(was)}}, {containerOf(was, 2)});
    EXPECT_EQ(older.first().tenant.generation, 3);
    EXPECT_TRUE(older.first().tenant.containerId.isEmpty()) << "the loop lets the old one go";
    const auto newer = remembered({{was.id, fileOf(was)}}, {containerOf(was, 2), containerOf(was, 4, u"created"_s)});
    EXPECT_EQ(newer.first().tenant.generation, 4);
    EXPECT_EQ(newer.first().tenant.containerId, u"c4"_s);
    EXPECT_TRUE(newer.first().tenant.homeWrittenFor.isEmpty()) << "its home may not have been written";
    EXPECT_EQ(newer.first().notes.size(), 1);
}

TEST(Rebuild, makesDoWithLabelsAndSaysSo)
{
    const Tenant was = tenant();
    for (const auto &files : {QMap<QString, QByteArray>(), QMap<QString, QByteArray>{{was.id, "{\"id\": 7"}},
             QMap<QString, QByteArray>{{was.id, fileOf(tenant(u"t9"_s))}}}) {
        const auto all = remembered(files, {containerOf(was, 3)});
        ASSERT_EQ(all.size(), 1);
        EXPECT_EQ(all.first().tenant.name, was.name);
        EXPECT_EQ(all.first().tenant.order, was.order);
        EXPECT_EQ(all.first().tenant.planCode, u"basic"_s);
        EXPECT_EQ(all.first().tenant.memoryBytes, 5);
        EXPECT_EQ(all.first().ports.dashboard, 8701);
        EXPECT_EQ(all.first().notes.size(), 1);
    }
}

TEST(Rebuild, namesWhatItCannotRead)
{
    docker::ContainerSummary nameless = containerOf(tenant(u"t5"_s, u"../etc"_s), 1);
    nameless.name = u"hermes-odd"_s;
    EXPECT_TRUE(remembered({{u"t1"_s, "not json"}}, {nameless}, {u"t1"_s, u"hermes-odd"_s}).isEmpty());
}

TEST(Rebuild, findsATenantThatWasOnItsWayWhereItsWholeHomeIs)
{
    const auto told = [](const QString &id, int generation, bool hasHome) {
        HostTold host;
        Remembered found;
        found.tenant = tenant(id);
        found.tenant.generation = generation;
        host.tenants.append(found);
        host.homes = hasHome ? QStringList{id} : QStringList{id + u".g4.incoming"_s};
        return host;
    };
    const HostTold source = told(u"t1"_s, 3, true);
    const HostTold onTheWay = told(u"t1"_s, 4, false);
    const HostTold arrived = told(u"t1"_s, 4, true);
    for (const bool sourceFirst : {true, false}) {
        const auto at = [&](const HostTold &other) {
            const std::vector<HostTold> hosts = sourceFirst ? std::vector{source, other} : std::vector{other, source};
            return placesOf(hosts).value(u"t1"_s) == (sourceFirst ? 0U : 1U) ? u"source"_s : u"aim"_s;
        };
        EXPECT_EQ(at(onTheWay), u"source"_s) << "what arrives is not whole yet";
        EXPECT_EQ(at(arrived), u"aim"_s) << "what was left behind is old";
    }
    EXPECT_EQ(placesOf({HostTold(), source}).value(u"t1"_s), 1U) << "a silent host tells nothing";
}
