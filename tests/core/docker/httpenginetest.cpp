#include "httpengine.h"
#include "capture.h"
#include "scriptedengine.h"

#include <future>

using namespace hermes;
using namespace hermes::docker;
using namespace std::chrono_literals;
using hermes::test::ScriptedEngine;

namespace {

/// An HttpEngine whose other side plays a script; pings are answered by themselves.
class HttpEngineTest : public testing::Test {
protected:
    void play(ScriptedEngine::Handler handler, int maxStreams = 0)
    {
        m_script.emplace([this, handler = std::move(handler)](const ScriptedEngine::Request &request) {
            if (request.line().contains(" /_ping "))
                return ScriptedEngine::Reply{m_ping};
            return handler(request);
        });
        m_engine.emplace(
            [this](const Call &) -> Result<std::unique_ptr<ByteStream>> { return m_script->open(); }, maxStreams);
    }
    void playAlways(const QByteArray &bytes)
    {
        play([bytes](const auto &) { return ScriptedEngine::Reply{bytes}; });
    }

    QByteArray m_ping = ScriptedEngine::ping();
    std::optional<ScriptedEngine> m_script;
    std::optional<HttpEngine> m_engine;
    Call m_call = Call::in(5s);
};

QString id()
{
    return QStringLiteral("c1");
}

} // namespace

TEST_F(HttpEngineTest, speaksTheLowerOfBothVersions)
{
    const struct {
        const char *theirs;
        const char *spoken;
    } cases[] = {{"1.40", "/v1.40/"}, {"1.41", "/v1.41/"}, {"1.47", "/v1.47/"}, {"1.52", "/v1.47/"}};
    for (const auto &[theirs, spoken] : cases) {
        m_ping = ScriptedEngine::ping(theirs);
        playAlways(ScriptedEngine::answer(200, "[]"));
        ASSERT_TRUE(m_engine->listContainers({}, m_call));
        EXPECT_TRUE(m_script->lines().value(0).contains(spoken)) << theirs;
    }
}

TEST_F(HttpEngineTest, refusesAnEngineThatIsTooOldOrNoEngine)
{
    const struct {
        QByteArray ping;
        const char *message;
    } cases[] = {
        {ScriptedEngine::ping("1.39"), "The Docker engine is too old"},
        {ScriptedEngine::ping(""), "What answers is not a Docker engine"},
        {ScriptedEngine::answer(200, "<html>", "Api-Version: x\r\n"), "What answers is not a Docker engine"},
        {"SSH-2.0-OpenSSH_9.2\r\n", "The answer is not HTTP"},
        {ScriptedEngine::answer(500, "starting"), "starting"},
    };
    for (const auto &[ping, message] : cases) {
        m_ping = ping;
        playAlways(ScriptedEngine::answer(200, "[]"));
        const auto list = m_engine->listContainers({}, m_call);
        ASSERT_FALSE(list);
        EXPECT_EQ(list.error().kind, ErrorKind::Remote);
        EXPECT_TRUE(list.error().detail.contains(QLatin1String(message))) << list.error().text().toStdString();
        EXPECT_TRUE(m_script->lines().isEmpty()) << "nothing is asked of it";
    }
}

TEST_F(HttpEngineTest, saysClearlyThatTheEngineRefusesOurVersion)
{
    playAlways(ScriptedEngine::answer(
        400, R"({"message":"client version 1.47 is too old. Minimum supported API version is 1.52, please upgrade"})"));
    const auto list = m_engine->listContainers({}, m_call);
    ASSERT_FALSE(list);
    EXPECT_TRUE(list.error().hint.contains(QStringLiteral("1.40 to 1.47"))) << list.error().text().toStdString();
}

TEST_F(HttpEngineTest, keepsItsStreamAndSendsEachRequestInOneWrite)
{
    playAlways(ScriptedEngine::answer(200, "[]"));
    for (int i = 0; i < 5; ++i)
        ASSERT_TRUE(m_engine->listContainers({QStringLiteral("a=b")}, m_call));
    EXPECT_EQ(m_script->opened(), 1);
    EXPECT_EQ(m_script->writes(), 6) << "one ping and five lists";
}

