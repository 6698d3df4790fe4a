#include "driver.h"
#include "faketime.h"
#include "simulation.h"

#include <ctime>

// What it costs to watch 1,000 steady tenants on 10 hosts, in CPU time of our own threads without what the simulated
// hosts take in them.

namespace hermes::test {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int hostCount = 10;
constexpr int tenantsEach = 100;

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

} // namespace

TEST(Watch, ofAThousandSteadyTenantsCostsLessThanAHundredthOfACore)
{
    FakeTime::isCounted = false; // this thread's time is left out as a whole
    World world;
    Program program(world, u"worker"_s);
    for (int at = 0; at < hostCount; ++at)
        program.addHost(u"ecs-%1"_s.arg(at));
    for (int at = 0; at < hostCount * tenantsEach; ++at)
        ASSERT_TRUE(serve(program, u"t%1"_s.arg(at))) << at;
    Driver driver(*program.registry, *program.reconciler, world.clock, {[](const QString &) {}, [] { return false; }});
    driver.start();
    const auto watch = [&](double wallSeconds) {
        const double until = seconds(CLOCK_MONOTONIC) + wallSeconds;
        while (seconds(CLOCK_MONOTONIC) < until) {
            std::this_thread::sleep_for(1s);
            world.pass(1'000);
        }
    };
    // The first round looks at everything at once.
    watch(45);
    const auto before = driver.totals();
    const double wall = seconds(CLOCK_MONOTONIC);
    const auto ours = [] {
        return seconds(CLOCK_PROCESS_CPUTIME_ID) - seconds(CLOCK_THREAD_CPUTIME_ID) - double(FakeTime::spent) / 1e9;
    };
    const double cpu = ours();
    watch(60);
    const double wallTaken = seconds(CLOCK_MONOTONIC) - wall;
    const double cpuTaken = ours() - cpu;
    const auto after = driver.totals();
    driver.stop();
    const auto turns = double(after.turns - before.turns);
    std::cout << turns << " turns (" << after.glances - before.glances << " glances) in " << wallTaken << " s, "
              << cpuTaken / wallTaken * 100 << " % of a core, " << cpuTaken / turns * 1e6 << " us of CPU a turn\n";
    EXPECT_EQ(after.failedTurns, before.failedTurns);
    EXPECT_GE(turns, hostCount * tenantsEach * 0.8) << "each is looked at about once a minute";
    EXPECT_LT(cpuTaken / wallTaken, 0.01);
    const auto tenants = program.registry->tenants().value();
    EXPECT_TRUE(
        std::all_of(tenants.begin(), tenants.end(), [](const Tenant &tenant) { return tenant.phase == Phase::Ready; }));
}

} // namespace hermes::test
