#include "madebyhand.h"

#include "reasoncodes.h"

namespace hermes::test {

using namespace Qt::StringLiterals;

class AdoptTest : public SimulationTest {
protected:
    void SetUp() override
    {
        SimulationTest::SetUp();
        made = std::make_unique<MadeByHand>(*program, u"wx-hand"_s);
    }
    [[nodiscard]] bool ends(const QString &id, Phase phase) const { return program->driveTo(id, phase); }
    std::unique_ptr<MadeByHand> made;
};

TEST_F(AdoptTest, whatWasMadeByHandBecomesATenantWithItsHomePortAndWeChat)
{
    const Tenant tenant = made->adopt(*program, u"acme"_s);
    ASSERT_TRUE(ends(tenant.id, Phase::Ready)) << mostlyText(program->tenant(tenant.id)).toStdString();
    made->expectAdopted(*program, tenant.id);
    EXPECT_EQ(program->tenant(tenant.id).generation, 1) << "it was made once";
    EXPECT_EQ(steps(tenant.id),
        (QStringList{
            u"let-source-go"_s, u"adopt-home"_s, u"restore-home"_s, u"create"_s, u"write-home"_s, u"start"_s}));
    const auto again = made->record(*program, u"acme"_s);
    ASSERT_FALSE(again) << "it has no home to take over any more";
    EXPECT_EQ(again.error().kind, ErrorKind::Conflict);
}

TEST_F(AdoptTest, oneHomeBecomesOneTenant)
{
    const Tenant tenant = made->adopt(*program, u"acme"_s);
    const auto again = made->record(*program, u"acme"_s);
    ASSERT_TRUE(again);
    EXPECT_TRUE(again->unchanged);
    const auto other = made->record(*program, u"other"_s);
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error().kind, ErrorKind::Conflict);
    EXPECT_TRUE(other.error().text().contains(tenant.name));
}

TEST_F(AdoptTest, aPortThatIsTakenIsAnotherOne)
{
    const Tenant first = made->adopt(*program, u"acme"_s);
    ASSERT_EQ(program->registry->ports(first.id)->dashboard, MadeByHand::port);
    ProvisionRequest request;
    request.name = u"next"_s;
    request.image = program->options.image;
    const auto next = program->registry->recordAdoption(
        request, ecs.id, {u"/srv/other"_s, {}, {}, MadeByHand::port}, {}, program->options.actor);
    ASSERT_TRUE(next);
    EXPECT_EQ(program->registry->ports(next->tenant.id)->dashboard, ecs.ports.first);
    // What is not there says so, again and again; nothing is made of nothing.
    EXPECT_TRUE(ends(first.id, Phase::Ready));
}

TEST_F(AdoptTest, aContainerThatIsGoneWaitsForAPerson)
{
    const Tenant tenant = made->adopt(*program, u"acme"_s);
    world.adopted.clear();
    const auto before = world.host().engine().removeContainer(made->id, true, {});
    ASSERT_TRUE(before);
    ASSERT_TRUE(ends(tenant.id, Phase::Blocked));
    const Tenant now = program->tenant(tenant.id);
    EXPECT_EQ(now.reason, reasons::sourceGone);
    EXPECT_TRUE(now.hint.contains(MadeByHand::home)) << now.hint.toStdString();
    EXPECT_TRUE(host().tenantContainers().isEmpty());
}

TEST_F(AdoptTest, aWeChatThatServesAnotherTenantIsNotTakenFromIt)
{
    const Tenant tenant = made->adopt(*program, u"acme"_s);
    const Tenant holder = program->ready(u"holder"_s, u"wx-hand"_s);
    ASSERT_TRUE(ends(tenant.id, Phase::Blocked));
    const Tenant now = program->tenant(tenant.id);
    EXPECT_TRUE(now.message.contains(u"holder"_s)) << now.message.toStdString();
    EXPECT_EQ(program->tenant(holder.id).phase, Phase::Ready);
}

TEST_F(AdoptTest, nothingElseIsDoneToItBeforeItHasItsHome)
{
    const Tenant tenant = made->adopt(*program, u"acme"_s);
    EXPECT_FALSE(program->registry->openBindSession(tenant.id, program->options.actor));
    EXPECT_FALSE(
        program->registry->restoreTenant(tenant.id, u"backup-20260101T000000Z.tar.gz"_s, program->options.actor));
    const Host other = program->addHost(u"ecs-2"_s);
    EXPECT_FALSE(program->registry->moveTenant(tenant.id, other.id, 0, program->options.actor, {}));
    ASSERT_TRUE(program->registry->setPresence(tenant.id, Presence::Paused, u"stop"_s, -1, program->options.actor));
    ASSERT_TRUE(ends(tenant.id, Phase::Paused));
    EXPECT_TRUE(made->container().running) << "a stopped tenant takes nothing over";
    ASSERT_TRUE(program->registry->setPresence(tenant.id, Presence::Absent, u"destroy"_s, -1, program->options.actor));
    ASSERT_TRUE(ends(tenant.id, Phase::Gone));
    EXPECT_TRUE(made->container().running) << "what was never taken over is left alone";
    EXPECT_EQ(
        made->host.engine().device(MadeByHand::home).files.value(u"memories/diary.md"_s).content, "what was said");
}

TEST_F(AdoptTest, aContainerThatSomebodyStartsAgainIsStoppedAgainBeforeItsHomeIsRead)
{
    const Tenant tenant = made->adopt(*program, u"acme"_s);
    bool isStarted = false;
    world.setHooks(
        [&](const FakeEngine::CallInfo &info) -> std::optional<Error> {
            if (info.name == "execStream"_L1 && !std::exchange(isStarted, true))
                EXPECT_TRUE(world.host().engine().startContainer(made->id, {}));
            return std::nullopt;
        },
        {});
    ASSERT_TRUE(ends(tenant.id, Phase::Ready)) << mostlyText(program->tenant(tenant.id)).toStdString();
    EXPECT_EQ(steps(tenant.id).count(u"let-source-go"_s), 2);
    made->expectAdopted(*program, tenant.id);
}

TEST_F(AdoptTest, whatIsOursIsNeverStoppedAsSomebodyElses)
{
    const Tenant served = program->ready(u"served"_s, u"wx-1"_s);
    const QString own = host().tenantContainers(served.id).first().summary.id;
    ProvisionRequest request;
    request.name = u"thief"_s;
    request.image = program->options.image;
    const auto thief = program->registry->recordAdoption(
        request, ecs.id, {u"/srv/other"_s, own, served.imageId, 0}, {}, program->options.actor);
    ASSERT_TRUE(thief);
    EXPECT_TRUE(ends(thief->tenant.id, Phase::Blocked));
    EXPECT_EQ(host().tenantContainers(served.id).first().summary.state, u"running"_s);
}

} // namespace hermes::test
