#include "dotenv.h"
#include "home.h"

#include <gtest/gtest.h>

using namespace hermes;
using namespace hermes::home;
using namespace Qt::StringLiterals;

namespace {

struct ReadCase {
    const char *name;
    QByteArray env;
    std::optional<QByteArray> value; ///< of KEY, as python-dotenv 1.0 reads it
};

void PrintTo(const ReadCase &each, std::ostream *out)
{
    *out << each.name;
}

class DotenvReading : public testing::TestWithParam<ReadCase> { };

const ReadCase readCases[] = {
    {"plain", "KEY=value\n", "value"},
    {"noLineBreakAtTheEnd", "KEY=value", "value"},
    {"windowsLineBreaks", "A=1\r\nKEY=value\r\nB=2\r\n", "value"},
    {"oldMacLineBreaks", "A=1\rKEY=value\rB=2", "value"},
    {"exportPrefix", "export KEY=value", "value"},
    {"exportTab", "export\t KEY=value", "value"},
    {"aKeyNamedExport", "export=5\nKEY=v", "v"},
    {"spacesRoundTheSign", "  KEY  =  value  \n", "value"},
    {"quotedKey", "'KEY'=value\n", "value"},
    {"singleQuotes", "KEY='a # b'\n", "a # b"},
    {"doubleQuotes", "KEY=\"a # b\"  # note\n", "a # b"},
    {"doubleQuoteEscapes", "KEY=\"a\\nb\\t\\\"c\\\"\\\\d\\q\"\n", "a\nb\t\"c\"\\d\\q"},
    {"singleQuoteEscapes", "KEY='a\\nb\\'c\\\\d'\n", "a\\nb'c\\d"},
    {"overLines", "KEY=\"one\ntwo\"\nB=2\n", "one\ntwo"},
    {"aCommentNeedsASpaceBefore", "KEY=a#b\n", "a#b"},
    {"aCommentAfterASpace", "KEY=a b #c # d\n", "a b"},
    {"aCommentAtOnce", "KEY= #c\n", "#c"},
    {"empty", "KEY=\nB=2\n", ""},
    {"emptyQuotes", "KEY=\"\"\n", ""},
    {"noSign", "KEY\nB=2\n", std::nullopt},
    {"missing", "KEYS=1\nMYKEY=2\n", std::nullopt},
    {"commentedOut", "# KEY=value\n#KEY=b\n", std::nullopt},
    {"theLastOneWins", "KEY=a\nKEY=b\n", "b"},
    {"withoutSignTakesItBack", "KEY=a\nKEY\n", std::nullopt},
    {"textAfterAQuoteBreaksTheLine", "KEY='a' b\nX=1\n", std::nullopt},
    {"openQuoteBreaksOnlyItsLine", "A=\"x\nKEY=value\n", "value"},
    {"openQuoteSwallowsUpToTheNextQuote", "A=\"x\nKEY=value\nB=\"y\"\n", std::nullopt},
    {"backslashBeforeTheClosingQuote", "KEY=\"a\\\"\nB=1\n", "a\\"},
    {"utf8", "KEY=h\xc3\xa9\n", "h\xc3\xa9"},
    {"expands", "A=1\nKEY=x${A}y${B:-z}${C}\n", "x1yz"},
    {"expandsInSingleQuotesToo", "A=1\nKEY='${A}'\n", "1"},
    {"keepsADollarWithoutBraces", "KEY=$A\n", "$A"},
    {"expandsOnlyWhatStandsAbove", "KEY=${A}\nA=1\n", ""},
};

INSTANTIATE_TEST_SUITE_P(
    Table, DotenvReading, testing::ValuesIn(readCases), [](const auto &info) { return std::string(info.param.name); });

} // namespace

TEST_P(DotenvReading, agreesWithPythonDotenv)
{
    const auto &[name, env, value] = GetParam();
    const auto read = envValue(env, u"KEY"_s);
    ASSERT_EQ(read.has_value(), value.has_value()) << name << (read ? " read " + read->toStdString() : "");
    if (value) {
        EXPECT_EQ(*read, *value) << name;
    }
}

TEST(Dotenv, cutsTheWholeFileIntoSpansWithoutOverlap)
{
    for (const ReadCase &each : readCases) {
        qsizetype at = 0;
        for (const DotenvEntry &entry : parseDotenv(each.env)) {
            EXPECT_GE(entry.begin, at) << each.name;
            EXPECT_GT(entry.end, entry.begin) << each.name;
            EXPECT_LE(entry.end, each.env.size()) << each.name;
            at = entry.end;
        }
    }
}
