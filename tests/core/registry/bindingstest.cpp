#include "registryfixture.h"

using namespace hermes;
using namespace Qt::StringLiterals;

class Bindings : public RegistryTest {
protected:
    [[nodiscard]] static Binding account(const QString &user)
    {
        Binding binding;
        binding.botId = u"bot-"_s + user;
        binding.userId = user;
        binding.baseUrl = u"https://ilink"_s;
        binding.tokenSha256 = u"abc"_s;
        binding.archivePath = u"archive/x.json"_s;
        return binding;
    }
    [[nodiscard]] Result<Registry::Bound> bind(const Tenant &tenant, const QString &user)
    {
        const auto session = registry->openBindSession(tenant.id, alice);
        EXPECT_TRUE(session);
        return registry->confirmBinding(session->id, account(user), alice);
    }
};

TEST_F(Bindings, moveTheGenerationAndTheBindEpochInOneStep)
{
    const Tenant tenant = provision(u"acme"_s);
    const auto bound = bind(tenant, u"wx1"_s);
    ASSERT_TRUE(bound);
    EXPECT_TRUE(bound->heldBy.isEmpty());
    EXPECT_EQ(bound->tenant.generation, 2);
    EXPECT_EQ(bound->tenant.bindEpoch, 1);
    const Tenant read = now(tenant);
    EXPECT_EQ(read.generation, 2);
    EXPECT_EQ(read.bindEpoch, 1);
    EXPECT_EQ(read.nonce, bound->tenant.nonce);
    EXPECT_NE(read.nonce, tenant.nonce);
    EXPECT_EQ(read.rowVersion, bound->tenant.rowVersion);
    const auto binding = registry->binding(tenant.id);
    ASSERT_TRUE(binding && *binding);
    EXPECT_EQ((*binding)->userId, u"wx1"_s);
    EXPECT_EQ((*binding)->botId, u"bot-wx1"_s);
    EXPECT_EQ((*binding)->bindEpoch, 1);
    EXPECT_EQ((*binding)->boundAt, clock.wallMs());
    EXPECT_EQ((*registry->lastSessionOf(tenant.id))->state, u"confirmed"_s);
    EXPECT_EQ(registry->instances(tenant.id)->size(), 2);
}

TEST_F(Bindings, areConfirmedOnceHoweverOftenTheyAreSaid)
{
    const Tenant tenant = provision(u"acme"_s);
    const auto session = registry->openBindSession(tenant.id, alice);
    ASSERT_TRUE(registry->confirmBinding(session->id, account(u"wx1"_s), alice));
    const auto again = registry->confirmBinding(session->id, account(u"wx1"_s), alice);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->tenant.generation, 2);
    EXPECT_EQ(registry->bindings()->size(), 1);
}

TEST_F(Bindings, keepOneWeChatToOneTenantAndNameTheHolder)
{
    const Tenant holder = provision(u"holder"_s);
    const Tenant rival = provision(u"rival"_s);
    ASSERT_TRUE(bind(holder, u"wx1"_s));
    const auto clash = bind(rival, u"wx1"_s);
    ASSERT_TRUE(clash);
    EXPECT_EQ(clash->heldBy, u"holder"_s);
    EXPECT_EQ(now(rival).generation, 1);
    EXPECT_EQ(now(rival).bindEpoch, 0);
    EXPECT_FALSE(registry->binding(rival.id)->has_value());
    EXPECT_EQ((*registry->binding(holder.id))->userId, u"wx1"_s);
    const BindSession session = **registry->lastSessionOf(rival.id);
    EXPECT_EQ(session.state, u"clash"_s);
    EXPECT_EQ(session.heldBy, u"holder"_s);
    EXPECT_EQ(session.userId, u"wx1"_s);
    EXPECT_EQ(registry->confirmBinding(session.id, account(u"wx1"_s), alice)->heldBy, u"holder"_s);
}

