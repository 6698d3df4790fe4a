#pragma once

#include "accessstore.h"
#include "hostsession.h"

namespace hermes {

/// The sessions of this process, one per host, made when first needed. Thread-safe.
class HostPool final : public HostLinks {
public:
    HostPool(Registry &registry, AccessStore &access, std::shared_ptr<ssh::KnownHosts> knownHosts,
        const FleetOptions &options, const Clock &clock);
    ~HostPool() override;

    [[nodiscard]] Result<std::shared_ptr<HostLink>> link(const QString &hostId, const Call &call) override;
    [[nodiscard]] bool isReady(const QString &hostId) const override;
    void suspect(const QString &hostId) override;
    void renew(const QString &hostId) override;
    /// The same after the claim was read anew.
    [[nodiscard]] Result<std::shared_ptr<HostLink>> resync(const QString &hostId, const Call &call);
    [[nodiscard]] Result<std::shared_ptr<HostSession>> session(const Host &host);
    /// Without making one.
    [[nodiscard]] std::shared_ptr<HostSession> existing(const QString &hostId) const;
    void drop(const QString &hostId);
    /// Called with the host's name on a core thread when its connection changed.
    void onChanged(std::function<void(const QString &)> changed);

private:
    [[nodiscard]] Result<std::shared_ptr<HostSession>> sessionOf(const QString &hostId);

    Registry &m_registry;
    AccessStore &m_access;
    std::shared_ptr<ssh::KnownHosts> m_knownHosts;
    const FleetOptions &m_options;
    const Clock &m_clock;
    mutable std::mutex m_mutex;
    QHash<QString, std::shared_ptr<HostSession>> m_sessions;
    std::mutex m_callbackMutex;
    std::function<void(const QString &)> m_changed;
};

} // namespace hermes
