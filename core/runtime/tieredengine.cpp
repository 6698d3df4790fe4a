#include "tieredengine.h"

#include "asked.h"
#include "containerspec.h"

#include <algorithm>

namespace hermes {

using namespace Qt::StringLiterals;
using docker::Done;
using prefab::isUnit;

namespace {

/// As the engine's filter: "key=value" or "key".
bool carries(const docker::Labels &labels, const QStringList &wanted)
{
    return std::all_of(wanted.begin(), wanted.end(), [&](const QString &label) {
        const qsizetype equals = label.indexOf(u'=');
        return equals < 0 ? labels.contains(label) : labels.value(label.left(equals)) == label.mid(equals + 1);
    });
}

tl::unexpected<Error> noHermes(const prefab::HostFacts &facts)
{
    return fail(ErrorKind::NotFound,
        facts.hermes.isEmpty() ? translate("Prefab", "Hermes was not found on the host.")
                               : translate("Prefab", "Hermes does not run on the host as a prefab tenant would."),
        facts.hermesSaid,
        translate("Prefab",
            "Install Hermes there where the SSH user can read it, such as /opt/hermes; then hermes-admin host test."));
}

} // namespace

QString hermesImageId(const QString &version)
{
    return u"host:"_s + version.simplified();
}

Result<docker::EngineInfo> TieredEngine::info(const Call &call)
{
    return m_containers->info(call);
}

Result<QList<docker::ContainerSummary>> TieredEngine::listContainers(const QStringList &labels, const Call &call)
{
    auto units = Asked<Result<QList<docker::ContainerDetails>>>::ask([&] { return m_units->list(call); });
    auto containers = m_containers->listContainers(labels, call);
    const auto listed = units.get();
    HERMES_TRY(containers);
    HERMES_TRY(listed);
    for (const auto &unit : *listed)
        if (carries(unit.summary.labels, labels))
            containers->append(unit.summary);
    return containers;
}

Result<docker::ContainerDetails> TieredEngine::inspectContainer(const QString &id, const Call &call)
{
    if (isUnit(id))
        return m_units->inspect(id, call);
    auto container = m_containers->inspectContainer(id, call);
    // By name it may be either.
    if (container || container.error().kind != ErrorKind::NotFound || !id.startsWith("hermes-"_L1))
        return container;
    return m_units->inspect(id, call);
}

Result<docker::Created> TieredEngine::createContainer(const docker::ContainerSpec &spec, const Call &call)
{
    return prefab::isForUnits(spec.labels) ? m_units->create(spec, call) : m_containers->createContainer(spec, call);
}

Result<Done> TieredEngine::startContainer(const QString &id, const Call &call)
{
    return isUnit(id) ? m_units->start(id, call) : m_containers->startContainer(id, call);
}

Result<Done> TieredEngine::stopContainer(const QString &id, int timeoutSeconds, const Call &call)
{
    return isUnit(id) ? m_units->stop(id, timeoutSeconds, call) : m_containers->stopContainer(id, timeoutSeconds, call);
}

Result<Done> TieredEngine::removeContainer(const QString &id, bool force, const Call &call)
{
    return isUnit(id) ? m_units->remove(id, force, call) : m_containers->removeContainer(id, force, call);
}

Result<Done> TieredEngine::pauseContainer(const QString &id, const Call &call)
{
    return isUnit(id) ? m_units->pause(id, call) : m_containers->pauseContainer(id, call);
}

Result<Done> TieredEngine::unpauseContainer(const QString &id, const Call &call)
{
    return isUnit(id) ? m_units->unpause(id, call) : m_containers->unpauseContainer(id, call);
}

Status TieredEngine::renameContainer(const QString &id, const QString &name, const Call &call)
{
    return isUnit(id) ? m_units->rename(id, name, call) : m_containers->renameContainer(id, name, call);
}

Result<int> TieredEngine::waitContainer(const QString &id, const Call &call)
{
    return isUnit(id) ? m_units->wait(id, call) : m_containers->waitContainer(id, call);
}

Status TieredEngine::putArchive(const QString &id, const QString &path, const QByteArray &tar, const Call &call)
{
    return isUnit(id) ? m_units->putArchive(id, path, tar, call) : m_containers->putArchive(id, path, tar, call);
}

Result<QByteArray> TieredEngine::getArchive(const QString &id, const QString &path, const Call &call)
{
    return isUnit(id) ? m_units->getArchive(id, path, call) : m_containers->getArchive(id, path, call);
}

Result<docker::PathStat> TieredEngine::statArchive(const QString &id, const QString &path, const Call &call)
{
    return isUnit(id) ? m_units->statArchive(id, path, call) : m_containers->statArchive(id, path, call);
}

Result<QList<docker::NetworkDetails>> TieredEngine::listNetworks(const Call &call)
{
    return m_containers->listNetworks(call);
}

Result<QString> TieredEngine::createNetwork(const docker::NetworkSpec &spec, const Call &call)
{
    return m_containers->createNetwork(spec, call);
}

Result<docker::NetworkDetails> TieredEngine::inspectNetwork(const QString &nameOrId, const Call &call)
{
    return m_containers->inspectNetwork(nameOrId, call);
}

Status TieredEngine::removeNetwork(const QString &id, const Call &call)
{
    return m_containers->removeNetwork(id, call);
}

Result<docker::VolumeDetails> TieredEngine::createBindVolume(
    const QString &name, const QString &device, const docker::Labels &labels, const Call &call)
{
    if (!prefab::isForUnits(labels))
        return m_containers->createBindVolume(name, device, labels, call);
    docker::VolumeDetails volume;
    volume.name = name;
    volume.driver = u"local"_s;
    volume.options = {{u"type"_s, u"none"_s}, {u"o"_s, u"bind"_s}, {u"device"_s, device}};
    volume.labels = labels;
    return volume;
}

Result<docker::VolumeDetails> TieredEngine::inspectVolume(const QString &name, const Call &call)
{
    return m_containers->inspectVolume(name, call);
}

Result<QList<docker::VolumeDetails>> TieredEngine::listVolumes(const QStringList &labels, const Call &call)
{
    return m_containers->listVolumes(labels, call);
}

Status TieredEngine::removeVolume(const QString &name, const Call &call)
{
    return m_containers->removeVolume(name, call);
}

Result<docker::ImageDetails> TieredEngine::inspectImage(const QString &reference, const Call &call)
{
    if (!containers::isHostHermes(reference))
        return m_containers->inspectImage(reference, call);
    HERMES_ASSIGN(const auto facts, m_units->facts(call));
    if (facts.roomCode != 0)
        return noHermes(facts);
    docker::ImageDetails image;
    image.id = hermesImageId(facts.hermesSaid);
    image.tags = {containers::hostHermes};
    return image;
}

Status TieredEngine::pullImage(
    const QString &reference, const std::function<void(const QString &)> &progress, const Call &call)
{
    if (!containers::isHostHermes(reference))
        return m_containers->pullImage(reference, progress, call);
    // A host's own Hermes is nobody's to fetch: it is there, or a person installs it.
    HERMES_ASSIGN(const auto facts, m_units->facts(call));
    return facts.roomCode == 0 ? Status() : noHermes(facts);
}

Status TieredEngine::watchEvents(const QStringList &labels, const std::function<void()> &connected,
    const std::function<void(const docker::Event &)> &event, const Call &call)
{
    return m_containers->watchEvents(labels, connected, event, call);
}

Status TieredEngine::readLogs(const QString &id, const docker::LogOptions &options,
    const std::function<void(const QByteArray &line, bool isError)> &line, const Call &call)
{
    return isUnit(id) ? m_units->readLogs(id, options, line, call) : m_containers->readLogs(id, options, line, call);
}

Result<docker::Engine::ExecResult> TieredEngine::exec(
    const QString &id, const QStringList &argv, const docker::ExecOptions &options, const Call &call)
{
    return isUnit(id) ? m_units->exec(id, argv, options, call) : m_containers->exec(id, argv, options, call);
}

Result<docker::Engine::ExecResult> TieredEngine::execStream(const QString &id, const QStringList &argv,
    const docker::ExecOptions &options, const ExecStreams &streams, const Call &call)
{
    return isUnit(id) ? m_units->execStream(id, argv, streams, call)
                      : m_containers->execStream(id, argv, options, streams, call);
}

} // namespace hermes
