#include "terminalqr.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <gtest/gtest.h>

using namespace hermes;
using namespace hermes::cli;

namespace {

// The login link of the protocol has this form and length.
const QString loginLink
    = QStringLiteral("https://liteapp.weixin.qq.com/q/7GiQu1?qrcode=0123456789abcdef0123456789abcdef&bot_type=3");

// What a terminal shows: two rows of pixels for each line, true where it is dark.
QList<QList<bool>> screen(const TerminalQr &drawn)
{
    QList<QList<bool>> pixels;
    for (QString line : drawn.lines) {
        EXPECT_TRUE(line.startsWith(QStringLiteral("\x1b[38;5;16;48;5;231m")));
        EXPECT_TRUE(line.endsWith(QStringLiteral("\x1b[0m")));
        line.remove(0, static_cast<int>(qstrlen("\x1b[38;5;16;48;5;231m")));
        line.chop(4);
        QList<bool> upper, lower;
        for (const QChar c : line) {
            upper << (c == QChar(0x2580) || c == QChar(0x2588));
            lower << (c == QChar(0x2584) || c == QChar(0x2588));
        }
        pixels << upper << lower;
    }
    return pixels;
}

QByteArray portablePixmap(const QList<QList<bool>> &pixels)
{
    constexpr int scale = 6;
    const qsizetype width = pixels.first().size() * scale;
    QByteArray image = "P5 " + QByteArray::number(width) + ' ' + QByteArray::number(pixels.size() * scale) + " 255\n";
    for (const QList<bool> &row : pixels)
        for (int i = 0; i < scale; ++i)
            for (const bool dark : row)
                image += QByteArray(scale, dark ? '\0' : '\xff');
    return image;
}

} // namespace

TEST(TerminalQr, canBeReadByAScanner)
{
    const auto drawn = drawQr(loginLink);
    ASSERT_TRUE(drawn);
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("code.pgm")));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(portablePixmap(screen(*drawn)));
    file.close();

    QProcess reader;
    reader.start(QStringLiteral("zbarimg"), {QStringLiteral("-q"), QStringLiteral("--raw"), file.fileName()});
    ASSERT_TRUE(reader.waitForFinished()) << "zbarimg is missing: apt-get install zbar-tools";
    EXPECT_EQ(QString::fromUtf8(reader.readAllStandardOutput()).trimmed(), loginLink);
}

TEST(TerminalQr, isAsWideAsItSaysWithFourLightModulesAround)
{
    const auto drawn = drawQr(loginLink);
    ASSERT_TRUE(drawn);
    const auto pixels = screen(*drawn);
    EXPECT_EQ(pixels.first().size(), drawn->columns);
    for (qsizetype y = 0; y < pixels.size(); ++y)
        for (qsizetype x = 0; x < pixels.at(y).size(); ++x)
            if (y < 4 || x < 4 || y >= pixels.size() - 4 || x >= pixels.at(y).size() - 4) {
                EXPECT_FALSE(pixels.at(y).at(x)) << x << ',' << y;
            }
}

TEST(TerminalQr, fitsAnOrdinaryTerminal)
{
    const auto drawn = drawQr(loginLink);
    ASSERT_TRUE(drawn);
    EXPECT_LT(drawn->columns, 80);
    EXPECT_LE(drawn->lines.size(), 24);
}

TEST(TerminalQr, refusesWhatNoCodeCanHold)
{
    const auto drawn = drawQr(QString(8000, QLatin1Char('x')));
    ASSERT_FALSE(drawn);
    EXPECT_EQ(drawn.error().kind, ErrorKind::Invalid);
}
