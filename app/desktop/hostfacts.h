#pragma once

#include "records.h"
#include "rows.h"

// A host's detail as the lines of its pane.

namespace hermes::desktop {

[[nodiscard]] QList<StatusRecord> serviceLines(const HostDetail &detail);
/// Memory, disk, load and ports, as far as they are known.
[[nodiscard]] QList<FactRecord> resourceFacts(const HostDetail &detail);
[[nodiscard]] QList<FactRecord> trustFacts(const HostDetail &detail);

} // namespace hermes::desktop
