#include "engine.h"

namespace hermes::docker {

bool isPortConflict(const Error &error)
{
    // Docker's own words, which differ between an allocated port, another process and a full range; the status is
    // always 500.
    return error.kind == ErrorKind::Remote
        && (error.detail.contains(QStringLiteral("port is already allocated"))
            || error.detail.contains(QStringLiteral("address already in use"))
            || error.detail.contains(QStringLiteral("all ports are allocated")));
}

} // namespace hermes::docker
