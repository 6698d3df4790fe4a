#include "registryprivate.h"
#include "registryrows.h"
#include "sqltext.h"

#include <QCryptographicHash>
#include <QJsonDocument>

namespace hermes {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 workerSilentAfterMs = 30'000;

/// Chains an audit row to the one before it: a row that is changed, removed or put in between breaks every later hash.
QString auditHash(const AuditRow &row, const QString &previous)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QString &field :
        {previous, QString::number(row.id), QString::number(row.at), row.actor, row.verb, row.target, row.detail}) {
        const QByteArray bytes = field.toUtf8();
        hash.addData(QByteArray::number(bytes.size()) + ':' + bytes);
    }
    return QString::fromLatin1(hash.result().toHex());
}

AuditRow readAudit(Row &row)
{
    AuditRow audit;
    audit.id = row.integer();
    audit.at = row.integer();
    audit.actor = row.text();
    audit.verb = row.text();
    audit.target = row.text();
    audit.detail = row.text();
    return audit;
}

} // namespace

Status Registry::Private::writeJournal(
    Db &db, const Tenant &tenant, Phase before, const QString &actor, const QString &message)
{
    HERMES_TRY(db.write(
        u"insert into journal (tenant_id, at, actor, epoch, generation, phase_before, phase_after, reason, message)"
        " values (?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
        {tenant.id, clock.wallMs(), actor, tenant.leaseEpoch, tenant.generation, phaseName(before),
            phaseName(tenant.phase), tenant.reason, message}));
    return {};
}

Query Registry::Private::askAuditEnd(AuditEnd &end)
{
    return {u"select id, hash from audit order by id desc limit 1"_s, {}, [&end](Row &row) {
                end.id = row.integer();
                end.hash = row.text();
            }};
}

Status Registry::Private::writeAudit(
    Db &db, const Actor &actor, const QString &verb, const QString &target, const QJsonObject &detail)
{
    AuditEnd end;
    HERMES_TRY(db.each({askAuditEnd(end)}));
    return writeAudit(db, end, auditRow(actor, verb, target, detail));
}

AuditRow Registry::Private::auditRow(
    const Actor &actor, const QString &verb, const QString &target, const QJsonObject &detail)
{
    AuditRow row;
    row.actor = actor.keyFingerprint.isEmpty() ? actor.name : actor.name + u' ' + actor.keyFingerprint;
    row.verb = verb;
    row.target = target;
    row.detail = QString::fromUtf8(QJsonDocument(detail).toJson(QJsonDocument::Compact));
    return row;
}

Status Registry::Private::writeAudit(Db &db, const AuditEnd &end, const AuditRow &row)
{
    AuditRow chained = row;
    chained.id = end.id + 1;
    if (chained.at == 0)
        chained.at = clock.wallMs();
    HERMES_TRY(db.write(
        u"insert into audit (id, at, actor, verb, target, detail, prev_hash, hash) values (?, ?, ?, ?, ?, ?, ?, ?)"_s,
        {chained.id, chained.at, chained.actor, chained.verb, chained.target, chained.detail, end.hash,
            auditHash(chained, end.hash)}));
    return {};
}

Result<QList<JournalRow>> Registry::journal(const QString &tenantId, int limit)
{
    return d->ask([&](Db &db) {
        return db.all(
            u"select "_s + journalColumns + u" from journal where tenant_id = ? or ? = '' order by id desc limit ?"_s,
            {tenantId, tenantId, limit}, readJournal);
    });
}

Status Registry::writeAudit(const Actor &actor, const QString &verb, const QString &target, const QJsonObject &detail)
{
    return d->write([&](Db &db) { return d->writeAudit(db, actor, verb, target, detail); });
}

Result<QList<AuditRow>> Registry::audit(int limit)
{
    return d->ask([&](Db &db) {
        return db.all(
            u"select id, at, actor, verb, target, detail from audit order by id desc limit ?"_s, {limit}, readAudit);
    });
}

