#pragma once

#include "secret.h"
#include "types.h"

#include <QList>
#include <QMap>
#include <QString>
#include <optional>

/// Plain structs of the fleet. Times are milliseconds since 1970 UTC; 0 means "never".
namespace hermes {

struct PortRange {
    quint16 first = 8700;
    quint16 last = 9699;
};

/// A managed ECS machine, as the fleet knows it. How *this* operator logs in to it is HostAccess.
/// What a host was last measured to have. Zeros: never measured.
struct HostRoom {
    qint64 memoryBytes = 0;
    qint64 memoryFreeBytes = 0; ///< what new programs can have without swapping (MemAvailable)
    qint64 diskBytes = 0; ///< of the file system that holds the data root
    qint64 diskFreeBytes = 0; ///< to the user we log in as
    qint64 measuredAt = 0; ///< ms since 1970, UTC

    bool operator==(const HostRoom &) const = default;
};

struct Host {
    QString id; ///< random, never reused
    QString name;
    QString address; ///< host:port as first given
    QString engineId; ///< pinned at the first contact
    int claimNumber = 0; ///< of platform.json when we last read or wrote it
    bool takeOver = false; ///< adopted and not linked since: the first link writes the claim's number + 1
    int capacity = 0; ///< tenants at most; 0: only the ports limit
    PortRange ports;
    QString dataRoot = QStringLiteral("~/hermes");
    QString bridgeSubnet; ///< CIDR, chosen or given; empty until the network was made
    QString gateway; ///< the bridge's gateway address
    bool allowPrefab = false; ///< takes tenants without a container: see prefabunits.h
    QString hermesPath; ///< of its own Hermes, for these; empty: looked up there
    bool allowShared = false; ///< takes tenants in one container of all of them: see sharedengine.h
    bool cordoned = false;
    QString urlFrom; ///< how the platform's backend reaches its dashboards: see isUrlFrom(); empty: loopback
    int memoryOvercommit = 300; ///< % of its memory that the limits of its tenants may add up to; 0: not counted
    qint64 diskReserveBytes = 1LL << 30; ///< of its disk that is kept free of further tenants
    HostRoom room;
    qint64 addedAt = 0;
    qint64 seenAt = 0; ///< last successful contact
    QString lastError; ///< of the last failed contact, empty after a good one
};

/// Whether tenants of this tier may run on the host: only in containers of their own do they need nobody's leave.
[[nodiscard]] inline bool takesTier(const Host &host, Tier tier)
{
    return tier == Tier::Container || (tier == Tier::Prefab ? host.allowPrefab : host.allowShared);
}

/// The operator's own settings for reaching a host; kept beside the registry, never in it.
struct HostAccess {
    QString hostName;
    QString address;
    quint16 port = 22;
    QString user;
    QString auth = QStringLiteral("key"); ///< agent, key, password
    QString identityFile;
    QString jump;
};

struct Plan {
    QString code;
    QString title;
    Tier tier = Tier::Container;
    qint64 memoryBytes = 0;
    double cpus = 0;
    int pids = 0;
    QStringList secretNames; ///< keys of .env that this plan needs; never values
};

struct Condition {
    ConditionType type = ConditionType::Paid;
    ConditionStatus status = ConditionStatus::Unknown;
    QString reason; ///< e.g. PORT_TAKEN
    QString message;
    qint64 since = 0;
    int generation = 0;
    bool operator==(const Condition &) const = default;
};

struct Ports {
    quint16 dashboard = 0;
    quint16 api = 0;
    quint16 wecom = 0;
};

/// One customer's subscription to be served: what should be (desired) and what was last seen (observed).
struct Tenant {
    QString id; ///< random, never reused; keys everything on the hosts
    QString name;
    QString subscription;
    QString order;
    QString planCode;
    Tier tier = Tier::Container;
    qint64 createdAt = 0;
    qint64 rowVersion = 0; ///< +1 at every change of the row

    // Desired. Changed only together with an audit row.
    Presence presence = Presence::Present;
    int generation = 1;
    int bindEpoch = 0; ///< +1 for each new binding
    QString hostId; ///< empty until placed
    QString requestedHostId; ///< the operator's wish, or empty
    QString image; ///< reference
    QString imageId; ///< pinned when first found on the host
    qint64 memoryBytes = 0;
    double cpus = 0;
    int pids = 0;
    QString nonce; ///< of this generation: 32 hex digits
    qint64 purgedAt = 0; ///< its archive was ended
    bool secretsPending = false; ///< asked for with secrets that are not on its host yet: no home is written before
    QStringList pastHostIds; ///< hosts it ever was on and that were not seen empty since
    QStringList emptiedHostIds; ///< seen empty less than ten minutes ago: a request may still be on its way there
    QString homeHostId; ///< where its home still is while it moves to hostId; empty: it does not move
    Tier homeTier = Tier::Container; ///< of that home, while homeHostId is set
    QString restoreFrom; ///< file name in its archive that its home becomes before it runs again; empty: none
    QString adoptHome; ///< directory on the host that it takes its home from before it first runs; empty: none
    QString adoptFrom; ///< full id of the container that has it mounted; empty: none has
    QStringList leftHomeHostIds; ///< hosts that still have what a move away from there left

