#include "db.h"
#include "dbperthread.h"

#include <QFile>
#include <QTemporaryDir>
#include <gtest/gtest.h>
#include <thread>

using namespace hermes;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class DbTest : public testing::Test {
protected:
    void SetUp() override
    {
        db = open();
        ASSERT_TRUE(db);
        ASSERT_TRUE(db->script({u"create table t (id bigint primary key, name text not null unique, size bigint"
                                " check (size >= 0), share double precision, on_ boolean, raw bytea)"_s}));
    }
    [[nodiscard]] std::unique_ptr<Db> open(std::chrono::milliseconds busyTimeout = 5s) const
    {
        auto opened = Db::openSqlite(path(), {busyTimeout});
        EXPECT_TRUE(opened) << (opened ? std::string() : opened.error().text().toStdString());
        return opened ? std::move(*opened) : nullptr;
    }
    [[nodiscard]] QString path() const { return directory.filePath(u"t.db"_s); }
    [[nodiscard]] Result<qint64> insert(int id, const QString &name)
    {
        return db->exec(u"insert into t (id, name) values (?, ?)"_s, {id, name});
    }

    QTemporaryDir directory;
    std::unique_ptr<Db> db;
};

TEST_F(DbTest, keepsEveryTypeExactly)
{
    const qint64 big = 9'007'199'254'740'993; // not a double
    ASSERT_TRUE(db->exec(
        u"insert into t values (?, ?, ?, ?, ?, ?)"_s, {big, u"客户"_s, big, 0.1, true, QByteArray("\0\xff", 2)}));
    bool read = false;
    ASSERT_TRUE(db->each(u"select * from t where on_"_s, {}, [&](Row &row) {
        read = true;
        EXPECT_EQ(row.integer(), big);
        EXPECT_EQ(row.text(), u"客户"_s);
        EXPECT_EQ(row.integer(), big);
        EXPECT_EQ(row.real(), 0.1);
        EXPECT_TRUE(row.flag());
        EXPECT_EQ(row.bytes(), QByteArray("\0\xff", 2));
    }));
    EXPECT_TRUE(read);
}

TEST_F(DbTest, storesANullStringAsAnEmptyOneAndAnInvalidVariantAsNull)
{
    ASSERT_TRUE(insert(1, QString()));
    EXPECT_EQ(db->number(u"select count(*) from t where name = '' and size is null"_s), 1);
    EXPECT_EQ(db->exec(u"insert into t (id, name) values (2, ?)"_s, {QVariant()}).error().kind, ErrorKind::Invalid);
}

TEST_F(DbTest, namesEachConstraintByItsKind)
{
    ASSERT_TRUE(insert(1, u"a"_s));
    EXPECT_EQ(insert(1, u"b"_s).error().kind, ErrorKind::Conflict);
    EXPECT_EQ(insert(2, u"a"_s).error().kind, ErrorKind::Conflict);
    EXPECT_EQ(db->exec(u"update t set size = -1"_s).error().kind, ErrorKind::Invalid);
    ASSERT_TRUE(db->script({u"create table child (id bigint references t (id))"_s}));
    EXPECT_EQ(db->exec(u"insert into child values (77)"_s).error().kind, ErrorKind::Conflict);
    EXPECT_EQ(db->exec(u"select nothing"_s).error().kind, ErrorKind::Internal);
}

TEST_F(DbTest, takesAMistypedColumnForAnError)
{
    ASSERT_TRUE(insert(1, u"a"_s));
    const auto mistyped = db->number(u"select \"nmae\" from t"_s);
    ASSERT_FALSE(mistyped) << "SQLite would answer the string 'nmae'";
    EXPECT_TRUE(mistyped.error().detail.contains(u"nmae"_s));
}

TEST_F(DbTest, rollsBackWhatFails)
{
    const Status failed = db->inTransaction([&]() -> Status {
        HERMES_TRY(insert(1, u"a"_s));
        HERMES_TRY(db->inTransaction([&] { return insert(2, u"b"_s); }));
        HERMES_TRY(insert(1, u"again"_s));
        return {};
    });
    EXPECT_EQ(failed.error().kind, ErrorKind::Conflict);
    EXPECT_EQ(db->number(u"select count(*) from t"_s), 0);
    ASSERT_TRUE(db->inTransaction([&] { return insert(1, u"a"_s); }));
    EXPECT_EQ(open()->number(u"select count(*) from t"_s), 1);
}

TEST_F(DbTest, answersReturningAndCommitsIt)
{
    const auto id = db->first(
        u"insert into t (id, name) values (5, 'x') returning id"_s, {}, [](Row &row) { return row.integer(); });
    ASSERT_TRUE(id && *id);
    EXPECT_EQ(**id, 5);
    EXPECT_EQ(open()->number(u"select count(*) from t"_s), 1) << "another connection sees it";
}

