#include "sshpulse.h"
#include "sshrig.h"
#include "streampeer.h"

#include <csignal>
#include <future>

using namespace hermes;
using namespace hermes::test;

class Link : public SshTest {
protected:
    void SetUp() override
    {
        ASSERT_NO_FATAL_FAILURE(startTrustedServer());
        timings.reconnectFirst = 50ms;
        ssh = connection(timings);
    }
    [[nodiscard]] QString socket() const { return server->path(q("peer.sock")); }

    Timings timings;
    std::unique_ptr<Connection> ssh;
};

TEST_F(Link, failsAllPendingCallsAtOnceWhenItBreaksAndReconnectsForTheNext)
{
    const StreamPeer peer(socket(), StreamPeer::echo);
    auto stream = ssh->openUnix(socket(), Call::in(10s));
    ASSERT_TRUE(stream) << why(stream);
    std::vector<std::future<ErrorKind>> pending;
    pending.reserve(11);
    for (int i = 0; i < 10; ++i) {
        pending.push_back(std::async(std::launch::async, [&] {
            const auto result = ssh->exec({q("sleep"), q("60")}, {}, Call::in(50s));
            return result ? ErrorKind::Internal : result.error().kind;
        }));
    }
    pending.push_back(std::async(std::launch::async, [&] {
        char byte = 0;
        const auto got = (*stream)->read(&byte, 1, Call::in(50s));
        return got ? ErrorKind::Internal : got.error().kind;
    }));
    std::this_thread::sleep_for(500ms);
    server->signalSessions(SIGKILL);
    for (auto &call : pending) {
        ASSERT_EQ(call.wait_for(1s), std::future_status::ready);
        EXPECT_EQ(call.get(), ErrorKind::Network);
    }
    EXPECT_FALSE((*stream)->write(QByteArrayView("x"), Call::in(1s)));
    const auto again = ssh->exec({q("echo"), q("back")}, {}, Call::in(10s));
    ASSERT_TRUE(again) << why(again);
    EXPECT_EQ(again->out, "back\n");
}

TEST_F(Link, keepsWhoeverComesWhileAYoungSessionBreaksForTheNext)
{
    ASSERT_TRUE(ssh->connect(Call::in(10s)));
    std::promise<void> broke;
    std::once_flag first;
    ssh->onStateChanged([&](State state) {
        if (state != State::Dead)
            return;
        std::call_once(first, [&] { broke.set_value(); });
        std::this_thread::sleep_for(200ms); // the connection's thread goes on when the late one is there
    });
    server->signalSessions(SIGKILL);
    ASSERT_EQ(broke.get_future().wait_for(5s), std::future_status::ready);
    const auto result = ssh->exec({q("echo"), q("late")}, {}, Call::in(10s));
    ASSERT_TRUE(result) << why(result);
    EXPECT_EQ(result->out, "late\n");
}

TEST_F(Link, reconnectsByItselfOnceTheHostIsBack)
{
    ASSERT_TRUE(ssh->connect(Call::in(10s)));
    server->stop();
    ASSERT_TRUE(within(2s, [&] { return ssh->state() == State::Dead; }));
    const auto down = ssh->exec({q("true")}, {}, Call::in(5s));
    ASSERT_FALSE(down);
    EXPECT_EQ(down.error().kind, ErrorKind::Network) << why(down);
    std::this_thread::sleep_for(300ms);
    ASSERT_TRUE(server->start());
    EXPECT_TRUE(within(35s, [&] { return ssh->state() == State::Ready; })) << stateName(ssh->state()).toStdString();
}

TEST_F(Link, logsInAnewWhenToldAndEndsWhatIsUnderWayOnTheOldSession)
{
    ASSERT_TRUE(ssh->connect(Call::in(10s)));
    auto pending = std::async(std::launch::async, [&] { return ssh->exec({q("sleep"), q("60")}, {}, Call::in(50s)); });
    std::this_thread::sleep_for(300ms);
    ssh->logInAnew();
    EXPECT_NE(ssh->state(), State::Ready) << "the next caller gets the new session";
    ASSERT_TRUE(ssh->connect(Call::in(10s)));
    ASSERT_EQ(pending.wait_for(2s), std::future_status::ready);
    EXPECT_EQ(pending.get().error().kind, ErrorKind::Network);
    EXPECT_EQ(server->log().count("Accepted publickey"), 2);
    EXPECT_TRUE(within(2s, [&] { return server->sessions().size() == 1; })) << "the old one is closed";
    EXPECT_FALSE(ssh->lastError());
}

