#pragma once

#include "connection.h"

namespace hermes {

/// Bytes to the engine's socket, by forward or, where the server refuses that, by `docker system dial-stdio`; a failure
/// names its cause (no docker group, engine stopped).
[[nodiscard]] Result<std::unique_ptr<ByteStream>> openEngine(
    ssh::Connection &connection, const QString &hostName, const Call &call);

} // namespace hermes
