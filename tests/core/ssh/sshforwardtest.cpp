#include "sshrig.h"
#include "streampeer.h"

#include <arpa/inet.h>
#include <csignal>
#include <cstring>
#include <future>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

using namespace hermes;
using namespace hermes::test;

namespace {

/// A plain client, as libpq or a browser would be.
class Client {
public:
    explicit Client(quint16 port)
        : m_socket(::socket(AF_INET, SOCK_STREAM, 0))
    {
        sockaddr_in address = {};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        m_connected = ::connect(m_socket, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0;
    }
    explicit Client(const QString &path)
        : m_socket(::socket(AF_UNIX, SOCK_STREAM, 0))
    {
        sockaddr_un address = {};
        address.sun_family = AF_UNIX;
        std::strncpy(address.sun_path, QFile::encodeName(path).constData(), sizeof address.sun_path - 1);
        m_connected = ::connect(m_socket, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0;
    }
    ~Client() { ::close(m_socket); }
    Client(const Client &) = delete;
    Client &operator=(const Client &) = delete;

    [[nodiscard]] bool isConnected() const { return m_connected; }
    [[nodiscard]] bool send(const QByteArray &bytes) const
    {
        for (qsizetype sent = 0; sent < bytes.size();) {
            const auto now = ::send(m_socket, bytes.constData() + sent, size_t(bytes.size() - sent), MSG_NOSIGNAL);
            if (now <= 0)
                return false;
            sent += now;
        }
        return true;
    }
    void endWriting() const { ::shutdown(m_socket, SHUT_WR); }
    /// Up to `most` bytes, or until the end or an error, or nothing came for 10 s.
    [[nodiscard]] QByteArray read(qsizetype most)
    {
        QByteArray all;
        QByteArray block(256 * 1024, Qt::Uninitialized);
        while (all.size() < most) {
            pollfd polled{m_socket, POLLIN, 0};
            if (::poll(&polled, 1, 10'000) <= 0) {
                m_silent = true;
                break;
            }
            const auto got = ::recv(m_socket, block.data(), size_t(std::min(block.size(), most - all.size())), 0);
            if (got <= 0) {
                m_ended = true;
                break;
            }
            all.append(block.constData(), got);
        }
        return all;
    }
    [[nodiscard]] bool hasEnded() const { return m_ended; }
    [[nodiscard]] bool wasSilent() const { return m_silent; }

private:
    int m_socket;
    bool m_connected = false;
    bool m_ended = false;
    bool m_silent = false;
};

} // namespace

class ForwardTest : public SshTest {
protected:
    void SetUp() override
    {
        ASSERT_NO_FATAL_FAILURE(startTrustedServer());
        Timings timings;
        timings.reconnectFirst = 50ms;
        ssh = connection(timings);
    }
    [[nodiscard]] QString socket() const { return server->path(q("peer.sock")); }
    [[nodiscard]] std::unique_ptr<Forward> forward(const ForwardTarget &to, const QString &path = {}) const
    {
        auto made = ssh->forward(to, path);
        EXPECT_TRUE(made) << why(made);
        return made ? std::move(*made) : nullptr;
    }

    std::unique_ptr<Connection> ssh;
};

TEST_F(ForwardTest, leadsFromALoopbackPortToATcpAddressOfTheHost)
{
    const StreamPeer peer(StreamPeer::echo);
    const auto door = forward({.port = peer.port()});
    ASSERT_TRUE(door);
    EXPECT_GT(door->port(), 0);
    Client client(door->port());
    ASSERT_TRUE(client.isConnected());
    for (const QByteArray &text : {QByteArray("hello"), QByteArray(1, '\0'), QByteArray(300'000, 'z')}) {
        auto sending = std::async(std::launch::async, [&] { return client.send(text); });
        EXPECT_TRUE(client.read(text.size()) == text);
        EXPECT_TRUE(sending.get());
    }
    EXPECT_EQ(door->connections(), 1);
}

TEST_F(ForwardTest, opensASocketThatOnlyThisUserMayUseAndTakesItAwayAgain)
{
    const StreamPeer peer(socket(), StreamPeer::echo);
    const QString path = server->path(q(".s.PGSQL.5432"));
    {
        // A program that died left its socket behind.
        const StreamPeer dead(path, StreamPeer::echo);
    }
    ASSERT_TRUE(QFile::exists(path));
    {
        const auto door = forward({.path = socket()}, path);
        ASSERT_TRUE(door);
        EXPECT_EQ(door->path(), path);
        EXPECT_EQ(door->port(), 0);
        EXPECT_EQ(
            QFile::permissions(path) & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther),
            QFile::Permissions());
        Client client(path);
        ASSERT_TRUE(client.send("ping"));
        EXPECT_EQ(client.read(4), "ping");
        const auto second = ssh->forward({.path = socket()}, path);
        ASSERT_FALSE(second) << "a live socket is not taken from whoever listens there";
        EXPECT_FALSE(second.error().hint.isEmpty());
        EXPECT_TRUE(Client(path).isConnected());
    }
    EXPECT_FALSE(QFile::exists(path));
    EXPECT_FALSE(ssh->forward({.path = socket()}, server->path(q("no/such/place"))));
}

TEST_F(ForwardTest, carriesFiftyConnectionsAtOnceOverOneSession)
{
    const StreamPeer peer(socket(), StreamPeer::echo);
    const auto door = forward({.path = socket()});
    ASSERT_TRUE(door);
    constexpr int count = 50;
    std::vector<std::future<std::string>> calls;
    calls.reserve(count);
    for (int i = 0; i < count; ++i) {
        calls.push_back(std::async(std::launch::async, [&door, i]() -> std::string {
            const QByteArray text(1'000'000, char('a' + i % 26));
            Client client(door->port());
            if (!client.isConnected())
                return "not connected";
            auto sending = std::async(std::launch::async, [&] {
                const bool sent = client.send(text);
                client.endWriting();
                return sent;
            });
            const QByteArray back = client.read(text.size() + 1);
            if (!sending.get())
                return "not sent";
            return back == text && client.hasEnded() ? "" : "bytes differ: " + std::to_string(back.size());
        }));
    }
    for (auto &call : calls)
        EXPECT_EQ(call.get(), "");
    EXPECT_EQ(peer.accepted(), count);
    EXPECT_EQ(server->log().count("Accepted publickey"), 1);
    EXPECT_TRUE(within(5s, [&] { return door->connections() == 0; })) << door->connections();
}

TEST_F(ForwardTest, passesAHalfCloseOnAndStillBringsTheAnswer)
{
    const StreamPeer peer(socket(), StreamPeer::count);
    const auto door = forward({.path = socket()});
    ASSERT_TRUE(door);
    Client client(door->port());
    ASSERT_TRUE(client.send(QByteArray(3'456'789, 'a')));
    client.endWriting();
    EXPECT_EQ(client.read(100), "3456789");
    EXPECT_TRUE(client.hasEnded());
}

TEST_F(ForwardTest, bringsAllOfAnAnswerWhoseSenderEndsFirst)
{
    const StreamPeer peer(socket(), StreamPeer::source(20'000'000));
    const auto door = forward({.path = socket()});
    ASSERT_TRUE(door);
    Client client(door->port());
    std::this_thread::sleep_for(500ms); // a slow reader
    EXPECT_EQ(client.read(30'000'000).size(), 20'000'000);
    EXPECT_TRUE(client.hasEnded());
    client.endWriting();
    EXPECT_TRUE(within(5s, [&] { return door->connections() == 0; }));
}

TEST_F(ForwardTest, movesMuchBothWaysAtOnceWithoutStalling)
{
    constexpr qsizetype size = 100'000'000;
    const StreamPeer peer(socket(), StreamPeer::echo);
    const auto door = forward({.path = socket()});
    ASSERT_TRUE(door);
    Client client(door->port());
    auto sending = std::async(std::launch::async, [&] {
        const QByteArray block(1'000'000, 'b');
        for (qsizetype sent = 0; sent < size; sent += block.size())
            if (!client.send(block))
                return false;
        client.endWriting();
        return true;
    });
    qsizetype sum = 0;
    while (!client.hasEnded() && !client.wasSilent())
        sum += client.read(4'000'000).size();
    EXPECT_EQ(sum, size);
    EXPECT_TRUE(sending.get());
}

TEST_F(ForwardTest, endsItsConnectionsOnBothSidesWhenItIsClosedWhileTheyAreBusy)
{
    std::atomic<int> ended = 0;
    const StreamPeer peer(socket(), [&](int at) {
        StreamPeer::source(4'000'000'000)(at);
        ++ended;
    });
    auto door = forward({.path = socket()});
    ASSERT_TRUE(door);
    const quint16 port = door->port();
    std::vector<std::unique_ptr<Client>> clients;
    for (int i = 0; i < 5; ++i) {
        clients.push_back(std::make_unique<Client>(port));
        EXPECT_FALSE(clients.back()->read(1'000'000).isEmpty());
    }
    const auto begin = Deadline::Steady::now();
    door.reset();
    EXPECT_LT(Deadline::Steady::now() - begin, 1s);
    for (const auto &client : clients) {
        while (!client->hasEnded() && !client->wasSilent())
            (void)client->read(10'000'000);
        EXPECT_TRUE(client->hasEnded());
    }
    EXPECT_TRUE(within(5s, [&] { return ended == 5; })) << ended;
    EXPECT_FALSE(Client(port).isConnected());
    EXPECT_TRUE(ssh->exec({q("true")}, {}, Call::in(10s))) << "the session goes on";
}

TEST_F(ForwardTest, freesTheHostsEndWhenAClientGoesAway)
{
    std::atomic<int> ended = 0;
    const StreamPeer peer(socket(), [&](int at) {
        StreamPeer::echo(at);
        ++ended;
    });
    const auto door = forward({.path = socket()});
    ASSERT_TRUE(door);
    for (int i = 0; i < 100; ++i) {
        Client client(door->port());
        ASSERT_TRUE(client.send("x")) << i;
        ASSERT_EQ(client.read(1), "x") << i;
    }
    EXPECT_TRUE(within(5s, [&] { return ended == 100 && door->connections() == 0; })) << ended;
}

TEST_F(ForwardTest, endsWhatIsUnderWayWithALostSessionAndServesTheNextOverANewOne)
{
    const StreamPeer peer(socket(), StreamPeer::echo);
    const auto door = forward({.path = socket()});
    ASSERT_TRUE(door);
    Client before(door->port());
    ASSERT_TRUE(before.send("x"));
    ASSERT_EQ(before.read(1), "x");
    server->signalSessions(SIGKILL);
    EXPECT_EQ(before.read(1), "");
    EXPECT_TRUE(before.hasEnded());
    Client after(door->port());
    ASSERT_TRUE(after.send("y"));
    EXPECT_EQ(after.read(1), "y");
}

TEST_F(ForwardTest, closesAConnectionToAnAddressWhereNobodyListens)
{
    const auto door = forward({.path = server->path(q("nothing.sock"))});
    ASSERT_TRUE(door);
    Client client(door->port());
    ASSERT_TRUE(client.isConnected());
    EXPECT_EQ(client.read(1), "");
    EXPECT_TRUE(client.hasEnded());
}

TEST_F(ForwardTest, outlivesItsConnectionWithoutHarm)
{
    const StreamPeer peer(socket(), StreamPeer::echo);
    const auto door = forward({.path = socket()});
    ASSERT_TRUE(door);
    Client before(door->port());
    ASSERT_TRUE(before.send("x"));
    ASSERT_EQ(before.read(1), "x");
    ssh.reset();
    EXPECT_EQ(before.read(1), "");
    Client after(door->port());
    EXPECT_EQ(after.read(1), "");
    EXPECT_TRUE(after.hasEnded());
}

TEST_F(ForwardTest, isNotMadeWhereTheServerIsKnownToRefuseForwards)
{
    ssh.reset();
    server->stop();
    server->setConfig({q("AllowTcpForwarding no")});
    ASSERT_TRUE(server->start());
    ssh = connection();
    const StreamPeer peer(StreamPeer::echo);
    ASSERT_FALSE(ssh->openTcp(q("127.0.0.1"), peer.port(), Call::in(10s)));
    const auto door = ssh->forward({.port = peer.port()});
    ASSERT_FALSE(door);
    EXPECT_TRUE(door.error().message.contains(q("refuses forwards")));
}
