#include "driver.h"

#include "simulation.h"

#include <condition_variable>

namespace hermes::test {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// The driver of a worker beside an operator's program. The world's time stands still, so that nothing is done because
/// its time has come.
class DriverTest : public SimulationTest {
protected:
    void SetUp() override
    {
        SimulationTest::SetUp();
        made = program->ready(u"acme"_s, u"wx-acme"_s);
        world.setHooks(
            [this](const FakeEngine::CallInfo &info) -> std::optional<Error> {
                std::unique_lock lock(m_mutex);
                m_calls[info.name] += 1;
                m_changed.notify_all();
                if (info.name == "listContainers"_L1) {
                    m_mostLooks = std::max(m_mostLooks, ++m_looks);
                    m_changed.wait_for(lock, 10s, [this] { return !m_isShut; });
                    --m_looks;
                }
                return std::nullopt;
            },
            {});
        driver = std::make_unique<Driver>(*program->registry, *program->reconciler, world.clock,
            Driver::Hooks{[this](const QString &) {
                              const std::lock_guard lock(m_mutex);
                              ++m_told;
                              m_changed.notify_all();
                          },
                [this] { return isLeft.load(); }});
    }
    void TearDown() override
    {
        shut(false);
        driver.reset();
        EXPECT_EQ(m_mostLooks, 1) << "never two turns of one tenant";
        world.setHooks({}, {});
        SimulationTest::TearDown();
    }
    /// While shut, looks at the host stay under way.
    void shut(bool isShut)
    {
        const std::lock_guard lock(m_mutex);
        m_isShut = isShut;
        m_changed.notify_all();
    }
    [[nodiscard]] int calls(const QString &name)
    {
        const std::lock_guard lock(m_mutex);
        return m_calls[name];
    }
    [[nodiscard]] int told()
    {
        const std::lock_guard lock(m_mutex);
        return m_told;
    }
    [[nodiscard]] bool comesTrue(const std::function<bool()> &met)
    {
        for (int left = 500; left > 0; --left) {
            if (met())
                return true;
            std::this_thread::sleep_for(10ms);
        }
        return false;
    }
    void startAndRest()
    {
        driver->start();
        ASSERT_TRUE(comesTrue([this] { return driver->totals().turns > 0; }));
    }
    /// Longer than two rounds of the scheduler: what it would do wrongly has happened by then.
    static void waitTwoRounds() { std::this_thread::sleep_for(600ms); }
    [[nodiscard]] bool wish(Presence presence)
    {
        return program->registry->setPresence(made.id, presence, u"stop"_s, -1, program->options.actor).has_value();
    }

    Tenant made;
    std::unique_ptr<Driver> driver;
    std::atomic<bool> isLeft = false;

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::map<QString, int> m_calls;
    bool m_isShut = false;
    int m_looks = 0; ///< under way
    int m_mostLooks = 0;
    int m_told = 0;
};

TEST_F(DriverTest, actsAtOnceOnAWishThatCameInTheMiddleOfALook)
{
    startAndRest();
    const int looks = calls(u"listContainers"_s);
    shut(true);
    driver->kick(made.id);
    ASSERT_TRUE(comesTrue([&] { return calls(u"listContainers"_s) > looks; }));
    const int before = told();
    ASSERT_TRUE(wish(Presence::Paused));
    ASSERT_TRUE(comesTrue([&] { return told() > before; })) << "the driver has read the wish";
    waitTwoRounds();
    shut(false);
    EXPECT_TRUE(comesTrue([&] { return calls(u"stopContainer"_s) > 0; }));
}

TEST_F(DriverTest, looksAgainAfterAKickThatCameInTheMiddleOfALook)
{
    startAndRest();
    const int looks = calls(u"listContainers"_s);
    shut(true);
    driver->kick(made.id);
    ASSERT_TRUE(comesTrue([&] { return calls(u"listContainers"_s) > looks; }));
    driver->kick(made.id);
    waitTwoRounds();
    shut(false);
    EXPECT_TRUE(comesTrue([&] { return calls(u"listContainers"_s) > looks + 1; }));
}

TEST_F(DriverTest, leavesAHeldTenantAloneUntilTheLastHolderReleasesIt)
{
    startAndRest();
    driver->hold(made.id);
    driver->hold(made.id);
    const int looks = calls(u"listContainers"_s);
    const int before = told();
    ASSERT_TRUE(wish(Presence::Paused));
    ASSERT_TRUE(comesTrue([&] { return told() > before; }));
    driver->kick(made.id);
    driver->release(made.id);
    waitTwoRounds();
    EXPECT_EQ(calls(u"listContainers"_s), looks);
    driver->release(made.id);
    EXPECT_TRUE(comesTrue([&] { return calls(u"stopContainer"_s) > 0; }));
}

TEST_F(DriverTest, leavesAllToAnotherAndTakesOverWhatIsDueWhenThatOneEnds)
{
    isLeft = true;
    driver->start();
    ASSERT_TRUE(wish(Presence::Paused));
    ASSERT_TRUE(comesTrue([&] { return told() > 0; }));
    waitTwoRounds();
    EXPECT_EQ(driver->totals().turns, 0);
    isLeft = false;
    EXPECT_TRUE(comesTrue([&] { return calls(u"stopContainer"_s) > 0; }));
}

} // namespace hermes::test
