#include "tinyserver.h"

#include <future>

class TinyServer::Acceptor : public QTcpServer {
public:
    std::function<void(qintptr)> accepted;

protected:
    void incomingConnection(qintptr descriptor) override { accepted(descriptor); }
};

QByteArray TinyServer::Request::header(const QByteArray &name) const
{
    for (const QByteArray &line : headers) {
        if (line.startsWith(name + ": "))
            return line.mid(name.size() + 2);
    }
    return {};
}

void TinyServer::Peer::send(const QByteArray &bytes)
{
    m_socket.write(bytes);
    while (m_socket.bytesToWrite() > 0 && m_socket.waitForBytesWritten(10'000)) { }
}

void TinyServer::Peer::answer(int status, const QByteArray &body, const QByteArray &type)
{
    send("HTTP/1.1 " + QByteArray::number(status) + " X\r\nContent-Type: " + type
        + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
}

void TinyServer::Peer::close()
{
    m_socket.disconnectFromHost();
    if (m_socket.state() != QAbstractSocket::UnconnectedState)
        m_socket.waitForDisconnected(1000);
}

bool TinyServer::Peer::hold(int ms)
{
    const auto isOver = [this] { return m_stopping || m_socket.state() != QAbstractSocket::ConnectedState; };
    for (int waited = 0; waited < ms && !isOver(); waited += 20)
        m_socket.waitForReadyRead(20);
    return isOver();
}

TinyServer::TinyServer(Answer answer)
    : m_answer(std::move(answer))
{
    std::promise<quint16> port;
    m_thread = std::thread([this, &port] {
        Acceptor acceptor;
        int count = 0;
        acceptor.accepted = [&](qintptr descriptor) {
            m_connections.emplace_back([this, descriptor, number = ++count] { serve(descriptor, number); });
        };
        acceptor.listen(QHostAddress::LocalHost);
        port.set_value(acceptor.serverPort());
        while (!m_stopping)
            acceptor.waitForNewConnection(50);
    });
    m_port = port.get_future().get();
}

TinyServer::~TinyServer()
{
    m_stopping = true;
    m_thread.join();
    for (std::thread &each : m_connections)
        each.join();
}

QList<TinyServer::Request> TinyServer::requests() const
{
    const std::lock_guard lock(m_mutex);
    return m_requests;
}

bool TinyServer::waitForRequests(int count) const
{
    std::unique_lock lock(m_mutex);
    return m_changed.wait_for(lock, std::chrono::seconds(10), [&] { return m_requests.size() >= count; });
}

void TinyServer::serve(qintptr descriptor, int connection)
{
    QTcpSocket socket;
    socket.setSocketDescriptor(descriptor);
    const int open = ++m_open;
    for (int most = m_mostConnections; open > most && !m_mostConnections.compare_exchange_weak(most, open);) { }
    Peer peer(socket, m_stopping);
    QByteArray received;
    while (!m_stopping && socket.state() == QAbstractSocket::ConnectedState) {
        const qsizetype end = received.indexOf("\r\n\r\n");
        if (end < 0) {
            socket.waitForReadyRead(50);
            received += socket.readAll();
            continue;
        }
        Request request;
        request.headers = received.left(end).split('\n');
        for (QByteArray &line : request.headers)
            line = line.trimmed();
        const QList<QByteArray> first = request.headers.takeFirst().split(' ');
        request.method = first.value(0);
        request.target = first.value(1);
        request.connection = connection;
        received.remove(0, end + 4);
        const qsizetype length = request.header("Content-Length").toLongLong();
        while (received.size() < length && socket.waitForReadyRead(5000))
            received += socket.readAll();
        request.body = received.left(length);
        received.remove(0, length);
        {
            const std::lock_guard lock(m_mutex);
            m_requests.append(request);
            m_changed.notify_all();
        }
        m_answer(request, peer);
    }
    --m_open;
}
