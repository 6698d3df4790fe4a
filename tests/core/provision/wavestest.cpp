#include "waves.h"

#include <gtest/gtest.h>
#include <mutex>

using namespace Qt::StringLiterals;
using namespace hermes;

namespace {

using Kind = WaveEvent::Kind;

/// Ten tenants, of which some are as they should be already, some fail, and some fall after they were changed.
struct Fleetlet {
    QStringList alreadySo = {};
    QStringList failing = {};
    QMap<QString, QString> fallsAfter = {}; ///< the one that falls, by the one whose change brings it down
    std::function<void(const QString &name)> onChange = [](const QString &) {};
    QStringList changed = {};
    QList<WaveEvent> events = {};
    std::mutex mutex = {};
    Waves waves = {};

    Status run(const QStringList &names)
    {
        waves.change = [this](const QString &name) -> Result<bool> {
            const std::lock_guard lock(mutex);
            if (failing.contains(name))
                return fail(ErrorKind::Remote, name + u" does not serve"_s);
            if (alreadySo.contains(name))
                return false;
            changed.append(name);
            onChange(name);
            return true;
        };
        waves.fallen = [this](const QString &name) -> std::optional<Error> {
            const QString cause = fallsAfter.key(name);
            return !cause.isEmpty() && changed.contains(cause)
                ? std::optional(Error{ErrorKind::Remote, name + u" fell"_s, {}, {}})
                : std::nullopt;
        };
        waves.tell = [this](const WaveEvent &event) { events.append(event); };
        return inWaves(names, waves);
    }
    [[nodiscard]] QStringList of(Kind kind) const
    {
        QStringList names;
        for (const auto &event : events)
            if (event.kind == kind)
                names.append(event.name);
        names.sort();
        return names;
    }
    [[nodiscard]] QList<int> sizes() const
    {
        QMap<int, int> sizes;
        for (const auto &event : events)
            if (event.kind == Kind::Begun)
                ++sizes[event.wave];
        return sizes.values();
    }
};

const QStringList ten{u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s, u"f"_s, u"g"_s, u"h"_s, u"i"_s, u"j"_s};

} // namespace

TEST(Waves, beginWithOneAloneAndGoOnByAsManyAsWereAllowed)
{
    Fleetlet fleet;
    fleet.waves.atOnce = 4;
    EXPECT_TRUE(fleet.run(ten));
    EXPECT_EQ(fleet.sizes(), (QList<int>{1, 4, 4, 1}));
    EXPECT_EQ(fleet.of(Kind::Changed), ten);
}

TEST(Waves, takeNoOneForATrialThatWasSoAlready)
{
    Fleetlet fleet;
    fleet.alreadySo = {u"a"_s, u"b"_s};
    EXPECT_TRUE(fleet.run(ten));
    EXPECT_EQ(fleet.sizes(), (QList<int>{1, 1, 1, 5, 2}));
    EXPECT_EQ(fleet.of(Kind::Unchanged), (QStringList{u"a"_s, u"b"_s}));
}

TEST(Waves, leaveWhatFollowsAWaveInWhichOneFailed)
{
    Fleetlet fleet;
    fleet.waves.atOnce = 3;
    fleet.failing = {u"c"_s};
    const Status done = fleet.run(ten);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().message, u"c does not serve"_s);
    EXPECT_EQ(fleet.of(Kind::Changed), (QStringList{u"a"_s, u"b"_s, u"d"_s})) << "what has begun comes to its end";
    EXPECT_EQ(fleet.of(Kind::Failed), QStringList{u"c"_s});
    EXPECT_EQ(fleet.of(Kind::Left), ten.mid(4));
}

TEST(Waves, leaveTheRestWhenOneThatWasChangedFalls)
{
    Fleetlet fleet;
    fleet.waves.atOnce = 3;
    fleet.fallsAfter = {{u"d"_s, u"a"_s}};
    const Status done = fleet.run(ten);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().message, u"a fell"_s);
    EXPECT_EQ(fleet.of(Kind::Failed), QStringList{u"a"_s});
    EXPECT_EQ(fleet.of(Kind::Left), ten.mid(4));
}

TEST(Waves, goOnAfterAFailureWhereThatIsWanted)
{
    Fleetlet fleet;
    fleet.waves.goesOn = true;
    fleet.failing = {u"a"_s, u"c"_s};
    const Status done = fleet.run(ten);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().message, u"a does not serve"_s);
    EXPECT_EQ(fleet.sizes(), (QList<int>{1, 5, 4}));
    EXPECT_EQ(fleet.of(Kind::Changed).size(), 8);
    EXPECT_TRUE(fleet.of(Kind::Left).isEmpty());
}

TEST(Waves, endAfterTheOneUnderWayWhenTheyAreStopped)
{
    Fleetlet fleet;
    CancelSource stop;
    fleet.waves.stop = stop.token();
    fleet.waves.atOnce = 3;
    fleet.onChange = [&stop](const QString &name) {
        if (name == u"c"_s)
            stop.cancel();
    };
    const Status done = fleet.run(ten);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().kind, ErrorKind::Cancelled);
    EXPECT_EQ(fleet.of(Kind::Changed), ten.mid(0, 4));
    EXPECT_EQ(fleet.of(Kind::Left), ten.mid(4));
}

TEST(Waves, callATenantFallenOnlyWhereNobodyMeantIt)
{
    Tenant tenant;
    tenant.name = u"a"_s;
    for (const Phase phase : {Phase::Ready, Phase::BindWait, Phase::Starting, Phase::Replacing, Phase::Unknown}) {
        tenant.phase = phase;
        EXPECT_FALSE(whyFallen(tenant).has_value()) << phaseName(phase).toStdString();
    }
    for (const Phase phase : {Phase::Degraded, Phase::Blocked, Phase::Backoff}) {
        tenant.phase = phase;
        tenant.presence = Presence::Present;
        EXPECT_TRUE(whyFallen(tenant).has_value()) << phaseName(phase).toStdString();
        tenant.presence = Presence::Paused;
        EXPECT_FALSE(whyFallen(tenant).has_value()) << "somebody stopped it";
    }
}
