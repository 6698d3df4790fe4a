#pragma once

#include "forwardingengine.h"
#include "sharedcontainers.h"

namespace hermes {

/// The engine of a host that takes shared tenants. What is made for one (label hermes.tier=shared) is a card: a
/// container that is never started, which holds its name, labels and home. It is "started" as a gateway inside the
/// host's shared container, `hermes.shared-<image>`, which is made for the first and goes with the last; so its state,
/// its logs and what is run in it are those of that gateway, and all else is Docker's own. Tenants of an image share
/// one container: while they are upgraded one by one there are two.
///
/// Nothing keeps the tenants of a shared container apart, and its network is the host's own. Thread-safe.
class SharedEngine final : public docker::ForwardingEngine {
public:
    /// `platform`: our uuid.
    SharedEngine(std::shared_ptr<docker::Engine> containers, QString platform)
        : ForwardingEngine(containers)
        , m_shared(std::move(containers), std::move(platform))
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

private:
    struct Place; ///< of one tenant: its card, and the shared container of its image

    [[nodiscard]] Result<Place> placeOf(const QString &id, const Call &call);

    shared::SharedContainers m_shared;
};

} // namespace hermes
