#include "memoryhostfiles.h"

#include "faketime.h"

#include <QScopeGuard>

namespace hermes::test {

using namespace Qt::StringLiterals;

namespace {

bool isBelow(const QString &path, const QString &directory)
{
    return path == directory || path.startsWith(directory + u'/');
}

QString parentOf(const QString &path)
{
    return path.section(u'/', 0, -2);
}

tl::unexpected<Error> noSuchFile(const QString &path)
{
    return fail(ErrorKind::NotFound, u"%1 is not on the host."_s.arg(path), u"No such file or directory"_s);
}

} // namespace

MemoryHostFiles::MemoryHostFiles(QString home)
    : m_home(std::move(home))
    , m_directories{u"/"_s, m_home, u"/proc/net"_s, u"/etc"_s}
{
    m_files.insert(u"/proc/net/route"_s,
        {"Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT\n"
         "eth0\t00000000\t0100000A\t0003\t0\t0\t0\t00000000\t0\t0\t0\n"
         "eth0\t0000000A\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n",
            0444});
    m_files.insert(u"/etc/resolv.conf"_s, {"nameserver 10.0.0.2\n", 0644});
}

/// One call: hooks around `effect`, which runs under the lock.
template <class R, class F>
R MemoryHostFiles::answer(const char *name, const QString &path, const Call &call, const F &effect)
{
    const FakeTime simulated;
    if (call.cancel.isCancelled())
        return fail(ErrorKind::Cancelled, u"Cancelled"_s);
    if (call.deadline.expired())
        return fail(ErrorKind::Timeout, u"The time is up"_s);
    FakeEngine::CallInfo info{QString::fromLatin1(name), expand(path)};
    Hook before;
    Hook after;
    {
        const std::lock_guard lock(m_mutex);
        info.number = ++m_calls;
        if (!m_reachable)
            return tl::unexpected(FakeEngine::lostLink());
        if (!m_denied.isEmpty() && isBelow(info.subject, m_denied))
            return fail(ErrorKind::Remote, u"%1 cannot be used."_s.arg(info.subject), u"Permission denied"_s);
        before = m_before;
        after = m_after;
    }
    if (before) {
        if (auto error = before(info))
            return tl::unexpected(*error);
    }
    R result = [&]() -> R {
        const std::lock_guard lock(m_mutex);
        return effect(info.subject);
    }();
    if (after) {
        if (auto error = after(info))
            return tl::unexpected(*error);
    }
    return result;
}

void MemoryHostFiles::setHooks(Hook before, Hook after)
{
    const std::lock_guard lock(m_mutex);
    m_before = std::move(before);
    m_after = std::move(after);
}

void MemoryHostFiles::setReachable(bool reachable)
{
    const std::lock_guard lock(m_mutex);
    m_reachable = reachable;
}

void MemoryHostFiles::setDiskFull(bool full)
{
    const std::lock_guard lock(m_mutex);
    m_full = full;
}

void MemoryHostFiles::setProgram(const QString &path, Program program)
{
    const QString at = expand(path);
    const std::lock_guard lock(m_mutex);
    m_programs.insert(at, std::move(program));
}

Result<QByteArray> MemoryHostFiles::runProgram(
    const QString &path, const QStringList &arguments, const QByteArray &input, const Call &call)
{
    return answer<Result<QByteArray>>("runProgram", path, call, [&](const QString &at) -> Result<QByteArray> {
        const auto program = m_programs.find(at);
        if (program == m_programs.end())
            return noSuchFile(at);
        return (*program)(arguments, input);
    });
}

void MemoryHostFiles::setNow(qint64 ms)
{
    const std::lock_guard lock(m_mutex);
    m_now = ms;
}

void MemoryHostFiles::setDenied(const QString &directory)
{
    const std::lock_guard lock(m_mutex);
    m_denied = directory.isEmpty() ? QString() : expand(directory);
}

void MemoryHostFiles::setOccupied(std::function<bool(const QString &)> occupied)
{
    const std::lock_guard lock(m_mutex);
    m_occupied = std::move(occupied);
}

void MemoryHostFiles::setRenamed(std::function<void(const QString &, const QString &)> renamed)
{
    const std::lock_guard lock(m_mutex);
    m_renamed = std::move(renamed);
}

void MemoryHostFiles::become(const MemoryHostFiles &other)
{
    const std::scoped_lock lock(m_mutex, other.m_mutex);
    m_files = other.m_files;
    m_directories = other.m_directories;
}

QString MemoryHostFiles::expand(const QString &path) const
{
    if (path == "~"_L1)
        return m_home;
    return path.startsWith("~/"_L1) ? m_home + path.mid(1) : path;
}

std::optional<MemoryHostFiles::File> MemoryHostFiles::find(const QString &path) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_files.constFind(expand(path));
    return found == m_files.constEnd() ? std::nullopt : std::optional(*found);
}

