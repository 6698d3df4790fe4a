#include "login.h"
#include "tinyserver.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <future>
#include <gtest/gtest.h>

using namespace hermes;
using namespace hermes::ilink;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

/// Qt Network needs an application object; its event loop never runs, as in the command line.
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

const QByteArray codeAnswer
    = R"({"ret":0,"qrcode":"c0ffee","qrcode_img_content":"https://liteapp.weixin.qq.com/q/c?qrcode=c0ffee&bot_type=3"})";
const QByteArray waitAnswer = R"({"ret":0,"status":"wait"})";

TinyServer::Answer always(int status, const QByteArray &body, const QByteArray &type = "application/json")
{
    return [=](const TinyServer::Request &, TinyServer::Peer &peer) { peer.answer(status, body, type); };
}

HttpLogin loginAt(const TinyServer &server)
{
    return HttpLogin({server.url(), {}});
}

Result<PollAnswer> pollOnce(const TinyServer &server, const QString &digits = {})
{
    auto login = loginAt(server);
    return login.poll(Secret("c0ffee"), {}, digits, Call::in(10s));
}

bool isDecimalUint32(const QByteArray &base64)
{
    bool ok = false;
    QByteArray::fromBase64(base64).toUInt(&ok);
    return ok && QByteArray::fromBase64(base64).toBase64() == base64;
}

} // namespace

TEST(HttpLogin, asksForACodeAsTencentsClientDoes)
{
    TinyServer server(always(200, codeAnswer));
    auto login = loginAt(server);
    const auto code = login.fetchCode({Secret("a@im.bot:1"), Secret("b@im.bot:2")}, Call::in(10s));
    ASSERT_TRUE(code) << code.error().text().toStdString();
    EXPECT_EQ(code->token.reveal(), "c0ffee");
    EXPECT_EQ(code->content, u"https://liteapp.weixin.qq.com/q/c?qrcode=c0ffee&bot_type=3"_s);
    const auto request = server.requests().at(0);
    EXPECT_EQ(request.method, "POST");
    EXPECT_EQ(request.target, "/ilink/bot/get_bot_qrcode?bot_type=3");
    EXPECT_EQ(request.header("iLink-App-Id"), "bot");
    EXPECT_EQ(request.header("iLink-App-ClientVersion"), "132105");
    EXPECT_EQ(request.header("Content-Type"), "application/json");
    EXPECT_EQ(request.header("AuthorizationType"), "ilink_bot_token");
    EXPECT_TRUE(isDecimalUint32(request.header("X-WECHAT-UIN"))) << request.header("X-WECHAT-UIN").toStdString();
    EXPECT_EQ(request.body, R"({"local_token_list":["a@im.bot:1","b@im.bot:2"]})");
}

TEST(HttpLogin, sendsAnEmptyListAndAtMostTheTenNewestTokens)
{
    TinyServer server(always(200, codeAnswer));
    auto login = loginAt(server);
    ASSERT_TRUE(login.fetchCode({}, Call::in(10s)));
    QList<Secret> many;
    for (int i = 0; i < 14; ++i)
        many.append(Secret(QByteArray::number(i)));
    ASSERT_TRUE(login.fetchCode(many, Call::in(10s)));
    EXPECT_EQ(server.requests().at(0).body, R"({"local_token_list":[]})");
    EXPECT_EQ(server.requests().at(1).body, R"({"local_token_list":["0","1","2","3","4","5","6","7","8","9"]})");
}

TEST(HttpLogin, encodesTheTokenAsTheCodeWhenThereIsNoLink)
{
    TinyServer server(always(200, R"({"qrcode":"c0ffee","qrcode_img_content":""})"));
    const auto code = loginAt(server).fetchCode({}, Call::in(10s));
    ASSERT_TRUE(code);
    EXPECT_EQ(code->content, u"c0ffee"_s);
}

TEST(HttpLogin, pollsWithTheTwoHeadersAndEncodedValuesOnly)
{
    TinyServer server(always(200, waitAnswer));
    auto login = loginAt(server);
    ASSERT_TRUE(login.poll(Secret("a+b/c=&d e%"), {}, u"47 11&x=1"_s, Call::in(10s)));
    ASSERT_TRUE(login.poll(Secret("plain"), {}, {}, Call::in(10s)));
    const auto request = server.requests().at(0);
    EXPECT_EQ(request.method, "GET");
    EXPECT_EQ(
        request.target, "/ilink/bot/get_qrcode_status?qrcode=a%2Bb%2Fc%3D%26d%20e%25&verify_code=47%2011%26x%3D1");
    EXPECT_EQ(request.header("iLink-App-Id"), "bot");
    EXPECT_EQ(request.header("iLink-App-ClientVersion"), "132105");
    for (const char *absent : {"AuthorizationType", "X-WECHAT-UIN", "Content-Type", "Cookie", "Authorization"})
        EXPECT_TRUE(request.header(absent).isEmpty()) << absent;
    EXPECT_EQ(server.requests().at(1).target, "/ilink/bot/get_qrcode_status?qrcode=plain");
}

