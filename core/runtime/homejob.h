#pragma once

#include "hostlink.h"

namespace hermes::containers {

/// The home's labelled volume over `<data root>/homes/<tenant id>`, made if it is missing; an existing one must really
/// point there (Docker answers 201 and keeps the old device).
[[nodiscard]] Status ensureHomeVolume(const HostLink &link, const Tenant &tenant, const Call &call);

/// Runs `script` in a one-shot container on the tenant's home and waits for it. `archiveDirectory`, if given, is
/// mounted as /archive. Leaves no container behind; one that a dead process left is removed first. Errors: Remote with
/// the script's own words when it exits other than 0.
[[nodiscard]] Status runJob(const HostLink &link, const Tenant &tenant, const QString &script,
    const QString &archiveDirectory, const Call &call);

} // namespace hermes::containers
