#include "fleetprivate.h"
#include "reasoncodes.h"

#include <QScopeGuard>

namespace hermes {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Error blockedError(const Tenant &tenant)
{
    static const QStringList conflicts{
        reasons::nameTakenForeign, reasons::bindingHeldBy, reasons::capacity, reasons::fenced};
    return Error{conflicts.contains(tenant.reason) ? ErrorKind::Conflict : ErrorKind::Remote,
        translate("Fleet", "%1 is blocked (%2): %3").arg(tenant.name, tenant.reason, tenant.message), {}, tenant.hint};
}

/// An error once nothing that a driver does can lead to what it was asked for.
static Status stillPossible(const Tenant &tenant)
{
    if (tenant.phase == Phase::Blocked)
        return tl::unexpected<Error>(blockedError(tenant));
    if (tenant.phase == Phase::Gone)
        return fail(ErrorKind::Conflict, translate("Fleet", "%1 was destroyed meanwhile.").arg(tenant.name), {},
            translate("Fleet", "The journal says by whom; provision it again if that was a mistake."));
    return {};
}

/// It runs, but nothing that the loop does makes a signed-out WeChat sign in again.
static bool needsAPerson(const Tenant &tenant)
{
    return tenant.phase == Phase::Degraded
        && (tenant.reason == reasons::bindRevoked || tenant.reason == reasons::credentialsDiffer);
}

Error degradedError(const Tenant &tenant)
{
    return Error{ErrorKind::Remote,
        translate("Fleet", "%1 runs, but does not serve its customer (%2).").arg(tenant.name, tenant.reason),
        tenant.message, tenant.hint};
}

/// A step that failed again and again: whoever waits hears why, and the loop (if there is one) goes on trying.
static Error stuckError(const Tenant &tenant, const std::optional<Error> &last)
{
    Error error = last.value_or(Error{ErrorKind::Remote, tenant.message, {}, tenant.hint});
    error.message = translate("Fleet", "%1 does not get on after %2 attempts: %3")
                        .arg(tenant.name)
                        .arg(tenant.attempts)
                        .arg(error.message);
    if (error.hint.isEmpty())
        error.hint = tenant.hint.isEmpty() ? translate("Fleet", "Mend the cause; the same command goes on from there.")
                                           : tenant.hint;
    return error;
}

constexpr int attemptsAtMost = 4;

/// Another process does the work: whether what it wrote down is what was asked for, or an error once that cannot come.
static Result<bool> metByAnother(const Tenant &tenant, const std::function<bool(const Tenant &)> &met)
{
    // What was seen of an earlier generation says nothing about this one.
    const bool isAnew = tenant.phase == Phase::Gone
        || (!tenant.conditions.isEmpty() && tenant.conditions.first().generation == tenant.generation);
    if (isAnew && met(tenant))
        return true;
    HERMES_TRY(stillPossible(tenant));
    if (needsAPerson(tenant))
        return tl::unexpected<Error>(degradedError(tenant));
    if (tenant.phase == Phase::Backoff && tenant.attempts >= attemptsAtMost)
        return tl::unexpected<Error>(stuckError(tenant, {}));
    return false;
}

Status Fleet::Private::drive(
    const QString &tenantId, const std::function<bool(const Tenant &)> &met, const Progress &progress, const Call &call)
{
    constexpr qint64 silentLimitMs = 20'000;
    constexpr qint64 degradedLimitMs = 120'000;
    const qint64 began = clock.wallMs();
    Tenant seen;
    qint64 silentSince = 0;
    const auto givenUp = [&](const Error &error) {
        if (error.kind == ErrorKind::HostKey || error.kind == ErrorKind::Auth || error.kind == ErrorKind::Conflict)
            return true;
        if (silentSince == 0)
            silentSince = clock.steadyMs();
        return clock.steadyMs() - silentSince >= silentLimitMs;
    };
    // A registry that lost its link is asked again for a while: what a command waits for goes on without it.
    qint64 lostSince = 0;
    const auto ridesOut = [&](const Error &error) {
        if (error.kind != ErrorKind::Network)
            return false;
        if (lostSince == 0)
            lostSince = clock.steadyMs();
        call.cancel.waitFor(std::min(500ms, call.deadline.remaining()));
        return clock.steadyMs() - lostSince < silentLimitMs && !call.deadline.expired();
    };
    /// What another process wrote down; false: not now, but try again.
    const auto readAnew = [&]() -> Result<bool> {
        const auto read = registry->tenantById(tenantId);
        if (!read)
            return ridesOut(read.error()) ? Result<bool>(false) : tl::unexpected<Error>(read.error());
        lostSince = 0;
        seen = *read;
        return true;
    };
    driver->hold(tenantId);
    const auto released = qScopeGuard([&] { driver->release(tenantId); });
    for (;;) {
        if (call.cancel.isCancelled())
            return fail(ErrorKind::Cancelled,
                translate(
                    "Fleet", "Cancelled. What was begun is in the journal; the same command goes on from there."));
        qint64 pause = 250;
        if (isLeftToWorker()) {
            const Phase before = seen.phase;
            HERMES_ASSIGN(const bool isRead, readAnew());
            if (!isRead)
                continue;
            if (progress && seen.phase != before)
                progress({StepEvent::Kind::Phase, seen.name, phaseName(seen.phase), seen.message, true, 0});
            HERMES_ASSIGN(const bool isMet, metByAnother(seen, met));
            if (isMet)
                return {};
            if (seen.phase == Phase::Unknown && clock.wallMs() - std::max(began, seen.phaseSince) >= silentLimitMs)
                return fail(ErrorKind::Network,
                    translate("Fleet", "The host of %1 does not answer the worker.").arg(seen.name), seen.message,
                    translate("Fleet", "The worker goes on by itself when the host is back."));
        } else if (auto turn = reconciler->step(tenantId, progress, call); turn) {
            seen = turn->tenant;
            lostSince = 0;
            const Tenant &tenant = seen;
            notifyTenant(tenant.name);
            if (met(tenant))
                return {};
            HERMES_TRY(stillPossible(tenant));
            if (tenant.phase != Phase::Unknown)
                silentSince = 0;
            else if (turn->error && givenUp(*turn->error))
                return tl::unexpected<Error>(*turn->error);
            if (tenant.phase == Phase::Backoff && tenant.attempts >= attemptsAtMost)
                return tl::unexpected<Error>(stuckError(tenant, turn->error));
            if (needsAPerson(tenant))
                return tl::unexpected<Error>(degradedError(tenant));
            pause = turn->nextAfterMs;
        } else if (turn.error().kind == ErrorKind::Conflict) {
            // Another process has the lease: it does the work, we watch.
            HERMES_ASSIGN(const bool isRead, readAnew());
            if (!isRead)
                continue;
            HERMES_ASSIGN(const bool isMet, metByAnother(seen, met));
            if (isMet)
                return {};
        } else if (ridesOut(turn.error())) {
            continue;
        } else if (turn.error().kind != ErrorKind::Timeout || !call.deadline.expired()) {
            return tl::unexpected<Error>(turn.error());
        }
        if (seen.phase == Phase::Degraded && clock.wallMs() - std::max(began, seen.phaseSince) >= degradedLimitMs)
            return tl::unexpected<Error>(degradedError(seen));
        if (call.deadline.expired()) {
            HERMES_ASSIGN(const Tenant tenant, registry->tenantById(tenantId));
            return fail(ErrorKind::Timeout,
                translate("Fleet", "%1 is still %2 and time is up.").arg(tenant.name, phaseName(tenant.phase)),
                tenant.message,
                translate("Fleet", "Nothing is lost: the same command goes on from there; --timeout gives more time."));
        }
        call.cancel.waitFor(
            std::min(std::chrono::milliseconds(std::min<qint64>(pause, 2'000)), call.deadline.remaining()));
    }
}

} // namespace hermes
