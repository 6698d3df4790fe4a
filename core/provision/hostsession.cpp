#include "hostsession.h"

#include "containerspec.h"
#include "enginedoor.h"
#include "hostroom.h"
#include "sharedengine.h"
#include "sshprober.h"
#include "tieredengine.h"

#include <QRandomGenerator>
#include <future>

namespace hermes {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostDialled = 6; // command streams that a connection allows at once
constexpr qint64 claimLifeMs = 90'000; // longer than a HostWatch takes to look again
constexpr qint64 loginEveryMs = 10'000;
constexpr auto prepareTime = std::chrono::seconds(15);
constexpr qint64 noteEveryMs = 10'000; // each note is a commit that wakes other processes
constexpr qint64 noteRoomEveryMs = 180'000;
using Forwarding = ssh::Connection::Forwarding;

} // namespace

HostSession::HostSession(Registry &registry, Host host, HostAccess access, std::unique_ptr<ssh::Connection> connection,
    const Clock &clock, std::function<void()> changed)
    : m_registry(registry)
    , m_clock(clock)
    , m_host(std::move(host))
    , m_access(std::move(access))
    , m_changed(std::move(changed))
{
    m_connection = std::move(connection);
    m_connection->onStateChanged([this](ssh::State state) {
        if (state != ssh::State::Ready && state != ssh::State::Degraded)
            m_prepared = false;
        else
            m_trippedUntil = 0; // it is back: nobody waits for the breaker
        m_changed();
    });
    m_link = std::make_shared<HostLink>();
    m_link->host = m_host;
    m_denied = std::make_shared<std::atomic<bool>>(false);
    m_engine = std::make_shared<docker::HttpEngine>(
        [connection = m_connection, denied = m_denied, name = m_host.name](const Call &call) {
            auto stream = openEngine(*connection, name, call);
            *denied = !stream && stream.error().kind == ErrorKind::Auth && connection->state() == ssh::State::Ready;
            return stream;
        });
    m_link->engine = m_engine;
    m_link->files = std::make_shared<ssh::SshHostFiles>(m_connection);
    m_link->prober = std::make_shared<SshProber>(m_connection);
}

HostSession::~HostSession()
{
    // The connection may outlive this session in a caller's hands; its callback must not.
    m_connection->onStateChanged({});
}

void HostSession::remember(const std::optional<Error> &error)
{
    {
        const std::lock_guard lock(m_mutex);
        m_error = error;
        if (!error)
            m_lastContact = m_clock.wallMs();
    }
    note(error ? error->message : QString());
    m_changed();
}

void HostSession::contacted()
{
    {
        const std::lock_guard lock(m_mutex);
        m_lastContact = m_clock.wallMs();
        m_error.reset();
    }
    note({});
}

void HostSession::note(const QString &error)
{
    const std::lock_guard lock(m_noting);
    const qint64 now = m_clock.steadyMs();
    if (error == m_noted && (!error.isEmpty() || (m_notedAt > 0 && now - m_notedAt < noteEveryMs)))
        return;
    // A registry that fails says so to whoever needs it.
    if (!m_registry.noteContact(m_host.id, error))
        return;
    m_noted = error;
    if (error.isEmpty())
        m_notedAt = now;
}

Result<std::unique_lock<std::timed_mutex>> HostSession::takeTurn(const Call &call)
{
    constexpr std::chrono::milliseconds slice(50);
    std::unique_lock turn(m_preparing, std::defer_lock);
    while (!turn.try_lock_for(std::min(slice, call.deadline.remaining()))) {
        if (call.cancel.isCancelled())
            return fail(ErrorKind::Cancelled, translate("HostSession", "Cancelled."));
        if (!call.deadline.expired())
            continue;
        if (const auto error = lastError())
            return tl::unexpected<Error>(*error);
        return fail(ErrorKind::Timeout, translate("HostSession", "Host %1 was not ready in time.").arg(m_host.name));
    }
    return turn;
}

Result<std::shared_ptr<HostLink>> HostSession::link(const Call &call)
{
    const auto isFresh = [this] { return m_clock.steadyMs() - m_checkedAt < claimLifeMs; };
    if (const auto ready = readyLink(); ready && isFresh())
        return ready;
    if (const auto error = m_clock.steadyMs() < m_trippedUntil ? lastError() : std::nullopt)
        return tl::unexpected<Error>(*error);
    {
        const int failuresBefore = m_failures;
        HERMES_ASSIGN(const auto turn, takeTurn(call));
        const auto ready = readyLink();
        if (ready && isFresh())
            return ready;
        // Tried in vain while this caller waited: many tenants of a silent host need not each try for themselves.
        if (const auto failed = m_failures != failuresBefore && !ready ? lastError() : std::nullopt)
            return tl::unexpected<Error>(*failed);
        if (!ready)
            return prepareAnew(call);
    }
    return resync(call);
}

