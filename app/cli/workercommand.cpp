#include "arguments.h"
#include "commands.h"
#include "exitcodes.h"
#include "jsonrows.h"
#include "metricsserver.h"

#include <QDateTime>

namespace hermes::cli {

namespace {

struct WorkerOptions {
    std::string metricsAddress;
    bool once = false;
};

/// Prints a line whenever a tenant enters a phase, or another reason for the one it is in.
class Diary {
public:
    Diary(Fleet *fleet, Output &output, const Clock &clock)
        : m_fleet(fleet)
        , m_output(output)
        , m_clock(clock)
    {
        m_fleet->onChanged([this](const Fleet::Change &change) {
            if (!change.tenant.isEmpty())
                note(change.tenant);
        });
    }
    ~Diary() { m_fleet->onChanged({}); }
    Diary(const Diary &) = delete;
    Diary &operator=(const Diary &) = delete;

private:
    void note(const QString &name)
    {
        const auto row = m_fleet->tenant(name);
        const std::lock_guard lock(m_mutex);
        Tenant tenant;
        tenant.name = name;
        tenant.phase = Phase::Gone;
        if (row)
            tenant = row->tenant;
        else if (row.error().kind != ErrorKind::NotFound || !m_known.contains(name))
            return;
        const auto now = std::pair(tenant.phase, tenant.reason);
        if (m_known.contains(name) && m_known.value(name) == now)
            return;
        m_known.insert(name, now);
        print(tenant);
    }
    void print(const Tenant &tenant)
    {
        const qint64 at = m_clock.wallMs();
        if (m_output.isJson()) {
            m_output.document(QJsonObject{{QStringLiteral("at"), timeOrNull(at)}, {QStringLiteral("name"), tenant.name},
                {QStringLiteral("phase"), phaseName(tenant.phase)},
                {QStringLiteral("reason"), textOrNull(tenant.reason)},
                {QStringLiteral("message"), textOrNull(tenant.message)},
                {QStringLiteral("generation"), tenant.generation}});
            return;
        }
        QStringList words{
            QDateTime::fromMSecsSinceEpoch(at).toString(Qt::ISODate), tenant.name, phaseName(tenant.phase)};
        if (!tenant.reason.isEmpty())
            words << tenant.reason;
        if (!tenant.message.isEmpty())
            words << tenant.message;
        m_output.line(words.join(QStringLiteral("  ")));
    }

    Fleet *m_fleet;
    Output &m_output;
    const Clock &m_clock;
    std::mutex m_mutex;
    QHash<QString, std::pair<Phase, QString>> m_known;
};

Result<int> workOnce(Fleet *fleet, Session &session)
{
    HERMES_ASSIGN(const auto rested, fleet->workOnce(session.call()));
    if (session.call().cancel.isCancelled())
        return fail(ErrorKind::Cancelled, QStringLiteral("Cancelled."));
    Output &output = session.output();
    QJsonArray rows;
    QList<QStringList> lines;
    bool allWell = true;
    for (const auto &one : rested) {
        allWell = allWell && !one.error && one.phase != Phase::Blocked;
        const QString words = one.error ? one.error->text() : QString();
        rows.append(QJsonObject{{QStringLiteral("name"), one.name}, {QStringLiteral("phase"), phaseName(one.phase)},
            {QStringLiteral("reason"), textOrNull(one.reason)}, {QStringLiteral("acted"), one.acted},
            {QStringLiteral("error"), textOrNull(words)}});
        lines << QStringList{one.name, phaseName(one.phase), one.acted ? QStringLiteral("yes") : QStringLiteral("no"),
            one.error ? words : one.reason};
    }
    if (output.isJson()) {
        output.document(rows);
    } else {
        const QStringList text = table(
            {QStringLiteral("NAME"), QStringLiteral("PHASE"), QStringLiteral("CHANGED"), QStringLiteral("WHY")}, lines);
        for (const QString &line : text)
            output.line(line);
    }
    return allWell ? exitDone : exitFailed;
}

Result<int> work(const WorkerOptions &options, Session &session)
{
    if (session.options().plan)
        return fail(ErrorKind::Invalid, QStringLiteral("A worker has no plan of its own."), {},
            QStringLiteral("`hermes-admin VERB NAME --plan` shows what would be done to a tenant."));
    HERMES_ASSIGN(Fleet * fleet, session.fleet());
    if (options.once)
        return workOnce(fleet, session);
    std::unique_ptr<MetricsServer> metrics;
    if (!options.metricsAddress.empty()) {
        HERMES_ASSIGN(metrics, MetricsServer::listen(qt(options.metricsAddress), [fleet] { return fleet->metrics(); }));
        session.output().note(QStringLiteral("Metrics: port %1, /metrics.").arg(metrics->port()));
    }
    HERMES_ASSIGN(const auto others, fleet->registry().liveWorkers());
    for (const auto &other : others)
        session.output().note(QStringLiteral("Another worker is at work (%1); both share it.").arg(other.actor));
    const Diary diary(fleet, session.output(), session.clock());
    session.output().note(QStringLiteral("At work; SIGTERM or Ctrl-C ends it."));
    HERMES_TRY(fleet->work(session.call()));
    return exitDone;
}

Result<int> metrics(const std::string &name, Session &session)
{
    if (!name.empty())
        HERMES_TRY(checkTenantName(qt(name)));
    HERMES_ASSIGN(Fleet * fleet, session.fleet());
    HERMES_ASSIGN(const QByteArray text, fleet->metrics(qt(name)));
    if (session.output().isJson())
        session.output().document(QJsonObject{{QStringLiteral("text"), QString::fromUtf8(text)}});
    else
        session.output().raw(text);
    return exitDone;
}

} // namespace

void addWorkerCommands(CLI::App &root, Parsed &parsed)
{
    auto options = std::make_shared<WorkerOptions>();
    auto *worker = addCommand(root, parsed, "worker", "Drive every tenant towards what is wanted, until stopped",
        [options](Session &session) { return work(*options, session); });
    worker->add_flag("--once", options->once, "Take every tenant as far as it goes now, then end");
    worker->add_option("--metrics-listen", options->metricsAddress, "Answer Prometheus there, e.g. 127.0.0.1:9464");
    auto name = std::make_shared<std::string>();
    auto *command = addCommand(root, parsed, "metrics", "What there is to monitor, as Prometheus reads it",
        [name](Session &session) { return metrics(*name, session); });
    command->add_option("NAME", *name, "Of this tenant alone");
}

} // namespace hermes::cli
