#include "registryfixture.h"

#include <gtest/gtest.h>

using namespace hermes;
using namespace Qt::StringLiterals;

namespace {

class HandOffs : public RegistryTest {
protected:
    void SetUp() override
    {
        RegistryTest::SetUp();
        ASSERT_TRUE(registry->noteOrders({{u"o1"_s, u"s1"_s, u"{}"_s}, {u"o2"_s, u"s2"_s, u"{}"_s}}));
    }
    /// What a person clicks.
    [[nodiscard]] Result<Registry::OrderActed> act(const QString &order, const QString &key,
        const std::function<Status(Registry::HandOff &)> &change, qint64 rowVersion = -1)
    {
        Registry::OrderAct wish;
        wish.id = order;
        wish.rowVersion = rowVersion;
        wish.key = key;
        wish.verb = u"order.refund_approved"_s;
        wish.detail = {{u"note"_s, u"agreed"_s}};
        wish.handOff = change;
        return registry->actOnOrder(wish, alice);
    }
    [[nodiscard]] Result<Registry::OrderActed> approve(
        const QString &order, const QString &refundNo, const QString &key, qint64 rowVersion = -1)
    {
        return act(
            order, key,
            [&](Registry::HandOff &handOff) -> Status {
                handOff.at = 5;
                handOff.approver = u"lin"_s;
                handOff.refundNo = refundNo;
                return {};
            },
            rowVersion);
    }
    [[nodiscard]] Registry::HandOff only()
    {
        const auto all = registry->handOffs();
        EXPECT_TRUE(all && all->size() == 1);
        return all ? all->value(0) : Registry::HandOff();
    }
    [[nodiscard]] qint64 version(const QString &order)
    {
        const auto records = registry->orderRecords();
        for (const auto &record : *records)
            if (record.id == order)
                return record.rowVersion;
        return -1;
    }
};

} // namespace

TEST_F(HandOffs, areRecordedOnceWithAnAuditRow)
{
    EXPECT_TRUE(registry->handOffs()->isEmpty());
    const auto done = approve(u"o1"_s, u"R1"_s, u"k1"_s, version(u"o1"_s));
    ASSERT_TRUE(done) << done.error().text().toStdString();
    EXPECT_FALSE(done->unchanged);
    EXPECT_EQ(only().orderId, u"o1"_s);
    EXPECT_EQ(only().refundNo, u"R1"_s);
    EXPECT_EQ(only().decision, u"WAITING"_s);
    const qint64 after = version(u"o1"_s);
    EXPECT_TRUE(approve(u"o1"_s, u"R2"_s, u"k1"_s)->unchanged) << "the same click";
    EXPECT_EQ(only().refundNo, u"R1"_s);
    EXPECT_TRUE(approve(u"o1"_s, u"R1"_s, u"k2"_s)->unchanged) << "it says so already";
    EXPECT_EQ(version(u"o1"_s), after);
    EXPECT_EQ(approve(u"o1"_s, u"R2"_s, u"k3"_s, after - 1).error().kind, ErrorKind::Conflict) << "an old row";
    EXPECT_EQ(approve(u"o9"_s, u"R2"_s, u"k4"_s).error().kind, ErrorKind::NotFound);
    ASSERT_EQ(registry->audit({u"o1"_s})->size(), 1);
    EXPECT_TRUE(registry->audit({u"o1"_s})->first().detail.contains(u"agreed"_s));
    EXPECT_EQ(*reopen()->handOffs(), *registry->handOffs());
}

TEST_F(HandOffs, writeNothingWhereThatIsRefused)
{
    const auto refused = act(u"o1"_s, u"k1"_s, [](Registry::HandOff &handOff) -> Status {
        handOff.approver = u"lin"_s;
        return fail(ErrorKind::Conflict, u"no"_s);
    });
    EXPECT_EQ(refused.error().kind, ErrorKind::Conflict);
    EXPECT_TRUE(registry->handOffs()->isEmpty());
    EXPECT_FALSE(*registry->isOrderActKnown(u"k1"_s)) << "it can be tried again";
    EXPECT_TRUE(registry->audit({u"o1"_s})->isEmpty());
}

