#pragma once

#include "model.h"
#include "platformmap.h"

namespace hermes {

/// What the platform is told of a tenant in its row of an instance, and in its words. `host`: null where it has none.
/// Pure.
[[nodiscard]] payments::InstanceWish instanceWish(
    const payments::PlatformMap &map, const Tenant &tenant, const Ports &ports, const Host *host);

} // namespace hermes
