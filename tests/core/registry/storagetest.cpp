#include "db.h"
#include "registryfixture.h"
#include "secret.h"

#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <ctime>
#include <thread>

using namespace hermes;
using namespace Qt::StringLiterals;

class Storage : public RegistryTest {
protected:
    [[nodiscard]] bool anyFileHolds(const QByteArray &needle) const
    {
        for (const QString &suffix : {u""_s, u"-wal"_s, u"-shm"_s, u"-journal"_s}) {
            QFile file(path() + suffix);
            if (file.open(QIODevice::ReadOnly) && file.readAll().contains(needle))
                return true;
        }
        return false;
    }
};

TEST_F(Storage, keepsEverythingOverAReopening)
{
    const Host host = addHost(u"ecs-1"_s);
    const Tenant tenant = provision(u"acme"_s, u"o1"_s);
    ASSERT_TRUE(registry->place(tenant.id, host.id, {u"dashboard"_s}, alice));
    registry.reset();
    registry = reopen();
    EXPECT_EQ(registry->tenant(u"acme"_s)->hostId, host.id);
    EXPECT_EQ(registry->ports(tenant.id)->dashboard, 8700);
    EXPECT_TRUE(registry->verifyAudit());
}

TEST_F(Storage, opensOnceForManyFirstStarts)
{
    const QString fresh = u"sqlite:"_s + directory.filePath(u"new/deep/registry.db"_s);
    std::vector<std::thread> threads;
    std::mutex mutex;
    threads.reserve(8);
    QStringList uuids;
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&] {
            const auto opened = Registry::open(fresh, clock, random);
            ASSERT_TRUE(opened) << opened.error().text().toStdString();
            const QString uuid = *(*opened)->platformUuid();
            const std::lock_guard lock(mutex);
            uuids.append(uuid);
        });
    for (std::thread &thread : threads)
        thread.join();
    EXPECT_EQ(uuids.size(), 8);
    uuids.removeDuplicates();
    EXPECT_EQ(uuids.size(), 1) << "one platform id";
}

