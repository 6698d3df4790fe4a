#include "loginrunner.h"
#include "simulator.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QJsonArray>
#include <gtest/gtest.h>

using namespace hermes;
using namespace hermes::ilink;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

class Application : public testing::Environment {
public:
    void SetUp() override { m_application = std::make_unique<QCoreApplication>(m_argc, m_argv); }
    void TearDown() override { m_application.reset(); }

private:
    int m_argc = 1;
    char m_name[5] = "test";
    char *m_argv[2] = {m_name, nullptr};
    std::unique_ptr<QCoreApplication> m_application;
};
const auto *const environment = testing::AddGlobalTestEnvironment(new Application);

MachineSettings quick()
{
    MachineSettings settings;
    settings.delayMs = 50;
    settings.limitMs = 30'000;
    return settings;
}

/// The whole login over HTTP against the simulator: machine, threads and client as the product runs them.
class SimulatedLogin : public testing::Test {
protected:
    static void SetUpTestSuite() { s_simulator = Simulator::start(2.0, &s_why).release(); }
    static void TearDownTestSuite()
    {
        delete s_simulator;
        s_simulator = nullptr;
    }

    void SetUp() override
    {
        ASSERT_TRUE(s_simulator) << s_why.toStdString();
        (void)s_simulator->control(u"fault"_s, {{u"kind"_s, u"none"_s}});
        m_login = std::make_unique<HttpLogin>(Settings{s_simulator->url(), s_simulator->caFile()});
    }

    void TearDown() override
    {
        if (!s_simulator)
            return;
        const QJsonArray remarks = s_simulator->control(u"remarks"_s).toArray();
        EXPECT_TRUE(remarks.isEmpty()) << "a real client would not send this: "
                                       << remarks.first().toString().toStdString();
    }

    void begin(MachineSettings settings = quick(), const QList<Secret> &knownTokens = {})
    {
        m_runner
            = std::make_unique<LoginRunner>(*m_login, m_clock, LoginMachine(settings, m_clock.wallMs()), knownTokens);
        m_runner->look(true);
    }

    /// Follows the login until `done` says so, at most 20 s.
    LoginProgress until(const std::function<bool(const LoginProgress &)> &done)
    {
        LoginProgress progress;
        for (const auto end = Deadline::in(20s); !end.expired();) {
            progress = m_runner->next(100ms);
            m_events += progress.events;
            if (done(progress))
                return progress;
        }
        ADD_FAILURE() << "not reached; events: " << m_events.join(u' ').toStdString()
                      << "; problem: " << progress.view.problem.toStdString();
        return progress;
    }

    LoginProgress untilSeen(LoginView::Kind kind)
    {
        return until([kind](const LoginProgress &progress) { return progress.view.kind == kind; });
    }

    LoginProgress untilNewCode(const QString &old = {})
    {
        return until([old](const LoginProgress &progress) {
            return progress.view.kind == LoginView::Kind::Code && progress.view.content != old;
        });
    }

    LoginProgress untilEnd()
    {
        return until([](const LoginProgress &progress) { return progress.end != LoginEnd::Running; });
    }

    static QJsonObject scan(const QString &content, QJsonObject how)
    {
        how[u"qr"_s] = content;
        const QJsonObject answer = s_simulator->control(u"scan"_s, how).toObject();
        EXPECT_FALSE(answer.contains(u"error")) << answer[u"error"].toString().toStdString();
        return answer;
    }

    static QString tokenHashOf(const QString &botId)
    {
        for (const QJsonValue &bot : s_simulator->control(u"bots"_s).toArray()) {
            if (bot[u"botId"].toString() == botId)
                return bot[u"tokenSha256"].toString();
        }
        return {};
    }

    static inline Simulator *s_simulator = nullptr;
    static inline QString s_why;
    SystemClock m_clock;
    std::unique_ptr<HttpLogin> m_login;
    std::unique_ptr<LoginRunner> m_runner;
    QStringList m_events;
};

} // namespace

TEST_F(SimulatedLogin, bringsTheCredentialsOfAConfirmedScan)
{
    begin();
    const LoginProgress shown = untilNewCode();
    scan(shown.view.content, {{u"user"_s, u"anna"_s}});
    const LoginProgress end = untilEnd();
    EXPECT_EQ(end.end, LoginEnd::Confirmed);
    EXPECT_EQ(end.credentials.baseUrl, s_simulator->url());
    EXPECT_EQ(end.credentials.token.sha256(), tokenHashOf(end.credentials.botId));
    EXPECT_TRUE(end.credentials.userId.endsWith(u"@im.wechat"_s));
    EXPECT_TRUE(m_events.contains(u"scaned"_s));
}

