#include "registryprivate.h"

#include <QJsonDocument>

namespace hermes {

using namespace Qt::StringLiterals;

namespace {

Result<std::optional<Registry::Keys>> keysIn(Db &db, const QString &tenantId)
{
    return db.first(u"select issue, told from tenant_keys where tenant_id = ?"_s, {tenantId}, [](Row &row) {
        const QString issue = row.text();
        return Registry::Keys{issue, QJsonDocument::fromJson(row.text().toUtf8()).object()};
    });
}

} // namespace

Result<std::optional<Registry::Keys>> Registry::keysOf(const QString &tenantId)
{
    return d->ask([&](Db &db) { return keysIn(db, tenantId); });
}

Result<Registry::Keys> Registry::beginKeys(const QString &tenantId, const Held &held)
{
    return d->write([&](Db &db) -> Result<Keys> {
        HERMES_ASSIGN(const Tenant tenant, d->tenant(db, tenantId));
        HERMES_TRY(d->checkHeld(tenant, held));
        HERMES_ASSIGN(const auto known, keysIn(db, tenantId));
        if (known)
            return *known;
        const Keys begun{d->random.hex(16), {}};
        HERMES_TRY(db.write(u"insert into tenant_keys (tenant_id, issue, told, issued_at) values (?, ?, '', ?)"_s,
            {tenantId, begun.issue, d->clock.wallMs()}));
        return begun;
    });
}

Result<bool> Registry::noteKeys(const QString &tenantId, const Keys &keys, const Actor &actor)
{
    return d->write([&](Db &db) -> Result<bool> {
        HERMES_ASSIGN(const auto known, keysIn(db, tenantId));
        if (!known || known->issue != keys.issue)
            return false;
        if (known->told == keys.told)
            return true;
        HERMES_TRY(db.write(u"update tenant_keys set told = ?, issued_at = ? where tenant_id = ?"_s,
            {QString::fromUtf8(QJsonDocument(keys.told).toJson(QJsonDocument::Compact)), d->clock.wallMs(), tenantId}));
        HERMES_ASSIGN(const Tenant tenant, d->tenant(db, tenantId));
        HERMES_TRY(d->writeAudit(db, actor, u"keys.issue"_s, tenant.name,
            {{u"tenant"_s, tenantId}, {u"issue"_s, keys.issue}, {u"ids"_s, keys.told[u"ids"_s]}}));
        return true;
    });
}

Result<std::optional<Registry::Keys>> Registry::keysToRevoke(const QString &tenantId, const Held &held)
{
    return d->ask([&](Db &db) -> Result<std::optional<Keys>> {
        HERMES_ASSIGN(const Tenant tenant, d->tenant(db, tenantId));
        HERMES_TRY(d->checkHeld(tenant, held));
        return keysIn(db, tenantId);
    });
}

Status Registry::forgetKeys(const QString &tenantId, const QString &issue, const Actor &actor)
{
    return d->write([&](Db &db) -> Status {
        HERMES_ASSIGN(const qint64 there,
            db.exec(u"delete from tenant_keys where tenant_id = ? and issue = ?"_s, {tenantId, issue}));
        if (there == 0)
            return {};
        HERMES_ASSIGN(const Tenant tenant, d->tenant(db, tenantId));
        return d->writeAudit(db, actor, u"keys.revoke"_s, tenant.name, {{u"tenant"_s, tenantId}, {u"issue"_s, issue}});
    });
}

} // namespace hermes
