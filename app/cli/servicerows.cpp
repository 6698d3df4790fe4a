#include "orderrows.h"
#include "output.h"
#include "sheet.h"

#include <QDateTime>

namespace hermes::cli {

namespace {

/// The contract's three words.
QString statusOf(const Tenant &tenant)
{
    if (tenant.presence != Presence::Present || tenant.phase == Phase::Blocked || tenant.phase == Phase::Gone)
        return QStringLiteral("failed");
    return tenant.phase == Phase::Ready ? QStringLiteral("ready") : QStringLiteral("provisioning");
}

QJsonValue bindJson(const Fleet::Service &service)
{
    if (!service.code)
        return {};
    const bool isOut = !service.code->link.isEmpty();
    return QJsonObject{{QStringLiteral("state"), service.code->state},
        {QStringLiteral("qrContent"), textOrNull(service.code->link)},
        {QStringLiteral("expiresAt"), timeOrNull(isOut ? service.code->expiresAt : 0)}};
}

QString messageOf(const Fleet::Service &service)
{
    const Tenant &tenant = service.row->tenant;
    if (tenant.phase == Phase::BindWait && !service.isPolled)
        return QStringLiteral("No worker is there to show a code: hermes-admin worker.");
    return tenant.message;
}

} // namespace

QJsonObject serviceJson(const Fleet::Service &service)
{
    const Tenant &tenant = service.row->tenant;
    const payments::Order &order = service.order.facts.order;
    return {{QStringLiteral("orderId"), order.id}, {QStringLiteral("subscriptionId"), textOrNull(order.subscriptionId)},
        {QStringLiteral("tenant"), tenant.name}, {QStringLiteral("status"), statusOf(tenant)},
        {QStringLiteral("hermesUrl"), textOrNull(service.hermesUrl)},
        {QStringLiteral("mcpUrl"), textOrNull(service.mcpUrl)},
        {QStringLiteral("dashboardTokenRef"), textOrNull(service.dashboardToken)},
        {QStringLiteral("keyIds"), service.keyIds.isEmpty() ? QJsonValue() : QJsonValue(service.keyIds)},
        {QStringLiteral("bind"), bindJson(service)}, {QStringLiteral("phase"), phaseName(tenant.phase)},
        {QStringLiteral("reason"), textOrNull(tenant.reason)},
        {QStringLiteral("message"), textOrNull(messageOf(service))}, {QStringLiteral("unchanged"), service.unchanged}};
}

QStringList serviceLines(const Fleet::Service &service)
{
    const Tenant &tenant = service.row->tenant;
    Sheet sheet;
    sheet.add(QStringLiteral("Order"), printable(service.order.facts.order.id));
    sheet.add(QStringLiteral("Tenant"), tenant.name);
    sheet.add(QStringLiteral("Status"), statusOf(tenant) + QStringLiteral(", ") + phaseName(tenant.phase));
    sheet.add(QStringLiteral("Dashboard"), service.hermesUrl);
    sheet.add(QStringLiteral("MCP"), service.mcpUrl);
    if (service.code)
        sheet.add(QStringLiteral("Code"),
            service.code->link.isEmpty() ? service.code->state
                                         : printable(service.code->link) + QStringLiteral(" until ")
                    + QDateTime::fromMSecsSinceEpoch(service.code->expiresAt).toString(QStringLiteral("hh:mm:ss")));
    sheet.add(QStringLiteral("Message"), printable(messageOf(service)));
    return sheet.lines();
}

} // namespace hermes::cli
