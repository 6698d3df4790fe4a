#pragma once

#include "connection.h"
#include "model.h"

namespace hermes {

/// What `free` and `df` would say on the host, of its memory and of the file systems that hold these directories (or
/// will, where there is none yet): of several, the one that has least left, for a tenant needs all of them. Zeros where
/// it cannot be told; measuredAt is left alone.
[[nodiscard]] Result<HostRoom> measureRoom(
    ssh::Connection &connection, const QStringList &directories, const Call &call);

/// The same from what the host printed: lines of /proc/meminfo, then of `df -Pk` for each directory. Pure.
[[nodiscard]] HostRoom readRoom(const QByteArray &printed);

} // namespace hermes
