#pragma once

#include "postgresaddress.h"

#include <memory>
#include <mutex>

namespace hermes {

/// Hears by NOTIFY whether anybody committed to a PostgreSQL database, without asking it. Thread-safe.
class DbListener {
public:
    explicit DbListener(PostgresAddress address);
    ~DbListener();
    DbListener(const DbListener &) = delete;
    DbListener &operator=(const DbListener &) = delete;

    /// Differs from the last answer if anybody committed since, or may have: after a break it listens anew. Does not
    /// wait unless it has to connect. Errors: Network.
    [[nodiscard]] Result<qint64> version();

private:
    struct Link;
    [[nodiscard]] Status listen();

    const PostgresAddress m_address;
    std::mutex m_mutex;
    std::unique_ptr<Link> m_link;
    qint64 m_version = 0;
};

} // namespace hermes
