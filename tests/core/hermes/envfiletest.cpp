#include "home.h"

#include <gtest/gtest.h>

using namespace hermes;
using namespace hermes::home;
using namespace Qt::StringLiterals;

namespace {

using Values = QMap<QString, Secret>;

Secret secret(const char *text)
{
    return Secret(QByteArray(text));
}

struct MergeCase {
    const char *name;
    QByteArray before;
    QList<std::pair<const char *, const char *>> values; ///< an empty value removes
    QByteArray after;
};

const MergeCase mergeCases[] = {
    {"emptyFile", "", {{"KEY", "v"}}, "KEY=v\n"},
    {"appends", "A=1\n", {{"KEY", "v"}}, "A=1\nKEY=v\n"},
    {"appendsAfterAnOpenLastLine", "A=1", {{"KEY", "v"}}, "A=1\nKEY=v\n"},
    {"replacesInPlace", "A=1\nKEY=old\nB=2\n", {{"KEY", "v"}}, "A=1\nKEY=v\nB=2\n"},
    {"replacesTheLastLineWithoutALineBreak", "A=1\nKEY=old", {{"KEY", "v"}}, "A=1\nKEY=v"},
    {"replacesAllOfItsKindByOne", "KEY=1\nA=1\nexport KEY=2\nKEY='3'\nB=2", {{"KEY", "v"}}, "KEY=v\nA=1\nB=2"},
    {"keepsWindowsLineBreaks", "A=1\r\nKEY=old\r\nB=2\r\n", {{"KEY", "v"}, {"NEW", "n"}},
        "A=1\r\nKEY=v\r\nB=2\r\nNEW=n\r\n"},
    {"keepsCommentsAndOddLines", "# KEY=no\n\n  export  A = 'x y' # note\n'B'=1\nnonsense line\nC\n\t#t\n",
        {{"KEY", "v"}}, "# KEY=no\n\n  export  A = 'x y' # note\n'B'=1\nnonsense line\nC\n\t#t\nKEY=v\n"},
    {"keepsDuplicatesOfOthers", "A=1\nA=2\n", {{"KEY", "v"}}, "A=1\nA=2\nKEY=v\n"},
    {"keepsBytesThatAreNoUtf8", "A=\xff\xfe\nKEY=o\n", {{"KEY", "v"}}, "A=\xff\xfe\nKEY=v\n"},
    {"replacesAnExportedAndIndentedLine", "A=1\n  export KEY = old # x\n", {{"KEY", "v"}}, "A=1\nKEY=v\n"},
    {"replacesAValueOverLines", "KEY=\"a\nb\"\nA=1\n", {{"KEY", "v"}}, "KEY=v\nA=1\n"},
    {"replacesALineWithoutASign", "KEY\nA=1\n", {{"KEY", "v"}}, "KEY=v\nA=1\n"},
    {"replacesABrokenLineOfItsKind", "KEY='a' b\nA=1\n", {{"KEY", "v"}}, "KEY=v\nA=1\n"},
    {"removes", "A=1\nKEY=1\nB=2\nKEY=2\n", {{"KEY", ""}}, "A=1\nB=2\n"},
    {"removesNothingThatIsNotThere", "A=1\nKEYS=1\n#KEY=1", {{"KEY", ""}}, "A=1\nKEYS=1\n#KEY=1"},
    {"quotesSpacesAtTheEnds", "", {{"KEY", " v "}}, "KEY=' v '\n"},
    {"quotesACommentSign", "", {{"KEY", "a #b"}}, "KEY='a #b'\n"},
    {"leavesAnInnerSignAlone", "", {{"KEY", "a#b=c"}}, "KEY=a#b=c\n"},
    {"quotesALeadingQuote", "", {{"KEY", "\"a\""}}, "KEY='\"a\"'\n"},
    {"escapesWhereBothQuotesOccur", "", {{"KEY", "'a\" #"}}, "KEY=\"'a\\\" #\"\n"},
    {"leavesABackslashAlone", "", {{"KEY", "a\\nb"}}, "KEY=a\\nb\n"},
    {"isUnchangedForTheSameValues", "A=1\nKEY=v\n", {{"KEY", "v"}}, "A=1\nKEY=v\n"},
};

class Merging : public testing::TestWithParam<MergeCase> { };
INSTANTIATE_TEST_SUITE_P(
    Env, Merging, testing::ValuesIn(mergeCases), [](const auto &info) { return std::string(info.param.name); });

} // namespace

