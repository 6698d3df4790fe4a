#include "fakeworld.h"

namespace hermes::test {

using docker::ContainerDetails;
using docker::Labels;
using docker::VolumeMount;

QString relativePath(const QString &path)
{
    QStringList parts;
    for (const QString &part : path.split(QLatin1Char('/'), Qt::SkipEmptyParts)) {
        if (part != QLatin1String("."))
            parts.append(part);
    }
    return parts.join(QLatin1Char('/'));
}

bool isWithin(const QString &path, const QString &directory)
{
    return directory.isEmpty() || path == directory || path.startsWith(directory + QLatin1Char('/'));
}

docker::VolumeDetails newVolume(const QString &name, const QString &device, const Labels &labels)
{
    docker::VolumeDetails volume;
    volume.name = name;
    volume.driver = QStringLiteral("local");
    if (!device.isEmpty())
        volume.options = {{QStringLiteral("type"), QStringLiteral("none")},
            {QStringLiteral("o"), QStringLiteral("bind")}, {QStringLiteral("device"), device}};
    volume.labels = labels;
    volume.mountpoint = QStringLiteral("/var/lib/docker/volumes/%1/_data").arg(name);
    return volume;
}

bool hasLabels(const Labels &labels, const QStringList &wanted)
{
    return std::all_of(wanted.begin(), wanted.end(), [&](const QString &want) {
        const qsizetype equals = want.indexOf(QLatin1Char('='));
        if (equals < 0)
            return labels.contains(want);
        return labels.contains(want.left(equals)) && labels.value(want.left(equals)) == want.mid(equals + 1);
    });
}

bool isUnit(const docker::Labels &labels)
{
    return labels.value(QStringLiteral("hermes.tier")) == QLatin1String("prefab");
}

const FakeContainer *FakeEngine::World::named(const QString &name, bool unit) const
{
    for (const auto &container : containers)
        if (container->spec.name == name && isUnit(container->spec.labels) == unit)
            return container.get();
    return nullptr;
}

FakeContainer *FakeEngine::World::find(const QString &idOrName)
{
    if (idOrName.isEmpty())
        return nullptr;
    FakeContainer *byPrefix = nullptr;
    for (const auto &container : containers) {
        if (container->details.summary.id == idOrName || container->spec.name == idOrName)
            return container.get();
        if (container->details.summary.id.startsWith(idOrName))
            byPrefix = container.get();
    }
    return byPrefix;
}

const FakeEngine::World::Image *FakeEngine::World::findImage(const QString &reference) const
{
    for (const Image &image : images) {
        if (image.details.tags.contains(reference) || image.details.id == reference)
            return &image;
    }
    return nullptr;
}

Result<FakeContainer *> FakeEngine::World::need(const QString &idOrName, const QString &failure)
{
    if (idOrName.isEmpty())
        return fail(ErrorKind::Invalid, failure, QStringLiteral("No name or id was given"));
    if (FakeContainer *container = find(idOrName))
        return container;
    return fail(ErrorKind::NotFound, failure, QStringLiteral("No such container: ") + idOrName);
}

docker::NetworkDetails *FakeEngine::World::findNetwork(const QString &nameOrId)
{
    for (docker::NetworkDetails &network : networks) {
        if (network.name == nameOrId || network.id == nameOrId)
            return &network;
    }
    return nullptr;
}

FakeTree *FakeEngine::World::treeOf(FakeContainer &container, const QString &path, QString *relative)
{
    const VolumeMount *best = nullptr;
    for (const VolumeMount &mount : container.spec.mounts) {
        if (isWithin(path, relativePath(mount.target)) && (!best || mount.target.size() > best->target.size()))
            best = &mount;
    }
    if (!best) {
        *relative = path;
        return &container.layer;
    }
    *relative = relativePath(path.mid(relativePath(best->target).size()));
    const docker::VolumeDetails volume = volumes.value(best->volume);
    return &devices[volume.options.value(QStringLiteral("device"), volume.mountpoint)];
}

QMap<QString, FakeFile> FakeEngine::World::view(FakeContainer &container)
{
    QMap<QString, FakeFile> files = container.layer.files;
    for (const VolumeMount &mount : container.spec.mounts) {
        const QString target = relativePath(mount.target);
        files.removeIf([&](auto it) { return isWithin(it.key(), target); });
        QString relative;
        const FakeTree *tree = treeOf(container, target, &relative);
        for (auto it = tree->files.begin(); it != tree->files.end(); ++it)
            files.insert(it.key().isEmpty() ? target : target + QLatin1Char('/') + it.key(), it.value());
    }
    return files;
}

Status FakeEngine::World::checkMounts(FakeContainer &container, const QString &failure)
{
    for (const VolumeMount &mount : container.spec.mounts) {
        QString relative;
        if (treeOf(container, relativePath(mount.target), &relative)->missing)
            return fail(ErrorKind::Remote, failure,
                QStringLiteral("error while mounting volume '%1': failed to mount local volume: mount %2:%1, flags: "
                               "0x1000: no such file or directory")
                    .arg(volumes.value(mount.volume).mountpoint,
                        volumes.value(mount.volume).options.value(QStringLiteral("device"))));
    }
    return {};
}

void FakeEngine::World::emitEvent(const FakeContainer &container, const QString &action, Labels more)
{
    more.insert(container.spec.labels);
    more.insert(QStringLiteral("name"), container.spec.name);
    more.insert(QStringLiteral("image"), container.spec.image);
    const docker::Event event{
        QStringLiteral("container"), action, container.details.summary.id, more, clock.wallMs() * 1'000'000};
    for (Watcher &watcher : watchers) {
        if (hasLabels(event.attributes, watcher.labels))
            watcher.queue.push_back(event);
    }
    changed.notify_all();
}

std::optional<QString> FakeEngine::World::portProblem(const FakeContainer &container) const
{
    for (const docker::PublishedPort &port : container.spec.ports) {
        if (port.hostPort == 0)
            continue;
        const QString endpoint = QStringLiteral("driver failed programming external connectivity on endpoint %1 (%2): ")
                                     .arg(container.spec.name, container.details.summary.id);
        if (engine.containerAtPort(port.hostPort))
            return endpoint
                + QStringLiteral("Bind for %1:%2 failed: port is already allocated")
                      .arg(port.hostIp)
                      .arg(port.hostPort);
        if (occupied.contains(port.hostPort))
            return endpoint
                + QStringLiteral("Error starting userland proxy: listen tcp4 %1:%2: bind: address already in use")
                      .arg(port.hostIp)
                      .arg(port.hostPort);
    }
    return std::nullopt;
}

void FakeEngine::World::publish(FakeContainer &container)
{
    // An automatic port is picked anew at every start: the reason why ours are explicit.
    container.details.summary.ports.clear();
    for (docker::PublishedPort port : container.spec.ports) {
        while (port.hostPort == 0) {
            const quint16 candidate = nextAutomaticPort++;
            if (!occupied.contains(candidate) && !engine.containerAtPort(candidate))
                port.hostPort = candidate;
        }
        container.details.summary.ports.append(port);
    }
}

Status FakeEngine::World::start(FakeContainer &container)
{
    const QString failure = QStringLiteral("Container %1 could not be started").arg(container.spec.name);
    ContainerDetails &details = container.details;
    HERMES_TRY(checkMounts(container, failure));
    const QString network = container.spec.network;
    if (!network.isEmpty() && !findNetwork(network)) {
        details.exitCode = 128;
        details.error = QStringLiteral("network %1 not found").arg(network);
        return fail(ErrorKind::NotFound, failure, details.error);
    }
    if (const auto problem = portProblem(container)) {
        details.exitCode = 128;
        details.error = *problem;
        return fail(ErrorKind::Remote, failure, *problem);
    }
    publish(container);
    findNetwork(network.isEmpty() ? QStringLiteral("bridge") : network)->containerIds.append(details.summary.id);
    container.stoppedByHand = false;
    details.running = true;
    details.summary.state = QStringLiteral("running");
    details.summary.status = QStringLiteral("Up 1 second");
    details.exitCode = 0;
    details.error.clear();
    details.oomKilled = false;
    details.pid = int(1000 + random.below(60000));
    details.startedAt = QDateTime::fromMSecsSinceEpoch(clock.wallMs(), Qt::UTC);
    details.health = container.spec.healthCommand.isEmpty() ? QString() : QStringLiteral("starting");
    emitEvent(container, QStringLiteral("start"));
    container.starting = true;
    if (behaviour.started)
        behaviour.started(engine, details.summary.id);
    container.starting = false;
    return {};
}

void FakeEngine::World::end(FakeContainer &container, int exitCode, bool oomKilled)
{
    ContainerDetails &details = container.details;
    details.running = false;
    details.summary.state = QStringLiteral("exited");
    details.summary.status = QStringLiteral("Exited (%1) 1 second ago").arg(exitCode);
    removeFromNetworks(details.summary.id);
    details.summary.ports.clear();
    details.exitCode = exitCode;
    details.oomKilled = oomKilled;
    details.pid = 0;
    details.finishedAt = QDateTime::fromMSecsSinceEpoch(clock.wallMs(), Qt::UTC);
    if (details.health == QLatin1String("starting"))
        details.health = QStringLiteral("unhealthy");
    if (oomKilled)
        emitEvent(container, QStringLiteral("oom"));
    emitEvent(container, QStringLiteral("die"), {{QStringLiteral("exitCode"), QString::number(exitCode)}});
    if (behaviour.ended)
        behaviour.ended(engine, details.summary.id);
}

void FakeEngine::World::stop(FakeContainer &container)
{
    container.stoppedByHand = true;
    emitEvent(container, QStringLiteral("kill"), {{QStringLiteral("signal"), QStringLiteral("15")}});
    const std::optional<int> code
        = behaviour.stopping ? behaviour.stopping(engine, container.details.summary.id) : std::optional(0);
    if (!code)
        emitEvent(container, QStringLiteral("kill"), {{QStringLiteral("signal"), QStringLiteral("9")}});
    if (container.details.running)
        end(container, code.value_or(137), false);
    emitEvent(container, QStringLiteral("stop"));
}

} // namespace hermes::test
