#include "commands.h"
#include "exitcodes.h"
#include "jsonrows.h"

namespace hermes::cli {

namespace {

struct FsckOptions {
    bool repair = false;
    bool rebuild = false;
    bool wait = false;
};

QString repairName(Repair repair)
{
    switch (repair) {
    case Repair::Nothing:
        return QStringLiteral("left");
    case Repair::Wait:
        return QStringLiteral("too-young");
    case Repair::Drive:
        return QStringLiteral("driven");
    case Repair::NextGeneration:
        return QStringLiteral("replaced");
    case Repair::Quarantine:
        return QStringLiteral("put-aside");
    }
    return QStringLiteral("left");
}

QJsonObject json(const Leak &leak)
{
    return {{QStringLiteral("kind"), leakName(leak.kind)}, {QStringLiteral("host"), leak.host},
        {QStringLiteral("object"), leak.object}, {QStringLiteral("tenant"), textOrNull(leak.tenant)},
        {QStringLiteral("message"), leak.message}, {QStringLiteral("remedy"), leak.remedy},
        {QStringLiteral("firstSeenAt"), timeOrNull(leak.firstSeenAt)}, {QStringLiteral("looks"), leak.looks}};
}

QJsonArray json(const QList<Fleet::Silent> &silent)
{
    QJsonArray hosts;
    for (const auto &host : silent)
        hosts.append(QJsonObject{
            {QStringLiteral("host"), host.host}, {QStringLiteral("message"), textOrNull(host.error.text())}});
    return hosts;
}

void printTable(const QStringList &head, const QList<QStringList> &rows, Output &output)
{
    for (const QString &line : rows.isEmpty() ? QStringList() : table(head, rows))
        output.line(line);
}

void printSilent(const QList<Fleet::Silent> &silent, Output &output)
{
    for (const auto &host : silent)
        output.note(QStringLiteral("Nothing is known of host %1: %2").arg(host.host, host.error.text()));
}

Result<int> look(Session &session)
{
    HERMES_ASSIGN(Fleet * fleet, session.fleet());
    HERMES_ASSIGN(const Fleet::Leaks leaks, fleet->leaks(session.call().within(std::chrono::seconds(60))));
    Output &output = session.output();
    const bool good = leaks.found.isEmpty() && leaks.silent.isEmpty();
    if (output.isJson()) {
        QJsonArray found;
        for (const Leak &leak : leaks.found)
            found.append(json(leak));
        output.document(QJsonObject{{QStringLiteral("ok"), good}, {QStringLiteral("leaks"), found},
            {QStringLiteral("silent"), json(leaks.silent)}});
        return good ? exitDone : exitFailed;
    }
    QList<QStringList> rows;
    QStringList remedies;
    for (const Leak &leak : leaks.found) {
        rows << QStringList{leakName(leak.kind), leak.host, leak.object, leak.tenant, leak.message};
        remedies << leakName(leak.kind) + QStringLiteral(": ") + leak.remedy;
    }
    if (good)
        output.line(QStringLiteral("Everything is as the registry has it."));
    printTable({QStringLiteral("KIND"), QStringLiteral("HOST"), QStringLiteral("WHAT"), QStringLiteral("TENANT"),
                   QStringLiteral("WHY")},
        rows, output);
    remedies.removeDuplicates();
    for (const QString &remedy : std::as_const(remedies))
        output.note(remedy);
    printSilent(leaks.silent, output);
    return good ? exitDone : exitFailed;
}

bool anyYoung(const Fleet::Repairs &repairs)
{
    return std::any_of(repairs.leaks.begin(), repairs.leaks.end(),
        [](const Fleet::Repaired &one) { return one.repair == Repair::Wait; });
}

/// Repairs; with --wait again until nothing is too young any more.
Result<Fleet::Repairs> repaired(const FsckOptions &options, Session &session)
{
    constexpr auto lookEvery = std::chrono::seconds(10);
    HERMES_ASSIGN(Fleet * fleet, session.fleet());
    QList<Fleet::Repaired> done;
    for (;;) {
        HERMES_ASSIGN(Fleet::Repairs repairs, fleet->repair(session.options().plan, session.call()));
        if (!options.wait || session.options().plan || !anyYoung(repairs)) {
            repairs.leaks = done + repairs.leaks;
            return repairs;
        }
        for (const auto &one : std::as_const(repairs.leaks))
            if (one.repair != Repair::Wait && one.repair != Repair::Nothing && !one.error)
                done.append(one);
        if (session.call().deadline.expired())
            return fail(ErrorKind::Timeout, QStringLiteral("Time is up, and something is still too young to act on."),
                {}, QStringLiteral("Run the same command again."));
        if (session.call().cancel.waitFor(lookEvery))
            return fail(ErrorKind::Cancelled, QStringLiteral("Cancelled."));
    }
}

Result<int> repair(const FsckOptions &options, Session &session)
{
    HERMES_ASSIGN(const Fleet::Repairs repairs, repaired(options, session));
    const auto isLeft = [](const Fleet::Repaired &one) {
        return one.error || one.repair == Repair::Nothing || one.repair == Repair::Wait;
    };
    const bool good = repairs.silent.isEmpty() && std::none_of(repairs.leaks.begin(), repairs.leaks.end(), isLeft);
    Output &output = session.output();
    QJsonArray found;
    QList<QStringList> rows;
    for (const auto &one : repairs.leaks) {
        QJsonObject row = json(one.leak);
        row.insert(QStringLiteral("repair"), one.error ? QStringLiteral("failed") : repairName(one.repair));
        row.insert(QStringLiteral("error"), textOrNull(one.error ? one.error->text() : QString()));
        found.append(row);
        rows << QStringList{one.error ? QStringLiteral("failed") : repairName(one.repair), leakName(one.leak.kind),
            one.leak.host, one.leak.object, one.leak.tenant, one.error ? one.error->text() : one.leak.message};
    }
    if (output.isJson()) {
        output.document(QJsonObject{{QStringLiteral("ok"), good}, {QStringLiteral("pretended"), session.options().plan},
            {QStringLiteral("leaks"), found}, {QStringLiteral("silent"), json(repairs.silent)}});
        return good ? exitDone : exitFailed;
    }
    if (rows.isEmpty() && repairs.silent.isEmpty())
        output.line(QStringLiteral("There is nothing to repair."));
    printTable({QStringLiteral("DONE"), QStringLiteral("KIND"), QStringLiteral("HOST"), QStringLiteral("WHAT"),
                   QStringLiteral("TENANT"), QStringLiteral("WHY")},
        rows, output);
    if (anyYoung(repairs))
        output.note(QStringLiteral("too-young: it may be under way. Only what is older than 60 s and was seen twice is "
                                   "acted on; run this again, or add --wait."));
    printSilent(repairs.silent, output);
    return good ? exitDone : exitFailed;
}

Result<int> rebuild(Session &session)
{
    HERMES_ASSIGN(Fleet * fleet, session.fleet());
    HERMES_ASSIGN(const Fleet::Rebuild rebuild, fleet->rebuild(session.options().plan, session.call()));
    Output &output = session.output();
    bool good = rebuild.silent.isEmpty();
    QJsonArray found;
    QList<QStringList> rows;
    for (const auto &one : rebuild.tenants) {
        good = good && (one.imported || session.options().plan);
        found.append(QJsonObject{{QStringLiteral("name"), one.name}, {QStringLiteral("id"), one.id},
            {QStringLiteral("host"), one.host}, {QStringLiteral("imported"), one.imported},
            {QStringLiteral("message"), textOrNull(one.message)}});
        rows << QStringList{
            one.name, one.host, one.imported ? QStringLiteral("yes") : QStringLiteral("no"), one.message};
    }
    if (output.isJson()) {
        output.document(QJsonObject{{QStringLiteral("ok"), good}, {QStringLiteral("pretended"), session.options().plan},
            {QStringLiteral("tenants"), found}, {QStringLiteral("silent"), json(rebuild.silent)}});
        return good ? exitDone : exitFailed;
    }
    if (rows.isEmpty())
        output.line(QStringLiteral("No host has a tenant that this registry does not know."));
    printTable({QStringLiteral("TENANT"), QStringLiteral("HOST"), QStringLiteral("TAKEN OVER"), QStringLiteral("NOTE")},
        rows, output);
    printSilent(rebuild.silent, output);
    return good ? exitDone : exitFailed;
}

Result<int> fsck(const FsckOptions &options, Session &session)
{
    if (options.repair && options.rebuild)
        return fail(ErrorKind::Invalid, QStringLiteral("--repair and --rebuild exclude each other."), {},
            QStringLiteral("Rebuild first, then repair."));
    if (options.wait && !options.repair)
        return fail(ErrorKind::Invalid, QStringLiteral("--wait goes with --repair."), {},
            QStringLiteral("Leave it out, or add --repair."));
    auto done = options.repair ? repair(options, session) : options.rebuild ? rebuild(session) : look(session);
    if (session.call().cancel.isCancelled())
        return fail(ErrorKind::Cancelled, QStringLiteral("Cancelled."));
    return done;
}

} // namespace

void addFsckCommand(CLI::App &root, Parsed &parsed)
{
    auto options = std::make_shared<FsckOptions>();
    auto *command = addCommand(root, parsed, "fsck", "Compare every host with the registry",
        [options](Session &session) { return fsck(*options, session); });
    command->add_flag("--repair", options->repair, "Put right what can be put right by itself");
    command->add_flag("--wait", options->wait, "With --repair: until nothing is too young to act on");
    command->add_flag("--rebuild", options->rebuild, "Make the tenants of a lost registry anew from the hosts");
}

} // namespace hermes::cli
