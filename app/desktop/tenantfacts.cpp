#include "tenantfacts.h"

#include "format.h"
#include "imageplan.h"
#include "words.h"

#include <QCoreApplication>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace hermes::desktop {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(TenantFacts)
};

} // namespace

QList<TimelineRecord> timelineLines(const TenantDetail &detail, qint64 nowMs, bool stale)
{
    QList<TimelineRecord> lines;
    for (const PhaseStep &step : detail.phases) {
        TimelineRecord line{phaseLook(step.phase).name, step.state, step.detail, formatTime(step.atMs)};
        if (step.state == "now"_L1 && step.detail.isEmpty() && step.atMs > 0 && !stale)
            //: Beside the phase a tenant is in: how long already, e.g. "2:36 so far"
            line.detail = Words::tr("%1 so far").arg(formatDuration(nowMs - step.atMs));
        lines.append(line);
    }
    return lines;
}

QList<FactRecord> tenantFacts(const TenantRow &row, const TenantDetail &detail)
{
    QList<FactRecord> facts;
    if (!row.order.isEmpty())
        facts.append({Words::tr("Order"), row.order, {}, true, u"copy"_s, Words::tr("Copy order id"), row.order, {}, {},
            Words::tr("Show order")});
    if (!row.host.isEmpty())
        facts.append({Words::tr("Host"), row.host, row.tier == "container"_L1 ? QString() : tierWords(row.tier), false,
            {}, {}, {}});
    if (row.port > 0) {
        //: After a port number: what listens there
        FactRecord ports{Words::tr("Ports"), QString::number(row.port), Words::tr("dashboard"), true, u"copy"_s,
            Words::tr("Copy dashboard address"), u"127.0.0.1:%1"_s.arg(row.port)};
        if (row.apiPort > 0) {
            ports.second = QString::number(row.apiPort);
            ports.secondExtra = Words::tr("API");
        }
        facts.append(ports);
    }
    if (!row.container.isEmpty())
        facts.append({Words::tr("Container"), row.container.left(12), {}, true, u"copy"_s,
            Words::tr("Copy container id"), row.container});
    if (!row.image.isEmpty())
        facts.append(
            {Words::tr("Image"), imageShort(row.image), {}, true, u"copy"_s, Words::tr("Copy image name"), row.image});
    if (!detail.health.isEmpty())
        facts.append({Words::tr("Last check"), detail.health, {}, false, {}, {}, {}});
    return facts;
}

QList<FactRecord> removedFacts(const TenantRow &row)
{
    QList<FactRecord> destroyed;
    if (!row.container.isEmpty())
        destroyed.append({Words::tr("Container"), u"hermes-"_s + row.name, {}, true, {}, {}, {}});
    if (row.port > 0) {
        QString ports = QString::number(row.port);
        if (row.apiPort > 0)
            ports += u", %1"_s.arg(row.apiPort);
        //: After the ports that a destroyed tenant gives back
        destroyed.append({Words::tr("Ports"), ports, Words::tr("free after 10 min"), true, {}, {}, {}});
    }
    destroyed.append({Words::tr("Home"), Words::tr("moved to the archive"), {}, false, {}, {}, {}});
    return destroyed;
}

QList<FactRecord> weixinFacts(const TenantRow &row, const TenantDetail &detail, qint64 nowMs)
{
    QList<FactRecord> facts;
    const auto id = [](const QString &label, const QString &value, const QString &action) {
        const QString domain = value.contains(u'@') ? u'@' + value.section(u'@', 1) : QString();
        return FactRecord{label, shortId(value), domain, true, u"copy"_s, action, value};
    };
    if (!row.weixinUser.isEmpty())
        facts.append(id(Words::tr("User"), row.weixinUser, Words::tr("Copy WeChat user id")));
    if (!row.weixinBot.isEmpty())
        facts.append(id(Words::tr("Bot"), row.weixinBot, Words::tr("Copy WeChat bot id")));
    if (!facts.isEmpty() && row.phase == "READY"_L1) {
        QString session = Words::tr("live");
        if (detail.lastMessageMs > 0)
            session = Words::tr("live, last message %1 ago").arg(formatAge(nowMs - detail.lastMessageMs));
        facts.append({Words::tr("Session"), session, {}, false, {}, {}, {}});
    }
    return facts;
}

QList<StatusRecord> conditionLines(const TenantRow &row, const TenantDetail &detail)
{
    QList<StatusRecord> lines;
    const bool wanted = row.phase == "DEGRADED"_L1 || row.phase == "BLOCKED"_L1 || row.phase == "BACKOFF"_L1;
    for (const Condition &condition : detail.conditions) {
        if (!wanted)
            break;
        const QString tone = !condition.known ? u"muted"_s : condition.ok ? u"success"_s : u"warning"_s;
        lines.append(
            {conditionWords(condition.name), {}, condition.detail, {}, tone, !condition.ok || !condition.known});
    }
    std::stable_partition(
        lines.begin(), lines.end(), [](const StatusRecord &line) { return line.tone == "warning"_L1; });
    return lines;
}

} // namespace hermes::desktop
