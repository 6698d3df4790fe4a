#include "sshrig.h"

#include <QDir>
#include <QTcpServer>

using namespace hermes;
using namespace hermes::test;

class Login : public SshTest { };

namespace {

/// sshd logs this line (DEBUG1) at the first authentication request of any kind, "none" included.
bool sawAnyCredential(const SshServer &server)
{
    return server.log().contains("userauth-request");
}

} // namespace

TEST_F(Login, goesThroughTheStatesToReady)
{
    ASSERT_NO_FATAL_FAILURE(startTrustedServer());
    const auto ssh = connection();
    QStringList states;
    std::mutex mutex;
    ssh->onStateChanged([&](State state) {
        const std::lock_guard lock(mutex);
        states << stateName(state);
    });
    const auto connected = ssh->connect(Call::in(10s));
    ASSERT_TRUE(connected) << why(connected);
    EXPECT_EQ(ssh->state(), State::Ready);
    const std::lock_guard lock(mutex);
    EXPECT_EQ(states.join(u' '), q("Connecting HostKey Auth Ready"));
    EXPECT_TRUE(ssh->serverBanner().startsWith(q("SSH-2.0-OpenSSH"))) << ssh->serverBanner().toStdString();
    EXPECT_EQ(ssh->hostKey()->fingerprint(), server->hostFingerprint());
}

TEST_F(Login, refusesAnUnknownHostKeyBeforeSendingAnyCredential)
{
    ASSERT_NO_FATAL_FAILURE(startServer());
    const auto ssh = connection();
    const auto connected = ssh->connect(Call::in(10s));
    ASSERT_FALSE(connected);
    EXPECT_EQ(connected.error().kind, ErrorKind::HostKey);
    EXPECT_TRUE(connected.error().detail.contains(server->hostFingerprint())) << why(connected);
    EXPECT_FALSE(sawAnyCredential(*server)) << server->log().toStdString();
    EXPECT_EQ(ssh->hostKey()->fingerprint(), server->hostFingerprint());
    EXPECT_EQ(ssh->state(), State::Dead);
}

TEST_F(Login, asksForAnUnknownHostKeyAndRemembersTheAnswer)
{
    ASSERT_NO_FATAL_FAILURE(startServer());
    int asked = 0;
    QString shown;
    Prompts prompts;
    prompts.trustUnknown = [&](const HostKey &key) {
        ++asked;
        shown = key.fingerprint();
        return true;
    };
    for (int i = 0; i < 2; ++i) {
        Connection ssh(target(), known, prompts);
        const auto connected = ssh.connect(Call::in(10s));
        ASSERT_TRUE(connected) << why(connected);
    }
    EXPECT_EQ(asked, 1);
    EXPECT_EQ(shown, server->hostFingerprint());
}

TEST_F(Login, letsAPersonTakeLongerToReadTheFingerprintThanTheServerWaits)
{
    SshServer::Options options;
    options.config << q("LoginGraceTime 1");
    ASSERT_NO_FATAL_FAILURE(startServer(options));
    int asked = 0;
    Prompts prompts;
    prompts.trustUnknown = [&](const HostKey &) {
        ++asked;
        std::this_thread::sleep_for(2s);
        return true;
    };
    Connection ssh(target(), known, prompts);
    const auto connected = ssh.connect(Call::in(10s));
    EXPECT_TRUE(connected) << why(connected);
    EXPECT_EQ(asked, 1);
}

TEST_F(Login, sendsNoCredentialWhenTheAnswerIsNo)
{
    ASSERT_NO_FATAL_FAILURE(startServer());
    Prompts prompts;
    prompts.trustUnknown = [](const HostKey &) { return false; };
    Connection ssh(target(), known, prompts);
    const auto connected = ssh.connect(Call::in(10s));
    ASSERT_FALSE(connected);
    EXPECT_EQ(connected.error().kind, ErrorKind::HostKey);
    EXPECT_FALSE(sawAnyCredential(*server));
    EXPECT_FALSE(QFile::exists(server->path(q("known_hosts"))));
}

