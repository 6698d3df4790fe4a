#pragma once

#include "hostlink.h"
#include "registry.h"

/// Keys of a tenant's own (of a model gateway, say), which a program of the host issues and revokes:
/// hostpaths::keyHook. docs/tenant-keys.md is its contract; both verbs can be done again.
namespace hermes::keyhook {

struct Issued {
    QMap<QString, Secret> env; ///< keys of .env
    QJsonObject ids; ///< no secret: by what they are revoked, and what the platform calls them
};

[[nodiscard]] Result<bool> isThere(const HostLink &link, const Call &call);
/// Errors: Remote (it failed, or printed something else than its contract has).
[[nodiscard]] Result<Issued> issue(
    const HostLink &link, const Tenant &tenant, const Registry::Keys &keys, const Call &call);
[[nodiscard]] Status revoke(const HostLink &link, const Tenant &tenant, const Registry::Keys &keys, const Call &call);

} // namespace hermes::keyhook
