#include "arguments.h"

#include <gtest/gtest.h>

using namespace hermes;
using namespace hermes::cli;

namespace {

QString q(const char *text)
{
    return QString::fromUtf8(text);
}

template <class T> bool isInvalid(const Result<T> &result)
{
    return !result && result.error().kind == ErrorKind::Invalid && !result.error().message.isEmpty();
}

} // namespace

TEST(Arguments, readsEveryFormOfAnSshAddress)
{
    struct Row {
        const char *text, *user, *host;
        int port;
    };
    for (const Row &row : {Row{"ecs-1", "", "ecs-1", 22}, {"ops@ecs-1", "ops", "ecs-1", 22},
             {"ops@10.0.0.1:2222", "ops", "10.0.0.1", 2222}, {"[::1]:22", "", "::1", 22},
             {"ops@[2001:db8::1]:2200", "ops", "2001:db8::1", 2200}, {"ops@[fe80::1%eth0]", "ops", "fe80::1%eth0", 22},
             {"a.b@c@ecs-1.example.com:65535", "a.b@c", "ecs-1.example.com", 65535}}) {
        const auto address = parseSshAddress(q(row.text));
        ASSERT_TRUE(address) << row.text << ": " << address.error().text().toStdString();
        EXPECT_EQ(address->user, q(row.user)) << row.text;
        EXPECT_EQ(address->host, q(row.host)) << row.text;
        EXPECT_EQ(address->port, row.port) << row.text;
    }
}

TEST(Arguments, refusesWhatIsNoSshAddressAndSaysHowToWriteOne)
{
    for (const char *text : {"", "@host", "ops@", "host:", "host:0", "host:65536", "host:22x", "host:+22", "host: 22",
             "::1", "ops@::1:22", "[::1", "[::1]:", "[::1]22", "[nonsense]:22", "-oProxyCommand=x", "ops@-host", "a b",
             "ops@a;b", "$(id)@host", "-l@host", "[]:22"}) {
        const auto address = parseSshAddress(q(text));
        EXPECT_TRUE(isInvalid(address)) << text;
        if (!address) {
            EXPECT_TRUE(address.error().hint.contains(q("[USER@]HOST[:PORT]"))) << text;
        }
    }
}

TEST(Arguments, readsAPortRangeOnlyIfItIsOne)
{
    const auto range = parsePortRange(q("8700-9699"));
    ASSERT_TRUE(range);
    EXPECT_EQ(range->first, 8700);
    EXPECT_EQ(range->last, 9699);
    for (const char *text : {"", "8700", "9699-8700", "80-90", "8700-65536", "a-b", "8700-9699-1", "-8700"})
        EXPECT_TRUE(isInvalid(parsePortRange(q(text)))) << text;
}

TEST(Arguments, takesSecretsOnlyByReference)
{
    const auto file = parseSecretArgument(q("OPENAI_API_KEY=@/tmp/key=1"));
    ASSERT_TRUE(file);
    EXPECT_EQ(file->key, q("OPENAI_API_KEY"));
    EXPECT_EQ(file->file, q("/tmp/key=1"));
    const auto input = parseSecretArgument(q("KEY=-"));
    ASSERT_TRUE(input);
    EXPECT_TRUE(input->file.isEmpty());
    for (const char *text : {"KEY", "KEY=", "KEY=@", "=@f", "key=@f", "A B=@f", "1A=@f", "KEY=-x"})
        EXPECT_TRUE(isInvalid(parseSecretArgument(q(text)))) << text;
}

TEST(Arguments, refusesAValueOnTheCommandLineWithoutRepeatingIt)
{
    const auto argument = parseSecretArgument(q("OPENAI_API_KEY=sk-hunter2"));
    ASSERT_TRUE(isInvalid(argument));
    EXPECT_FALSE(argument.error().text().contains(q("hunter2")));
    EXPECT_TRUE(argument.error().hint.contains(q("@FILE")));
}

TEST(Arguments, keepsASecretThatEnvCanHoldAndDropsItsLineBreak)
{
    for (const char *bytes : {"abc", "abc\n", "abc\r\n"}) {
        const auto secret = checkSecretValue(q("KEY"), bytes);
        ASSERT_TRUE(secret);
        EXPECT_EQ(secret->reveal(), "abc");
    }
    for (const char *bytes : {"", "\n", "a\nb", "a\n\n", "schl\xc3\xbcssel", "a${B}", "a\tb"}) {
        const auto secret = checkSecretValue(q("KEY"), bytes);
        EXPECT_TRUE(isInvalid(secret)) << bytes;
    }
}

