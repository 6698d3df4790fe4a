#pragma once

#include "login.h"
#include "model.h"
#include "registry.h"
#include "secret.h"

#include <functional>

/// What Fleet takes and answers.
namespace hermes {

/// Settings of one process; see CLI.md for the environment variables behind them.
struct FleetOptions {
    QString dataDir; ///< registry, known_hosts, hosts.json (access), logs
    QString registryUrl; ///< empty: sqlite in dataDir
    ilink::Settings ilink;
    CancelToken stop; ///< the program is to end: nobody waits for the platform any more
    QString platformUrl; ///< of the platform's database: sqlite:PATH or postgresql://…[?via=HOST]; empty: none
    QString image = QStringLiteral("nousresearch/hermes-agent:0.13.0");
    Actor actor;
    /// Asked on a core thread (never the UI's) for a key's passphrase or a password; may block; empty: none.
    std::function<Secret(const HostAccess &access, const QString &prompt)> askSecret;
    qint64 portCoolDownMs = 600'000;
    qint64 codeLifeMs = 100'000; ///< our estimate of how long an unscanned code lives
    qint64 bindLimitMs = 480'000;
    qint64 startLimitMs = 180'000; ///< a container that was never healthy is given up after this
};

/// One tenant as a list shows it.
struct TenantRow {
    Tenant tenant;
    QString hostName;
    QString homeHostName; ///< where its home still is while it moves; empty: it does not
    Ports ports;
    std::optional<Binding> binding; ///< bot id and user id; the token is nowhere here
    std::optional<BindSession> session; ///< the open one; link only while it may be shown
    QString paymentState; ///< PAID, LAPSED, REFUNDED, OPEN, CLOSED, UNKNOWN; empty: nothing is known of an order
    bool healthy = false; ///< as last observed: history where `stale`
    bool bound = false; ///< likewise
    qint64 ageMs = -1; ///< since it was last observed; -1: never
    bool stale = false; ///< host silent: what is shown is history
    QString heldBy; ///< the tenant that has the WeChat which scanned for this one; only while that is to be settled
};

struct TenantDetails {
    TenantRow row;
    QList<JournalRow> journal; ///< newest first
    QList<Operation> operations; ///< newest first
    std::optional<BindSession> lastSession;
};

enum class HostState { Untrusted, Connecting, Ready, Degraded, Unreachable, Refused };
[[nodiscard]] QString hostStateName(HostState state);

struct HostRow {
    Host host;
    HostAccess access;
    HostState state = HostState::Connecting;
    std::optional<Error> error;
    QString fingerprint; ///< of the key that we trust, or that was shown
    QString keyType; ///< its type, "ssh-ed25519"; empty: unknown
    qint64 trustedMs = 0; ///< when a key of the host was last trusted; 0: unknown
    QString engineVersion;
    QString apiVersion;
    int cpus = 0;
    qint64 memoryBytes = 0;
    int tenants = 0;
    int prefabs = 0; ///< of these
    int shared = 0; ///< of these
    int portsInUse = 0;
    qint64 promisedBytes = 0; ///< of memory: what its tenants' limits add up to
    int room = 0; ///< so many further tenants of the standard plan it has room for, memory and disk counted
    QString full; ///< why it has none
    bool claimed = false;
    bool keyChanged = false; ///< Untrusted because it shows another key than the trusted one
    qint64 seenMs = 0; ///< of the last good contact
    qint64 ageMs = -1; ///< since then
    qint64 nextTryMs = 0; ///< when a lost connection tries again by itself; 0: it does not
};

/// One line of `host test` and `doctor`.
struct Check {
    QString name; ///< e.g. "ssh", "docker", "claim", "image", "data root", "network"
    bool ok = false;
    QString message;
    QString hint;
    qint64 elapsedMs = 0;
};

/// Really writes to the directory, which is made if it is missing: a full disk lets itself be opened for writing.
[[nodiscard]] Status checkWritable(const QString &directory);

struct HostInput {
    QString name;
    HostAccess access;
    int capacity = 0;
    PortRange ports;
    QString dataRoot; ///< empty: default
    QString bridgeSubnet; ///< empty: chosen on the host
    bool allowPrefab = false;
    QString hermesPath; ///< of the host's own Hermes, for prefab tenants; empty: looked up there
    bool allowShared = false;
    QString adoptPlatform; ///< uuid, or empty
};

/// What `host set` changes; what is not given stays.
struct HostSettings {
    std::optional<int> capacity;
    std::optional<bool> allowPrefab;
    std::optional<bool> allowShared;
    std::optional<QString> hermesPath;
    std::optional<int> memoryOvercommit;
    std::optional<qint64> diskReserveBytes;
    std::optional<QString> urlFrom; ///< empty: loopback
};

/// What the key dialog shows.
struct HostKeyView {
    QString type;
    QString fingerprint; ///< shown by the host now
    QStringList knownFingerprints; ///< what we trusted before; empty: unknown
    bool trusted = false;
    bool revoked = false;
};

/// One thing that happened to a tenant while it is being driven.
struct StepEvent {
    enum class Kind { Begin, End, Phase };
    Kind kind = Kind::Phase;
    QString tenant;
    QString step; ///< create, write-home, start, probe, …; for Phase: the phase's name
    QString message;
    bool ok = true;
    qint64 elapsedMs = 0; ///< of the step, or since the start of the command for Phase
};
using Progress = std::function<void(const StepEvent &)>;

/// A line of `bind --json`.
struct BindEvent {
    QString event; ///< qr, wait, scaned, masked, need_verifycode, verify_code_blocked, confirmed, binded_redirect,
                   ///< expired (a code, or all of it), problem (an empty message: it is over), clash, failed, then
                   ///< phases, ready
    QString content; ///< for qr: what the QR encodes
    qint64 expiresAt = 0; ///< for qr: our estimate
    bool wrongDigits = false; ///< for need_verifycode: the digits sent were wrong
    QString message;
};

/// What a command would do (`--plan`), in order.
struct PlanStep {
    QString verb;
    QString target;
    QString detail;
    bool destructive = false;
};

} // namespace hermes
