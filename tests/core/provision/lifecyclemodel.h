#pragma once

#include "decide.h"

#include <array>
#include <functional>
#include <string>
#include <vector>

/// A small world around the real decide(): one tenant, two hosts, two workers, an engine whose requests may be late,
/// lost or answered twice, and an operator who changes his mind. Small enough that every reachable state can be
/// visited. Left out: limits of time (a container that stays unhealthy, the end of a port's cool-down), several
/// tenants, and of what a home holds all but identity, token, and whether it is whole and the newest.
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
};

enum Run : quint8 { Missing, Created, Running, Exited };

struct Container {
    quint8 state = Missing;
    quint8 host = 0;
    quint8 generation = 0;
    quint8 port = 0;
    quint8 hasToken = 0; ///< its home holds a WeChat token
    quint8 isCopied = 0; ///< which is in the archive
};
[[nodiscard]] inline bool isHere(const Container &container)
{
    return container.state != Missing;
}

struct Request {
    quint8 kind = 0; ///< ActionKind; Wait: none
    quint8 container = 0;
    quint8 host = 0;
    quint8 generation = 0;
    quint8 port = 0;
    quint8 bindEpoch = 0;
    quint8 source = 0; ///< of MoveHome: the host that has the home; of WipeHome: 1 for what a move left
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
    quint8 past = 0; ///< bit per host
    quint8 homeHost = 0; ///< where the home still is while it moves; 0: it does not
    quint8 leftHomes = 0; ///< bit per host
    quint8 copied = 0; ///< generation whose home was copied while its agent ran
    quint8 port = 0;
    quint8 bindEpoch = 0;
    quint8 phase = 0;
    quint8 phaseBefore = 0;
    quint8 believed = 0; ///< container id + 1
    quint8 homeWrittenFor = 0;
    quint8 isPinned = 0;
    quint8 startFailures = 0;
    quint8 archived = 0; ///< bit per container: journaled
    quint8 packed = 0; ///< generation
    quint8 wiped = 0;
    quint8 lease = 0; ///< worker + 1
    quint8 isDirty = 1; ///< something changed since somebody looked (only matters without resync)
    std::array<quint8, 3> ledger{}; ///< bit per port that is in use or cools down, by host
    // The hosts.
    std::array<Container, mostContainers> containers{};
    std::array<quint8, 3> homeGeneration{}; ///< whose identity the home has, by host
    std::array<quint8, 3> homeBindEpoch{};
    std::array<quint8, 3> sign{}; ///< generation of the last move to that host
    quint8 hasData = 0; ///< there is something in a home that must not be lost
    quint8 whole = 0; ///< bit per host that has all of it
    quint8 half = 0; ///< or only a part under the home's own name
    quint8 stale = 0; ///< or what it was before it ran elsewhere
    quint8 silent = 0; ///< bit per host
    quint8 occupied = 0; ///< bit per port that somebody else's process has, on every host
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
[[nodiscard]] inline Phase phaseOf(quint8 value)
{
    return static_cast<Phase>(value);
}

struct Successor {
    std::string what;
    State state;
    std::string violation; ///< of an invariant by this very step
};

class Lifecycle {
public:
    explicit Lifecycle(KnockOut knockOut = KnockOut::None)
        : m_knockOut(knockOut)
    { }
    [[nodiscard]] static State initial(int faults, int wishes);
    /// Every step that may come next.
    [[nodiscard]] std::vector<Successor> successors(const State &state) const;
    /// What I1, I2 and I4 say of a state; empty if they hold.
    [[nodiscard]] std::string violation(const State &state) const;
    /// No more faults and wishes: requests under way arrive (or not), hosts are back, and one worker goes on. Answers
    /// true if what is wanted is reached.
    [[nodiscard]] bool converges(State state, bool lateRequestsArrive) const;

private:
    struct Step;
    [[nodiscard]] Tenant tenantOf(const State &state) const;
    [[nodiscard]] Seen look(const State &state) const;
    void claimAndDecide(State &state, int worker) const;
    void commit(State &state, int worker, std::string &violation) const;
    [[nodiscard]] bool execute(State &state, const Request &request, quint8 &made, std::string &violation) const;
    void answer(State &state, int worker) const;
    static void noteMoved(State &state);
    [[nodiscard]] bool moveHome(State &state, const Request &request) const;
    [[nodiscard]] static bool wipeHome(State &state, const Request &request, std::string &violation);
    static void release(State &state, int worker);
    [[nodiscard]] bool isReached(const State &state) const;
    void addWorkerSteps(const State &state, int worker, std::vector<Successor> &next) const;
    void addWishes(const State &state, std::vector<Successor> &next) const;
    void addWorld(const State &state, std::vector<Successor> &next) const;

    KnockOut m_knockOut;
};

} // namespace hermes::model
