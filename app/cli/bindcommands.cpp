#include "arguments.h"
#include "bindview.h"
#include "commands.h"
#include "drive.h"
#include "exitcodes.h"
#include "jsonrows.h"

namespace hermes::cli {

namespace {

struct BindOptions {
    std::string name;
    std::string verifyCode;
    std::string moveFrom;
    bool wait = false;
    bool noWait = false;
};

Status checkOptions(const BindOptions &options)
{
    HERMES_TRY(checkTenantName(qt(options.name)));
    if (!options.moveFrom.empty()) {
        HERMES_TRY(checkTenantName(qt(options.moveFrom)));
        if (options.moveFrom == options.name)
            return fail(ErrorKind::Invalid, QStringLiteral("A tenant cannot take its WeChat from itself."), {},
                QStringLiteral("Name the tenant that holds the WeChat that scanned."));
        if (!options.verifyCode.empty() || options.noWait)
            return fail(ErrorKind::Invalid,
                QStringLiteral("--move-from shows no code, so it does not go with --verify-code or --no-wait."), {},
                QStringLiteral("Leave the other one out."));
    }
    if (options.noWait && options.wait)
        return fail(ErrorKind::Invalid, QStringLiteral("--wait and --no-wait exclude each other."), {},
            QStringLiteral("Leave one of them out."));
    if (!options.verifyCode.empty())
        return checkVerifyCode(qt(options.verifyCode));
    return {};
}

Result<int> sendDigits(const QString &name, const QString &digits, Session &session)
{
    HERMES_ASSIGN(Fleet * fleet, session.fleet());
    HERMES_TRY(fleet->sendVerifyCode(name, digits));
    if (session.output().isJson())
        session.output().document(QJsonObject{{QStringLiteral("name"), name}, {QStringLiteral("sent"), true}});
    else
        session.output().line(QStringLiteral("The digits are handed to the login of '%1'.").arg(name));
    return exitDone;
}

Result<int> leaveToWorker(Fleet *fleet, const QString &name, Session &session)
{
    HERMES_TRY(fleet->beginBind(name));
    if (session.output().isJson())
        session.output().document(QJsonObject{{QStringLiteral("name"), name}, {QStringLiteral("started"), true}});
    else
        session.output().line(QStringLiteral("The login of '%1' has begun; a code is out while somebody looks "
                                             "(hermes-admin bind %1, or the window).")
                                  .arg(name));
    return exitDone;
}

Result<int> moveBinding(const BindOptions &options, Session &session)
{
    const QString name = qt(options.name);
    const QString holder = qt(options.moveFrom);
    HERMES_ASSIGN(Fleet * fleet, session.fleet());
    HERMES_ASSIGN(const QList<PlanStep> steps, fleet->planMoveBinding(name, holder, session.call()));
    if (session.options().plan)
        return printPlan(session, steps);
    if (!steps.isEmpty())
        HERMES_TRY(confirmByTyping(session,
            QStringLiteral("Moves the WeChat of '%2' to '%1'; '%2' is made anew and waits for another scan.")
                .arg(name, holder),
            holder));
    session.concernsTenant(name);
    HERMES_ASSIGN(
        const Fleet::Provisioned done, driven(session, options.wait, [&](bool drive, const Progress &progress) {
            return fleet->moveBinding(name, holder, drive, progress, session.call());
        }));
    printProvisioned(session, done);
    return exitDone;
}

Result<int> bind(const BindOptions &options, bool rebind, Session &session)
{
    HERMES_TRY(checkOptions(options));
    if (!options.moveFrom.empty())
        return moveBinding(options, session);
    const QString name = qt(options.name);
    if (!options.verifyCode.empty()) {
        if (session.options().plan)
            return printPlan(
                session, {{QStringLiteral("send-digits"), name, QStringLiteral("to the login under way"), false}});
        return sendDigits(name, qt(options.verifyCode), session);
    }
    HERMES_ASSIGN(Fleet * fleet, session.fleet());
    HERMES_TRY(fleet->tenant(name));
    if (session.options().plan) {
        HERMES_ASSIGN(const QList<PlanStep> steps,
            fleet->plan(rebind ? QStringLiteral("rebind") : QStringLiteral("bind"), name, session.call()));
        return printPlan(session, steps);
    }
    session.concernsTenant(name);
    if (options.noWait)
        return leaveToWorker(fleet, name, session);
    BindView view(session, fleet, name);
    auto row = fleet->bind(
        name, rebind, [&view](const BindEvent &event) { view.event(event); },
        [&view](const StepEvent &event) { view.step(event); }, session.call());
    view.finish();
    if (!row)
        return tl::unexpected<Error>(std::move(row).error());
    view.ready({*row, view.wasSilent()});
    return exitDone;
}

void addBind(CLI::App &root, Parsed &parsed, const std::string &verb, const std::string &help, bool rebind)
{
    auto options = std::make_shared<BindOptions>();
    auto *command = addCommand(
        root, parsed, verb, help, [options, rebind](Session &session) { return bind(*options, rebind, session); });
    command->add_option("NAME", options->name, "The tenant")->required();
    command->add_flag("--wait", options->wait, "Stay until it is ready (this is what it does anyway)");
    if (rebind)
        return;
    command->add_flag("--no-wait", options->noWait, "Leave the login to a worker");
    command->add_option("--verify-code", options->verifyCode, "Digits that the phone shows, for the login under way");
    command->add_option(
        "--move-from", options->moveFrom, "After a clash: move the WeChat that scanned from the tenant that holds it");
}

} // namespace

void addBindCommands(CLI::App &root, Parsed &parsed)
{
    addBind(root, parsed, "bind",
        "Show the code that binds the tenant's WeChat, and follow it until the tenant is ready", false);
    addBind(root, parsed, "rebind", "Bind a tenant anew that is bound already", true);
}

} // namespace hermes::cli
