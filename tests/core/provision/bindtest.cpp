#include "simulation.h"

#include "credentialfile.h"

namespace hermes::test {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Logins by the real poller, on its own thread, against the simulated platform.
class BindTest : public SimulationTest {
protected:
    [[nodiscard]] BindSession open(const QString &tenantId)
    {
        const auto session = program->registry->openBindSession(tenantId, program->options.actor);
        EXPECT_TRUE(session);
        return session.value_or(BindSession());
    }
    [[nodiscard]] std::unique_ptr<BindPoller> poll(Program &by, const BindSession &session)
    {
        return std::make_unique<BindPoller>(BindPoller::Parts{*by.registry, *by.links, world.wechat, *by.reconciler,
                                                world.clock, by.name, by.options.actor, {}, [](const QString &) {}},
            session);
    }
    [[nodiscard]] BindSession row(const QString &id) const
    {
        return program->registry->bindSession(id).value_or(BindSession());
    }
    /// Time passes, with somebody who looks at the code or nobody, until `met`. False after a real minute.
    bool until(const QString &sessionId, bool looking, const std::function<bool()> &met)
    {
        const Deadline limit = Deadline::in(60s);
        while (!met()) {
            if (limit.expired())
                return false;
            if (looking)
                (void)program->registry->showSession(sessionId, world.clock.wallMs() + 15'000);
            world.clock.advance(100);
            std::this_thread::sleep_for(5ms);
        }
        return true;
    }
    bool untilShown(const QString &sessionId)
    {
        return until(sessionId, true, [&] { return !row(sessionId).link.isEmpty(); });
    }
    bool untilEnded(const QString &sessionId, bool looking = true)
    {
        return until(sessionId, looking, [&] { return row(sessionId).endedAt > 0; });
    }
    [[nodiscard]] std::optional<MemoryHostFiles::File> credentials(
        const Tenant &tenant, const BindSession &session) const
    {
        return host().files().find(credentialPath(ecs, tenant.id, session.id));
    }
};

TEST_F(BindTest, makesRoomForTheCredentialsBeforeItShowsACodeAndServesTheScan)
{
    const Tenant made = program->provision(u"acme"_s);
    const BindSession session = open(made.id);
    auto poller = poll(*program, session);
    ASSERT_TRUE(untilShown(session.id));
    ASSERT_TRUE(credentials(made, session));
    EXPECT_EQ(credentials(made, session)->bytes, QByteArray(credentialFileSize, ' '));
    EXPECT_EQ(credentials(made, session)->mode, 0600);
    EXPECT_EQ(row(session.id).link, world.wechat.codes().last());

    world.wechat.scan(world.wechat.codes().last());
    ASSERT_TRUE(until(session.id, true, [&] { return row(session.id).state == "scaned"_L1; }));
    world.wechat.confirm(world.wechat.codes().last(), u"wx-1"_s);
    ASSERT_TRUE(untilEnded(session.id));
    EXPECT_EQ(row(session.id).state, u"confirmed"_s);
    EXPECT_TRUE(row(session.id).link.isEmpty());
    EXPECT_TRUE(row(session.id).machine.isEmpty());
    ASSERT_TRUE(program->driveTo(made.id, Phase::Ready));
    EXPECT_EQ(tenant(made.id).generation, 2);
}

TEST_F(BindTest, masksTheCodeInTheRowWhenNobodyLooks)
{
    const Tenant made = program->provision(u"acme"_s);
    const BindSession session = open(made.id);
    auto poller = poll(*program, session);
    ASSERT_TRUE(untilShown(session.id));
    EXPECT_TRUE(until(session.id, false, [&] { return row(session.id).state == "masked"_L1; }));
    EXPECT_TRUE(row(session.id).link.isEmpty());
    EXPECT_TRUE(untilShown(session.id)) << "and shows one again to whoever looks next";
}

TEST_F(BindTest, servesACustomerWhoConfirmsTheCodeThatWasJustMasked)
{
    const Tenant made = program->provision(u"acme"_s);
    const BindSession session = open(made.id);
    auto poller = poll(*program, session);
    ASSERT_TRUE(untilShown(session.id));
    const QString first = row(session.id).link;
    ASSERT_TRUE(
        until(session.id, true, [&] { return !row(session.id).link.isEmpty() && row(session.id).link != first; }));
    world.wechat.confirm(first, u"wx-1"_s);
    ASSERT_TRUE(untilEnded(session.id));
    EXPECT_EQ(row(session.id).state, u"confirmed"_s);
    EXPECT_TRUE(program->driveTo(made.id, Phase::Ready));
}

TEST_F(BindTest, endsAsExpiredWhenNobodyScansAndChangesNothing)
{
    const Tenant made = program->provision(u"acme"_s);
    const BindSession session = open(made.id);
    auto poller = poll(*program, session);
    ASSERT_TRUE(untilShown(session.id));
    world.wechat.expire(world.wechat.codes().last());
    world.clock.advance(600'000);
    ASSERT_TRUE(untilEnded(session.id, false));
    EXPECT_EQ(row(session.id).state, u"expired"_s);
    EXPECT_FALSE(row(session.id).message.isEmpty());
    EXPECT_EQ(tenant(made.id).generation, 1);
    EXPECT_TRUE(program->driveTo(made.id, Phase::BindWait));
    EXPECT_TRUE(until(session.id, false, [&] { return poller->finished(); }));
}

TEST_F(BindTest, showsNoCodeWhileTheHostCannotKeepItsCredentials)
{
    const Tenant made = program->provision(u"acme"_s);
    const BindSession session = open(made.id);
    host().setReachable(false);
    auto poller = poll(*program, session);
    ASSERT_TRUE(until(session.id, true, [&] { return !row(session.id).message.isEmpty(); }));
    EXPECT_TRUE(row(session.id).link.isEmpty());
    EXPECT_TRUE(world.wechat.codes().isEmpty());
    host().setReachable(true);
    EXPECT_TRUE(untilShown(session.id));
}

TEST_F(BindTest, masksTheCodeThatIsOutWhileTheHostIsSilentAndShowsItAgain)
{
    const Tenant made = program->provision(u"acme"_s);
    const BindSession session = open(made.id);
    auto poller = poll(*program, session);
    ASSERT_TRUE(untilShown(session.id));
    const QString link = row(session.id).link;
    host().setReachable(false);
    ASSERT_TRUE(until(session.id, true, [&] { return row(session.id).link.isEmpty(); }));
    ASSERT_TRUE(until(session.id, true, [&] { return !row(session.id).message.isEmpty(); }));
    EXPECT_EQ(row(session.id).state, u"masked"_s);
    host().setReachable(true);
    ASSERT_TRUE(untilShown(session.id));
    EXPECT_EQ(row(session.id).link, link);
    EXPECT_TRUE(until(session.id, true, [&] { return row(session.id).message.isEmpty(); }));
}

TEST_F(BindTest, keepsTheTokenOfACodeThatIsConfirmedWhileTheHostIsSilentUntilTheHostIsBack)
{
    const Tenant made = program->provision(u"acme"_s);
    const BindSession session = open(made.id);
    auto poller = poll(*program, session);
    ASSERT_TRUE(untilShown(session.id));
    const QString link = row(session.id).link;
    host().setReachable(false);
    world.wechat.confirm(link, u"wx-1"_s);
    ASSERT_TRUE(until(session.id, true, [&] { return !world.wechat.handedOut().isEmpty(); }));
    EXPECT_EQ(row(session.id).endedAt, 0);
    host().setReachable(true);
    ASSERT_TRUE(untilEnded(session.id));
    EXPECT_EQ(row(session.id).state, u"confirmed"_s);
    EXPECT_TRUE(program->driveTo(made.id, Phase::Ready));
}

TEST_F(BindTest, archivesWhatALatePollBringsAfterAnotherCodeWasConfirmed)
{
    const Tenant made = program->provision(u"acme"_s);
    const BindSession session = open(made.id);
    auto poller = poll(*program, session);
    ASSERT_TRUE(untilShown(session.id));
    const QString first = row(session.id).link;
    world.wechat.setHeld(first, true);
    ASSERT_TRUE(program->registry->renewCode(session.id));
    ASSERT_TRUE(
        until(session.id, true, [&] { return !row(session.id).link.isEmpty() && row(session.id).link != first; }));
    world.wechat.confirm(row(session.id).link, u"wx-1"_s);
    ASSERT_TRUE(untilEnded(session.id));
    world.wechat.confirm(first, u"wx-2"_s);
    world.wechat.setHeld(first, false);
    ASSERT_TRUE(until(session.id, false, [&] { return poller->finished(); }));
    ASSERT_EQ(world.wechat.handedOut().size(), 2);
    const QString late = credentialPath(ecs, made.id, session.id).replace(u".json"_s, u"-late1.json"_s);
    ASSERT_TRUE(host().files().find(late));
    EXPECT_TRUE(host().files().find(late)->bytes.contains(world.wechat.handedOut().last().reveal()));
}

TEST_F(BindTest, showsAnotherCodeWhenAskedAndServesWhoeverConfirmsTheFirst)
{
    const Tenant made = program->provision(u"acme"_s);
    const BindSession session = open(made.id);
    auto poller = poll(*program, session);
    ASSERT_TRUE(untilShown(session.id));
    const QString first = row(session.id).link;
    ASSERT_TRUE(program->registry->renewCode(session.id));
    ASSERT_TRUE(
        until(session.id, true, [&] { return !row(session.id).link.isEmpty() && row(session.id).link != first; }));
    EXPECT_EQ(world.wechat.codes().size(), 2);
    world.wechat.scan(first);
    ASSERT_TRUE(until(session.id, true, [&] { return row(session.id).state == "scaned"_L1; }));
    ASSERT_TRUE(program->registry->renewCode(session.id));
    world.wechat.confirm(first, u"wx-1"_s);
    ASSERT_TRUE(untilEnded(session.id));
    EXPECT_EQ(world.wechat.codes().size(), 2) << "none is fetched once the customer has scanned";
    EXPECT_EQ(row(session.id).state, u"confirmed"_s);
}

TEST_F(BindTest, beginsAnewForANewLookAtALoginThatSleptPastItsLimit)
{
    const Tenant made = program->provision(u"acme"_s);
    const BindSession session = open(made.id);
    auto first = poll(*program, session);
    ASSERT_TRUE(untilShown(session.id));
    first.reset();
    world.clock.advance(900'000);
    ASSERT_TRUE(program->registry->showSession(session.id, world.clock.wallMs() + 15'000));
    const qsizetype codes = world.wechat.codes().size();
    auto second = poll(*program, session);
    ASSERT_TRUE(until(session.id, true, [&] { return world.wechat.codes().size() > codes; }));
    EXPECT_TRUE(untilShown(session.id));
    EXPECT_EQ(row(session.id).endedAt, 0);
}

TEST_F(BindTest, isMaskedSoonAfterItsOnlyClientHasLeft)
{
    const Tenant made = program->provision(u"acme"_s);
    const BindSession session = open(made.id);
    ASSERT_TRUE(program->registry->showSession(session.id, world.clock.wallMs() + 15'000));
    ASSERT_TRUE(program->registry->leaveSession(session.id, world.clock.wallMs() + 6'000));
    EXPECT_EQ(row(session.id).shownUntil, world.clock.wallMs() + 6'000);
    ASSERT_TRUE(program->registry->showSession(session.id, world.clock.wallMs() + 15'000));
    EXPECT_EQ(row(session.id).shownUntil, world.clock.wallMs() + 15'000) << "another client looks";
}

TEST_F(BindTest, saysThatThePlatformIsDownAndGoesOnWhenItIsBack)
{
    const Tenant made = program->provision(u"acme"_s);
    const BindSession session = open(made.id);
    world.wechat.setDown(true);
    auto poller = poll(*program, session);
    ASSERT_TRUE(until(session.id, true, [&] { return row(session.id).message.contains("does not answer"_L1); }));
    world.wechat.setDown(false);
    EXPECT_TRUE(untilShown(session.id));
    EXPECT_TRUE(until(session.id, true, [&] { return row(session.id).message.isEmpty(); }));
}

TEST_F(BindTest, sendsTheTenantsEarlierTokensAlongAndLeavesABoundAccountAsItIs)
{
    const Tenant made = program->ready(u"acme"_s, u"wx-1"_s);
    const BindSession session = open(made.id);
    auto poller = poll(*program, session);
    ASSERT_TRUE(untilShown(session.id));
    ASSERT_EQ(world.wechat.knownTokens().size(), 1);
    EXPECT_EQ(world.wechat.knownTokens().first().reveal(), world.wechat.handedOut().first().reveal());
    world.wechat.redirectToBound(world.wechat.codes().last());
    ASSERT_TRUE(untilEnded(session.id));
    EXPECT_EQ(row(session.id).state, u"binded_redirect"_s);
    EXPECT_EQ(tenant(made.id).generation, made.generation);
    EXPECT_TRUE(program->driveTo(made.id, Phase::Ready));
}

TEST_F(BindTest, namesTheHolderOfAWeChatThatAnotherTenantHasAndDiscardsNothing)
{
    const Tenant holder = program->ready(u"holder"_s, u"wx-1"_s);
    const Tenant made = program->provision(u"acme"_s);
    const BindSession session = open(made.id);
    auto poller = poll(*program, session);
    ASSERT_TRUE(untilShown(session.id));
    world.wechat.confirm(world.wechat.codes().last(), u"wx-1"_s);
    ASSERT_TRUE(untilEnded(session.id));
    EXPECT_EQ(row(session.id).state, u"clash"_s);
    EXPECT_EQ(row(session.id).heldBy, u"holder"_s);
    ASSERT_TRUE(until(session.id, true, [&] { return tenant(made.id).phase == Phase::Blocked; }));
    EXPECT_EQ(tenant(made.id).reason, u"BINDING_HELD_BY"_s);
    EXPECT_TRUE(tenant(made.id).message.contains(u"holder"_s));
    EXPECT_TRUE(credentials(made, session)->bytes.contains(world.wechat.handedOut().last().reveal()));
    EXPECT_EQ(tenant(made.id).generation, 1);
    EXPECT_TRUE(program->registry->binding(holder.id).value());
    world.pass(3000);
    ASSERT_TRUE(program->driveTo(holder.id, Phase::Degraded));
    EXPECT_EQ(tenant(holder.id).reason, u"BIND_REVOKED"_s);

    ASSERT_TRUE(program->registry->retryNow(made.id, program->options.actor));
    ASSERT_TRUE(program->driveTo(made.id, Phase::BindWait));
    ASSERT_TRUE(program->bind(made.id, u"wx-2"_s));
    EXPECT_TRUE(program->driveTo(made.id, Phase::Ready));
}

TEST_F(BindTest, blocksAClashEvenWhileAnotherProcessWorksOnTheTenant)
{
    (void)program->ready(u"holder"_s, u"wx-1"_s);
    const Tenant made = program->provision(u"acme"_s);
    const BindSession session = open(made.id);
    Program other(world, u"bob"_s);
    const auto epoch = other.registry->claimLease(made.id, u"bob"_s, 3'600'000);
    ASSERT_TRUE(epoch);
    auto poller = poll(*program, session);
    ASSERT_TRUE(untilShown(session.id));
    world.wechat.confirm(world.wechat.codes().last(), u"wx-1"_s);
    ASSERT_TRUE(untilEnded(session.id));
    ASSERT_TRUE(other.registry->releaseLease(made.id, u"bob"_s, *epoch));
    EXPECT_TRUE(until(session.id, true, [&] { return tenant(made.id).phase == Phase::Blocked; }));
}

TEST_F(BindTest, isTakenOverFromAPollerThatDiedBeforeTheCredentialsWereSafe)
{
    const Tenant made = program->provision(u"acme"_s);
    const BindSession session = open(made.id);
    std::atomic<bool> reached = false;
    world.setHooks(
        [&](const FakeEngine::CallInfo &info) -> std::optional<Error> {
            if (info.name != "overwrite"_L1)
                return std::nullopt;
            reached = true;
            return FakeEngine::lostLink();
        },
        {});
    auto first = poll(*program, session);
    ASSERT_TRUE(untilShown(session.id));
    world.wechat.confirm(world.wechat.codes().last(), u"wx-1"_s);
    ASSERT_TRUE(until(session.id, true, [&] { return reached.load(); }));
    first.reset();
    world.setHooks({}, {});
    EXPECT_EQ(row(session.id).endedAt, 0);

    Program bob(world, u"bob"_s);
    world.clock.advance(15'000);
    auto second = poll(bob, session);
    // iLink hands a token out once, so that scan is lost and the customer scans again.
    ASSERT_TRUE(until(session.id, true, [&] {
        return !row(session.id).link.isEmpty() && row(session.id).link == world.wechat.codes().last()
            && world.wechat.codes().size() > 1;
    }));
    world.wechat.confirm(world.wechat.codes().last(), u"wx-1"_s);
    ASSERT_TRUE(untilEnded(session.id));
    EXPECT_TRUE(bob.driveTo(made.id, Phase::Ready));
    EXPECT_EQ(tenant(made.id).generation, 2);
}

TEST_F(BindTest, isTakenOverFromAPollerThatDiedWhenTheCredentialsWereSafeButNotRecorded)
{
    const Tenant made = program->provision(u"acme"_s);
    const BindSession session = open(made.id);
    std::atomic<bool> reached = false;
    world.setHooks({}, [&](const FakeEngine::CallInfo &info) -> std::optional<Error> {
        if (info.name != "overwrite"_L1)
            return std::nullopt;
        reached = true;
        return FakeEngine::lostLink();
    });
    auto first = poll(*program, session);
    ASSERT_TRUE(untilShown(session.id));
    const qsizetype codes = world.wechat.codes().size();
    world.wechat.confirm(world.wechat.codes().last(), u"wx-1"_s);
    ASSERT_TRUE(until(session.id, true, [&] { return reached.load(); }));
    first.reset();
    world.setHooks({}, {});

    Program bob(world, u"bob"_s);
    world.clock.advance(15'000);
    auto second = poll(bob, session);
    ASSERT_TRUE(untilEnded(session.id, false));
    EXPECT_EQ(row(session.id).state, u"confirmed"_s);
    EXPECT_EQ(world.wechat.codes().size(), codes) << "nobody has to scan again";
    EXPECT_TRUE(bob.driveTo(made.id, Phase::Ready));
}

TEST_F(BindTest, isPolledByOneProcessAtATime)
{
    const Tenant made = program->provision(u"acme"_s);
    const BindSession session = open(made.id);
    auto first = poll(*program, session);
    ASSERT_TRUE(untilShown(session.id));
    Program bob(world, u"bob"_s);
    auto second = poll(bob, session);
    std::this_thread::sleep_for(300ms);
    EXPECT_EQ(row(session.id).poller, u"alice"_s);
    EXPECT_EQ(world.wechat.codes().size(), 1);
}

TEST_F(BindTest, forgetsTheLoginOfATenantThatIsDestroyedMeanwhile)
{
    const Tenant made = program->provision(u"acme"_s);
    const BindSession session = open(made.id);
    auto poller = poll(*program, session);
    ASSERT_TRUE(untilShown(session.id));
    ASSERT_TRUE(program->registry->setPresence(made.id, Presence::Absent, u"destroy"_s, -1, program->options.actor));
    ASSERT_TRUE(program->driveTo(made.id, Phase::Gone));
    EXPECT_TRUE(row(session.id).endedAt > 0);
    EXPECT_TRUE(until(session.id, false, [&] { return poller->finished(); }));
}

} // namespace hermes::test
