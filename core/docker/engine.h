#pragma once

#include "call.h"
#include "result.h"
#include "secret.h"

#include <QDateTime>
#include <QMap>
#include <QStringList>

#include <functional>

namespace hermes::docker {

using Labels = QMap<QString, QString>;

struct EngineInfo {
    QString id; ///< `/info`.ID: pins the engine
    QString version; ///< "20.10.24"
    QString apiVersion; ///< negotiated, e.g. "1.41"
    QString rootDir;
    bool podman = false; ///< answers the same API, with other status codes: best effort only
    int cpus = 0;
    qint64 memoryBytes = 0;
    int containersRunning = 0;
};

struct PublishedPort {
    quint16 containerPort = 0;
    quint16 hostPort = 0;
    QString hostIp;
    bool operator==(const PublishedPort &) const = default;
};

struct VolumeMount {
    QString volume; ///< name
    QString target; ///< path in the container
    bool noCopy = true;
    bool readOnly = false;
    /// Where not empty: what the volume is made of if it is not there any more, as createBindVolume() makes it. Without
    /// that the engine makes an empty one of its own, which then stands in the way.
    QString device = {};
    Labels labels = {};
};

/// What a container is created from. Pure data; `createBody()` (containerjson.h) turns it into the API's JSON.
struct ContainerSpec {
    QString name;
    QString image;
    QStringList entrypoint; ///< empty: the image's own
    QStringList command; ///< empty: the image's own
    QMap<QString, QString> environment; ///< never a secret: inspect shows it
    Labels labels;
    QList<PublishedPort> ports;
    QString network; ///< a network's name, or "none"
    QList<VolumeMount> mounts;
    QStringList capDrop;
    QStringList capAdd;
    bool noNewPrivileges = true;
    qint64 memoryBytes = 0; ///< MemorySwap is set equal
    qint64 nanoCpus = 0;
    int pidsLimit = 0;
    int stopTimeoutSeconds = 0;
    QString restartPolicy; ///< "unless-stopped", "no", …
    QString logMaxSize = QStringLiteral("10m");
    int logMaxFiles = 3;
    QStringList healthCommand; ///< e.g. {"CMD-SHELL", "curl …"}; empty: none
    int healthIntervalSeconds = 30;
    int healthRetries = 3;
    int healthStartSeconds = 20;
};

struct ContainerSummary {
    QString id;
    QString name; ///< without the leading slash
    QString image;
    QString imageId;
    QString state; ///< created, running, paused, restarting, removing, exited, dead
    QString status; ///< "Up 3 minutes (healthy)"
    Labels labels;
    qint64 createdMs = 0;
    QList<PublishedPort> ports;
};

/// A directory of the host that a container sees.
struct MountPoint {
    QString source; ///< path on the host; empty where it has none (tmpfs)
    QString target; ///< path in the container
    bool operator==(const MountPoint &) const = default;
};

struct ContainerDetails {
    ContainerSummary summary;
    bool running = false;
    int exitCode = 0;
    bool oomKilled = false;
    QString error; ///< State.Error, the engine's words about a failed start
    QDateTime startedAt;
    QDateTime finishedAt;
    QString health; ///< starting, healthy, unhealthy, or empty
    int restartCount = 0;
    int pid = 0;
    QStringList networks;
    QList<PublishedPort> configuredPorts; ///< HostConfig.PortBindings, there also while stopped
    bool tty = false;
    QList<MountPoint> mounts;
    QString restartPolicy; ///< "no" also where none was given
    QMap<QString, Secret> environment; ///< the image's too; what others put there may be secret
};

struct Created {
    QString id;
    QStringList warnings;
};

enum class Done { Done, AlreadySo };

struct PathStat {
    QString name;
    qint64 size = 0;
    quint32 mode = 0; ///< permission bits, e.g. 0600
    bool isDirectory = false;
    QString linkTarget; ///< of a symbolic link
    QDateTime modified;
};

struct NetworkSpec {
    QString name;
    QString subnet; ///< CIDR
    QString gateway;
    Labels labels;
    QMap<QString, QString> options; ///< e.g. com.docker.network.bridge.enable_icc=false
};

struct NetworkDetails {
    QString id;
    QString name;
    QString subnet;
    QString gateway;
    QString driver;
    Labels labels;
    QMap<QString, QString> options;
    QStringList containerIds;
};

struct VolumeDetails {
    QString name;
    QString driver;
    QMap<QString, QString> options; ///< type, o, device
    Labels labels;
    QString mountpoint;
};

struct ImageDetails {
    QString id; ///< "sha256:…"
    QStringList tags;
    QStringList repoDigests; ///< empty for a locally built image
    qint64 sizeBytes = 0;
    QMap<QString, QString> environment;
};

struct Event {
    QString type; ///< container, network, …
    QString action; ///< create, start, die, destroy, health_status: healthy, …
    QString id;
    Labels attributes; ///< includes the container's labels, name, exitCode
    qint64 timeNano = 0;
};

struct LogOptions {
    bool follow = false;
    int tail = -1; ///< -1: all
    qint64 sinceSeconds = 0; ///< unix time
    bool timestamps = false;
};

struct ExecOptions {
    QString user;
    QStringList environment; ///< never a secret
    QString workingDir;
    QByteArray input; ///< written to stdin; stdin is attached only when `attachInput`
    bool attachInput = false;
};

/// As the engine's own filter: whether all of `wanted` ("key=value" or "key") are among them.
[[nodiscard]] bool carries(const Labels &labels, const QStringList &wanted);

/// True if a start failed because the host port is taken, by another container or another process. The container stays
/// `created`, its name held; the same start succeeds once the port is free.
[[nodiscard]] bool isPortConflict(const Error &error);

/// The part of the Docker Engine API (1.40 to 1.47) that we use, as structs. A reply is not the truth: after a failed
/// or lost call the caller lists again. Errors: NotFound (404), Conflict (409, and 304 where it matters), Remote (500
/// with the engine's words in `detail`), Invalid (400), Network and Timeout (nothing is known about what happened),
/// Cancelled. Thread-safe. Two implementations: HttpEngine (over a byte stream) and the tests' simulated engine.
class Engine {
public:
    virtual ~Engine() = default;

