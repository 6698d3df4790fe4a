#include "dbfile.h"

#include "db.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <gtest/gtest.h>
#ifdef Q_OS_UNIX
#include <sys/stat.h>
#include <unistd.h>
#endif

using namespace hermes;
using namespace Qt::StringLiterals;

TEST(DbFile, knowsNetworkFileSystemsByName)
{
    for (const char *type :
        {"nfs", "nfs4", "cifs", "smb3", "SMBFS", "fuse.sshfs", "9p", "ceph", "fuse.glusterfs", "virtiofs"})
        EXPECT_TRUE(isNetworkFileSystem(type)) << type;
    for (const char *type : {"ext4", "xfs", "btrfs", "overlay", "tmpfs", "apfs", "hfs", "NTFS", "fuseblk", "zfs", ""})
        EXPECT_FALSE(isNetworkFileSystem(type)) << type;
}

#ifdef Q_OS_UNIX

namespace {

int modeOf(const QString &path)
{
    struct stat found = {};
    return ::stat(QFile::encodeName(path).constData(), &found) == 0 ? int(found.st_mode & 0777) : -1;
}

/// Tests run as root in containers, and root may write anywhere; this thread of work then does not.
class WithoutRoot {
public:
    WithoutRoot() { m_changed = ::geteuid() == 0 && ::seteuid(65534) == 0; }
    ~WithoutRoot()
    {
        if (m_changed)
            (void)!::seteuid(0);
    }

private:
    bool m_changed;
};

} // namespace

TEST(DbFile, isForItsOwnerAloneWithItsDirectoryAndLog)
{
    const QTemporaryDir directory;
    const mode_t before = ::umask(0);
    const QString path = directory.filePath(u"new/deeper/registry.db"_s);
    const auto db = Db::openSqlite(path);
    ASSERT_TRUE(db && (*db)->script({u"create table t (a text)"_s}));
    ::umask(before);
    EXPECT_EQ(modeOf(directory.filePath(u"new"_s)), 0700);
    EXPECT_EQ(modeOf(directory.filePath(u"new/deeper"_s)), 0700);
    EXPECT_EQ(modeOf(path), 0600);
    EXPECT_EQ(modeOf(path + u"-wal"_s), 0600);
    EXPECT_EQ(modeOf(path + u"-shm"_s), 0600);
}

TEST(DbFile, closesAFileThatOthersCouldRead)
{
    const QTemporaryDir directory;
    const QString path = directory.filePath(u"registry.db"_s);
    ASSERT_TRUE(Db::openSqlite(path));
    ASSERT_EQ(::chmod(QFile::encodeName(path).constData(), 0644), 0);
    ASSERT_TRUE(Db::openSqlite(path));
    EXPECT_EQ(modeOf(path), 0600);
}

TEST(DbFile, saysClearlyThatItsFolderCannotBeWritten)
{
    const QTemporaryDir directory;
    ASSERT_EQ(::chmod(QFile::encodeName(directory.path()).constData(), 0555), 0);
    {
        const WithoutRoot demoted;
        for (const QString &name : {u"registry.db"_s, u"sub/registry.db"_s}) {
            const auto opened = Db::openSqlite(directory.filePath(name));
            ASSERT_FALSE(opened) << name.toStdString();
            EXPECT_EQ(opened.error().kind, ErrorKind::Invalid);
            EXPECT_TRUE(opened.error().message.contains(directory.path())) << opened.error().text().toStdString();
            EXPECT_FALSE(opened.error().hint.isEmpty());
        }
    }
    ASSERT_EQ(::chmod(QFile::encodeName(directory.path()).constData(), 0700), 0);
}

TEST(DbFile, saysClearlyThatItCannotBeWrittenItself)
{
    const QTemporaryDir directory;
    const QString path = directory.filePath(u"registry.db"_s);
    {
        const auto db = Db::openSqlite(path);
        ASSERT_TRUE(db && (*db)->script({u"create table t (a text)"_s}));
    }
    ASSERT_EQ(::chmod(QFile::encodeName(path).constData(), 0444), 0);
    ASSERT_EQ(::chmod(QFile::encodeName(directory.path()).constData(), 0555), 0);
    {
        const WithoutRoot demoted;
        const auto db = Db::openSqlite(path);
        const auto written
            = db ? (*db)->exec(u"insert into t values ('x')"_s) : Result<qint64>(tl::unexpected<Error>(db.error()));
        ASSERT_FALSE(written);
        EXPECT_EQ(written.error().kind, ErrorKind::Internal);
        EXPECT_TRUE(written.error().message.contains(path)) << written.error().text().toStdString();
        EXPECT_TRUE(written.error().hint.contains(u"folder"_s)) << written.error().text().toStdString();
    }
    ASSERT_EQ(::chmod(QFile::encodeName(directory.path()).constData(), 0700), 0);
}

TEST(DbFile, saysClearlyThatItsFolderIsAFile)
{
    const QTemporaryDir directory;
    QFile file(directory.filePath(u"file"_s));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    const auto opened = Db::openSqlite(directory.filePath(u"file/registry.db"_s));
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().kind, ErrorKind::Invalid) << opened.error().text().toStdString();
}

#endif
