#include "home.h"

#include <gtest/gtest.h>

using namespace hermes;
using namespace hermes::home;
using namespace Qt::StringLiterals;

namespace {

const QString url = u"http://172.29.0.1:9100/mcp"_s;

struct ConfigCase {
    const char *name;
    QByteArray before;
    QByteArray after;
};

const ConfigCase configCases[] = {
    {"newFile", "", "mcp_servers:\n  tushare:\n    url: http://172.29.0.1:9100/mcp\n"},
    {"onlyComments", "# nothing yet\n",
        "# nothing yet\nmcp_servers:\n  tushare:\n    url: http://172.29.0.1:9100/mcp\n"},
    {"asHermesSeedsIt",
        "_config_version: 23   # do not touch\nmodel:\n  default: anthropic/claude-opus-4.6\nagent:\n  max_turns: 60\n",
        "_config_version: 23   # do not touch\nmodel:\n  default: anthropic/claude-opus-4.6\nagent:\n  max_turns: 60\n"
        "mcp_servers:\n  tushare:\n    url: http://172.29.0.1:9100/mcp\n"},
    {"noLineBreakAtTheEnd", "a: 1", "a: 1\nmcp_servers:\n  tushare:\n    url: http://172.29.0.1:9100/mcp\n"},
    {"anotherServer",
        "mcp_servers:\n    other:   # mine\n        command: npx\n        args: [\"-y\", \"0123\"]\nz: 1\n",
        "mcp_servers:\n    tushare:\n      url: http://172.29.0.1:9100/mcp\n    other:   # mine\n        command: npx\n"
        "        args: [\"-y\", \"0123\"]\nz: 1\n"},
    {"anotherAddress", "mcp_servers:\n  tushare:\n    url: http://127.0.0.1:9100/mcp # old\n    timeout: 30\n",
        "mcp_servers:\n  tushare:\n    url: http://172.29.0.1:9100/mcp # old\n    timeout: 30\n"},
    {"anotherAddressInQuotes", "mcp_servers:\n  tushare:\n    url: \"http://127.0.0.1:9100/mcp\"\n",
        "mcp_servers:\n  tushare:\n    url: http://172.29.0.1:9100/mcp\n"},
    {"serverWithoutAddress", "mcp_servers:\n  tushare:\n    timeout: 30\n",
        "mcp_servers:\n  tushare:\n    url: http://172.29.0.1:9100/mcp\n    timeout: 30\n"},
    {"listsAreNotIndented", "skills:\n- a\n- b\n",
        "skills:\n- a\n- b\nmcp_servers:\n  tushare:\n    url: http://172.29.0.1:9100/mcp\n"},
    {"windowsLineBreaks", "a: 1\r\nb: 2\r\n",
        "a: 1\r\nb: 2\r\nmcp_servers:\n  tushare:\n    url: http://172.29.0.1:9100/mcp\n"},
    {"theSameAgain", "# x\nmcp_servers: {tushare: {url: 'http://172.29.0.1:9100/mcp'}}\n",
        "# x\nmcp_servers: {tushare: {url: 'http://172.29.0.1:9100/mcp'}}\n"},
    // Written anew: what cannot be edited in place keeps its meaning, not its layout.
    {"flowStyle", "{a: '0123', b: yes, c: 1.50}\n",
        "a: \"0123\"\nb: yes\nc: 1.50\nmcp_servers:\n  tushare:\n    url: http://172.29.0.1:9100/mcp\n"},
    {"emptyServers", "mcp_servers: {}\na: \"yes\"\nt: ~\n",
        "mcp_servers:\n  tushare:\n    url: http://172.29.0.1:9100/mcp\na: \"yes\"\nt: ~\n"},
    {"nothingAtServers", "mcp_servers:\na: \"1\"\n",
        "mcp_servers:\n  tushare:\n    url: http://172.29.0.1:9100/mcp\na: \"1\"\n"},
    {"sharedByAnAlias", "base: &b\n  url: http://x\nmcp_servers:\n  tushare: *b\n",
        "base:\n  url: http://x\nmcp_servers:\n  tushare:\n    url: http://172.29.0.1:9100/mcp\n"},
};

class ConfigMerging : public testing::TestWithParam<ConfigCase> { };
INSTANTIATE_TEST_SUITE_P(Config, ConfigMerging, testing::ValuesIn(configCases),
    [](const auto &info) { return std::string(info.param.name); });

QByteArray bomb()
{
    QByteArray text = "a: &a0 [x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 12; ++i) {
        const QByteArray before = "*a" + QByteArray::number(i - 1);
        text += "b" + QByteArray::number(i) + ": &a" + QByteArray::number(i) + " [" + before;
        for (int j = 0; j < 8; ++j)
            text += ", " + before;
        text += "]\n";
    }
    return text;
}

} // namespace

TEST_P(ConfigMerging, setsTheServerAndKeepsTheRest)
{
    const auto merged = mergeConfig(GetParam().before, url);
    ASSERT_TRUE(merged) << merged.error().text().toStdString();
    EXPECT_EQ(merged->toStdString(), GetParam().after.toStdString());
    const auto again = mergeConfig(*merged, url);
    ASSERT_TRUE(again);
    EXPECT_EQ(*again, *merged);
}

TEST(Config, isLeftAloneWithoutAServer)
{
    EXPECT_EQ(mergeConfig("a: [", {}).value_or("changed"), "a: [");
}

TEST(Config, thatIsNoYamlIsNeverOverwritten)
{
    for (const QByteArray &text : {QByteArray("a: [1, 2\nb: 3\n"), QByteArray("a: b: c\n"), QByteArray("\tx: 1\n"),
             QByteArray("- a\n- b\n"), QByteArray("just text\n"), QByteArray("a: 1\n---\nb: 2\n"),
             QByteArray("mcp_servers: [a]\n"), QByteArray("mcp_servers:\n  tushare: text\n"),
             QByteArray("mcp_servers:\n  tushare:\n    url: [a]\n"), QByteArray("a: *nowhere\n"),
             QByteArray("a: &a [*a]\n"), bomb(), QByteArray(500, '['), QByteArray(2'000'000, '#')}) {
        const auto merged = mergeConfig(text, url);
        ASSERT_FALSE(merged) << text.left(60).toStdString();
        EXPECT_EQ(merged.error().kind, ErrorKind::Invalid);
        EXPECT_FALSE(merged.error().detail.isEmpty()) << text.left(60).toStdString();
        EXPECT_FALSE(merged.error().hint.isEmpty());
    }
}

TEST(Config, saysWhereTheYamlIsWrong)
{
    const auto merged = mergeConfig("a: 1\nb: [1, 2\nc: 3\n", url);
    ASSERT_FALSE(merged);
    EXPECT_TRUE(merged.error().detail.contains(u"line "_s)) << merged.error().detail.toStdString();
}

TEST(Config, refusesAnAddressThatIsNone)
{
    for (const auto *text : {u"tushare", u"ftp://x/", u"http://", u"http://a b/", u"http://x/\na: 1",
             u"http://x/${HOME}", u"http://x/ #y"}) {
        const auto merged = mergeConfig("a: 1\n", QString::fromUtf16(text));
        ASSERT_FALSE(merged) << QString::fromUtf16(text).toStdString();
        EXPECT_EQ(merged.error().kind, ErrorKind::Invalid);
    }
}
