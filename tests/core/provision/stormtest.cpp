#include "storm.h"
#include "shards.h"

namespace hermes::test {

/// HERMES_SEED: that one alone.
TEST(StormTest, livesThroughEverySeed)
{
    if (const int one = shards::fromEnvironment("HERMES_SEED", 0); one > 0) {
        liveThrough(static_cast<quint64>(one));
        return;
    }
    for (int seed = 1; seed <= shards::seeds() && !HasFailure(); ++seed)
        if (shards::isMine(seed))
            liveThrough(static_cast<quint64>(seed));
}

} // namespace hermes::test
