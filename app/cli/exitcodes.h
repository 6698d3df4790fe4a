#pragma once

#include "result.h"

#include <QJsonObject>

namespace hermes::cli {

/// What the process returns; CLI.md is the contract.
inline constexpr int exitDone = 0;
inline constexpr int exitFailed = 1;
inline constexpr int exitBadUsage = 2;
inline constexpr int exitNotFound = 3;
inline constexpr int exitConflict = 4;
inline constexpr int exitHost = 5;
inline constexpr int exitExecFailed = 125; ///< `exec`: the failure is ours, not the command's
inline constexpr int exitCancelled = 130;

/// The exit code of an error. A Timeout is the host's fault (5) if `hostSilent`, else the operation's (1).
[[nodiscard]] int exitCode(ErrorKind kind, bool hostSilent = false);

/// `{"error":{kind,message,detail,hint,exit}}`; what is empty is null.
[[nodiscard]] QJsonObject errorJson(const Error &error, int exit);

/// The error's parts, each on a line of its own, without the empty ones.
[[nodiscard]] QString errorText(const Error &error);

} // namespace hermes::cli
