#pragma once

#include "sshlogin.h"
#include "sshpulse.h"
#include "sshtraffic.h"

#include <thread>

namespace hermes::ssh {

/// The connection's thread: logs in when somebody asks, drives the session, notices its death and reconnects.
class Loop {
public:
    Loop(Target target, std::shared_ptr<KnownHosts> knownHosts, Prompts prompts, Timings timings);
    ~Loop();

    const Target target;
    const std::shared_ptr<Mailbox> mailbox;

    // Any thread.
    void start();
    void forgetRefusal();
    /// Ends a live session; returns when it is gone.
    void logInAnew();
    struct Facts {
        State state = State::Idle;
        std::optional<Error> lastError = {};
        bool isRefused = false; ///< no further attempt would mend lastError
        std::optional<HostKey> hostKey = {};
        QString banner = {};
        QString userKeyFingerprint = {};
        int logins = 0; ///< which session this is
        std::optional<Deadline::Steady::time_point> nextAttempt = {};
    };
    [[nodiscard]] Facts facts() const;
    void onStateChanged(std::function<void(State)> callback);

private:
    using Steady = std::chrono::steady_clock;
    void run();
    void rest();
    void attempt();
    [[nodiscard]] Result<LoggedIn> tryLogin(bool *asked);
    void becomeReady(LoggedIn done);
    void turn();
    [[nodiscard]] bool mustEnd() const;
    void endSession();
    void failed(const Error &error);
    /// Those that came, too.
    void failAll(const Error &error);
    void failWaiting(const Error &error);
    void finishKills();
    void enter(State state);

    const std::shared_ptr<KnownHosts> m_knownHosts;
    const Prompts m_prompts;
    const Timings m_timings;
    std::thread m_thread;
    std::once_flag m_started;
    std::atomic<bool> m_everReady = false;
    std::atomic<bool> m_forget = false;

    mutable std::mutex m_mutex;
    std::condition_variable m_ended;
    bool m_mustEnd = false;
    Facts m_facts;
    std::function<void(State)> m_onState;

    // The thread's own.
    Answers m_answers;
    std::unique_ptr<Traffic> m_traffic;
    std::vector<std::shared_ptr<Channel>> m_waiting; ///< for the connection to become ready
    Pulse m_pulse;
    int m_failures = 0;
    Steady::time_point m_nextAttempt = {};
    Steady::time_point m_readyAt = {};
};

} // namespace hermes::ssh
