#include "httpchannel.h"

// The only file that includes Beast: it is heavy, and a parser of a protocol belongs in one place.
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>

#include <limits>

namespace hermes::docker {

namespace {

namespace http = boost::beast::http;
using boost::system::error_code;

constexpr qsizetype bufferSize = 1 << 16;
// Below this the body travels in the same write as the head.
constexpr qsizetype joinBelow = 1 << 16;

/// Where Beast puts the body: into a byte array up to a limit, or to a function.
struct Target {
    QByteArray *bytes = nullptr;
    const HttpChannel::Sink *sink = nullptr;
    qint64 limit = 0;
    bool tooLarge = false;
};

struct TargetBody {
    using value_type = Target;
    class reader {
    public:
        template <bool isRequest, class Fields>
        reader(http::header<isRequest, Fields> & /*head*/, value_type &target)
            : m_target(target)
        { }
        void init(const boost::optional<std::uint64_t> &length, error_code &error)
        {
            error = {};
            if (m_target.bytes && length)
                m_target.bytes->reserve(qsizetype(std::min<std::uint64_t>(*length, std::uint64_t(m_target.limit))));
        }
        template <class Buffers> std::size_t put(const Buffers &buffers, error_code &error)
        {
            error = {};
            std::size_t taken = 0;
            for (auto it = boost::asio::buffer_sequence_begin(buffers); it != boost::asio::buffer_sequence_end(buffers);
                 ++it) {
                const boost::asio::const_buffer piece = *it;
                take(static_cast<const char *>(piece.data()), qsizetype(piece.size()), error);
                taken += piece.size();
            }
            return taken;
        }
        void finish(error_code &error) { error = {}; }

    private:
        void take(const char *data, qsizetype size, error_code &error)
        {
            if (m_target.sink) {
                (*m_target.sink)(QByteArrayView(data, size));
            } else if (m_target.bytes) {
                if (m_target.bytes->size() + size > m_target.limit) {
                    m_target.tooLarge = true;
                    error = http::error::body_limit;
                    return;
                }
                m_target.bytes->append(data, size);
            }
        }
        value_type &m_target;
    };
};

using Parser = http::response_parser<TargetBody>;

QByteArray headOf(const HttpRequest &request)
{
    QByteArray head;
    head.reserve(256 + request.target.size() + (request.body.size() < joinBelow ? request.body.size() : 0));
    head += request.method + ' ' + request.target + " HTTP/1.1\r\nHost: " + request.host
        + "\r\nUser-Agent: hermes-admin\r\n";
    if (!request.contentType.isEmpty())
        head += "Content-Type: " + request.contentType + "\r\n";
    if (!request.body.isEmpty() || request.method == "POST" || request.method == "PUT")
        head += "Content-Length: " + QByteArray::number(request.body.size()) + "\r\n";
    if (request.hijack)
        head += "Upgrade: tcp\r\nConnection: Upgrade\r\n";
    else if (request.close)
        head += "Connection: close\r\n";
    return head + "\r\n";
}

tl::unexpected<Error> broken(const char *what)
{
    return fail(ErrorKind::Network, translate("Docker", "The connection broke in the middle of an answer"),
        QString::fromLatin1(what), translate("Docker", "Nothing is known about what happened; look again."));
}

} // namespace

class HttpChannel::Private {
public:
    explicit Private(ByteStream &s)
        : stream(s)
        , buffer(bufferSize, Qt::Uninitialized)
    { }

    /// Makes room and reads once; false if the other side ended.
    Result<bool> fill(const Call &call)
    {
        if (begin == end)
            begin = end = 0;
        if (end == buffer.size()) {
            if (begin == 0)
                return fail(ErrorKind::Remote, translate("Docker", "The answer's head is too long"));
            std::copy(buffer.begin() + begin, buffer.begin() + end, buffer.begin());
            end -= begin;
            begin = 0;
        }
        HERMES_ASSIGN(const qsizetype got, stream.read(buffer.data() + end, buffer.size() - end, call));
        end += got;
        began = began || got > 0;
        return got > 0;
    }

    Status send(const HttpRequest &request, const Call &call)
    {
        QByteArray head = headOf(request);
        if (request.body.size() < joinBelow)
            return stream.write(head += request.body, call);
        HERMES_TRY(stream.write(head, call));
        return stream.write(request.body, call);
    }

