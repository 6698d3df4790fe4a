#pragma once

#include "hostlinks.h"
#include "jobpool.h"
#include "loginmachine.h"
#include "reconciler.h"

#include <deque>

namespace hermes {

/// Polls iLink for one bind session until it ends, on a thread of its own, and puts the credentials in safety first.
/// Holds the session's poller lease; gives up quietly when another process polls, and takes over when that one dies.
/// What clients see is in the session's row.
class BindPoller {
public:
    struct Parts {
        Registry &registry;
        HostLinks &links;
        ilink::Login &login;
        Reconciler &reconciler;
        const Clock &clock;
        QString owner;
        Actor actor;
        ilink::MachineSettings settings;
        std::function<void(const QString &tenantId)> changed;
    };
    BindPoller(Parts parts, BindSession session);
    ~BindPoller();
    BindPoller(const BindPoller &) = delete;
    BindPoller &operator=(const BindPoller &) = delete;

    [[nodiscard]] bool finished() const { return m_finished; }

private:
    struct Answer {
        int code = 0; ///< 0: a fetch
        std::optional<Result<ilink::Code>> fetched;
        std::optional<Result<ilink::PollAnswer>> polled;
    };
    void run();
    [[nodiscard]] bool poll();
    [[nodiscard]] Status reserve(const Call &call);
    void keepRoom();
    [[nodiscard]] bool keepSession();
    void startTask(const ilink::LoginTask &task);
    void takeAnswers(std::chrono::milliseconds atMost);
    void show();
    void conclude();
    [[nodiscard]] Status secure(const ilink::Credentials &credentials, const QString &path);
    void confirm();
    void confirmAgain();
    void awaitLate();
    void secureLate();
    void bindTo(const Binding &binding);
    void endWith(const QString &state, const QString &message);

    Parts m_parts;
    BindSession m_session;
    QString m_tenantName;
    QString m_hostId;
    QString m_problem; ///< why no code may be shown now
    bool m_reserved = false;
    int m_renewals = 0; ///< as far as carried out
    qsizetype m_lateSecured = 0;
    std::unique_ptr<ilink::LoginMachine> m_machine;
    QList<Secret> m_knownTokens;
    CancelSource m_stop;
    CancelSource m_tasksStop;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Answer> m_answers;
    std::unique_ptr<JobPool> m_tasks;
    std::atomic<bool> m_finished = false;
    std::thread m_thread;
};

} // namespace hermes
