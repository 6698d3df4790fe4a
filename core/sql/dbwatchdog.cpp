#include "dbwatchdog.h"

#include <QtGlobal>
#include <sys/socket.h>

#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

namespace hermes {

namespace {

using Steady = std::chrono::steady_clock;

/// One thread for all connections of the process; never destroyed.
class Watchdog {
public:
    static Watchdog &instance()
    {
        static auto *const all = new Watchdog;
        return *all;
    }
    quint64 add(int socket, Steady::time_point at)
    {
        const std::lock_guard lock(m_mutex);
        const quint64 id = ++m_last;
        m_watched.emplace(id, Watched{socket, at});
        m_added.notify_one();
        return id;
    }
    void remove(quint64 id)
    {
        const std::lock_guard lock(m_mutex);
        m_watched.erase(id);
    }

private:
    struct Watched {
        int socket = -1;
        Steady::time_point at;
    };
    Watchdog()
    {
        std::thread([this] { run(); }).detach();
    }
    [[noreturn]] void run()
    {
        // Looked at by the half second: nothing here is in a hurry, and a guard lives for a millisecond.
        constexpr std::chrono::milliseconds every{500};
        std::unique_lock lock(m_mutex);
        for (;;) {
            m_added.wait(lock, [this] { return !m_watched.empty(); });
            lock.unlock();
            std::this_thread::sleep_for(every);
            lock.lock();
            for (auto &[id, watched] : m_watched) {
                if (watched.socket < 0 || Steady::now() < watched.at)
                    continue;
                ::shutdown(watched.socket, SHUT_RDWR);
                watched.socket = -1;
            }
        }
    }

    std::mutex m_mutex;
    std::condition_variable m_added;
    std::map<quint64, Watched> m_watched;
    quint64 m_last = 0;
};

class Guard {
public:
    Guard(int socket, std::chrono::milliseconds limit)
        : m_id(Watchdog::instance().add(socket, Steady::now() + limit))
    { }
    ~Guard() { Watchdog::instance().remove(m_id); }
    Guard(const Guard &) = delete;
    Guard &operator=(const Guard &) = delete;

private:
    const quint64 m_id;
};

} // namespace

std::shared_ptr<void> guardSocket(int socket, std::chrono::milliseconds limit)
{
    return std::make_shared<Guard>(socket, limit);
}

} // namespace hermes
