#pragma once

#include "bytestream.h"

#include <QByteArrayList>

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>

namespace hermes::test {

/// The other side of in-memory streams: collects each request and plays what the test says. Thread-safe.
class ScriptedEngine {
public:
    struct Reply {
        QByteArray bytes;
        bool thenEnd = false; ///< the other side hangs up after these bytes
    };
    struct Request {
        QByteArray head; ///< request line and headers
        QByteArray body;
        int stream = 0; ///< counts opened streams from 1
        [[nodiscard]] QByteArray line() const { return head.left(head.indexOf('\r')); }
    };
    using Handler = std::function<Reply(const Request &)>;
    explicit ScriptedEngine(Handler handler)
        : m_handler(std::move(handler))
    { }

    [[nodiscard]] std::unique_ptr<ByteStream> open();
    [[nodiscard]] QList<Request> requests() const;
    /// First lines of all requests but the ping.
    [[nodiscard]] QByteArrayList lines() const;
    [[nodiscard]] int opened() const;
    [[nodiscard]] int openNow() const;
    [[nodiscard]] int writes() const;
    /// All open streams end, as when the engine restarts.
    void restart();
    /// Bytes are handed to read() in pieces of at most this size.
    void setPiece(qsizetype piece) { m_piece = piece; }

    [[nodiscard]] static QByteArray answer(int status, const QByteArray &body, const QByteArray &headers = {});
    [[nodiscard]] static QByteArray chunked(const QByteArray &body, qsizetype chunk);
    [[nodiscard]] static QByteArray ping(const QByteArray &version = "1.41");

private:
    friend class ScriptedStream;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    Handler m_handler;
    QList<Request> m_requests;
    int m_opened = 0;
    int m_open = 0;
    int m_writes = 0;
    int m_epoch = 0;
    qsizetype m_piece = 1 << 20;
};

} // namespace hermes::test
