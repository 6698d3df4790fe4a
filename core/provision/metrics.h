#pragma once

#include "fleet.h"
#include "orderdesk.h"

namespace hermes {

/// What is known of a fleet at one moment, for a monitoring system.
struct Measures {
    QList<TenantRow> tenants;
    QList<HostRow> hosts;
    QList<Registry::OperationCount> operations;
    std::optional<OrderDesk::Board> orders = {}; ///< nothing: no platform is known
    int workers = 0; ///< live ones on this registry
    qint64 turns = 0; ///< of this process's loop since it started
    qint64 failedTurns = 0;
    qint64 turnMs = 0;
    qint64 nowMs = 0;
};

/// Prometheus text exposition format 0.0.4 (prometheus.io/docs/instrumenting/exposition_formats). Hermes itself exposes
/// no metrics: all of these are derived from what the loop observed. No secret and no personal data but tenant names.
/// Pure.
[[nodiscard]] QByteArray metricsText(const Measures &measures);

} // namespace hermes
