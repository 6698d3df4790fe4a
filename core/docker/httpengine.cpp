#include "httpengine.h"
#include "containerjson.h"
#include "enginelink.h"
#include "httpengine_p.h"
#include "resourcejson.h"

namespace hermes::docker {

namespace {

QByteArray containerPath(const QString &id, const char *rest)
{
    return "/containers/" + segment(id) + rest;
}

QByteArray archivePath(const QString &id, const QString &path)
{
    return containerPath(id, "/archive?") + parameter("path", path.toUtf8());
}

} // namespace

HttpEngine::HttpEngine(Opener open, int maxStreams)
    : d(std::make_unique<Private>(std::move(open), maxStreams))
{ }
HttpEngine::~HttpEngine() = default;

void HttpEngine::setMaxStreams(int maxStreams)
{
    d->link.setMaxStreams(maxStreams);
}

Result<EngineAnswer> HttpEngine::Private::send(const EngineRequest &request, const Call &call)
{
    // An empty name would turn "/containers//json" into the list of all.
    if (request.path.contains("//") || request.path.contains("/?") || request.path.endsWith('/'))
        return failed(request, {ErrorKind::Invalid, translate("Docker", "No name or id was given")});
    return link.request(request, call);
}

Result<EngineInfo> HttpEngine::info(const Call &call)
{
    HERMES_ASSIGN(const EngineAnswer answer,
        d->send({QT_TRANSLATE_NOOP("Docker", "Docker's information could not be read"), {}, "GET", "/info"}, call));
    HERMES_ASSIGN(EngineInfo info, parseInfo(answer.body));
    const EngineLink::Version version = d->link.version();
    info.apiVersion = version.api;
    info.podman = version.podman;
    return info;
}

Result<QList<ContainerSummary>> HttpEngine::listContainers(const QStringList &labels, const Call &call)
{
    QByteArray path = "/containers/json?all=1";
    if (!labels.isEmpty())
        path += '&' + parameter("filters", filtersJson({{QStringLiteral("label"), labels}}));
    HERMES_ASSIGN(const EngineAnswer answer,
        d->send({QT_TRANSLATE_NOOP("Docker", "The containers could not be listed"), {}, "GET", path}, call));
    return parseContainerList(answer.body);
}

Result<ContainerDetails> HttpEngine::inspectContainer(const QString &id, const Call &call)
{
    HERMES_ASSIGN(const EngineAnswer answer,
        d->send(
            {QT_TRANSLATE_NOOP("Docker", "Container %1 could not be inspected"), id, "GET", containerPath(id, "/json")},
            call));
    return parseContainerDetails(answer.body);
}

Result<Created> HttpEngine::createContainer(const ContainerSpec &spec, const Call &call)
{
    HERMES_ASSIGN(const EngineAnswer answer,
        d->send(
            {QT_TRANSLATE_NOOP("Docker", "Container %1 could not be created"), spec.name, "POST",
                "/containers/create?" + parameter("name", spec.name.toUtf8()), "application/json", createBody(spec)},
            call));
    return parseCreated(answer.body);
}

Result<Done> HttpEngine::startContainer(const QString &id, const Call &call)
{
    return d->change(
        {QT_TRANSLATE_NOOP("Docker", "Container %1 could not be started"), id, "POST", containerPath(id, "/start")},
        call);
}

Result<Done> HttpEngine::stopContainer(const QString &id, int timeoutSeconds, const Call &call)
{
    return d->change({QT_TRANSLATE_NOOP("Docker", "Container %1 could not be stopped"), id, "POST",
                         containerPath(id, "/stop?") + parameter("t", QByteArray::number(timeoutSeconds))},
        call);
}

Result<Done> HttpEngine::removeContainer(const QString &id, bool force, const Call &call)
{
    auto removed = d->change({QT_TRANSLATE_NOOP("Docker", "Container %1 could not be removed"), id, "DELETE",
                                 containerPath(id, force ? "?force=1" : "")},
        call);
    if (removed || removed.error().kind == ErrorKind::Network)
        return removed;
    if (removed.error().kind == ErrorKind::NotFound)
        return Done::AlreadySo;
    if (removed.error().kind == ErrorKind::Conflict
        && removed.error().detail.contains(QStringLiteral("already in progress")))
        return Done::Done;
    return removed;
}

Result<Done> HttpEngine::pauseContainer(const QString &id, const Call &call)
{
    auto paused = d->change(
        {QT_TRANSLATE_NOOP("Docker", "Container %1 could not be paused"), id, "POST", containerPath(id, "/pause")},
        call);
    // 409 for both, told apart by words alone (moby daemon/pause.go).
    if (!paused && paused.error().detail.contains(QStringLiteral("is already paused")))
        return Done::AlreadySo;
    return paused;
}

Result<Done> HttpEngine::unpauseContainer(const QString &id, const Call &call)
{
    auto goesOn = d->change(
        {QT_TRANSLATE_NOOP("Docker", "Container %1 could not be unpaused"), id, "POST", containerPath(id, "/unpause")},
        call);
    // A 500 in Docker 20 to 28.
    if (!goesOn && goesOn.error().detail.contains(QStringLiteral("is not paused")))
        return Done::AlreadySo;
    return goesOn;
}

Status HttpEngine::renameContainer(const QString &id, const QString &name, const Call &call)
{
    HERMES_TRY(d->send({QT_TRANSLATE_NOOP("Docker", "Container %1 could not be renamed"), id, "POST",
                           containerPath(id, "/rename?") + parameter("name", name.toUtf8())},
        call));
    return {};
}

Status HttpEngine::setRestartPolicy(const QString &id, const QString &policy, const Call &call)
{
    HERMES_TRY(d->send({QT_TRANSLATE_NOOP("Docker", "The restart policy of container %1 could not be changed"), id,
                           "POST", containerPath(id, "/update"), "application/json", restartPolicyBody(policy)},
        call));
    return {};
}

Result<int> HttpEngine::waitContainer(const QString &id, const Call &call)
{
    HERMES_ASSIGN(const EngineAnswer answer,
        d->send({QT_TRANSLATE_NOOP("Docker", "The end of container %1 could not be waited for"), id, "POST",
                    containerPath(id, "/wait")},
            call));
    return parseWait(answer.body);
}

Status HttpEngine::putArchive(const QString &id, const QString &path, const QByteArray &tar, const Call &call)
{
    // Without this content type Docker 20.10 answers 200 and writes nothing.
    HERMES_TRY(d->send({QT_TRANSLATE_NOOP("Docker", "Files could not be written into container %1"), id, "PUT",
                           archivePath(id, path), "application/x-tar", tar},
        call));
    return {};
}

Result<QByteArray> HttpEngine::getArchive(const QString &id, const QString &path, const Call &call)
{
    EngineRequest request{
        QT_TRANSLATE_NOOP("Docker", "Files of container %1 could not be read"), id, "GET", archivePath(id, path)};
    request.bodyLimit = qint64(256) << 20;
    HERMES_ASSIGN(EngineAnswer answer, d->send(request, call));
    return std::move(answer.body);
}

Result<PathStat> HttpEngine::statArchive(const QString &id, const QString &path, const Call &call)
{
    HERMES_ASSIGN(const EngineAnswer answer,
        d->send({QT_TRANSLATE_NOOP("Docker", "A file of container %1 could not be looked at"), id, "HEAD",
                    archivePath(id, path)},
            call));
    return parsePathStat(answer.pathStat);
}

Result<QList<NetworkDetails>> HttpEngine::listNetworks(const Call &call)
{
    HERMES_ASSIGN(const EngineAnswer answer,
        d->send({QT_TRANSLATE_NOOP("Docker", "The networks could not be listed"), {}, "GET", "/networks"}, call));
    return parseNetworkList(answer.body);
}

Result<QString> HttpEngine::createNetwork(const NetworkSpec &spec, const Call &call)
{
    HERMES_ASSIGN(const EngineAnswer answer,
        d->send({QT_TRANSLATE_NOOP("Docker", "Network %1 could not be created"), spec.name, "POST", "/networks/create",
                    "application/json", networkBody(spec)},
            call));
    return parseId(answer.body);
}

Result<NetworkDetails> HttpEngine::inspectNetwork(const QString &nameOrId, const Call &call)
{
    HERMES_ASSIGN(const EngineAnswer answer,
        d->send({QT_TRANSLATE_NOOP("Docker", "Network %1 could not be inspected"), nameOrId, "GET",
                    "/networks/" + segment(nameOrId)},
            call));
    return parseNetwork(answer.body);
}

Status HttpEngine::removeNetwork(const QString &id, const Call &call)
{
    auto removed = d->send(
        {QT_TRANSLATE_NOOP("Docker", "Network %1 could not be removed"), id, "DELETE", "/networks/" + segment(id)},
        call);
    if (removed)
        return {};
    // 403 in 20.10 where the same for a volume is 409.
    if (removed.error().detail.contains(QStringLiteral("active endpoints")))
        removed.error().kind = ErrorKind::Conflict;
    return tl::unexpected(removed.error());
}

Result<VolumeDetails> HttpEngine::createBindVolume(
    const QString &name, const QString &device, const Labels &labels, const Call &call)
{
    HERMES_ASSIGN(const EngineAnswer answer,
        d->send({QT_TRANSLATE_NOOP("Docker", "Volume %1 could not be created"), name, "POST", "/volumes/create",
                    "application/json", bindVolumeBody(name, device, labels)},
            call));
    HERMES_ASSIGN(const VolumeDetails made, parseVolume(answer.body));
    // Of a volume that was there before the engine last started, a create tells neither options nor labels (20.10).
    if (made.options.isEmpty())
        return inspectVolume(name, call);
    return made;
}

Result<VolumeDetails> HttpEngine::inspectVolume(const QString &name, const Call &call)
{
    HERMES_ASSIGN(const EngineAnswer answer,
        d->send(
            {QT_TRANSLATE_NOOP("Docker", "Volume %1 could not be inspected"), name, "GET", "/volumes/" + segment(name)},
            call));
    return parseVolume(answer.body);
}

Result<QList<VolumeDetails>> HttpEngine::listVolumes(const QStringList &labels, const Call &call)
{
    QByteArray path = "/volumes";
    if (!labels.isEmpty())
        path += '?' + parameter("filters", filtersJson({{QStringLiteral("label"), labels}}));
    HERMES_ASSIGN(const EngineAnswer answer,
        d->send({QT_TRANSLATE_NOOP("Docker", "The volumes could not be listed"), {}, "GET", path}, call));
    return parseVolumeList(answer.body);
}

Status HttpEngine::removeVolume(const QString &name, const Call &call)
{
    HERMES_TRY(d->send(
        {QT_TRANSLATE_NOOP("Docker", "Volume %1 could not be removed"), name, "DELETE", "/volumes/" + segment(name)},
        call));
    return {};
}

Result<ImageDetails> HttpEngine::inspectImage(const QString &reference, const Call &call)
{
    HERMES_ASSIGN(const EngineAnswer answer,
        d->send({QT_TRANSLATE_NOOP("Docker", "Image %1 could not be inspected"), reference, "GET",
                    "/images/" + segment(reference) + "/json"},
            call));
    return parseImage(answer.body);
}

} // namespace hermes::docker
