#pragma once

#include "hostlink.h"

namespace hermes {

/// The host's claim, `~/.hermes-admin/platform.json`: which registry owns it.
struct HostClaim {
    QString platform;
    int number = 0;
};

[[nodiscard]] QByteArray writeClaim(const HostClaim &claim);
[[nodiscard]] Result<HostClaim> parseClaim(const QByteArray &json);

/// Reads the claim; nothing if the host is unclaimed.
[[nodiscard]] Result<std::optional<HostClaim>> readClaim(ssh::HostFiles &files, const Call &call);

/// Makes the host ours, or finds that it is. `takeOver` (the operator typed --adopt-platform with this registry's uuid)
/// writes number + 1 over an equal platform. Errors: Conflict (exit 4) naming the other platform, also when the engine
/// carries anything of another one; Conflict FENCED when the host's number is higher than `known`.
[[nodiscard]] Result<HostClaim> claimHost(const HostLink &link, int known, bool takeOver, const Call &call);

/// Checks at every connection and resync that the host is still ours.
[[nodiscard]] Status checkClaim(const HostLink &link, int known, const Call &call);

/// Removes the claim if it is ours.
[[nodiscard]] Status releaseClaim(const HostLink &link, const Call &call);

} // namespace hermes
