#include "metricsserver.h"

#include <QHostAddress>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

namespace hermes::cli {

namespace {

constexpr int mostConnections = 16;
constexpr qsizetype longestRequest = 8'192;
constexpr int patienceMs = 5'000;

QByteArray answer(const QByteArray &status, const QByteArray &body)
{
    return "HTTP/1.1 " + status + "\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\nContent-Length: "
        + QByteArray::number(body.size()) + "\r\nConnection: close\r\n\r\n" + body;
}

} // namespace

/// Lives on the thread.
class MetricsServer::Listener : public QTcpServer {
public:
    explicit Listener(const Text &text)
        : m_text(text)
    {
        setMaxPendingConnections(mostConnections);
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = nextPendingConnection())
                serve(socket);
        });
    }

private:
    void serve(QTcpSocket *socket)
    {
        connect(socket, &QTcpSocket::disconnected, socket, [this, socket] {
            --m_open;
            socket->deleteLater();
        });
        if (++m_open > mostConnections) {
            socket->abort();
            return;
        }
        QTimer::singleShot(patienceMs, socket, [socket] { socket->abort(); });
        connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
            const QByteArray request = socket->peek(longestRequest);
            const bool isWhole = request.contains("\r\n\r\n");
            if (!isWhole && request.size() < longestRequest)
                return;
            QObject::disconnect(socket, &QTcpSocket::readyRead, nullptr, nullptr);
            socket->write(isWhole ? answerTo(request) : answer("431 Request Header Fields Too Large", {}));
            socket->disconnectFromHost();
        });
    }
    QByteArray answerTo(const QByteArray &request) const
    {
        const QList<QByteArray> words = request.left(request.indexOf("\r\n")).split(' ');
        if (words.size() != 3 || words.first() != "GET")
            return answer("405 Method Not Allowed", "Only GET is answered.\n");
        if (words.at(1) != "/metrics")
            return answer("404 Not Found", "The metrics are at /metrics.\n");
        const auto text = m_text();
        return text ? answer("200 OK", *text) : answer("503 Service Unavailable", text.error().text().toUtf8() + '\n');
    }

    const Text &m_text;
    int m_open = 0;
};

Result<std::unique_ptr<MetricsServer>> MetricsServer::listen(const QString &address, Text text)
{
    const qsizetype colon = address.lastIndexOf(QLatin1Char(':'));
    QString name = address.left(colon);
    if (name.startsWith(QLatin1Char('[')) && name.endsWith(QLatin1Char(']')))
        name = name.mid(1, name.size() - 2);
    bool isNumber = false;
    const quint16 port = address.mid(colon + 1).toUShort(&isNumber);
    const QHostAddress host(name);
    if (colon < 0 || !isNumber || host.isNull())
        return fail(ErrorKind::Invalid, QStringLiteral("'%1' is no address to listen on.").arg(address), {},
            QStringLiteral("Write it as 127.0.0.1:9464; the port 0 takes a free one."));
    std::unique_ptr<MetricsServer> server(new MetricsServer(std::move(text)));
    auto *const listener = new Listener(server->m_text);
    listener->moveToThread(&server->m_thread);
    QObject::connect(&server->m_thread, &QThread::finished, listener, &QObject::deleteLater);
    server->m_thread.start();
    bool isListening = false;
    QString words;
    const auto listen = [&] {
        isListening = listener->listen(host, port);
        words = listener->errorString();
        server->m_port = listener->serverPort();
    };
    QMetaObject::invokeMethod(listener, listen, Qt::BlockingQueuedConnection);
    if (!isListening)
        return fail(ErrorKind::Invalid, QStringLiteral("The metrics' address cannot be listened on."), words,
            QStringLiteral("Choose another port with --metrics-listen."));
    return server;
}

MetricsServer::~MetricsServer()
{
    m_thread.quit();
    m_thread.wait();
}

} // namespace hermes::cli
