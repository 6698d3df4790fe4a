#pragma once

#include "call.h"
#include "clock.h"
#include "drain.h"
#include "fleetrecords.h"
#include "leaks.h"
#include "ordercard.h"
#include "random.h"
#include "registry.h"
#include "result.h"

#include <functional>
#include <memory>

namespace hermes {

namespace ssh {
struct HostKey;
}
struct CliState;
struct CliWish;

/// The fleet as every client sees it: the window, the command line and the headless worker are equal users of it.
/// Thread-safe; public calls block, so never call them on the UI thread. `hosts()` and `tenants()` only read memory and
/// the registry and are quick.
class Fleet {
public:
    [[nodiscard]] static Result<std::unique_ptr<Fleet>> open(FleetOptions options, const Clock &clock, Random &random);
    ~Fleet();
    /// Moves the registry of `from` (an SQLite file) to the address `to`; see Registry::moveTo().
    [[nodiscard]] static Result<Registry::Copied> moveRegistry(
        FleetOptions from, const QString &to, const Clock &clock, Random &random);

    [[nodiscard]] const FleetOptions &options() const;
    [[nodiscard]] Registry &registry();

    // Hosts.
    /// Records the host. If its key is already trusted it is contacted and claimed at once; otherwise the row is
    /// Untrusted and `trustHost` follows. Conflict: name taken with other arguments, or claimed by another registry.
    /// Same arguments again: unchanged.
    struct HostChange {
        HostRow row;
        bool unchanged = false;
    };
    [[nodiscard]] Result<HostChange> addHost(const HostInput &input, const Call &call);
    /// Asks the host for its key without logging in.
    [[nodiscard]] Result<HostKeyView> hostKey(const QString &name, const Call &call);
    /// Trusts `fingerprint` if that is what the host shows now (else HostKey error with both), replacing an older key
    /// only with `replace`; then connects and claims.
    [[nodiscard]] Result<HostRow> trustHost(
        const QString &name, const QString &fingerprint, bool replace, const Call &call);
    [[nodiscard]] Result<QList<Check>> testHost(const QString &name, const Call &call);
    [[nodiscard]] Status removeHost(const QString &name, const Call &call);
    /// A cordoned host takes no further tenant; those on it are served as before.
    [[nodiscard]] Result<HostChange> cordonHost(const QString &name, bool cordoned);
    /// Changes what is given. Conflict where a tier is withdrawn that tenants have there.
    [[nodiscard]] Result<HostChange> changeHost(const QString &name, const HostSettings &settings);
    [[nodiscard]] Result<QList<HostRow>> hosts();
    [[nodiscard]] Result<HostRow> host(const QString &name);
    /// Tries a silent or refused host again now.
    void reconnectHost(const QString &name);

    // Plans and placement.
    [[nodiscard]] QList<Plan> plans() const;
    struct Placement {
        QString host;
        bool possible = false;
        QString reason; ///< why not, or what is free
        int tenants = 0;
        int capacity = 0;
        int room = 0; ///< so many of them would find room, memory and disk counted
    };
    /// For one more tenant of this tier and the standard plan.
    [[nodiscard]] Result<QList<Placement>> placements(Tier tier);

    // Tenants.
    [[nodiscard]] Result<QList<TenantRow>> tenants();
    [[nodiscard]] Result<TenantRow> tenant(const QString &name);
    [[nodiscard]] Result<TenantDetails> details(const QString &name);

    /// What `provision` would do by decide(), or why it cannot (the error names the field's fault). For `--plan` and
    /// while typing: quick for a new name, since no host is asked.
    [[nodiscard]] Result<QList<PlanStep>> planProvision(const ProvisionRequest &request);
    /// What a verb would do to a tenant as it is seen now, by decide(); empty: nothing. Asks the host. Errors: Conflict
    /// where it would end BLOCKED, Network where its host is silent.
    [[nodiscard]] Result<QList<PlanStep>> plan(const QString &verb, const QString &name, const Call &call);

    /// How many conversations its agent answers just now; nothing where it does not run or does not say. A stop gives
    /// them 210 s to come to an end.
    [[nodiscard]] Result<std::optional<int>> activeAgents(const QString &name, const Call &call);

