#pragma once

#include "asked.h"
#include "engine.h"
#include "hostfiles.h"
#include "httpengine.h"
#include "model.h"

#include <memory>

namespace hermes {

/// Asks a port of the host's loopback over HTTP. Seam: over SSH in the program, simulated in the tests.
class Prober {
public:
    virtual ~Prober() = default;
    [[nodiscard]] virtual Result<docker::HttpAnswer> get(quint16 port, const QString &path, const Call &call) = 0;
};

/// Everything that can be done to one host, as the engine room sees it. All members are thread-safe.
struct HostLink {
    Host host;
    QString platform; ///< our uuid; nothing without it is touched
    std::shared_ptr<docker::Engine> engine;
    std::shared_ptr<ssh::HostFiles> files;
    std::shared_ptr<Prober> prober;
    /// From as many bytes of a home on, it is worth a command on the host to pass beside the engine (decision 010).
    qint64 sidePipesFrom = 16 << 20;
    bool isAtHand = false; ///< no wire between: questions are put one after the other, in the order of the program
};

/// Asks while its caller goes on, as an answer over a wire takes its time. Where the host is at hand, the answer is
/// there when this returns.
template <class F> [[nodiscard]] auto ask(const HostLink &link, F question) -> Asked<std::invoke_result_t<F>>
{
    using Answer = Asked<std::invoke_result_t<F>>;
    return link.isAtHand ? Answer::known(question()) : Answer::ask(std::move(question));
}

/// Paths on a host (facts: ARCHITECTURE, "Where a tenant lives").
namespace hostpaths {
inline const QString claim = QStringLiteral("~/.hermes-admin/platform.json");
/// A home of a container belongs to Hermes' own user, that of a prefab tenant to the SSH user: they never meet. Those
/// of shared tenants are Hermes' own user's too, but the shared container has all of them mounted and no other.
[[nodiscard]] inline QString homes(const Host &host, Tier tier)
{
    return host.dataRoot
        + (tier == Tier::Prefab        ? QStringLiteral("/profiles")
                : tier == Tier::Shared ? QStringLiteral("/shared")
                                       : QStringLiteral("/homes"));
}
[[nodiscard]] inline QString home(const Host &host, const Tenant &tenant)
{
    return homes(host, tenant.tier) + u'/' + tenant.id;
}
/// The directory in which a home arrives that is moved here: it gets its own name once it is whole. Each generation has
/// its own, so that who ends an old one never meets a new one.
inline const QString incomingEnd = QStringLiteral(".incoming");
[[nodiscard]] inline QString incomingName(const Tenant &tenant)
{
    return QStringLiteral("%1.g%2").arg(tenant.id).arg(tenant.generation) + incomingEnd;
}
/// A home that has become one of another tier on the same host, and is being cleared away.
inline const QString leftEnd = QStringLiteral(".left");
/// The tenant whose home, or part of one, a directory among the homes is.
[[nodiscard]] inline QString ownerOfHome(const QString &name)
{
    return name.endsWith(incomingEnd) || name.endsWith(leftEnd) ? name.section(u'.', 0, 0) : name;
}
[[nodiscard]] inline QString tenantFile(const Host &host, const QString &tenantId)
{
    return host.dataRoot + QStringLiteral("/tenants/") + tenantId + QStringLiteral(".json");
}
[[nodiscard]] inline QString secrets(const Host &host, const QString &tenantId)
{
    return host.dataRoot + QStringLiteral("/secrets/") + tenantId + QStringLiteral(".env");
}
/// The host's own program that issues keys to tenants: see keyhook.h.
[[nodiscard]] inline QString keyHook(const Host &host)
{
    return host.dataRoot + QStringLiteral("/hooks/tenant-keys");
}
/// The platform's own program that takes a payment which it missed (docs/payments.md).
[[nodiscard]] inline QString redriveHook(const Host &host)
{
    return host.dataRoot + QStringLiteral("/hooks/redrive-payment");
}
[[nodiscard]] inline QString archives(const Host &host)
{
    return host.dataRoot + QStringLiteral("/archive");
}
[[nodiscard]] inline QString archive(const Host &host, const QString &tenantId)
{
    return archives(host) + u'/' + tenantId;
}
} // namespace hostpaths

} // namespace hermes
