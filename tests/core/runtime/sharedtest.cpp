#include "sharedlog.h"
#include "sharedscript.h"

#include "containerspec.h"

#include <QProcess>
#include <gtest/gtest.h>

using namespace hermes;
using namespace Qt::StringLiterals;

TEST(Shared, SaysWhatWasFoundOfEachGateway)
{
    const auto gateways
        = shared::parseGateways("c1 running 137 1795772874 0 hermes-acme {\"hermes.tenant_id\":\"t1\",\"x\":\"a b\"}\n"
                                "error c2 listen tcp4 127.0.0.1:8700: bind: address already in use\n"
                                "c3 exited 1 1795772000 1795772060 hermes-late {}\nend\n");
    ASSERT_TRUE(gateways) << gateways.error().text().toStdString();
    ASSERT_EQ(gateways->size(), 3);
    const auto &first = gateways->first();
    EXPECT_TRUE(first.runs());
    EXPECT_EQ(first.startedAt.toSecsSinceEpoch(), 1795772875) << "rounded up: a file of the same second may be older";
    EXPECT_EQ(first.labels.value(u"hermes.tenant_id"_s), u"t1"_s);
    EXPECT_EQ(first.labels.value(u"x"_s), u"a b"_s);
    const auto &second = gateways->at(1);
    EXPECT_EQ(second.state, u"created"_s);
    EXPECT_FALSE(second.runs());
    EXPECT_TRUE(docker::isPortConflict({ErrorKind::Remote, {}, second.error, {}}));
    const auto &third = gateways->last();
    EXPECT_FALSE(third.runs());
    EXPECT_EQ(third.exitCode, 1);
    EXPECT_EQ(third.finishedAt.toSecsSinceEpoch(), 1795772060);
}

TEST(Shared, TakesNoListThatIsNotWhole)
{
    EXPECT_TRUE(shared::parseGateways("end\n")->isEmpty());
    for (const QByteArray text : {"", "c1 running 0 1 0 hermes-acme {}\n", "c1 running 0\nend\n"}) {
        const auto gateways = shared::parseGateways(text);
        ASSERT_FALSE(gateways) << text.toStdString();
        EXPECT_EQ(gateways.error().kind, ErrorKind::Remote);
    }
}

TEST(Shared, MeansTheTenantsProfileWhereOptDataIsSaid)
{
    EXPECT_EQ(shared::meantFor(u"t1"_s,
                  {u"cat"_s, u"/opt/data"_s, u"/opt/data/.env"_s, u"/opt/database"_s, u"/opt/data/profiles/t1/x"_s,
                      u"a /opt/data"_s}),
        (QStringList{u"cat"_s, u"/opt/data/profiles/t1"_s, u"/opt/data/profiles/t1/.env"_s, u"/opt/database"_s,
            u"/opt/data/profiles/t1/x"_s, u"a /opt/data"_s}));
}

TEST(Shared, TellsTheLinesOfOneTenantOnceEach)
{
    const QByteArray first = "2026-11-27T10:00:00.100000000Z 0123456789ab said, by 0123456789ab";
    const QByteArray second = "2026-11-27T10:00:01.000000000Z 0123456789ab again";
    const QByteArray other = "2026-11-27T10:00:00.500000000Z fedcba987654 0123456789ab said";
    shared::LogLines lines(u"0123456789abcdef"_s, false);
    EXPECT_EQ(lines.take(first), "said, by 0123456789ab");
    EXPECT_FALSE(lines.take(other)) << "another's, whatever it says";
    EXPECT_FALSE(lines.take("no time"));
    lines.setTold();
    EXPECT_FALSE(lines.take(first));
    EXPECT_EQ(lines.take(second), "again");
    EXPECT_EQ(shared::LogLines(u"0123456789abcdef"_s, true).take(second), "2026-11-27T10:00:01.000000000Z again");
}

TEST(Shared, SpeaksPosixShell)
{
    using shared::Verb;
    QList<QStringList> scripts{shared::keeper()};
    for (const Verb verb : {Verb::List, Verb::Start, Verb::Stop, Verb::Pause, Verb::Unpause, Verb::Forget, Verb::Exec})
        scripts.append(shared::script(verb).mid(1));
    for (const auto &script : std::as_const(scripts)) {
        QProcess sh;
        sh.start(u"/bin/sh"_s, {u"-n"_s, u"-c"_s, script.at(1)});
        ASSERT_TRUE(sh.waitForFinished());
        EXPECT_EQ(sh.exitCode(), 0) << sh.readAllStandardError().toStdString();
    }
}

TEST(Shared, ACardStartsNoGatewayAndMeetsNoContainerOfTheTenant)
{
    HostLink link;
    link.platform = u"p1"_s;
    Tenant tenant;
    tenant.id = u"t1"_s;
    tenant.name = u"acme"_s;
    tenant.tier = Tier::Shared;
    Ports ports;
    ports.dashboard = 8701;
    const auto card = containers::tenantSpec(link, tenant, ports, 1, 1);
    EXPECT_FALSE(card.entrypoint.isEmpty());
    EXPECT_EQ(card.restartPolicy, u"no"_s);
    EXPECT_EQ(card.labels.value(u"hermes.tier"_s), u"shared"_s);
    const auto job
        = containers::jobSpec(link, tenant, u"true"_s, containers::archiveVolumeName(tenant.id, tenant.tier));
    tenant.tier = Tier::Container;
    const auto own
        = containers::jobSpec(link, tenant, u"true"_s, containers::archiveVolumeName(tenant.id, tenant.tier));
    EXPECT_NE(job.name, own.name);
    EXPECT_NE(job.mounts.first().volume, own.mounts.first().volume);
    EXPECT_NE(job.mounts.last().volume, own.mounts.last().volume);
}
