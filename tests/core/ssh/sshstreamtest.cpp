#include "sshrig.h"
#include "streampeer.h"

#include <future>

using namespace hermes;
using namespace hermes::test;

class Stream : public SshTest {
protected:
    void SetUp() override
    {
        ASSERT_NO_FATAL_FAILURE(startTrustedServer());
        ssh = connection();
    }
    [[nodiscard]] QString socket() const { return server->path(q("peer.sock")); }

    std::unique_ptr<Connection> ssh;
};

namespace {

Result<QByteArray> readAll(ByteStream &stream, qsizetype expected, const Call &call)
{
    QByteArray all;
    std::vector<char> bytes(256 * 1024);
    while (all.size() < expected) {
        HERMES_ASSIGN(const qsizetype got, stream.read(bytes.data(), qsizetype(bytes.size()), call));
        if (got == 0)
            break;
        all.append(bytes.data(), got);
    }
    return all;
}

Result<qint64> readToEnd(ByteStream &stream, const Call &call)
{
    qint64 sum = 0;
    std::vector<char> bytes(256 * 1024);
    for (;;) {
        HERMES_ASSIGN(const qsizetype got, stream.read(bytes.data(), qsizetype(bytes.size()), call));
        if (got == 0)
            return sum;
        sum += got;
    }
}

} // namespace

