#include "life.h"
#include "shards.h"

namespace hermes::test {

using namespace Qt::StringLiterals;

namespace {

/// Where a crash leaves something else behind than at any other of them: each step once it is in the journal, after
/// each single effect on a host, and with the reply there but not committed. Before an effect all is as it was after
/// the one before it.
constexpr std::array moments{Moment::IntentCommitted, Moment::AfterEffect, Moment::ReplyNotCommitted};

/// A dead program's lease has to end before anybody goes on; waiting for it turn by turn is tested with single crashes.
void outlastTheLease(World &world)
{
    world.pass(LeaseKeeper::durationMs + 1000, 10'000);
}

/// Goes on where `first` rests: dies at its own n-th moment, and a third program lives to the end. False if what is
/// left of the life has fewer moments.
bool dieAgain(const Life &first, Moment moment, int n)
{
    Life life(first, Operator::Done, 2, u"bob"_s);
    outlastTheLease(life.world);
    const bool died = life.goAndDieAt(*life.alice, moment, n);
    const auto door = life.alice->door;
    life.alice.reset();
    if (died)
        outlastTheLease(life.world);
    Program carol(life.world, u"carol"_s, door);
    EXPECT_TRUE(life.op.go(carol));
    expectDone(life.world, life.op, carol);
    return died;
}

/// All that can happen after a first crash; answers how many second ones there were.
int dieAgainEverywhere(Life &first, int from, int stride)
{
    int pairs = 0;
    for (const Moment moment : moments) {
        for (int n = from; !testing::Test::HasFailure(); n += stride) {
            SCOPED_TRACE(testing::Message() << "then moment " << n << " of kind " << int(moment));
            if (!dieAgain(first, moment, n))
                break;
            ++pairs;
        }
    }
    return pairs;
}

} // namespace

/// A whole life with every two crashes: the second is counted from where the first one's successor begins. All of them
/// (8,063) where HERMES_SEEDS asks for many seeds; else every 40th second crash after each first one.
TEST(CrashPairTest, convergesAfterAnyTwoCrashes)
{
    const int stride = shards::seeds() >= 10'000 ? 1 : 40;
    int pairs = 0;
    int firsts = 0;
    for (const Moment moment : moments) {
        const int count = momentsOf(moment);
        for (int n = 1; n <= count && !HasFailure(); ++n) {
            if (!shards::isMine(++firsts))
                continue;
            SCOPED_TRACE(testing::Message() << "a crash at moment " << n << " of kind " << int(moment));
            Life life;
            EXPECT_TRUE(life.goAndDieAt(*life.alice, moment, n));
            life.rest();
            pairs += dieAgainEverywhere(life, 1 + firsts % stride, stride);
        }
    }
    std::cout << pairs << " pairs\n";
    EXPECT_GT(pairs, 0);
}

} // namespace hermes::test
