#include "commands.h"
#include "exitcodes.h"

namespace hermes::cli {

namespace {

Check timed(const QString &name, const Clock &clock, const std::function<Status()> &look)
{
    const qint64 begin = clock.steadyMs();
    const Status status = look();
    Check check{name, status.has_value(), QStringLiteral("ok"), {}, clock.steadyMs() - begin};
    if (!status) {
        check.message = status.error().detail.isEmpty()
            ? status.error().message
            : status.error().message + QLatin1Char(' ') + status.error().detail;
        check.hint = status.error().hint;
    }
    return check;
}

Result<int> doctor(Session &session)
{
    QList<Check> checks;
    checks << timed(QStringLiteral("data directory"), session.clock(),
        [&] { return checkWritable(session.fleetOptions().dataDir); });
    // Without a registry nothing else can be looked at; with one, the fleet looks for itself.
    Fleet *fleet = nullptr;
    checks << timed(QStringLiteral("registry"), session.clock(), [&]() -> Status {
        HERMES_ASSIGN(fleet, session.fleet());
        return {};
    });
    if (fleet) {
        HERMES_ASSIGN(checks, fleet->doctor(session.call()));
    }
    if (session.call().cancel.isCancelled())
        return fail(ErrorKind::Cancelled, QStringLiteral("Cancelled."));
    printChecks(session, {}, checks);
    return allGood(checks) ? exitDone : exitFailed;
}

} // namespace

void addDoctorCommand(CLI::App &root, Parsed &parsed)
{
    addCommand(root, parsed, "doctor", "Check this machine, the registry, iLink and every host", doctor);
}

} // namespace hermes::cli