void MemoryHostFiles::put(const QString &path, const QByteArray &bytes, int mode)
{
    const std::lock_guard lock(m_mutex);
    makeParents(expand(path));
    m_files.insert(expand(path), {bytes, mode, m_now});
}

void MemoryHostFiles::take(const QString &path)
{
    const std::lock_guard lock(m_mutex);
    m_files.remove(expand(path));
}

QMap<QString, MemoryHostFiles::File> MemoryHostFiles::all() const
{
    const std::lock_guard lock(m_mutex);
    return m_files;
}

QStringList MemoryHostFiles::directories() const
{
    const std::lock_guard lock(m_mutex);
    QStringList sorted = m_directories.values();
    sorted.sort();
    return sorted;
}

void MemoryHostFiles::makeParents(const QString &path)
{
    for (QString parent = parentOf(path); !parent.isEmpty(); parent = parentOf(parent))
        m_directories.insert(parent);
}

Status MemoryHostFiles::store(const QString &path, const QByteArray &bytes, int mode)
{
    if (m_full)
        return fail(ErrorKind::Remote, u"%1 cannot be written."_s.arg(path), u"No space left on device"_s);
    makeParents(path);
    m_files.insert(path, {bytes, mode, m_now});
    return {};
}

Result<QByteArray> MemoryHostFiles::read(const QString &path, const Call &call)
{
    return answer<Result<QByteArray>>("read", path, call, [&](const QString &at) -> Result<QByteArray> {
        const auto found = m_files.constFind(at);
        if (found == m_files.constEnd())
            return noSuchFile(at);
        return found->bytes;
    });
}

Status MemoryHostFiles::write(const QString &path, const QByteArray &bytes, int mode, const Call &call)
{
    return answer<Status>("write", path, call, [&](const QString &at) { return store(at, bytes, mode); });
}

Status MemoryHostFiles::createExclusive(const QString &path, const QByteArray &bytes, int mode, const Call &call)
{
    return answer<Status>("createExclusive", path, call, [&](const QString &at) -> Status {
        if (m_files.contains(at))
            return fail(ErrorKind::Conflict, u"%1 is already on the host."_s.arg(at));
        return store(at, bytes, mode);
    });
}

Status MemoryHostFiles::overwrite(const QString &path, const QByteArray &bytes, const Call &call)
{
    return answer<Status>("overwrite", path, call, [&](const QString &at) -> Status {
        const auto found = m_files.find(at);
        if (found == m_files.end())
            return noSuchFile(at);
        if (bytes.size() > found->bytes.size())
            return fail(ErrorKind::Invalid, u"%1 has no room for this."_s.arg(at));
        found->bytes = bytes.leftJustified(found->bytes.size(), ' ');
        return {};
    });
}

Status MemoryHostFiles::remove(const QString &path, const Call &call)
{
    std::function<bool(const QString &)> occupied;
    {
        const std::lock_guard lock(m_mutex);
        occupied = m_occupied;
    }
    // Asked without our lock: the engine has its own.
    const bool inUse = occupied && occupied(expand(path));
    return answer<Status>("remove", path, call, [&](const QString &at) -> Status {
        if (m_files.remove(at) > 0)
            return {};
        const auto inside = [&](const QString &other) { return other != at && isBelow(other, at); };
        const auto names = m_files.keys();
        if (inUse || std::any_of(names.begin(), names.end(), inside)
            || std::any_of(m_directories.begin(), m_directories.end(), inside))
            return fail(ErrorKind::Remote, u"%1 cannot be removed."_s.arg(at), u"Directory not empty"_s);
        m_directories.remove(at);
        return {};
    });
}

