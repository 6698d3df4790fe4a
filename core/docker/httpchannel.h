#pragma once

#include "bytestream.h"

#include <functional>
#include <memory>

namespace hermes::docker {

struct HttpRequest {
    QByteArray method = QByteArrayLiteral("GET");
    QByteArray target = {}; ///< path and query, percent-encoded
    QByteArray host = QByteArrayLiteral("docker");
    QByteArray contentType = {};
    QByteArray body = {};
    bool hijack = false; ///< asks for a raw stream after the answer's head (`Upgrade: tcp`)
    bool close = false; ///< one exchange only
};

/// HTTP/1.1 exchanges, one after another, on a stream that somebody else owns. Keeps its buffers from one exchange to
/// the next. One thread at a time; what writeRaw() sends may come from a second one. Errors: those of the stream, and
/// Remote for an answer that is no HTTP.
class HttpChannel {
public:
    using Sink = std::function<void(QByteArrayView)>;

    explicit HttpChannel(ByteStream &stream);
    ~HttpChannel();
    HttpChannel(const HttpChannel &) = delete;
    HttpChannel &operator=(const HttpChannel &) = delete;

    /// Sends the request (one write, unless its body is large) and reads the head of the answer; its status code.
    [[nodiscard]] Result<int> exchange(const HttpRequest &request, const Call &call);
    /// A header of the answer; empty if it is not there. Name in any case.
    [[nodiscard]] QByteArray header(const char *name) const;
    /// Reads the answer's body to its end. More than `limit` bytes is a Remote error.
    [[nodiscard]] Result<QByteArray> readBody(qint64 limit, const Call &call);
    /// Hands the body over piece by piece until it ends.
    [[nodiscard]] Status readBody(const Sink &sink, const Call &call);
    /// After a 101, or an answer without a length: the raw bytes that follow, to the stream's end.
    [[nodiscard]] Status readRaw(const Sink &sink, const Call &call);

    /// True if at least one byte of the answer to the last request arrived.
    [[nodiscard]] bool answerBegan() const;
    /// True if the last answer was read to its end and another request may follow.
    [[nodiscard]] bool reusable() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace hermes::docker
