#pragma once

#include "login.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <optional>

namespace hermes::ilink {

struct MachineSettings {
    qint64 codeLifeMs = 100'000; ///< our estimate of how long an unscanned code lives; then it is masked and renewed
    qint64 pollOnMs = 300'000; ///< from issue (or from the scan): how long a code is polled although nobody sees it
    qint64 limitMs = 480'000; ///< of the whole login; a new look starts it again
    qint64 delayMs = 1'000; ///< between two polls of a code, and before a failed call is tried again
    int maxRefreshes = 9; ///< codes after the first; a new look starts the count again
};

/// One code that is out or may still be confirmed.
struct LoginCode {
    enum class Stage { Waiting, Scanned, NeedDigits };
    int id = 0;
    Secret token;
    QString content;
    QString host; ///< redirect host, or empty
    qint64 issuedAt = 0;
    qint64 giveUpAt = 0;
    qint64 nextPollAt = 0;
    Stage stage = Stage::Waiting;
    QString digits; ///< to be sent with the next poll
    bool wrongDigits = false;
    bool waited = false; ///< `wait` was told
    int failures = 0; ///< polls in a row that got no usable answer
};

/// All that another process needs to take a login over. Times are wall milliseconds.
struct LoginState {
    qint64 startedAt = 0;
    qint64 limitAt = 0;
    qint64 nextFetchAt = 0;
    int issued = 0; ///< codes since the last new look
    int lastCodeId = 0;
    bool looking = false;
    QList<LoginCode> codes; ///< newest last

    /// JSON; holds polling tokens, so keep it like the picture on the screen.
    [[nodiscard]] QByteArray serialised() const;
    /// Errors: Invalid.
    [[nodiscard]] static Result<LoginState> restored(const QByteArray &json);
};

/// What is to be done now; the caller does it (several at once) and reports back.
struct LoginTask {
    enum class Kind { FetchCode, Poll };
    Kind kind = Kind::FetchCode;
    int code = 0; ///< for Poll, as are the following
    Secret token;
    QString host;
    QString verifyCode;
};

/// What a person should see now.
struct LoginView {
    enum class Kind {
        Preparing, ///< a code is being fetched
        Code, ///< to be scanned
        Masked, ///< nobody looks, it may not be shown, or no further code is given
        Scanned, ///< to be confirmed on the phone
        NeedDigits, ///< the phone shows digits that have to be entered
        Ended,
    };
    Kind kind = Kind::Masked;
    QString content; ///< for Code
    qint64 issuedAt = 0; ///< for Code
    qint64 expiresAt = 0; ///< for Code: our estimate
    bool wrongDigits = false; ///< for NeedDigits: those sent were wrong
    bool checkingDigits = false; ///< for NeedDigits: sent, no answer yet
    QString problem; ///< why iLink gives no answer just now, else empty

    bool operator==(const LoginView &) const = default;
};

enum class LoginEnd {
    Running,
    Confirmed, ///< credentials() has what iLink hands out once
    AlreadyBound, ///< `binded_redirect`: success, the known token stays in use
    TimeLimit,
    RefreshLimit,
    Refused, ///< iLink or the settings make it impossible: endError() says why
    Cancelled,
};

/// A QR login as a pure state machine: no I/O, no thread, the time is passed in. Several codes may be out at once: one
/// that is masked is polled on, because the customer may confirm the one he has just scanned. Rules: facts section 1
/// and ARCHITECTURE, Binding.
class LoginMachine {
public:
    LoginMachine(MachineSettings settings, qint64 now);
    /// Takes a login over from another process.
    LoginMachine(MachineSettings settings, LoginState state);

    /// Somebody looks at the code (or nobody does any more). Codes are fetched and shown only while somebody looks.
    void look(bool somebody, qint64 now);
    /// While held no code is fetched or shown: its credentials would have no place to go.
    void hold(bool held) { m_held = held; }
    /// Masks the code that is out and fetches another; nothing happens once a customer has scanned.
    void renew(qint64 now);
    /// Errors: Invalid (not digits), Conflict (no code asks for digits).
    [[nodiscard]] Status enterDigits(const QString &digits, qint64 now);
    void cancel();

    /// What has become due; each is handed out once and counts as under way until it is reported.
    [[nodiscard]] QList<LoginTask> takeTasks(qint64 now);
    /// When to call takeTasks() again if nothing is reported before; nothing once it has ended.
    [[nodiscard]] std::optional<qint64> wakeAt(qint64 now) const;

    void fetched(const Result<Code> &result, qint64 now);
    void polled(int code, const Result<PollAnswer> &result, qint64 now);

    [[nodiscard]] LoginView view(qint64 now) const;
    [[nodiscard]] LoginEnd end() const { return m_end; }
    [[nodiscard]] const Credentials &credentials() const { return m_credentials; }
    /// Confirmed after the end, by a poll that was under way: let those return (45 s at most) and archive what they
    /// bring.
    [[nodiscard]] const QList<Credentials> &lateCredentials() const { return m_late; }
    [[nodiscard]] bool isPolling() const { return !m_polls.isEmpty(); }
    /// Why it ended without a binding, for a person.
    [[nodiscard]] Error endError() const;
    [[nodiscard]] const LoginState &state() const { return m_state; }
    /// What happened since the last call, by the names of `bind --json`: qr, wait, scaned, need_verifycode,
    /// verify_code_blocked, masked, expired, confirmed, binded_redirect.
    [[nodiscard]] QStringList takeEvents();
    [[nodiscard]] bool hasEvents() const { return !m_events.isEmpty(); }

private:
    void answered(LoginCode &code, const PollAnswer &answer, const QString &sentDigits, qint64 now);
    void advance(qint64 now);
    void finish(LoginEnd end);
    void drop(int id, const QString &event);
    void scanned(LoginCode &code, LoginCode::Stage stage, const QString &event, qint64 now);
    [[nodiscard]] LoginCode *find(int id);
    [[nodiscard]] const LoginCode *inHand() const;
    [[nodiscard]] const LoginCode *showable(qint64 now) const;
    [[nodiscard]] bool wantsCode(qint64 now) const;
    [[nodiscard]] bool mayPoll(const LoginCode &code) const;

    MachineSettings m_settings;
    LoginState m_state;
    LoginEnd m_end = LoginEnd::Running;
    Error m_error;
    Credentials m_credentials;
    QList<Credentials> m_late;
    QString m_problem;
    QStringList m_events;
    QHash<int, QString> m_polls; ///< code -> digits that its poll under way carries
    int m_masked = 0; ///< newest code whose masking was told
    bool m_fetching = false;
    bool m_held = false;
};

} // namespace hermes::ilink