Status MemoryHostFiles::rename(const QString &path, const QString &newName, const Call &call)
{
    const QString target = parentOf(expand(path)) + u'/' + newName;
    std::function<bool(const QString &)> occupied;
    std::function<void(const QString &, const QString &)> renamed;
    {
        const std::lock_guard lock(m_mutex);
        occupied = m_occupied;
        renamed = m_renamed;
    }
    const bool inUse = occupied && occupied(target);
    bool isDone = false;
    // Past our lock, since the engine has its own; but also when a test kills the caller right after this.
    const auto tell = qScopeGuard([&] {
        if (isDone && renamed)
            renamed(expand(path), target);
    });
    return answer<Status>("rename", path, call, [&](const QString &at) -> Status {
        if (!m_directories.contains(at) && !m_files.contains(at))
            return noSuchFile(at);
        const auto isTaken = [&](const QString &other) { return other != target && isBelow(other, target); };
        const auto names = m_files.keys();
        if (inUse || m_files.contains(target) || std::any_of(names.begin(), names.end(), isTaken)
            || std::any_of(m_directories.begin(), m_directories.end(), isTaken))
            return fail(ErrorKind::Conflict, u"%1 is already there."_s.arg(target));
        for (const auto &name : names)
            if (isBelow(name, at))
                m_files.insert(target + name.mid(at.size()), m_files.take(name));
        const auto directories = m_directories.values();
        for (const auto &name : directories)
            if (isBelow(name, at)) {
                m_directories.remove(name);
                m_directories.insert(target + name.mid(at.size()));
            }
        isDone = true;
        return {};
    });
}

Result<QStringList> MemoryHostFiles::list(const QString &directory, const Call &call)
{
    return answer<Result<QStringList>>("list", directory, call, [&](const QString &at) -> Result<QStringList> {
        QSet<QString> names;
        for (const auto &path : m_files.keys() + m_directories.values())
            if (path != at && isBelow(path, at))
                names.insert(path.mid(at.size() + 1).section(u'/', 0, 0));
        QStringList sorted = names.values();
        sorted.sort();
        return sorted;
    });
}

Result<QList<ssh::FileFact>> MemoryHostFiles::files(const QString &directory, const Call &call)
{
    return answer<Result<QList<ssh::FileFact>>>(
        "files", directory, call, [&](const QString &at) -> Result<QList<ssh::FileFact>> {
            QList<ssh::FileFact> found;
            for (auto file = m_files.cbegin(); file != m_files.cend(); ++file)
                if (file.key() != at && isBelow(file.key(), at))
                    found.append({file.key().mid(at.size() + 1), file->modifiedMs, file->bytes.size()});
            return found;
        });
}

Status MemoryHostFiles::makeDirectory(const QString &path, int /*mode*/, const Call &call)
{
    return answer<Status>("makeDirectory", path, call, [&](const QString &at) -> Status {
        if (m_full && !m_directories.contains(at))
            return fail(ErrorKind::Remote, u"%1 cannot be made."_s.arg(at), u"No space left on device"_s);
        makeParents(at);
        m_directories.insert(at);
        return {};
    });
}

Result<std::unique_ptr<ByteStream>> MemoryHostFiles::openPipe(
    const QString &path, ssh::PipeEnd /*end*/, const Call &call)
{
    return answer<Result<std::unique_ptr<ByteStream>>>(
        "openPipe", path, call, [&](const QString &at) -> Result<std::unique_ptr<ByteStream>> { return makePipe(at); });
}

Result<QString> MemoryHostFiles::absolute(const QString &path, const Call &call)
{
    return answer<Result<QString>>("absolute", path, call, [](const QString &at) -> Result<QString> { return at; });
}

} // namespace hermes::test
