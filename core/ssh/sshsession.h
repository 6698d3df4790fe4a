#pragma once

#include "sshmailbox.h"

#include <libssh/callbacks.h>
#include <libssh/libssh.h>

namespace hermes::ssh {

/// The libssh session with its socket, used by the connection's thread alone. Non-blocking.
class Session {
public:
    explicit Session(platform::Socket connected);
    ~Session();
    Session(const Session &) = delete;
    Session &operator=(const Session &) = delete;

    [[nodiscard]] ssh_session handle() const { return m_session; }
    /// After the key exchange: from now on sleepOn() and process() drive it.
    void attach();
    /// Sleeps until the socket or the mail has something, and lets libssh work on it. False once the link is broken.
    bool turn(Mailbox &mailbox, std::chrono::milliseconds time);
    [[nodiscard]] bool isAlive() const;
    [[nodiscard]] quint64 received() const { return m_counter.in_bytes; }
    [[nodiscard]] quint64 sent() const { return m_counter.out_bytes; }
    /// Asks the server for a sign of life, without waiting for it; it shows in received().
    void probe();
    [[nodiscard]] QString error() const;

private:
    ssh_session m_session = nullptr;
    ssh_event m_event = nullptr;
    ssh_counter_struct m_counter = {};
};

} // namespace hermes::ssh
