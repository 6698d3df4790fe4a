#pragma once

#include "engine.h"

namespace hermes::prefab {

/// An id that only a unit has: Docker's are hexadecimal.
inline constexpr QChar idMark = QLatin1Char('u');
[[nodiscard]] inline bool isUnit(const QString &id)
{
    return id.startsWith(idMark);
}
/// The label with which a container's or volume's maker says that it is to be a unit.
inline const QString tierLabel = QStringLiteral("hermes.tier");
[[nodiscard]] bool isForUnits(const docker::Labels &labels);

/// What a unit was made of, as its record keeps it: one line of JSON. Pure.
[[nodiscard]] QByteArray recordOf(const docker::ContainerSpec &spec, qint64 createdMs);
/// What List prints, as an engine would say it. Pure. Remote where it is not whole.
[[nodiscard]] Result<QList<docker::ContainerDetails>> parseUnits(const QByteArray &text);
/// What runs in a unit: for a tenant its gateway with the dashboard beside it, for a job its own script. Pure.
[[nodiscard]] QByteArray scriptOf(const docker::ContainerSpec &spec);

/// What a host must have for prefab tenants, as it was found.
struct HostFacts {
    QString systemd; ///< "systemd 252 (…)"; empty: none
    bool hasManager = false; ///< the user's own, which starts the units
    bool lingers = false; ///< it goes on when nobody is logged in, and comes back after a reboot
    QString hermes; ///< path; empty: not found
    int roomCode = -1; ///< 0: hermes ran in a closed room
    QString hermesSaid; ///< its version, or why not
};
[[nodiscard]] HostFacts parseFacts(const QByteArray &text);

} // namespace hermes::prefab