TEST(Arguments, knowsATenantNameFromAnythingElse)
{
    for (const char *name : {"a", "0", "alice", "alice-2_b", "list"})
        EXPECT_TRUE(checkTenantName(q(name))) << name;
    EXPECT_TRUE(checkTenantName(QString(63, QLatin1Char('a'))));
    for (const char *name :
        {"", "-a", "_a", "Alice", "a b", "a;rm -rf", "$(id)", "a/b", "../a", "a.b", "爱丽丝", "default", "a\n"})
        EXPECT_TRUE(isInvalid(checkTenantName(q(name)))) << name;
    EXPECT_TRUE(isInvalid(checkTenantName(QString(64, QLatin1Char('a')))));
}

TEST(Arguments, saysALongOrUnprintableNameShortAndClean)
{
    const auto status = checkTenantName(QString(300, QLatin1Char('a')) + QChar(0x1b));
    ASSERT_FALSE(status);
    EXPECT_LT(status.error().message.size(), 100);
    const auto escape = checkTenantName(q("a\x1b[31mb"));
    ASSERT_FALSE(escape);
    EXPECT_FALSE(escape.error().message.contains(QChar(0x1b)));
}

TEST(Arguments, knowsAFingerprintASubnetAndAUuid)
{
    EXPECT_TRUE(checkFingerprint(q("SHA256:lcaVyW90k4YIBxVd5ZwJa5lM7WMNpsPTQveOXhMSzgc")));
    EXPECT_FALSE(checkFingerprint(q("lcaVyW90k4YIBxVd5ZwJa5lM7WMNpsPTQveOXhMSzgc")));
    EXPECT_FALSE(checkFingerprint(q("MD5:00:11")));
    EXPECT_TRUE(checkCidr(q("172.29.4.0/22")));
    for (const char *text : {"172.29.4.0", "172.29.4.0/33", "172.29.4.0/2", "256.0.0.0/8", "fd00::/64"})
        EXPECT_FALSE(checkCidr(q(text))) << text;
    EXPECT_TRUE(checkUuid(q("5b1ab5a6-92a5-4e1c-8d4b-0c7f6a8f3b11")));
    EXPECT_FALSE(checkUuid(q("5b1ab5a6")));
}

TEST(Arguments, refusesAPasswordInARegistryUrlInEveryPlaceAndNeverRepeatsIt)
{
    for (const char *url : {"postgresql://u:hunter2@h/db", "postgres://u:hunter2@h:5432/db",
             "postgresql://h/db?password=hunter2", "postgresql://u:hunter2 %@h/db", "postgresql://u:hunter2@[::1/db"}) {
        const auto status = checkRegistryUrl(q(url));
        ASSERT_TRUE(isInvalid(status)) << url;
        EXPECT_FALSE(status.error().text().contains(q("hunter2"))) << url;
    }
    for (const char *url :
        {"", "sqlite:/tmp/x.db", "postgresql://u@h/db", "postgresql://h:5432/db?via=u@j:22&passfile=/f"})
        EXPECT_TRUE(checkRegistryUrl(q(url))) << url;
    EXPECT_TRUE(isInvalid(checkRegistryUrl(q("mysql://h/db"))));
}

TEST(Arguments, servesAllTiers)
{
    EXPECT_EQ(parseTier(q("container")).value_or(Tier::Shared), Tier::Container);
    EXPECT_EQ(parseTier(q("prefab")).value_or(Tier::Shared), Tier::Prefab);
    EXPECT_EQ(*parseTier(q("shared")), Tier::Shared);
    EXPECT_TRUE(isInvalid(parseTier(q("gold"))));
}

TEST(Arguments, readsAPhaseInEitherCase)
{
    EXPECT_EQ(parsePhase(q("bind_wait")).value_or(Phase::Gone), Phase::BindWait);
    EXPECT_EQ(parsePhase(q("UNKNOWN")).value_or(Phase::Gone), Phase::Unknown);
    const auto none = parsePhase(q("happy"));
    ASSERT_TRUE(isInvalid(none));
    EXPECT_TRUE(none.error().hint.contains(q("BIND_WAIT")));
}

TEST(Arguments, readsTimesBeforeNowAndTimesOfTheCalendar)
{
    constexpr qint64 now = 1'700'000'000'000;
    EXPECT_EQ(parseSince(q("90s"), now).value_or(0), now - 90'000);
    EXPECT_EQ(parseSince(q("10m"), now).value_or(0), now - 600'000);
    EXPECT_EQ(parseSince(q("2h"), now).value_or(0), now - 7'200'000);
    EXPECT_EQ(parseSince(q("3d"), now).value_or(0), now - 259'200'000);
    EXPECT_EQ(parseSince(q("2023-11-14T22:13:20Z"), now).value_or(0), now);
    EXPECT_EQ(parseSince(q("2023-11-14T22:13:20"), now).value_or(0), now);
    EXPECT_EQ(parseSince(q("2023-11-15T00:13:20+02:00"), now).value_or(0), now);
    for (const char *text : {"", "yesterday", "10", "-10m", "10 m"})
        EXPECT_TRUE(isInvalid(parseSince(q(text), now))) << text;
}
