#pragma once

#include "call.h"
#include "model.h"
#include "result.h"

#include <QStringList>
#include <functional>
#include <optional>

namespace hermes {

/// How it goes with one of many tenants that are changed wave by wave.
struct WaveEvent {
    enum class Kind { Begun, Changed, Unchanged, Failed, Left };
    Kind kind = Kind::Begun;
    QString name;
    int wave = 0; ///< from 1 on; 0: it was left as it is
    std::optional<Error> error = {}; ///< of one that failed, maybe only after it was changed
};

struct Waves {
    int atOnce = 5; ///< once one was changed and serves
    bool goesOn = false; ///< after a failure too
    /// Changes one; false: it was so already. Called on threads of their own.
    std::function<Result<bool>(const QString &name)> change;
    /// Why one that was changed serves no more; asked before each further wave.
    std::function<std::optional<Error>(const QString &name)> fallen;
    std::function<void(const WaveEvent &)> tell; ///< one call at a time, on any thread
    CancelToken stop = {}; ///< ends it after the wave that is under way
};

/// One alone until one was really changed, then wave by wave. What follows a wave in which one failed, or after which
/// one that was changed fell, is left as it is. Errors: the first failure; Cancelled.
[[nodiscard]] Status inWaves(const QStringList &names, const Waves &waves);

/// Waves::fallen for tenants: nothing while it serves, moves on or was stopped by somebody.
[[nodiscard]] std::optional<Error> whyFallen(const Tenant &tenant);

} // namespace hermes
