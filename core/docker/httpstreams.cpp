#include "containerjson.h"
#include "frames.h"
#include "httpengine_p.h"
#include "pullprogress.h"
#include "resourcejson.h"

#include <future>

namespace hermes::docker {

namespace {

QStringList lifecycleEvents()
{
    // exec_create, exec_start and exec_die of every health probe would drown these.
    return {QStringLiteral("create"), QStringLiteral("start"), QStringLiteral("restart"), QStringLiteral("stop"),
        QStringLiteral("kill"), QStringLiteral("die"), QStringLiteral("oom"), QStringLiteral("pause"),
        QStringLiteral("unpause"), QStringLiteral("rename"), QStringLiteral("update"), QStringLiteral("destroy"),
        QStringLiteral("remove"), QStringLiteral("health_status")};
}

QByteArray logsPath(const QString &id, const LogOptions &options)
{
    QByteArray path = "/containers/" + segment(id) + "/logs?stdout=1&stderr=1";
    if (options.follow)
        path += "&follow=1";
    if (options.tail >= 0)
        path += "&tail=" + QByteArray::number(options.tail);
    if (options.sinceSeconds > 0)
        path += "&since=" + QByteArray::number(options.sinceSeconds);
    if (options.timestamps)
        path += "&timestamps=1";
    return path;
}

tl::unexpected<Error> engineSaid(const EngineRequest &request, const QString &words)
{
    return failed(request, {ErrorKind::Remote, translate("Docker", "The engine reported"), words});
}

} // namespace

Status HttpEngine::pullImage(
    const QString &reference, const std::function<void(const QString &)> &progress, const Call &call)
{
    const PullReference parts = splitReference(reference);
    const EngineRequest request{QT_TRANSLATE_NOOP("Docker", "Image %1 could not be pulled"), reference, "POST",
        "/images/create?" + parameter("fromImage", parts.image.toUtf8()) + '&' + parameter("tag", parts.tag.toUtf8())};
    auto begun = d->link.begin(request, call);
    if (!begun && begun.error().kind == ErrorKind::Remote) // also where a registry does not answer the engine
        begun.error().hint = pullHint();
    HERMES_ASSIGN(EngineLink::Exchange exchange, std::move(begun));
    std::optional<Error> error;
    PullProgress pulled;
    LineSplitter lines([&](const QByteArray &line) {
        if (line.trimmed().isEmpty())
            return;
        if (auto said = pulled.take(line); !said)
            error = said.error();
        else if (progress)
            progress(*said);
    });
    const Status read = exchange.channel().readBody([&](QByteArrayView bytes) { lines.feed(bytes); }, call);
    lines.finish();
    if (error)
        return fail(error->kind, translate("Docker", request.failure).arg(reference), error->detail, error->hint);
    if (!read)
        return failed(request, read.error());
    return {};
}

Status HttpEngine::watchEvents(const QStringList &labels, const std::function<void()> &connected,
    const std::function<void(const Event &)> &event, const Call &call)
{
    QMap<QString, QStringList> filters{{QStringLiteral("event"), lifecycleEvents()}};
    if (!labels.isEmpty())
        filters.insert(QStringLiteral("label"), labels);
    const EngineRequest request{QT_TRANSLATE_NOOP("Docker", "Docker's events could not be followed"), {}, "GET",
        "/events?" + parameter("filters", filtersJson(filters))};
    HERMES_ASSIGN(EngineLink::Exchange exchange, d->link.begin(request, call));
    if (connected)
        connected();
    LineSplitter lines([&](const QByteArray &line) {
        if (auto parsed = parseEvent(line); parsed && event)
            event(*parsed);
    });
    const Status read = exchange.channel().readBody([&](QByteArrayView bytes) { lines.feed(bytes); }, call);
    if (!read)
        return failed(request, read.error());
    return failed(request, {ErrorKind::Network, translate("Docker", "The engine ended the stream"), {}, {}});
}

Status HttpEngine::readLogs(const QString &id, const LogOptions &options,
    const std::function<void(const QByteArray &line, bool isError)> &line, const Call &call)
{
    const EngineRequest request{
        QT_TRANSLATE_NOOP("Docker", "The log of container %1 could not be read"), id, "GET", logsPath(id, options)};
    bool tty = false;
    {
        // Before API 1.42 nothing in the answer tells a TTY's raw bytes from frames.
        HERMES_ASSIGN(const ContainerDetails details, inspectContainer(id, call));
        tty = details.tty;
    }
    HERMES_ASSIGN(EngineLink::Exchange exchange, d->link.begin(request, call));
    LineSplitter out([&](const QByteArray &text) { line(text, false); });
    LineSplitter err([&](const QByteArray &text) { line(text, true); });
    FrameSplitter frames([&](QByteArrayView bytes, bool isError) { (isError ? err : out).feed(bytes); });
    const Status read
        = exchange.channel().readBody([&](QByteArrayView bytes) { tty ? out.feed(bytes) : frames.feed(bytes); }, call);
    out.finish();
    err.finish();
    if (!read)
        return failed(request, read.error());
    if (!frames.error().isEmpty())
        return engineSaid(request, frames.error());
    return {};
}

Result<Engine::ExecResult> HttpEngine::exec(
    const QString &id, const QStringList &argv, const ExecOptions &options, const Call &call)
{
    QByteArray out;
    ExecStreams streams;
    streams.output = [&](QByteArrayView bytes) { out.append(bytes.data(), bytes.size()); };
    if (options.attachInput)
        streams.input = [left = options.input](
                            const Call &) mutable -> Result<QByteArray> { return std::exchange(left, QByteArray()); };
    auto result = execStream(id, argv, options, streams, call);
    if (result)
        result->out = out;
    return result;
}

Result<Engine::ExecResult> HttpEngine::execStream(const QString &id, const QStringList &argv,
    const ExecOptions &options, const ExecStreams &streams, const Call &call)
{
    const char *failure = QT_TRANSLATE_NOOP("Docker", "A command could not be run in container %1");
    ExecOptions attached = options;
    attached.attachInput = bool(streams.input);
    HERMES_ASSIGN(const EngineAnswer created,
        d->send(
            {failure, id, "POST", "/containers/" + segment(id) + "/exec", "application/json", execBody(argv, attached)},
            call));
    HERMES_ASSIGN(const QString execId, parseId(created.body));
    const EngineRequest start{
        failure, id, "POST", "/exec/" + segment(execId) + "/start", "application/json", execStartBody(), true};
    ExecResult result;
    {
        HERMES_ASSIGN(EngineLink::Exchange exchange, d->link.begin(start, call));
        std::future<void> writer;
        CancelSource ended; // the command has: nobody reads the rest of its stdin
        const auto byCaller = call.cancel.onCancel([&ended] { ended.cancel(); });
        if (streams.input) {
            // On a thread of its own: a command that answers while it reads would otherwise block both sides.
            writer = std::async(std::launch::async, [&] {
                const Call writing{call.deadline, ended.token()};
                while (true) {
                    const auto piece = streams.input(writing);
                    // A command that ends without reading everything breaks the pipe: its exit code tells, not this.
                    if (!piece || (!piece->isEmpty() && !exchange.stream().write(*piece, writing)))
                        break;
                    if (piece->isEmpty()) {
                        (void)exchange.stream().closeWrite(writing);
                        return;
                    }
                }
                exchange.stream().close();
            });
        }
        FrameSplitter frames([&](QByteArrayView bytes, bool isError) {
            if (isError)
                result.err.append(bytes.data(), bytes.size());
            else if (streams.output)
                streams.output(bytes);
        });
        const Status read = exchange.channel().readRaw([&](QByteArrayView bytes) { frames.feed(bytes); }, call);
        if (writer.valid()) {
            ended.cancel();
            exchange.stream().close();
            writer.wait();
        }
        if (!read)
            return failed(start, read.error());
        if (!frames.error().isEmpty())
            return engineSaid(start, frames.error());
    }
    HERMES_ASSIGN(
        const EngineAnswer inspected, d->send({failure, id, "GET", "/exec/" + segment(execId) + "/json"}, call));
    HERMES_ASSIGN(result.exitCode, parseExecExit(inspected.body));
    return result;
}

Result<HttpAnswer> httpGet(ByteStream &stream, const QString &hostHeader, const QString &path, const Call &call)
{
    HttpChannel channel(stream);
    HERMES_ASSIGN(const int status,
        channel.exchange({.target = path.toUtf8(), .host = hostHeader.toUtf8(), .close = true}, call));
    HttpAnswer answer;
    answer.status = status;
    answer.contentType = QString::fromLatin1(channel.header("Content-Type"));
    HERMES_ASSIGN(answer.body, channel.readBody(1 << 20, call));
    return answer;
}

} // namespace hermes::docker
