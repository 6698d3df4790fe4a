#include "platformdoor.h"

#include "hostfiles.h"

namespace hermes {

using namespace Qt::StringLiterals;

PlatformDoor::PlatformDoor(PostgresAddress address, const AccessStore &access,
    std::shared_ptr<ssh::KnownHosts> knownHosts, const FleetOptions &options, CancelToken stop)
    : m_address(std::move(address))
    , m_access(access)
    , m_knownHosts(std::move(knownHosts))
    , m_options(options)
    , m_stop(std::move(stop))
{ }

Result<PostgresAddress> PlatformDoor::address()
{
    if (m_address.via.isEmpty())
        return m_address;
    const std::lock_guard lock(m_mutex);
    HERMES_TRY(connect());
    if (!m_tunnel) {
        HERMES_ASSIGN(m_tunnel, m_connection->forward({m_address.host, m_address.port}));
    }
    PostgresAddress near = m_address;
    near.hostAddress = u"127.0.0.1"_s;
    near.nearPort = m_tunnel->port();
    return near;
}

Result<ssh::ExecResult> PlatformDoor::run(const QStringList &argv, const Call &call)
{
    {
        const std::lock_guard lock(m_mutex);
        HERMES_TRY(connect());
    }
    return m_connection->exec(argv, {}, call);
}

Result<QByteArray> PlatformDoor::runProgram(
    const QString &path, const QStringList &arguments, const QByteArray &input, const Call &call)
{
    {
        const std::lock_guard lock(m_mutex);
        HERMES_TRY(connect());
    }
    return ssh::SshHostFiles(m_connection).runProgram(path, arguments, input, call);
}

Status PlatformDoor::connect()
{
    if (!m_connection) {
        HERMES_ASSIGN(const auto access, m_access.find(m_address.via));
        if (!access)
            return fail(ErrorKind::NotFound,
                translate("Fleet", "The platform's database is behind host %1, which is not known here.")
                    .arg(m_address.via),
                {}, translate("Fleet", "Add it: hermes-admin host add %1 --ssh USER@HOST.").arg(m_address.via));
        HERMES_ASSIGN(m_connection, connectionTo(*access, m_access, m_knownHosts, m_options));
    }
    return m_connection->connect(Call::in(std::chrono::seconds(20), m_stop));
}

} // namespace hermes
