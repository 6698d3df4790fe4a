#include "commands.h"
#include "exitcodes.h"
#include "jsonrows.h"

namespace hermes::cli {

namespace {

struct FsckOptions {
    bool repair = false;
    bool rebuild = false;
};

void print(const Fleet::Leaks &leaks, Output &output)
{
    QList<QStringList> rows;
    for (const Leak &leak : leaks.found)
        rows << QStringList{leakName(leak.kind), leak.host, leak.object, leak.tenant, leak.message};
    const QStringList lines = table({QStringLiteral("KIND"), QStringLiteral("HOST"), QStringLiteral("WHAT"),
                                        QStringLiteral("TENANT"), QStringLiteral("WHY")},
        rows);
    if (rows.isEmpty() && leaks.silent.isEmpty())
        output.line(QStringLiteral("Everything is as the registry has it."));
    for (const QString &line : rows.isEmpty() ? QStringList() : lines)
        output.line(line);
    QSet<QString> said;
    for (const Leak &leak : leaks.found)
        if (!std::exchange(said, said + QSet<QString>{leak.remedy}).contains(leak.remedy))
            output.note(leakName(leak.kind) + QStringLiteral(": ") + leak.remedy);
    for (const auto &silent : leaks.silent)
        output.note(QStringLiteral("Nothing is known of host %1: %2").arg(silent.host, silent.error.text()));
}

QJsonObject json(const Fleet::Leaks &leaks)
{
    QJsonArray found;
    for (const Leak &leak : leaks.found)
        found.append(QJsonObject{{QStringLiteral("kind"), leakName(leak.kind)}, {QStringLiteral("host"), leak.host},
            {QStringLiteral("object"), leak.object}, {QStringLiteral("tenant"), textOrNull(leak.tenant)},
            {QStringLiteral("message"), leak.message}, {QStringLiteral("remedy"), leak.remedy}});
    QJsonArray silent;
    for (const auto &host : leaks.silent)
        silent.append(QJsonObject{
            {QStringLiteral("host"), host.host}, {QStringLiteral("message"), textOrNull(host.error.text())}});
    return {{QStringLiteral("ok"), leaks.found.isEmpty() && leaks.silent.isEmpty()}, {QStringLiteral("leaks"), found},
        {QStringLiteral("silent"), silent}};
}

Result<int> fsck(const FsckOptions &options, Session &session)
{
    if (options.repair || options.rebuild)
        return fail(ErrorKind::Invalid,
            QStringLiteral("`fsck %1` is not available yet.")
                .arg(options.repair ? QStringLiteral("--repair") : QStringLiteral("--rebuild")),
            {}, QStringLiteral("`hermes-admin fsck` names each leak with its remedy."));
    HERMES_ASSIGN(Fleet * fleet, session.fleet());
    HERMES_ASSIGN(const Fleet::Leaks leaks, fleet->leaks(session.call().within(std::chrono::seconds(60))));
    if (session.call().cancel.isCancelled())
        return fail(ErrorKind::Cancelled, QStringLiteral("Cancelled."));
    if (session.output().isJson())
        session.output().document(json(leaks));
    else
        print(leaks, session.output());
    return leaks.found.isEmpty() && leaks.silent.isEmpty() ? exitDone : exitFailed;
}

} // namespace

void addFsckCommand(CLI::App &root, Parsed &parsed)
{
    auto options = std::make_shared<FsckOptions>();
    auto *command = addCommand(root, parsed, "fsck", "Compare every host with the registry; changes nothing",
        [options](Session &session) { return fsck(*options, session); });
    command->add_flag("--repair", options->repair, "Put right what can be put right by itself");
    command->add_flag("--rebuild", options->rebuild, "Make a lost registry anew from the hosts");
}

} // namespace hermes::cli
