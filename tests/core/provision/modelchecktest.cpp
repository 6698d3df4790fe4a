#include "lifecyclemodel.h"

#include <cstring>
#include <deque>
#include <gtest/gtest.h>
#include <string_view>

namespace hermes::model {

namespace {

static_assert(std::is_trivially_copyable_v<State> && alignof(State) == 1, "compared as bytes");

/// Every state that was visited, each with the number of the one that it was reached from. It is asked far more often
/// than decide(): one table of numbers, filled by half at most, costs one miss of the cache for each question.
class Visited {
public:
    /// Answers its number, and whether it is new.
    std::pair<quint32, bool> insert(const State &state, quint32 from)
    {
        if (m_states.size() * 2 >= m_table.size())
            grow();
        quint32 &slot = m_table[place(state)];
        if (slot != 0)
            return {slot - 1, false};
        m_states.push_back({state, from});
        slot = static_cast<quint32>(m_states.size());
        return {slot - 1, true};
    }
    [[nodiscard]] bool contains(const State &state) const { return m_table[place(state)] != 0; }
    [[nodiscard]] const State &state(quint32 number) const { return m_states[number].first; }
    [[nodiscard]] quint32 from(quint32 number) const { return m_states[number].second; }
    [[nodiscard]] size_t size() const { return m_states.size(); }

private:
    /// Where it is, or would be.
    [[nodiscard]] size_t place(const State &state) const
    {
        size_t at = std::hash<std::string_view>()({reinterpret_cast<const char *>(&state), sizeof(State)});
        for (at &= m_table.size() - 1; m_table[at] != 0; at = (at + 1) & (m_table.size() - 1))
            if (std::memcmp(&m_states[m_table[at] - 1].first, &state, sizeof(State)) == 0)
                break;
        return at;
    }
    void grow()
    {
        m_table.assign(m_table.size() * 2, 0);
        for (quint32 number = 0; number < m_states.size(); ++number)
            m_table[place(m_states[number].first)] = number + 1;
    }

    std::deque<std::pair<State, quint32>> m_states;
    std::vector<quint32> m_table = std::vector<quint32>(1024); ///< number + 1
};

/// How far a history goes.
struct Scope {
    int faults = 0;
    int wishes = 0;
    Tier tier = Tier::Container; ///< that it begins with
};

struct Checked {
    size_t states = 0;
    std::string violation; ///< with the steps that led to it; empty if there is none
};

/// Visits every state that can be reached within a scope, breadth first, until something is wrong.
class Explorer {
public:
    enum class Check { Everything, SafetyAlone };
    explicit Explorer(KnockOut knockOut, Check check = Check::Everything)
        : m_lifecycle(knockOut)
        , m_check(check)
    { }
    Checked run(const Scope &scope)
    {
        (void)m_states.insert(Lifecycle::initial(scope.faults, scope.wishes, scope.tier), 0);
        for (quint32 at = 0; at < m_states.size(); ++at) {
            const State state = m_states.state(at);
            if (const Violation wrong = judge(state))
                return {m_states.size(), trace(at) + wrong};
            for (const auto &successor : m_lifecycle.successors(state)) {
                if (successor.violation)
                    return {m_states.size(), trace(at) + toText(successor) + ": " + successor.violation};
                if (isWithinBounds(successor.state))
                    (void)m_states.insert(successor.state, at);
            }
        }
        return {m_states.size(), {}};
    }

private:
    /// With room for what a state still needs to converge.
    static bool isWithinBounds(const State &state)
    {
        constexpr int containersWithin = 3;
        return state.generation < mostGenerations && state.containers[containersWithin].generation == 0;
    }
    Violation judge(const State &state)
    {
        if (const Violation broken = Lifecycle::violation(state))
            return broken;
        if (m_check == Check::SafetyAlone)
            return nullptr;
        for (const bool late : {true, false})
            if (!converges(m_lifecycle.calmed(state, late)))
                return late ? "what is wanted is never reached (L1)"
                            : "what is wanted is never reached, requests lost (L1)";
        return nullptr;
    }
    /// Many histories calm down to the same: what was seen to converge once is known to.
    bool converges(State state)
    {
        constexpr int mostTurns = 80;
        std::vector<State> way;
        for (int turn = 0; turn < mostTurns; ++turn) {
            if (m_converging.contains(state) || m_lifecycle.isReached(state)) {
                for (const State &each : way)
                    (void)m_converging.insert(each, 0);
                return true;
            }
            way.push_back(state);
            if (!m_lifecycle.calmTurn(state))
                return false;
        }
        return false;
    }
    static std::string toText(const Successor &successor)
    {
        return std::string(1, successor.who) + ' ' + successor.what;
    }
    std::string trace(quint32 at) const
    {
        std::string steps;
        for (; at != 0; at = m_states.from(at)) {
            const auto next = m_lifecycle.successors(m_states.state(m_states.from(at)));
            const auto step = std::find_if(next.begin(), next.end(), [&](const Successor &each) {
                return std::memcmp(&each.state, &m_states.state(at), sizeof(State)) == 0;
            });
            steps.insert(0, toText(*step) + "\n");
        }
        return steps;
    }

