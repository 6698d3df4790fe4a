#pragma once

#include "records.h"
#include "rows.h"

// What the pane of a tenant shows, line by line. Pure.

namespace hermes::desktop {

/// `stale`: time does not go on.
[[nodiscard]] QList<TimelineRecord> timelineLines(const TenantDetail &detail, qint64 nowMs, bool stale);
[[nodiscard]] QList<FactRecord> tenantFacts(const TenantRow &row, const TenantDetail &detail);
/// What destroying it removes.
[[nodiscard]] QList<FactRecord> removedFacts(const TenantRow &row);
[[nodiscard]] QList<FactRecord> weixinFacts(const TenantRow &row, const TenantDetail &detail, qint64 nowMs);
/// Empty unless the phase asks for a person; what is wrong comes first.
[[nodiscard]] QList<StatusRecord> conditionLines(const TenantRow &row, const TenantDetail &detail);

} // namespace hermes::desktop
