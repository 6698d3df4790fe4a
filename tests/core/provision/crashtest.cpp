#include "simulation.h"

#include <QCryptographicHash>

namespace hermes::test {

using namespace Qt::StringLiterals;

namespace {

/// What an operator wants of one tenant, one thing after the other; goes on from where it was with any program.
class Operator {
public:
    enum Stage { Request, Provision, Bind, Serve, Stop, Start, Rebind, ServeAgain, Destroy, Done };

    explicit Operator(Stage last)
        : m_last(last)
    { }
    [[nodiscard]] const QString &tenantId() const { return m_id; }
    [[nodiscard]] Stage stage() const { return m_stage; }
    /// A stage that ends BLOCKED is no failure: the operator will ask again.
    void bePatient() { m_patient = true; }
    /// The phase that ends the present stage.
    [[nodiscard]] Phase goal() const
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
    /// False if a stage's goal was not reached.
    bool go(Program &program)
    {
        while (m_stage < m_last) {
            if (!take(program))
                return false;
            m_stage = Stage(m_stage + 1);
        }
        return true;
    }

private:
    bool take(Program &program)
    {
        const auto want = [&](Presence presence) {
            EXPECT_TRUE(program.tenant(m_id).phase == Phase::Gone
                || program.registry->setPresence(m_id, presence, presenceName(presence), -1, program.options.actor));
        };
        switch (m_stage) {
        case Request:
            m_id = program.request(u"acme"_s).id;
            return !m_id.isEmpty();
        case Bind:
            return bind(program, 1);
        case Rebind:
            return bind(program, 2);
        case Stop:
            want(Presence::Paused);
            break;
        case Start:
            want(Presence::Present);
            break;
        case Destroy:
            want(Presence::Absent);
            break;
        default:
            break;
        }
        const auto met = [this](const Tenant &now) { return now.phase == goal(); };
        if (program.tenant(m_id).phase != Phase::Gone
            && !(m_patient ? program.drive(m_id, met) : program.driveTo(m_id, goal())))
            return false;
        return isAlone(program.world);
    }
    bool bind(Program &program, int bindEpoch)
    {
        for (int tries = 0; tries < 5; ++tries) {
            const auto bound = program.registry->binding(m_id);
            if (bound && *bound && (*bound)->bindEpoch >= bindEpoch)
                return true;
            (void)program.bind(m_id, u"wx-1"_s);
        }
        return false;
    }
    /// Exactly the containers that there should be, and no job.
    [[nodiscard]] bool isAlone(const World &world) const
    {
        const qsizetype expected = goal() == Phase::Paused || goal() == Phase::Gone ? 0 : 1;
        const auto containers = world.host().engine().containers();
        if (containers.size() == expected && world.host().tenantContainers(m_id).size() == expected)
            return true;
        for (const auto &container : containers)
            ADD_FAILURE() << container.summary.name.toStdString() << " is " << container.summary.state.toStdString();
        return false;
    }

    Stage m_last;
    Stage m_stage = Request;
    bool m_patient = false;
    QString m_id;
};

bool isEffect(const FakeEngine::CallInfo &info)
{
    static const QSet<QString> effects{u"createContainer"_s, u"startContainer"_s, u"stopContainer"_s,
        u"removeContainer"_s, u"putArchive"_s, u"createNetwork"_s, u"createBindVolume"_s, u"removeVolume"_s, u"write"_s,
        u"createExclusive"_s, u"overwrite"_s, u"remove"_s, u"makeDirectory"_s};
    return effects.contains(info.name);
}

enum class Moment { BeforeEffect, AfterEffect, IntentCommitted, ReplyNotCommitted, ClockReading };

/// One world, one operator, one program that can be hit at the n-th moment of a kind.
struct Life {
    explicit Life(Operator::Stage last = Operator::Done)
        : op(last)
        , alice(std::make_unique<Program>(world, u"alice"_s))
    {
        alice->addHost(u"ecs-1"_s);
    }
    /// Whatever happens at the n-th moment; `hit` may throw Crash or answer an error.
    void at(Moment moment, int n, const std::function<std::optional<Error>()> &hit)
    {
        const auto count = [this, n, hit](const FakeEngine::CallInfo &info) -> std::optional<Error> {
            return isEffect(info) && ++seen == n ? hit() : std::nullopt;
        };
        if (moment == Moment::BeforeEffect)
            world.setHooks(count, {});
        else if (moment == Moment::AfterEffect)
            world.setHooks({}, count);
        else if (moment == Moment::ClockReading)
            alice->clock.crashAtReading(n);
        else
            alice->progress = [this, moment, n, hit](const StepEvent &event) {
                const auto kind = moment == Moment::IntentCommitted ? StepEvent::Kind::Begin : StepEvent::Kind::End;
                if (event.kind == kind && ++seen == n)
                    (void)hit();
            };
    }
    void quiet() { world.setHooks({}, {}); }

