#include "capture.h"
#include "httpengine.h"
#include "scriptedengine.h"
#include "tar.h"

using namespace hermes;
using namespace hermes::docker;
using namespace std::chrono_literals;
using hermes::test::ScriptedEngine;

namespace {

/// One HttpEngine whose other side answers everything but the ping with the same bytes.
struct Played {
    explicit Played(const QByteArray &bytes, bool thenEnd = false)
        : script([bytes, thenEnd](const ScriptedEngine::Request &request) {
            if (request.line().contains("/_ping"))
                return ScriptedEngine::Reply{ScriptedEngine::ping()};
            return ScriptedEngine::Reply{bytes, thenEnd};
        })
        , engine([this](const Call &) -> Result<std::unique_ptr<ByteStream>> { return script.open(); })
    { }
    ScriptedEngine script;
    HttpEngine engine;
    Call call = Call::in(5s);
    [[nodiscard]] QByteArray line() const { return script.lines().value(0); }
};

QByteArray message(const char *words)
{
    return QByteArray(R"({"message":")") + words + "\"}";
}

QByteArray streamFrame(char type, const QByteArray &payload)
{
    QByteArray bytes(8, '\0');
    bytes[0] = type;
    bytes[7] = char(payload.size());
    return bytes + payload;
}

} // namespace

TEST(HttpCalls, mapStatusCodesToKinds)
{
    const struct {
        int status;
        const char *words;
        ErrorKind kind;
    } cases[] = {
        {400, "Invalid container name", ErrorKind::Invalid},
        {404, "No such image: x", ErrorKind::NotFound},
        {409, "Conflict. The container name is already in use", ErrorKind::Conflict},
        {500, "json: cannot unmarshal", ErrorKind::Remote},
        {503, "shutting down", ErrorKind::Remote},
        {301, "Moved", ErrorKind::Remote},
    };
    for (const auto &[status, words, kind] : cases) {
        Played played(ScriptedEngine::answer(status, message(words)));
        const auto created = played.engine.createContainer({}, played.call);
        ASSERT_FALSE(created) << status;
        EXPECT_EQ(created.error().kind, kind) << status;
        EXPECT_EQ(created.error().detail, QLatin1String(words));
        EXPECT_FALSE(created.error().message.contains(QStringLiteral("%1")));
    }
}

TEST(HttpCalls, tellDoneFromAlreadySo)
{
    const QString id = QStringLiteral("c1");
    EXPECT_EQ(
        Played("HTTP/1.1 204 No Content\r\n\r\n").engine.startContainer(id, Call::in(5s)).value_or(Done::AlreadySo),
        Done::Done);
    EXPECT_EQ(Played("HTTP/1.1 304 Not Modified\r\n\r\n").engine.startContainer(id, Call::in(5s)).value_or(Done::Done),
        Done::AlreadySo);
    EXPECT_EQ(
        Played("HTTP/1.1 304 Not Modified\r\n\r\n").engine.stopContainer(id, 210, Call::in(5s)).value_or(Done::Done),
        Done::AlreadySo);
    Played stopped(ScriptedEngine::answer(404, message("No such container: c1")));
    EXPECT_EQ(stopped.engine.stopContainer(id, 210, stopped.call).error().kind, ErrorKind::NotFound);
    EXPECT_EQ(stopped.line(), "POST /v1.41/containers/c1/stop?t=210 HTTP/1.1");
}

TEST(HttpCalls, takeAContainerThatIsGoneAsRemoved)
{
    const QString id = QStringLiteral("c1");
    Played gone(ScriptedEngine::answer(404, message("No such container: c1")));
    EXPECT_EQ(gone.engine.removeContainer(id, true, gone.call).value_or(Done::Done), Done::AlreadySo);
    EXPECT_EQ(gone.line(), "DELETE /v1.41/containers/c1?force=1 HTTP/1.1") << "and never its volumes";
    Played pending(ScriptedEngine::answer(409, message("removal of container c1 is already in progress")));
    EXPECT_EQ(pending.engine.removeContainer(id, true, pending.call).value_or(Done::AlreadySo), Done::Done);
    Played running(ScriptedEngine::answer(409, capture("error-running.json")));
    EXPECT_EQ(running.engine.removeContainer(id, false, running.call).error().kind, ErrorKind::Conflict);
    EXPECT_EQ(running.line(), "DELETE /v1.41/containers/c1 HTTP/1.1");
}

TEST(HttpCalls, keepTheEnginesWordsOfAPortConflict)
{
    Played allocated(ScriptedEngine::answer(500, capture("error-port.json")));
    const auto started = allocated.engine.startContainer(QStringLiteral("c1"), allocated.call);
    ASSERT_FALSE(started);
    EXPECT_TRUE(isPortConflict(started.error()));
    EXPECT_TRUE(started.error().detail.contains(QStringLiteral("127.0.0.1:8799")));
    const char *others[] = {"driver failed programming external connectivity: Error starting userland proxy: listen "
                            "tcp4 127.0.0.1:8700: bind: address already in use",
        "all ports are allocated"};
    for (const char *words : others) {
        Played other(ScriptedEngine::answer(500, message(words)));
        EXPECT_TRUE(isPortConflict(other.engine.startContainer(QStringLiteral("c1"), other.call).error())) << words;
    }
    Played image(ScriptedEngine::answer(500, message("OCI runtime create failed")));
    EXPECT_FALSE(isPortConflict(image.engine.startContainer(QStringLiteral("c1"), image.call).error()));
}

