#pragma once

#include "bindpoller.h"
#include "driver.h"
#include "fleet.h"
#include "hostpool.h"
#include "hostwatch.h"
#include "platformdoor.h"
#include "registrydoor.h"
#include "serverclock.h"
#include "wechatasker.h"

#include <future>

namespace hermes {

/// What a Fleet is made of; its members are in the order in which they depend on each other.
class Fleet::Private {
public:
    Private(FleetOptions options, const Clock &clock, Random &random);

    FleetOptions options;
    ServerClock clock;
    Random &random;
    std::unique_ptr<AccessStore> access;
    std::shared_ptr<ssh::KnownHosts> knownHosts;
    RegistryDoor door;
    Registry *registry = nullptr; ///< of `door`
    std::unique_ptr<HostPool> hosts;
    std::unique_ptr<LeaseKeeper> leases;
    std::unique_ptr<Reconciler> reconciler;
    std::unique_ptr<ilink::HttpLogin> login;
    std::unique_ptr<Driver> driver;

    std::mutex mutex;
    std::map<QString, std::unique_ptr<HostWatch>> watches; ///< by host id
    std::map<QString, std::unique_ptr<BindPoller>> pollers; ///< by session id
    std::mutex changedMutex;
    std::function<void(const Fleet::Change &)> changed;
    bool driving = false;
    std::unique_ptr<WechatAsker> wechat; ///< the merchant's keys are on this machine
    std::unique_ptr<PlatformDoor> platformDoor;
    std::unique_ptr<OrderDesk> orders;
    std::future<void> tierChange; ///< at most one at a time; of the thread that looks at orders
    Error wechatProblem; ///< what is wrong with them
    Error ordersProblem; ///< why there is none, or why it cannot read the platform
    Registry::PlatformLook ownLook; ///< of a worker, as it wrote it down last; of the thread that looks at orders
    CancelSource careStop;
    CancelSource platformStop; ///< also when the program is to end, while others go on with their turns
    CancelToken::Registration stopped;
    std::thread care;
    std::thread drainCare;
    std::thread orderCare;
    std::map<QString, DrainRefusals> refusals; ///< by host id
    std::atomic<bool> isWorker = false;

    void notifyTenant(const QString &name);
    void notifyTenantId(const QString &tenantId);
    void notifyHost(const QString &name);
    void watch(const Host &host);
    void unwatch(const QString &hostId);
    /// Somebody mended something: a host that refused us is asked again at once.
    void askRefusedAgain(const QString &hostId);
    /// A worker lives and this process is none: it records what is wanted and watches.
    [[nodiscard]] bool isLeftToWorker();
    void ensurePoller(const BindSession &session);
    /// ensurePoller(), unless a worker is there to poll.
    void offerPoller(const BindSession &session);
    void resumeSessions();

    /// Asks every host at once; answers in the order of `all`.
    template <class T>
    [[nodiscard]] std::vector<Result<T>> askHosts(
        const QList<Host> &all, const Call &call, const std::function<Result<T>(HostLink &)> &ask)
    {
        std::vector<std::future<Result<T>>> asked;
        asked.reserve(static_cast<size_t>(all.size()));
        for (const auto &host : all)
            asked.push_back(std::async(std::launch::async, [&, id = host.id]() -> Result<T> {
                HERMES_ASSIGN(const auto link, hosts->link(id, call));
                return ask(*link);
            }));
        std::vector<Result<T>> answers;
        answers.reserve(asked.size());
        for (auto &one : asked)
            answers.push_back(one.get());
        return answers;
    }
    /// Once a day each, ends what archives have kept long enough.
    void sweepArchives(const Call &call);
    /// Sweeps archives now and then, for as long as this process drives.
    void careNowAndThen();
    void stopCaring();
    /// What is needed to read the platform's orders; why that cannot be is kept.
    void openOrders(Fleet &fleet);
    /// Looks at the platform's orders every two seconds, for as long as this process drives.
    void carryOrders();
    void waitForOrders(const std::optional<qint64> &mark, const CancelToken &stop);
    /// `acts`: what follows from what is seen is done.
    void lookAtOrders(bool acts);
    /// A worker's last look at the platform, where the orders are left to one.
    [[nodiscard]] std::optional<Registry::PlatformLook> workersLook();
    void noteLook(const Error &trouble);
    void tellOfOrders();
    /// What `hermes-admin order ask --json` says on the host of the platform's database.
    [[nodiscard]] Result<QString> askWhereTheKeysAre(const QString &option, const QString &value, const Call &call);
    [[nodiscard]] Status redrive(const payments::Order &order, const payments::WechatAnswer &answer);
    [[nodiscard]] Result<Plan> soldPlan(const payments::PlatformMap &map, const QString &code) const;
    /// An order and what serves it, as it is now.
    [[nodiscard]] Result<Fleet::Service> service(const OrderView &order);
    /// Without a worker it is driven until it waits for a scan; with one, somebody looks at its code.
    [[nodiscard]] Status bringAlong(
        Fleet::Service &service, Deadline &lookAgain, const Progress &progress, const Call &call);
    [[nodiscard]] DrainRefusals refusalsOf(const QString &hostId);

