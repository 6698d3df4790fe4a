#include "containerspec.h"

#include "containerjson.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <gtest/gtest.h>

namespace hermes::containers {

using namespace Qt::StringLiterals;

namespace {

HostLink link()
{
    HostLink made;
    made.platform = u"platform-1"_s;
    return made;
}

Tenant acme()
{
    Tenant tenant;
    tenant.id = u"0123"_s;
    tenant.name = u"acme"_s;
    tenant.order = u"order-9"_s;
    tenant.generation = 2;
    tenant.nonce = u"abcd"_s;
    tenant.image = u"hermes:1"_s;
    tenant.imageId = u"sha256:77"_s;
    tenant.memoryBytes = 1LL << 30;
    tenant.cpus = 1.5;
    tenant.pids = 512;
    return tenant;
}

docker::ContainerSpec spec(qint64 operation = 5, qint64 epoch = 8)
{
    return tenantSpec(link(), acme(), {8701, 0, 0}, operation, epoch);
}

} // namespace

TEST(ContainerSpecTest, namesAndLabelsAContainerAsOursAlone)
{
    const auto made = spec();
    EXPECT_EQ(made.name, u"hermes-acme"_s);
    const docker::Labels expected{{u"hermes.managed"_s, u"1"_s}, {u"hermes.role"_s, u"tenant"_s},
        {u"hermes.platform"_s, u"platform-1"_s}, {u"hermes.tenant"_s, u"acme"_s}, {u"hermes.tenant_id"_s, u"0123"_s},
        {u"hermes.generation"_s, u"2"_s}, {u"hermes.epoch"_s, u"8"_s}, {u"hermes.op"_s, u"5"_s},
        {u"hermes.order"_s, u"order-9"_s}, {u"hermes.port"_s, u"8701"_s}, {u"hermes.nonce"_s, u"abcd"_s},
        {u"hermes.schema"_s, u"1"_s}, {u"hermes.spec"_s, made.labels.value(u"hermes.spec"_s)}};
    EXPECT_EQ(made.labels, expected);
    EXPECT_EQ(made.image, u"sha256:77"_s) << "the image that was pinned, whatever its name says now";
}

TEST(ContainerSpecTest, hardensTheContainer)
{
    const auto made = spec();
    EXPECT_EQ(made.capDrop, QStringList{u"ALL"_s});
    EXPECT_EQ(
        made.capAdd, (QStringList{u"CHOWN"_s, u"DAC_OVERRIDE"_s, u"FOWNER"_s, u"SETUID"_s, u"SETGID"_s, u"KILL"_s}));
    EXPECT_TRUE(made.noNewPrivileges);
    EXPECT_EQ(made.memoryBytes, 1LL << 30);
    EXPECT_EQ(made.nanoCpus, 1'500'000'000);
    EXPECT_EQ(made.pidsLimit, 512);
    EXPECT_EQ(made.stopTimeoutSeconds, 210);
    EXPECT_EQ(made.restartPolicy, u"unless-stopped"_s);
    EXPECT_EQ(made.network, networkName);
    ASSERT_EQ(made.ports.size(), 1);
    EXPECT_EQ(made.ports.first(), (docker::PublishedPort{9119, 8701, u"127.0.0.1"_s}));
    ASSERT_EQ(made.mounts.size(), 1);
    EXPECT_EQ(made.mounts.first().volume, u"hermes-0123"_s) << "by id: a new tenant of this name never meets it";
    EXPECT_TRUE(made.mounts.first().noCopy);
    EXPECT_FALSE(made.logMaxSize.isEmpty());
}

TEST(ContainerSpecTest, hashesTheBodyWithoutWhatChangesAtEachTry)
{
    const QString hash = spec().labels.value(u"hermes.spec"_s);
    EXPECT_EQ(hash.size(), 64);
    EXPECT_EQ(spec(99, 100).labels.value(u"hermes.spec"_s), hash);
    EXPECT_NE(tenantSpec(link(), acme(), {8702, 0, 0}, 5, 8).labels.value(u"hermes.spec"_s), hash);
    Tenant bigger = acme();
    bigger.memoryBytes *= 2;
    EXPECT_NE(tenantSpec(link(), bigger, {8701, 0, 0}, 5, 8).labels.value(u"hermes.spec"_s), hash);
}

TEST(ContainerSpecTest, showsNoSecretAndNoWeChatId)
{
    const QByteArray body = docker::createBody(spec());
    for (const QByteArray &word : {QByteArray("WEIXIN"), QByteArray("TOKEN"), QByteArray("im.bot"),
             QByteArray("im.wechat"), QByteArray("API_KEY")})
        EXPECT_FALSE(body.contains(word)) << word.toStdString();
    EXPECT_EQ(spec().environment.keys(), QStringList{u"HERMES_DASHBOARD"_s});
}

TEST(ContainerSpecTest, givesAJobTheHomeAndNothingElse)
{
    const auto job = jobSpec(link(), acme(), u"true"_s, {});
    EXPECT_EQ(job.name, u"hermes-acme.job"_s);
    EXPECT_EQ(job.labels.value(u"hermes.role"_s), u"job"_s);
    EXPECT_EQ(job.labels.value(u"hermes.platform"_s), u"platform-1"_s);
    EXPECT_EQ(job.network, u"none"_s);
    EXPECT_EQ(job.restartPolicy, u"no"_s);
    EXPECT_EQ(job.entrypoint, QStringList{u"/bin/sh"_s});
    EXPECT_TRUE(job.ports.isEmpty());
    EXPECT_TRUE(job.environment.isEmpty());
    ASSERT_EQ(job.mounts.size(), 1);
    EXPECT_EQ(job.mounts.first().volume, u"hermes-0123"_s);
    EXPECT_EQ(job.capDrop, QStringList{u"ALL"_s});
    EXPECT_TRUE(job.noNewPrivileges);
    EXPECT_EQ(jobSpec(link(), acme(), u"true"_s, u"a.archive"_s).mounts.last().target, u"/mnt/archive"_s);
}

} // namespace hermes::containers