Result<std::shared_ptr<HostLink>> HostSession::resync(const Call &call)
{
    HERMES_ASSIGN(const auto turn, takeTurn(call));
    if (const auto ready = readyLink()) {
        const Status ours = checkOurs(*ready, call);
        if (ours) {
            m_checkedAt = m_clock.steadyMs();
            contacted();
            return ready;
        }
        if (ours.error().kind == ErrorKind::Cancelled)
            return tl::unexpected<Error>(ours.error());
        // Settled as at a new connection: that knows the difference between a lost claim and a lost host.
        m_prepared = false;
    }
    return prepareAnew(call);
}

Status HostSession::checkOurs(const HostLink &link, const Call &call)
{
    HERMES_ASSIGN(const Host host, m_registry.hostById(m_host.id));
    if (host.takeOver)
        return fail(ErrorKind::Conflict, translate("HostSession", "Host %1 is being taken over.").arg(host.name));
    if (host.allowPrefab != link.host.allowPrefab || host.allowShared != link.host.allowShared
        || host.hermesPath != link.host.hermesPath)
        return fail(ErrorKind::Conflict, translate("HostSession", "What host %1 takes has changed.").arg(host.name));
    return checkClaim(link, host.claimNumber, call);
}

std::optional<Error> HostSession::lastError() const
{
    const std::lock_guard lock(m_mutex);
    return m_error;
}

Result<std::shared_ptr<HostLink>> HostSession::prepareAnew(const Call &call)
{
    // A login keeps the groups it began with, so the user who was let in meanwhile needs another one.
    if (*m_denied && m_clock.steadyMs() - m_loginAt >= loginEveryMs) {
        m_loginAt = m_clock.steadyMs();
        m_connection->logInAnew();
    }
    const Status prepared = prepare(call.within(prepareTime));
    if (!prepared && prepared.error().kind == ErrorKind::Cancelled)
        return tl::unexpected<Error>(prepared.error());
    remember(prepared ? std::optional<Error>() : prepared.error());
    // One that was cut short by its own caller's time says nothing to the others.
    if (!prepared && !call.deadline.expired()) {
        ++m_failures;
        // Only what may pass by itself: a refusal is answered at once, and a person may just have settled it.
        const ErrorKind kind = prepared.error().kind;
        if (kind == ErrorKind::Network || kind == ErrorKind::Timeout || kind == ErrorKind::Remote)
            trip();
    }
    HERMES_TRY(prepared);
    m_inARow = 0;
    m_trippedUntil = 0;
    m_suspicions = 0;
    m_checkedAt = m_clock.steadyMs();
    m_prepared = true;
    const std::lock_guard guard(m_mutex);
    return m_link;
}

/// The circuit breaker: after a failure all who come are told so at once, for a time that grows with each failure in a
/// row, with full jitter. HostWatch asks through it (resync()), and so does a person (reconnect()).
void HostSession::trip()
{
    constexpr qint64 firstMs = 250;
    constexpr qint64 mostMs = 5'000;
    const int row = std::min(m_inARow++, 10);
    const qint64 ceiling = std::min(mostMs, firstMs << row);
    m_trippedUntil = m_clock.steadyMs() + QRandomGenerator::global()->bounded(ceiling) + 1;
}

void HostSession::suspect()
{
    constexpr int enough = 3;
    if (++m_suspicions < enough)
        return;
    m_suspicions = 0;
    m_prepared = false;
}

std::shared_ptr<HostLink> HostSession::readyLink() const
{
    if (!m_prepared || *m_denied || m_connection->state() != ssh::State::Ready)
        return {};
    const std::lock_guard lock(m_mutex);
    return m_link;
}