    World world;
    Operator op;
    std::unique_ptr<Program> alice;
    std::atomic<int> seen = 0;
};

/// How many moments of a kind an undisturbed life has.
int momentsOf(Moment moment, Operator::Stage last = Operator::Done)
{
    Life life(last);
    const int before = life.alice->clock.readings();
    life.at(moment, -1, {});
    EXPECT_TRUE(life.op.go(*life.alice));
    return moment == Moment::ClockReading ? life.alice->clock.readings() - before : life.seen.load();
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

void crashAtEach(Moment moment, const char *what, int stride = 1)
{
    const int moments = momentsOf(moment);
    ASSERT_GT(moments, 20) << what;
    for (int n = 1; n <= moments && !testing::Test::HasFailure(); n += stride) {
        SCOPED_TRACE(testing::Message() << what << " " << n << " of " << moments);
        Life life;
        life.at(moment, n, []() -> std::optional<Error> { throw Crash(); });
        bool crashed = false;
        try {
            EXPECT_TRUE(life.op.go(*life.alice));
        } catch (const Crash &) {
            crashed = true;
        }
        EXPECT_TRUE(crashed);
        life.quiet();
        life.alice.reset();
        Program bob(life.world, u"bob"_s);
        EXPECT_TRUE(life.op.go(bob));
        expectDone(life.world, life.op, bob);
    }
}

} // namespace

TEST(CrashTest, convergesAfterACrashBeforeEachEffect)
{
    crashAtEach(Moment::BeforeEffect, "before effect");
}

TEST(CrashTest, convergesAfterACrashAfterEachEffect)
{
    crashAtEach(Moment::AfterEffect, "after effect");
}

TEST(CrashTest, convergesAfterACrashWithEachStepJournaledButNotBegun)
{
    crashAtEach(Moment::IntentCommitted, "intent committed");
}

TEST(CrashTest, convergesAfterACrashWithEachReplyNotYetCommitted)
{
    crashAtEach(Moment::ReplyNotCommitted, "reply not committed");
}

TEST(CrashTest, convergesAfterACrashBetweenAnyTwoCommits)
{
    crashAtEach(Moment::ClockReading, "clock reading", 17);
}

namespace {

void loseEach(Moment moment, const char *what)
{
    const int moments = momentsOf(moment);
    for (int n = 1; n <= moments && !testing::Test::HasFailure(); ++n) {
        SCOPED_TRACE(testing::Message() << what << " " << n << " of " << moments);
        Life life;
        life.at(moment, n, [] { return std::optional(FakeEngine::lostLink()); });
        EXPECT_TRUE(life.op.go(*life.alice));
        expectDone(life.world, life.op, *life.alice);
    }
}

} // namespace

TEST(CrashTest, convergesWhenTheReplyOfAnyOneEffectIsLost)
{
    loseEach(Moment::AfterEffect, "lost reply");
}

TEST(CrashTest, convergesWhenAnyOneEffectIsNeverReached)
{
    loseEach(Moment::BeforeEffect, "lost request");
}

namespace {

/// A life under a storm: each effect may be lost, lose its reply or kill the program, each look may fail. What happens
/// to a call depends on the seed and on that call alone, so that a seed can be played again.
class Storm {
public:
    Storm(Life &life, quint64 seed)
        : m_seed(seed)
    {
        life.world.setHooks([this](const FakeEngine::CallInfo &info) { return blow(info, 'b'); },
            [this](const FakeEngine::CallInfo &info) { return blow(info, 'a'); });
    }

private:
    std::optional<Error> blow(const FakeEngine::CallInfo &info, char side)
    {
        const QByteArray what = side + info.name.toLatin1();
        const std::lock_guard lock(m_mutex);
        const QByteArray key = what + QByteArray::number(++m_counts[what]) + '/' + QByteArray::number(m_seed);
        const auto lot
            = QCryptographicHash::hash(key, QCryptographicHash::Sha256).toHex().left(8).toUInt(nullptr, 16) % 100;
        if (isEffect(info) && lot < 5)
            throw Crash();
        return lot < 10 ? std::optional(FakeEngine::lostLink()) : std::nullopt;
    }