TEST_F(SimulatedLogin, followsARedirectOverHttpsWithTheGivenCertificate)
{
    begin();
    scan(untilNewCode().view.content, {{u"user"_s, u"berta"_s}, {u"redirect"_s, true}});
    const LoginProgress end = untilEnd();
    EXPECT_EQ(end.end, LoginEnd::Confirmed);
    EXPECT_EQ(end.credentials.token.sha256(), tokenHashOf(end.credentials.botId));
}

TEST_F(SimulatedLogin, trustsNoRedirectHostWithoutItsCertificate)
{
    HttpLogin distrustful({s_simulator->url(), {}});
    const auto code = distrustful.fetchCode({}, Call::in(10s));
    ASSERT_TRUE(code);
    scan(code->content, {{u"user"_s, u"carla"_s}, {u"redirect"_s, true}, {u"confirm"_s, false}});
    const auto redirect = distrustful.poll(code->token, {}, {}, Call::in(10s));
    ASSERT_TRUE(redirect);
    ASSERT_EQ(redirect->status, PollStatus::ScanedButRedirect);
    const auto answer = distrustful.poll(code->token, redirect->redirectHost, {}, Call::in(10s));
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, ErrorKind::Network);
    EXPECT_TRUE(answer.error().message.contains(u"cannot be trusted"_s)) << answer.error().text().toStdString();
    EXPECT_FALSE(answer.error().text().contains(QString::fromUtf8(code->token.reveal())));
}

TEST_F(SimulatedLogin, asksForDigitsAgainAfterWrongOnes)
{
    begin();
    scan(untilNewCode().view.content, {{u"user"_s, u"doris"_s}, {u"verify_code"_s, u"4711"_s}});
    untilSeen(LoginView::Kind::NeedDigits);
    ASSERT_TRUE(m_runner->enterDigits(u"0000"_s));
    until([](const LoginProgress &progress) { return progress.view.wrongDigits; });
    ASSERT_TRUE(m_runner->enterDigits(u"4711"_s));
    EXPECT_EQ(untilEnd().end, LoginEnd::Confirmed);
}

TEST_F(SimulatedLogin, showsANewCodeAfterTooManyWrongDigits)
{
    begin();
    const QString first = untilNewCode().view.content;
    scan(first, {{u"user"_s, u"edith"_s}, {u"verify_code"_s, u"4711"_s}});
    untilSeen(LoginView::Kind::NeedDigits);
    for (int i = 0; i < 2; ++i) {
        ASSERT_TRUE(m_runner->enterDigits(u"0000"_s));
        until([](const LoginProgress &progress) { return progress.view.wrongDigits && !progress.view.checkingDigits; });
    }
    ASSERT_TRUE(m_runner->enterDigits(u"0000"_s));
    const LoginProgress second = untilNewCode(first);
    EXPECT_TRUE(m_events.contains(u"verify_code_blocked"_s));
    scan(second.view.content, {{u"user"_s, u"edith"_s}});
    EXPECT_EQ(untilEnd().end, LoginEnd::Confirmed);
}

TEST_F(SimulatedLogin, keepsTheOldTokenOfAWeChatThatIsAlreadyBound)
{
    begin();
    scan(untilNewCode().view.content, {{u"user"_s, u"frida"_s}});
    const Credentials first = untilEnd().credentials;
    begin(quick(), {first.token});
    scan(untilNewCode().view.content, {{u"user"_s, u"frida"_s}});
    const LoginProgress end = untilEnd();
    EXPECT_EQ(end.end, LoginEnd::AlreadyBound);
    EXPECT_TRUE(end.credentials.token.isEmpty());
    EXPECT_EQ(first.token.sha256(), tokenHashOf(first.botId));
}

TEST_F(SimulatedLogin, renewsAnExpiredCode)
{
    begin();
    const QString first = untilNewCode().view.content;
    (void)s_simulator->control(u"status"_s, {{u"qr"_s, first}, {u"status"_s, u"expired"_s}});
    scan(untilNewCode(first).view.content, {{u"user"_s, u"gerda"_s}});
    EXPECT_EQ(untilEnd().end, LoginEnd::Confirmed);
    EXPECT_TRUE(m_events.contains(u"expired"_s));
}

