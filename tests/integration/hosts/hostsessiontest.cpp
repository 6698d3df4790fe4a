#include "hostpool.h"
#include "reasoncodes.h"
#include "sandboxbox.h"

#include <QJsonDocument>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <future>
#include <gtest/gtest.h>

using namespace hermes;
using namespace hermes::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// The system's time, with the future on demand.
class LeapingClock final : public Clock {
public:
    [[nodiscard]] qint64 wallMs() const override { return m_system.wallMs() + m_ahead; }
    [[nodiscard]] qint64 steadyMs() const override { return m_system.steadyMs() + m_ahead; }
    void leap(std::chrono::milliseconds time) { m_ahead += time.count(); }

private:
    SystemClock m_system;
    std::atomic<qint64> m_ahead = 0;
};

template <class T> std::string why(const Result<T> &result)
{
    return result ? std::string() : result.error().text().toStdString();
}

/// A registry with one host, as one process of ours has it.
struct Program {
    explicit Program(const SandboxBox &box)
    {
        const QString ssh = box.fact(u"ssh"_s);
        options.dataDir = directory.path();
        registry
            = std::move(Registry::open(u"sqlite:"_s + directory.filePath(u"registry.db"_s), clock, random).value());
        HostAccess login;
        login.hostName = u"ecs-1"_s;
        login.user = ssh.section(u'@', 0, 0);
        login.address = ssh.section(u'@', 1).section(u':', 0, 0);
        login.port = ssh.section(u':', -1).toUShort();
        login.identityFile = box.fact(u"identity"_s);
        EXPECT_TRUE(access.save(login));
        host.name = login.hostName;
        host.address = u"%1:%2"_s.arg(login.address).arg(login.port);
        host = registry->addHost(host, actor).value();
        pool = std::make_unique<HostPool>(*registry, access, known, options, clock);
        // As the operator does once he has compared the fingerprint.
        const auto session = pool->session(host).value();
        (void)session->connection().connect(Call::in(20s));
        if (const auto key = session->connection().hostKey()) {
            EXPECT_TRUE(known->trust(login.address, login.port, *key));
        }
        session->reconnect();
    }
    [[nodiscard]] std::shared_ptr<HostSession> session() const { return pool->existing(host.id); }
    [[nodiscard]] auto link(std::chrono::milliseconds time = 30s) const { return session()->link(Call::in(time)); }

    QTemporaryDir directory;
    LeapingClock clock;
    SystemRandom random;
    FleetOptions options;
    Actor actor{u"tester"_s, {}};
    AccessStore access{directory.filePath(u"hosts.json"_s)};
    std::shared_ptr<ssh::KnownHosts> known = std::make_shared<ssh::KnownHosts>(directory.filePath(u"known_hosts"_s));
    std::unique_ptr<Registry> registry;
    Host host;
    std::unique_ptr<HostPool> pool;
};

} // namespace

class Hosts : public testing::Test {
protected:
    void SetUp() override
    {
        auto found = SandboxBox::find();
        ASSERT_TRUE(found) << why(found);
        box = std::move(*found);
        ASSERT_TRUE(root(u"test ! -e /home/twilight/.hermes-admin/platform.json"_s)) << "the host has an owner";
        program = std::make_unique<Program>(*box);
    }
    void TearDown() override
    {
        program.reset();
        if (box)
            root(u"rm -rf /home/twilight/.hermes-admin"_s);
    }
    bool root(const QString &script) const { return box->onHost({u"sh"_s, u"-c"_s, script}).exitCode == 0; }
    [[nodiscard]] int claimNumber() const
    {
        const auto read = box->onHost({u"cat"_s, u"/home/twilight/.hermes-admin/platform.json"_s});
        return QJsonDocument::fromJson(read.out).object().value(u"claim"_s).toInt();
    }
    void setSshd(const QString &option) const
    {
        EXPECT_TRUE(root(u"echo '%1' >/etc/ssh/sshd_config.d/fault.conf; systemctl reload ssh.service"_s.arg(option)));
        program->session()->connection().logInAnew();
        // A login that meets the reload itself is cut.
        for (int i = 0; i < 50 && !program->session()->connection().connect(Call::in(5s)); ++i)
            std::this_thread::sleep_for(100ms);
    }

