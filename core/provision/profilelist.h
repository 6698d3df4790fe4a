#pragma once

#include "hostfiles.h"

namespace hermes {

/// One row of a list of profiles that was kept by hand before this program: the table `hermes_profiles` of a SQLite
/// file, as the platform's plan has it. What a file does not have is empty.
struct ListedProfile {
    QString name;
    QString userId; ///< whose it is; empty: a test's
    QString status; ///< running, stopped, error, as it was last written
    QString containerId;
    QString path; ///< directory on the host
};

/// Reads a copy of the file (and of its log, where it has one), by name. Errors: NotFound; Invalid for a file that is
/// no such list; those of the host.
[[nodiscard]] Result<QList<ListedProfile>> readProfileList(
    ssh::HostFiles &files, const QString &path, const Call &call);

} // namespace hermes