    // Observed: a cache. Decisions always look again.
    Phase phase = Phase::Requested;
    Phase phaseBefore = Phase::Requested; ///< the step it left, for BACKOFF and UNKNOWN
    QString reason;
    QString message;
    QString hint; ///< what a person should do, for BLOCKED
    QList<Condition> conditions;
    QString containerId;
    QString homeWrittenFor; ///< container id whose home was written and verified
    QString credentialsWrittenFor; ///< container id that carries the current bindEpoch's credentials
    qint64 observedAt = 0;
    qint64 phaseSince = 0;
    int attempts = 0;
    qint64 nextAttemptAt = 0;
    int startFailures = 0; ///< within the window that began at startFailuresSince
    qint64 startFailuresSince = 0;

    // Lease.
    QString leaseOwner;
    qint64 leaseEpoch = 0;
    qint64 leaseUntil = 0;
};

struct PortRow {
    QString hostId;
    quint16 port = 0;
    QString tenantId;
    QString purpose; ///< dashboard, api, wecom
    qint64 reservedAt = 0;
    qint64 freeAfter = 0; ///< 0 while in use; then the end of the cool-down
};

/// The tenant's WeChat account. The token itself is only on the host.
struct Binding {
    QString tenantId;
    QString botId;
    QString userId;
    QString baseUrl;
    QString tokenSha256;
    int bindEpoch = 0;
    QString archivePath; ///< on the host, of the credentials file
    qint64 boundAt = 0;
};

enum class BindState { Waiting, Scanned, NeedDigits, Confirmed, Expired, Failed, Cancelled };

/// A login under way. Everything secret in it is erased when it ends.
struct BindSession {
    QString id;
    QString tenantId;
    QString poller; ///< who polls iLink now
    qint64 pollerUntil = 0; ///< its lease
    QString state; ///< wait, scaned, need_verifycode, confirmed, expired, failed, cancelled, clash
    QString link; ///< what the QR encodes; empty while masked
    QByteArray
        machine; ///< serialised LoginMachine (polling tokens, hosts, issue times), so that another process can poll on
    QString verifyCode; ///< digits waiting to be sent
    qint64 issuedAt = 0;
    qint64 expiresAt = 0; ///< our estimate
    qint64 shownUntil = 0; ///< renewed every 5 s by each client that shows it
    QString notice; ///< the last code's end, as "expired 2" or "verify_code_blocked 3" (event, number of codes so far)
    int renewals = 0; ///< how often somebody asked for another code
    qint64 startedAt = 0;
    qint64 endedAt = 0;
    QString message; ///< why it ended
    QString userId; ///< who confirmed, for a clash
    QString heldBy; ///< the tenant that holds this WeChat, for a clash
    QString archivePath; ///< login-<session>.json on the host
    QString actor;
};

struct Operation {
    qint64 id = 0;
    QString tenantId;
    QString step; ///< create, write-home, start, stop, remove, …
    int generation = 0;
    qint64 epoch = 0;
    qint64 startedAt = 0;
    qint64 endedAt = 0;
    QString outcome; ///< done, failed, unknown, or empty while open
    QString detail;
    QString actor;
};

struct JournalRow {
    qint64 id = 0;
    QString tenantId;
    qint64 at = 0;
    QString actor;
    qint64 epoch = 0;
    int generation = 0;
    QString before; ///< phase
    QString after;
    QString reason;
    QString message;
};

struct AuditRow {
    qint64 id = 0;
    qint64 at = 0;
    QString actor; ///< OS user@machine, SSH key fingerprint where known
    QString verb; ///< provision, bind, destroy, host.add, host.trust, …
    QString target;
    QString detail; ///< JSON: before and after; no secret
};

/// What an order or an operator asks for.
struct ProvisionRequest {
    QString name;
    QString subscription;
    QString order;
    QString planCode;
    Tier tier = Tier::Container;
    QString host; ///< name; empty: placement chooses
    QString image;
    QMap<QString, Secret> secrets; ///< .env keys; go to the host only
};

} // namespace hermes
