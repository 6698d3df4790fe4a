#pragma once

#include <QObject>
#include <chrono>
#include <functional>
#include <mutex>

namespace hermes::desktop {

/// Does something each time it is asked for, but not more often than every `every`: the first time at once, and what is
/// asked for meanwhile once, when that time is over. ask() may be called by any thread.
class Throttle : public QObject {
public:
    /// `work` is called on the thread that asks, or on this object's.
    Throttle(std::chrono::milliseconds every, std::function<void()> work, QObject *parent = nullptr);

    void ask();
    /// From the next time on.
    void setEvery(std::chrono::milliseconds every);

private:
    void run();

    const std::function<void()> m_work;
    std::mutex m_mutex;
    std::chrono::milliseconds m_every;
    std::chrono::steady_clock::time_point m_last;
    bool m_waits = false; ///< it will be done, of what is asked for now too
};

} // namespace hermes::desktop
