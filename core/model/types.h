#pragma once

#include <QString>

namespace hermes {

/// How a plan runs. Only Container is served today; the others are refused with Invalid.
enum class Tier { Container, Prefab, Shared };
enum class Presence { Present, Paused, Absent };

/// Where a tenant is in its life; see ARCHITECTURE.md, "Tenant state", for what each waits for.
enum class Phase {
    Requested, ///< a request is recorded; waits for a host and ports
    Placed, ///< host and ports are reserved; waits for the image to be seen
    ImageReady, ///< waits for the container to be created
    Created, ///< container exists, not started; waits for its home to be written and verified
    Starting, ///< running; waits for health and identity
    Healthy, ///< itself and healthy; waits for the binding to be judged
    BindWait, ///< unbound; waits for somebody to scan
    Replacing, ///< generation moved; waits for the old container to be archived, stopped, removed and gone
    Ready, ///< bound and healthy
    Degraded, ///< was ready; waits for the loop to mend it
    Paused, ///< container gone, home and ports kept; waits for start
    Deleting, ///< waits for gone
    Gone,
    Backoff, ///< waits for its next try
    Blocked, ///< waits for a person
    Unknown, ///< host unreachable; waits for it
};

enum class ConditionType { Paid, Placed, Image, Running, Healthy, Bound, Reachable, InSync };
enum class ConditionStatus { True, False, Unknown };

/// Stable names as the database and `--json` have them: "BIND_WAIT", "container", "PRESENT", "Bound", "True".
[[nodiscard]] QString phaseName(Phase phase);
[[nodiscard]] QString tierName(Tier tier);
[[nodiscard]] QString presenceName(Presence presence);
[[nodiscard]] QString conditionName(ConditionType type);
[[nodiscard]] QString conditionStatusName(ConditionStatus status);
/// The reverse; `fallback` for a word that is none.
[[nodiscard]] Phase phaseFromName(const QString &name, Phase fallback = Phase::Unknown);
[[nodiscard]] bool tierFromName(const QString &name, Tier *tier);
[[nodiscard]] Presence presenceFromName(const QString &name);
[[nodiscard]] ConditionType conditionFromName(const QString &name);
[[nodiscard]] ConditionStatus conditionStatusFromName(const QString &name);

/// What can be the path of a host's own Hermes (or a name that is looked up there): it becomes a word of a systemd
/// unit.
[[nodiscard]] bool isHermesPath(const QString &path);

/// Where a host's dashboards are reached from: "loopback", "gateway", or an address (a name, an IPv4 address or an IPv6
/// address in brackets), maybe behind "https://".
[[nodiscard]] bool isUrlFrom(const QString &text);

} // namespace hermes
