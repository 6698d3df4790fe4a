#include "httpthread.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QRegularExpression>
#include <QSslError>

namespace hermes::ilink {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype largestAnswer = 1'048'576;

Error tooLarge(const HttpPeer &peer)
{
    return {ErrorKind::Remote,
        translate("ILink", "The answer of %1 is larger than 1 MiB and was refused").arg(peer.name), {}, peer.hint};
}

Error cancelled(const HttpPeer &peer)
{
    return {ErrorKind::Cancelled, translate("ILink", "The request to %1 was cancelled").arg(peer.name)};
}

Error networkError(const HttpPeer &peer, const QString &host, QString detail)
{
    // Qt likes to name the whole URL, and the query of ours holds the polling token.
    static const QRegularExpression query(u"\\?\\S*"_s);
    return {ErrorKind::Network, translate("ILink", "%1 (%2) cannot be reached").arg(peer.name, host),
        detail.remove(query), peer.hint};
}

/// One request on its way. The caller waits on it; the worker, a cancel or the deadline decides it, whichever is first.
struct Exchange {
    QNetworkRequest request;
    std::optional<QByteArray> body;
    std::mutex mutex;
    std::condition_variable changed;
    std::optional<Result<HttpAnswer>> outcome;

    bool decide(Result<HttpAnswer> with)
    {
        const std::lock_guard lock(mutex);
        if (outcome)
            return false;
        outcome = std::move(with);
        changed.notify_all();
        return true;
    }

    [[nodiscard]] bool decided()
    {
        const std::lock_guard lock(mutex);
        return outcome.has_value();
    }
};

} // namespace

HttpPeer ilinkPeer()
{
    return {u"iLink"_s,
        translate(
            "ILink", "Check this machine's network and the iLink address in the settings (HERMES_ADMIN_ILINK_URL)."),
        translate("ILink",
            "Check this machine's clock, and that HERMES_ADMIN_ILINK_CA names the right certificate if one is "
            "needed.")};
}

/// Lives on the thread.
class HttpThread::Worker : public QObject {
public:
    Worker(const QSslConfiguration &tls, HttpPeer peer)
        : m_tls(tls)
        , m_peer(std::move(peer))
    { }
    ~Worker() override
    {
        for (const auto &[exchange, reply] : std::exchange(m_running, {})) {
            reply->disconnect(this);
            reply->abort();
            exchange->decide(tl::unexpected(cancelled(m_peer)));
        }
    }

    void start(const std::shared_ptr<Exchange> &exchange)
    {
        if (exchange->decided())
            return;
        const auto manager = freeManager();
        exchange->request.setSslConfiguration(m_tls);
        QNetworkReply *reply = exchange->body ? manager->http.post(exchange->request, *exchange->body)
                                              : manager->http.get(exchange->request);
        reply->setReadBufferSize(2 * largestAnswer);
        ++manager->busy;
        m_running.emplace(exchange, reply);
        connect(reply, &QNetworkReply::readyRead, this, [this, reply, exchange] {
            if (reply->bytesAvailable() <= largestAnswer)
                return;
            exchange->decide(tl::unexpected(tooLarge(m_peer)));
            reply->abort();
        });
        const auto tlsProblems = std::make_shared<QStringList>();
        connect(reply, &QNetworkReply::sslErrors, this, [tlsProblems](const QList<QSslError> &errors) {
            for (const QSslError &error : errors)
                tlsProblems->append(error.errorString());
        });
        connect(reply, &QNetworkReply::finished, this, [this, reply, exchange, manager, tlsProblems] {
            --manager->busy;
            m_running.erase(exchange);
            exchange->decide(outcomeOf(*reply, *tlsProblems));
            reply->deleteLater();
        });
    }

    void abort(const std::shared_ptr<Exchange> &exchange)
    {
        if (const auto at = m_running.find(exchange); at != m_running.end())
            at->second->abort();
    }

private:
    struct Manager {
        QNetworkAccessManager http;
        int busy = 0;
    };

    /// Qt opens at most six HTTP/1.1 connections per manager and server, and a held poll occupies one: a seventh
    /// customer would wait.
    std::shared_ptr<Manager> freeManager()
    {
        constexpr int connections = 6;
        for (const auto &manager : m_managers) {
            if (manager->busy < connections)
                return manager;
        }
        auto manager = std::make_shared<Manager>();
        manager->http.setAutoDeleteReplies(false);
        m_managers.push_back(manager);
        return manager;
    }

    Result<HttpAnswer> outcomeOf(QNetworkReply &reply, const QStringList &tlsProblems) const
    {
        const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        const QString host = reply.request().url().authority();
        if (!tlsProblems.isEmpty()) {
            return fail(ErrorKind::Network, translate("ILink", "%1 (%2) cannot be trusted").arg(m_peer.name, host),
                tlsProblems.join(u"; "_s), m_peer.trustHint.isEmpty() ? m_peer.hint : m_peer.trustHint);
        }
        const bool whole
            = reply.error() == QNetworkReply::NoError || int(reply.error()) > int(QNetworkReply::UnknownProxyError);
        if (status == 0 || !whole)
            return tl::unexpected(networkError(m_peer, host, reply.errorString()));
        if (reply.bytesAvailable() > largestAnswer)
            return tl::unexpected(tooLarge(m_peer));
        HttpAnswer answer{status, reply.readAll()};
        for (const auto &[name, value] : reply.rawHeaderPairs())
            answer.headers.insert(name.toLower(), value);
        return answer;
    }

    QSslConfiguration m_tls;
    const HttpPeer m_peer;
    std::vector<std::shared_ptr<Manager>> m_managers;
    std::map<std::shared_ptr<Exchange>, QNetworkReply *> m_running;
};

HttpThread::HttpThread(const QSslConfiguration &tls, const HttpPeer &peer)
    : m_peer(peer)
    , m_worker(new Worker(tls, peer))
{
    m_worker->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.setObjectName(peer.name);
    m_thread.start();
}

HttpThread::~HttpThread()
{
    m_thread.quit();
    m_thread.wait();
}

Result<HttpAnswer> HttpThread::exchange(
    const QNetworkRequest &request, const std::optional<QByteArray> &body, const Call &call)
{
    const auto exchange = std::make_shared<Exchange>();
    exchange->request = request;
    exchange->body = body;
    const auto registration
        = call.cancel.onCancel([exchange, peer = m_peer] { exchange->decide(tl::unexpected(cancelled(peer))); });
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, exchange] { worker->start(exchange); }, Qt::QueuedConnection);
    std::unique_lock lock(exchange->mutex);
    const bool inTime
        = exchange->changed.wait_for(lock, call.deadline.remaining(), [&] { return exchange->outcome.has_value(); });
    if (!inTime) {
        exchange->outcome = fail(ErrorKind::Timeout,
            translate("ILink", "%1 (%2) did not answer in time").arg(m_peer.name, request.url().authority()), {},
            translate("ILink", "Try again; if it stays so, check this machine's network."));
    }
    Result<HttpAnswer> outcome = *exchange->outcome;
    lock.unlock();
    if (!outcome)
        QMetaObject::invokeMethod(
            m_worker, [worker = m_worker, exchange] { worker->abort(exchange); }, Qt::QueuedConnection);
    return outcome;
}

} // namespace hermes::ilink