TEST(HttpLogin, keepsItsConnectionAlive)
{
    TinyServer server(always(200, waitAnswer));
    auto login = loginAt(server);
    for (int i = 0; i < 5; ++i)
        ASSERT_TRUE(login.poll(Secret("c0ffee"), {}, {}, Call::in(10s)));
    EXPECT_EQ(server.requests().back().connection, 1);
}

TEST(HttpLogin, keepsThePathOfItsBaseUrlAndDropsItsSlash)
{
    TinyServer server(always(200, waitAnswer));
    HttpLogin login({server.url() + u"/relay/"_s, {}});
    ASSERT_TRUE(login.poll(Secret("c"), {}, {}, Call::in(10s)));
    EXPECT_EQ(server.requests().at(0).target, "/relay/ilink/bot/get_qrcode_status?qrcode=c");
}

namespace {

struct PollCase {
    const char *name;
    QByteArray body;
    PollStatus status;
    const char *host = "";
};

const PollCase pollCases[] = {
    {"wait", R"({"ret":0,"status":"wait"})", PollStatus::Wait},
    {"missingMeansWait", R"({"ret":0})", PollStatus::Wait},
    {"scaned", R"({"status":"scaned","nickname":"x"})", PollStatus::Scaned},
    {"redirect", R"({"status":"scaned_but_redirect","redirect_host":"idc2.weixin.qq.com"})",
        PollStatus::ScanedButRedirect, "idc2.weixin.qq.com"},
    {"redirectWithPort", R"({"status":"scaned_but_redirect","redirect_host":"127.0.0.1:8443"})",
        PollStatus::ScanedButRedirect, "127.0.0.1:8443"},
    {"redirectToNowhere", R"({"status":"scaned_but_redirect","redirect_host":""})", PollStatus::ScanedButRedirect},
    {"redirectToAUrl", R"({"status":"scaned_but_redirect","redirect_host":"http://evil/x"})",
        PollStatus::ScanedButRedirect},
    {"redirectWithAUser", R"({"status":"scaned_but_redirect","redirect_host":"a@evil"})",
        PollStatus::ScanedButRedirect},
    {"redirectWithAQuery", R"({"status":"scaned_but_redirect","redirect_host":"evil?x"})",
        PollStatus::ScanedButRedirect},
    {"needVerifyCode", R"({"status":"need_verifycode"})", PollStatus::NeedVerifyCode},
    {"verifyCodeBlocked", R"({"status":"verify_code_blocked"})", PollStatus::VerifyCodeBlocked},
    {"bindedRedirect", R"({"status":"binded_redirect"})", PollStatus::BindedRedirect},
    {"expired", R"({"status":"expired"})", PollStatus::Expired},
};

class EveryStatus : public testing::TestWithParam<PollCase> { };
INSTANTIATE_TEST_SUITE_P(
    Poll, EveryStatus, testing::ValuesIn(pollCases), [](const auto &info) { return std::string(info.param.name); });

struct TroubleCase {
    const char *name;
    int status;
    QByteArray body;
    const char *detail;
};

const TroubleCase troubleCases[] = {
    {"badGatewayPage", 502, "<html><title>502 Bad Gateway</title></html>", "HTTP 502 and a web page"},
    {"unavailable", 503, R"({"errmsg":"system busy"})", "HTTP 503"},
    {"gatewayTimeout", 524, "", "HTTP 524"},
    {"notFound", 404, R"({"status":"wait"})", "HTTP 404"},
    {"pageWith200", 200, "<!doctype html><html></html>", "a web page instead of data"},
    {"junk", 200, QByteArray("{\"ret\":0,\"status\":\"conf\xff\xfe\0", 26), "something that is not JSON"},
    {"empty", 200, "", "nothing"},
    {"list", 200, "[]", "something that is not JSON"},
    {"rateLimited", 200, R"({"ret":-2,"errmsg":"rate limited"})", "error -2: rate limited"},
    {"unheardOf", 200, R"({"ret":0,"status":"dancing"})", "the unknown status \"dancing\""},
    {"confirmedWithoutToken", 200, R"({"status":"confirmed","ilink_bot_id":"a@im.bot"})",
        "\"confirmed\" without a bot's id and token"},
    {"confirmedWithoutId", 200, R"({"status":"confirmed","bot_token":"a:b"})",
        "\"confirmed\" without a bot's id and token"},
};

class Trouble : public testing::TestWithParam<TroubleCase> { };
INSTANTIATE_TEST_SUITE_P(
    Poll, Trouble, testing::ValuesIn(troubleCases), [](const auto &info) { return std::string(info.param.name); });

} // namespace

