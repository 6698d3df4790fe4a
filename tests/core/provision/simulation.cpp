#include "simulation.h"

#include "containerspec.h"
#include "credentialfile.h"
#include "hostclaim.h"

#include <QDir>

namespace hermes::test {

using namespace Qt::StringLiterals;

namespace {

const QString image = u"hermes:test"_s;

/// In memory where the system has such a place: a test makes thousands of commits.
QString quickTemporary()
{
    const QString memory = u"/dev/shm"_s;
    const QString base = QFileInfo(memory).isWritable() ? memory : QDir::tempPath();
    return base + u"/hermes-simulation-XXXXXX"_s;
}

/// A registry with nothing in it, made once: a copy takes a hundredth of the time.
QString emptyRegistry()
{
    static const QTemporaryDir directory(quickTemporary());
    static const QString path = [] {
        const ManualClock clock;
        SeededRandom random(1);
        const QString made = directory.filePath(u"empty.db"_s);
        const auto opened = Registry::open(u"sqlite:"_s + made, clock, random);
        EXPECT_TRUE(opened) << (opened ? std::string() : opened.error().text().toStdString());
        return made;
    }();
    return path;
}

} // namespace

qint64 ProgramClock::wallMs() const
{
    ++m_readings;
    if (m_crashIn > 0 && --m_crashIn == 0)
        throw Crash();
    return m_world.wallMs();
}

World::World(quint64 given)
    : directory(quickTemporary())
    , seed(given)
    , nextSeed(given * 1000)
    , m_books(registryPath())
{
    QFile::copy(emptyRegistry(), registryPath());
}

World::World(const World &other, quint64 given)
    : clock(other.clock.wallMs())
    , directory(quickTemporary())
    , isInTurn(other.isInTurn)
    , seed(given)
    , nextSeed(given * 1000 + 500)
    , m_seen(other.m_seen)
    , m_tokens(other.m_tokens)
    , m_foreign(other.m_foreign)
    , m_books(registryPath())
{
    EXPECT_FALSE(QFile::exists(other.registryPath() + u"-wal"_s)) << "somebody still has the registry open";
    QFile::copy(other.registryPath(), registryPath());
    wechat.become(other.wechat);
    keys.become(other.keys);
    for (const auto &[id, host] : other.hosts) {
        makeHost(id).become(*host);
    }
    setHooks({}, {});
}

SimulatedHost &World::makeHost(const QString &id)
{
    auto &made = hosts[id];
    made = std::make_unique<SimulatedHost>(clock, wechat, ++nextSeed);
    const QString hook = hostpaths::keyHook(Host());
    made->files().put(hook, "#!", 0700);
    made->files().setProgram(
        hook, [this](const QStringList &arguments, const QByteArray &input) { return keys.run(arguments, input); });
    return *made;
}

void World::pass(qint64 ms, qint64 most)
{
    while (ms > 0) {
        const qint64 step = std::min(ms, most);
        clock.advance(step);
        ms -= step;
        for (const auto &[id, host] : hosts)
            host->tick();
    }
}

Door::Door(World &world, quint64 seed)
    : clock(world.clock)
    , random(seed)
{
    auto opened = Registry::open(u"sqlite:"_s + world.registryPath(), clock, random);
    EXPECT_TRUE(opened) << (opened ? std::string() : opened.error().text().toStdString());
    registry = std::move(*opened);
}

Program::Program(World &given, const QString &programName, std::shared_ptr<Door> found)
    : world(given)
    , name(programName)
    , door(found ? std::move(found) : std::make_shared<Door>(given, ++given.nextSeed))
    , clock(door->clock)
    , registry(door->registry.get())
{
    options.actor.name = name;
    options.image = image;
    links = std::make_unique<Links>(world, *registry);
    leases = std::make_unique<LeaseKeeper>(
        *registry, name, world.isInTurn ? LeaseKeeper::Rhythm::OnlyWhenTold : LeaseKeeper::Rhythm::OwnThread);
    reconciler = std::make_unique<Reconciler>(*registry, *links, *leases, clock, door->random, options);
}

Program::~Program()
{
    clock.crashAtReading(0);
}

Result<std::shared_ptr<HostLink>> Program::Links::link(const QString &hostId, const Call &call)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_world.hosts.find(hostId);
    if (m_cut || found == m_world.hosts.end() || !found->second->isReachable()) {
        m_links.erase(hostId);
        return tl::unexpected(FakeEngine::lostLink());
    }
    if (const auto made = m_links.find(hostId); made != m_links.end())
        return made->second;
    HERMES_ASSIGN(Host host, m_registry.hostById(hostId));
    HERMES_ASSIGN(const QString platform, m_registry.platformUuid());
    auto fresh = std::make_shared<HostLink>(found->second->link(host, platform));
    fresh->isAtHand = m_world.isInTurn;
    HERMES_ASSIGN(const auto engine, fresh->engine->info(call));
    if (!host.engineId.isEmpty() && host.engineId != engine.id)
        return fail(ErrorKind::Conflict, u"Another Docker engine answers at host %1 than before."_s.arg(host.name));
    HERMES_ASSIGN(const HostClaim claim, claimHost(*fresh, host.claimNumber, host.takeOver, call));
    if (host.takeOver || host.claimNumber != claim.number || host.engineId != engine.id) {
        HERMES_TRY(m_registry.noteClaim(host.id, claim.number, engine.id));
        HERMES_ASSIGN(host, m_registry.hostById(hostId));
    }
    fresh->host = host;
    m_links[hostId] = fresh;
    return fresh;
}

