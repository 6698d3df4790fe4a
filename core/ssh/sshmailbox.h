#pragma once

#include "sshplatform.h"

#include <atomic>
#include <functional>
#include <mutex>
#include <vector>

namespace hermes::ssh {

class Channel;

/// How callers reach the connection's thread: channels that need its attention, and a socket that wakes it out of
/// poll(). Thread-safe but for the functions marked as the thread's own.
class Mailbox {
public:
    Mailbox();
    ~Mailbox();
    Mailbox(const Mailbox &) = delete;
    Mailbox &operator=(const Mailbox &) = delete;

    /// Puts the channel before the thread; many posts before it looks cost one wake. False once the connection was
    /// closed.
    bool post(const std::shared_ptr<Channel> &channel);
    void wake();
    /// No more posts; wakes the thread.
    void close();
    [[nodiscard]] bool isClosed() const { return m_closed; }

    /// Callers that wait for the connection to become ready.
    void addWaiting(int change);
    [[nodiscard]] int waiting() const { return m_waiting; }
    /// Called at every wake, on the waking thread, while libssh keeps the connection's own thread in a blocking call.
    /// Null ends that.
    void setAlarm(std::function<void()> alarm);

    /// Thread's own: what was posted since.
    [[nodiscard]] std::vector<std::shared_ptr<Channel>> take();
    /// Thread's own: sleeps on `other` (may be an invalid socket) and the mail, at most `time`.
    void sleep(platform::Watched &other, std::chrono::milliseconds time);
    /// The same on many.
    void sleep(std::span<platform::Watched> others, std::chrono::milliseconds time);

private:
    std::mutex m_mutex;
    std::vector<std::shared_ptr<Channel>> m_posted;
    std::function<void()> m_alarm;
    std::atomic<bool> m_mail = false;
    std::atomic<bool> m_sleeping = false;
    std::atomic<bool> m_closed = false;
    std::atomic<int> m_waiting = 0;
    platform::Socket m_here = platform::invalidSocket;
    platform::Socket m_there = platform::invalidSocket;
};

} // namespace hermes::ssh
