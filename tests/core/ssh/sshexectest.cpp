#include "sshrig.h"

#include <future>

using namespace hermes;
using namespace hermes::test;

class Exec : public SshTest {
protected:
    void SetUp() override
    {
        ASSERT_NO_FATAL_FAILURE(startTrustedServer());
        ssh = connection();
    }
    [[nodiscard]] QString file(const char *name) const { return server->path(q(name)); }
    [[nodiscard]] qint64 pidIn(const char *name) const
    {
        within(5s, [&] { return SshServer::read(file(name)).contains('\n'); });
        return SshServer::read(file(name)).trimmed().toLongLong();
    }
    /// A command that notes its own pid and that of a child, and would run for long.
    [[nodiscard]] QStringList longCommand(
        const char *shellScript = "sleep 300 & echo $! >\"$2\"; echo $$ >\"$1\"; wait") const
    {
        return shell(shellScript) + QStringList{q("sh"), file("pid"), file("child")};
    }

    std::unique_ptr<Connection> ssh;
};

TEST_F(Exec, handsArgumentsOverUnchanged)
{
    const QStringList nasty{q("a b"), q("it's"), q("\"$HOME\""), q("`id`"), q("$(id)"), q("\\"), q("*"), q(""),
        q("new\nline"), q("-n"), q("中文"), q("a;b|c&d<e>f"), q("~"), q("!x"), q("#"), q("\t"), q("'")};
    const auto result = ssh->exec(QStringList{q("printf"), q("%s\\0")} + nasty, {}, Call::in(10s));
    ASSERT_TRUE(result) << why(result);
    QByteArray expected;
    for (const QString &word : nasty)
        expected += word.toUtf8() + '\0';
    EXPECT_EQ(result->out, expected);
}

TEST_F(Exec, feedsStdinAndEndsIt)
{
    QByteArray input;
    for (int i = 0; i < 300'000; ++i)
        input += char(i * 7);
    const auto result = ssh->exec({q("cat")}, input, Call::in(20s));
    ASSERT_TRUE(result) << why(result);
    EXPECT_TRUE(result->out == input);
}

TEST_F(Exec, drainsTenMegabytesOnEachOutputTogether)
{
    const auto result
        = ssh->exec(shell("head -c 10000000 /dev/zero | tr '\\0' e >&2; head -c 10000000 /dev/zero | tr '\\0' o"), {},
            Call::in(60s));
    ASSERT_TRUE(result) << why(result);
    EXPECT_TRUE(result->out == QByteArray(10'000'000, 'o'));
    EXPECT_TRUE(result->err == QByteArray(10'000'000, 'e'));
    const auto mixed
        = ssh->exec(shell("head -c 10000000 /dev/zero >&2 & head -c 10000000 /dev/zero; wait"), {}, Call::in(60s));
    ASSERT_TRUE(mixed) << why(mixed);
    EXPECT_EQ(mixed->out.size(), 10'000'000);
    EXPECT_EQ(mixed->err.size(), 10'000'000);
}

TEST_F(Exec, tellsTheExitCode)
{
    for (const int code : {0, 1, 7, 255}) {
        const auto result
            = ssh->exec(shell("exit \"$1\"") + QStringList{q("sh"), QString::number(code)}, {}, Call::in(10s));
        ASSERT_TRUE(result) << why(result);
        EXPECT_EQ(result->exitCode, code);
        EXPECT_TRUE(result->exitSignal.isEmpty());
    }
}

TEST_F(Exec, hearsOfACommandWhoseWholeLifeComesInWithAnothersPackets)
{
    for (int round = 0; round < 20; ++round) {
        const auto fresh = connection();
        std::vector<std::future<Result<ExecResult>>> all;
        for (int i = 0; i < 7; ++i)
            all.push_back(std::async(std::launch::async, [&] { return fresh->exec({q("false")}, {}, Call::in(10s)); }));
        for (auto &one : all) {
            const auto result = one.get();
            ASSERT_TRUE(result) << why(result);
            EXPECT_EQ(result->exitCode, 1);
        }
    }
}

TEST_F(Exec, tellsTheSignalThatEndedIt)
{
    const auto result = ssh->exec(shell("kill -KILL $$"), {}, Call::in(10s));
    ASSERT_TRUE(result) << why(result);
    EXPECT_EQ(result->exitCode, -1);
    EXPECT_EQ(result->exitSignal, q("KILL"));
}

TEST_F(Exec, tellsThatAProgramIsMissing)
{
    const auto result = ssh->exec({q("no-such-program")}, {}, Call::in(10s));
    ASSERT_TRUE(result) << why(result);
    EXPECT_EQ(result->exitCode, 127);
    EXPECT_TRUE(result->err.contains("no-such-program"));
}

TEST_F(Exec, refusesAnEmptyCommandAndOneThatNoShellCanHold)
{
    const auto empty = ssh->exec({}, {}, Call::in(10s));
    ASSERT_FALSE(empty);
    EXPECT_EQ(empty.error().kind, ErrorKind::Invalid);
    const auto nul = ssh->exec({q("echo"), QString(QChar(0))}, {}, Call::in(10s));
    ASSERT_FALSE(nul);
    EXPECT_EQ(nul.error().kind, ErrorKind::Invalid);
}

TEST_F(Exec, leavesNothingRunningTwoSecondsAfterTheDeadline)
{
    const auto result = ssh->exec(longCommand(), {}, Call::in(1s));
    const auto ended = std::chrono::steady_clock::now();
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, ErrorKind::Timeout) << why(result);
    EXPECT_TRUE(within(2s, [&] { return !isRunning(pidIn("pid")) && !isRunning(pidIn("child")); }));
    EXPECT_LT(std::chrono::steady_clock::now() - ended, 2s);
    EXPECT_EQ(ssh->state(), State::Ready);
}