TEST(HttpCalls, encodeEveryNameTheyPutIntoAPath)
{
    Played played(ScriptedEngine::answer(200, "{}"));
    (void)played.engine.inspectContainer(QStringLiteral("../a b?c#d&e=中%"), played.call);
    EXPECT_EQ(played.line(), "GET /v1.41/containers/..%2Fa%20b%3Fc%23d%26e%3D%E4%B8%AD%25/json HTTP/1.1");
    Played image(ScriptedEngine::answer(200, "{}"));
    (void)image.engine.inspectImage(QStringLiteral("a/b:1\r\nX: y"), image.call);
    EXPECT_EQ(image.line(), "GET /v1.41/images/a%2Fb%3A1%0D%0AX%3A%20y/json HTTP/1.1");
    Played list(ScriptedEngine::answer(200, "[]"));
    (void)list.engine.listContainers({QStringLiteral("hermes.tenant=a&b")}, list.call);
    EXPECT_EQ(list.line(),
        "GET /v1.41/containers/json?all=1&filters=%7B%22label%22%3A%5B%22hermes.tenant%3Da%26b%22%5D%7D HTTP/1.1");
}

TEST(HttpCalls, refuseAnEmptyNameBeforeAskingTheEngine)
{
    Played played(ScriptedEngine::answer(200, "[]"));
    EXPECT_EQ(played.engine.inspectContainer({}, played.call).error().kind, ErrorKind::Invalid);
    EXPECT_EQ(played.engine.removeContainer({}, true, played.call).error().kind, ErrorKind::Invalid);
    EXPECT_EQ(played.engine.removeContainer({}, false, played.call).error().kind, ErrorKind::Invalid);
    EXPECT_EQ(played.engine.removeVolume({}, played.call).error().kind, ErrorKind::Invalid);
    EXPECT_EQ(played.engine.removeNetwork({}, played.call).error().kind, ErrorKind::Invalid);
    EXPECT_TRUE(played.script.requests().isEmpty());
}

