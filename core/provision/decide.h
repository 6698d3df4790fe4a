#pragma once

#include "home.h"
#include "model.h"
#include "result.h"

#include <QSet>

namespace hermes {

/// A sent stop has ended a container by then: 210 s to finish answers, then a kill.
inline constexpr qint64 stopLimitMs = 240'000;

/// One of our containers of a tenant, as the engine listed it.
struct ContainerSeen {
    QString hostId;
    QString id;
    QString state; ///< created, running, exited, …
    int generation = 0;
    QString nonce;
    quint16 port = 0; ///< published, or configured while stopped
    qint64 startedAt = 0; ///< ms; 0: never
    int exitCode = 0;
    bool oomKilled = false;
    QString error; ///< State.Error: the engine's words about a failed start
};

/// A container, not ours, whose home a tenant takes over.
enum class SourceSeen {
    NotAsked,
    Serves, ///< or may serve again: it was not let go
    LetGo, ///< stopped for good, with a name that says so
    Gone,
};

enum class ProbeVerdict { NotAsked, NoAnswer, OtherIdentity, GatewayDown, Healthy };

/// What was just seen of one tenant, on every host it may be on.
struct Seen {
    std::optional<Error> hostError; ///< a host it may be on did not answer: nothing is known
    QList<ContainerSeen> containers;
    QList<ContainerSeen> leftJobs; ///< one-shot containers that a dead process left
    QString foreignContainer; ///< id of a container with our name that is not ours
    SourceSeen source = SourceSeen::NotAsked;
    bool imageAsked = false;
    QString imageId; ///< empty with imageAsked: not on the host
    ProbeVerdict probe = ProbeVerdict::NotAsked;
    QString probeMessage;
    std::optional<home::BoundVerdict> bound; ///< set when asked
    QString boundMessage;
    bool hasBinding = false;
    QSet<QString> stopping; ///< container ids to which a stop was sent that the engine is still carrying out
    QSet<QString> archived; ///< container ids whose credentials are in the archive
    QStringList clearedHosts; ///< past hosts that were seen to have nothing of it any more
    QStringList refilledHosts; ///< emptied hosts on which something of it has come to light again
    bool leftHome = false; ///< of a tenant that is gone: its home, or a volume of it, is on the host again
    bool leftFile = false; ///< likewise the file that a lost registry would be rebuilt from
    bool homeCopied = false; ///< of a move: most of the home is at its aim already
    QStringList wipesDue; ///< hosts on which what a move left is to be wiped now
    bool homePacked = false;
    bool homeWiped = false;
};

enum class ActionKind {
    Wait, ///< nothing to do before `afterMs`, or an event
    Place,
    PullImage,
    PinImage, ///< only our database: the image id that was found
    Create,
    WriteHome,
    Start,
    Archive,
    Stop,
    Remove,
    MovePort,
    NextGeneration,
    CopyHome, ///< of a move, while the agent goes on
    MoveHome, ///< the rest of it, verified; nothing runs
    LetSourceGo, ///< the container that is taken over stops for good; it is not removed
    AdoptHome, ///< its home is packed into the archive, and its WeChat is the tenant's
    RestoreHome, ///< it becomes what an archive holds; nothing runs
    Unpause, ///< of a backup that was cut short, or by hand
    PackHome,
    WipeHome,
    MarkGone,
};
/// The word for journal and progress: "create", "write-home", …
[[nodiscard]] QString actionName(ActionKind kind);
/// True for what removes or stops something; `--plan` marks it.
[[nodiscard]] bool isDestructive(ActionKind kind);

struct Action {
    ActionKind kind = ActionKind::Wait;
    QString containerId; ///< full id, for Start, WriteHome, Archive, Stop, Remove
    QString hostId;
    qint64 afterMs = 30'000; ///< for Wait
};

/// What the loop believes and does next.
struct Decision {
    Phase phase = Phase::Unknown;
    QString reason; ///< e.g. PORT_TAKEN; empty when all is well
    QString message;
    QString hint;
    Action action;
};

struct DecideLimits {
    qint64 startLimitMs = 180'000; ///< until a new container must be healthy
    qint64 unhealthyLimitMs
        = 300'000; ///< a container that was healthy is replaced after this long without health or identity
    qint64 firstPollLimitMs = 120'000; ///< until a bound agent must have polled WeChat
    qint64 secretsLimitMs = 120'000; ///< until the secrets of a request must be on the host
    qint64 failureWindowMs = 600'000;
    int startTries = 3; ///< before the port moves, or an exited container is replaced
};

/// The whole judgement: from what is desired and what is seen, the phase and the one next action. Pure and total; also
/// prints `--plan`. Never answers an effect while something is unknown.
[[nodiscard]] Decision decide(const Tenant &tenant, const Seen &seen, qint64 nowMs, const DecideLimits &limits = {});

/// What a failed effect means: BACKOFF with a reason, or BLOCKED with its remedy. `attempts` counts this failure. Pure.
[[nodiscard]] Decision judgeFailure(const Tenant &tenant, ActionKind kind, const Error &error, int attempts);

/// True for the engine's words about a host port that somebody else holds.
[[nodiscard]] bool isPortConflict(const QString &engineWords);
/// True for the engine's words about a second network of one name, which is put right by itself.
[[nodiscard]] bool isNetworkAmbiguous(const QString &engineWords);

} // namespace hermes
