#include "arguments.h"
#include "commands.h"
#include "drive.h"
#include "exitcodes.h"
#include "jsonrows.h"
#include "waves.h"

namespace hermes::cli {

namespace {

struct UpgradeOptions {
    std::vector<std::string> names;
    std::string image;
    std::string host;
    bool all = false;
    bool wait = false;
    int wave = 5;
};

/// How it went with one tenant of several.
struct Outcome {
    QString name;
    QString said; ///< upgraded, unchanged, failed; left: nothing was begun
    std::optional<Error> error;
};

/// Of the whole fleet only those that serve now: who does not can tell nothing about the image, and needs a person.
bool isServing(const TenantRow &row)
{
    return row.tenant.phase == Phase::Ready || row.tenant.phase == Phase::BindWait;
}

Result<QStringList> chosen(const UpgradeOptions &options, Fleet &fleet, QStringList &notServing)
{
    QStringList names;
    for (const std::string &name : options.names) {
        HERMES_TRY(checkTenantName(qt(name)));
        names.append(qt(name));
    }
    if (names.isEmpty() == !options.all)
        return fail(ErrorKind::Invalid, QStringLiteral("Name the tenants, or say --all."), {},
            QStringLiteral("hermes-admin upgrade NAME --image REF; --all [--host HOST] for the fleet."));
    if (!options.host.empty() && !options.all)
        return fail(ErrorKind::Invalid, QStringLiteral("--host goes with --all."));
    HERMES_ASSIGN(const QList<TenantRow> rows, fleet.tenants());
    if (options.all) {
        if (!options.host.empty())
            HERMES_TRY(fleet.host(qt(options.host)));
        for (const TenantRow &row : rows)
            if (row.tenant.presence == Presence::Present && row.tenant.tier != Tier::Prefab
                && (options.host.empty() || row.hostName == qt(options.host)))
                (isServing(row) ? names : notServing).append(row.tenant.name);
        names.sort();
        return names;
    }
    for (const QString &name : std::as_const(names))
        HERMES_TRY(fleet.tenant(name));
    names.removeDuplicates();
    return names;
}

void print(const Outcome &outcome, Session &session)
{
    if (session.output().isJson()) {
        session.output().document(
            QJsonObject{{QStringLiteral("name"), outcome.name}, {QStringLiteral("outcome"), outcome.said},
                {QStringLiteral("error"), outcome.error ? QJsonValue(outcome.error->text()) : QJsonValue()}});
        return;
    }
    session.output().line(outcome.error
            ? QStringLiteral("%1: %2: %3").arg(outcome.name, outcome.said, outcome.error->text())
            : QStringLiteral("%1: %2").arg(outcome.name, outcome.said));
}

QString outcomeName(WaveEvent::Kind kind)
{
    switch (kind) {
    case WaveEvent::Kind::Changed:
        return QStringLiteral("upgraded");
    case WaveEvent::Kind::Unchanged:
        return QStringLiteral("unchanged");
    case WaveEvent::Kind::Left:
        return QStringLiteral("left");
    default:
        return QStringLiteral("failed");
    }
}

/// One tenant first, then wave by wave; what follows a wave in which one failed is left as it is.
Result<int> upgradeMany(const QStringList &names, const QStringList &notServing, const UpgradeOptions &options,
    Session &session, Fleet &fleet)
{
    if (names.isEmpty() && notServing.isEmpty())
        session.output().note(QStringLiteral("No tenant is to run, so that nothing was done."));
    Waves waves;
    waves.atOnce = options.wave;
    waves.stop = session.call().cancel;
    waves.change = [&, image = qt(options.image)](const QString &name) -> Result<bool> {
        HERMES_ASSIGN(const auto done, fleet.upgrade(name, image, true, {}, session.call()));
        return !done.unchanged;
    };
    waves.fallen = [&](const QString &name) -> std::optional<Error> {
        const auto row = fleet.tenant(name);
        return row ? whyFallen(row->tenant) : std::nullopt;
    };
    waves.tell = [&](const WaveEvent &event) {
        if (event.kind != WaveEvent::Kind::Begun)
            print({event.name, outcomeName(event.kind), event.error}, session);
    };
    const Status done = inWaves(names, waves);
    for (const QString &name : notServing)
        print({name, QStringLiteral("left"),
                  Error{ErrorKind::Conflict, QStringLiteral("It does not serve now."), {},
                      QStringLiteral("Mend it first, or name it: hermes-admin upgrade %1 --image REF").arg(name)}},
            session);
    if (session.call().cancel.isCancelled())
        return fail(ErrorKind::Cancelled, QStringLiteral("Cancelled."));
    if (!done)
        session.output().note(QStringLiteral(
            "Stopped: one did not serve any more. Back to the image before: hermes-admin rollback NAME"));
    return done ? exitDone : exitFailed;
}

Result<int> upgrade(const UpgradeOptions &options, Session &session)
{
    if (options.wave < 1)
        return fail(ErrorKind::Invalid, QStringLiteral("A wave has at least one tenant."));
    HERMES_ASSIGN(Fleet * fleet, session.fleet());
    QStringList notServing;
    HERMES_ASSIGN(const QStringList names, chosen(options, *fleet, notServing));
    const QString image = qt(options.image);
    if (session.options().plan) {
        QList<PlanStep> steps;
        for (const QString &name : names) {
            HERMES_ASSIGN(const auto own, fleet->planImage(name, image, session.call()));
            steps += own;
        }
        return printPlan(session, steps);
    }
    if (options.all || names.size() > 1)
        return upgradeMany(names, notServing, options, session, *fleet);
    session.concernsTenant(names.first());
    HERMES_ASSIGN(const auto done, driven(session, options.wait, [&](bool drive, const Progress &progress) {
        return fleet->upgrade(names.first(), image, drive, progress, session.call());
    }));
    printProvisioned(session, done);
    return exitDone;
}

Result<int> rollback(const QString &name, bool wait, Session &session)
{
    HERMES_TRY(checkTenantName(name));
    HERMES_ASSIGN(Fleet * fleet, session.fleet());
    session.concernsTenant(name);
    if (session.options().plan) {
        HERMES_ASSIGN(const auto image, fleet->formerImage(name));
        HERMES_ASSIGN(const auto steps, fleet->planImage(name, image.reference, session.call()));
        return printPlan(session, steps);
    }
    HERMES_ASSIGN(const auto done, driven(session, wait, [&](bool drive, const Progress &progress) {
        return fleet->rollback(name, drive, progress, session.call());
    }));
    printProvisioned(session, done);
    return exitDone;
}

} // namespace

void addUpgradeCommands(CLI::App &root, Parsed &parsed)
{
    auto options = std::make_shared<UpgradeOptions>();
    auto *command = addCommand(root, parsed, "upgrade", "Give tenants another image, wave by wave where they are many",
        [options](Session &session) { return upgrade(*options, session); });
    command->add_option("NAME", options->names, "The tenants");
    command->add_option("--image", options->image, "REPOSITORY:TAG")->required();
    command->add_flag("--all", options->all, "Every tenant that should run");
    command->add_option("--host", options->host, "With --all: of this host only");
    command->add_option("--wave", options->wave, "How many at once, after the first one alone (default 5)");
    command->add_flag("--wait", options->wait, "With a worker: wait until it is done");
    auto name = std::make_shared<std::string>();
    auto wait = std::make_shared<bool>(false);
    auto *back = addCommand(root, parsed, "rollback", "Give a tenant the image back that it had before",
        [name, wait](Session &session) { return rollback(qt(*name), *wait, session); });
    back->add_option("NAME", *name, "The tenant")->required();
    back->add_flag("--wait", *wait, "With a worker: wait until it is done");
}

} // namespace hermes::cli
