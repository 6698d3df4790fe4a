#pragma once

#include "decide.h"

namespace hermes {

/// What the loop will do from here, and the judgement at which it comes to rest.
struct Foresight {
    QList<Decision> steps; ///< each with the one action that follows from it
    Decision end; ///< waits for something that is not the loop's to do
};

/// The answers of decide() one after the other, each action taken to succeed at once: what `--plan` and the window show
/// before anything is done. Pure. A tenant without a place is put on `placeOn`.
[[nodiscard]] Foresight foresee(Tenant desired, Seen seen, const QString &placeOn, qint64 nowMs);

} // namespace hermes