    struct Provisioned {
        TenantRow row;
        bool unchanged = false;
    };
    /// Records the request and puts its secrets on the host. Idempotent per order, subscription and name. With `drive`
    /// it then drives the tenant until BIND_WAIT or READY (or BLOCKED: an error), else returns at once and the driver
    /// (startDriving) goes on.
    [[nodiscard]] Result<Provisioned> provision(
        const ProvisionRequest &request, bool drive, const Progress &progress, const Call &call);
    /// `start`, `stop`, `restart`, `destroy`: writes what is desired, then (with `drive`) drives until it is so.
    /// Ends BLOCKED or BACKOFF: the loop tries again now.
    [[nodiscard]] Status retry(const QString &name);
    [[nodiscard]] Result<Provisioned> change(
        const QString &verb, const QString &name, bool drive, const Progress &progress, const Call &call);

    /// Another image for a tenant: it is fetched first, so that nothing stands still for that, then the container is
    /// replaced. The same image again: unchanged. With `drive` until the tenant serves as before, or an error: then
    /// rollback() leads back. Errors: NotFound where there is no such image.
    [[nodiscard]] Result<Provisioned> upgrade(
        const QString &name, const QString &image, bool drive, const Progress &progress, const Call &call);
    /// The image that the tenant had before the one that it has now.
    struct Image {
        QString reference;
        QString id;
    };
    /// Conflict where it never had another.
    [[nodiscard]] Result<Image> formerImage(const QString &name);
    [[nodiscard]] Result<Provisioned> rollback(
        const QString &name, bool drive, const Progress &progress, const Call &call);
    /// The plan of upgrade() and, with formerImage(), of rollback().
    [[nodiscard]] Result<QList<PlanStep>> planImage(const QString &name, const QString &image, const Call &call);

    /// Moves a tenant with its home, archive and WeChat login to another host, or makes it one of another tier. It
    /// serves while most of its home is copied, then stands still until it runs there. Nothing changes where the target
    /// lacks the image and cannot get it. On its way already: goes on. With `drive` until it serves there. Where a
    /// tenant is to go, and what it is to be there.
    struct Aim {
        QString host; ///< name; empty: placement chooses
        std::optional<Tier> tier = {}; ///< absent: as it is
        QString from = {}; ///< name of the host that is being drained: nothing happens where it has not to leave that
    };
    [[nodiscard]] Result<Provisioned> migrate(
        const QString &name, const Aim &aim, bool drive, const Progress &progress, const Call &call);
    [[nodiscard]] Result<QList<PlanStep>> planMigrate(const QString &name, const Aim &aim, const Call &call);
    /// Where the tenants of a host would go if all moved away: one step each; what cannot go has no target but a
    /// reason.
    [[nodiscard]] Result<QList<PlanStep>> planDrain(const QString &host);
    /// Tenants whose container or home is on that host.
    [[nodiscard]] Result<QStringList> tenantsOn(const QString &host);

    struct DrainBegun {
        QStringList names; ///< of the tenants that are on it
        int atOnce = 0;
        bool unchanged = false; ///< it goes on already
    };
    /// Cordons the host and records that it is to be emptied, `atOnce` at a time (as Registry::beginDrain() has it).
    /// Whoever drives the fleet (a window, the worker) carries that out, also after a restart, until nobody is left or
    /// endDrain().
    [[nodiscard]] Result<DrainBegun> beginDrain(const QString &host, int atOnce);
    /// Nobody else is sent away: who is on the way arrives, the host stays cordoned. False: none went on.
    [[nodiscard]] Result<bool> endDrain(const QString &host);
    /// Every host that is being emptied, or was and takes no tenants since. Reads the registry.
    [[nodiscard]] Result<QList<DrainView>> drains();

