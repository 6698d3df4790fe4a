#pragma once

#include "engine.h"
#include "registry.h"

namespace hermes {

/// What one host has of tenants that a registry may have lost.
struct HostRemains {
    Host host;
    QMap<QString, QByteArray> tenantFiles; ///< by tenant id
    QList<docker::ContainerSummary> containers; ///< ours, role "tenant"
    Plan fallback; ///< limits for a tenant whose file is missing
};

/// A tenant as its registry had it, as far as its host tells.
struct Remembered {
    Tenant tenant;
    Ports ports;
    QString userId; ///< whose login is to be found in the archive; empty: it was never bound
    QStringList notes; ///< what is not as it was
};

/// Joins tenant files and containers: one for each tenant id, by name. A file that cannot be read and has no container
/// is left out and named in `unreadable`. Pure.
[[nodiscard]] QList<Remembered> rememberTenants(const HostRemains &remains, QStringList *unreadable);

/// What one host told, and the directories among its homes.
struct HostTold {
    QList<Remembered> tenants;
    QStringList homes;
};
/// Where each tenant lives, as an index into `hosts`. Of one that was on its way two hosts tell: it lives where a home
/// is that is whole (one that arrives has another name), and where two are, where it came to last. Pure.
[[nodiscard]] QHash<QString, size_t> placesOf(const std::vector<HostTold> &hosts);

} // namespace hermes
