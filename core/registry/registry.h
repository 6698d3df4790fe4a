#pragma once

#include "clock.h"
#include "model.h"
#include "random.h"
#include "result.h"

#include <QHash>
#include <QJsonObject>
#include <functional>
#include <memory>

namespace hermes {

struct PostgresAddress;

/// Who is acting. The journal has the name, the audit both: "alice@laptop SHA256:…".
struct Actor {
    QString name; ///< "alice@laptop", "worker@ecs-1"
    QString keyFingerprint; ///< of the SSH key, where known
};

/// Observed state as one turn of the loop writes it; see Registry::writeStatus.
struct StatusWrite {
    QString tenantId;
    qint64 epoch = 0; ///< must be the tenant's lease epoch
    int generation = 0; ///< must be the tenant's generation
    Phase phase = Phase::Requested;
    QString reason;
    QString message;
    QString hint;
    QList<Condition> conditions;
    QString containerId;
    QString homeWrittenFor;
    QString credentialsWrittenFor;
    int attempts = 0;
    qint64 nextAttemptAt = 0;
    int startFailures = 0;
    qint64 startFailuresSince = 0;
    QString journalNote; ///< what was done, for the journal row
    bool observed = true; ///< false: the host was not seen, observedAt stays as it was
};

/// Our own database. Thread-safe: on SQLite each thread gets a connection of its own, on PostgreSQL all threads share
/// a few. Every state write has a journal row in the same transaction; every change of what is desired has an
/// audit row too. `now` comes from the given clock. Errors: Conflict (unique, lease, row version; the message names the
/// other), NotFound, Timeout (database locked), Internal (database broken).
class Registry {
public:
    /// `url`: "sqlite:PATH" (created if missing, migrated; network filesystems refused), "sqlite::memory:" (one thread
    /// only) or PostgresAddress::fromUrl()'s. Others: Invalid.
    [[nodiscard]] static Result<std::unique_ptr<Registry>> open(const QString &url, const Clock &clock, Random &random);
    /// The same where a tunnel leads to the server.
    [[nodiscard]] static Result<std::unique_ptr<Registry>> open(
        const PostgresAddress &address, const Clock &clock, Random &random);
    ~Registry();

    [[nodiscard]] Result<QString> platformUuid();
    /// Only while there are no tenants, or if it is equal; else Conflict.
    [[nodiscard]] Status adoptPlatform(const QString &uuid, const Actor &actor);

    struct Copied {
        qint64 rows = 0;
        qint64 tenants = 0; ///< not GONE
        bool unchanged = false; ///< it was moved there before
    };
    /// Moves a registry from its SQLite file into `target`, which is new, platform id and all: whoever goes on writing
    /// to the file is refused from then on. Broken off, it is done by doing it again. `name`: what people are told that
    /// it was moved to. Errors: Conflict where `target` has hosts or tenants, a worker lives on this registry, or it
    /// was moved elsewhere.
    [[nodiscard]] Result<Copied> moveTo(Registry &target, const QString &name, const Actor &actor);
    /// Where this registry was moved to; empty: it was not.
    [[nodiscard]] Result<QString> movedTo();

