#include "postgresfixture.h"

#include <QFile>
#include <QTemporaryDir>
#include <csignal>
#include <set>

using namespace hermes;
using namespace hermes::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

TEST_F(Postgres, bringsBackWhatWasWritten)
{
    const auto db = connect();
    ASSERT_TRUE(makeTable(*db));
    const QString name = u"O'Brien \\ \"x\"; drop table things -- ? $1 :a 雪 🎈"_s;
    const QByteArray bytes("\0\1\\'\xff", 5);
    constexpr qint64 big = 9'007'199'254'740'993;
    ASSERT_TRUE(db->exec(
        u"insert into things (id, name, share, live, bytes) values (?, ?, ?, ?, ?)"_s, {big, name, 0.1, false, bytes}));
    ASSERT_TRUE(db->exec(u"insert into things (id, name, share, live, bytes) values (?, ?, ?, ?, ?)"_s,
        {1, QString(), 0.25, true, QVariant()}));
    int rows = 0;
    ASSERT_TRUE(db->each(u"select id, name, share, live, bytes from things order by id desc"_s, {}, [&](Row &row) {
        const bool first = rows++ == 0;
        EXPECT_EQ(row.integer(), first ? big : 1);
        EXPECT_EQ(row.text(), first ? name : QString());
        EXPECT_EQ(row.real(), first ? 0.1 : 0.25);
        EXPECT_EQ(row.flag(), !first);
        EXPECT_EQ(row.bytes(), first ? bytes : QByteArray());
    }));
    EXPECT_EQ(rows, 2);
}

TEST_F(Postgres, saysWhatKindOfErrorItIs)
{
    const auto db = connect();
    ASSERT_TRUE(makeTable(*db));
    ASSERT_TRUE(add(*db, 1, u"a"_s));
    EXPECT_EQ(add(*db, 2, u"a"_s).error().kind, ErrorKind::Conflict);
    EXPECT_EQ(add(*db, 3, QString(500, u'x')).error().kind, ErrorKind::Invalid);
    EXPECT_EQ(db->number(u"select nonsense from things"_s).error().kind, ErrorKind::Internal);
    const auto broken = db->inTransaction([&]() -> Status {
        EXPECT_FALSE(add(*db, 4, u"a"_s));
        return {}; // as if nothing had happened
    });
    EXPECT_FALSE(broken) << "a commit of a transaction that has failed must not look like one";
    EXPECT_EQ(*db->number(u"select count(*) from things"_s), 1);
    EXPECT_TRUE(add(*db, 2, u"b"_s)) << "the statement that failed is as good as before";
}

TEST_F(Postgres, whatNobodyWaitsForIsInOrderAndFailsAtTheNextQuestionOrTheCommit)
{
    const auto db = connect();
    ASSERT_TRUE(makeTable(*db));
    constexpr int many = 100;
    const auto put = [&](int id, const QString &name) {
        return db->write(
            u"insert into things (id, name, share, live, bytes) values (?, ?, 1, true, null)"_s, {id, name});
    };
    const auto counted = db->inTransaction([&]() -> Result<qint64> {
        for (int id = 0; id < many; ++id)
            HERMES_TRY(put(id, QString::number(id)));
        HERMES_TRY(db->write(u"delete from things where id >= ?"_s, {many / 2}));
        return db->number(u"select count(*) from things"_s);
    });
    EXPECT_EQ(counted.value_or(-1), many / 2);
    const auto atTheQuestion = db->inTransaction([&]() -> Status {
        EXPECT_TRUE(put(many, u"0"_s)) << "it has not been sent";
        const auto asked = db->number(u"select count(*) from things"_s);
        EXPECT_EQ(asked.error().kind, ErrorKind::Conflict);
        return {};
    });
    EXPECT_FALSE(atTheQuestion);
    EXPECT_EQ(db->inTransaction([&] { return put(many, u"0"_s); }).error().kind, ErrorKind::Conflict);
    EXPECT_EQ(put(many, u"0"_s).error().kind, ErrorKind::Conflict) << "alone it waits for nothing";
    ASSERT_FALSE(db->inTransaction([&]() -> Status {
        HERMES_TRY(put(many, u"never"_s));
        return fail(ErrorKind::Internal, u"given up"_s);
    }));
    EXPECT_EQ(*db->number(u"select count(*) from things"_s), many / 2);
}