    std::optional<SandboxBox> box;
    std::unique_ptr<Program> program;
};

TEST_F(Hosts, areFencedOnAnOpenConnectionOnceAnotherCopyTookThemOver)
{
    const auto linked = program->link();
    ASSERT_TRUE(linked) << why(linked);
    EXPECT_EQ(claimNumber(), 1);
    EXPECT_TRUE(program->session()->resync(Call::in(20s)));
    ASSERT_TRUE(root(u"sed -i 's/\"claim\":1/\"claim\":2/' /home/twilight/.hermes-admin/platform.json"_s));
    EXPECT_TRUE(program->link()) << "known only once somebody looks";
    const auto resynced = program->session()->resync(Call::in(20s));
    ASSERT_FALSE(resynced);
    EXPECT_EQ(resynced.error().detail, reasons::fenced);
    const auto refused = program->link();
    ASSERT_FALSE(refused) << "no effect gets a link any more";
    EXPECT_EQ(refused.error().kind, ErrorKind::Conflict);
    EXPECT_EQ(program->session()->view().state, HostState::Refused);
    EXPECT_FALSE(program->registry->hostById(program->host.id)->lastError.isEmpty());

    ASSERT_TRUE(program->registry->markTakeOver(program->host.id, program->actor));
    EXPECT_TRUE(program->link()) << why(program->link());
    EXPECT_EQ(claimNumber(), 3);
    EXPECT_EQ(program->session()->view().state, HostState::Ready);
}

TEST_F(Hosts, areLookedAtAgainAfterAWhileAlsoWhereNobodyResyncs)
{
    ASSERT_TRUE(program->link()) << why(program->link());
    ASSERT_TRUE(root(u"sed -i 's/\"claim\":1/\"claim\":2/' /home/twilight/.hermes-admin/platform.json"_s));
    EXPECT_TRUE(program->link());
    program->clock.leap(2min);
    const auto refused = program->link();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().detail, reasons::fenced);
}

