#include "environment.h"

#include <QTemporaryFile>
#include <gtest/gtest.h>

using namespace hermes;
using namespace hermes::cli;

namespace {

QProcessEnvironment variables(std::initializer_list<std::pair<const char *, const char *>> all)
{
    QProcessEnvironment made;
    for (const auto &[name, value] : all)
        made.insert(QString::fromLatin1(name), QString::fromLatin1(value));
    return made;
}

} // namespace

TEST(Environment, hasTheDefaultsOfTheContract)
{
    const auto options = fleetOptions(readEnvironment(QProcessEnvironment()), {}, {});
    ASSERT_TRUE(options);
    EXPECT_EQ(options->ilink.baseUrl, QStringLiteral("https://ilinkai.weixin.qq.com"));
    EXPECT_EQ(options->image, QStringLiteral("nousresearch/hermes-agent:0.13.0"));
    EXPECT_EQ(options->portCoolDownMs, 600'000);
    EXPECT_EQ(options->dataDir, defaultDataDir());
    EXPECT_TRUE(options->registryUrl.isEmpty());
    EXPECT_TRUE(options->actor.name.contains(QLatin1Char('@')));
    EXPECT_FALSE(options->actor.name.startsWith(QStringLiteral("unknown")));
}

TEST(Environment, isOverriddenByOptions)
{
    const Environment environment
        = readEnvironment(variables({{"HERMES_ADMIN_HOME", "/a"}, {"HERMES_ADMIN_REGISTRY", "sqlite:/a/r"}}));
    const auto plain = fleetOptions(environment, {}, {});
    const auto given = fleetOptions(environment, QStringLiteral("/b"), QStringLiteral("sqlite:/b/r"));
    ASSERT_TRUE(plain && given);
    EXPECT_TRUE(plain->dataDir.endsWith(QStringLiteral("/a")));
    EXPECT_EQ(plain->registryUrl, QStringLiteral("sqlite:/a/r"));
    EXPECT_TRUE(given->dataDir.endsWith(QStringLiteral("/b")));
    EXPECT_EQ(given->registryUrl, QStringLiteral("sqlite:/b/r"));
}

TEST(Environment, hasWhatItLeavesOpenFromTheFileThatItNames)
{
    QTemporaryFile file;
    ASSERT_TRUE(file.open());
    file.write("# of this machine\nHERMES_ADMIN_REGISTRY=postgresql://ops@db/fleet?via=a&passfile=/p\n"
               "HERMES_ADMIN_IMAGE=x:1\nPATH=/tmp\n");
    file.close();
    const Environment environment
        = readEnvironment(variables({{"HERMES_ADMIN_ENVIRONMENT", file.fileName().toLatin1().constData()},
            {"HERMES_ADMIN_IMAGE", "y:2"}, {"HERMES_ADMIN_REGISTRY", ""}}));
    EXPECT_EQ(environment.registryUrl, QStringLiteral("postgresql://ops@db/fleet?via=a&passfile=/p"));
    EXPECT_EQ(environment.image, QStringLiteral("y:2")) << "who says it now counts";
    EXPECT_TRUE(readEnvironment(variables({{"HERMES_ADMIN_ENVIRONMENT", "/no/such"}})).registryUrl.isEmpty());
    const auto unread = fleetOptions(readEnvironment(variables({{"HERMES_ADMIN_ENVIRONMENT", "/"}})), {}, {});
    ASSERT_FALSE(unread) << "without its registry another one would be made";
    EXPECT_TRUE(unread.error().message.contains(QStringLiteral("HERMES_ADMIN_ENVIRONMENT")));
}

TEST(Environment, handsTheSettingsOfATestOn)
{
    QTemporaryFile ca;
    ASSERT_TRUE(ca.open());
    Environment environment
        = readEnvironment(variables({{"HERMES_ADMIN_ILINK_URL", "http://127.0.0.1:9"}, {"HERMES_ADMIN_IMAGE", "x:1"},
            {"HERMES_ADMIN_PORT_COOL_DOWN", "7"}, {"HERMES_ADMIN_FAILPOINT", "create.after:2"}}));
    environment.ilinkCa = ca.fileName();
    const auto options = fleetOptions(environment, {}, {});
    ASSERT_TRUE(options);
    EXPECT_EQ(options->ilink.baseUrl, QStringLiteral("http://127.0.0.1:9"));
    EXPECT_EQ(options->ilink.caFile, ca.fileName());
    EXPECT_EQ(options->image, QStringLiteral("x:1"));
    EXPECT_EQ(options->portCoolDownMs, 7'000);
}

TEST(Environment, refusesSettingsThatCannotWorkAndNamesTheVariable)
{
    for (const char *url : {"ilink", "ftp://h", "https://"}) {
        const auto options = fleetOptions(readEnvironment(variables({{"HERMES_ADMIN_ILINK_URL", url}})), {}, {});
        ASSERT_FALSE(options) << url;
        EXPECT_EQ(options.error().kind, ErrorKind::Invalid);
        EXPECT_TRUE(options.error().message.contains(QStringLiteral("HERMES_ADMIN_ILINK_URL")));
    }
    const auto ca = fleetOptions(readEnvironment(variables({{"HERMES_ADMIN_ILINK_CA", "/no/such"}})), {}, {});
    ASSERT_FALSE(ca);
    EXPECT_TRUE(ca.error().message.contains(QStringLiteral("HERMES_ADMIN_ILINK_CA")));
    for (const char *seconds : {"soon", "-1", "86401", "1.5"}) {
        const auto options
            = fleetOptions(readEnvironment(variables({{"HERMES_ADMIN_PORT_COOL_DOWN", seconds}})), {}, {});
        ASSERT_FALSE(options) << seconds;
        EXPECT_EQ(options.error().kind, ErrorKind::Invalid);
        EXPECT_TRUE(options.error().message.contains(QStringLiteral("HERMES_ADMIN_PORT_COOL_DOWN")));
    }
    for (const char *point : {"nonsense", "create.after:0", "create.after:x", ":freeze"}) {
        const auto options = fleetOptions(readEnvironment(variables({{"HERMES_ADMIN_FAILPOINT", point}})), {}, {});
        ASSERT_FALSE(options) << point;
        EXPECT_EQ(options.error().kind, ErrorKind::Invalid);
        EXPECT_TRUE(options.error().hint.contains(QStringLiteral("credentials.before"))) << point;
    }
    const auto registry
        = fleetOptions(readEnvironment(variables({{"HERMES_ADMIN_REGISTRY", "postgresql://u:hunter2@h/d"}})), {}, {});
    ASSERT_FALSE(registry);
    EXPECT_EQ(registry.error().kind, ErrorKind::Invalid);
}
