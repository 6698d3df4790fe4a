#include "adoptables.h"

#include "containerspec.h"
#include "profilelist.h"
#include "tar.h"

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

void tellWhatStays(AdoptCandidate &found, const QString &inside)
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
Result<std::optional<AdoptCandidate>> candidateOf(
    HostLink &link, const docker::ContainerSummary &summary, const Call &call)
{
    const bool isOurs = summary.labels.contains(u"hermes.managed"_s);
    if (isOurs || summary.name.contains(containers::adoptedEnd))
        return std::optional<AdoptCandidate>();
    const auto details = link.engine->inspectContainer(summary.id, call);
    if (!details && details.error().kind == ErrorKind::NotFound)
        return std::optional<AdoptCandidate>();
    HERMES_TRY(details);
    AdoptCandidate found;
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
        return std::optional<AdoptCandidate>();
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

Result<std::optional<AdoptCandidate>> directoryOf(HostLink &link, const QString &given, const Call &call)
{
    HERMES_ASSIGN(const QString directory, link.files->absolute(given, call));
    HERMES_ASSIGN(const QStringList names, link.files->list(directory, call));
    if (!names.contains(u".env"_s) && !names.contains(u"config.yaml"_s) && !names.contains(u"weixin"_s))
        return std::optional<AdoptCandidate>();
    AdoptCandidate found;
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

bool isMeant(const docker::ContainerSummary &summary, const QString &nameOrId)
{
    constexpr int shortId = 12;
    return summary.name == nameOrId || summary.id == nameOrId
        || (nameOrId.size() >= shortId && summary.id.startsWith(nameOrId));
}

Status addContainers(HostLink &link, const QString &only, QList<AdoptCandidate> &all, const Call &call)
{
    HERMES_ASSIGN(const auto listed, link.engine->listContainers({}, call));
    for (const auto &summary : listed) {
        if (!only.isEmpty() && !isMeant(summary, only))
            continue;
        HERMES_ASSIGN(const auto found, candidateOf(link, summary, call));
        if (found)
            all.append(*found);
    }
    return {};
}

Status addDirectory(HostLink &link, const QString &directory, QList<AdoptCandidate> &all, const Call &call)
{
    HERMES_ASSIGN(const auto found, directoryOf(link, directory, call));
    // One that a container has mounted is that container's.
    if (found && std::none_of(all.begin(), all.end(), [&](const AdoptCandidate &other) {
            return other.told.home == found->told.home;
        }))
        all.append(*found);
    return {};
}

/// Why a container that is there is not to be taken over.
QString whyNot(const docker::ContainerSummary &summary)
{
    if (summary.labels.contains(u"hermes.managed"_s))
        return translate("Fleet", "It belongs to a tenant already: %1.").arg(summary.labels.value(u"hermes.tenant"_s));
    if (summary.name.contains(containers::adoptedEnd))
        return translate("Fleet", "It was taken over already; what serves now is the tenant that it became.");
    return translate("Fleet", "It does not look like a Hermes.");
}

/// What one row of a list names: its container, or else its directory; where neither is to be found, why not.
Result<AdoptCandidate> candidateOf(
    HostLink &link, const QList<docker::ContainerSummary> &listed, const ListedProfile &profile, const Call &call)
{
    AdoptCandidate missing;
    missing.told.source = profile.name;
    missing.told.container = profile.containerId;
    missing.told.home = profile.path;
    missing.told.state = u"missing"_s;
    const auto container = std::find_if(listed.begin(), listed.end(), [&](const docker::ContainerSummary &summary) {
        return !profile.containerId.isEmpty() && isMeant(summary, profile.containerId);
    });
    if (container != listed.end()) {
        HERMES_ASSIGN(const auto found, candidateOf(link, *container, call));
        if (found)
            return *found;
        missing.told.source = container->name;
        missing.told.state = container->state;
        missing.told.obstacle = whyNot(*container);
        return missing;
    }
    if (!profile.path.isEmpty()) {
        HERMES_ASSIGN(const auto found, directoryOf(link, profile.path, call));
        if (found)
            return *found;
    }
    QStringList named{profile.containerId, profile.path};
    named.removeAll(QString());
    missing.told.obstacle = named.isEmpty()
        ? translate("Fleet", "The list says neither of which container nor of which directory it is.")
        : translate(
            "Fleet", "The list names %1, and that is not on this host. Look for its home and adopt that directory.")
              .arg(named.join(u", "_s));
    return missing;
}

void tellOf(const ListedProfile &profile, Fleet::Adoptable &told)
{
    told.name = suggestedName(profile.name);
    QStringList says{translate("Fleet", "name %1").arg(profile.name)};
    if (!profile.userId.isEmpty())
        says.append(translate("Fleet", "user %1").arg(profile.userId));
    if (!profile.status.isEmpty())
        says.append(translate("Fleet", "status %1").arg(profile.status));
    told.notes.prepend(translate("Fleet", "The list of profiles says: %1.").arg(says.join(u", "_s)));
}

Status addListed(HostLink &link, const QString &list, const QString &only, QList<AdoptCandidate> &all, const Call &call)
{
    HERMES_ASSIGN(const auto profiles, readProfileList(*link.files, list, call));
    HERMES_ASSIGN(const auto listed, link.engine->listContainers({}, call));
    for (const auto &profile : profiles) {
        HERMES_ASSIGN(AdoptCandidate found, candidateOf(link, listed, profile, call));
        const QStringList names{
            profile.name, profile.path, profile.containerId, found.told.source, found.told.container};
        if (!only.isEmpty() && !names.contains(only))
            continue;
        tellOf(profile, found.told);
        all.append(found);
    }
    return {};
}

Status addEverything(HostLink &link, QList<AdoptCandidate> &all, const Call &call)
{
    HERMES_TRY(addContainers(link, {}, all, call));
    HERMES_ASSIGN(const QStringList profiles, link.files->list(u"~/.hermes/profiles"_s, call));
    for (const auto &profile : profiles)
        HERMES_TRY(addDirectory(link, u"~/.hermes/profiles/"_s + profile, all, call));
    return addDirectory(link, u"~/.hermes"_s, all, call);
}

} // namespace

Result<QList<AdoptCandidate>> findAdoptables(
    Registry &registry, HostLink &link, const QString &only, const QString &profileList, const Call &call)
{
    QList<AdoptCandidate> all;
    if (!profileList.isEmpty())
        HERMES_TRY(addListed(link, profileList, only, all, call));
    else if (only.isEmpty())
        HERMES_TRY(addEverything(link, all, call));
    else if (only.contains(u'/'))
        HERMES_TRY(addDirectory(link, only, all, call));
    else
        HERMES_TRY(addContainers(link, only, all, call));
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

} // namespace hermes
