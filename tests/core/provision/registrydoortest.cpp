#include "registrydoor.h"
#include "postgresserver.h"
#include "sshserver.h"

#include <QFile>
#include <csignal>
#include <gtest/gtest.h>
#include <thread>

// A registry in a real PostgreSQL behind a real sshd.

using namespace hermes;
using namespace hermes::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

class ViaSsh : public testing::Test {
protected:
    void SetUp() override
    {
        ASSERT_EQ(PostgresServer::shared().problem(), QString());
        ASSERT_TRUE(sshd.start()) << sshd.problem().toStdString();
        options.registryUrl
            = u"%1?via=%2@127.0.0.1:%3"_s.arg(PostgresServer::shared().freshDatabase(), sshd.user()).arg(sshd.port());
        HostAccess access;
        access.hostName = u"door"_s;
        access.address = u"127.0.0.1"_s;
        access.port = sshd.port();
        access.user = sshd.user();
        access.auth = u"key"_s;
        access.identityFile = sshd.clientKey();
        ASSERT_TRUE(store.save(access));
    }
    void trust() const
    {
        QFile file(directory.filePath(u"known_hosts"_s));
        ASSERT_TRUE(file.open(QFile::Append));
        file.write(u"[127.0.0.1]:%1 "_s.arg(sshd.port()).toUtf8() + sshd.hostKeyLine() + '\n');
    }
    [[nodiscard]] Result<RegistryDoor> open() const
    {
        return openRegistry(
            options, store, std::make_shared<ssh::KnownHosts>(directory.filePath(u"known_hosts"_s)), clock, random);
    }

    QTemporaryDir directory;
    SshServer sshd;
    AccessStore store{directory.filePath(u"hosts.json"_s)};
    FleetOptions options;
    SystemClock clock;
    mutable SystemRandom random;
    Actor alice{u"alice"_s, {}};
};

} // namespace

TEST_F(ViaSsh, servesTheRegistryThroughAMachineWhoseKeyIsKnown)
{
    trust();
    const auto door = open();
    ASSERT_TRUE(door) << door.error().text().toStdString();
    Registry &registry = *door->registry;
    const qint64 before = registry.dataVersion().value_or(-1);
    ASSERT_TRUE(registry.beatWorker(u"w"_s, alice));
    EXPECT_EQ(registry.hasLiveWorker(u""_s), true);
    const auto end = std::chrono::steady_clock::now() + 2s;
    while (registry.dataVersion().value_or(before) == before && std::chrono::steady_clock::now() < end)
        std::this_thread::sleep_for(5ms);
    EXPECT_NE(registry.dataVersion().value_or(before), before) << "notifications come through the same door";
    EXPECT_TRUE(sshd.log().contains("userauth-request for user")) << "as the next test looks for";
}

TEST_F(ViaSsh, isRefusedWhereTheMachinesKeyIsNotKnown)
{
    const auto door = open();
    ASSERT_FALSE(door);
    EXPECT_EQ(door.error().kind, ErrorKind::HostKey) << door.error().text().toStdString();
    EXPECT_FALSE(sshd.log().contains("userauth-request for user")) << "nothing is sent to a machine that is not known";
}

TEST_F(ViaSsh, goesOnAfterTheSshSessionWasLost)
{
    trust();
    const auto door = open();
    ASSERT_TRUE(door) << door.error().text().toStdString();
    ASSERT_TRUE(door->registry->beatWorker(u"w"_s, alice));
    sshd.signalSessions(SIGKILL);
    const auto lost = door->registry->beatWorker(u"w"_s, alice);
    if (!lost)
        EXPECT_EQ(lost.error().kind, ErrorKind::Network) << lost.error().text().toStdString();
    const auto end = std::chrono::steady_clock::now() + 20s;
    Status again = lost;
    while (!(again = door->registry->beatWorker(u"w"_s, alice)) && std::chrono::steady_clock::now() < end)
        std::this_thread::sleep_for(100ms);
    EXPECT_TRUE(again) << again.error().text().toStdString();
}
