#pragma once

#include "fleet.h"
#include "homeadopt.h"
#include "hostlink.h"
#include "registry.h"

namespace hermes {

/// Something on a host that was made by hand, and what adopting it takes.
struct AdoptCandidate {
    Fleet::Adoptable told;
    docker::ContainerDetails container;
    containers::AdoptedHome home;
};

/// What there is on the host; with `only` the container of that name or id, or that directory. With `profileList`, a
/// file of the host, what that list names (or of it the profile, container or directory `only`): also what is not
/// there any more, with an obstacle that says so. Errors: Invalid for a file that is no such list; those of the host.
[[nodiscard]] Result<QList<AdoptCandidate>> findAdoptables(
    Registry &registry, HostLink &link, const QString &only, const QString &profileList, const Call &call);

} // namespace hermes
