#pragma once

#include "result.h"

#include <QByteArray>
#include <QList>

namespace hermes::docker {

/// One entry of a tar archive (ustar; long names by pax on reading and writing).
struct TarEntry {
    enum class Type { File, Directory, SymLink };
    QString path; ///< relative, no leading slash; directories without trailing slash
    Type type = Type::File;
    QByteArray content; ///< file content, or the link's target
    quint32 mode = 0644;
    int uid = 0;
    int gid = 0;
    qint64 modifiedSeconds = 0;
};

[[nodiscard]] QByteArray writeTar(const QList<TarEntry> &entries);
/// Errors: Invalid for a truncated or damaged archive.
[[nodiscard]] Result<QList<TarEntry>> readTar(const QByteArray &archive);

} // namespace hermes::docker
