#include "hostfiles.h"

#include "connection.h"
#include "sshfilescript.h"

namespace hermes::ssh {

namespace {

constexpr qsizetype mostRead = 16 * 1024 * 1024;
constexpr qsizetype mostPrinted = 64 * 1024;
constexpr auto pipePatience = std::chrono::seconds(5);

Status run(Connection &connection, const QStringList &script, const QByteArray &input, FileAct act, const QString &path,
    const Call &call)
{
    HERMES_ASSIGN(const ExecResult result, connection.exec(script, input, call));
    return judgeScript(result, act, path);
}

} // namespace

Result<QByteArray> SshHostFiles::read(const QString &path, const Call &call)
{
    HERMES_ASSIGN(ExecResult result, m_connection->exec(readScript(path, mostRead + 1), {}, call));
    HERMES_TRY(judgeScript(result, FileAct::Read, path));
    if (result.out.size() > mostRead)
        return fail(ErrorKind::Invalid, translate("Ssh", "%1 is larger than %2 MiB.").arg(path).arg(mostRead >> 20));
    return std::move(result.out);
}

Status SshHostFiles::write(const QString &path, const QByteArray &bytes, int mode, const Call &call)
{
    return run(*m_connection, writeScript(path, bytes.size(), mode, WriteKind::ReplaceMakingParents), bytes,
        FileAct::Write, path, call);
}

Status SshHostFiles::createExclusive(const QString &path, const QByteArray &bytes, int mode, const Call &call)
{
    return run(*m_connection, writeScript(path, bytes.size(), mode, WriteKind::CreateExclusive), bytes, FileAct::Write,
        path, call);
}

Status SshHostFiles::overwrite(const QString &path, const QByteArray &bytes, const Call &call)
{
    return run(*m_connection, overwriteScript(path, bytes.size()), bytes.toBase64(), FileAct::Write, path, call);
}

Status SshHostFiles::remove(const QString &path, const Call &call)
{
    return run(*m_connection, removeScript(path), {}, FileAct::Remove, path, call);
}

Status SshHostFiles::rename(const QString &path, const QString &newName, const Call &call)
{
    return run(*m_connection, renameScript(path, newName), {}, FileAct::Rename, path, call);
}

Result<QStringList> SshHostFiles::list(const QString &directory, const Call &call)
{
    HERMES_ASSIGN(const ExecResult result, m_connection->exec(listScript(directory), {}, call));
    HERMES_TRY(judgeScript(result, FileAct::List, directory));
    QStringList names;
    for (const QByteArray &name : result.out.split('\0')) {
        if (!name.isEmpty())
            names << QString::fromUtf8(name);
    }
    names.sort();
    return names;
}

Result<QList<FileFact>> SshHostFiles::files(const QString &directory, const Call &call)
{
    HERMES_ASSIGN(const ExecResult result, m_connection->exec(filesScript(directory), {}, call));
    HERMES_TRY(judgeScript(result, FileAct::List, directory));
    QList<FileFact> found;
    for (const QByteArray &line : result.out.split('\0')) {
        // "1778823662.1234567890 4096 path"
        const qsizetype time = line.indexOf(' ');
        const qsizetype size = line.indexOf(' ', time + 1);
        if (time > 0 && size > 0)
            found.append({QString::fromUtf8(line.mid(size + 1)), static_cast<qint64>(line.left(time).toDouble() * 1000),
                line.mid(time + 1, size - time - 1).toLongLong()});
    }
    std::sort(found.begin(), found.end(), [](const FileFact &a, const FileFact &b) { return a.path < b.path; });
    return found;
}

Result<QByteArray> SshHostFiles::runProgram(
    const QString &path, const QStringList &arguments, const QByteArray &input, const Call &call)
{
    HERMES_ASSIGN(ExecResult result, m_connection->exec(programScript(path, arguments), input, call));
    HERMES_TRY(judgeScript(result, FileAct::Run, path));
    if (result.out.size() > mostPrinted)
        return fail(
            ErrorKind::Remote, translate("Ssh", "%1 printed more than %2 KiB.").arg(path).arg(mostPrinted >> 10));
    return std::move(result.out);
}

Status SshHostFiles::makeDirectory(const QString &path, int mode, const Call &call)
{
    return run(*m_connection, makeDirectoryScript(path, mode), {}, FileAct::MakeDirectory, path, call);
}

Result<QString> SshHostFiles::absolute(const QString &path, const Call &call)
{
    if (path.startsWith(QLatin1Char('/')))
        return path;
    HERMES_ASSIGN(const QString home, m_connection->homeDirectory(call));
    const QString inside = path.startsWith(QStringLiteral("~/")) ? path.mid(2)
        : path == QStringLiteral("~")                            ? QString()
                                                                 : path;
    return inside.isEmpty() ? home : home + QLatin1Char('/') + inside;
}

Result<std::unique_ptr<ByteStream>> SshHostFiles::openPipe(const QString &path, PipeEnd end, const Call &call)
{
    // There the engine is spoken to through commands too, and pipes would take the places that it needs to go on.
    if (m_connection->forwardsRefused(Connection::Forwarding::Unix))
        return fail(ErrorKind::Remote, translate("Ssh", "The SSH server allows too few commands at once."));
    const Call patient = call.within(pipePatience);
    HERMES_ASSIGN(auto stream, m_connection->openCommand(pipeScript(path, end), patient));
    QByteArray said;
    while (!said.endsWith('\n')) {
        char next = 0;
        HERMES_ASSIGN(const qsizetype got, stream->read(&next, 1, patient));
        if (got == 0)
            return fail(ErrorKind::Remote, translate("Ssh", "%1 could not be made on the host.").arg(path));
        said += next;
    }
    return stream;
}

} // namespace hermes::ssh
