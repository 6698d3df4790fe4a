#pragma once

#include "call.h"
#include "result.h"

#include <QByteArray>
#include <QHash>
#include <QNetworkRequest>
#include <QSslConfiguration>
#include <QThread>
#include <memory>

namespace hermes::ilink {

struct HttpAnswer {
    int status = 0;
    QByteArray body;
    QHash<QByteArray, QByteArray> headers = {}; ///< by name in small letters
};

/// Whom the requests go to, for sentences.
struct HttpPeer {
    QString name;
    QString hint; ///< what to check where it cannot be reached
    QString trustHint = {}; ///< what to check where its certificate is none
};
[[nodiscard]] HttpPeer ilinkPeer();

/// HTTP/1.1 on one QThread of its own; any number of threads may call at once. Follows no redirect, keeps connections
/// alive and never puts a URL's query into an error. Needs a QCoreApplication, as Qt Network does.
class HttpThread {
public:
    explicit HttpThread(const QSslConfiguration &tls, const HttpPeer &peer = ilinkPeer());
    /// No call may be under way: cancel their tokens first.
    ~HttpThread();
    HttpThread(const HttpThread &) = delete;
    HttpThread &operator=(const HttpThread &) = delete;

    /// GET, or POST where `body` is given. An answer with any HTTP status is a result. Errors: Network, Timeout,
    /// Cancelled, Remote (an answer of more than 1 MiB).
    [[nodiscard]] Result<HttpAnswer> exchange(
        const QNetworkRequest &request, const std::optional<QByteArray> &body, const Call &call);

private:
    class Worker;
    QThread m_thread;
    const HttpPeer m_peer;
    Worker *m_worker;
};

} // namespace hermes::ilink
