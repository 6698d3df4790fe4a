#include "arguments.h"
#include "commands.h"
#include "exitcodes.h"
#include "random.h"

namespace hermes::cli {

namespace {

Result<int> registryMove(const QString &to, Session &session)
{
    HERMES_TRY(checkRegistryUrl(to));
    if (!to.startsWith(QLatin1String("postgres")))
        return fail(ErrorKind::Invalid, QStringLiteral("A registry moves to PostgreSQL."), {},
            QStringLiteral("Write --to postgresql://USER@HOST/DATABASE."));
    const QString from = session.fleetOptions().registryUrl;
    if (!from.isEmpty() && !from.startsWith(QLatin1String("sqlite:")))
        return fail(ErrorKind::Invalid, QStringLiteral("Only a registry in an SQLite file can be moved."), from,
            QStringLiteral("Name it with --registry sqlite:PATH or --data-dir DIR."));
    if (session.options().plan)
        return printPlan(session,
            {{QStringLiteral("close"), from.isEmpty() ? session.fleetOptions().dataDir : from,
                 QStringLiteral("nobody writes to it any more"), true},
                {QStringLiteral("copy"), to, QStringLiteral("every row, in one transaction"), false}});
    SystemRandom random;
    HERMES_ASSIGN(const auto moved, Fleet::moveRegistry(session.fleetOptions(), to, session.clock(), random));
    if (session.output().isJson()) {
        session.output().document(QJsonObject{{QStringLiteral("registry"), to}, {QStringLiteral("rows"), moved.rows},
            {QStringLiteral("tenants"), moved.tenants}, {QStringLiteral("unchanged"), moved.unchanged}});
        return exitDone;
    }
    session.output().line(moved.unchanged
            ? QStringLiteral("The registry had moved already (%1 tenants).").arg(moved.tenants)
            : QStringLiteral("The registry has moved (%1 tenants, %2 rows).").arg(moved.tenants).arg(moved.rows));
    session.output().note(QStringLiteral("From now on: export HERMES_ADMIN_REGISTRY='%1'").arg(to));
    return exitDone;
}

} // namespace

void addRegistryCommands(CLI::App &root, Parsed &parsed)
{
    CLI::App *group = root.add_subcommand("registry", "Where the fleet is written down");
    group->require_subcommand(1);
    auto to = std::make_shared<std::string>();
    addCommand(*group, parsed, "move", "Move it from this machine's file to a PostgreSQL that a team shares",
        [to](Session &session) { return registryMove(qt(*to), session); })
        ->add_option("--to", *to, "postgresql://USER@HOST:PORT/DATABASE[?passfile=FILE][&via=USER@HOST]")
        ->required();
}

} // namespace hermes::cli