TEST_F(Storage, erasesTheSecretsOfALoginFromTheFiles)
{
    std::vector<Tenant> tenants;
    tenants.reserve(20);
    for (int i = 0; i < 20; ++i)
        tenants.push_back(provision(u"t%1"_s.arg(i)));
    for (const Tenant &tenant : tenants) {
        const auto session = registry->openBindSession(tenant.id, alice);
        ASSERT_EQ(registry->claimPoller(session->id, u"cli"_s, 10'000), true);
        for (int round = 0; round < 5; ++round) {
            BindSession written = *registry->bindSession(session->id);
            written.link = u"https://link-canary/"_s + QString(50 * round, u'x');
            written.machine = QByteArray("machine-canary ").repeated(1 + 100 * round);
            ASSERT_EQ(registry->writeSession(written), true);
        }
        ASSERT_TRUE(registry->sendVerifyCode(session->id, u"918273645546"_s));
    }
    EXPECT_TRUE(anyFileHolds("machine-canary")) << "the test must be able to see it";
    for (size_t i = 0; i < tenants.size(); ++i) {
        const auto session = **registry->openSessionOf(tenants.at(i).id);
        Binding binding;
        binding.userId = QString::number(i);
        if (i % 2 == 0)
            ASSERT_TRUE(registry->confirmBinding(session.id, binding, alice));
        else
            ASSERT_TRUE(registry->endSession(session.id, u"expired"_s, {}));
    }
    EXPECT_FALSE(anyFileHolds("machine-canary"));
    EXPECT_FALSE(anyFileHolds("link-canary"));
    EXPECT_FALSE(anyFileHolds("918273645546"));
}

TEST_F(Storage, erasesThemLaterWhereSomebodyWasReading)
{
    const auto session = registry->openBindSession(provision(u"acme"_s).id, alice);
    ASSERT_EQ(registry->claimPoller(session->id, u"cli"_s, 10'000), true);
    BindSession written = *registry->bindSession(session->id);
    written.machine = "machine-canary";
    ASSERT_EQ(registry->writeSession(written), true);
    auto reader = *Db::openSqlite(path());
    ASSERT_TRUE(reader->inSnapshot([&]() -> Status {
        EXPECT_EQ(reader->number(u"select count(*) from bind_sessions"_s), 1);
        EXPECT_TRUE(registry->endSession(session->id, u"expired"_s, {}));
        EXPECT_TRUE(anyFileHolds("machine-canary")) << "the reader still needs the old state";
        return {};
    }));
    ASSERT_TRUE(registry->beatWorker(u"w"_s, alice));
    EXPECT_FALSE(anyFileHolds("machine-canary"));
}

TEST_F(Storage, neverHoldsARequestsSecrets)
{
    auto asked = request(u"acme"_s);
    asked.secrets.insert(u"OPENAI_API_KEY"_s, Secret("sk-canary-777"));
    ASSERT_TRUE(registry->recordRequest(asked, {}, plan, alice));
    EXPECT_FALSE(anyFileHolds("sk-canary-777"));
}

TEST_F(Storage, saysClearlyThatAFileIsDamaged)
{
    registry.reset();
    QFile file(path());
    ASSERT_TRUE(file.open(QIODevice::ReadWrite));
    ASSERT_TRUE(file.resize(0));
    file.write(QByteArray("this is no database at all\n").repeated(200));
    file.close();
    const auto opened = Registry::open(u"sqlite:"_s + path(), clock, random);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().kind, ErrorKind::Internal);
    EXPECT_TRUE(opened.error().message.contains(u"damaged"_s)) << opened.error().text().toStdString();
    EXPECT_TRUE(opened.error().message.contains(path()));
    EXPECT_FALSE(opened.error().hint.isEmpty());
    EXPECT_TRUE(file.open(QIODevice::ReadOnly) && file.readAll().contains("no database at all"))
        << "the file is left as it was";
}

TEST_F(Storage, saysClearlyThatAPageIsDamaged)
{
    for (int i = 0; i < 200; ++i)
        (void)provision(u"t%1"_s.arg(i));
    registry.reset();
    QFile file(path());
    ASSERT_TRUE(file.open(QIODevice::ReadWrite));
    for (qint64 at = 4096; at + 4096 < file.size(); at += 4096) {
        file.seek(at);
        file.write(QByteArray(4096, '\xa5'));
    }
    file.close();
    const auto opened = Registry::open(u"sqlite:"_s + path(), clock, random);
    const auto tenants = opened ? (*opened)->tenants() : Result<QList<Tenant>>(tl::unexpected<Error>(opened.error()));
    ASSERT_FALSE(tenants);
    EXPECT_TRUE(tenants.error().message.contains(u"damaged"_s)) << tenants.error().text().toStdString();
}

TEST_F(Storage, refusesARegistryOfANewerProgram)
{
    auto db = *Db::openSqlite(path());
    ASSERT_TRUE(db->exec(u"insert into schema_migrations (version, applied_at) values (999, 0)"_s));
    const auto opened = Registry::open(u"sqlite:"_s + path(), clock, random);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().kind, ErrorKind::Invalid);
    EXPECT_TRUE(opened.error().message.contains(u"newer version"_s));
}

TEST_F(Storage, refusesAddressesItDoesNotKnow)
{
    for (const QString &url : {u"mysql://x"_s, u"sqlite:"_s, u"/tmp/x.db"_s, u""_s})
        EXPECT_EQ(Registry::open(url, clock, random).error().kind, ErrorKind::Invalid) << url.toStdString();
}

TEST_F(Storage, servesOneThreadFromMemory)
{
    const auto memory = Registry::open(u"sqlite::memory:"_s, clock, random);
    ASSERT_TRUE(memory);
    EXPECT_TRUE((*memory)->tenants()->isEmpty());
    std::thread([&] { EXPECT_EQ((*memory)->tenants().error().kind, ErrorKind::Internal); }).join();
}

TEST_F(Storage, outlivesItsThreadsAndIsOutlivedByThem)
{
    (void)provision(u"acme"_s);
    std::atomic<bool> used = false;
    std::atomic<bool> destroyed = false;
    std::thread longer([&] {
        EXPECT_EQ(registry->tenants()->size(), 1);
        used = true;
        while (!destroyed)
            std::this_thread::yield();
        const auto own = reopen();
        EXPECT_EQ(own->tenants()->size(), 1);
    });
    std::thread([&] { EXPECT_EQ(registry->tenants()->size(), 1); }).join();
    while (!used)
        std::this_thread::yield();
    registry.reset();
    destroyed = true;
    longer.join();
}

TEST_F(Storage, readsTenThousandTenants)
{
    // Made with one transaction of SQL, because ten thousand requests are not what is looked at here.
    const Tenant seed = provision(u"seed"_s);
    ASSERT_TRUE(registry->claimLease(seed.id, u"loop"_s, 30'000));
    StatusWrite status = statusOf(seed, Phase::Ready);
    for (int i = 0; i < 8; ++i)
        status.conditions.append({static_cast<ConditionType>(i), ConditionStatus::True, u"Seen"_s,
            u"all is as it should be on ecs-1"_s, clock.wallMs(), 1});
    ASSERT_TRUE(registry->writeStatus(status, alice));
    auto db = *Db::openSqlite(path());
    QStringList columns;
    ASSERT_TRUE(db->each(u"select name from pragma_table_info('tenants') order by cid"_s, {},
        [&](Row &row) { columns.append(row.text()); }));
    QString values = columns.join(u", "_s);
    values.replace(values.indexOf(u"id, name"_s), 8, u"id || n, name || n"_s);
    ASSERT_TRUE(db->exec(
        u"with recursive c(n) as (select 1 union all select n + 1 from c where n < 9999) insert into tenants ("_s
        + columns.join(u", "_s) + u") select "_s + values + u" from tenants, c"_s));
    db.reset();
    for (int i = 0; i < 3; ++i) {
        QElapsedTimer timer;
        timer.start();
        const std::clock_t before = std::clock();
        const auto tenants = registry->tenants();
        const double busy = 1000.0 * double(std::clock() - before) / CLOCKS_PER_SEC;
        printf("tenants() with 10,000 rows: %lld ms, of which %.0f ms of processor\n",
            static_cast<long long>(timer.elapsed()), busy);
        ASSERT_TRUE(tenants);
        EXPECT_EQ(tenants->size(), 10'000);
        EXPECT_EQ(tenants->last().conditions.size(), 8);
    }
}
