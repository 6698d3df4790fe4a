#include "dbfile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStorageInfo>
#ifdef Q_OS_WIN
#include <windows.h>
#endif

namespace hermes {

namespace {

using Permissions = QFileDevice::Permissions;
constexpr Permissions ownerFile = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
constexpr Permissions ownerDirectory = ownerFile | QFileDevice::ExeOwner;
constexpr Permissions forOthers
    = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;

Status makeDirectories(const QString &path)
{
    if (QFileInfo(path).isDir())
        return {};
    const QString parent = QFileInfo(path).absolutePath();
    if (parent != path)
        HERMES_TRY(makeDirectories(parent));
#ifdef Q_OS_WIN
    const bool made = QDir().mkdir(path); // inherits the private access list of the user's profile
#else
    const bool made = QDir().mkdir(path, ownerDirectory);
#endif
    // Another process may have made it meanwhile.
    if (!made && !QFileInfo(path).isDir())
        return fail(ErrorKind::Invalid, translate("Database", "The folder %1 cannot be made").arg(path), {},
            translate("Database", "Choose a data folder that you may write"));
    return {};
}

QByteArray networkFileSystemOf(const QString &directory)
{
#ifdef Q_OS_WIN
    const QString native = QDir::toNativeSeparators(directory);
    if (native.startsWith(QStringLiteral("\\\\")))
        return "network share";
    const QString root = native.left(3);
    return GetDriveTypeW(reinterpret_cast<const wchar_t *>(root.utf16())) == DRIVE_REMOTE ? "network drive"
                                                                                          : QByteArray();
#else
    const QByteArray type = QStorageInfo(directory).fileSystemType();
    return isNetworkFileSystem(type) ? type : QByteArray();
#endif
}

} // namespace

bool isNetworkFileSystem(const QByteArray &type)
{
    static const QList<QByteArray> known{"nfs", "cifs", "smb", "ncp", "afs", "9p", "ceph", "gluster", "lustre", "gpfs",
        "ocfs2", "gfs2", "beegfs", "webdav", "davfs", "acfs", "vboxsf", "vmhgfs", "prl_fs", "virtiofs", "fuse.sshfs",
        "fuse.nfs", "fuse.smb", "fuse.cifs", "fuse.gluster", "fuse.ceph", "fuse.rclone", "fuse.s3fs", "fuse.gvfsd",
        "fuse.vmhgfs", "fuse.dav", "macfuse", "osxfuse"};
    const QByteArray lower = type.toLower();
    return std::any_of(known.begin(), known.end(), [&](const QByteArray &prefix) { return lower.startsWith(prefix); });
}

Status prepareDatabaseFile(const QString &path)
{
    const QString directory = QFileInfo(path).absolutePath();
    HERMES_TRY(makeDirectories(directory));
    if (const QByteArray type = networkFileSystemOf(directory); !type.isEmpty())
        return fail(ErrorKind::Invalid,
            translate(
                "Database", "The database %1 would be on a network file system (%2), where locks cannot be trusted")
                .arg(path, QString::fromLatin1(type)),
            {},
            translate(
                "Database", "Choose a data folder on a disk of this machine, or share the fleet through PostgreSQL"));
    if (QFileInfo::exists(path)) {
#ifndef Q_OS_WIN
        if (QFile::permissions(path) & forOthers)
            QFile::setPermissions(path, ownerFile);
#endif
        return {};
    }
    QFile file(path);
#ifdef Q_OS_WIN
    const bool made = file.open(QIODevice::ReadWrite | QIODevice::NewOnly);
#else
    const bool made = file.open(QIODevice::ReadWrite | QIODevice::NewOnly, ownerFile);
#endif
    if (!made && !QFileInfo::exists(path))
        return fail(ErrorKind::Invalid, translate("Database", "The database %1 cannot be created").arg(path),
            file.errorString(), translate("Database", "Choose a data folder that you may write"));
    return {};
}

} // namespace hermes
