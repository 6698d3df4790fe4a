#include "sshplatform.h"

#include <array>
#include <vector>
#include <winsock2.h>
#include <ws2tcpip.h>

namespace hermes::ssh::platform {

void startSockets()
{
    WSADATA data;
    ::WSAStartup(MAKEWORD(2, 2), &data);
}

bool waitFor(std::span<Watched> sockets, std::chrono::milliseconds time)
{
    std::vector<WSAPOLLFD> polled(sockets.size());
    const size_t count = sockets.size();
    for (size_t i = 0; i < count; ++i) {
        polled[i].fd = sockets[i].socket;
        polled[i].events = short((sockets[i].forReading ? POLLRDNORM : 0) | (sockets[i].forWriting ? POLLWRNORM : 0));
    }
    const bool happened = ::WSAPoll(polled.data(), ULONG(count), int(time.count())) > 0;
    for (size_t i = 0; i < count; ++i) {
        const short events = happened ? polled[i].revents : short(0);
        sockets[i].readable = (events & (POLLRDNORM | POLLHUP | POLLERR | POLLNVAL)) != 0;
        sockets[i].writable = (events & (POLLWRNORM | POLLHUP | POLLERR | POLLNVAL)) != 0;
    }
    return happened;
}

static void noDelay(SOCKET socket)
{
    const BOOL yes = TRUE;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, reinterpret_cast<const char *>(&yes), sizeof yes);
}

bool makePair(Socket &one, Socket &other)
{
    const SOCKET listener = ::socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int size = sizeof address;
    auto *raw = reinterpret_cast<sockaddr *>(&address);
    SOCKET here = INVALID_SOCKET;
    SOCKET there = INVALID_SOCKET;
    if (listener != INVALID_SOCKET && ::bind(listener, raw, size) == 0 && ::listen(listener, 1) == 0
        && ::getsockname(listener, raw, &size) == 0) {
        here = ::socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
        if (here != INVALID_SOCKET && ::connect(here, raw, size) == 0)
            there = ::accept(listener, nullptr, nullptr);
    }
    ::closesocket(listener);
    // Anybody on this machine could have connected first: only our own socket may be the other end.
    sockaddr_in mine = {};
    sockaddr_in peer = {};
    int mineSize = sizeof mine;
    int peerSize = sizeof peer;
    const bool ours = there != INVALID_SOCKET
        && ::getsockname(here, reinterpret_cast<sockaddr *>(&mine), &mineSize) == 0
        && ::getpeername(there, reinterpret_cast<sockaddr *>(&peer), &peerSize) == 0 && mine.sin_port == peer.sin_port;
    if (!ours) {
        ::closesocket(here);
        ::closesocket(there);
        return false;
    }
    noDelay(here);
    noDelay(there);
    one = here;
    other = there;
    return true;
}

void setBlocking(Socket socket, bool blocking)
{
    u_long nonBlocking = blocking ? 0 : 1;
    ::ioctlsocket(socket, FIONBIO, &nonBlocking);
}

void closeSocket(Socket socket)
{
    if (socket != invalidSocket)
        ::closesocket(socket);
}

void shutDown(Socket socket)
{
    ::shutdown(socket, SD_BOTH);
}

void shutDownWriting(Socket socket)
{
    ::shutdown(socket, SD_SEND);
}

qsizetype receive(Socket socket, char *to, qsizetype max)
{
    return ::recv(socket, to, int(max), 0);
}

qsizetype sendBytes(Socket socket, const char *from, qsizetype size)
{
    return ::send(socket, from, int(size), 0);
}

bool wouldBlock()
{
    return ::WSAGetLastError() == WSAEWOULDBLOCK;
}

Socket listenOnLoopback(quint16 *port, QString *problem)
{
    constexpr int backlog = 64;
    startSockets();
    const SOCKET socket = ::socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int size = sizeof address;
    auto *raw = reinterpret_cast<sockaddr *>(&address);
    // Without this another program could bind the same port beside us.
    const BOOL yes = TRUE;
    const bool open = socket != INVALID_SOCKET
        && ::setsockopt(socket, SOL_SOCKET, SO_EXCLUSIVEADDRUSE, reinterpret_cast<const char *>(&yes), sizeof yes) == 0
        && ::bind(socket, raw, size) == 0 && ::listen(socket, backlog) == 0 && ::getsockname(socket, raw, &size) == 0;
    if (!open) {
        *problem = errorText(::WSAGetLastError());
        ::closesocket(socket);
        return invalidSocket;
    }
    setBlocking(socket, false);
    *port = ntohs(address.sin_port);
    return socket;
}