TEST_P(Merging, changesOnlyItsOwnLines)
{
    Values values;
    for (const auto &[key, value] : GetParam().values)
        values[QString::fromLatin1(key)] = secret(value);
    const auto merged = mergeEnv(GetParam().before, values);
    ASSERT_TRUE(merged) << merged.error().text().toStdString();
    EXPECT_EQ(merged->toStdString(), GetParam().after.toStdString());
    for (const auto &[key, value] : GetParam().values) {
        const auto read = envValue(*merged, QString::fromLatin1(key));
        EXPECT_EQ(read.value_or("").toStdString(), value) << key;
    }
    const auto again = mergeEnv(*merged, values);
    ASSERT_TRUE(again);
    EXPECT_EQ(*again, *merged);
}

TEST(Env, refusesNamesThatAreNone)
{
    for (const auto *key :
        {u"", u"key", u"1KEY", u"_KEY", u"MY-KEY", u"MY KEY", u"KEY=", u"KEY\n", u"КЛЮЧ", u"A$(x)"}) {
        const auto merged = mergeEnv("A=1\n", {{QString::fromUtf16(key), secret("v")}});
        ASSERT_FALSE(merged) << QString::fromUtf16(key).toStdString();
        EXPECT_EQ(merged.error().kind, ErrorKind::Invalid);
        EXPECT_FALSE(merged.error().hint.isEmpty());
    }
}

TEST(Env, refusesValuesThatHermesWouldReadDifferently)
{
    for (const char *value : {"a\nB=1", "a\rb", "tab\there", "\xe5\xaf\x86", "x${HOME}y", "\x1b[31m", "nul\x7f"}) {
        const auto merged = mergeEnv("A=1\n", {{u"API_KEY"_s, secret(value)}});
        ASSERT_FALSE(merged) << value;
        EXPECT_EQ(merged.error().kind, ErrorKind::Invalid);
        EXPECT_TRUE(merged.error().message.contains(u"API_KEY"_s));
        EXPECT_FALSE(merged.error().text().contains(QString::fromUtf8(value))) << "the error names a secret";
    }
}

TEST(Env, refusesAFileWhoseOpenQuoteWouldSwallowTheNewLines)
{
    const auto merged = mergeEnv("A=\"open\nB=1\n", {{u"KEY"_s, secret("a\"b #'")}});
    ASSERT_FALSE(merged);
    EXPECT_EQ(merged.error().kind, ErrorKind::Invalid);
    EXPECT_FALSE(merged.error().hint.isEmpty());
}

TEST(Env, livesWithAnOpenQuoteThatDoesNoHarm)
{
    const auto merged = mergeEnv("A=\"open\nB=1\n", {{u"KEY"_s, secret("v")}});
    ASSERT_TRUE(merged);
    EXPECT_EQ(*merged, "A=\"open\nB=1\nKEY=v\n");
}

TEST(Env, readsBackWhatItWrote)
{
    const char *alphabet[] = {"a", " ", "#", "'", "\"", "\\", "=", "$", "{", "n"};
    int written = 0;
    for (int number = 0; number < 10'000; ++number) {
        QByteArray value;
        for (int rest = number, i = 0; i < 4; ++i, rest /= 10)
            value += alphabet[rest % 10];
        const auto merged = mergeEnv("A='1'\n# \"x\nZ=2\n", {{u"KEY"_s, Secret(value)}});
        if (!merged)
            continue;
        ++written;
        ASSERT_EQ(envValue(*merged, u"KEY"_s).value_or("nothing").toStdString(), value.toStdString());
        ASSERT_EQ(envValue(*merged, u"Z"_s), QByteArray("2")) << value.toStdString();
    }
    EXPECT_GT(written, 9'000);
}
