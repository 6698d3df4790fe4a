#pragma once

#include "hostlink.h"
#include "secret.h"

namespace hermes {

/// Keys of `.env` that wait on the host, in a file of its own (0600), until a tenant's home is written.
[[nodiscard]] Status storePlanSecrets(
    const HostLink &link, const QString &tenantId, const QMap<QString, Secret> &secrets, const Call &call);
/// None if there is no such file.
[[nodiscard]] Result<QMap<QString, Secret>> planSecrets(
    const HostLink &link, const QString &tenantId, const Call &call);

} // namespace hermes
