#include "registryprivate.h"
#include "registryrows.h"

namespace hermes {

using namespace Qt::StringLiterals;

Result<Registry::Recorded> Registry::recordAdoption(const ProvisionRequest &request, const QString &hostId,
    const Adoption &adoption, const Plan &plan, const Actor &actor)
{
    return d->write([&](Db &db) -> Result<Recorded> {
        HERMES_ASSIGN(const auto other,
            db.first(
                u"select name from tenants where phase <> 'GONE' and host_id = ? and adopt_home = ? and name <> ?"_s,
                {hostId, adoption.home, request.name}, [](Row &row) { return row.text(); }));
        if (other)
            return fail(ErrorKind::Conflict, translate("Registry", "Tenant '%1' takes that home over").arg(*other), {},
                translate("Registry", "One home becomes one tenant"));
        HERMES_ASSIGN(const Recorded recorded, d->record(db, request, hostId, plan, u"adopt"_s, actor));
        const Tenant &tenant = recorded.tenant;
        if (recorded.unchanged) {
            if (tenant.adoptHome == adoption.home && tenant.hostId == hostId)
                return recorded;
            return fail(ErrorKind::Conflict, translate("Registry", "Tenant '%1' exists already").arg(tenant.name), {},
                translate("Registry", "Choose another name for what is taken over"));
        }
        HERMES_ASSIGN(const Host host, d->host(db, hostId));
        if (host.cordoned)
            return fail(ErrorKind::Conflict, translate("Registry", "Host %1 is cordoned").arg(host.name), {},
                translate("Registry", "Uncordon it first"));
        HERMES_TRY(d->checkCapacity(db, tenant, host));
        HERMES_TRY(db.write(u"update tenants set adopt_home = ?, adopt_from = ?, image_id = ? where id = ?"_s,
            {adoption.home, adoption.container, adoption.imageId, tenant.id}));
        HERMES_TRY(d->settleOn(db, tenant, hostId));
        HERMES_ASSIGN(const quint16 port, d->reservePort(db, tenant, host, u"dashboard"_s, adoption.port));
        HERMES_TRY(d->writeJournal(db, tenant, tenant.phase, actor.name,
            translate("Registry", "placed on %1: %2").arg(host.name, u"dashboard %1"_s.arg(port))));
        HERMES_ASSIGN(const Tenant placed, d->tenant(db, tenant.id));
        return Recorded{placed, false};
    });
}

Result<bool> Registry::homeAdopted(const QString &tenantId, qint64 epoch, int generation, const QString &file,
    const std::optional<Binding> &binding, const Actor &actor)
{
    return d->write([&](Db &db) -> Result<bool> {
        HERMES_ASSIGN(Tenant tenant, d->tenantToChange(db, tenantId, -1));
        if (tenant.leaseEpoch != epoch || tenant.generation != generation)
            return false;
        if (tenant.adoptHome.isEmpty())
            return true;
        if (binding) {
            HERMES_ASSIGN(const QString holder, d->holderOf(db, binding->userId, tenantId));
            if (!holder.isEmpty())
                return fail(ErrorKind::Invalid,
                    translate("Registry", "The WeChat of that home serves tenant '%1'").arg(holder), {},
                    translate("Registry", "Rebind or destroy '%1' first: one WeChat has one agent").arg(holder));
            Binding made = *binding;
            made.tenantId = tenantId;
            made.bindEpoch = tenant.bindEpoch + 1;
            HERMES_TRY(d->insertBinding(db, made));
            tenant.bindEpoch = made.bindEpoch;
        }
        HERMES_TRY(db.write(u"update tenants set adopt_home = '', adopt_from = '', restore_from = ?, bind_epoch = ?,"
                            " row_version = row_version + 1 where id = ?"_s,
            {file, tenant.bindEpoch, tenantId}));
        HERMES_TRY(d->writeJournal(db, tenant, tenant.phase, actor.name,
            translate("Registry", "the home of %1 is in its archive as %2").arg(tenant.adoptHome, file)));
        return true;
    });
}

Result<QString> Registry::holderOf(const QString &userId)
{
    return d->read([&](Db &db) { return d->holderOf(db, userId, {}); });
}

} // namespace hermes