TEST_F(Hosts, areMeasuredForWhoPlacesTenants)
{
    ASSERT_TRUE(program->link()) << why(program->link());
    const auto room = program->session()->measure(Call::in(10s));
    ASSERT_TRUE(room) << why(room);
    const auto said = box->onHost({u"sh"_s, u"-c"_s, u"awk '/MemTotal/ { print $2 }' /proc/meminfo"_s});
    EXPECT_EQ(room->memoryBytes, said.out.trimmed().toLongLong() * 1024);
    EXPECT_GT(room->memoryFreeBytes, 0);
    const auto disk = box->onHost({u"sh"_s, u"-c"_s, u"df -Pk /home/twilight | awk 'NR == 2 { print $2 }'"_s});
    EXPECT_EQ(room->diskBytes, disk.out.trimmed().toLongLong() * 1024);
    EXPECT_GT(room->diskFreeBytes, 0);
    const auto noted = [&] { return program->registry->hostById(program->host.id)->room; };
    EXPECT_EQ(noted().diskBytes, room->diskBytes);
    const qint64 first = noted().measuredAt;
    EXPECT_GT(first, 0);
    program->clock.leap(4min);
    ASSERT_TRUE(program->session()->measure(Call::in(10s)));
    EXPECT_GE(noted().measuredAt, first + 240'000) << "what is old counts no more";
}

TEST_F(Hosts, areLinkedAnewOnceAnotherProcessChangedWhatTheyTake)
{
    const auto before = program->link();
    ASSERT_TRUE(before) << why(before);
    EXPECT_FALSE((*before)->host.allowShared);
    ASSERT_TRUE(program->registry->changeHost(
        program->host.id, [](Host &now) { now.allowShared = true; }, program->actor));
    const auto after = program->pool->resync(program->host.id, Call::in(30s));
    ASSERT_TRUE(after) << why(after);
    EXPECT_TRUE((*after)->host.allowShared);
}

TEST_F(Hosts, noteTheirContactsInTheRegistryButNotAtEveryOne)
{
    ASSERT_TRUE(program->link()) << why(program->link());
    const auto seenAt = [&] { return program->registry->hostById(program->host.id)->seenAt; };
    const qint64 first = seenAt();
    EXPECT_GT(first, 0);
    for (int i = 0; i < 20; ++i)
        program->session()->contacted();
    EXPECT_EQ(seenAt(), first) << "each note wakes every other process";
    program->clock.leap(11s);
    program->session()->contacted();
    EXPECT_GE(seenAt(), first + 11'000);
    box->fault({u"stop-sshd"_s});
    const auto started = qScopeGuard([&] { box->fault({u"start-sshd"_s}); });
    box->fault({u"kill-sessions"_s});
    // Until its own thread has seen the end, the link that is there is the answer.
    const Deadline end = Deadline::in(10s);
    while (program->session()->connection().state() == ssh::State::Ready && !end.expired())
        std::this_thread::sleep_for(10ms);
    EXPECT_FALSE(program->link(3s));
    EXPECT_FALSE(program->registry->hostById(program->host.id)->lastError.isEmpty());
    EXPECT_GT(program->session()->view().nextTry, 0);
    box->fault({u"start-sshd"_s});
    ASSERT_TRUE(program->link()) << why(program->link());
    EXPECT_TRUE(program->registry->hostById(program->host.id)->lastError.isEmpty());
    EXPECT_EQ(program->session()->view().nextTry, 0);
    EXPECT_EQ(program->session()->view().keyType, u"ssh-ed25519"_s);
}

TEST_F(Hosts, letAUserInWhoGotIntoTheDockerGroupWithoutRestartingTheProgram)
{
    ASSERT_TRUE(root(u"gpasswd -d twilight docker"_s));
    const auto member = qScopeGuard([&] { root(u"usermod -aG docker twilight"_s); });
    const auto denied = program->link();
    ASSERT_FALSE(denied);
    EXPECT_EQ(denied.error().kind, ErrorKind::Auth) << why(denied);
    EXPECT_TRUE(denied.error().hint.contains(u"usermod -aG docker twilight"_s));
    EXPECT_EQ(program->session()->view().state, HostState::Refused);
    ASSERT_TRUE(root(u"usermod -aG docker twilight"_s));
    program->session()->reconnect();
    const auto linked = program->link();
    EXPECT_TRUE(linked) << why(linked);
    EXPECT_EQ(program->session()->view().state, HostState::Ready);
}

TEST_F(Hosts, letHimInByThemselvesAfterAWhile)
{
    ASSERT_TRUE(root(u"gpasswd -d twilight docker"_s));
    const auto member = qScopeGuard([&] { root(u"usermod -aG docker twilight"_s); });
    ASSERT_FALSE(program->link());
    ASSERT_TRUE(root(u"usermod -aG docker twilight"_s));
    program->clock.leap(11s);
    const auto linked = program->link();
    EXPECT_TRUE(linked) << why(linked);
}

TEST_F(Hosts, areWorkedWithThroughCommandsWhereTheServerRefusesForwards)
{
    const auto allowed = qScopeGuard([&] { box->fault({u"forward"_s}); });
    ASSERT_TRUE(root(u"cd / && (setsid python3 -m http.server 8777 --bind 127.0.0.1 >/dev/null 2>&1 &)"_s));
    const auto ended = qScopeGuard([&] { root(u"pkill -f 'http.server 8777'"_s); });
    using Forwarding = ssh::Connection::Forwarding;
    for (const auto &option : {u"DisableForwarding yes"_s, u"AllowStreamLocalForwarding no"_s}) {
        SCOPED_TRACE(option.toStdString());
        setSshd(option);
        const auto linked = program->link();
        ASSERT_TRUE(linked) << why(linked);
        EXPECT_TRUE(program->session()->connection().forwardsRefused(Forwarding::Unix));
        // An event stream and more calls than there are places, with exec() beside them.
        CancelSource stop;
        auto events = std::async(std::launch::async, [&] {
            return (*linked)->engine->watchEvents(
                {}, [] {}, [](const docker::Event &) {}, Call::in(60s, stop.token()));
        });
        std::vector<std::future<std::string>> calls;
        calls.reserve(30);
        for (int i = 0; i < 30; ++i)
            calls.push_back(std::async(std::launch::async, [&, i] {
                return i % 3 == 0 ? why((*linked)->files->read(hostpaths::claim, Call::in(20s)))
                                  : why((*linked)->engine->listContainers({}, Call::in(20s)));
            }));
        for (auto &call : calls)
            EXPECT_EQ(call.get(), "");
        const auto answer = (*linked)->prober->get(8777, u"/etc/hostname"_s, Call::in(20s));
        ASSERT_TRUE(answer) << why(answer);
        EXPECT_EQ(answer->status, 200);
        EXPECT_EQ(answer->body, box->onHost({u"cat"_s, u"/etc/hostname"_s}).out);
        EXPECT_EQ((*linked)->prober->get(8777, u"/no-such"_s, Call::in(20s)).value().status, 404);
        EXPECT_FALSE((*linked)->prober->get(8778, u"/"_s, Call::in(20s)));
        stop.cancel();
        EXPECT_FALSE(events.get());
    }
    // The next login finds them allowed again.
    setSshd({});
    const auto linked = program->link();
    ASSERT_TRUE(linked) << why(linked);
    EXPECT_TRUE((*linked)->engine->info(Call::in(20s)));
    EXPECT_FALSE(program->session()->connection().forwardsRefused(Forwarding::Unix));
}

TEST_F(Hosts, areTriedOnceForAllWhoWantThemWhileTheyAreSilent)
{
    box->fault({u"hang"_s});
    const auto back = qScopeGuard([&] { box->fault({u"unhang"_s}); });
    std::vector<std::future<bool>> callers;
    callers.reserve(8);
    const auto begin = Deadline::Steady::now();
    for (int i = 0; i < 8; ++i)
        callers.push_back(std::async(std::launch::async, [&] { return program->link(60s).has_value(); }));
    for (auto &caller : callers)
        EXPECT_FALSE(caller.get());
    // One try takes 10 s.
    EXPECT_LT(Deadline::Steady::now() - begin, 25s);
}

TEST_F(Hosts, makeNobodyWaitLongerThanHeSaid)
{
    box->fault({u"hang"_s});
    const auto back = qScopeGuard([&] { box->fault({u"unhang"_s}); });
    auto patient = std::async(std::launch::async, [&] { return program->link(9s); });
    std::this_thread::sleep_for(300ms);
    const auto begin = Deadline::Steady::now();
    EXPECT_FALSE(program->link(500ms));
    EXPECT_LT(Deadline::Steady::now() - begin, 2s);
    CancelSource stop;
    auto cancelled = std::async(std::launch::async, [&] {
        return program->session()->link({Deadline::never(), stop.token()});
    });
    std::this_thread::sleep_for(300ms);
    stop.cancel();
    ASSERT_EQ(cancelled.wait_for(1s), std::future_status::ready);
    EXPECT_EQ(cancelled.get().error().kind, ErrorKind::Cancelled);
    EXPECT_FALSE(patient.get());
}

TEST_F(Hosts, areAskedThroughTheirBreakerByAPersonAndAgainAfterAWhile)
{
    ASSERT_TRUE(program->link());
    box->fault({u"stop-dockerd"_s});
    const auto back = qScopeGuard([&] { box->fault({u"start-dockerd"_s}); });
    program->session()->reconnect();
    // Each is a try of its own, because the breaker's time is over by then.
    for (int failures = 0; failures < 6; ++failures) {
        EXPECT_FALSE(program->link());
        program->clock.leap(6s);
    }
    EXPECT_FALSE(program->link());
    box->fault({u"start-dockerd"_s});
    program->session()->reconnect();
    const auto asked = program->link();
    EXPECT_TRUE(asked) << why(asked);

    box->fault({u"stop-dockerd"_s});
    program->session()->reconnect();
    EXPECT_FALSE(program->link());
    box->fault({u"start-dockerd"_s});
    program->clock.leap(6s);
    const auto later = program->link();
    EXPECT_TRUE(later) << why(later);
}