    Status readHead(const Call &call)
    {
        while (!parser->is_header_done()) {
            if (begin == end) {
                HERMES_ASSIGN(const bool more, fill(call));
                if (!more)
                    return broken(
                        began ? "the other side ended inside the head" : "the other side ended without an answer");
            }
            HERMES_ASSIGN(const bool needMore, parse());
            if (needMore && !parser->is_header_done()) {
                HERMES_ASSIGN(const bool more, fill(call));
                if (!more)
                    return broken("the other side ended inside the head");
            }
        }
        return {};
    }

    /// Feeds what is buffered; true if the parser wants more than that.
    Result<bool> parse()
    {
        error_code error;
        const std::size_t used
            = parser->put(boost::asio::const_buffer(buffer.constData() + begin, std::size_t(end - begin)), error);
        begin += qsizetype(used);
        if (error == http::error::need_more)
            return true;
        if (parser->get().body().tooLarge)
            return fail(ErrorKind::Remote, translate("Docker", "The answer is too large"),
                QStringLiteral("more than %1 bytes").arg(parser->get().body().limit));
        if (error)
            return fail(ErrorKind::Remote, translate("Docker", "The answer is not HTTP"),
                QString::fromStdString(error.message()), translate("Docker", "Check what listens at that address."));
        return begin == end;
    }

    Status readBody(const Call &call)
    {
        parser->eager(true);
        while (!parser->is_done()) {
            bool needMore = begin == end;
            if (!needMore) {
                HERMES_ASSIGN(needMore, parse());
            }
            if (!needMore || parser->is_done())
                continue;
            HERMES_ASSIGN(const bool more, fill(call));
            if (!more)
                return finishAtEnd();
        }
        complete = true;
        return {};
    }

    Status finishAtEnd()
    {
        error_code error;
        parser->put_eof(error);
        if (error)
            return broken("the other side ended inside the body");
        return {};
    }

    ByteStream &stream;
    QByteArray buffer;
    qsizetype begin = 0;
    qsizetype end = 0;
    std::optional<Parser> parser;
    bool began = false;
    bool complete = false;
};

HttpChannel::HttpChannel(ByteStream &stream)
    : d(std::make_unique<Private>(stream))
{ }
HttpChannel::~HttpChannel() = default;

Result<int> HttpChannel::exchange(const HttpRequest &request, const Call &call)
{
    d->began = false;
    d->complete = false;
    d->parser.emplace();
    // Our own limit is in TargetBody. Not boost::none: Boost 1.74 then refuses every body with a Content-Length.
    d->parser->body_limit(std::numeric_limits<std::uint64_t>::max());
    d->parser->header_limit(bufferSize);
    d->parser->skip(request.method == "HEAD");
    if (const Status sent = d->send(request, call); !sent) {
        // An engine that refuses a large upload answers and hangs up before it has read all of it.
        if (sent.error().kind != ErrorKind::Network || request.body.size() < joinBelow || !d->readHead(call))
            return tl::unexpected(sent.error());
    } else {
        HERMES_TRY(d->readHead(call));
    }
    return int(d->parser->get().result_int());
}

QByteArray HttpChannel::header(const char *name) const
{
    const boost::beast::string_view value = d->parser->get()[name];
    return {value.data(), qsizetype(value.size())};
}

Result<QByteArray> HttpChannel::readBody(qint64 limit, const Call &call)
{
    QByteArray body;
    d->parser->get().body() = {&body, nullptr, limit, false};
    HERMES_TRY(d->readBody(call));
    return body;
}

Status HttpChannel::readBody(const Sink &sink, const Call &call)
{
    d->parser->get().body() = {nullptr, &sink, 0, false};
    return d->readBody(call);
}

Status HttpChannel::readRaw(const Sink &sink, const Call &call)
{
    while (true) {
        if (d->begin != d->end)
            sink(QByteArrayView(d->buffer.constData() + d->begin, d->end - d->begin));
        d->begin = d->end;
        HERMES_ASSIGN(const bool more, d->fill(call));
        if (!more)
            return {};
    }
}

bool HttpChannel::answerBegan() const
{
    return d->began;
}

bool HttpChannel::reusable() const
{
    return d->complete && d->begin == d->end && d->parser && d->parser->keep_alive()
        && d->parser->get().result_int() >= 200;
}

} // namespace hermes::docker
