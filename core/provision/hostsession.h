#pragma once

#include "connection.h"
#include "fleet.h"
#include "hostlinks.h"

#include <mutex>

namespace hermes {

/// One host's connection and what hangs on it: engine, files, prober. Connects when asked, pins the engine's id, checks
/// the claim at every new connection. Thread-safe.
class HostSession {
public:
    HostSession(Registry &registry, Host host, HostAccess access, std::shared_ptr<ssh::KnownHosts> knownHosts,
        const FleetOptions &options, const Clock &clock, std::function<void()> changed);
    ~HostSession();

    /// Connected, engine pinned, claim ours (claimed if the host has none yet).
    [[nodiscard]] Result<std::shared_ptr<HostLink>> link(const Call &call);
    [[nodiscard]] ssh::Connection &connection() { return *m_connection; }
    [[nodiscard]] const HostAccess &access() const { return m_access; }
    void reconnect();

    struct View {
        HostState state = HostState::Connecting;
        std::optional<Error> error;
        docker::EngineInfo engine;
        QString fingerprint;
        qint64 lastContact = 0;
    };
    [[nodiscard]] View view() const;
    void contacted(); ///< a call has just worked

    /// Bytes to the engine's socket, by forward or, where forwards are refused, by `docker system dial-stdio`; a
    /// failure names its cause (no docker group, engine stopped).
    [[nodiscard]] static Result<std::unique_ptr<ByteStream>> openEngine(
        ssh::Connection &connection, const QString &hostName, const Call &call);

private:
    [[nodiscard]] std::shared_ptr<HostLink> readyLink() const;
    [[nodiscard]] Status prepare(const Call &call);
    void remember(const std::optional<Error> &error);

    Registry &m_registry;
    const Clock &m_clock;
    Host m_host;
    HostAccess m_access;
    std::shared_ptr<ssh::KnownHosts> m_knownHosts;
    std::function<void()> m_changed;
    std::shared_ptr<ssh::Connection> m_connection;
    std::shared_ptr<HostLink> m_link;
    std::atomic<bool> m_prepared = false; ///< engine and claim were checked on this connection
    std::mutex m_preparing;
    mutable std::mutex m_mutex;
    std::optional<Error> m_error;
    docker::EngineInfo m_engine;
    qint64 m_lastContact = 0;
};

} // namespace hermes
