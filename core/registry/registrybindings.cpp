#include "registryprivate.h"
#include "registryrows.h"

namespace hermes {

using namespace Qt::StringLiterals;

Result<QString> Registry::Private::holderOf(Db &db, const QString &userId, const QString &tenantId)
{
    HERMES_ASSIGN(const auto holder,
        db.first(u"select t.name from bindings b join tenants t on t.id = b.tenant_id"
                 " where b.live and b.user_id = ? and b.user_id <> '' and b.tenant_id <> ?"_s,
            {userId, tenantId}, [](Row &row) { return row.text(); }));
    return holder.value_or(QString());
}

Status Registry::Private::insertBinding(Db &db, const Binding &binding)
{
    HERMES_TRY(db.write(u"update bindings set live = false where tenant_id = ? and live"_s, {binding.tenantId}));
    HERMES_TRY(
        db.write(u"insert into bindings ("_s + bindingColumns + u", live) values (?, ?, ?, ?, ?, ?, ?, ?, true)"_s,
            {binding.tenantId, binding.botId, binding.userId, binding.baseUrl, binding.tokenSha256, binding.bindEpoch,
                binding.archivePath, binding.boundAt}));
    return {};
}

Status Registry::Private::checkConfirmable(const BindSession &session, const Tenant &tenant, const Binding &binding)
{
    if (session.endedAt != 0)
        return fail(ErrorKind::Conflict,
            translate("Registry", "The login was confirmed after it had ended (%1)").arg(session.state),
            session.message, translate("Registry", "Its credentials stay in the archive; start a new one with `bind`"));
    if (tenant.phase == Phase::Gone)
        return fail(ErrorKind::Conflict, translate("Registry", "Tenant '%1' was destroyed").arg(tenant.name), {},
            translate("Registry", "Its credentials stay in the archive"));
    if (!binding.tenantId.isEmpty() && binding.tenantId != tenant.id)
        return fail(ErrorKind::Internal,
            translate("Registry", "A login of tenant '%1' was confirmed for another").arg(tenant.name));
    return {};
}

Result<Tenant> Registry::Private::bindTenant(
    Db &db, const Tenant &tenant, const BindSession &session, const Binding &binding, const Actor &actor)
{
    Binding made = binding;
    made.tenantId = tenant.id;
    made.bindEpoch = tenant.bindEpoch + 1;
    made.boundAt = clock.wallMs();
    HERMES_TRY(insertBinding(db, made));
    HERMES_ASSIGN(Tenant next, nextGeneration(db, tenant, u"bind"_s));
    next.bindEpoch = made.bindEpoch;
    HERMES_TRY(db.write(u"update tenants set bind_epoch = ? where id = ?"_s, {next.bindEpoch, next.id}));
    HERMES_TRY(endSession(db, session, u"confirmed"_s, {}));
    HERMES_TRY(writeJournal(db, next, next.phase, actor.name,
        translate("Registry", "WeChat bound; generation %1 -> %2").arg(tenant.generation).arg(next.generation)));
    HERMES_TRY(writeAudit(db, actor, u"bind"_s, next.name,
        {{u"tenant"_s, next.id}, {u"session"_s, session.id}, {u"bindEpoch"_s, next.bindEpoch},
            {u"generation"_s, next.generation}}));
    return next;
}

Result<Registry::Bound> Registry::confirmBinding(const QString &sessionId, const Binding &binding, const Actor &actor)
{
    return d->writeAndScrub([&](Db &db) -> Result<Bound> {
        HERMES_ASSIGN(const BindSession session, d->session(db, sessionId));
        HERMES_ASSIGN(const Tenant tenant, d->tenant(db, session.tenantId));
        if (session.endedAt != 0 && (session.state == u"confirmed"_s || session.state == u"clash"_s))
            return Bound{tenant, session.heldBy};
        HERMES_TRY(d->checkConfirmable(session, tenant, binding));
        HERMES_ASSIGN(const QString holder, d->holderOf(db, binding.userId, tenant.id));
        HERMES_TRY(db.write(
            u"update bind_sessions set held_by = ?, user_id = ? where id = ?"_s, {holder, binding.userId, sessionId}));
        if (!holder.isEmpty()) {
            HERMES_TRY(d->endSession(
                db, session, u"clash"_s, translate("Registry", "this WeChat is bound to tenant '%1'").arg(holder)));
            return Bound{tenant, holder};
        }
        HERMES_ASSIGN(const Tenant next, d->bindTenant(db, tenant, session, binding, actor));
        return Bound{next, {}};
    });
}

Result<std::optional<BindSession>> Registry::clashOf(const QString &tenantId)
{
    return d->ask([&](Db &db) {
        return db.first(u"select "_s + sessionColumns
                + u" from bind_sessions s where tenant_id = ? and state = 'clash' and not exists (select 1 from "
                  u"bindings b"
                  " where b.bound_at >= s.ended_at and (b.tenant_id = s.tenant_id or b.user_id = s.user_id))"
                  " order by ended_at desc limit 1"_s,
            {tenantId}, readSession);
    });
}

/// Its container is made anew without the account; what it had stays in the archive.
Result<Tenant> Registry::Private::unbindTenant(Db &db, const Tenant &tenant, const QString &movedTo, const Actor &actor)
{
    HERMES_TRY(db.write(u"update bindings set live = false where tenant_id = ? and live"_s, {tenant.id}));
    HERMES_ASSIGN(const Tenant next, nextGeneration(db, tenant, u"unbind"_s));
    HERMES_TRY(writeJournal(db, next, next.phase, actor.name,
        translate("Registry", "WeChat moved to tenant '%1'; generation %2 -> %3")
            .arg(movedTo)
            .arg(tenant.generation)
            .arg(next.generation)));
    HERMES_TRY(writeAudit(db, actor, u"unbind"_s, next.name,
        {{u"tenant"_s, next.id}, {u"movedTo"_s, movedTo}, {u"generation"_s, next.generation}}));
    return next;
}

Result<Registry::Moved> Registry::moveBinding(
    const QString &sessionId, const QString &holder, const Binding &binding, const Actor &actor)
{
    return d->write([&](Db &db) -> Result<Moved> {
        HERMES_ASSIGN(const BindSession session, d->session(db, sessionId));
        HERMES_ASSIGN(const Tenant tenant, d->tenantToChange(db, session.tenantId, -1));
        struct Held {
            QString tenantId;
            qint64 boundAt = 0;
        };
        HERMES_ASSIGN(const auto held,
            db.first(u"select b.tenant_id, b.bound_at from bindings b join tenants t on t.id = b.tenant_id"
                     " where b.live and b.user_id = ? and t.name = ? and t.phase <> 'GONE'"_s,
                {session.userId, holder}, [](Row &row) {
                    const QString tenantId = row.text();
                    return Held{tenantId, row.integer()};
                }));
        if (session.state != u"clash"_s || binding.userId != session.userId || !held || held->tenantId == tenant.id)
            return fail(ErrorKind::Conflict,
                translate("Registry", "Tenant '%1' does not hold the WeChat that scanned for '%2'")
                    .arg(holder, tenant.name),
                {},
                translate("Registry", "`show %1` names the holder; if there is none any more, bind it again")
                    .arg(tenant.name));
        if (held->boundAt >= session.endedAt)
            return fail(ErrorKind::Conflict,
                translate("Registry", "Tenant '%1' was bound anew after that scan, which ended the login of '%2'")
                    .arg(holder, tenant.name),
                {}, translate("Registry", "Bind '%1' again with the WeChat that it should have").arg(tenant.name));
        HERMES_ASSIGN(const Tenant before, d->tenant(db, held->tenantId));
        Moved moved;
        HERMES_ASSIGN(moved.holder, d->unbindTenant(db, before, tenant.name, actor));
        HERMES_ASSIGN(moved.tenant, d->bindTenant(db, tenant, session, binding, actor));
        HERMES_TRY(d->retryNow(db, moved.tenant, actor));
        return moved;
    });
}

Result<std::optional<Binding>> Registry::binding(const QString &tenantId)
{
    return d->ask([&](Db &db) {
        return db.first(
            u"select "_s + bindingColumns + u" from bindings where tenant_id = ? and live"_s, {tenantId}, readBinding);
    });
}

Result<QList<Binding>> Registry::bindings()
{
    return d->ask([](Db &db) {
        return db.all(
            u"select "_s + bindingColumns + u" from bindings where live order by tenant_id"_s, {}, readBinding);
    });
}

} // namespace hermes
