#pragma once

#include "model.h"

#include <QJsonObject>

namespace hermes {

/// The audit as files and pipes have it, for the command line and the window alike. Pure.

/// Who did it, and the fingerprint of the SSH key, where it is known.
[[nodiscard]] QString auditName(const AuditRow &row);
[[nodiscard]] QString auditKey(const AuditRow &row);
/// The first line of a CSV file, without its end.
[[nodiscard]] QString auditCsvHead();
/// RFC 4180, without the line's end. No spreadsheet takes a field for a formula, and a field is one line of what can be
/// seen.
[[nodiscard]] QString auditCsvLine(const AuditRow &row);
/// Keys are always there; what is unknown is null.
[[nodiscard]] QJsonObject auditJson(const AuditRow &row);

} // namespace hermes
