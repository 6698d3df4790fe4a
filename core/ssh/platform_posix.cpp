#include "sshplatform.h"

#include <QFile>

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#include <vector>

#ifndef MSG_NOSIGNAL
#define MSG_NOSIGNAL 0
#endif

namespace hermes::ssh::platform {

void startSockets() { }

bool waitFor(std::span<Watched> sockets, std::chrono::milliseconds time)
{
    std::vector<pollfd> polled(sockets.size());
    const size_t count = sockets.size();
    for (size_t i = 0; i < count; ++i) {
        polled[i].fd = sockets[i].socket;
        polled[i].events = short((sockets[i].forReading ? POLLIN : 0) | (sockets[i].forWriting ? POLLOUT : 0));
    }
    const bool happened = ::poll(polled.data(), nfds_t(count), int(time.count())) > 0;
    for (size_t i = 0; i < count; ++i) {
        const short events = happened ? polled[i].revents : short(0);
        sockets[i].readable = (events & (POLLIN | POLLHUP | POLLERR | POLLNVAL)) != 0;
        sockets[i].writable = (events & (POLLOUT | POLLHUP | POLLERR | POLLNVAL)) != 0;
    }
    return happened;
}

static void closeOnExec(int socket)
{
    ::fcntl(socket, F_SETFD, FD_CLOEXEC);
}

bool makePair(Socket &one, Socket &other)
{
    int pair[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM, 0, pair) != 0)
        return false;
    one = pair[0];
    other = pair[1];
    closeOnExec(one);
    closeOnExec(other);
    return true;
}

void setBlocking(Socket socket, bool blocking)
{
    const int flags = ::fcntl(socket, F_GETFL);
    ::fcntl(socket, F_SETFL, blocking ? flags & ~O_NONBLOCK : flags | O_NONBLOCK);
}

void closeSocket(Socket socket)
{
    if (socket != invalidSocket)
        ::close(socket);
}

void shutDown(Socket socket)
{
    ::shutdown(socket, SHUT_RDWR);
}

void shutDownWriting(Socket socket)
{
    ::shutdown(socket, SHUT_WR);
}

qsizetype receive(Socket socket, char *to, qsizetype max)
{
    qsizetype got;
    do {
        got = ::recv(socket, to, size_t(max), 0);
    } while (got < 0 && errno == EINTR);
    return got;
}

qsizetype sendBytes(Socket socket, const char *from, qsizetype size)
{
    qsizetype sent;
    do {
        sent = ::send(socket, from, size_t(size), MSG_NOSIGNAL);
    } while (sent < 0 && errno == EINTR);
    return sent;
}

bool wouldBlock()
{
    return errno == EAGAIN || errno == EWOULDBLOCK;
}

static Socket listening(int socket, const sockaddr *address, socklen_t size, const char *path, QString *problem)
{
    constexpr int backlog = 64;
    // Nobody gets in between bind() and listen(), so the socket's file has its mode in time.
    if (socket >= 0 && ::bind(socket, address, size) == 0 && (!path || ::chmod(path, 0600) == 0)
        && ::listen(socket, backlog) == 0) {
        closeOnExec(socket);
        setBlocking(socket, false);
        return socket;
    }
    *problem = errorText(errno);
    if (socket >= 0)
        ::close(socket);
    return invalidSocket;
}

Socket listenOnLoopback(quint16 *port, QString *problem)
{
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto *raw = reinterpret_cast<sockaddr *>(&address);
    socklen_t size = sizeof address;
    const int socket = listening(::socket(AF_INET, SOCK_STREAM, 0), raw, size, nullptr, problem);
    if (socket >= 0 && ::getsockname(socket, raw, &size) == 0)
        *port = ntohs(address.sin_port);
    return socket;
}

Socket listenOnPath(const QString &path, QString *problem)
{
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    const QByteArray bytes = QFile::encodeName(path);
    if (size_t(bytes.size()) >= sizeof address.sun_path) {
        *problem = errorText(ENAMETOOLONG);
        return invalidSocket;
    }
    std::memcpy(address.sun_path, bytes.constData(), size_t(bytes.size()));
    const auto *raw = reinterpret_cast<const sockaddr *>(&address);
    struct stat there = {};
    const int probe = ::socket(AF_UNIX, SOCK_STREAM, 0);
    // Only what is a socket and that nobody listens on is ours to replace.
    if (::lstat(bytes.constData(), &there) == 0 && S_ISSOCK(there.st_mode) && ::connect(probe, raw, sizeof address) != 0
        && errno == ECONNREFUSED)
        ::unlink(bytes.constData());
    if (probe >= 0)
        ::close(probe);
    return listening(::socket(AF_UNIX, SOCK_STREAM, 0), raw, sizeof address, bytes.constData(), problem);
}

