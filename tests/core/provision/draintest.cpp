#include "drain.h"

#include <gtest/gtest.h>

namespace hermes {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 drainedAt = 1'700'000'000'000;

HostLoad loadOf(const QString &name, int tenants, int capacity)
{
    HostLoad made;
    made.host.id = u"id-"_s + name;
    made.host.name = name;
    made.host.claimNumber = 1;
    made.host.capacity = capacity;
    made.tenants = tenants;
    made.portsTaken = tenants;
    return made;
}

Tenant drainTenant(const QString &name, const QString &host, const QString &home = {}, Phase phase = Phase::Ready)
{
    Tenant tenant;
    tenant.id = u"t-"_s + name;
    tenant.name = name;
    tenant.hostId = u"id-"_s + host;
    if (!home.isEmpty())
        tenant.homeHostId = u"id-"_s + home;
    tenant.phase = phase;
    return tenant;
}

Registry::Drain drainOf(int atOnce, const QStringList &names)
{
    Registry::Drain drain;
    drain.hostId = u"id-a"_s;
    drain.beganAt = drainedAt - 60'000;
    drain.atOnce = atOnce;
    for (const QString &name : names)
        drain.tenantIds.append(u"t-"_s + name);
    return drain;
}

QStringList namesOf(const QList<Tenant> &tenants)
{
    QStringList names;
    for (const Tenant &tenant : tenants)
        names.append(tenant.name);
    return names;
}

const QList<HostLoad> drainHosts{loadOf(u"a"_s, 4, 0), loadOf(u"b"_s, 0, 1), loadOf(u"c"_s, 2, 2)};

} // namespace

TEST(DrainTest, saysOfEveryTenantWhereItIs)
{
    Tenant blocked = drainTenant(u"blocked"_s, u"c"_s, u"a"_s, Phase::Blocked);
    blocked.message = u"The port is taken"_s;
    blocked.hint = u"Free it"_s;
    const QList<Tenant> tenants{drainTenant(u"moving"_s, u"b"_s, u"a"_s), blocked, drainTenant(u"first"_s, u"a"_s),
        drainTenant(u"second"_s, u"a"_s), drainTenant(u"away"_s, u"b"_s)};
    const DrainView view
        = drainView(drainOf(4, {u"moving"_s, u"blocked"_s, u"first"_s, u"second"_s, u"away"_s, u"destroyed"_s}),
            tenants, drainHosts, {}, drainedAt);
    EXPECT_EQ(view.host, u"a"_s);
    EXPECT_EQ(view.total, 6);
    ASSERT_EQ(view.left.size(), 4) << "who is elsewhere or gone is away";
    EXPECT_TRUE(view.left[0].isMoving);
    EXPECT_EQ(view.left[0].aim, u"b"_s);
    EXPECT_TRUE(view.left[0].obstacle.isEmpty());
    EXPECT_TRUE(view.left[1].isMoving);
    EXPECT_EQ(view.left[1].obstacle, u"The port is taken"_s);
    EXPECT_EQ(view.left[1].hint, u"Free it"_s);
    EXPECT_FALSE(view.left[2].isMoving);
    EXPECT_EQ(view.left[2].aim, u"b"_s) << "the one place";
    EXPECT_TRUE(view.left[3].obstacle.contains(u"full: 1 of 1"_s)) << view.left[3].obstacle.toStdString();
    EXPECT_FALSE(view.left[3].hint.isEmpty());
}

TEST(DrainTest, aRefusalIsTheReasonUntilItIsTriedAgain)
{
    const QList<Tenant> tenants{drainTenant(u"first"_s, u"a"_s)};
    const DrainRefusals refusals{{u"t-first"_s,
        {{ErrorKind::NotFound, u"b has not got the image"_s, {}, u"docker load"_s}, drainedAt - 59'999}}};
    const Registry::Drain drain = drainOf(4, {u"first"_s});
    EXPECT_EQ(
        drainView(drain, tenants, drainHosts, refusals, drainedAt).left.first().obstacle, u"b has not got the image"_s);
    EXPECT_TRUE(dueToLeave(drain, tenants, refusals, drainedAt).isEmpty());
    EXPECT_EQ(namesOf(dueToLeave(drain, tenants, refusals, drainedAt + 1)), QStringList{u"first"_s});
}

TEST(DrainTest, sendsNoMoreAwayThanMayGoAtOnce)
{
    QList<Tenant> tenants{drainTenant(u"moving"_s, u"b"_s, u"a"_s), drainTenant(u"one"_s, u"a"_s),
        drainTenant(u"two"_s, u"a"_s), drainTenant(u"other"_s, u"b"_s)};
    EXPECT_EQ(namesOf(dueToLeave(drainOf(2, {}), tenants, {}, drainedAt)), QStringList{u"one"_s});
    tenants[0].phase = Phase::Blocked;
    EXPECT_EQ(namesOf(dueToLeave(drainOf(2, {}), tenants, {}, drainedAt)), (QStringList{u"one"_s, u"two"_s}))
        << "who is stuck keeps nobody from going";
}

TEST(DrainTest, isDoneWhenNobodyIsThereNorComingFromThere)
{
    EXPECT_FALSE(isEmptied(drainOf(2, {}), {drainTenant(u"moving"_s, u"b"_s, u"a"_s)}));
    EXPECT_FALSE(isEmptied(drainOf(2, {}), {drainTenant(u"here"_s, u"a"_s)}));
    EXPECT_TRUE(
        isEmptied(drainOf(2, {}), {drainTenant(u"away"_s, u"b"_s), drainTenant(u"gone"_s, u"a"_s, {}, Phase::Gone)}));
}

} // namespace hermes
