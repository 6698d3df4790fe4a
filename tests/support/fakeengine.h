#pragma once

#include "clock.h"
#include "engine.h"
#include "faketree.h"
#include "random.h"

#include <mutex>
#include <optional>
#include <set>

namespace hermes::test {

/// One simulated Docker engine (20.10's semantics) of one host, in memory. The conformance suite
/// (tests/integration/docker) runs on it and on a real dockerd. Thread-safe. Nothing takes time: a stop is over when
/// the behaviour's `stopping` returns.
class FakeEngine final : public docker::Engine {
public:
    explicit FakeEngine(Clock &clock, quint64 seed = 1);
    ~FakeEngine() override;

    /// What runs inside containers. Called while the container changes, with the engine's (recursive) lock held: may
    /// call everything below and on this engine, but must not block. Absent ones do nothing.
    struct Behaviour {
        std::function<void(FakeEngine &engine, const QString &id)> started;
        /// SIGTERM came: its exit code, or nothing for a process that ignores it and is killed (137).
        std::function<std::optional<int>(FakeEngine &engine, const QString &id)> stopping;
        std::function<ExecResult(
            FakeEngine &engine, const QString &id, const QStringList &argv, const docker::ExecOptions &options)>
            exec;
        /// What a command reads in place of its stdin, if it does. Called without the lock; may wait.
        std::function<std::function<Result<QByteArray>(const Call &)>(const QString &id, const QStringList &argv)>
            reads;
        /// It is gone: stopped, killed or ended by itself.
        std::function<void(FakeEngine &engine, const QString &id)> ended;
    };
    void setBehaviour(Behaviour behaviour);
    /// The same host at the same moment: containers, images, volumes, files. Not its calls, hooks and behaviour; what
    /// is made from now on gets other ids.
    void become(const FakeEngine &other);

    /// One call as the hooks see it. `name` is the function's ("createContainer"), `subject` the container's name, id,
    /// path, …
    struct CallInfo {
        QString name;
        QString subject;
        int number = 0; ///< counts all calls from 1
        /// For a hook that loses a request to create, start, stop or remove a container: lets it come late, with nobody
        /// waiting for the answer any more. Must not outlive the engine.
        std::function<void()> arrive = {};
    };
    /// Called without the lock. An error from `before` is the call's answer and nothing happens; one from `after`
    /// replaces the answer although everything happened (a lost reply). May block.
    using Hook = std::function<std::optional<Error>(const CallInfo &)>;
    void setHooks(Hook before, Hook after);
    /// What a caller sees of a link that went away.
    [[nodiscard]] static Error lostLink();
    /// Every call fails with lostLink() and event streams end, until set back.
    void setReachable(bool reachable);
    [[nodiscard]] QList<CallInfo> calls() const;

    // The host, as a test arranges it.
    void addImage(const QString &reference, const QList<docker::TarEntry> &files = {});
    /// An image that pullImage() finds; `progress` lines are handed over.
    void addPullable(const QString &reference);
    void removeImage(const QString &reference);
    /// Also a second one of a name: what two creates at the same moment leave on a real engine.
    void addNetwork(const docker::NetworkDetails &network);
    /// A port that another process of the host listens on.
    void occupyPort(quint16 port, bool occupied = true);
    /// A directory of the host behind a bind volume, made at first use: where homes live and outlive containers.
    [[nodiscard]] FakeTree device(const QString &directory) const;
    void setDeviceMissing(const QString &directory, bool missing);
    void setDeviceFull(const QString &directory, bool full);
    /// The host gave the directory another name.
    void renameDevice(const QString &from, const QString &to);

