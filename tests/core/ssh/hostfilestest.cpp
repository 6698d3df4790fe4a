#include "hostfiles.h"
#include "sshrig.h"

#include <QDateTime>
#include <QDir>
#include <sys/stat.h>

using namespace hermes;
using namespace hermes::test;

class Files : public SshTest {
protected:
    void SetUp() override
    {
        ASSERT_NO_FATAL_FAILURE(startTrustedServer());
        ssh = connection();
        files = std::make_unique<SshHostFiles>(ssh);
    }
    [[nodiscard]] QString at(const char *name) const { return server->path(q("files/")) + q(name); }
    static int modeOf(const QString &path)
    {
        struct stat found = {};
        return ::stat(path.toLocal8Bit().constData(), &found) == 0 ? int(found.st_mode & 07777) : -1;
    }
    [[nodiscard]] QStringList namesIn(const QString &directory) const
    {
        return QDir(directory).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot | QDir::System);
    }

    std::shared_ptr<Connection> ssh;
    std::unique_ptr<SshHostFiles> files;
    const Call call = Call::in(60s);
};

namespace {

QByteArray everyByte()
{
    QByteArray bytes;
    for (int i = 0; i < 4096; ++i)
        bytes += char(i);
    return bytes;
}

} // namespace

TEST_F(Files, writesAndReadsEveryByteBack)
{
    for (const QByteArray &bytes : {QByteArray(), QByteArray("text\n"), everyByte(), QByteArray(3'000'000, 'x')}) {
        const Status written = files->write(at("sub/dir/file"), bytes, 0640, call);
        ASSERT_TRUE(written) << why(written);
        EXPECT_TRUE(SshServer::read(at("sub/dir/file")) == bytes);
        const auto back = files->read(at("sub/dir/file"), call);
        ASSERT_TRUE(back) << why(back);
        EXPECT_TRUE(*back == bytes);
    }
    EXPECT_EQ(modeOf(at("sub/dir/file")), 0640);
    EXPECT_EQ(modeOf(at("sub/dir")), 0700);
    EXPECT_EQ(modeOf(at("sub")), 0700);
    EXPECT_EQ(namesIn(at("sub/dir")), QStringList{q("file")}) << "no temporary file is left";
}

TEST_F(Files, copesWithAnyName)
{
    for (const char *name : {"with space", "it's", "quote\"s", "$HOME", "`id`", "中文目录", "-n", "a;b", "*",
             "new\nline", "#x", "back\\slash"}) {
        const QString path = at("names/") + q(name) + q("/") + q(name);
        const Status written = files->write(path, name, 0600, call);
        ASSERT_TRUE(written) << name << ": " << why(written);
        EXPECT_EQ(SshServer::read(path), name);
        const auto back = files->read(path, call);
        EXPECT_TRUE(back && *back == name) << name << why(back);
        const auto listed = files->list(at("names/") + q(name), call);
        EXPECT_TRUE(listed && *listed == QStringList{q(name)}) << name << why(listed);
        const Status removed = files->remove(path, call);
        EXPECT_TRUE(removed) << name << why(removed);
        EXPECT_FALSE(QFile::exists(path));
    }
}

