#include "hostclaim.h"

#include "reasoncodes.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace hermes {

using namespace Qt::StringLiterals;

QByteArray writeClaim(const HostClaim &claim)
{
    return QJsonDocument(QJsonObject{{u"platform"_s, claim.platform}, {u"claim"_s, claim.number}})
               .toJson(QJsonDocument::Compact)
        + '\n';
}

Result<HostClaim> parseClaim(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    HostClaim claim{object.value(u"platform"_s).toString(), object.value(u"claim"_s).toInt()};
    if (claim.platform.isEmpty() || claim.number < 1)
        return fail(ErrorKind::Conflict, translate("Claim", "The host's claim file cannot be read."),
            QString::fromUtf8(json.left(200)),
            translate("Claim", "Look at %1 on the host; remove it only if no registry owns this host.")
                .arg(hostpaths::claim));
    return claim;
}

Result<std::optional<HostClaim>> readClaim(ssh::HostFiles &files, const Call &call)
{
    const auto json = files.read(hostpaths::claim, call);
    if (!json) {
        if (json.error().kind == ErrorKind::NotFound)
            return std::optional<HostClaim>();
        return tl::unexpected<Error>(json.error());
    }
    HERMES_ASSIGN(const HostClaim claim, parseClaim(*json));
    return std::optional<HostClaim>(claim);
}

static tl::unexpected<Error> ownedByOther(const HostLink &link, const QString &platform)
{
    return fail(ErrorKind::Conflict,
        translate("Claim", "Host %1 belongs to another registry (platform %2).").arg(link.host.name, platform), {},
        translate("Claim", "Use that registry, or, if it is lost, adopt its platform with --adopt-platform %1.")
            .arg(platform));
}

static tl::unexpected<Error> fenced(const HostLink &link, int there, int known)
{
    return fail(ErrorKind::Conflict,
        translate("Claim", "Host %1 was taken over by a newer copy of this registry (claim %2, ours is %3).")
            .arg(link.host.name)
            .arg(there)
            .arg(known),
        reasons::fenced,
        translate("Claim", "Work with the newer registry; this one does nothing on the host any more."));
}

/// Anything of another platform on the engine also says that somebody owns this host.
static Status refuseForeignResources(const HostLink &link, const Call &call)
{
    HERMES_ASSIGN(const auto containers, link.engine->listContainers({u"hermes.managed=1"_s}, call));
    for (const auto &container : containers) {
        const QString platform = container.labels.value(u"hermes.platform"_s);
        if (platform != link.platform)
            return ownedByOther(link, platform);
    }
    HERMES_ASSIGN(const auto volumes, link.engine->listVolumes({u"hermes.managed=1"_s}, call));
    for (const auto &volume : volumes) {
        const QString platform = volume.labels.value(u"hermes.platform"_s);
        if (platform != link.platform)
            return ownedByOther(link, platform);
    }
    return {};
}

Result<HostClaim> claimHost(const HostLink &link, int known, bool takeOver, const Call &call)
{
    HERMES_ASSIGN(const auto there, readClaim(*link.files, call));
    if (there && there->platform != link.platform)
        return ownedByOther(link, there->platform);
    if (there && takeOver) {
        const HostClaim next{link.platform, there->number + 1};
        HERMES_TRY(link.files->write(hostpaths::claim, writeClaim(next), 0600, call));
        return next;
    }
    if (there) {
        // A host row without a claim yet (known 0) meets its own earlier claim when the host was removed and added
        // again.
        if (known > 0 && there->number > known)
            return fenced(link, there->number, known);
        return *there;
    }
    HERMES_TRY(refuseForeignResources(link, call));
    const HostClaim first{link.platform, std::max(known, 1)};
    const auto created = link.files->createExclusive(hostpaths::claim, writeClaim(first), 0600, call);
    if (!created && created.error().kind != ErrorKind::Conflict)
        return tl::unexpected<Error>(created.error());
    // Whoever was first owns it, also when our own call's answer was lost.
    HERMES_ASSIGN(const auto winner, readClaim(*link.files, call));
    if (!winner)
        return fail(
            ErrorKind::Remote, translate("Claim", "The claim of host %1 could not be written.").arg(link.host.name));
    if (winner->platform != link.platform)
        return ownedByOther(link, winner->platform);
    return *winner;
}

Status checkClaim(const HostLink &link, int known, const Call &call)
{
    HERMES_ASSIGN(const auto there, readClaim(*link.files, call));
    if (!there)
        return fail(ErrorKind::Conflict,
            translate("Claim", "Host %1 no longer carries this registry's claim.").arg(link.host.name), {},
            translate("Claim", "Find out who removed %1 on the host; add the host again if it is yours.")
                .arg(hostpaths::claim));
    if (there->platform != link.platform)
        return ownedByOther(link, there->platform);
    if (there->number > known)
        return fenced(link, there->number, known);
    return {};
}

Status releaseClaim(const HostLink &link, const Call &call)
{
    HERMES_ASSIGN(const auto there, readClaim(*link.files, call));
    if (!there || there->platform != link.platform)
        return {};
    return link.files->remove(hostpaths::claim, call);
}

} // namespace hermes