    // Containers, as their own processes and the host act on them. By full id or name.
    void writeFile(const QString &id, const QString &path, const FakeFile &file);
    void removeFile(const QString &id, const QString &path);
    [[nodiscard]] std::optional<FakeFile> readFile(const QString &id, const QString &path) const;
    void log(const QString &id, const QByteArray &line, bool isError = false);
    void setHealth(const QString &id, const QString &health);
    /// The process ends by itself or is killed from outside; the restart policy applies at once. From within `started`
    /// it leaves the container `restarting` (or exited, without a policy) until retryRestarts().
    void endProcess(const QString &id, int exitCode, bool oomKilled = false);
    void retryRestarts();
    /// All stop; what the restart policy brings back starts again, automatic ports picked anew.
    void reboot();
    /// kill -9 of dockerd and a new one: 20.10 stops the survivors and counts them as stopped by hand.
    void crashDaemon();
    [[nodiscard]] docker::ContainerSpec spec(const QString &id) const;
    [[nodiscard]] QList<docker::ContainerDetails> containers() const;
    /// The running container that publishes this port on the host.
    [[nodiscard]] std::optional<QString> containerAtPort(quint16 hostPort) const;
    /// Ends every watchEvents() with an error; what happened meanwhile is not told later.
    void breakEvents();

    [[nodiscard]] Result<docker::EngineInfo> info(const Call &call) override;
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
    [[nodiscard]] Status setRestartPolicy(const QString &id, const QString &policy, const Call &call) override;
    [[nodiscard]] Result<int> waitContainer(const QString &id, const Call &call) override;
    [[nodiscard]] Status putArchive(
        const QString &id, const QString &path, const QByteArray &tar, const Call &call) override;
    [[nodiscard]] Result<QByteArray> getArchive(const QString &id, const QString &path, const Call &call) override;
    [[nodiscard]] Result<docker::PathStat> statArchive(
        const QString &id, const QString &path, const Call &call) override;
    [[nodiscard]] Result<QList<docker::NetworkDetails>> listNetworks(const Call &call) override;
    [[nodiscard]] Result<QString> createNetwork(const docker::NetworkSpec &spec, const Call &call) override;
    [[nodiscard]] Result<docker::NetworkDetails> inspectNetwork(const QString &nameOrId, const Call &call) override;
    [[nodiscard]] Status removeNetwork(const QString &id, const Call &call) override;
    [[nodiscard]] Result<docker::VolumeDetails> createBindVolume(
        const QString &name, const QString &device, const docker::Labels &labels, const Call &call) override;
    [[nodiscard]] Result<docker::VolumeDetails> inspectVolume(const QString &name, const Call &call) override;
    [[nodiscard]] Result<QList<docker::VolumeDetails>> listVolumes(
        const QStringList &labels, const Call &call) override;
    [[nodiscard]] Status removeVolume(const QString &name, const Call &call) override;
    [[nodiscard]] Result<docker::ImageDetails> inspectImage(const QString &reference, const Call &call) override;
    [[nodiscard]] Status pullImage(
        const QString &reference, const std::function<void(const QString &)> &progress, const Call &call) override;
    [[nodiscard]] Status watchEvents(const QStringList &labels, const std::function<void()> &connected,
        const std::function<void(const docker::Event &)> &event, const Call &call) override;
    [[nodiscard]] Status readLogs(const QString &id, const docker::LogOptions &options,
        const std::function<void(const QByteArray &line, bool isError)> &line, const Call &call) override;
    [[nodiscard]] Result<ExecResult> exec(
        const QString &id, const QStringList &argv, const docker::ExecOptions &options, const Call &call) override;
    /// All of the input is read before anything happens.
    [[nodiscard]] Result<ExecResult> execStream(const QString &id, const QStringList &argv,
        const docker::ExecOptions &options, const ExecStreams &streams, const Call &call) override;

private:
    struct World;
    template <class R, class F>
    R answer(const char *name, const QString &subject, const Call &call, const F &effect,
        const std::function<void()> &arrive = {});
    [[nodiscard]] Result<ExecResult> runIn(const char *name, const QString &id, const QStringList &argv,
        const docker::ExecOptions &options, const Call &call);
    template <class R, class F>
    R answerOrLate(const char *name, const QString &subject, const Call &call, const F &effect);
    std::unique_ptr<World> d;
};

} // namespace hermes::test
