#pragma once

#include "orderrecords.h"
#include "orderrows.h"

namespace hermes::desktop {

/// The five witnesses as the pane draws them.
[[nodiscard]] QList<OrderFactRecord> orderFactLines(const QList<OrderFact> &facts);
/// "amount equal", or "amounts differ" where it does not hold.
[[nodiscard]] QList<OrderGuardRecord> orderGuardLines(const QList<OrderGuard> &guards);
/// Who did what about it, the newest first.
[[nodiscard]] QList<LineRecord> orderAttemptLines(const QList<OrderAttempt> &attempts);
/// Plan, numbers, and whose it is; what is personal only where `personal` is asked for.
[[nodiscard]] QList<FactRecord> orderDetails(const OrderRow &row, bool personal);

} // namespace hermes::desktop