TEST_F(Bindings, moveFromTheirHolderWhenThatWasDecided)
{
    const Tenant holder = provision(u"holder"_s);
    const Tenant rival = provision(u"rival"_s);
    ASSERT_TRUE(bind(holder, u"wx1"_s));
    EXPECT_FALSE(registry->clashOf(rival.id)->has_value());
    clock.advance(1000);
    ASSERT_TRUE(bind(rival, u"wx1"_s));
    const auto clash = registry->clashOf(rival.id);
    ASSERT_TRUE(clash && *clash);
    EXPECT_EQ(
        registry->moveBinding((*clash)->id, u"rival"_s, account(u"wx1"_s), alice).error().kind, ErrorKind::Conflict);
    EXPECT_EQ(
        registry->moveBinding((*clash)->id, u"nobody"_s, account(u"wx1"_s), alice).error().kind, ErrorKind::Conflict);
    EXPECT_EQ(
        registry->moveBinding((*clash)->id, u"holder"_s, account(u"wx2"_s), alice).error().kind, ErrorKind::Conflict);
    clock.advance(1000);
    const auto moved = registry->moveBinding((*clash)->id, u"holder"_s, account(u"wx1"_s), alice);
    ASSERT_TRUE(moved) << moved.error().text().toStdString();
    EXPECT_EQ(now(rival).generation, 2);
    EXPECT_EQ(now(rival).bindEpoch, 1);
    EXPECT_EQ(now(holder).generation, 3) << "its container must forget the account";
    EXPECT_FALSE(registry->binding(holder.id)->has_value());
    EXPECT_EQ((*registry->binding(rival.id))->userId, u"wx1"_s);
    EXPECT_FALSE(registry->clashOf(rival.id)->has_value()) << "it is settled";
    EXPECT_FALSE(registry->moveBinding((*clash)->id, u"holder"_s, account(u"wx1"_s), alice));
    clock.advance(1000);
    ASSERT_TRUE(bind(holder, u"wx2"_s));
    EXPECT_EQ(now(holder).bindEpoch, 2);
}

TEST_F(Bindings, doNotMoveToALoginThatALaterScanForTheHolderEnded)
{
    const Tenant holder = provision(u"holder"_s);
    const Tenant rival = provision(u"rival"_s);
    ASSERT_TRUE(bind(holder, u"wx1"_s));
    clock.advance(1000);
    ASSERT_TRUE(bind(rival, u"wx1"_s));
    const auto clash = registry->clashOf(rival.id);
    clock.advance(1000);
    ASSERT_TRUE(bind(holder, u"wx1"_s));
    EXPECT_FALSE(registry->clashOf(rival.id)->has_value());
    EXPECT_EQ(
        registry->moveBinding((*clash)->id, u"holder"_s, account(u"wx1"_s), alice).error().kind, ErrorKind::Conflict);
    EXPECT_EQ(now(holder).generation, 3);
    EXPECT_EQ(now(rival).generation, 1);
}

TEST_F(Bindings, mayBeRenewedByTheSameTenant)
{
    const Tenant tenant = provision(u"acme"_s);
    ASSERT_TRUE(bind(tenant, u"wx1"_s));
    const auto again = bind(tenant, u"wx1"_s);
    ASSERT_TRUE(again);
    EXPECT_TRUE(again->heldBy.isEmpty());
    EXPECT_EQ(again->tenant.bindEpoch, 2);
    EXPECT_EQ(again->tenant.generation, 3);
    EXPECT_EQ(registry->bindings()->size(), 1);
}

TEST_F(Bindings, areFreeAgainWhenTheirTenantIsGone)
{
    const Tenant first = provision(u"first"_s);
    ASSERT_TRUE(bind(first, u"wx1"_s));
    destroy(first);
    EXPECT_FALSE(registry->binding(first.id)->has_value());
    const Tenant second = provision(u"second"_s);
    const auto bound = bind(second, u"wx1"_s);
    ASSERT_TRUE(bound);
    EXPECT_TRUE(bound->heldBy.isEmpty());
}

TEST_F(Bindings, areNotMadeByALoginThatWasCancelled)
{
    const Tenant tenant = provision(u"acme"_s);
    const auto session = registry->openBindSession(tenant.id, alice);
    ASSERT_TRUE(registry->endSession(session->id, u"cancelled"_s, {}));
    EXPECT_EQ(registry->confirmBinding(session->id, account(u"wx1"_s), alice).error().kind, ErrorKind::Conflict);
    EXPECT_EQ(now(tenant).generation, 1);
    EXPECT_TRUE(registry->bindings()->isEmpty());
}
