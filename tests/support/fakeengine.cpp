#include "fakeengine.h"
#include "fakeanswer.h"

#include <QRegularExpression>

namespace hermes::test {

using namespace docker;

namespace {

QString failure(const char *what, const QString &subject)
{
    return QString::fromLatin1(what).arg(subject);
}

std::optional<Error> nameProblem(const QString &name, const QString &message)
{
    static const QRegularExpression allowed(QStringLiteral("^[a-zA-Z0-9][a-zA-Z0-9_.-]+$"));
    if (allowed.match(name).hasMatch())
        return std::nullopt;
    return Error{ErrorKind::Invalid, message,
        QStringLiteral("Invalid container name (%1), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed").arg(name)};
}

} // namespace

FakeEngine::FakeEngine(Clock &clock, quint64 seed)
    : d(std::make_unique<World>(*this, clock, seed))
{
    for (const char *name : {"bridge", "host", "none"}) {
        NetworkDetails network;
        network.id = d->random.hex(32);
        network.name = QString::fromLatin1(name);
        network.driver = network.name == QLatin1String("none") ? QStringLiteral("null") : network.name;
        d->networks.append(network);
    }
}

FakeEngine::~FakeEngine() = default;

Result<EngineInfo> FakeEngine::info(const Call &call)
{
    return answer<Result<EngineInfo>>("info", {}, call, [&]() -> Result<EngineInfo> {
        EngineInfo info;
        info.id = QStringLiteral("FAKE:") + d->networks.first().id.left(12);
        info.version = QStringLiteral("20.10.24");
        info.apiVersion = QStringLiteral("1.41");
        info.rootDir = QStringLiteral("/var/lib/docker");
        info.cpus = 4;
        info.memoryBytes = qint64(16) << 30;
        for (const auto &container : d->containers)
            info.containersRunning += container->details.running ? 1 : 0;
        return info;
    });
}

Result<QList<ContainerSummary>> FakeEngine::listContainers(const QStringList &labels, const Call &call)
{
    using List = Result<QList<ContainerSummary>>;
    return answer<List>("listContainers", labels.join(QLatin1Char(',')), call, [&]() -> List {
        QList<ContainerSummary> list;
        for (const auto &container : d->containers) {
            if (hasLabels(container->spec.labels, labels))
                list.prepend(container->details.summary); // the newest first, as Docker lists them
        }
        return list;
    });
}

Result<ContainerDetails> FakeEngine::inspectContainer(const QString &id, const Call &call)
{
    using R = Result<ContainerDetails>;
    return answer<R>("inspectContainer", id, call, [&]() -> R {
        HERMES_ASSIGN(const FakeContainer *container, d->need(id, failure("Container %1 could not be inspected", id)));
        return container->details;
    });
}

Result<Created> FakeEngine::createContainer(const ContainerSpec &spec, const Call &call)
{
    return answerOrLate<Result<Created>>("createContainer", spec.name, call, [this, spec]() -> Result<Created> {
        const QString message = failure("Container %1 could not be created", spec.name);
        if (const auto problem = nameProblem(spec.name, message))
            return tl::unexpected(*problem);
        if (!d->findImage(spec.image))
            return fail(ErrorKind::NotFound, message, QStringLiteral("No such image: ") + spec.image);
        if (const FakeContainer *other = d->named(spec.name, isUnit(spec.labels)))
            return fail(ErrorKind::Conflict, message,
                QStringLiteral("Conflict. The container name \"/%1\" is already in use by container \"%2\".")
                    .arg(spec.name, other->details.summary.id));
        return Created{d->create(spec), {}};
    });
}

Result<Done> FakeEngine::startContainer(const QString &id, const Call &call)
{
    return answerOrLate<Result<Done>>("startContainer", id, call, [this, id]() -> Result<Done> {
        HERMES_ASSIGN(FakeContainer * container, d->need(id, failure("Container %1 could not be started", id)));
        if (container->details.summary.state == QStringLiteral("paused"))
            return fail(ErrorKind::Conflict, failure("Container %1 could not be started", id),
                QStringLiteral("cannot start a paused container, try unpause instead"));
        if (container->details.running)
            return Done::AlreadySo;
        HERMES_TRY(d->start(*container));
        return Done::Done;
    });
}

Result<Done> FakeEngine::stopContainer(const QString &id, int /*timeoutSeconds*/, const Call &call)
{
    return answerOrLate<Result<Done>>("stopContainer", id, call, [this, id]() -> Result<Done> {
        HERMES_ASSIGN(FakeContainer * container, d->need(id, failure("Container %1 could not be stopped", id)));
        if (!container->details.running)
            return Done::AlreadySo;
        d->stop(*container);
        return Done::Done;
    });
}

Result<Done> FakeEngine::removeContainer(const QString &id, bool force, const Call &call)
{
    return answerOrLate<Result<Done>>("removeContainer", id, call, [this, id, force]() -> Result<Done> {
        const QString message = failure("Container %1 could not be removed", id);
        auto found = d->need(id, message);
        if (!found && found.error().kind == ErrorKind::NotFound)
            return Done::AlreadySo;
        HERMES_TRY(found);
        FakeContainer *container = *found;
        if (container->details.running && !force)
            return fail(ErrorKind::Conflict, message,
                QStringLiteral("You cannot remove a running container %1. Stop the container before attempting "
                               "removal or force remove")
                    .arg(container->details.summary.id));
        container->stoppedByHand = true;
        if (container->details.running) {
            d->emitEvent(*container, QStringLiteral("kill"), {{QStringLiteral("signal"), QStringLiteral("9")}});
            d->end(*container, 137, false);
        }
        d->emitEvent(*container, QStringLiteral("destroy"));
        d->removeFromNetworks(container->details.summary.id);
        std::erase_if(d->containers, [&](const auto &each) { return each.get() == container; });
        d->changed.notify_all();
        return Done::Done;
    });
}

Result<Done> FakeEngine::pauseContainer(const QString &id, const Call &call)
{
    return answerOrLate<Result<Done>>("pauseContainer", id, call, [this, id]() -> Result<Done> {
        const QString message = failure("Container %1 could not be paused", id);
        HERMES_ASSIGN(FakeContainer * container, d->need(id, message));
        QString &state = container->details.summary.state;
        if (!container->details.running)
            return fail(ErrorKind::Conflict, message, QStringLiteral("Container %1 is not running").arg(id));
        if (state == QStringLiteral("paused"))
            return Done::AlreadySo;
        state = QStringLiteral("paused");
        return Done::Done;
    });
}

Result<Done> FakeEngine::unpauseContainer(const QString &id, const Call &call)
{
    return answerOrLate<Result<Done>>("unpauseContainer", id, call, [this, id]() -> Result<Done> {
        HERMES_ASSIGN(FakeContainer * container, d->need(id, failure("Container %1 could not be unpaused", id)));
        QString &state = container->details.summary.state;
        if (state != QStringLiteral("paused"))
            return Done::AlreadySo;
        state = QStringLiteral("running");
        return Done::Done;
    });
}

Status FakeEngine::renameContainer(const QString &id, const QString &name, const Call &call)
{
    return answer<Status>("renameContainer", id, call, [&]() -> Status {
        const QString message = failure("Container %1 could not be renamed", id);
        HERMES_ASSIGN(FakeContainer * container, d->need(id, message));
        for (const auto &other : d->containers)
            if (other.get() != container && other->details.summary.name == name)
                return fail(ErrorKind::Conflict, message,
                    QStringLiteral("Conflict. The container name \"/%1\" is already in use by container %2")
                        .arg(name, other->details.summary.id));
        container->spec.name = name;
        container->details.summary.name = name;
        return {};
    });
}

Status FakeEngine::setRestartPolicy(const QString &id, const QString &policy, const Call &call)
{
    return answer<Status>("setRestartPolicy", id, call, [&]() -> Status {
        HERMES_ASSIGN(FakeContainer * container,
            d->need(id, failure("The restart policy of container %1 could not be changed", id)));
        container->spec.restartPolicy = policy;
        container->details.restartPolicy = policy;
        return {};
    });
}

Result<int> FakeEngine::waitContainer(const QString &id, const Call &call)
{
    return answer<Result<int>>("waitContainer", id, call, [&]() -> Result<int> {
        const QString message = failure("The end of container %1 could not be waited for", id);
        HERMES_ASSIGN(const FakeContainer *first, d->need(id, message));
        const QString fullId = first->details.summary.id;
        int exitCode = 0;
        HERMES_TRY(d->waitUntil(call, [&] {
            const FakeContainer *container = d->find(fullId);
            exitCode = container ? container->details.exitCode : exitCode;
            return !container || !container->details.running || !d->reachable;
        }));
        if (!d->reachable)
            return tl::unexpected(lostLink());
        return exitCode;
    });
}

Result<Engine::ExecResult> FakeEngine::exec(
    const QString &id, const QStringList &argv, const ExecOptions &options, const Call &call)
{
    return runIn("exec", id, argv, options, call);
}

Result<Engine::ExecResult> FakeEngine::runIn(
    const char *name, const QString &id, const QStringList &argv, const ExecOptions &options, const Call &call)
{
    return answer<Result<ExecResult>>(name, id, call, [&]() -> Result<ExecResult> {
        const QString message = failure("A command could not be run in container %1", id);
        HERMES_ASSIGN(const FakeContainer *container, d->need(id, message));
        if (!container->details.running)
            return fail(ErrorKind::Conflict, message,
                QStringLiteral("Container %1 is not running").arg(container->details.summary.id));
        if (!d->behaviour.exec)
            return ExecResult{0, {}, {}};
        return d->behaviour.exec(*this, container->details.summary.id, argv, options);
    });
}

Result<Engine::ExecResult> FakeEngine::execStream(const QString &id, const QStringList &argv,
    const ExecOptions &options, const ExecStreams &streams, const Call &call)
{
    auto input = streams.input;
    std::unique_lock lock(d->mutex);
    const auto reads = d->behaviour.reads;
    lock.unlock();
    if (auto other = reads ? reads(id, argv) : nullptr)
        input = std::move(other);
    ExecOptions read = options;
    read.attachInput = bool(input);
    while (input) {
        HERMES_ASSIGN(const QByteArray piece, input(call));
        if (piece.isEmpty())
            break;
        read.input += piece;
    }
    HERMES_ASSIGN(ExecResult result, runIn("execStream", id, argv, read, call));
    if (streams.output && !result.out.isEmpty())
        streams.output(result.out);
    result.out.clear();
    return result;
}

Result<ImageDetails> FakeEngine::inspectImage(const QString &reference, const Call &call)
{
    return answer<Result<ImageDetails>>("inspectImage", reference, call, [&]() -> Result<ImageDetails> {
        if (const World::Image *image = d->findImage(reference))
            return image->details;
        return fail(ErrorKind::NotFound, failure("Image %1 could not be inspected", reference),
            QStringLiteral("no such image: %1: No such image: %1").arg(reference));
    });
}

Status FakeEngine::pullImage(
    const QString &reference, const std::function<void(const QString &)> &progress, const Call &call)
{
    return answer<Status>("pullImage", reference, call, [&]() -> Status {
        if (!d->pullable.contains(reference))
            return fail(ErrorKind::NotFound, failure("Image %1 could not be pulled", reference),
                QStringLiteral("pull access denied for %1, repository does not exist or may require 'docker login'")
                    .arg(reference));
        if (progress)
            progress(QStringLiteral("Pulling from ") + reference);
        addImage(reference);
        if (progress)
            progress(QStringLiteral("Status: Downloaded newer image for ") + reference);
        return {};
    });
}

Status FakeEngine::watchEvents(const QStringList &labels, const std::function<void()> &connected,
    const std::function<void(const Event &)> &event, const Call &call)
{
    std::list<World::Watcher>::iterator watcher;
    HERMES_TRY(answer<Status>("watchEvents", labels.join(QLatin1Char(',')), call, [&]() -> Status {
        watcher = d->watchers.insert(d->watchers.end(), World::Watcher{labels, {}, false});
        return {};
    }));
    if (connected)
        connected();
    Status ended;
    while (ended) {
        std::deque<Event> queue;
        {
            const std::lock_guard lock(d->mutex);
            ended = d->waitUntil(call, [&] { return !watcher->queue.empty() || watcher->broken; });
            queue.swap(watcher->queue);
            if (ended && queue.empty())
                ended = tl::unexpected(lostLink());
        }
        for (const Event &each : queue)
            event(each);
    }
    const std::lock_guard lock(d->mutex);
    d->watchers.erase(watcher);
    return ended;
}

Status FakeEngine::readLogs(const QString &id, const LogOptions &options,
    const std::function<void(const QByteArray &line, bool isError)> &line, const Call &call)
{
    QString fullId;
    HERMES_TRY(answer<Status>("readLogs", id, call, [&]() -> Status {
        HERMES_ASSIGN(
            const FakeContainer *container, d->need(id, failure("The log of container %1 could not be read", id)));
        fullId = container->details.summary.id;
        return {};
    }));
    qsizetype next = -1;
    while (true) {
        QList<FakeContainer::LogLine> lines;
        bool over = false;
        {
            const std::lock_guard lock(d->mutex);
            HERMES_TRY(d->newLines(fullId, options, next, lines, over, call));
        }
        for (const auto &each : lines)
            line(each.text, each.isError);
        if (over)
            return {};
    }
}

} // namespace hermes::test
