#pragma once

#include <QString>

namespace hermes::desktop {

/// An amount as people read it, grouped as in the language in use: "¥1,280.00", "JP¥1,280", "KWD 1.234", "−¥5.00".
/// Of a currency that is not known here nobody can say how many digits its minor unit has; a guess could be wrong by a
/// factor of a hundred: "XTS 128,000 (minor units)".
[[nodiscard]] QString formatMoney(qint64 minor, const QString &currency);

} // namespace hermes::desktop
