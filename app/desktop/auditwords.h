#pragma once

#include "auditrows.h"

namespace hermes::desktop {

/// What was done, in words; the code itself where it is not known here.
[[nodiscard]] QString auditVerbWords(const QString &verb);
/// Times of the day of `nowMs` are told without it.
[[nodiscard]] AuditRecord auditRecord(const AuditRow &row, qint64 nowMs);
/// All that one entry says.
[[nodiscard]] QList<FactRecord> auditFacts(const AuditRow &row);

} // namespace hermes::desktop
