#pragma once

#include "fleet.h"

#include <QStringList>

/// Hosts as a person reads them.
namespace hermes::cli {

[[nodiscard]] QStringList hostTable(const QList<HostRow> &hosts);
[[nodiscard]] QStringList hostSheet(const HostRow &row);

} // namespace hermes::cli
