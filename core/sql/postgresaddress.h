#pragma once

#include "result.h"

#include <QString>

namespace hermes {

/// Where a PostgreSQL database is, and who we are there. Its password is in no URL: it is in a file of libpq's form
/// (`host:port:database:user:password`, 0600) or not needed.
struct PostgresAddress {
    QString host; ///< as the password file and a certificate name it; empty: libpq's socket on this machine
    QString hostAddress; ///< where to connect instead, the near end of a tunnel; empty: `host`
    quint16 port = 5432; ///< of `host`
    quint16 nearPort = 0; ///< at `hostAddress`
    QString database;
    QString user; ///< empty: libpq's default, the name of the login
    QString passFile; ///< empty: libpq's default, ~/.pgpass
    QString via; ///< [USER@]HOST[:PORT] of the machine to go through by SSH; empty: none
    QString sslMode; ///< libpq's words; empty: none on this machine or through a tunnel, else "prefer"

    /// "user@host:port/database", for people.
    [[nodiscard]] QString text() const;
    /// libpq's connection string (without a password).
    [[nodiscard]] QString conninfo() const;

    /// postgresql://[USER@][HOST[:PORT]]/DATABASE[?via=…&passfile=…&sslmode=…]. Invalid for anything else, also for a
    /// password.
    [[nodiscard]] static Result<PostgresAddress> fromUrl(const QString &url);
    [[nodiscard]] static bool isUrl(const QString &url);
};

} // namespace hermes