    // Hosts.
    [[nodiscard]] Result<Host> addHost(
        const Host &host, const Actor &actor); ///< fills id, addedAt; Conflict on a taken name
    /// The settings: neither id and name nor what contacts and claims find out.
    [[nodiscard]] Status updateHost(const Host &host);
    /// What a person settles: capacity, the tiers it takes, Hermes, shares of memory and disk. False: nothing changed.
    /// Conflict where a tier is withdrawn that tenants (not GONE) have there.
    [[nodiscard]] Result<bool> changeHost(
        const QString &hostId, const std::function<void(Host &)> &change, const Actor &actor);
    [[nodiscard]] Status noteNetwork(const QString &hostId, const QString &bridgeSubnet, const QString &gateway);
    /// What was measured there just now.
    [[nodiscard]] Status noteRoom(const QString &hostId, HostRoom room);
    /// A cordoned host takes no further tenant; those on it stay. False if it was so before.
    [[nodiscard]] Result<bool> setCordoned(const QString &hostId, bool cordoned, const Actor &actor);
    /// What is recorded of emptying a host.
    struct Drain {
        QString hostId;
        qint64 beganAt = 0;
        qint64 endedAt = 0; ///< 0: it goes on
        int atOnce = 0; ///< so many tenants are on their way at most
        QString actor;
        QStringList tenantIds; ///< that were on it when it began
    };
    struct DrainBegun {
        Drain drain;
        bool unchanged = false; ///< it went on already, and stays as it is
    };
    /// Cordons the host and records that its tenants are to leave it; `atOnce` 0: as many as the last time, else 4.
    [[nodiscard]] Result<DrainBegun> beginDrain(const QString &hostId, int atOnce, const Actor &actor);
    /// Nobody else is sent away. False: none went on.
    [[nodiscard]] Result<bool> endDrain(const QString &hostId, const Actor &actor);
    /// Those that go on, and the last one of each host that takes no tenants since.
    [[nodiscard]] Result<QList<Drain>> drains();
    /// Conflict while anything of a tenant is on the host, or was left there and is still to be wiped.
    [[nodiscard]] Status checkRemovable(const QString &hostId);
    /// The next link takes the host over (claim number + 1), in whatever process that is.
    [[nodiscard]] Status markTakeOver(const QString &hostId, const Actor &actor);
    /// The claim that is on the host now and the engine that answered; ends a take-over and counts as a good contact.
    [[nodiscard]] Status noteClaim(const QString &hostId, int claimNumber, const QString &engineId);
    /// seenAt and lastError alone: good contact if `error` is empty. Use this from loops, so that a setting changed
    /// meanwhile is not lost.
    [[nodiscard]] Status noteContact(const QString &hostId, const QString &error);
    [[nodiscard]] Status removeHost(
        const QString &hostId, const Actor &actor); ///< Conflict while tenants (not GONE) or port rows in use remain
    [[nodiscard]] Result<QList<Host>> hosts();
    [[nodiscard]] Result<Host> host(const QString &name);
    [[nodiscard]] Result<Host> hostById(const QString &id);

    // Requests and what is desired.
    struct Recorded {
        Tenant tenant;
        bool unchanged = false; ///< the same request was there before
    };
    /// One transaction: request (unique per order, per subscription, per live name), tenant row (REQUESTED), journal,
    /// audit. The same order, subscription or name with the same arguments answers unchanged; with others: Conflict
    /// naming what differs. A name whose tenant is GONE may be used again.
    [[nodiscard]] Result<Recorded> recordRequest(
        const ProvisionRequest &request, const QString &requestedHostId, const Plan &plan, const Actor &actor);
    /// A request for a tenant that takes over what others made on its host: placed there at once, on `port` if that is
    /// free (0: any). The same again changes nothing. Errors: as recordRequest() and place(); Conflict where another
    /// tenant adopts the same home.
    struct Adoption {
        QString home; ///< as Tenant::adoptHome
        QString container; ///< as Tenant::adoptFrom
        QString imageId; ///< that the container runs; empty: found by its reference
        quint16 port = 0;
    };
    [[nodiscard]] Result<Recorded> recordAdoption(const ProvisionRequest &request, const QString &hostId,
        const Adoption &adoption, const Plan &plan, const Actor &actor);
    /// Its home is in the archive as `file`, to be restored, and `binding`, if there is one, is its own. False if the
    /// lease epoch is no longer the tenant's, or the generation. Errors: Conflict where another tenant has that WeChat.
    [[nodiscard]] Result<bool> homeAdopted(const QString &tenantId, qint64 epoch, int generation, const QString &file,
        const std::optional<Binding> &binding, const Actor &actor);
    /// The name of the live tenant that has this WeChat; empty if there is none.
    [[nodiscard]] Result<QString> holderOf(const QString &userId);
    /// Conditions: at `rowVersion` (−1: any), else Conflict "changed by … ago".
    [[nodiscard]] Result<Tenant> setPresence(
        const QString &tenantId, Presence presence, const QString &verb, qint64 rowVersion, const Actor &actor);
    /// What a turn of the loop stands on. What was decided in it is refused (Conflict) once the lease epoch is no
    /// longer the tenant's, or the generation: what was seen then is not what is wanted now.
    struct Held {
        qint64 epoch = 0;
        int generation = 0;
    };
    /// generation + 1 with a new nonce (restart, rebind, mend, port move); `verb` for the audit; keeps presence.
    [[nodiscard]] Result<Tenant> bumpGeneration(const QString &tenantId, const QString &verb, qint64 rowVersion,
        const Actor &actor, const std::optional<Held> &held = {});
    /// The image that was found under its reference.
    [[nodiscard]] Status pinImage(const QString &tenantId, const QString &imageId, const Held &held);
    /// Another image (reference and id): generation + 1. The same again changes nothing. `verb`: upgrade or rollback.
    [[nodiscard]] Result<Tenant> setImage(
        const QString &tenantId, const QString &image, const QString &imageId, const QString &verb, const Actor &actor);
    /// The secrets that were asked for with the request are on the host; the loop may write the home.
    [[nodiscard]] Status secretsStored(const QString &tenantId, const Actor &actor);
    /// Clears BLOCKED/BACKOFF so that the loop tries again at once (an operator's retry, or a new command).
    [[nodiscard]] Status retryNow(const QString &tenantId, const Actor &actor);

