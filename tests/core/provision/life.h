#pragma once

#include "simulation.h"

namespace hermes::test {

/// What an operator wants of one tenant, one thing after the other; goes on from where it was with any program.
class Operator {
public:
    enum Stage {
        Request,
        Provision,
        Bind,
        Serve,
        Stop,
        Start,
        Rebind,
        ServeAgain,
        Move,
        Restore,
        Become,
        BecomeElsewhere,
        Unshare,
        Upgrade,
        Rollback,
        Destroy,
        Done
    };

    /// `also`: what it goes through once it serves; Done: nothing. Where it becomes a container it begins as a prefab
    /// or, for Unshare, a shared tenant. After Upgrade comes Rollback.
    explicit Operator(Stage last = Done, Stage also = Done)
        : m_last(last)
        , m_also(also)
    { }
    Operator(const Operator &other, Stage last)
        : m_last(last)
        , m_also(other.m_also)
        , m_stage(other.m_stage)
        , m_id(other.m_id)
        , m_aim(other.m_aim)
        , m_backup(other.m_backup)
        , m_imageId(other.m_imageId)
    { }
    [[nodiscard]] const QString &tenantId() const { return m_id; }
    [[nodiscard]] Stage stage() const { return m_stage; }
    [[nodiscard]] bool isDone() const { return m_stage >= m_last; }
    [[nodiscard]] bool isInLastStage() const { return m_stage + 1 >= m_last; }
    /// The phase that ends the present stage.
    [[nodiscard]] Phase goal() const;
    /// The image before is asked for while the other one is still on its way.
    void hurry() { m_isHasty = true; }
    /// Whether the present stage is over once it was asked for.
    [[nodiscard]] bool isAtOnce() const
    {
        return m_stage == Bind || m_stage == Rebind || (m_stage == Upgrade && m_isHasty);
    }
    /// Says what is wanted in the present stage. Again after a crash: nothing is asked for twice. False if it could not
    /// be said.
    [[nodiscard]] bool ask(Program &program);
    /// Whether a tenant that is so ends the present stage.
    [[nodiscard]] bool isMetBy(const Tenant &tenant) const
    {
        const bool hasArrived = tenant.hostId == m_aim && tenant.homeHostId.isEmpty()
            && tenant.leftHomeHostIds.isEmpty() && tenant.tier == Tier::Container;
        return tenant.phase == goal() && (!isMoving() || hasArrived)
            && (m_stage != Restore || tenant.restoreFrom.isEmpty());
    }
    /// To the next stage.
    void advance()
    {
        m_stage = m_stage == ServeAgain && m_also != Done ? m_also
            : m_stage == Upgrade                          ? Rollback
            : m_stage >= ServeAgain && m_stage < Destroy  ? Destroy
                                                          : Stage(m_stage + 1);
    }
    /// How many generations a life needs that nothing disturbs.
    [[nodiscard]] int generations() const { return m_also == Done ? 3 : m_also == Upgrade ? 5 : 4; }
    /// Through all stages to the last. False if a stage's goal was not reached.
    [[nodiscard]] bool go(Program &program);
    /// Exactly the containers that there should be at the goal, and no job; after Restore the home as it was backed up,
    /// after Upgrade and Rollback the image that was asked for, and the home as it was.
    [[nodiscard]] testing::AssertionResult isAlone(const World &world) const;

private:
    [[nodiscard]] bool isMoving() const { return m_stage == Move || (m_stage >= Become && m_stage <= Unshare); }
    [[nodiscard]] Tier firstTier() const
    {
        return m_also == Unshare                            ? Tier::Shared
            : m_also == Become || m_also == BecomeElsewhere ? Tier::Prefab
                                                            : Tier::Container;
    }
    [[nodiscard]] bool bind(Program &program, int bindEpoch) const;
    [[nodiscard]] bool want(Program &program, Presence presence) const;
    [[nodiscard]] bool move(Program &program);
    [[nodiscard]] bool restore(Program &program);
    [[nodiscard]] bool changeImage(Program &program, const QString &reference);
    /// What the agent has written down; false if it has no one container.
    [[nodiscard]] bool write(const Program &program, const QByteArray &text) const;
    [[nodiscard]] testing::AssertionResult isAsAsked(const World &world) const;

    Stage m_last;
    Stage m_also;
    Stage m_stage = Request;
    QString m_id;
    QString m_aim; ///< host that it moves to
    QString m_backup; ///< that is restored
    bool m_isRestored = false; ///< it was asked for
    QString m_imageId; ///< that was asked for by name
    bool m_isHasty = false;
};

/// Whether a call changes anything on the host.
[[nodiscard]] bool isEffect(const FakeEngine::CallInfo &info);

/// Where a program can be hit: a step of the loop is committed to the journal, its effects are made one by one, and
/// what came of them is committed.
enum class Moment { BeforeEffect, AfterEffect, IntentCommitted, ReplyNotCommitted, ClockReading };

/// One world, one operator, one program that can be hit at the n-th moment of a kind.
struct Life {
    explicit Life(Operator::Stage last = Operator::Done, quint64 seed = 1, int hosts = 1);
    /// Goes on from where another life rests, until `last`.
    Life(const Life &other, Operator::Stage last, quint64 seed, const QString &name = QStringLiteral("alice"));
    /// Nobody is at work: alice has ended. What may be copied.
    void rest();

    using Hit = std::function<std::optional<Error>()>;
    /// From now on: whatever happens at the n-th moment; `hit` may throw Crash or answer an error.
    void at(Program &program, Moment moment, int n, const Hit &hit);
    void quiet() { world.setHooks({}, {}); }
    /// The operator goes on with `program`, which dies at the n-th moment of the kind. False if its part of the life
    /// has fewer.
    [[nodiscard]] bool goAndDieAt(Program &program, Moment moment, int n);

    World world;
    Operator op;
    std::unique_ptr<Program> alice;
    int seen = 0; ///< moments since at()
};

/// How many hosts a stage needs.
[[nodiscard]] int hostsFor(Operator::Stage stage);
/// An undisturbed life with so many hosts that rests at the beginning of a stage; made once.
[[nodiscard]] const Life &lifeAt(Operator::Stage stage, int hosts);

/// How many moments of a kind an undisturbed life has.
[[nodiscard]] int momentsOf(Moment moment, Operator::Stage last = Operator::Done);
/// The invariants hold, nothing of the tenant is left, and nothing was replaced that did not have to be.
void expectDone(World &world, const Operator &op, Program &program);

} // namespace hermes::test
