#pragma once

#include <QString>

namespace hermes {

/// "4200…8817": an id of a customer or payment for whoever only looks at the screen; of a short one fewer letters,
/// never all.
[[nodiscard]] QString maskedId(const QString &id);

} // namespace hermes