TEST_F(Files, listsWhatIsBelowADirectoryWithSizeAndTime)
{
    EXPECT_TRUE(files->files(at("nowhere"), call).value_or(QList<FileFact>{{q("something")}}).isEmpty());
    ASSERT_TRUE(files->write(at("tree/with space"), QByteArray(12'345, 'x'), 0600, call));
    ASSERT_TRUE(files->write(at("tree/deep/empty"), {}, 0600, call));
    const auto found = files->files(at("tree"), call);
    ASSERT_TRUE(found) << why(found);
    ASSERT_EQ(found->size(), 2);
    EXPECT_EQ(found->at(0).path, q("deep/empty"));
    EXPECT_EQ(found->at(0).bytes, 0);
    EXPECT_EQ(found->at(1).path, q("with space"));
    EXPECT_EQ(found->at(1).bytes, 12'345);
    EXPECT_LT(qAbs(found->at(1).modifiedMs - QDateTime::currentMSecsSinceEpoch()), 60'000);
}

TEST_F(Files, replacesAtomicallyAndKeepsTheOldContentOnFailure)
{
    ASSERT_TRUE(files->write(at("file"), "old", 0600, call));
    const int inodeDirectoryMode = modeOf(at(""));
    EXPECT_EQ(inodeDirectoryMode, 0700);
    // A reader that has the old file open keeps it whole.
    QFile open(at("file"));
    ASSERT_TRUE(open.open(QIODevice::ReadOnly));
    ASSERT_TRUE(files->write(at("file"), "newer", 0600, call));
    EXPECT_EQ(open.readAll(), "old");
    EXPECT_EQ(SshServer::read(at("file")), "newer");
}

TEST_F(Files, connectionWriteFileNeedsTheDirectory)
{
    const Status missing = ssh->writeFile(at("nowhere/file"), "x", 0600, call);
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().kind, ErrorKind::Remote);
    EXPECT_TRUE(missing.error().detail.contains(q("No such file"))) << why(missing);
    ASSERT_TRUE(files->makeDirectory(at("here"), 0750, call));
    EXPECT_EQ(modeOf(at("here")), 0750);
    const Status written = ssh->writeFile(at("here/file"), "x", 0604, call);
    ASSERT_TRUE(written) << why(written);
    EXPECT_EQ(modeOf(at("here/file")), 0604);
}

TEST_F(Files, refusesToReplaceADirectory)
{
    ASSERT_TRUE(files->makeDirectory(at("dir"), 0700, call));
    const Status written = files->write(at("dir"), "x", 0600, call);
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().kind, ErrorKind::Remote);
    EXPECT_TRUE(namesIn(at("dir")).isEmpty());
}

TEST_F(Files, createsOnlyWhatIsNotThere)
{
    const Status created = files->createExclusive(at("claim/file"), "first", 0600, call);
    ASSERT_TRUE(created) << why(created);
    const Status again = files->createExclusive(at("claim/file"), "second", 0600, call);
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().kind, ErrorKind::Conflict) << why(again);
    EXPECT_EQ(SshServer::read(at("claim/file")), "first");
    EXPECT_EQ(namesIn(at("claim")), QStringList{q("file")});
}

TEST_F(Files, letsOneOfManyRivalsCreate)
{
    std::atomic<int> won = 0;
    std::atomic<int> conflicts = 0;
    std::vector<std::thread> rivals;
    rivals.reserve(8);
    for (int i = 0; i < 8; ++i) {
        rivals.emplace_back([&, i] {
            const Status created = files->createExclusive(at("race"), QByteArray::number(i), 0600, call);
            won += created.has_value();
            conflicts += !created && created.error().kind == ErrorKind::Conflict;
        });
    }
    for (std::thread &rival : rivals)
        rival.join();
    EXPECT_EQ(won, 1);
    EXPECT_EQ(conflicts, 7);
}

TEST_F(Files, overwritesInPlaceWithinTheReservedRoom)
{
    ASSERT_TRUE(files->createExclusive(at("room"), QByteArray(4096, ' '), 0600, call));
    struct stat before = {};
    ASSERT_EQ(::stat(at("room").toLocal8Bit().constData(), &before), 0);
    const QByteArray text = "{\"token\":\"abc\"}" + QByteArray("\0\xff\n", 3);
    const Status done = files->overwrite(at("room"), text, call);
    ASSERT_TRUE(done) << why(done);
    EXPECT_EQ(SshServer::read(at("room")), text + QByteArray(4096 - text.size(), ' '));
    struct stat after = {};
    ASSERT_EQ(::stat(at("room").toLocal8Bit().constData(), &after), 0);
    EXPECT_EQ(before.st_ino, after.st_ino);
    EXPECT_EQ(modeOf(at("room")), 0600);
    ASSERT_TRUE(files->overwrite(at("room"), QByteArray(4096, 'f'), call)) << "exactly full";
    EXPECT_EQ(SshServer::read(at("room")), QByteArray(4096, 'f'));
}

TEST_F(Files, refusesToOverwriteWhatIsMissingOrTooSmall)
{
    const Status missing = files->overwrite(at("nothing"), "x", call);
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().kind, ErrorKind::NotFound);
    ASSERT_TRUE(files->write(at("small"), "1234", 0600, call));
    const Status tooBig = files->overwrite(at("small"), "12345", call);
    ASSERT_FALSE(tooBig);
    EXPECT_EQ(tooBig.error().kind, ErrorKind::Invalid) << why(tooBig);
    EXPECT_EQ(SshServer::read(at("small")), "1234");
}

TEST_F(Files, removesAndSucceedsIfItIsGone)
{
    ASSERT_TRUE(files->write(at("file"), "x", 0600, call));
    EXPECT_TRUE(files->remove(at("file"), call));
    EXPECT_FALSE(QFile::exists(at("file")));
    const Status again = files->remove(at("file"), call);
    EXPECT_TRUE(again) << why(again);
    EXPECT_TRUE(files->remove(at("no/such/dir/file"), call));
}

TEST_F(Files, renamesADirectoryButNeverOverAnotherThatHoldsSomething)
{
    ASSERT_TRUE(files->write(at("homes/a.incoming/file"), "new", 0600, call));
    const Status renamed = files->rename(at("homes/a.incoming"), q("a"), call);
    ASSERT_TRUE(renamed) << why(renamed);
    EXPECT_EQ(SshServer::read(at("homes/a/file")), "new");
    EXPECT_FALSE(QFile::exists(at("homes/a.incoming")));
    EXPECT_EQ(files->rename(at("homes/a.incoming"), q("a"), call).error().kind, ErrorKind::NotFound);

    ASSERT_TRUE(files->write(at("homes/b/file"), "other", 0600, call));
    const Status taken = files->rename(at("homes/b"), q("a"), call);
    ASSERT_FALSE(taken);
    EXPECT_EQ(taken.error().kind, ErrorKind::Conflict) << why(taken);
    EXPECT_EQ(SshServer::read(at("homes/a/file")), "new");
    EXPECT_EQ(SshServer::read(at("homes/b/file")), "other");
    ASSERT_TRUE(files->makeDirectory(at("homes/empty"), 0700, call));
    EXPECT_TRUE(files->rename(at("homes/b"), q("empty"), call));
    EXPECT_EQ(SshServer::read(at("homes/empty/file")), "other");
}

TEST_F(Files, listsNamesSortedAndNothingForNoDirectory)
{
    for (const char *name : {"b", "a", ".hidden", "c d", "..odd"})
        ASSERT_TRUE(files->write(at("many/") + q(name), "x", 0600, call));
    const auto names = files->list(at("many"), call);
    ASSERT_TRUE(names) << why(names);
    QStringList expected{q("b"), q("a"), q(".hidden"), q("c d"), q("..odd")};
    expected.sort();
    EXPECT_EQ(*names, expected);
    const auto none = files->list(at("no such"), call);
    ASSERT_TRUE(none) << why(none);
    EXPECT_TRUE(none->isEmpty());
}

TEST_F(Files, tellsThatAFileIsMissing)
{
    const auto missing = files->read(at("nothing"), call);
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().kind, ErrorKind::NotFound);
    EXPECT_TRUE(missing.error().message.contains(at("nothing")));
}

