#pragma once

#include "forwardingengine.h"
#include "prefabunits.h"

namespace hermes {

/// The engine of a host that takes prefab tenants: its containers and its units behind one door, so that whoever lists,
/// looks for leaks or takes a tenant away sees both. What is made becomes a unit where its label says so
/// (prefab::tierLabel); ids tell them apart afterwards, and a name is one of either. A unit has no volumes: they are as
/// they were asked for, and its home is the directory itself. It has no events either: what becomes of it is seen at
/// the next look.
class TieredEngine final : public docker::ForwardingEngine {
public:
    TieredEngine(std::shared_ptr<docker::Engine> containers, std::shared_ptr<prefab::Units> units)
        : docker::ForwardingEngine(std::move(containers))
        , m_units(std::move(units))
    { }

    [[nodiscard]] Result<QList<docker::ContainerSummary>> listContainers(
        const QStringList &labels, const Call &call) override;
    [[nodiscard]] Result<docker::ContainerDetails> inspectContainer(const QString &id, const Call &call) override;
    [[nodiscard]] Result<docker::Created> createContainer(const docker::ContainerSpec &spec, const Call &call) override;
    [[nodiscard]] Result<docker::Done> startContainer(const QString &id, const Call &call) override;
    [[nodiscard]] Result<docker::Done> stopContainer(const QString &id, int timeoutSeconds, const Call &call) override;
    [[nodiscard]] Result<docker::Done> removeContainer(const QString &id, bool force, const Call &call) override;
    [[nodiscard]] Result<docker::Done> pauseContainer(const QString &id, const Call &call) override;
    [[nodiscard]] Result<docker::Done> unpauseContainer(const QString &id, const Call &call) override;
    [[nodiscard]] Status renameContainer(const QString &id, const QString &name, const Call &call) override;
    [[nodiscard]] Result<int> waitContainer(const QString &id, const Call &call) override;
    [[nodiscard]] Status putArchive(
        const QString &id, const QString &path, const QByteArray &tar, const Call &call) override;
    [[nodiscard]] Result<QByteArray> getArchive(const QString &id, const QString &path, const Call &call) override;
    [[nodiscard]] Result<docker::PathStat> statArchive(
        const QString &id, const QString &path, const Call &call) override;
    [[nodiscard]] Result<docker::VolumeDetails> createBindVolume(
        const QString &name, const QString &device, const docker::Labels &labels, const Call &call) override;
    [[nodiscard]] Result<docker::ImageDetails> inspectImage(const QString &reference, const Call &call) override;
    [[nodiscard]] Status pullImage(
        const QString &reference, const std::function<void(const QString &)> &progress, const Call &call) override;
    [[nodiscard]] Status readLogs(const QString &id, const docker::LogOptions &options,
        const std::function<void(const QByteArray &line, bool isError)> &line, const Call &call) override;
    [[nodiscard]] Result<ExecResult> exec(
        const QString &id, const QStringList &argv, const docker::ExecOptions &options, const Call &call) override;
    [[nodiscard]] Result<ExecResult> execStream(const QString &id, const QStringList &argv,
        const docker::ExecOptions &options, const ExecStreams &streams, const Call &call) override;

private:
    std::shared_ptr<prefab::Units> m_units;
};

/// The image id of a host's Hermes that says this version. Pure.
[[nodiscard]] QString hermesImageId(const QString &version);

} // namespace hermes
