#include "driver.h"
#include "faketime.h"
#include "simulation.h"

#include <QCoreApplication>
#include <ctime>
#include <iostream>

// bench_watch: what it costs to watch 1,000 steady tenants on 10 hosts, in CPU time of our own threads without what the
// simulated hosts take in them. About four minutes.

using namespace hermes;
using namespace hermes::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int hostCount = 10;

double seconds(clockid_t clock)
{
    timespec time{};
    clock_gettime(clock, &time);
    return double(time.tv_sec) + double(time.tv_nsec) / 1e9;
}

/// To READY without a look at the invariants after every turn.
bool serve(Program &program, const QString &name)
{
    const QString id = program.request(name).id;
    for (int turns = 0; turns < 60; ++turns) {
        const auto turn = program.step(id);
        if (!turn)
            return false;
        if (turn->tenant.phase == Phase::BindWait && turn->tenant.bindEpoch == 0)
            if (!program.bind(id, u"wx-"_s + name))
                return false;
        if (turn->tenant.phase == Phase::Ready)
            return true;
        program.world.pass(turn->nextAfterMs, 60'000);
    }
    return false;
}

/// Time passes for the simulated agents as it does for us; that is this thread's work, which is left out as a whole.
void watch(World &world, double wallSeconds)
{
    const double until = seconds(CLOCK_MONOTONIC) + wallSeconds;
    while (seconds(CLOCK_MONOTONIC) < until) {
        std::this_thread::sleep_for(1s);
        world.pass(1'000);
    }
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const int tenantCount = argc > 1 ? QByteArray(argv[1]).toInt() : 1000;
    FakeTime::isCounted = false;
    World world;
    Program program(world, u"worker"_s);
    for (int at = 0; at < hostCount; ++at)
        program.addHost(u"ecs-%1"_s.arg(at));
    for (int at = 0; at < tenantCount; ++at)
        if (!serve(program, u"t%1"_s.arg(at))) {
            std::cerr << "tenant " << at << " is not served\n";
            return 1;
        }
    std::cout << "all are served" << std::endl;
    Driver driver(*program.registry, *program.reconciler, world.clock, {[](const QString &) {}, [] { return false; }});
    driver.start();
    watch(world, 45); // the first round looks at everything at once
    const auto ours = [] {
        return seconds(CLOCK_PROCESS_CPUTIME_ID) - seconds(CLOCK_THREAD_CPUTIME_ID) - double(FakeTime::spent) / 1e9;
    };
    const auto before = driver.totals();
    const double wall = seconds(CLOCK_MONOTONIC);
    const double cpu = ours();
    watch(world, 60);
    const double cpuTaken = ours() - cpu;
    const double wallTaken = seconds(CLOCK_MONOTONIC) - wall;
    const auto after = driver.totals();
    driver.stop();
    const auto turns = double(after.turns - before.turns);
    std::cout << turns << " turns (" << after.glances - before.glances << " glances) in " << wallTaken << " s, "
              << cpuTaken / wallTaken * 100 << " % of a core, " << cpuTaken / turns * 1e6 << " us of CPU a turn\n";
    return after.failedTurns == before.failedTurns ? 0 : 1;
}
