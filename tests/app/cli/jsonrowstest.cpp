#include "jsonrows.h"
#include "exitcodes.h"
#include "ordercard.h"
#include "orderrows.h"
#include "tenanttext.h"

#include <QJsonDocument>
#include <gmock/gmock.h>

using namespace hermes;
using namespace hermes::cli;
using testing::ElementsAre;
using testing::UnorderedElementsAre;

namespace {

std::vector<std::string> keys(const QJsonValue &value)
{
    std::vector<std::string> names;
    for (const QString &key : value.toObject().keys())
        names.push_back(key.toStdString());
    return names;
}

QJsonValue at(const QJsonObject &object, const char *key)
{
    return object.value(QLatin1String(key));
}

TenantRow boundRow()
{
    TenantRow row;
    row.tenant.name = QStringLiteral("alice");
    row.tenant.phase = Phase::Ready;
    row.tenant.observedAt = 1'700'000'000'000;
    row.tenant.conditions = {{ConditionType::Healthy, ConditionStatus::True, QStringLiteral("OK"), {}, 1, 2}};
    row.healthy = true;
    row.bound = true;
    row.hostName = QStringLiteral("ecs-1");
    row.ports.dashboard = 8700;
    row.binding = Binding{QStringLiteral("id"), QStringLiteral("a@im.bot"), QStringLiteral("o@im.wechat"),
        QStringLiteral("https://x"), QStringLiteral("0123abcd"), 1, QStringLiteral("/p"), 1};
    row.session = BindSession{};
    row.session->link = QStringLiteral("https://liteapp/secret-link");
    row.session->machine = "secret-machine";
    row.session->verifyCode = QStringLiteral("secret-digits");
    row.ageMs = 12'900;
    return row;
}

} // namespace

TEST(JsonRows, listTheKeysOfTheContractWithNullForWhatIsUnknown)
{
    const QJsonObject empty = tenantJson(TenantRow{});
    const auto wanted = UnorderedElementsAre("name", "subscription", "order", "paymentState", "planCode", "tier",
        "host", "phase", "reason", "conditions", "generation", "ports", "containerId", "healthy", "bound", "weixin",
        "observedAt", "ageSeconds");
    EXPECT_THAT(keys(empty), wanted);
    EXPECT_THAT(keys(tenantJson(boundRow())), wanted);
    for (const char *key : {"subscription", "order", "paymentState", "planCode", "host", "reason", "containerId",
             "healthy", "bound", "observedAt", "ageSeconds"})
        EXPECT_TRUE(at(empty, key).isNull()) << key;
    EXPECT_THAT(keys(at(empty, "ports")), UnorderedElementsAre("dashboard", "api", "wecom"));
    EXPECT_THAT(keys(at(empty, "weixin")), UnorderedElementsAre("accountId", "userId"));
    EXPECT_TRUE(at(at(empty, "weixin").toObject(), "accountId").isNull());
    EXPECT_THAT(keys(at(empty, "conditions")),
        UnorderedElementsAre("Paid", "Placed", "Image", "Running", "Healthy", "Bound", "Reachable", "InSync"));
    EXPECT_EQ(at(at(at(empty, "conditions").toObject(), "Paid").toObject(), "status"), QStringLiteral("Unknown"));
}

TEST(JsonRows, sayWhatIsKnown)
{
    const QJsonObject row = tenantJson(boundRow());
    EXPECT_EQ(at(row, "phase"), QStringLiteral("READY"));
    EXPECT_EQ(at(row, "ageSeconds").toInt(), 12);
    EXPECT_EQ(at(row, "observedAt"), QStringLiteral("2023-11-14T22:13:20.000Z"));
    EXPECT_EQ(at(at(row, "ports").toObject(), "dashboard").toInt(), 8700);
    EXPECT_TRUE(at(at(row, "ports").toObject(), "api").isNull());
    EXPECT_EQ(at(at(row, "weixin").toObject(), "userId"), QStringLiteral("o@im.wechat"));
    EXPECT_EQ(at(at(at(row, "conditions").toObject(), "Healthy").toObject(), "status"), QStringLiteral("True"));
}

