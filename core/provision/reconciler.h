#pragma once

#include "decide.h"
#include "effects.h"
#include "fleet.h"
#include "homebackup.h"
#include "leasekeeper.h"
#include "observer.h"

namespace hermes {

/// One turn of the loop for one tenant: lease, look, decide, commit the operation, do it, and write down what is
/// believed. Has no thread of its own; any thread may run it. Threads, crash safety: whatever dies here, the next turn
/// looks again.
class Reconciler {
public:
    Reconciler(Registry &registry, HostLinks &links, LeaseKeeper &leases, const Clock &clock, Random &random,
        const FleetOptions &options);

    struct Turn {
        Tenant tenant; ///< as it is after the turn
        Decision decision;
        std::optional<Error> error; ///< of the effect, or of a host that did not answer
        bool acted = false;
        qint64 nextAfterMs = 0; ///< when to look again
    };
    /// Errors: Conflict when another process or thread is at work on it (holder and age in the message); Cancelled,
    /// also in the middle of an effect, of which nothing is known then; NotFound; a registry that fails.
    [[nodiscard]] Result<Turn> step(const QString &tenantId, const Progress &progress, const Call &call);

    /// Copies the home into the archive between two turns, under the lease (containers::backUpHome()). Errors: as
    /// step(); Conflict where it has no home at rest on its host.
    [[nodiscard]] Result<containers::Backup> backUp(
        const QString &tenantId, int keep, const Progress &progress, const Call &call);

    /// Looks without a lease and writes nothing. A turn that would have changed nothing; or nothing, where step() has
    /// something to do or to write down. `known` as the registry has it now, `isUrgent` as Observer::look() has it.
    [[nodiscard]] Result<std::optional<Turn>> glance(const Registry::Look &known, bool isUrgent, const Call &call);

    /// Looks and decides, changes nothing: for `--plan` and the health page.
    [[nodiscard]] Result<std::pair<Seen, Decision>> preview(const Tenant &tenant, const Call &call);

    /// Writes BLOCKED from outside the loop (a clash of bindings).
    [[nodiscard]] Status block(
        const QString &tenantId, const QString &reason, const QString &message, const QString &hint);

private:
    struct Believed {
        Decision decision;
        Effects::Outcome outcome;
        int attempts = 0;
        qint64 nextAttemptAt = 0;
        int startFailures = 0;
        qint64 startFailuresSince = 0;
        QString note;
        bool observed = true;
    };
    /// One turn at a time per tenant also within this process: a lease lets its own owner in again.
    class Busy;
    /// Does `work` under the tenant's lease, with a token that either the caller or a lost lease cancels.
    [[nodiscard]] Status underLease(
        const QString &tenantId, const std::function<Status(qint64 epoch, const Call &held)> &work, const Call &call);
    [[nodiscard]] Operation begun(const Tenant &tenant, const QString &step, const QString &object, qint64 epoch) const;
    [[nodiscard]] Result<Turn> turn(const QString &tenantId, qint64 epoch, const Progress &progress, const Call &call);
    [[nodiscard]] Result<Turn> act(const Tenant &tenant, const Seen &seen, const Decision &decision, qint64 epoch,
        const Progress &progress, const Call &call);
    [[nodiscard]] Status writeDown(const Tenant &tenant, const Seen &seen, qint64 epoch, const Believed &believed);
    [[nodiscard]] QList<Condition> conditions(const Tenant &tenant, const Seen &seen, const Decision &decision) const;
    [[nodiscard]] qint64 backoffMs(int attempts);
    void countStart(const Tenant &tenant, const Seen &seen, ActionKind kind, const std::optional<Error> &error,
        Believed &believed) const;

    Registry &m_registry;
    HostLinks &m_links;
    LeaseKeeper &m_leases;
    const Clock &m_clock;
    Random &m_random;
    Actor m_actor;
    DecideLimits m_limits;
    Observer m_observer;
    Effects m_effects;
    std::mutex m_mutex;
    QSet<QString> m_busy;
};

} // namespace hermes
