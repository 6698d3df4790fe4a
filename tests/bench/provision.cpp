// What a long wire costs: the login against OpenSSH's own, and one provision, whose calls to the host are each named
// with the round trips they took.
#include "rig.h"
#include "trace.h"

#include <QCoreApplication>
#include <QElapsedTimer>

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

/// The third tenant's provision: the first makes the host's network, the first two open what is then kept open.
double provision(const Sandbox &sandbox, Trace &trace)
{
    Program program(sandbox, [&](const HostLink &link) { return trace.wrap(link); });
    (void)program.link();
    program.drive(program.record(u"warm-one"_s).id);
    program.drive(program.record(u"warm-two"_s).id);
    const Tenant tenant = program.record(u"measured"_s);
    trace.begin();
    QElapsedTimer timer;
    timer.start();
    program.drive(tenant.id);
    const auto took = double(timer.nsecsElapsed()) / 1e6;
    trace.end();
    return took;
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
    const double nearMs = provision(near, nearTrace);
    const double farMs = provision(far, farTrace);
    report(u"provision, loopback"_s, ms(nearMs));
    report(u"provision, 100 ms round trip"_s, ms(farMs));
    const double extra = (farMs - nearMs) / roundTripMs;
    report(u"provision: round trips more than on loopback"_s, QString::number(extra, 'f', 1), u"<= 15"_s, extra <= 15);
    std::printf("\nIts calls to the host over the long wire (began at, took, in ms):\n%s", farTrace.text().constData());
    if (qEnvironmentVariableIsSet("HERMES_BENCH_BOTH"))
        std::printf("\nOn loopback:\n%s", nearTrace.text().constData());
    return 0;
}