TEST_F(Exec, leavesNothingRunningTwoSecondsAfterCancelEvenIfItIgnoresTerm)
{
    CancelSource source;
    auto running = std::async(std::launch::async, [&] {
        return ssh->exec(
            longCommand(
                "trap '' TERM HUP INT; sleep 300 & echo $! >\"$2\"; echo $$ >\"$1\"; while :; do sleep 1; done"),
            {}, Call::in(60s, source.token()));
    });
    const qint64 pid = pidIn("pid");
    ASSERT_TRUE(isRunning(pid));
    source.cancel();
    ASSERT_EQ(running.wait_for(500ms), std::future_status::ready) << "the caller is let go at once";
    const auto result = running.get();
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, ErrorKind::Cancelled);
    EXPECT_TRUE(within(2s, [&] { return !isRunning(pid) && !isRunning(pidIn("child")); }));
}

TEST_F(Exec, endsTheCommandWhenTheConnectionIsDestroyedRightAfter)
{
    const auto result = ssh->exec(longCommand(), {}, Call::in(500ms));
    ASSERT_FALSE(result);
    ssh.reset();
    EXPECT_TRUE(within(2s, [&] { return !isRunning(pidIn("pid")) && !isRunning(pidIn("child")); }));
}

TEST_F(Exec, endsACommandWhoseOutputNobodyWantsAnyMore)
{
    QByteArray seen;
    const auto result = ssh->execStreaming(
        shell("echo $$ >\"$1\"; while :; do echo line; done") + QStringList{q("sh"), file("pid")}, {},
        [&](const QByteArray &out, const QByteArray &) {
            seen += out;
            return seen.size() < 100'000;
        },
        Call::in(20s));
    ASSERT_TRUE(result) << why(result);
    EXPECT_GE(seen.size(), 100'000);
    EXPECT_TRUE(within(2s, [&] { return !isRunning(pidIn("pid")); }));
}

TEST_F(Exec, streamsOutputAsItComes)
{
    std::vector<std::chrono::steady_clock::time_point> times;
    const auto result = ssh->execStreaming(
        shell("echo one; sleep 0.5; echo two >&2"), {},
        [&](const QByteArray &, const QByteArray &) {
            times.push_back(std::chrono::steady_clock::now());
            return true;
        },
        Call::in(20s));
    ASSERT_TRUE(result) << why(result);
    ASSERT_GE(times.size(), 2U);
    EXPECT_GE(times.back() - times.front(), 300ms);
}

TEST_F(Exec, keepsNoMoreThanItsLimitOfOutput)
{
    const auto result = ssh->exec(
        shell("echo $$ >\"$1\"; exec cat /dev/zero") + QStringList{q("sh"), file("pid")}, {}, Call::in(60s));
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, ErrorKind::Remote);
    EXPECT_TRUE(result.error().message.contains(q("64 MiB"))) << why(result);
    EXPECT_TRUE(within(2s, [&] { return !isRunning(pidIn("pid")); }));
}

