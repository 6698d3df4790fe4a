#pragma once

#include "bytestream.h"
#include "engine.h"

namespace hermes::docker {

/// Engine over HTTP on byte streams that `open` makes (a forwarded /var/run/docker.sock). Streams are kept alive and
/// reused (up to 8 idle); a call in flight has one to itself. Negotiates the API version from `/_ping`, again after a
/// stream broke. A read that meets a stale kept stream is sent again on a fresh one; nothing else is ever sent twice.
///
/// `maxStreams` bounds all streams at once (0: no bound); further calls wait their turn. Give as many as `open` can
/// hold where it starts a process for each, as `docker system dial-stdio` over an SSH exec channel does (sshd allows 10
/// sessions), and remember that watchEvents() holds one.
class HttpEngine final : public Engine {
public:
    using Opener = std::function<Result<std::unique_ptr<ByteStream>>(const Call &)>;
    explicit HttpEngine(Opener open, int maxStreams = 0);
    ~HttpEngine() override;
    /// From now on; streams that are too many by then close at the end of their call.
    void setMaxStreams(int maxStreams);

    [[nodiscard]] Result<EngineInfo> info(const Call &call) override;
    [[nodiscard]] Result<QList<ContainerSummary>> listContainers(const QStringList &labels, const Call &call) override;
    [[nodiscard]] Result<ContainerDetails> inspectContainer(const QString &id, const Call &call) override;
    [[nodiscard]] Result<Created> createContainer(const ContainerSpec &spec, const Call &call) override;
    [[nodiscard]] Result<Done> startContainer(const QString &id, const Call &call) override;
    [[nodiscard]] Result<Done> stopContainer(const QString &id, int timeoutSeconds, const Call &call) override;
    [[nodiscard]] Result<Done> removeContainer(const QString &id, bool force, const Call &call) override;
    [[nodiscard]] Result<Done> pauseContainer(const QString &id, const Call &call) override;
    [[nodiscard]] Result<Done> unpauseContainer(const QString &id, const Call &call) override;
    [[nodiscard]] Status renameContainer(const QString &id, const QString &name, const Call &call) override;
    [[nodiscard]] Status setRestartPolicy(const QString &id, const QString &policy, const Call &call) override;
    [[nodiscard]] Result<int> waitContainer(const QString &id, const Call &call) override;
    [[nodiscard]] Status putArchive(
        const QString &id, const QString &path, const QByteArray &tar, const Call &call) override;
    [[nodiscard]] Result<QByteArray> getArchive(const QString &id, const QString &path, const Call &call) override;
    [[nodiscard]] Result<PathStat> statArchive(const QString &id, const QString &path, const Call &call) override;
    [[nodiscard]] Result<QList<NetworkDetails>> listNetworks(const Call &call) override;
    [[nodiscard]] Result<QString> createNetwork(const NetworkSpec &spec, const Call &call) override;
    [[nodiscard]] Result<NetworkDetails> inspectNetwork(const QString &nameOrId, const Call &call) override;
    [[nodiscard]] Status removeNetwork(const QString &id, const Call &call) override;
    [[nodiscard]] Result<VolumeDetails> createBindVolume(
        const QString &name, const QString &device, const Labels &labels, const Call &call) override;
    [[nodiscard]] Result<VolumeDetails> inspectVolume(const QString &name, const Call &call) override;
    [[nodiscard]] Result<QList<VolumeDetails>> listVolumes(const QStringList &labels, const Call &call) override;
    [[nodiscard]] Status removeVolume(const QString &name, const Call &call) override;
    [[nodiscard]] Result<ImageDetails> inspectImage(const QString &reference, const Call &call) override;
    [[nodiscard]] Status pullImage(
        const QString &reference, const std::function<void(const QString &)> &progress, const Call &call) override;
    [[nodiscard]] Status watchEvents(const QStringList &labels, const std::function<void()> &connected,
        const std::function<void(const Event &)> &event, const Call &call) override;
    [[nodiscard]] Status readLogs(const QString &id, const LogOptions &options,
        const std::function<void(const QByteArray &line, bool isError)> &line, const Call &call) override;
    [[nodiscard]] Result<ExecResult> exec(
        const QString &id, const QStringList &argv, const ExecOptions &options, const Call &call) override;
    [[nodiscard]] Result<ExecResult> execStream(const QString &id, const QStringList &argv, const ExecOptions &options,
        const ExecStreams &streams, const Call &call) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

/// One plain HTTP GET over a fresh stream, for probing a tenant's dashboard. Body up to 1 MiB.
struct HttpAnswer {
    int status = 0;
    QString contentType;
    QByteArray body;
};
[[nodiscard]] Result<HttpAnswer> httpGet(
    ByteStream &stream, const QString &hostHeader, const QString &path, const Call &call);

} // namespace hermes::docker