bool Program::Links::isReady(const QString &hostId) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_world.hosts.find(hostId);
    return !m_cut && found != m_world.hosts.end() && found->second->isReachable() && m_links.contains(hostId);
}

void Program::Links::reconnect()
{
    const std::lock_guard lock(m_mutex);
    m_links.clear();
}

Tenant Program::tenant(const QString &id) const
{
    const auto found = registry->tenantById(id);
    EXPECT_TRUE(found) << (found ? std::string() : found.error().text().toStdString());
    return found.value_or(Tenant());
}

bool Program::drive(const QString &tenantId, const std::function<bool(const Tenant &)> &met, int mostTurns)
{
    for (int i = 0; i < mostTurns; ++i) {
        const auto turn = step(tenantId);
        if (const QStringList broken = world.violations(); !broken.isEmpty()) {
            ADD_FAILURE() << broken.join(u'\n').toStdString();
            return false;
        }
        qint64 pause = 1000;
        if (turn) {
            if (met(turn->tenant))
                return true;
            if (turn->tenant.phase == Phase::Blocked)
                return false;
            pause = turn->nextAfterMs;
        } else if (turn.error().kind != ErrorKind::Conflict) {
            ADD_FAILURE() << turn.error().text().toStdString();
            return false;
        }
        world.pass(std::min<qint64>(pause, 5000));
    }
    return false;
}

bool Program::driveTo(const QString &tenantId, Phase phase, int mostTurns)
{
    const bool there = drive(
        tenantId, [phase](const Tenant &now) { return now.phase == phase; }, mostTurns);
    if (!there)
        ADD_FAILURE() << "is " << mostlyText(tenant(tenantId)).toStdString();
    return there;
}

Host Program::addHost(const QString &hostName, PortRange ports)
{
    Host host;
    host.name = hostName;
    host.address = hostName + u":22"_s;
    host.ports = ports;
    host.allowPrefab = true;
    host.allowShared = true;
    const auto added = registry->addHost(host, options.actor);
    EXPECT_TRUE(added) << (added ? std::string() : added.error().text().toStdString());
    SimulatedHost &simulated = world.makeHost(added->id);
    simulated.engine().addImage(image);
    simulated.engine().addImage(containers::hostHermes);
    simulated.engine().addPullable(nextImage);
    world.setHooks({}, {});
    const auto linked = links->link(added->id, {});
    EXPECT_TRUE(linked) << (linked ? std::string() : linked.error().text().toStdString());
    return registry->hostById(added->id).value_or(*added);
}

