#include "postgresfixture.h"

#include <QTemporaryDir>

using namespace hermes;
using namespace hermes::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class Move : public Postgres {
protected:
    void SetUp() override
    {
        Postgres::SetUp();
        source = fromFile();
        Host host;
        host.name = u"ecs-1"_s;
        host.address = u"ecs-1:22"_s;
        host.ports = {8700, 8799};
        ecs = *source->addHost(host, alice);
        for (const QString &name : {u"acme"_s, u"bolt"_s, u"gone"_s}) {
            ProvisionRequest request;
            request.name = name;
            request.order = u"o-"_s + name;
            request.planCode = u"basic"_s;
            request.image = u"hermes:1"_s;
            const auto made
                = source->recordRequest(request, {}, Plan{u"basic"_s, u"Basic"_s, Tier::Container, 1, 1, 1, {}}, alice);
            ASSERT_TRUE(made) << why(made.error());
            ASSERT_TRUE(source->place(made->tenant.id, ecs.id, {u"dashboard"_s}, alice));
        }
        const auto session = source->openBindSession(source->tenant(u"acme"_s)->id, alice);
        Binding binding;
        binding.userId = u"wx-1"_s;
        ASSERT_TRUE(source->confirmBinding(session->id, binding, alice));
    }
    [[nodiscard]] std::unique_ptr<Registry> fromFile()
    {
        auto opened = Registry::open(u"sqlite:"_s + directory.filePath(u"r.db"_s), clock, random);
        return opened ? std::move(*opened) : nullptr;
    }

    QTemporaryDir directory;
    std::unique_ptr<Registry> source;
    Host ecs;
};

TEST_F(Move, takesEverythingAlongAndClosesTheFile)
{
    const auto target = registry();
    const auto moved = source->moveTo(*target, u"there"_s, alice);
    ASSERT_TRUE(moved) << why(moved.error());
    EXPECT_EQ(moved->tenants, 3);
    EXPECT_FALSE(moved->unchanged);
    EXPECT_EQ(*target->platformUuid(), *source->platformUuid());
    const Tenant before = *source->tenant(u"acme"_s);
    const Tenant after = *target->tenant(u"acme"_s);
    EXPECT_EQ(after.id, before.id);
    EXPECT_EQ(after.nonce, before.nonce);
    EXPECT_EQ(after.generation, before.generation);
    EXPECT_EQ(after.secretsPending, before.secretsPending);
    EXPECT_EQ(target->ports(after.id)->dashboard, source->ports(before.id)->dashboard);
    EXPECT_EQ((*target->binding(after.id))->userId, u"wx-1"_s);
    EXPECT_EQ(target->verifyAudit()->head, source->verifyAudit()->head);
    EXPECT_EQ(target->journal({}, 100)->size(), source->journal({}, 100)->size());
    // It goes on there, and not here.
    ASSERT_TRUE(target->setPresence(after.id, Presence::Paused, u"stop"_s, -1, alice));
    EXPECT_GT(target->journal({}, 100)->size(), source->journal({}, 100)->size());
    const auto refused = source->setPresence(before.id, Presence::Paused, u"stop"_s, -1, alice);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::Conflict);
    EXPECT_TRUE(refused.error().message.contains(u"moved"_s)) << why(refused.error());
    EXPECT_FALSE(source->claimLease(before.id, u"loop"_s, 30'000));
    EXPECT_EQ(*fromFile()->movedTo(), u"there"_s);
    EXPECT_TRUE(source->moveTo(*target, u"there"_s, alice)->unchanged) << "once more changes nothing";
    EXPECT_EQ(source->moveTo(*target, u"elsewhere"_s, alice).error().kind, ErrorKind::Conflict);
}

TEST_F(Move, thatWasBrokenOffIsDoneByDoingItAgain)
{
    {
        const auto target = registry();
        server.stop();
        EXPECT_FALSE(source->moveTo(*target, u"there"_s, alice));
    }
    ASSERT_TRUE(server.start());
    const auto target = registry();
    EXPECT_TRUE(target->tenants()->isEmpty()) << "all or nothing";
    const auto moved = source->moveTo(*target, u"there"_s, alice);
    ASSERT_TRUE(moved) << why(moved.error());
    EXPECT_EQ(target->tenants()->size(), 3);
    // Closed, but nothing arrived.
    url = server.freshDatabase();
    const auto empty = registry();
    ASSERT_TRUE(source->moveTo(*empty, u"there"_s, alice));
    EXPECT_EQ(empty->tenants()->size(), 3);
}

TEST_F(Move, isRefusedWhereItWouldMeetAnother)
{
    const auto target = registry();
    ASSERT_TRUE(target->addHost(ecs, alice));
    const auto refused = source->moveTo(*target, u"there"_s, alice);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::Conflict);
    EXPECT_TRUE(source->setPresence(source->tenant(u"acme"_s)->id, Presence::Paused, u"stop"_s, -1, alice))
        << "and the file is as open as before";
    ASSERT_TRUE(source->beatWorker(u"w"_s, alice));
    EXPECT_TRUE(source->moveTo(*target, u"there"_s, alice).error().message.contains(u"worker"_s));
}
