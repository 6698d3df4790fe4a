#pragma once

#include <QLoggingCategory>

namespace hermes {

Q_DECLARE_LOGGING_CATEGORY(logCore)

/// Sends Qt's log to `path` (appended; rotated at 5 MB to `path`.1) and, with `verbose`, to standard error too. Call
/// once from main().
void logToFile(const QString &path, bool verbose);

} // namespace hermes
