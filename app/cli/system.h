#pragma once

#include "call.h"

#include <QString>
#include <cstdio>
#include <functional>
#include <memory>
#include <optional>

/// What differs between systems: one .cpp for each.
namespace hermes::cli::system {

struct Size {
    int columns = 80;
    int rows = 24;
};

/// Makes the console take UTF-8 and ANSI sequences, the standard streams carry bytes unchanged, and a closed pipe an
/// error instead of a death. Call first in main().
void prepare();
[[nodiscard]] bool isTerminal(FILE *stream);
[[nodiscard]] Size terminalSize(FILE *stream);
/// The login name of whoever runs this; empty if the system does not say.
[[nodiscard]] QString userName();
/// One line typed at the terminal, without the line break; nothing at end of input or once `cancel` is cancelled.
/// Without `echo` it is not shown.
[[nodiscard]] std::optional<QByteArray> readTypedLine(bool echo, const CancelToken &cancel);

/// Calls `interrupted` on a thread of its own at the first Ctrl-C (or SIGTERM); a second one ends the process with 130
/// at once. One per process, made before any other thread.
class InterruptWatcher {
public:
    explicit InterruptWatcher(std::function<void()> interrupted);
    ~InterruptWatcher();
    InterruptWatcher(const InterruptWatcher &) = delete;
    InterruptWatcher &operator=(const InterruptWatcher &) = delete;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace hermes::cli::system
