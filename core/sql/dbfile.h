#pragma once

#include "result.h"

namespace hermes {

/// True for file systems whose locks and shared memory are not those of one machine (nfs, cifs, sshfs, …), by their
/// name in the mount table.
[[nodiscard]] bool isNetworkFileSystem(const QByteArray &type);
/// Makes the file ready to be opened as a database: its directory (0700) and itself (0600, also when it was wider), and
/// refuses network file systems with Invalid.
[[nodiscard]] Status prepareDatabaseFile(const QString &path);

} // namespace hermes
