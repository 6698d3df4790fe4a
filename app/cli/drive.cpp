#include "drive.h"

#include "jsonrows.h"
#include "liveview.h"
#include "tenanttext.h"

namespace hermes::cli {

namespace {

constexpr auto lookEvery = std::chrono::milliseconds(250);
constexpr qint64 degradedLimitMs = 120'000;

bool isSettled(const Tenant &tenant)
{
    switch (tenant.phase) {
    case Phase::BindWait:
    case Phase::Ready:
        return tenant.presence == Presence::Present;
    case Phase::Paused:
        return tenant.presence == Presence::Paused;
    case Phase::Gone:
    case Phase::Blocked:
        return true;
    default:
        return false;
    }
}

// A worker does the work; this only watches what it writes.
Result<Fleet::Provisioned> follow(Session &session, Fleet *fleet, const QString &name, Fleet::Provisioned done)
{
    const Call &call = session.call();
    const qint64 began = session.clock().wallMs();
    while (!isSettled(done.row.tenant)) {
        if (call.cancel.waitFor(std::min<std::chrono::milliseconds>(lookEvery, call.deadline.remaining())))
            return fail(ErrorKind::Cancelled, QStringLiteral("Cancelled."));
        if (call.deadline.expired())
            return fail(ErrorKind::Timeout, QStringLiteral("Tenant '%1' was not done in time.").arg(name));
        const auto row = fleet->tenant(name);
        if (!row && row.error().kind == ErrorKind::NotFound && done.row.tenant.presence == Presence::Absent) {
            done.row.tenant.phase = Phase::Gone;
            break;
        }
        if (!row)
            return tl::unexpected<Error>(row.error());
        done.row = *row;
        const Tenant &now = done.row.tenant;
        if (now.phase == Phase::Degraded
            && session.clock().wallMs() - std::max(began, now.phaseSince) >= degradedLimitMs)
            return fail(ErrorKind::Remote,
                QStringLiteral("Tenant '%1' runs, but does not serve its customer (%2).").arg(name, now.reason),
                now.message, now.hint);
    }
    const Tenant &tenant = done.row.tenant;
    if (tenant.phase == Phase::Blocked)
        return fail(ErrorKind::Remote, QStringLiteral("Tenant '%1' is blocked: %2.").arg(name, tenant.reason),
            tenant.message, tenant.hint);
    return done;
}

} // namespace

Result<Fleet::Provisioned> driven(Session &session, const QString &name, bool wait,
    const std::function<Result<Fleet::Provisioned>(bool drive, const Progress &progress)> &act)
{
    HERMES_ASSIGN(Fleet * fleet, session.fleet());
    HERMES_ASSIGN(const bool worker, fleet->registry().hasLiveWorker());
    LiveView view(session.terminal(), session.clock());
    auto done = act(!worker, [&view](const StepEvent &event) { view.step(event); });
    if (done && worker && wait)
        done = follow(session, fleet, name, *std::move(done));
    view.finish();
    return done;
}

void printProvisioned(Session &session, const Fleet::Provisioned &done)
{
    if (session.output().isJson()) {
        QJsonObject row = tenantJson(done.row);
        row.insert(QStringLiteral("unchanged"), done.unchanged);
        session.output().document(row);
        return;
    }
    session.output().line(tenantSentence(done.row) + (done.unchanged ? QStringLiteral(" (unchanged)") : QString()));
}

} // namespace hermes::cli
