#pragma once

#include "bytestream.h"
#include "call.h"
#include "result.h"

#include <QByteArray>
#include <QStringList>

#include <memory>

namespace hermes::ssh {

class Connection;

struct FileFact {
    QString path; ///< below the directory that was asked for
    qint64 modifiedMs = 0; ///< by the host's clock
    qint64 bytes = 0;
};

/// The end of a named pipe that we hold.
enum class PipeEnd { Reading, Writing };

/// Files of the SSH user on a host. A path may begin with "~/" (the login's home). Seam: SshHostFiles is the real one,
/// the tests have one in memory. All writes are durable (fsync) when they return. Errors: NotFound, Conflict (exists),
/// Remote (disk full, permission: `detail` has the host's words), Network, Timeout.
class HostFiles {
public:
    virtual ~HostFiles() = default;
    /// At most 16 MiB.
    [[nodiscard]] virtual Result<QByteArray> read(const QString &path, const Call &call) = 0;
    /// Atomic replace: temp + fsync + rename; missing parent directories are made 0700.
    [[nodiscard]] virtual Status write(const QString &path, const QByteArray &bytes, int mode, const Call &call) = 0;
    /// Only if it does not exist yet (temp + link); otherwise Conflict and the old content stays.
    [[nodiscard]] virtual Status createExclusive(
        const QString &path, const QByteArray &bytes, int mode, const Call &call)
        = 0;
    /// Writes over an existing file in place without growing it past its size (room was reserved) and fsyncs. `bytes`
    /// is padded with spaces to the file's size by the callee. NotFound if the file is not there; Invalid if the bytes
    /// do not fit.
    [[nodiscard]] virtual Status overwrite(const QString &path, const QByteArray &bytes, const Call &call) = 0;
    /// A file, link or empty directory. Succeeds if it is already gone.
    [[nodiscard]] virtual Status remove(const QString &path, const Call &call) = 0;
    /// Gives a file or directory another name within its own directory. Atomic; Conflict if that name is taken by
    /// anything but an empty directory.
    [[nodiscard]] virtual Status rename(const QString &path, const QString &newName, const Call &call) = 0;
    /// Names in a directory, sorted; empty if there is none.
    [[nodiscard]] virtual Result<QStringList> list(const QString &directory, const Call &call) = 0;
    /// Every file below a directory, at any depth, sorted by path; empty if there is no such directory.
    [[nodiscard]] virtual Result<QList<FileFact>> files(const QString &directory, const Call &call) = 0;
    [[nodiscard]] virtual Status makeDirectory(const QString &path, int mode, const Call &call) = 0;
    /// "~/x" as an absolute path of the host.
    [[nodiscard]] virtual Result<QString> absolute(const QString &path, const Call &call) = 0;
    /// Runs a program of the host with `input` as its stdin and answers its stdout, at most 64 KiB. Only one that
    /// nobody but the SSH user and root can have changed. Errors also: NotFound (no such file); Remote (it may be
    /// changed by others, or its exit code is not 0: `detail` has what it wrote to stderr).
    [[nodiscard]] virtual Result<QByteArray> runProgram(
        const QString &path, const QStringList &arguments, const QByteArray &input, const Call &call)
        = 0;
    /// Makes a named pipe (0600) for another program of the host and holds one end of it. Whoever has opened the other
    /// one removes the name; one that nobody opens within half a minute goes by itself, and so does that of a process
    /// of ours that died. Others in that directory whose name differs behind its last '-' are cleared away. Errors also
    /// where the host cannot, or has no room for one more now: there is another way for what it is good for.
    [[nodiscard]] virtual Result<std::unique_ptr<ByteStream>> openPipe(
        const QString &path, PipeEnd end, const Call &call)
        = 0;
};

/// HostFiles by `exec` of POSIX sh over a Connection: one exec per call, content on stdin only.
class SshHostFiles final : public HostFiles {
public:
    explicit SshHostFiles(std::shared_ptr<Connection> connection)
        : m_connection(std::move(connection))
    { }
    [[nodiscard]] Result<QByteArray> read(const QString &path, const Call &call) override;
    [[nodiscard]] Status write(const QString &path, const QByteArray &bytes, int mode, const Call &call) override;
    [[nodiscard]] Status createExclusive(
        const QString &path, const QByteArray &bytes, int mode, const Call &call) override;
    [[nodiscard]] Status overwrite(const QString &path, const QByteArray &bytes, const Call &call) override;
    [[nodiscard]] Status remove(const QString &path, const Call &call) override;
    [[nodiscard]] Status rename(const QString &path, const QString &newName, const Call &call) override;
    [[nodiscard]] Result<QStringList> list(const QString &directory, const Call &call) override;
    [[nodiscard]] Result<QList<FileFact>> files(const QString &directory, const Call &call) override;
    [[nodiscard]] Status makeDirectory(const QString &path, int mode, const Call &call) override;
    [[nodiscard]] Result<QString> absolute(const QString &path, const Call &call) override;
    [[nodiscard]] Result<QByteArray> runProgram(
        const QString &path, const QStringList &arguments, const QByteArray &input, const Call &call) override;
    [[nodiscard]] Result<std::unique_ptr<ByteStream>> openPipe(
        const QString &path, PipeEnd end, const Call &call) override;

private:
    std::shared_ptr<Connection> m_connection;
};

} // namespace hermes::ssh