    quint64 m_seed;
    std::mutex m_mutex;
    QMap<QByteArray, int> m_counts;
};

/// A whole life under a storm that abates after so many deaths.
void liveThrough(quint64 seed)
{
    SCOPED_TRACE(testing::Message() << "replay with HERMES_SEED=" << seed);
    Life life;
    life.op.bePatient();
    const Storm storm(life, seed);
    int deaths = 0;
    bool done = false;
    for (int rounds = 0; !done && rounds < 200 && !testing::Test::HasFailure(); ++rounds) {
        try {
            done = life.op.go(*life.alice);
            // BLOCKED by so much bad luck is as it should be; the operator asks again.
            if (!done)
                (void)life.alice->registry->retryNow(life.op.tenantId(), life.alice->options.actor);
        } catch (const Crash &) {
            life.alice.reset();
            life.alice = std::make_unique<Program>(life.world, QStringLiteral("life-%1").arg(++deaths));
        }
        if (deaths > 30)
            life.quiet();
    }
    life.quiet();
    EXPECT_TRUE(done) << "after " << deaths << " deaths it is "
                      << mostlyText(life.alice->tenant(life.op.tenantId())).toStdString();
    EXPECT_EQ(life.world.violations().join(u'\n').toStdString(), std::string());
    EXPECT_TRUE(life.world.host().engine().containers().isEmpty());
    EXPECT_EQ(life.alice->tenant(life.op.tenantId()).phase, Phase::Gone);
}

} // namespace

TEST(StormTest, livesThroughEverySeed)
{
    if (const int one = qEnvironmentVariableIntValue("HERMES_SEED"); one > 0) {
        liveThrough(static_cast<quint64>(one));
        return;
    }
    const int seeds = std::max(10, qEnvironmentVariableIntValue("HERMES_SEEDS"));
    for (int seed = 1; seed <= seeds && !HasFailure(); ++seed)
        liveThrough(static_cast<quint64>(seed));
}

TEST(CrashTest, doesNothingTwiceAfterAStallOfTenMinutesInWhichAnotherProgramWentOn)
{
    const int moments = momentsOf(Moment::BeforeEffect, Operator::Stop);
    for (int n = 1; n <= moments && !testing::Test::HasFailure(); ++n) {
        SCOPED_TRACE(testing::Message() << "stall " << n << " of " << moments);
        Life life(Operator::Stop);
        Program bob(life.world, u"bob"_s);
        life.at(Moment::BeforeEffect, n, [&]() -> std::optional<Error> {
            life.world.pass(600'000);
            const Phase goal = life.op.stage() == Operator::Bind ? Phase::BindWait : life.op.goal();
            EXPECT_TRUE(bob.driveTo(life.op.tenantId(), goal));
            return std::nullopt;
        });
        EXPECT_TRUE(life.op.go(*life.alice));
        life.quiet();
        EXPECT_EQ(life.world.violations().join(u'\n').toStdString(), std::string());
        const Tenant tenant = bob.tenant(life.op.tenantId());
        EXPECT_EQ(tenant.phase, Phase::Ready);
        EXPECT_EQ(tenant.generation, 2);
        QMap<int, int> creates;
        const auto operations = bob.registry->operations(tenant.id, 500).value();
        for (const auto &operation : operations)
            creates[operation.generation] += operation.step == "create"_L1 && operation.outcome == "done"_L1;
        EXPECT_EQ(creates.value(1), 1);
        EXPECT_EQ(creates.value(2), 1);
    }
}

} // namespace hermes::test
