#include "home.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <gtest/gtest.h>

using namespace hermes;
using namespace hermes::home;
using namespace Qt::StringLiterals;

namespace {

WeixinAccount account()
{
    return {Secret("a5ace6fd482e@im.bot:0123456789abcdef"), u"a5ace6fd482e@im.bot"_s,
        u"https://ilinkai.weixin.qq.com"_s, u"o9cq8abc@im.wechat"_s,
        QDateTime(QDate(2026, 5, 8), QTime(9, 12, 33, 417), Qt::UTC)};
}

} // namespace

TEST(Account, isWrittenAsHermesReadsIt)
{
    const HomeFile file = accountFile(account());
    EXPECT_EQ(file.path, u"weixin/accounts/a5ace6fd482e@im.bot.json"_s);
    EXPECT_EQ(file.mode, 0600);
    const QJsonObject json = QJsonDocument::fromJson(file.content.reveal()).object();
    EXPECT_EQ(json.keys(), (QStringList{u"base_url"_s, u"saved_at"_s, u"token"_s, u"user_id"_s}));
    EXPECT_EQ(json[u"token"].toString(), u"a5ace6fd482e@im.bot:0123456789abcdef"_s);
    EXPECT_EQ(json[u"base_url"].toString(), u"https://ilinkai.weixin.qq.com"_s);
    EXPECT_EQ(json[u"user_id"].toString(), u"o9cq8abc@im.wechat"_s);
    EXPECT_EQ(json[u"saved_at"].toString(), u"2026-05-08T09:12:33Z"_s);
}

TEST(Account, isReadBack)
{
    const auto read = parseAccount(accountFile(account()).content.reveal(), account().botId);
    ASSERT_TRUE(read) << read.error().text().toStdString();
    EXPECT_EQ(read->token.reveal(), account().token.reveal());
    EXPECT_EQ(read->botId, account().botId);
    EXPECT_EQ(read->baseUrl, account().baseUrl);
    EXPECT_EQ(read->userId, account().userId);
    EXPECT_EQ(read->savedAt, QDateTime(QDate(2026, 5, 8), QTime(9, 12, 33), Qt::UTC));
}

TEST(Account, thatIsDamagedIsAnErrorWithoutItsToken)
{
    for (const QByteArray &text :
        {QByteArray(), QByteArray("{"), QByteArray("[]"), QByteArray("{}"), QByteArray(R"({"token":""})"),
            QByteArray(R"({"token":7})"), QByteArray(4096, ' '), QByteArray(R"({"token":"a@im.bot:s3cret","base)")}) {
        const auto read = parseAccount(text, u"a@im.bot"_s);
        ASSERT_FALSE(read) << text.toStdString();
        EXPECT_EQ(read.error().kind, ErrorKind::Invalid);
        EXPECT_TRUE(read.error().message.contains(u"a@im.bot"_s));
        EXPECT_FALSE(read.error().text().contains(u"s3cret"_s));
    }
}

TEST(Account, ownsThreeFiles)
{
    EXPECT_EQ(accountPaths(u"a@im.bot"_s),
        (QStringList{u"weixin/accounts/a@im.bot.json"_s, u"weixin/accounts/a@im.bot.sync.json"_s,
            u"weixin/accounts/a@im.bot.context-tokens.json"_s}));
    EXPECT_EQ(syncPath(u"a@im.bot"_s), u"weixin/accounts/a@im.bot.sync.json"_s);
}

TEST(Account, neverLeavesItsFolder)
{
    for (const auto *id : {u"", u".", u"..", u"../../x", u"a/b", u"a\\b", u"/etc", u"a\n", u"a b", u"-rf", u".hidden",
             u"a..b", u"用户", u"x.sync", u"x.context-tokens", u"a;b", u"a$b", u"a:b"}) {
        const QString botId = QString::fromUtf16(id);
        EXPECT_FALSE(isSafeBotId(botId)) << botId.toStdString();
        WeixinAccount hostile = account();
        hostile.botId = botId;
        EXPECT_TRUE(accountFile(hostile).path.isEmpty());
        EXPECT_TRUE(accountPaths(botId).isEmpty());
        EXPECT_TRUE(syncPath(botId).isEmpty());
    }
    EXPECT_FALSE(isSafeBotId(QString(129, u'a')));
    EXPECT_FALSE(isSafeBotId(u"a"_s + QChar(u'\0') + u'b'));
    EXPECT_TRUE(isSafeBotId(u"a5ace6fd482e@im.bot"_s));
}

TEST(Account, letsOnlyItsOwnerTalk)
{
    const auto env = weixinEnv(account());
    const auto merged = mergeEnv("WEIXIN_DM_POLICY=open\nOTHER=1\n", env);
    ASSERT_TRUE(merged) << merged.error().text().toStdString();
    const std::pair<const char *, const char *> wanted[] = {
        {"WEIXIN_ACCOUNT_ID", "a5ace6fd482e@im.bot"},
        {"WEIXIN_TOKEN", "a5ace6fd482e@im.bot:0123456789abcdef"},
        {"WEIXIN_BASE_URL", "https://ilinkai.weixin.qq.com"},
        {"WEIXIN_DM_POLICY", "allowlist"},
        {"WEIXIN_ALLOWED_USERS", "o9cq8abc@im.wechat"},
        {"WEIXIN_ALLOW_ALL_USERS", "false"},
        {"WEIXIN_HOME_CHANNEL", "o9cq8abc@im.wechat"},
        {"OTHER", "1"},
    };
    for (const auto &[key, value] : wanted)
        EXPECT_EQ(envValue(*merged, QString::fromLatin1(key)).value_or(""), value) << key;
}

TEST(Account, leavesNothingBehindWhenItIsUnbound)
{
    const auto bound = mergeEnv("A=1\n", weixinEnv(account()));
    ASSERT_TRUE(bound);
    const auto unbound = mergeEnv(*bound, noWeixinEnv());
    ASSERT_TRUE(unbound);
    EXPECT_EQ(*unbound, "A=1\n");
}
