#include "auditfile.h"
#include "fleetbackend.h"

// The audit behind the window.

namespace hermes::desktop {

namespace {

Registry::AuditQuery queryOf(const AuditWish &wish)
{
    return {{}, wish.sinceMs, wish.limit, wish.verb, wish.text, wish.beforeId};
}

} // namespace

Backend::Answer<AuditPage> FleetBackend::audit(const AuditWish &wish)
{
    return onFleet<AuditPage>(*m_slow, [wish](Fleet &fleet) -> Result<AuditPage> {
        AuditPage page;
        HERMES_ASSIGN(page.rows, fleet.registry().audit(queryOf(wish)));
        if (wish.beforeId == 0) {
            HERMES_ASSIGN(page.verbs, fleet.registry().auditVerbs());
        }
        return page;
    });
}

Backend::Answer<qint64> FleetBackend::verifyAudit()
{
    return onFleet<qint64>(*m_slow, [](Fleet &fleet) -> Result<qint64> {
        HERMES_ASSIGN(const auto check, fleet.registry().verifyAudit());
        return check.rows;
    });
}

Backend::Answer<qint64> FleetBackend::exportAudit(const AuditWish &wish, const QString &file, const QString &format)
{
    return onFleet<qint64>(*m_slow, [this, wish, file, format](Fleet &fleet) {
        constexpr int atOnce = 5'000;
        return writeAuditFile(file, format, [&](qint64 beforeId) -> Result<QList<AuditRow>> {
            if (m_stop.token().isCancelled())
                return fail(ErrorKind::Cancelled, tr("The program ends; nothing was written."));
            Registry::AuditQuery query = queryOf(wish);
            query.limit = atOnce;
            query.beforeId = beforeId;
            return fleet.registry().audit(query);
        });
    });
}

} // namespace hermes::desktop
