#pragma once

#include "engine.h"
#include "model.h"

namespace hermes {

/// Everything on one host that could be this fleet's.
struct HostInventory {
    QString hostId;
    QString hostName;
    QList<docker::ContainerSummary> containers; ///< all of the engine's
    QList<docker::VolumeDetails> volumes; ///< those labelled as ours
    QStringList homes; ///< tenant ids that have a directory there
};

enum class LeakKind {
    Orphan, ///< a container without a live tenant
    Ghost, ///< a tenant without its container
    StaleGeneration, ///< a container of another generation than the desired one
    Duplicate, ///< one container too many
    ForeignName, ///< somebody else's container has the name that a tenant's must have
    PortDrift, ///< published elsewhere than the ledger says
    VolumeWithoutOwner,
    HomeWithoutOwner,
};
/// "orphan", "ghost", "stale-generation", …
[[nodiscard]] QString leakName(LeakKind kind);

/// Something that is not as the registry has it. Much of it is only under way: the loop puts it right by itself.
struct Leak {
    LeakKind kind = LeakKind::Orphan;
    QString host;
    QString object; ///< container, volume or path
    QString tenant; ///< name where there is one, else its id
    QString message;
    QString remedy;
};

/// Joins what the hosts have with what the registry has (`tenants` with those that are gone; `ports` by tenant id).
/// Never names what does not carry our label and `platform`, but for a name that is taken from us. Pure.
[[nodiscard]] QList<Leak> findLeaks(const QString &platform, const QList<HostInventory> &hosts,
    const QList<Tenant> &tenants, const QMap<QString, Ports> &ports);

} // namespace hermes
