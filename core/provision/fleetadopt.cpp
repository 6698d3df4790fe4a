#include "containerspec.h"
#include "fleetprivate.h"
#include "homeadopt.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace hermes {

using namespace Qt::StringLiterals;

namespace {

/// A tenant's name out of what somebody called a container or a directory; empty where none can be made of it.
QString suggestedName(const QString &given)
{
    static const QRegularExpression odd(u"[^a-z0-9_-]+"_s);
    QString name = given.toLower();
    for (const auto &prefix : {u"hermes-agent-"_s, u"hermes-"_s, u"hermes_"_s})
        if (name.startsWith(prefix)) {
            name = name.mid(prefix.size());
            break;
        }
    name.replace(odd, u"-"_s);
    while (name.startsWith(u'-') || name.startsWith(u'_'))
        name.remove(0, 1);
    while (name.endsWith(u'-'))
        name.chop(1);
    return home::validateTenantName(name) ? name : QString();
}

/// Where on the host the container's directory `inside` is; empty: in the container itself, or in memory.
QString onHost(const docker::ContainerDetails &container, const QString &inside)
{
    const docker::MountPoint *best = nullptr;
    for (const auto &mount : container.mounts)
        if ((inside == mount.target || inside.startsWith(mount.target + u'/'))
            && (!best || best->target.size() < mount.target.size()))
            best = &mount;
    return best && !best->source.isEmpty() ? best->source + inside.mid(best->target.size()) : QString();
}

struct Candidate {
    Fleet::Adoptable told;
    docker::ContainerDetails container;
    containers::AdoptedHome home;
};

void tellWhatStays(Candidate &found, const QString &inside)
{
    Fleet::Adoptable &told = found.told;
    for (const auto &mount : found.container.mounts)
        if (mount.target != inside && told.home != mount.source)
            told.notes.append(mount.target.startsWith(inside + u'/')
                    ? translate("Fleet", "%1 is mounted from elsewhere (%2): what is there is not carried over.")
                          .arg(mount.target, mount.source)
                    : translate("Fleet", "It will not see %1 any more (mounted from %2).")
                          .arg(mount.target, mount.source));
    for (const auto &port : found.container.configuredPorts) {
        if (port.containerPort != containers::dashboardPort)
            told.notes.append(translate("Fleet", "Its port %1 is not published any more (it was %2).")
                                  .arg(port.containerPort)
                                  .arg(port.hostPort));
        else if (port.hostIp != "127.0.0.1"_L1)
            told.notes.append(translate("Fleet", "Its dashboard is reached from the host itself only (it was from %1).")
                                  .arg(port.hostIp.isEmpty() ? u"0.0.0.0"_s : port.hostIp));
    }
    QStringList kept = found.home.settings.keys();
    if (!kept.isEmpty())
        told.notes.append(translate("Fleet", "Into its .env go from its environment: %1.").arg(kept.join(u", "_s)));
}

/// `.env` and the accounts of a container's home, also of one that does not run. Nothing is said of what is not there.
Result<QList<docker::TarEntry>> readInside(
    docker::Engine &engine, const QString &id, const QString &inside, const Call &call)
{
    QList<docker::TarEntry> entries;
    for (const auto &path : {u".env"_s, u"weixin/accounts"_s}) {
        const auto archive = engine.getArchive(id, inside + u'/' + path, call);
        if (!archive && archive.error().kind == ErrorKind::NotFound)
            continue;
        HERMES_TRY(archive);
        HERMES_ASSIGN(auto found, docker::readTar(*archive));
        for (auto &entry : found) {
            entry.path = path.section(u'/', 0, -2) + (path.contains(u'/') ? u"/"_s : QString()) + entry.path;
            entries.append(entry);
        }
    }
    return entries;
}

/// Nothing where it is ours, or does not look like Hermes.
Result<std::optional<Candidate>> candidateOf(HostLink &link, const docker::ContainerSummary &summary, const Call &call)
{
    const bool isOurs = summary.labels.contains(u"hermes.managed"_s);
    if (isOurs || summary.name.contains(containers::adoptedEnd))
        return std::optional<Candidate>();
    const auto details = link.engine->inspectContainer(summary.id, call);
    if (!details && details.error().kind == ErrorKind::NotFound)
        return std::optional<Candidate>();
    HERMES_TRY(details);
    Candidate found;
    found.container = *details;
    const QString inside = containers::homeInside(*details);
    Fleet::Adoptable &told = found.told;
    told.source = summary.name;
    told.container = details->summary.id;
    told.image = details->summary.image;
    told.imageId = details->summary.imageId;
    told.state = details->summary.state;
    told.home = onHost(*details, inside);
    told.name = suggestedName(summary.name);
    for (const auto &port : details->configuredPorts)
        if (port.containerPort == containers::dashboardPort)
            told.port = port.hostPort;
    const bool looksLikeIt
        = details->summary.image.contains("hermes"_L1) || told.port > 0 || inside != containers::homeTarget;
    if (told.home.isEmpty() && !looksLikeIt)
        return std::optional<Candidate>();
    if (told.home.isEmpty()) {
        told.obstacle = translate("Fleet",
            "Its home %1 is inside the container. Copy it out (docker cp %2:%1 DIR), stop the container, and adopt "
            "DIR.")
                            .arg(inside, summary.name);
        return found;
    }
    HERMES_ASSIGN(const auto entries, readInside(*link.engine, summary.id, inside, call));
    const auto image = link.engine->inspectImage(details->summary.imageId, call);
    if (!image && image.error().kind != ErrorKind::NotFound)
        return tl::unexpected<Error>(image.error());
    found.home = containers::adoptedHome(
        entries, containers::givenSettings(*details, image ? *image : docker::ImageDetails()));
    if (found.home.account) {
        told.botId = found.home.account->botId;
        told.userId = found.home.account->userId;
    }
    if (!image)
        told.notes.append(translate("Fleet", "Its image is no longer on the host under that id: it is pulled."));
    if (const Status valid = home::validateEnv(found.home.settings); !valid)
        told.obstacle
            = translate("Fleet", "A setting of its environment cannot be put into .env: %1").arg(valid.error().text());
    tellWhatStays(found, inside);
    return found;
}

/// The process of a gateway that runs from a directory of the host; 0: none does.
Result<int> gatewayIn(HostLink &link, const QString &directory, const Call &call)
{
    const auto file = link.files->read(directory + u"/gateway.pid"_s, call);
    if (!file && file.error().kind == ErrorKind::NotFound)
        return 0;
    HERMES_TRY(file);
    // 0.13.0 writes {"pid": …}; a bare number before.
    const QJsonDocument json = QJsonDocument::fromJson(*file);
    const int pid = json.isObject() ? json.object().value(u"pid"_s).toInt() : file->trimmed().toInt();
    if (pid < 2)
        return 0;
    const auto line = link.files->read(u"/proc/%1/cmdline"_s.arg(pid), call);
    if (!line && line.error().kind == ErrorKind::NotFound)
        return 0;
    HERMES_TRY(line);
    return line->contains("hermes") || line->contains("gateway") ? pid : 0;
}

Result<std::optional<Candidate>> directoryOf(HostLink &link, const QString &given, const Call &call)
{
    HERMES_ASSIGN(const QString directory, link.files->absolute(given, call));
    HERMES_ASSIGN(const QStringList names, link.files->list(directory, call));
    if (!names.contains(u".env"_s) && !names.contains(u"config.yaml"_s) && !names.contains(u"weixin"_s))
        return std::optional<Candidate>();
    Candidate found;
    Fleet::Adoptable &told = found.told;
    told.source = directory;
    told.home = directory;
    told.name = suggestedName(directory.section(u'/', -1).startsWith(u'.') ? QString() : directory.section(u'/', -1));
    QList<docker::TarEntry> entries;
    const auto take = [&](const QString &path) -> Status {
        const auto bytes = link.files->read(directory + u'/' + path, call);
        if (bytes)
            entries.append({path, docker::TarEntry::Type::File, *bytes});
        return bytes || bytes.error().kind == ErrorKind::NotFound || bytes.error().kind == ErrorKind::Remote
            ? Status()
            : tl::unexpected<Error>(bytes.error());
    };
    HERMES_TRY(take(u".env"_s));
    HERMES_ASSIGN(const QStringList accounts, link.files->list(directory + u"/weixin/accounts"_s, call));
    for (const auto &account : accounts)
        HERMES_TRY(take(u"weixin/accounts/"_s + account));
    found.home = containers::adoptedHome(entries, {});
    if (found.home.account) {
        told.botId = found.home.account->botId;
        told.userId = found.home.account->userId;
    }
    HERMES_ASSIGN(const int pid, gatewayIn(link, directory, call));
    told.state = pid > 0 ? u"running"_s : u"stopped"_s;
    if (pid > 0)
        told.obstacle = translate("Fleet",
            "A gateway runs in it (process %1). Stop it and whatever starts it again (systemctl --user disable --now "
            "UNIT, or kill %1), then adopt it.")
                            .arg(pid);
    return found;
}

Result<QList<Candidate>> lookFor(Registry &registry, HostLink &link, const QString &only, const Call &call)
{
    QList<Candidate> all;
    HERMES_ASSIGN(const auto listed, link.engine->listContainers({}, call));
    for (const auto &summary : listed) {
        if (!only.isEmpty() && summary.name != only && summary.id != only
            && !(only.size() >= 12 && summary.id.startsWith(only)))
            continue;
        HERMES_ASSIGN(const auto found, candidateOf(link, summary, call));
        if (found)
            all.append(*found);
    }
    QStringList directories;
    if (only.isEmpty()) {
        HERMES_ASSIGN(const QStringList profiles, link.files->list(u"~/.hermes/profiles"_s, call));
        for (const auto &profile : profiles)
            directories.append(u"~/.hermes/profiles/"_s + profile);
        directories.append(u"~/.hermes"_s);
    } else if (only.contains(u'/')) {
        directories.append(only);
    }
    for (const auto &directory : std::as_const(directories)) {
        HERMES_ASSIGN(const auto found, directoryOf(link, directory, call));
        // One that a container has mounted is that container's.
        if (found && std::none_of(all.begin(), all.end(), [&](const Candidate &other) {
                return other.told.home == found->told.home;
            }))
            all.append(*found);
    }
    for (auto &found : all) {
        if (found.told.userId.isEmpty() || !found.told.obstacle.isEmpty())
            continue;
        HERMES_ASSIGN(const QString holder, registry.holderOf(found.told.userId));
        if (!holder.isEmpty())
            found.told.obstacle
                = translate("Fleet", "Its WeChat serves tenant '%1': rebind or destroy that one first.").arg(holder);
    }
    return all;
}

struct Chosen {
    Candidate candidate;
    Host host;
    ProvisionRequest request;
};

} // namespace

