#include "streampeer.h"

#include <cstring>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace hermes::test {

namespace {

bool sendAll(int socket, const char *at, size_t size)
{
    while (size > 0) {
        const ssize_t sent = ::send(socket, at, size, MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        at += sent;
        size -= size_t(sent);
    }
    return true;
}

} // namespace

StreamPeer::StreamPeer(const QString &unixPath, Serve serve)
    : m_serve(std::move(serve))
{
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, unixPath.toLocal8Bit().constData(), sizeof address.sun_path - 1);
    m_listener = ::socket(AF_UNIX, SOCK_STREAM, 0);
    (void)::bind(m_listener, reinterpret_cast<const sockaddr *>(&address), sizeof address);
    ::listen(m_listener, 128);
    m_acceptor = std::thread([this] { run(); });
}

StreamPeer::StreamPeer(Serve serve)
    : m_serve(std::move(serve))
{
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    m_listener = ::socket(AF_INET, SOCK_STREAM, 0);
    (void)::bind(m_listener, reinterpret_cast<sockaddr *>(&address), size);
    ::getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &size);
    m_port = ntohs(address.sin_port);
    ::listen(m_listener, 128);
    m_acceptor = std::thread([this] { run(); });
}

StreamPeer::~StreamPeer()
{
    ::shutdown(m_listener, SHUT_RDWR);
    m_acceptor.join();
    ::close(m_listener);
    for (const int socket : m_sockets)
        ::shutdown(socket, SHUT_RDWR);
    for (std::thread &thread : m_threads)
        thread.join();
    for (const int socket : m_sockets)
        ::close(socket);
}

void StreamPeer::run()
{
    for (;;) {
        const int socket = ::accept(m_listener, nullptr, nullptr);
        if (socket < 0)
            return;
        const int yes = 1;
        ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        ++m_accepted;
        m_sockets.push_back(socket);
        m_threads.emplace_back([this, socket] {
            m_serve(socket);
            ::shutdown(socket, SHUT_RDWR);
        });
    }
}

void StreamPeer::echo(int socket)
{
    std::vector<char> bytes(256 * 1024);
    for (ssize_t got = 0; (got = ::recv(socket, bytes.data(), bytes.size(), 0)) > 0;) {
        if (!sendAll(socket, bytes.data(), size_t(got)))
            return;
    }
}

void StreamPeer::count(int socket)
{
    std::vector<char> bytes(256 * 1024);
    qint64 sum = 0;
    for (ssize_t got = 0; (got = ::recv(socket, bytes.data(), bytes.size(), 0)) > 0;)
        sum += got;
    const std::string answer = std::to_string(sum);
    sendAll(socket, answer.data(), answer.size());
}

StreamPeer::Serve StreamPeer::source(qint64 bytes)
{
    return [bytes](int socket) {
        const std::vector<char> block(256 * 1024, 'x');
        for (qint64 left = bytes; left > 0; left -= qint64(block.size())) {
            if (!sendAll(socket, block.data(), size_t(std::min(left, qint64(block.size())))))
                return;
        }
    };
}

} // namespace hermes::test
