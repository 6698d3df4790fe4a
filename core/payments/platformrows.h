#pragma once

#include "db.h"
#include "platformtables.h"

// The columns that are read of the platform's tables, and what reads a row of them.

namespace hermes::payments {

/// The id of the subscription of the order `o`, in the column's own type.
[[nodiscard]] QString linkOf(const PlatformTables &tables);
[[nodiscard]] QString orderColumns(const PlatformTables &tables); ///< of `o`
[[nodiscard]] Order orderOf(const PlatformTables &tables, Row &row);
[[nodiscard]] QString subscriptionColumns(const PlatformTables &tables); ///< of `s`
[[nodiscard]] Subscription subscriptionOf(const PlatformTables &tables, Row &row);
[[nodiscard]] QString instanceColumns(const PlatformTables &tables); ///< of `i`
[[nodiscard]] InstanceRow instanceOf(const PlatformTables &tables, Row &row);

} // namespace hermes::payments
