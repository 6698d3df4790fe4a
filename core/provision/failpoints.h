#pragma once

#include <QStringList>

namespace hermes {

/// Every name that core passes to failpoint(): of each action of the loop "ACTION.before" its effect (the operation is
/// committed), "ACTION.after" it, and "ACTION.replied" (its end is journaled, the tenant's status is not);
/// "credentials.before" and ".after" they are on the host's disk, "binding.before" and ".after" it is recorded.
[[nodiscard]] QStringList failpointNames();

} // namespace hermes
