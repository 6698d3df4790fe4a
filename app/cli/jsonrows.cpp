#include "jsonrows.h"

#include "exitcodes.h"

#include <QDateTime>

namespace hermes::cli {

namespace {

QJsonValue numberOrNull(qint64 number, qint64 unknown = 0)
{
    return number == unknown ? QJsonValue() : QJsonValue(number);
}

QJsonValue ageSeconds(qint64 ageMs)
{
    return ageMs < 0 ? QJsonValue() : QJsonValue(ageMs / 1000);
}

/// Of a host that is silent, or a tenant never looked at, nothing is known.
QJsonValue ifKnown(const TenantRow &row, bool value)
{
    return row.stale || row.tenant.observedAt == 0 ? QJsonValue() : QJsonValue(value);
}

QJsonObject conditionsJson(const QList<Condition> &conditions)
{
    QJsonObject all;
    for (int i = 0; i <= static_cast<int>(ConditionType::InSync); ++i) {
        Condition condition;
        condition.type = static_cast<ConditionType>(i);
        for (const Condition &known : conditions)
            if (known.type == condition.type)
                condition = known;
        all.insert(conditionName(condition.type),
            QJsonObject{
                {QStringLiteral("status"), conditionStatusName(condition.status)},
                {QStringLiteral("reason"), textOrNull(condition.reason)},
                {QStringLiteral("message"), textOrNull(condition.message)},
                {QStringLiteral("since"), timeOrNull(condition.since)},
                {QStringLiteral("generation"), numberOrNull(condition.generation)},
            });
    }
    return all;
}

QJsonObject desiredJson(const TenantRow &row)
{
    const Tenant &tenant = row.tenant;
    return {
        {QStringLiteral("presence"), presenceName(tenant.presence)},
        {QStringLiteral("generation"), tenant.generation},
        {QStringLiteral("bindEpoch"), tenant.bindEpoch},
        {QStringLiteral("host"), textOrNull(row.hostName)},
        {QStringLiteral("movesFrom"), textOrNull(row.homeHostName)},
        {QStringLiteral("restoresFrom"), textOrNull(tenant.restoreFrom)},
        {QStringLiteral("adoptsFrom"), textOrNull(tenant.adoptHome)},
        {QStringLiteral("image"), textOrNull(tenant.image)},
        {QStringLiteral("imageId"), textOrNull(tenant.imageId)},
        {QStringLiteral("memoryBytes"), numberOrNull(tenant.memoryBytes)},
        {QStringLiteral("cpus"), tenant.cpus > 0 ? QJsonValue(tenant.cpus) : QJsonValue()},
        {QStringLiteral("pids"), numberOrNull(tenant.pids)},
    };
}

QJsonObject observedJson(const TenantRow &row)
{
    const Tenant &tenant = row.tenant;
    return {
        {QStringLiteral("phase"), phaseName(tenant.phase)},
        {QStringLiteral("phaseBefore"), phaseName(tenant.phaseBefore)},
        {QStringLiteral("phaseSince"), timeOrNull(tenant.phaseSince)},
        {QStringLiteral("reason"), textOrNull(tenant.reason)},
        {QStringLiteral("message"), textOrNull(tenant.message)},
        {QStringLiteral("hint"), textOrNull(tenant.hint)},
        {QStringLiteral("containerId"), textOrNull(tenant.containerId)},
        {QStringLiteral("healthy"), ifKnown(row, row.healthy)},
        {QStringLiteral("bound"), ifKnown(row, row.bound)},
        {QStringLiteral("stale"), row.stale},
        {QStringLiteral("attempts"), tenant.attempts},
        {QStringLiteral("nextAttemptAt"), timeOrNull(tenant.nextAttemptAt)},
        {QStringLiteral("observedAt"), timeOrNull(tenant.observedAt)},
        {QStringLiteral("ageSeconds"), ageSeconds(row.ageMs)},
    };
}

QJsonObject portsJson(const Ports &ports)
{
    return {
        {QStringLiteral("dashboard"), numberOrNull(ports.dashboard)},
        {QStringLiteral("api"), numberOrNull(ports.api)},
        {QStringLiteral("wecom"), numberOrNull(ports.wecom)},
    };
}

QJsonValue bindingJson(const std::optional<Binding> &binding)
{
    if (!binding)
        return {};
    return QJsonObject{
        {QStringLiteral("accountId"), textOrNull(binding->botId)},
        {QStringLiteral("userId"), textOrNull(binding->userId)},
        {QStringLiteral("baseUrl"), textOrNull(binding->baseUrl)},
        {QStringLiteral("bindEpoch"), binding->bindEpoch},
        {QStringLiteral("archivePath"), textOrNull(binding->archivePath)},
        {QStringLiteral("boundAt"), timeOrNull(binding->boundAt)},
    };
}

// Never the link, the polling token or the digits: whoever reads them can take the account.
QJsonValue sessionJson(const std::optional<BindSession> &session)
{
    if (!session)
        return {};
    return QJsonObject{
        {QStringLiteral("state"), textOrNull(session->state)},
        {QStringLiteral("startedAt"), timeOrNull(session->startedAt)},
        {QStringLiteral("endedAt"), timeOrNull(session->endedAt)},
        {QStringLiteral("expiresAt"), timeOrNull(session->expiresAt)},
        {QStringLiteral("message"), textOrNull(session->message)},
        {QStringLiteral("userId"), textOrNull(session->userId)},
        {QStringLiteral("heldBy"), textOrNull(session->heldBy)},
        {QStringLiteral("actor"), textOrNull(session->actor)},
    };
}

QJsonArray journalJson(const QList<JournalRow> &journal)
{
    QJsonArray rows;
    for (const JournalRow &row : journal)
        rows.append(QJsonObject{
            {QStringLiteral("at"), timeOrNull(row.at)},
            {QStringLiteral("actor"), textOrNull(row.actor)},
            {QStringLiteral("before"), textOrNull(row.before)},
            {QStringLiteral("after"), textOrNull(row.after)},
            {QStringLiteral("generation"), row.generation},
            {QStringLiteral("epoch"), row.epoch},
            {QStringLiteral("reason"), textOrNull(row.reason)},
            {QStringLiteral("message"), textOrNull(row.message)},
        });
    return rows;
}

QJsonArray operationsJson(const QList<Operation> &operations)
{
    QJsonArray rows;
    for (const Operation &row : operations)
        rows.append(QJsonObject{
            {QStringLiteral("id"), row.id},
            {QStringLiteral("step"), row.step},
            {QStringLiteral("generation"), row.generation},
            {QStringLiteral("epoch"), row.epoch},
            {QStringLiteral("startedAt"), timeOrNull(row.startedAt)},
            {QStringLiteral("endedAt"), timeOrNull(row.endedAt)},
            {QStringLiteral("outcome"), textOrNull(row.outcome)},
            {QStringLiteral("detail"), textOrNull(row.detail)},
            {QStringLiteral("actor"), textOrNull(row.actor)},
        });
    return rows;
}

} // namespace

QJsonValue textOrNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QJsonValue timeOrNull(qint64 wallMs)
{
    return wallMs == 0 ? QJsonValue()
                       : QJsonValue(QDateTime::fromMSecsSinceEpoch(wallMs, Qt::UTC).toString(Qt::ISODateWithMs));
}

QJsonObject tenantJson(const TenantRow &row)
{
    const Tenant &tenant = row.tenant;
    const Binding binding = row.binding.value_or(Binding{});
    return {
        {QStringLiteral("name"), tenant.name},
        {QStringLiteral("subscription"), textOrNull(tenant.subscription)},
        {QStringLiteral("order"), textOrNull(tenant.order)},
        {QStringLiteral("paymentState"), textOrNull(row.paymentState)},
        {QStringLiteral("planCode"), textOrNull(tenant.planCode)},
        {QStringLiteral("tier"), tierName(tenant.tier)},
        {QStringLiteral("host"), textOrNull(row.hostName)},
        {QStringLiteral("phase"), phaseName(tenant.phase)},
        {QStringLiteral("reason"), textOrNull(tenant.reason)},
        {QStringLiteral("conditions"), conditionsJson(tenant.conditions)},
        {QStringLiteral("generation"), tenant.generation},
        {QStringLiteral("ports"), portsJson(row.ports)},
        {QStringLiteral("containerId"), textOrNull(tenant.containerId)},
        {QStringLiteral("healthy"), ifKnown(row, row.healthy)},
        {QStringLiteral("bound"), ifKnown(row, row.bound)},
        {QStringLiteral("weixin"),
            QJsonObject{{QStringLiteral("accountId"), textOrNull(binding.botId)},
                {QStringLiteral("userId"), textOrNull(binding.userId)}}},
        {QStringLiteral("observedAt"), timeOrNull(tenant.observedAt)},
        {QStringLiteral("ageSeconds"), ageSeconds(row.ageMs)},
    };
}

QJsonObject tenantDetailsJson(const TenantDetails &details)
{
    QJsonObject all = tenantJson(details.row);
    const Tenant &tenant = details.row.tenant;
    all.insert(QStringLiteral("id"), tenant.id);
    all.insert(QStringLiteral("createdAt"), timeOrNull(tenant.createdAt));
    all.insert(QStringLiteral("desired"), desiredJson(details.row));
    all.insert(QStringLiteral("observed"), observedJson(details.row));
    all.insert(QStringLiteral("binding"), bindingJson(details.row.binding));
    all.insert(QStringLiteral("session"), sessionJson(details.row.session ? details.row.session : details.lastSession));
    all.insert(QStringLiteral("operations"), operationsJson(details.operations));
    all.insert(QStringLiteral("journal"), journalJson(details.journal));
    return all;
}

static QJsonValue freeJson(const HostRoom &room)
{
    if (room.measuredAt == 0)
        return {};
    return QJsonObject{{QStringLiteral("memoryBytes"), room.memoryFreeBytes},
        {QStringLiteral("diskBytes"), room.diskFreeBytes}, {QStringLiteral("measuredAt"), timeOrNull(room.measuredAt)}};
}

QJsonObject hostJson(const HostRow &row)
{
    const QString address = row.access.address.isEmpty() ? row.host.address
        : row.access.address.contains(QLatin1Char(':'))
        ? QStringLiteral("[%1]:%2").arg(row.access.address).arg(row.access.port)
        : QStringLiteral("%1:%2").arg(row.access.address).arg(row.access.port);
    return {
        {QStringLiteral("name"), row.host.name},
        {QStringLiteral("ssh"), row.access.user.isEmpty() ? address : row.access.user + QLatin1Char('@') + address},
        {QStringLiteral("state"), hostStateName(row.state)},
        {QStringLiteral("fingerprint"), textOrNull(row.fingerprint)},
        {QStringLiteral("engineVersion"), textOrNull(row.engineVersion)},
        {QStringLiteral("apiVersion"), textOrNull(row.apiVersion)},
        {QStringLiteral("tenants"), row.tenants},
        {QStringLiteral("capacity"), numberOrNull(row.host.capacity)},
        {QStringLiteral("portRange"), QStringLiteral("%1-%2").arg(row.host.ports.first).arg(row.host.ports.last)},
        {QStringLiteral("dataRoot"), textOrNull(row.host.dataRoot)},
        {QStringLiteral("allowPrefab"), row.host.allowPrefab},
        {QStringLiteral("allowShared"), row.host.allowShared},
        {QStringLiteral("cordoned"), row.host.cordoned},
        {QStringLiteral("memoryBytes"), numberOrNull(row.host.room.memoryBytes)},
        {QStringLiteral("memoryPromisedBytes"), row.promisedBytes},
        {QStringLiteral("memoryOvercommit"), row.host.memoryOvercommit},
        {QStringLiteral("diskBytes"), numberOrNull(row.host.room.diskBytes)},
        {QStringLiteral("diskReserveBytes"), row.host.diskReserveBytes},
        {QStringLiteral("urlFrom"), row.host.urlFrom.isEmpty() ? QStringLiteral("loopback") : row.host.urlFrom},
        {QStringLiteral("free"), freeJson(row.host.room)},
        {QStringLiteral("error"),
            row.error ? errorJson(*row.error, exitCode(row.error->kind, true)).value(QLatin1String("error"))
                      : QJsonValue()},
        {QStringLiteral("seenAt"), timeOrNull(row.seenMs)},
        {QStringLiteral("ageSeconds"), ageSeconds(row.ageMs)},
    };
}

QJsonObject withUnchanged(QJsonObject row, bool unchanged)
{
    row.insert(QStringLiteral("unchanged"), unchanged);
    return row;
}

QJsonArray checksJson(const QList<Check> &checks)
{
    QJsonArray rows;
    for (const Check &check : checks)
        rows.append(QJsonObject{
            {QStringLiteral("name"), check.name},
            {QStringLiteral("ok"), check.ok},
            {QStringLiteral("message"), textOrNull(check.message)},
            {QStringLiteral("hint"), textOrNull(check.hint)},
            {QStringLiteral("elapsedMs"), check.elapsedMs},
        });
    return rows;
}

QJsonObject planJson(const QList<PlanStep> &steps)
{
    QJsonArray rows;
    for (const PlanStep &step : steps)
        rows.append(QJsonObject{
            {QStringLiteral("verb"), step.verb},
            {QStringLiteral("target"), textOrNull(step.target)},
            {QStringLiteral("detail"), textOrNull(step.detail)},
            {QStringLiteral("destructive"), step.destructive},
        });
    return {{QStringLiteral("plan"), rows}};
}

QJsonObject bindEventJson(const QString &tenant, const BindEvent &event, qint64 nowMs, const BindEnd *end)
{
    return {
        {QStringLiteral("event"), event.event},
        {QStringLiteral("tenant"), tenant},
        {QStringLiteral("at"), timeOrNull(nowMs)},
        {QStringLiteral("content"), textOrNull(event.content)},
        {QStringLiteral("expiresAt"), timeOrNull(event.expiresAt)},
        {QStringLiteral("wrongDigits"), event.wrongDigits},
        {QStringLiteral("message"), textOrNull(event.message)},
        {QStringLiteral("row"), end ? QJsonValue(tenantJson(end->row)) : QJsonValue()},
        {QStringLiteral("unchanged"), end ? QJsonValue(end->unchanged) : QJsonValue()},
    };
}

} // namespace hermes::cli