TEST_F(HttpEngineTest, readsAnAnswerInAnyPieces)
{
    const QByteArray list = capture("list.json");
    for (const qsizetype piece : {1, 2, 3, 17, 1000, 100'000}) {
        for (const qsizetype chunk : {1, 100, 4096}) {
            playAlways(ScriptedEngine::chunked(list, chunk));
            m_script->setPiece(piece);
            for (int i = 0; i < 2; ++i) {
                const auto read = m_engine->listContainers({}, m_call);
                ASSERT_TRUE(read) << piece << ' ' << chunk << ' ' << read.error().text().toStdString();
                EXPECT_EQ(read->size(), 2);
            }
            EXPECT_EQ(m_script->opened(), 1);
        }
    }
}

TEST_F(HttpEngineTest, readsABodyLargerThanItsBuffer)
{
    const QByteArray body = QByteArray(5'000'000, 'x');
    playAlways(ScriptedEngine::chunked(body, 32 * 1024));
    EXPECT_EQ(m_engine->getArchive(id(), QStringLiteral("/opt"), m_call).value_or(QByteArray()), body);
    playAlways(ScriptedEngine::answer(200, body));
    EXPECT_EQ(m_engine->getArchive(id(), QStringLiteral("/opt"), m_call).value_or(QByteArray()), body);
}

TEST_F(HttpEngineTest, repeatsAReadOnAStreamThatWentStale)
{
    playAlways(ScriptedEngine::answer(200, "[]"));
    ASSERT_TRUE(m_engine->listContainers({}, m_call));
    m_script->restart();
    EXPECT_TRUE(m_engine->listContainers({}, m_call));
    EXPECT_EQ(m_script->opened(), 2);
    EXPECT_EQ(m_script->requests().size(), 4) << "the version is negotiated again: it may be another engine";
}

TEST_F(HttpEngineTest, repeatsAReadThatWasSentButNotAnswered)
{
    play([](const auto &request) {
        const bool dies = request.stream == 1 && request.line().contains("/networks");
        return ScriptedEngine::Reply{dies ? QByteArray() : ScriptedEngine::answer(200, "[]"), dies};
    });
    ASSERT_TRUE(m_engine->listContainers({}, m_call));
    EXPECT_TRUE(m_engine->listNetworks(m_call));
    EXPECT_EQ(m_script->lines().count("GET /v1.41/networks HTTP/1.1"), 2);
}

TEST_F(HttpEngineTest, neverSendsACreateTwice)
{
    play([](const auto &request) {
        const bool dies = request.line().contains("/create");
        return ScriptedEngine::Reply{dies ? QByteArray() : ScriptedEngine::answer(200, "[]"), dies};
    });
    ASSERT_TRUE(m_engine->listContainers({}, m_call));
    ContainerSpec spec;
    spec.name = QStringLiteral("x");
    const auto created = m_engine->createContainer(spec, m_call);
    ASSERT_FALSE(created);
    EXPECT_EQ(created.error().kind, ErrorKind::Network);
    EXPECT_FALSE(created.error().hint.isEmpty());
    EXPECT_EQ(m_script->lines().count("POST /v1.41/containers/create?name=x HTTP/1.1"), 1);
    // A stream that was dead before the create could be written fails the same way: the caller looks, then repeats.
    ASSERT_TRUE(m_engine->listContainers({}, m_call));
    m_script->restart();
    EXPECT_EQ(m_engine->createContainer(spec, m_call).error().kind, ErrorKind::Network);
    EXPECT_EQ(m_script->lines().count("POST /v1.41/containers/create?name=x HTTP/1.1"), 1);
}

TEST_F(HttpEngineTest, repeatsAReadOnlyOnce)
{
    play([](const auto &request) {
        const bool isFirst = request.line().contains("/containers/json");
        return ScriptedEngine::Reply{isFirst ? ScriptedEngine::answer(200, "[]") : QByteArray(), !isFirst};
    });
    ASSERT_TRUE(m_engine->listContainers({}, m_call));
    const auto networks = m_engine->listNetworks(m_call);
    ASSERT_FALSE(networks);
    EXPECT_EQ(networks.error().kind, ErrorKind::Network);
    EXPECT_EQ(m_script->lines().count("GET /v1.41/networks HTTP/1.1"), 2);
}

TEST_F(HttpEngineTest, doesNotRepeatAReadWhoseAnswerBegan)
{
    play([](const auto &request) {
        if (request.line().contains("/networks"))
            return ScriptedEngine::Reply{"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n[1,", true};
        return ScriptedEngine::Reply{ScriptedEngine::answer(200, "[]")};
    });
    ASSERT_TRUE(m_engine->listContainers({}, m_call));
    const auto networks = m_engine->listNetworks(m_call);
    ASSERT_FALSE(networks);
    EXPECT_EQ(networks.error().kind, ErrorKind::Network);
    EXPECT_EQ(m_script->lines().count("GET /v1.41/networks HTTP/1.1"), 1);
}

TEST_F(HttpEngineTest, oneStaleStreamMakesItForgetTheOthers)
{
    std::promise<void> bothThere;
    std::atomic<int> waiting = 0;
    const std::shared_future<void> both(bothThere.get_future());
    play([&](const auto &request) {
        if (request.line().contains("/networks") && waiting < 2) {
            if (++waiting == 2)
                bothThere.set_value();
            both.wait();
        }
        return ScriptedEngine::Reply{ScriptedEngine::answer(200, "[]")};
    });
    auto other = std::async(std::launch::async, [&] { return m_engine->listNetworks(m_call).has_value(); });
    ASSERT_TRUE(m_engine->listNetworks(m_call));
    ASSERT_TRUE(other.get());
    ASSERT_EQ(m_script->openNow(), 2);
    m_script->restart();
    ASSERT_TRUE(m_engine->listContainers({}, m_call));
    EXPECT_EQ(m_script->openNow(), 1) << "the second stream is as old as the one that failed";
    ContainerSpec spec;
    EXPECT_TRUE(m_engine->startContainer(id(), m_call)) << "so a change meets no stale stream";
}

TEST_F(HttpEngineTest, aCancelledCallReturnsAtOnceAndClosesItsStream)
{
    playAlways({});
    CancelSource cancel;
    const auto before = std::chrono::steady_clock::now();
    auto call
        = std::async(std::launch::async, [&] { return m_engine->waitContainer(id(), Call::in(60s, cancel.token())); });
    std::this_thread::sleep_for(30ms);
    cancel.cancel();
    const auto result = call.get();
    EXPECT_LT(std::chrono::steady_clock::now() - before, 5s);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, ErrorKind::Cancelled);
    EXPECT_EQ(m_script->openNow(), 0);
}

