#pragma once

#include "connection.h"
#include "fleetrecords.h"
#include "hostfiles.h"

namespace hermes {

/// A program with all that it needs beside the C library: a packed tar of `hermes-admin`, `lib/` and `plugins/`.
struct CliBundle {
    QByteArray packed; ///< tar.gz
    QString hash; ///< SHA-256 of it, hex
    QString version; ///< what its --version prints
    QString machine; ///< as `uname -m` has it
    QString glibc; ///< the lowest that it runs with, "2.36"
};

/// What is to be on a host.
struct CliWish {
    std::optional<CliBundle> bundle; ///< absent: only what follows is done
    QByteArray environment; ///< settings of the program there, KEY=VALUE lines; empty: stay as they are
    bool start = false; ///< the worker, now and with the machine
    QString backendKey; ///< a public key that may come to the backend's door and to nothing else; empty: none
    bool remove = false; ///< all of it, or the key alone where one is given; settings and registry stay
};

/// What is there.
struct CliState {
    QString program; ///< absolute path; empty: none that we put there
    QString version;
    QString worker; ///< running, stopped, absent
    bool isSet = false; ///< its settings name a registry
    bool lingers = false; ///< its user's services run without a login
    QString user;
    int keys = 0; ///< that may come to the door
    qint64 sentBytes = 0;
    bool unchanged = true;
};

/// The command line on a host: beside the SSH user's other programs, a new one in the place of an old one only once it
/// was tried there; the worker as a unit of the user's systemd; a door for the platform's backend. Blocking.
class CliInstall {
public:
    CliInstall(ssh::Connection &connection, ssh::HostFiles &files)
        : m_connection(connection)
        , m_files(files)
    { }
    /// Errors: Conflict where something else has the program's name or a key has other rights; Remote where the program
    /// does not run there (what was there before stays) or there is no room.
    [[nodiscard]] Result<CliState> make(const CliWish &wish, const Progress &progress, const Call &call);
    [[nodiscard]] Result<QList<PlanStep>> plan(const CliWish &wish, const Call &call);

private:
    struct Facts;
    [[nodiscard]] Result<Facts> look(const CliWish &wish, const Call &call);
    [[nodiscard]] Status check(const CliWish &wish, const Facts &facts) const;
    [[nodiscard]] Result<QByteArray> keysAfter(const CliWish &wish, const Facts &facts) const;
    [[nodiscard]] Status put(const CliWish &wish, const Facts &facts, CliState &state, const Call &call);
    [[nodiscard]] Status setUp(const CliWish &wish, const Facts &facts, CliState &state, const Call &call);
    [[nodiscard]] Status takeAway(const Call &call);

    ssh::Connection &m_connection;
    ssh::HostFiles &m_files;
};

} // namespace hermes
