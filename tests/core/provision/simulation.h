#pragma once

#include "bindpoller.h"
#include "books.h"
#include "reconciler.h"
#include "simulatedhost.h"
#include "simulatedkeys.h"

#include <QTemporaryDir>
#include <gtest/gtest.h>
#include <map>

namespace hermes::test {

/// Thrown out of a hook: the program is dead at this point. Nothing of it may go on but the destructors.
struct Crash { };

inline const QString nextImage = QStringLiteral("hermes:next"); ///< can be pulled by every host

/// A program's own clock: the world's, but it can be told to kill the program at one of its readings, which reaches the
/// places between two calls and inside a transaction.
class ProgramClock final : public Clock {
public:
    explicit ProgramClock(const Clock &world)
        : m_world(world)
    { }
    [[nodiscard]] qint64 wallMs() const override;
    [[nodiscard]] qint64 steadyMs() const override { return m_world.steadyMs(); }
    /// The n-th reading from now on kills; 0: none.
    void crashAtReading(int n) { m_crashIn = n; }
    [[nodiscard]] int readings() const { return m_readings; }

private:
    const Clock &m_world;
    mutable std::atomic<int> m_crashIn = 0;
    mutable std::atomic<int> m_readings = 0;
};

/// What outlives every program: hosts, WeChat, the registry's file, time.
class World {
public:
    explicit World(quint64 seed = 1);
    /// A copy of a world that rests: the same moment, from which another history begins.
    World(const World &other, quint64 seed);
    /// Lets go of the registry's file, so that the last program that ends leaves it in one piece.
    void rest() { m_books.close(); }

    [[nodiscard]] QString registryPath() const { return directory.filePath(QStringLiteral("registry.db")); }
    /// Time passes: by steps of at most a second, or of `most`, after each of which every Hermes polls.
    void pass(qint64 ms, qint64 most = 1000);
    /// What the invariants of ARCHITECTURE.md (I1-I9) say about the world as it is, by SQL and the hosts alone; empty
    /// if all hold. Remembers what was there, so call it often.
    [[nodiscard]] QStringList violations();
    /// A host whose program issues keys.
    SimulatedHost &makeHost(const QString &id);
    /// Adds the host's hooks that watch for I3 (and keep `before` and `after` of a test behind them).
    void setHooks(FakeEngine::Hook before, FakeEngine::Hook after);

    QMap<QString, QString> adopted; ///< containers of others that may be stopped, each with its tenant, if it has one
    ManualClock clock;
    QTemporaryDir directory;
    bool isInTurn = false; ///< programs ask their hosts one thing after the other, so that a life can be lived again
    SimulatedWeChat wechat;
    SimulatedKeys keys;
    std::map<QString, std::unique_ptr<SimulatedHost>> hosts; ///< by the registry's host id
    [[nodiscard]] SimulatedHost &host() const { return *hosts.begin()->second; }
    quint64 seed;
    quint64 nextSeed;

private:
    void checkContainers(QStringList &found);
    void checkLedger(QStringList &found);
    void checkJournal(QStringList &found);
    void checkTokens(QStringList &found);
    void checkForeigners(QStringList &found);
    void checkImages(QStringList &found);
    void checkKeys(QStringList &found);
    [[nodiscard]] std::optional<Error> watchDestruction(const FakeEngine::CallInfo &info);

    QStringList m_seen; ///< I3, noted when it happened
    QSet<QByteArray> m_tokens; ///< that were ever on a host's disk
    QMap<QString, QString> m_foreign; ///< containers without our label: id -> state
    Books m_books;
};

/// A program's door to the registry. A successor may find it open: what a dead program leaves in a connection between
/// two transactions is nothing, and opening takes longer than most lives.
struct Door {
    Door(World &world, quint64 seed);

    ProgramClock clock;
    SeededRandom random;
    std::unique_ptr<Registry> registry;
};

/// One running copy of the program over the world, as Fleet puts it together. Throwing it away is a crash: what it held
/// stays held until its leases end.
class Program {
public:
    Program(World &world, const QString &name, std::shared_ptr<Door> door = {});
    ~Program();

    [[nodiscard]] Result<Reconciler::Turn> step(const QString &tenantId)
    {
        return reconciler->step(tenantId, progress, {});
    }
    /// Turns until `met` or BLOCKED, time passing as the loop wants it; checks the invariants after each. False if that
    /// took more than `mostTurns`.
    [[nodiscard]] bool drive(
        const QString &tenantId, const std::function<bool(const Tenant &)> &met, int mostTurns = 200);
    [[nodiscard]] bool driveTo(const QString &tenantId, Phase phase, int mostTurns = 200);
    [[nodiscard]] Tenant tenant(const QString &id) const;

    /// A host that is there, connected and claimed.
    Host addHost(const QString &name, PortRange ports = {});
    /// The request of a tenant; nothing is done yet.
    Tenant request(const QString &name, Tier tier = Tier::Container);
    /// request() and driven to BIND_WAIT.
    Tenant provision(const QString &name);
    /// A confirmed login without the poller: credentials into the archive and the registry. Answers what the registry
    /// says.
    [[nodiscard]] Result<Registry::Bound> bind(const QString &tenantId, const QString &userId);
    /// Provisioned, bound and driven to READY.
    Tenant ready(const QString &name, const QString &userId);

    class Links;
    World &world;
    QString name;
    std::shared_ptr<Door> door;
    ProgramClock &clock;
    FleetOptions options;
    Registry *registry;
    std::unique_ptr<Links> links;
    std::unique_ptr<LeaseKeeper> leases;
    std::unique_ptr<Reconciler> reconciler;
    Progress progress; ///< told of every step
};

/// Links to the world's hosts, made as HostSession makes them: engine pinned, claim checked at each new connection.
class Program::Links final : public HostLinks {
public:
    Links(World &world, Registry &registry)
        : m_world(world)
        , m_registry(registry)
    { }
    [[nodiscard]] Result<std::shared_ptr<HostLink>> link(const QString &hostId, const Call &call) override;
    [[nodiscard]] bool isReady(const QString &hostId) const override;
    /// The connection is lost; the next call makes a new one.
    void reconnect();
    /// This program's own network; other programs still reach the host.
    void setCut(bool cut) { m_cut = cut; }

private:
    World &m_world;
    Registry &m_registry;
    mutable std::mutex m_mutex;
    std::map<QString, std::shared_ptr<HostLink>> m_links;
    std::atomic<bool> m_cut = false;
};

[[nodiscard]] QString mostlyText(const Tenant &tenant); ///< phase, reason and message, for a failing test

/// What every simulated test stands on: one host, one program, and the invariants checked at the end.
class SimulationTest : public testing::Test {
protected:
    void SetUp() override;
    void TearDown() override;
    [[nodiscard]] SimulatedHost &host() const { return world.host(); }
    [[nodiscard]] Tenant tenant(const QString &id) const { return program->tenant(id); }
    [[nodiscard]] QByteArray env(const QString &tenantId) const;
    /// Steps of the tenant's operations that were done, the oldest first.
    [[nodiscard]] QStringList steps(const QString &tenantId) const;

    World world;
    std::unique_ptr<Program> program;
    Host ecs;
};

} // namespace hermes::test
