#include "knownhosts.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <thread>

using namespace hermes;
using namespace hermes::ssh;

namespace {

QString q(const char *text)
{
    return QString::fromUtf8(text);
}

HostKey key(const char *blob, const char *type = "ssh-ed25519")
{
    return {q(type), QByteArray(blob)};
}

QByteArray line(const QByteArray &hosts, const HostKey &key)
{
    return hosts + ' ' + key.type.toLatin1() + ' ' + key.blob.toBase64() + '\n';
}

class KnownHostsFile : public testing::Test {
protected:
    void write(const QByteArray &bytes)
    {
        QFile file(path);
        ASSERT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    [[nodiscard]] QByteArray read() const
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    [[nodiscard]] KnownHosts::Verdict verdict(const char *host, quint16 port, const HostKey &shown) const
    {
        return known.check(q(host), port, shown).value().verdict;
    }

    QTemporaryDir directory;
    QString path = directory.filePath(q("sub/known_hosts"));
    KnownHosts known{directory.filePath(q("sub/known_hosts"))};
    const HostKey a{q("ssh-ed25519"),
        QByteArray::fromBase64("AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl")};
    const HostKey b = key("key-b");
    const HostKey c = key("key-c", "ssh-rsa");
};

using Verdict = KnownHosts::Verdict;

} // namespace

TEST_F(KnownHostsFile, knowsNothingWithoutAFile)
{
    EXPECT_EQ(verdict("h", 22, a), Verdict::Unknown);
    EXPECT_TRUE(known.knownTypes(q("h"), 22).isEmpty());
    EXPECT_TRUE(known.forget(q("h"), 22));
}

TEST_F(KnownHostsFile, keepsHostsAndPortsApart)
{
    ASSERT_TRUE(known.trust(q("H.example"), 22, a));
    ASSERT_TRUE(known.trust(q("h.example"), 2222, b));
    EXPECT_EQ(verdict("h.EXAMPLE", 22, a), Verdict::Trusted);
    EXPECT_EQ(verdict("h.example", 2222, b), Verdict::Trusted);
    EXPECT_EQ(verdict("h.example", 2222, a), Verdict::Changed);
    EXPECT_EQ(verdict("other", 22, a), Verdict::Unknown);
    EXPECT_TRUE(read().contains("[h.example]:2222 ssh-ed25519 "));
    struct stat found = {};
    ASSERT_EQ(::stat(path.toLocal8Bit().constData(), &found), 0);
    EXPECT_EQ(found.st_mode & 07777, 0600U);
}

TEST_F(KnownHostsFile, replacingReallyReplaces)
{
    ASSERT_TRUE(known.trust(q("h"), 22, a));
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::Append));
    file.write(line("h", c) + line("h,other", a));
    file.close();
    ASSERT_TRUE(known.trust(q("h"), 22, b));
    EXPECT_EQ(verdict("h", 22, b), Verdict::Trusted);
    EXPECT_EQ(verdict("h", 22, a), Verdict::Changed);
    EXPECT_EQ(verdict("h", 22, c), Verdict::Changed);
    EXPECT_EQ(verdict("other", 22, a), Verdict::Trusted) << "the other host of a shared line keeps its key";
    EXPECT_EQ(known.check(q("h"), 22, a).value().known.size(), 1);
}

TEST_F(KnownHostsFile, replacesHashedEntriesAndThoseOfPatterns)
{
    ASSERT_TRUE(known.trust(q("h"), 22, a));
    ASSERT_EQ(QProcess::execute(q("ssh-keygen"), {q("-q"), q("-H"), q("-f"), path}), 0)
        << "apt-get install openssh-client";
    ASSERT_TRUE(read().startsWith("|1|")) << read().toStdString();
    EXPECT_EQ(verdict("h", 22, a), Verdict::Trusted);
    EXPECT_EQ(verdict("i", 22, a), Verdict::Unknown);
    ASSERT_TRUE(known.trust(q("h"), 22, b));
    EXPECT_EQ(verdict("h", 22, a), Verdict::Changed);
    EXPECT_FALSE(read().contains("|1|"));

    write(line("*.example,!secret.example", b));
    EXPECT_EQ(verdict("web.example", 22, b), Verdict::Trusted);
    EXPECT_EQ(verdict("secret.example", 22, b), Verdict::Unknown);
    ASSERT_TRUE(known.trust(q("web.example"), 22, a));
    EXPECT_EQ(verdict("web.example", 22, a), Verdict::Trusted);
    EXPECT_EQ(verdict("web.example", 22, b), Verdict::Changed);
    EXPECT_EQ(verdict("db.example", 22, b), Verdict::Trusted);
}

TEST_F(KnownHostsFile, respectsRevokedLinesAndKeepsThem)
{
    ASSERT_TRUE(known.trust(q("h"), 22, a));
    write("# mine\n@revoked * " + line("x", a).mid(2) + line("h", a));
    EXPECT_EQ(verdict("h", 22, a), Verdict::Revoked);
    EXPECT_EQ(verdict("unknown", 22, a), Verdict::Revoked);
    EXPECT_EQ(verdict("h", 22, b), Verdict::Changed);
    const Status refused = known.trust(q("h"), 22, a);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::HostKey);
    ASSERT_TRUE(known.trust(q("h"), 22, b));
    EXPECT_EQ(verdict("h", 22, a), Verdict::Revoked);
    EXPECT_EQ(verdict("h", 22, b), Verdict::Trusted);
    EXPECT_TRUE(read().startsWith("# mine\n@revoked * "));
}

TEST_F(KnownHostsFile, ignoresCertificateAuthoritiesCommentsAndRubbish)
{
    ASSERT_TRUE(known.trust(q("x"), 22, c));
    write("\n   \n#h ssh-ed25519 AAAA\nrubbish\n@cert-authority * " + line("x", a).mid(2) + "h ssh-ed25519\n");
    EXPECT_EQ(verdict("h", 22, a), Verdict::Unknown);
}

TEST_F(KnownHostsFile, forgetsOneHost)
{
    ASSERT_TRUE(known.trust(q("h"), 22, a));
    ASSERT_TRUE(known.trust(q("i"), 22, b));
    ASSERT_TRUE(known.forget(q("h"), 22));
    EXPECT_EQ(verdict("h", 22, a), Verdict::Unknown);
    EXPECT_EQ(verdict("i", 22, b), Verdict::Trusted);
    EXPECT_EQ(known.knownTypes(q("i"), 22), QStringList{q("ssh-ed25519")});
}

TEST_F(KnownHostsFile, losesNothingToWritersAtTheSameTime)
{
    std::vector<std::thread> writers;
    writers.reserve(8);
    for (int i = 0; i < 8; ++i) {
        writers.emplace_back([&, i] {
            KnownHosts own(path);
            EXPECT_TRUE(own.trust(q("host%1").arg(i), 22, a));
        });
    }
    for (std::thread &writer : writers)
        writer.join();
    for (int i = 0; i < 8; ++i)
        EXPECT_EQ(known.check(q("host%1").arg(i), 22, a).value().verdict, Verdict::Trusted) << i;
}

TEST(HostKeyFingerprint, isWhatSshKeygenPrints)
{
    const HostKey shown{q("ssh-ed25519"),
        QByteArray::fromBase64("AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl")};
    EXPECT_EQ(shown.fingerprint(), q("SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU"));
}
