#pragma once

#include "connection.h"
#include "hostfiles.h"

namespace hermes::ssh {

/// The POSIX sh programs behind file work, as argv; content comes on their stdin, paths as arguments ("~/" is the
/// login's home).
enum class WriteKind {
    Replace, ///< the directory must exist
    ReplaceMakingParents,
    CreateExclusive
};
[[nodiscard]] QStringList writeScript(const QString &path, qsizetype size, int mode, WriteKind kind);
/// Its stdin is base64.
[[nodiscard]] QStringList overwriteScript(const QString &path, qsizetype size);
[[nodiscard]] QStringList readScript(const QString &path, qsizetype most);
[[nodiscard]] QStringList removeScript(const QString &path);
[[nodiscard]] QStringList renameScript(const QString &path, const QString &newName);
[[nodiscard]] QStringList listScript(const QString &directory);
/// Prints "SECONDS PATH" of every file, each ended by a NUL; needs GNU find.
[[nodiscard]] QStringList filesScript(const QString &directory);
[[nodiscard]] QStringList makeDirectoryScript(const QString &path, int mode);
[[nodiscard]] QStringList programScript(const QString &path, const QStringList &arguments);
/// Prints a line once the pipe is there, then passes bytes on.
[[nodiscard]] QStringList pipeScript(const QString &path, PipeEnd end);

/// `script` sees `path` as $p, with "~/" resolved and safe in front of a leading dash, and `more` as $1 and so on.
[[nodiscard]] QStringList pathScript(const char *script, const QString &path, const QStringList &more = {});

/// What their exit codes mean.
enum class FileAct { Read, Write, Remove, Rename, List, MakeDirectory, Run };
[[nodiscard]] Status judgeScript(const ExecResult &result, FileAct act, const QString &path);

} // namespace hermes::ssh
