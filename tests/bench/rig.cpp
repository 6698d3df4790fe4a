#include "rig.h"

#include "hostlogin.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTextStream>
#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace hermes::bench {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

void stop(const QString &why)
{
    std::fprintf(stderr, "bench: %s\n", qPrintable(why));
    std::exit(1);
}

Sandbox sandbox()
{
    QFile file(qEnvironmentVariable("HERMES_BENCH_SANDBOX"));
    if (!file.open(QIODevice::ReadOnly))
        stop(u"Run tests/bench/run: it brings up a sandbox and names it in HERMES_BENCH_SANDBOX."_s);
    const QJsonObject all = QJsonDocument::fromJson(file.readAll()).object();
    const QJsonObject host = all.value(u"hosts"_s).toArray().at(0).toObject();
    const QString ssh = host.value(u"ssh"_s).toString();
    Sandbox found;
    found.user = ssh.section(u'@', 0, 0);
    found.address = ssh.section(u'@', 1).section(u':', 0, 0);
    found.port = ssh.section(u':', -1).toUShort();
    found.identity = host.value(u"identity"_s).toString();
    found.fingerprint = host.value(u"fingerprint"_s).toString();
    found.box = host.value(u"box"_s).toString();
    found.knownHosts = all.value(u"knownHosts"_s).toString();
    found.image = all.value(u"image"_s).toString();
    return found;
}

