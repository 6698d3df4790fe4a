#include "homewriter.h"

#include "containerspec.h"
#include "homejob.h"
#include "tar.h"

namespace hermes::containers {

using namespace Qt::StringLiterals;
using docker::TarEntry;

namespace {

constexpr int dirMode = 0755;

QString pendingCopy(const HostLink &link, const Tenant &tenant)
{
    return hostpaths::archive(link.host, tenant.id) + u"/home-pending.tar"_s;
}

/// A file of the home, or nothing if it is not there.
Result<std::optional<TarEntry>> fetch(
    const HostLink &link, const QString &containerId, const QString &path, const Call &call)
{
    const auto archive = link.engine->getArchive(containerId, homeTarget + u'/' + path, call);
    if (!archive) {
        if (archive.error().kind == ErrorKind::NotFound)
            return std::optional<TarEntry>();
        return tl::unexpected<Error>(archive.error());
    }
    HERMES_ASSIGN(auto entries, docker::readTar(*archive));
    if (entries.isEmpty())
        return std::optional<TarEntry>();
    entries.first().path = path;
    return std::optional<TarEntry>(entries.first());
}

/// What a write of ours that broke off (disk full) leaves where there was nothing before: the engine gives a file its
/// owner last. In a home that was never finished, and so never used, nobody else can have made such a file.
bool isOwnRest(const Tenant &tenant, const TarEntry &entry)
{
    return tenant.homeWrittenFor.isEmpty() && entry.uid != home::hermesUid;
}

QByteArray contentOf(const QList<TarEntry> &entries, const QString &path)
{
    for (const auto &entry : entries)
        if (entry.path == path)
            return entry.content;
    return {};
}

Result<QList<TarEntry>> wantedFiles(const QList<TarEntry> &before, const HomeContent &content)
{
    QMap<QString, Secret> values = content.account ? home::weixinEnv(*content.account) : home::noWeixinEnv();
    values.insert(content.secrets);
    HERMES_ASSIGN(const QByteArray env, home::mergeEnv(contentOf(before, u".env"_s), values));
    HERMES_ASSIGN(const QByteArray config, home::mergeConfig(contentOf(before, u"config.yaml"_s), content.mcpUrl));
    const auto file = [](const QString &path, const QByteArray &bytes, quint32 mode) {
        return TarEntry{path, TarEntry::Type::File, bytes, mode, home::hermesUid, home::hermesUid, 0};
    };
    QList<TarEntry> files{file(u".env"_s, env, 0600), file(u"config.yaml"_s, config, 0640)};
    const home::HomeFile identity = home::identityFile(content.nonce);
    files.append(file(identity.path, identity.content.reveal(), static_cast<quint32>(identity.mode)));
    if (content.account) {
        const home::HomeFile account = home::accountFile(*content.account);
        files.append(file(account.path, account.content.reveal(), static_cast<quint32>(account.mode)));
    }
    return files;
}

/// The archive as it is put to /opt: a `./` entry would not set the owner of the home's top directory, `data/` does.
QByteArray asUpload(const QList<TarEntry> &files)
{
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    QList<TarEntry> entries;
    QStringList directories{u"data"_s};
    for (const auto &file : files) {
        QString path = u"data"_s;
        const auto parts = file.path.split(u'/');
        for (qsizetype i = 0; i + 1 < parts.size(); ++i) {
            path += u'/' + parts.at(i);
            if (!directories.contains(path))
                directories.append(path);
        }
    }
    for (const auto &directory : directories)
        entries.append({directory, TarEntry::Type::Directory, {}, dirMode, home::hermesUid, home::hermesUid, now});
    for (TarEntry file : files) {
        file.path.prepend(u"data/"_s);
        file.modifiedSeconds = now;
        entries.append(file);
    }
    return docker::writeTar(entries);
}

/// The whole of a new home at once, else the written files only: an old home can be large.
Result<QList<TarEntry>> readBack(
    const HostLink &link, const QString &containerId, const QList<TarEntry> &files, bool isNew, const Call &call)
{
    if (isNew) {
        HERMES_ASSIGN(const QByteArray archive, link.engine->getArchive(containerId, homeTarget, call));
        HERMES_ASSIGN(auto entries, docker::readTar(archive));
        for (auto &entry : entries)
            entry.path = entry.path.section(u'/', 1);
        return entries;
    }
    std::vector<Asked<Result<std::optional<TarEntry>>>> reads;
    reads.reserve(static_cast<size_t>(files.size()));
    for (const auto &file : files)
        reads.push_back(ask(link, [&, path = file.path] { return fetch(link, containerId, path, call); }));
    QList<TarEntry> found;
    for (auto &read : reads) {
        HERMES_ASSIGN(const auto entry, read.get());
        if (entry)
            found.append(*entry);
    }
    return found;
}

Status verify(
    const HostLink &link, const QString &containerId, const QList<TarEntry> &files, bool isNew, const Call &call)
{
    HERMES_ASSIGN(const auto found, readBack(link, containerId, files, isNew, call));
    for (const auto &want : files) {
        const bool same = std::any_of(found.begin(), found.end(), [&](const TarEntry &there) {
            return there.path == want.path && there.type == want.type && there.content == want.content
                && there.mode == want.mode && there.uid == want.uid && there.gid == want.gid;
        });
        if (!same)
            return fail(ErrorKind::Remote,
                translate("Runtime", "What was written to %1 of the home is not what is there now.").arg(want.path), {},
                translate("Runtime", "Check the host's disk; the container is not started with a broken home."));
    }
    return {};
}

} // namespace

Result<HomeBefore> readHome(const HostLink &link, const Tenant &tenant, const QString &containerId, const Call &call)
{
    auto environment = ask(link, [&] { return fetch(link, containerId, u".env"_s, call); });
    auto config = ask(link, [&] { return fetch(link, containerId, u"config.yaml"_s, call); });
    const auto pending = link.files->read(pendingCopy(link, tenant), call);
    const auto env = environment.get();
    const auto yaml = config.get();
    if (pending) {
        HERMES_ASSIGN(const auto files, docker::readTar(*pending));
        return HomeBefore{files, true};
    }
    if (pending.error().kind != ErrorKind::NotFound)
        return tl::unexpected<Error>(pending.error());
    HERMES_TRY(env);
    HERMES_TRY(yaml);
    HomeBefore before;
    for (const auto &entry : {*env, *yaml})
        if (entry && !isOwnRest(tenant, *entry))
            before.files.append(*entry);
    return before;
}

Status writeHome(const HostLink &link, const Tenant &tenant, const QString &containerId, const HomeBefore &before,
    const HomeContent &content, const Call &call)
{
    // Where there is nothing to lose, no copy is needed.
    const bool isNew = before.files.isEmpty() && !before.isCopied && tenant.homeWrittenFor.isEmpty();
    const bool copies = !isNew && !before.isCopied;
    const QByteArray copy = docker::writeTar(before.files);
    if (copies)
        HERMES_TRY(link.files->write(pendingCopy(link, tenant), copy, 0600, call));
    HERMES_ASSIGN(const auto files, wantedFiles(before.files, content));
    HERMES_TRY(link.engine->putArchive(containerId, u"/opt"_s, asUpload(files), call));
    HERMES_TRY(verify(link, containerId, files, isNew, call));
    if (!before.files.isEmpty()) {
        const QString kept
            = hostpaths::archive(link.host, tenant.id) + u"/home-before-g%1.tar"_s.arg(tenant.generation);
        HERMES_TRY(link.files->write(kept, copy, 0600, call));
    }
    return isNew ? Status() : link.files->remove(pendingCopy(link, tenant), call);
}

Result<QStringList> archiveCredentials(
    const HostLink &link, const Tenant &tenant, const QString &containerId, const Call &call)
{
    QStringList paths;
    const auto archive = link.engine->getArchive(containerId, homeTarget + u"/weixin/accounts"_s, call);
    if (!archive) {
        if (archive.error().kind == ErrorKind::NotFound)
            return paths;
        return tl::unexpected<Error>(archive.error());
    }
    HERMES_ASSIGN(const auto entries, docker::readTar(*archive));
    for (const auto &entry : entries) {
        const QString name = entry.path.section(u'/', -1);
        const bool account
            = name.endsWith(u".json"_s) && !name.endsWith(u".sync.json"_s) && !name.endsWith(u".context-tokens.json"_s);
        if (entry.type != TarEntry::Type::File || !account)
            continue;
        const QString path
            = hostpaths::archive(link.host, tenant.id) + u"/account-g%1-%2"_s.arg(tenant.generation).arg(name);
        HERMES_TRY(link.files->write(path, entry.content, 0600, call));
        HERMES_ASSIGN(const QByteArray back, link.files->read(path, call));
        if (back != entry.content)
            return fail(ErrorKind::Remote,
                translate("Runtime", "The archived WeChat credentials of %1 differ from the original.")
                    .arg(tenant.name),
                {}, translate("Runtime", "Nothing was removed. Check the disk of host %1.").arg(link.host.name));
        paths.append(path);
    }
    return paths;
}

static QString quoted(const QString &word)
{
    return u'\'' + QString(word).replace(u'\'', u"'\\''"_s) + u'\'';
}

Status removeOtherAccounts(
    const HostLink &link, const Tenant &tenant, const QString &containerId, const QString &botId, const Call &call)
{
    const QString directory = homeTarget + u"/weixin/accounts"_s;
    const auto archive = link.engine->getArchive(containerId, directory, call);
    if (!archive)
        return archive.error().kind == ErrorKind::NotFound ? Status() : tl::unexpected<Error>(archive.error());
    HERMES_ASSIGN(const auto entries, docker::readTar(*archive));
    QString script;
    for (const auto &entry : entries) {
        const QString name = entry.path.section(u'/', -1);
        if (entry.type == TarEntry::Type::File && !name.startsWith(botId + u'.'))
            script += u' ' + quoted(directory + u'/' + name);
    }
    return script.isEmpty() ? Status() : runJob(link, tenant, u"rm -f --"_s + script, {}, call);
}

Result<QString> packHome(const HostLink &link, const Tenant &tenant, const Call &call)
{
    const QString directory = hostpaths::archive(link.host, tenant.id);
    const QString name = u"home-g%1.tar.gz"_s.arg(tenant.generation);
    // A stopped tenant that has come from another host has a home, but no container has mounted it here yet.
    HERMES_TRY(ensureHomeVolume(link, tenant, call));
    HERMES_TRY(link.files->makeDirectory(directory, 0700, call));
    // What is there of this generation stays: a program that slept may come when the tenant lives again and its home is
    // on the way back. Written under another name and renamed once it can be read: a half-packed home is never taken
    // for a whole one.
    const QString script
        = u"set -e; umask 077; cd /mnt/archive; [ ! -e %1 ] || exit 0; tar -czf %1.part %2-C /opt/data .; "
          u"tar -tzf %1.part >/dev/null; "
          u"chown --reference=/mnt/archive %1.part; sync; mv -f %1.part %1"_s.arg(name, packingOptions(tenant.tier));
    HERMES_TRY(runJob(link, tenant, script, directory, call));
    return directory + u'/' + name;
}

Status wipeHome(const HostLink &link, const Tenant &tenant, const Call &call)
{
    HERMES_TRY(ensureHomeVolume(link, tenant, call));
    const QString archive = hostpaths::archive(link.host, tenant.id);
    HERMES_TRY(link.files->makeDirectory(archive, 0700, call));
    // Nor does one that slept empty the home of a tenant that lives again: that has a sign of a later generation.
    const QString script
        = u": hermes-wipe %1; for f in /mnt/archive/restored-g*; do n=${f##*-g}; "
          "[ \"$n\" = '*' ] || [ \"$n\" -le %1 ] || exit 77; done; exec find /opt/data -mindepth 1 -delete"_s.arg(
              tenant.generation);
    HERMES_TRY(runJob(link, tenant, script, archive, call));
    HERMES_TRY(letVolumeGo(link, tenant.tier, volumeName(tenant.id, tenant.tier), call));
    // A packing that was cut off, or came late, leaves this one; what it shows stays in the archive.
    HERMES_TRY(letVolumeGo(link, tenant.tier, archiveVolumeName(tenant.id, tenant.tier), call));
    HERMES_TRY(letVolumeGo(link, tenant.tier, sourceVolumeName(tenant.id, tenant.tier), call));
    if (tenant.purgedAt > 0)
        HERMES_TRY(link.files->remove(archive, call));
    HERMES_TRY(link.files->remove(hostpaths::home(link.host, tenant), call));
    return link.files->remove(hostpaths::secrets(link.host, tenant.id), call);
}

} // namespace hermes::containers