TEST_F(Login, refusesAChangedHostKeyBeforeSendingAnyCredentialAndShowsBothFingerprints)
{
    ASSERT_NO_FATAL_FAILURE(startTrustedServer());
    const QString before = server->hostFingerprint();
    server->stop();
    server->forgetHostKey();
    ASSERT_TRUE(server->start()) << server->problem().toStdString();
    const QString after = server->hostFingerprint();
    ASSERT_NE(before, after);

    Prompts prompts;
    prompts.trustUnknown = [](const HostKey &) {
        ADD_FAILURE() << "a changed key is never asked about";
        return true;
    };
    Connection ssh(target(), known, prompts);
    const auto connected = ssh.connect(Call::in(10s));
    ASSERT_FALSE(connected);
    EXPECT_EQ(connected.error().kind, ErrorKind::HostKey);
    EXPECT_TRUE(connected.error().detail.contains(before)) << why(connected);
    EXPECT_TRUE(connected.error().detail.contains(after)) << why(connected);
    EXPECT_FALSE(sawAnyCredential(*server)) << server->log().toStdString();
}

TEST_F(Login, acceptsTheNewKeyAndOnlyThatAfterItWasTrusted)
{
    ASSERT_NO_FATAL_FAILURE(startTrustedServer());
    const QByteArray oldLine = server->hostKeyLine();
    server->stop();
    server->forgetHostKey();
    ASSERT_TRUE(server->start());
    const auto ssh = connection();
    ASSERT_FALSE(ssh->connect(Call::in(10s)));
    const auto trusted = known->trust(q("127.0.0.1"), server->port(), *ssh->hostKey());
    ASSERT_TRUE(trusted) << why(trusted);
    ASSERT_FALSE(ssh->connect(Call::in(10s))) << "a refused login is not tried again by itself";
    ssh->reconnect();
    const auto connected = ssh->connect(Call::in(10s));
    ASSERT_TRUE(connected) << why(connected);

    const HostKey old{q("ssh-ed25519"), QByteArray::fromBase64(oldLine.split(' ').value(1))};
    const auto answer = known->check(q("127.0.0.1"), server->port(), old);
    ASSERT_TRUE(answer) << why(answer);
    EXPECT_EQ(answer->verdict, KnownHosts::Verdict::Changed);
}

TEST_F(Login, refusesARevokedKeyBeforeSendingAnyCredential)
{
    ASSERT_NO_FATAL_FAILURE(startTrustedServer());
    QFile file(server->path(q("known_hosts")));
    ASSERT_TRUE(file.open(QIODevice::Append));
    file.write("@revoked * " + server->hostKeyLine() + '\n');
    file.close();
    const auto ssh = connection();
    const auto connected = ssh->connect(Call::in(10s));
    ASSERT_FALSE(connected);
    EXPECT_EQ(connected.error().kind, ErrorKind::HostKey);
    EXPECT_TRUE(connected.error().message.contains(q("revoked"))) << why(connected);
    EXPECT_FALSE(sawAnyCredential(*server));
}

TEST_F(Login, findsAHashedEntryThatSshKeygenMade)
{
    ASSERT_NO_FATAL_FAILURE(startTrustedServer());
    SshServer::run(q("ssh-keygen"), {q("-H"), q("-f"), server->path(q("known_hosts"))});
    QFile file(server->path(q("known_hosts")));
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    ASSERT_TRUE(file.readAll().startsWith("|1|"));
    const auto ssh = connection();
    const auto connected = ssh->connect(Call::in(10s));
    EXPECT_TRUE(connected) << why(connected);
}

TEST_F(Login, asksTheServerForTheKeyTypeThatIsKnown)
{
    SshServer::Options options;
    options.hostKeyType = q("rsa");
    ASSERT_NO_FATAL_FAILURE(startTrustedServer(options));
    server->stop();
    // A second, better liked key appears on the host: the known one must still be the one that is compared.
    SshServer::run(
        q("ssh-keygen"), {q("-q"), q("-t"), q("ed25519"), q("-N"), QString(), q("-f"), server->path(q("hostkey2"))});
    SshServer::Options both = options;
    both.config << q("HostKey ") + server->path(q("hostkey2"));
    server->setConfig(both.config);
    ASSERT_TRUE(server->start()) << server->problem().toStdString();
    const auto ssh = connection();
    const auto connected = ssh->connect(Call::in(10s));
    ASSERT_TRUE(connected) << why(connected);
    EXPECT_EQ(ssh->hostKey()->type, q("ssh-rsa"));
}

