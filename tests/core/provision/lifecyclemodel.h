#pragma once

#include "decide.h"

#include <array>
#include <vector>

/// A small world around the real decide(): one tenant, two hosts, two workers, an engine whose requests may be late,
/// lost or answered twice, somebody who makes containers of the tenant's name, and an operator who changes his mind.
/// Small enough that every reachable state can be visited.
///
/// Left out: limits of time (a container that stays unhealthy, the end of a port's cool-down); of what a home holds all
/// but identity, token, what was restored into it, and whether it is whole and the newest; what a move that comes late
/// leaves on a host that its tenant has left for good (fsck finds it); the tier `shared`, whose cards go the way of
/// containers (decision 013) and whose homes that of prefab ones; adoption. Of the invariants: I5, I6 and I9 are about
/// orders, the journal and two tenants; tst_modelbooks visits what real books can come to (booksexplorer.h).
namespace hermes::model {

inline constexpr int mostContainers = 6; ///< made in one history
inline constexpr int mostGenerations = 5;
inline constexpr int mostOrphans = 2; ///< requests of dead or impatient workers that are still on their way
inline constexpr int ports = 3;

/// Rules that can be taken out, to see that the check would notice.
enum class KnockOut {
    None,
    DeleteByName,
    NoGenerationCheck,
    TrustTheDatabase,
    NoResync,
    MoveWithoutCheckingTheOldHost,
    NoTokenArchive,
    PortFreedEarly,
    SourceLetGoTooEarly, ///< a home counts as moved before it is
    UnverifiedCopy, ///< half a home counts as moved
    BecomingForgotten, ///< a home that changed its tier, unknown to the books, is looked for as what it was
    ImageWithoutGeneration, ///< another image makes no new generation
    BooksOfAnOldLook, ///< an image is pinned, or a generation begun, by whoever looked, whatever happened since
    RestoredAgain, ///< no sign says that a home was restored
    RestoredByOneGeneration, ///< such a sign counts for a restoring of its own generation alone
    RestoredBeforeItWasAsked, ///< the end of one restoring is the end of another one
    NoLookAtLabels, ///< what has the tenant's name is the tenant's
};

enum Run : quint8 { Missing, Created, Running, Exited };

/// Where homes and containers are: in a tier on a host. 0 is nowhere, 1 and 2 are containers on the hosts, 3 and 4
/// prefab tenants. Neither tier's engine knows the names that the other has given away.
inline constexpr int places = 5;
[[nodiscard]] inline quint8 placeOf(int host, int tier)
{
    return host == 0 ? quint8(0) : static_cast<quint8>(host + 2 * tier);
}
[[nodiscard]] inline quint8 hostOf(int place)
{
    return static_cast<quint8>(place > 2 ? place - 2 : place);
}

struct Container {
    quint8 state = Missing;
    quint8 place = 0;
    quint8 generation = 0;
    quint8 port = 0;
    quint8 image = 0;
    quint8 hasToken = 0; ///< its home holds a WeChat token
    quint8 isCopied = 0; ///< which is in the archive
};
[[nodiscard]] inline bool isHere(const Container &container)
{
    return container.state != Missing;
}
inline constexpr quint8 foreign = mostContainers; ///< number of a container, where it is not ours

struct Request {
    quint8 kind = 0; ///< ActionKind; Wait: none
    quint8 container = 0;
    quint8 place = 0;
    quint8 generation = 0;
    quint8 port = 0;
    quint8 image = 0; ///< of Create; of PinImage: as it was seen
    quint8 bindEpoch = 0;
    quint8 backup = 0; ///< of RestoreHome
    quint8 source = 0; ///< of MoveHome: the place that has the home; of WipeHome: 1 for what a move left
};

struct Worker {
    enum Stage : quint8 { Idle, Decided, Sent, Answered };
    quint8 stage = Idle;
    quint8 hasEpoch = 0; ///< its lease epoch is still the tenant's
    quint8 generation = 0; ///< as it was when it looked
    quint8 phase = 0; ///< decided
    quint8 isDone = 0; ///< the answer
    quint8 made = 0; ///< id + 1 of a created container
    Request request;
};

/// Everything that outlives a step. Bytes only, so that two states can be compared as such.
struct State {
    // The registry's row.
    quint8 presence = 0;
    quint8 generation = 1;
    quint8 host = 0; ///< 0: not placed
    quint8 tier = 0; ///< 1: prefab
    quint8 past = 0; ///< bit per host
    quint8 homeHost = 0; ///< where the home still is while it moves; 0: it does not
    quint8 homeTier = 0;
    quint8 leftHomes = 0; ///< bit per host
    quint8 leftTiers = 0; ///< bit per host whose last container was a prefab one
    quint8 copied = 0; ///< generation whose home was copied while its agent ran
    quint8 port = 0;
    quint8 bindEpoch = 0;
    quint8 phase = 0;
    quint8 phaseBefore = 0;
    quint8 believed = 0; ///< container id + 1
    quint8 homeWrittenFor = 0;
    quint8 image = 1; ///< what its name stands for on every host
    quint8 pinned = 0; ///< 0: not looked for yet
    quint8 restoreFrom = 0; ///< number of a backup; 0: none
    quint8 startFailures = 0;
    quint8 archived = 0; ///< bit per container: journaled
    quint8 packed = 0; ///< generation
    quint8 wiped = 0;
    quint8 lease = 0; ///< worker + 1
    quint8 isDirty = 1; ///< something changed since somebody looked (only matters without resync)
    std::array<quint8, 3> ledger{}; ///< bit per port that is in use or cools down, by host
    // The hosts.
    std::array<Container, mostContainers> containers{};
    std::array<quint8, places> homeGeneration{}; ///< whose identity the home has
    std::array<quint8, places> homeBindEpoch{};
    std::array<quint8, places> content{}; ///< number of the backup that was restored into the home
    std::array<quint8, 3> sign{}; ///< generation of the last move to that host
    std::array<quint8, 3> restored{}; ///< bit per generation whose home was restored there
    quint8 wantedContent = 0; ///< the backup that was asked for last
    quint8 hasData = 0; ///< there is something in a home that must not be lost
    quint8 archives = 0; ///< bit per host that has the tenant's archive with its backups
    quint8 whole = 0; ///< bit per place that has all of it
    quint8 half = 0; ///< or only a part under the home's own name
    quint8 stale = 0; ///< or what it was before it ran elsewhere
    quint8 silent = 0; ///< bit per host
    quint8 occupied = 0; ///< bit per port that somebody else's process has, on every host
    quint8 foreigners = 0; ///< bit per host with a container of the tenant's name that is not ours
    // On their way.
    std::array<Worker, 2> workers{};
    std::array<Request, mostOrphans> orphans{};
    // What may still go wrong, or be wished.
    quint8 faults = 0;
    quint8 wishes = 0;
};

[[nodiscard]] inline quint8 bit(int index)
{
    return static_cast<quint8>(1U << unsigned(index));
}
[[nodiscard]] inline quint8 number(Phase phase)
{
    return static_cast<quint8>(phase);
}
[[nodiscard]] inline Phase phaseOf(quint8 value)
{
    return static_cast<Phase>(value);
}
[[nodiscard]] inline bool is(const State &state, Presence presence)
{
    return state.presence == static_cast<quint8>(presence);
}

using Violation = const char *; ///< of an invariant; null if there is none

struct Successor {
    char who; ///< worker, or a blank
    const char *what;
    State state;
    Violation violation = nullptr; ///< by this very step
};

/// Whether an action changes our own books alone, though not in the transaction in which it is journaled.
[[nodiscard]] inline bool isInBooks(const Request &request)
{
    const auto kind = static_cast<ActionKind>(request.kind);
    return kind == ActionKind::PinImage || kind == ActionKind::MovePort || kind == ActionKind::NextGeneration;
}

class Lifecycle {
public:
    explicit Lifecycle(KnockOut knockOut = KnockOut::None)
        : m_knockOut(knockOut)
    { }
    [[nodiscard]] static State initial(int faults, int wishes, Tier tier);
    /// Every step that may come next.
    [[nodiscard]] std::vector<Successor> successors(const State &state) const;
    /// What I1, I2 and I4 say of a state.
    [[nodiscard]] static Violation violation(const State &state);
    /// As it is when there are no more faults and wishes: requests under way have arrived (or not), hosts are back,
    /// what was in the way is gone.
    [[nodiscard]] State calmed(State state, bool lateRequestsArrive) const;
    /// A whole turn of the one worker that is left. False if nothing wakes it any more.
    [[nodiscard]] bool calmTurn(State &state) const;
    /// What is wanted is so.
    [[nodiscard]] bool isReached(const State &state) const;

private:
    [[nodiscard]] Tenant tenantOf(const State &state) const;
    [[nodiscard]] Seen look(const State &state) const;
    void lookAtContainers(const State &state, quint8 hosts, Seen &seen) const;
    void claimAndDecide(State &state, int worker) const;
    void commit(State &state, int worker, Violation &violation) const;
    [[nodiscard]] bool execute(State &state, const Request &request, quint8 &made, Violation &violation) const;
    void answer(State &state, int worker) const;
    static void noteMoved(State &state);
    void writeBooks(State &state, int worker, Violation &violation) const;
    static void clearHome(State &state, quint8 place);
    static void keepHome(State &state, const State &before, quint8 place);
    [[nodiscard]] static bool create(State &state, const Request &request, quint8 &made);
    [[nodiscard]] static bool writeHome(State &state, const Request &request, Violation &violation);
    [[nodiscard]] bool remove(State &state, const Request &request, Violation &violation) const;
    [[nodiscard]] bool moveHome(State &state, const Request &request) const;
    [[nodiscard]] bool restoreHome(State &state, const Request &request, Violation &violation) const;
    [[nodiscard]] static bool wipeHome(State &state, const Request &request, Violation &violation);
    static void release(State &state, int worker);
    void addWorkerSteps(const State &state, int worker, std::vector<Successor> &next) const;
    void addSent(const State &state, int worker, std::vector<Successor> &next) const;
    void addWishes(const State &state, std::vector<Successor> &next) const;
    void addWorld(const State &state, std::vector<Successor> &next) const;
    static void moveTo(State &state, quint8 host, quint8 tier);
    static void destroy(State &state);
    static void restore(State &state);

    KnockOut m_knockOut;
};

} // namespace hermes::model
