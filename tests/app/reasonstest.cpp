#include "reasons.h"
#include "demofleet.h"
#include "reasoncodes.h"
#include "settingscontroller.h"
#include "words.h"

#include <QTemporaryDir>
#include <gtest/gtest.h>

using namespace Qt::StringLiterals;
using namespace hermes::desktop;
namespace reasons = hermes::reasons;

namespace {

constexpr qint64 askedAt = 1'778'823'668'000;

/// A tenant that is stuck for this reason, in a phase in which core says so.
TenantRow stuck(const QString &reason)
{
    TenantRow row;
    row.name = u"acme"_s;
    row.host = u"ecs-hz-01"_s;
    row.port = 8726;
    row.generation = 3;
    row.seenMs = askedAt - 388'000;
    row.phaseSinceMs = askedAt - 60'000;
    row.reason = reason;
    row.phase = u"DEGRADED"_s;
    if (reason == reasons::hostIdentityChanged) {
        row.phase = u"UNKNOWN"_s;
        row.lastPhase = u"READY"_s;
    }
    return row;
}

bool isChinese(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.script() == QChar::Script_Han; });
}

struct InLanguage {
    QTemporaryDir dir;
    SettingsController settings{dir.filePath(u"desktop.ini"_s), dir.path()};
    explicit InLanguage(const QString &language) { settings.setLanguage(language); }
};

} // namespace

TEST(Reasons, everyCodeOfCoreHasAWordAStoryAndWhatItsActionWouldDo)
{
    const InLanguage english(u"en"_s);
    for (const QString code : reasons::all) {
        SCOPED_TRACE(qPrintable(code));
        EXPECT_NE(reasonWords(code), code);
        const ReasonCard card = reasonCard(stuck(code), askedAt);
        ASSERT_TRUE(card.shown);
        EXPECT_NE(card.title.toLower(), reasonWords(code).toLower()) << "there is no story, only the word";
        EXPECT_FALSE(card.text.isEmpty());
        EXPECT_FALSE((card.title + card.text).contains(u'%')) << qPrintable(card.title + card.text);
        ASSERT_FALSE(card.actions.isEmpty());
        EXPECT_EQ(card.actions.first().kind, u"primary"_s);
        EXPECT_NE(card.actions.first().text, card.actions.first().verb);
        EXPECT_FALSE(card.wouldTitle.isEmpty());
        EXPECT_EQ(card.would.size(), 3);
    }
    EXPECT_EQ(reasonWords(reasons::noPlatformDatabase), u"no platform database"_s);
}

TEST(Reasons, everyCodeOfCoreIsSpokenInChinese)
{
    const InLanguage chinese(u"zh_CN"_s);
    for (const QString code : reasons::all) {
        SCOPED_TRACE(qPrintable(code));
        EXPECT_TRUE(isChinese(reasonWords(code))) << qPrintable(reasonWords(code));
        const ReasonCard card = reasonCard(stuck(code), askedAt);
        for (const QString &text :
            QStringList{card.title, card.text, card.actions.value(0).text, card.wouldTitle} + card.would)
            EXPECT_TRUE(isChinese(text)) << qPrintable(text);
    }
    EXPECT_TRUE(isChinese(reasonWords(reasons::noPlatformDatabase)));
}

TEST(Reasons, aSignedOutTenantIsOfferedARebind)
{
    const InLanguage english(u"en"_s);
    EXPECT_EQ(reasonCard(stuck(reasons::bindRevoked), askedAt).actions.value(0).verb, u"rebind"_s);
    const auto held = reasonCard(stuck(reasons::bindingHeldBy), askedAt).actions;
    ASSERT_EQ(held.size(), 3);
    EXPECT_EQ(held.at(0).verb, u"movehere"_s);
    EXPECT_EQ(held.at(1).verb, u"holder"_s) << "where another WeChat may be bound";
    EXPECT_EQ(held.at(2).verb, u"rebind"_s);
    EXPECT_EQ(reasonCard(stuck(reasons::hostIdentityChanged), askedAt).actions.value(0).verb, u"host"_s);
}

TEST(Reasons, whatCoreSaysOfTheCaseFollowsTheStoryWithoutItsCommands)
{
    const InLanguage english(u"en"_s);
    TenantRow row = stuck(reasons::exited);
    row.reasonText = u"The container ended with exit code 137."_s;
    row.reasonHint = u"Look at its log (hermes-admin logs acme)."_s;
    const QString text = reasonCard(row, askedAt).text;
    EXPECT_TRUE(text.endsWith(row.reasonText)) << qPrintable(text);
    EXPECT_TRUE(text.startsWith(u"Its container ended."_s)) << qPrintable(text);
    row.reason = reasons::refused;
    row.reasonHint = u"Raise the limit of the engine."_s;
    EXPECT_TRUE(reasonCard(row, askedAt).text.endsWith(row.reasonHint));
}

TEST(Reasons, theDemoKnowsNoCodeThatCoreDoesNotKnow)
{
    for (const TenantRow &row : DemoFleet::at(askedAt).tenants) {
        if (row.reason.isEmpty())
            continue;
        EXPECT_NE(std::find(reasons::all.begin(), reasons::all.end(), row.reason), reasons::all.end())
            << qPrintable(row.reason);
    }
}
