#pragma once

#include "bytestream.h"
#include "call.h"
#include "forward.h"
#include "hostkey.h"
#include "knownhosts.h"
#include "result.h"
#include "secret.h"

#include <QStringList>
#include <memory>

namespace hermes::ssh {

enum class AuthMethod { Agent, Key, Password };

/// Where and how to log in. `~/.ssh/config` is never read.
struct Target {
    QString host;
    quint16 port = 22;
    QString user;
    AuthMethod auth = AuthMethod::Key;
    QString identityFile; ///< private key, for AuthMethod::Key; the path stays a path, the key is never exported
    /// Where another connection ends that leads to it: dialled in its place. What is known of its key and what people
    /// are told goes by `host` and `port` all the same.
    struct Way {
        quint16 nearPort = 0; ///< of 127.0.0.1; 0: it is dialled itself
        QString name; ///< of the machine that is gone through
        std::shared_ptr<void> holder; ///< keeps the way open
    };
    Way way = {};
};

/// Asked on the connection's own thread, at most once per login for each prompt, and not again at a reconnect while the
/// answer works; an empty answer means "none". May block (a dialog): the UI must answer it from its own thread without
/// the connection's thread calling into it directly.
struct Prompts {
    std::function<Secret(const QString &identityFile)> passphrase; ///< for an encrypted key file
    std::function<Secret(const QString &prompt)> password; ///< for password and keyboard-interactive
    /// A host key that known_hosts does not hold. True trusts and stores it. Not set: unknown keys are refused.
    /// A *changed* or revoked key is never asked about: it always stops with ErrorKind::HostKey and both fingerprints.
    std::function<bool(const HostKey &key)> trustUnknown;
};

enum class State { Idle, Connecting, HostKey, Auth, Ready, Degraded, Dead };
[[nodiscard]] QString stateName(State state);

struct ExecResult {
    int exitCode = -1; ///< -1 if ended by a signal
    QString exitSignal; ///< "KILL", "TERM", … or empty
    QByteArray out;
    QByteArray err;
};

struct Timings {
    std::chrono::milliseconds connect{10'000}; ///< TCP + key exchange
    std::chrono::milliseconds keepAlive{15'000};
    int keepAliveMisses = 3;
    std::chrono::milliseconds reconnectFirst{500}; ///< jittered, doubles up to reconnectMost
    std::chrono::milliseconds reconnectMost{30'000};
};

/// One SSH session to one host, on a thread of its own that owns the libssh session and all its channels. Public calls
/// are thread-safe and blocking, with a deadline and a cancel token each. The host key is checked before any credential
/// is sent. Connects by itself at the first call and reconnects with jittered backoff after a lost link; never retries
/// by itself after refused credentials or a host key problem (call reconnect() after the cause was mended). Errors:
/// Network, Auth, HostKey, Timeout, Cancelled.
class Connection {
public:
    Connection(Target target, std::shared_ptr<KnownHosts> knownHosts, Prompts prompts = {}, Timings timings = {});
    ~Connection();
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    /// Waits until Ready, starting the login if needed.
    [[nodiscard]] Status connect(const Call &call);
    /// Forgets a refused login (bad key, changed host key) so that the next call tries again at once.
    void reconnect();
    /// The same, and ends a live session, so that the next call logs in anew: a login keeps the groups that it began
    /// with. What is under way on it fails with Network.
    void logInAnew();
    /// When a lost or silent host is tried again; nothing while connected, refused or not wanted.
    [[nodiscard]] std::optional<Deadline::Steady::time_point> nextAttempt() const;
    [[nodiscard]] State state() const;
    [[nodiscard]] std::optional<Error> lastError() const;
    /// Called on the connection's thread at every change of state. Set before the first call.
    void onStateChanged(std::function<void(State)> callback);
    /// The key that the server showed at the last attempt, if it got that far.
    [[nodiscard]] std::optional<HostKey> hostKey() const;
    /// "SSH-2.0-OpenSSH_9.2p1 …" once connected.
    [[nodiscard]] QString serverBanner() const;
    /// SHA256 fingerprint of the key that logged in, or empty (password).
    [[nodiscard]] QString userKeyFingerprint() const;

    enum class Forwarding { Unix, Tcp };
    /// True once the server refused a forward of this kind in this session by its configuration: use openCommand()
    /// (`docker system dial-stdio`) or exec() instead.
    [[nodiscard]] bool forwardsRefused(Forwarding kind) const;
    /// The login's home directory; asked once.
    [[nodiscard]] Result<QString> homeDirectory(const Call &call);

    /// Runs argv (quoted for the remote shell by one function), feeds `input`, drains stdout and stderr together (each
    /// kept up to 64 MiB, then Remote error). On deadline or cancel the remote process group is killed: nothing of it
    /// is left 2 s later. At most 8 at once; further calls wait their turn.
    [[nodiscard]] Result<ExecResult> exec(const QStringList &argv, const QByteArray &input, const Call &call);
    /// Like exec(), but hands stdout and stderr over as they come, and ends when `output` returns false.
    [[nodiscard]] Result<ExecResult> execStreaming(const QStringList &argv, const QByteArray &input,
        const std::function<bool(const QByteArray &out, const QByteArray &err)> &output, const Call &call);
    /// A stream to a unix socket of the host (direct-streamlocal). NotFound if there is no such socket; Remote with the
    /// reason if the user may not open it, nothing listens, or the server refuses forwards (then forwardsRefused()).
    [[nodiscard]] Result<std::unique_ptr<ByteStream>> openUnix(const QString &path, const Call &call);
    /// A stream to a TCP address as the host sees it (direct-tcpip).
    [[nodiscard]] Result<std::unique_ptr<ByteStream>> openTcp(const QString &host, quint16 port, const Call &call);
    /// A stream to the stdin/stdout of a command, such as `docker system dial-stdio` where forwards are refused.
    /// Closing it ends the command. At most 6 at once (sshd allows 10 sessions, exec() needs some); further calls wait
    /// their turn.
    [[nodiscard]] Result<std::unique_ptr<ByteStream>> openCommand(const QStringList &argv, const Call &call);
    /// A door on this machine to an address of the host: a free port of 127.0.0.1, or a unix socket of ours (for libpq:
    /// `DIR/.s.PGSQL.PORT`) if `localPath` is set (not on Windows). Does not wait for the connection. Internal if the
    /// door cannot be opened; Remote where the server is known to refuse forwards.
    [[nodiscard]] Result<std::unique_ptr<Forward>> forward(const ForwardTarget &to, const QString &localPath = {});
    /// Atomic (temp file + fsync + rename in the same directory, which must exist); files of the SSH user only. `mode`
    /// as in 0600. "~/" is the login's home.
    [[nodiscard]] Status writeFile(const QString &path, const QByteArray &bytes, int mode, const Call &call);

private:
    class Private;
    std::unique_ptr<Private> d;
};

/// argv as one POSIX shell command line: each word single-quoted where needed. The only place that builds a command
/// line.
[[nodiscard]] QString shellQuote(const QStringList &argv);

} // namespace hermes::ssh
