#pragma once

#include "session.h"

namespace hermes::cli {

/// Runs `act` with live steps on a terminal. Without a live worker it drives the tenant itself; with one the request is
/// only recorded, and followed to its end with `wait`.
[[nodiscard]] Result<Fleet::Provisioned> driven(Session &session, bool wait,
    const std::function<Result<Fleet::Provisioned>(bool drive, const Progress &progress)> &act);

/// The tenant's row and `unchanged`.
void printProvisioned(Session &session, const Fleet::Provisioned &done);

} // namespace hermes::cli