Socket acceptFrom(Socket listener)
{
    const int socket = ::accept(listener, nullptr, nullptr);
    if (socket < 0)
        return invalidSocket;
    closeOnExec(socket);
    setBlocking(socket, false);
    const int yes = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes); // fails on a unix socket, which has no delay
    return socket;
}

QList<Address> resolve(const QString &host, quint16 port, bool numericOnly, QString *problem)
{
    addrinfo hints = {};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_NUMERICSERV | (numericOnly ? AI_NUMERICHOST : AI_ADDRCONFIG);
    addrinfo *found = nullptr;
    const int failed = ::getaddrinfo(host.toUtf8().constData(), QByteArray::number(port).constData(), &hints, &found);
    if (failed != 0) {
        *problem = QString::fromLocal8Bit(::gai_strerror(failed));
        return {};
    }
    QList<Address> addresses;
    for (const addrinfo *at = found; at; at = at->ai_next) {
        char text[NI_MAXHOST] = {};
        ::getnameinfo(at->ai_addr, at->ai_addrlen, text, sizeof text, nullptr, 0, NI_NUMERICHOST);
        addresses.append({at->ai_family, QByteArray(reinterpret_cast<const char *>(at->ai_addr), at->ai_addrlen),
            QString::fromLatin1(text)});
    }
    ::freeaddrinfo(found);
    return addresses;
}

Socket startConnect(const Address &address, int *error)
{
    const int socket = ::socket(address.family, SOCK_STREAM, 0);
    if (socket < 0) {
        *error = errno;
        return invalidSocket;
    }
    closeOnExec(socket);
    setBlocking(socket, false);
    const int yes = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    const auto *to = reinterpret_cast<const sockaddr *>(address.bytes.constData());
    if (::connect(socket, to, socklen_t(address.bytes.size())) != 0 && errno != EINPROGRESS) {
        *error = errno;
        ::close(socket);
        return invalidSocket;
    }
    return socket;
}

int connectError(Socket socket)
{
    int error = 0;
    socklen_t size = sizeof error;
    return ::getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &size) == 0 ? error : errno;
}

bool isRefused(int error)
{
    return error == ECONNREFUSED;
}

QString errorText(int error)
{
    return QString::fromLocal8Bit(std::strerror(error));
}

namespace {

class UnixAgent final : public AgentDoor {
public:
    explicit UnixAgent(int socket)
        : m_socket(socket)
    { }
    ~UnixAgent() override { ::close(m_socket); }
    bool read(char *to, qsizetype size) override
    {
        for (qsizetype got = 0; size > 0; to += got, size -= got) {
            if ((got = receive(m_socket, to, size)) <= 0)
                return false;
        }
        return true;
    }
    bool write(const char *from, qsizetype size) override
    {
        for (qsizetype sent = 0; size > 0; from += sent, size -= sent) {
            if ((sent = sendBytes(m_socket, from, size)) <= 0)
                return false;
        }
        return true;
    }
    void cut() override { shutDown(m_socket); }

private:
    int m_socket;
};

} // namespace

std::unique_ptr<AgentDoor> openAgent(QString *problem)
{
    const QByteArray path = qgetenv("SSH_AUTH_SOCK");
    if (path.isEmpty()) {
        *problem = translate("Ssh", "No SSH agent is running: SSH_AUTH_SOCK is not set.");
        return nullptr;
    }
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
    if (socket >= 0 && size_t(path.size()) < sizeof address.sun_path) {
        closeOnExec(socket);
        std::memcpy(address.sun_path, path.constData(), size_t(path.size()));
        if (::connect(socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0)
            return std::make_unique<UnixAgent>(socket);
    }
    *problem
        = translate("Ssh", "The SSH agent at %1 does not answer: %2.").arg(QFile::decodeName(path), errorText(errno));
    if (socket >= 0)
        ::close(socket);
    return nullptr;
}

} // namespace hermes::ssh::platform
