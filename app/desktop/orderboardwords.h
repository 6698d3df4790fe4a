#pragma once

#include "orderrows.h"
#include "records.h"

namespace hermes::desktop {

/// They say the same, whenever each was read.
[[nodiscard]] bool isSameNews(const OrderBoard &a, const OrderBoard &b);
/// "9, median 1:31, slowest 4:07": how many were delivered today and how long they took.
[[nodiscard]] QString deliveredWords(const OrderBoard &board);
/// "Paid, not delivered" on the Tenants page, before anything is known.
[[nodiscard]] MetricRecord paidCard();
/// The same of a board of which `late` wait for too long.
[[nodiscard]] MetricRecord paidCard(const OrderBoard &board, int late, qint64 nowMs);

} // namespace hermes::desktop
