#pragma once

#include "result.h"

#include <QStringList>

namespace hermes::cli {

/// A QR code as lines of text: two modules a character, explicitly black on white whatever the terminal's colours are,
/// with the 4 white modules around it that the standard asks for.
struct TerminalQr {
    QStringList lines; ///< with ANSI colours
    int columns = 0; ///< width of each line on the screen
};
/// Errors: Invalid, if the content is longer than a code can hold.
[[nodiscard]] Result<TerminalQr> drawQr(const QString &content);

} // namespace hermes::cli