TEST_F(Files, readsNoMoreThan16MiB)
{
    ASSERT_TRUE(ssh->exec(
        shell("mkdir -p \"$(dirname \"$1\")\"; head -c 17000000 /dev/zero >\"$1\"") + QStringList{q("sh"), at("big")},
        {}, call));
    const auto big = files->read(at("big"), call);
    ASSERT_FALSE(big);
    EXPECT_EQ(big.error().kind, ErrorKind::Invalid);
}

TEST_F(Files, runsAProgramThatNobodyElseCanHaveChanged)
{
    const QString path = at("a program");
    const auto run
        = [&](const QStringList &arguments = {}) { return files->runProgram(path, arguments, "in\n", call); };
    EXPECT_EQ(run().error().kind, ErrorKind::NotFound);
    ASSERT_TRUE(files->write(path, "#!/bin/sh\necho \"$1|$2\"; cat; echo words >&2; exit ${3:-0}\n", 0700, call));
    EXPECT_EQ(run({q("a b"), q("$(id)")}).value(), "a b|$(id)\nin\n");
    const auto failed = run({q("a"), q("b"), q("44")});
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().kind, ErrorKind::Remote) << "not as if there were none";
    EXPECT_TRUE(failed.error().detail.contains(q("words"))) << why(failed);
    EXPECT_TRUE(failed.error().detail.contains(q("exit code 44"))) << why(failed);
    ::chmod(path.toLocal8Bit().constData(), 0722);
    EXPECT_TRUE(run().error().detail.contains(q("others may change it"))) << why(run());
    ::chmod(path.toLocal8Bit().constData(), 0700);
    const QByteArray directory = QFileInfo(path).path().toLocal8Bit();
    ::chmod(directory.constData(), 0770);
    EXPECT_TRUE(run().error().detail.contains(q("others may change it"))) << "another program could take its name";
    ::chmod(directory.constData(), 0700);
    ::chmod(path.toLocal8Bit().constData(), 0600);
    EXPECT_TRUE(run().error().detail.contains(q("not a program"))) << why(run());
    ASSERT_TRUE(files->write(path, "#!/bin/sh\nyes | head -c 70000\n", 0700, call));
    EXPECT_EQ(run().error().kind, ErrorKind::Remote);
}