TEST_F(Login, saysThatAClosedPortRefused)
{
    ASSERT_NO_FATAL_FAILURE(startTrustedServer());
    server->stop();
    const auto ssh = connection();
    const auto connected = ssh->connect(Call::in(10s));
    ASSERT_FALSE(connected);
    EXPECT_EQ(connected.error().kind, ErrorKind::Network);
    EXPECT_TRUE(connected.error().message.contains(q("refused the connection"))) << why(connected);
    EXPECT_FALSE(connected.error().hint.isEmpty());
}

TEST_F(Login, givesUpOnAServerThatNeverSpeaks)
{
    QTcpServer silent;
    ASSERT_TRUE(silent.listen(QHostAddress::LocalHost));
    ASSERT_NO_FATAL_FAILURE(startTrustedServer());
    Target where = target();
    where.port = silent.serverPort();
    Timings timings;
    timings.connect = 500ms;
    Connection ssh(where, known, {}, timings);
    const auto started = std::chrono::steady_clock::now();
    const auto connected = ssh.connect(Call::in(20s));
    ASSERT_FALSE(connected);
    EXPECT_EQ(connected.error().kind, ErrorKind::Timeout) << why(connected);
    EXPECT_LT(std::chrono::steady_clock::now() - started, 5s);
}

TEST_F(Login, endsAtTheCallersDeadlineAndAtCancel)
{
    QTcpServer silent;
    ASSERT_TRUE(silent.listen(QHostAddress::LocalHost));
    ASSERT_NO_FATAL_FAILURE(startTrustedServer());
    Target where = target();
    where.port = silent.serverPort();
    Connection ssh(where, known);
    auto started = std::chrono::steady_clock::now();
    const auto late = ssh.connect(Call::in(200ms));
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().kind, ErrorKind::Timeout);
    EXPECT_LT(std::chrono::steady_clock::now() - started, 2s);

    CancelSource source;
    std::thread canceller([&] {
        std::this_thread::sleep_for(200ms);
        source.cancel();
    });
    started = std::chrono::steady_clock::now();
    const auto cancelled = ssh.connect(Call::in(20s, source.token()));
    canceller.join();
    ASSERT_FALSE(cancelled);
    EXPECT_EQ(cancelled.error().kind, ErrorKind::Cancelled);
    EXPECT_LT(std::chrono::steady_clock::now() - started, 2s);
}

TEST_F(Login, namesAHostThatIsNotKnown)
{
    ASSERT_NO_FATAL_FAILURE(startTrustedServer());
    Target where = target();
    where.host = q("no-such-host.invalid");
    Connection ssh(where, known);
    const auto connected = ssh.connect(Call::in(10s));
    ASSERT_FALSE(connected);
    EXPECT_TRUE(connected.error().message.contains(q("no-such-host.invalid"))) << why(connected);
}

TEST_F(Login, goesOnToTheNextAddressWhenTheFirstRefuses)
{
    // The system's resolver offers ::1 and 127.0.0.1 for localhost; sshd listens on the latter only.
    ASSERT_NO_FATAL_FAILURE(startServer());
    Target where = target();
    where.host = q("localhost");
    Prompts prompts;
    prompts.trustUnknown = [](const HostKey &) { return true; };
    Connection ssh(where, known, prompts);
    const auto connected = ssh.connect(Call::in(10s));
    EXPECT_TRUE(connected) << why(connected);
}

TEST_F(Login, readsNoSshConfig)
{
    ASSERT_NO_FATAL_FAILURE(startTrustedServer());
    ASSERT_TRUE(QDir(server->path(QString())).mkdir(q(".ssh")));
    QFile config(server->path(q(".ssh/config")));
    ASSERT_TRUE(config.open(QIODevice::WriteOnly));
    config.write("Host *\n  HostName 192.0.2.1\n  Port 9\n");
    config.close();
    const QByteArray home = qgetenv("HOME");
    qputenv("HOME", server->path(QString()).toLocal8Bit());
    const auto ssh = connection();
    const auto connected = ssh->connect(Call::in(5s));
    qputenv("HOME", home);
    EXPECT_TRUE(connected) << why(connected);
}