Tenant Program::request(const QString &tenantName, Tier tier)
{
    ProvisionRequest request;
    request.name = tenantName;
    request.planCode = u"basic"_s;
    request.tier = tier;
    request.image = tier == Tier::Prefab ? containers::hostHermes : image;
    const Plan plan{u"basic"_s, u"Basic"_s, Tier::Container, 512LL << 20, 0.5, 256, {}};
    const auto recorded = registry->recordRequest(request, {}, plan, options.actor);
    EXPECT_TRUE(recorded) << (recorded ? std::string() : recorded.error().text().toStdString());
    return recorded ? recorded->tenant : Tenant();
}

Tenant Program::provision(const QString &tenantName)
{
    const Tenant requested = request(tenantName);
    EXPECT_TRUE(driveTo(requested.id, Phase::BindWait));
    return tenant(requested.id);
}

Result<Registry::Bound> Program::bind(const QString &tenantId, const QString &userId)
{
    HERMES_ASSIGN(const BindSession session, registry->openBindSession(tenantId, options.actor));
    HERMES_ASSIGN(const auto link, links->link(tenant(tenantId).hostId, {}));
    const QString path = credentialPath(link->host, tenantId, session.id);
    HERMES_TRY(reserveCredentialFile(*link, path, {}));
    HERMES_ASSIGN(auto filled, readCredentialFile(*link, path, {}));
    if (!filled) {
        HERMES_ASSIGN(const auto code, world.wechat.fetchCode({}, {}));
        world.wechat.confirm(code.content, userId);
        HERMES_ASSIGN(const auto answer, world.wechat.poll(code.token, {}, {}, {}));
        HERMES_TRY(fillCredentialFile(*link, path, answer.credentials, world.clock.wallMs(), {}));
        HERMES_ASSIGN(filled, readCredentialFile(*link, path, {}));
    }
    const Binding binding{
        tenantId, filled->botId, userId, filled->baseUrl, filled->token.sha256(), 0, path, world.clock.wallMs()};
    return registry->confirmBinding(session.id, binding, options.actor);
}

Tenant Program::ready(const QString &tenantName, const QString &userId)
{
    const Tenant provisioned = provision(tenantName);
    const auto bound = bind(provisioned.id, userId);
    EXPECT_TRUE(bound) << (bound ? std::string() : bound.error().text().toStdString());
    EXPECT_TRUE(driveTo(provisioned.id, Phase::Ready));
    return tenant(provisioned.id);
}

QString mostlyText(const Tenant &tenant)
{
    return u"%1 (%2) g%3: %4"_s.arg(phaseName(tenant.phase), tenant.reason).arg(tenant.generation).arg(tenant.message);
}

void SimulationTest::SetUp()
{
    ASSERT_TRUE(world.directory.isValid());
    program = std::make_unique<Program>(world, u"alice"_s);
    ecs = program->addHost(u"ecs-1"_s);
}

void SimulationTest::TearDown()
{
    EXPECT_EQ(world.violations().join(u'\n').toStdString(), std::string());
    program.reset();
}

QByteArray SimulationTest::env(const QString &tenantId) const
{
    const auto file = host().homeFile(tenantId, u".env"_s);
    return file ? file->content : QByteArray();
}

QStringList SimulationTest::steps(const QString &tenantId) const
{
    QStringList done;
    for (const auto &operation : program->registry->operations(tenantId, 500).value_or(QList<Operation>()))
        if (operation.outcome == "done"_L1)
            done.prepend(operation.step);
    return done;
}

} // namespace hermes::test
