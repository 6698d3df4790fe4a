#pragma once

#include "connection.h"
#include "fleet.h"
#include "hostclaim.h"
#include "hostlinks.h"
#include "prefabunits.h"

#include <mutex>

namespace hermes {

/// One host's connection and what hangs on it: engine, files, prober. Connects when asked, pins the engine's id, checks
/// the claim at every new connection and resync. Thread-safe.
class HostSession {
public:
    HostSession(Registry &registry, Host host, HostAccess access, std::unique_ptr<ssh::Connection> connection,
        const Clock &clock, std::function<void()> changed);
    ~HostSession();

    /// Connected, engine pinned, claim ours (claimed if the host has none yet).
    [[nodiscard]] Result<std::shared_ptr<HostLink>> link(const Call &call);
    [[nodiscard]] bool isReady() const { return readyLink() != nullptr; }
    /// A call over the link was not answered in time. After three of them the host is judged anew before anybody else
    /// waits for it.
    void suspect();
    /// The same, and reads the claim anew: a registry that another one took the host from stops here (Conflict,
    /// reasons::fenced), also in link() from then on.
    [[nodiscard]] Result<std::shared_ptr<HostLink>> resync(const Call &call);
    [[nodiscard]] ssh::Connection &connection() { return *m_connection; }
    [[nodiscard]] const HostAccess &access() const { return m_access; }
    /// Tries again at once what was refused; with a new login if the engine refused this one's user.
    void reconnect();

    struct View {
        HostState state = HostState::Connecting;
        std::optional<Error> error;
        docker::EngineInfo engine;
        QString fingerprint;
        QString keyType;
        qint64 lastContact = 0;
        qint64 nextTry = 0; ///< when the lost connection tries again; 0: not by itself
    };
    [[nodiscard]] View view() const;
    void contacted(); ///< a call has just worked
    /// What it has now; the registry is told, for placement goes by it.
    [[nodiscard]] Result<HostRoom> measure(const Call &call);
    /// Whether a prefab tenant could live here, tried with the room it would get; says what was found.
    [[nodiscard]] Result<QString> tryPrefab(const Call &call);

private:
    [[nodiscard]] std::shared_ptr<prefab::Units> unitsOf(const Host &host) const;
    [[nodiscard]] std::shared_ptr<HostLink> readyLink() const;
    [[nodiscard]] Result<std::unique_lock<std::timed_mutex>> takeTurn(const Call &call);
    [[nodiscard]] std::optional<Error> lastError() const;
    [[nodiscard]] Status checkOurs(const HostLink &link, const Call &call);
    [[nodiscard]] Result<std::shared_ptr<HostLink>> prepareAnew(const Call &call);
    [[nodiscard]] Status prepare(const Call &call);
    [[nodiscard]] Result<docker::EngineInfo> askEngine(HostLink &link, const Call &call);
    [[nodiscard]] Status stopStrays(const HostLink &link, const Call &call);
    [[nodiscard]] Status settleClaim(
        HostLink &link, const std::optional<HostClaim> &there, const QString &engineId, const Call &call);
    void trip();
    void remember(const std::optional<Error> &error);
    void note(const QString &error);

    Registry &m_registry;
    const Clock &m_clock;
    Host m_host;
    HostAccess m_access;
    std::function<void()> m_changed;
    std::shared_ptr<ssh::Connection> m_connection;
    std::shared_ptr<docker::HttpEngine> m_engine;
    std::shared_ptr<HostLink> m_link;
    std::atomic<bool> m_prepared = false; ///< engine and claim were checked on this connection
    std::atomic<int> m_failures = 0; ///< tries to link that the host failed
    std::atomic<int> m_inARow = 0; ///< of those
    std::atomic<qint64> m_trippedUntil = 0; ///< steady ms: until then link() answers the last error at once
    std::atomic<int> m_suspicions = 0;
    std::atomic<qint64> m_checkedAt = 0; ///< steady ms, when the claim was last seen to be ours
    std::shared_ptr<std::atomic<bool>> m_denied; ///< the engine's socket is closed to this login's user
    std::atomic<qint64> m_loginAt = 0; ///< steady ms, when a denied login was last made anew
    std::timed_mutex m_preparing;
    mutable std::mutex m_mutex;
    std::optional<Error> m_error;
    docker::EngineInfo m_engineInfo;
    qint64 m_lastContact = 0;
    std::mutex m_noting;
    QString m_noted; ///< the error that the registry holds
    qint64 m_notedAt = 0; ///< steady ms, of the last good contact there
};

} // namespace hermes
