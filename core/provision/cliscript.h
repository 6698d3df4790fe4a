#pragma once

#include <QByteArray>
#include <QStringList>

/// What is done on a host for the command line there, as words of POSIX sh. Pure.
namespace hermes::clihost {

enum class Verb {
    Look, ///< HASH: KEY=VALUE lines
    Put, ///< HASH SIZE VERSION, the packed bundle on stdin (SIZE 0: it is there)
    Room, ///< PROPERTY…: ends with 0 where a user unit can have these
    Worker, ///< START (0 or 1) CHANGED (0 or 1)
    Remove,
};
[[nodiscard]] QStringList script(Verb verb, const QStringList &arguments = {});

constexpr int exitCutShort = 47;
constexpr int exitDamaged = 48;
constexpr int exitDoesNotRun = 50;
constexpr int exitNoManager = 53;

inline const QString program = QStringLiteral("~/.local/bin/hermes-admin");
inline const QString settings = QStringLiteral("~/.config/hermes-admin/environment");
inline const QString unit = QStringLiteral("~/.config/systemd/user/hermes-admin-worker.service");
inline const QString keys = QStringLiteral("~/.ssh/authorized_keys");

/// What closes a unit off from all but its home, where the host has user namespaces.
[[nodiscard]] QStringList roomProperties(const QString &home);
/// `closedOff`: with roomProperties().
[[nodiscard]] QByteArray unitText(bool closedOff);
/// The line that lets a public key come to the door alone.
[[nodiscard]] QString keyLine(const QString &home, const QString &publicKey);

} // namespace hermes::clihost
