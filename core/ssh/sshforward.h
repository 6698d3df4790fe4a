#pragma once

#include "result.h"

#include <QByteArray>
#include <QStringList>

namespace hermes::ssh {

/// Why a forward to a unix socket did not open. sshd itself says no more than "open failed".
enum class SocketFault { Missing, Denied, Silent, ForwardRefused };
/// A program that looks at the socket from within the host, and what its one word means.
[[nodiscard]] QStringList lookAtSocket(const QString &path);
[[nodiscard]] SocketFault whatIsWrong(const QByteArray &word);
[[nodiscard]] Error socketError(
    SocketFault fault, const QString &path, const QString &user, const QString &host, const QString &detail);
/// The server forbids forwards by its configuration, in so many words.
[[nodiscard]] bool isProhibited(const Error &error);

} // namespace hermes::ssh
