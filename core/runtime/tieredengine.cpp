#include "tieredengine.h"

#include "asked.h"
#include "containerspec.h"

namespace hermes {

using namespace Qt::StringLiterals;
using docker::Done;
using prefab::isUnit;

namespace {

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

Result<QList<docker::ContainerSummary>> TieredEngine::listContainers(const QStringList &labels, const Call &call)
{
    auto units = Asked<Result<QList<docker::ContainerDetails>>>::ask([&] { return m_units->list(call); });
    auto containers = ForwardingEngine::listContainers(labels, call);
    const auto listed = units.get();
    HERMES_TRY(containers);
    HERMES_TRY(listed);
    for (const auto &unit : *listed)
        if (docker::carries(unit.summary.labels, labels))
            containers->append(unit.summary);
    return containers;
}

Result<docker::ContainerDetails> TieredEngine::inspectContainer(const QString &id, const Call &call)
{
    if (isUnit(id))
        return m_units->inspect(id, call);
    auto container = ForwardingEngine::inspectContainer(id, call);
    // By name it may be either.
    if (container || container.error().kind != ErrorKind::NotFound || !id.startsWith("hermes-"_L1))
        return container;
    return m_units->inspect(id, call);
}

Result<docker::Created> TieredEngine::createContainer(const docker::ContainerSpec &spec, const Call &call)
{
    return prefab::isForUnits(spec.labels) ? m_units->create(spec, call)
                                           : ForwardingEngine::createContainer(spec, call);
}

Result<Done> TieredEngine::startContainer(const QString &id, const Call &call)
{
    return isUnit(id) ? m_units->start(id, call) : ForwardingEngine::startContainer(id, call);
}

Result<Done> TieredEngine::stopContainer(const QString &id, int timeoutSeconds, const Call &call)
{
    return isUnit(id) ? m_units->stop(id, timeoutSeconds, call)
                      : ForwardingEngine::stopContainer(id, timeoutSeconds, call);
}

Result<Done> TieredEngine::removeContainer(const QString &id, bool force, const Call &call)
{
    return isUnit(id) ? m_units->remove(id, force, call) : ForwardingEngine::removeContainer(id, force, call);
}

Result<Done> TieredEngine::pauseContainer(const QString &id, const Call &call)
{
    return isUnit(id) ? m_units->pause(id, call) : ForwardingEngine::pauseContainer(id, call);
}

Result<Done> TieredEngine::unpauseContainer(const QString &id, const Call &call)
{
    return isUnit(id) ? m_units->unpause(id, call) : ForwardingEngine::unpauseContainer(id, call);
}

Status TieredEngine::renameContainer(const QString &id, const QString &name, const Call &call)
{
    return isUnit(id) ? m_units->rename(id, name, call) : ForwardingEngine::renameContainer(id, name, call);
}

Result<int> TieredEngine::waitContainer(const QString &id, const Call &call)
{
    return isUnit(id) ? m_units->wait(id, call) : ForwardingEngine::waitContainer(id, call);
}

Status TieredEngine::putArchive(const QString &id, const QString &path, const QByteArray &tar, const Call &call)
{
    return isUnit(id) ? m_units->putArchive(id, path, tar, call) : ForwardingEngine::putArchive(id, path, tar, call);
}

Result<QByteArray> TieredEngine::getArchive(const QString &id, const QString &path, const Call &call)
{
    return isUnit(id) ? m_units->getArchive(id, path, call) : ForwardingEngine::getArchive(id, path, call);
}

Result<docker::PathStat> TieredEngine::statArchive(const QString &id, const QString &path, const Call &call)
{
    return isUnit(id) ? m_units->statArchive(id, path, call) : ForwardingEngine::statArchive(id, path, call);
}

Result<docker::VolumeDetails> TieredEngine::createBindVolume(
    const QString &name, const QString &device, const docker::Labels &labels, const Call &call)
{
    if (!prefab::isForUnits(labels))
        return ForwardingEngine::createBindVolume(name, device, labels, call);
    docker::VolumeDetails volume;
    volume.name = name;
    volume.driver = u"local"_s;
    volume.options = {{u"type"_s, u"none"_s}, {u"o"_s, u"bind"_s}, {u"device"_s, device}};
    volume.labels = labels;
    return volume;
}

Result<docker::ImageDetails> TieredEngine::inspectImage(const QString &reference, const Call &call)
{
    if (!containers::isHostHermes(reference))
        return ForwardingEngine::inspectImage(reference, call);
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
        return ForwardingEngine::pullImage(reference, progress, call);
    // A host's own Hermes is nobody's to fetch: it is there, or a person installs it.
    HERMES_ASSIGN(const auto facts, m_units->facts(call));
    return facts.roomCode == 0 ? Status() : noHermes(facts);
}

Status TieredEngine::readLogs(const QString &id, const docker::LogOptions &options,
    const std::function<void(const QByteArray &line, bool isError)> &line, const Call &call)
{
    return isUnit(id) ? m_units->readLogs(id, options, line, call)
                      : ForwardingEngine::readLogs(id, options, line, call);
}

Result<docker::Engine::ExecResult> TieredEngine::exec(
    const QString &id, const QStringList &argv, const docker::ExecOptions &options, const Call &call)
{
    return isUnit(id) ? m_units->exec(id, argv, options, call) : ForwardingEngine::exec(id, argv, options, call);
}

Result<docker::Engine::ExecResult> TieredEngine::execStream(const QString &id, const QStringList &argv,
    const docker::ExecOptions &options, const ExecStreams &streams, const Call &call)
{
    return isUnit(id) ? m_units->execStream(id, argv, streams, call)
                      : ForwardingEngine::execStream(id, argv, options, streams, call);
}

} // namespace hermes
