#include "hostsession.h"

#include "hostclaim.h"

#include <future>

namespace hermes {

using namespace Qt::StringLiterals;

namespace {

class SshProber final : public Prober {
public:
    explicit SshProber(std::shared_ptr<ssh::Connection> connection)
        : m_connection(std::move(connection))
    { }
    Result<docker::HttpAnswer> get(quint16 port, const QString &path, const Call &call) override
    {
        HERMES_ASSIGN(const auto stream, m_connection->openTcp(u"127.0.0.1"_s, port, call));
        // Hermes answers a loopback dashboard only for a loopback Host.
        return docker::httpGet(*stream, u"127.0.0.1:%1"_s.arg(port), path, call);
    }

private:
    std::shared_ptr<ssh::Connection> m_connection;
};

const QString engineSocket = u"/var/run/docker.sock"_s;

/// Why the engine's socket could not be opened, found out by asking the host.
Error explainEngine(ssh::Connection &connection, const QString &hostName, const Error &error, const Call &call)
{
    const QString script
        = u"if [ ! -S %1 ]; then echo missing; elif [ ! -w %1 ]; then echo denied; else echo stopped; fi; id -un"_s.arg(
            engineSocket);
    const auto asked = connection.exec({u"sh"_s, u"-c"_s, script}, {}, call.within(std::chrono::seconds(5)));
    if (!asked)
        return error;
    const auto lines = asked->out.split('\n');
    const QString user = lines.size() > 1 ? QString::fromUtf8(lines.at(1)) : u"the SSH user"_s;
    Error explained = error;
    explained.kind = ErrorKind::Network;
    if (lines.first() == "denied") {
        explained.kind = ErrorKind::Auth;
        explained.message = translate("HostSession", "The user %1 may not use Docker on host %2.").arg(user, hostName);
        explained.hint
            = translate("HostSession", "On the host: sudo usermod -aG docker %1, then try again (a new login is made).")
                  .arg(user);
    } else if (lines.first() == "missing") {
        explained.message = translate("HostSession", "There is no Docker engine on host %1.").arg(hostName);
        explained.hint = translate("HostSession", "Install and start Docker there: %1 is missing.").arg(engineSocket);
    } else {
        explained.message = translate("HostSession", "Docker on host %1 does not answer.").arg(hostName);
        explained.hint = translate("HostSession", "On the host: sudo systemctl start docker.");
    }
    return explained;
}

} // namespace

Result<std::unique_ptr<ByteStream>> HostSession::openEngine(
    ssh::Connection &connection, const QString &hostName, const Call &call)
{
    auto stream = connection.openUnix(engineSocket, call);
    if (stream || stream.error().kind == ErrorKind::Timeout || stream.error().kind == ErrorKind::Cancelled
        || connection.state() != ssh::State::Ready)
        return stream;
    // sshd may forbid forwards; the docker client on the host can stand in, at the price of a process per stream.
    if (stream.error().detail.contains("administratively prohibited"_L1)
        || stream.error().detail.contains("prohibited"_L1)) {
        auto dialled = connection.openCommand({u"docker"_s, u"system"_s, u"dial-stdio"_s}, call);
        if (dialled)
            return dialled;
    }
    return tl::unexpected<Error>(explainEngine(connection, hostName, stream.error(), call));
}

HostSession::HostSession(Registry &registry, Host host, HostAccess access, std::shared_ptr<ssh::KnownHosts> knownHosts,
    const FleetOptions &options, const Clock &clock, std::function<void()> changed)
    : m_registry(registry)
    , m_clock(clock)
    , m_host(std::move(host))
    , m_access(std::move(access))
    , m_knownHosts(std::move(knownHosts))
    , m_changed(std::move(changed))
{
    ssh::Target target;
    target.host = m_access.address;
    target.port = m_access.port;
    target.user = m_access.user;
    target.auth = m_access.auth == "agent"_L1 ? ssh::AuthMethod::Agent
        : m_access.auth == "password"_L1      ? ssh::AuthMethod::Password
                                              : ssh::AuthMethod::Key;
    target.identityFile = m_access.identityFile;
    ssh::Prompts prompts;
    if (options.askSecret) {
        const auto ask
            = [ask = options.askSecret, access = m_access](const QString &prompt) { return ask(access, prompt); };
        prompts.passphrase = ask;
        prompts.password = ask;
    }
    m_connection = std::make_shared<ssh::Connection>(target, m_knownHosts, prompts);
    m_connection->onStateChanged([this](ssh::State state) {
        if (state != ssh::State::Ready && state != ssh::State::Degraded)
            m_prepared = false;
        m_changed();
    });
    m_link = std::make_shared<HostLink>();
    m_link->host = m_host;
    m_link->engine
        = std::make_shared<docker::HttpEngine>([connection = m_connection, name = m_host.name](
                                                   const Call &call) { return openEngine(*connection, name, call); });
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
    m_changed();
}

void HostSession::contacted()
{
    const std::lock_guard lock(m_mutex);
    m_lastContact = m_clock.wallMs();
    m_error.reset();
}

Result<std::shared_ptr<HostLink>> HostSession::link(const Call &call)
{
    if (const auto ready = readyLink())
        return ready;
    const std::lock_guard lock(m_preparing);
    if (const auto ready = readyLink())
        return ready;
    const Status prepared = prepare(call);
    if (!prepared && prepared.error().kind == ErrorKind::Cancelled)
        return tl::unexpected<Error>(prepared.error());
    remember(prepared ? std::optional<Error>() : prepared.error());
    HERMES_TRY(prepared);
    m_prepared = true;
    const std::lock_guard guard(m_mutex);
    return m_link;
}

std::shared_ptr<HostLink> HostSession::readyLink() const
{
    if (!m_prepared || m_connection->state() != ssh::State::Ready)
        return {};
    const std::lock_guard lock(m_mutex);
    return m_link;
}

Status HostSession::prepare(const Call &call)
{
    HERMES_TRY(m_connection->connect(call));
    // A link once handed out never changes; a new connection gets a new one.
    auto fresh = std::make_shared<HostLink>(*m_link);
    // The claim is read meanwhile; it is written only once the engine is known to be the right one.
    auto claimed = std::async(std::launch::async, [&] { return readClaim(*fresh->files, call); });
    HERMES_ASSIGN(const docker::EngineInfo engine, fresh->engine->info(call));
    HERMES_ASSIGN(Host host, m_registry.hostById(m_host.id));
    if (!host.engineId.isEmpty() && host.engineId != engine.id)
        return fail(ErrorKind::Conflict,
            translate("HostSession", "Another Docker engine answers at host %1 than before.").arg(m_host.name),
            translate("HostSession", "Pinned %1, found %2.").arg(host.engineId, engine.id),
            translate("HostSession",
                "The address may belong to another machine now, or Docker was installed anew. Remove the host and add "
                "it again if that is right."));
    HERMES_ASSIGN(fresh->platform, m_registry.platformUuid());
    HERMES_ASSIGN(const auto there, claimed.get());
    HostClaim claim = there.value_or(HostClaim());
    if (host.takeOver || claim.platform != fresh->platform || claim.number != host.claimNumber) {
        HERMES_ASSIGN(claim, claimHost(*fresh, host.claimNumber, host.takeOver, call));
    }
    if (host.takeOver || host.claimNumber != claim.number || host.engineId != engine.id) {
        HERMES_TRY(m_registry.noteClaim(host.id, claim.number, engine.id));
        HERMES_ASSIGN(host, m_registry.hostById(m_host.id));
    }
    fresh->host = host;
    const std::lock_guard lock(m_mutex);
    m_link = fresh;
    m_engine = engine;
    return {};
}

void HostSession::reconnect()
{
    m_prepared = false;
    m_connection->reconnect();
}

HostSession::View HostSession::view() const
{
    const std::lock_guard lock(m_mutex);
    View view;
    view.engine = m_engine;
    view.lastContact = m_lastContact;
    view.error = m_error ? m_error : m_connection->lastError();
    if (const auto key = m_connection->hostKey())
        view.fingerprint = key->fingerprint();
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
