#pragma once

#include "accessstore.h"
#include "connection.h"
#include "fleet.h"
#include "knownhosts.h"

namespace hermes {

/// A connection that logs in with `access` and asks `options` for the secrets that this takes; it is not begun yet.
/// Where a jump host leads there, through a connection to that one, which logs in as `store` says, and so on. Errors:
/// Invalid for a jump host that is not known, or a way that goes round in a circle.
[[nodiscard]] Result<std::unique_ptr<ssh::Connection>> connectionTo(const HostAccess &access, const AccessStore &store,
    std::shared_ptr<ssh::KnownHosts> knownHosts, const FleetOptions &options);

/// What leads there through the jump hosts; itself nothing where there are none. Errors as connectionTo().
[[nodiscard]] Result<ssh::Target::Way> wayTo(const HostAccess &access, const AccessStore &store,
    const std::shared_ptr<ssh::KnownHosts> &knownHosts, const FleetOptions &options);

/// The hosts that are gone through to get there, the last one first. Errors as connectionTo().
[[nodiscard]] Result<QList<HostAccess>> jumpsTo(const HostAccess &access, const AccessStore &store);

} // namespace hermes
