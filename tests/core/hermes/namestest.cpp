#include "home.h"

#include <gtest/gtest.h>

using namespace hermes;
using namespace hermes::home;
using namespace Qt::StringLiterals;

namespace {

struct NameCase {
    const char *name;
    QString tenant;
    const char *why; ///< part of the error; empty: allowed
};

const NameCase nameCases[] = {
    {"plain", u"alice"_s, ""},
    {"withDigitsAndSigns", u"a1_b-2"_s, ""},
    {"oneLetter", u"a"_s, ""},
    {"leadingDigit", u"0day"_s, ""},
    {"sixtyThree", QString(63, u'a'), ""},
    {"beginsLikeACommand", u"gateway2"_s, ""},
    {"empty", QString(), "has no name"},
    {"sixtyFour", QString(64, u'a'), "64 characters"},
    {"threeHundred", QString(300, u'a'), "300 characters"},
    {"upperCase", u"Alice"_s, "capital"},
    {"upperCaseBeyondAscii", u"Étienne"_s, "capital"},
    {"chinese", u"客户一"_s, "outside ASCII"},
    {"emoji", u"a😀"_s, "outside ASCII"},
    {"fullWidth", u"ａｂ"_s, "outside ASCII"},
    {"space", u"a b"_s, "space"},
    {"lineBreak", u"a\nb"_s, "space or a control"},
    {"escape", u"a\x1b[31m"_s, "control"},
    {"shellCommand", u"a;rm -rf /"_s, "character ; is not allowed"},
    {"shellSubstitution", u"$(id)"_s, "character $ is not allowed"},
    {"backquote", u"`id`"_s, "character ` is not allowed"},
    {"quote", u"a'b"_s, "character ' is not allowed"},
    {"path", u"../etc"_s, "character . is not allowed"},
    {"slash", u"a/b"_s, "character / is not allowed"},
    {"dot", u"a.job"_s, "character . is not allowed"},
    {"option", u"-rf"_s, "begins with -"},
    {"leadingUnderscore", u"_a"_s, "begins with _"},
    {"theDefaultProfile", u"default"_s, "its own profile"},
    {"gateway", u"gateway"_s, "as a command"},
    {"dashboard", u"dashboard"_s, "as a command"},
    {"honcho", u"honcho"_s, "as a command"},
    {"acp", u"acp"_s, "as a command"},
};

class TenantName : public testing::TestWithParam<NameCase> { };
INSTANTIATE_TEST_SUITE_P(
    Table, TenantName, testing::ValuesIn(nameCases), [](const auto &info) { return std::string(info.param.name); });

} // namespace

TEST_P(TenantName, isAllowedOrRefusedWithTheReason)
{
    const auto status = validateTenantName(GetParam().tenant);
    if (QByteArrayView(GetParam().why).isEmpty()) {
        EXPECT_TRUE(status) << status.error().text().toStdString();
        return;
    }
    ASSERT_FALSE(status);
    EXPECT_EQ(status.error().kind, ErrorKind::Invalid);
    const QString text = status.error().text();
    EXPECT_TRUE(text.contains(QString::fromLatin1(GetParam().why))) << text.toStdString();
    EXPECT_FALSE(status.error().hint.isEmpty());
    EXPECT_LT(text.size(), 300);
    for (const QChar c : text)
        EXPECT_FALSE(c.category() == QChar::Other_Control) << "a terminal would obey this";
}

TEST(TenantName, isNoneOfTheCommandsThatHermesItselfRefusesAsProfiles)
{
    for (const char *word : {"chat", "model", "gateway", "setup", "whatsapp", "login", "logout", "status", "cron",
             "doctor", "config", "pairing", "skills", "tools", "mcp", "sessions", "insights", "version", "update",
             "uninstall", "profile", "plugins", "honcho", "acp"})
        EXPECT_TRUE(isHermesSubcommand(QString::fromLatin1(word))) << word;
}
