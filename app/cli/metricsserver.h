#pragma once

#include "result.h"

#include <QByteArray>
#include <QThread>
#include <functional>
#include <memory>

namespace hermes::cli {

/// Answers `GET /metrics` on one address of this machine with what `text` says, on a thread of its own. Prometheus
/// scrapes it; it serves nothing else, takes at most 16 connections at once, and closes each after its answer.
class MetricsServer {
public:
    using Text = std::function<Result<QByteArray>()>;
    /// `address`: "127.0.0.1:9464" or "[::1]:9464"; port 0 takes a free one. Errors: Invalid (no such address, or
    /// taken).
    [[nodiscard]] static Result<std::unique_ptr<MetricsServer>> listen(const QString &address, Text text);
    ~MetricsServer();
    MetricsServer(const MetricsServer &) = delete;
    MetricsServer &operator=(const MetricsServer &) = delete;

    [[nodiscard]] quint16 port() const { return m_port; }

private:
    explicit MetricsServer(Text text)
        : m_text(std::move(text))
    { }
    class Listener;
    Text m_text;
    QThread m_thread;
    quint16 m_port = 0;
};

} // namespace hermes::cli