Result<docker::EngineInfo> HostSession::askEngine(HostLink &link, const Call &call)
{
    auto engine = link.engine->info(call);
    const bool dialled = m_connection->forwardsRefused(Forwarding::Unix);
    m_engine->setMaxStreams(dialled ? mostDialled : 0);
    if (engine || !dialled || engine.error().kind != ErrorKind::Network)
        return engine;
    const auto client = m_connection->exec({u"sh"_s, u"-c"_s, u"command -v docker"_s}, {}, call);
    if (!client || client->exitCode == 0)
        return engine;
    return fail(ErrorKind::Remote,
        translate("HostSession", "The SSH server of host %1 refuses forwards, and there is no docker command there.")
            .arg(m_host.name),
        engine.error().detail,
        translate("HostSession",
            "Allow forwards in its sshd_config (AllowStreamLocalForwarding yes), or install the docker client there."));
}

Status HostSession::prepare(const Call &call)
{
    HERMES_TRY(m_connection->connect(call));
    // A link once handed out never changes; a new connection gets a new one.
    auto fresh = std::make_shared<HostLink>(*m_link);
    // The claim is read meanwhile; it is written only once the engine is known to be the right one.
    auto claimed = std::async(std::launch::async, [&] { return readClaim(*fresh->files, call); });
    HERMES_ASSIGN(const docker::EngineInfo engine, askEngine(*fresh, call));
    HERMES_ASSIGN(fresh->host, m_registry.hostById(m_host.id));
    if (!fresh->host.engineId.isEmpty() && fresh->host.engineId != engine.id)
        return fail(ErrorKind::Conflict,
            translate("HostSession", "Another Docker engine answers at host %1 than before.").arg(m_host.name),
            translate("HostSession", "Pinned %1, found %2.").arg(fresh->host.engineId, engine.id),
            translate("HostSession",
                "The address may belong to another machine now, or Docker was installed anew. Remove the host and add "
                "it again if that is right."));
    HERMES_ASSIGN(fresh->platform, m_registry.platformUuid());
    fresh->engine = m_engine;
    if (fresh->host.allowShared)
        fresh->engine = std::make_shared<SharedEngine>(fresh->engine, fresh->platform);
    if (fresh->host.allowPrefab)
        fresh->engine = std::make_shared<TieredEngine>(fresh->engine, unitsOf(fresh->host));
    HERMES_ASSIGN(const auto there, claimed.get());
    HERMES_TRY(settleClaim(*fresh, there, engine.id, call));
    const std::lock_guard lock(m_mutex);
    m_link = fresh;
    m_engineInfo = engine;
    return {};
}

std::shared_ptr<prefab::Units> HostSession::unitsOf(const Host &host) const
{
    return std::make_shared<prefab::Units>(
        m_connection, host.dataRoot, host.hermesPath.isEmpty() ? u"hermes"_s : host.hermesPath);
}

Result<HostRoom> HostSession::measure(const Call &call)
{
    HERMES_ASSIGN(const Host host, m_registry.hostById(m_host.id));
    const QString engineRoot = [&] {
        const std::lock_guard lock(m_mutex);
        return m_engineInfo.rootDir;
    }();
    HERMES_ASSIGN(HostRoom room, measureRoom(*m_connection, {host.dataRoot, engineRoot}, call));
    const auto isNear = [](qint64 one, qint64 other) { return std::abs(one - other) < (64LL << 20); };
    // Each note is a commit that wakes other processes; but what is noted must not grow too old to go by either.
    const HostRoom &noted = host.room;
    if (room.memoryBytes != noted.memoryBytes || room.diskBytes != noted.diskBytes
        || !isNear(room.memoryFreeBytes, noted.memoryFreeBytes) || !isNear(room.diskFreeBytes, noted.diskFreeBytes)
        || m_clock.wallMs() - noted.measuredAt >= noteRoomEveryMs)
        HERMES_TRY(m_registry.noteRoom(host.id, room));
    return room;
}