TEST(JsonRows, doNotPassTheLastSightOfASilentHostOffAsWhatIs)
{
    TenantRow row = boundRow();
    EXPECT_EQ(at(tenantJson(row), "healthy"), true);
    EXPECT_EQ(at(tenantJson(row), "bound"), true);
    row.stale = true;
    row.tenant.phase = Phase::Unknown;
    EXPECT_TRUE(at(tenantJson(row), "healthy").isNull());
    EXPECT_TRUE(at(tenantJson(row), "bound").isNull());
    EXPECT_EQ(at(tenantJson(row), "ageSeconds").toInt(), 12) << "how old the rest is";
    TenantDetails details;
    details.row = row;
    const QJsonObject observed = at(tenantDetailsJson(details), "observed").toObject();
    EXPECT_TRUE(at(observed, "healthy").isNull());
    EXPECT_EQ(at(observed, "stale"), true);
    EXPECT_TRUE(tenantSheet(details).join(QLatin1Char('\n')).contains(QStringLiteral("was healthy")));
}

TEST(JsonRows, showAllOfATenantButNothingThatOpensItsAccount)
{
    TenantDetails details;
    details.row = boundRow();
    details.journal = {{}};
    details.operations = {{}};
    const QJsonObject all = tenantDetailsJson(details);
    for (const char *key :
        {"desired", "observed", "conditions", "ports", "binding", "order", "journal", "operations", "session"})
        EXPECT_TRUE(all.contains(QLatin1String(key))) << key;
    EXPECT_THAT(keys(at(all, "binding")),
        UnorderedElementsAre("accountId", "userId", "baseUrl", "bindEpoch", "archivePath", "boundAt"));
    const QByteArray text = QJsonDocument(all).toJson();
    EXPECT_FALSE(text.contains("secret-"));
    EXPECT_FALSE(text.contains("0123abcd"));
}

TEST(JsonRows, listTheKeysOfAHost)
{
    HostRow row;
    row.host.name = QStringLiteral("ecs-1");
    row.access.address = QStringLiteral("::1");
    row.access.port = 2200;
    row.access.user = QStringLiteral("ops");
    row.error = Error{ErrorKind::Auth, QStringLiteral("m")};
    const QJsonObject json = hostJson(row);
    EXPECT_THAT(keys(json),
        UnorderedElementsAre("name", "ssh", "state", "fingerprint", "engineVersion", "apiVersion", "tenants",
            "capacity", "portRange", "dataRoot", "allowPrefab", "allowShared", "cordoned", "memoryBytes",
            "memoryPromisedBytes", "memoryOvercommit", "diskBytes", "diskReserveBytes", "urlFrom", "free", "error",
            "seenAt", "ageSeconds"));
    EXPECT_EQ(at(json, "ssh"), QStringLiteral("ops@[::1]:2200"));
    EXPECT_EQ(at(json, "portRange"), QStringLiteral("8700-9699"));
    EXPECT_EQ(at(at(json, "error").toObject(), "exit").toInt(), 5);
    EXPECT_TRUE(at(json, "seenAt").isNull());
}

TEST(JsonRows, giveEveryBindEventTheSameKeys)
{
    const auto wanted = UnorderedElementsAre(
        "event", "tenant", "at", "content", "expiresAt", "wrongDigits", "message", "row", "unchanged");
    const BindEnd end{boundRow(), false};
    EXPECT_THAT(keys(bindEventJson(
                    QStringLiteral("alice"), {QStringLiteral("qr"), QStringLiteral("https://x"), 5, false, {}}, 1)),
        wanted);
    const QJsonObject ready
        = bindEventJson(QStringLiteral("alice"), {QStringLiteral("ready"), {}, 0, false, {}}, 1, &end);
    EXPECT_THAT(keys(ready), wanted);
    EXPECT_EQ(at(at(ready, "row").toObject(), "phase"), QStringLiteral("READY"));
    EXPECT_TRUE(at(ready, "content").isNull());
}

