#include "localstream.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

// NOLINTNEXTLINE(readability-redundant-declaration): POSIX leaves the declaration to the program.
extern char **environ;

namespace hermes::test {

namespace {

tl::unexpected<Error> systemError(const QString &what)
{
    return fail(ErrorKind::Network, what, QString::fromLocal8Bit(std::strerror(errno)));
}

class LocalStream final : public ByteStream {
public:
    LocalStream(int in, int out, pid_t process)
        : m_in(in)
        , m_out(out)
        , m_process(process)
    {
        (void)::pipe2(m_wake.data(), O_CLOEXEC | O_NONBLOCK);
        ::fcntl(in, F_SETFL, ::fcntl(in, F_GETFL) | O_NONBLOCK);
        ::fcntl(out, F_SETFL, ::fcntl(out, F_GETFL) | O_NONBLOCK);
    }
    ~LocalStream() override
    {
        close();
        if (m_process > 0)
            ::waitpid(m_process, nullptr, 0);
        ::close(m_in);
        if (m_out != m_in && m_out >= 0)
            ::close(m_out);
        ::close(m_wake[0]);
        ::close(m_wake[1]);
    }

    Result<qsizetype> read(char *to, qsizetype max, const Call &call) override
    {
        while (true) {
            const ssize_t got = ::read(m_in, to, size_t(max));
            if (got >= 0)
                return qsizetype(got);
            if (errno == ECONNRESET)
                return systemError(QStringLiteral("The local stream broke"));
            if (errno != EAGAIN && errno != EINTR)
                return systemError(QStringLiteral("The local stream could not be read"));
            HERMES_TRY(waitFor(m_in, POLLIN, call));
        }
    }

    Status write(QByteArrayView bytes, const Call &call) override
    {
        while (!bytes.isEmpty()) {
            const ssize_t put = ::write(m_out, bytes.data(), size_t(bytes.size()));
            if (put >= 0) {
                bytes = bytes.sliced(put);
                continue;
            }
            if (errno != EAGAIN && errno != EINTR)
                return systemError(QStringLiteral("The local stream could not be written"));
            HERMES_TRY(waitFor(m_out, POLLOUT, call));
        }
        return {};
    }

    Status closeWrite(const Call & /*call*/) override
    {
        if (m_in == m_out) {
            ::shutdown(m_out, SHUT_WR);
        } else {
            ::close(m_out);
            m_out = -1;
        }
        return {};
    }

    void close() override
    {
        m_closed = true;
        (void)::write(m_wake[1], "x", 1);
        if (m_process > 0)
            ::kill(m_process, SIGKILL);
        else
            ::shutdown(m_in, SHUT_RDWR);
    }

private:
    Status waitFor(int fd, short events, const Call &call)
    {
        const auto registration = call.cancel.onCancel([this] { (void)::write(m_wake[1], "x", 1); });
        std::array<pollfd, 2> fds{{{fd, events, 0}, {m_wake[0], POLLIN, 0}}};
        if (call.cancel.isCancelled())
            return fail(ErrorKind::Cancelled, QStringLiteral("Cancelled"));
        if (m_closed)
            return fail(ErrorKind::Network, QStringLiteral("The local stream was closed"));
        const auto left = std::min<qint64>(call.deadline.remaining().count(), 3'600'000);
        if (::poll(fds.data(), fds.size(), int(left)) == 0 && call.deadline.expired())
            return fail(ErrorKind::Timeout, QStringLiteral("The time is up"));
        return {};
    }

    int m_in;
    int m_out;
    pid_t m_process;
    std::array<int, 2> m_wake{-1, -1};
    std::atomic<bool> m_closed = false;
};

} // namespace

Result<std::unique_ptr<ByteStream>> openLocalSocket(const QString &path)
{
    const QByteArray bytes = path.toLocal8Bit();
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (size_t(bytes.size()) >= sizeof(address.sun_path))
        return fail(ErrorKind::Invalid, QStringLiteral("The socket path is too long"), path);
    std::memcpy(address.sun_path, bytes.constData(), size_t(bytes.size()));
    const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || ::connect(fd, reinterpret_cast<const sockaddr *>(&address), sizeof(address)) != 0) {
        auto error = systemError(QStringLiteral("No connection to %1").arg(path));
        if (fd >= 0)
            ::close(fd);
        return error;
    }
    return std::make_unique<LocalStream>(fd, fd, 0);
}

Result<std::unique_ptr<ByteStream>> openProcess(const QStringList &argv)
{
    // A write to a process that has gone must be an error, not the end of the test program.
    std::signal(SIGPIPE, SIG_IGN);
    std::array<int, 2> toChild{};
    std::array<int, 2> fromChild{};
    if (::pipe2(toChild.data(), O_CLOEXEC) != 0 || ::pipe2(fromChild.data(), O_CLOEXEC) != 0)
        return systemError(QStringLiteral("No pipe"));
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, toChild[0], 0);
    posix_spawn_file_actions_adddup2(&actions, fromChild[1], 1);
    QList<QByteArray> words;
    for (const QString &word : argv)
        words.append(word.toLocal8Bit());
    std::vector<char *> pointers;
    for (QByteArray &word : words)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);
    pid_t process = 0;
    const int failed = ::posix_spawnp(&process, pointers[0], &actions, nullptr, pointers.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    ::close(toChild[0]);
    ::close(fromChild[1]);
    if (failed != 0) {
        ::close(toChild[1]);
        ::close(fromChild[0]);
        errno = failed;
        return systemError(QStringLiteral("%1 could not be started").arg(argv.value(0)));
    }
    return std::make_unique<LocalStream>(fromChild[0], toChild[1], process);
}

} // namespace hermes::test
