#pragma once

#include "engine.h"

namespace hermes::docker {

/// Passes every call on to another engine: the base of one that answers some of them itself.
class ForwardingEngine : public Engine {
public:
    explicit ForwardingEngine(std::shared_ptr<Engine> inner)
        : m_inner(std::move(inner))
    { }

    [[nodiscard]] Result<EngineInfo> info(const Call &call) override { return m_inner->info(call); }
    [[nodiscard]] Result<QList<ContainerSummary>> listContainers(const QStringList &labels, const Call &call) override
    {
        return m_inner->listContainers(labels, call);
    }
    [[nodiscard]] Result<ContainerDetails> inspectContainer(const QString &id, const Call &call) override
    {
        return m_inner->inspectContainer(id, call);
    }
    [[nodiscard]] Result<Created> createContainer(const ContainerSpec &spec, const Call &call) override
    {
        return m_inner->createContainer(spec, call);
    }
    [[nodiscard]] Result<Done> startContainer(const QString &id, const Call &call) override
    {
        return m_inner->startContainer(id, call);
    }
    [[nodiscard]] Result<Done> stopContainer(const QString &id, int timeoutSeconds, const Call &call) override
    {
        return m_inner->stopContainer(id, timeoutSeconds, call);
    }
    [[nodiscard]] Result<Done> removeContainer(const QString &id, bool force, const Call &call) override
    {
        return m_inner->removeContainer(id, force, call);
    }
    [[nodiscard]] Result<Done> pauseContainer(const QString &id, const Call &call) override
    {
        return m_inner->pauseContainer(id, call);
    }
    [[nodiscard]] Result<Done> unpauseContainer(const QString &id, const Call &call) override
    {
        return m_inner->unpauseContainer(id, call);
    }
    [[nodiscard]] Status renameContainer(const QString &id, const QString &name, const Call &call) override
    {
        return m_inner->renameContainer(id, name, call);
    }
    [[nodiscard]] Status setRestartPolicy(const QString &id, const QString &policy, const Call &call) override
    {
        return m_inner->setRestartPolicy(id, policy, call);
    }
    [[nodiscard]] Result<int> waitContainer(const QString &id, const Call &call) override
    {
        return m_inner->waitContainer(id, call);
    }
    [[nodiscard]] Status putArchive(
        const QString &id, const QString &path, const QByteArray &tar, const Call &call) override
    {
        return m_inner->putArchive(id, path, tar, call);
    }
    [[nodiscard]] Result<QByteArray> getArchive(const QString &id, const QString &path, const Call &call) override
    {
        return m_inner->getArchive(id, path, call);
    }
    [[nodiscard]] Result<PathStat> statArchive(const QString &id, const QString &path, const Call &call) override
    {
        return m_inner->statArchive(id, path, call);
    }
    [[nodiscard]] Result<QList<NetworkDetails>> listNetworks(const Call &call) override
    {
        return m_inner->listNetworks(call);
    }
    [[nodiscard]] Result<QString> createNetwork(const NetworkSpec &spec, const Call &call) override
    {
        return m_inner->createNetwork(spec, call);
    }
    [[nodiscard]] Result<NetworkDetails> inspectNetwork(const QString &nameOrId, const Call &call) override
    {
        return m_inner->inspectNetwork(nameOrId, call);
    }
    [[nodiscard]] Status removeNetwork(const QString &id, const Call &call) override
    {
        return m_inner->removeNetwork(id, call);
    }
    [[nodiscard]] Result<VolumeDetails> createBindVolume(
        const QString &name, const QString &device, const Labels &labels, const Call &call) override
    {
        return m_inner->createBindVolume(name, device, labels, call);
    }
    [[nodiscard]] Result<VolumeDetails> inspectVolume(const QString &name, const Call &call) override
    {
        return m_inner->inspectVolume(name, call);
    }
    [[nodiscard]] Result<QList<VolumeDetails>> listVolumes(const QStringList &labels, const Call &call) override
    {
        return m_inner->listVolumes(labels, call);
    }
    [[nodiscard]] Status removeVolume(const QString &name, const Call &call) override
    {
        return m_inner->removeVolume(name, call);
    }
    [[nodiscard]] Result<ImageDetails> inspectImage(const QString &reference, const Call &call) override
    {
        return m_inner->inspectImage(reference, call);
    }
    [[nodiscard]] Status pullImage(
        const QString &reference, const std::function<void(const QString &)> &progress, const Call &call) override
    {
        return m_inner->pullImage(reference, progress, call);
    }
    [[nodiscard]] Status watchEvents(const QStringList &labels, const std::function<void()> &connected,
        const std::function<void(const Event &)> &event, const Call &call) override
    {
        return m_inner->watchEvents(labels, connected, event, call);
    }
    [[nodiscard]] Status readLogs(const QString &id, const LogOptions &options,
        const std::function<void(const QByteArray &line, bool isError)> &line, const Call &call) override
    {
        return m_inner->readLogs(id, options, line, call);
    }
    [[nodiscard]] Result<ExecResult> exec(
        const QString &id, const QStringList &argv, const ExecOptions &options, const Call &call) override
    {
        return m_inner->exec(id, argv, options, call);
    }
    [[nodiscard]] Result<ExecResult> execStream(const QString &id, const QStringList &argv, const ExecOptions &options,
        const ExecStreams &streams, const Call &call) override
    {
        return m_inner->execStream(id, argv, options, streams, call);
    }

protected:
    [[nodiscard]] Engine &inner() const { return *m_inner; }

private:
    std::shared_ptr<Engine> m_inner;
};

} // namespace hermes::docker
