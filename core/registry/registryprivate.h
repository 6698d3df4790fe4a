#pragma once

#include "dbconnections.h"
#include "dblistener.h"
#include "registry.h"

#include <QJsonObject>
#include <atomic>
#include <thread>

namespace hermes {

/// What the parts of Registry share.
class Registry::Private {
public:
    Private(std::unique_ptr<DbConnections> connectionsIn, std::unique_ptr<DbListener> listenerIn, const Clock &clockIn,
        Random &randomIn)
        : connections(std::move(connectionsIn))
        , listener(std::move(listenerIn))
        , clock(clockIn)
        , random(randomIn)
    { }

    /// Runs `work(Db &)` in one write transaction.
    template <class Work> auto write(Work &&work) -> std::invoke_result_t<Work, Db &>
    {
        HERMES_ASSIGN(const auto db, connections->take());
        auto done = db->inTransaction([&] { return work(*db); });
        if (scrubDue)
            scrub(*db, std::chrono::milliseconds(0));
        return done;
    }
    /// The same for work that erases secrets: gets them out of the write-ahead log too, now or, if others are reading,
    /// after a later write.
    template <class Work> auto writeAndScrub(Work &&work) -> std::invoke_result_t<Work, Db &>
    {
        HERMES_ASSIGN(const auto db, connections->take());
        auto done = db->inTransaction([&] { return work(*db); });
        scrub(*db, std::chrono::milliseconds(200));
        return done;
    }
    /// Runs `work(Db &)`, which is one query: it needs no state that others share.
    template <class Work> auto ask(Work &&work) -> std::invoke_result_t<Work, Db &>
    {
        HERMES_ASSIGN(const auto db, connections->take());
        return work(*db);
    }
    /// Runs `work(Db &)`, which only reads, on one state.
    template <class Work> auto read(Work &&work) -> std::invoke_result_t<Work, Db &>
    {
        HERMES_ASSIGN(const auto db, connections->take());
        return db->inSnapshot([&] { return work(*db); });
    }