    Lifecycle m_lifecycle;
    Check m_check;
    Visited m_states;
    Visited m_converging;
};

} // namespace

TEST(ModelCheck, everyReachableStateHoldsTheInvariantsAndConverges)
{
    size_t states = 0;
    for (const Scope &scope : {Scope{2, 1}, Scope{1, 2}, Scope{0, 3}, Scope{2, 1, Tier::Prefab},
             Scope{1, 2, Tier::Prefab}, Scope{0, 3, Tier::Prefab}}) {
        const Checked checked = Explorer(KnockOut::None).run(scope);
        EXPECT_EQ(checked.violation, std::string()) << scope.faults << " faults, " << scope.wishes << " wishes";
        std::printf("%s, %d faults, %d wishes: %zu states\n", scope.tier == Tier::Prefab ? "prefab" : "container",
            scope.faults, scope.wishes, checked.states);
        std::fflush(stdout);
        states += checked.states;
    }
    EXPECT_GT(states, 441'211U) << "fewer than the design was checked with";
}

namespace {

struct Rule {
    KnockOut knockOut;
    const char *name;
    const char *seen; ///< what the check must say of it
    Scope scope; ///< in which it does
};
void PrintTo(const Rule &rule, std::ostream *to)
{
    *to << rule.name;
}

class WithoutTheRule : public testing::TestWithParam<Rule> { };

} // namespace

TEST_P(WithoutTheRule, theCheckSeesAViolation)
{
    const bool isSafety = std::string(GetParam().seen) != "(L1)";
    const auto check = isSafety ? Explorer::Check::SafetyAlone : Explorer::Check::Everything;
    const Checked checked = Explorer(GetParam().knockOut, check).run(GetParam().scope);
    EXPECT_NE(checked.violation.find(GetParam().seen), std::string::npos)
        << (checked.violation.empty() ? "nothing was noticed" : checked.violation);
}

INSTANTIATE_TEST_SUITE_P(ModelCheck, WithoutTheRule,
    testing::Values(Rule{KnockOut::DeleteByName, "deleteByName", "(I8)", {2, 1}},
        Rule{KnockOut::NoGenerationCheck, "noGenerationCheck", "(L1)", {0, 1}},
        Rule{KnockOut::TrustTheDatabase, "trustTheDatabase", "(L1)", {1, 0}},
        Rule{KnockOut::NoResync, "noResync", "(L1)", {1, 0}},
        Rule{KnockOut::MoveWithoutCheckingTheOldHost, "moveWithoutCheckingTheOldHost", "(home)", {1, 1}},
        Rule{KnockOut::SourceLetGoTooEarly, "sourceLetGoTooEarly", "(home)", {1, 1}},
        Rule{KnockOut::UnverifiedCopy, "unverifiedCopy", "(home)", {0, 1}},
        Rule{KnockOut::NoTokenArchive, "noTokenArchive", "(I8)", {0, 2}},
        Rule{KnockOut::PortFreedEarly, "portFreedEarly", "(I4)", {1, 0}},
        Rule{KnockOut::BecomingForgotten, "becomingForgotten", "(home)", {0, 2, Tier::Prefab}},
        Rule{KnockOut::ImageWithoutGeneration, "imageWithoutGeneration", "(L1)", {0, 1}},
        Rule{KnockOut::BooksOfAnOldLook, "pinOfAnOldLook", "(L1)", {1, 1}},
        Rule{KnockOut::BooksOfAnOldLook, "mendOfAnOldLook", "(I3)", {2, 0}},
        Rule{KnockOut::RestoredAgain, "restoredAgain", "(home)", {1, 1}},
        Rule{KnockOut::RestoredByOneGeneration, "restoredByOneGeneration", "(home)", {1, 2}},
        Rule{KnockOut::RestoredBeforeItWasAsked, "restoredBeforeItWasAsked", "(L1)", {0, 2}},
        Rule{KnockOut::NoLookAtLabels, "noLookAtLabels", "(I7)", {1, 0}}),
    [](const auto &info) { return std::string(info.param.name); });

} // namespace hermes::model
