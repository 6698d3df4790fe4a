#include "registryprivate.h"
#include "registryrows.h"
#include "sqltext.h"

namespace hermes {

using namespace Qt::StringLiterals;

Result<qint64> Registry::claimLease(const QString &tenantId, const QString &owner, qint64 durationMs)
{
    if (owner.isEmpty())
        return fail(ErrorKind::Invalid, translate("Registry", "A lease needs an owner"));
    return d->write([&](Db &db) -> Result<qint64> {
        const qint64 now = d->clock.wallMs();
        HERMES_ASSIGN(const auto epoch,
            db.first(
                u"update tenants set lease_since = case when lease_owner = ? and lease_until > ? then lease_since else "
                u"? end,"
                " lease_owner = ?, lease_epoch = lease_epoch + 1, lease_until = ?"
                " where id = ? and (lease_owner = '' or lease_owner = ? or lease_until <= ?) returning lease_epoch"_s,
                {owner, now, now, owner, now + durationMs, tenantId, owner, now},
                [](Row &row) { return row.integer(); }));
        if (epoch)
            return *epoch;
        HERMES_ASSIGN(const Tenant tenant, d->tenant(db, tenantId));
        HERMES_ASSIGN(const qint64 since, db.number(u"select lease_since from tenants where id = ?"_s, {tenantId}));
        return fail(ErrorKind::Conflict,
            translate("Registry", "Tenant '%1' is being worked on by %2, for %3")
                .arg(tenant.name, tenant.leaseOwner, ageText(now - since)),
            {},
            translate("Registry", "Wait for it; if that program has died, its lock ends by itself in %1")
                .arg(ageText(tenant.leaseUntil - now)));
    });
}

Result<bool> Registry::renewLease(const QString &tenantId, const QString &owner, qint64 epoch, qint64 durationMs)
{
    return d->write([&](Db &db) -> Result<bool> {
        // An expired lease that nobody took is still ours: taking it over would have raised the epoch.
        HERMES_ASSIGN(const qint64 renewed,
            db.exec(u"update tenants set lease_until = ? where id = ? and lease_owner = ? and lease_epoch = ?"_s,
                {d->clock.wallMs() + durationMs, tenantId, owner, epoch}));
        return renewed > 0;
    });
}

Status Registry::releaseLease(const QString &tenantId, const QString &owner, qint64 epoch)
{
    return d->write([&](Db &db) -> Status {
        HERMES_TRY(db.write(
            u"update tenants set lease_owner = '', lease_until = 0 where id = ? and lease_owner = ? and lease_epoch = ?"_s,
            {tenantId, owner, epoch}));
        return {};
    });
}

Result<qint64> Registry::beginOperation(const Operation &operation)
{
    return d->write([&](Db &db) -> Result<qint64> {
        HERMES_ASSIGN(const auto lease,
            db.first(
                u"select lease_epoch, lease_until from tenants where id = ?"_s, {operation.tenantId}, [](Row &row) {
                    return std::pair<qint64, qint64>{row.integer(), row.integer()};
                }));
        const qint64 now = d->clock.wallMs();
        if (!lease || lease->first != operation.epoch || lease->second <= now) {
            HERMES_ASSIGN(const Tenant tenant, d->tenant(db, operation.tenantId));
            return fail(ErrorKind::Conflict,
                tenant.leaseEpoch == operation.epoch
                    ? translate("Registry", "The lock on tenant '%1' ran out %2 ago")
                          .arg(tenant.name, ageText(now - tenant.leaseUntil))
                    : translate("Registry", "The lock on tenant '%1' was taken over by %2")
                          .arg(tenant.name,
                              tenant.leaseOwner.isEmpty() ? translate("Registry", "another program")
                                                          : tenant.leaseOwner),
                {}, translate("Registry", "Nothing was done; the next turn looks again"));
        }
        HERMES_ASSIGN(const auto id,
            db.first(u"insert into operations (tenant_id, step, generation, epoch, started_at, ended_at, outcome, "
                     u"detail, actor)"
                     " values (?, ?, ?, ?, ?, 0, '', ?, ?) returning id"_s,
                {operation.tenantId, operation.step, operation.generation, operation.epoch, now, operation.detail,
                    operation.actor},
                [](Row &row) { return row.integer(); }));
        return id.value_or(0);
    });
}

Status Registry::endOperation(qint64 id, const QString &outcome, const QString &detail)
{
    return d->write([&](Db &db) -> Status {
        HERMES_ASSIGN(const qint64 ended,
            db.exec(u"update operations set ended_at = ?, outcome = ?, detail = ? where id = ?"_s,
                {d->clock.wallMs(), outcome, detail, id}));
        if (ended == 0)
            return fail(ErrorKind::NotFound, translate("Registry", "There is no operation %1").arg(id));
        return {};
    });
}

Result<QList<Operation>> Registry::operations(const QString &tenantId, int limit)
{
    return d->ask([&](Db &db) {
        return db.all(
            u"select "_s + operationColumns + u" from operations where tenant_id = ? order by id desc limit ?"_s,
            {tenantId, limit}, readOperation);
    });
}

Result<QList<Operation>> Registry::operations(const QString &tenantId, const QStringList &steps, int limit)
{
    QVariantList values{tenantId};
    for (const QString &step : steps)
        values.append(step);
    values.append(limit);
    return d->ask([&](Db &db) {
        return db.all(u"select "_s + operationColumns + u" from operations where tenant_id = ? and step in "_s
                + placeholders(steps.size()) + u" order by id desc limit ?"_s,
            values, readOperation);
    });
}

Result<QList<Operation>> Registry::openOperations()
{
    return d->ask([](Db &db) {
        return db.all(
            u"select "_s + operationColumns + u" from operations where ended_at = 0 order by id"_s, {}, readOperation);
    });
}

} // namespace hermes
