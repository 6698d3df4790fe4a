#pragma once

#include "result.h"

#include <QString>

namespace hermes {

/// For tests of what a crash leaves behind: where the process was started with HERMES_ADMIN_FAILPOINT=NAME[:N][:freeze]
/// and NAME is this one, it ends here at the N-th passing (default: the first) as by `kill -9`, with one line on
/// stderr. With `freeze` it stops there instead until somebody sends SIGCONT (not on Windows). Nothing happens
/// otherwise. Thread-safe.
void failpoint(const QString &name);

/// What the variable orders.
struct FailpointOrder {
    QString name; ///< empty: none
    int passing = 1;
    bool freeze = false;
};
/// Errors: Invalid where the text is not of that form. Whether there is a failpoint of that name is not looked at.
/// Pure.
[[nodiscard]] Result<FailpointOrder> parseFailpoint(const QString &text);

} // namespace hermes