Result<QList<Fleet::Adoptable>> Fleet::adoptable(const QString &host, const Call &call)
{
    HERMES_ASSIGN(const Host there, d->registry->host(host));
    HERMES_ASSIGN(const auto link, d->hosts->link(there.id, call));
    HERMES_ASSIGN(const auto found, lookFor(*d->registry, *link, {}, call));
    QList<Adoptable> told;
    for (const auto &candidate : found)
        told.append(candidate.told);
    return told;
}

static Result<Chosen> choose(Registry &registry, HostPool &hosts, const Fleet::AdoptRequest &request, const Call &call)
{
    Chosen chosen;
    HERMES_ASSIGN(chosen.host, registry.host(request.host));
    HERMES_ASSIGN(const auto link, hosts.link(chosen.host.id, call));
    HERMES_ASSIGN(const auto found, lookFor(registry, *link, request.source, call));
    if (found.isEmpty())
        return fail(ErrorKind::NotFound,
            translate("Fleet", "There is nothing to adopt called '%1' on host %2.").arg(request.source, request.host),
            {}, translate("Fleet", "See what there is: hermes-admin adopt %1.").arg(request.host));
    chosen.candidate = found.first();
    const Fleet::Adoptable &told = chosen.candidate.told;
    if (!told.obstacle.isEmpty())
        return fail(
            ErrorKind::Conflict, translate("Fleet", "'%1' cannot be adopted.").arg(told.source), {}, told.obstacle);
    ProvisionRequest &asked = chosen.request;
    asked.name = request.name.isEmpty() ? told.name : request.name;
    if (asked.name.isEmpty())
        return fail(ErrorKind::Invalid, translate("Fleet", "No tenant's name can be made of '%1'.").arg(told.source),
            {}, translate("Fleet", "Give it one with --name."));
    asked.subscription = request.subscription;
    asked.order = request.order;
    asked.planCode = request.planCode;
    asked.host = request.host;
    asked.image = request.image.isEmpty() ? told.image : request.image;
    HERMES_TRY(checkRequest(asked));
    return chosen;
}

