#include "fakeanswer.h"

namespace hermes::test {

using namespace docker;

namespace {

quint32 addressOf(const QString &text)
{
    quint32 value = 0;
    for (const QString &part : text.split(QLatin1Char('.')))
        value = (value << 8U) | part.toUInt();
    return value;
}

/// Two IPv4 networks in CIDR form share an address.
bool overlap(const QString &one, const QString &other)
{
    if (one.isEmpty() || other.isEmpty())
        return false;
    const int bits = std::min(one.section(QLatin1Char('/'), 1).toInt(), other.section(QLatin1Char('/'), 1).toInt());
    const quint32 mask = bits == 0 ? 0 : ~quint32(0) << (32 - bits);
    return (addressOf(one.section(QLatin1Char('/'), 0, 0)) & mask)
        == (addressOf(other.section(QLatin1Char('/'), 0, 0)) & mask);
}

const QString networkCreate = QStringLiteral("Network %1 could not be created");
const QString networkRemove = QStringLiteral("Network %1 could not be removed");
const QString volumeRemove = QStringLiteral("Volume %1 could not be removed");

} // namespace

void FakeEngine::addNetwork(const NetworkDetails &network)
{
    const std::lock_guard lock(d->mutex);
    d->networks.append(network);
}

Result<QList<NetworkDetails>> FakeEngine::listNetworks(const Call &call)
{
    using List = Result<QList<NetworkDetails>>;
    return answer<List>("listNetworks", {}, call, [&]() -> List {
        // As the real one: the list does not say who is attached.
        QList<NetworkDetails> list = d->networks;
        for (NetworkDetails &network : list)
            network.containerIds.clear();
        return list;
    });
}

Result<QString> FakeEngine::createNetwork(const NetworkSpec &spec, const Call &call)
{
    return answer<Result<QString>>("createNetwork", spec.name, call, [&]() -> Result<QString> {
        if (d->findNetwork(spec.name))
            return fail(ErrorKind::Conflict, networkCreate.arg(spec.name),
                QStringLiteral("network with name %1 already exists").arg(spec.name));
        for (const NetworkDetails &other : d->networks) {
            if (overlap(spec.subnet, other.subnet))
                return fail(ErrorKind::Remote, networkCreate.arg(spec.name),
                    QStringLiteral("Pool overlaps with other one on this address space"));
        }
        NetworkDetails network;
        network.id = d->random.hex(32);
        network.name = spec.name;
        network.subnet = spec.subnet;
        network.gateway = spec.gateway;
        network.driver = QStringLiteral("bridge");
        network.labels = spec.labels;
        network.options = spec.options;
        d->networks.append(network);
        return network.id;
    });
}

Result<NetworkDetails> FakeEngine::inspectNetwork(const QString &nameOrId, const Call &call)
{
    using R = Result<NetworkDetails>;
    return answer<R>("inspectNetwork", nameOrId, call, [&]() -> R {
        if (const NetworkDetails *network = d->findNetwork(nameOrId))
            return *network;
        return fail(ErrorKind::NotFound, QStringLiteral("Network %1 could not be inspected").arg(nameOrId),
            QStringLiteral("network %1 not found").arg(nameOrId));
    });
}

Status FakeEngine::removeNetwork(const QString &id, const Call &call)
{
    return answer<Status>("removeNetwork", id, call, [&]() -> Status {
        const NetworkDetails *network = d->findNetwork(id);
        if (!network)
            return fail(ErrorKind::NotFound, networkRemove.arg(id), QStringLiteral("network %1 not found").arg(id));
        if (!network->containerIds.isEmpty())
            return fail(ErrorKind::Conflict, networkRemove.arg(id),
                QStringLiteral("error while removing network: network %1 id %2 has active endpoints")
                    .arg(network->name, network->id));
        d->networks.removeIf([gone = network->id](const NetworkDetails &each) { return each.id == gone; });
        return {};
    });
}

Result<VolumeDetails> FakeEngine::createBindVolume(
    const QString &name, const QString &device, const Labels &labels, const Call &call)
{
    return answer<Result<VolumeDetails>>("createBindVolume", name, call, [&]() -> Result<VolumeDetails> {
        if (isUnit(labels))
            return newVolume(name, device, labels);
        // An existing name keeps its device and labels, and the answer is the same 201.
        if (!d->volumes.contains(name))
            d->volumes.insert(name, newVolume(name, device, labels));
        return d->volumes.value(name);
    });
}

Result<VolumeDetails> FakeEngine::inspectVolume(const QString &name, const Call &call)
{
    return answer<Result<VolumeDetails>>("inspectVolume", name, call, [&]() -> Result<VolumeDetails> {
        if (d->volumes.contains(name))
            return d->volumes.value(name);
        return fail(ErrorKind::NotFound, QStringLiteral("Volume %1 could not be inspected").arg(name),
            QStringLiteral("get %1: no such volume").arg(name));
    });
}

Result<QList<VolumeDetails>> FakeEngine::listVolumes(const QStringList &labels, const Call &call)
{
    using List = Result<QList<VolumeDetails>>;
    return answer<List>("listVolumes", labels.join(QLatin1Char(',')), call, [&]() -> List {
        QList<VolumeDetails> list;
        for (const VolumeDetails &volume : std::as_const(d->volumes)) {
            if (hasLabels(volume.labels, labels) && !volume.name.startsWith(unitMount))
                list.append(volume);
        }
        return list;
    });
}

Status FakeEngine::removeVolume(const QString &name, const Call &call)
{
    return answer<Status>("removeVolume", name, call, [&]() -> Status {
        if (!d->volumes.contains(name))
            return fail(
                ErrorKind::NotFound, volumeRemove.arg(name), QStringLiteral("get %1: no such volume").arg(name));
        for (const auto &container : d->containers) {
            for (const VolumeMount &mount : container->spec.mounts) {
                if (mount.volume == name)
                    return fail(ErrorKind::Conflict, volumeRemove.arg(name),
                        QStringLiteral("remove %1: volume is in use - [%2]").arg(name, container->details.summary.id));
            }
        }
        // The data behind a bind device stays.
        d->volumes.remove(name);
        return {};
    });
}

void FakeEngine::World::removeFromNetworks(const QString &id)
{
    for (NetworkDetails &network : networks)
        network.containerIds.removeAll(id);
}

} // namespace hermes::test
