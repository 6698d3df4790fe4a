#include "registryfixture.h"

#include <set>
#include <thread>
#ifdef Q_OS_UNIX
#include <sys/wait.h>
#include <unistd.h>
#endif

using namespace hermes;
using namespace Qt::StringLiterals;

/// Rivals on one file, each with a registry of its own (as processes have) or all on one (as threads of one process).
class Races : public RegistryTest, public testing::WithParamInterface<bool> {
protected:
    static constexpr int rivals = 4;

    void race(const std::function<void(Registry &, int)> &work)
    {
        std::vector<std::thread> threads;
        std::atomic<int> ready = 0;
        threads.reserve(rivals);
        for (int i = 0; i < rivals; ++i)
            threads.emplace_back([&, i] {
                std::unique_ptr<Registry> own = GetParam() ? reopen() : nullptr;
                ++ready;
                while (ready < rivals)
                    std::this_thread::yield();
                work(own ? *own : *registry, i);
            });
        for (std::thread &thread : threads)
            thread.join();
    }
};

INSTANTIATE_TEST_SUITE_P(Storage, Races, testing::Bool(),
    [](const auto &info) { return info.param ? std::string("ownRegistries") : std::string("oneRegistry"); });

TEST_P(Races, giveALeaseToOne)
{
    QStringList ids;
    for (int i = 0; i < 50; ++i)
        ids.append(provision(u"t%1"_s.arg(i)).id);
    std::atomic<int> won = 0;
    std::atomic<int> lost = 0;
    race([&](Registry &registry, int me) {
        for (const QString &id : ids) {
            const auto epoch = registry.claimLease(id, u"rival-%1"_s.arg(me), 30'000);
            if (epoch)
                ++won;
            else if (epoch.error().kind == ErrorKind::Conflict)
                ++lost;
            else
                ADD_FAILURE() << epoch.error().text().toStdString();
        }
    });
    EXPECT_EQ(won, 50);
    EXPECT_EQ(lost, 50 * (rivals - 1));
    for (const QString &id : ids)
        EXPECT_EQ(registry->tenantById(id)->leaseEpoch, 1);
}

TEST_P(Races, giveAPortToOne)
{
    const Host host = addHost(u"ecs-1"_s, 8700, 8799);
    QStringList ids;
    for (int i = 0; i < 60; ++i)
        ids.append(provision(u"t%1"_s.arg(i)).id);
    race([&](Registry &registry, int me) {
        for (qsizetype i = me; i < ids.size(); i += 2) { // each tenant is placed by two rivals
            const auto placed = registry.place(ids.at(i % ids.size()), host.id, {u"dashboard"_s}, alice);
            EXPECT_TRUE(placed) << (placed ? std::string() : placed.error().text().toStdString());
            if (me == 0 && i % 10 == 0) {
                EXPECT_TRUE(registry.movePort(ids.at(i), u"dashboard"_s, 600'000, alice));
            }
        }
    });
    std::set<quint16> used;
    for (const QString &id : ids)
        EXPECT_TRUE(used.insert(registry->ports(id)->dashboard).second);
    EXPECT_FALSE(used.contains(0));
    EXPECT_EQ(registry->portLedger(host.id)->size(), 66);
}

TEST_P(Races, recordARequestOnce)
{
    std::atomic<int> made = 0;
    race([&](Registry &registry, int) {
        for (int i = 0; i < 40; ++i) {
            const auto recorded
                = registry.recordRequest(request(u"t%1"_s.arg(i), u"o%1"_s.arg(i), u"s%1"_s.arg(i)), {}, plan, alice);
            ASSERT_TRUE(recorded) << recorded.error().text().toStdString();
            if (!recorded->unchanged)
                ++made;
        }
    });
    EXPECT_EQ(made, 40);
    EXPECT_EQ(registry->tenants(true)->size(), 40);
    EXPECT_EQ(registry->verifyAudit()->rows, 40);
}

TEST_P(Races, serveASubscriptionUnderOneName)
{
    std::atomic<int> made = 0;
    race([&](Registry &registry, int me) {
        for (int i = 0; i < 20; ++i) {
            const auto recorded = registry.recordRequest(
                request(u"t%1-%2"_s.arg(i).arg(me), u"o%1-%2"_s.arg(i).arg(me), u"s%1"_s.arg(i)), {}, plan, alice);
            if (recorded)
                ++made;
            else
                EXPECT_EQ(recorded.error().kind, ErrorKind::Conflict);
        }
    });
    EXPECT_EQ(made, 20);
}

TEST_P(Races, giveAWeChatToOneTenant)
{
    std::atomic<int> bound = 0;
    std::atomic<int> clashed = 0;
    QStringList ids;
    for (int i = 0; i < rivals; ++i)
        ids.append(provision(u"t%1"_s.arg(i)).id);
    race([&](Registry &registry, int me) {
        const auto session = registry.openBindSession(ids.at(me), alice);
        ASSERT_TRUE(session);
        Binding binding;
        binding.userId = u"wx1"_s;
        const auto confirmed = registry.confirmBinding(session->id, binding, alice);
        ASSERT_TRUE(confirmed) << confirmed.error().text().toStdString();
        ++(confirmed->heldBy.isEmpty() ? bound : clashed);
    });
    EXPECT_EQ(bound, 1);
    EXPECT_EQ(clashed, rivals - 1);
    EXPECT_EQ(registry->bindings()->size(), 1);
}

TEST_P(Races, giveASessionOnePoller)
{
    const auto session = registry->openBindSession(provision(u"acme"_s).id, alice);
    std::atomic<int> polling = 0;
    race([&](Registry &registry, int me) {
        const auto claimed = registry.claimPoller(session->id, u"rival-%1"_s.arg(me), 10'000);
        ASSERT_TRUE(claimed);
        if (*claimed)
            ++polling;
    });
    EXPECT_EQ(polling, 1);
}

#ifdef Q_OS_UNIX

class ProcessRaces : public RegistryTest {
protected:
    static int failed(const Error &error)
    {
        fprintf(stderr, "%s\n", qPrintable(error.text()));
        return 255;
    }
    /// Runs `work` in four processes at once, each with a registry of its own, and adds up what they answer (0 to 200;
    /// 255 is a failure).
    int race(const std::function<int(Registry &, int)> &work)
    {
        registry.reset(); // SQLite's connections must not be carried over a fork
        std::vector<pid_t> children;
        children.reserve(4);
        for (int me = 0; me < 4; ++me) {
            const pid_t child = ::fork();
            if (child == 0) {
                SeededRandom numbers(100 + me); // the parent's would give all four the same ids
                const auto own = Registry::open(url, clock, numbers);
                ::_exit(own ? work(**own, me) : failed(own.error()));
            }
            children.push_back(child);
        }
        int sum = 0;
        for (const pid_t child : children) {
            int status = 0;
            EXPECT_EQ(::waitpid(child, &status, 0), child);
            EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) != 255);
            sum += WEXITSTATUS(status);
        }
        registry = reopen();
        return sum;
    }
};

TEST_F(ProcessRaces, giveALeaseToOne)
{
    QStringList ids;
    for (int i = 0; i < 100; ++i)
        ids.append(provision(u"t%1"_s.arg(i)).id);
    const int won = race([&](Registry &own, int me) {
        int mine = 0;
        for (const QString &id : ids) {
            const auto epoch = own.claimLease(id, u"process-%1"_s.arg(me), 30'000);
            if (!epoch && epoch.error().kind != ErrorKind::Conflict)
                return failed(epoch.error());
            mine += epoch ? 1 : 0;
        }
        return mine;
    });
    EXPECT_EQ(won, 100);
}

TEST_F(ProcessRaces, recordARequestOnceAndGiveAPortToOne)
{
    const Host host = addHost(u"ecs-1"_s);
    const int made = race([&](Registry &own, int) {
        int mine = 0;
        for (int i = 0; i < 60; ++i) {
            const auto recorded = own.recordRequest(request(u"t%1"_s.arg(i), u"o%1"_s.arg(i)), {}, plan, alice);
            if (!recorded)
                return failed(recorded.error());
            const auto placed = own.place(recorded->tenant.id, host.id, {u"dashboard"_s, u"api"_s}, alice);
            if (!placed)
                return failed(placed.error());
            mine += recorded->unchanged ? 0 : 1;
        }
        return mine;
    });
    EXPECT_EQ(made, 60);
    EXPECT_EQ(registry->tenants()->size(), 60);
    EXPECT_EQ(registry->portLedger(host.id)->size(), 120);
    EXPECT_TRUE(registry->verifyAudit());
}

#endif
