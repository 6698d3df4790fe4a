#pragma once

#include "clock.h"
#include "jobpool.h"
#include "loginmachine.h"

#include <thread>

namespace hermes::ilink {

/// How a login stands.
struct LoginProgress {
    LoginView view;
    LoginEnd end = LoginEnd::Running;
    Error error; ///< for an end without a binding
    Credentials credentials; ///< for Confirmed
    QList<Credentials> late; ///< further ones that came after the end: archive them
    QStringList events; ///< since the last call of next()
    LoginState state; ///< to be stored, so that another process can take over
};

/// Carries out what a LoginMachine asks for, as the product does: one thread for its timing, one per call under way.
/// Thread-safe.
class LoginRunner {
public:
    /// `knownTokens`: of this tenant, newest first (`local_token_list`). `login` and `clock` must outlive it.
    LoginRunner(Login &login, const Clock &clock, LoginMachine machine, QList<Secret> knownTokens);
    /// Cancels what is under way and waits for it; see settle().
    ~LoginRunner();
    LoginRunner(const LoginRunner &) = delete;
    LoginRunner &operator=(const LoginRunner &) = delete;

    void look(bool somebody);
    void hold(bool held);
    [[nodiscard]] Status enterDigits(const QString &digits);
    void cancel();

    /// Waits up to `time` for a change since the last call, then says how it stands.
    [[nodiscard]] LoginProgress next(std::chrono::milliseconds time);
    /// After the end: waits for the polls still under way, because one may bring credentials that iLink hands out once.
    void settle(const Call &call);

private:
    void run();
    void start(const LoginTask &task);
    template <class Change> void change(Change &&apply);

    Login &m_login;
    const Clock &m_clock;
    const QList<Secret> m_knownTokens;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    LoginMachine m_machine;
    LoginView m_toldView;
    bool m_told = false;
    bool m_dirty = true;
    bool m_stopping = false;
    int m_underWay = 0;
    CancelSource m_cancel;
    JobPool m_calls;
    std::thread m_thread;
};

} // namespace hermes::ilink
