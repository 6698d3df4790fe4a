#include "storm.h"

#include <QCryptographicHash>

#include <array>

namespace hermes::test {

using namespace Qt::StringLiterals;

namespace {

/// A well-mixed number of two (the finaliser of splitmix64).
quint64 mix(quint64 a, quint64 b)
{
    quint64 z = a * 0x9e3779b97f4a7c15U + b + 0x632be59bd9b4e019U;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
}

quint64 hashOf(const QString &text)
{
    quint64 hash = 0xcbf29ce484222325U;
    for (const QChar letter : text)
        hash = (hash ^ letter.unicode()) * 0x100000001b3U;
    return hash;
}

constexpr int patience = 60; ///< turns without faults in which anything is reached
constexpr int stays = 2; ///< turns after which what is reached is taken to stay

} // namespace

Weather::Weather(quint64 seed)
{
    using Stage = Operator::Stage;
    constexpr std::array parts{
        Stage::Request, Stage::Bind, Stage::Stop, Stage::Start, Stage::Rebind, Stage::Destroy, Stage::Done};
    const auto pick = [seed](quint64 what, quint64 bound) { return mix(seed, what) % bound; };
    const bool isWhole = pick(0, 40) == 0;
    const quint64 begin = isWhole ? 0 : pick(1, parts.size() - 1);
    const quint64 length = isWhole ? parts.size() : 1 + pick(10, 6) / 5;
    first = parts.at(begin);
    last = parts.at(std::min<quint64>(begin + length, parts.size() - 1));
    // A move has three times as many effects as anything else, a restore twice as many, so that they have their turn
    // less often.
    moves = pick(11, 36) == 0;
    if (moves && !isWhole) {
        first = Stage::Move;
        last = pick(12, 3) == 0 ? Stage::Done : Stage::Destroy;
    }
    restores = !moves && pick(13, 36) == 0;
    if (restores && !isWhole) {
        first = Stage::Restore;
        last = pick(12, 3) == 0 ? Stage::Done : Stage::Destroy;
    }
    const bool becomes = !moves && !restores && pick(14, 36) == 0;
    if (becomes && !isWhole) {
        constexpr std::array kinds{Stage::Become, Stage::BecomeElsewhere, Stage::Unshare};
        first = kinds.at(pick(15, kinds.size()));
        last = pick(12, 3) == 0 ? Stage::Done : Stage::Destroy;
    }
    const bool upgrades = !moves && !restores && !becomes && pick(16, 24) == 0;
    if (upgrades && !isWhole) {
        first = pick(17, 3) == 0 ? Stage::Rollback : Stage::Upgrade;
        last = pick(12, 3) == 0 ? Stage::Done : Stage::Destroy;
        hurries = pick(18, 3) == 0;
    }
    hasRival = pick(2, 3) == 0;
    crash = pick(3, 6);
    lost = pick(4, 8);
    late = pick(5, 4);
    stall = pick(6, 4);
    blind = pick(7, 8);
    deaths = 1 + int(pick(8, 4));
    turns = 4 + int(pick(9, 16));
}

Storm::Storm(quint64 seed)
    : m_seed(seed)
    , m_weather(seed)
    , m_life(lifeAt(m_weather.first, m_weather.moves ? 2 : hostsFor(m_weather.first)), m_weather.last, seed)
{
    if (m_weather.hurries)
        m_life.op.hurry();
    if (m_weather.hasRival)
        m_rival = std::make_unique<Program>(m_life.world, u"rival"_s, doorFor(m_life.alice->door));
    m_life.world.setHooks([this](const FakeEngine::CallInfo &info) { return before(info); },
        [this](const FakeEngine::CallInfo &info) { return after(info); });
}

quint64 Storm::lot(const QString &key)
{
    return mix(mix(m_seed, hashOf(key)), ++m_counts[key]);
}

std::optional<Error> Storm::before(const FakeEngine::CallInfo &info)
{
    if (m_meanwhile)
        return std::nullopt;
    land(false);
    if (m_calm)
        return std::nullopt;
    const quint64 drawn = lot(info.name);
    if (!isEffect(info))
        return drawn % 100 < m_weather.blind ? std::optional(FakeEngine::lostLink()) : std::nullopt;
    quint64 rest = drawn % 100;
    const auto falls = [&rest](quint64 percent) {
        if (rest < percent)
            return true;
        rest -= percent;
        return false;
    };
    if (falls(m_weather.crash))
        throw Crash();
    if (falls(m_weather.lost))
        return FakeEngine::lostLink();
    if (info.arrive && falls(m_weather.late)) {
        m_late.push_back({1 + int(drawn / 100 % 60), info.arrive});
        return FakeEngine::lostLink();
    }
    if (falls(m_weather.stall))
        stall(drawn / 100);
    return std::nullopt;
}

std::optional<Error> Storm::after(const FakeEngine::CallInfo &info)
{
    if (m_meanwhile || m_calm)
        return std::nullopt;
    const quint64 drawn = lot(info.name + u" reply"_s) % 100;
    if (isEffect(info) && drawn < m_weather.crash)
        throw Crash();
    return drawn < m_weather.crash + m_weather.lost ? std::optional(FakeEngine::lostLink()) : std::nullopt;
}

/// A request takes its time. Either the program lives and renews its lease, or all of it stands still.
void Storm::stall(quint64 lot)
{
    constexpr std::array<qint64, 4> times{2'000, 15'000, 45'000, 600'000};
    const bool lives = lot / 4 % 2 == 0;
    m_meanwhile = true;
    for (qint64 left = times.at(lot % 4); left > 0; left -= 10'000) {
        m_life.world.pass(std::min<qint64>(left, 10'000), 10'000);
        if (lives)
            m_atWork->leases->renew();
    }
    Program *const stalled = m_atWork;
    Program *const other = stalled == m_rival.get() ? m_life.alice.get() : m_rival.get();
    for (quint64 turns = 1 + lot / 8 % 5; other && turns > 0; --turns)
        (void)turn(*other);
    m_atWork = stalled;
    m_stalled = true;
    m_meanwhile = false;
}

/// Lets what was lost on the way and is due arrive.
void Storm::land(bool all)
{
    const auto late = std::exchange(m_late, {});
    for (Late request : late) {
        if (all || --request.countdown <= 0) {
            request.arrive();
            m_landed = true;
        } else {
            m_late.push_back(request);
        }
    }
}

Program &Storm::next()
{
    return m_rival && lot(u"turn"_s) % 3 == 0 ? *m_rival : *m_life.alice;
}

/// Now and then a registry that is opened anew, as each real program does it: a connection has nothing to remember
/// between two transactions, and no call to a host is made within one.
std::shared_ptr<Door> Storm::doorFor(const std::shared_ptr<Door> &found)
{
    return lot(u"door"_s) % 16 == 0 ? nullptr : found;
}

/// Another program in the place of the one that was at work.
void Storm::die()
{
    auto &place = m_atWork == m_rival.get() ? m_rival : m_life.alice;
    auto door = doorFor(place->door);
    place.reset();
    place = std::make_unique<Program>(m_life.world, u"life-%1"_s.arg(++m_deaths), std::move(door));
    if (m_deaths >= m_weather.deaths)
        m_calm = true;
}

bool Storm::isUnbroken()
{
    const QStringList broken = m_life.world.violations();
    if (!broken.isEmpty())
        ADD_FAILURE() << broken.join(u'\n').toStdString();
    return broken.isEmpty();
}

/// One turn of a program and the time after it. True if the stage's goal is reached.
bool Storm::turn(Program &program)
{
    m_atWork = &program;
    m_stalled = false;
    m_landed = false;
    const auto turn = program.step(m_life.op.tenantId());
    if (!isUnbroken())
        return false;
    qint64 pause = 31'000;
    if (turn) {
        if (m_life.op.isMetBy(turn->tenant))
            return true;
        // BLOCKED by so much bad luck is as it should be; the operator asks again.
        if (turn->tenant.phase == Phase::Blocked)
            (void)program.registry->retryNow(m_life.op.tenantId(), program.options.actor);
        pause = std::min<qint64>(turn->nextAfterMs, 60'000);
    } else if (turn.error().kind != ErrorKind::Conflict && !m_stalled) {
        // Only who has lost its lease over a long call may end with that call's own error.
        ADD_FAILURE() << turn.error().text().toStdString();
    }
    m_life.world.pass(pause, 10'000);
    return false;
}

/// Turns until the goal of the present stage.
bool Storm::reach()
{
    bool asked = false;
    for (int quiet = 0; quiet < patience && !testing::Test::HasFailure(); quiet += m_calm ? 1 : 0) {
        try {
            Program &program = next();
            m_atWork = &program;
            asked = asked || m_life.op.ask(program);
            if (asked && (m_life.op.isAtOnce() || turn(program)))
                return true;
        } catch (const Crash &) {
            die();
        }
        if (!asked)
            m_life.world.pass(1000);
        if (++m_turns >= m_weather.turns)
            m_calm = true;
    }
    return false;
}

void Storm::live()
{
    for (;; m_life.op.advance()) {
        if (!reach()) {
            ADD_FAILURE() << "after " << m_deaths << " deaths and " << m_turns << " turns it is "
                          << mostlyText(m_life.alice->tenant(m_life.op.tenantId())).toStdString();
            return;
        }
        if (m_life.op.isInLastStage())
            break;
        if (const auto alone = m_life.op.isAlone(m_life.world); m_late.empty() && !m_landed && !alone)
            ADD_FAILURE() << alone.message();
    }
    settle();
}

/// Once faults have stopped and everything has arrived, what is wanted is reached and stays.
void Storm::settle()
{
    m_calm = true;
    land(true);
    int there = 0;
    for (int turns = 0; there < stays && turns < patience && !testing::Test::HasFailure(); ++turns)
        there = turn(*m_life.alice) && m_life.op.isAlone(m_life.world) ? there + 1 : 0;
    const auto alone = m_life.op.isAlone(m_life.world);
    EXPECT_EQ(there, stays) << "it does not stay: "
                            << mostlyText(m_life.alice->tenant(m_life.op.tenantId())).toStdString() << "; "
                            << alone.message();
}

QByteArray Storm::digest() const
{
    QCryptographicHash hash(QCryptographicHash::Sha1);
    for (const auto &[hostId, host] : m_life.world.hosts)
        for (const auto &call : host->engine().calls())
            hash.addData((call.name + u' ' + call.subject + u'\n').toUtf8());
    Books books(m_life.world.registryPath());
    for (const char *query : {"select * from journal order by id", "select * from operations order by id",
             "select * from instances order by tenant_id, generation", "select * from ports order by host_id, port",
             "select * from bindings order by bind_epoch", "select * from audit order by id"})
        for (const auto &row : books.rows(query))
            hash.addData(row.join(u'|').toUtf8());
    return hash.result();
}

QByteArray liveThrough(quint64 seed, bool withDigest)
{
    SCOPED_TRACE(testing::Message() << "live it again: HERMES_SEED=" << seed << " build/dev/bin/tst_storm");
    Storm storm(seed);
    storm.live();
    return withDigest ? storm.digest().toHex() : QByteArray();
}

} // namespace hermes::test