TEST_F(Files, knowsTheHomeDirectory)
{
    const auto home = files->absolute(q("~/x y/z"), call);
    ASSERT_TRUE(home) << why(home);
    EXPECT_EQ(*home, QDir::homePath() + q("/x y/z"));
    EXPECT_EQ(files->absolute(q("/abs"), call).value(), q("/abs"));
    const QString name = q("~/.hermes-test-") + QString::number(::getpid());
    ASSERT_TRUE(files->write(name, "in home", 0600, call));
    const QString real = files->absolute(name, call).value();
    EXPECT_EQ(SshServer::read(real), "in home");
    EXPECT_EQ(files->read(name, call).value(), "in home");
    EXPECT_TRUE(files->remove(name, call));
    EXPECT_FALSE(QFile::exists(real));
}

TEST_F(Files, leavesTheOldFileOnAFullDisk)
{
    // Nothing can be made in /proc: the same path through the script as any failed write.
    const Status failed = files->write(q("/proc/hermes/file"), "x", 0600, call);
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().kind, ErrorKind::Remote);
    EXPECT_FALSE(failed.error().detail.isEmpty());
    EXPECT_FALSE(failed.error().hint.isEmpty());
    // A file size limit ends dd as a full disk would: midway.
    ASSERT_TRUE(files->write(at("file"), "old content", 0600, call));
    server->stop();
    server->setConfig({q("ForceCommand ulimit -f 64; trap '' XFSZ; eval \"$SSH_ORIGINAL_COMMAND\"")});
    ASSERT_TRUE(server->start());
    const Status cut = files->write(at("file"), QByteArray(1'000'000, 'n'), 0600, Call::in(20s));
    ASSERT_FALSE(cut);
    EXPECT_EQ(cut.error().kind, ErrorKind::Remote) << why(cut);
    EXPECT_TRUE(cut.error().detail.contains(q("File too large"))) << why(cut);
    EXPECT_EQ(SshServer::read(at("file")), "old content");
    EXPECT_EQ(namesIn(at("")), QStringList{q("file")});
}
