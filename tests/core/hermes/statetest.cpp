#include "home.h"

#include <gtest/gtest.h>

using namespace hermes;
using namespace hermes::home;
using namespace Qt::StringLiterals;

namespace {

// As 0.13.0 and 0.16 answer GET /api/status.
const QByteArray healthy
    = R"({"version":"0.13.0","release_date":"2026.5.7","hermes_home":"/opt/data","config_path":"/opt/data/config.yaml",
"env_path":"/opt/data/.env","config_version":23,"latest_config_version":23,"gateway_running":true,"gateway_pid":7,"gateway_health_url":null,
"gateway_state":"running","gateway_platforms":{"weixin":{"state":"connected","error_code":null,"error_message":null,
"updated_at":"2026-05-08T09:12:33.417000+00:00"},"api_server":{"state":"connected"}},"gateway_exit_reason":null,
"gateway_updated_at":"2026-05-08T09:12:33.417000+00:00","active_sessions":2})";
const QByteArray stopped
    = R"({"version":"0.16.0","gateway_running":false,"gateway_pid":null,"gateway_state":"startup_failed",
"gateway_platforms":{},"gateway_exit_reason":"weixin: token already in use","active_sessions":0,"auth_required":true,"auth_providers":["basic"]})";

// As gateway_state.json stands after a fatal Weixin configuration.
const QByteArray failed
    = R"({"pid": 7, "kind": "hermes-gateway", "argv": ["/opt/hermes/.venv/bin/hermes", "gateway", "run"], "start_time": 8123456,
"gateway_state": "startup_failed", "exit_reason": "all platforms failed", "restart_requested": false, "active_agents": 0,
"platforms": {"weixin": {"state": "fatal", "error_code": "weixin-bot-token_lock", "error_message": "Weixin bot token already in use (PID 9).",
"updated_at": "2026-05-08T09:12:33.417123+00:00"}}, "updated_at": "2026-05-08T09:12:33.500999+00:00"})";

} // namespace

TEST(Status, isReadFromAHealthyDashboard)
{
    const auto status = parseStatus(healthy);
    ASSERT_TRUE(status) << status.error().text().toStdString();
    EXPECT_EQ(status->version, u"0.13.0"_s);
    EXPECT_TRUE(status->gatewayRunning);
    EXPECT_EQ(status->gatewayState, u"running"_s);
    EXPECT_TRUE(status->exitReason.isEmpty());
    EXPECT_EQ(status->activeSessions, 2);
    EXPECT_EQ(
        status->platforms, (QMap<QString, QString>{{u"weixin"_s, u"connected"_s}, {u"api_server"_s, u"connected"_s}}));
    EXPECT_TRUE(status->platformErrors.isEmpty());
    EXPECT_FALSE(status->authRequired);
}

TEST(Status, isReadWhenTheGatewayIsDown)
{
    const auto status = parseStatus(stopped);
    ASSERT_TRUE(status);
    EXPECT_FALSE(status->gatewayRunning);
    EXPECT_EQ(status->gatewayState, u"startup_failed"_s);
    EXPECT_EQ(status->exitReason, u"weixin: token already in use"_s);
    EXPECT_TRUE(status->platforms.isEmpty());
    EXPECT_TRUE(status->authRequired);
}

TEST(Status, thatIsSomethingElseIsARemoteError)
{
    for (const QByteArray &text : {QByteArray(), QByteArray("<!doctype html><html><head>"),
             QByteArray("{\"detail\":\"Unauthorized\"}"), QByteArray("[]"), QByteArray("{\"gateway_running\":tr"),
             QByteArray(R"({"status":"ok","platform":"hermes-agent"})")}) {
        const auto status = parseStatus(text);
        ASSERT_FALSE(status) << text.toStdString();
        EXPECT_EQ(status.error().kind, ErrorKind::Remote);
        EXPECT_FALSE(status.error().detail.isEmpty());
        EXPECT_FALSE(status.error().hint.isEmpty());
    }
}

TEST(GatewayState, namesTheReasonOfAFatalPlatform)
{
    const auto state = parseGatewayState(failed);
    ASSERT_TRUE(state) << state.error().text().toStdString();
    EXPECT_EQ(state->state, u"startup_failed"_s);
    EXPECT_EQ(state->exitReason, u"all platforms failed"_s);
    EXPECT_EQ(state->activeAgents, 0);
    EXPECT_EQ(state->platforms[u"weixin"_s], u"fatal"_s);
    EXPECT_EQ(state->platformErrors[u"weixin"_s], u"weixin-bot-token_lock"_s);
    EXPECT_EQ(state->updatedAt, QDateTime(QDate(2026, 5, 8), QTime(9, 12, 33, 501), Qt::UTC));
}

TEST(GatewayState, knowsEveryStateByItsName)
{
    for (const char *name : {"starting", "running", "draining", "stopped", "startup_failed"}) {
        const auto state
            = parseGatewayState(QByteArray(R"({"gateway_state":")") + name + R"(","exit_reason":null,"platforms":{}})");
        ASSERT_TRUE(state);
        EXPECT_EQ(state->state, QString::fromLatin1(name));
        EXPECT_FALSE(state->updatedAt.isValid());
    }
}

TEST(GatewayState, thatIsHalfWrittenIsInvalid)
{
    for (const QByteArray &text : {QByteArray(), failed.left(200), QByteArray("null")}) {
        const auto state = parseGatewayState(text);
        ASSERT_FALSE(state);
        EXPECT_EQ(state.error().kind, ErrorKind::Invalid);
    }
}

TEST(Identity, isWrittenWhereTheDashboardLooksForThemes)
{
    const HomeFile file = identityFile(u"0123456789abcdef0123456789abcdef"_s);
    EXPECT_EQ(file.path, u"dashboard-themes/hermes-admin.yaml"_s);
    EXPECT_EQ(file.content.reveal(), "name: hermes-admin-0123456789abcdef0123456789abcdef\nlabel: Hermes Admin\n");
}

TEST(Identity, isProvedOnlyByItsOwnNonce)
{
    const QByteArray themes = R"({"themes":[{"name":"default","label":"Hermes Teal","description":"Classic"},
{"name":"hermes-admin-aa11","label":"Hermes Admin","description":"","definition":{"name":"hermes-admin-aa11"}}],"active":"default"})";
    EXPECT_TRUE(provesIdentity(themes, u"aa11"_s));
    EXPECT_FALSE(provesIdentity(themes, u"aa1"_s));
    EXPECT_FALSE(provesIdentity(themes, u"aa111"_s));
    EXPECT_FALSE(provesIdentity(themes, u"bb22"_s));
    EXPECT_FALSE(provesIdentity(R"({"themes":[{"name":"hermes-admin-"}]})", {}));
    for (const QByteArray &other : {QByteArray(), QByteArray("<html>hermes-admin-aa11</html>"),
             QByteArray(R"({"active":"hermes-admin-aa11"})"), QByteArray(R"({"themes":"hermes-admin-aa11"})"),
             QByteArray(R"({"themes":[{"label":"hermes-admin-aa11"}]})")})
        EXPECT_FALSE(provesIdentity(other, u"aa11"_s)) << other.toStdString();
}
