#include "arguments.h"
#include "clibundle.h"
#include "commands.h"
#include "exitcodes.h"
#include "jsonrows.h"
#include "liveview.h"

#include <QElapsedTimer>
#include <QFile>

// The command line on a host (docs/backend.md).

namespace hermes::cli {

namespace {

struct InstallOptions {
    std::string name;
    std::string from;
    std::string environment;
    std::string backendKey;
    bool start = false;
    bool remove = false;
};

Result<QByteArray> smallFile(const std::string &path, const QString &what)
{
    constexpr qint64 most = 64 * 1024;
    QFile file(qt(path));
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Invalid, QStringLiteral("The file of %1 cannot be read.").arg(what),
            qt(path) + QStringLiteral(": ") + file.errorString(), QStringLiteral("Check its path and permissions."));
    if (file.size() > most)
        return fail(ErrorKind::Invalid, QStringLiteral("The file of %1 is too large.").arg(what), qt(path),
            QStringLiteral("It has at most %1 KiB; check its path.").arg(most / 1024));
    return file.readAll();
}

Result<CliWish> wishOf(const InstallOptions &options)
{
    CliWish wish;
    wish.remove = options.remove;
    wish.start = options.start;
    if (options.remove && (options.start || !options.environment.empty() || !options.from.empty()))
        return fail(ErrorKind::Invalid, QStringLiteral("--remove goes with --backend-key alone."), {},
            QStringLiteral("Leave the other options out."));
    if (!options.backendKey.empty()) {
        HERMES_ASSIGN(const QByteArray text, smallFile(options.backendKey, QStringLiteral("the backend's key")));
        HERMES_ASSIGN(wish.backendKey, publicKeyIn(text));
    }
    if (!options.environment.empty()) {
        HERMES_ASSIGN(wish.environment, smallFile(options.environment, QStringLiteral("the settings")));
        HERMES_TRY(checkSettings(wish.environment));
    }
    if (!options.remove) {
        HERMES_ASSIGN(wish.bundle, bundleOf(qt(options.from)));
    }
    return wish;
}

/// What is still to be done there by hand.
QStringList hintsOf(const CliState &state)
{
    QStringList hints;
    if (state.program.isEmpty())
        return hints;
    if (!state.lingers)
        hints << QStringLiteral("The worker would end when its user logs out. As root there: loginctl enable-linger %1")
                     .arg(state.user);
    if (!state.isSet)
        hints << QStringLiteral("It has no registry yet: --environment FILE with HERMES_ADMIN_REGISTRY=postgresql://…");
    else if (state.worker == QLatin1String("stopped"))
        hints << QStringLiteral("Its worker is not started: --start does that.");
    return hints;
}

QJsonObject stateJson(const QString &host, const CliState &state, qint64 elapsedMs)
{
    return {{QStringLiteral("name"), host}, {QStringLiteral("program"), textOrNull(state.program)},
        {QStringLiteral("version"), textOrNull(state.version)}, {QStringLiteral("worker"), state.worker},
        {QStringLiteral("registrySet"), state.isSet}, {QStringLiteral("lingers"), state.lingers},
        {QStringLiteral("backendKeys"), state.keys}, {QStringLiteral("sentBytes"), state.sentBytes},
        {QStringLiteral("elapsedMs"), elapsedMs},
        {QStringLiteral("hint"), textOrNull(hintsOf(state).join(QLatin1Char('\n')))},
        {QStringLiteral("unchanged"), state.unchanged}};
}

void tell(const QString &host, const CliState &state, Session &session)
{
    Output &output = session.output();
    const QString unchanged = state.unchanged ? QStringLiteral(" (unchanged)") : QString();
    if (state.program.isEmpty()) {
        output.line(QStringLiteral("Host '%1' has no hermes-admin of ours%2.").arg(host, unchanged));
        return;
    }
    output.line(QStringLiteral("Host '%1' has %2 at %3; its worker is %4, %5 backend keys%6.")
                    .arg(host, state.version, state.program, state.worker)
                    .arg(state.keys)
                    .arg(unchanged));
    for (const QString &hint : hintsOf(state))
        output.note(hint);
}

Result<int> installCli(const InstallOptions &options, Session &session)
{
    const QString name = qt(options.name);
    HERMES_TRY(checkHostName(name));
    QElapsedTimer timer;
    timer.start();
    HERMES_ASSIGN(const CliWish wish, wishOf(options));
    session.concernsHost(name);
    HERMES_ASSIGN(Fleet * fleet, session.fleet());
    if (session.options().plan) {
        HERMES_ASSIGN(const QList<PlanStep> steps, fleet->planCli(name, wish, session.call()));
        return printPlan(session, steps);
    }
    LiveView view(session.terminal(), session.clock());
    auto done = fleet->installCli(
        name, wish, [&view](const StepEvent &event) { view.step(event); }, session.call());
    view.finish();
    if (!done)
        return tl::unexpected<Error>(std::move(done).error());
    if (session.output().isJson())
        session.output().document(stateJson(name, *done, timer.elapsed()));
    else
        tell(name, *done, session);
    return exitDone;
}

} // namespace

void addHostInstallCli(CLI::App &group, Parsed &parsed)
{
    auto options = std::make_shared<InstallOptions>();
    auto *command = addCommand(group, parsed, "install-cli", "Put hermes-admin and its worker's unit on a host",
        [options](Session &session) { return installCli(*options, session); });
    command->add_option("NAME", options->name, "The host")->required();
    command->add_option("--from", options->from, "Another hermes-admin than this one");
    command->add_option("--environment", options->environment, "Its settings there: a file of HERMES_ADMIN_NAME=VALUE");
    command->add_flag("--start", options->start, "Start its worker, now and with the machine");
    command->add_option("--backend-key", options->backendKey,
        "A public key that may ask for paid orders to be served, and nothing else");
    command->add_flag("--remove", options->remove, "Take it away again, or that key alone");
}

} // namespace hermes::cli
