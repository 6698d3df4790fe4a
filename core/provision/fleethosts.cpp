#include "fleetprivate.h"
#include "hostclaim.h"
#include "hostlogin.h"
#include "placement.h"
#include "reasoncodes.h"

#include <QElapsedTimer>
#include <QFile>

namespace hermes {

using namespace Qt::StringLiterals;

namespace {

QString addressText(const HostAccess &access)
{
    const QString host = access.address.contains(u':') ? u'[' + access.address + u']' : access.address;
    return host + u':' + QString::number(access.port);
}

bool isHostName(const QString &name)
{
    static const QRegularExpression valid(u"^[a-z0-9][a-z0-9._-]{0,62}$"_s);
    return valid.match(name).hasMatch();
}

Status checkHermes(const QString &path, bool allowPrefab)
{
    if (isHermesPath(path) && allowPrefab)
        return {};
    return fail(ErrorKind::Invalid,
        allowPrefab ? translate("Fleet", "%1 is no path of Hermes.").arg(path.left(200))
                    : translate("Fleet", "Only prefab tenants run the host's own Hermes."),
        {},
        allowPrefab ? translate("Fleet", "Give its path on the host, such as /opt/hermes/.venv/bin/hermes.")
                    : translate("Fleet", "Allow prefab tenants on the host too (--allow-prefab)."));
}

Status checkInput(const HostInput &input)
{
    if (!isHostName(input.name))
        return fail(ErrorKind::Invalid, translate("Fleet", "%1 is not a host name of ours.").arg(input.name.left(80)),
            {},
            translate("Fleet", "Use 1 to 63 of a-z, 0-9, dot, dash and underscore, beginning with a letter or digit."));
    if (input.access.address.isEmpty() || input.access.user.isEmpty())
        return fail(ErrorKind::Invalid, translate("Fleet", "A host needs an address and a user."), {},
            translate("Fleet", "Give both as USER@HOST[:PORT]."));
    if (input.access.auth == "key"_L1 && !QFile::exists(input.access.identityFile))
        return fail(ErrorKind::Invalid,
            translate("Fleet", "The key file %1 does not exist.").arg(input.access.identityFile), {},
            translate("Fleet", "Give the path of a private key, or log in by agent or password."));
    if (input.ports.first < 1024 || input.ports.last < input.ports.first)
        return fail(ErrorKind::Invalid,
            translate("Fleet", "%1-%2 is not a port range.").arg(input.ports.first).arg(input.ports.last), {},
            translate("Fleet", "The first port is at least 1024 and not above the last."));
    return input.hermesPath.isEmpty() ? Status() : checkHermes(input.hermesPath, input.allowPrefab);
}

bool sameHost(const Host &host, const HostAccess &access, const HostInput &input)
{
    return host.address == addressText(input.access) && access.user == input.access.user
        && access.auth == input.access.auth && access.identityFile == input.access.identityFile
        && access.jump == input.access.jump && host.ports.first == input.ports.first
        && host.ports.last == input.ports.last && host.capacity == input.capacity
        && host.allowPrefab == input.allowPrefab && host.hermesPath == input.hermesPath
        && host.allowShared == input.allowShared && (input.dataRoot.isEmpty() || host.dataRoot == input.dataRoot)
        && (input.bridgeSubnet.isEmpty() || host.bridgeSubnet == input.bridgeSubnet);
}

} // namespace

HostRow Fleet::Private::hostRow(const Host &host, const Registry::Load &load)
{
    HostRow row;
    row.host = host;
    if (const auto found = access->find(host.name); found && *found)
        row.access = **found;
    row.tenants = load.tenants;
    row.portsInUse = load.ports;
    row.promisedBytes = load.memoryBytes;
    HostLoad carries{host, load.tenants, load.ports, load.memoryBytes};
    const Need standard{Tier::Container, standardPlans().first().memoryBytes};
    row.room = roomFor(carries, standard, clock.wallMs());
    // Whether it may have one is another question.
    carries.host.cordoned = false;
    if (host.claimNumber > 0)
        row.full = whyNotPlaceable(carries, standard, clock.wallMs());
    if (host.allowPrefab)
        row.prefabs = registry->tenantsOnHost(host.id, Tier::Prefab).value_or(0);
    if (host.allowShared)
        row.shared = registry->tenantsOnHost(host.id, Tier::Shared).value_or(0);
    row.claimed = host.claimNumber > 0;
    row.state = HostState::Connecting;
    qint64 contact = host.seenAt;
    if (const auto session = hosts->existing(host.id)) {
        const auto view = session->view();
        row.state = view.state;
        row.error = view.error;
        row.fingerprint = view.fingerprint;
        row.keyType = view.keyType;
        row.nextTryMs = view.nextTry;
        row.engineVersion = view.engine.version;
        row.apiVersion = view.engine.apiVersion;
        row.cpus = view.engine.cpus;
        row.memoryBytes = view.engine.memoryBytes;
        contact = std::max(contact, view.lastContact);
    }
    const QStringList knownTypes = knownHosts->knownTypes(row.access.address, row.access.port);
    if (knownTypes.isEmpty()) {
        row.state = HostState::Untrusted;
    } else {
        row.keyChanged = row.state == HostState::Untrusted;
        row.trustedMs = registry->lastAudit(u"host.trust"_s, host.name).value_or(0);
        if (row.keyType.isEmpty())
            row.keyType = knownTypes.first();
    }
    row.seenMs = contact;
    row.ageMs = contact > 0 ? clock.wallMs() - contact : -1;
    return row;
}

Result<QList<HostRow>> Fleet::hosts()
{
    HERMES_ASSIGN(const auto all, d->registry->hosts());
    HERMES_ASSIGN(const auto loads, d->registry->loads());
    QList<HostRow> rows;
    for (const auto &host : all)
        rows.append(d->hostRow(host, loads.value(host.id)));
    return rows;
}

Result<HostRow> Fleet::host(const QString &name)
{
    HERMES_ASSIGN(const Host host, d->registry->host(name));
    return d->hostRow(host);
}

Result<Fleet::HostChange> Fleet::addHost(const HostInput &input, const Call &call)
{
    HERMES_TRY(checkInput(input));
    HERMES_TRY(jumpsTo(input.access, *d->access));
    HostChange added;
    const auto there = d->registry->host(input.name);
    Host host;
    if (there) {
        HERMES_ASSIGN(const auto access, d->access->find(input.name));
        if (access && !sameHost(*there, *access, input))
            return fail(ErrorKind::Conflict,
                translate("Fleet", "There is already a host %1 with other settings.").arg(input.name),
                access->user + u'@' + there->address,
                translate("Fleet", "Choose another name, or remove that host first."));
        host = *there;
        added.unchanged = access.has_value();
    } else {
        host.name = input.name;
        host.address = addressText(input.access);
        host.capacity = input.capacity;
        host.ports = input.ports;
        if (!input.dataRoot.isEmpty())
            host.dataRoot = input.dataRoot;
        host.bridgeSubnet = input.bridgeSubnet;
        host.allowPrefab = input.allowPrefab;
        host.hermesPath = input.hermesPath;
        host.allowShared = input.allowShared;
        host.takeOver = !input.adoptPlatform.isEmpty();
    }
    if (!input.adoptPlatform.isEmpty())
        HERMES_TRY(d->registry->adoptPlatform(input.adoptPlatform, d->options.actor));
    if (!there) {
        HERMES_ASSIGN(host, d->registry->addHost(host, d->options.actor));
    } else if (!input.adoptPlatform.isEmpty() && host.claimNumber == 0) {
        HERMES_TRY(d->registry->markTakeOver(host.id, d->options.actor));
    }
    HostAccess access = input.access;
    access.hostName = input.name;
    HERMES_TRY(d->access->save(access));
    if (!d->knownHosts->knownTypes(access.address, access.port).isEmpty()) {
        HERMES_ASSIGN(const auto session, d->hosts->session(host));
        auto linked = session->link(call);
        // Who adopts what another copy of this registry took over means to have it back.
        if (!linked && linked.error().detail == reasons::fenced && !input.adoptPlatform.isEmpty()) {
            HERMES_TRY(d->registry->markTakeOver(host.id, d->options.actor));
            linked = session->link(call);
        }
        // A host that turns out to be somebody else's is not kept.
        if (!linked && linked.error().kind == ErrorKind::Conflict && !there) {
            d->hosts->drop(host.id);
            HERMES_TRY(d->registry->removeHost(host.id, d->options.actor));
            HERMES_TRY(d->access->remove(host.name));
        }
        HERMES_TRY(linked);
    }
    d->watch(host);
    HERMES_ASSIGN(host, d->registry->host(input.name));
    added.row = d->hostRow(host);
    d->notifyHost(host.name);
    return added;
}

void Fleet::Private::askRefusedAgain(const QString &hostId)
{
    const auto session = hosts->existing(hostId);
    if (session && session->view().state == HostState::Refused)
        session->reconnect();
}

void Fleet::Private::unwatch(const QString &hostId)
{
    std::unique_ptr<HostWatch> watch; // ended outside the lock: it waits for its thread
    const std::lock_guard lock(mutex);
    if (const auto found = watches.find(hostId); found != watches.end()) {
        watch = std::move(found->second);
        watches.erase(found);
    }
}

void Fleet::reconnectHost(const QString &name)
{
    const auto host = d->registry->host(name);
    if (!host)
        return;
    if (const auto session = d->hosts->existing(host->id))
        session->reconnect();
    const std::lock_guard lock(d->mutex);
    if (const auto watch = d->watches.find(host->id); watch != d->watches.end())
        watch->second->wake();
}

Result<Fleet::HostChange> Fleet::cordonHost(const QString &name, bool cordoned)
{
    HERMES_ASSIGN(Host host, d->registry->host(name));
    HERMES_ASSIGN(const bool changed, d->registry->setCordoned(host.id, cordoned, d->options.actor));
    host.cordoned = cordoned;
    if (changed)
        d->notifyHost(name);
    return HostChange{d->hostRow(host), !changed};
}

Result<Fleet::HostChange> Fleet::changeHost(const QString &name, const HostSettings &settings)
{
    HERMES_ASSIGN(Host host, d->registry->host(name));
    const bool takesPrefab = settings.allowPrefab.value_or(host.allowPrefab);
    if (settings.hermesPath && !settings.hermesPath->isEmpty())
        HERMES_TRY(checkHermes(*settings.hermesPath, takesPrefab));
    if (settings.urlFrom && !settings.urlFrom->isEmpty() && !isUrlFrom(*settings.urlFrom))
        return fail(ErrorKind::Invalid,
            translate("Fleet", "%1 is no address of dashboards.").arg(settings.urlFrom->left(200)), {},
            translate("Fleet", "Give loopback, gateway, or a name or address without a port, maybe behind https://."));
    const auto change = [&](Host &now) {
        now.capacity = settings.capacity.value_or(now.capacity);
        now.allowPrefab = settings.allowPrefab.value_or(now.allowPrefab);
        now.allowShared = settings.allowShared.value_or(now.allowShared);
        now.hermesPath = now.allowPrefab ? settings.hermesPath.value_or(now.hermesPath) : QString();
        now.memoryOvercommit = settings.memoryOvercommit.value_or(now.memoryOvercommit);
        now.diskReserveBytes = settings.diskReserveBytes.value_or(now.diskReserveBytes);
        now.urlFrom = settings.urlFrom.value_or(now.urlFrom);
    };
    HERMES_ASSIGN(const bool changed, d->registry->changeHost(host.id, change, d->options.actor));
    if (changed) {
        d->hosts->renew(host.id);
        d->notifyHost(name);
    }
    HERMES_ASSIGN(host, d->registry->host(name));
    return HostChange{d->hostRow(host), !changed};
}

Status Fleet::removeHost(const QString &name, const Call &call)
{
    HERMES_ASSIGN(const Host host, d->registry->host(name));
    HERMES_TRY(d->registry->checkRemovable(host.id));
    HERMES_ASSIGN(const auto logins, d->access->all());
    for (const HostAccess &login : logins)
        if (login.jump == name)
            return fail(ErrorKind::Conflict,
                translate("Fleet", "Host %1 is reached through %2.").arg(login.hostName, name), {},
                translate("Fleet", "Remove %1 first, and add it with another way.").arg(login.hostName));
    d->unwatch(host.id);
    if (host.claimNumber > 0) {
        HERMES_ASSIGN(const auto session, d->hosts->session(host));
        HERMES_ASSIGN(const auto link, session->link(call));
        for (const auto &network : link->engine->listNetworks(call).value_or(QList<docker::NetworkDetails>()))
            if (network.labels.value(u"hermes.platform"_s) == link->platform)
                HERMES_TRY(link->engine->removeNetwork(network.id, call));
        HERMES_TRY(releaseClaim(*link, call));
    }
    d->hosts->drop(host.id);
    HERMES_TRY(d->registry->removeHost(host.id, d->options.actor));
    HERMES_TRY(d->access->remove(name));
    d->notifyHost(name);
    return {};
}

Result<QList<Check>> Fleet::testHost(const QString &name, const Call &call)
{
    HERMES_ASSIGN(const Host host, d->registry->host(name));
    QList<Check> checks;
    const auto run = [&](const QString &what, const std::function<Result<QString>()> &work) {
        QElapsedTimer timer;
        timer.start();
        const auto result = work();
        checks.append({what, result.has_value(), result ? *result : result.error().message,
            result ? QString() : result.error().hint, timer.elapsed()});
        if (!result && !result.error().detail.isEmpty())
            checks.last().message += u": "_s + result.error().detail;
        return result.has_value();
    };
    HERMES_ASSIGN(const auto session, d->hosts->session(host));
    session->reconnect();
    if (!run(u"ssh"_s, [&]() -> Result<QString> {
            HERMES_TRY(session->connection().connect(call));
            return session->connection().serverBanner();
        }))
        return checks;
    std::shared_ptr<HostLink> link;
    if (!run(u"docker and claim"_s, [&]() -> Result<QString> {
            HERMES_ASSIGN(link, session->link(call));
            const auto engine = session->view().engine;
            return translate("Fleet", "Docker %1 (API %2), %3 CPUs, %4 MiB")
                .arg(engine.version, engine.apiVersion)
                .arg(engine.cpus)
                .arg(engine.memoryBytes >> 20);
        }))
        return checks;
    run(u"image"_s, [&]() -> Result<QString> {
        const auto image = link->engine->inspectImage(d->options.image, call);
        if (!image)
            return fail(image.error().kind,
                translate("Fleet", "The image %1 is not on the host.").arg(d->options.image), image.error().detail,
                translate(
                    "Fleet", "It is pulled at the first provision; without a registry, load it with docker load."));
        return image->id;
    });
    if (link->host.allowPrefab)
        run(u"prefab"_s, [&] { return session->tryPrefab(call); });
    run(u"room"_s, [&]() -> Result<QString> {
        HERMES_ASSIGN(const HostRoom room, session->measure(call));
        const auto share = [](qint64 freeBytes, qint64 bytes) {
            return translate("Fleet", "%1 of %2 GiB").arg(gibibytes(freeBytes), gibibytes(bytes));
        };
        const QString said
            = translate("Fleet", "free: memory %1, disk %2")
                  .arg(share(room.memoryFreeBytes, room.memoryBytes), share(room.diskFreeBytes, room.diskBytes));
        if (room.diskBytes > 0 && room.diskFreeBytes < link->host.diskReserveBytes)
            return fail(ErrorKind::Remote, said, {},
                translate("Fleet",
                    "It takes no further tenant: make room on the disk, or let it keep less free (host set)."));
        return said;
    });
    run(u"data root"_s, [&]() -> Result<QString> {
        HERMES_ASSIGN(const QString root, link->files->absolute(link->host.dataRoot, call));
        HERMES_TRY(link->files->makeDirectory(link->host.dataRoot, 0755, call));
        return root;
    });
    return checks;
}

Result<QList<Fleet::Placement>> Fleet::placements(Tier tier)
{
    ProvisionRequest request;
    request.tier = tier;
    HERMES_ASSIGN(const Plan plan, d->planFor(request));
    HERMES_ASSIGN(const auto loads, hostLoads(*d->registry));
    QList<Placement> places;
    for (const auto &load : loads) {
        const Need need{tier, plan.memoryBytes};
        const QString reason = whyNotPlaceable(load, need, d->clock.wallMs());
        places.append({load.host.name, reason.isEmpty(), reason, load.tenants, load.host.capacity,
            roomFor(load, need, d->clock.wallMs())});
    }
    return places;
}

} // namespace hermes
