#pragma once

#include "hostlink.h"

namespace hermes {

/// Gives the loop a working link to a host: connected, engine pinned, claim checked. Seam: SSH in the program,
/// simulated hosts in the tests.
class HostLinks {
public:
    virtual ~HostLinks() = default;
    /// Errors say why nothing can be done there now: Network, Timeout, Auth, HostKey; Conflict: claimed by another
    /// registry, or another engine.
    [[nodiscard]] virtual Result<std::shared_ptr<HostLink>> link(const QString &hostId, const Call &call) = 0;
    /// Whether link() would answer at once. Never waits.
    [[nodiscard]] virtual bool isReady(const QString &hostId) const = 0;
    /// A call over a link was not answered in time.
    virtual void suspect(const QString & /*hostId*/) { }
    /// What the host takes has changed since its link was made, by another process perhaps: the next link() makes one.
    virtual void renew(const QString & /*hostId*/) { }
};

} // namespace hermes
