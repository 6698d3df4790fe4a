#pragma once

#include "engine.h"
#include "model.h"

#include <array>

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
inline constexpr std::array allLeakKinds{LeakKind::Orphan, LeakKind::Ghost, LeakKind::StaleGeneration,
    LeakKind::Duplicate, LeakKind::ForeignName, LeakKind::PortDrift, LeakKind::VolumeWithoutOwner,
    LeakKind::HomeWithoutOwner};
/// "orphan", "ghost", "stale-generation", …
[[nodiscard]] QString leakName(LeakKind kind);

/// Something that is not as the registry has it. Much of it is only under way: the loop puts it right by itself.
struct Leak {
    LeakKind kind = LeakKind::Orphan;
    QString hostId;
    QString host;
    QString object; ///< container, volume or path, as people read it
    QString objectId; ///< full id of the container; the name of a volume; the tenant's id of a home or a ghost
    QString tenantId;
    QString tenant; ///< name where there is one, else its id
    QString message;
    QString remedy;
    qint64 firstSeenAt = 0; ///< wall clock
    int looks = 0; ///< in a row that saw it
};

/// What fsck may do about it by itself.
enum class Repair {
    Nothing, ///< only a person can say what is right
    Wait, ///< too young, or seen only once: it may be under way
    Drive, ///< its tenant's loop
    NextGeneration, ///< then the loop
    Quarantine, ///< stop it and take its name away; removing it is a person's
};
/// Acts only on what is older than two leases and was seen twice. Pure.
[[nodiscard]] Repair repairFor(const Leak &leak, const QList<Tenant> &tenants, qint64 nowMs);

/// Joins what the hosts have with what the registry has (`tenants` with those that are gone; `ports` by tenant id).
/// Never names what does not carry our label and `platform`, but for a name that is taken from us. Pure.
[[nodiscard]] QList<Leak> findLeaks(const QString &platform, const QList<HostInventory> &hosts,
    const QList<Tenant> &tenants, const QMap<QString, Ports> &ports);

} // namespace hermes
