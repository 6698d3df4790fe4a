#pragma once

#include "httpchannel.h"
#include "httpengine.h"

namespace hermes::docker {

/// One call of the Engine API before it is sent. `failure` is a marked sentence, with %1 for `subject` if there is one;
/// used only if the call fails.
struct EngineRequest {
    const char *failure = nullptr;
    QString subject;
    QByteArray method = QByteArrayLiteral("GET");
    QByteArray path; ///< after the version prefix, percent-encoded: see segment() and parameter()
    QByteArray contentType = {};
    QByteArray body = {};
    bool hijack = false;
    qint64 bodyLimit = 64 << 20;
};

struct EngineAnswer {
    int status = 0;
    QByteArray body;
    QByteArray pathStat; ///< X-Docker-Container-Path-Stat
};

/// One path segment, percent-encoded.
[[nodiscard]] QByteArray segment(const QString &text);
/// "name=value" of a query, value percent-encoded.
[[nodiscard]] QByteArray parameter(const char *name, const QByteArray &value);

/// The failure sentence of `request` with `error`'s kind, words and hint.
[[nodiscard]] tl::unexpected<Error> failed(const EngineRequest &request, const Error &error);
/// What an answer with an error status means.
[[nodiscard]] tl::unexpected<Error> refused(const EngineRequest &request, int status, const QByteArray &body);

/// The engine's streams: a pool of kept-alive ones, the negotiated API version, and what to do when a stream proves
/// stale. Thread-safe.
class EngineLink {
public:
    EngineLink(HttpEngine::Opener open, int maxStreams);
    ~EngineLink();
    void setMaxStreams(int maxStreams);

    /// A stream with one exchange begun: its head is read, its status accepted. Goes back to the pool (or closes) when
    /// it is destroyed.
    class Exchange {
    public:
        Exchange(EngineLink &link, std::unique_ptr<struct PooledStream> stream);
        Exchange(Exchange &&) noexcept;
        Exchange &operator=(Exchange &&) = delete;
        ~Exchange();
        int status = 0;
        [[nodiscard]] HttpChannel &channel();
        [[nodiscard]] ByteStream &stream();

    private:
        friend class EngineLink;
        EngineLink &m_link;
        std::unique_ptr<struct PooledStream> m_stream;
    };

    /// Sends and reads the head. 2xx, 304 and 101 are answers, all else an error. A GET or HEAD on a kept stream that
    /// broke before any byte of the answer came is sent once more on a fresh one; anything else never is: the engine
    /// may have done it (Network).
    [[nodiscard]] Result<Exchange> begin(const EngineRequest &request, const Call &call);
    /// begin() and the whole body.
    [[nodiscard]] Result<EngineAnswer> request(const EngineRequest &request, const Call &call);

    struct Version {
        QString api; ///< "1.41"
        bool podman = false;
    };
    /// What the last negotiation found; empty before the first call.
    [[nodiscard]] Version version();

private:
    [[nodiscard]] Result<std::unique_ptr<struct PooledStream>> acquire(const Call &call);
    [[nodiscard]] Status waitForRoom(std::unique_lock<std::mutex> &lock, const Call &call);
    void release(std::unique_ptr<struct PooledStream> stream);
    void dropIdle();
    [[nodiscard]] Status negotiate(struct PooledStream &stream, const Call &call);
    [[nodiscard]] Result<Exchange> accept(const EngineRequest &request, Result<Exchange> exchange, const Call &call);
    [[nodiscard]] Result<Exchange> attempt(const EngineRequest &request, bool &stale, const Call &call);

    HttpEngine::Opener m_open;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<std::unique_ptr<struct PooledStream>> m_idle;
    int m_streams = 0;
    int m_maxStreams;
    std::chrono::steady_clock::time_point m_crowdedUntil; ///< no stream is opened before, unless there is none
    Version m_version;
    QByteArray m_prefix; ///< "/v1.41", empty until negotiated
};

} // namespace hermes::docker
