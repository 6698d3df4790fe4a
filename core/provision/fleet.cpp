#include "fleetprivate.h"
#include "postgresaddress.h"

#include "reasoncodes.h"

#include <QDir>
#include <QFile>
#include <QScopeGuard>

namespace hermes {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

QString hostStateName(HostState state)
{
    switch (state) {
    case HostState::Untrusted:
        return u"untrusted"_s;
    case HostState::Connecting:
        return u"connecting"_s;
    case HostState::Ready:
        return u"ready"_s;
    case HostState::Degraded:
        return u"degraded"_s;
    case HostState::Unreachable:
        return u"unreachable"_s;
    case HostState::Refused:
        return u"refused"_s;
    }
    return u"connecting"_s;
}

QList<Plan> standardPlans()
{
    const auto plan = [](const QString &code, const QString &title, qint64 megabytes, double cpus) {
        Plan made;
        made.code = code;
        made.title = title;
        made.memoryBytes = megabytes << 20;
        made.cpus = cpus;
        made.pids = 512;
        return made;
    };
    return {plan(u"dedicated_basic"_s, translate("Fleet", "Dedicated Basic"), 1024, 1.0),
        plan(u"dedicated_pro"_s, translate("Fleet", "Dedicated Pro"), 2048, 2.0)};
}

Fleet::Private::Private(FleetOptions given, const Clock &clock, Random &random)
    : options(std::move(given))
    , clock(clock)
    , random(random)
{ }

Fleet::Fleet() = default;

Fleet::~Fleet()
{
    onChanged({});
    if (d->driver)
        stopDriving();
    d->driver.reset();
}

void Fleet::stopDriving()
{
    // Those with threads first, the driver last of them: the others wake it until they end.
    d->stopCaring();
    {
        const std::lock_guard lock(d->mutex);
        d->driving = false;
        d->watches.clear();
        d->pollers.clear();
    }
    d->driver->stop();
}

static Status makeDataDir(const QString &path)
{
    if (QDir().mkpath(path)) {
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        return {};
    }
    return fail(ErrorKind::Invalid, translate("Fleet", "The data directory %1 cannot be made.").arg(path), {},
        translate("Fleet", "Choose another with --data-dir, or mend its permissions."));
}

static QString fileIn(const QString &dataDir)
{
    return u"sqlite:"_s + dataDir + u"/registry.db"_s;
}

Result<std::unique_ptr<Fleet>> Fleet::open(FleetOptions options, const Clock &clock, Random &random)
{
    HERMES_TRY(makeDataDir(options.dataDir));
    if (options.registryUrl.isEmpty())
        options.registryUrl = fileIn(options.dataDir);
    std::unique_ptr<Fleet> fleet(new Fleet);
    fleet->d = std::make_unique<Private>(std::move(options), clock, random);
    Private &d = *fleet->d;
    d.access = std::make_unique<AccessStore>(d.options.dataDir + u"/hosts.json"_s);
    d.knownHosts = std::make_shared<ssh::KnownHosts>(d.options.dataDir + u"/known_hosts"_s);
    if (d.options.actor.keyFingerprint.isEmpty())
        d.options.actor.keyFingerprint = d.access->keyFingerprint();
    HERMES_ASSIGN(d.door, openRegistry(d.options, *d.access, d.knownHosts, d.clock, random));
    d.registry = d.door.registry.get();
    d.clock.follow(*d.registry);
    d.hosts = std::make_unique<HostPool>(*d.registry, *d.access, d.knownHosts, d.options, d.clock);
    d.hosts->onChanged([&d](const QString &host) { d.notifyHost(host); });
    d.leases = std::make_unique<LeaseKeeper>(*d.registry, d.options.actor.name + u'/' + random.hex(4));
    d.reconciler = std::make_unique<Reconciler>(*d.registry, *d.hosts, *d.leases, d.clock, random, d.options);
    d.login = std::make_unique<ilink::HttpLogin>(d.options.ilink);
    d.driver = std::make_unique<Driver>(*d.registry, *d.reconciler, d.clock,
        Driver::Hooks{[&d](const QString &tenant) { d.notifyTenant(tenant); }, [&d] { return d.isLeftToWorker(); }});
    d.openOrders(*fleet);
    return fleet;
}

Result<Registry::Copied> Fleet::moveRegistry(FleetOptions from, const QString &to, const Clock &clock, Random &random)
{
    HERMES_TRY(makeDataDir(from.dataDir));
    if (from.registryUrl.isEmpty())
        from.registryUrl = fileIn(from.dataDir);
    const AccessStore access(from.dataDir + u"/hosts.json"_s);
    const auto knownHosts = std::make_shared<ssh::KnownHosts>(from.dataDir + u"/known_hosts"_s);
    HERMES_ASSIGN(const auto source, Registry::open(from.registryUrl, clock, random));
    HERMES_ASSIGN(const PostgresAddress address, PostgresAddress::fromUrl(to));
    FleetOptions target = from;
    target.registryUrl = to;
    HERMES_ASSIGN(const RegistryDoor door, openRegistry(target, access, knownHosts, clock, random));
    return source->moveTo(*door.registry, address.text(), from.actor);
}

const FleetOptions &Fleet::options() const
{
    return d->options;
}
Registry &Fleet::registry()
{
    return *d->registry;
}
QList<Plan> Fleet::plans() const
{
    return standardPlans();
}

void Fleet::onChanged(std::function<void(const Change &)> changed)
{
    const std::lock_guard lock(d->changedMutex);
    d->changed = std::move(changed);
}

void Fleet::Private::notifyTenant(const QString &name)
{
    const std::lock_guard lock(changedMutex);
    if (changed)
        changed({name, {}});
}

void Fleet::Private::notifyTenantId(const QString &tenantId)
{
    const auto tenant = registry->tenantById(tenantId);
    if (tenant)
        notifyTenant(tenant->name);
}

void Fleet::Private::notifyHost(const QString &name)
{
    const std::lock_guard lock(changedMutex);
    if (changed)
        changed({{}, name});
}

void Fleet::startDriving()
{
    const auto hosts = d->registry->hosts();
    {
        const std::lock_guard lock(d->mutex);
        d->driving = true;
    }
    if (hosts)
        for (const auto &host : *hosts)
            d->watch(host);
    d->driver->start();
    d->careNowAndThen();
    carryDrains();
    d->carryOrders();
    d->resumeSessions();
}

void Fleet::Private::watch(const Host &host)
{
    const std::lock_guard lock(mutex);
    if (!driving || watches.contains(host.id))
        return;
    const auto event = [this](const QString &tenantId) { driver->kick(tenantId); };
    const auto connected = [this, id = host.id, name = host.name] {
        // What happened while nobody looked is seen by looking at every tenant of the host once.
        const auto tenants = registry->tenants();
        if (tenants)
            for (const auto &tenant : *tenants)
                if (tenant.hostId == id)
                    driver->kick(tenant.id);
        notifyHost(name);
    };
    watches.emplace(host.id, std::make_unique<HostWatch>(*hosts, host, random, event, connected));
}

void Fleet::Private::ensurePoller(const BindSession &session)
{
    const std::lock_guard lock(mutex);
    std::erase_if(pollers, [](const auto &entry) { return entry.second->finished(); });
    if (pollers.contains(session.id))
        return;
    ilink::MachineSettings settings;
    settings.codeLifeMs = options.codeLifeMs;
    settings.limitMs = options.bindLimitMs;
    pollers.emplace(session.id,
        std::make_unique<BindPoller>(
            BindPoller::Parts{*registry, *hosts, *login, *reconciler, clock, leases->owner(), options.actor, settings,
                [this](const QString &tenantId) {
                    driver->kick(tenantId);
                    notifyTenantId(tenantId);
                }},
            session));
}

bool Fleet::Private::isLeftToWorker()
{
    return !isWorker && registry->hasLiveWorker().value_or(false);
}

void Fleet::Private::offerPoller(const BindSession &session)
{
    // A worker that lives but does not poll (its lease ran out) is no reason for a customer to wait.
    constexpr qint64 workersTimeMs = 20'000;
    const qint64 lastPolled = std::max(session.pollerUntil, session.startedAt);
    if (!isLeftToWorker() || clock.wallMs() - lastPolled >= workersTimeMs)
        ensurePoller(session);
}

void Fleet::Private::resumeSessions()
{
    const auto sessions = registry->openSessions();
    for (const auto &session : sessions.value_or(QList<BindSession>()))
        offerPoller(session);
}

} // namespace hermes