TEST_F(Postgres, aLookChangesNothing)
{
    const auto db = connect();
    ASSERT_TRUE(makeTable(*db));
    const QString put = u"insert into things (id, name, share, live, bytes) values (1, 'a', 1, true, null)"_s;
    EXPECT_FALSE(db->inSnapshot([&] { return db->write(put); }));
    EXPECT_FALSE(db->inSnapshot([&] { return db->inTransaction([&] { return db->write(put); }); }));
    EXPECT_EQ(*db->number(u"select count(*) from things"_s), 0);
    EXPECT_TRUE(db->inTransaction([&] { return db->write(put); }));
    EXPECT_EQ(*db->number(u"select count(*) from things"_s), 1) << "once";
}

TEST_F(Postgres, isNotSaidToBeDoneWhereTheEndOfAStatementFails)
{
    const auto db = connect();
    ASSERT_TRUE(makeTable(*db));
    ASSERT_TRUE(
        db->script({u"create table parts (thing bigint references things (id) deferrable initially deferred)"_s}));
    EXPECT_FALSE(db->exec(u"insert into parts values (7)"_s)) << "the check comes with the commit";
    const auto next = connect();
    EXPECT_EQ(*next->number(u"select count(*) from parts"_s), 0);
}

TEST_F(Postgres, whatWaitedIsNotDoneWhereTheLinkWasCut)
{
    auto db = connect();
    ASSERT_TRUE(makeTable(*db));
    const auto cut = db->inTransaction([&]() -> Status {
        HERMES_TRY(db->number(u"select count(*) from things"_s));
        HERMES_TRY(db->write(u"insert into things (id, name, share, live, bytes) values (1, 'a', 1, true, null)"_s));
        server.cutSessions();
        return {};
    });
    ASSERT_FALSE(cut);
    EXPECT_EQ(cut.error().kind, ErrorKind::Network) << why(cut.error());
    EXPECT_FALSE(cut.error().detail.isEmpty());
    EXPECT_FALSE(db->isOpen());
    EXPECT_EQ(*connect()->number(u"select count(*) from things"_s), 0);
}

TEST_F(Postgres, goesOnAfterItWaitedForTheLockInVain)
{
    const auto one = connect();
    const auto two = connect({.busyTimeout = 300ms});
    ASSERT_TRUE(makeTable(*one));
    const QString put = u"insert into things (id, name, share, live, bytes) values (1, 'a', 1, true, null)"_s;
    ASSERT_TRUE(one->inTransaction([&]() -> Status {
        HERMES_TRY(one->number(u"select count(*) from things"_s));
        EXPECT_EQ(two->inTransaction([&] { return two->write(put); }).error().kind, ErrorKind::Timeout);
        return {};
    }));
    EXPECT_EQ(*two->number(u"select count(*) from things"_s), 0);
    EXPECT_TRUE(two->inTransaction([&] { return two->write(put); }));
    EXPECT_EQ(*one->number(u"select count(*) from things"_s), 1);
}

TEST_F(Postgres, aSchemaThatWasMadeForAUserIsEnough)
{
    const auto admin = connect();
    const QString role = u"guest%1"_s.arg(quint64(server.port()));
    ASSERT_TRUE(admin->script({u"drop role if exists %1"_s.arg(role), u"create role %1 login"_s.arg(role),
        u"create schema hermes_admin authorization %1"_s.arg(role)}));
    QString guest = url;
    const auto opened = Registry::open(guest.replace(u"hermes@"_s, role + u'@'), clock, random);
    EXPECT_TRUE(opened) << why(opened.error());
}

TEST_F(Postgres, severalQuestionsAreAnsweredInTheirOrder)
{
    const auto db = connect();
    ASSERT_TRUE(makeTable(*db));
    ASSERT_TRUE(add(*db, 1, u"a"_s));
    QStringList heard;
    const auto hear = [&](Row &row) { heard.append(row.text()); };
    ASSERT_TRUE(db->each({{u"select name from things where name <> '?' and id = ?"_s, {1}, hear},
        {u"select name from things where id = ?"_s, {2}, hear},
        {u"select cast(count(*) as text) from things"_s, {}, hear}}));
    EXPECT_EQ(heard, QStringList({u"a"_s, u"1"_s}));
    heard.clear();
    const Status wrong = db->each({{u"select name from things"_s, {}, hear}, {u"select nonsense"_s, {}, hear}});
    EXPECT_FALSE(wrong);
    EXPECT_TRUE(heard.isEmpty()) << "all, or an error";
    EXPECT_TRUE(db->each(u"select name from things"_s, {}, hear)) << "the link is as good as before";
}

