#pragma once

#include "connection.h"
#include "model.h"

namespace hermes {

/// What `free` and `df` would say on the host, of its memory and of the file system that holds the data root (or will,
/// where there is none yet). Zeros where it cannot be told; measuredAt is left alone.
[[nodiscard]] Result<HostRoom> measureRoom(ssh::Connection &connection, const QString &dataRoot, const Call &call);

/// The same from what the host printed: lines of /proc/meminfo, then of `df -Pk`. Pure.
[[nodiscard]] HostRoom readRoom(const QByteArray &printed);

} // namespace hermes