    // Shared by several calls.
    [[nodiscard]] Result<TenantRow> row(const Tenant &tenant); ///< as it is now
    [[nodiscard]] Result<TenantRow> rowOf(const Registry::Look &look);
    /// What follows from the tenant itself and from its host's connection.
    [[nodiscard]] Status complete(TenantRow &row, const Tenant &tenant);
    [[nodiscard]] HostRow hostRow(const Host &host)
    {
        return hostRow(host, registry->load(host.id).value_or(Registry::Load()));
    }
    [[nodiscard]] HostRow hostRow(const Host &host, const Registry::Load &load);
    /// Turns until `met`, BLOCKED (an error) or a host that stays silent. With a live worker that one does the turns.
    [[nodiscard]] Status drive(const QString &tenantId, const std::function<bool(const Tenant &)> &met,
        const Progress &progress, const Call &call);
    [[nodiscard]] Status storeSecrets(
        const Tenant &tenant, const QMap<QString, Secret> &secrets, const Progress &progress, const Call &call);
    /// The id of an image on a host, fetched if the host lacks it.
    [[nodiscard]] Result<QString> fetchImage(const QString &hostId, const QString &tenantName, const QString &reference,
        const Progress &progress, const Call &call);
    /// The host of this name, or the one with the most room, to which the tenant may move. One that only becomes
    /// another tier stays where it is, if it can.
    [[nodiscard]] Result<Host> migrationTarget(const Tenant &tenant, const Fleet::Aim &aim);
    /// The steps to a tenant that does not exist yet (fleetplan.cpp).
    [[nodiscard]] Result<QList<PlanStep>> planOf(
        const Tenant &wanted, const Fleet::Adoptable &found, const QString &hostName, const Call &call);
    /// What a tenant's home can be restored from, the newest backup first.
    [[nodiscard]] Result<QList<Fleet::BackupFile>> backupsOf(const Tenant &tenant, const Call &call);
    /// The one that is meant: `file`; empty: the newest backup, or how a destroyed tenant was when it went.
    [[nodiscard]] Result<QString> backupToTake(const Tenant &tenant, const QString &file, const Call &call);
    /// The live tenant of this name, or the one that was destroyed last.
    [[nodiscard]] Result<Tenant> tenantToRestore(const QString &name) const;
    /// The very image that the tenant has is on that host.
    [[nodiscard]] Status haveSameImage(
        const Tenant &tenant, const Host &target, const Progress &progress, const Call &call);
    [[nodiscard]] Result<Provisioned> changeImage(const Tenant &before, const Image &image, const QString &verb,
        bool drive, const Progress &progress, const Call &call);
    /// What it is to run where nothing was asked for.
    [[nodiscard]] QString imageFor(const ProvisionRequest &request) const;
    [[nodiscard]] Result<Plan> planFor(const ProvisionRequest &request) const;
    [[nodiscard]] Result<std::pair<Tenant, std::shared_ptr<HostLink>>> running(const QString &name, const Call &call);
};

/// The directories among its homes, of all tiers that it takes.
[[nodiscard]] Result<QStringList> homesOn(HostLink &link, const Call &call);
[[nodiscard]] bool isServed(const Tenant &tenant); ///< BIND_WAIT or READY
/// A BLOCKED tenant as an error.
[[nodiscard]] Error blockedError(const Tenant &tenant);
/// A DEGRADED one as an error.
[[nodiscard]] Error degradedError(const Tenant &tenant);
[[nodiscard]] QList<Plan> standardPlans();
/// Name, tier and secrets as the home will take them.
[[nodiscard]] Status checkRequest(const ProvisionRequest &request);

} // namespace hermes
