#include "storm.h"
#include "shards.h"

namespace hermes::test {

/// HERMES_SEED: that one alone; the same digest is the same life.
TEST(StormTest, livesThroughEverySeed)
{
    if (const int one = shards::fromEnvironment("HERMES_SEED", 0); one > 0) {
        std::cout << "lived: " << liveThrough(static_cast<quint64>(one), true).constData() << "\n";
        return;
    }
    for (int seed = 1; seed <= shards::seeds() && !HasFailure(); ++seed)
        if (shards::isMine(seed))
            (void)liveThrough(static_cast<quint64>(seed));
}

} // namespace hermes::test
