#pragma once

#include "sshchannel.h"
#include "sshsession.h"

#include <utility>

namespace hermes::ssh {

/// A session channel opened ahead, which saves the next command a round trip.
class SpareChannel {
public:
    explicit SpareChannel(Session &session);
    ~SpareChannel();
    SpareChannel(const SpareChannel &) = delete;
    SpareChannel &operator=(const SpareChannel &) = delete;
    /// False once it cannot be used.
    bool advance();
    [[nodiscard]] ssh_channel take() { return std::exchange(m_handle, nullptr); }

private:
    ssh_channel m_handle = nullptr;
    bool m_isOpen = false;
};

/// A channel's libssh side, on the connection's thread alone: opens it, moves bytes both ways, notices its end.
class Wire {
public:
    /// `opened` is a session channel to use, or null.
    Wire(Session &session, std::shared_ptr<Channel> channel, ssh_channel opened = nullptr);
    ~Wire();
    Wire(const Wire &) = delete;
    Wire &operator=(const Wire &) = delete;

    enum class Phase {
        Opening,
        Requesting,
        Running,
        Refused,
        Denied
    }; ///< Refused: no channel; Denied: no command on it
    [[nodiscard]] Phase phase() const { return m_phase; }
    [[nodiscard]] Channel &channel() const { return *m_channel; }
    [[nodiscard]] const std::shared_ptr<Channel> &shared() const { return m_channel; }
    /// The server closed it.
    [[nodiscard]] bool isClosed() const { return m_closed; }
    /// libssh holds bytes that the caller's buffer had no room for.
    [[nodiscard]] bool holdsBack() const;
    /// Why the server refused it.
    [[nodiscard]] QString refusal() const { return m_refusal; }

    /// One more step towards Running.
    void advance();
    /// Sends what the caller wrote, as far as the server's window and the socket allow; true if some is left.
    bool flush();
    /// Takes up what libssh held back while the caller's buffer was full.
    void refill();
    /// Asks sshd to kill the command, for when its process group never became known.
    void signalKill();

    [[nodiscard]] bool canSend() const;

    bool isKilled = false;
    bool isStuck = false; ///< the last flush() left something
    std::chrono::steady_clock::time_point lingerUntil = {}; ///< set once nobody wants it any more

private:
    friend struct WireCallbacks;
    int open();
    bool takeMore();

    Session &m_session;
    const std::shared_ptr<Channel> m_channel;
    ssh_channel m_handle = nullptr;
    ssh_channel_callbacks_struct m_callbacks = {};
    Phase m_phase = Phase::Opening;
    bool m_closed = false;
    QString m_refusal;
    QByteArray m_sending;
    qsizetype m_sent = 0;
    bool m_sendEnd = false;
    bool m_endSent = false;
};

} // namespace hermes::ssh