TEST(ExitCodes, followTheContract)
{
    EXPECT_EQ(exitCode(ErrorKind::Invalid), 2);
    EXPECT_EQ(exitCode(ErrorKind::NotFound), 3);
    EXPECT_EQ(exitCode(ErrorKind::Conflict), 4);
    for (const ErrorKind kind : {ErrorKind::Network, ErrorKind::Auth, ErrorKind::HostKey})
        EXPECT_EQ(exitCode(kind), 5);
    EXPECT_EQ(exitCode(ErrorKind::Timeout, true), 5);
    EXPECT_EQ(exitCode(ErrorKind::Timeout, false), 1);
    EXPECT_EQ(exitCode(ErrorKind::Remote), 1);
    EXPECT_EQ(exitCode(ErrorKind::Internal), 1);
    EXPECT_EQ(exitCode(ErrorKind::Cancelled), 130);
}

TEST(ExitCodes, putAnErrorIntoTheObjectOfTheContract)
{
    const QJsonObject json = errorJson({ErrorKind::NotFound, QStringLiteral("m"), {}, QStringLiteral("h")}, 3);
    EXPECT_THAT(keys(QJsonValue(json)), ElementsAre("error"));
    const QJsonObject error = at(json, "error").toObject();
    EXPECT_THAT(keys(QJsonValue(error)), UnorderedElementsAre("kind", "message", "detail", "hint", "exit"));
    EXPECT_EQ(at(error, "kind"), QStringLiteral("NotFound"));
    EXPECT_TRUE(at(error, "detail").isNull());
    EXPECT_EQ(at(error, "exit").toInt(), 3);
}

TEST(ExitCodes, sayAnErrorInThreeLinesWithoutTheEmptyOnes)
{
    EXPECT_EQ(errorText({ErrorKind::Remote, QStringLiteral("m"), QStringLiteral("d"), QStringLiteral("h")}),
        QStringLiteral("m\nd\nh"));
    EXPECT_EQ(errorText({ErrorKind::Remote, QStringLiteral("m"), {}, QStringLiteral("h")}), QStringLiteral("m\nh"));
}

TEST(JsonRows, tellABackendTheContractsKeysAndOnlyACodeThatCanBeScanned)
{
    const auto wanted = UnorderedElementsAre("orderId", "subscriptionId", "tenant", "status", "hermesUrl", "mcpUrl",
        "dashboardTokenRef", "keyIds", "bind", "phase", "reason", "message", "unchanged");
    Fleet::Service service;
    service.row = TenantRow{};
    service.row->tenant.name = QStringLiteral("sub1");
    service.order.facts.order.id = QStringLiteral("o1");
    const QJsonObject empty = serviceJson(service);
    EXPECT_THAT(keys(empty), wanted);
    EXPECT_EQ(at(empty, "status"), QStringLiteral("provisioning"));
    for (const char *key :
        {"subscriptionId", "hermesUrl", "mcpUrl", "dashboardTokenRef", "keyIds", "bind", "reason", "message"})
        EXPECT_TRUE(at(empty, key).isNull()) << key;
    service.row->tenant.phase = Phase::BindWait;
    EXPECT_TRUE(at(serviceJson(service), "message").toString().contains(QStringLiteral("No worker")));
    service.isPolled = true;
    service.code = BindSession{};
    service.code->state = QStringLiteral("wait");
    service.code->link = QStringLiteral("https://liteapp/code");
    service.code->expiresAt = 1'700'000'000'000;
    service.code->machine = "secret-machine";
    const QJsonObject bind = at(serviceJson(service), "bind").toObject();
    EXPECT_THAT(keys(bind), UnorderedElementsAre("state", "qrContent", "expiresAt"));
    EXPECT_EQ(at(bind, "qrContent"), QStringLiteral("https://liteapp/code"));
    EXPECT_EQ(at(bind, "expiresAt"), QStringLiteral("2023-11-14T22:13:20.000Z"));
    EXPECT_FALSE(QJsonDocument(serviceJson(service)).toJson().contains("secret-"));
    service.code->link.clear();
    EXPECT_TRUE(at(at(serviceJson(service), "bind").toObject(), "qrContent").isNull());
    EXPECT_TRUE(at(at(serviceJson(service), "bind").toObject(), "expiresAt").isNull());
    for (const auto &[phase, status] :
        {std::pair{Phase::Ready, "ready"}, {Phase::Blocked, "failed"}, {Phase::Gone, "failed"},
            {Phase::Replacing, "provisioning"}, {Phase::Unknown, "provisioning"}, {Phase::Degraded, "provisioning"}}) {
        service.row->tenant.phase = phase;
        EXPECT_EQ(at(serviceJson(service), "status"), QLatin1String(status)) << int(phase);
    }
    service.row->tenant.phase = Phase::Paused;
    service.row->tenant.presence = Presence::Paused;
    EXPECT_EQ(at(serviceJson(service), "status"), QStringLiteral("failed")) << "it needs a person";
}

