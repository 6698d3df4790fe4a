#pragma once

#include "orderrecords.h"
#include "orderrows.h"

namespace hermes::desktop {

/// The witnesses as the pane draws them.
[[nodiscard]] QList<OrderFactRecord> orderFactLines(const QList<OrderFact> &facts);
/// "amount equal", or "amounts differ" where it does not hold.
[[nodiscard]] QList<OrderGuardRecord> orderGuardLines(const QList<OrderGuard> &guards);
/// Some of them are not of the day of `nowMs`.
[[nodiscard]] bool areOfOtherDays(const QList<OrderAttempt> &attempts, qint64 nowMs);
/// Who did what about it, the newest first; `dated`: with the day.
[[nodiscard]] QList<LineRecord> orderAttemptLines(const QList<OrderAttempt> &attempts, bool dated);
/// Plan, numbers, and whose it is; what is personal only where `personal` is asked for.
[[nodiscard]] QList<FactRecord> orderDetails(const OrderRow &row, bool personal);

} // namespace hermes::desktop