    /// Copies a tenant's home into its archive on the host, where it moves along with it; a running agent stands still
    /// for as long as it takes to read it. Of all backups the newest `keep` stay. Errors: Conflict where it has no home
    /// at rest on its host; Remote with the host's words, e.g. about a full disk.
    struct Backup {
        QString file;
        qint64 bytes = 0;
        qint64 frozenMs = 0; ///< how long its agent stood still
    };
    [[nodiscard]] Result<Backup> backUp(const QString &name, int keep, const Progress &progress, const Call &call);
    /// What restore() can take, the newest backup first: copies, what homes were before a restore, and packed ones.
    struct BackupFile {
        QString file;
        qint64 bytes = 0;
        qint64 madeMs = 0; ///< by the host's clock
    };
    [[nodiscard]] Result<QList<BackupFile>> backups(const QString &name, const Call &call);
    /// The tenant's home becomes what a backup holds (`file`; empty: the newest). It is stopped for that, keeps its
    /// WeChat, and what its home was before is kept in the archive too. A tenant that was destroyed lives again, on its
    /// host and with its WeChat, as it was when it went. With `drive` until it serves. Errors: NotFound where there is
    /// no such backup, or none at all; Conflict as Registry::restoreTenant().
    [[nodiscard]] Result<Provisioned> restore(
        const QString &name, const QString &file, bool drive, const Progress &progress, const Call &call);
    [[nodiscard]] Result<QList<PlanStep>> planRestore(const QString &name, const QString &file, const Call &call);

    /// What runs on a host that this program did not make, and looks like Hermes: a container with its home on the
    /// host, or a directory (`~/.hermes`, its profiles).
    struct Adoptable {
        QString source; ///< name of the container, or the directory
        QString container; ///< full id; empty: a directory
        QString home; ///< directory on the host
        QString name; ///< that the tenant could have; empty: none can be made of `source`
        QString image;
        QString imageId;
        QString state; ///< running, exited, …; of a directory: running or stopped
        quint16 port = 0; ///< of its dashboard on the host; 0: none
        QString botId; ///< of the WeChat account that it serves; empty: not bound, or not to be read
        QString userId;
        QStringList notes; ///< what will be another than it was
        QString obstacle; ///< why it cannot be adopted as it is, and what to do; empty: it can
    };
    /// With `profileList`, a SQLite file on the host: what its table `hermes_profiles` names, with what it says of
    /// each.
    [[nodiscard]] Result<QList<Adoptable>> adoptable(const QString &host, const QString &profileList, const Call &call);
    struct AdoptRequest {
        QString host;
        QString source; ///< as Adoptable has it, or a container's id
        QString name; ///< empty: Adoptable::name
        QString subscription;
        QString order;
        QString planCode;
        QString image; ///< empty: the one that it has
        QString profileList = {}; ///< `source` is what that list names
    };
    /// Makes a tenant of it: its container is stopped for good and stays, a copy of its home, port and WeChat are the
    /// tenant's. With `drive` until that serves. Errors: NotFound, Conflict where it cannot be, or another tenant has
    /// that name or WeChat.
    [[nodiscard]] Result<Provisioned> adopt(
        const AdoptRequest &request, bool drive, const Progress &progress, const Call &call);
    struct AdoptionPlan {
        Adoptable found;
        QString name; ///< that the tenant gets
        QList<PlanStep> steps;
    };
    [[nodiscard]] Result<AdoptionPlan> planAdopt(const AdoptRequest &request, const Call &call);

    /// Shows a code and follows it to READY: opens (or joins) the session, polls iLink if nobody else does, reports
    /// events, drives the replacement. `rebind` is the same for a tenant that is already bound. Ends at READY, or with
    /// an error (expired, clash: BLOCKED, cancelled).
    [[nodiscard]] Result<TenantRow> bind(const QString &name, bool rebind,
        const std::function<void(const BindEvent &)> &events, const Progress &progress, const Call &call);
    /// After a clash: gives the WeChat that scanned for `name` to it, and takes it from `holder`, which waits for a
    /// scan then. Nobody scans anew. Ends when `name` is READY and `holder` in BIND_WAIT (or stopped). Again:
    /// unchanged. Errors: NotFound where no login of `name` clashed; Conflict where `holder` does not hold that WeChat.
    [[nodiscard]] Result<Provisioned> moveBinding(
        const QString &name, const QString &holder, bool drive, const Progress &progress, const Call &call);
    /// Its plan; both tenants' steps in order.
    [[nodiscard]] Result<QList<PlanStep>> planMoveBinding(const QString &name, const QString &holder, const Call &call);
    /// Opens the login and leaves it to the live worker. Errors: Conflict where there is none, or the tenant is
    /// stopped.
    [[nodiscard]] Status beginBind(const QString &name);
    /// Another code for the live session: the one that is out is masked at once. Nothing happens once it was scanned.
    [[nodiscard]] Status renewCode(const QString &name);
    /// Digits for the live session of this tenant.
    [[nodiscard]] Status sendVerifyCode(const QString &name, const QString &digits);

