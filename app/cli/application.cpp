#include "application.h"

#include "backenddoor.h"
#include "commands.h"
#include "exitcodes.h"
#include "jsonrows.h"

#include <CLI/CLI.hpp>

namespace hermes::cli {

namespace {

// What stands after `--` is somebody else's command line: CLI11 would still split an argument in brackets.
QStringList takeTrailing(QStringList &arguments)
{
    const qsizetype mark = arguments.indexOf(QStringLiteral("--"));
    if (mark < 0)
        return {};
    QStringList trailing = arguments.mid(mark + 1);
    arguments = arguments.first(mark);
    return trailing;
}

Result<bool> parse(CLI::App &app, const QStringList &arguments, Output &output)
{
    std::vector<std::string> reversed;
    for (auto it = arguments.crbegin(); it != arguments.crend(); ++it)
        reversed.push_back(it->toStdString());
    // CLI11 reports by exception; it ends here.
    try {
        app.parse(std::move(reversed));
        return true;
    } catch (const CLI::CallForHelp &) {
        output.raw(QByteArray::fromStdString(app.help()));
    } catch (const CLI::CallForAllHelp &) {
        output.raw(QByteArray::fromStdString(app.help("", CLI::AppFormatMode::All)));
    } catch (const CLI::CallForVersion &) {
        output.line(QString::fromStdString(app.version()));
    } catch (const CLI::Error &error) {
        return fail(ErrorKind::Invalid,
            QStringLiteral("Bad usage: %1").arg(QString::fromStdString(error.what()).simplified()), {},
            QStringLiteral("`hermes-admin COMMAND --help` says what a command takes."));
    }
    return false;
}

void addGlobalOptions(CLI::App *command, GlobalOptions &options)
{
    const std::string group = "Everywhere";
    command->add_option("--data-dir", options.dataDir, "Where registry, known hosts and logs are")->group(group);
    command->add_option("--registry", options.registry, "sqlite:PATH or postgresql://...")->group(group);
    command->add_flag("--json", options.json, "Results and errors as JSON")->group(group);
    command->add_flag("--plan", options.plan, "Print what would be done and change nothing")->group(group);
    command->add_flag("--yes,-y", options.yes, "Do not ask")->group(group);
    command->add_option("--timeout", options.timeoutSeconds, "Give up after so many seconds")
        ->check(CLI::PositiveNumber)
        ->group(group);
    command->add_flag("-v,--verbose", options.verbose, "Log to standard error too")->group(group);
    command
        ->add_flag("--passphrase-stdin", options.passphraseStdin, "Read the key file's passphrase from standard input")
        ->group(group);
    command->add_flag("--password-stdin", options.passwordStdin, "Read the login's password from standard input")
        ->group(group);
}

void describe(CLI::App &app, Parsed &parsed)
{
    app.allow_windows_style_options(false);
    app.require_subcommand(1);
    addGlobalOptions(&app, parsed.options);
    app.set_version_flag("--version", std::string("hermes-admin " HERMES_VERSION));
    addHostCommands(app, parsed);
    addTenantCommands(app, parsed);
    addUpgradeCommands(app, parsed);
    addMigrateCommands(app, parsed);
    addBackupCommands(app, parsed);
    addAdoptCommand(app, parsed);
    addRegistryCommands(app, parsed);
    addChangeCommands(app, parsed);
    addBindCommands(app, parsed);
    addLogCommands(app, parsed);
    addDoctorCommand(app, parsed);
    addOrderCommands(app, parsed);
    addAuditCommand(app, parsed);
    addWorkerCommands(app, parsed);
    addFsckCommand(app, parsed);
    addReservedCommands(app, parsed);
}

Result<int> act(Parsed &parsed, const Environment &environment, Output &output, Terminal &terminal,
    const CancelToken &cancel, bool *hostSilent)
{
    const GlobalOptions &options = parsed.options;
    HERMES_ASSIGN(
        FleetOptions fleetOptions, hermes::cli::fleetOptions(environment, qt(options.dataDir), qt(options.registry)));
    Session session(options, std::move(fleetOptions), environment.userName, output, terminal, cancel);
    auto result = parsed.action(session);
    if (result)
        return result;
    *hostSilent = session.isHostSilent();
    return tl::unexpected<Error>(session.explained(std::move(result).error()));
}

} // namespace

CLI::App *addCommand(CLI::App &parent, Parsed &parsed, const std::string &name, const std::string &help, Action action)
{
    CLI::App *command = parent.add_subcommand(name, help);
    addGlobalOptions(command, parsed.options);
    command->callback([&parsed, action = std::move(action)] { parsed.action = action; });
    return command;
}

Result<int> printPlan(Session &session, const QList<PlanStep> &steps)
{
    Output &output = session.output();
    if (output.isJson()) {
        output.document(planJson(steps));
        return exitDone;
    }
    if (steps.isEmpty())
        output.line(QStringLiteral("Nothing would be done."));
    QList<QStringList> rows;
    for (const PlanStep &step : steps)
        rows << QStringList{step.destructive ? QStringLiteral("!") : QString(), step.verb, step.target, step.detail};
    const QStringList lines
        = table({QString(), QStringLiteral("VERB"), QStringLiteral("TARGET"), QStringLiteral("DETAIL")}, rows);
    for (const QString &line : steps.isEmpty() ? QStringList() : lines)
        output.line(line);
    return exitDone;
}

void printChecks(Session &session, const QString &name, const QList<Check> &checks)
{
    Output &output = session.output();
    if (output.isJson()) {
        output.document(QJsonObject{{QStringLiteral("name"), textOrNull(name)}, {QStringLiteral("ok"), allGood(checks)},
            {QStringLiteral("checks"), checksJson(checks)}});
        return;
    }
    QList<QStringList> rows;
    for (const Check &check : checks)
        rows << QStringList{check.ok ? QStringLiteral("ok") : QStringLiteral("FAIL"), check.name,
            durationText(check.elapsedMs), check.message};
    const QStringList lines = table(
        {QStringLiteral("STATE"), QStringLiteral("CHECK"), QStringLiteral("TIME"), QStringLiteral("WHAT")}, rows);
    for (const QString &line : lines)
        output.line(line);
    for (const Check &check : checks)
        if (!check.ok && !check.hint.isEmpty())
            output.note(check.name + QStringLiteral(": ") + check.hint);
}

bool allGood(const QList<Check> &checks)
{
    return std::all_of(checks.begin(), checks.end(), [](const Check &check) { return check.ok; });
}

/// What the platform's backend wants by its key: answered in JSON, whatever it is.
static int runDoor(const Environment &environment, Terminal &terminal, const CancelToken &cancel, FILE *out, FILE *err)
{
    const auto wanted = doorArguments(environment.originalCommand);
    if (wanted)
        return run(*wanted, environment, terminal, cancel, out, err);
    Output(out, err, true).error(wanted.error(), exitBadUsage);
    return exitBadUsage;
}

int run(const QStringList &arguments, const Environment &environment, Terminal &terminal, const CancelToken &cancel,
    FILE *out, FILE *err)
{
    if (arguments == QStringList{doorCommand})
        return runDoor(environment, terminal, cancel, out, err);
    QStringList own = arguments;
    Parsed parsed;
    parsed.command = takeTrailing(own);
    // Looked for by hand, because a command line that cannot be parsed has to be answered in JSON too.
    Output output(out, err, own.contains(QStringLiteral("--json")));
    CLI::App app("Runs a fleet of Hermes agents over SSH and Docker.", "hermes-admin");
    describe(app, parsed);

    bool hostSilent = false;
    Result<int> result = exitDone;
    const auto toRun = parse(app, own, output);
    const bool isExec = app.got_subcommand("exec");
    if (!toRun)
        result = tl::unexpected<Error>(toRun.error());
    else if (!isExec && arguments.contains(QStringLiteral("--")))
        result = fail(ErrorKind::Invalid, QStringLiteral("Bad usage: only `exec` takes `--` and a command after it."));
    else if (*toRun)
        result = act(parsed, environment, output, terminal, cancel, &hostSilent);
    if (result)
        return *result;

    int exit = exitCode(result.error().kind, hostSilent);
    if (isExec && exit != exitCancelled)
        exit = exitExecFailed;
    output.error(result.error(), exit);
    return exit;
}

} // namespace hermes::cli
