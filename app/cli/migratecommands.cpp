#include "arguments.h"
#include "commands.h"
#include "drive.h"
#include "exitcodes.h"
#include "jsonrows.h"

#include <QElapsedTimer>

#include <future>
#include <mutex>

namespace hermes::cli {

namespace {

struct MigrateOptions {
    std::string name;
    std::string host;
    std::string tier;
    bool wait = false;
};

Result<int> migrate(const MigrateOptions &options, Session &session)
{
    const QString name = qt(options.name);
    const QString host = qt(options.host);
    HERMES_TRY(checkTenantName(name));
    if (!host.isEmpty())
        HERMES_TRY(checkHostName(host));
    Fleet::Aim aim{host, {}};
    if (!options.tier.empty()) {
        HERMES_ASSIGN(aim.tier, parseTier(qt(options.tier)));
    }
    HERMES_ASSIGN(Fleet * fleet, session.fleet());
    session.concernsTenant(name);
    if (session.options().plan) {
        HERMES_ASSIGN(const auto steps, fleet->planMigrate(name, aim, session.call()));
        return printPlan(session, steps);
    }
    HERMES_ASSIGN(const auto done, driven(session, options.wait, [&](bool drive, const Progress &progress) {
        return fleet->migrate(name, aim, drive, progress, session.call());
    }));
    printProvisioned(session, done);
    return exitDone;
}

struct DrainOptions {
    std::string name;
    int atOnce = 4;
    bool stop = false;
};

/// Moves tenants off a host, some at once, and tells of each as it is done.
class Drain {
public:
    Drain(Session &session, Fleet &fleet, QString host, QStringList names)
        : m_session(session)
        , m_fleet(fleet)
        , m_host(std::move(host))
        , m_names(std::move(names))
    { }
    void run(int atOnce)
    {
        std::vector<std::future<void>> lanes;
        lanes.reserve(static_cast<size_t>(atOnce));
        for (int i = 0; i < atOnce; ++i)
            lanes.push_back(std::async(std::launch::async, [this] {
                while (const auto name = next())
                    moveOne(*name);
            }));
        for (auto &lane : lanes)
            lane.wait();
    }
    [[nodiscard]] bool isGood() const { return m_notAway == 0; }

private:
    [[nodiscard]] std::optional<QString> next()
    {
        const std::lock_guard lock(m_mutex);
        if (m_next >= m_names.size() || m_session.call().cancel.isCancelled())
            return {};
        return m_names.at(m_next++);
    }
    void moveOne(const QString &name)
    {
        QElapsedTimer timer;
        timer.start();
        // Another program may have sent it away meanwhile.
        const auto done = m_fleet.migrate(name, {{}, {}, m_host}, true, {}, m_session.call());
        const std::lock_guard lock(m_mutex);
        ++m_done;
        tell(name, done, timer.elapsed());
    }
    void tell(const QString &name, const Result<Fleet::Provisioned> &done, qint64 elapsedMs)
    {
        // The drain was stopped before it was sent away.
        const bool isLeft = done && done->row.hostName == m_host;
        m_notAway += done && !isLeft ? 0 : 1;
        if (m_session.output().isJson()) {
            m_session.output().document(QJsonObject{{QStringLiteral("name"), name},
                {QStringLiteral("outcome"),
                    isLeft     ? QStringLiteral("left")
                        : done ? QStringLiteral("moved")
                               : QStringLiteral("failed")},
                {QStringLiteral("host"), done ? textOrNull(done->row.hostName) : QJsonValue()},
                {QStringLiteral("elapsedMs"), elapsedMs},
                {QStringLiteral("error"), done ? QJsonValue() : QJsonValue(done.error().text())},
                {QStringLiteral("hint"), done ? QJsonValue() : textOrNull(done.error().hint)}});
            return;
        }
        const QString count = QStringLiteral("%1/%2").arg(m_done).arg(m_names.size());
        if (isLeft)
            m_session.output().line(QStringLiteral("%1 %2 stays: the drain was stopped.").arg(count, name));
        else if (done)
            m_session.output().line(QStringLiteral("%1 %2 is on %3 (%4 s).")
                                        .arg(count, name, done->row.hostName)
                                        .arg(double(elapsedMs) / 1000, 0, 'f', 1));
        else
            m_session.output().line(QStringLiteral("%1 %2 did not get away: %3").arg(count, name, done.error().text()));
    }

