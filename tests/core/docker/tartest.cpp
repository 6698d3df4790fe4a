#include "tar.h"
#include "capture.h"

using namespace hermes;
using namespace hermes::docker;

namespace {

const TarEntry *find(const QList<TarEntry> &entries, const QString &path)
{
    for (const TarEntry &entry : entries) {
        if (entry.path == path)
            return &entry;
    }
    return nullptr;
}

} // namespace

TEST(Tar, readsWhatDockerPacks)
{
    const auto entries = readTar(capture("archive.tar"));
    ASSERT_TRUE(entries) << entries.error().text().toStdString();
    const TarEntry *top = find(*entries, QStringLiteral("data"));
    ASSERT_TRUE(top);
    EXPECT_EQ(top->type, TarEntry::Type::Directory);
    EXPECT_EQ(top->mode, 0750U);
    EXPECT_EQ(top->uid, 10000);
    const TarEntry *env = find(*entries, QStringLiteral("data/.env"));
    ASSERT_TRUE(env);
    EXPECT_EQ(env->content, "A=1\n");
    EXPECT_EQ(env->mode, 0600U);
    EXPECT_EQ(env->gid, 10000);
    EXPECT_EQ(env->modifiedSeconds, 1'700'000'000);
    const QString longName = QStringLiteral("data/") + QString(60, QLatin1Char('d')) + QLatin1Char('/')
        + QString(120, QLatin1Char('n')) + QStringLiteral(".json");
    ASSERT_TRUE(find(*entries, longName));
    EXPECT_EQ(find(*entries, longName)->content, "{}");
    ASSERT_TRUE(find(*entries, QStringLiteral("data/中文.txt")));
    EXPECT_EQ(find(*entries, QStringLiteral("data/link"))->type, TarEntry::Type::SymLink);
    EXPECT_EQ(find(*entries, QStringLiteral("data/link"))->content, ".env");
    EXPECT_EQ(find(*entries, QStringLiteral("data/big"))->uid, 3'000'000) << "larger than octal holds";
}

TEST(Tar, readsBackWhatItWrites)
{
    const QList<TarEntry> written{
        {QStringLiteral("data"), TarEntry::Type::Directory, {}, 0750, 10000, 10000, 1'700'000'000},
        {QStringLiteral("data/.env"), TarEntry::Type::File, "SECRET=1\n", 0600, 10000, 10000, 1'700'000'001},
        {QStringLiteral("data/empty"), TarEntry::Type::File, {}, 0644, 0, 0, 0},
        {QStringLiteral("data/block"), TarEntry::Type::File, QByteArray(512, 'b'), 04755, 1, 2, 3},
        {QStringLiteral("data/") + QString(200, QLatin1Char('x')), TarEntry::Type::File, "long", 0600, 0, 0, 5},
        {QStringLiteral("data/微信 账号.json"), TarEntry::Type::File, QByteArray("\0\1\2", 3), 0600, 3'000'000,
            3'000'000, 5},
        {QStringLiteral("data/link"), TarEntry::Type::SymLink, QByteArray(150, 'l'), 0777, 0, 0, 0},
    };
    const auto read = readTar(writeTar(written));
    ASSERT_TRUE(read) << read.error().text().toStdString();
    ASSERT_EQ(read->size(), written.size());
    for (qsizetype i = 0; i < written.size(); ++i) {
        EXPECT_EQ(read->at(i).path, written.at(i).path);
        EXPECT_EQ(read->at(i).type, written.at(i).type);
        EXPECT_EQ(read->at(i).content, written.at(i).content) << i;
        EXPECT_EQ(read->at(i).mode, written.at(i).mode) << i;
        EXPECT_EQ(read->at(i).uid, written.at(i).uid) << i;
        EXPECT_EQ(read->at(i).gid, written.at(i).gid) << i;
        EXPECT_EQ(read->at(i).modifiedSeconds, written.at(i).modifiedSeconds) << i;
    }
}

TEST(Tar, countsThePaxLengthsOwnDigits)
{
    // Lengths around the places where one digit becomes two and three.
    for (int length = 80; length < 1010; ++length) {
        const QString path = QString(length, QLatin1Char('p'));
        const auto read = readTar(writeTar({{path, TarEntry::Type::File, "x", 0600, 0, 0, 0}}));
        ASSERT_TRUE(read && read->size() == 1 && read->first().path == path) << length;
    }
}

TEST(Tar, refusesAnArchiveCutAtAnyByte)
{
    const QByteArray whole
        = writeTar({{QStringLiteral("a"), TarEntry::Type::File, QByteArray(700, 'x'), 0600, 0, 0, 0}});
    // Less than the first of the two end blocks is too little.
    for (qsizetype size = 0; size < whole.size() - 512; ++size) {
        const auto read = readTar(whole.left(size));
        ASSERT_FALSE(read) << size;
        EXPECT_EQ(read.error().kind, ErrorKind::Invalid);
    }
    EXPECT_TRUE(readTar(whole));
}

TEST(Tar, refusesADamagedHeader)
{
    QByteArray archive = writeTar({{QStringLiteral("a"), TarEntry::Type::File, "x", 0600, 0, 0, 0}});
    archive[100] = '7';
    EXPECT_FALSE(readTar(archive));
    EXPECT_FALSE(readTar(QByteArray(2048, 'z')));
    EXPECT_TRUE(readTar(QByteArray(1024, '\0'))->isEmpty());
}
