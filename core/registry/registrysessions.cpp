#include "registryprivate.h"
#include "registryrows.h"

#include <QRegularExpression>

namespace hermes {

using namespace Qt::StringLiterals;

namespace {

QString selectSession(const QString &where)
{
    return u"select "_s + sessionColumns + u" from bind_sessions where "_s + where;
}

tl::unexpected<Error> sessionEnded(const BindSession &session)
{
    return fail(ErrorKind::Conflict, translate("Registry", "The login has already ended (%1)").arg(session.state),
        session.message, translate("Registry", "Start a new one with `bind`"));
}

} // namespace

Result<BindSession> Registry::Private::session(Db &db, const QString &id)
{
    HERMES_ASSIGN(auto found, db.first(selectSession(u"id = ?"_s), {id}, readSession));
    if (!found)
        return fail(ErrorKind::NotFound, translate("Registry", "There is no login %1").arg(id), {},
            translate("Registry", "Start one with `bind`"));
    return *found;
}

Status Registry::Private::endSession(Db &db, const BindSession &session, const QString &state, const QString &message)
{
    HERMES_TRY(
        db.write(u"update bind_sessions set state = ?, message = ?, link = '', machine = null, verify_code = '', "
                 u"poller_until = 0,"
                 " ended_at = ? where id = ? and ended_at = 0"_s,
            {state, message, clock.wallMs(), session.id}));
    HERMES_ASSIGN(const Tenant owner, tenant(db, session.tenantId));
    return writeJournal(db, owner, owner.phase, session.actor,
        message.isEmpty() ? translate("Registry", "login ended: %1").arg(state)
                          : translate("Registry", "login ended: %1 (%2)").arg(state, message));
}

Result<BindSession> Registry::openBindSession(const QString &tenantId, const Actor &actor)
{
    return d->write([&](Db &db) -> Result<BindSession> {
        HERMES_ASSIGN(const Tenant tenant, d->tenantToChange(db, tenantId, -1));
        if (tenant.presence != Presence::Present)
            return fail(ErrorKind::Conflict,
                tenant.presence == Presence::Paused
                    ? translate("Registry", "Tenant '%1' is stopped").arg(tenant.name)
                    : translate("Registry", "Tenant '%1' is being destroyed").arg(tenant.name),
                {}, tenant.presence == Presence::Paused ? translate("Registry", "Start it first") : QString());
        HERMES_ASSIGN(auto open, db.first(selectSession(u"tenant_id = ? and ended_at = 0"_s), {tenantId}, readSession));
        if (open)
            return *open;
        // Its credentials would be written where its archive is not.
        if (!tenant.homeHostId.isEmpty())
            return fail(ErrorKind::Conflict,
                translate("Registry", "Tenant '%1' moves to another host").arg(tenant.name), {},
                translate("Registry", "Bind it when it has arrived"));
        if (!tenant.restoreFrom.isEmpty() || !tenant.adoptHome.isEmpty())
            return fail(ErrorKind::Conflict,
                translate("Registry", "The home of tenant '%1' is being restored").arg(tenant.name), {},
                translate("Registry", "Bind it when that is done"));
        BindSession session;
        session.id = d->random.hex(16);
        session.tenantId = tenantId;
        session.state = u"wait"_s;
        session.startedAt = d->clock.wallMs();
        session.actor = actor.name;
        HERMES_TRY(db.write(
            u"insert into bind_sessions (id, tenant_id, poller, poller_until, state, link, verify_code, issued_at,"
            " expires_at, shown_until, started_at, ended_at, message, user_id, held_by, archive_path, actor)"
            " values (?, ?, '', 0, 'wait', '', '', 0, 0, 0, ?, 0, '', '', '', '', ?)"_s,
            {session.id, tenantId, session.startedAt, session.actor}));
        HERMES_TRY(d->writeJournal(db, tenant, tenant.phase, session.actor, translate("Registry", "login started")));
        HERMES_TRY(d->writeAudit(
            db, actor, u"bind.start"_s, tenant.name, {{u"tenant"_s, tenantId}, {u"session"_s, session.id}}));
        return session;
    });
}

Result<std::optional<BindSession>> Registry::openSessionOf(const QString &tenantId)
{
    return d->ask(
        [&](Db &db) { return db.first(selectSession(u"tenant_id = ? and ended_at = 0"_s), {tenantId}, readSession); });
}

Result<QList<BindSession>> Registry::openSessions()
{
    return d->ask(
        [&](Db &db) { return db.all(selectSession(u"ended_at = 0 order by started_at"_s), {}, readSession); });
}

Result<std::optional<BindSession>> Registry::lastSessionOf(const QString &tenantId)
{
    return d->ask([&](Db &db) {
        return db.first(
            selectSession(u"tenant_id = ? order by case when ended_at = 0 then 1 else 0 end desc, started_at desc,"
                          " ended_at desc limit 1"_s),
            {tenantId}, readSession);
    });
}

Result<BindSession> Registry::bindSession(const QString &id)
{
    return d->read([&](Db &db) { return d->session(db, id); });
}

Result<bool> Registry::claimPoller(const QString &sessionId, const QString &poller, qint64 durationMs)
{
    return d->write([&](Db &db) -> Result<bool> {
        HERMES_ASSIGN(const BindSession session, d->session(db, sessionId));
        const qint64 now = d->clock.wallMs();
        if (session.endedAt != 0
            || (!session.poller.isEmpty() && session.poller != poller && session.pollerUntil > now))
            return false;
        HERMES_TRY(db.write(u"update bind_sessions set poller = ?, poller_until = ? where id = ?"_s,
            {poller, now + durationMs, sessionId}));
        return true;
    });
}

Result<bool> Registry::writeSession(const BindSession &session)
{
    return d->write([&](Db &db) -> Result<bool> {
        HERMES_ASSIGN(const qint64 written,
            db.exec(u"update bind_sessions set state = ?, link = ?, machine = ?, issued_at = ?, expires_at = ?, "
                    u"archive_path = ?,"
                    " message = ?, notice = ? where id = ? and poller = ? and ended_at = 0"_s,
                {session.state, session.link, session.machine, session.issuedAt, session.expiresAt, session.archivePath,
                    session.message, session.notice, session.id, session.poller}));
        return written > 0;
    });
}

Status Registry::showSession(const QString &sessionId, qint64 untilMs)
{
    return d->write([&](Db &db) -> Status {
        // The longest of all who look: one that closes must not mask the code for another.
        HERMES_TRY(
            db.write(u"update bind_sessions set shown_until = ? where id = ? and shown_until < ? and ended_at = 0"_s,
                {untilMs, sessionId, untilMs}));
        return {};
    });
}

Status Registry::leaveSession(const QString &sessionId, qint64 latestMs)
{
    return d->write([&](Db &db) -> Status {
        HERMES_TRY(db.write(u"update bind_sessions set shown_until = ? where id = ? and shown_until > ?"_s,
            {latestMs, sessionId, latestMs}));
        return {};
    });
}

Status Registry::renewCode(const QString &sessionId)
{
    return d->write([&](Db &db) -> Status {
        HERMES_ASSIGN(const BindSession session, d->session(db, sessionId));
        if (session.endedAt != 0)
            return sessionEnded(session);
        HERMES_TRY(db.write(u"update bind_sessions set renewals = renewals + 1 where id = ?"_s, {sessionId}));
        return {};
    });
}

Status Registry::sendVerifyCode(const QString &sessionId, const QString &digits)
{
    static const QRegularExpression shape(u"^[0-9]{1,12}$"_s);
    if (!shape.match(digits).hasMatch())
        return fail(ErrorKind::Invalid, translate("Registry", "A verify code has digits only"), {},
            translate("Registry", "Type the digits that the customer's phone shows"));
    return d->write([&](Db &db) -> Status {
        HERMES_ASSIGN(const BindSession session, d->session(db, sessionId));
        if (session.endedAt != 0)
            return sessionEnded(session);
        HERMES_TRY(db.write(u"update bind_sessions set verify_code = ? where id = ?"_s, {digits, sessionId}));
        return {};
    });
}

Result<QString> Registry::takeVerifyCode(const QString &sessionId)
{
    return d->write([&](Db &db) -> Result<QString> {
        HERMES_ASSIGN(const BindSession session, d->session(db, sessionId));
        if (!session.verifyCode.isEmpty())
            HERMES_TRY(db.write(u"update bind_sessions set verify_code = '' where id = ?"_s, {sessionId}));
        return session.verifyCode;
    });
}

Status Registry::endSession(const QString &sessionId, const QString &state, const QString &message)
{
    return d->writeAndScrub([&](Db &db) -> Status {
        HERMES_ASSIGN(const BindSession session, d->session(db, sessionId));
        if (session.endedAt != 0)
            return {};
        return d->endSession(db, session, state, message);
    });
}

} // namespace hermes
