#include "arguments.h"
#include "audittext.h"
#include "commands.h"
#include "exitcodes.h"
#include "jsonrows.h"
#include "output.h"

#include <QDateTime>

namespace hermes::cli {

namespace {

struct AuditOptions {
    std::string since;
    std::string tenant;
    int limit = 1'000;
    bool verify = false;
    bool csv = false;
};

Result<int> verify(Session &session)
{
    HERMES_ASSIGN(Fleet * fleet, session.fleet());
    HERMES_ASSIGN(const auto check, fleet->registry().verifyAudit());
    if (session.output().isJson())
        session.output().document(QJsonObject{{QStringLiteral("ok"), true}, {QStringLiteral("rows"), check.rows},
            {QStringLiteral("head"), textOrNull(check.head)}});
    else
        session.output().line(QStringLiteral("%1 entries, each follows from the one before it. Last: %2")
                                  .arg(check.rows)
                                  .arg(check.head));
    return exitDone;
}

Result<int> audit(const AuditOptions &options, Session &session)
{
    if (options.verify)
        return verify(session);
    Registry::AuditQuery query;
    query.target = qt(options.tenant);
    query.limit = options.limit;
    if (!options.since.empty()) {
        HERMES_ASSIGN(query.sinceMs, parseSince(qt(options.since), session.clock().wallMs()));
    }
    HERMES_ASSIGN(Fleet * fleet, session.fleet());
    HERMES_ASSIGN(const auto rows, fleet->registry().audit(query));
    Output &output = session.output();
    if (output.isJson()) {
        QJsonArray all;
        for (const AuditRow &row : rows)
            all.append(auditJson(row));
        output.document(all);
        return exitDone;
    }
    if (options.csv) {
        output.line(auditCsvHead());
        for (const AuditRow &row : rows)
            output.line(auditCsvLine(row));
        return exitDone;
    }
    QList<QStringList> lines;
    for (const AuditRow &row : rows)
        lines << QStringList{QDateTime::fromMSecsSinceEpoch(row.at).toString(QStringLiteral("yyyy-MM-dd hh:mm:ss")),
            printable(auditName(row)), row.verb, printable(row.target), printable(row.detail)};
    const QStringList text = table({QStringLiteral("WHEN"), QStringLiteral("WHO"), QStringLiteral("DID"),
                                       QStringLiteral("TO"), QStringLiteral("DETAIL")},
        lines);
    for (const QString &line : text)
        output.line(line);
    return exitDone;
}

} // namespace

void addAuditCommand(CLI::App &root, Parsed &parsed)
{
    auto options = std::make_shared<AuditOptions>();
    auto *command = addCommand(root, parsed, "audit", "Who did what, and why; the newest first",
        [options](Session &session) { return audit(*options, session); });
    command->add_option("--since", options->since, "90s, 10m, 2h, 3d, or a date and time");
    command->add_option("--tenant", options->tenant, "About this tenant, host or order alone");
    command->add_option("--limit", options->limit, "How many at most (default 1000)")->check(CLI::Range(1, 1'000'000));
    command->add_flag("--csv", options->csv, "As comma separated values, for a spreadsheet");
    command->add_flag("--verify", options->verify, "Has anybody changed an entry since it was written?");
}

} // namespace hermes::cli