TEST_P(EveryStatus, isRead)
{
    TinyServer server(always(200, GetParam().body));
    const auto answer = pollOnce(server);
    ASSERT_TRUE(answer) << answer.error().text().toStdString();
    EXPECT_EQ(answer->status, GetParam().status);
    EXPECT_EQ(answer->redirectHost, QString::fromLatin1(GetParam().host));
    EXPECT_TRUE(answer->credentials.token.isEmpty());
}

TEST_P(Trouble, meansTryAgain)
{
    TinyServer server(always(GetParam().status, GetParam().body));
    const auto answer = pollOnce(server);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, ErrorKind::Remote);
    EXPECT_EQ(answer.error().detail.toStdString(), GetParam().detail);
    EXPECT_FALSE(answer.error().hint.isEmpty());
    EXPECT_FALSE(answer.error().text().contains(u"c0ffee"_s)) << answer.error().text().toStdString();
}

TEST(HttpLogin, readsTheCredentialsOfAConfirmation)
{
    TinyServer server(always(200,
        R"({"status":"confirmed","bot_token":"a5ace6@im.bot:f00","ilink_bot_id":"a5ace6@im.bot","baseurl":"https://idc2.example","ilink_user_id":"o9cq8@im.wechat"})"));
    const auto answer = pollOnce(server);
    ASSERT_TRUE(answer) << answer.error().text().toStdString();
    EXPECT_EQ(answer->status, PollStatus::Confirmed);
    EXPECT_EQ(answer->credentials.token.reveal(), "a5ace6@im.bot:f00");
    EXPECT_EQ(answer->credentials.botId, u"a5ace6@im.bot"_s);
    EXPECT_EQ(answer->credentials.baseUrl, u"https://idc2.example"_s);
    EXPECT_EQ(answer->credentials.userId, u"o9cq8@im.wechat"_s);
}

TEST(HttpLogin, takesItsOwnBaseUrlWhereTheConfirmationNamesNone)
{
    TinyServer server(always(200, R"({"status":"confirmed","bot_token":"a:f00","ilink_bot_id":"a","baseurl":""})"));
    const auto answer = pollOnce(server);
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->credentials.baseUrl, server.url());
}

TEST(HttpLogin, tellsARefusedRequestFromOneToTryAgain)
{
    TinyServer refusing(always(200, R"({"ret":2,"errmsg":"invalid bot_type"})"));
    const auto refused = loginAt(refusing).fetchCode({}, Call::in(10s));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::Invalid);
    EXPECT_EQ(refused.error().detail, u"error 2: invalid bot_type"_s);
    TinyServer busy(always(200, R"({"ret":-2,"errmsg":"slow down"})"));
    const auto later = loginAt(busy).fetchCode({}, Call::in(10s));
    ASSERT_FALSE(later);
    EXPECT_EQ(later.error().kind, ErrorKind::Remote);
}

TEST(HttpLogin, takesNoCodeThatCannotBeDrawn)
{
    TinyServer server(always(200, R"({"qrcode":"c","qrcode_img_content":")" + QByteArray(3000, 'x') + "\"}"));
    const auto code = loginAt(server).fetchCode({}, Call::in(10s));
    ASSERT_FALSE(code);
    EXPECT_EQ(code.error().kind, ErrorKind::Remote);
}

TEST(HttpLogin, followsNoRedirect)
{
    TinyServer other(always(200, waitAnswer));
    TinyServer server([&](const TinyServer::Request &request, TinyServer::Peer &peer) {
        peer.send("HTTP/1.1 302 Found\r\nLocation: " + other.url().toLatin1() + request.target
            + "\r\nContent-Length: 0\r\n\r\n");
    });
    const auto answer = pollOnce(server);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, ErrorKind::Remote);
    EXPECT_TRUE(other.requests().isEmpty());
}

