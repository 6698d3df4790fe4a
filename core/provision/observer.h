#pragma once

#include "decide.h"
#include "hostlinks.h"
#include "registry.h"

#include <mutex>

namespace hermes {

/// Looks at everything that decide() needs to know about one tenant: by label on every host it may be on, then only as
/// deep as matters now. Remembers per container what cannot change or has not changed (account hash, log offset),
/// nothing else. Thread-safe.
class Observer {
public:
    Observer(Registry &registry, HostLinks &links)
        : m_registry(registry)
        , m_links(links)
    { }

    [[nodiscard]] Result<Seen> look(const Tenant &tenant, qint64 nowMs, const Call &call);
    /// What the registry says of a tenant.
    struct Known {
        Ports ports;
        std::optional<Binding> binding;
    };
    /// The same for who knows that already. Without `isUrgent` the questions are put one after the other: each waits
    /// for the answer to the one before, but no other thread is woken for it.
    [[nodiscard]] Result<Seen> look(
        const Tenant &tenant, const Known &known, bool isUrgent, qint64 nowMs, const Call &call);

private:
    struct Memory {
        QString accountSha256;
        qint64 logSize = 0;
        home::LogVerdict log;
    };
    class Ahead;
    [[nodiscard]] Status lookAtHost(HostLink &link, const Tenant &tenant, Ahead *ahead, Seen &seen, const Call &call);
    [[nodiscard]] Status lookForRests(HostLink &link, const Tenant &tenant, Seen &seen, const Call &call);
    [[nodiscard]] Status lookForImage(Ahead &ahead, const Tenant &tenant, Seen &seen);
    [[nodiscard]] Status judgeBinding(HostLink &link, const Binding &binding, const ContainerSeen &container,
        qint64 nowMs, Seen &seen, const Call &call);
    [[nodiscard]] Result<QString> accountHash(
        HostLink &link, const QString &containerId, const QString &botId, const Call &call);
    [[nodiscard]] Result<home::LogVerdict> newestLogSign(HostLink &link, const QString &containerId, const Call &call);
    [[nodiscard]] Status recallOperations(const Tenant &tenant, qint64 nowMs, Seen &seen);
    [[nodiscard]] Status recallWipes(const Tenant &tenant, qint64 nowMs, Seen &seen);

    Registry &m_registry;
    HostLinks &m_links;
    std::mutex m_mutex;
    QHash<QString, Memory> m_memory; ///< by container id
};

} // namespace hermes
