#pragma once

#include "engine.h"

namespace hermes {

struct SharedGateways;

/// The engine of a host that takes shared tenants. What is made for one (label hermes.tier=shared) is a card: a
/// container that is never started, which holds its name, labels and home. It is "started" as a gateway inside the
/// host's shared container, `hermes.shared-<image>`, which is made for the first and goes with the last; so its state,
/// its logs and what is run in it are those of that gateway, and all else is Docker's own. Tenants of an image share
/// one container: while they are upgraded one by one there are two.
///
/// Nothing keeps the tenants of a shared container apart, and its network is the host's own. Thread-safe.
class SharedEngine final : public docker::Engine {
public:
    /// `platform`: our uuid.
    SharedEngine(std::shared_ptr<docker::Engine> containers, QString platform)
        : m_containers(std::move(containers))
        , m_platform(std::move(platform))
    { }

    [[nodiscard]] Result<QList<docker::ContainerSummary>> listContainers(
        const QStringList &labels, const Call &call) override;
    [[nodiscard]] Result<docker::ContainerDetails> inspectContainer(const QString &id, const Call &call) override;
    [[nodiscard]] Result<docker::Done> startContainer(const QString &id, const Call &call) override;
    [[nodiscard]] Result<docker::Done> stopContainer(const QString &id, int timeoutSeconds, const Call &call) override;
    [[nodiscard]] Result<docker::Done> removeContainer(const QString &id, bool force, const Call &call) override;
    /// Its processes are told to stand still; the others in the shared container go on.
    [[nodiscard]] Result<docker::Done> pauseContainer(const QString &id, const Call &call) override;
    [[nodiscard]] Result<docker::Done> unpauseContainer(const QString &id, const Call &call) override;
    [[nodiscard]] Result<int> waitContainer(const QString &id, const Call &call) override;
    /// What happens to a shared container happens to each of its tenants. Of a single gateway there are none: what
    /// becomes of it is seen at the next look.
    [[nodiscard]] Status watchEvents(const QStringList &labels, const std::function<void()> &connected,
        const std::function<void(const docker::Event &)> &event, const Call &call) override;
    [[nodiscard]] Status readLogs(const QString &id, const docker::LogOptions &options,
        const std::function<void(const QByteArray &line, bool isError)> &line, const Call &call) override;
    [[nodiscard]] Result<ExecResult> exec(
        const QString &id, const QStringList &argv, const docker::ExecOptions &options, const Call &call) override;
    [[nodiscard]] Result<ExecResult> execStream(const QString &id, const QStringList &argv,
        const docker::ExecOptions &options, const ExecStreams &streams, const Call &call) override;

    [[nodiscard]] Result<docker::EngineInfo> info(const Call &call) override { return m_containers->info(call); }
    [[nodiscard]] Result<docker::Created> createContainer(const docker::ContainerSpec &spec, const Call &call) override
    {
        return m_containers->createContainer(spec, call);
    }
    [[nodiscard]] Status renameContainer(const QString &id, const QString &name, const Call &call) override
    {
        return m_containers->renameContainer(id, name, call);
    }
    [[nodiscard]] Status putArchive(
        const QString &id, const QString &path, const QByteArray &tar, const Call &call) override
    {
        return m_containers->putArchive(id, path, tar, call);
    }
    [[nodiscard]] Result<QByteArray> getArchive(const QString &id, const QString &path, const Call &call) override
    {
        return m_containers->getArchive(id, path, call);
    }
    [[nodiscard]] Result<docker::PathStat> statArchive(
        const QString &id, const QString &path, const Call &call) override
    {
        return m_containers->statArchive(id, path, call);
    }
    [[nodiscard]] Result<QList<docker::NetworkDetails>> listNetworks(const Call &call) override
    {
        return m_containers->listNetworks(call);
    }
    [[nodiscard]] Result<QString> createNetwork(const docker::NetworkSpec &spec, const Call &call) override
    {
        return m_containers->createNetwork(spec, call);
    }
    [[nodiscard]] Result<docker::NetworkDetails> inspectNetwork(const QString &nameOrId, const Call &call) override
    {
        return m_containers->inspectNetwork(nameOrId, call);
    }
    [[nodiscard]] Status removeNetwork(const QString &id, const Call &call) override
    {
        return m_containers->removeNetwork(id, call);
    }
    [[nodiscard]] Result<docker::VolumeDetails> createBindVolume(
        const QString &name, const QString &device, const docker::Labels &labels, const Call &call) override
    {
        return m_containers->createBindVolume(name, device, labels, call);
    }
    [[nodiscard]] Result<docker::VolumeDetails> inspectVolume(const QString &name, const Call &call) override
    {
        return m_containers->inspectVolume(name, call);
    }
    [[nodiscard]] Result<QList<docker::VolumeDetails>> listVolumes(const QStringList &labels, const Call &call) override
    {
        return m_containers->listVolumes(labels, call);
    }
    [[nodiscard]] Status removeVolume(const QString &name, const Call &call) override
    {
        return m_containers->removeVolume(name, call);
    }
    [[nodiscard]] Result<docker::ImageDetails> inspectImage(const QString &reference, const Call &call) override
    {
        return m_containers->inspectImage(reference, call);
    }
    [[nodiscard]] Status pullImage(
        const QString &reference, const std::function<void(const QString &)> &progress, const Call &call) override
    {
        return m_containers->pullImage(reference, progress, call);
    }

private:
    struct Place; ///< of one tenant: its card, and the shared container of its image

    [[nodiscard]] Result<QList<docker::ContainerSummary>> sharedContainers(const Call &call);
    [[nodiscard]] Result<QList<SharedGateways>> gateways(const Call &call);
    [[nodiscard]] Result<Place> placeOf(const QString &id, const Call &call);
    [[nodiscard]] Result<QString> ensureShared(const docker::ContainerSummary &card, const Call &call);
    [[nodiscard]] Status removeIfEmpty(const QString &imageId, const Call &call);
    [[nodiscard]] Result<ExecResult> asRoot(const QString &shared, const QStringList &argv, const Call &call);

    std::shared_ptr<docker::Engine> m_containers;
    QString m_platform;
};

} // namespace hermes
