#pragma once

#include "result.h"

#include <QProcessEnvironment>
#include <QStringList>

/// What the key of the platform's backend may do on this machine: `backend-door` is the forced command of that key
/// (docs/backend.md), and what the backend wants stands in SSH_ORIGINAL_COMMAND. Pure.
namespace hermes::cli {

inline const QString doorCommand = QStringLiteral("backend-door");

/// The arguments of the one command that is wanted, made anew of what was understood. Errors: Invalid for everything
/// but `provision --order ID --json [--wait] [--timeout SECONDS]` and `order status ID --json`, without repeating it.
[[nodiscard]] Result<QStringList> doorArguments(const QString &wanted);

/// Without what a client could have sent along: the settings come from this machine's file alone.
[[nodiscard]] QProcessEnvironment doorEnvironment(QProcessEnvironment variables);

} // namespace hermes::cli
