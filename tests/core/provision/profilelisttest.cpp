#include "profilelist.h"
#include "db.h"
#include "memoryhostfiles.h"

#include <QFile>
#include <QTemporaryDir>
#include <gtest/gtest.h>

using namespace hermes;
using namespace hermes::test;
using namespace Qt::StringLiterals;

namespace {

class ProfileList : public testing::Test {
protected:
    /// The file on the host as these statements make it; with `log` what they did is still in its log alone.
    void keep(const QStringList &statements, bool log = false)
    {
        const QString made = directory.filePath(u"made.db"_s);
        auto db = Db::openSqlite(made);
        ASSERT_TRUE(db);
        ASSERT_TRUE((*db)->script(statements));
        if (!log)
            db->reset();
        for (const auto &end : {QString(), u"-wal"_s})
            if (QFile file(made + end); file.open(QFile::ReadOnly) && file.size() > 0)
                files.put(u"~/ops/profiles.db"_s + end, file.readAll());
    }
    [[nodiscard]] Result<QList<ListedProfile>> read()
    {
        return readProfileList(files, u"~/ops/profiles.db"_s, Call::in(std::chrono::seconds(5)));
    }

    QTemporaryDir directory;
    MemoryHostFiles files;
    const QString table
        = u"create table hermes_profiles (id text primary key, name text unique, tier text, user_id text,"
          " status text, pid integer, container_id text, profile_path text, created_at timestamp)"_s;
    const QString rows
        = u"insert into hermes_profiles (id, name, tier, user_id, status, container_id, profile_path) values"
          " ('1', 'user-7', 'container', '7', 'running', 'abc', null), ('2', 'test', 'prefab', null, null, '', '~/p')"_s;
};

} // namespace

TEST_F(ProfileList, isReadAsItIs)
{
    keep({table, rows});
    const auto profiles = read();
    ASSERT_TRUE(profiles) << profiles.error().text().toStdString();
    ASSERT_EQ(profiles->size(), 2);
    EXPECT_EQ(profiles->first().name, u"test"_s);
    EXPECT_EQ(profiles->first().path, u"~/p"_s);
    EXPECT_EQ(profiles->first().userId, QString());
    EXPECT_EQ(profiles->last().containerId, u"abc"_s);
    EXPECT_EQ(profiles->last().status, u"running"_s);
}

TEST_F(ProfileList, isReadWithWhatIsOnlyInItsLog)
{
    keep({table, rows}, true);
    ASSERT_TRUE(files.find(u"~/ops/profiles.db-wal"_s));
    EXPECT_EQ(read().value_or(QList<ListedProfile>()).size(), 2);
}

TEST_F(ProfileList, mayLackWhatIsNotNeeded)
{
    keep({u"create table hermes_profiles (name text, container_id text, profile_path text)"_s,
        u"insert into hermes_profiles values ('a', 'b', 'c')"_s});
    EXPECT_EQ(read().value_or(QList<ListedProfile>()).size(), 1);
}

TEST_F(ProfileList, saysWhatIsWrongWithAFile)
{
    EXPECT_EQ(read().error().kind, ErrorKind::NotFound);
    keep({u"create table others (a text)"_s});
    EXPECT_EQ(read().error().kind, ErrorKind::Invalid);
    keep({u"create table hermes_profiles (name text, container_id text)"_s});
    EXPECT_TRUE(read().error().text().contains(u"profile_path"_s)) << read().error().text().toStdString();
    files.put(u"~/ops/profiles.db"_s, "no database at all, but long enough to look at");
    files.take(u"~/ops/profiles.db-wal"_s);
    EXPECT_EQ(read().error().kind, ErrorKind::Invalid);
}
