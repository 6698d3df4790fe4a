#pragma once

#include "home.h"
#include "homejob.h"
#include "tar.h"

/// Homes that were made by hand, or by another program, before the tenant was ours.
namespace hermes::containers {

/// File of the archive that an adopted home is packed into; it stays there as a backup of what was taken over.
inline const QString adoptedFile = QStringLiteral("adopted.tar.gz");
/// End of the name of a container that was stopped for good because its home was taken over. No tenant name has a dot.
inline const QString adoptedEnd = QStringLiteral(".adopted");

/// Settings that a container was given in its environment (`docker run -e`), without those of its image and those that
/// a container of ours has its own of.
[[nodiscard]] QMap<QString, Secret> givenSettings(
    const docker::ContainerDetails &container, const docker::ImageDetails &image);

/// Where in the container its home is: HERMES_HOME, /opt/data by default.
[[nodiscard]] QString homeInside(const docker::ContainerDetails &container);

struct AdoptedHome {
    std::optional<home::WeixinAccount> account; ///< that serves; none: it is not bound
    QMap<QString, Secret> settings; ///< of its container's environment, that its `.env` does not have (it would win)
};
/// From `.env` and `weixin/accounts/…` among `entries` (paths relative to the home), and from what its container was
/// given. Of several accounts the one that the settings name, else the newest. Pure.
[[nodiscard]] AdoptedHome adoptedHome(const QList<docker::TarEntry> &entries, const QMap<QString, Secret> &given);

/// Packs the directory `tenant.adoptHome` of the host into the tenant's archive as adoptedFile, owned by Hermes' own
/// user, and compares every file with what was packed. Nothing may run there. Nothing there is changed. Repeatable.
/// Errors: NotFound if there is no such directory.
[[nodiscard]] Result<AdoptedHome> packAdopted(
    const std::shared_ptr<HostLink> &link, const Tenant &tenant, const QMap<QString, Secret> &given, const Call &call);

/// Stops a container that is not ours for good: it gets no restart any more, up to 210 s to finish its answers, and a
/// name that says why. It is not removed. Repeatable. Errors: Conflict if it is ours.
[[nodiscard]] Status letSourceGo(HostLink &link, const QString &containerId, const Call &call);

} // namespace hermes::containers
