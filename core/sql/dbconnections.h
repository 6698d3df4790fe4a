#pragma once

#include "dbperthread.h"

#include <condition_variable>
#include <mutex>
#include <vector>

namespace hermes {

/// Where the connections of a program to one database come from. Thread-safe.
class DbConnections {
public:
    using Open = DbPerThread::Open;
    /// A connection for as long as this lives; only on the thread that took it.
    class Lease {
    public:
        Lease(Db *db, DbConnections *owner)
            : m_db(db)
            , m_owner(owner)
        { }
        Lease(Lease &&other) noexcept
            : m_db(std::exchange(other.m_db, nullptr))
            , m_owner(other.m_owner)
        { }
        Lease &operator=(Lease &&) = delete;
        ~Lease();
        Db *operator->() const { return m_db; }
        Db &operator*() const { return *m_db; }

    private:
        Db *m_db;
        DbConnections *m_owner; ///< null: stays with its thread
    };

    /// Each thread has one of its own: SQLite.
    [[nodiscard]] static std::unique_ptr<DbConnections> perThread(Open open);
    /// At most `most`, handed from thread to thread: a server has few. Whoever finds none free waits for one.
    [[nodiscard]] static std::unique_ptr<DbConnections> pooled(Open open, int most);
    ~DbConnections();
    DbConnections(const DbConnections &) = delete;
    DbConnections &operator=(const DbConnections &) = delete;

    /// The thread that has one already gets the same again. Errors: as opening; Timeout where none gets free.
    [[nodiscard]] Result<Lease> take();

private:
    DbConnections() = default;
    [[nodiscard]] Result<Lease> takeFromPool();
    void giveBack(Db *db);

    struct Pooled {
        std::unique_ptr<Db> db;
        std::thread::id holder; ///< default: nobody
        int holds = 0;
    };
    std::unique_ptr<DbPerThread> m_perThread;
    Open m_open;
    size_t m_most = 0;
    std::mutex m_mutex;
    std::condition_variable m_free;
    std::vector<Pooled> m_pool;
    size_t m_opening = 0;
};

} // namespace hermes
