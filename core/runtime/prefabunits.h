#pragma once

#include "connection.h"
#include "prefabrecord.h"

namespace hermes::prefab {

enum class Verb;

/// Tenants as systemd user units of the SSH user, each closed off in a room of its own: no other home, no engine, no
/// bus. Answers and errors as docker::Engine has them, so that one loop serves both; where a unit differs it is said
/// at the call. Thread-safe.
class Units {
public:
    /// `hermes`: a path, or a name that is looked up on the host.
    Units(std::shared_ptr<ssh::Connection> connection, QString dataRoot, QString hermes)
        : m_connection(std::move(connection))
        , m_root(std::move(dataRoot))
        , m_hermes(std::move(hermes))
    { }

    [[nodiscard]] Result<QList<docker::ContainerDetails>> list(const Call &call);
    /// By id or by name.
    [[nodiscard]] Result<docker::ContainerDetails> inspect(const QString &idOrName, const Call &call);
    [[nodiscard]] Result<docker::Created> create(const docker::ContainerSpec &spec, const Call &call);
    [[nodiscard]] Result<docker::Done> start(const QString &id, const Call &call);
    [[nodiscard]] Result<docker::Done> stop(const QString &id, int seconds, const Call &call);
    [[nodiscard]] Result<docker::Done> remove(const QString &id, bool force, const Call &call);
    [[nodiscard]] Result<docker::Done> pause(const QString &id, const Call &call);
    [[nodiscard]] Result<docker::Done> unpause(const QString &id, const Call &call);
    [[nodiscard]] Status rename(const QString &id, const QString &name, const Call &call);
    [[nodiscard]] Result<int> wait(const QString &id, const Call &call);
    /// Paths are those within the room (the home is /opt/data), where a link cannot lead out. All files belong to the
    /// SSH user there; they are told, and taken, as Hermes' own user of a container.
    [[nodiscard]] Status putArchive(const QString &id, const QString &path, const QByteArray &tar, const Call &call);
    [[nodiscard]] Result<QByteArray> getArchive(const QString &id, const QString &path, const Call &call);
    [[nodiscard]] Result<docker::PathStat> statArchive(const QString &id, const QString &path, const Call &call);
    /// From the user's journal.
    [[nodiscard]] Status readLogs(const QString &id, const docker::LogOptions &options,
        const std::function<void(const QByteArray &line, bool isError)> &line, const Call &call);
    /// In a room of the same kind beside it, as the same user; `options.user` does not matter.
    [[nodiscard]] Result<docker::Engine::ExecResult> exec(
        const QString &id, const QStringList &argv, const docker::ExecOptions &options, const Call &call);
    [[nodiscard]] Result<docker::Engine::ExecResult> execStream(
        const QString &id, const QStringList &argv, const docker::Engine::ExecStreams &streams, const Call &call);
    [[nodiscard]] Result<HostFacts> facts(const Call &call);

private:
    [[nodiscard]] Result<ssh::ExecResult> run(
        Verb verb, const QStringList &arguments, const QByteArray &input, const Call &call);
    [[nodiscard]] Result<ssh::ExecResult> inRoom(
        const QString &id, bool mustRun, const QStringList &argv, const QByteArray &input, const Call &call);

    std::shared_ptr<ssh::Connection> m_connection;
    QString m_root;
    QString m_hermes;
};

} // namespace hermes::prefab