TEST_F(SimulatedLogin, servesACustomerWhoConfirmsTheCodeThatWasJustMasked)
{
    MachineSettings settings = quick();
    settings.codeLifeMs = 1500;
    begin(settings);
    const QString first = untilNewCode().view.content;
    untilNewCode(first);
    scan(first, {{u"user"_s, u"hanna"_s}});
    const LoginProgress end = untilEnd();
    EXPECT_EQ(end.end, LoginEnd::Confirmed);
    EXPECT_EQ(end.credentials.token.sha256(), tokenHashOf(end.credentials.botId));
}

TEST_F(SimulatedLogin, outlastsEveryFaultOfTheServer)
{
    for (const QString &fault : {u"html"_s, u"html200"_s, u"5xx"_s, u"junk"_s, u"cut"_s, u"rate-limit"_s}) {
        m_events.clear();
        (void)s_simulator->control(u"fault"_s, {{u"kind"_s, fault}, {u"count"_s, 3}});
        begin();
        const LoginProgress shown = untilNewCode();
        (void)s_simulator->control(u"fault"_s, {{u"kind"_s, fault}, {u"count"_s, 3}});
        scan(shown.view.content, {{u"user"_s, u"ida-"_s + fault}});
        EXPECT_EQ(untilEnd().end, LoginEnd::Confirmed) << fault.toStdString();
    }
}

TEST_F(SimulatedLogin, goesOnWhenTheServerComesBack)
{
    (void)s_simulator->control(u"fault"_s, {{u"kind"_s, u"down"_s}});
    begin();
    until([](const LoginProgress &progress) { return !progress.view.problem.isEmpty(); });
    (void)s_simulator->control(u"fault"_s, {{u"kind"_s, u"none"_s}});
    const QString content = untilNewCode().view.content;
    (void)s_simulator->control(u"fault"_s, {{u"kind"_s, u"down"_s}});
    until([](const LoginProgress &progress) { return !progress.view.problem.isEmpty(); });
    (void)s_simulator->control(u"fault"_s, {{u"kind"_s, u"none"_s}});
    scan(content, {{u"user"_s, u"judith"_s}});
    EXPECT_EQ(untilEnd().end, LoginEnd::Confirmed);
}

TEST_F(SimulatedLogin, anotherProcessTakesItOver)
{
    begin();
    const LoginProgress shown = untilNewCode();
    m_runner.reset();
    const auto state = LoginState::restored(shown.state.serialised());
    ASSERT_TRUE(state);
    m_runner = std::make_unique<LoginRunner>(*m_login, m_clock, LoginMachine(quick(), *state), QList<Secret>());
    EXPECT_EQ(m_runner->next(0ms).view.content, shown.view.content);
    scan(shown.view.content, {{u"user"_s, u"karla"_s}});
    EXPECT_EQ(untilEnd().end, LoginEnd::Confirmed);
}

TEST_F(SimulatedLogin, endsAtItsTimeLimitAndSettles)
{
    MachineSettings settings = quick();
    settings.limitMs = 700;
    begin(settings);
    untilNewCode();
    const LoginProgress end = untilEnd();
    EXPECT_EQ(end.end, LoginEnd::TimeLimit);
    QElapsedTimer timer;
    timer.start();
    m_runner->settle(Call::in(10s));
    EXPECT_LT(timer.elapsed(), 5000);
}

TEST_F(SimulatedLogin, isGivenUpAtOnceWhileAPollIsHeld)
{
    begin();
    untilNewCode();
    m_runner->cancel();
    EXPECT_EQ(m_runner->next(1s).end, LoginEnd::Cancelled);
    QElapsedTimer timer;
    timer.start();
    m_runner.reset();
    EXPECT_LT(timer.elapsed(), 1000);
}

TEST_F(SimulatedLogin, endsWithTheReasonWhenTheAddressIsWrong)
{
    m_login = std::make_unique<HttpLogin>(Settings{u"ilink"_s, {}});
    begin();
    const LoginProgress end = untilEnd();
    EXPECT_EQ(end.end, LoginEnd::Refused);
    EXPECT_EQ(end.error.kind, ErrorKind::Invalid);
}

TEST_F(SimulatedLogin, takesAPollHeldFor35SecondsAsAnAnswer)
{
    (void)s_simulator->control(u"options"_s, {{u"hold"_s, 35}});
    const auto code = m_login->fetchCode({}, Call::in(10s));
    ASSERT_TRUE(code);
    QElapsedTimer timer;
    timer.start();
    const auto answer = m_login->poll(code->token, {}, {}, Call{});
    (void)s_simulator->control(u"options"_s, {{u"hold"_s, 2}});
    ASSERT_TRUE(answer) << answer.error().text().toStdString();
    EXPECT_EQ(answer->status, PollStatus::Wait);
    EXPECT_GE(timer.elapsed(), 34'000);
}
