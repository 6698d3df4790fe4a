#pragma once

#include "hostlink.h"

namespace hermes::containers {

inline constexpr quint16 dashboardPort = 9119; ///< of Hermes, inside the container
inline const QString networkName = QStringLiteral("hermes-tenants");
inline const QString homeTarget = QStringLiteral("/opt/data");
inline const QString archiveTarget = QStringLiteral("/mnt/archive"); ///< of a job
inline const QString sourceTarget = QStringLiteral("/mnt/source"); ///< of a job that takes a home over

[[nodiscard]] QString containerName(const QString &tenantName); ///< hermes-<tenant>
/// hermes-<tenant>.job: no tenant name has a dot. That of a home which is shared has one of its own, for on one host
/// such a home may become another one.
[[nodiscard]] QString jobName(const QString &tenantName, Tier tier = Tier::Container);
/// Of one that no tenant of the registry has, once it was put aside.
[[nodiscard]] QString quarantineName(const QString &containerId);
[[nodiscard]] QString volumeName(const QString &tenantId, Tier tier = Tier::Container); ///< hermes-<tenant id>
[[nodiscard]] QString archiveVolumeName(const QString &tenantId, Tier tier); ///< while its home is packed or moved
[[nodiscard]] QString sourceVolumeName(const QString &tenantId, Tier tier); ///< while a home is taken over
[[nodiscard]] QString incomingVolumeName(const QString &directoryName); ///< while a home arrives in that directory

/// The name, and the beginning of the id, of a host's own Hermes, in the place of an image.
inline const QString hostHermes = QStringLiteral("host:hermes");
[[nodiscard]] inline bool isHostHermes(const QString &image)
{
    return image.startsWith(QLatin1String("host:"));
}

/// Marks what is not to be a container.
void addTier(docker::Labels &labels, Tier tier);

/// Labels that say "ours": for list filters.
[[nodiscard]] QStringList ownedBy(const QString &platform);
[[nodiscard]] QStringList ownedTenant(const QString &platform, const QString &tenantId);

/// The container of a host in which its shared tenants run, without entrypoint, command and mounts. Its memory is
/// limited to `memoryBytes`, for the host's other tenants' sake.
[[nodiscard]] docker::ContainerSpec sharedSpec(
    const QString &name, const QString &imageId, const docker::Labels &labels, qint64 memoryBytes);

/// The hardened container of a tenant's current generation; of a shared tenant its card, see sharedengine.h.
/// `operation` and `epoch` go into labels only.
[[nodiscard]] docker::ContainerSpec tenantSpec(
    const HostLink &link, const Tenant &tenant, const Ports &ports, qint64 operation, qint64 epoch);

/// A one-shot container that runs `script` with /bin/sh on the tenant's home: no network, only that home (and the
/// archive directory, if `archiveVolume` is given, as /archive) mounted. `homeVolume`: another one in its place.
[[nodiscard]] docker::ContainerSpec jobSpec(const HostLink &link, const Tenant &tenant, const QString &script,
    const QString &archiveVolume, const QString &homeVolume = {});

} // namespace hermes::containers
