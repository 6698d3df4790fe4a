// What a long wire costs: the login against OpenSSH's own, and one provision, whose calls to the host are each named
// with the round trips they took.
#include "containerspec.h"
#include "rig.h"
#include "trace.h"

#include <QCoreApplication>

using namespace hermes;
using namespace hermes::bench;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int roundTripMs = 100;

void compareLogins(const Sandbox &far)
{
    Series openssh;
    Series ours;
    QTemporaryDir directory;
    for (int i = 0; i < 7; ++i) {
        openssh.time([&] {
            if (QProcess::execute(u"ssh"_s, sshArguments(far) << u"true"_s) != 0)
                stop(u"ssh host true failed"_s);
        });
        ours.time([&] { must(connection(far, directory.filePath(u"known"_s))->connect(Call::in(30s))); });
    }
    report(u"ssh host true, 100 ms round trip"_s, ms(openssh.median()));
    report(u"our connection ready"_s, ms(ours.median()));
    reportRatio(u"connection ready : ssh host true"_s, ours.median() / openssh.median(), 1.5);
}

/// Provisions by a near and by a far way to the same host, taking turns.
struct Provisions {
    Series near;
    Series far;
};

/// Of tenants after the second of each way: the first makes the host's network, the first two open what is then kept
/// open.
Provisions provision(const Sandbox &near, const Sandbox &far, Trace &nearTrace, Trace &farTrace)
{
    std::shared_ptr<HostLink> farLink;
    bool isFar = false;
    Program program(near, [&](const HostLink &link) { return isFar ? farTrace.wrap(*farLink) : nearTrace.wrap(link); });
    (void)program.link();
    const auto session = program.freshSession(far);
    farLink = must(session->link(Call::in(30s)));
    Provisions provisions;
    constexpr int warm = 2;
    constexpr int rounds = 7;
    for (int i = 0; i < warm + rounds; ++i) {
        for (const bool way : {false, true}) {
            isFar = way;
            Trace &trace = way ? farTrace : nearTrace;
            Series &series = way ? provisions.far : provisions.near;
            const Tenant tenant = program.record(u"measured-%1-%2"_s.arg(i).arg(way));
            trace.begin();
            if (i < warm)
                program.drive(tenant.id);
            else
                series.time([&] { program.drive(tenant.id); });
            trace.end();
        }
    }
    return provisions;
}

/// Every container of a host with fifty, engine pinned and claim checked, from the moment the connection is ready.
void fillTable(const Sandbox &near, const Sandbox &far)
{
    Program program(near);
    const auto link = program.link();
    for (int i = 0; i < 50; ++i) {
        docker::ContainerSpec spec;
        spec.name = u"hermes-table-%1"_s.arg(i);
        spec.image = near.image;
        spec.network = u"none"_s;
        spec.memoryBytes = 64LL << 20;
        spec.labels = {{u"hermes.managed"_s, u"1"_s}, {u"hermes.role"_s, u"tenant"_s},
            {u"hermes.platform"_s, link->platform}, {u"hermes.tenant_id"_s, u"table-%1"_s.arg(i)}};
        must(link->engine->createContainer(spec, Call::in(60s)));
    }
    Series near50;
    Series far50;
    for (int i = 0; i < 5; ++i) {
        for (const bool isFar : {false, true}) {
            const auto session = program.freshSession(isFar ? far : near);
            must(session->connection().connect(Call::in(30s)));
            (isFar ? far50 : near50).time([&] {
                const auto ready = must(session->link(Call::in(30s)));
                const auto all
                    = must(ready->engine->listContainers(containers::ownedBy(ready->platform), Call::in(30s)));
                if (all.size() != 50)
                    stop(u"%1 containers listed, not 50"_s.arg(all.size()));
            });
        }
    }
    const double trips = (far50.median() - near50.median()) / roundTripMs;
    report(u"first table of 50 tenants after ready, loopback / 100 ms"_s,
        ms(near50.median()) + u" / "_s + ms(far50.median()));
    report(u"first table: round trips"_s, QString::number(trips, 'f', 1), u"<= 5"_s, trips <= 5);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const Sandbox near = sandbox();
    const LongWire wire(near, roundTripMs);
    const Sandbox far = wire.sandbox();
    compareLogins(far);

    Trace nearTrace;
    Trace farTrace;
    fillTable(near, far);
    const auto provisions = provision(near, far, nearTrace, farTrace);
    const double nearMs = provisions.near.median();
    const double farMs = provisions.far.median();
    report(u"provision, loopback"_s, ms(nearMs));
    report(u"provision, 100 ms round trip"_s, ms(farMs));
    const double extra = (farMs - nearMs) / roundTripMs;
    report(u"provision: round trips more than on loopback"_s, QString::number(extra, 'f', 1), u"<= 15"_s, extra <= 15);
    std::printf("\nCalls of the last one to the host over the long wire (began at, took, in ms):\n%s",
        farTrace.text().constData());
    if (qEnvironmentVariableIsSet("HERMES_BENCH_BOTH"))
        std::printf("\nOn loopback:\n%s", nearTrace.text().constData());
    return 0;
}
