#pragma once

#include "postgresaddress.h"

#include <chrono>
#include <memory>
#include <mutex>

namespace hermes {

/// Hears by NOTIFY whether anybody committed to a PostgreSQL database, without asking it. Thread-safe.
class DbListener {
public:
    explicit DbListener(PostgresAddress address, std::chrono::seconds signOfLifeEvery = std::chrono::seconds(10),
        QString channel = QStringLiteral("hermes_admin"));
    ~DbListener();
    DbListener(const DbListener &) = delete;
    DbListener &operator=(const DbListener &) = delete;

    /// Differs from the last answer if anybody committed since, or may have: after a break it listens anew. Waits only
    /// to connect, and now and then for a sign of life: from a link that stalls nothing is heard, and that sounds like
    /// peace. Errors: Network.
    [[nodiscard]] Result<qint64> version();

private:
    struct Link;
    [[nodiscard]] Status listen();
    [[nodiscard]] bool isAlive();

    const PostgresAddress m_address;
    const std::chrono::seconds m_signOfLifeEvery;
    const QString m_channel;
    std::mutex m_mutex;
    std::unique_ptr<Link> m_link;
    qint64 m_version = 0;
};

} // namespace hermes