Socket listenOnPath(const QString &, QString *problem)
{
    *problem = translate("Ssh", "Windows has no unix sockets for this.");
    return invalidSocket;
}

Socket acceptFrom(Socket listener)
{
    const SOCKET socket = ::accept(listener, nullptr, nullptr);
    if (socket == INVALID_SOCKET)
        return invalidSocket;
    setBlocking(socket, false);
    noDelay(socket);
    return socket;
}

QList<Address> resolve(const QString &host, quint16 port, bool numericOnly, QString *problem)
{
    addrinfo hints = {};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = numericOnly ? AI_NUMERICHOST : AI_ADDRCONFIG;
    addrinfo *found = nullptr;
    const int failed = ::getaddrinfo(host.toUtf8().constData(), QByteArray::number(port).constData(), &hints, &found);
    if (failed != 0) {
        *problem = errorText(failed);
        return {};
    }
    QList<Address> addresses;
    for (const addrinfo *at = found; at; at = at->ai_next) {
        char text[NI_MAXHOST] = {};
        ::getnameinfo(at->ai_addr, socklen_t(at->ai_addrlen), text, sizeof text, nullptr, 0, NI_NUMERICHOST);
        addresses.append(
            {at->ai_family, QByteArray(reinterpret_cast<const char *>(at->ai_addr), qsizetype(at->ai_addrlen)),
                QString::fromLatin1(text)});
    }
    ::freeaddrinfo(found);
    return addresses;
}

Socket startConnect(const Address &address, int *error)
{
    const SOCKET socket = ::socket(address.family, SOCK_STREAM, IPPROTO_TCP);
    if (socket == INVALID_SOCKET) {
        *error = ::WSAGetLastError();
        return invalidSocket;
    }
    setBlocking(socket, false);
    noDelay(socket);
    const auto *to = reinterpret_cast<const sockaddr *>(address.bytes.constData());
    if (::connect(socket, to, int(address.bytes.size())) != 0 && ::WSAGetLastError() != WSAEWOULDBLOCK) {
        *error = ::WSAGetLastError();
        ::closesocket(socket);
        return invalidSocket;
    }
    return socket;
}

int connectError(Socket socket)
{
    int error = 0;
    int size = sizeof error;
    const int failed = ::getsockopt(socket, SOL_SOCKET, SO_ERROR, reinterpret_cast<char *>(&error), &size);
    return failed == 0 ? error : ::WSAGetLastError();
}

bool isRefused(int error)
{
    return error == WSAECONNREFUSED;
}

QString errorText(int error)
{
    wchar_t text[512] = {};
    ::FormatMessageW(
        FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS, nullptr, DWORD(error), 0, text, 512, nullptr);
    return QString::fromWCharArray(text).trimmed();
}

namespace {

class PipeAgent final : public AgentDoor {
public:
    explicit PipeAgent(HANDLE pipe)
        : m_pipe(pipe)
    { }
    ~PipeAgent() override { ::CloseHandle(m_pipe); }
    bool read(char *to, qsizetype size) override
    {
        for (DWORD got = 0; size > 0; to += got, size -= got) {
            if (!::ReadFile(m_pipe, to, DWORD(size), &got, nullptr) || got == 0)
                return false;
        }
        return true;
    }
    bool write(const char *from, qsizetype size) override
    {
        for (DWORD sent = 0; size > 0; from += sent, size -= sent) {
            if (!::WriteFile(m_pipe, from, DWORD(size), &sent, nullptr) || sent == 0)
                return false;
        }
        return true;
    }
    void cut() override { ::CancelIoEx(m_pipe, nullptr); }

private:
    HANDLE m_pipe;
};

} // namespace

std::unique_ptr<AgentDoor> openAgent(QString *problem)
{
    // libssh knows no named pipes; this one is served by Win32-OpenSSH, 1Password and others.
    QString path = qEnvironmentVariable("SSH_AUTH_SOCK");
    if (!path.startsWith(QStringLiteral("\\\\.\\pipe\\")))
        path = QStringLiteral("\\\\.\\pipe\\openssh-ssh-agent");
    const HANDLE pipe = ::CreateFileW(reinterpret_cast<const wchar_t *>(path.utf16()), GENERIC_READ | GENERIC_WRITE, 0,
        nullptr, OPEN_EXISTING, SECURITY_SQOS_PRESENT | SECURITY_IDENTIFICATION, nullptr);
    if (pipe != INVALID_HANDLE_VALUE)
        return std::make_unique<PipeAgent>(pipe);
    *problem = translate("Ssh", "The SSH agent at %1 does not answer: %2.").arg(path, errorText(int(::GetLastError())));
    return nullptr;
}

} // namespace hermes::ssh::platform