Result<Fleet::Provisioned> Fleet::adopt(
    const AdoptRequest &request, bool drive, const Progress &progress, const Call &call)
{
    HERMES_ASSIGN(Chosen chosen, choose(*d->registry, *d->hosts, request, call));
    const Adoptable &told = chosen.candidate.told;
    if (chosen.request.image.isEmpty())
        chosen.request.image = d->options.image;
    HERMES_ASSIGN(const Plan plan, d->planFor(chosen.request));
    const Registry::Adoption adoption{
        told.home, told.container, request.image.isEmpty() ? told.imageId : QString(), told.port};
    HERMES_ASSIGN(const auto recorded,
        d->registry->recordAdoption(chosen.request, chosen.host.id, adoption, plan, d->options.actor));
    if (recorded.unchanged)
        HERMES_TRY(d->registry->retryNow(recorded.tenant.id, d->options.actor));
    d->driver->kick(recorded.tenant.id);
    d->notifyTenant(chosen.request.name);
    if (drive)
        HERMES_TRY(d->drive(
            recorded.tenant.id, [](const Tenant &now) { return now.adoptHome.isEmpty() && isServed(now); }, progress,
            call));
    HERMES_ASSIGN(TenantRow row, tenant(chosen.request.name));
    return Provisioned{row, false};
}

