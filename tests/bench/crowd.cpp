// Fifty tenants created, started and answering their first probe, eight at once: by our core over SSH, and by the same
// calls and the same probe from inside the host.
#include "containerjson.h"
#include "containerspec.h"
#include "rig.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <atomic>

using namespace hermes;
using namespace hermes::bench;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int many = 50;
constexpr int atOnce = 8;
constexpr int rounds = 3;
constexpr quint16 firstPort = 9500;

docker::ContainerSpec specOf(const HostLink &link, const Sandbox &host, int number)
{
    Tenant tenant;
    tenant.id = u"crowd%1"_s.arg(number);
    tenant.name = tenant.id;
    tenant.image = host.image;
    tenant.memoryBytes = 256LL << 20;
    tenant.cpus = 1;
    tenant.pids = 128;
    Ports ports;
    ports.dashboard = quint16(firstPort + number);
    docker::ContainerSpec spec = containers::tenantSpec(link, tenant, ports, 1, 1);
    spec.mounts.clear();
    spec.network = u"bridge"_s;
    return spec;
}

void serveOne(const HostLink &link, const Sandbox &host, int number)
{
    const Call call = Call::in(120s);
    const auto created = must(link.engine->createContainer(specOf(link, host, number), call));
    must(link.engine->startContainer(created.id, call));
    while (!call.deadline.expired()) {
        const auto answer = link.prober->get(quint16(firstPort + number), u"/api/status"_s, call);
        if (answer && answer->status == 200)
            return;
        std::this_thread::sleep_for(50ms);
    }
    stop(u"a tenant of the crowd never answered"_s);
}

void serveAll(const HostLink &link, const Sandbox &host)
{
    std::atomic<int> next = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < atOnce; ++i)
        threads.emplace_back([&] {
            for (int number = next++; number < many; number = next++)
                serveOne(link, host, number);
        });
    for (auto &thread : threads)
        thread.join();
}

/// What insidehost.py measured, in milliseconds.
double serveInside(const HostLink &link, const Sandbox &host)
{
    QJsonArray tenants;
    for (int number = 0; number < many; ++number) {
        const auto spec = specOf(link, host, number);
        tenants.append(QJsonObject{{u"name"_s, spec.name}, {u"port"_s, firstPort + number},
            {u"body"_s, QString::fromUtf8(docker::createBody(spec))}});
    }
    QFile script(u"" HERMES_BENCH_SOURCE "/insidehost.py"_s);
    if (!script.open(QIODevice::ReadOnly))
        stop(u"insidehost.py is missing"_s);
    QProcess inside;
    inside.start(u"docker"_s,
        {u"exec"_s, u"-i"_s, host.box, u"python3"_s, u"-c"_s, QString::fromUtf8(script.readAll()),
            QString::number(atOnce)});
    inside.write(QJsonDocument(tenants).toJson(QJsonDocument::Compact));
    inside.closeWriteChannel();
    if (!inside.waitForFinished(180'000) || inside.exitCode() != 0)
        stop(u"insidehost.py failed: "_s + QString::fromUtf8(inside.readAllStandardError()));
    return inside.readAllStandardOutput().trimmed().toDouble();
}

void removeAll(const HostLink &link)
{
    const Call call = Call::in(120s);
    for (const auto &container : must(link.engine->listContainers(containers::ownedBy(link.platform), call)))
        must(link.engine->removeContainer(container.id, true, call));
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const Sandbox host = sandbox();
    Program program(host);
    const auto link = program.link();
    Series ours;
    Series inside;
    for (int i = 0; i < rounds; ++i) {
        inside.add(serveInside(*link, host));
        removeAll(*link);
        ours.time([&] { serveAll(*link, host); });
        removeAll(*link);
    }
    report(u"%1 tenants created, started, probed, %2 at once, inside the host"_s.arg(many).arg(atOnce),
        ms(inside.median()));
    report(u"the same through our core over SSH"_s, ms(ours.median()));
    reportRatio(u"%1 tenants: our core : inside the host"_s.arg(many), ours.median() / inside.median(), 1.3);
    return 0;
}
