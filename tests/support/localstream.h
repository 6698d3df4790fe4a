#pragma once

#include "bytestream.h"

#include <QStringList>

#include <memory>

namespace hermes::test {

/// A ByteStream to a unix socket of this machine.
[[nodiscard]] Result<std::unique_ptr<ByteStream>> openLocalSocket(const QString &path);

/// A ByteStream to the stdin and stdout of a process, such as `docker exec -i BOX docker system dial-stdio`. Its stderr
/// is ours. close() kills it.
[[nodiscard]] Result<std::unique_ptr<ByteStream>> openProcess(const QStringList &argv);

} // namespace hermes::test