TEST(JsonRows, listTheKeysOfAnOrderAndOfItsHandOff)
{
    OrderView view;
    view.facts.order.id = QStringLiteral("o1");
    view.facts.order.state = payments::OrderState::Paid;
    EXPECT_THAT(keys(orderJson(view, 0)),
        UnorderedElementsAre("order", "subscription", "tenant", "user", "planCode", "amount", "state", "rawState",
            "subscriptionState", "tradeNo", "transactionId", "finding", "verb", "waits", "waitingSeconds", "phase",
            "reason", "createdAt", "paidAt", "deliveredAt", "settledAt", "handOff", "rowVersion", "next"));
    EXPECT_TRUE(at(orderJson(view, 0), "handOff").isNull());
    EXPECT_FALSE(orderCardLines(orderCard(view, {}, 0), 0).join(QLatin1Char('\n')).contains(QStringLiteral("handed")));
    const auto wanted = UnorderedElementsAre("at", "by", "finding", "reason", "note", "approver", "refundNo", "outcome",
        "open", "recordedAt", "recordedBy", "refund");
    view.settledAt = 1'700'000'000'000;
    view.handOff = payments::HandOff{1'700'000'000'000, QStringLiteral("mei@ops")};
    QJsonObject handOff = at(orderJson(view, 0), "handOff").toObject();
    EXPECT_THAT(keys(handOff), wanted);
    for (const char *key : {"finding", "reason", "note", "approver", "refundNo", "recordedAt", "recordedBy", "refund"})
        EXPECT_TRUE(at(handOff, key).isNull()) << key;
    EXPECT_EQ(at(handOff, "outcome"), QStringLiteral("WAITING"));
    EXPECT_EQ(at(handOff, "open"), true);
    view.handOff->approver = QStringLiteral("lin");
    view.handOff->refundNo = QStringLiteral("R1");
    view.handOff->refund = payments::RefundAnswer{QStringLiteral("FROZEN"), {100, {}, QStringLiteral("CNY")},
        {19'900, {}, QStringLiteral("CNY")}, QStringLiteral("R1"), QStringLiteral("T1"), QStringLiteral("503"), 0,
        1'700'000'000'000};
    handOff = at(orderJson(view, 0), "handOff").toObject();
    EXPECT_THAT(keys(handOff), wanted);
    EXPECT_EQ(at(handOff, "outcome"), QStringLiteral("UNKNOWN")) << "never guessed at";
    const QJsonObject refund = at(handOff, "refund").toObject();
    EXPECT_THAT(keys(refund),
        UnorderedElementsAre("state", "rawState", "amount", "total", "tradeNo", "refundId", "doneAt", "askedAt"));
    EXPECT_EQ(at(refund, "state"), QStringLiteral("UNKNOWN"));
    EXPECT_EQ(at(refund, "rawState"), QStringLiteral("FROZEN"));
    EXPECT_EQ(at(at(refund, "amount").toObject(), "text"), QStringLiteral("1.00 CNY"));
    EXPECT_TRUE(at(refund, "doneAt").isNull());
    const QString text = orderCardLines(orderCard(view, {}, 1'700'000'000'000), 0).join(QLatin1Char('\n'));
    for (const char *word : {"handed off", "mei@ops", "lin", "R1", "FROZEN", "1.00 CNY"})
        EXPECT_TRUE(text.contains(QLatin1String(word))) << word << text.toStdString();
}
