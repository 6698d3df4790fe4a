#include "dbconnections.h"

#include <algorithm>

namespace hermes {

DbConnections::Lease::~Lease()
{
    if (m_db && m_owner)
        m_owner->giveBack(m_db);
}

std::unique_ptr<DbConnections> DbConnections::perThread(Open open)
{
    std::unique_ptr<DbConnections> made(new DbConnections);
    made->m_perThread = std::make_unique<DbPerThread>(std::move(open));
    return made;
}

std::unique_ptr<DbConnections> DbConnections::pooled(Open open, int most)
{
    std::unique_ptr<DbConnections> made(new DbConnections);
    made->m_open = std::move(open);
    made->m_most = size_t(most);
    return made;
}

DbConnections::~DbConnections() = default;

Result<DbConnections::Lease> DbConnections::take()
{
    if (!m_perThread)
        return takeFromPool();
    HERMES_ASSIGN(Db * own, m_perThread->get());
    return Lease(own, nullptr);
}

Result<DbConnections::Lease> DbConnections::takeFromPool()
{
    constexpr std::chrono::seconds patience{20};
    const auto me = std::this_thread::get_id();
    std::unique_lock lock(m_mutex);
    const auto mine = std::find_if(m_pool.begin(), m_pool.end(), [me](const Pooled &p) { return p.holder == me; });
    if (mine != m_pool.end()) {
        ++mine->holds;
        return Lease(mine->db.get(), this);
    }
    const auto end = std::chrono::steady_clock::now() + patience;
    for (;;) {
        // One that broke while nobody had it is of no use.
        std::erase_if(m_pool, [](const Pooled &p) { return p.holds == 0 && !p.db->isOpen(); });
        const auto idle = std::find_if(m_pool.begin(), m_pool.end(), [](const Pooled &p) { return p.holds == 0; });
        if (idle != m_pool.end()) {
            idle->holder = me;
            idle->holds = 1;
            return Lease(idle->db.get(), this);
        }
        if (m_pool.size() + m_opening < m_most)
            break;
        if (m_free.wait_until(lock, end) == std::cv_status::timeout)
            return fail(ErrorKind::Timeout, translate("Database", "No connection to the database got free in time"), {},
                translate("Database", "The database is slow or does not answer; it is tried again"));
    }
    ++m_opening;
    lock.unlock();
    auto opened = m_open();
    lock.lock();
    --m_opening;
    m_free.notify_one();
    if (!opened)
        return tl::unexpected<Error>(opened.error());
    Db *db = opened->get();
    m_pool.push_back({std::move(*opened), me, 1});
    return Lease(db, this);
}

void DbConnections::giveBack(Db *db)
{
    std::unique_ptr<Db> broken;
    const std::lock_guard lock(m_mutex);
    const auto held = std::find_if(m_pool.begin(), m_pool.end(), [db](const Pooled &p) { return p.db.get() == db; });
    if (--held->holds > 0)
        return;
    held->holder = {};
    if (!db->isOpen() || db->isInTransaction()) {
        broken = std::move(held->db);
        m_pool.erase(held);
    }
    m_free.notify_one();
}

} // namespace hermes
