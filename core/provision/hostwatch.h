#pragma once

#include "hostpool.h"

#include <condition_variable>
#include <thread>

namespace hermes {

/// Follows one host for the window and the worker: keeps its connection up, listens to its engine's events, and relists
/// every 30-60 s. Events only wake; they are never believed. One thread.
class HostWatch {
public:
    using TenantEvent = std::function<void(const QString &tenantId)>;
    HostWatch(HostPool &pool, Host host, Random &random, TenantEvent tenantEvent, std::function<void()> connected);
    ~HostWatch();
    HostWatch(const HostWatch &) = delete;
    HostWatch &operator=(const HostWatch &) = delete;

    void wake(); ///< try again now

private:
    void run();
    void measure();
    void follow(const std::shared_ptr<HostLink> &link);

    HostPool &m_pool;
    Host m_host;
    Random &m_random;
    TenantEvent m_tenantEvent;
    std::function<void()> m_connected;
    CancelSource m_stop;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_woken = false;
    std::thread m_thread;
};

} // namespace hermes