    /// Plans as they were last saved; recordRequest adds one that is not there yet.
    [[nodiscard]] Status savePlan(const Plan &plan, const Actor &actor);
    [[nodiscard]] Result<QList<Plan>> plans();

    /// What tells a watcher whether a tenant is to be read again; much quicker to have of all than the tenants.
    struct Mark {
        QString id;
        QString name;
        qint64 rowVersion = 0;
        Presence presence = Presence::Present;
        int generation = 0;
        QString hostId;
        Phase phase = Phase::Requested;
    };
    [[nodiscard]] Result<QList<Mark>> marks(); ///< not GONE
    // Tenants. rowVersion grows with every change but lease and observedAt.
    [[nodiscard]] Result<QList<Tenant>> tenants(bool includeGone = false);
    /// What a list shows of every tenant that is not GONE, on one state.
    struct Overview {
        QList<Tenant> tenants;
        QHash<QString, Ports> ports; ///< by tenant, like the next two
        QHash<QString, Binding> bindings;
        QHash<QString, BindSession> sessions; ///< open ones
        QHash<QString, QString> hostNames; ///< by host
        QMultiHash<QString, QString> orderFacts; ///< by subscription; see OrderRecord
    };
    [[nodiscard]] Result<Overview> overview();
    /// One tenant, and what belongs to it.
    struct Look {
        Tenant tenant;
        Ports ports;
        std::optional<Binding> binding;
        std::optional<BindSession> lastSession; ///< the open one, else the one that ended last
        QString hostName;
        QString homeHostName; ///< while it moves
        QStringList orderFacts; ///< of its subscription's orders that are kept
        QList<JournalRow> journal; ///< the last ones, newest first
        QList<Operation> operations; ///< likewise
    };
    /// A live one, with at most `history` rows of its journal and of its operations; NotFound.
    [[nodiscard]] Result<Look> look(const QString &name, int history = 0);
    [[nodiscard]] Result<Look> lookById(const QString &id);
    /// Tenant, ports and binding alone of all of these that there are, by id.
    [[nodiscard]] Result<QHash<QString, Look>> looks(const QStringList &ids);
    [[nodiscard]] Result<Tenant> tenant(const QString &name); ///< a live one; NotFound
    [[nodiscard]] Result<Tenant> tenantById(const QString &id);
    /// One row per generation.
    struct Instance {
        int generation = 0;
        QString nonce;
        QString hostId;
        QString containerId;
        QString imageId; ///< once its container was seen
        QString image; ///< the reference; empty in rows of older programs
        QString cause; ///< provision, bind, restart, port.move, …
        qint64 desiredAt = 0;
        qint64 createdAt = 0; ///< its container was first seen
        qint64 goneAt = 0; ///< it was seen gone (or a later one took its place)
    };
    [[nodiscard]] Result<QList<Instance>> instances(const QString &tenantId); ///< newest first

