#pragma once

#include "result.h"

#include <QByteArray>
#include <QMap>
#include <QStringList>

namespace hermes::containers {

/// What the shell of a job does on a tree of files: the home or the archive. As argv for HeldJob::run().
enum class TreeVerb {
    List, ///< every file with its hash
    Glance, ///< the same without hashes: quick
    Send, ///< a tar of the paths on stdin (each ended by a NUL)
    SendAsHermes, ///< the same, as if all belonged to Hermes' own user of a container
    Receive, ///< unpacks the tar on stdin, owners as they were
    ReceiveAsOwn, ///< likewise, for the owner of the tree itself
    Delete, ///< the paths on stdin
    Sync, ///< onto the disk
};
/// `pipe`: a named pipe to send to or receive from instead of stdout or stdin; its name is taken away.
[[nodiscard]] QStringList treeCommand(TreeVerb verb, const QString &root, const QString &pipe = {});
/// Exit code of a command that does not find its pipe, or may not open it: nothing has happened.
constexpr int pipeNotSeen = 76;
/// How many bytes a sender wrote into its pipe, by its last words; -1 where it does not say.
[[nodiscard]] qint64 bytesSent(const QByteArray &err);

/// One file, directory or symbolic link. What else there may be (sockets) does not outlive its process.
struct TreeEntry {
    char type = 'f'; ///< f, d, l
    QByteArray mode; ///< octal
    QByteArray uid;
    QByteArray gid;
    QByteArray size; ///< of files
    QByteArray modified; ///< seconds with fraction
    QByteArray link; ///< target
    QByteArray sha256; ///< of files; empty: not asked
};
using Tree = QMap<QByteArray, TreeEntry>; ///< by path, which begins with "./"; the root itself is "."

/// What List and Glance print. Remote where it is not whole.
[[nodiscard]] Result<Tree> parseTree(const QByteArray &text);

enum class Sameness {
    Looks, ///< size and time of change, as rsync judges
    Content, ///< hashes; both must have them
    ContentOfArchive, ///< likewise, whoever owns it
};
[[nodiscard]] bool isSame(const TreeEntry &a, const TreeEntry &b, Sameness sameness);

/// What has to be done to `target` so that it is like `source`.
struct TreeDifference {
    QList<QByteArray> missing; ///< not there, or not the same; directories before what is in them
    QList<QByteArray> extra; ///< to be deleted first: not in `source`, or of another type
    qint64 bytes = 0; ///< of the missing files
};
[[nodiscard]] TreeDifference differenceOf(const Tree &source, const Tree &target, Sameness sameness);

} // namespace hermes::containers
