#pragma once

#include "connection.h"
#include "fleet.h"
#include "knownhosts.h"

namespace hermes {

/// A connection that logs in with `access` and asks `options` for the secrets that this takes; it is not begun yet.
[[nodiscard]] std::unique_ptr<ssh::Connection> connectionTo(
    const HostAccess &access, std::shared_ptr<ssh::KnownHosts> knownHosts, const FleetOptions &options);

} // namespace hermes
