#pragma once

#include "fleet.h"

#include <QProcessEnvironment>

namespace hermes::cli {

/// What the environment says (CLI.md); an empty variable counts as unset. What it leaves unset may stand in the file
/// that HERMES_ADMIN_ENVIRONMENT names, in lines of NAME=VALUE.
struct Environment {
    QString dataDir; ///< HERMES_ADMIN_HOME
    QString registryUrl; ///< HERMES_ADMIN_REGISTRY
    QString ilinkUrl; ///< HERMES_ADMIN_ILINK_URL
    QString ilinkCa; ///< HERMES_ADMIN_ILINK_CA
    QString image; ///< HERMES_ADMIN_IMAGE
    QString platformDb; ///< HERMES_ADMIN_PLATFORM_DB
    QString portCoolDown; ///< HERMES_ADMIN_PORT_COOL_DOWN: seconds
    QString failpoint; ///< HERMES_ADMIN_FAILPOINT: for tests; core reads it itself, here it is only checked
    QString originalCommand; ///< SSH_ORIGINAL_COMMAND: what a client wanted that came to a forced command
    QString userName; ///< of the person at this machine
    QString unread; ///< why the file that HERMES_ADMIN_ENVIRONMENT names cannot be read, though it is there
};
[[nodiscard]] Environment readEnvironment(const QProcessEnvironment &variables);

/// Where registry, known hosts and logs are if nobody says otherwise: the same for the command line and the window.
[[nodiscard]] QString defaultDataDir();

/// The core's options, with the defaults filled in; `askSecret` is left empty. Errors: Invalid, naming the variable or
/// option at fault.
[[nodiscard]] Result<FleetOptions> fleetOptions(
    const Environment &environment, const QString &dataDir, const QString &registryUrl);

} // namespace hermes::cli