    [[nodiscard]] virtual Result<EngineInfo> info(const Call &call) = 0;

    /// All containers that carry every one of `labels` ("key=value" or "key"), running or not.
    [[nodiscard]] virtual Result<QList<ContainerSummary>> listContainers(const QStringList &labels, const Call &call)
        = 0;
    [[nodiscard]] virtual Result<ContainerDetails> inspectContainer(const QString &id, const Call &call) = 0;
    [[nodiscard]] virtual Result<Created> createContainer(const ContainerSpec &spec, const Call &call) = 0;
    /// AlreadySo if it runs; of simultaneous starts several may say Done. A taken port: isPortConflict().
    [[nodiscard]] virtual Result<Done> startContainer(const QString &id, const Call &call) = 0;
    /// SIGTERM, then SIGKILL after `timeoutSeconds`. Goes on in the engine if the call is abandoned.
    [[nodiscard]] virtual Result<Done> stopContainer(const QString &id, int timeoutSeconds, const Call &call) = 0;
    /// Succeeds with AlreadySo if it is gone, and with Done while another removal of it is under way (list to see it
    /// gone). Never removes volumes. Conflict if it runs and `force` is not set.
    [[nodiscard]] virtual Result<Done> removeContainer(const QString &id, bool force, const Call &call) = 0;
    /// Its processes stand still (the freezer) until unpauseContainer(); AlreadySo if they do. Conflict if it does not
    /// run. A paused container can be stopped (it is killed after the time), but not started, nor removed without
    /// force.
    [[nodiscard]] virtual Result<Done> pauseContainer(const QString &id, const Call &call) = 0;
    /// AlreadySo if it is not paused, also if it does not run.
    [[nodiscard]] virtual Result<Done> unpauseContainer(const QString &id, const Call &call) = 0;
    /// Also while it runs. Conflict if the name is taken.
    [[nodiscard]] virtual Status renameContainer(const QString &id, const QString &name, const Call &call) = 0;
    /// "no", "unless-stopped", …; also while it runs.
    [[nodiscard]] virtual Status setRestartPolicy(const QString &id, const QString &policy, const Call &call) = 0;
    /// Waits until it is not running; its exit code.
    [[nodiscard]] virtual Result<int> waitContainer(const QString &id, const Call &call) = 0;

