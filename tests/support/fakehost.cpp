#include "fakeworld.h"

#include <QCryptographicHash>

namespace hermes::test {

using namespace docker;

QString FakeEngine::World::create(const ContainerSpec &spec)
{
    auto container = std::make_unique<FakeContainer>();
    container->spec = spec;
    // A unit has no volumes: it sees the directories themselves.
    if (isUnit(spec.labels))
        for (VolumeMount &mount : container->spec.mounts)
            mount.volume = unitMount + mount.device;
    const Image image = *findImage(spec.image);
    ContainerSummary &summary = container->details.summary;
    summary.id = random.hex(32);
    summary.name = spec.name;
    summary.image = spec.image;
    summary.imageId = image.details.id;
    summary.state = QStringLiteral("created");
    summary.status = QStringLiteral("Created");
    summary.labels = spec.labels;
    summary.createdMs = clock.wallMs();
    container->details.configuredPorts = spec.ports;
    container->details.restartPolicy = spec.restartPolicy.isEmpty() ? QStringLiteral("no") : spec.restartPolicy;
    for (auto value = spec.environment.cbegin(); value != spec.environment.cend(); ++value)
        container->details.environment.insert(value.key(), Secret(value.value().toUtf8()));
    container->details.networks = {spec.network.isEmpty() ? QStringLiteral("bridge") : spec.network};
    for (const TarEntry &entry : image.files)
        container->layer.files.insert(relativePath(entry.path),
            {entry.type, entry.content, entry.mode, entry.uid, entry.gid, entry.modifiedSeconds * 1000});
    for (const VolumeMount &mount : container->spec.mounts) {
        if (!volumes.contains(mount.volume))
            volumes.insert(mount.volume, newVolume(mount.volume, mount.device, mount.labels));
        container->details.mounts.append(
            {volumes.value(mount.volume).options.value(QStringLiteral("device")), mount.target});
        const QString target = relativePath(mount.target);
        QString relative;
        FakeTree *tree = treeOf(*container, target, &relative);
        // An empty volume gets the image's content, unless that was declined.
        for (auto it = container->layer.files.cbegin(); !mount.noCopy && it != container->layer.files.cend(); ++it) {
            if (isWithin(it.key(), target) && !tree->files.contains(relativePath(it.key().mid(target.size()))))
                tree->files.insert(relativePath(it.key().mid(target.size())), it.value());
        }
    }
    containers.push_back(std::move(container));
    emitEvent(*containers.back(), QStringLiteral("create"));
    return containers.back()->details.summary.id;
}

Status FakeEngine::World::waitUntil(const Call &call, const std::function<bool()> &met)
{
    while (!met()) {
        if (call.cancel.isCancelled())
            return fail(ErrorKind::Cancelled, QStringLiteral("Cancelled"));
        if (call.deadline.expired())
            return fail(ErrorKind::Timeout, QStringLiteral("The time is up"));
        changed.wait_for(mutex, std::min(call.deadline.remaining(), std::chrono::milliseconds(10)));
    }
    return {};
}

Status FakeEngine::World::newLines(const QString &id, const LogOptions &options, qsizetype &next,
    QList<FakeContainer::LogLine> &lines, bool &over, const Call &call)
{
    const auto isOver = [&] {
        const FakeContainer *container = find(id);
        return !container || !options.follow || !container->details.running;
    };
    if (next >= 0)
        HERMES_TRY(waitUntil(call, [&] { return isOver() || find(id)->lines.size() > next; }));
    over = isOver();
    const FakeContainer *container = find(id);
    if (!container)
        return {};
    const bool isFirst = next < 0;
    next = std::max<qsizetype>(next, 0);
    for (const auto &line : container->lines.mid(next)) {
        if (line.ms >= options.sinceSeconds * 1000)
            lines.append(line);
    }
    next = container->lines.size();
    if (isFirst && options.tail >= 0)
        lines = lines.mid(std::max<qsizetype>(0, lines.size() - options.tail));
    return {};
}

void FakeEngine::setBehaviour(Behaviour behaviour)
{
    const std::lock_guard lock(d->mutex);
    d->behaviour = std::move(behaviour);
}

void FakeEngine::become(const FakeEngine &other)
{
    const std::scoped_lock lock(d->mutex, other.d->mutex);
    d->containers.clear();
    for (const auto &container : other.d->containers)
        d->containers.push_back(std::make_unique<FakeContainer>(*container));
    d->images = other.d->images;
    d->builds = other.d->builds;
    d->pullable = other.d->pullable;
    d->networks = other.d->networks;
    d->volumes = other.d->volumes;
    d->devices = other.d->devices;
    d->occupied = other.d->occupied;
    d->nextAutomaticPort = other.d->nextAutomaticPort;
}

void FakeEngine::setHooks(Hook before, Hook after)
{
    const std::lock_guard lock(d->mutex);
    d->before = std::move(before);
    d->after = std::move(after);
}

Error FakeEngine::lostLink()
{
    return {ErrorKind::Network, QStringLiteral("The link to the host was lost"),
        QStringLiteral("the other side ended without an answer"),
        QStringLiteral("Nothing is known about what happened.")};
}

void FakeEngine::setReachable(bool reachable)
{
    const std::lock_guard lock(d->mutex);
    d->reachable = reachable;
    if (!reachable)
        breakEvents();
}

QList<FakeEngine::CallInfo> FakeEngine::calls() const
{
    const std::lock_guard lock(d->mutex);
    return d->calls;
}

void FakeEngine::addImage(const QString &reference, const QList<TarEntry> &files)
{
    const std::lock_guard lock(d->mutex);
    // The n-th image of a name is the same on every engine.
    const QByteArray build = reference.toUtf8() + ' ' + QByteArray::number(++d->builds[reference]);
    const QString hash = QString::fromLatin1(QCryptographicHash::hash(build, QCryptographicHash::Sha256).toHex());
    const bool isHosts = reference.startsWith(QLatin1String("host:"));
    const QString id = (isHosts ? QStringLiteral("host:") : QStringLiteral("sha256:")) + hash;
    World::Image image{{id, {reference}, {}, 2'000'000}, files};
    for (const QString &directory : {QStringLiteral("tmp"), QStringLiteral("opt"), QStringLiteral("opt/data")})
        image.files.prepend({directory, TarEntry::Type::Directory, {}, 0755, 0, 0, 0});
    d->images.insert(reference, image);
}

void FakeEngine::addPullable(const QString &reference)
{
    const std::lock_guard lock(d->mutex);
    d->pullable.append(reference);
}

void FakeEngine::removeImage(const QString &reference)
{
    const std::lock_guard lock(d->mutex);
    d->images.remove(reference);
}

void FakeEngine::occupyPort(quint16 port, bool occupied)
{
    const std::lock_guard lock(d->mutex);
    if (occupied)
        d->occupied.insert(port);
    else
        d->occupied.erase(port);
}

void FakeEngine::log(const QString &id, const QByteArray &line, bool isError)
{
    const std::lock_guard lock(d->mutex);
    if (FakeContainer *container = d->find(id))
        container->lines.append({line, isError, d->clock.wallMs()});
    d->changed.notify_all();
}

void FakeEngine::setHealth(const QString &id, const QString &health)
{
    const std::lock_guard lock(d->mutex);
    FakeContainer *container = d->find(id);
    if (!container || container->details.health == health)
        return;
    container->details.health = health;
    d->emitEvent(*container, QStringLiteral("health_status: ") + health);
}

void FakeEngine::endProcess(const QString &id, int exitCode, bool oomKilled)
{
    const std::lock_guard lock(d->mutex);
    FakeContainer *container = d->find(id);
    if (!container || !container->details.running)
        return;
    d->end(*container, exitCode, oomKilled);
    const QString policy = container->spec.restartPolicy;
    const bool restarts = policy == QLatin1String("always") || policy == QLatin1String("unless-stopped")
        || (policy == QLatin1String("on-failure") && exitCode != 0);
    if (!restarts)
        return;
    ++container->details.restartCount;
    if (container->starting) {
        container->details.running = true;
        container->details.summary.state = QStringLiteral("restarting");
    } else {
        (void)d->start(*container);
    }
}

void FakeEngine::retryRestarts()
{
    const std::lock_guard lock(d->mutex);
    for (const auto &container : d->containers) {
        if (container->details.summary.state == QLatin1String("restarting")) {
            container->details.running = false;
            (void)d->start(*container);
        }
    }
}

void FakeEngine::reboot()
{
    const std::lock_guard lock(d->mutex);
    breakEvents();
    QList<FakeContainer *> back;
    for (const auto &container : d->containers) {
        const bool wasRunning = container->details.running;
        if (wasRunning)
            d->end(*container, 137, false);
        const QString policy = container->spec.restartPolicy;
        if (policy == QLatin1String("always")
            || (policy == QLatin1String("unless-stopped") && wasRunning && !container->stoppedByHand))
            back.append(container.get());
    }
    for (FakeContainer *container : back)
        (void)d->start(*container);
}

void FakeEngine::crashDaemon()
{
    const std::lock_guard lock(d->mutex);
    breakEvents();
    for (const auto &container : d->containers) {
        if (!container->details.running)
            continue;
        d->end(*container, 137, false);
        container->stoppedByHand = true;
        if (container->spec.restartPolicy == QLatin1String("always"))
            (void)d->start(*container);
    }
}

ContainerSpec FakeEngine::spec(const QString &id) const
{
    const std::lock_guard lock(d->mutex);
    const FakeContainer *container = d->find(id);
    return container ? container->spec : ContainerSpec();
}

QList<ContainerDetails> FakeEngine::containers() const
{
    const std::lock_guard lock(d->mutex);
    QList<ContainerDetails> list;
    for (const auto &container : d->containers)
        list.append(container->details);
    return list;
}

std::optional<QString> FakeEngine::containerAtPort(quint16 hostPort) const
{
    const std::lock_guard lock(d->mutex);
    for (const auto &container : d->containers) {
        for (const PublishedPort &port : container->details.summary.ports) {
            if (container->details.running && port.hostPort == hostPort)
                return container->details.summary.id;
        }
    }
    return std::nullopt;
}

void FakeEngine::breakEvents()
{
    const std::lock_guard lock(d->mutex);
    for (auto &watcher : d->watchers)
        watcher.broken = true;
    d->changed.notify_all();
}

} // namespace hermes::test
