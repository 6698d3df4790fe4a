#pragma once

#include "fleet.h"
#include "jsonrows.h"

/// Orders as `--json` (docs/cli-json.md) and as text. Pure.
namespace hermes::cli {

[[nodiscard]] QJsonObject orderJson(const OrderView &view, qint64 nowMs);
/// Keys of a hand-off; null where there is none.
[[nodiscard]] QJsonValue handOffJson(const OrderView &view);
[[nodiscard]] QJsonObject refundJson(const payments::RefundAnswer &refund);
/// What the platform's backend is told; `service.row` is there.
[[nodiscard]] QJsonObject serviceJson(const Fleet::Service &service);
[[nodiscard]] QStringList serviceLines(const Fleet::Service &service);
[[nodiscard]] QJsonObject orderCardJson(const OrderCard &card, qint64 nowMs);
[[nodiscard]] QStringList orderTable(const QList<OrderView> &views, qint64 nowMs);
[[nodiscard]] QStringList orderCardLines(const OrderCard &card, qint64 nowMs);

} // namespace hermes::cli
