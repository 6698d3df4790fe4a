#pragma once

#include <QString>
#include <atomic>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace hermes::test {

/// A server on a unix socket or a loopback TCP port whose every connection is handled by `serve` on a thread of its
/// own.
class StreamPeer {
public:
    using Serve = std::function<void(int socket)>;
    StreamPeer(const QString &unixPath, Serve serve);
    explicit StreamPeer(Serve serve);
    ~StreamPeer();

    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] int accepted() const { return m_accepted; }

    static void echo(int socket);
    /// Reads everything to the end, then answers with the number of bytes.
    static void count(int socket);
    /// Sends `bytes` bytes, then ends; reads nothing.
    static Serve source(qint64 bytes);

private:
    void run();

    int m_listener = -1;
    quint16 m_port = 0;
    Serve m_serve;
    std::atomic<int> m_accepted = 0;
    std::mutex m_mutex;
    std::vector<int> m_sockets;
    std::vector<std::thread> m_threads;
    std::thread m_acceptor;
};

} // namespace hermes::test
