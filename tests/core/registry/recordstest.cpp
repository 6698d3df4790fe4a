#include "db.h"
#include "registryfixture.h"

#include <thread>

using namespace hermes;
using namespace Qt::StringLiterals;

class Records : public RegistryTest { };

TEST_F(Records, comeNewestFirstAndLimited)
{
    for (int i = 0; i < 5; ++i) {
        clock.advance(1);
        ASSERT_TRUE(registry->writeAudit(alice, u"host.trust"_s, QString::number(i)));
    }
    const auto audit = registry->audit(2);
    ASSERT_TRUE(audit && audit->size() == 2);
    EXPECT_EQ(audit->first().target, u"4"_s);
    EXPECT_EQ(audit->first().at, clock.wallMs());
    const Tenant tenant = provision(u"acme"_s);
    ASSERT_TRUE(registry->bumpGeneration(tenant.id, u"restart"_s, -1, alice));
    EXPECT_EQ(registry->journal({}, 10)->size(), 2);
    EXPECT_EQ(registry->journal(tenant.id, 1)->size(), 1);
}

TEST_F(Records, ofATenantAreReadTogetherAndThoseOfManyAtOnce)
{
    const Host host = addHost(u"ecs-1"_s);
    QStringList ids;
    for (int i = 0; i < 67; ++i) // more than one statement takes
        ids.append(provision(u"t%1"_s.arg(i)).id);
    const QString placed = ids.first();
    const auto ports = registry->place(placed, host.id, {u"dashboard"_s}, alice);
    ASSERT_TRUE(ports && ports->dashboard > 0);
    const quint16 port = ports->dashboard;
    const auto looks = registry->looks(ids + QStringList{u"nobody"_s});
    ASSERT_TRUE(looks);
    EXPECT_EQ(looks->size(), ids.size());
    EXPECT_EQ((*looks)[placed].ports.dashboard, port);
    EXPECT_EQ((*looks)[placed].tenant.hostId, host.id);
    EXPECT_EQ((*looks)[ids.last()].tenant.name, u"t66"_s);
    EXPECT_EQ((*looks)[ids.last()].ports.dashboard, 0);
    const auto look = registry->look(u"t0"_s, 1);
    ASSERT_TRUE(look);
    EXPECT_EQ(look->hostName, u"ecs-1"_s);
    EXPECT_EQ(look->ports.dashboard, port);
    EXPECT_EQ(look->journal.size(), 1);
    EXPECT_EQ(look->journal.first().tenantId, placed);
    EXPECT_EQ(registry->look(u"nobody"_s).error().kind, ErrorKind::NotFound);
    EXPECT_EQ(registry->lookById(ids.last())->tenant.name, u"t66"_s);
}

TEST_F(Records, showAnAuditThatWasTamperedWith)
{
    for (int i = 0; i < 4; ++i)
        ASSERT_TRUE(registry->writeAudit(alice, u"destroy"_s, QString::number(i)));
    const auto whole = registry->verifyAudit();
    ASSERT_TRUE(whole);
    EXPECT_EQ(whole->rows, 4);
    EXPECT_EQ(whole->head.size(), 64);
    auto db = tables();
    ASSERT_TRUE(db->exec(u"update audit set actor = 'mallory' where id = 3"_s));
    const auto changed = registry->verifyAudit();
    ASSERT_FALSE(changed);
    EXPECT_EQ(changed.error().kind, ErrorKind::Conflict);
    EXPECT_TRUE(changed.error().message.contains(u"entry 3"_s));
    ASSERT_TRUE(db->exec(u"update audit set actor = 'alice@laptop SHA256:abc' where id = 3"_s));
    EXPECT_TRUE(registry->verifyAudit());
    ASSERT_TRUE(db->exec(u"delete from audit where id = 2"_s));
    EXPECT_TRUE(registry->verifyAudit().error().message.contains(u"entry 3"_s));
}

