#include "registryfixture.h"

using namespace hermes;
using namespace Qt::StringLiterals;

class Sessions : public RegistryTest {
protected:
    void SetUp() override
    {
        RegistryTest::SetUp();
        tenant = provision(u"acme"_s);
        const auto opened = registry->openBindSession(tenant.id, alice);
        ASSERT_TRUE(opened);
        session = *opened;
    }
    [[nodiscard]] BindSession read() const { return *registry->bindSession(session.id); }
    Tenant tenant;
    BindSession session;
};

TEST_F(Sessions, areOnePerTenant)
{
    EXPECT_EQ(session.state, u"wait"_s);
    EXPECT_EQ(session.startedAt, clock.wallMs());
    EXPECT_EQ(registry->openBindSession(tenant.id, alice)->id, session.id);
    ASSERT_TRUE(*registry->openSessionOf(tenant.id));
    EXPECT_EQ(registry->openSessions()->size(), 1);
    ASSERT_TRUE(registry->endSession(session.id, u"expired"_s, u"nobody scanned"_s));
    EXPECT_FALSE(registry->openSessionOf(tenant.id)->has_value());
    EXPECT_EQ((*registry->lastSessionOf(tenant.id))->state, u"expired"_s);
    const auto next = registry->openBindSession(tenant.id, alice);
    ASSERT_TRUE(next);
    EXPECT_NE(next->id, session.id);
    EXPECT_EQ((*registry->lastSessionOf(tenant.id))->id, next->id);
}

TEST_F(Sessions, areRefusedForAStoppedTenant)
{
    const Tenant other = provision(u"other"_s);
    ASSERT_TRUE(registry->setPresence(other.id, Presence::Paused, u"stop"_s, -1, alice));
    EXPECT_EQ(registry->openBindSession(other.id, alice).error().kind, ErrorKind::Conflict);
}

TEST_F(Sessions, haveOnePollerAtATimeThatIsTakenOverWhenItsLeaseEnds)
{
    EXPECT_EQ(registry->claimPoller(session.id, u"window"_s, 10'000), true);
    EXPECT_EQ(registry->claimPoller(session.id, u"cli"_s, 10'000), false);
    BindSession written = read();
    written.state = u"scaned"_s;
    written.link = u"https://qr"_s;
    written.machine = QByteArray("\0\x01tokens", 8);
    written.issuedAt = 5;
    written.expiresAt = 6;
    written.archivePath = u"archive/login.json"_s;
    EXPECT_EQ(registry->writeSession(written), true);
    EXPECT_EQ(read().machine, QByteArray("\0\x01tokens", 8));
    EXPECT_EQ(read().link, u"https://qr"_s);
    EXPECT_EQ(read().state, u"scaned"_s);
    EXPECT_EQ(read().expiresAt, 6);
    EXPECT_EQ(read().archivePath, u"archive/login.json"_s);
    clock.advance(10'000);
    EXPECT_EQ(registry->claimPoller(session.id, u"cli"_s, 10'000), true);
    EXPECT_EQ(registry->writeSession(written), false) << "another polls now";
}

TEST_F(Sessions, areShownAsLongAsTheLastOneLooks)
{
    ASSERT_TRUE(registry->showSession(session.id, 2000));
    ASSERT_TRUE(registry->showSession(session.id, 1000));
    EXPECT_EQ(read().shownUntil, 2000);
}

TEST_F(Sessions, handTheVerifyCodeOutOnce)
{
    EXPECT_EQ(registry->sendVerifyCode(session.id, u"12a4"_s).error().kind, ErrorKind::Invalid);
    ASSERT_TRUE(registry->sendVerifyCode(session.id, u"123456"_s));
    ASSERT_EQ(registry->claimPoller(session.id, u"cli"_s, 10'000), true);
    BindSession stale = read();
    stale.verifyCode.clear();
    ASSERT_EQ(registry->writeSession(stale), true);
    EXPECT_EQ(registry->takeVerifyCode(session.id), u"123456"_s);
    EXPECT_EQ(registry->takeVerifyCode(session.id), u""_s);
}

TEST_F(Sessions, eraseWhatIsSecretWhenTheyEnd)
{
    ASSERT_EQ(registry->claimPoller(session.id, u"cli"_s, 10'000), true);
    BindSession written = read();
    written.link = u"https://qr"_s;
    written.machine = "tokens";
    ASSERT_EQ(registry->writeSession(written), true);
    ASSERT_TRUE(registry->sendVerifyCode(session.id, u"1234"_s));
    ASSERT_TRUE(registry->endSession(session.id, u"cancelled"_s, u"by alice"_s));
    EXPECT_TRUE(read().link.isEmpty());
    EXPECT_TRUE(read().machine.isEmpty());
    EXPECT_TRUE(read().verifyCode.isEmpty());
    EXPECT_EQ(read().message, u"by alice"_s);
    EXPECT_EQ(read().endedAt, clock.wallMs());
    EXPECT_EQ(registry->writeSession(written), false);
    EXPECT_EQ(registry->claimPoller(session.id, u"cli"_s, 10'000), false);
    EXPECT_EQ(registry->sendVerifyCode(session.id, u"1234"_s).error().kind, ErrorKind::Conflict);
    ASSERT_TRUE(registry->endSession(session.id, u"failed"_s, {}));
    EXPECT_EQ(read().state, u"cancelled"_s) << "the first end stays";
}

TEST_F(Sessions, endWithTheirTenant)
{
    destroy(tenant);
    EXPECT_EQ(read().state, u"cancelled"_s);
    EXPECT_TRUE(registry->openSessions()->isEmpty());
}

TEST_F(Sessions, refuseAStateThatIsNone)
{
    EXPECT_EQ(registry->endSession(session.id, u"gone fishing"_s, {}).error().kind, ErrorKind::Invalid);
    EXPECT_EQ(read().endedAt, 0);
    EXPECT_EQ(registry->bindSession(u"x"_s).error().kind, ErrorKind::NotFound);
}
