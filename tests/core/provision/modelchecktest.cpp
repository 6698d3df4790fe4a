#include "lifecyclemodel.h"

#include <cstring>
#include <deque>
#include <gtest/gtest.h>
#include <unordered_map>

namespace hermes::model {

namespace {

static_assert(std::is_trivially_copyable_v<State> && alignof(State) == 1, "compared as bytes");

std::string bytesOf(const State &state)
{
    return {reinterpret_cast<const char *>(&state), sizeof(State)};
}

struct Checked {
    size_t states = 0;
    std::string violation; ///< with the steps that led to it; empty if there is none
};

/// Visits every state that can be reached with so many faults and wishes, breadth first, until something is wrong.
class Explorer {
public:
    enum class Check { Everything, SafetyAlone };
    explicit Explorer(KnockOut knockOut, Check check = Check::Everything)
        : m_lifecycle(knockOut)
        , m_check(check)
    { }
    Checked run(int faults, int wishes)
    {
        const State first = Lifecycle::initial(faults, wishes);
        enter(first, {}, 0);
        while (!m_open.empty()) {
            const size_t at = m_open.front();
            m_open.pop_front();
            const State state = m_states[at].state;
            const std::string wrong = judge(state);
            if (!wrong.empty())
                return {m_states.size(), trace(at) + wrong};
            for (const auto &successor : m_lifecycle.successors(state)) {
                if (!successor.violation.empty())
                    return {m_states.size(), trace(at) + successor.what + ": " + successor.violation};
                if (isWithinBounds(successor.state))
                    enter(successor.state, successor.what, at);
            }
        }
        return {m_states.size(), {}};
    }

private:
    struct Visited {
        State state;
        std::string what;
        size_t from = 0;
    };
    /// With room for what a state still needs to converge.
    static bool isWithinBounds(const State &state)
    {
        constexpr int containersWithin = 3;
        return state.generation < mostGenerations && state.containers[containersWithin].generation == 0;
    }
    std::string judge(const State &state) const
    {
        const std::string broken = m_lifecycle.violation(state);
        if (!broken.empty())
            return broken;
        if (m_check == Check::SafetyAlone)
            return {};
        for (const bool late : {true, false})
            if (!m_lifecycle.converges(state, late))
                return late ? "what is wanted is never reached (L1)"
                            : "what is wanted is never reached, requests lost (L1)";
        return {};
    }
    void enter(const State &state, const std::string &what, size_t from)
    {
        if (!m_known.emplace(bytesOf(state), m_states.size()).second)
            return;
        m_open.push_back(m_states.size());
        m_states.push_back({state, what, from});
    }
    std::string trace(size_t at) const
    {
        std::string steps;
        for (; at != 0; at = m_states[at].from)
            steps.insert(0, m_states[at].what + "\n");
        return steps;
    }

    Lifecycle m_lifecycle;
    Check m_check;
    std::vector<Visited> m_states;
    std::unordered_map<std::string, size_t> m_known;
    std::deque<size_t> m_open;
};

} // namespace

TEST(ModelCheck, everyReachableStateHoldsTheInvariantsAndConverges)
{
    size_t states = 0;
    for (const auto &[faults, wishes] : {std::pair(2, 1), std::pair(1, 2), std::pair(0, 3)}) {
        const Checked checked = Explorer(KnockOut::None).run(faults, wishes);
        EXPECT_EQ(checked.violation, std::string()) << faults << " faults, " << wishes << " wishes";
        std::printf("%d faults, %d wishes: %zu states\n", faults, wishes, checked.states);
        states += checked.states;
    }
    EXPECT_GT(states, 441'211U) << "fewer than the design was checked with";
}

namespace {

struct Rule {
    KnockOut knockOut;
    const char *name;
    const char *seen; ///< what the check must say of it
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
    for (const auto &[faults, wishes] : {std::pair(1, 0), std::pair(1, 1), std::pair(2, 1), std::pair(2, 2)}) {
        const Checked checked = Explorer(GetParam().knockOut, check).run(faults, wishes);
        if (checked.violation.empty())
            continue;
        EXPECT_NE(checked.violation.find(GetParam().seen), std::string::npos) << checked.violation;
        return;
    }
    ADD_FAILURE() << "nothing was noticed";
}

INSTANTIATE_TEST_SUITE_P(ModelCheck, WithoutTheRule,
    testing::Values(Rule{KnockOut::DeleteByName, "deleteByName", "(I8)"},
        Rule{KnockOut::NoGenerationCheck, "noGenerationCheck", "(L1)"},
        Rule{KnockOut::TrustTheDatabase, "trustTheDatabase", "(L1)"}, Rule{KnockOut::NoResync, "noResync", "(L1)"},
        Rule{KnockOut::MoveWithoutCheckingTheOldHost, "moveWithoutCheckingTheOldHost", "(home)"},
        Rule{KnockOut::SourceLetGoTooEarly, "sourceLetGoTooEarly", "(home)"},
        Rule{KnockOut::UnverifiedCopy, "unverifiedCopy", "(home)"},
        Rule{KnockOut::NoTokenArchive, "noTokenArchive", "(I8)"},
        Rule{KnockOut::PortFreedEarly, "portFreedEarly", "(I4)"}),
    [](const auto &info) { return std::string(info.param.name); });

} // namespace hermes::model
