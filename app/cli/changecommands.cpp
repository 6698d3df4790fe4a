#include "arguments.h"
#include "commands.h"
#include "drive.h"
#include "exitcodes.h"
#include "jsonrows.h"

namespace hermes::cli {

namespace {

struct ChangeOptions {
    std::string name;
    bool wait = false;
};

// The same command again is no error: who destroys a tenant twice has what he wants.
Result<std::optional<Fleet::Provisioned>> alreadyGone(Fleet *fleet, const QString &name)
{
    HERMES_ASSIGN(const QList<Tenant> tenants, fleet->registry().tenants(true));
    std::optional<Fleet::Provisioned> gone;
    for (const Tenant &tenant : tenants) {
        if (tenant.name != name)
            continue;
        if (tenant.phase != Phase::Gone)
            return std::optional<Fleet::Provisioned>();
        if (!gone || gone->row.tenant.createdAt < tenant.createdAt) {
            gone.emplace();
            gone->row.tenant = tenant;
            gone->unchanged = true;
        }
    }
    return gone;
}

Result<int> change(const QString &verb, const ChangeOptions &options, Session &session)
{
    const QString name = qt(options.name);
    HERMES_TRY(checkTenantName(name));
    HERMES_ASSIGN(Fleet * fleet, session.fleet());
    const bool destroys = verb == QLatin1String("destroy");
    if (destroys) {
        HERMES_ASSIGN(const auto gone, alreadyGone(fleet, name));
        if (gone && session.options().plan)
            return printPlan(session, {});
        if (gone) {
            printProvisioned(session, *gone);
            return exitDone;
        }
    }
    HERMES_TRY(fleet->tenant(name));
    if (session.options().plan) {
        HERMES_ASSIGN(const QList<PlanStep> steps, fleet->plan(verb, name, session.call()));
        return printPlan(session, steps);
    }
    if (destroys)
        HERMES_TRY(confirmByTyping(
            session, QStringLiteral("Destroys tenant '%1'; its home is packed into the archive.").arg(name), name));
    session.concernsTenant(name);
    HERMES_ASSIGN(
        const Fleet::Provisioned done, driven(session, options.wait, [&](bool drive, const Progress &progress) {
            return fleet->change(verb, name, drive, progress, session.call());
        }));
    printProvisioned(session, done);
    return exitDone;
}

Result<int> purge(const QString &name, Session &session)
{
    HERMES_TRY(checkTenantName(name));
    HERMES_ASSIGN(Fleet * fleet, session.fleet());
    HERMES_ASSIGN(const int archives, fleet->purge(name, true, session.call()));
    const QString what
        = QStringLiteral("the WeChat credentials and packed homes of %1 destroyed tenants of this name").arg(archives);
    if (session.options().plan)
        return printPlan(session,
            archives > 0 ? QList<PlanStep>{{QStringLiteral("end-archive"), name, what, true}} : QList<PlanStep>());
    if (archives > 0)
        HERMES_TRY(confirmByTyping(
            session, QStringLiteral("Ends the archive of '%1': %2. They cannot be had back.").arg(name, what), name));
    HERMES_ASSIGN(const int ended, fleet->purge(name, false, session.call()));
    if (session.output().isJson())
        session.output().document(QJsonObject{{QStringLiteral("name"), name}, {QStringLiteral("purged"), ended},
            {QStringLiteral("unchanged"), ended == 0}});
    else
        session.output().line(ended > 0
                ? QStringLiteral("The archive of '%1' is ended.").arg(name)
                : QStringLiteral("There is no archive of '%1' any more (unchanged).").arg(name));
    return exitDone;
}

} // namespace

void addChangeCommands(CLI::App &root, Parsed &parsed)
{
    const std::pair<const char *, const char *> verbs[] = {
        {"start", "Make a stopped tenant run again"},
        {"stop", "Remove the container; home, ports and binding are kept"},
        {"restart", "Replace the container by a new generation"},
        {"destroy", "Remove the tenant; its home is packed into the archive"},
    };
    for (const auto &[verb, help] : verbs) {
        auto options = std::make_shared<ChangeOptions>();
        auto *command = addCommand(root, parsed, verb, help,
            [options, verb = QString::fromLatin1(verb)](Session &session) { return change(verb, *options, session); });
        command->add_option("NAME", options->name, "The tenant")->required();
        command->add_flag("--wait", options->wait, "With a worker: wait until it is done");
    }
    auto name = std::make_shared<std::string>();
    addCommand(root, parsed, "purge", "End the archive of a destroyed tenant",
        [name](Session &session) { return purge(qt(*name), session); })
        ->add_option("NAME", *name, "The tenant that was destroyed")
        ->required();
}

} // namespace hermes::cli
