#pragma once

#include <QString>

// Pieces of statements.

namespace hermes {

/// "(?, ?, …)" for `count` values.
[[nodiscard]] QString placeholders(qsizetype count);
/// Of `like ? escape '!'`: whatever has `text` in it as it is written.
[[nodiscard]] QString likePattern(const QString &text);

} // namespace hermes
