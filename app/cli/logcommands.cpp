#include "arguments.h"
#include "commands.h"
#include "exitcodes.h"

namespace hermes::cli {

namespace {

struct LogOptions {
    std::string name;
    std::string since;
    std::string source = "container";
    int lines = -1;
    bool follow = false;
};

Result<int> logs(const LogOptions &options, Session &session)
{
    const QString name = qt(options.name);
    HERMES_TRY(checkTenantName(name));
    qint64 sinceMs = 0;
    if (!options.since.empty()) {
        HERMES_ASSIGN(sinceMs, parseSince(qt(options.since), session.clock().wallMs()));
    }
    HERMES_ASSIGN(Fleet * fleet, session.fleet());
    HERMES_TRY(fleet->tenant(name));
    // A reader that has gone away (`logs -f | head`) ends the command without a word.
    CancelSource closed;
    const auto registration = session.call().cancel.onCancel([&closed] { closed.cancel(); });
    Output &output = session.output();
    const auto print = [&](const QByteArray &line) {
        if (output.isJson())
            output.document(QJsonObject{{QStringLiteral("line"), QString::fromUtf8(line)}});
        else
            output.raw(line + '\n');
        if (!output.isOpen())
            closed.cancel();
    };
    const Status read = fleet->logs(name, options.follow, options.lines, qt(options.source), print,
        {session.call().deadline, closed.token()}, sinceMs);
    if (!read && output.isOpen())
        return tl::unexpected<Error>(read.error());
    return exitDone;
}

Result<int> exec(const QString &name, const QStringList &command, Session &session)
{
    HERMES_TRY(checkTenantName(name));
    if (command.isEmpty())
        return fail(ErrorKind::Invalid, QStringLiteral("No command was given."), {},
            QStringLiteral("Write hermes-admin exec %1 -- COMMAND...").arg(name));
    HERMES_ASSIGN(Fleet * fleet, session.fleet());
    HERMES_TRY(fleet->tenant(name));
    if (session.options().plan)
        return printPlan(session, {{QStringLiteral("exec"), name, command.join(QLatin1Char(' ')), false}});
    session.concernsTenant(name);
    HERMES_ASSIGN(const Fleet::ExecOutput done, fleet->exec(name, command, session.call()));
    Output &output = session.output();
    if (output.isJson()) {
        output.document(QJsonObject{{QStringLiteral("exitCode"), done.exitCode},
            {QStringLiteral("stdout"), QString::fromUtf8(done.out)},
            {QStringLiteral("stderr"), QString::fromUtf8(done.err)}});
        return done.exitCode;
    }
    output.raw(done.out);
    output.rawError(done.err);
    return done.exitCode;
}

} // namespace

void addLogCommands(CLI::App &root, Parsed &parsed)
{
    auto options = std::make_shared<LogOptions>();
    auto *command = addCommand(root, parsed, "logs", "What the tenant's container wrote",
        [options](Session &session) { return logs(*options, session); });
    command->add_option("NAME", options->name, "The tenant")->required();
    command->add_option("--source", options->source, "container (what it printed) or gateway (gateway.log in its home)")
        ->check(CLI::IsMember({"container", "gateway"}));
    command->add_flag("-f,--follow", options->follow, "Go on until Ctrl-C");
    command->add_option("--since", options->since, "90s, 10m, 2h, 3d, or a time such as 2026-05-07T12:00:00Z");
    command->add_option("-n,--lines", options->lines, "Only the last N lines")->check(CLI::NonNegativeNumber);

    auto name = std::make_shared<std::string>();
    addCommand(root, parsed, "exec",
        "Run a command in the tenant's container; its exit code is ours, our own failures are 125",
        [name, &parsed](Session &session) { return exec(qt(*name), parsed.command, session); })
        ->footer("Then: -- COMMAND...")
        ->add_option("NAME", *name, "The tenant")
        ->required();
}

} // namespace hermes::cli
