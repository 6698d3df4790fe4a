#include "storm.h"

namespace hermes::test {

namespace {

int fromEnvironment(const char *name, int otherwise)
{
    const int value = qEnvironmentVariableIntValue(name);
    return value > 0 ? value : otherwise;
}

} // namespace

/// HERMES_SEED: that one alone. HERMES_SEEDS: how many, of which HERMES_SHARDS programs take turns; this is the
/// HERMES_SHARD-th of them.
TEST(StormTest, livesThroughEverySeed)
{
    if (const int one = fromEnvironment("HERMES_SEED", 0); one > 0) {
        liveThrough(static_cast<quint64>(one));
        return;
    }
    const int seeds = fromEnvironment("HERMES_SEEDS", 400);
    const int shards = fromEnvironment("HERMES_SHARDS", 1);
    for (int seed = fromEnvironment("HERMES_SHARD", 1); seed <= seeds && !HasFailure(); seed += shards)
        liveThrough(static_cast<quint64>(seed));
}

} // namespace hermes::test
