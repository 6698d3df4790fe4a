#pragma once

#include "treetransfer.h"

namespace hermes::containers {

/// A command's stdin: each path ended by a NUL.
[[nodiscard]] docker::Engine::ExecStreams readingPaths(const QList<QByteArray> &paths);

/// Brings what is missing over, as one stream from host to host through this process: beside the engines where that is
/// worth it and both hosts can, else through them.
[[nodiscard]] Status sendTree(const Transfer &way, const TreeDifference &difference, const Call &call);

} // namespace hermes::containers
