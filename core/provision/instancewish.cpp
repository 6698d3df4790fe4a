#include "instancewish.h"

#include "containerspec.h"
#include "hosturls.h"

namespace hermes {

using namespace Qt::StringLiterals;
using payments::InstanceState;

namespace {

/// Nothing where nobody knows how it is, or will be in a moment.
std::optional<InstanceState> stateOf(const Tenant &tenant)
{
    switch (tenant.phase) {
    case Phase::Ready:
    case Phase::Degraded:
        return InstanceState::Ready;
    case Phase::BindWait:
        return InstanceState::WaitingForScan;
    case Phase::Paused:
        return InstanceState::Stopped;
    case Phase::Blocked:
        return InstanceState::Failed;
    case Phase::Gone:
        return InstanceState::Gone;
    case Phase::Backoff:
    case Phase::Unknown:
        return {};
    default:
        return tenant.presence == Presence::Present ? std::optional(InstanceState::Provisioning) : std::nullopt;
    }
}

} // namespace

payments::InstanceWish instanceWish(
    const payments::PlatformMap &map, const Tenant &tenant, const Ports &ports, const Host *host)
{
    payments::InstanceWish wish;
    if (const auto state = stateOf(tenant))
        wish.status = map.instanceWord(*state);
    if (tenant.phase == Phase::Gone) {
        // Its port will be another one's.
        wish.baseUrl = u""_s;
        wish.hostPort = 0;
        return wish;
    }
    wish.externalRef = tenant.tier == Tier::Container ? containers::containerName(tenant.name) : tenant.name;
    const QString url = host ? dashboardUrl(*host, ports.dashboard) : QString();
    if (!url.isEmpty()) {
        wish.baseUrl = url;
        wish.hostPort = ports.dashboard;
    }
    return wish;
}

} // namespace hermes
