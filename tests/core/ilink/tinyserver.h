#pragma once

#include <QByteArray>
#include <QList>
#include <QTcpServer>
#include <QTcpSocket>
#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

/// An HTTP/1.1 server on 127.0.0.1 whose answers a test writes byte by byte. One thread per connection.
class TinyServer {
public:
    struct Request {
        QByteArray method;
        QByteArray target;
        QList<QByteArray> headers; ///< as sent, "Name: value"
        QByteArray body;
        int connection = 0; ///< which TCP connection it came on

        [[nodiscard]] QByteArray header(const QByteArray &name) const;
    };
    /// A connection's other side, for the answering code.
    class Peer {
    public:
        explicit Peer(QTcpSocket &socket, const std::atomic<bool> &stopping)
            : m_socket(socket)
            , m_stopping(stopping)
        { }
        void send(const QByteArray &bytes);
        void answer(int status, const QByteArray &body, const QByteArray &type = "application/json");
        void close();
        /// Sleeps until the client hangs up, the server stops or `ms` are over; true but in the last case.
        bool hold(int ms);

    private:
        QTcpSocket &m_socket;
        const std::atomic<bool> &m_stopping;
    };
    using Answer = std::function<void(const Request &, Peer &)>;

    explicit TinyServer(Answer answer);
    ~TinyServer();

    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] QString url() const { return QStringLiteral("http://127.0.0.1:%1").arg(m_port); }
    [[nodiscard]] QList<Request> requests() const;
    /// Waits up to 10 s until so many requests came in.
    bool waitForRequests(int count) const;
    /// How many connections were open at once at most.
    [[nodiscard]] int mostConnections() const { return m_mostConnections; }

private:
    class Acceptor;
    void serve(qintptr descriptor, int connection);

    Answer m_answer;
    quint16 m_port = 0;
    std::atomic<bool> m_stopping = false;
    std::atomic<int> m_open = 0;
    std::atomic<int> m_mostConnections = 0;
    mutable std::mutex m_mutex;
    mutable std::condition_variable m_changed;
    QList<Request> m_requests;
    std::vector<std::thread> m_connections;
    std::thread m_thread;
};
