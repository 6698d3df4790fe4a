#pragma once

#include "environment.h"
#include "terminal.h"

#include <QStringList>

namespace hermes::cli {

/// The whole program but its process: parses, runs, prints, and answers the exit code. `arguments` without the
/// program's name.
[[nodiscard]] int run(const QStringList &arguments, const Environment &environment, Terminal &terminal,
    const CancelToken &cancel, FILE *out = stdout, FILE *err = stderr);

} // namespace hermes::cli