TEST_F(Link, saysWhenItTriesAgain)
{
    ASSERT_TRUE(ssh->connect(Call::in(10s)));
    EXPECT_FALSE(ssh->nextAttempt());
    server->stop();
    ASSERT_TRUE(within(2s, [&] { return ssh->state() == State::Dead && ssh->nextAttempt(); }));
    EXPECT_LT(*ssh->nextAttempt() - Deadline::Steady::now(), 31s);
    ASSERT_TRUE(server->start());
    ASSERT_TRUE(ssh->connect(Call::in(10s)));
    EXPECT_FALSE(ssh->nextAttempt());
}

TEST_F(Link, backsOffWhileTheHostIsDown)
{
    ASSERT_TRUE(ssh->connect(Call::in(10s)));
    server->stop();
    int attempts = 0;
    ssh->onStateChanged([&](State state) { attempts += state == State::Connecting; });
    std::this_thread::sleep_for(2s);
    // 50 ms doubled each time, half of it jitter: far fewer than a loop would make, more than none.
    EXPECT_GE(attempts, 3);
    EXPECT_LE(attempts, 8);
}

TEST_F(Link, noticesAFrozenPeer)
{
    timings.keepAlive = 200ms;
    timings.keepAliveMisses = 3;
    ssh = connection(timings);
    ASSERT_TRUE(ssh->connect(Call::in(10s)));
    auto pending = std::async(std::launch::async, [&] { return ssh->exec({q("sleep"), q("60")}, {}, Call::in(50s)); });
    std::this_thread::sleep_for(300ms);
    server->signalSessions(SIGSTOP);
    EXPECT_TRUE(within(1s, [&] { return ssh->state() == State::Degraded; }));
    ASSERT_EQ(pending.wait_for(5s), std::future_status::ready);
    const auto result = pending.get();
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, ErrorKind::Network);
    EXPECT_TRUE(result.error().detail.contains(q("stopped answering"))) << why(result);
    server->signalSessions(SIGCONT);
}

TEST_F(Link, staysUpWithoutTrafficWhileThePeerAnswers)
{
    timings.keepAlive = 100ms;
    timings.keepAliveMisses = 2;
    ssh = connection(timings);
    ASSERT_TRUE(ssh->connect(Call::in(10s)));
    int changes = 0;
    ssh->onStateChanged([&](State) { ++changes; });
    std::this_thread::sleep_for(2s);
    EXPECT_EQ(ssh->state(), State::Ready);
    EXPECT_EQ(changes, 0);
    EXPECT_EQ(server->log().count("Accepted publickey"), 1);
}

TEST_F(Link, resumesAfterAStallThatEndsInTimeWithoutDoingAnythingTwice)
{
    timings.keepAlive = 300ms;
    timings.keepAliveMisses = 5;
    ssh = connection(timings);
    const StreamPeer peer(socket(), StreamPeer::echo);
    auto stream = ssh->openUnix(socket(), Call::in(10s));
    ASSERT_TRUE(stream) << why(stream);
    const QString note = server->path(q("runs"));
    server->signalSessions(SIGSTOP);
    auto pending = std::async(std::launch::async, [&] {
        return ssh->exec(shell("echo run >>\"$1\"; echo done") + QStringList{q("sh"), note}, {}, Call::in(50s));
    });
    ASSERT_TRUE((*stream)->write(QByteArrayView("late"), Call::in(1s)));
    EXPECT_TRUE(within(1s, [&] { return ssh->state() == State::Degraded; }));
    auto waits = std::async(std::launch::async, [&] {
        return ssh->exec({q("echo"), q("asked while degraded")}, {}, Call::in(50s));
    });
    std::this_thread::sleep_for(300ms);
    server->signalSessions(SIGCONT);
    const auto result = pending.get();
    ASSERT_TRUE(result) << why(result);
    EXPECT_EQ(result->out, "done\n");
    EXPECT_EQ(SshServer::read(note), "run\n");
    const auto other = waits.get();
    EXPECT_TRUE(other) << why(other);
    char bytes[4];
    EXPECT_EQ((*stream)->read(bytes, 4, Call::in(5s)).value(), 4);
    EXPECT_EQ(ssh->state(), State::Ready);
    EXPECT_EQ(server->log().count("Accepted publickey"), 1);
}

