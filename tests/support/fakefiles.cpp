#include "fakeanswer.h"

namespace hermes::test {

using namespace docker;

namespace {

QString parentOf(const QString &path)
{
    return path.contains(QLatin1Char('/')) ? path.section(QLatin1Char('/'), 0, -2) : QString();
}

QString nameOf(const QString &path)
{
    return path.section(QLatin1Char('/'), -1);
}

tl::unexpected<Error> noSuchFile(const QString &message, const QString &path, const QString &id)
{
    return fail(
        ErrorKind::NotFound, message, QStringLiteral("Could not find the file %1 in container %2").arg(path, id));
}

const QString writing = QStringLiteral("Files could not be written into container %1");
const QString reading = QStringLiteral("Files of container %1 could not be read");
const QString looking = QStringLiteral("A file of container %1 could not be looked at");

} // namespace

Status FakeEngine::World::put(FakeContainer &container, const QString &path, const FakeFile &file)
{
    QString relative;
    FakeTree *tree = treeOf(container, path, &relative);
    for (QString parent = parentOf(relative); !parent.isEmpty() && !tree->files.contains(parent);
         parent = parentOf(parent))
        tree->files.insert(parent, FakeFile{TarEntry::Type::Directory, {}, 0755, 0, 0, clock.wallMs()});
    if (tree->full && file.type == TarEntry::Type::File) {
        // What Docker leaves behind on a full disk: the old file is gone, and a cut one that is still root's is there.
        tree->files.insert(relative,
            FakeFile{file.type, file.content.left(file.content.size() / 2), file.mode & ~022U, 0, 0, clock.wallMs()});
        return fail(ErrorKind::Remote, writing.arg(container.spec.name),
            QStringLiteral("Error processing tar file(exit status 1): write /%1: no space left on device").arg(path));
    }
    tree->files.insert(relative, file);
    return {};
}

Status FakeEngine::putArchive(const QString &id, const QString &path, const QByteArray &tar, const Call &call)
{
    return answer<Status>("putArchive", id + QLatin1Char(':') + path, call, [&]() -> Status {
        HERMES_ASSIGN(FakeContainer * container, d->need(id, writing.arg(id)));
        HERMES_TRY(d->checkMounts(*container, writing.arg(id)));
        const QString target = relativePath(path);
        const auto files = d->view(*container);
        if (!files.contains(target))
            return noSuchFile(writing.arg(id), path, id);
        if (files.value(target).type != TarEntry::Type::Directory)
            return fail(ErrorKind::Remote, writing.arg(id), QStringLiteral("extraction point is not a directory"));
        HERMES_ASSIGN(const QList<TarEntry> entries, readTar(tar));
        for (const TarEntry &entry : entries) {
            const QString inside = relativePath(target + QLatin1Char('/') + entry.path);
            if (inside == target)
                continue; // "./" does not set the directory itself
            HERMES_TRY(d->put(*container, inside,
                {entry.type, entry.content, entry.mode, entry.uid, entry.gid, entry.modifiedSeconds * 1000}));
        }
        return {};
    });
}

Result<QByteArray> FakeEngine::getArchive(const QString &id, const QString &path, const Call &call)
{
    return answer<Result<QByteArray>>("getArchive", id + QLatin1Char(':') + path, call, [&]() -> Result<QByteArray> {
        HERMES_ASSIGN(FakeContainer * container, d->need(id, reading.arg(id)));
        HERMES_TRY(d->checkMounts(*container, reading.arg(id)));
        const QString target = relativePath(path);
        const auto files = d->view(*container);
        if (!files.contains(target))
            return noSuchFile(reading.arg(id), path, id);
        QList<TarEntry> entries;
        for (auto it = files.begin(); it != files.end(); ++it) {
            if (!isWithin(it.key(), target))
                continue;
            const FakeFile &file = it.value();
            entries.append({relativePath(nameOf(target) + it.key().mid(target.size())), file.type, file.content,
                file.mode, file.uid, file.gid, file.modifiedMs / 1000});
        }
        return writeTar(entries);
    });
}

Result<PathStat> FakeEngine::statArchive(const QString &id, const QString &path, const Call &call)
{
    return answer<Result<PathStat>>("statArchive", id + QLatin1Char(':') + path, call, [&]() -> Result<PathStat> {
        HERMES_ASSIGN(FakeContainer * container, d->need(id, looking.arg(id)));
        HERMES_TRY(d->checkMounts(*container, looking.arg(id)));
        const QString target = relativePath(path);
        const auto files = d->view(*container);
        if (!files.contains(target))
            return fail(ErrorKind::NotFound, looking.arg(id), QStringLiteral("HTTP 404"));
        const FakeFile file = files.value(target);
        PathStat stat;
        stat.name = nameOf(target);
        stat.size = file.type == TarEntry::Type::Directory ? 4096 : file.content.size();
        stat.mode = file.mode;
        stat.isDirectory = file.type == TarEntry::Type::Directory;
        if (file.type == TarEntry::Type::SymLink)
            stat.linkTarget = QString::fromUtf8(file.content);
        stat.modified = QDateTime::fromMSecsSinceEpoch(file.modifiedMs, Qt::UTC);
        return stat;
    });
}

FakeTree FakeEngine::device(const QString &directory) const
{
    const std::lock_guard lock(d->mutex);
    return d->devices.value(directory);
}

void FakeEngine::setDeviceMissing(const QString &directory, bool missing)
{
    const std::lock_guard lock(d->mutex);
    d->devices[directory].missing = missing;
}

void FakeEngine::setDeviceFull(const QString &directory, bool full)
{
    const std::lock_guard lock(d->mutex);
    d->devices[directory].full = full;
}

void FakeEngine::renameDevice(const QString &from, const QString &to)
{
    const std::lock_guard lock(d->mutex);
    d->devices.insert(to, d->devices.take(from));
}

void FakeEngine::writeFile(const QString &id, const QString &path, const FakeFile &file)
{
    const std::lock_guard lock(d->mutex);
    FakeFile stamped = file;
    if (stamped.modifiedMs == 0)
        stamped.modifiedMs = d->clock.wallMs();
    if (FakeContainer *container = d->find(id))
        (void)d->put(*container, relativePath(path), stamped);
}

void FakeEngine::removeFile(const QString &id, const QString &path)
{
    const std::lock_guard lock(d->mutex);
    FakeContainer *container = d->find(id);
    if (!container)
        return;
    QString relative;
    FakeTree *tree = d->treeOf(*container, relativePath(path), &relative);
    tree->files.removeIf([&](auto it) { return !it.key().isEmpty() && isWithin(it.key(), relative); });
}

std::optional<FakeFile> FakeEngine::readFile(const QString &id, const QString &path) const
{
    const std::lock_guard lock(d->mutex);
    FakeContainer *container = d->find(id);
    if (!container)
        return std::nullopt;
    QString relative;
    const FakeTree *tree = d->treeOf(*container, relativePath(path), &relative);
    const auto found = tree->files.constFind(relative);
    return found == tree->files.constEnd() ? std::nullopt : std::optional(*found);
}

} // namespace hermes::test
