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

Result<QStringList> Fleet::backups(const QString &name, const Call &call)
{
    HERMES_ASSIGN(const Tenant tenant, d->registry->tenant(name));
    if (tenant.hostId.isEmpty())
        return QStringList();
    HERMES_ASSIGN(const auto link, d->hosts->link(tenant.hostId, call));
    HERMES_ASSIGN(const QStringList archived, link->files->list(hostpaths::archive(link->host, tenant.id), call));
    return containers::restorable(archived);
}

Result<QString> Fleet::Private::backupToTake(
    Fleet &fleet, const QString &name, const QString &file, const Call &call)
{
    HERMES_ASSIGN(const QStringList there, fleet.backups(name, call));
    if (!file.isEmpty() && there.contains(file))
        return file;
    if (!file.isEmpty())
        return fail(ErrorKind::NotFound, translate("Fleet", "The archive of %1 has no backup '%2'.").arg(name, file), {},
            translate("Fleet", "See what there is: hermes-admin restore %1 --list.").arg(name));
    if (there.isEmpty() || !there.first().startsWith("backup-"_L1))
        return fail(ErrorKind::NotFound, translate("Fleet", "%1 has no backup.").arg(name), {},
            there.isEmpty() ? translate("Fleet", "Make one: hermes-admin backup %1.").arg(name)
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
    HERMES_ASSIGN(const Tenant before, d->registry->tenant(name));
    HERMES_ASSIGN(const QString taken, d->backupToTake(*this, name, file, call));
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
