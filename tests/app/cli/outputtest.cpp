#include "output.h"

#include <gtest/gtest.h>

using namespace hermes;
using namespace hermes::cli;

namespace {

QByteArray written(FILE *file)
{
    std::rewind(file);
    QByteArray all(4096, '\0');
    all.resize(static_cast<qsizetype>(std::fread(all.data(), 1, 4096, file)));
    std::fclose(file);
    return all;
}

} // namespace

TEST(Output, putsOnlyResultsOnStandardOutput)
{
    FILE *out = std::tmpfile();
    FILE *err = std::tmpfile();
    Output output(out, err, false);
    output.line(QStringLiteral("result"));
    output.note(QStringLiteral("note"));
    output.error({ErrorKind::Remote, QStringLiteral("failed")}, 1);
    EXPECT_EQ(written(out), "result\n");
    EXPECT_EQ(written(err), "note\nfailed\n");
}

TEST(Output, printsOneJsonDocumentALineAndErrorsAmongThem)
{
    FILE *out = std::tmpfile();
    FILE *err = std::tmpfile();
    Output output(out, err, true);
    output.document(QJsonObject{{QStringLiteral("a"), QStringLiteral("中\n")}});
    output.note(QStringLiteral("note"));
    output.error({ErrorKind::Remote, QStringLiteral("failed")}, 1);
    EXPECT_EQ(written(out),
        "{\"a\":\"中\\n\"}\n"
        "{\"error\":{\"detail\":null,\"exit\":1,\"hint\":null,\"kind\":\"Remote\",\"message\":\"failed\"}}\n");
    EXPECT_EQ(written(err), "");
}

TEST(Output, alignsColumnsWithWideCharacters)
{
    const QStringList lines = table({QStringLiteral("NAME"), QStringLiteral("WHY")},
        {{QStringLiteral("中文"), QStringLiteral("x")}, {QStringLiteral("a"), QString()}});
    EXPECT_EQ(lines, (QStringList{QStringLiteral("NAME  WHY"), QStringLiteral("中文  x"), QStringLiteral("a")}));
}

TEST(Output, cutsALineToTheScreen)
{
    EXPECT_EQ(elided(QStringLiteral("abcdef"), 6), QStringLiteral("abcdef"));
    EXPECT_EQ(elided(QStringLiteral("abcdefg"), 6), QStringLiteral("abcde…"));
    EXPECT_EQ(elided(QStringLiteral("中文字"), 4), QStringLiteral("中…"));
}

TEST(Output, saysDurationsAsPeopleDo)
{
    EXPECT_EQ(durationText(420), QStringLiteral("0.4 s"));
    EXPECT_EQ(durationText(42'000), QStringLiteral("42 s"));
    EXPECT_EQ(durationText(180'000), QStringLiteral("3 min"));
    EXPECT_EQ(durationText(3 * 86'400'000), QStringLiteral("3 d"));
}
