#include "enginelink.h"
#include "resourcejson.h"

#include <QUrl>

namespace hermes::docker {

namespace {

constexpr int oldestApi = 40; // 1.40, Docker 19.03
constexpr int newestApi = 47; // 1.47, Docker 27.2
constexpr std::size_t maxIdle = 8;
constexpr auto openPatience = std::chrono::seconds(2); // where streams are few, one in use may be free sooner
constexpr auto crowdedFor = std::chrono::seconds(3);

QString lookAgain()
{
    return translate("Docker", "Nothing is known about what the engine did; look again before repeating it.");
}

QString versionHint()
{
    return translate("Docker",
        "Hermes Admin speaks the Docker API 1.40 to 1.47: Docker 19.03 or later on the host, or a newer Hermes Admin.");
}

ErrorKind kindOf(int status)
{
    switch (status) {
    case 304:
    case 409:
        return ErrorKind::Conflict;
    case 404:
        return ErrorKind::NotFound;
    case 400:
        return ErrorKind::Invalid;
    case 401:
        return ErrorKind::Auth;
    default:
        return ErrorKind::Remote;
    }
}

QString hintFor(int status, const QString &words)
{
    if (words.startsWith(QStringLiteral("client version ")))
        return versionHint();
    if (words.contains(QStringLiteral("no space left on device")))
        return translate("Docker", "Free space on the host's disk, then repeat.");
    if (words.contains(QStringLiteral("already allocated")) || words.contains(QStringLiteral("already in use")))
        return translate("Docker", "Something else holds it; free it or choose another, then repeat.");
    if (words.contains(QStringLiteral("No such image")))
        return translate("Docker", "Pull the image, or load it on the host, then repeat.");
    if (status == 404)
        return translate("Docker", "It may have been removed meanwhile; refresh the list.");
    if (status >= 500)
        return translate("Docker", "Read the engine's log on the host (journalctl -u docker), then repeat.");
    return {};
}

QString sentence(const EngineRequest &request)
{
    const QString text = translate("Docker", request.failure);
    // Nobody reads 64 digits; Docker itself shows the first 12 of an id.
    const bool isId = request.subject.size() == 64 && !request.subject.contains(QLatin1Char('.'));
    return text.contains(QStringLiteral("%1")) ? text.arg(isId ? request.subject.left(12) : request.subject) : text;
}

} // namespace

struct PooledStream {
    explicit PooledStream(std::unique_ptr<ByteStream> s)
        : stream(std::move(s))
        , channel(*stream)
    { }
    std::unique_ptr<ByteStream> stream;
    HttpChannel channel;
    bool reused = false;
};

QByteArray segment(const QString &text)
{
    return QUrl::toPercentEncoding(text);
}

QByteArray parameter(const char *name, const QByteArray &value)
{
    return QByteArray(name) + '=' + value.toPercentEncoding();
}

tl::unexpected<Error> failed(const EngineRequest &request, const Error &error)
{
    QString detail = error.message;
    if (!error.detail.isEmpty())
        detail += QStringLiteral(": ") + error.detail;
    const bool unknown = error.kind == ErrorKind::Network || error.kind == ErrorKind::Timeout;
    return fail(error.kind, sentence(request), detail, error.hint.isEmpty() && unknown ? lookAgain() : error.hint);
}

tl::unexpected<Error> refused(const EngineRequest &request, int status, const QByteArray &body)
{
    const QString words = parseErrorMessage(body);
    return fail(kindOf(status), sentence(request), words.isEmpty() ? QStringLiteral("HTTP %1").arg(status) : words,
        hintFor(status, words));
}

EngineLink::Exchange::Exchange(EngineLink &link, std::unique_ptr<PooledStream> stream)
    : m_link(link)
    , m_stream(std::move(stream))
{ }
EngineLink::Exchange::Exchange(Exchange &&) noexcept = default;
EngineLink::Exchange::~Exchange()
{
    if (m_stream)
        m_link.release(std::move(m_stream));
}
HttpChannel &EngineLink::Exchange::channel()
{
    return m_stream->channel;
}
ByteStream &EngineLink::Exchange::stream()
{
    return *m_stream->stream;
}

EngineLink::EngineLink(HttpEngine::Opener open, int maxStreams)
    : m_open(std::move(open))
    , m_maxStreams(maxStreams)
{ }
EngineLink::~EngineLink() = default;

void EngineLink::setMaxStreams(int maxStreams)
{
    const std::lock_guard lock(m_mutex);
    m_maxStreams = maxStreams;
    m_changed.notify_all();
}

Status EngineLink::waitForRoom(std::unique_lock<std::mutex> &lock, const Call &call)
{
    const auto full = [this] {
        return m_streams >= m_maxStreams || (m_streams > 0 && std::chrono::steady_clock::now() < m_crowdedUntil);
    };
    while (m_maxStreams > 0 && m_idle.empty() && full()) {
        if (call.cancel.isCancelled())
            return fail(ErrorKind::Cancelled, translate("Docker", "Cancelled"));
        if (call.deadline.expired())
            return fail(ErrorKind::Timeout, translate("Docker", "All connections to the engine are busy"),
                QStringLiteral("%1 streams").arg(m_maxStreams));
        // Short sleeps instead of a waker: a waker would have to take this mutex under the token's lock.
        m_changed.wait_for(lock, std::min(call.deadline.remaining(), std::chrono::milliseconds(50)));
    }
    return {};
}

Result<std::unique_ptr<PooledStream>> EngineLink::acquire(const Call &call)
{
    for (;;) {
        bool mayWaitForOthers = false;
        {
            std::unique_lock lock(m_mutex);
            HERMES_TRY(waitForRoom(lock, call));
            if (!m_idle.empty()) {
                auto stream = std::move(m_idle.back());
                m_idle.pop_back();
                return stream;
            }
            mayWaitForOthers = m_maxStreams > 0 && m_streams > 0;
            ++m_streams;
        }
        auto opened = m_open(mayWaitForOthers ? call.within(openPatience) : call);
        if (opened)
            return std::make_unique<PooledStream>(std::move(*opened));
        const std::lock_guard lock(m_mutex);
        --m_streams;
        m_changed.notify_one();
        if (!mayWaitForOthers || opened.error().kind != ErrorKind::Timeout || call.deadline.expired())
            return tl::unexpected(opened.error());
        // The other side has room for no more than there are, or it is slow just now: the next try to open one comes
        // later, since one in use will be free sooner; but it comes, since that may be an event stream, which never
        // ends.
        m_crowdedUntil = std::chrono::steady_clock::now() + crowdedFor;
    }
}

void EngineLink::release(std::unique_ptr<PooledStream> stream)
{
    const bool reusable = stream->channel.reusable();
    if (!reusable)
        stream->stream->close();
    const std::lock_guard lock(m_mutex);
    const bool tooMany = m_maxStreams > 0 && m_streams > m_maxStreams;
    if (reusable && !tooMany && m_idle.size() < maxIdle) {
        stream->reused = true;
        m_idle.push_back(std::move(stream));
    } else {
        --m_streams;
    }
    m_changed.notify_one();
}

void EngineLink::dropIdle()
{
    // One stale stream means that the engine or the link went away: the others are as old, and the version may be
    // another now.
    std::vector<std::unique_ptr<PooledStream>> dropped;
    const std::lock_guard lock(m_mutex);
    dropped.swap(m_idle);
    m_streams -= int(dropped.size());
    m_prefix.clear();
    m_changed.notify_all();
}

Status EngineLink::negotiate(PooledStream &stream, const Call &call)
{
    const EngineRequest ping{
        QT_TRANSLATE_NOOP("Docker", "The Docker engine does not answer as it should"), {}, "GET", "/_ping"};
    auto status = stream.channel.exchange({.target = ping.path}, call);
    if (!status)
        return tl::unexpected(status.error());
    const QByteArray theirs = stream.channel.header("Api-Version");
    Version version;
    version.podman = !stream.channel.header("Libpod-Api-Version").isEmpty();
    HERMES_ASSIGN(const QByteArray body, stream.channel.readBody(1 << 16, call));
    if (*status != 200)
        return refused(ping, *status, body);
    bool ok = false;
    const int minor = theirs.startsWith("1.") ? theirs.mid(2).toInt(&ok) : 0;
    if (!ok)
        return fail(ErrorKind::Remote, translate("Docker", "What answers is not a Docker engine"),
            QStringLiteral("Api-Version: ") + QString::fromUtf8(theirs), versionHint());
    if (minor < oldestApi)
        return fail(ErrorKind::Remote, translate("Docker", "The Docker engine is too old"),
            QStringLiteral("API ") + QString::fromUtf8(theirs), versionHint());
    version.api = QStringLiteral("1.%1").arg(std::min(minor, newestApi));
    const std::lock_guard lock(m_mutex);
    m_version = version;
    m_prefix = "/v" + version.api.toLatin1();
    return {};
}

Result<EngineLink::Exchange> EngineLink::attempt(const EngineRequest &request, bool &stale, const Call &call)
{
    HERMES_ASSIGN(auto acquired, acquire(call));
    Exchange exchange(*this, std::move(acquired));
    PooledStream &stream = *exchange.m_stream;
    QByteArray prefix;
    {
        const std::lock_guard lock(m_mutex);
        prefix = m_prefix;
    }
    if (prefix.isEmpty()) {
        if (const Status negotiated = negotiate(stream, call); !negotiated) {
            stale = stream.reused && !stream.channel.answerBegan() && negotiated.error().kind == ErrorKind::Network;
            return tl::unexpected(negotiated.error());
        }
        const std::lock_guard lock(m_mutex);
        prefix = m_prefix;
    }
    auto status = stream.channel.exchange({.method = request.method,
                                              .target = prefix + request.path,
                                              .contentType = request.contentType,
                                              .body = request.body,
                                              .hijack = request.hijack},
        call);
    if (!status) {
        if (status.error().kind == ErrorKind::Network)
            dropIdle();
        const bool safe = request.method == "GET" || request.method == "HEAD";
        stale = safe && stream.reused && !stream.channel.answerBegan() && status.error().kind == ErrorKind::Network;
        return tl::unexpected(status.error());
    }
    exchange.status = *status;
    return exchange;
}

Result<EngineLink::Exchange> EngineLink::begin(const EngineRequest &request, const Call &call)
{
    bool stale = false;
    auto first = attempt(request, stale, call);
    if (first || !stale)
        return accept(request, std::move(first), call);
    dropIdle();
    return accept(request, attempt(request, stale, call), call);
}

Result<EngineLink::Exchange> EngineLink::accept(
    const EngineRequest &request, Result<Exchange> exchange, const Call &call)
{
    if (!exchange)
        return failed(request, exchange.error());
    const int status = exchange->status;
    if ((status >= 200 && status < 300) || status == 304 || status == 101)
        return exchange;
    const auto body = exchange->channel().readBody(1 << 20, call);
    if (!body)
        return failed(request, body.error());
    auto error = refused(request, status, *body);
    if (error.value().detail.startsWith(QStringLiteral("client version ")))
        dropIdle(); // another engine than the one we negotiated with
    return error;
}

Result<EngineAnswer> EngineLink::request(const EngineRequest &request, const Call &call)
{
    HERMES_ASSIGN(Exchange exchange, begin(request, call));
    auto body = exchange.channel().readBody(request.bodyLimit, call);
    if (!body)
        return failed(request, body.error());
    return EngineAnswer{exchange.status, std::move(*body), exchange.channel().header("X-Docker-Container-Path-Stat")};
}

EngineLink::Version EngineLink::version()
{
    const std::lock_guard lock(m_mutex);
    return m_version;
}

} // namespace hermes::docker
