#pragma once

#include "fleet.h"

#include <QStringList>

/// Tenants as a person reads them.
namespace hermes::cli {

[[nodiscard]] QStringList tenantTable(const QList<TenantRow> &tenants);
[[nodiscard]] QStringList tenantSheet(const TenantDetails &details);
/// One sentence: where it is and what it waits for.
[[nodiscard]] QString tenantSentence(const TenantRow &row);

} // namespace hermes::cli