TEST_F(DbTest, saysThatAnotherHoldsTheLock)
{
    const auto rival = open(50ms);
    ASSERT_TRUE(db->inTransaction([&]() -> Status {
        const auto refused = rival->inTransaction([&] { return rival->exec(u"delete from t"_s); });
        EXPECT_EQ(refused.error().kind, ErrorKind::Timeout) << refused.error().text().toStdString();
        EXPECT_TRUE(rival->number(u"select count(*) from t"_s)) << "readers are not locked out";
        return {};
    }));
    EXPECT_TRUE(rival->inTransaction([&] { return rival->exec(u"delete from t"_s); }));
}

TEST_F(DbTest, readsOneStateInASnapshot)
{
    const auto rival = open();
    ASSERT_TRUE(db->inSnapshot([&]() -> Status {
        EXPECT_EQ(db->number(u"select count(*) from t"_s), 0);
        EXPECT_TRUE(rival->exec(u"insert into t (id, name) values (1, 'a')"_s));
        EXPECT_EQ(db->number(u"select count(*) from t"_s), 0);
        return {};
    }));
    EXPECT_EQ(db->number(u"select count(*) from t"_s), 1);
}

TEST_F(DbTest, countsUpConcurrentlyWithoutLosingOne)
{
    ASSERT_TRUE(db->exec(u"insert into t (id, name, size) values (1, 'count', 0)"_s));
    std::vector<std::thread> threads;
    threads.reserve(4);
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
            const auto own = open();
            for (int n = 0; n < 100; ++n) {
                const auto raised = own->inTransaction([&]() -> Status {
                    HERMES_ASSIGN(const qint64 size, own->number(u"select size from t where id = 1"_s));
                    HERMES_TRY(own->exec(u"update t set size = ? where id = 1"_s, {size + 1}));
                    return {};
                });
                EXPECT_TRUE(raised) << raised.error().text().toStdString();
            }
        });
    for (std::thread &thread : threads)
        thread.join();
    EXPECT_EQ(db->number(u"select size from t where id = 1"_s), 400);
}

TEST_F(DbTest, scrubsTheLogUnlessSomebodyReads)
{
    ASSERT_TRUE(insert(1, u"canary-4711"_s));
    ASSERT_TRUE(db->exec(u"update t set name = 'x'"_s));
    const auto reader = open();
    EXPECT_TRUE(reader->inSnapshot([&]() -> Status {
        EXPECT_EQ(reader->number(u"select count(*) from t"_s), 1);
        EXPECT_EQ(db->scrubLog(20ms), false);
        EXPECT_TRUE(insert(2, u"b"_s)) << "and the connection still works";
        return {};
    }));
    EXPECT_EQ(db->scrubLog(5s), true);
    EXPECT_EQ(QFile(path() + u"-wal"_s).size(), 0);
    QFile file(path());
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    EXPECT_FALSE(file.readAll().contains("canary-4711"));
}

TEST_F(DbTest, givesEachThreadAConnectionThatEndsWithIt)
{
    db.reset();
    std::atomic<int> opened = 0;
    DbPerThread perThread([&] {
        ++opened;
        return Db::openSqlite(path());
    });
    for (int i = 0; i < 3; ++i) {
        std::thread([&] {
            Db *own = *perThread.get();
            EXPECT_TRUE(own->exec(u"insert into t (id, name) values (?, 'a' || ?)"_s, {opened.load(), opened.load()}));
            EXPECT_EQ(*perThread.get(), own);
            EXPECT_TRUE(QFile::exists(path() + u"-wal"_s));
        }).join();
        EXPECT_FALSE(QFile::exists(path() + u"-wal"_s)) << "SQLite removes it when the last connection is closed";
    }
    EXPECT_EQ(opened, 3);
}

TEST_F(DbTest, closesAConnectionWhoseOwnerIsGoneAtItsThreadsNextUse)
{
    db.reset();
    auto first = std::make_unique<DbPerThread>([&] { return Db::openSqlite(path()); });
    ASSERT_TRUE(first->get());
    std::thread([&] {
        ASSERT_TRUE(first->get());
        std::thread([&] { first.reset(); }).join();
        DbPerThread second([&] { return Db::openSqlite(directory.filePath(u"other.db"_s)); });
        ASSERT_TRUE(second.get());
    }).join();
    DbPerThread third([&] { return Db::openSqlite(directory.filePath(u"other.db"_s)); });
    ASSERT_TRUE(third.get());
    EXPECT_FALSE(QFile::exists(path() + u"-wal"_s));
}

TEST_F(DbTest, tellsOfItsOwnCommitsButNotOfItsOwnLooks)
{
    const qint64 before = db->dataVersion().value();
    ASSERT_TRUE(db->inSnapshot([&] { return db->number(u"select count(*) from t"_s); }));
    EXPECT_EQ(db->dataVersion().value(), before) << "who looks after each change would look for ever";
    ASSERT_TRUE(db->inTransaction([&] { return db->exec(u"insert into t (id, name) values (1, 'a')"_s); }));
    const qint64 own = db->dataVersion().value();
    EXPECT_NE(own, before);
    const auto other = open();
    ASSERT_TRUE(other->inTransaction([&] { return other->exec(u"insert into t (id, name) values (2, 'b')"_s); }));
    EXPECT_NE(db->dataVersion().value(), own);
}
