// From SIGKILL of a tenant's process to its changed row, over SSH: the fleet's own callback, after which the row is
// read.
#include "containerspec.h"
#include "fleet.h"
#include "rig.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <condition_variable>

using namespace hermes;
using namespace hermes::bench;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString name = u"victim"_s;

/// Waits on the fleet's callback until the row is as wanted.
class Watcher {
public:
    explicit Watcher(Fleet &fleet)
        : m_fleet(fleet)
    {
        fleet.onChanged([this](const Fleet::Change &change) {
            if (change.tenant != name)
                return;
            const std::lock_guard lock(m_mutex);
            ++m_changes;
            m_wake.notify_all();
        });
    }
    ~Watcher() { m_fleet.onChanged({}); }
    void until(const std::function<bool(const TenantRow &)> &wanted)
    {
        const Deadline deadline = Deadline::in(60s);
        while (!deadline.expired()) {
            int before = 0;
            {
                const std::lock_guard lock(m_mutex);
                before = m_changes;
            }
            if (wanted(must(m_fleet.tenant(name))))
                return;
            std::unique_lock lock(m_mutex);
            m_wake.wait_for(lock, 1s, [&] { return m_changes != before; });
        }
        stop(u"the row did not change within a minute"_s);
    }

private:
    Fleet &m_fleet;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    int m_changes = 0;
};

std::unique_ptr<Fleet> fleetOn(const Sandbox &host, const QString &directory, const Clock &clock, Random &random)
{
    FleetOptions options;
    options.dataDir = directory;
    options.image = host.image;
    options.actor.name = u"bench"_s;
    auto fleet = must(Fleet::open(options, clock, random));
    addHost(*fleet, host);
    return fleet;
}

/// When the engine itself tells of a death: what no client can be quicker than.
class EventTimes {
public:
    EventTimes(docker::Engine &engine, const QString &platform)
        : m_thread([this, &engine, platform] {
            (void)engine.watchEvents(
                containers::ownedBy(platform), [] {},
                [this](const docker::Event &event) {
                    if (event.action == "die"_L1)
                        note();
                },
                {Deadline::never(), m_stop.token()});
        })
    { }
    ~EventTimes()
    {
        m_stop.cancel();
        m_thread.join();
    }
    void start()
    {
        const std::lock_guard lock(m_mutex);
        m_timer.start();
        m_waits = true;
    }
    [[nodiscard]] double median()
    {
        const std::lock_guard lock(m_mutex);
        return m_times.median();
    }

private:
    void note()
    {
        const std::lock_guard lock(m_mutex);
        if (std::exchange(m_waits, false))
            m_times.add(double(m_timer.nsecsElapsed()) / 1e6);
    }
    std::mutex m_mutex;
    QElapsedTimer m_timer;
    bool m_waits = false;
    Series m_times;
    CancelSource m_stop;
    std::thread m_thread;
};

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const Sandbox host = sandbox();
    {
        const Program cleaned(host);
    }
    const QTemporaryDir directory;
    const SystemClock clock;
    SystemRandom random;
    const auto fleet = fleetOn(host, directory.path(), clock, random);
    ProvisionRequest request;
    request.name = name;
    request.order = u"order"_s;
    request.subscription = u"subscription"_s;
    must(fleet->provision(request, true, {}, Call::in(120s)));
    fleet->startDriving();

    // A shell inside the host that is already there: starting one would be most of what is measured.
    QProcess shell;
    shell.start(u"docker"_s, {u"exec"_s, u"-i"_s, host.box, u"sh"_s});
    if (!shell.waitForStarted())
        stop(u"docker exec did not start"_s);
    const auto link = connection(host, directory.filePath(u"known_hosts"_s));
    docker::HttpEngine engine([&](const Call &call) { return link->openUnix(u"/var/run/docker.sock"_s, call); });
    EventTimes events(engine, fleet->registry().platformUuid().value_or(QString()));
    Series series;
    {
        Watcher watcher(*fleet);
        for (int i = 0; i < 11; ++i) {
            watcher.until([](const TenantRow &row) { return row.healthy && row.tenant.phase == Phase::BindWait; });
            std::this_thread::sleep_for(1500ms);
            const auto details
                = must(engine.inspectContainer(must(fleet->tenant(name)).tenant.containerId, Call::in(10s)));

            const QByteArray command = "kill -9 " + QByteArray::number(details.pid) + '\n';
            events.start();
            series.time([&] {
                shell.write(command);
                shell.waitForBytesWritten();
                watcher.until([](const TenantRow &row) { return !row.healthy || row.tenant.phase != Phase::BindWait; });
            });
        }
    }
    report(
        u"SIGKILL to changed row over SSH, median of 11"_s, ms(series.median()), u"< 100 ms"_s, series.median() < 100);
    report(u"of which until the engine tells of the death, median"_s, ms(events.median()));
    report(u"SIGKILL to changed row over SSH, worst"_s, ms(series.at(1)));
    shell.closeWriteChannel();
    shell.waitForFinished(5'000);
    return 0;
}