TEST_F(Records, ofTheAuditAreReadPageByPageAndByWhatIsLookedFor)
{
    const QStringList targets{u"acme"_s, u"o1"_s, u"acme"_s, u"100%_sure"_s, u"o1"_s};
    const QStringList verbs{u"provision"_s, u"order.retry"_s, u"stop"_s, u"provision"_s, u"order.close"_s};
    for (int i = 0; i < targets.size(); ++i) {
        clock.advance(1'000);
        ASSERT_TRUE(registry->writeAudit({i == 2 ? u"Bob@desk"_s : u"alice"_s, {}}, verbs.at(i), targets.at(i),
            {{u"note"_s, u"Nr %1 孙"_s.arg(i)}}));
    }
    const auto ids = [this](const Registry::AuditQuery &query) {
        QList<qint64> found;
        const auto rows = registry->audit(query);
        EXPECT_TRUE(rows);
        for (const AuditRow &row : rows.value_or(QList<AuditRow>()))
            found.append(row.id);
        return found;
    };
    using Ids = QList<qint64>;
    EXPECT_EQ(ids({{}, 0, 2}), (Ids{5, 4}));
    EXPECT_EQ(ids({{}, 0, 2, {}, {}, 4}), (Ids{3, 2}));
    EXPECT_EQ(ids({{}, 0, 2, {}, {}, 2}), (Ids{1}));
    EXPECT_EQ(ids({u"o1"_s, 0, 9}), (Ids{5, 2}));
    EXPECT_EQ(ids({u"o1"_s, 0, 9, u"order.retry"_s}), (Ids{2}));
    EXPECT_EQ(ids({{}, clock.wallMs() - 1'000, 9}), (Ids{5, 4}));
    EXPECT_EQ(ids({{}, 0, 9, {}, u"BOB"_s}), (Ids{3}));
    EXPECT_EQ(ids({{}, 0, 9, {}, u"nr 3 孙"_s}), (Ids{4}));
    EXPECT_EQ(ids({{}, 0, 9, {}, u"0%_s"_s}), (Ids{4})) << "what means something to LIKE is only text";
    EXPECT_EQ(ids({{}, 0, 9, {}, u"%"_s}), (Ids{4}));
    EXPECT_EQ(ids({{}, 0, 9, {}, u"!"_s}), Ids());
    EXPECT_EQ(ids({{}, 0, 9, {}, u"' or 1=1 --"_s}), Ids());
    EXPECT_EQ(*registry->auditVerbs(), (QStringList{u"order.close"_s, u"order.retry"_s, u"provision"_s, u"stop"_s}));
}

TEST_F(Records, sayWhenAWorkerLastReadThePlatformAndWhatItsTroubleWas)
{
    EXPECT_EQ(registry->platformLook()->lookedAt, 0);
    const Error trouble{ErrorKind::Network, u"it does not answer"_s, u"refused"_s, u"Look there."_s};
    ASSERT_TRUE(registry->notePlatformLook({2'000, 1'000, trouble}));
    auto look = reopen()->platformLook();
    ASSERT_TRUE(look);
    EXPECT_EQ(look->lookedAt, 2'000);
    EXPECT_EQ(look->readAt, 1'000);
    EXPECT_EQ(look->trouble.kind, ErrorKind::Network);
    EXPECT_EQ(look->trouble.text(), trouble.text());
    ASSERT_TRUE(registry->notePlatformLook({3'000, 3'000, {}}));
    look = registry->platformLook();
    EXPECT_EQ(look->readAt, 3'000);
    EXPECT_TRUE(look->trouble.message.isEmpty());
}

TEST_F(Records, knowALiveWorkerByItsHeartbeat)
{
    EXPECT_EQ(registry->hasLiveWorker(), false);
    ASSERT_TRUE(registry->beatWorker(u"w1"_s, alice));
    EXPECT_EQ(registry->hasLiveWorker(), true);
    clock.advance(30'000);
    EXPECT_EQ(registry->hasLiveWorker(), false);
    ASSERT_TRUE(registry->beatWorker(u"w1"_s, alice));
    EXPECT_EQ(registry->hasLiveWorker(), true);
    ASSERT_TRUE(registry->removeWorker(u"w1"_s));
    EXPECT_EQ(registry->hasLiveWorker(), false);
}

TEST_F(Records, showThatAnybodyCommitted)
{
    const qint64 first = *registry->dataVersion();
    EXPECT_EQ(registry->dataVersion(), first);
    // On a server the news comes by itself, a moment later.
    const auto movesOnFrom = [this](qint64 before) {
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(1);
        while (registry->dataVersion() == before && std::chrono::steady_clock::now() < end)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        return *registry->dataVersion() != before;
    };
    (void)provision(u"mine"_s);
    EXPECT_TRUE(movesOnFrom(first));
    // All that came of it has come before what the other does is looked for.
    std::this_thread::sleep_for(std::chrono::milliseconds(isOnPostgres() ? 100 : 0));
    const qint64 second = *registry->dataVersion();
    auto other = reopen();
    ASSERT_TRUE(other->beatWorker(u"w"_s, alice));
    EXPECT_TRUE(movesOnFrom(second));
}