    // Placement and ports (ledger: unique host + port).
    /// Host, dashboard port (and api/wecom if asked) in one transaction; Conflict when the range is exhausted.
    /// Idempotent.
    [[nodiscard]] Result<Ports> place(
        const QString &tenantId, const QString &hostId, const QStringList &purposes, const Actor &actor);
    /// One transaction: the port of `purpose` moves to the next free one of the range and the generation grows by one
    /// (labels and ports are fixed at create). The old port cools down.
    [[nodiscard]] Result<Ports> movePort(const QString &tenantId, const QString &purpose, qint64 coolDownMs,
        const Actor &actor, const std::optional<Held> &held = {});
    /// After "gone" was seen: all ports of the tenant cool down until now + coolDownMs, then are free.
    [[nodiscard]] Status releasePorts(const QString &tenantId, qint64 coolDownMs);
    [[nodiscard]] Result<Ports> ports(const QString &tenantId);
    /// What is in use or cooling down.
    [[nodiscard]] Result<QList<PortRow>> portLedger(const QString &hostId);
    /// What each host carries, by its id; one that carries nothing may be missing.
    struct Load {
        int tenants = 0; ///< not GONE
        int ports = 0; ///< in use or cooling down
        qint64 memoryBytes = 0; ///< the sum of their limits
    };
    [[nodiscard]] Result<QHash<QString, Load>> loads();
    [[nodiscard]] Result<Load> load(const QString &hostId);
    [[nodiscard]] Result<int> tenantsOnHost(const QString &hostId); ///< not GONE
    [[nodiscard]] Result<int> tenantsOnHost(const QString &hostId, Tier tier);
    /// The tenant was seen to have nothing on that host any more: it leaves pastHostIds.
    [[nodiscard]] Status clearPastHost(
        const QString &tenantId, const QString &hostId, const std::optional<Held> &held = {});

    // Moves from host to host.
    /// One transaction: another host and ports there, generation + 1; the home is still where it was (homeHostId) until
    /// homeMoved(). The old ports cool down. Back to where the home is: the move is called off. A tenant that has no
    /// host yet is asked for on that one. The same again changes nothing. With `become` it is of that tier and image
    /// from now on, also on the host where it is; its home is of the old tier (homeTier) until homeMoved(). Errors:
    /// Conflict where it is being destroyed, a login is under way, or the host is cordoned or full.
    struct Becoming {
        Tier tier = Tier::Container;
        QString image;
        QString imageId; ///< as the host has it; empty: not asked
    };
    /// With `drainedHostId` nothing changes unless that host is being drained and the tenant still has to leave it: it
    /// is there, or on its way from there to a host that takes nobody any more.
    [[nodiscard]] Result<Tenant> moveTenant(const QString &tenantId, const QString &hostId, qint64 coolDownMs,
        const Actor &actor, const std::optional<Becoming> &become = {}, const QString &drainedHostId = {});
    /// Its home, archive and secrets are on its host, verified; what is on the old one is left there to be wiped. False
    /// if the lease epoch is no longer the tenant's, or the generation, which a move to elsewhere has raised.
    [[nodiscard]] Result<bool> homeMoved(const QString &tenantId, qint64 epoch, int generation, const Actor &actor);
    /// Something of it came to light on that host, which it has left: what is there is to be wiped (again).
    [[nodiscard]] Status refillHost(const QString &tenantId, const QString &hostId);
    /// One transaction: the tenant's home becomes what the archive `file` holds before it runs again; generation + 1.
    /// The same again while that is not done changes nothing. One that is gone lives again on the host that it was on,
    /// with a port there and, if nobody else has it now, the WeChat that it had. Errors: Conflict where it is being
    /// destroyed, moves, waits for its secrets, logs in to WeChat, or was never placed; of one that is gone, where its
    /// name, its subscription or its WeChat is another tenant's now, its archive was ended, or its host takes no
    /// tenant.
    [[nodiscard]] Result<Tenant> restoreTenant(const QString &tenantId, const QString &file, const Actor &actor);
    /// It has become that. False if the lease epoch is no longer the tenant's, or the generation.
    [[nodiscard]] Result<bool> homeRestored(const QString &tenantId, qint64 epoch, int generation, const Actor &actor);
    /// A copy of its home is in the archive as `file`, of so many bytes. Journal and audit.
    [[nodiscard]] Status homeBackedUp(const QString &tenantId, const QString &file, qint64 bytes, const Actor &actor);
    /// What a move left on that host is wiped.
    [[nodiscard]] Status leftHomeWiped(const QString &tenantId, const QString &hostId, const Actor &actor);
    /// Id of the image that its last container on that host was made of; where there was none, of the one it has now.
    [[nodiscard]] Result<QString> imageOn(const QString &tenantId, const QString &hostId);