TEST(HttpLogin, waitsForAHeldPoll)
{
    TinyServer server([](const TinyServer::Request &, TinyServer::Peer &peer) {
        peer.hold(1200);
        peer.answer(200, R"({"status":"scaned"})");
    });
    QElapsedTimer timer;
    timer.start();
    const auto answer = pollOnce(server);
    ASSERT_TRUE(answer) << answer.error().text().toStdString();
    EXPECT_EQ(answer->status, PollStatus::Scaned);
    EXPECT_GE(timer.elapsed(), 1200);
}

TEST(HttpLogin, readsAnAnswerThatComesInDrops)
{
    TinyServer server([](const TinyServer::Request &, TinyServer::Peer &peer) {
        peer.send("HTTP/1.1 200 OK\r\nContent-Length: 19\r\n\r\n");
        for (const char c : QByteArray(R"({"status":"scaned"})")) {
            peer.send(QByteArray(1, c));
            peer.hold(20);
        }
    });
    const auto answer = pollOnce(server);
    ASSERT_TRUE(answer) << answer.error().text().toStdString();
    EXPECT_EQ(answer->status, PollStatus::Scaned);
}

TEST(HttpLogin, holdsItsDeadlineAndHangsUp)
{
    std::promise<bool> hungUp;
    TinyServer server(
        [&](const TinyServer::Request &, TinyServer::Peer &peer) { hungUp.set_value(peer.hold(10'000)); });
    auto login = loginAt(server);
    QElapsedTimer timer;
    timer.start();
    const auto answer = login.poll(Secret("c0ffee"), {}, {}, Call::in(300ms));
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, ErrorKind::Timeout);
    EXPECT_GE(timer.elapsed(), 300);
    EXPECT_LT(timer.elapsed(), 3000);
    EXPECT_TRUE(hungUp.get_future().get());
}

TEST(HttpLogin, cancelEndsAHeldPollAtOnce)
{
    std::promise<bool> hungUp;
    TinyServer server(
        [&](const TinyServer::Request &, TinyServer::Peer &peer) { hungUp.set_value(peer.hold(10'000)); });
    auto login = loginAt(server);
    CancelSource source;
    auto poll = std::async(std::launch::async, [&] {
        return login.poll(Secret("c0ffee"), {}, {}, Call{Deadline::never(), source.token()});
    });
    ASSERT_TRUE(server.waitForRequests(1));
    QElapsedTimer timer;
    timer.start();
    source.cancel();
    const auto answer = poll.get();
    EXPECT_LT(timer.elapsed(), 2000);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, ErrorKind::Cancelled);
    EXPECT_TRUE(hungUp.get_future().get());
}

TEST(HttpLogin, sendsNothingOnceCancelled)
{
    TinyServer server(always(200, waitAnswer));
    auto login = loginAt(server);
    CancelSource source;
    source.cancel();
    const auto answer = login.poll(Secret("c0ffee"), {}, {}, Call{Deadline::never(), source.token()});
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, ErrorKind::Cancelled);
    ASSERT_TRUE(login.poll(Secret("other"), {}, {}, Call::in(10s)));
    EXPECT_EQ(server.requests().size(), 1);
}

TEST(HttpLogin, holdsTwentyPollsAtOnce)
{
    constexpr int many = 20;
    std::mutex mutex;
    std::condition_variable arrived;
    int held = 0;
    TinyServer server([&](const TinyServer::Request &request, TinyServer::Peer &peer) {
        {
            std::unique_lock lock(mutex);
            ++held;
            arrived.notify_all();
            arrived.wait_for(lock, 10s, [&] { return held == many; });
        }
        peer.answer(200, request.target.endsWith("qrcode=7") ? QByteArray(R"({"status":"scaned"})") : waitAnswer);
    });
    auto login = loginAt(server);
    std::vector<std::future<Result<PollAnswer>>> polls;
    for (int i = 0; i < many; ++i)
        polls.push_back(std::async(
            std::launch::async, [&, i] { return login.poll(Secret(QByteArray::number(i)), {}, {}, Call::in(20s)); }));
    for (int i = 0; i < many; ++i) {
        const auto answer = polls[size_t(i)].get();
        ASSERT_TRUE(answer) << i << ' ' << answer.error().text().toStdString();
        EXPECT_EQ(answer->status, i == 7 ? PollStatus::Scaned : PollStatus::Wait) << i;
    }
    EXPECT_EQ(held, many);
}

TEST(HttpLogin, refusesAnAnswerOfMoreThanOneMebibyte)
{
    TinyServer server([](const TinyServer::Request &, TinyServer::Peer &peer) {
        peer.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"status\":\"");
        const QByteArray block(64 * 1024, 'x');
        while (!peer.hold(1))
            peer.send(block);
    });
    const auto answer = pollOnce(server);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, ErrorKind::Remote);
    EXPECT_TRUE(answer.error().message.contains(u"1 MiB"_s));
}

TEST(HttpLogin, saysThatAConnectionWasCut)
{
    TinyServer server([](const TinyServer::Request &, TinyServer::Peer &peer) {
        peer.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"stat");
        peer.close();
    });
    const auto answer = pollOnce(server);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, ErrorKind::Network);
    EXPECT_FALSE(answer.error().text().contains(u"c0ffee"_s));
}

TEST(HttpLogin, saysThatNobodyListensWithoutNamingTheToken)
{
    quint16 port = 0;
    {
        TinyServer gone(always(200, waitAnswer));
        port = gone.port();
    }
    HttpLogin login({u"http://127.0.0.1:%1"_s.arg(port), {}});
    const auto answer = login.poll(Secret("c0ffee"), {}, {}, Call::in(10s));
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, ErrorKind::Network);
    EXPECT_TRUE(answer.error().message.contains(u"127.0.0.1:%1"_s.arg(port))) << answer.error().text().toStdString();
    EXPECT_FALSE(answer.error().text().contains(u"c0ffee"_s));
    EXPECT_FALSE(answer.error().hint.isEmpty());
}