    [[nodiscard]] Result<QList<Check>> health(const QString &name, const Call &call);
    /// health(), and what its agent can get at: a script in the tenant's own room tries other homes, the host user's
    /// keys and archives, engines, buses and other dashboards. Of a prefab tenant the last is told, and no failure.
    /// Conflict where it does not run.
    [[nodiscard]] Result<QList<Check>> verify(const QString &name, const Call &call);
    /// Lines of the container's log; `source`: "container" or "gateway". `sinceMs`: wall clock, 0 for all; the
    /// container's log only.
    [[nodiscard]] Status logs(const QString &name, bool follow, int tail, const QString &source,
        const std::function<void(const QByteArray &line)> &line, const Call &call, qint64 sinceMs = 0);
    struct ExecOutput {
        int exitCode = 0;
        QByteArray out;
        QByteArray err;
    };
    [[nodiscard]] Result<ExecOutput> exec(const QString &name, const QStringList &argv, const Call &call);
    [[nodiscard]] Result<QList<Check>> doctor(const Call &call);

    /// A host of which nothing is known.
    struct Silent {
        QString host;
        Error error;
    };
    struct Leaks {
        QList<Leak> found;
        QList<Silent> silent;
        qint64 lookedAt = 0;
    };
    /// What on the hosts is not as the registry has it. Only looks, and counts the looks.
    [[nodiscard]] Result<Leaks> leaks(const Call &call);
    struct Repaired {
        Leak leak;
        Repair repair = Repair::Nothing;
        std::optional<Error> error; ///< it was tried in vain
    };
    struct Repairs {
        QList<Repaired> leaks;
        QList<Silent> silent;
    };
    /// Looks, and puts right what repairFor() allows. With `pretend` it only says what it would do.
    [[nodiscard]] Result<Repairs> repair(bool pretend, const Call &call);

    /// A tenant that was found on a host and is not in the registry.
    struct Rebuilt {
        QString host;
        QString name;
        QString id;
        bool imported = false;
        QString message; ///< what is not as it was, or why it was not taken over
    };
    struct Rebuild {
        QList<Rebuilt> tenants;
        QList<Silent> silent;
    };
    /// Makes the tenants of a lost registry anew from what is on the hosts (claims are checked as ever: adopt the
    /// platform first). What the registry has already stays as it is. With `pretend` nothing is written.
    [[nodiscard]] Result<Rebuild> rebuild(bool pretend, const Call &call);

    /// Ends the archives of every tenant of this name that is GONE: WeChat credentials and packed homes. Answers how
    /// many; 0: they were ended before. Errors: NotFound; Conflict where only a live tenant has the name.
    [[nodiscard]] Result<int> purge(const QString &name, bool pretend, const Call &call);

    /// The machine is gone for good. Answers the tenants that were on it: those that should run get another place and
    /// must be scanned anew, for their homes and WeChat logins went with it. Conflict if the host answers after all.
    [[nodiscard]] Result<QStringList> forgetHost(const QString &name, const Call &call);

