#include "hometransfer.h"

#include "containerspec.h"
#include "homejob.h"
#include "treetransfer.h"

namespace hermes::containers {

using namespace Qt::StringLiterals;

namespace {

const std::function<void(const QString &)> noNote;

bool isNotFound(const Error &error)
{
    return error.kind == ErrorKind::NotFound;
}

/// Files of the SSH user, read back.
Status takeFileAlong(const HomeMove &move, const QString &from, const QString &to, const Call &call)
{
    const auto content = move.source->files->read(from, call);
    if (!content)
        return isNotFound(content.error()) ? Status() : tl::unexpected<Error>(content.error());
    HERMES_TRY(move.target->files->write(to, *content, 0600, call));
    HERMES_ASSIGN(const QByteArray back, move.target->files->read(to, call));
    if (back != *content)
        return fail(ErrorKind::Remote,
            translate("Runtime", "%1 on host %2 is not what was sent there.").arg(to, move.target->host.name), {},
            translate("Runtime", "Nothing was let go. Check the disk of that host."));
    return {};
}

/// Of a tenant that never had a home: credentials and secrets may be there all the same.
Status takeFilesAlong(const HomeMove &move, const Call &call)
{
    const QString from = hostpaths::archive(move.source->host, move.tenant.id);
    const QString to = hostpaths::archive(move.target->host, move.tenant.id);
    HERMES_ASSIGN(const QStringList names, move.source->files->list(from, call));
    for (const auto &name : names)
        HERMES_TRY(takeFileAlong(move, from + u'/' + name, to + u'/' + name, call));
    return {};
}

Result<bool> has(const HostLink &link, const Tenant &tenant, const Call &call)
{
    HERMES_ASSIGN(const QStringList names, link.files->list(hostpaths::homes(link.host, tenant.tier), call));
    return names.contains(tenant.id);
}

/// Every move leaves a sign of its generation in the archive of its aim before anything of it counts there.
QString signOf(int generation)
{
    return u"arrived-g%1"_s.arg(generation);
}

/// Empties a tenant's home and, of what it leaves for good, its archive, unless it has come back in this generation or
/// a later one: both in one command on the host, for whoever asked may have slept since it looked.
Status emptyHome(const std::shared_ptr<HostLink> &link, const Tenant &tenant, const QString &imageId,
    const QStringList &roots, const Call &call)
{
    constexpr int cameBack = 77;
    const QString script = u"g=$1; shift; for f in /mnt/archive/arrived-g*; do n=${f##*-g}; "
                           "[ \"$n\" = '*' ] || [ \"$n\" -lt \"$g\" ] || exit 77; done; "
                           "exec find \"$@\" -mindepth 1 -delete"_s;
    const QStringList argv
        = QStringList{u"/bin/sh"_s, u"-c"_s, script, u"hermes-empty"_s, QString::number(tenant.generation)} + roots;
    return withJob(link, tenant, imageId, {}, call, [&](const HeldJob &job) -> Status {
        const auto ran = job.run(argv, {}, call);
        if (ran && ran->exitCode == cameBack)
            return fail(ErrorKind::Conflict,
                translate("Runtime", "%1 has come back to host %2; its home was not removed.")
                    .arg(tenant.name, link->host.name));
        return wentWell(job, ran);
    });
}

/// Empties a directory among the homes, and removes it.
Status clearAway(const std::shared_ptr<HostLink> &link, const Tenant &tenant, const QString &imageId,
    const QString &name, const Call &call)
{
    const QStringList clear{
        u"/bin/sh"_s, u"-c"_s, u"exec find \"$@\" -mindepth 1 -delete"_s, u"hermes-clear"_s, homeTarget};
    HERMES_TRY(withJob(link, tenant, imageId, {name}, call,
        [&](const HeldJob &job) { return wentWell(job, job.run(clear, {}, call)); }));
    return link->files->remove(hostpaths::homes(link->host, tenant.tier) + u'/' + name, call);
}

/// What arrived here on the way of other generations.
Status endIncoming(const std::shared_ptr<HostLink> &link, const Tenant &tenant, const QString &imageId,
    const QString &butNot, const Call &call)
{
    HERMES_ASSIGN(const QStringList names, link->files->list(hostpaths::homes(link->host, tenant.tier), call));
    for (const auto &name : names) {
        if (name == tenant.id || name == butNot || hostpaths::ownerOfHome(name) != tenant.id)
            continue;
        HERMES_TRY(clearAway(link, tenant, imageId, name, call));
    }
    return {};
}

/// Of a home that is empty: its volume and its directory.
Status endHome(const HostLink &link, const Tenant &tenant, const Call &call)
{
    HERMES_TRY(letVolumeGo(link, tenant.tier, volumeName(tenant.id, tenant.tier), call));
    return link.files->remove(hostpaths::home(link.host, tenant), call);
}

/// The tenant as its home is still there.
Tenant sourceTenant(const HomeMove &move)
{
    Tenant tenant = move.tenant;
    tenant.tier = move.sourceTier;
    return tenant;
}

bool staysOnHost(const HomeMove &move)
{
    return move.source->host.id == move.target->host.id;
}

/// Who was sent elsewhere at the very moment at which it had become another tier on its host left a home of the new
/// one, though our books speak of the old one.
Result<HomeMove> asItIs(const HomeMove &move, const Call &call)
{
    HomeMove found = move;
    if (move.sourceTier == move.tenant.tier || staysOnHost(move))
        return found;
    HERMES_ASSIGN(const bool isOld, has(*move.source, sourceTenant(move), call));
    HERMES_ASSIGN(const bool isNew, has(*move.source, move.tenant, call));
    if (!isOld && isNew) {
        found.sourceTier = move.tenant.tier;
        found.sourceImage = move.tenant.imageId.isEmpty() ? move.tenant.image : move.tenant.imageId;
    }
    return found;
}

/// A job on each host at the same time.
template <class Work> Status withBothJobs(const HomeMove &move, const QString &incoming, const Call &call, Work work)
{
    const Tenant &tenant = move.tenant;
    auto begun = ask(
        *move.source, [&] { return HeldJob::begin(move.source, sourceTenant(move), move.sourceImage, {}, call); });
    const auto to = HeldJob::begin(move.target, tenant, tenant.imageId, {incoming}, call);
    const auto from = begun.get();
    Status done = from && to ? work(**from, **to) : Status();
    if (!from)
        done = tl::unexpected<Error>(from.error());
    else if (!to)
        done = tl::unexpected<Error>(to.error());
    auto ended = ask(*move.source, [&] { return from ? endJob(**from, done, call) : done; });
    Status there = to ? endJob(**to, done, call) : done;
    HERMES_TRY(ended.get());
    return there;
}

/// A home under the tenant's own name is on the target: that of a move which ended without our books knowing it, or an
/// old one.
Result<bool> isThereAlready(const HomeMove &move, const Call &call)
{
    bool isSame = false;
    HERMES_TRY(withBothJobs(move, {}, call, [&](const HeldJob &from, const HeldJob &to) -> Status {
        HERMES_ASSIGN(const Trees trees, bothTrees({from, to, homeTarget, false, move.note}, TreeVerb::List, call));
        const TreeDifference difference = differenceOf(trees.source, trees.target, Sameness::Content);
        isSame = difference.missing.isEmpty() && difference.extra.isEmpty();
        return {};
    }));
    return isSame;
}

/// On the host on which it has become another tier. First it loses its name: what is half cleared away is not taken for
/// a home that is still to be moved.
Status letOldHomeGo(const HomeMove &move, bool isWhole, const Call &call)
{
    const Tenant tenant = sourceTenant(move);
    const QString directory = hostpaths::homes(move.source->host, tenant.tier);
    const QString left = tenant.id + hostpaths::leftEnd;
    if (isWhole)
        HERMES_TRY(move.source->files->rename(directory + u'/' + tenant.id, left, call));
    HERMES_TRY(letVolumeGo(*move.source, tenant.tier, volumeName(tenant.id, tenant.tier), call));
    HERMES_ASSIGN(const QStringList names, move.source->files->list(directory, call));
    return names.contains(left) ? clearAway(move.source, tenant, move.sourceImage, left, call) : Status();
}

/// An old home of the tenant is in the way of the new one.
Status clearTheWay(const HomeMove &move, const Call &call)
{
    HERMES_TRY(emptyHome(move.target, move.tenant, move.tenant.imageId, {homeTarget}, call));
    return endHome(*move.target, move.tenant, call);
}

} // namespace

Status copyHome(const HomeMove &asked, const Call &call)
{
    HERMES_ASSIGN(const HomeMove move, asItIs(asked, call));
    HERMES_ASSIGN(const bool hasHome, has(*move.source, sourceTenant(move), call));
    HERMES_ASSIGN(const bool isThere, has(*move.target, move.tenant, call));
    if (!hasHome || isThere || move.sourceImage.isEmpty())
        return {}; // there is nothing to save time with
    return withBothJobs(
        move, hostpaths::incomingName(move.tenant), call, [&](const HeldJob &from, const HeldJob &to) -> Status {
            const Transfer way{from, to, homeTarget, true, move.note};
            HERMES_ASSIGN(const Trees trees, bothTrees(way, TreeVerb::Glance, call));
            return makeAlike(way, trees.source, trees.target, Sameness::Looks, call);
        });
}

Status moveHome(const HomeMove &asked, const Call &call)
{
    HERMES_ASSIGN(const HomeMove move, asItIs(asked, call));
    const Host &source = move.source->host;
    const Host &target = move.target->host;
    const QString &id = move.tenant.id;
    const bool stays = staysOnHost(move);
    if (!stays)
        HERMES_TRY(takeFileAlong(move, hostpaths::secrets(source, id), hostpaths::secrets(target, id), call));
    HERMES_ASSIGN(const bool hasHome, has(*move.source, sourceTenant(move), call));
    if (!hasHome || move.sourceImage.isEmpty())
        return stays ? letOldHomeGo(move, false, call) : takeFilesAlong(move, call);
    HERMES_ASSIGN(bool isThere, has(*move.target, move.tenant, call));
    if (isThere) {
        HERMES_ASSIGN(isThere, isThereAlready(move, call));
        if (!isThere)
            HERMES_TRY(clearTheWay(move, call));
    }
    HERMES_TRY(move.target->files->write(
        hostpaths::archive(target, id) + u'/' + signOf(move.tenant.generation), {}, 0600, call));
    const QString incoming = isThere ? QString() : hostpaths::incomingName(move.tenant);
    HERMES_TRY(endIncoming(move.target, move.tenant, move.tenant.imageId, incoming, call));
    HERMES_TRY(withBothJobs(move, incoming, call, [&](const HeldJob &from, const HeldJob &to) -> Status {
        auto archived = ask(*move.source, [&] {
            return stays ? Status() : moveTree({from, to, archiveTarget, false, noNote}, call);
        });
        Status moved = isThere ? Status() : moveTree({from, to, homeTarget, false, move.note}, call);
        HERMES_TRY(archived.get());
        return moved;
    }));
    if (!isThere)
        HERMES_TRY(move.target->files->rename(hostpaths::homes(target, move.tenant.tier) + u'/' + incoming, id, call));
    return stays ? letOldHomeGo(move, true, call) : Status();
}

/// It may have become another tier when it left.
static Result<Tier> leftTier(HostLink &link, const Tenant &moved, const QString &imageId, const Call &call)
{
    if (isHostHermes(imageId))
        return Tier::Prefab;
    HERMES_ASSIGN(const QStringList shared, link.files->list(hostpaths::homes(link.host, Tier::Shared), call));
    const bool isShared = std::any_of(
        shared.begin(), shared.end(), [&](const QString &name) { return hostpaths::ownerOfHome(name) == moved.id; });
    return isShared ? Tier::Shared : Tier::Container;
}

Status wipeLeftHome(
    const std::shared_ptr<HostLink> &link, const Tenant &moved, const QString &imageId, const Call &call)
{
    Tenant tenant = moved;
    HERMES_ASSIGN(tenant.tier, leftTier(*link, moved, imageId, call));
    const Host &host = link->host;
    const QString archive = hostpaths::archive(host, tenant.id);
    HERMES_TRY(link->files->remove(hostpaths::secrets(host, tenant.id), call));
    HERMES_TRY(link->files->remove(hostpaths::tenantFile(host, tenant.id), call));
    HERMES_TRY(endIncoming(link, tenant, imageId, {}, call));
    // Of what it was to become here, or had become, before it was sent elsewhere.
    if (tenant.tier != moved.tier) {
        HERMES_TRY(endIncoming(link, moved, moved.imageId, {}, call));
        HERMES_ASSIGN(const bool hasBecome, has(*link, moved, call));
        if (hasBecome) {
            HERMES_TRY(emptyHome(link, moved, moved.imageId, {homeTarget}, call));
            HERMES_TRY(endHome(*link, moved, call));
        }
    }
    HERMES_ASSIGN(const bool hasHome, has(*link, tenant, call));
    HERMES_ASSIGN(const QStringList archived, link->files->list(archive, call));
    if (hasHome || (!archived.isEmpty() && !imageId.isEmpty())) {
        HERMES_TRY(emptyHome(link, tenant, imageId, {homeTarget, archiveTarget}, call));
        HERMES_TRY(endHome(*link, tenant, call));
    } else {
        // It never ran anywhere.
        for (const auto &name : archived)
            HERMES_TRY(link->files->remove(archive + u'/' + name, call));
    }
    // A container that came late brought its volumes along, but no directories.
    HERMES_ASSIGN(const auto volumes, link->engine->listVolumes(ownedTenant(link->platform, tenant.id), call));
    for (const auto &volume : volumes)
        HERMES_TRY(link->engine->removeVolume(volume.name, call));
    return link->files->remove(archive, call);
}

} // namespace hermes::containers
