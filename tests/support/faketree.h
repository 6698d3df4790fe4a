#pragma once

#include "tar.h"

#include <QMap>

namespace hermes::test {

/// One file, directory or link of a simulated file system.
struct FakeFile {
    docker::TarEntry::Type type = docker::TarEntry::Type::Directory;
    QByteArray content;
    quint32 mode = 0755;
    int uid = 0;
    int gid = 0;
    qint64 modifiedMs = 0;
};

/// A tree of files by path relative to its root ("" is the root itself). A volume's device is one of these, and so is a
/// container's own layer.
struct FakeTree {
    QMap<QString, FakeFile> files{{QString(), FakeFile()}};
    bool missing = false; ///< the device's directory is not there
    bool full = false; ///< writes end with "no space left on device"
};

/// "/opt//data/" -> "opt/data".
[[nodiscard]] QString relativePath(const QString &path);
/// True for `directory` itself and everything below it.
[[nodiscard]] bool isWithin(const QString &path, const QString &directory);

} // namespace hermes::test
