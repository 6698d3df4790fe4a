#include "connection.h"
#include "sshserver.h"

#include <gtest/gtest.h>

using namespace hermes;
using namespace hermes::ssh;
using namespace std::chrono_literals;

TEST(Smoke, runs)
{
    test::SshServer server;
    ASSERT_TRUE(server.start()) << server.problem().toStdString();
    auto known = std::make_shared<KnownHosts>(server.path(QStringLiteral("known")));
    Prompts prompts;
    prompts.trustUnknown = [](const HostKey &) { return true; };
    Connection connection(
        {QStringLiteral("127.0.0.1"), server.port(), server.user(), AuthMethod::Key, server.clientKey()}, known,
        prompts);
    auto status = connection.connect(Call::in(10s));
    ASSERT_TRUE(status) << status.error().text().toStdString() << server.log().toStdString();
    for (int i = 0; i < 5; ++i) {
        auto result = connection.exec({QStringLiteral("echo"), QStringLiteral("it's me")}, {}, Call::in(10s));
        ASSERT_TRUE(result) << result.error().text().toStdString();
        EXPECT_EQ(result->out, "it's me\n");
        EXPECT_EQ(result->exitCode, 0);
    }
}
