#pragma once

#include <QString>
#include <array>

/// The reason codes of a tenant: why it is in the phase it is in. Stable, as the database and `--json` have them; every
/// one has its words in the window (app/desktop/words.cpp and reasons.cpp).
namespace hermes::reasons {

inline constexpr QLatin1StringView portTaken{"PORT_TAKEN"};
inline constexpr QLatin1StringView outOfMemory{"OOM"};
inline constexpr QLatin1StringView exited{"EXITED"};
inline constexpr QLatin1StringView healthTimeout{"HEALTH_TIMEOUT"};
inline constexpr QLatin1StringView identityMismatch{"IDENTITY_MISMATCH"};
inline constexpr QLatin1StringView gatewayDown{"GATEWAY_DOWN"};
inline constexpr QLatin1StringView noAnswer{"NO_ANSWER"};
inline constexpr QLatin1StringView pollStalled{"POLL_STALLED"};
inline constexpr QLatin1StringView firstPoll{"FIRST_POLL"};
inline constexpr QLatin1StringView bindRevoked{"BIND_REVOKED"};
inline constexpr QLatin1StringView credentialsDiffer{"CREDENTIALS_DIFFER"};
inline constexpr QLatin1StringView bindingHeldBy{"BINDING_HELD_BY"};
inline constexpr QLatin1StringView nameTakenForeign{"NAME_TAKEN_FOREIGN"};
inline constexpr QLatin1StringView hostIdentityChanged{"HOST_IDENTITY_CHANGED"};
inline constexpr QLatin1StringView hostUnreachable{"HOST_UNREACHABLE"};
inline constexpr QLatin1StringView fenced{"FENCED"};
inline constexpr QLatin1StringView diskFull{"DISK_FULL"};
inline constexpr QLatin1StringView imageMissing{"IMAGE_MISSING"};
inline constexpr QLatin1StringView hermesMissing{"HERMES_MISSING"};
inline constexpr QLatin1StringView capacity{"CAPACITY"};
inline constexpr QLatin1StringView refused{"REFUSED"};
inline constexpr QLatin1StringView stepFailed{"STEP_FAILED"};
inline constexpr QLatin1StringView draining{"DRAINING"};
inline constexpr QLatin1StringView secretsPending{"SECRETS_PENDING"};
inline constexpr QLatin1StringView secretsMissing{"SECRETS_MISSING"};
inline constexpr QLatin1StringView moving{"MOVING"};
inline constexpr QLatin1StringView restoring{"RESTORING"};
inline constexpr QLatin1StringView adopting{"ADOPTING"};
inline constexpr QLatin1StringView sourceGone{"SOURCE_GONE"};

inline constexpr std::array all{portTaken, outOfMemory, exited, healthTimeout, identityMismatch, gatewayDown, noAnswer,
    pollStalled, firstPoll, bindRevoked, credentialsDiffer, bindingHeldBy, nameTakenForeign, hostIdentityChanged,
    hostUnreachable, fenced, diskFull, imageMissing, hermesMissing, capacity, refused, stepFailed, draining,
    secretsPending, secretsMissing, moving, restoring, adopting, sourceGone};

/// Of the condition Paid only: there is no platform database to ask.
inline constexpr QLatin1StringView noPlatformDatabase{"NO_PLATFORM_DATABASE"};

} // namespace hermes::reasons
