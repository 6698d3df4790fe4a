#pragma once

#include "fakeengine.h"
#include "hostfiles.h"
#include "pipe.h"

#include <mutex>

namespace hermes::test {

/// The files of a host's SSH user, in memory: what SshHostFiles does over a shell, with a disk that fills up and hooks
/// as FakeEngine has them (`name` is the function's, `subject` the absolute path). Thread-safe.
class MemoryHostFiles final : public ssh::HostFiles {
public:
    using Hook = FakeEngine::Hook;
    explicit MemoryHostFiles(QString home = QStringLiteral("/home/ops"));

    /// See FakeEngine::setHooks().
    void setHooks(Hook before, Hook after);
    void setReachable(bool reachable);
    /// New content ends with "No space left on device"; what room was reserved for can still be filled.
    void setDiskFull(bool full);
    /// Everything below this path is refused; empty: nothing is.
    void setDenied(const QString &directory);
    /// Says whether the engine keeps something in a directory, so that it cannot be removed.
    void setOccupied(std::function<bool(const QString &directory)> occupied);
    /// Told of every directory that gets another name, so that what the engine keeps in it goes along.
    void setRenamed(std::function<void(const QString &from, const QString &to)> renamed);

    /// A program of the host. It must not use these files.
    using Program = std::function<Result<QByteArray>(const QStringList &arguments, const QByteArray &input)>;
    void setProgram(const QString &path, Program program);

    /// Streams out of pipes end before their last bytes have come.
    void setCuttingShort(bool cutting);
    /// As another program of the host opens a pipe of openPipe(): the name is gone after that. Null: there is none.
    [[nodiscard]] std::shared_ptr<Pipe> takePipe(const QString &path);

    /// The same files at the same moment; no faults and hooks.
    void become(const MemoryHostFiles &other);

    struct File {
        QByteArray bytes;
        int mode = 0600;
        qint64 modifiedMs = 0; ///< what setNow() said last
    };
    /// The host's clock, for files that are made from now on.
    void setNow(qint64 ms);
    /// As the host's own programs see and make files, past all faults; a path may begin with "~/".
    [[nodiscard]] std::optional<File> find(const QString &path) const;
    void put(const QString &path, const QByteArray &bytes, int mode = 0600);
    void take(const QString &path); ///< away with it
    /// All files by absolute path.
    [[nodiscard]] QMap<QString, File> all() const;
    [[nodiscard]] QStringList directories() const;

    [[nodiscard]] Result<QByteArray> read(const QString &path, const Call &call) override;
    [[nodiscard]] Status write(const QString &path, const QByteArray &bytes, int mode, const Call &call) override;
    [[nodiscard]] Status createExclusive(
        const QString &path, const QByteArray &bytes, int mode, const Call &call) override;
    [[nodiscard]] Status overwrite(const QString &path, const QByteArray &bytes, const Call &call) override;
    [[nodiscard]] Status remove(const QString &path, const Call &call) override;
    [[nodiscard]] Status rename(const QString &path, const QString &newName, const Call &call) override;
    [[nodiscard]] Result<QStringList> list(const QString &directory, const Call &call) override;
    [[nodiscard]] Result<QList<ssh::FileFact>> files(const QString &directory, const Call &call) override;
    [[nodiscard]] Status makeDirectory(const QString &path, int mode, const Call &call) override;
    [[nodiscard]] Result<QString> absolute(const QString &path, const Call &call) override;
    [[nodiscard]] Result<QByteArray> runProgram(
        const QString &path, const QStringList &arguments, const QByteArray &input, const Call &call) override;
    /// Takes any number of bytes, whether or not the other end is open.
    [[nodiscard]] Result<std::unique_ptr<ByteStream>> openPipe(
        const QString &path, ssh::PipeEnd end, const Call &call) override;

private:
    class PipeStream;
    [[nodiscard]] std::unique_ptr<ByteStream> makePipe(const QString &at); ///< under the lock
    template <class R, class F> R answer(const char *name, const QString &path, const Call &call, const F &effect);
    [[nodiscard]] QString expand(const QString &path) const;
    void makeParents(const QString &path);
    [[nodiscard]] Status store(const QString &path, const QByteArray &bytes, int mode);

    const QString m_home;
    mutable std::mutex m_mutex;
    Hook m_before;
    Hook m_after;
    std::function<bool(const QString &)> m_occupied;
    std::function<void(const QString &, const QString &)> m_renamed;
    bool m_reachable = true;
    bool m_full = false;
    QString m_denied;
    int m_calls = 0;
    qint64 m_now = 0;
    QMap<QString, File> m_files;
    QSet<QString> m_directories;
    QMap<QString, Program> m_programs;
    QMap<QString, std::shared_ptr<Pipe>> m_pipes;
    bool m_cutsShort = false;
};

} // namespace hermes::test