TEST_F(Postgres, letsOneWriteAtATimeAndOthersRead)
{
    const auto one = connect();
    const auto two = connect({.busyTimeout = 300ms});
    ASSERT_TRUE(makeTable(*one));
    ASSERT_TRUE(one->inTransaction([&]() -> Status {
        EXPECT_TRUE(add(*one, 1, u"a"_s));
        EXPECT_EQ(*two->number(u"select count(*) from things"_s), 0);
        const auto refused = two->inTransaction([&] { return add(*two, 2, u"b"_s); });
        EXPECT_FALSE(refused);
        EXPECT_EQ(refused.error().kind, ErrorKind::Timeout) << why(refused.error());
        return {};
    }));
    ASSERT_TRUE(two->inTransaction([&] { return add(*two, 2, u"b"_s); }));
    ASSERT_TRUE(two->inSnapshot([&]() -> Status {
        EXPECT_EQ(*two->number(u"select count(*) from things"_s), 2);
        EXPECT_TRUE(add(*one, 3, u"c"_s));
        EXPECT_EQ(*two->number(u"select count(*) from things"_s), 2) << "one state";
        return {};
    }));
}

TEST_F(Postgres, aListenerHearsOfEveryCommit)
{
    const auto db = connect();
    DbListener listener(address());
    const qint64 before = *listener.version();
    EXPECT_EQ(*listener.version(), before);
    ASSERT_TRUE(db->inTransaction([&] { return makeTable(*db); }));
    EXPECT_TRUE(within(1s, [&] { return *listener.version() != before; }));
    const qint64 then = *listener.version();
    ASSERT_TRUE(db->inSnapshot([]() -> Status { return {}; }));
    std::this_thread::sleep_for(50ms);
    EXPECT_EQ(*listener.version(), then) << "reading changes nothing";
    server.cutSessions();
    EXPECT_TRUE(within(2s, [&] { return listener.version().value_or(then) != then; }))
        << "what happened while nobody listened is looked up";
}

TEST_F(Postgres, aListenerNoticesALinkThatStalls)
{
    DbListener listener(address(), 1s);
    const qint64 before = *listener.version();
    server.signalAll(SIGSTOP);
    // Nothing is heard of a link that stalls: it is asked for a sign of life.
    const bool noticed = within(20s, [&] { return !listener.version(); });
    server.signalAll(SIGCONT);
    EXPECT_TRUE(noticed);
    EXPECT_TRUE(within(12s, [&] { return listener.version().value_or(before) != before; })) << "and listens anew";
}

TEST_F(Postgres, isAskedAnewAfterItsSessionsWereCut)
{
    const auto own = registry();
    ASSERT_TRUE(own->beatWorker(u"w"_s, alice));
    server.cutSessions();
    const auto lost = own->beatWorker(u"w"_s, alice);
    ASSERT_FALSE(lost);
    EXPECT_EQ(lost.error().kind, ErrorKind::Network) << why(lost.error());
    EXPECT_TRUE(own->beatWorker(u"w"_s, alice)) << "the next call has a connection of its own";
    EXPECT_EQ(own->liveWorkers()->size(), 1);
}

TEST_F(Postgres, isSeenToBeDownAndUsedAgainWhenItIsBack)
{
    const auto own = registry();
    ASSERT_TRUE(own->beatWorker(u"w"_s, alice));
    server.stop();
    EXPECT_FALSE(own->beatWorker(u"w"_s, alice));
    const auto down = own->liveWorkers();
    ASSERT_FALSE(down);
    EXPECT_EQ(down.error().kind, ErrorKind::Network);
    EXPECT_FALSE(down.error().hint.isEmpty());
    EXPECT_EQ(own->dataVersion().error().kind, ErrorKind::Network);
    ASSERT_TRUE(server.start()) << server.problem().toStdString();
    EXPECT_EQ(own->liveWorkers()->size(), 1);
    EXPECT_TRUE(own->dataVersion());
}

TEST_F(Postgres, aLinkThatStallsEndsWithinItsLimit)
{
    const auto db = connect({.statementLimit = 3s});
    ASSERT_TRUE(db->number(u"select 1"_s));
    server.signalAll(SIGSTOP);
    const auto started = std::chrono::steady_clock::now();
    const auto stalled = db->number(u"select 1"_s);
    const auto took = std::chrono::steady_clock::now() - started;
    server.signalAll(SIGCONT);
    ASSERT_FALSE(stalled);
    EXPECT_EQ(stalled.error().kind, ErrorKind::Network) << why(stalled.error());
    EXPECT_LT(took, 5s);
    EXPECT_FALSE(db->isOpen());
}

