#pragma once

#include <QtGlobal>

/// What the environment says about a test that several programs share: HERMES_SEEDS, how many seeds there are;
/// HERMES_SHARD of HERMES_SHARDS, which part is this program's.
namespace hermes::test::shards {

inline int fromEnvironment(const char *name, int otherwise)
{
    const int value = qEnvironmentVariableIntValue(name);
    return value > 0 ? value : otherwise;
}

inline int seeds()
{
    return fromEnvironment("HERMES_SEEDS", 400);
}

/// `number` counts from 1.
inline bool isMine(int number)
{
    const int shards = fromEnvironment("HERMES_SHARDS", 1);
    return number % shards == fromEnvironment("HERMES_SHARD", 1) % shards;
}

} // namespace hermes::test::shards
