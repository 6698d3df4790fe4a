#include "migrations.h"

#include <QTemporaryDir>
#include <gtest/gtest.h>
#include <thread>

using namespace hermes;
using namespace Qt::StringLiterals;

namespace {

const Migration first{1, {u"create table t (a text not null)"_s, u"insert into t values ('old')"_s}};
const Migration second{2, {u"alter table t add column b bigint not null default 0"_s, u"update t set b = b + 1"_s}};

Result<qint64> applied(Db &db)
{
    return db.number(u"select count(*) from schema_migrations"_s);
}

} // namespace

TEST(Migrations, leadFromTheVersionBeforeToThisOneKeepingTheData)
{
    auto db = *Db::openSqlite(u":memory:"_s);
    ASSERT_TRUE(migrate(*db, {first}, 1));
    ASSERT_TRUE(db->exec(u"insert into t values ('mine')"_s));
    ASSERT_TRUE(migrate(*db, {first, second}, 2));
    EXPECT_EQ(db->number(u"select count(*) from t where b = 1"_s), 2);
    ASSERT_TRUE(migrate(*db, {first, second}, 3));
    EXPECT_EQ(db->number(u"select count(*) from t where b = 1"_s), 2) << "each is applied once";
    EXPECT_EQ(applied(*db), 2);
}

TEST(Migrations, leaveNothingOfAStepThatFailed)
{
    auto db = *Db::openSqlite(u":memory:"_s);
    const Migration broken{2, {u"alter table t add column b bigint"_s, u"update nowhere set x = 1"_s}};
    EXPECT_FALSE(migrate(*db, {first, broken}, 1));
    EXPECT_EQ(applied(*db), 1);
    EXPECT_FALSE(db->number(u"select b from t"_s));
    ASSERT_TRUE(migrate(*db, {first, second}, 2)) << "and the next try does";
}

TEST(Migrations, runOnceWhenSeveralStartAtOnce)
{
    const QTemporaryDir directory;
    std::vector<std::thread> threads;
    threads.reserve(8);
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&] {
            const auto db = Db::openSqlite(directory.filePath(u"t.db"_s));
            ASSERT_TRUE(db) << db.error().text().toStdString();
            const Status done = migrate(**db, {first, second}, 1);
            EXPECT_TRUE(done) << done.error().text().toStdString();
        });
    for (std::thread &thread : threads)
        thread.join();
    auto db = *Db::openSqlite(directory.filePath(u"t.db"_s));
    EXPECT_EQ(applied(*db), 2);
    EXPECT_EQ(db->number(u"select sum(b) from t"_s), 1);
}
