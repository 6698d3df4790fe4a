#include "sshrig.h"

#include <QProcess>
#include <csignal>

using namespace hermes;
using namespace hermes::test;

class Auth : public SshTest {
protected:
    [[nodiscard]] Status logInWithKey(const QString &file, Prompts prompts = {})
    {
        Target where = target();
        where.identityFile = file;
        ssh = std::make_unique<Connection>(where, known, std::move(prompts));
        return ssh->connect(Call::in(15s));
    }
    [[nodiscard]] Status logInWithPassword(const QByteArray &password, const QByteArray &code = {})
    {
        Prompts prompts;
        prompts.password = [=, this](const QString &prompt) {
            asked << prompt;
            return Secret(prompt.contains(q("Code")) ? code : password);
        };
        ssh = std::make_unique<Connection>(target(AuthMethod::Password), known, prompts);
        return ssh->connect(Call::in(15s));
    }
    [[nodiscard]] QString authorizedKey(const char *name, const QStringList &arguments)
    {
        QString file = server->makeKey(q(name), arguments);
        QFile half(file + q(".pub"));
        EXPECT_TRUE(half.open(QIODevice::ReadOnly));
        server->authorize(half.readAll());
        return file;
    }
    [[nodiscard]] static QString fingerprint(const QString &file)
    {
        return QString::fromLatin1(SshServer::run(q("ssh-keygen"), {q("-lf"), file}).split(' ').value(1));
    }
    [[nodiscard]] static Prompts passphrase(const char *secret, int *asked = nullptr)
    {
        Prompts prompts;
        prompts.passphrase = [=](const QString &) {
            if (asked)
                ++*asked;
            return Secret(secret);
        };
        return prompts;
    }

    QStringList asked;
    std::unique_ptr<Connection> ssh;
};

TEST_F(Auth, logsInWithEachKindOfOpenSshKey)
{
    ASSERT_NO_FATAL_FAILURE(startTrustedServer());
    const QList<QStringList> kinds{{q("-t"), q("ed25519")}, {q("-t"), q("rsa"), q("-b"), q("2048")},
        {q("-t"), q("ecdsa")}, {q("-t"), q("rsa"), q("-b"), q("2048"), q("-m"), q("PEM")}};
    for (qsizetype i = 0; i < kinds.size(); ++i) {
        const QString file = authorizedKey(qPrintable(q("key%1").arg(i)), kinds.at(i));
        const Status done = logInWithKey(file);
        EXPECT_TRUE(done) << qPrintable(kinds.at(i).join(u' ')) << why(done);
        EXPECT_EQ(ssh->userKeyFingerprint(), fingerprint(file));
    }
}

TEST_F(Auth, opensAnEncryptedKeyWithItsPassphrase)
{
    ASSERT_NO_FATAL_FAILURE(startTrustedServer());
    int times = 0;
    const QString file = authorizedKey("locked", {q("-t"), q("ed25519"), q("-N"), q("pass phrase ü")});
    const Status done = logInWithKey(file, passphrase("pass phrase ü", &times));
    EXPECT_TRUE(done) << why(done);
    EXPECT_EQ(times, 1);
}

TEST_F(Auth, asksNobodyAgainAtAReconnect)
{
    ASSERT_NO_FATAL_FAILURE(startTrustedServer());
    int times = 0;
    const QString file = authorizedKey("locked", {q("-t"), q("ed25519"), q("-N"), q("right one")});
    ASSERT_TRUE(logInWithKey(file, passphrase("right one", &times)));
    server->signalSessions(SIGKILL);
    ASSERT_TRUE(within(2s, [&] { return ssh->state() != State::Ready; }));
    const auto again = ssh->exec({q("true")}, {}, Call::in(10s));
    EXPECT_TRUE(again) << why(again);
    EXPECT_EQ(times, 1);
}

TEST_F(Auth, saysThatThePassphraseIsWrong)
{
    ASSERT_NO_FATAL_FAILURE(startTrustedServer());
    for (const char *kind : {"ed25519", "rsa"}) {
        const QString file
            = authorizedKey(qPrintable(q("locked-") + q(kind)), {q("-t"), q(kind), q("-N"), q("right one")});
        const Status done = logInWithKey(file, passphrase("wrong one"));
        ASSERT_FALSE(done);
        EXPECT_EQ(done.error().kind, ErrorKind::Auth);
        EXPECT_TRUE(done.error().detail.contains(q("passphrase is wrong"))) << why(done);
    }
}

TEST_F(Auth, saysThatAPassphraseIsNeeded)
{
    ASSERT_NO_FATAL_FAILURE(startTrustedServer());
    const Status done = logInWithKey(authorizedKey("locked", {q("-t"), q("ed25519"), q("-N"), q("right one")}));
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().kind, ErrorKind::Auth);
    EXPECT_TRUE(done.error().detail.contains(q("encrypted"))) << why(done);
}

