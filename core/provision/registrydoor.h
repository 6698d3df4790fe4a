#pragma once

#include "accessstore.h"
#include "hostlogin.h"

namespace hermes {

/// What leads to the registry, in the order in which one stands on the other.
struct RegistryDoor {
    std::unique_ptr<ssh::Connection> connection; ///< of the machine that the address says to go through
    std::unique_ptr<ssh::Forward> tunnel;
    std::unique_ptr<Registry> registry;
};

/// Opens the registry that the options name. Where its address says `via`, by SSH with what this computer knows of that
/// machine: its key must be in `knownHosts`, and a host of the same address in `access` says how to log in (else the
/// agent). Errors: as Registry::open() and ssh::Connection::connect().
[[nodiscard]] Result<RegistryDoor> openRegistry(const FleetOptions &options, const AccessStore &access,
    std::shared_ptr<ssh::KnownHosts> knownHosts, const Clock &clock, Random &random);

} // namespace hermes