TEST_F(Link, doesNotHangOnAFrozenPeerWithAFullSocket)
{
    timings.keepAlive = 200ms;
    timings.keepAliveMisses = 2;
    ssh = connection(timings);
    const StreamPeer peer(socket(), StreamPeer::count);
    auto stream = ssh->openUnix(socket(), Call::in(10s));
    ASSERT_TRUE(stream) << why(stream);
    server->signalSessions(SIGSTOP);
    const Status written = (*stream)->write(QByteArray(200'000'000, 'w'), Call::in(20s));
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().kind, ErrorKind::Network) << why(written);
    server->signalSessions(SIGCONT);
}

TEST_F(Link, isDestroyedQuicklyInAnyState)
{
    const auto quickly = [&](const Call &call) {
        auto other = connection(timings);
        (void)other->connect(call);
        const auto started = std::chrono::steady_clock::now();
        other.reset();
        return std::chrono::steady_clock::now() - started;
    };
    EXPECT_LT(quickly(Call::in(10s)), 1s);
    EXPECT_LT(quickly(Call::in(1ms)), 1s);
    server->signalSessions(SIGSTOP);
    EXPECT_LT(quickly(Call::in(10s)), 1s);
    server->stop();
    EXPECT_LT(quickly(Call::in(10s)), 1s);
}

class PulseOf15Seconds : public testing::Test {
protected:
    Pulse::Verdict after(std::chrono::milliseconds time, std::chrono::milliseconds wallToo = 0ms)
    {
        now.steady += time;
        now.wall += time + wallToo;
        return pulse.check(received, 15s, now);
    }
    void SetUp() override { pulse.begin(received, now); }

    Moment now;
    quint64 received = 100;
    Pulse pulse{15s, 3};
};

TEST_F(PulseOf15Seconds, probesOnlyInSilence)
{
    for (int i = 0; i < 10; ++i) {
        received += 1;
        EXPECT_EQ(after(10s), Pulse::Verdict::Fine);
    }
    EXPECT_EQ(after(15s), Pulse::Verdict::Probe);
    EXPECT_FALSE(pulse.isSuspicious());
}

TEST_F(PulseOf15Seconds, survivesAStallOf60Seconds)
{
    EXPECT_EQ(after(15s), Pulse::Verdict::Probe);
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(after(15s), Pulse::Verdict::Probe);
        EXPECT_TRUE(pulse.isSuspicious());
    }
    received += 1;
    EXPECT_EQ(after(1s), Pulse::Verdict::Fine);
    EXPECT_FALSE(pulse.isSuspicious());
}

TEST_F(PulseOf15Seconds, isDeadAfterThreeMoreMisses)
{
    for (int i = 0; i < 4; ++i)
        EXPECT_EQ(after(15s), Pulse::Verdict::Probe);
    EXPECT_EQ(after(15s), Pulse::Verdict::Dead);
}

TEST_F(PulseOf15Seconds, doesNotCountTimeInWhichThisProcessDidNotRun)
{
    EXPECT_EQ(after(15s), Pulse::Verdict::Probe);
    EXPECT_EQ(after(15s), Pulse::Verdict::Probe);
    EXPECT_TRUE(pulse.isSuspicious());
    EXPECT_EQ(after(600s), Pulse::Verdict::Probe) << "stopped: the steady clock went on";
    EXPECT_FALSE(pulse.isSuspicious());
    EXPECT_EQ(after(1s, 600s), Pulse::Verdict::Probe) << "suspended: only the wall clock did";
    EXPECT_FALSE(pulse.isSuspicious());
    EXPECT_EQ(after(15s), Pulse::Verdict::Probe);
    EXPECT_TRUE(pulse.isSuspicious()) << "the other side has to answer now";
}
