#include "hostpool.h"

#include "hostlogin.h"

namespace hermes {

HostPool::HostPool(Registry &registry, AccessStore &access, std::shared_ptr<ssh::KnownHosts> knownHosts,
    const FleetOptions &options, const Clock &clock)
    : m_registry(registry)
    , m_access(access)
    , m_knownHosts(std::move(knownHosts))
    , m_options(options)
    , m_clock(clock)
{ }

HostPool::~HostPool()
{
    onChanged({});
}

void HostPool::onChanged(std::function<void(const QString &)> changed)
{
    const std::lock_guard lock(m_callbackMutex);
    m_changed = std::move(changed);
}

Result<std::shared_ptr<HostSession>> HostPool::session(const Host &host)
{
    if (auto made = existing(host.id))
        return made;
    HERMES_ASSIGN(const auto access, m_access.find(host.name));
    if (!access)
        return fail(ErrorKind::Auth, translate("HostPool", "This operator has no login for host %1.").arg(host.name),
            {},
            translate("HostPool", "Add it with: hermes-admin host add %1 --ssh USER@%2 --identity FILE")
                .arg(host.name, host.address));
    const std::lock_guard lock(m_mutex);
    auto &slot = m_sessions[host.id];
    if (slot)
        return slot;
    auto connection = connectionTo(*access, m_access, m_knownHosts, m_options);
    if (!connection) {
        m_sessions.remove(host.id);
        return tl::unexpected<Error>(connection.error());
    }
    slot = std::make_shared<HostSession>(
        m_registry, host, *access, std::move(*connection), m_clock, [this, name = host.name] {
            const std::lock_guard guard(m_callbackMutex);
            if (m_changed)
                m_changed(name);
        });
    return slot;
}

std::shared_ptr<HostSession> HostPool::existing(const QString &hostId) const
{
    const std::lock_guard lock(m_mutex);
    return m_sessions.value(hostId);
}

void HostPool::drop(const QString &hostId)
{
    // Destroyed after the lock is released: it waits for its thread.
    const auto gone = [&] {
        const std::lock_guard lock(m_mutex);
        return m_sessions.take(hostId);
    }();
}

bool HostPool::isReady(const QString &hostId) const
{
    const auto session = existing(hostId);
    return session && session->isReady();
}

void HostPool::suspect(const QString &hostId)
{
    if (const auto session = existing(hostId))
        session->suspect();
}

void HostPool::renew(const QString &hostId)
{
    if (const auto session = existing(hostId))
        session->reconnect();
}

Result<std::shared_ptr<HostSession>> HostPool::sessionOf(const QString &hostId)
{
    if (auto made = existing(hostId))
        return made;
    HERMES_ASSIGN(const Host host, m_registry.hostById(hostId));
    return session(host);
}

Result<std::shared_ptr<HostLink>> HostPool::link(const QString &hostId, const Call &call)
{
    HERMES_ASSIGN(const auto session, sessionOf(hostId));
    return session->link(call);
}

Result<std::shared_ptr<HostLink>> HostPool::resync(const QString &hostId, const Call &call)
{
    HERMES_ASSIGN(const auto session, sessionOf(hostId));
    return session->resync(call);
}

} // namespace hermes
