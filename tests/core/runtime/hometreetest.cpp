#include "hometree.h"
#include "sshfilescript.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <gtest/gtest.h>

namespace hermes::containers {

using namespace Qt::StringLiterals;

/// The commands of hometree.h, run by this machine's own shell, tar and find.
class HomeTree : public testing::Test {
protected:
    static QByteArray run(TreeVerb verb, const QString &root, const QByteArray &input = {}, int exitCode = 0)
    {
        const QStringList argv = treeCommand(verb, root);
        QProcess process;
        process.start(argv.first(), argv.mid(1));
        process.write(input);
        process.closeWriteChannel();
        EXPECT_TRUE(process.waitForFinished());
        EXPECT_EQ(process.exitCode(), exitCode) << process.readAllStandardError().constData();
        return process.readAllStandardOutput();
    }
    static Tree list(const QString &root, TreeVerb verb = TreeVerb::List)
    {
        const auto tree = parseTree(run(verb, root));
        EXPECT_TRUE(tree);
        return tree.value_or(Tree());
    }
    static QByteArray joined(const QList<QByteArray> &paths)
    {
        QByteArray all;
        for (const auto &path : paths)
            all += path + '\0';
        return all;
    }
    void put(const QString &path, const QByteArray &content, QFile::Permissions mode = QFile::ReadOwner) const
    {
        QDir(from.path()).mkpath(QFileInfo(path).path());
        QFile file(from.filePath(path));
        EXPECT_TRUE(file.open(QFile::WriteOnly));
        file.write(content);
        file.setPermissions(mode);
    }

