#include "reconciler.h"

#include "failpoint.h"

#include <QElapsedTimer>

namespace hermes {

using namespace Qt::StringLiterals;

static Status checkAtRest(const Tenant &tenant)
{
    const auto refuse = [&](const QString &message) -> Status {
        return fail(ErrorKind::Conflict, message, {},
            translate("Reconciler", "Wait until it has come to rest; the same command does it then."));
    };
    if (tenant.hostId.isEmpty() || tenant.imageId.isEmpty())
        return refuse(translate("Reconciler", "%1 has no home yet.").arg(tenant.name));
    if (tenant.presence == Presence::Absent)
        return refuse(translate("Reconciler", "%1 is being destroyed.").arg(tenant.name));
    if (!tenant.homeHostId.isEmpty())
        return refuse(translate("Reconciler", "The home of %1 is on its way to another host.").arg(tenant.name));
    if (!tenant.restoreFrom.isEmpty())
        return refuse(translate("Reconciler", "The home of %1 is being restored.").arg(tenant.name));
    return {};
}

Result<containers::Backup> Reconciler::backUp(
    const QString &tenantId, int keep, const Progress &progress, const Call &call)
{
    containers::Backup backup;
    const auto work = [&](qint64 epoch, const Call &held) -> Status {
        HERMES_ASSIGN(const Tenant tenant, m_registry.tenantById(tenantId));
        HERMES_TRY(checkAtRest(tenant));
        HERMES_ASSIGN(const auto link, m_links.link(tenant.hostId, held));
        const Operation operation = begun(tenant, u"backup"_s, tenant.hostId, epoch);
        HERMES_ASSIGN(const qint64 id, m_registry.beginOperation(operation));
        const auto tell = [&](StepEvent::Kind kind, const QString &message, bool ok, qint64 ms) {
            if (progress)
                progress({kind, tenant.name, operation.step, message, ok, ms});
        };
        tell(StepEvent::Kind::Begin, {}, true, 0);
        QElapsedTimer timer;
        timer.start();
        failpoint(operation.step + u".before"_s);
        const auto note = [&](const QString &text) { tell(StepEvent::Kind::Begin, text, true, 0); };
        const auto made = containers::backUpHome(link, tenant, m_clock.wallMs(), keep, note, held);
        failpoint(operation.step + u".after"_s);
        tell(StepEvent::Kind::End, made ? QString() : made.error().text(), made.has_value(), timer.elapsed());
        HERMES_TRY(
            m_registry.endOperation(id, made ? u"done"_s : u"failed"_s, made ? made->file : made.error().text()));
        HERMES_ASSIGN(backup, made);
        return m_registry.homeBackedUp(tenant.id, backup.file, backup.bytes, m_actor);
    };
    HERMES_TRY(underLease(tenantId, work, call));
    return backup;
}

} // namespace hermes