    // Lease: one loop at a time per tenant.
    /// Epoch + 1 if it is free, expired or already mine; else Conflict naming the holder and its age.
    [[nodiscard]] Result<qint64> claimLease(const QString &tenantId, const QString &owner, qint64 durationMs);
    /// False if it was lost to another.
    [[nodiscard]] Result<bool> renewLease(
        const QString &tenantId, const QString &owner, qint64 epoch, qint64 durationMs);
    [[nodiscard]] Status releaseLease(const QString &tenantId, const QString &owner, qint64 epoch);

    // The loop's own writes.
    /// The operation is committed before its effect. Refused (Conflict) if the epoch is no longer the tenant's or the
    /// lease has run out.
    [[nodiscard]] Result<qint64> beginOperation(const Operation &operation);
    [[nodiscard]] Status endOperation(qint64 id, const QString &outcome, const QString &detail);
    [[nodiscard]] Result<QList<Operation>> operations(const QString &tenantId, int limit);
    /// Only those that took one of these steps.
    [[nodiscard]] Result<QList<Operation>> operations(const QString &tenantId, const QStringList &steps, int limit);
    [[nodiscard]] Result<QList<Operation>> openOperations();
    /// `WHERE lease_epoch = mine AND generation = mine`; false if it was fenced. A journal row is written when phase,
    /// reason or journalNote says something new.
    [[nodiscard]] Result<bool> writeStatus(const StatusWrite &status, const Actor &actor);
    /// These were seen as they are written down, just now: observedAt alone moves.
    [[nodiscard]] Status noteObserved(const QStringList &tenantIds);
    /// To GONE: row stays, name is free again; ports cool down in the same transaction.
    [[nodiscard]] Result<bool> markGone(const QString &tenantId, qint64 epoch, qint64 coolDownMs, const Actor &actor);

    // Binding.
    /// Opens a session, or answers the open one of this tenant. Conflict if the tenant is not PRESENT, or moves.
    [[nodiscard]] Result<BindSession> openBindSession(const QString &tenantId, const Actor &actor);
    [[nodiscard]] Result<std::optional<BindSession>> openSessionOf(
        const QString &tenantId); ///< the one that has not ended
    [[nodiscard]] Result<QList<BindSession>> openSessions(); ///< of all tenants
    [[nodiscard]] Result<std::optional<BindSession>> lastSessionOf(const QString &tenantId);
    [[nodiscard]] Result<BindSession> bindSession(const QString &id);
    /// True if `poller` may poll now (free, expired or mine); renews its lease.
    [[nodiscard]] Result<bool> claimPoller(const QString &sessionId, const QString &poller, qint64 durationMs);
    /// Guarded by the poller; false if another polls. Writes state, link, machine, times, archivePath, message; leaves
    /// shownUntil and verifyCode alone.
    [[nodiscard]] Result<bool> writeSession(const BindSession &session);
    [[nodiscard]] Status showSession(const QString &sessionId, qint64 untilMs);
    /// One client looks no more: masked by `latestMs` unless another client goes on renewing it.
    [[nodiscard]] Status leaveSession(const QString &sessionId, qint64 latestMs);
    /// Somebody wants another code than the one that is out; the poller masks that one and fetches.
    [[nodiscard]] Status renewCode(const QString &sessionId);
    [[nodiscard]] Status sendVerifyCode(const QString &sessionId, const QString &digits);
    /// Hands the digits out once.
    [[nodiscard]] Result<QString> takeVerifyCode(const QString &sessionId);
    /// Ends it (state, message) and erases link, machine, verify code.
    [[nodiscard]] Status endSession(const QString &sessionId, const QString &state, const QString &message);
    /// One transaction for a `confirmed`: binding row (unique user id over live tenants), bindEpoch + 1, generation + 1
    /// with a new nonce, session ended as confirmed with its secrets erased, journal, audit. If another live tenant
    /// holds this user: nothing of that is done, the session ends as `clash` with heldBy, and the answer says who.
    /// Idempotent per session.
    struct Bound {
        Tenant tenant;
        QString heldBy; ///< name of the holder; empty if bound
    };
    [[nodiscard]] Result<Bound> confirmBinding(const QString &sessionId, const Binding &binding, const Actor &actor);
    /// The newest login of the tenant that ended as `clash`, unless the tenant or the holder was bound anew since then.
    [[nodiscard]] Result<std::optional<BindSession>> clashOf(const QString &tenantId);
    /// One transaction: the clashed login is confirmed after all (bindEpoch + 1, generation + 1, BLOCKED is over), and
    /// the tenant `holder` that had this WeChat is unbound (generation + 1). Journal and audit for both. Errors:
    /// Conflict if `holder` does not hold this WeChat (any more), or was bound anew since the clash.
    struct Moved {
        Tenant tenant;
        Tenant holder;
    };
    [[nodiscard]] Result<Moved> moveBinding(
        const QString &sessionId, const QString &holder, const Binding &binding, const Actor &actor);
    [[nodiscard]] Result<std::optional<Binding>> binding(const QString &tenantId);
    [[nodiscard]] Result<QList<Binding>> bindings();