    QTemporaryDir from;
    QTemporaryDir to;
};

TEST_F(HomeTree, bringsOddNamesModesAndLinksOverAndSeesThatTheyAreTheSame)
{
    put(u"plain"_s, "hello", QFile::ReadOwner | QFile::WriteOwner);
    put(u"deep/er/with space"_s, "1");
    put(u"deep/-dash"_s, "2");
    put(u"deep/new\nline"_s, "3");
    put(u"deep/日记"_s, QByteArray(100'000, '\0'));
    put(u"deep/. ."_s, ""); // a record that ends a list is "."
    QFile::link(u"/nowhere"_s, from.filePath(u"dangling"_s));
    const Tree source = list(from.path());
    EXPECT_EQ(source.size(), 10) << "root, deep, er, seven files and links";
    const TreeDifference all = differenceOf(source, list(to.path()), Sameness::Content);
    EXPECT_EQ(all.bytes, 100'008);
    run(TreeVerb::Receive, to.path(), run(TreeVerb::Send, from.path(), joined(all.missing)));
    const TreeDifference after = differenceOf(source, list(to.path()), Sameness::Content);
    EXPECT_TRUE(after.missing.isEmpty()) << after.missing.value(0).constData();
    EXPECT_TRUE(after.extra.isEmpty());
    EXPECT_TRUE(differenceOf(source, list(to.path(), TreeVerb::Glance), Sameness::Looks).missing.isEmpty())
        << "times keep their fractions";
    EXPECT_EQ(source.value("./dangling").link, "/nowhere");
}

TEST_F(HomeTree, sendsOnlyWhatDiffersAndDeletesWhatIsTooMuch)
{
    put(u"same"_s, "same");
    put(u"changed"_s, "old");
    put(u"gone/below"_s, "x");
    put(u"file-or-directory"_s, "x");
    run(TreeVerb::Receive, to.path(), run(TreeVerb::Send, from.path(), joined(list(from.path()).keys())));
    ASSERT_TRUE(QDir(from.filePath(u"gone"_s)).removeRecursively());
    ASSERT_TRUE(QFile::remove(from.filePath(u"changed"_s)));
    ASSERT_TRUE(QFile::remove(from.filePath(u"file-or-directory"_s)));
    put(u"changed"_s, "new");
    put(u"file-or-directory/now"_s, "y");
    const Tree source = list(from.path());
    const TreeDifference difference = differenceOf(source, list(to.path()), Sameness::Content);
    EXPECT_FALSE(difference.missing.contains("./same"));
    EXPECT_TRUE(difference.missing.contains("./changed"));
    EXPECT_EQ(difference.extra, (QList<QByteArray>{"./file-or-directory", "./gone", "./gone/below"}));
    run(TreeVerb::Delete, to.path(), joined(difference.extra));
    run(TreeVerb::Receive, to.path(), run(TreeVerb::Send, from.path(), joined(difference.missing)));
    const TreeDifference after = differenceOf(source, list(to.path()), Sameness::Content);
    EXPECT_TRUE(after.missing.isEmpty() && after.extra.isEmpty());
}

TEST_F(HomeTree, keepsTheTimesOfDirectoriesInWhichALaterPassWrites)
{
    put(u"memories/deep/diary"_s, "monday");
    put(u"memories/gone"_s, "x");
    put(u"memories-old"_s, "between the two in the order of bytes");
    run(TreeVerb::Receive, to.path(), run(TreeVerb::Send, from.path(), joined(list(from.path()).keys())));
    ASSERT_TRUE(QFile::remove(from.filePath(u"memories/gone"_s)));
    put(u"memories/deep/diary"_s, "monday and tuesday");
    const QDateTime old = QDateTime::fromSecsSinceEpoch(1'700'000'000);
    for (const QString &path : {u"memories"_s, u"memories/deep"_s})
        ASSERT_EQ(
            QProcess::execute(u"touch"_s, {u"-d"_s, u"@1700000000"_s, from.filePath(path), to.filePath(path)}), 0);
    const TreeDifference difference = differenceOf(list(from.path()), list(to.path()), Sameness::Content);
    run(TreeVerb::Delete, to.path(), joined(difference.extra));
    run(TreeVerb::Receive, to.path(), run(TreeVerb::Send, from.path(), joined(difference.missing)));
    for (const QString &path : {u"memories"_s, u"memories/deep"_s})
        EXPECT_EQ(QFileInfo(to.filePath(path)).lastModified(), old) << path.toStdString();
    EXPECT_TRUE(differenceOf(list(from.path()), list(to.path()), Sameness::Content).missing.isEmpty());
}

TEST_F(HomeTree, passesThroughAPipeOfTheSshUserAndTellsHowMuchItSent)
{
    put(u"small"_s, "1");
    put(u"large"_s, QByteArray(1'000'000, 'x'));
    const Tree source = list(from.path());
    const QTemporaryDir archive;
    const QString pipe = archive.filePath(u".home-1"_s);
    const auto start = [](QProcess &process, const QStringList &argv, const QByteArray &input) {
        process.start(argv.first(), argv.mid(1));
        process.write(input);
        process.closeWriteChannel();
    };
    QProcess holder;
    start(holder, ssh::pipeScript(pipe, ssh::PipeEnd::Reading), {});
    ASSERT_TRUE(holder.waitForReadyRead());
    QProcess sender;
    start(sender, treeCommand(TreeVerb::Send, from.path(), pipe), joined(source.keys()));
    ASSERT_TRUE(sender.waitForBytesWritten());
    ASSERT_TRUE(holder.waitForFinished());
    ASSERT_TRUE(sender.waitForFinished());
    EXPECT_EQ(sender.exitCode(), 0);
    const QByteArray tar = holder.readAllStandardOutput().mid(1); // behind the line that says that the pipe is there
    EXPECT_EQ(bytesSent(sender.readAllStandardError()), tar.size());
    EXPECT_TRUE(sender.readAllStandardOutput().isEmpty());
    EXPECT_FALSE(QFile::exists(pipe));

    QProcess feeder;
    start(feeder, ssh::pipeScript(pipe, ssh::PipeEnd::Writing), tar);
    ASSERT_TRUE(feeder.waitForReadyRead());
    QProcess receiver;
    start(receiver, treeCommand(TreeVerb::Receive, to.path(), pipe), {});
    EXPECT_TRUE(feeder.waitForFinished());
    ASSERT_TRUE(receiver.waitForFinished());
    EXPECT_EQ(receiver.exitCode(), 0) << receiver.readAllStandardError().constData();
    EXPECT_FALSE(QFile::exists(pipe));
    EXPECT_TRUE(differenceOf(source, list(to.path()), Sameness::Content).missing.isEmpty());
}

TEST_F(HomeTree, doesNothingWithoutThePipeThatItWasGiven)
{
    put(u"a"_s, "1");
    for (const TreeVerb verb : {TreeVerb::Send, TreeVerb::Receive}) {
        const QString nowhere = from.filePath(u"nowhere"_s);
        QStringList argv = treeCommand(verb, from.path(), nowhere);
        EXPECT_EQ(QProcess::execute(argv.first(), argv.mid(1)), pipeNotSeen);
        EXPECT_FALSE(QFile::exists(nowhere));
        argv = treeCommand(verb, from.path(), from.filePath(u"a"_s));
        EXPECT_EQ(QProcess::execute(argv.first(), argv.mid(1)), pipeNotSeen) << "a file is no pipe";
        EXPECT_TRUE(QFile::exists(from.filePath(u"a"_s)));
    }
    EXPECT_EQ(bytesSent("tar: ./a: Cannot open: Permission denied\n"), -1);
    EXPECT_EQ(bytesSent("tar: ./a: File removed\nTotal bytes written: 131072 (128KiB, 20MiB/s)\n"), 131'072);
}

TEST_F(HomeTree, takesNoListForWholeThatIsNot)
{
    put(u"a"_s, "1");
    const QByteArray text = run(TreeVerb::List, from.path());
    for (qsizetype size = 0; size < text.size() - 1; ++size)
        EXPECT_FALSE(parseTree(text.first(size)) && parseTree(text.first(size))->value("./a").sha256.size() == 64
            && !text.first(size).endsWith(QByteArray(".\0", 2)))
            << size;
    EXPECT_FALSE(parseTree("bash: find: not found"));
    EXPECT_FALSE(parseTree({}));
    run(TreeVerb::List, from.filePath(u"nowhere"_s), {}, 1);
}

TEST(HomeTreeEntry, isTheSameOnlyWithHashSizeModeAndOwner)
{
    const TreeEntry file{'f', "600", "10000", "10000", "5", "1.5", {}, "abc"};
    EXPECT_TRUE(isSame(file, file, Sameness::Content));
    for (const auto member :
        {&TreeEntry::mode, &TreeEntry::uid, &TreeEntry::gid, &TreeEntry::size, &TreeEntry::sha256}) {
        TreeEntry other = file;
        other.*member = "7";
        EXPECT_FALSE(isSame(file, other, Sameness::Content));
    }
    TreeEntry unhashed = file;
    unhashed.sha256.clear();
    EXPECT_FALSE(isSame(unhashed, unhashed, Sameness::Content)) << "what was not asked is not known";
    TreeEntry otherTime = file;
    otherTime.modified = "2.5";
    EXPECT_TRUE(isSame(file, otherTime, Sameness::Content));
    EXPECT_FALSE(isSame(file, otherTime, Sameness::Looks));
    TreeEntry otherOwner = file;
    otherOwner.uid = "1000";
    EXPECT_TRUE(isSame(file, otherOwner, Sameness::ContentOfArchive));
}

} // namespace hermes::containers
