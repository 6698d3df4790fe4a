#pragma once

#include "fleet.h"
#include "orderrows.h"
#include "rows.h"

// Core's structs as the rows that the window draws, and back. Pure.

namespace hermes::desktop {

[[nodiscard]] TenantRow tenantRow(const hermes::TenantRow &row);
[[nodiscard]] HostRow hostRow(const hermes::HostRow &row);
[[nodiscard]] TenantDetail tenantDetail(const hermes::TenantDetails &details);
[[nodiscard]] HostDetail hostDetail(const hermes::HostRow &row);
/// The newest line of `audit` (newest first) in which this key of `host` was trusted.
[[nodiscard]] std::optional<AuditRow> trustedBy(
    const QList<AuditRow> &audit, const QString &host, const QString &fingerprint);
/// What a bind login looks like after `event`; "problem" tells what holds it up, and empty that this is over.
[[nodiscard]] BindFacts bindFacts(const BindFacts &before, const BindEvent &event, qint64 nowMs);
/// A line of Hermes' gateway.log ("2026-05-15 13:41:02,123 INFO gateway.run: text", UTC).
[[nodiscard]] LogLine logLine(const QByteArray &line);
/// A line of a container's own log as Docker gives it, with its time before it ("2026-05-15T13:41:02.123456789Z text").
[[nodiscard]] LogLine containerLine(const QByteArray &line);
using LogSink = std::function<void(const QByteArray &line)>;
/// The end of a tenant's log: Hermes' gateway.log, or, where that cannot be read (its container has ended) or says
/// nothing yet, the container's own. `read` reads one of both by core's name of the source.
[[nodiscard]] Result<QList<LogLine>> logTail(const std::function<Status(const QString &source, const LogSink &)> &read);
/// A verb of core's plan as a sentence.
[[nodiscard]] PlanStep planStep(const hermes::PlanStep &step);
/// What the person asked for, in core's words.
[[nodiscard]] ProvisionRequest requestFrom(const NewTenant &wanted, const QMap<QString, Secret> &secrets);
[[nodiscard]] HostInput inputFrom(const HostDraft &draft);
/// What differs, and nothing else.
[[nodiscard]] HostSettings settingsFrom(const HostLimits &before, const HostLimits &after);
/// What people did with a host, the newest first, of the lines of `audit`.
[[nodiscard]] QList<JournalEntry> hostEvents(const QList<AuditRow> &audit, const QString &host);
[[nodiscard]] DrainFacts drainFacts(const DrainView &view);
[[nodiscard]] AdoptableRow adoptableRow(const Fleet::Adoptable &found);
[[nodiscard]] Fleet::AdoptRequest adoptRequest(const AdoptWish &wish);
[[nodiscard]] OrderRow orderRow(const OrderView &view);
[[nodiscard]] QList<OrderRow> orderRows(const QList<OrderView> &views);
/// What a person can look through of it, and how many there are besides. Neither configured nor serial.
[[nodiscard]] OrderBoard orderBoard(const OrderDesk::Board &board, qint64 nowMs);
/// `actor`: as whom this window is written into the audit.
[[nodiscard]] OrderCard orderCard(const hermes::OrderCard &card, const QString &actor);

} // namespace hermes::desktop