Result<QString> HostSession::tryPrefab(const Call &call)
{
    HERMES_ASSIGN(const Host host, m_registry.hostById(m_host.id));
    HERMES_ASSIGN(const auto facts, unitsOf(host)->facts(call));
    if (facts.systemd.isEmpty() || !facts.hasManager)
        return fail(ErrorKind::Remote,
            translate("HostSession", "systemd starts no user units for %1 on the host.").arg(m_access.user),
            facts.systemd, translate("HostSession", "Run there: sudo loginctl enable-linger %1.").arg(m_access.user));
    if (!facts.lingers)
        return fail(ErrorKind::Remote,
            translate("HostSession", "Prefab tenants would end when nobody is logged in to the host."), {},
            translate("HostSession", "Run there: sudo loginctl enable-linger %1.").arg(m_access.user));
    if (facts.hermes.isEmpty())
        return fail(ErrorKind::NotFound,
            host.hermesPath.isEmpty() ? translate("HostSession", "Hermes was not found on the host.")
                                      : translate("HostSession", "There is no %1 on the host.").arg(host.hermesPath),
            {}, translate("HostSession", "Install it there, for example as /opt/hermes/.venv/bin/hermes."));
    if (facts.roomCode != 0)
        return fail(ErrorKind::Remote,
            translate("HostSession", "%1 does not run closed off as a prefab tenant is.").arg(facts.hermes),
            facts.hermesSaid,
            translate("HostSession",
                "Let it be readable outside of homes, such as in /opt/hermes, and see that user namespaces are on "
                "(sysctl kernel.unprivileged_userns_clone)."));
    return translate("HostSession", "%1 in a room of its own (%2, %3)")
        .arg(facts.hermesSaid, facts.hermes, facts.systemd.section(u' ', 0, 1));
}

Status HostSession::settleClaim(
    HostLink &link, const std::optional<HostClaim> &there, const QString &engineId, const Call &call)
{
    const Host &host = link.host;
    HostClaim claim = there.value_or(HostClaim());
    if (host.takeOver || claim.platform != link.platform || claim.number != host.claimNumber) {
        HERMES_ASSIGN(claim, claimHost(link, host.claimNumber, host.takeOver, call));
    }
    if (!host.takeOver && host.claimNumber == claim.number && host.engineId == engineId)
        return {};
    // Met for the first time: a machine that was declared destroyed may still run what now runs elsewhere.
    if (host.engineId.isEmpty())
        HERMES_TRY(stopStrays(link, call));
    HERMES_TRY(m_registry.noteClaim(host.id, claim.number, engineId));
    HERMES_ASSIGN(link.host, m_registry.hostById(m_host.id));
    return {};
}

/// Nothing of a tenant that lives on another host, or is gone, may run here. The loop lets its container go (or fsck
/// does); until then it is only stopped.
Status HostSession::stopStrays(const HostLink &link, const Call &call)
{
    constexpr int secondsToEnd = 10;
    HERMES_ASSIGN(auto containers, link.engine->listContainers(containers::ownedBy(link.platform), call));
    QStringList tenantIds;
    for (const auto &container : containers)
        tenantIds.append(container.labels.value(u"hermes.tenant_id"_s));
    tenantIds.removeDuplicates();
    if (tenantIds.isEmpty())
        return {};
    HERMES_ASSIGN(const QStringList strays, m_registry.noteStrays(link.host.id, tenantIds));
    std::vector<std::future<Result<docker::Done>>> stopped;
    for (const auto &container : containers)
        if (strays.contains(container.labels.value(u"hermes.tenant_id"_s)) && container.state == "running"_L1)
            stopped.push_back(std::async(std::launch::async,
                [&, id = container.id] { return link.engine->stopContainer(id, secondsToEnd, call); }));
    for (auto &one : stopped)
        HERMES_TRY(one.get());
    return {};
}

void HostSession::reconnect()
{
    m_prepared = false;
    m_trippedUntil = 0;
    if (!*m_denied)
        return m_connection->reconnect();
    m_loginAt = m_clock.steadyMs();
    m_connection->logInAnew();
}

HostSession::View HostSession::view() const
{
    const std::lock_guard lock(m_mutex);
    View view;
    view.engine = m_engineInfo;
    view.lastContact = m_lastContact;
    view.error = m_error ? m_error : m_connection->lastError();
    if (const auto key = m_connection->hostKey()) {
        view.fingerprint = key->fingerprint();
        view.keyType = key->type;
    }
    if (const auto next = m_connection->nextAttempt()) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(*next - Deadline::Steady::now());
        view.nextTry = m_clock.wallMs() + std::max<qint64>(0, left.count());
    }
    switch (m_connection->state()) {
    case ssh::State::Ready:
        view.state = m_error ? HostState::Refused : HostState::Ready;
        break;
    case ssh::State::Degraded:
        view.state = HostState::Degraded;
        break;
    case ssh::State::Dead:
        view.state = view.error && view.error->kind == ErrorKind::HostKey ? HostState::Untrusted
            : view.error && (view.error->kind == ErrorKind::Auth || view.error->kind == ErrorKind::Conflict)
            ? HostState::Refused
            : HostState::Unreachable;
        break;
    default:
        view.state = view.error ? HostState::Unreachable : HostState::Connecting;
        break;
    }
    return view;
}

} // namespace hermes
