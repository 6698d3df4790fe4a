#include "life.h"

namespace hermes::test {

using namespace Qt::StringLiterals;

Phase Operator::goal() const
{
    switch (m_stage) {
    case Request:
    case Provision:
        return Phase::BindWait;
    case Stop:
        return Phase::Paused;
    case Destroy:
        return Phase::Gone;
    default:
        return Phase::Ready;
    }
}

bool Operator::ask(Program &program)
{
    switch (m_stage) {
    case Request:
        m_id = program.request(u"acme"_s).id;
        return !m_id.isEmpty();
    case Bind:
        return bind(program, 1);
    case Rebind:
        return bind(program, 2);
    case Stop:
        return want(program, Presence::Paused);
    case Start:
        return want(program, Presence::Present);
    case Destroy:
        return want(program, Presence::Absent);
    default:
        return true;
    }
}

bool Operator::go(Program &program)
{
    for (; !isDone(); advance()) {
        if (!ask(program))
            return false;
        if (isAtOnce())
            continue;
        if (program.tenant(m_id).phase != Phase::Gone && !program.driveTo(m_id, goal()))
            return false;
        if (const auto alone = isAlone(program.world); !alone) {
            ADD_FAILURE() << alone.message();
            return false;
        }
    }
    return true;
}

bool Operator::want(Program &program, Presence presence) const
{
    return program.tenant(m_id).phase == Phase::Gone
        || program.registry->setPresence(m_id, presence, presenceName(presence), -1, program.options.actor);
}

bool Operator::bind(Program &program, int bindEpoch) const
{
    for (int tries = 0; tries < 5; ++tries) {
        const auto bound = program.registry->binding(m_id);
        if (bound && *bound && (*bound)->bindEpoch >= bindEpoch)
            return true;
        (void)program.bind(m_id, u"wx-1"_s);
    }
    return false;
}

testing::AssertionResult Operator::isAlone(const World &world) const
{
    const qsizetype expected = goal() == Phase::Paused || goal() == Phase::Gone ? 0 : 1;
    const auto containers = world.host().engine().containers();
    if (containers.size() == expected && world.host().tenantContainers(m_id).size() == expected)
        return testing::AssertionSuccess();
    auto failure = testing::AssertionFailure() << expected << " containers are expected, there are:";
    for (const auto &container : containers)
        failure << ' ' << container.summary.name.toStdString() << " (" << container.summary.state.toStdString() << ')';
    return failure;
}

bool isEffect(const FakeEngine::CallInfo &info)
{
    static const QSet<QString> effects{u"createContainer"_s, u"startContainer"_s, u"stopContainer"_s,
        u"removeContainer"_s, u"putArchive"_s, u"createNetwork"_s, u"createBindVolume"_s, u"removeVolume"_s, u"write"_s,
        u"createExclusive"_s, u"overwrite"_s, u"remove"_s, u"makeDirectory"_s};
    return effects.contains(info.name);
}

Life::Life(Operator::Stage last, quint64 seed)
    : world(seed)
    , op(last)
{
    world.isInTurn = true;
    alice = std::make_unique<Program>(world, u"alice"_s);
    alice->addHost(u"ecs-1"_s);
}

Life::Life(const Life &other, Operator::Stage last, quint64 seed, const QString &name)
    : world(other.world, seed)
    , op(other.op, last)
    , alice(std::make_unique<Program>(world, name))
{ }

void Life::rest()
{
    world.rest();
    alice.reset();
}

void Life::at(Program &program, Moment moment, int n, const Hit &hit)
{
    seen = 0;
    const auto count = [this, n, hit](const FakeEngine::CallInfo &info) -> std::optional<Error> {
        return isEffect(info) && ++seen == n ? hit() : std::nullopt;
    };
    if (moment == Moment::BeforeEffect)
        world.setHooks(count, {});
    else if (moment == Moment::AfterEffect)
        world.setHooks({}, count);
    else if (moment == Moment::ClockReading)
        program.clock.crashAtReading(n);
    else
        program.progress = [this, moment, n, hit](const StepEvent &event) {
            const auto kind = moment == Moment::IntentCommitted ? StepEvent::Kind::Begin : StepEvent::Kind::End;
            if (event.kind == kind && ++seen == n)
                (void)hit();
        };
}

bool Life::goAndDieAt(Program &program, Moment moment, int n)
{
    at(program, moment, n, []() -> std::optional<Error> { throw Crash(); });
    bool died = false;
    try {
        EXPECT_TRUE(op.go(program));
    } catch (const Crash &) {
        died = true;
    }
    quiet();
    return died;
}

int momentsOf(Moment moment, Operator::Stage last)
{
    Life life(last);
    const int before = life.alice->clock.readings();
    life.at(*life.alice, moment, -1, {});
    EXPECT_TRUE(life.op.go(*life.alice));
    return moment == Moment::ClockReading ? life.alice->clock.readings() - before : life.seen;
}

void expectDone(World &world, const Operator &op, Program &program)
{
    EXPECT_EQ(world.violations().join(u'\n').toStdString(), std::string());
    EXPECT_TRUE(world.host().engine().containers().isEmpty());
    EXPECT_TRUE(world.host().engine().listVolumes({}, {}).value().isEmpty());
    EXPECT_FALSE(world.host().files().directories().contains(SimulatedHost::homeDirectory(op.tenantId())));
    EXPECT_EQ(program.tenant(op.tenantId()).phase, Phase::Gone);
    EXPECT_EQ(program.tenant(op.tenantId()).generation, 3) << "nothing was replaced that did not have to be";
}

} // namespace hermes::test