    // Care: what is not the loop's.
    /// What is not as it should be, as a look at the hosts found it.
    struct Sight {
        QString kind;
        QString hostId;
        QString object;
        qint64 firstAt = 0; ///< filled by noteSights()
        int looks = 0; ///< likewise: how many looks in a row have seen it
    };
    /// One look at `hostIds` is over: counts what it saw, forgets what it saw no more. Answers `seen` with both counts.
    [[nodiscard]] Result<QList<Sight>> noteSights(const QStringList &hostIds, QList<Sight> seen);
    /// The archive of a tenant that is GONE was ended.
    [[nodiscard]] Status markPurged(const QString &tenantId, const Actor &actor);
    /// True once a day for each host, for whoever asks first: archives are to be swept now.
    [[nodiscard]] Result<bool> claimSweep(const QString &hostId, qint64 everyMs);
    /// The machine is gone for good and never comes back as it was; one transaction. Tenants that should be run get
    /// another place (generation + 1, unbound: their logins went with the machine), stopped ones lose theirs, those
    /// being destroyed are gone. Answers their names.
    [[nodiscard]] Result<QStringList> forgetHost(const QString &hostId, const Actor &actor);
    /// True if an engine of this id was on a host that was forgotten.
    [[nodiscard]] Result<bool> isForgotten(const QString &engineId);
    /// Of the tenants that have something on a host which this registry meets anew: those that are placed elsewhere or
    /// gone, so that nothing may run there. The host is among those of the placed ones until it was seen empty.
    [[nodiscard]] Result<QStringList> noteStrays(const QString &hostId, const QStringList &tenantIds);
    /// What a lost registry knew of a tenant, found again on its host. Nothing and false if the id is known already.
    /// Errors: Conflict where its name, subscription, order, port or WeChat is another live tenant's.
    struct Found {
        Tenant tenant;
        Ports ports;
        std::optional<Binding> binding;
    };
    [[nodiscard]] Result<bool> importTenant(const Found &found, const Actor &actor);

