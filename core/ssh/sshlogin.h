#pragma once

#include "connection.h"
#include "sshsession.h"

namespace hermes::ssh {

/// What a person answered. Kept while it works, so that a reconnect in the night asks nobody; never a one-time code.
struct Answers {
    Secret passphrase = {};
    Secret password = {};
};

/// What a login may use and has to tell, all on the connection's thread.
struct LoginContext {
    const Target &target;
    KnownHosts &knownHosts;
    const Prompts &prompts;
    Answers &answers;
    const Timings &timings;
    std::shared_ptr<Mailbox> mailbox;
    std::function<bool()> stop; ///< nobody wants this login any more
    std::function<void(State)> enter;
    std::function<void(const HostKey &)> sawHostKey;
    bool asked = false; ///< a person was asked; the server may have lost patience meanwhile
};

struct LoggedIn {
    std::unique_ptr<Session> session;
    QString banner;
    QString userKeyFingerprint;
};

/// TCP, key exchange, verdict on the host key, authentication, in this order; no credential leaves before the verdict.
[[nodiscard]] Result<LoggedIn> logIn(LoginContext &context);

/// Calls `step` again at every sign of life until it returns something else than `again`. Errors: Timeout, Cancelled.
[[nodiscard]] Result<int> finish(
    LoginContext &context, Session &session, Deadline deadline, int again, const std::function<int()> &step);

/// Proves who we are. Returns the fingerprint of the key that did it, or nothing.
[[nodiscard]] Result<QString> authenticate(LoginContext &context, Session &session);

/// "ssh.example.com" or "ssh.example.com:2222".
[[nodiscard]] QString placeOf(const Target &target);

} // namespace hermes::ssh
