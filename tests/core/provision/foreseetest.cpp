#include "foresee.h"
#include "simulation.h"

namespace hermes::test {

using namespace Qt::StringLiterals;

/// What is foreseen is what then happens.
class ForeseeTest : public SimulationTest {
protected:
    [[nodiscard]] QStringList foreseen(const Tenant &wanted) const
    {
        const auto looked = program->reconciler->preview(wanted, {});
        EXPECT_TRUE(looked);
        QStringList names;
        const Foresight foresight = foresee(wanted, looked->first, ecs.id, world.clock.wallMs());
        for (const auto &decision : foresight.steps)
            names.append(actionName(decision.action.kind));
        return names;
    }
    /// The steps that were done since `before` of them had been done.
    [[nodiscard]] QStringList since(const QString &tenantId, qsizetype before) const
    {
        return steps(tenantId).mid(before);
    }
};

TEST_F(ForeseeTest, tellsAProvisionAsItThenHappens)
{
    const Tenant requested = program->request(u"acme"_s);
    QStringList told = foreseen(requested);
    EXPECT_EQ(
        told, (QStringList{u"place"_s, u"pull-image"_s, u"pin-image"_s, u"create"_s, u"write-home"_s, u"start"_s}))
        << told.join(u' ').toStdString();
    ASSERT_TRUE(program->driveTo(requested.id, Phase::BindWait));
    told.removeAll(u"pull-image"_s); // it was there
    EXPECT_EQ(since(requested.id, 0).join(u' ').toStdString(), told.join(u' ').toStdString());
}

TEST_F(ForeseeTest, tellsAStopARestartAndADestroyAsTheyThenHappen)
{
    const Tenant made = program->ready(u"acme"_s, u"wx-1"_s);
    qsizetype before = steps(made.id).size();
    Tenant wanted = tenant(made.id);
    wanted.generation += 1;
    wanted.nonce.clear();
    QStringList told = foreseen(wanted);
    ASSERT_TRUE(program->registry->bumpGeneration(made.id, u"restart"_s, -1, program->options.actor));
    ASSERT_TRUE(program->drive(
        made.id, [&](const Tenant &now) { return now.phase == Phase::Ready && now.generation == wanted.generation; }));
    EXPECT_EQ(since(made.id, before).join(u' ').toStdString(), told.join(u' ').toStdString());

    for (const auto &[presence, phase] :
        {std::pair(Presence::Paused, Phase::Paused), std::pair(Presence::Absent, Phase::Gone)}) {
        before = steps(made.id).size();
        wanted = tenant(made.id);
        wanted.presence = presence;
        told = foreseen(wanted);
        EXPECT_FALSE(told.isEmpty());
        ASSERT_TRUE(program->registry->setPresence(made.id, presence, u"test"_s, -1, program->options.actor));
        ASSERT_TRUE(program->driveTo(made.id, phase));
        EXPECT_EQ(since(made.id, before).join(u' ').toStdString(), told.join(u' ').toStdString());
    }
}

TEST_F(ForeseeTest, tellsNothingWhereNothingIsToBeDone)
{
    const Tenant made = program->ready(u"acme"_s, u"wx-1"_s);
    EXPECT_EQ(foreseen(tenant(made.id)), QStringList());
    ASSERT_TRUE(program->registry->setPresence(made.id, Presence::Paused, u"stop"_s, -1, program->options.actor));
    ASSERT_TRUE(program->driveTo(made.id, Phase::Paused));
    EXPECT_EQ(foreseen(tenant(made.id)), QStringList());
}

} // namespace hermes::test