TEST_F(HttpEngineTest, aCallEndsAtItsDeadlineAndItsStreamIsNotUsedAgain)
{
    play([](const auto &request) {
        const bool answers = request.stream > 1;
        return ScriptedEngine::Reply{answers ? ScriptedEngine::answer(200, "[]") : QByteArray()};
    });
    const auto list = m_engine->listContainers({}, Call::in(30ms));
    ASSERT_FALSE(list);
    EXPECT_EQ(list.error().kind, ErrorKind::Timeout);
    EXPECT_TRUE(m_engine->listContainers({}, m_call));
    EXPECT_EQ(m_script->opened(), 2);
}

TEST_F(HttpEngineTest, keepsAtMostEightIdleStreams)
{
    std::atomic<int> waiting = 0;
    std::promise<void> allThere;
    const std::shared_future<void> all(allThere.get_future());
    play([&](const auto &) {
        if (++waiting == 12)
            allThere.set_value();
        all.wait();
        return ScriptedEngine::Reply{ScriptedEngine::answer(200, "[]")};
    });
    std::vector<std::future<bool>> calls;
    for (int i = 0; i < 12; ++i)
        calls.push_back(std::async(std::launch::async, [&] { return m_engine->listNetworks(m_call).has_value(); }));
    for (auto &call : calls)
        EXPECT_TRUE(call.get());
    EXPECT_EQ(m_script->opened(), 12);
    EXPECT_EQ(m_script->openNow(), 8);
}

