#pragma once

#include "decide.h"
#include "homewriter.h"
#include "hostlinks.h"
#include "keyhook.h"
#include "registry.h"

#include <mutex>

namespace hermes {

/// Does one action for one tenant. Every effect can be repeated: after a failure or a lost reply the loop looks again
/// and decides again.
class Effects {
public:
    Effects(Registry &registry, HostLinks &links, const Clock &clock, qint64 portCoolDownMs, Actor actor)
        : m_registry(registry)
        , m_links(links)
        , m_clock(clock)
        , m_portCoolDownMs(portCoolDownMs)
        , m_actor(std::move(actor))
    { }

    /// What an effect tells about the container it worked on; empty where it does not apply.
    struct Outcome {
        QString containerId;
        QString homeWrittenFor;
        QString credentialsWrittenFor;
        bool goesOn = false; ///< sent, and under way on the host without us: its end is seen by looking
        bool tenantChanged = false; ///< generation, host or ports moved: status must be read again
    };
    /// `note` is told how far a long effect is; may be empty.
    [[nodiscard]] Result<Outcome> perform(const Action &action, const Tenant &tenant, const Seen &seen,
        qint64 operation, qint64 epoch, const std::function<void(const QString &)> &note, const Call &call);

    /// Deadline of an action: moving, adopting or restoring a home 7200 s, letting a container go 240 s, pull 900 s,
    /// packing 600 s, the rest 60 s. A stop is only sent (3 s): the engine ends it by itself, within `stopLimitMs`.
    [[nodiscard]] static std::chrono::milliseconds timeLimit(ActionKind kind);

private:
    [[nodiscard]] Result<Outcome> start(HostLink &link, const QString &containerId, const Call &call);
    [[nodiscard]] Result<Outcome> stop(HostLink &link, const QString &containerId, const Call &call);
    [[nodiscard]] Result<Outcome> place(const Tenant &tenant);
    [[nodiscard]] Result<Outcome> create(
        HostLink &link, const Tenant &tenant, qint64 operation, qint64 epoch, const Call &call);
    struct TenantKeys {
        QMap<QString, Secret> env;
        Registry::Keys noted; ///< once they are in the home
    };
    [[nodiscard]] Result<std::optional<TenantKeys>> issueKeys(const HostLink &link, const Tenant &tenant, qint64 epoch,
        const containers::HomeBefore &home, bool isHookThere, const QStringList &planned, const Call &call);
    [[nodiscard]] Status noteKeys(
        const HostLink &link, const Tenant &tenant, const Registry::Keys &keys, const Call &call);
    [[nodiscard]] Status revokeKeys(const HostLink &link, const Tenant &tenant, qint64 epoch, const Call &call);
    [[nodiscard]] Result<Outcome> writeHome(
        HostLink &link, const Tenant &tenant, const QString &containerId, qint64 epoch, const Call &call);
    [[nodiscard]] Result<Outcome> move(ActionKind kind, const Tenant &tenant, qint64 epoch,
        const std::function<void(const QString &)> &note, const Call &call);
    [[nodiscard]] Result<Outcome> adoptHome(
        const std::shared_ptr<HostLink> &link, const Tenant &tenant, qint64 epoch, const Call &call);
    [[nodiscard]] Result<Outcome> restoreHome(
        const std::shared_ptr<HostLink> &link, const Tenant &tenant, qint64 epoch, const Call &call);
    [[nodiscard]] Status wipeLeft(const QString &hostId, const Tenant &tenant, const Call &call);
    [[nodiscard]] Status removeChecked(
        HostLink &link, const Tenant &tenant, const QString &containerId, const Call &call);
    [[nodiscard]] Status writeTenantFile(HostLink &link, const Tenant &tenant, qint64 epoch, const Call &call);

    Registry &m_registry;
    HostLinks &m_links;
    const Clock &m_clock;
    qint64 m_portCoolDownMs;
    Actor m_actor;
    std::mutex m_mutex;
    struct TenantFile {
        QByteArray content;
        qint64 epoch = 0; ///< of the last turn that knew it to be so
    };
    QHash<QString, TenantFile> m_tenantFiles; ///< as last written, by tenant id
};

/// What `tenants/<id>.json` says; enough to rebuild a lost registry, no secret. Pure.
[[nodiscard]] QByteArray tenantFileContent(
    const Tenant &tenant, const Ports &ports, const std::optional<Binding> &binding);

} // namespace hermes
