#include "fleetbackend.h"
#include "fleetrows.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <gtest/gtest.h>

using namespace Qt::StringLiterals;
using namespace hermes::desktop;

namespace {

BindFacts after(BindFacts facts, const QList<hermes::BindEvent> &events)
{
    for (const hermes::BindEvent &event : events)
        facts = bindFacts(facts, event, 1'000);
    return facts;
}

const hermes::BindEvent code{u"qr"_s, u"https://ilink.invalid/1"_s, 101'000, false, {}};
const hermes::BindEvent slow{u"problem"_s, {}, 0, false, u"iLink did not answer within 10 s."_s};
const hermes::BindEvent over{u"problem"_s, {}, 0, false, {}};

} // namespace

TEST(BindFacts, aProblemIsShownBeforeTheFirstCodeAndUntilItIsOver)
{
    BindFacts asking;
    asking.state = u"ASKING"_s;
    const BindFacts held = after(asking, {slow});
    EXPECT_EQ(held.state, u"ASKING"_s);
    EXPECT_EQ(held.problem, slow.message);
    EXPECT_EQ(held.askedMs, 0) << "nobody answered";
    EXPECT_TRUE(after(held, {over}).problem.isEmpty());
}

TEST(BindFacts, aProblemDoesNotTakeTheLiveCodeAway)
{
    const BindFacts live = after({}, {code, slow});
    EXPECT_EQ(live.state, u"WAIT"_s);
    EXPECT_EQ(live.content, code.content);
    EXPECT_EQ(live.problem, slow.message);
    EXPECT_EQ(after(live, {{u"scaned"_s, {}, 0, false, {}}}).problem, slow.message);
}

TEST(BindFacts, thePhasesAfterTheLoginLeaveItAsItIs)
{
    const BindFacts confirmed = after({}, {code, {u"confirmed"_s, {}, 0, false, {}}});
    EXPECT_EQ(confirmed.state, u"CONFIRMED"_s);
    EXPECT_EQ(after(confirmed, {{u"starting"_s, {}, 0, false, {}}}), confirmed);
}
