#pragma once

#include "jobrows.h"
#include "rows.h"

namespace hermes::desktop {

/// The invented fleet of the design pictures: 42 tenants on 5 hosts, as they are at `nowMs`. Nothing in it is real.
struct DemoFleet {
    QList<TenantRow> tenants;
    QList<HostRow> hosts;

    [[nodiscard]] static DemoFleet at(qint64 nowMs);
    [[nodiscard]] static TenantDetail detailOf(const TenantRow &row, qint64 nowMs);
    [[nodiscard]] static QList<LogLine> logOf(const TenantRow &row, qint64 nowMs);
    [[nodiscard]] static HostDetail detailOf(const HostRow &row, qint64 nowMs);
    /// The standard one.
    [[nodiscard]] static QString image();
    /// Empty: it never had another.
    [[nodiscard]] static QString formerImage(const TenantRow &row);
    [[nodiscard]] static QList<BackupRow> backupsOf(const TenantRow &row, qint64 nowMs);
    [[nodiscard]] static QList<PlanRow> plans();
    [[nodiscard]] static QList<PlanStep> stepsOf(const NewTenant &request);
    /// The one with most room first.
    [[nodiscard]] static QList<Placement> placementsOn(const QList<HostRow> &hosts);
    [[nodiscard]] static QList<HostCheck> checks();
    /// What stop, restart, rebind, destroy or movehere would do.
    [[nodiscard]] static QList<PlanStep> stepsOf(const QString &verb, const TenantRow &row);
    [[nodiscard]] static QList<PlanStep> moveSteps(const TenantRow &row, const QString &host);
    static void countOn(HostRow &host, const QList<TenantRow> &tenants);
    /// What runs on a host and was made by hand.
    [[nodiscard]] static QList<AdoptableRow> adoptableOn(const QString &host);
    [[nodiscard]] static QList<PlanStep> adoptSteps(const AdoptWish &wish);
    [[nodiscard]] static LeakBoard leaksAt(qint64 nowMs, bool repaired);
};

} // namespace hermes::desktop