TEST_F(Auth, asksForNoPassphraseThatIsNotNeeded)
{
    ASSERT_NO_FATAL_FAILURE(startTrustedServer());
    int times = 0;
    const Status done = logInWithKey(server->clientKey(), passphrase("x", &times));
    EXPECT_TRUE(done) << why(done);
    EXPECT_EQ(times, 0);
}

TEST_F(Auth, tellsWhatIsWrongWithAKeyFile)
{
    ASSERT_NO_FATAL_FAILURE(startTrustedServer());
    const auto file = [&](const char *name, const QByteArray &bytes) {
        QFile made(server->path(q(name)));
        EXPECT_TRUE(made.open(QIODevice::WriteOnly));
        made.write(bytes);
        return made.fileName();
    };
    const std::vector<std::pair<QString, const char *>> cases{{server->path(q("missing")), "No such file"},
        {server->clientKey() + q(".pub"), "public half"},
        {file("putty", "PuTTY-User-Key-File-3: ssh-ed25519\n"), "PuTTY"}, {file("text", "hello\n"), "no private key"},
        {file("damaged", "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n"), "damaged"}};
    for (const auto &[path, words] : cases) {
        const Status done = logInWithKey(path);
        ASSERT_FALSE(done);
        EXPECT_EQ(done.error().kind, ErrorKind::Auth);
        EXPECT_TRUE(done.error().detail.contains(q(words))) << words << ": " << why(done);
        EXPECT_TRUE(done.error().message.contains(path));
        EXPECT_FALSE(done.error().hint.isEmpty());
    }
}

TEST_F(Auth, saysWhichKeyWasRefusedAndWhatTheServerAllows)
{
    SshServer::Options options;
    options.password = "secret word";
    ASSERT_NO_FATAL_FAILURE(startTrustedServer(options));
    const QString file = server->makeKey(q("stranger"), {q("-t"), q("ed25519")});
    const Status done = logInWithKey(file);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().kind, ErrorKind::Auth);
    for (const QString &words : {fingerprint(file), file, q("publickey"), q("allows: publickey, password")})
        EXPECT_TRUE(done.error().detail.contains(words)) << qPrintable(words) << ": " << why(done);
    EXPECT_TRUE(done.error().message.contains(server->user()));
}

TEST_F(Auth, doesNotTryAgainAfterARefusalUntilToldTo)
{
    ASSERT_NO_FATAL_FAILURE(startTrustedServer());
    const QString file = server->makeKey(q("stranger"), {q("-t"), q("ed25519")});
    Timings timings;
    timings.reconnectFirst = 10ms;
    Target where = target();
    where.identityFile = file;
    Connection stubborn(where, known, {}, timings);
    const Status first = stubborn.connect(Call::in(10s));
    ASSERT_FALSE(first);
    for (int i = 0; i < 5; ++i)
        EXPECT_FALSE(stubborn.exec({q("true")}, {}, Call::in(10s)));
    std::this_thread::sleep_for(500ms);
    EXPECT_EQ(server->log().count("Failed publickey"), 1);
    EXPECT_EQ(stubborn.lastError()->text(), first.error().text());

    server->authorize(server->read(file + q(".pub")));
    stubborn.reconnect();
    const Status mended = stubborn.connect(Call::in(10s));
    EXPECT_TRUE(mended) << why(mended);
}

TEST_F(Auth, logsInWithAPassword)
{
    SshServer::Options options;
    options.password = "secret wörd";
    ASSERT_NO_FATAL_FAILURE(startTrustedServer(options));
    const Status done = logInWithPassword("secret wörd");
    EXPECT_TRUE(done) << why(done);
    EXPECT_EQ(asked.size(), 1);
    EXPECT_TRUE(ssh->userKeyFingerprint().isEmpty());
}

TEST_F(Auth, saysThatThePasswordWasRefused)
{
    SshServer::Options options;
    options.password = "secret word";
    ASSERT_NO_FATAL_FAILURE(startTrustedServer(options));
    const Status done = logInWithPassword("guess");
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().kind, ErrorKind::Auth);
    EXPECT_TRUE(done.error().detail.contains(q("Tried: password."))) << why(done);
    EXPECT_FALSE(done.error().text().contains(q("guess")));
}

TEST_F(Auth, answersASingleHiddenQuestionWithThePassword)
{
    SshServer::Options options;
    options.password = "secret word";
    options.asksByPam = true;
    ASSERT_NO_FATAL_FAILURE(startTrustedServer(options));
    const Status done = logInWithPassword("secret word");
    EXPECT_TRUE(done) << why(done) << server->log().toStdString();
    EXPECT_EQ(asked.size(), 1) << qPrintable(asked.join(u'|'));
}

TEST_F(Auth, asksThePersonForACode)
{
    SshServer::Options options;
    options.password = "secret word";
    options.asksByPam = true;
    options.code = "123456";
    ASSERT_NO_FATAL_FAILURE(startTrustedServer(options));
    const Status done = logInWithPassword("secret word", "123456");
    EXPECT_TRUE(done) << why(done);
    EXPECT_EQ(asked.size(), 2) << qPrintable(asked.join(u'|'));
    const Status refused = logInWithPassword("secret word", "999999");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::Auth);
    EXPECT_TRUE(refused.error().detail.contains(q("keyboard-interactive"))) << why(refused);
}