TEST(HttpCalls, sendAnArchiveAsTar)
{
    Played played(ScriptedEngine::answer(200, {}));
    const QByteArray tar
        = writeTar({{QStringLiteral("data/x"), TarEntry::Type::File, QByteArray(200'000, 'x'), 0600, 0, 0, 0}});
    ASSERT_TRUE(played.engine.putArchive(QStringLiteral("c1"), QStringLiteral("/opt/a b"), tar, played.call));
    const auto request = played.script.requests().last();
    EXPECT_EQ(request.line(), "PUT /v1.41/containers/c1/archive?path=%2Fopt%2Fa%20b HTTP/1.1");
    EXPECT_TRUE(request.head.contains("Content-Type: application/x-tar")) << "without it nothing is written";
    EXPECT_EQ(request.body, tar);
}

TEST(HttpCalls, readTheStatOfAFileFromTheHead)
{
    Played played(capture("stat-file.txt"));
    const auto stat = played.engine.statArchive(QStringLiteral("c1"), QStringLiteral("/bin/busybox"), played.call);
    ASSERT_TRUE(stat) << stat.error().text().toStdString();
    EXPECT_EQ(stat->size, 1982256);
    EXPECT_TRUE(played.line().startsWith("HEAD "));
    ASSERT_TRUE(played.engine.statArchive(QStringLiteral("c1"), QStringLiteral("/bin/busybox"), played.call));
    EXPECT_EQ(played.script.opened(), 1) << "a HEAD has no body to wait for";
}

TEST(HttpCalls, failAPullThatAnswered200)
{
    Played played(ScriptedEngine::chunked(capture("pull-bad.ndjson"), 100));
    QStringList progress;
    const Status pulled = played.engine.pullImage(
        QStringLiteral("r:5000/bad/app:1"), [&](const QString &line) { progress.append(line); }, played.call);
    ASSERT_FALSE(pulled);
    EXPECT_EQ(pulled.error().kind, ErrorKind::Remote);
    EXPECT_TRUE(pulled.error().detail.startsWith(QStringLiteral("filesystem layer verification failed")));
    EXPECT_EQ(progress.size(), 4);
    EXPECT_EQ(played.line(), "POST /v1.41/images/create?fromImage=r%3A5000%2Fbad%2Fapp&tag=1 HTTP/1.1");
    Played good(ScriptedEngine::chunked(capture("pull-good.ndjson"), 7));
    EXPECT_TRUE(good.engine.pullImage(QStringLiteral("x"), {}, good.call));
}

TEST(HttpCalls, handEventsOverUntilTheEngineGoesAway)
{
    const QByteArray lines = capture("events.ndjson");
    QByteArray chunks = ScriptedEngine::chunked(lines, 333);
    chunks.chop(5); // the stream never ends by itself
    Played played(chunks, true);
    QStringList actions;
    bool connected = false;
    const Status watched = played.engine.watchEvents(
        {QStringLiteral("hermes.managed=1")}, [&] { connected = true; },
        [&](const Event &event) { actions.append(event.action); }, played.call);
    EXPECT_TRUE(connected);
    EXPECT_EQ(actions.size(), 8);
    EXPECT_EQ(actions.last(), QStringLiteral("stop"));
    ASSERT_FALSE(watched);
    EXPECT_EQ(watched.error().kind, ErrorKind::Network);
    EXPECT_TRUE(played.line().contains("health_status")) << played.line().constData();
    EXPECT_FALSE(played.line().contains("exec_"));
}

TEST(HttpCalls, readALogOfFramesAndOneOfATerminal)
{
    const auto logsOf = [](const QByteArray &inspect, const QByteArray &body) {
        ScriptedEngine script([&](const ScriptedEngine::Request &request) {
            if (request.line().contains("/_ping"))
                return ScriptedEngine::Reply{ScriptedEngine::ping()};
            return ScriptedEngine::Reply{request.line().contains("/logs") ? ScriptedEngine::chunked(body, 5)
                                                                          : ScriptedEngine::answer(200, inspect)};
        });
        HttpEngine engine([&](const Call &) -> Result<std::unique_ptr<ByteStream>> { return script.open(); });
        QStringList lines;
        const Status read = engine.readLogs(
            QStringLiteral("c1"), {.tail = 10},
            [&](const QByteArray &line, bool isError) {
                lines.append((isError ? QStringLiteral("E:") : QStringLiteral("O:")) + QString::fromUtf8(line));
            },
            Call::in(5s));
        EXPECT_TRUE(read);
        EXPECT_TRUE(script.lines().last().contains("tail=10")) << script.lines().last().constData();
        return lines.join(QLatin1Char('|'));
    };
    EXPECT_EQ(logsOf(R"({"Config":{"Tty":false}})",
                  streamFrame(1, "on") + streamFrame(2, "bad\n") + streamFrame(1, "e\ntwo")),
        QStringLiteral("E:bad|O:one|O:two"));
    EXPECT_EQ(logsOf(R"({"Config":{"Tty":true}})", "one\r\ntwo\r\n"), QStringLiteral("O:one|O:two"));
}

TEST(HttpCalls, runACommandOnAHijackedStream)
{
    ScriptedEngine script([&](const ScriptedEngine::Request &request) {
        if (request.line().contains("/_ping"))
            return ScriptedEngine::Reply{ScriptedEngine::ping()};
        if (request.line().contains("/start"))
            return ScriptedEngine::Reply{"HTTP/1.1 101 UPGRADED\r\nContent-Type: application/vnd.docker.raw-stream\r\n"
                                         "Connection: Upgrade\r\nUpgrade: tcp\r\n\r\n"
                    + streamFrame(1, "out") + streamFrame(2, "err"),
                true};
        return ScriptedEngine::Reply{ScriptedEngine::answer(request.line().startsWith("GET") ? 200 : 201,
            request.line().startsWith("GET") ? capture("exec.json") : QByteArray(R"({"Id":"e1"})"))};
    });
    HttpEngine engine([&](const Call &) -> Result<std::unique_ptr<ByteStream>> { return script.open(); });
    const auto result = engine.exec(QStringLiteral("c1"), {QStringLiteral("x")}, {}, Call::in(5s));
    ASSERT_TRUE(result) << result.error().text().toStdString();
    EXPECT_EQ(result->exitCode, 7);
    EXPECT_EQ(result->out, "out");
    EXPECT_EQ(result->err, "err");
    EXPECT_TRUE(script.requests().at(2).head.contains("Upgrade: tcp"));
}

TEST(HttpGet, readsOnePageAndRefusesAHugeOne)
{
    const auto get = [](const QByteArray &answer, bool thenEnd) {
        ScriptedEngine script([&](const auto &) { return ScriptedEngine::Reply{answer, thenEnd}; });
        const auto stream = script.open();
        auto result = httpGet(*stream, QStringLiteral("127.0.0.1:8700"), QStringLiteral("/api/status"), Call::in(5s));
        EXPECT_TRUE(script.requests().first().head.contains("Host: 127.0.0.1:8700\r\n"));
        return result;
    };
    const auto page = get(ScriptedEngine::answer(200, "{}", "Content-Type: application/json\r\n"), false);
    ASSERT_TRUE(page);
    EXPECT_EQ(page->status, 200);
    EXPECT_EQ(page->contentType, QStringLiteral("application/json"));
    EXPECT_EQ(page->body, "{}");
    EXPECT_EQ(get("HTTP/1.0 401 Unauthorized\r\n\r\nlogin", true)->body, "login") << "a body may end with the stream";
    EXPECT_EQ(get(ScriptedEngine::answer(200, QByteArray(2'000'000, 'x')), false).error().kind, ErrorKind::Remote);
    EXPECT_EQ(get("", true).error().kind, ErrorKind::Network);
    EXPECT_EQ(get("220 smtp ready\r\n", true).error().kind, ErrorKind::Remote);
}
