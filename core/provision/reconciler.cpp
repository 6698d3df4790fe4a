#include "reconciler.h"

#include "failpoint.h"
#include "reasoncodes.h"

#include <QElapsedTimer>

namespace hermes {

using namespace Qt::StringLiterals;

Reconciler::Reconciler(Registry &registry, HostLinks &links, LeaseKeeper &leases, const Clock &clock, Random &random,
    const FleetOptions &options)
    : m_registry(registry)
    , m_links(links)
    , m_leases(leases)
    , m_clock(clock)
    , m_random(random)
    , m_actor(options.actor)
    , m_observer(registry, links)
    , m_effects(registry, links, clock, options.portCoolDownMs, options.actor)
{
    m_limits.startLimitMs = options.startLimitMs;
}

class Reconciler::Busy {
public:
    static Result<std::unique_ptr<Busy>> enter(Reconciler &reconciler, const QString &tenantId)
    {
        const std::lock_guard lock(reconciler.m_mutex);
        if (reconciler.m_busy.contains(tenantId))
            return fail(ErrorKind::Conflict, translate("Reconciler", "This program is at work on this tenant already."),
                {}, translate("Reconciler", "Wait for it."));
        reconciler.m_busy.insert(tenantId);
        return std::unique_ptr<Busy>(new Busy(reconciler, tenantId));
    }
    ~Busy()
    {
        const std::lock_guard lock(m_reconciler.m_mutex);
        m_reconciler.m_busy.remove(m_tenantId);
    }
    Busy(const Busy &) = delete;
    Busy &operator=(const Busy &) = delete;

private:
    Busy(Reconciler &reconciler, QString tenantId)
        : m_reconciler(reconciler)
        , m_tenantId(std::move(tenantId))
    { }
    Reconciler &m_reconciler;
    QString m_tenantId;
};

Status Reconciler::underLease(
    const QString &tenantId, const std::function<Status(qint64 epoch, const Call &held)> &work, const Call &call)
{
    HERMES_ASSIGN(const auto busy, Busy::enter(*this, tenantId));
    HERMES_ASSIGN(const qint64 epoch, m_registry.claimLease(tenantId, m_leases.owner(), LeaseKeeper::durationMs));
    const CancelToken lost = m_leases.keep(tenantId, epoch);
    CancelSource either;
    const auto byCaller = call.cancel.onCancel([&either] { either.cancel(); });
    const auto byLease = lost.onCancel([&either] { either.cancel(); });
    Status done = work(epoch, {call.deadline, either.token()});
    m_leases.drop(tenantId);
    Status released = m_registry.releaseLease(tenantId, m_leases.owner(), epoch);
    if (done && !released)
        return released;
    return done;
}

Result<Reconciler::Turn> Reconciler::step(const QString &tenantId, const Progress &progress, const Call &call)
{
    Turn made;
    HERMES_TRY(underLease(
        tenantId,
        [&](qint64 epoch, const Call &held) -> Status {
            HERMES_ASSIGN(made, turn(tenantId, epoch, progress, held));
            return {};
        },
        call));
    return made;
}

Result<Reconciler::Turn> Reconciler::turn(
    const QString &tenantId, qint64 epoch, const Progress &progress, const Call &call)
{
    HERMES_ASSIGN(Tenant tenant, m_registry.tenantById(tenantId));
    HERMES_ASSIGN(const Seen seen, m_observer.look(tenant, m_clock.wallMs(), call.within(std::chrono::seconds(30))));
    if (call.cancel.isCancelled())
        return fail(ErrorKind::Cancelled,
            translate("Reconciler", "Cancelled before anything was done to %1.").arg(tenant.name));
    // The caller's time ran out in the middle of the look: that says nothing about the host.
    if (seen.hostError && seen.hostError->kind == ErrorKind::Timeout && call.deadline.expired())
        return fail(ErrorKind::Timeout,
            translate("Reconciler", "Time was up before anything was done to %1.").arg(tenant.name));
    for (const auto &hostId : seen.clearedHosts)
        HERMES_TRY(m_registry.clearPastHost(tenant.id, hostId, Registry::Held{epoch, tenant.generation}));
    // With a container come its volume and its directories.
    for (const auto &hostId : seen.refilledHosts)
        HERMES_TRY(m_registry.refillHost(tenant.id, hostId));
    Decision decision = decide(tenant, seen, m_clock.wallMs(), m_limits);
    if (decision.action.kind == ActionKind::PinImage) {
        // Only our own books change: what was seen of the host is as true as before.
        HERMES_ASSIGN(Turn pinned, act(tenant, seen, decision, epoch, progress, call));
        if (pinned.error)
            return pinned;
        tenant = pinned.tenant;
        decision = decide(tenant, seen, m_clock.wallMs(), m_limits);
    }
    if (decision.action.kind != ActionKind::Wait)
        return act(tenant, seen, decision, epoch, progress, call);
    Believed believed;
    believed.decision = decision;
    believed.observed = !seen.hostError;
    believed.attempts = decision.phase == Phase::Backoff ? tenant.attempts : 0;
    believed.nextAttemptAt = decision.phase == Phase::Backoff ? tenant.nextAttemptAt : 0;
    believed.startFailures = tenant.startFailures;
    believed.startFailuresSince = tenant.startFailuresSince;
    HERMES_TRY(writeDown(tenant, seen, epoch, believed));
    HERMES_ASSIGN(const Tenant after, m_registry.tenantById(tenantId));
    if (progress && after.phase != tenant.phase)
        progress({StepEvent::Kind::Phase, tenant.name, phaseName(after.phase), after.message, true, 0});
    return Turn{after, decision, seen.hostError, false, decision.action.afterMs};
}

Operation Reconciler::begun(const Tenant &tenant, const QString &step, const QString &object, qint64 epoch) const
{
    Operation operation;
    operation.tenantId = tenant.id;
    operation.step = step;
    operation.generation = tenant.generation;
    operation.epoch = epoch;
    operation.detail = object;
    operation.actor = m_actor.name;
    return operation;
}

Result<Reconciler::Turn> Reconciler::act(const Tenant &tenant, const Seen &seen, const Decision &decision, qint64 epoch,
    const Progress &progress, const Call &call)
{
    const ActionKind kind = decision.action.kind;
    if (decision.phase != tenant.phase) {
        // What was seen is told before the effect, which may take long: a container that died shows at once.
        Believed before;
        before.decision = decision;
        before.attempts = tenant.attempts;
        before.startFailures = tenant.startFailures;
        before.startFailuresSince = tenant.startFailuresSince;
        HERMES_TRY(writeDown(tenant, seen, epoch, before));
        if (progress)
            progress({StepEvent::Kind::Phase, tenant.name, phaseName(decision.phase), decision.message, true, 0});
    }
    const QString object = decision.action.containerId.isEmpty() ? decision.action.hostId : decision.action.containerId;
    const Operation operation = begun(tenant, actionName(kind), object, epoch);
    HERMES_ASSIGN(const qint64 id, m_registry.beginOperation(operation));
    if (progress)
        progress({StepEvent::Kind::Begin, tenant.name, operation.step, {}, true, 0});
    QElapsedTimer timer;
    timer.start();
    failpoint(operation.step + u".before"_s);
    std::function<void(const QString &)> note;
    if (progress)
        note = [&](const QString &text) {
            progress({StepEvent::Kind::Begin, tenant.name, operation.step, text, true, 0});
        };
    const auto outcome
        = m_effects.perform(decision.action, tenant, seen, id, epoch, note, call.within(Effects::timeLimit(kind)));
    failpoint(operation.step + u".after"_s);
    const std::optional<Error> error = outcome ? std::optional<Error>() : outcome.error();
    if (progress)
        progress({StepEvent::Kind::End, tenant.name, operation.step, error ? error->text() : QString(), !error,
            timer.elapsed()});
    // The reply is not the truth; what the next look shows is. It is only kept for people and for what cannot be seen
    // again.
    const bool cutShort
        = error && (call.cancel.isCancelled() || (error->kind == ErrorKind::Timeout && call.deadline.expired()));
    HERMES_TRY(m_registry.endOperation(id,
        cutShort              ? u"unknown"_s
            : error           ? u"failed"_s
            : outcome->goesOn ? u"unknown"_s
                              : u"done"_s,
        error ? error->text() : object));
    failpoint(operation.step + u".replied"_s);
    // Cut short by whoever asked: no failure of the host's, and no reason to wait before the next try.
    if (cutShort)
        return tl::unexpected<Error>(*error);

    Believed believed;
    believed.decision = decision;
    believed.note = operation.step;
    const bool isAside = kind == ActionKind::WipeHome && tenant.presence != Presence::Absent
        && tenant.phase != Phase::Gone; // of what a move left: its customer is served all the same
    if (outcome) {
        believed.outcome = *outcome;
    } else if (!isAside) {
        believed.attempts = tenant.attempts + 1;
        believed.decision = judgeFailure(tenant, kind, *error, believed.attempts);
        believed.nextAttemptAt = m_clock.wallMs() + backoffMs(believed.attempts);
    }
    countStart(tenant, seen, kind, error, believed);
    if (!outcome || !outcome->tenantChanged)
        HERMES_TRY(writeDown(tenant, seen, epoch, believed));
    HERMES_ASSIGN(const Tenant after, m_registry.tenantById(tenant.id));
    if (progress && after.phase != decision.phase)
        progress({StepEvent::Kind::Phase, tenant.name, phaseName(after.phase), after.message, !error, 0});
    const bool waits = after.phase == Phase::Backoff;
    return Turn{
        after, believed.decision, error, true, waits ? std::max<qint64>(0, after.nextAttemptAt - m_clock.wallMs()) : 0};
}

void Reconciler::countStart(const Tenant &tenant, const Seen &seen, ActionKind kind, const std::optional<Error> &error,
    Believed &believed) const
{
    believed.startFailures = tenant.startFailures;
    believed.startFailuresSince = tenant.startFailuresSince;
    if (kind == ActionKind::Create) {
        believed.startFailures = 0;
        believed.startFailuresSince = 0;
        return;
    }
    if (kind != ActionKind::Start)
        return;
    // A start that failed counts, and so does starting again what had exited.
    const bool again = std::any_of(seen.containers.begin(), seen.containers.end(), [&](const ContainerSeen &container) {
        return container.id == believed.decision.action.containerId && container.state == "exited"_L1;
    });
    if (!error && !again)
        return;
    const qint64 now = m_clock.wallMs();
    if (now - believed.startFailuresSince >= m_limits.failureWindowMs) {
        believed.startFailures = 0;
        believed.startFailuresSince = now;
    }
    ++believed.startFailures;
}

qint64 Reconciler::backoffMs(int attempts)
{
    constexpr qint64 most = 300'000;
    const qint64 ceiling = std::min(most, qint64(1000) << std::min(attempts - 1, 9));
    return 200 + static_cast<qint64>(m_random.below(static_cast<quint64>(ceiling)));
}

static Condition condition(
    ConditionType type, bool known, bool holds, const QString &reason = {}, const QString &message = {})
{
    Condition made;
    made.type = type;
    made.status = !known ? ConditionStatus::Unknown : holds ? ConditionStatus::True : ConditionStatus::False;
    made.reason = reason;
    made.message = message;
    return made;
}

QList<Condition> Reconciler::conditions(const Tenant &tenant, const Seen &seen, const Decision &decision) const
{
    if (seen.hostError) {
        // Nothing else is known anew: what was seen last stays, with its age.
        QList<Condition> kept = tenant.conditions;
        const auto known = std::find_if(kept.begin(), kept.end(),
            [](const Condition &condition) { return condition.type == ConditionType::Reachable; });
        if (known != kept.end() && known->status == ConditionStatus::False)
            return kept;
        const QString reason = decision.phase == Phase::Unknown ? decision.reason : reasons::hostUnreachable;
        const Condition silent{ConditionType::Reachable, ConditionStatus::False, reason, seen.hostError->message,
            m_clock.wallMs(), tenant.generation};
        if (known != kept.end())
            *known = silent;
        else
            kept.append(silent);
        return kept;
    }
    const bool running
        = std::any_of(seen.containers.begin(), seen.containers.end(), [&](const ContainerSeen &container) {
              return container.generation == tenant.generation && container.state == "running"_L1;
          });
    const bool bound = seen.bound == home::BoundVerdict::Bound;
    const bool inSync = decision.action.kind == ActionKind::Wait
        && (decision.phase == Phase::Ready || decision.phase == Phase::BindWait || decision.phase == Phase::Paused);
    QList<Condition> all{
        condition(ConditionType::Paid, false, false, reasons::noPlatformDatabase),
        condition(ConditionType::Placed, true, !tenant.hostId.isEmpty()),
        condition(ConditionType::Image, true, !tenant.imageId.isEmpty()),
        condition(ConditionType::Running, true, running),
        condition(ConditionType::Healthy, true, seen.probe == ProbeVerdict::Healthy, {}, seen.probeMessage),
        condition(ConditionType::Bound, seen.bound || !seen.hasBinding, bound, {}, seen.boundMessage),
        condition(ConditionType::Reachable, true, true),
        condition(ConditionType::InSync, true, inSync, decision.reason),
    };
    const qint64 now = m_clock.wallMs();
    for (auto &made : all) {
        made.since = now;
        made.generation = tenant.generation;
        for (const auto &before : tenant.conditions)
            if (before.type == made.type && before.status == made.status)
                made.since = before.since;
    }
    return all;
}

Status Reconciler::writeDown(const Tenant &tenant, const Seen &seen, qint64 epoch, const Believed &believed)
{
    // A gone tenant stays as it was; what is cleared away after it is among its operations.
    if (tenant.phase == Phase::Gone)
        return {};
    StatusWrite write;
    write.tenantId = tenant.id;
    write.epoch = epoch;
    write.generation = tenant.generation;
    write.phase = believed.decision.phase;
    write.reason = believed.decision.reason;
    write.message = believed.decision.message;
    write.hint = believed.decision.hint;
    write.conditions
        = believed.observed || seen.hostError ? conditions(tenant, seen, believed.decision) : tenant.conditions;
    const auto newer = [](const QString &now, const QString &before) { return now.isEmpty() ? before : now; };
    write.containerId = newer(believed.outcome.containerId, tenant.containerId);
    write.homeWrittenFor = newer(believed.outcome.homeWrittenFor, tenant.homeWrittenFor);
    write.credentialsWrittenFor = newer(believed.outcome.credentialsWrittenFor, tenant.credentialsWrittenFor);
    write.attempts = believed.attempts;
    write.nextAttemptAt = believed.nextAttemptAt;
    write.startFailures = believed.startFailures;
    write.startFailuresSince = believed.startFailuresSince;
    write.journalNote = believed.note;
    write.observed = believed.observed;
    HERMES_ASSIGN(const bool mine, m_registry.writeStatus(write, m_actor));
    if (!mine)
        return fail(ErrorKind::Conflict,
            translate("Reconciler", "Tenant %1 was changed by another process meanwhile.").arg(tenant.name), {},
            translate("Reconciler", "Nothing is lost: look at it again."));
    return {};
}

Result<std::optional<Reconciler::Turn>> Reconciler::glance(const Registry::Look &known, bool isUrgent, const Call &call)
{
    const Tenant &tenant = known.tenant;
    HERMES_ASSIGN(const Seen seen,
        m_observer.look(
            tenant, {known.ports, known.binding}, isUrgent, m_clock.wallMs(), call.within(std::chrono::seconds(30))));
    if (seen.hostError || !seen.clearedHosts.isEmpty() || !seen.refilledHosts.isEmpty())
        return std::optional<Turn>();
    const Decision decision = decide(tenant, seen, m_clock.wallMs(), m_limits);
    const bool same = decision.action.kind == ActionKind::Wait && decision.phase == tenant.phase
        && decision.reason == tenant.reason && decision.message == tenant.message && decision.hint == tenant.hint
        && tenant.attempts == 0 && tenant.nextAttemptAt == 0 && conditions(tenant, seen, decision) == tenant.conditions;
    return same ? std::optional<Turn>(Turn{tenant, decision, {}, false, decision.action.afterMs}) : std::nullopt;
}

Result<std::pair<Seen, Decision>> Reconciler::preview(const Tenant &tenant, const Call &call)
{
    HERMES_ASSIGN(const Seen seen, m_observer.look(tenant, m_clock.wallMs(), call));
    return std::pair(seen, decide(tenant, seen, m_clock.wallMs(), m_limits));
}

Status Reconciler::block(const QString &tenantId, const QString &reason, const QString &message, const QString &hint)
{
    HERMES_ASSIGN(const auto busy, Busy::enter(*this, tenantId));
    HERMES_ASSIGN(const qint64 epoch, m_registry.claimLease(tenantId, m_leases.owner(), LeaseKeeper::durationMs));
    HERMES_ASSIGN(const Tenant tenant, m_registry.tenantById(tenantId));
    Believed believed;
    believed.decision = {Phase::Blocked, reason, message, hint, {}};
    believed.observed = false;
    Status written = writeDown(tenant, {}, epoch, believed);
    HERMES_TRY(m_registry.releaseLease(tenantId, m_leases.owner(), epoch));
    return written;
}

} // namespace hermes