TEST_F(HttpEngineTest, waitsForAFreeStreamWhereTheirNumberIsBounded)
{
    std::atomic<int> now = 0;
    std::atomic<int> most = 0;
    play(
        [&](const auto &) {
            most = std::max(most.load(), ++now);
            std::this_thread::sleep_for(5ms);
            --now;
            return ScriptedEngine::Reply{ScriptedEngine::answer(200, "[]")};
        },
        2);
    std::vector<std::future<bool>> calls;
    for (int i = 0; i < 10; ++i)
        calls.push_back(std::async(std::launch::async, [&] { return m_engine->listNetworks(m_call).has_value(); }));
    for (auto &call : calls)
        EXPECT_TRUE(call.get());
    EXPECT_LE(most, 2);
    EXPECT_LE(m_script->opened(), 2);
}

TEST_F(HttpEngineTest, givesTheOpenersErrorAsTheReason)
{
    HttpEngine engine([](const Call &) -> Result<std::unique_ptr<ByteStream>> {
        return fail(ErrorKind::Network, QStringLiteral("No SSH connection"), QStringLiteral("timed out"),
            QStringLiteral("Check it."));
    });
    const auto list = engine.listContainers({}, m_call);
    ASSERT_FALSE(list);
    EXPECT_EQ(list.error().kind, ErrorKind::Network);
    EXPECT_EQ(list.error().detail, QStringLiteral("No SSH connection: timed out"));
    EXPECT_EQ(list.error().hint, QStringLiteral("Check it."));
}

TEST_F(HttpEngineTest, makesDoWithTheStreamsThatThereIsRoomForWhereThatIsLessThanItMayHave)
{
    playAlways(ScriptedEngine::answer(200, "[]"));
    std::atomic<int> opened = 0;
    HttpEngine engine(
        [&](const Call &call) -> Result<std::unique_ptr<ByteStream>> {
            if (opened++ == 0)
                return m_script->open();
            call.cancel.waitFor(call.deadline.remaining());
            return fail(ErrorKind::Timeout, QStringLiteral("no session left"));
        },
        6);
    std::vector<std::future<bool>> calls;
    calls.reserve(4);
    for (int i = 0; i < 4; ++i)
        calls.push_back(
            std::async(std::launch::async, [&] { return engine.listContainers({}, Call::in(10s)).has_value(); }));
    for (auto &call : calls)
        EXPECT_TRUE(call.get());
    EXPECT_LE(opened, 4) << "and does not try again while they are enough";
}

TEST_F(HttpEngineTest, asksAgainForAVolumeThatACreateTellsNothingOf)
{
    // Captured from 20.10: the same volume right after the engine's start, by POST and by GET.
    play([](const ScriptedEngine::Request &request) -> ScriptedEngine::Reply {
        return {request.line().startsWith("POST")
                ? ScriptedEngine::answer(
                    201, R"({"Name":"v1","Driver":"local","Labels":null,"Options":null,"Scope":"","Mountpoint":"/m"})")
                : ScriptedEngine::answer(200,
                    R"({"Name":"v1","Driver":"local","Labels":{"x":"y"},"Options":{"device":"/d","o":"bind","type":"none"},)"
                    R"("Scope":"local","Mountpoint":"/m"})")};
    });
    const auto made = m_engine->createBindVolume(
        QStringLiteral("v1"), QStringLiteral("/d"), {{QStringLiteral("x"), QStringLiteral("y")}}, m_call);
    ASSERT_TRUE(made);
    EXPECT_EQ(made->options.value(QStringLiteral("device")), QStringLiteral("/d"));
    EXPECT_EQ(made->labels.value(QStringLiteral("x")), QStringLiteral("y"));
}
