#include "leasekeeper.h"

namespace hermes {

LeaseKeeper::LeaseKeeper(Registry &registry, QString owner, Rhythm rhythm)
    : m_registry(registry)
    , m_owner(std::move(owner))
{
    if (rhythm == Rhythm::OwnThread)
        m_thread = std::thread([this] { run(); });
}

LeaseKeeper::~LeaseKeeper()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    if (m_thread.joinable())
        m_thread.join();
}

CancelToken LeaseKeeper::keep(const QString &tenantId, qint64 epoch)
{
    const std::lock_guard lock(m_mutex);
    Held held;
    held.epoch = epoch;
    CancelToken token = held.lost.token();
    m_held.insert_or_assign(tenantId, std::move(held));
    return token;
}

void LeaseKeeper::drop(const QString &tenantId)
{
    const std::lock_guard lock(m_mutex);
    m_held.erase(tenantId);
}

void LeaseKeeper::renew()
{
    const auto held = [this] {
        const std::lock_guard lock(m_mutex);
        return m_held;
    }();
    for (const auto &[tenantId, lease] : held) {
        const auto renewed = m_registry.renewLease(tenantId, m_owner, lease.epoch, durationMs);
        if (!renewed || !*renewed) {
            CancelSource lost = lease.lost;
            lost.cancel();
        }
    }
}

void LeaseKeeper::run()
{
    constexpr auto every = std::chrono::seconds(10);
    std::unique_lock lock(m_mutex);
    while (!m_wake.wait_for(lock, every, [this] { return m_stopping; })) {
        lock.unlock();
        renew();
        lock.lock();
    }
}

} // namespace hermes
