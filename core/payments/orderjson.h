#pragma once

#include "platformdb.h"

namespace hermes::payments {

/// What is kept of an order between two looks at the platform. The same facts give the same text.
[[nodiscard]] QString factsToJson(const OrderFacts &facts);
[[nodiscard]] OrderFacts factsFromJson(const QString &json);

[[nodiscard]] QString answerToJson(const WechatAnswer &answer);
/// Nothing for an empty text.
[[nodiscard]] std::optional<WechatAnswer> answerFromJson(const QString &json);
[[nodiscard]] QString refundToJson(const RefundAnswer &answer);
/// Nothing for an empty text.
[[nodiscard]] std::optional<RefundAnswer> refundFromJson(const QString &json);

} // namespace hermes::payments
