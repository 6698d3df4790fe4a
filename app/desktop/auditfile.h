#pragma once

#include "audittext.h"
#include "result.h"

#include <functional>

namespace hermes::desktop {

/// Writes the audit into `file` (0600), whole or not at all, as `format` "csv" or "json"; answers how many entries that
/// were. `page` gives those before an id (0: the newest), the newest first, until it gives none. Blocks.
[[nodiscard]] Result<qint64> writeAuditFile(
    const QString &file, const QString &format, const std::function<Result<QList<AuditRow>>(qint64 beforeId)> &page);

} // namespace hermes::desktop
