#include "arguments.h"
#include "commands.h"
#include "drive.h"
#include "exitcodes.h"
#include "liveview.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QLocale>

namespace hermes::cli {

namespace {

struct BackupOptions {
    std::string name;
    int keep = 7;
};

Result<int> backUp(const BackupOptions &options, Session &session)
{
    const QString name = qt(options.name);
    HERMES_TRY(checkTenantName(name));
    if (options.keep < 1 || options.keep > 1000)
        return fail(ErrorKind::Invalid, QStringLiteral("--keep is a number from 1 to 1000"));
    HERMES_ASSIGN(Fleet * fleet, session.fleet());
    session.concernsTenant(name);
    if (session.options().plan) {
        HERMES_TRY(fleet->tenant(name));
        return printPlan(session,
            {{QStringLiteral("backup"), name,
                QStringLiteral("into its archive; its agent stands still while its home is read"), false}});
    }
    LiveView view(session.terminal(), session.clock());
    const auto made = fleet->backUp(
        name, options.keep, [&view](const StepEvent &event) { view.step(event); }, session.call());
    view.finish();
    HERMES_TRY(made);
    if (session.output().isJson()) {
        session.output().document(QJsonObject{{QStringLiteral("name"), name}, {QStringLiteral("file"), made->file},
            {QStringLiteral("bytes"), made->bytes}, {QStringLiteral("frozenMs"), made->frozenMs}});
        return exitDone;
    }
    session.output().line(
        QStringLiteral("Backed up '%1' as %2 (%3)%4.")
            .arg(name, made->file, QLocale::c().formattedDataSize(made->bytes),
                made->frozenMs > 0 ? QStringLiteral("; its agent stood still for %1 ms").arg(made->frozenMs)
                                   : QString()));
    return exitDone;
}

struct RestoreOptions {
    std::string name;
    std::string from;
    bool list = false;
    bool wait = false;
};

Result<int> listBackups(const QString &name, Fleet &fleet, Session &session)
{
    HERMES_ASSIGN(const auto backups, fleet.backups(name, session.call()));
    QStringList files;
    for (const auto &backup : backups)
        files.append(backup.file);
    if (session.output().isJson()) {
        session.output().document(
            QJsonObject{{QStringLiteral("name"), name}, {QStringLiteral("files"), QJsonArray::fromStringList(files)}});
        return exitDone;
    }
    for (const auto &file : files)
        session.output().line(file);
    if (files.isEmpty())
        session.output().line(QStringLiteral("There is no backup of '%1'.").arg(name));
    return exitDone;
}

Result<int> restore(const RestoreOptions &options, Session &session)
{
    const QString name = qt(options.name);
    HERMES_TRY(checkTenantName(name));
    HERMES_ASSIGN(Fleet * fleet, session.fleet());
    session.concernsTenant(name);
    if (options.list)
        return listBackups(name, *fleet, session);
    const QString from = qt(options.from);
    if (session.options().plan) {
        HERMES_ASSIGN(const auto steps, fleet->planRestore(name, from, session.call()));
        return printPlan(session, steps);
    }
    HERMES_TRY(confirmByTyping(session,
        QStringLiteral("Puts the home of '%1' back to %2.")
            .arg(name,
                from.isEmpty() ? QStringLiteral("its newest backup (if it was destroyed: to what it was then)") : from),
        name));
    HERMES_ASSIGN(const auto done, driven(session, options.wait, [&](bool drive, const Progress &progress) {
        return fleet->restore(name, from, drive, progress, session.call());
    }));
    printProvisioned(session, done);
    return exitDone;
}

} // namespace

void addBackupCommands(CLI::App &root, Parsed &parsed)
{
    auto kept = std::make_shared<BackupOptions>();
    auto *backup = addCommand(root, parsed, "backup", "Copy a tenant's home into its archive, while it serves",
        [kept](Session &session) { return backUp(*kept, session); });
    backup->add_option("NAME", kept->name, "The tenant")->required();
    backup->add_option("--keep", kept->keep, "How many backups of it to keep (default 7)");
    auto options = std::make_shared<RestoreOptions>();
    auto *command = addCommand(root, parsed, "restore",
        "Put a tenant's home back to what a backup holds; also of a destroyed tenant",
        [options](Session &session) { return restore(*options, session); });
    command->add_option("NAME", options->name, "The tenant")->required();
    command->add_option("--from", options->from, "The backup (default: the newest)");
    command->add_flag("--list", options->list, "Only list what there is to restore from");
    command->add_flag("--wait", options->wait, "With a worker: wait until it is done");
}

} // namespace hermes::cli
