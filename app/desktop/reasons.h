#pragma once

#include "records.h"
#include "rows.h"

namespace hermes::desktop {

/// What a person reads and may do when a tenant is blocked, degraded or out of sight.
struct ReasonCard {
    bool shown = false;
    QString tone;
    QString icon;
    QString title;
    QString text;
    QString code; ///< the mono line: code and since when
    QList<ActionRecord> actions; ///< the proposed one first
    QString wouldTitle; ///< "Restart would"
    QStringList would; ///< what the proposed action does, step by step
};

[[nodiscard]] ReasonCard reasonCard(const TenantRow &row, qint64 nowMs);

/// The buttons of the pane for the tenant's phase; `first` are shown, `more` are in the menu.
struct TenantActions {
    QList<ActionRecord> first;
    QList<ActionRecord> more;
};
[[nodiscard]] TenantActions tenantActions(const TenantRow &row, bool writable);

/// The button of one verb, with its word and icon.
[[nodiscard]] ActionRecord tenantAction(const QString &verb, const QString &kind = QStringLiteral("secondary"));

/// The verbs that make sense in a phase (for several tenants at once).
[[nodiscard]] bool verbFits(const QString &verb, const QString &phase);

} // namespace hermes::desktop