    /// Who has what was paid served. Invalid where no platform database is named, or what names its tables is wrong.
    [[nodiscard]] Result<OrderDesk *> orders();
    /// Why the platform could not be read at the last look: of the worker's, where that looks, else of this program's.
    /// No message: it could.
    [[nodiscard]] Error ordersTrouble();
    /// Asks the platform. NotFound where it has no such order.
    [[nodiscard]] Result<OrderCard> orderCard(const QString &id);
    /// What WeChat Pay says of an order by its out_trade_no: asked with the keys of this machine, or, where it has
    /// none, by `hermes-admin` on the host that the platform's database is behind. Errors: Invalid where neither is
    /// there.
    [[nodiscard]] Result<payments::WechatAnswer> askWechat(const QString &tradeNo, const Call &call);
    /// The same of a refund, by its out_refund_no.
    [[nodiscard]] Result<payments::RefundAnswer> askRefund(const QString &refundNo, const Call &call);
    /// OrderDesk::recover(), and the loop is woken.
    struct OrderRecovered {
        OrderCard card;
        bool unchanged = false;
    };
    [[nodiscard]] Result<OrderRecovered> recoverOrder(const OrderDesk::Recovery &recovery);
    /// OrderDesk::recordHandOff().
    [[nodiscard]] Result<OrderRecovered> recordHandOff(const OrderDesk::HandOffRecord &record);

    /// What the platform's own backend is told of an order (docs/backend.md).
    struct Service {
        OrderView order;
        std::optional<TenantRow> row; ///< of the tenant that serves it; absent: none was asked for
        bool unchanged = true; ///< it was recorded before
        QString hermesUrl; ///< as Host::urlFrom says; empty: no port yet
        QString mcpUrl; ///< that its agent asks; empty: no host yet
        QString dashboardToken; ///< where the token is, never the token
        QJsonObject keyIds; ///< of its own keys, as the host's program named them (docs/tenant-keys.md)
        std::optional<BindSession> code; ///< the login under way; its link is set only while it can be scanned
        bool isPolled = false; ///< a worker is there to poll a login
    };
    /// Has a paid order served: OrderDesk::serve(). Without a worker it drives the tenant until it waits for a scan.
    /// With one the code is out for half a minute after each call, and `wait` stays until there is one, the tenant is
    /// ready, or a person is needed. Errors also: Timeout.
    [[nodiscard]] Result<Service> serveOrder(const QString &id, bool wait, const Progress &progress, const Call &call);
    /// The same, and nothing is changed.
    [[nodiscard]] Result<Service> serviceOf(const QString &id);

    /// The command line on a host (docs/backend.md): see cliinstall.h. Errors also: as a host's link.
    [[nodiscard]] Result<CliState> installCli(
        const QString &host, const CliWish &wish, const Progress &progress, const Call &call);
    /// What would be done.
    [[nodiscard]] Result<QList<PlanStep>> planCli(const QString &host, const CliWish &wish, const Call &call);

    // For the window and the worker.
    /// Starts connecting to every trusted host, following its events, resyncing, and driving tenants towards what is
    /// desired.
    void startDriving();
    /// Serves the fleet until cancelled: drives every tenant, polls every login, and tells other processes by its
    /// heartbeat that they need not. Whatever was begun at the end is in the journal; the next one goes on from there.
    [[nodiscard]] Status work(const Call &call);
    struct Rested {
        QString name;
        Phase phase = Phase::Requested;
        QString reason;
        bool acted = false;
        std::optional<Error> error;
    };
    /// Takes every tenant as far as it goes now without waiting for a person, a scan or a retry; by name.
    [[nodiscard]] Result<QList<Rested>> workOnce(const Call &call);
    /// What there is to monitor, as Prometheus reads it.
    /// `tenant`: of this one alone.
    [[nodiscard]] Result<QByteArray> metrics(const QString &tenant = {});
    /// `changed` is called on a core thread whenever a tenant (name) or host (empty tenant) may look different. Several
    /// at once are merged.
    struct Change {
        QString tenant;
        QString host;
        bool orders = false; ///< and neither of the two
    };
    void onChanged(std::function<void(const Change &)> changed);

private:
    Fleet();
    void stopDriving();
    /// Until stopDriving().
    void carryDrains();
    [[nodiscard]] Status stepDrain(const QString &hostId, const Call &call);
    [[nodiscard]] Status repairOne(const Leak &leak, Repair repair, const Call &call);
    [[nodiscard]] Rested rest(const QString &tenantId, const QString &name, const Call &call);
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace hermes
