#pragma once

#include "life.h"

namespace hermes::test {

/// What the seed of a storm decides before anything happens; percentages are of calls.
struct Weather {
    explicit Weather(quint64 seed);

    Operator::Stage first; ///< where it begins
    Operator::Stage last; ///< where it is over
    bool restores = false;
    bool hurries = false; ///< asks for the image before while the other one is on its way
    bool moves; ///< goes to another host, if the life comes there
    bool hasRival; ///< a second program works on the same tenant
    quint64 crash; ///< the program dies before or after an effect
    quint64 lost; ///< a request or a reply is lost
    quint64 late; ///< a request is lost to its sender, but comes later
    quint64 stall; ///< a request takes long; a rival goes on meanwhile
    quint64 blind; ///< a look fails
    int deaths; ///< after so many it abates
    int turns; ///< or after so many turns
};

/// A life under a storm: effects are lost, lose their reply, come late, take long or kill the program, looks fail, and
/// a rival may take over. All of it depends on the seed alone, and what happens to a call on that call's own name and
/// number, so that a seed is lived again in the same way.
class Storm {
public:
    explicit Storm(quint64 seed);
    /// Lives it and lets everything that is still under way arrive. Whatever is not as it should be fails the test.
    void live();
    /// Of all calls that hosts saw and all that the registry says.
    [[nodiscard]] QByteArray digest() const;

private:
    [[nodiscard]] std::optional<Error> before(const FakeEngine::CallInfo &info);
    [[nodiscard]] std::optional<Error> after(const FakeEngine::CallInfo &info);
    [[nodiscard]] quint64 lot(const QString &key);
    void stall(quint64 lot);
    void land(bool all);

    [[nodiscard]] bool reach();
    void settle();
    [[nodiscard]] bool turn(Program &program);
    [[nodiscard]] bool isUnbroken();
    [[nodiscard]] Program &next();
    void die();
    [[nodiscard]] std::shared_ptr<Door> doorFor(const std::shared_ptr<Door> &found);

    struct Late {
        int countdown; ///< calls until it arrives
        std::function<void()> arrive;
    };
    quint64 m_seed;
    Weather m_weather;
    Life m_life;
    std::unique_ptr<Program> m_rival;
    Program *m_atWork = nullptr;
    QHash<QString, quint64> m_counts;
    std::vector<Late> m_late;
    int m_deaths = 0;
    int m_turns = 0;
    bool m_calm = false;
    bool m_stalled = false; ///< in this turn
    bool m_landed = false; ///< something late arrived in this turn, perhaps after it was looked for
    bool m_meanwhile = false; ///< inside a stall: others act, nothing more befalls them
};

/// A whole seed; says how to live it again if it fails. Answers the digest.
QByteArray liveThrough(quint64 seed, bool withDigest = false);

} // namespace hermes::test
