#pragma once

#include "hostlink.h"

namespace hermes::containers {

/// A home on its way from one host to another.
struct HomeMove {
    std::shared_ptr<HostLink> source;
    std::shared_ptr<HostLink> target;
    Tenant tenant;
    Tier sourceTier = Tier::Container; ///< of the home there; another than the tenant's: it becomes that on the way
    QString sourceImage; ///< id of an image on the source in which its home can be read; empty: nothing was ever there
    std::function<void(const QString &)> note; ///< how far it is; may be empty
};

/// Copies a home as it is now to where it arrives on the target, while its agent may go on writing: what changes
/// meanwhile is copied again by moveHome(). Repeatable: only what differs is sent.
[[nodiscard]] Status copyHome(const HomeMove &move, const Call &call);

/// Moves the home of a tenant that runs nowhere: sends what differs, compares every file's hash, size, mode and owner
/// on both hosts, takes archive and secrets along in the same way, and only then gives it its name on the target. The
/// source keeps all of it; see wipeLeftHome(). Where source and target are one host, which a tenant of another tier
/// stays on, the old home goes once the new one was verified. Repeatable, also after it was done.
[[nodiscard]] Status moveHome(const HomeMove &move, const Call &call);

/// Ends what a moved tenant left on a host: home, archive, secrets, its file, and what arrived there of an unfinished
/// move. Refuses (Conflict) where the tenant has come back in its generation or a later one, which is judged on the
/// host in the moment of the deletion: a process that slept through the tenant's return destroys nothing.
[[nodiscard]] Status wipeLeftHome(
    const std::shared_ptr<HostLink> &link, const Tenant &tenant, const QString &imageId, const Call &call);

} // namespace hermes::containers
