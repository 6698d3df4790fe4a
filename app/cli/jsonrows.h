#pragma once

#include "fleet.h"

#include <QJsonArray>
#include <QJsonObject>

/// The fleet's structs as `--json` prints them (docs/cli-json.md). Keys are always there; what is unknown is null.
/// Pure.
namespace hermes::cli {

[[nodiscard]] QJsonValue textOrNull(const QString &text);
/// ISO 8601 in UTC with milliseconds; null for 0.
[[nodiscard]] QJsonValue timeOrNull(qint64 wallMs);

[[nodiscard]] QJsonObject tenantJson(const TenantRow &row);
[[nodiscard]] QJsonObject tenantDetailsJson(const TenantDetails &details);
[[nodiscard]] QJsonObject hostJson(const HostRow &row);
/// The row of a command that may be repeated.
[[nodiscard]] QJsonObject withUnchanged(QJsonObject row, bool unchanged);
[[nodiscard]] QJsonArray checksJson(const QList<Check> &checks);
[[nodiscard]] QJsonObject planJson(const QList<PlanStep> &steps);
/// The last line of a login: the tenant's row and whether it was ready before; null in the lines before it.
struct BindEnd {
    TenantRow row;
    bool unchanged = false;
};
[[nodiscard]] QJsonObject bindEventJson(
    const QString &tenant, const BindEvent &event, qint64 nowMs, const BindEnd *end = nullptr);

} // namespace hermes::cli
