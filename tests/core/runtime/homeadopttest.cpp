#include "homeadopt.h"

#include <gtest/gtest.h>

namespace hermes {

using namespace Qt::StringLiterals;
using docker::TarEntry;

namespace {

TarEntry account(const QString &botId, const QString &userId, const QString &savedAt)
{
    const QString json
        = u"{\"token\":\"t-%1\",\"base_url\":\"https://x\",\"user_id\":\"%2\",\"saved_at\":\"%3\"}"_s.arg(
            botId, userId, savedAt);
    return {u"weixin/accounts/%1.json"_s.arg(botId), TarEntry::Type::File, json.toUtf8()};
}

TarEntry env(const QByteArray &text)
{
    return {u".env"_s, TarEntry::Type::File, text};
}

QMap<QString, Secret> given(const QMap<QString, QByteArray> &values)
{
    QMap<QString, Secret> secrets;
    for (auto value = values.cbegin(); value != values.cend(); ++value)
        secrets.insert(value.key(), Secret(value.value()));
    return secrets;
}

} // namespace

TEST(AdoptedHome, hasTheAccountThatItsSettingsNameElseTheNewest)
{
    const TarEntry older = account(u"a@im.bot"_s, u"u1"_s, u"2026-01-01T00:00:00Z"_s);
    const TarEntry newer = account(u"b@im.bot"_s, u"u2"_s, u"2026-02-01T00:00:00Z"_s);
    EXPECT_EQ(containers::adoptedHome({older, newer}, {}).account->botId, u"b@im.bot"_s);
    EXPECT_EQ(containers::adoptedHome({newer, older}, {}).account->botId, u"b@im.bot"_s);
    for (const auto &entries : {QList<TarEntry>{older, newer}, QList<TarEntry>{newer, older}}) {
        EXPECT_EQ(containers::adoptedHome(entries, given({{u"WEIXIN_ACCOUNT_ID"_s, "a@im.bot"}})).account->botId,
            u"a@im.bot"_s);
        EXPECT_EQ(containers::adoptedHome(entries + QList{env("WEIXIN_ACCOUNT_ID=a@im.bot\n")},
                      given({{u"WEIXIN_ACCOUNT_ID"_s, "b@im.bot"}}))
                      .account->botId,
            u"a@im.bot"_s)
            << ".env wins";
    }
}

TEST(AdoptedHome, isNotBoundWhereItCannotBeToldWhoItServes)
{
    EXPECT_FALSE(containers::adoptedHome({}, {}).account);
    EXPECT_FALSE(containers::adoptedHome({account(u"a@im.bot"_s, {}, {})}, {}).account);
    EXPECT_FALSE(
        containers::adoptedHome({{u"weixin/accounts/a@im.bot.json"_s, TarEntry::Type::File, "damaged"}}, {}).account);
    EXPECT_FALSE(containers::adoptedHome(
        {{u"weixin/accounts/a@im.bot.sync.json"_s, TarEntry::Type::File, "{\"token\":\"x\",\"user_id\":\"u\"}"}}, {})
                     .account);
    const auto told = containers::adoptedHome({account(u"a@im.bot"_s, {}, {}), env("WEIXIN_HOME_CHANNEL=u9\n")}, {});
    ASSERT_TRUE(told.account);
    EXPECT_EQ(told.account->userId, u"u9"_s);
}

TEST(AdoptedHome, isBoundByItsSettingsAloneToo)
{
    const auto found = containers::adoptedHome({},
        given({{u"WEIXIN_ACCOUNT_ID"_s, "a@im.bot"}, {u"WEIXIN_TOKEN"_s, "t"}, {u"WEIXIN_HOME_CHANNEL"_s, "u1"},
            {u"OPENAI_API_KEY"_s, "sk"}}));
    ASSERT_TRUE(found.account);
    EXPECT_EQ(found.account->token.reveal(), "t");
    EXPECT_EQ(found.settings.keys(), QStringList{u"OPENAI_API_KEY"_s}) << "what the account says is written from it";
}

TEST(AdoptedHome, keepsWhatItsEnvironmentSaidUnlessItsFileSaysIt)
{
    const auto found = containers::adoptedHome(
        {env("OPENAI_API_KEY=mine\n")}, given({{u"OPENAI_API_KEY"_s, "sk"}, {u"TUSHARE_TOKEN"_s, "t"}}));
    EXPECT_EQ(found.settings.keys(), QStringList{u"TUSHARE_TOKEN"_s});
}

TEST(GivenSettings, areNeitherTheImagesNorOursToSay)
{
    docker::ContainerDetails container;
    container.environment = given({{u"PATH"_s, "/bin"}, {u"HERMES_UID"_s, "1000"}, {u"HERMES_DASHBOARD"_s, "1"},
        {u"HERMES_DASHBOARD_PORT"_s, "9"}, {u"PYTHON_VERSION"_s, "3.11"}, {u"LANG"_s, "C"}, {u"EMPTY"_s, ""},
        {u"KEY"_s, "k"}});
    docker::ImageDetails image;
    image.environment = {{u"PYTHON_VERSION"_s, u"3.11"_s}, {u"LANG"_s, u"en"_s}};
    EXPECT_EQ(containers::givenSettings(container, image).keys(), (QStringList{u"KEY"_s, u"LANG"_s}));
}

} // namespace hermes