TEST_F(Stream, talksToAUnixSocket)
{
    const StreamPeer peer(socket(), StreamPeer::echo);
    auto stream = ssh->openUnix(socket(), Call::in(10s));
    ASSERT_TRUE(stream) << why(stream);
    for (const QByteArray &text : {QByteArray("hello"), QByteArray(1, '\0'), QByteArray(70'000, 'z')}) {
        ASSERT_TRUE((*stream)->write(text, Call::in(10s)));
        const auto back = readAll(**stream, text.size(), Call::in(10s));
        ASSERT_TRUE(back) << why(back);
        EXPECT_TRUE(*back == text);
    }
}

TEST_F(Stream, talksToATcpPort)
{
    const StreamPeer peer(StreamPeer::echo);
    auto stream = ssh->openTcp(q("127.0.0.1"), peer.port(), Call::in(10s));
    ASSERT_TRUE(stream) << why(stream);
    ASSERT_TRUE((*stream)->write(QByteArrayView("ping"), Call::in(10s)));
    const auto back = readAll(**stream, 4, Call::in(10s));
    ASSERT_TRUE(back) << why(back);
    EXPECT_EQ(*back, "ping");
}

TEST_F(Stream, closesOneDirectionAtATime)
{
    const StreamPeer peer(socket(), StreamPeer::count);
    auto stream = ssh->openUnix(socket(), Call::in(10s));
    ASSERT_TRUE(stream) << why(stream);
    ASSERT_TRUE((*stream)->write(QByteArray(123'456, 'a'), Call::in(10s)));
    ASSERT_TRUE((*stream)->closeWrite(Call::in(10s)));
    const auto answer = readAll(**stream, 100, Call::in(10s));
    ASSERT_TRUE(answer) << why(answer);
    EXPECT_EQ(*answer, "123456");
    char byte = 0;
    EXPECT_EQ((*stream)->read(&byte, 1, Call::in(1s)).value(), 0) << "the end stays the end";
}

TEST_F(Stream, runsFiftyAtOnceOnOneSession)
{
    const StreamPeer peer(socket(), StreamPeer::echo);
    constexpr int count = 50;
    const QByteArray text(1'000'000, 'f');
    std::vector<std::future<std::string>> calls;
    calls.reserve(count);
    for (int i = 0; i < count; ++i) {
        calls.push_back(std::async(std::launch::async, [&]() -> std::string {
            auto stream = ssh->openUnix(socket(), Call::in(30s));
            if (!stream)
                return why(stream);
            auto writing = std::async(std::launch::async, [&] { return (*stream)->write(text, Call::in(30s)); });
            const auto back = readAll(**stream, text.size(), Call::in(30s));
            const Status written = writing.get();
            return why(back) + why(written) + (back && *back == text ? "" : " bytes differ");
        }));
    }
    for (auto &call : calls)
        EXPECT_EQ(call.get(), "");
    EXPECT_EQ(peer.accepted(), count);
    EXPECT_EQ(server->log().count("Accepted publickey"), 1);
}

TEST_F(Stream, neverStallsOnBigTransfersBothWaysAtOnce)
{
    constexpr qint64 size = 400'000'000;
    const StreamPeer peer(socket(), StreamPeer::echo);
    auto stream = ssh->openUnix(socket(), Call::in(10s));
    ASSERT_TRUE(stream) << why(stream);
    auto writing = std::async(std::launch::async, [&]() -> Status {
        const QByteArray block(1'000'000, 'b');
        for (qint64 sent = 0; sent < size; sent += block.size())
            HERMES_TRY((*stream)->write(block, Call::in(60s)));
        return (*stream)->closeWrite(Call::in(60s));
    });
    const auto sum = readToEnd(**stream, Call::in(100s));
    const Status written = writing.get();
    ASSERT_TRUE(written) << why(written);
    ASSERT_TRUE(sum) << why(sum);
    EXPECT_EQ(*sum, size);
}

TEST_F(Stream, holdsASlowReadersBytesBackWithoutLosingOrHoardingThem)
{
    constexpr qint64 size = 40'000'000;
    const StreamPeer peer(socket(), StreamPeer::source(size));
    auto stream = ssh->openUnix(socket(), Call::in(10s));
    ASSERT_TRUE(stream) << why(stream);
    std::this_thread::sleep_for(500ms);
    // Meanwhile others are served.
    const auto other = ssh->exec({q("echo"), q("hi")}, {}, Call::in(5s));
    EXPECT_TRUE(other) << why(other);
    const auto sum = readToEnd(**stream, Call::in(60s));
    ASSERT_TRUE(sum) << why(sum);
    EXPECT_EQ(*sum, size);
}

TEST_F(Stream, readEndsAtItsDeadlineAndTheStreamGoesOn)
{
    const StreamPeer peer(socket(), StreamPeer::echo);
    auto stream = ssh->openUnix(socket(), Call::in(10s));
    ASSERT_TRUE(stream) << why(stream);
    char byte = 0;
    const auto late = (*stream)->read(&byte, 1, Call::in(100ms));
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().kind, ErrorKind::Timeout);
    ASSERT_TRUE((*stream)->write(QByteArrayView("x"), Call::in(10s)));
    EXPECT_EQ((*stream)->read(&byte, 1, Call::in(10s)).value(), 1);
}

TEST_F(Stream, closeWakesABlockedReaderAndABlockedWriter)
{
    std::atomic<bool> stop = false;
    const StreamPeer peer(socket(), [&](int) {
        while (!stop)
            std::this_thread::sleep_for(10ms);
    });
    auto stream = ssh->openUnix(socket(), Call::in(10s));
    ASSERT_TRUE(stream) << why(stream);
    auto reading = std::async(std::launch::async, [&] {
        char byte = 0;
        return (*stream)->read(&byte, 1, Call{});
    });
    auto writing
        = std::async(std::launch::async, [&] { return (*stream)->write(QByteArray(20'000'000, 'w'), Call{}); });
    std::this_thread::sleep_for(300ms);
    (*stream)->close();
    EXPECT_EQ(reading.wait_for(1s), std::future_status::ready);
    EXPECT_EQ(writing.wait_for(1s), std::future_status::ready);
    EXPECT_FALSE(reading.get());
    EXPECT_FALSE(writing.get());
    stop = true;
}

TEST_F(Stream, writesFailOnceTheOtherSideIsGone)
{
    const StreamPeer peer(socket(), [](int) {});
    auto stream = ssh->openUnix(socket(), Call::in(10s));
    ASSERT_TRUE(stream) << why(stream);
    char byte = 0;
    EXPECT_EQ((*stream)->read(&byte, 1, Call::in(10s)).value(), 0);
    Status written;
    within(5s, [&] { return !(written = (*stream)->write(QByteArrayView("x"), Call::in(1s))); });
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().kind, ErrorKind::Network);
}

TEST_F(Stream, freesTheServersEndWhenItIsClosed)
{
    std::atomic<int> ended = 0;
    const StreamPeer peer(socket(), [&](int at) {
        StreamPeer::echo(at);
        ++ended;
    });
    for (int i = 0; i < 200; ++i) {
        auto stream = ssh->openUnix(socket(), Call::in(10s));
        ASSERT_TRUE(stream) << i << why(stream);
    }
    EXPECT_TRUE(within(5s, [&] { return ended == 200; })) << ended;
}

TEST_F(Stream, outlivesItsConnectionWithoutHarm)
{
    const StreamPeer peer(socket(), StreamPeer::echo);
    auto stream = ssh->openUnix(socket(), Call::in(10s));
    ASSERT_TRUE(stream) << why(stream);
    ssh.reset();
    char byte = 0;
    EXPECT_FALSE((*stream)->read(&byte, 1, Call::in(1s)));
    EXPECT_FALSE((*stream)->write(QByteArrayView("x"), Call::in(1s)));
}

TEST_F(Stream, saysThatThereIsNoSuchSocket)
{
    const auto stream = ssh->openUnix(server->path(q("nothing.sock")), Call::in(10s));
    ASSERT_FALSE(stream);
    EXPECT_EQ(stream.error().kind, ErrorKind::NotFound) << why(stream);
    EXPECT_FALSE(ssh->forwardsRefused(Connection::Forwarding::Unix));
}

TEST_F(Stream, saysThatNothingListensOnASocketAnyMore)
{
    {
        const StreamPeer peer(socket(), StreamPeer::echo);
    }
    ASSERT_TRUE(QFile::exists(socket()));
    const auto stream = ssh->openUnix(socket(), Call::in(10s));
    ASSERT_FALSE(stream);
    EXPECT_EQ(stream.error().kind, ErrorKind::Remote);
    EXPECT_TRUE(stream.error().message.contains(q("Nothing listens"))) << why(stream);
    EXPECT_FALSE(ssh->forwardsRefused(Connection::Forwarding::Unix));
}

TEST_F(Stream, saysThatNothingListensOnAPort)
{
    quint16 port = 0;
    {
        const StreamPeer peer(StreamPeer::echo);
        port = peer.port();
    }
    const auto stream = ssh->openTcp(q("127.0.0.1"), port, Call::in(10s));
    ASSERT_FALSE(stream);
    EXPECT_EQ(stream.error().kind, ErrorKind::Remote);
    EXPECT_TRUE(stream.error().detail.contains(q("Connection refused"))) << why(stream);
    EXPECT_FALSE(ssh->forwardsRefused(Connection::Forwarding::Tcp));
}

TEST_F(Stream, saysThatTheServerRefusesForwardsAndOffersACommandInstead)
{
    ssh.reset();
    server->stop();
    server->setConfig({q("DisableForwarding yes")});
    ASSERT_TRUE(server->start());
    ssh = connection();
    const StreamPeer peer(socket(), StreamPeer::echo);
    const StreamPeer tcp(StreamPeer::echo);
    const auto refused = ssh->openUnix(socket(), Call::in(10s));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::Remote);
    EXPECT_TRUE(refused.error().message.contains(q("refuses forwards"))) << why(refused);
    EXPECT_TRUE(ssh->forwardsRefused(Connection::Forwarding::Unix));
    const auto refusedTcp = ssh->openTcp(q("127.0.0.1"), tcp.port(), Call::in(10s));
    ASSERT_FALSE(refusedTcp);
    EXPECT_TRUE(refusedTcp.error().message.contains(q("refuses forwards"))) << why(refusedTcp);
    EXPECT_TRUE(ssh->forwardsRefused(Connection::Forwarding::Tcp));

    auto stream = ssh->openCommand({q("cat")}, Call::in(10s));
    ASSERT_TRUE(stream) << why(stream);
    ASSERT_TRUE((*stream)->write(QByteArrayView("through a command"), Call::in(10s)));
    const auto back = readAll(**stream, 17, Call::in(10s));
    ASSERT_TRUE(back) << why(back);
    EXPECT_EQ(*back, "through a command");
}

TEST_F(Stream, tellsAServerThatRefusesOneKindOfForwardFromOneThatRefusesBoth)
{
    ssh.reset();
    server->stop();
    server->setConfig({q("AllowStreamLocalForwarding no")});
    ASSERT_TRUE(server->start());
    ssh = connection();
    const StreamPeer peer(socket(), StreamPeer::echo);
    const StreamPeer tcp(StreamPeer::echo);
    EXPECT_FALSE(ssh->openUnix(socket(), Call::in(10s)));
    const auto stream = ssh->openTcp(q("127.0.0.1"), tcp.port(), Call::in(10s));
    EXPECT_TRUE(stream) << why(stream);
    EXPECT_TRUE(ssh->forwardsRefused(Connection::Forwarding::Unix));
    EXPECT_FALSE(ssh->forwardsRefused(Connection::Forwarding::Tcp));

    // The next login asks again: the server's configuration may be another.
    server->stop();
    server->setConfig({});
    ASSERT_TRUE(server->start());
    ssh->logInAnew();
    const auto allowed = ssh->openUnix(socket(), Call::in(10s));
    EXPECT_TRUE(allowed) << why(allowed);
    EXPECT_FALSE(ssh->forwardsRefused(Connection::Forwarding::Unix));
}

TEST_F(Stream, closingACommandsStreamEndsTheCommand)
{
    const QString note = server->path(q("pid"));
    auto stream = ssh->openCommand(shell("echo $$ >\"$1\"; sleep 300") + QStringList{q("sh"), note}, Call::in(10s));
    ASSERT_TRUE(stream) << why(stream);
    ASSERT_TRUE(within(5s, [&] { return SshServer::read(note).contains('\n'); }));
    const qint64 pid = SshServer::read(note).trimmed().toLongLong();
    stream->reset();
    EXPECT_TRUE(within(2s, [&] { return !isRunning(pid); }));
}

TEST_F(Stream, leavesPlacesForExecWhileManyCommandStreamsAreOpen)
{
    std::vector<std::unique_ptr<ByteStream>> streams;
    for (int i = 0; i < 6; ++i) {
        auto stream = ssh->openCommand({q("cat")}, Call::in(10s));
        ASSERT_TRUE(stream) << i << why(stream);
        streams.push_back(std::move(*stream));
    }
    const auto seventh = ssh->openCommand({q("cat")}, Call::in(300ms));
    ASSERT_FALSE(seventh);
    EXPECT_EQ(seventh.error().kind, ErrorKind::Timeout);
    const auto result = ssh->exec({q("echo"), q("hi")}, {}, Call::in(10s));
    EXPECT_TRUE(result) << why(result);
    streams.pop_back();
    const auto next = ssh->openCommand({q("cat")}, Call::in(10s));
    EXPECT_TRUE(next) << why(next);
}
