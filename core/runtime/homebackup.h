#pragma once

#include "hostlink.h"

namespace hermes::containers {

/// The files of an archive that a home can be restored from, newest backup first: `backup-<UTC>.tar.gz`, then
/// `before-restore-g<N>.tar.gz` and `home-g<N>.tar.gz`, highest N first. Anything else is left out. Pure.
[[nodiscard]] QStringList restorable(const QStringList &archived);

struct Backup {
    QString file; ///< name in the tenant's archive
    qint64 bytes = 0;
    qint64 frozenMs = 0; ///< how long its agent stood still; 0: it did not run
};

/// Copies the home into the archive as `backup-<UTC>.tar.gz` (0600, owned by the SSH user) and reads the copy back. A
/// running container is paused while the home is read, so that the copy is of one moment, and goes on before it is
/// compressed; should this process die meanwhile, the loop unpauses it. Of older backups the newest `keep` - 1 stay.
/// `nowMs`: UTC.
[[nodiscard]] Result<Backup> backUpHome(const std::shared_ptr<HostLink> &link, const Tenant &tenant, qint64 nowMs,
    int keep, const std::function<void(const QString &)> &note, const Call &call);

/// The home becomes what `tenant.restoreFrom` holds, compared file by file; what it was is kept as
/// `before-restore-g<generation>.tar.gz`. Nothing may run. Repeatable: both archives stay, so that it begins anew
/// after any interruption, and once it was done for this generation it does nothing. Errors: Invalid where there is no
/// such file, or it cannot be read; the home is untouched then.
[[nodiscard]] Status restoreHome(const std::shared_ptr<HostLink> &link, const Tenant &tenant, const Call &call);

} // namespace hermes::containers