Result<QList<AuditRow>> Registry::audit(const AuditQuery &query)
{
    return d->ask([&](Db &db) {
        QString where = u"at >= ?"_s;
        QVariantList values{query.sinceMs};
        const auto also = [&](const QString &condition, const QVariantList &bound) {
            where += u" and "_s + condition;
            values += bound;
        };
        if (!query.target.isEmpty())
            also(u"target = ?"_s, {query.target});
        if (!query.verb.isEmpty())
            also(u"verb = ?"_s, {query.verb});
        if (query.beforeId > 0)
            also(u"id < ?"_s, {query.beforeId});
        if (!query.text.isEmpty()) {
            const QString pattern = likePattern(query.text);
            also(u"(lower(actor) like lower(?) escape '!' or lower(target) like lower(?) escape '!' or lower(detail) "
                 u"like lower(?) escape "
                 "'!')"_s,
                {pattern, pattern, pattern});
        }
        return db.all(
            u"select id, at, actor, verb, target, detail from audit where %1 order by id desc limit ?"_s.arg(where),
            values + QVariantList{query.limit}, readAudit);
    });
}

Result<QStringList> Registry::auditVerbs()
{
    return d->ask([](Db &db) -> Result<QStringList> {
        HERMES_ASSIGN(const auto verbs,
            db.all(u"select distinct verb from audit order by verb"_s, {}, [](Row &row) { return row.text(); }));
        return QStringList(verbs);
    });
}

Result<qint64> Registry::lastAudit(const QString &verb, const QString &target)
{
    return d->ask([&](Db &db) {
        return db.number(u"select coalesce(max(at), 0) from audit where target = ? and verb = ?"_s, {target, verb});
    });
}

Result<Registry::AuditCheck> Registry::verifyAudit()
{
    return d->read([](Db &db) -> Result<AuditCheck> {
        AuditCheck check;
        qint64 brokenAt = 0;
        HERMES_TRY(db.each(
            u"select id, at, actor, verb, target, detail, prev_hash, hash from audit order by id"_s, {}, [&](Row &row) {
                const AuditRow audit = readAudit(row);
                const QString previous = row.text();
                const QString hash = row.text();
                const bool holds
                    = audit.id == check.rows + 1 && previous == check.head && hash == auditHash(audit, previous);
                if (!holds && brokenAt == 0)
                    brokenAt = audit.id;
                ++check.rows;
                check.head = hash;
            }));
        if (brokenAt != 0)
            return fail(ErrorKind::Conflict,
                translate("Registry", "The audit record was changed: entry %1 does not follow from the one before it")
                    .arg(brokenAt),
                {},
                translate("Registry", "Compare it with a backup of the registry; everything before entry %1 is intact")
                    .arg(brokenAt));
        return check;
    });
}

Status Registry::beatWorker(const QString &id, const Actor &actor)
{
    return d->write([&](Db &db) -> Status {
        const qint64 now = d->clock.wallMs();
        HERMES_TRY(db.write(u"insert into workers (id, actor, started_at, beat_at) values (?, ?, ?, ?)"
                            " on conflict (id) do update set beat_at = excluded.beat_at, actor = excluded.actor"_s,
            {id, actor.name, now, now}));
        return {};
    });
}

Status Registry::removeWorker(const QString &id)
{
    return d->write([&](Db &db) -> Status {
        HERMES_TRY(db.write(u"delete from workers where id = ?"_s, {id}));
        return {};
    });
}

Result<bool> Registry::hasLiveWorker(const QString &butNot)
{
    return d->ask([&](Db &db) -> Result<bool> {
        HERMES_ASSIGN(const qint64 live,
            db.number(u"select count(*) from workers where beat_at > ? and id <> ?"_s,
                {d->clock.wallMs() - workerSilentAfterMs, butNot}));
        return live > 0;
    });
}

Result<QList<Registry::Worker>> Registry::liveWorkers()
{
    const auto read = [](Row &row) { return Worker{row.text(), row.text(), row.integer(), row.integer()}; };
    return d->ask([&](Db &db) {
        return db.all(u"select id, actor, started_at, beat_at from workers where beat_at > ? order by started_at, id"_s,
            {d->clock.wallMs() - workerSilentAfterMs}, read);
    });
}

Result<QList<Registry::OperationCount>> Registry::operationCounts()
{
    const auto read = [](Row &row) { return OperationCount{row.text(), row.text(), row.integer()}; };
    return d->ask([&](Db &db) {
        return db.all(u"select step, outcome, count(*) from operations group by step, outcome"
                      " order by step, outcome"_s,
            {}, read);
    });
}

} // namespace hermes
