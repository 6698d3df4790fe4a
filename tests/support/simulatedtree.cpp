#include "simulatedhost.h"

#include "containerspec.h"
#include "hometree.h"

#include <QCryptographicHash>

namespace hermes::test {

using namespace Qt::StringLiterals;

namespace {

const QString homeRoot = containers::homeTarget;

/// What `find -printf` and sha256sum say of a tree.
QByteArray listing(const QMap<QString, FakeFile> &tree, bool hashes)
{
    using Type = docker::TarEntry::Type;
    QByteArray text;
    QByteArray sums;
    for (auto file = tree.cbegin(); file != tree.cend(); ++file) {
        const char type = file->type == Type::Directory ? 'd' : file->type == Type::SymLink ? 'l' : 'f';
        const QByteArray path = file.key().toUtf8();
        text += QByteArray(1, type) + ' ' + QByteArray::number(file->mode, 8) + ' ' + QByteArray::number(file->uid)
            + ' ' + QByteArray::number(file->gid) + ' ' + QByteArray::number(file->content.size()) + ' '
            + QByteArray::number(file->modifiedMs / 1000) + '\0' + path + '\0'
            + (type == 'l' ? file->content : QByteArray()) + '\0';
        if (type == 'f')
            sums += QCryptographicHash::hash(file->content, QCryptographicHash::Sha256).toHex() + "  " + path + '\0';
    }
    text += QByteArray(".\0", 2);
    return hashes ? text + sums + QByteArray(".\0", 2) : text;
}

} // namespace

/// What a job sees below a directory, by path ("./…").
QMap<QString, FakeFile> SimulatedHost::treeOf(const QString &id, const QString &root) const
{
    QMap<QString, FakeFile> tree;
    const QString tenantId = m_engine->spec(id).labels.value(u"hermes.tenant_id"_s);
    if (root != homeRoot) {
        tree.insert(u"."_s, FakeFile());
        const auto files = m_files->all();
        for (auto file = files.cbegin(); file != files.cend(); ++file)
            if (file.key().startsWith(archiveDirectory(tenantId) + u'/'))
                tree.insert(u"./"_s + file.key().mid(archiveDirectory(tenantId).size() + 1),
                    {docker::TarEntry::Type::File, file->bytes, static_cast<quint32>(file->mode), 1000, 1000, 0});
        return tree;
    }
    const FakeTree home = m_engine->device(homeOf(m_engine->spec(id)));
    for (auto file = home.files.cbegin(); file != home.files.cend(); ++file)
        tree.insert(file.key().isEmpty() ? u"."_s : u"./"_s + file.key(), *file);
    return tree;
}

docker::Engine::ExecResult SimulatedHost::workOnTree(
    const QString &id, const QString &verb, const QString &root, const QByteArray &input)
{
    const QString tenantId = m_engine->spec(id).labels.value(u"hermes.tenant_id"_s);
    const auto tree = treeOf(id, root);
    if (verb == "list"_L1 || verb == "glance"_L1)
        return {0, listing(tree, verb == "list"_L1), {}};
    if (verb == "send"_L1 || verb == "send-as-hermes"_L1) {
        const bool asHermes = verb == "send-as-hermes"_L1;
        QList<docker::TarEntry> entries;
        for (const QByteArray &path : input.split('\0'))
            if (const auto file = tree.constFind(QString::fromUtf8(path)); file != tree.cend())
                entries.append({file.key(), file->type, file->content, file->mode, asHermes ? 10000 : file->uid,
                    asHermes ? 10000 : file->gid, file->modifiedMs / 1000});
        return {0, docker::writeTar(entries), {}};
    }
    if (verb == "delete"_L1) {
        for (const QByteArray &path : input.split('\0'))
            if (!path.isEmpty())
                m_engine->removeFile(id, root + QString::fromUtf8(path).mid(1));
        return {0, {}, {}};
    }
    if (verb == "sync"_L1)
        return {0, {}, {}};
    const auto entries = docker::readTar(input);
    if (!entries)
        return {2, {}, "tar: Unexpected EOF in archive\n"};
    const bool damages = [this] {
        const std::lock_guard lock(m_mutex);
        return m_damaging;
    }();
    for (auto entry : *entries) {
        if (damages)
            entry.content.chop(1);
        const QString path = entry.path == "."_L1 ? QString() : entry.path; // readTar() takes the "./" off
        const FakeFile file{entry.type, entry.content, entry.mode, entry.uid, entry.gid, entry.modifiedSeconds * 1000};
        if (root != homeRoot && entry.type == docker::TarEntry::Type::File)
            m_files->put(archiveDirectory(tenantId) + u'/' + path, entry.content, static_cast<int>(entry.mode));
        else if (root == homeRoot)
            m_engine->writeFile(id, path.isEmpty() ? homeRoot : homeRoot + u'/' + path, file);
    }
    return {0, {}, {}};
}

std::shared_ptr<Pipe> SimulatedHost::takePipe(const QString &id, const QString &inJob)
{
    const QString tenantId = m_engine->spec(id).labels.value(u"hermes.tenant_id"_s);
    return m_files->takePipe(archiveDirectory(tenantId) + inJob.mid(QString(containers::archiveTarget).size()));
}

docker::Engine::ExecResult SimulatedHost::workBeside(
    const QString &id, const QStringList &argv, const docker::ExecOptions &options)
{
    const docker::Engine::ExecResult unseen{containers::pipeNotSeen, {}, {}};
    const QString verb = argv.value(4);
    if (verb.startsWith("receive"_L1)) // its pipe was read before this
        return options.attachInput ? workOnTree(id, verb, argv.value(5), options.input) : unseen;
    const auto pipe = takePipe(id, argv.value(6));
    if (!pipe)
        return unseen;
    auto ran = workOnTree(id, verb, argv.value(5), options.input);
    (void)pipe->write(ran.out, {});
    pipe->finish();
    ran.err += "Total bytes written: " + QByteArray::number(ran.out.size()) + " (1.0MiB, 200MiB/s)\n";
    ran.out.clear();
    return ran;
}

void SimulatedHost::setDamaging(bool damaging)
{
    const std::lock_guard lock(m_mutex);
    m_damaging = damaging;
}

docker::Engine::ExecResult SimulatedHost::empty(const QString &id, int generation, const QStringList &roots)
{
    const auto archived = treeOf(id, containers::archiveTarget);
    for (auto file = archived.cbegin(); file != archived.cend(); ++file)
        if (file.key().startsWith("./arrived-g"_L1) && file.key().section(u"-g"_s, -1).toInt() >= generation)
            return {77, {}, {}};
    for (const QString &root : roots) {
        if (root == homeRoot) {
            m_engine->removeFile(id, homeRoot);
            continue;
        }
        const QString archive = archiveDirectory(m_engine->spec(id).labels.value(u"hermes.tenant_id"_s));
        const auto files = m_files->all();
        for (const QString &path : files.keys())
            if (path.startsWith(archive + u'/'))
                m_files->take(path);
    }
    return {0, {}, {}};
}

} // namespace hermes::test
