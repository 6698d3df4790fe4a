#include "hostfiles.h"
#include "sshrig.h"
#include "streampeer.h"

#include <QDir>
#include <sys/stat.h>

using namespace hermes;
using namespace hermes::test;

/// Named pipes that the SSH user holds for another program of the host: here a shell of this machine.
class HostPipes : public SshTest {
protected:
    void SetUp() override
    {
        ASSERT_NO_FATAL_FAILURE(startTrustedServer());
        ssh = connection();
        files = std::make_unique<SshHostFiles>(ssh);
        ASSERT_TRUE(files->makeDirectory(directory(), 0700, call));
    }
    [[nodiscard]] QString directory() const { return server->path(q("pipes")); }
    [[nodiscard]] QString at(const char *name) const { return directory() + q("/") + q(name); }
    [[nodiscard]] QStringList names() const
    {
        return QDir(directory()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot | QDir::System);
    }
    /// The other program: opens its end as a job does, then does `script` with it as fd 4.
    [[nodiscard]] std::thread other(const char *open, const char *script, const QString &path)
    {
        return std::thread([this, path, text = q("exec 4") + q(open) + q("\"$1\"; rm \"$1\"; ") + q(script)] {
            EXPECT_TRUE(ssh->exec({q("sh"), q("-c"), text, q("sh"), path}, {}, call));
        });
    }
    [[nodiscard]] QByteArray all(ByteStream &stream) const
    {
        QByteArray read;
        std::array<char, 65'536> buffer = {};
        for (;;) {
            const auto got = stream.read(buffer.data(), buffer.size(), call);
            EXPECT_TRUE(got) << why(got);
            if (!got || *got == 0)
                return read;
            read.append(buffer.data(), *got);
        }
    }
    [[nodiscard]] bool isHeld(const QString &path) const
    {
        const auto found = ssh->exec({q("pgrep"), q("-f"), path + q(" ")}, {}, call);
        return found && found->exitCode == 0;
    }

    std::shared_ptr<Connection> ssh;
    std::unique_ptr<SshHostFiles> files;
    const Call call = Call::in(60s);
};

TEST_F(HostPipes, readsWhatAnotherProgramWritesToItsEnd)
{
    auto opened = files->openPipe(at("a-1"), PipeEnd::Reading, call);
    ASSERT_TRUE(opened) << why(opened);
    struct stat found = {};
    ASSERT_EQ(::stat(at("a-1").toLocal8Bit().constData(), &found), 0);
    EXPECT_EQ(found.st_mode, mode_t(S_IFIFO | 0600));
    std::thread writer = other(">", "head -c 3000000 /dev/zero >&4", at("a-1"));
    EXPECT_EQ(all(**opened), QByteArray(3'000'000, '\0'));
    writer.join();
    EXPECT_TRUE(names().isEmpty());
}

TEST_F(HostPipes, losesNothingOfAWriterThatIsQuick)
{
    for (int i = 0; i < 10; ++i) {
        auto opened = files->openPipe(at("a-1"), PipeEnd::Reading, call);
        ASSERT_TRUE(opened) << why(opened);
        std::thread writer = other(">", "echo short >&4", at("a-1"));
        EXPECT_EQ(all(**opened), "short\n");
        writer.join();
    }
}

TEST_F(HostPipes, writesToAnotherProgramUntilItSeesTheEnd)
{
    for (const QByteArray &bytes : {QByteArray("short"), QByteArray(3'000'000, 'x'), QByteArray()}) {
        auto opened = files->openPipe(at("a-1"), PipeEnd::Writing, call);
        ASSERT_TRUE(opened) << why(opened);
        // What is written before the other end is open waits.
        std::thread feeder([&] {
            EXPECT_TRUE((*opened)->write(bytes, call));
            EXPECT_TRUE((*opened)->closeWrite(call));
        });
        std::thread reader = other("<", "cat <&4 >\"${1%/*}/got\"", at("a-1"));
        feeder.join();
        reader.join();
        EXPECT_EQ(SshServer::read(at("got")), bytes);
    }
}

TEST_F(HostPipes, endsWithItsReader)
{
    auto opened = files->openPipe(at("a-1"), PipeEnd::Writing, call);
    ASSERT_TRUE(opened) << why(opened);
    std::thread reader = other("<", "head -c 10 <&4 >/dev/null", at("a-1"));
    Status written;
    while (written)
        written = (*opened)->write(QByteArray(100'000, 'x'), call);
    reader.join();
    EXPECT_EQ(written.error().kind, ErrorKind::Network) << why(written);
}

TEST_F(HostPipes, leavesNothingWhenItIsClosedBeforeAnybodyOpenedIt)
{
    for (const PipeEnd end : {PipeEnd::Reading, PipeEnd::Writing}) {
        auto opened = files->openPipe(at("a-1"), end, call);
        ASSERT_TRUE(opened) << why(opened);
        EXPECT_TRUE(isHeld(at("a-1")));
        opened->reset();
        EXPECT_TRUE(within(10s, [&] { return names().isEmpty() && !isHeld(at("a-1")); }));
    }
}

TEST_F(HostPipes, clearsAwayWhatIsLeftOfTheSameKind)
{
    for (const char *name : {"a-old", "b-old", "other"})
        ASSERT_TRUE(files->write(at(name), {}, 0600, call));
    auto opened = files->openPipe(at("a-1"), PipeEnd::Reading, call);
    ASSERT_TRUE(opened) << why(opened);
    EXPECT_EQ(names(), (QStringList{q("a-1"), q("b-old"), q("other")}));
}

TEST_F(HostPipes, isNoFileThatAReaderWouldWaitFor)
{
    auto opened = files->openPipe(at("a-1"), PipeEnd::Reading, call);
    ASSERT_TRUE(opened) << why(opened);
    EXPECT_EQ(files->read(at("a-1"), call).error().kind, ErrorKind::NotFound);
}

TEST_F(HostPipes, isRefusedWhereItCannotBeMade)
{
    const auto refused = files->openPipe(q("/proc/hermes/a-1"), PipeEnd::Reading, call);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::Remote) << why(refused);
}

TEST_F(HostPipes, leavesTheFewCommandsOfAServerWithoutForwardsToTheEngine)
{
    server->stop();
    server->setConfig({q("AllowStreamLocalForwarding no")});
    ASSERT_TRUE(server->start());
    const StreamPeer peer(server->path(q("peer")), StreamPeer::echo);
    ASSERT_FALSE(ssh->openUnix(server->path(q("peer")), call));
    ASSERT_TRUE(ssh->forwardsRefused(Connection::Forwarding::Unix));
    EXPECT_FALSE(files->openPipe(at("a-1"), PipeEnd::Reading, call));
    EXPECT_TRUE(names().isEmpty());
}