    /// What a host's own program issued to a tenant, without the keys. A row is there before the first is issued, so
    /// that whatever may have been is revoked.
    struct Keys {
        QString issue; ///< random; the same again is answered with the same keys, and no other one's are revoked by it
        /// "ids" as the program says, "sha256" by name in .env of those that are used, "given": names that the request
        /// had itself. Empty: perhaps they were not issued.
        QJsonObject told;
    };
    [[nodiscard]] Result<std::optional<Keys>> keysOf(const QString &tenantId);
    /// They are about to be issued: as they are, or a new row. Conflict: as Held.
    [[nodiscard]] Result<Keys> beginKeys(const QString &tenantId, const Held &held);
    /// False: they are not the tenant's any more, and are to be revoked.
    [[nodiscard]] Result<bool> noteKeys(const QString &tenantId, const Keys &keys, const Actor &actor);
    /// Those that are to be revoked, if there are any. Conflict: as Held.
    [[nodiscard]] Result<std::optional<Keys>> keysToRevoke(const QString &tenantId, const Held &held);
    [[nodiscard]] Status forgetKeys(const QString &tenantId, const QString &issue, const Actor &actor);

    // Records.
    [[nodiscard]] Result<QList<JournalRow>> journal(const QString &tenantId, int limit); ///< empty id: of all tenants
    [[nodiscard]] Status writeAudit(
        const Actor &actor, const QString &verb, const QString &target, const QJsonObject &detail = {});
    /// When `verb` was last done to `target`; 0: never.
    [[nodiscard]] Result<qint64> lastAudit(const QString &verb, const QString &target);
    [[nodiscard]] Result<QList<AuditRow>> audit(int limit); ///< newest first, like journal() and operations()
    struct AuditCheck {
        qint64 rows = 0;
        QString head; ///< hash of the last row; note it elsewhere to see a cut-off end
    };
    /// Recomputes the hash chain; Conflict naming the first row that does not follow from the one before it.
    [[nodiscard]] Result<AuditCheck> verifyAudit();

    // Workers.
    [[nodiscard]] Status beatWorker(const QString &id, const Actor &actor);
    [[nodiscard]] Status removeWorker(const QString &id); ///< at a clean end
    /// Some worker other than `butNot` has a heartbeat under 30 s.
    [[nodiscard]] Result<bool> hasLiveWorker(const QString &butNot = {});
    struct Worker {
        QString id;
        QString actor;
        qint64 startedAt = 0;
        qint64 beatAt = 0;
    };
    [[nodiscard]] Result<QList<Worker>> liveWorkers(); ///< the oldest first
    /// How many operations of one kind there were, and how they ended; an empty outcome: under way.
    struct OperationCount {
        QString step;
        QString outcome;
        qint64 count = 0;
    };
    [[nodiscard]] Result<QList<OperationCount>> operationCounts();

    // Orders of the platform that concern somebody now (registryorders.cpp).
    struct OrderRecord {
        QString id;
        QString subscription;
        QString facts = {}; ///< JSON, as core/payments writes it
        QString wechat = {}; ///< WeChat Pay's last answer, likewise; empty: not asked
        qint64 deliveredAt = 0; ///< its tenant was READY since it was paid
        qint64 settledAt = 0; ///< a person closed it or handed it on
        QString settledAs = {}; ///< what was the matter then; it stands while that is so
        qint64 changedAt = 0;
        QString changedBy = {};
        qint64 rowVersion = 0; ///< +1 at every change
    };
    /// What was read of them; one transaction. Those whose facts are as they were stay as they are. Answers how many
    /// changed. A cache of somebody else's database: no journal and no audit.
    [[nodiscard]] Result<int> noteOrders(const QList<OrderRecord> &seen);
    [[nodiscard]] Result<QList<OrderRecord>> orderRecords();
    /// Since when its tenant serves; the first time counts.
    [[nodiscard]] Status noteDelivered(const QString &orderId, qint64 at);
    [[nodiscard]] Status noteWechat(const QString &orderId, const QString &answer);
    /// Forgets what nobody needs any more.
    [[nodiscard]] Status forgetOrders(const QStringList &ids);
    /// An order that was given to whoever may refund (registryhandoffs.cpp); kept for good.
    struct HandOff {
        QString orderId;
        qint64 at = 0; ///< when it was handed on; 0: it never was
        QString actor = {}; ///< by whom
        QString finding = {};
        QString reason = {};
        QString note = {};
        QString approver = {};
        QString refundNo = {}; ///< out_refund_no; of one order alone
        QString decision = QStringLiteral("WAITING"); ///< WAITING, REFUSED, KEPT
        QString refundState = {}; ///< WeChat Pay's last word on it; empty: none
        QString refund = {}; ///< its last answer (JSON, as core/payments writes it); empty: not asked
        qint64 recordedAt = 0; ///< when the decision was recorded, and by whom
        QString recordedBy = {};