    /// Unpacks a tar archive (tar.h) into the directory `path` of a container, created or running. Keeps uid, gid,
    /// mode.
    [[nodiscard]] virtual Status putArchive(
        const QString &id, const QString &path, const QByteArray &tar, const Call &call)
        = 0;
    [[nodiscard]] virtual Result<QByteArray> getArchive(const QString &id, const QString &path, const Call &call) = 0;
    [[nodiscard]] virtual Result<PathStat> statArchive(const QString &id, const QString &path, const Call &call) = 0;

    [[nodiscard]] virtual Result<QList<NetworkDetails>> listNetworks(const Call &call) = 0;
    [[nodiscard]] virtual Result<QString> createNetwork(const NetworkSpec &spec, const Call &call) = 0;
    [[nodiscard]] virtual Result<NetworkDetails> inspectNetwork(const QString &nameOrId, const Call &call) = 0;
    [[nodiscard]] virtual Status removeNetwork(const QString &id, const Call &call) = 0;

    /// Driver `local`, type=none, o=bind, device=`device`. Answers what the engine then holds: an existing name keeps
    /// its old device.
    [[nodiscard]] virtual Result<VolumeDetails> createBindVolume(
        const QString &name, const QString &device, const Labels &labels, const Call &call)
        = 0;
    [[nodiscard]] virtual Result<VolumeDetails> inspectVolume(const QString &name, const Call &call) = 0;
    [[nodiscard]] virtual Result<QList<VolumeDetails>> listVolumes(const QStringList &labels, const Call &call) = 0;
    [[nodiscard]] virtual Status removeVolume(const QString &name, const Call &call) = 0;

    [[nodiscard]] virtual Result<ImageDetails> inspectImage(const QString &reference, const Call &call) = 0;
    /// Pulls; `progress` gets one line each. A 200 that fails later (errorDetail) is an error.
    [[nodiscard]] virtual Status pullImage(
        const QString &reference, const std::function<void(const QString &)> &progress, const Call &call)
        = 0;

    /// Streams events that carry all of `labels` until cancelled (Cancelled), or until the stream breaks (Network). A
    /// hint, not a log. The health probes' own exec_* events are left out. `connected` is called once the stream is
    /// open.
    [[nodiscard]] virtual Status watchEvents(const QStringList &labels, const std::function<void()> &connected,
        const std::function<void(const Event &)> &event, const Call &call)
        = 0;
    /// Hands lines of stdout and stderr over as they come; ends at the log's end, or with `follow` when cancelled.
    [[nodiscard]] virtual Status readLogs(const QString &id, const LogOptions &options,
        const std::function<void(const QByteArray &line, bool isError)> &line, const Call &call)
        = 0;
    struct ExecResult {
        int exitCode = -1;
        QByteArray out;
        QByteArray err;
    };
    /// Runs argv in a running container without a TTY. Its process goes on if the call is abandoned.
    [[nodiscard]] virtual Result<ExecResult> exec(
        const QString &id, const QStringList &argv, const ExecOptions &options, const Call &call)
        = 0;
    struct ExecStreams {
        /// The next piece of the command's stdin; empty: its end. An error ends the stdin where it is. Absent: none.
        std::function<Result<QByteArray>(const Call &)> input = {};
        /// Gets its stdout piece by piece; while it does not return, the command waits.
        std::function<void(QByteArrayView)> output = {};
    };
    /// The same for more than fits into memory: ExecResult::out stays empty, options.input is not used.
    [[nodiscard]] virtual Result<ExecResult> execStream(const QString &id, const QStringList &argv,
        const ExecOptions &options, const ExecStreams &streams, const Call &call)
        = 0;
};

} // namespace hermes::docker
