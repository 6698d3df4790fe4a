#pragma once

#include "sshplatform.h"

#include <atomic>
#include <libssh/libssh.h>
#include <mutex>
#include <thread>

namespace hermes::ssh {

/// Stands between libssh and the user's agent: libssh cannot reach a named pipe, blocks until the agent answers (a
/// touch on a security key may take long), and does not tell which key it used. Requests pass through unchanged.
class AgentBridge {
public:
    [[nodiscard]] static Result<std::shared_ptr<AgentBridge>> open();
    ~AgentBridge();

    /// ssh_userauth_agent(), which not every libssh has: open() fails where it is missing (0.10 on Windows).
    [[nodiscard]] static int authenticate(ssh_session session);

    /// For ssh_set_agent_socket(), which takes it over.
    [[nodiscard]] platform::Socket takeSocket();
    /// Ends a request that is under way; from any thread.
    void cut();
    /// How many keys the agent listed; -1 before it was asked.
    [[nodiscard]] int keys() const { return m_keys; }
    /// The public key that signed last, in SSH wire form.
    [[nodiscard]] QByteArray lastKey() const;

private:
    AgentBridge() = default;
    void serve();
    [[nodiscard]] bool pass(QByteArray &message);

    std::unique_ptr<platform::AgentDoor> m_door;
    platform::Socket m_theirs = platform::invalidSocket;
    platform::Socket m_ours = platform::invalidSocket;
    std::atomic<int> m_keys = -1;
    mutable std::mutex m_mutex;
    QByteArray m_lastKey;
    std::thread m_thread;
};

} // namespace hermes::ssh
