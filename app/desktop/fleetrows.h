#pragma once

#include "fleet.h"
#include "rows.h"

// Core's structs as the rows that the window draws. Pure.

namespace hermes::desktop {

[[nodiscard]] TenantRow tenantRow(const hermes::TenantRow &row);
[[nodiscard]] HostRow hostRow(const hermes::HostRow &row);
[[nodiscard]] TenantDetail tenantDetail(const hermes::TenantDetails &details);
[[nodiscard]] HostDetail hostDetail(const hermes::HostRow &row);
/// What a bind login looks like after `event`; "problem" tells what holds it up, and empty that this is over.
[[nodiscard]] BindFacts bindFacts(const BindFacts &before, const BindEvent &event, qint64 nowMs);
/// A line of Hermes' gateway.log ("2026-05-15 13:41:02,123 INFO gateway.run: text", UTC).
[[nodiscard]] LogLine logLine(const QByteArray &line);
/// A verb of core's plan as a sentence.
[[nodiscard]] PlanStep planStep(const hermes::PlanStep &step);

} // namespace hermes::desktop
