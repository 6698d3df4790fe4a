#include "dbperthread.h"

#include "threadowned.h"

#include <algorithm>
#include <vector>

namespace hermes {

namespace {

struct Held {
    std::weak_ptr<const DbPerThread::Open> owner;
    std::unique_ptr<Db> db;
};

std::vector<Held> &heldByThisThread()
{
    return threadOwned<std::vector<Held>>();
}

template <class Match> void drop(Match match)
{
    auto &held = heldByThisThread();
    held.erase(std::remove_if(held.begin(), held.end(), match), held.end());
}

} // namespace

DbPerThread::DbPerThread(Open open)
    : m_open(std::make_shared<const Open>(std::move(open)))
{ }

DbPerThread::~DbPerThread()
{
    drop([this](const Held &held) { return held.owner.lock() == m_open; });
}

Result<Db *> DbPerThread::get()
{
    for (const Held &held : heldByThisThread())
        if (held.owner.lock() == m_open && held.db->isOpen())
            return held.db.get();
    drop([this](const Held &held) { return held.owner.expired() || held.owner.lock() == m_open; });
    HERMES_ASSIGN(std::unique_ptr<Db> db, (*m_open)());
    Db *opened = db.get();
    heldByThisThread().push_back({m_open, std::move(db)});
    return opened;
}

} // namespace hermes
