#include "auditfile.h"
#include "demobackend.h"
#include "demoready.h"

#include <QJsonDocument>

// What was done in the invented fleet, and by whom.

using namespace Qt::StringLiterals;

namespace hermes::desktop {

namespace {

constexpr int oldEntries = 260;

struct Deed {
    qint64 agoSeconds; ///< before the day's 13:41:08
    QString actor;
    QString verb;
    QString target;
    QJsonObject detail;
};

const QString worker = u"worker@ecs-hz-01"_s;
const QString mei = u"mei@ops-mac"_s;
const QString lu = u"lu@desk-2"_s;
const QString zhang = u"zhang@office"_s;

QJsonObject noted(const char *note)
{
    return {{u"note"_s, words(note)}};
}

QList<Deed> deedsOfToday()
{
    return {{19, lu, u"rebind"_s, u"he-siyuan"_s, noted(QT_TRANSLATE_NOOP("Demo", "new phone, customer on the line"))},
        {38, worker, u"provision"_s, u"bluelake-am"_s,
            {{u"order"_s, u"cmp6hnfdt9w0003l60bq2v7r1d"_s}, {u"plan"_s, u"dedicated_pro"_s}}},
        {101, mei, u"order.retry"_s, u"cmp6hfv88b20003l60bq4k9m2x"_s,
            {{u"reason"_s, u"HOST_TROUBLE"_s},
                {u"note"_s, words(QT_TRANSLATE_NOOP("Demo", "disk was full, is mended"))},
                {u"finding"_s, u"RETRYING"_s}, {u"tenant"_s, u"chen-yutong"_s}}},
        {191, worker, u"provision"_s, u"acme-research"_s, {{u"plan"_s, u"dedicated_pro"_s}}},
        {288, mei, u"host.cordon"_s, u"ecs-sh-01"_s, noted(QT_TRANSLATE_NOOP("Demo", "disk replacement at 15:00"))},
        {627, worker, u"place"_s, u"huaxin-capital"_s, {{u"port"_s, 8726}, {u"host"_s, u"ecs-sh-01"_s}}},
        {2'497, worker, u"bind"_s, u"tao-jing"_s, {{u"generation"_s, 2}}},
        {3'553, mei, u"migrate"_s, u"jade-harbor"_s, {{u"before"_s, u"ecs-sh-01"_s}, {u"after"_s, u"ecs-hz-01"_s}}},
        {6'162, zhang, u"destroy"_s, u"test-basic-2"_s, noted(QT_TRANSLATE_NOOP("Demo", "test over; name typed"))},
        {6'245, zhang, u"host.trust"_s, u"ecs-hz-02"_s,
            {{u"after"_s, u"SHA256:uX2vQ8ZbK1tN4mRc7yLpWj0GfHs9eAdT6oBxVqI3nMk"_s}}}};
}

AuditRow rowOf(const Deed &deed, qint64 id, qint64 begin)
{
    return {id, begin - deed.agoSeconds * 1'000, deed.actor, deed.verb, deed.target,
        QString::fromUtf8(QJsonDocument(deed.detail).toJson(QJsonDocument::Compact))};
}

QList<AuditRow> everything(qint64 begin)
{
    const QList<Deed> today = deedsOfToday();
    const QStringList actors{mei, worker, zhang, lu};
    const QStringList verbs{u"restart"_s, u"backup"_s, u"upgrade"_s, u"provision"_s, u"bind"_s};
    const QStringList targets{u"an-ruo"_s, u"gu-xinyi"_s, u"lin-jia"_s, u"kunlun-desk"_s, u"fang-lei"_s, u"dong-yi"_s};
    QList<AuditRow> rows;
    qint64 id = oldEntries + today.size();
    for (const Deed &deed : today)
        rows.append(rowOf(deed, id--, begin));
    for (int number = 0; number < oldEntries; ++number)
        rows.append(
            rowOf({86'400 + number * 5'400LL, actors.at(number % actors.size()), verbs.at(number % verbs.size()),
                      targets.at(number % targets.size()), {{u"generation"_s, number % 7 + 1}}},
                id--, begin));
    return rows;
}

bool fits(const AuditRow &row, const AuditWish &wish)
{
    const auto has = [&](const QString &field) { return field.contains(wish.text, Qt::CaseInsensitive); };
    return (wish.beforeId == 0 || row.id < wish.beforeId) && row.at >= wish.sinceMs
        && (wish.verb.isEmpty() || row.verb == wish.verb) && (has(row.actor) || has(row.target) || has(row.detail));
}

QList<AuditRow> pageOf(const AuditWish &wish, qint64 begin)
{
    QList<AuditRow> page;
    for (const AuditRow &row : everything(begin))
        if (page.size() < wish.limit && fits(row, wish))
            page.append(row);
    return page;
}

} // namespace

Backend::Answer<AuditPage> DemoBackend::audit(const AuditWish &wish)
{
    AuditPage page;
    if (m_scene == Scene::Empty || m_scene == Scene::NoHosts)
        return ready<AuditPage>(page);
    page.rows = pageOf(wish, m_clock.begin());
    for (const AuditRow &row : everything(m_clock.begin()))
        if (!page.verbs.contains(row.verb))
            page.verbs.append(row.verb);
    return ready<AuditPage>(page);
}

Backend::Answer<qint64> DemoBackend::verifyAudit()
{
    if (m_auditBrokenAt > 0)
        return ready<qint64>(fail(ErrorKind::Conflict,
            words(QT_TRANSLATE_NOOP(
                      "Demo", "The audit record was changed: entry %1 does not follow from the one before it"))
                .arg(m_auditBrokenAt),
            {},
            words(QT_TRANSLATE_NOOP(
                      "Demo", "Compare it with a backup of the registry; everything before entry %1 is intact"))
                .arg(m_auditBrokenAt)));
    return ready<qint64>(everything(m_clock.begin()).size());
}

Backend::Answer<qint64> DemoBackend::exportAudit(const AuditWish &wish, const QString &file, const QString &format)
{
    return ready<qint64>(writeAuditFile(file, format, [&](qint64 beforeId) -> Result<QList<AuditRow>> {
        AuditWish next = wish;
        next.beforeId = beforeId;
        return pageOf(next, m_clock.begin());
    }));
}

} // namespace hermes::desktop