Result<Fleet::AdoptionPlan> Fleet::planAdopt(const AdoptRequest &request, const Call &call)
{
    HERMES_ASSIGN(const Chosen chosen, choose(*d->registry, *d->hosts, request, call));
    HERMES_ASSIGN(const Plan plan, d->planFor(chosen.request));
    AdoptionPlan made;
    made.found = chosen.candidate.told;
    made.name = chosen.request.name;
    if (const auto there = d->registry->tenant(made.name))
        if (there->adoptHome != made.found.home)
            return fail(ErrorKind::Conflict, translate("Fleet", "There is already a tenant %1.").arg(made.name), {},
                translate("Fleet", "Choose another name."));
    Tenant wanted;
    wanted.name = made.name;
    wanted.hostId = chosen.host.id;
    wanted.image = chosen.request.image.isEmpty() ? d->options.image : chosen.request.image;
    wanted.imageId = request.image.isEmpty() ? made.found.imageId : QString();
    wanted.memoryBytes = plan.memoryBytes;
    wanted.cpus = plan.cpus;
    wanted.adoptHome = made.found.home;
    wanted.adoptFrom = made.found.container;
    HERMES_ASSIGN(made.steps, d->planOf(wanted, made.found, request.host, call));
    return made;
}

} // namespace hermes