LongWire::LongWire(const Sandbox &sandbox, int roundTripMs)
    : m_sandbox(sandbox)
{
    m_proxy.start(u"python3"_s,
        {u"" HERMES_BENCH_SOURCE "/lagproxy.py"_s, sandbox.address, QString::number(sandbox.port),
            QString::number(roundTripMs)});
    if (!m_proxy.waitForReadyRead(10'000))
        stop(u"lagproxy.py did not start (it needs python3)."_s);
    m_sandbox.port = m_proxy.readLine().trimmed().toUShort();
}

LongWire::~LongWire()
{
    m_proxy.kill();
    m_proxy.waitForFinished();
}

double Series::time(const std::function<void()> &run)
{
    QElapsedTimer timer;
    timer.start();
    run();
    const double took = double(timer.nsecsElapsed()) / 1e6;
    add(took);
    return took;
}

double Series::at(double part) const
{
    std::vector<double> sorted = m_times;
    std::sort(sorted.begin(), sorted.end());
    return sorted.empty() ? 0 : sorted.at(std::min(sorted.size() - 1, size_t(double(sorted.size()) * part)));
}

void report(const QString &what, const QString &value, const QString &target, bool met)
{
    const QString verdict = target.isEmpty() ? QString() : met ? u"met"_s : u"MISSED"_s;
    std::printf("%-66s %14s  %-12s %s\n", qPrintable(what), qPrintable(value), qPrintable(target), qPrintable(verdict));
    std::fflush(stdout);
}

void reportRatio(const QString &what, double ratio, double limit, bool atLeast)
{
    report(what, QString::number(ratio, 'f', ratio < 10 ? 2 : 0) + u'x',
        (atLeast ? u">= %1x"_s : u"<= %1x"_s).arg(limit), atLeast ? ratio >= limit : ratio <= limit);
}

QString ms(double value)
{
    return QString::number(value, 'f', value < 10 ? 3 : 0) + u" ms"_s;
}

QStringList sshArguments(const Sandbox &sandbox, const QStringList &more)
{
    return QStringList{u"-F"_s, u"none"_s, u"-p"_s, QString::number(sandbox.port), u"-i"_s, sandbox.identity, u"-o"_s,
               u"IdentitiesOnly=yes"_s, u"-o"_s, u"BatchMode=yes"_s, u"-o"_s, u"StrictHostKeyChecking=no"_s, u"-o"_s,
               u"UserKnownHostsFile=/dev/null"_s, u"-o"_s, u"LogLevel=ERROR"_s}
    + more + QStringList{sandbox.user + u'@' + sandbox.address};
}

std::unique_ptr<ssh::Connection> connection(const Sandbox &sandbox, const QString &knownHosts)
{
    ssh::Prompts prompts;
    prompts.trustUnknown
        = [print = sandbox.fingerprint](const ssh::HostKey &key) { return key.fingerprint() == print; };
    return std::make_unique<ssh::Connection>(
        ssh::Target{sandbox.address, sandbox.port, sandbox.user, ssh::AuthMethod::Key, sandbox.identity},
        std::make_shared<ssh::KnownHosts>(knownHosts), prompts);
}

Result<std::shared_ptr<HostLink>> Program::Links::link(const QString &hostId, const Call &call)
{
    HERMES_ASSIGN(const auto link, m_pool.link(hostId, call));
    return m_wrap ? std::make_shared<HostLink>(m_wrap(*link)) : link;
}

static HostAccess accessTo(const Sandbox &sandbox)
{
    HostAccess access;
    access.hostName = u"ecs-1"_s;
    access.address = sandbox.address;
    access.port = sandbox.port;
    access.user = sandbox.user;
    access.identityFile = sandbox.identity;
    return access;
}

void addHost(Fleet &fleet, const Sandbox &sandbox)
{
    HostInput input;
    input.access = accessTo(sandbox);
    input.name = input.access.hostName;
    must(fleet.addHost(input, Call::in(30s)));
    must(fleet.trustHost(input.name, sandbox.fingerprint, false, Call::in(60s)));
}

Program::Program(const Sandbox &sandbox, Wrap wrap)
    : m_sandbox(sandbox)
    , m_path(m_directory.path())
{
    clean();
    const QString known = m_directory.filePath(u"known_hosts"_s);
    must(connection(sandbox, known)->connect(Call::in(30s)));
    m_options.dataDir = m_path;
    m_options.image = sandbox.image;
    m_options.actor.name = u"bench"_s;
    m_registry = must(Registry::open(u"sqlite:"_s + m_directory.filePath(u"registry.db"_s), m_clock, m_random));
    m_access = std::make_unique<AccessStore>(m_directory.filePath(u"hosts.json"_s));
    const HostAccess access = accessTo(sandbox);
    must(m_access->save(access));
    Host host;
    host.name = access.hostName;
    host.address = u"%1:%2"_s.arg(sandbox.address).arg(sandbox.port);
    m_host = must(m_registry->addHost(host, m_options.actor));
    m_pool = std::make_unique<HostPool>(
        *m_registry, *m_access, std::make_shared<ssh::KnownHosts>(known), m_options, m_clock);
    m_links = std::make_unique<Links>(*m_pool, std::move(wrap));
    m_leases = std::make_unique<LeaseKeeper>(*m_registry, m_options.actor.name);
    m_reconciler = std::make_unique<Reconciler>(*m_registry, *m_links, *m_leases, m_clock, m_random, m_options);
}

Program::~Program()
{
    m_reconciler.reset();
    m_leases.reset();
    m_links.reset();
    m_pool.reset();
    clean();
}

/// The sandbox is the bench's own: what a run made there goes, without the ceremony that a customer's tenant gets.
void Program::clean()
{
    const QString script
        = u"docker ps -aq --filter label=hermes.managed | xargs -r docker rm -f; "
          "docker volume ls -q --filter label=hermes.managed | xargs -r docker volume rm; "
          "docker network rm hermes-tenants; rm -rf /home/twilight/hermes /home/twilight/.hermes-admin"_s;
    QProcess cleaner;
    cleaner.start(u"docker"_s, {u"exec"_s, m_sandbox.box, u"sh"_s, u"-c"_s, script});
    cleaner.waitForFinished(120'000);
}

std::shared_ptr<HostLink> Program::link()
{
    return must(m_links->link(m_host.id, Call::in(30s)));
}

std::unique_ptr<HostSession> Program::freshSession(const Sandbox &way)
{
    const QString known = m_directory.filePath(u"known_hosts"_s);
    must(connection(way, known)->connect(Call::in(30s)));
    const HostAccess access = accessTo(way);
    auto fresh = must(connectionTo(access, AccessStore(m_directory.filePath(u"hosts.json"_s)),
        std::make_shared<ssh::KnownHosts>(known), m_options));
    return std::make_unique<HostSession>(
        *m_registry, must(m_registry->hostById(m_host.id)), access, std::move(fresh), m_clock, [] {});
}

Tenant Program::record(const QString &name)
{
    ProvisionRequest request;
    request.name = name;
    request.subscription = u"sub-"_s + name;
    request.order = u"order-"_s + name;
    request.planCode = u"bench"_s;
    request.image = m_options.image;
    Plan plan;
    plan.code = u"bench"_s;
    plan.memoryBytes = 256LL << 20;
    plan.cpus = 1;
    plan.pids = 128;
    return must(m_registry->recordRequest(request, m_host.id, plan, m_options.actor)).tenant;
}

void Program::drive(const QString &tenantId)
{
    const Deadline deadline = Deadline::in(120s);
    while (!deadline.expired()) {
        const auto turn = must(m_reconciler->step(tenantId, {}, Call::in(60s)));
        if (turn.tenant.phase == Phase::BindWait)
            return;
        if (turn.tenant.phase == Phase::Blocked || turn.tenant.phase == Phase::Backoff)
            stop(u"%1 is %2: %3"_s.arg(turn.tenant.name, phaseName(turn.tenant.phase), turn.tenant.message));
        std::this_thread::sleep_for(std::chrono::milliseconds(std::min<qint64>(turn.nextAfterMs, 2'000)));
    }
    stop(u"A tenant was not served within two minutes."_s);
}

} // namespace hermes::bench
