#include "fleetprivate.h"
#include "homebackup.h"

namespace hermes {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Result<Fleet::Backup> Fleet::backUp(const QString &name, int keep, const Progress &progress, const Call &call)
{
    if (keep < 1)
        return fail(ErrorKind::Invalid, translate("Fleet", "At least one backup has to stay."));
    HERMES_ASSIGN(const Tenant tenant, d->registry->tenant(name));
    // A turn that is under way, here or in another program, is waited for.
    const qint64 began = d->clock.steadyMs();
    constexpr qint64 patienceMs = 60'000;
    for (;;) {
        const auto made = d->reconciler->backUp(tenant.id, keep, progress, call);
        if (made) {
            d->notifyTenant(name);
            return Backup{made->file, made->bytes, made->frozenMs};
        }
        HERMES_ASSIGN(const Tenant now, d->registry->tenantById(tenant.id));
        const bool isBusy = made.error().kind == ErrorKind::Conflict && now.leaseUntil > d->clock.wallMs();
        if (!isBusy || call.cancel.isCancelled() || call.deadline.expired()
            || d->clock.steadyMs() - began >= patienceMs) {
            d->driver->kick(tenant.id); // it may still stand still
            return tl::unexpected<Error>(made.error());
        }
        call.cancel.waitFor(std::min(std::chrono::milliseconds(250ms), call.deadline.remaining()));
    }
}

/// What destroying packs.
static QString lastHome(const Tenant &tenant)
{
    return u"home-g%1.tar.gz"_s.arg(tenant.generation);
}

Result<Tenant> Fleet::Private::tenantToRestore(const QString &name) const
{
    auto live = registry->tenant(name);
    if (live || live.error().kind != ErrorKind::NotFound)
        return live;
    HERMES_ASSIGN(const auto all, registry->tenants(true));
    const Tenant *newest = nullptr;
    for (const auto &tenant : all)
        if (tenant.name == name && (!newest || newest->phaseSince < tenant.phaseSince))
            newest = &tenant;
    return newest ? Result<Tenant>(*newest) : live;
}

Result<QList<Fleet::BackupFile>> Fleet::Private::backupsOf(const Tenant &tenant, const Call &call)
{
    if (tenant.hostId.isEmpty())
        return QList<BackupFile>();
    HERMES_ASSIGN(const auto link, hosts->link(tenant.hostId, call));
    HERMES_ASSIGN(const auto archived, link->files->files(hostpaths::archive(link->host, tenant.id), call));
    QMap<QString, BackupFile> facts;
    for (const auto &file : archived)
        facts.insert(file.path, {file.path, file.bytes, file.modifiedMs});
    QList<BackupFile> files;
    for (const QString &name : containers::restorable(facts.keys()))
        // Destroyed in the middle of a restore: only a part of a home was packed.
        if (tenant.phase != Phase::Gone || tenant.restoreFrom.isEmpty() || name != lastHome(tenant))
            files.append(facts.value(name));
    return files;
}

Result<QList<Fleet::BackupFile>> Fleet::backups(const QString &name, const Call &call)
{
    HERMES_ASSIGN(const Tenant tenant, d->tenantToRestore(name));
    return d->backupsOf(tenant, call);
}

Result<QString> Fleet::Private::backupToTake(const Tenant &tenant, const QString &file, const Call &call)
{
    const QString name = tenant.name;
    HERMES_ASSIGN(const auto files, backupsOf(tenant, call));
    QStringList there;
    for (const auto &each : files)
        there.append(each.file);
    // One that is gone comes back as it was when it went.
    const QString last = tenant.restoreFrom.isEmpty() ? lastHome(tenant) : tenant.restoreFrom;
    const QString wished = file.isEmpty() && tenant.phase == Phase::Gone ? last : file;
    if (!wished.isEmpty() && there.contains(wished))
        return wished;
    if (tenant.phase == Phase::Gone && there.isEmpty())
        return fail(ErrorKind::NotFound, translate("Fleet", "Nothing of %1 is kept any more.").arg(name), {},
            translate("Fleet", "Packed homes are kept for 30 days; provision it anew."));
    if (!wished.isEmpty())
        return fail(ErrorKind::NotFound, translate("Fleet", "The archive of %1 has no backup '%2'.").arg(name, wished),
            {}, translate("Fleet", "See what there is: hermes-admin restore %1 --list.").arg(name));
    if (there.isEmpty() || !there.first().startsWith("backup-"_L1))
        return fail(ErrorKind::NotFound, translate("Fleet", "%1 has no backup.").arg(name), {},
            there.isEmpty()
                ? translate("Fleet", "Make one: hermes-admin backup %1.").arg(name)
                : translate("Fleet", "Name one of what else there is: hermes-admin restore %1 --list.").arg(name));
    return there.first();
}

static bool isRestored(const Tenant &tenant)
{
    return tenant.restoreFrom.isEmpty()
        && (tenant.presence == Presence::Paused ? tenant.phase == Phase::Paused : isServed(tenant));
}

Result<Fleet::Provisioned> Fleet::restore(
    const QString &name, const QString &file, bool drive, const Progress &progress, const Call &call)
{
    HERMES_ASSIGN(const Tenant before, d->tenantToRestore(name));
    HERMES_ASSIGN(const QString taken, d->backupToTake(before, file, call));
    HERMES_ASSIGN(const Tenant wished, d->registry->restoreTenant(before.id, taken, d->options.actor));
    d->driver->kick(before.id);
    d->notifyTenant(name);
    if (drive)
        HERMES_TRY(d->drive(before.id, isRestored, progress, call));
    d->notifyTenant(name);
    HERMES_ASSIGN(const Tenant after, d->registry->tenantById(before.id));
    HERMES_ASSIGN(TenantRow made, d->row(after));
    return Provisioned{made, wished.rowVersion == before.rowVersion};
}

} // namespace hermes
