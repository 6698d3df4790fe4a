#include "frames.h"

#include <QList>

#include <gtest/gtest.h>

using namespace hermes;
using namespace hermes::docker;

namespace {

QByteArray frame(char type, const QByteArray &payload)
{
    const auto size = quint32(payload.size());
    QByteArray bytes(8, '\0');
    bytes[0] = type;
    bytes[4] = char(size >> 24U);
    bytes[5] = char(size >> 16U);
    bytes[6] = char(size >> 8U);
    bytes[7] = char(size);
    return bytes + payload;
}

} // namespace

TEST(Frames, areTakenApartInAnyPieces)
{
    const QByteArray stream = frame(1, "out\n") + frame(2, "err\n") + frame(1, {}) + frame(1, QByteArray(70'000, 'x'));
    for (const qsizetype piece : {1, 2, 3, 7, 8, 9, 4096, 100'000}) {
        QByteArray out;
        QByteArray err;
        FrameSplitter splitter(
            [&](QByteArrayView bytes, bool isError) { (isError ? err : out).append(bytes.data(), bytes.size()); });
        for (qsizetype at = 0; at < stream.size(); at += piece)
            splitter.feed(QByteArrayView(stream).sliced(at, std::min(piece, stream.size() - at)));
        EXPECT_EQ(out, "out\n" + QByteArray(70'000, 'x')) << piece;
        EXPECT_EQ(err, "err\n") << piece;
        EXPECT_TRUE(splitter.error().isEmpty());
    }
}

TEST(Frames, keepTheEnginesOwnErrorApart)
{
    QByteArray out;
    FrameSplitter splitter([&](QByteArrayView bytes, bool) { out.append(bytes.data(), bytes.size()); });
    splitter.feed(frame(1, "a") + frame(3, "error grabbing logs"));
    EXPECT_EQ(out, "a");
    EXPECT_EQ(splitter.error(), QStringLiteral("error grabbing logs"));
}

TEST(Frames, areNotGuessedFromPlainText)
{
    QByteArray out;
    FrameSplitter splitter([&](QByteArrayView bytes, bool) { out.append(bytes.data(), bytes.size()); });
    splitter.feed(QByteArrayView("plain text of a terminal\n"));
    splitter.feed(QByteArrayView("more\n"));
    EXPECT_TRUE(out.isEmpty());
    EXPECT_FALSE(splitter.error().isEmpty());
}

TEST(Lines, areCutInAnyPiecesAndTheLastNeedsNoEnd)
{
    const QByteArray text = "one\r\ntwo\n\nfour";
    for (const qsizetype piece : {1, 2, 5, 100}) {
        QList<QByteArray> lines;
        LineSplitter splitter([&](const QByteArray &line) { lines.append(line); });
        for (qsizetype at = 0; at < text.size(); at += piece)
            splitter.feed(QByteArrayView(text).sliced(at, std::min(piece, text.size() - at)));
        splitter.finish();
        EXPECT_EQ(lines, (QList<QByteArray>{"one", "two", "", "four"})) << piece;
    }
}

TEST(Lines, doNotGrowWithoutBound)
{
    int lines = 0;
    LineSplitter splitter([&](const QByteArray &line) {
        ++lines;
        EXPECT_LE(line.size(), 1'100'000);
    });
    for (int i = 0; i < 100; ++i)
        splitter.feed(QByteArray(64 * 1024, 'x'));
    EXPECT_GE(lines, 5);
}
