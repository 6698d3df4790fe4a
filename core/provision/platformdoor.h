#pragma once

#include "accessstore.h"
#include "hostlogin.h"
#include "postgresaddress.h"

namespace hermes {

/// What leads to the platform's database: through one of the hosts by SSH, where its address says so. Thread-safe.
class PlatformDoor {
public:
    PlatformDoor(PostgresAddress address, const AccessStore &access, std::shared_ptr<ssh::KnownHosts> knownHosts,
        const FleetOptions &options, CancelToken stop);

    /// Where to connect now; opens the way at the first call. Errors: as ssh::Connection::connect(); NotFound where
    /// this operator knows no such host.
    [[nodiscard]] Result<PostgresAddress> address();

    /// A command on the machine that it goes through; there must be one.
    [[nodiscard]] Result<ssh::ExecResult> run(const QStringList &argv, const Call &call);

    /// A program of that machine: HostFiles::runProgram().
    [[nodiscard]] Result<QByteArray> runProgram(
        const QString &path, const QStringList &arguments, const QByteArray &input, const Call &call);
    /// The host's name; empty: it goes through none.
    [[nodiscard]] QString via() const { return m_address.via; }

private:
    [[nodiscard]] Status connect();

    const PostgresAddress m_address;
    const AccessStore &m_access;
    const std::shared_ptr<ssh::KnownHosts> m_knownHosts;
    const FleetOptions &m_options;
    const CancelToken m_stop; ///< of the program
    std::mutex m_mutex;
    std::shared_ptr<ssh::Connection> m_connection;
    std::unique_ptr<ssh::Forward> m_tunnel;
};

} // namespace hermes