    [[nodiscard]] Status initialise();
    [[nodiscard]] Status writeAudit(
        Db &db, const Actor &actor, const QString &verb, const QString &target, const QJsonObject &detail);
    /// The row that the next one is chained to.
    struct AuditEnd {
        qint64 id = 0;
        QString hash;
    };
    /// For who asks something else anyway, and saves a round trip.
    [[nodiscard]] static Query askAuditEnd(AuditEnd &end);
    [[nodiscard]] static AuditRow auditRow(
        const Actor &actor, const QString &verb, const QString &target, const QJsonObject &detail);
    [[nodiscard]] Status writeAudit(Db &db, const AuditEnd &end, const AuditRow &row);
    /// A row that says what happened to `tenant` as it is now; `before` is the phase it had.
    [[nodiscard]] Status writeJournal(
        Db &db, const Tenant &tenant, Phase before, const QString &actor, const QString &message);
    /// Of the one tenant that `where` with `value` names.
    [[nodiscard]] Result<Look> look(const QString &where, const QString &value, int history);
    /// By id; NotFound.
    [[nodiscard]] Result<Tenant> tenant(Db &db, const QString &id);
    /// The same, but Conflict for a tenant that is gone or whose row version is another.
    [[nodiscard]] Result<Tenant> tenantToChange(Db &db, const QString &id, qint64 rowVersion);
    /// generation + 1 with a new nonce and its instance row; answers the new state. The caller writes journal and
    /// audit.
    [[nodiscard]] Result<Tenant> nextGeneration(Db &db, const Tenant &tenant, const QString &cause);
    /// The row and that of its generation; `cause` as instances have it.
    [[nodiscard]] Status insertTenant(Db &db, const Tenant &tenant, const QString &cause);
    /// As Registry::recordRequest(); `verb` for the audit.
    [[nodiscard]] Result<Recorded> record(Db &db, const ProvisionRequest &request, const QString &requestedHostId,
        const Plan &plan, const QString &verb, const Actor &actor);
    /// The name of another live tenant that has this WeChat; empty if there is none.
    [[nodiscard]] Result<QString> holderOf(Db &db, const QString &userId, const QString &tenantId);
    [[nodiscard]] Status insertBinding(Db &db, const Binding &binding);
    [[nodiscard]] Result<Host> host(Db &db, const QString &id);
    [[nodiscard]] Status updateHost(Db &db, const Host &host);
    /// As Registry::checkRemovable().
    [[nodiscard]] Status checkRemovable(Db &db, const Host &host);
    /// Whether a drain of that host goes on that has still to send the tenant away.
    [[nodiscard]] Result<bool> hasToLeave(Db &db, const Tenant &tenant, const QString &hostId);
    /// The host that it was on its way to is gone; its home is safe where it was.
    [[nodiscard]] Status callMoveOff(Db &db, const Tenant &tenant, const Host &lost, const Actor &actor);
    [[nodiscard]] Status leaveLostHost(Db &db, const Tenant &tenant, const Host &host, const Actor &actor);
    [[nodiscard]] Result<Ports> ports(Db &db, const QString &tenantId);
    [[nodiscard]] Status checkCapacity(Db &db, const Tenant &tenant, const Host &host);
    /// Nobody writes to its home from outside the loop: no login is under way, no secrets are on their way.
    [[nodiscard]] Status checkUndisturbed(Db &db, const Tenant &tenant);
    [[nodiscard]] Result<Tenant> changePresence(
        Db &db, Tenant tenant, Presence presence, const QString &verb, const Actor &actor);
    [[nodiscard]] static Status checkHeld(const Tenant &tenant, const std::optional<Held> &held);
    // Of a tenant that is gone (registryrestore.cpp).
    [[nodiscard]] Result<Tenant> revive(Db &db, Tenant tenant);
    [[nodiscard]] Status settleAnew(Db &db, const Tenant &tenant);
    /// The tenant's present generation belongs on that host.
    [[nodiscard]] Status settleOn(Db &db, const Tenant &tenant, const QString &hostId);
    /// Reserves `wanted`, also outside of the host's range, or where that is taken (or 0) the lowest free port of it.
    [[nodiscard]] Result<quint16> reservePort(
        Db &db, const Tenant &tenant, const Host &host, const QString &purpose, quint16 wanted = 0);
    /// Its host is the one that has its home again; what arrived at the other is left there.
    [[nodiscard]] Result<Tenant> turnBack(Db &db, Tenant tenant);
    [[nodiscard]] Status coolPorts(Db &db, const Tenant &tenant, qint64 coolDownMs);
    [[nodiscard]] Status endSession(Db &db, const BindSession &session, const QString &state, const QString &message);
    [[nodiscard]] Status checkConfirmable(const BindSession &session, const Tenant &tenant, const Binding &binding);
    [[nodiscard]] Result<Tenant> bindTenant(
        Db &db, const Tenant &tenant, const BindSession &session, const Binding &binding, const Actor &actor);
    [[nodiscard]] Result<Tenant> unbindTenant(Db &db, const Tenant &tenant, const QString &movedTo, const Actor &actor);
    [[nodiscard]] Result<BindSession> session(Db &db, const QString &id);
    /// Ends BLOCKED or BACKOFF; nothing where there is nothing to end.
    [[nodiscard]] Status retryNow(Db &db, Tenant tenant, const Actor &actor);
    /// OrderAct::handOff; false: nothing is altered by it.
    [[nodiscard]] Result<bool> changeHandOff(Db &db, const OrderAct &act);
    [[nodiscard]] Result<bool> pauseForLapse(Db &db, const QString &tenantId, const Actor &actor);
    void scrub(Db &db, std::chrono::milliseconds patience);

    std::unique_ptr<DbConnections> connections;
    std::unique_ptr<DbListener> listener; ///< PostgreSQL
    const Clock &clock;
    Random &random;
    std::atomic<bool> scrubDue = true; ///< at first too: a program that died may have left a login in the log
};

/// "45 s", "12 min", "3 h": how long ago, for sentences.
[[nodiscard]] QString ageText(qint64 ms);

} // namespace hermes