TEST_F(Exec, runsEightAtOnceAndLetsFurtherOnesWait)
{
    // Each notes how many are running with it.
    const QString running = file("running");
    ASSERT_TRUE(SshServer::run(q("mkdir"), {running}).isEmpty());
    const QStringList command
        = shell("touch \"$1/$$\"; ls \"$1\" | wc -l; sleep 0.3; rm \"$1/$$\"") + QStringList{q("sh"), running};
    std::vector<std::future<Result<ExecResult>>> calls;
    calls.reserve(24);
    for (int i = 0; i < 24; ++i)
        calls.push_back(std::async(std::launch::async, [&] { return ssh->exec(command, {}, Call::in(30s)); }));
    int most = 0;
    for (auto &call : calls) {
        const auto result = call.get();
        ASSERT_TRUE(result) << why(result);
        most = std::max(most, result->out.trimmed().toInt());
    }
    EXPECT_LE(most, 8);
    EXPECT_GE(most, 2);
}

TEST_F(Exec, getsAlongWithAServerThatAllowsFewSessions)
{
    for (const int allowed : {1, 3}) {
        ssh.reset();
        server->stop();
        server->setConfig({q("MaxSessions %1").arg(allowed)});
        ASSERT_TRUE(server->start());
        ssh = connection();
        std::vector<std::future<Result<ExecResult>>> calls;
        calls.reserve(24);
        for (int i = 0; i < 10; ++i)
            calls.push_back(std::async(std::launch::async, [&] {
                return ssh->exec({q("echo"), q("hi")}, {}, Call::in(30s));
            }));
        for (auto &call : calls) {
            const auto result = call.get();
            EXPECT_TRUE(result) << allowed << ' ' << why(result);
        }
    }
}

TEST_F(Exec, doesNotTakeTheLoginShellsChatterForOutput)
{
    ssh.reset();
    server->stop();
    // As a ~/.bashrc that prints does.
    server->setConfig({q("ForceCommand echo 'Welcome! lock'; echo 'no newline' >&2; eval \"$SSH_ORIGINAL_COMMAND\"")});
    ASSERT_TRUE(server->start());
    ssh = connection();
    const auto result = ssh->exec(shell("echo out; echo err >&2; exit 3"), {}, Call::in(10s));
    ASSERT_TRUE(result) << why(result);
    EXPECT_EQ(result->out, "out\n");
    EXPECT_EQ(result->err, "err\n");
    EXPECT_EQ(result->exitCode, 3);
}

TEST_F(Exec, saysThatTheLoginShellRanSomethingElse)
{
    ssh.reset();
    server->stop();
    server->setConfig({q("ForceCommand echo 'This account is currently not available.'; exit 1")});
    ASSERT_TRUE(server->start());
    ssh = connection();
    const auto result = ssh->exec({q("true")}, {}, Call::in(10s));
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, ErrorKind::Remote);
    EXPECT_TRUE(result.error().detail.contains(q("currently not available"))) << why(result);
}

TEST(ShellQuote, quotesOnlyWhatNeedsIt)
{
    EXPECT_EQ(shellQuote({q("ls"), q("-la"), q("/a/b.c")}), q("ls -la /a/b.c"));
    EXPECT_EQ(shellQuote({q("a b"), q(""), q("it's")}), q("'a b' '' 'it'\\''s'"));
    EXPECT_EQ(shellQuote({q("a\n")}), q("'a\n'"));
}
