#include "decide.h"

#include <gtest/gtest.h>

namespace hermes {

using namespace Qt::StringLiterals;

namespace {

Tenant acme()
{
    Tenant tenant;
    tenant.name = u"acme"_s;
    tenant.image = u"hermes:1"_s;
    return tenant;
}

struct Case {
    const char *what;
    ActionKind kind;
    Error error;
    int attempts;
    Phase phase;
    QString reason;
};

} // namespace

TEST(JudgeFailureTest, tellsWhatComesRightByItselfFromWhatNeedsAPerson)
{
    const Error noSpace{
        ErrorKind::Remote, u"Files could not be written"_s, u"write /opt/data/.env: no space left on device"_s};
    const Error portTaken{
        ErrorKind::Remote, u"not started"_s, u"Bind for 127.0.0.1:8700 failed: port is already allocated"_s};
    const Error noImage{ErrorKind::NotFound, u"not pulled"_s, u"pull access denied"_s};
    const Error lost{ErrorKind::Network, u"The link was lost"_s};
    const Error late{ErrorKind::Timeout, u"too late"_s};
    const Error cancelled{ErrorKind::Cancelled, u"Cancelled"_s};
    const Error remote{ErrorKind::Remote, u"the engine failed"_s};
    const Error taken{ErrorKind::Conflict, u"in use"_s};
    const Error twoNetworks{ErrorKind::Invalid, u"Container c1 could not be started"_s,
        u"network hermes-tenants is ambiguous (2 matches found on name)"_s};
    const Error wrong{ErrorKind::Invalid, u"not valid YAML"_s};
    const QList<Case> table{
        {"a full disk", ActionKind::WriteHome, noSpace, 1, Phase::Blocked, u"DISK_FULL"_s},
        {"a taken port", ActionKind::Start, portTaken, 1, Phase::Backoff, u"PORT_TAKEN"_s},
        {"a network that two made at once", ActionKind::Start, twoNetworks, 1, Phase::Backoff, u"STEP_FAILED"_s},
        {"no image", ActionKind::PullImage, noImage, 1, Phase::Blocked, u"IMAGE_MISSING"_s},
        {"an image that went away", ActionKind::Create, noImage, 1, Phase::Blocked, u"IMAGE_MISSING"_s},
        {"no place", ActionKind::Place, taken, 1, Phase::Blocked, u"CAPACITY"_s},
        {"a home that may not be overwritten", ActionKind::WriteHome, wrong, 1, Phase::Blocked, u"REFUSED"_s},
        {"a conflict", ActionKind::Create, taken, 1, Phase::Backoff, u"REFUSED"_s},
        {"a conflict for ever", ActionKind::Create, taken, 8, Phase::Blocked, u"REFUSED"_s},
        {"a failed step", ActionKind::Start, remote, 7, Phase::Backoff, u"STEP_FAILED"_s},
        {"a step that always fails", ActionKind::Start, remote, 8, Phase::Blocked, u"STEP_FAILED"_s},
        {"a lost link", ActionKind::Create, lost, 1, Phase::Backoff, u"HOST_UNREACHABLE"_s},
        {"a link lost for ever", ActionKind::Create, lost, 50, Phase::Backoff, u"HOST_UNREACHABLE"_s},
        {"a link lost while pulling", ActionKind::PullImage, lost, 1, Phase::Backoff, u"HOST_UNREACHABLE"_s},
        {"a pull that takes too long", ActionKind::PullImage, late, 1, Phase::Backoff, u"STEP_FAILED"_s},
        {"a pull that was cancelled", ActionKind::PullImage, cancelled, 1, Phase::Backoff, u"STEP_FAILED"_s},
    };
    for (const auto &each : table) {
        SCOPED_TRACE(each.what);
        const Decision decision = judgeFailure(acme(), each.kind, each.error, each.attempts);
        EXPECT_EQ(phaseName(decision.phase).toStdString(), phaseName(each.phase).toStdString());
        EXPECT_EQ(decision.reason.toStdString(), each.reason.toStdString());
        EXPECT_EQ(decision.action.kind, ActionKind::Wait);
        EXPECT_TRUE(decision.message.startsWith(each.error.message));
        EXPECT_TRUE(decision.message.contains(each.error.detail));
    }
}

TEST(JudgeFailureTest, namesTheRemedyForWhatNeedsAPerson)
{
    for (const ActionKind kind : {ActionKind::WriteHome, ActionKind::PullImage, ActionKind::Place}) {
        const Error error{ErrorKind::NotFound, u"it failed"_s, u"no space left on device"_s};
        EXPECT_FALSE(judgeFailure(acme(), kind, error, 1).hint.isEmpty());
    }
    const Error noImage{ErrorKind::NotFound, u"not pulled"_s};
    EXPECT_TRUE(judgeFailure(acme(), ActionKind::PullImage, noImage, 1).hint.contains(u"hermes:1"_s));
}

TEST(JudgeFailureTest, knowsAPortConflictByTheWordsOfEveryEngine)
{
    EXPECT_TRUE(isPortConflict(u"Bind for 127.0.0.1:8700 failed: port is already allocated"_s));
    EXPECT_TRUE(isPortConflict(u"listen tcp4 127.0.0.1:8700: bind: address already in use"_s));
    EXPECT_TRUE(isPortConflict(u"Ports are not available"_s.toLower()));
    EXPECT_FALSE(isPortConflict(u"no space left on device"_s));
    EXPECT_FALSE(isPortConflict({}));
}

} // namespace hermes