TEST(HttpLogin, pollsARedirectHostOverTlsOnly)
{
    TinyServer plain([](const TinyServer::Request &, TinyServer::Peer &) {
        FAIL() << "an unencrypted poll reached the redirect host";
    });
    HttpLogin login({u"http://127.0.0.1:1"_s, {}});
    const auto answer = login.poll(Secret("c0ffee"), u"127.0.0.1:%1"_s.arg(plain.port()), {}, Call::in(2s));
    ASSERT_FALSE(answer);
    EXPECT_TRUE(plain.requests().isEmpty());
}

TEST(HttpLogin, pollsNothingThatIsNoHost)
{
    HttpLogin login({u"http://127.0.0.1:1"_s, {}});
    for (const auto *host : {u"a/b", u"u@h", u"h?q", u"h#f", u"h:port", u"", u"ho st", u"-h", u"h\r\nX: y"}) {
        const QString text = QString::fromUtf16(host);
        EXPECT_FALSE(isRedirectHost(text)) << text.toStdString();
        if (text.isEmpty())
            continue;
        const auto answer = login.poll(Secret("c0ffee"), text, {}, Call::in(2s));
        ASSERT_FALSE(answer);
        EXPECT_EQ(answer.error().kind, ErrorKind::Invalid) << text.toStdString();
    }
    for (const auto *host : {u"idc2.weixin.qq.com", u"127.0.0.1:8443", u"h", u"[::1]:443"})
        EXPECT_TRUE(isRedirectHost(QString::fromUtf16(host))) << QString::fromUtf16(host).toStdString();
}

TEST(HttpLogin, refusesSettingsThatCannotWork)
{
    for (const auto *url :
        {u"", u"ilink.example", u"ftp://ilink.example", u"http://", u"https://user:pw@ilink.example", u"not a url"}) {
        HttpLogin login({QString::fromUtf16(url), {}});
        const auto code = login.fetchCode({}, Call::in(2s));
        ASSERT_FALSE(code) << QString::fromUtf16(url).toStdString();
        EXPECT_EQ(code.error().kind, ErrorKind::Invalid);
        EXPECT_FALSE(code.error().text().contains(u"pw"_s));
    }
    QTemporaryDir folder;
    QFile empty(folder.filePath(u"empty.pem"_s));
    ASSERT_TRUE(empty.open(QIODevice::WriteOnly));
    for (const QString &file : {folder.filePath(u"missing.pem"_s), empty.fileName()}) {
        HttpLogin login({u"https://127.0.0.1:1"_s, file});
        const auto code = login.fetchCode({}, Call::in(2s));
        ASSERT_FALSE(code);
        EXPECT_EQ(code.error().kind, ErrorKind::Invalid);
        EXPECT_TRUE(code.error().message.contains(file));
    }
}

TEST(HttpLogin, canBeMadeAndDroppedWithoutACall)
{
    for (int i = 0; i < 20; ++i)
        HttpLogin login({});
}
