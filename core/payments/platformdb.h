#pragma once

#include "call.h"
#include "diagnosis.h"
#include "platformtables.h"

#include <functional>
#include <memory>
#include <mutex>

namespace hermes {
class DbConnections;
class DbListener;
class Db;
struct PostgresAddress;
} // namespace hermes

namespace hermes::payments {

/// An order with what hangs on it.
struct OrderFacts {
    Order order;
    std::optional<Subscription> subscription = {};
    std::optional<InstanceRow> instance = {};
    QList<Order> siblings = {};
    bool isGone = false; ///< as it was read before: the platform has no such row any more
};

/// The platform's database, read only: its orders, subscriptions and instances. Nothing is kept; nothing is locked.
/// Thread-safe. Errors of every question: Network and Timeout as Db has them; Invalid where a table or column that is
/// needed is missing (named in the detail) or may not be read.
class PlatformDb {
public:
    /// "sqlite:PATH" (must exist). Connects at the first question.
    [[nodiscard]] static std::unique_ptr<PlatformDb> ofSqlite(const QString &path, PlatformMap map);
    /// `address` is asked for each connection, and may open a way first.
    using Address = std::function<Result<PostgresAddress>()>;
    /// When `stop` is cancelled, what is under way is given up (Cancelled).
    [[nodiscard]] static std::unique_ptr<PlatformDb> ofPostgres(
        const Address &address, PlatformMap map, const CancelToken &stop = {});
    ~PlatformDb();
    PlatformDb(const PlatformDb &) = delete;
    PlatformDb &operator=(const PlatformDb &) = delete;

    /// What the database lacks of what is read; asks it anew.
    [[nodiscard]] Result<QList<Gap>> check();

    struct OrderQuery {
        QString text = {}; ///< part of an order's id, user, trade number or transaction; empty: all
        QStringList subscriptions = {}; ///< or one of these
        QString after = {}; ///< Order::place of the last one of the page before; empty: the newest
        int limit = 100;
    };
    /// The newest first. One round trip once the tables are known.
    [[nodiscard]] Result<QList<OrderFacts>> orders(const OrderQuery &query);
    /// NotFound where there is none.
    [[nodiscard]] Result<OrderFacts> order(const QString &id);
    [[nodiscard]] Result<QList<OrderFacts>> orders(const QStringList &ids);
    /// Orders of one subscription, the newest first.
    [[nodiscard]] Result<QList<OrderFacts>> ordersOf(const QString &subscription);

    /// Differs from the last answer if the platform's tables may have been changed since; costs no round trip. Nothing
    /// where there is no such sign: then it is asked now and then. Errors: Network.
    [[nodiscard]] Result<std::optional<qint64>> changeMark();

    /// Tells the platform, in one statement, and only if the row is as it was read; its time of change becomes now.
    /// False: it was changed since. Needs writeBack in the map. Errors: Invalid (no right to, or a column that is
    /// missing), and as every question.
    [[nodiscard]] Result<bool> writeInstance(const InstanceRow &read, const InstanceWish &wish);

    struct Changes {
        QList<OrderFacts> orders = {}; ///< that changed, or whose subscription or instance did; by id
        qint64 newestMs = 0; ///< of the times of change that were met
        bool more = false; ///< ask again with the last id
    };
    /// What was written since, by the database's own times of change; 0: everything. Late commits carry earlier times:
    /// ask from some time before the newest that was met.
    [[nodiscard]] Result<Changes> changesSince(qint64 ms, const QString &afterId, int limit);

private:
    struct Selection;
    PlatformDb(std::unique_ptr<DbConnections> connections, std::unique_ptr<DbConnections> writers, PlatformMap map,
        Address address);
    [[nodiscard]] Result<std::shared_ptr<const PlatformTables>> tables(Db &db, bool anew);
    [[nodiscard]] Result<QList<OrderFacts>> select(const std::function<Selection(const PlatformTables &)> &selection);
    [[nodiscard]] static Result<QList<OrderFacts>> read(
        Db &db, const PlatformTables &tables, const Selection &selection);

    const std::unique_ptr<DbConnections> m_connections;
    const std::unique_ptr<DbConnections> m_writers; ///< of a row that is told
    const PlatformMap m_map;
    const Address m_address; ///< PostgreSQL
    const bool m_isPostgres;
    std::unique_ptr<DbListener> m_listener;
    std::mutex m_mutex;
    std::shared_ptr<const PlatformTables> m_tables;
};

} // namespace hermes::payments
