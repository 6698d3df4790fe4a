#include "terminalqr.h"

#include <qrcodegen.hpp>
#include <stdexcept>

namespace hermes::cli {

namespace {

constexpr int quietZone = 4;

// Colours 16 and 231 of the 256-colour cube are black and white in every theme; 0 and 7 are whatever the user made of
// them.
const QString blackOnWhite = QStringLiteral("\x1b[38;5;16;48;5;231m");
const QString resetColours = QStringLiteral("\x1b[0m");

QChar halfBlocks(bool upper, bool lower)
{
    if (upper)
        return QChar(lower ? 0x2588 : 0x2580);
    return lower ? QChar(0x2584) : QLatin1Char(' ');
}

} // namespace

Result<TerminalQr> drawQr(const QString &content)
{
    try {
        const auto code = qrcodegen::QrCode::encodeText(content.toUtf8().constData(), qrcodegen::QrCode::Ecc::LOW);
        TerminalQr drawn;
        drawn.columns = code.getSize() + 2 * quietZone;
        for (int y = -quietZone; y < code.getSize() + quietZone; y += 2) {
            QString line = blackOnWhite;
            for (int x = -quietZone; x < code.getSize() + quietZone; ++x)
                line += halfBlocks(code.getModule(x, y), code.getModule(x, y + 1));
            drawn.lines << line + resetColours;
        }
        return drawn;
    } catch (const std::length_error &error) {
        return fail(ErrorKind::Invalid, QStringLiteral("The code's content is too long for a QR picture."),
            QString::fromUtf8(error.what()));
    }
}

} // namespace hermes::cli