    Session &m_session;
    Fleet &m_fleet;
    const QString m_host;
    const QStringList m_names;
    std::mutex m_mutex;
    qsizetype m_next = 0;
    int m_done = 0;
    int m_notAway = 0;
};

Result<int> stopDrain(const QString &name, Fleet &fleet, Session &session)
{
    HERMES_ASSIGN(const bool ended, fleet.endDrain(name));
    HERMES_ASSIGN(const HostRow row, fleet.host(name));
    if (session.output().isJson())
        session.output().document(withUnchanged(hostJson(row), !ended));
    else
        session.output().line(ended
                ? QStringLiteral("Nobody else is moved off host '%1'; who is on the way arrives. It stays cordoned.")
                      .arg(name)
                : QStringLiteral("Host '%1' is not being drained (unchanged).").arg(name));
    return exitDone;
}

Result<int> drain(const DrainOptions &options, Session &session)
{
    const QString name = qt(options.name);
    HERMES_TRY(checkHostName(name));
    if (options.atOnce < 1 || options.atOnce > 16)
        return fail(ErrorKind::Invalid, QStringLiteral("Between 1 and 16 tenants move at once."));
    session.concernsHost(name);
    HERMES_ASSIGN(Fleet * fleet, session.fleet());
    if (options.stop)
        return stopDrain(name, *fleet, session);
    HERMES_ASSIGN(const HostRow row, fleet->host(name));
    if (session.options().plan) {
        QList<PlanStep> steps;
        if (!row.host.cordoned)
            steps.append({QStringLiteral("cordon"), name, QStringLiteral("it takes no further tenant"), false});
        HERMES_ASSIGN(const auto moves, fleet->planDrain(name));
        steps += moves;
        return printPlan(session, steps);
    }
    HERMES_ASSIGN(const auto begun, fleet->beginDrain(name, options.atOnce));
    if (begun.unchanged)
        session.output().note(
            QStringLiteral("Host %1 is being drained already, %2 at once; this command goes on with it.")
                .arg(name)
                .arg(begun.atOnce));
    Drain work(session, *fleet, name, begun.names);
    work.run(begun.atOnce);
    // Without this, whoever drives the fleet would go on trying. What somebody else began is his to end.
    if (!begun.unchanged || work.isGood())
        HERMES_TRY(fleet->endDrain(name));
    if (session.call().cancel.isCancelled())
        return fail(ErrorKind::Cancelled, QStringLiteral("Cancelled."), {},
            QStringLiteral("Whoever was on his way goes on with the next command; host %1 stays cordoned.").arg(name));
    if (!work.isGood()) {
        session.output().note(
            QStringLiteral("Not all got away; the same command tries the rest again. Host %1 stays cordoned.")
                .arg(name));
        return exitFailed;
    }
    if (begun.names.isEmpty() && !session.output().isJson())
        session.output().line(QStringLiteral("Host '%1' carries no tenant; it is cordoned.").arg(name));
    return exitDone;
}

} // namespace

void addMigrateCommands(CLI::App &root, Parsed &parsed)
{
    auto options = std::make_shared<MigrateOptions>();
    auto *command = addCommand(root, parsed, "migrate", "Move a tenant with its home and its WeChat to another host",
        [options](Session &session) { return migrate(*options, session); });
    command->add_option("NAME", options->name, "The tenant")->required();
    command->add_option("--host", options->host, "Where to (default: the host with the most room)");
    command->add_option("--tier", options->tier, "What it is to be: container (default: as it is)");
    command->add_flag("--wait", options->wait, "With a worker: wait until it is done");
    auto drained = std::make_shared<DrainOptions>();
    auto *away
        = addCommand(*root.get_subcommand("host"), parsed, "drain", "Cordon a host and move every tenant to the others",
            [drained](Session &session) { return drain(*drained, session); });
    away->add_option("NAME", drained->name, "The host")->required();
    away->add_option("--at-once", drained->atOnce, "How many move at the same time (default 4)");
    away->add_flag("--stop", drained->stop, "Send nobody else away; the host stays cordoned");
}

} // namespace hermes::cli
