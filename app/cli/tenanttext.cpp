#include "tenanttext.h"

#include "output.h"
#include "sheet.h"

#include <QDateTime>

namespace hermes::cli {

namespace {

QString localTime(qint64 wallMs)
{
    return wallMs == 0 ? QStringLiteral("-")
                       : QDateTime::fromMSecsSinceEpoch(wallMs).toString(QStringLiteral("yyyy-MM-dd hh:mm:ss"));
}

QString portText(quint16 port)
{
    return port == 0 ? QStringLiteral("-") : QString::number(port);
}

// A silent host's tenants may be as they were, or not.
QString pollingText(const TenantRow &row)
{
    if (row.stale)
        return row.bound ? QStringLiteral(" (was polling)") : QStringLiteral(" (was not polling)");
    return row.bound ? QString() : QStringLiteral(" (not polling)");
}

QString healthText(const TenantRow &row)
{
    if (row.tenant.observedAt == 0)
        return QStringLiteral("unknown");
    if (row.stale)
        return row.healthy ? QStringLiteral("was healthy") : QStringLiteral("was not healthy");
    return row.healthy ? QStringLiteral("yes") : QStringLiteral("no");
}

QString weixinText(const TenantRow &row)
{
    return row.binding ? row.binding->botId + pollingText(row) : QStringLiteral("-");
}

QString wholeReason(const Tenant &tenant)
{
    QStringList parts{tenant.reason, tenant.message};
    parts.removeAll(QString());
    return parts.join(QStringLiteral(": "));
}

void addHistory(const TenantDetails &details, QStringList *lines)
{
    constexpr qsizetype shownRows = 15;
    if (details.journal.isEmpty())
        return;
    QList<QStringList> rows;
    for (const JournalRow &row : details.journal.mid(0, shownRows)) {
        const QString change = row.before == row.after ? row.after : row.before + QStringLiteral(" → ") + row.after;
        QStringList why{row.reason, row.message};
        why.removeAll(QString());
        rows << QStringList{
            localTime(row.at), QString::number(row.generation), change, row.actor, why.join(QStringLiteral(": "))};
    }
    *lines << QString();
    *lines += table({QStringLiteral("WHEN"), QStringLiteral("GEN"), QStringLiteral("JOURNAL"), QStringLiteral("WHO"),
                        QStringLiteral("WHY")},
        rows);
}

void addConditions(const Tenant &tenant, QStringList *lines)
{
    if (tenant.conditions.isEmpty())
        return;
    QList<QStringList> rows;
    for (const Condition &condition : tenant.conditions)
        rows << QStringList{conditionName(condition.type), conditionStatusName(condition.status),
            localTime(condition.since), condition.reason, condition.message};
    *lines << QString();
    *lines += table({QStringLiteral("CONDITION"), QStringLiteral("STATUS"), QStringLiteral("SINCE"),
                        QStringLiteral("REASON"), QStringLiteral("MESSAGE")},
        rows);
}

} // namespace

QStringList tenantTable(const QList<TenantRow> &tenants)
{
    if (tenants.isEmpty())
        return {QStringLiteral("No tenants. Next: hermes-admin provision NAME")};
    QList<QStringList> rows;
    for (const TenantRow &row : tenants)
        rows << QStringList{row.tenant.name,
            phaseName(row.tenant.phase) + (row.stale ? QStringLiteral(" (old)") : QString()), dashIfEmpty(row.hostName),
            dashIfEmpty(row.tenant.planCode), portText(row.ports.dashboard), QString::number(row.tenant.generation),
            weixinText(row), ageText(row.ageMs), wholeReason(row.tenant)};
    return table({QStringLiteral("NAME"), QStringLiteral("PHASE"), QStringLiteral("HOST"), QStringLiteral("PLAN"),
                     QStringLiteral("PORT"), QStringLiteral("GEN"), QStringLiteral("WEIXIN"), QStringLiteral("AGE"),
                     QStringLiteral("REASON")},
        rows);
}

QStringList tenantSheet(const TenantDetails &details)
{
    const TenantRow &row = details.row;
    const Tenant &tenant = row.tenant;
    Sheet sheet;
    sheet.add(QStringLiteral("Name"), tenant.name);
    sheet.add(
        QStringLiteral("Phase"), phaseName(tenant.phase) + QStringLiteral(" since ") + localTime(tenant.phaseSince));
    sheet.add(QStringLiteral("Reason"), wholeReason(tenant));
    sheet.add(QStringLiteral("What to do"), tenant.hint);
    sheet.add(QStringLiteral("Desired"),
        QStringLiteral("%1, generation %2").arg(presenceName(tenant.presence)).arg(tenant.generation));
    sheet.add(QStringLiteral("Host"), row.hostName);
    sheet.add(QStringLiteral("Plan"),
        tenant.planCode.isEmpty() ? tierName(tenant.tier)
                                  : tenant.planCode + QStringLiteral(", ") + tierName(tenant.tier));
    sheet.add(QStringLiteral("Order"), tenant.order);
    sheet.add(QStringLiteral("Subscription"), tenant.subscription);
    sheet.add(QStringLiteral("Ports"),
        QStringLiteral("dashboard %1, api %2, wecom %3")
            .arg(portText(row.ports.dashboard), portText(row.ports.api), portText(row.ports.wecom)));
    sheet.add(QStringLiteral("Container"), tenant.containerId.left(12));
    sheet.add(QStringLiteral("Image"), tenant.image);
    sheet.add(QStringLiteral("Healthy"), healthText(row));
    sheet.add(QStringLiteral("Weixin"),
        row.binding
            ? QStringLiteral("%1, scanned by %2%3").arg(row.binding->botId, row.binding->userId, pollingText(row))
            : QStringLiteral("not bound"));
    sheet.add(QStringLiteral("Observed"),
        row.ageMs < 0 ? QStringLiteral("never")
                      : ageText(row.ageMs) + QStringLiteral(" ago")
                + (row.stale ? QStringLiteral(", the host is silent") : QString()));
    QStringList lines = sheet.lines();
    addConditions(tenant, &lines);
    addHistory(details, &lines);
    return lines;
}

QString tenantSentence(const TenantRow &row)
{
    QString text = QStringLiteral("%1: %2").arg(row.tenant.name, phaseName(row.tenant.phase));
    if (!row.hostName.isEmpty())
        text += QStringLiteral(" on ") + row.hostName;
    if (row.ports.dashboard != 0)
        text += QStringLiteral(", dashboard on port %1 there").arg(row.ports.dashboard);
    return text + QStringLiteral(", generation %1").arg(row.tenant.generation);
}

} // namespace hermes::cli