TEST_F(HandOffs, shareNoRefund)
{
    ASSERT_TRUE(approve(u"o1"_s, u"R1"_s, u"k1"_s));
    const auto second = approve(u"o2"_s, u"R1"_s, u"k2"_s);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().kind, ErrorKind::Conflict);
    EXPECT_TRUE(second.error().message.contains(u"o1"_s)) << second.error().text().toStdString();
    ASSERT_TRUE(approve(u"o2"_s, {}, u"k3"_s)) << "any number of them have none";
    ASSERT_TRUE(approve(u"o1"_s, {}, u"k4"_s));
}

TEST_F(HandOffs, keepWhatWeChatSaysOfTheirRefundAndAuditOnlyWhatIsNew)
{
    ASSERT_TRUE(approve(u"o1"_s, u"R1"_s, u"k1"_s));
    const qint64 before = version(u"o1"_s);
    const auto says = [&](const QString &refundNo, const QString &state, const QString &answer) {
        const Status noted = registry->noteRefund({u"o1"_s, refundNo, state, answer, {{u"after"_s, state}}}, alice);
        EXPECT_TRUE(noted) << noted.error().text().toStdString();
    };
    const auto audited = [&] { return registry->audit({u"o1"_s, 0, 100, u"order.refund_state"_s})->size(); };
    says(u"R1"_s, u"PROCESSING"_s, u"{1}"_s);
    EXPECT_EQ(only().refundState, u"PROCESSING"_s);
    EXPECT_EQ(only().refund, u"{1}"_s);
    EXPECT_EQ(version(u"o1"_s), before + 1);
    EXPECT_EQ(audited(), 1);
    says(u"R1"_s, u"PROCESSING"_s, u"{2}"_s);
    EXPECT_EQ(only().refund, u"{2}"_s) << "asked again";
    EXPECT_EQ(version(u"o1"_s), before + 1) << "whoever looks at it may still act";
    EXPECT_EQ(audited(), 1);
    says(u"R9"_s, u"SUCCESS"_s, u"{3}"_s);
    EXPECT_EQ(only().refund, u"{2}"_s) << "of a number that it does not have any more";
    says(u"R1"_s, u"SUCCESS"_s, u"{4}"_s);
    EXPECT_EQ(audited(), 2);
    EXPECT_TRUE(registry->noteRefund({u"o2"_s, u"R1"_s, u"SUCCESS"_s, u"{5}"_s, {}}, alice)) << "it was not handed on";
    EXPECT_EQ(only().orderId, u"o1"_s);
    EXPECT_TRUE(registry->verifyAudit());
}

TEST_F(HandOffs, areKeptWhenTheOrderIsForgotten)
{
    ASSERT_TRUE(approve(u"o1"_s, u"R1"_s, u"k1"_s));
    ASSERT_TRUE(registry->forgetOrders({u"o1"_s}));
    EXPECT_EQ(only().refundNo, u"R1"_s);
}

TEST_F(HandOffs, thatAnOlderProgramMadeAreOnTheBooks)
{
    registry.reset();
    {
        const auto db = tables();
        ASSERT_TRUE(db);
        const Status made = db->script({u"drop table hand_offs"_s,
            u"delete from schema_migrations where version = 19"_s,
            u"update orders set settled_at = 7, settled_as = 'PAID_TWICE' where id = 'o1'"_s,
            u"insert into order_acts (key, order_id, at, actor, verb) values ('a', 'o1', 5, 'wu', 'order.hand_off'),"
            " ('b', 'o1', 7, 'mei', 'order.hand_off'), ('c', 'o1', 9, 'li', 'order.retry'),"
            " ('d', 'o2', 7, 'mei', 'order.close'), ('e', 'o3', 7, 'mei', 'order.hand_off')"_s});
        ASSERT_TRUE(made) << made.error().text().toStdString();
    }
    registry = reopen();
    ASSERT_TRUE(registry);
    EXPECT_EQ(only().orderId, u"o1"_s);
    EXPECT_EQ(only().at, 7);
    EXPECT_EQ(only().actor, u"mei"_s) << "the last time counts";
    EXPECT_EQ(only().finding, u"PAID_TWICE"_s);
    EXPECT_EQ(only().decision, u"WAITING"_s);
}