TEST_F(Auth, goesOnToASecondFactorThatTheServerWants)
{
    SshServer::Options options;
    options.password = "secret word";
    options.asksByPam = true;
    options.config << q("AuthenticationMethods publickey,keyboard-interactive");
    ASSERT_NO_FATAL_FAILURE(startTrustedServer(options));
    Prompts prompts;
    prompts.password = [](const QString &) { return Secret("secret word"); };
    const Status done = logInWithKey(server->clientKey(), prompts);
    EXPECT_TRUE(done) << why(done) << server->log().toStdString();
}

TEST_F(Auth, saysThatNoPasswordWasGiven)
{
    ASSERT_NO_FATAL_FAILURE(startTrustedServer());
    ssh = std::make_unique<Connection>(target(AuthMethod::Password), known);
    const Status done = ssh->connect(Call::in(10s));
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().kind, ErrorKind::Auth);
    EXPECT_FALSE(server->log().contains("userauth-request")) << "nothing to try with";
}

namespace {

/// A real ssh-agent with SSH_AUTH_SOCK set to it.
class Agent {
public:
    explicit Agent(const QString &socket)
        : m_before(qgetenv("SSH_AUTH_SOCK"))
    {
        m_process.start(QStringLiteral("ssh-agent"), {QStringLiteral("-D"), QStringLiteral("-a"), socket});
        within(5s, [&] { return QFile::exists(socket); });
        qputenv("SSH_AUTH_SOCK", socket.toLocal8Bit());
    }
    ~Agent()
    {
        m_process.kill();
        m_process.waitForFinished();
        qputenv("SSH_AUTH_SOCK", m_before);
    }
    [[nodiscard]] qint64 pid() const { return m_process.processId(); }

private:
    QProcess m_process;
    QByteArray m_before;
};

} // namespace

TEST_F(Auth, logsInWithTheAgentAndTellsWhichKeyDidIt)
{
    ASSERT_NO_FATAL_FAILURE(startTrustedServer());
    const Agent agent(server->path(q("agent")));
    SshServer::run(q("ssh-add"), {server->makeKey(q("stranger"), {q("-t"), q("ed25519")})});
    SshServer::run(q("ssh-add"), {server->clientKey()});
    ssh = std::make_unique<Connection>(target(AuthMethod::Agent), known);
    const Status done = ssh->connect(Call::in(10s));
    ASSERT_TRUE(done) << why(done);
    EXPECT_EQ(ssh->userKeyFingerprint(), fingerprint(server->clientKey()));
}

TEST_F(Auth, saysThatTheAgentsKeysWereRefusedOrThatItHasNone)
{
    ASSERT_NO_FATAL_FAILURE(startTrustedServer());
    const Agent agent(server->path(q("agent")));
    ssh = std::make_unique<Connection>(target(AuthMethod::Agent), known);
    const Status none = ssh->connect(Call::in(10s));
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().kind, ErrorKind::Auth);
    EXPECT_TRUE(none.error().message.contains(q("holds no key"))) << why(none);

    SshServer::run(q("ssh-add"), {server->makeKey(q("stranger"), {q("-t"), q("ed25519")})});
    ssh = std::make_unique<Connection>(target(AuthMethod::Agent), known);
    const Status refused = ssh->connect(Call::in(10s));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::Auth);
    EXPECT_TRUE(refused.error().detail.contains(q("agent's 1 keys"))) << why(refused);
    EXPECT_TRUE(refused.error().detail.contains(q("allows: publickey"))) << why(refused);
}

TEST_F(Auth, saysThatNoAgentRuns)
{
    ASSERT_NO_FATAL_FAILURE(startTrustedServer());
    const QByteArray before = qgetenv("SSH_AUTH_SOCK");
    qunsetenv("SSH_AUTH_SOCK");
    ssh = std::make_unique<Connection>(target(AuthMethod::Agent), known);
    const Status done = ssh->connect(Call::in(10s));
    qputenv("SSH_AUTH_SOCK", before);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().kind, ErrorKind::Auth);
    EXPECT_TRUE(done.error().detail.contains(q("SSH_AUTH_SOCK"))) << why(done);
}

TEST_F(Auth, doesNotHangWithASilentAgent)
{
    ASSERT_NO_FATAL_FAILURE(startTrustedServer());
    const Agent agent(server->path(q("agent")));
    SshServer::run(q("ssh-add"), {server->clientKey()});
    ASSERT_EQ(::kill(pid_t(agent.pid()), SIGSTOP), 0);
    const auto started = std::chrono::steady_clock::now();
    ssh = std::make_unique<Connection>(target(AuthMethod::Agent), known);
    const Status done = ssh->connect(Call::in(500ms));
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().kind, ErrorKind::Timeout) << why(done);
    ssh.reset();
    EXPECT_LT(std::chrono::steady_clock::now() - started, 3s);
}
