#include "homebackup.h"

#include "containerspec.h"
#include "homejob.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QRegularExpression>

#include <algorithm>

namespace hermes::containers {

using namespace Qt::StringLiterals;

namespace {

QStringList onArchive(const QString &name, const QString &text, const QStringList &arguments)
{
    return QStringList{u"/bin/sh"_s, u"-c"_s, u"set -e; umask 077; cd /mnt/archive; "_s + text, name} + arguments;
}

/// Reads the home into one file: quick, and a file of the archive goes with it even if its owner is another.
QStringList snapshot(const QString &file, Tier tier)
{
    return onArchive(u"hermes-snapshot"_s,
        u"rm -f backup-*.part; exec tar -cf \"$1.part\" %1-C /opt/data ."_s.arg(packingOptions(tier)), {file});
}

QStringList compress(const QString &file, int keep)
{
    return onArchive(u"hermes-compress"_s,
        u"gzip -c \"$1.part\" >\"$1.gz.part\"; tar -tzf \"$1.gz.part\" >/dev/null; rm -f \"$1.part\"; "
        u"chown --reference=/mnt/archive \"$1.gz.part\"; sync; mv -f \"$1.gz.part\" \"$1.gz\"; "
        u"ls backup-*.tar.gz | sort | head -n -\"$2\" | while read -r old; do rm -f -- \"$old\"; done; "
        u"stat -c %s \"$1.gz\""_s,
        {file, QString::number(keep)});
}

constexpr int notThere = 78;
constexpr int unreadable = 79;

/// The sign at the end keeps a program that slept from doing it again to a home that is in use; that of a later
/// generation too, for it may have slept before the first time.
QStringList restore(const QString &file, int generation, Tier tier)
{
    // The files of a prefab tenant are the SSH user's, whoever the archive says that they belong to.
    const QString compare = tier == Tier::Prefab
        ? u"differs=$(tar -dzf \"$1\" -C /opt/data 2>&1 | grep -v ': [UG]id differs$' || :); "
          "[ -z \"$differs\" ] || { echo \"$differs\" >&2; exit 1; }; "_s
        : u"tar -dzf \"$1\" --numeric-owner -C /opt/data; "_s;
    return onArchive(u"hermes-restore"_s,
        u"for f in restored-g*; do n=${f##*-g}; [ \"$n\" = '*' ] || [ \"$n\" -lt \"$2\" ] || exit 0; done; "
        u"[ -f \"$1\" ] || exit 78; "
        u"tar -tzf \"$1\" >/dev/null || exit 79; before=before-restore-g$2.tar.gz; "
        u"if [ ! -e \"$before\" ]; then tar -czf \"$before.part\" %1-C /opt/data .; tar -tzf \"$before.part\" "
        u">/dev/null; "
        u"chown --reference=/mnt/archive \"$before.part\"; sync; mv -f \"$before.part\" \"$before\"; fi; "
        u"find /opt/data -mindepth 1 -delete; tar -xzpf \"$1\" --numeric-owner -C /opt/data; "
        u"%2sync; : >\"restored-g$2\"; "
        u"chown --reference=/mnt/archive \"restored-g$2\""_s.arg(packingOptions(tier), compare),
        {file, QString::number(generation)});
}

/// What runs of the tenant, paused from freeze() until thaw().
class Frozen {
public:
    Frozen(std::shared_ptr<HostLink> link, const Tenant &tenant)
        : m_link(std::move(link))
        , m_tenant(tenant)
    { }
    [[nodiscard]] Status freeze(const Call &call)
    {
        HERMES_ASSIGN(
            const auto listed, m_link->engine->listContainers(ownedTenant(m_link->platform, m_tenant.id), call));
        m_since.start();
        for (const auto &container : listed) {
            if (container.labels.value(u"hermes.role"_s) != "tenant"_L1 || container.state != "running"_L1)
                continue;
            // Also one whose answer is lost may be paused.
            m_ids.append(container.id);
            HERMES_TRY(m_link->engine->pauseContainer(container.id, call));
        }
        return {};
    }
    /// Answers for how many ms it stood still.
    [[nodiscard]] Result<qint64> thaw(const Call &call)
    {
        qint64 frozenMs = 0;
        while (!m_ids.isEmpty()) {
            HERMES_TRY(m_link->engine->unpauseContainer(m_ids.first(), call));
            m_ids.removeFirst();
            frozenMs = m_since.elapsed();
        }
        return frozenMs;
    }

private:
    std::shared_ptr<HostLink> m_link;
    const Tenant &m_tenant;
    QStringList m_ids;
    QElapsedTimer m_since;
};

} // namespace

QStringList restorable(const QStringList &archived)
{
    static const QRegularExpression form(u"^(backup-\\d{8}T\\d{6}Z|(before-restore|home)-g(\\d{1,9}))\\.tar\\.gz$"_s);
    QList<std::tuple<int, qlonglong, QString>> found;
    for (const auto &name : archived) {
        const auto match = form.match(name);
        if (!match.hasMatch())
            continue;
        const bool isBackup = match.capturedView(2).isEmpty();
        const QString time = QString(name).remove(QRegularExpression(u"[^0-9]"_s));
        found.append({isBackup                       ? 2
                : match.capturedView(2) == "home"_L1 ? 0
                                                     : 1,
            isBackup ? time.toLongLong() : match.captured(3).toLongLong(), name});
    }
    std::sort(found.begin(), found.end(), std::greater<>());
    QStringList names;
    for (const auto &each : std::as_const(found))
        names.append(std::get<QString>(each));
    return names;
}

Result<Backup> backUpHome(const std::shared_ptr<HostLink> &link, const Tenant &tenant, qint64 nowMs, int keep,
    const std::function<void(const QString &)> &note, const Call &call)
{
    const QString file
        = QDateTime::fromMSecsSinceEpoch(nowMs, Qt::UTC).toString(u"'backup-'yyyyMMdd'T'HHmmss'Z.tar'"_s);
    Backup backup;
    backup.file = file + u".gz"_s;
    HERMES_TRY(withJob(link, tenant, tenant.imageId, {}, call, [&](const HeldJob &job) -> Status {
        Frozen frozen(link, tenant);
        Status read = frozen.freeze(call);
        if (read)
            read = wentWell(job, job.run(snapshot(file, tenant.tier), {}, call));
        // Also after a failure, when there may be no time left.
        const auto thawed = frozen.thaw(read ? call : Call::in(std::chrono::seconds(10)));
        HERMES_TRY(read);
        HERMES_ASSIGN(backup.frozenMs, thawed);
        if (note)
            note(translate("Runtime", "compressing"));
        QByteArray said;
        docker::Engine::ExecStreams streams;
        streams.output = [&](QByteArrayView bytes) { said.append(bytes.data(), bytes.size()); };
        HERMES_TRY(wentWell(job, job.run(compress(file, keep), streams, call)));
        backup.bytes = said.trimmed().toLongLong();
        return {};
    }));
    return backup;
}

Status restoreHome(const std::shared_ptr<HostLink> &link, const Tenant &tenant, const Call &call)
{
    return withJob(link, tenant, tenant.imageId, {}, call, [&](const HeldJob &job) -> Status {
        const auto ran = job.run(restore(tenant.restoreFrom, tenant.generation, tenant.tier), {}, call);
        if (ran && ran->exitCode == notThere)
            return fail(ErrorKind::Invalid,
                translate("Runtime", "The archive of %1 on host %2 has no %3.")
                    .arg(tenant.name, link->host.name, tenant.restoreFrom),
                {},
                translate("Runtime", "Restore it from another one: hermes-admin restore %1 --list.").arg(tenant.name));
        if (ran && ran->exitCode == unreadable)
            return fail(ErrorKind::Invalid,
                translate("Runtime", "%1 on host %2 is damaged; the home of %3 is as it was.")
                    .arg(tenant.restoreFrom, link->host.name, tenant.name),
                QString::fromUtf8(ran->err.trimmed()).section(u'\n', -3),
                translate("Runtime", "Restore it from another one: hermes-admin restore %1 --list.").arg(tenant.name));
        return wentWell(job, ran);
    });
}

} // namespace hermes::containers
