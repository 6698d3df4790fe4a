#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace hermes {

/// A bounded set of threads, made when first needed, that runs blocking jobs in the order they came. Real threads,
/// never the caller's: a QSqlDatabase must not leave the thread that opened it (Qt's own pool lets a waiting caller
/// steal a job).
class JobPool {
public:
    explicit JobPool(int threads);
    /// Drops what has not begun and waits for what has; cancel the jobs' tokens first.
    ~JobPool();
    JobPool(const JobPool &) = delete;
    JobPool &operator=(const JobPool &) = delete;

    /// Dropped when stop() was called.
    void run(std::function<void()> job);
    /// As the destructor; may be called before.
    void stop();

private:
    void work();
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<std::function<void()>> m_jobs;
    size_t m_most;
    size_t m_idle = 0;
    bool m_stopping = false;
    std::vector<std::thread> m_threads;
};

} // namespace hermes