        bool operator==(const HandOff &) const = default;
    };
    /// All that ever were.
    [[nodiscard]] Result<QList<HandOff>> handOffs();
    /// What WeChat Pay says of a refund, unless the hand-off has another number by now. Where that is another state
    /// than before, the audit says so, with `detail`.
    struct RefundNote {
        QString orderId;
        QString refundNo;
        QString state;
        QString answer; ///< HandOff::refund
        QJsonObject detail;
    };
    [[nodiscard]] Status noteRefund(const RefundNote &note, const Actor &actor);
    /// What a person (or the worker) does about an order. `key`: random, of one click; known already: `unchanged`, and
    /// nothing happens. `rowVersion` −1: any, else Conflict "changed by … ago". `change` alters the record, `handOff`
    /// what is known of its hand-off, or fails; where nothing would be altered: `unchanged`. The audit row says `verb`
    /// and `detail`. NotFound where the order is not kept; Conflict where another order has that refund.
    struct OrderAct {
        QString id;
        qint64 rowVersion = -1;
        QString key;
        QString verb;
        QJsonObject detail;
        std::function<void(OrderRecord &)> change;
        std::function<Status(HandOff &)> handOff = {};
        QString pauses = {}; ///< id of a tenant that is stopped by that: as pauseForLapse()
    };
    struct OrderActed {
        OrderRecord record;
        bool unchanged = false;
    };
    [[nodiscard]] Result<OrderActed> actOnOrder(const OrderAct &act, const Actor &actor);
    [[nodiscard]] Result<bool> isOrderActKnown(const QString &key);
    /// Of every tenant that has ports.
    [[nodiscard]] Result<QHash<QString, Ports>> portsOfAll();
    struct AuditQuery {
        QString target = {}; ///< name of a tenant or host, id of an order; empty: all
        qint64 sinceMs = 0;
        int limit = 1'000;
        QString verb = {}; ///< empty: all
        QString text = {}; ///< somewhere in actor, target or detail, in capitals or not (ASCII)
        qint64 beforeId = 0; ///< the page before ended there; 0: from the newest on
    };
    /// The newest first.
    [[nodiscard]] Result<QList<AuditRow>> audit(const AuditQuery &query);
    /// Everything that was ever done, once each.
    [[nodiscard]] Result<QStringList> auditVerbs();
    /// How far the platform's changes were read, in its own times; 0: nothing was.
    [[nodiscard]] Result<qint64> platformCursor();
    [[nodiscard]] Status setPlatformCursor(qint64 ms);
    /// The last look of a worker at the platform, for those who leave it to that one.
    struct PlatformLook {
        qint64 lookedAt = 0; ///< 0: no worker ever did
        qint64 readAt = 0; ///< when it was last read whole
        Error trouble = {}; ///< no message: it was read
    };
    [[nodiscard]] Result<PlatformLook> platformLook();
    [[nodiscard]] Status notePlatformLook(const PlatformLook &look);
    /// Stops a tenant because its subscription lapsed; false: it was stopped already, by whomever.
    [[nodiscard]] Result<bool> pauseForLapse(const QString &tenantId, const Actor &actor);
    /// Starts it again if that was why it was stopped; else false.
    [[nodiscard]] Result<bool> resumeFromLapse(const QString &tenantId, const Actor &actor);
    /// Ids of tenants that are stopped for that.
    [[nodiscard]] Result<QStringList> lapsedTenants();

    /// A number that changes when any process commits (SQLite: pragma data_version; PostgreSQL: NOTIFY), to be polled
    /// every 250 ms; compare it only with a number that the same thread got.
    [[nodiscard]] Result<qint64> dataVersion();
    /// The clock by which leases end, where it is not this machine's.
    [[nodiscard]] Result<std::optional<qint64>> serverTimeMs();

private:
    [[nodiscard]] Result<Copied> contents(); ///< rows: of hosts and tenants
    Registry();
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace hermes