TEST_F(Postgres, aStatementThatTakesTooLongIsEndedByTheServer)
{
    const auto db = connect({.statementLimit = 3s});
    const auto slow = db->number(u"select count(*) from pg_sleep(20)"_s);
    ASSERT_FALSE(slow);
    EXPECT_EQ(slow.error().kind, ErrorKind::Timeout) << why(slow.error());
    EXPECT_TRUE(db->number(u"select 1"_s)) << "the connection is as good as before";
}

TEST_F(Postgres, isMadeOnceByManyFirstStarts)
{
    std::vector<std::thread> threads;
    std::mutex mutex;
    threads.reserve(6);
    std::set<QString> uuids;
    for (int i = 0; i < 6; ++i)
        threads.emplace_back([&, i] {
            SeededRandom numbers{quint64(i)};
            const auto opened = Registry::open(url, clock, numbers);
            ASSERT_TRUE(opened) << why(opened.error());
            const std::lock_guard lock(mutex);
            uuids.insert(*(*opened)->platformUuid());
        });
    for (std::thread &thread : threads)
        thread.join();
    EXPECT_EQ(uuids.size(), 1U) << "one platform id";
}

TEST_F(Postgres, servesManyThreadsWithFewConnections)
{
    const auto own = registry();
    std::atomic<int> failed = 0;
    std::vector<std::thread> threads;
    threads.reserve(40);
    for (int i = 0; i < 40; ++i)
        threads.emplace_back([&, i] {
            for (int n = 0; n < 5; ++n)
                failed += own->beatWorker(QString::number(i), alice) && own->liveWorkers() ? 0 : 1;
        });
    for (std::thread &thread : threads)
        thread.join();
    EXPECT_EQ(failed, 0);
    EXPECT_LE(
        *connect()->number(u"select count(*) from pg_stat_activity where datname = current_database()"_s), 8 + 1 + 1)
        << "of the registry, its listener, and this question";
}

TEST_F(Postgres, hasAClockOfItsOwn)
{
    const auto own = registry();
    const auto theirs = own->serverTimeMs();
    ASSERT_TRUE(theirs && *theirs);
    EXPECT_LT(std::abs(**theirs - SystemClock().wallMs()), 2'000);
}

TEST_F(Postgres, isNotEnteredWithAPasswordFileThatOthersMayRead)
{
    QTemporaryDir directory;
    PostgresAddress guarded = address();
    guarded.passFile = directory.filePath(u"pass"_s);
    EXPECT_EQ(Db::openPostgres(guarded, {}).error().kind, ErrorKind::Invalid) << "there is none";
    QFile file(guarded.passFile);
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write("*:*:*:*:hunter2\n");
    file.close();
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther);
    const auto refused = Db::openPostgres(guarded, {});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::Invalid);
    EXPECT_FALSE(refused.error().text().contains(u"hunter2"_s));
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    EXPECT_TRUE(Db::openPostgres(guarded, {}));
}

TEST(PostgresAddress, isReadFromAnUrl)
{
    const auto all = PostgresAddress::fromUrl(
        u"postgresql://ops@db.example:6432/fleet?via=me%40jump:2222&passfile=/home/me/pass&sslmode=verify-full"_s);
    ASSERT_TRUE(all) << why(all.error());
    EXPECT_EQ(all->text(), u"ops@db.example:6432/fleet"_s);
    EXPECT_EQ(all->via, u"me@jump:2222"_s);
    EXPECT_EQ(all->passFile, u"/home/me/pass"_s);
    EXPECT_TRUE(all->conninfo().contains(u"sslmode='verify-full'"_s));
    const auto local = PostgresAddress::fromUrl(u"postgresql:///fleet"_s);
    ASSERT_TRUE(local) << why(local.error());
    EXPECT_FALSE(local->conninfo().contains(u"host="_s));
    EXPECT_TRUE(local->conninfo().contains(u"sslmode='disable'"_s)) << "the link never leaves this machine";
    EXPECT_TRUE(PostgresAddress::fromUrl(u"postgresql://h/fl'eet"_s)->conninfo().contains(u"dbname='fl\\'eet'"_s));
    for (const char *bad : {"postgresql://h", "postgresql://h/", "postgresql://u:secret@h/db", "postgresql://h/a/b",
             "postgresql://h/db?password=secret", "postgresql://h/db?sslmode=perhaps",
             "postgresql://h/db?via=", "mysql://h/db", "postgresql://h:port/db"}) {
        const auto refused = PostgresAddress::fromUrl(QString::fromLatin1(bad));
        ASSERT_FALSE(refused) << bad;
        EXPECT_EQ(refused.error().kind, ErrorKind::Invalid) << bad;
        EXPECT_FALSE(refused.error().text().contains(u"secret"_s)) << bad;
    }
}
