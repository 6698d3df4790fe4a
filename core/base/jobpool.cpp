#include "jobpool.h"

#include <algorithm>

namespace hermes {

JobPool::JobPool(int threads)
    : m_most(static_cast<size_t>(std::max(1, threads)))
{
    m_threads.reserve(m_most);
}

JobPool::~JobPool()
{
    stop();
}

void JobPool::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
        m_jobs.clear();
    }
    m_wake.notify_all();
    for (auto &thread : m_threads)
        thread.join();
    m_threads.clear();
}

void JobPool::run(std::function<void()> job)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_stopping)
            return;
        m_jobs.push_back(std::move(job));
        if (m_idle < m_jobs.size() && m_threads.size() < m_most)
            m_threads.emplace_back([this] { work(); });
    }
    m_wake.notify_one();
}

void JobPool::work()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        ++m_idle;
        m_wake.wait(lock, [this] { return m_stopping || !m_jobs.empty(); });
        --m_idle;
        if (m_stopping)
            return;
        auto job = std::move(m_jobs.front());
        m_jobs.pop_front();
        lock.unlock();
        job();
        job = nullptr;
        lock.lock();
    }
}

} // namespace hermes
