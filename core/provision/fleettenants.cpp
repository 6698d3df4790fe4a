#include "containerspec.h"
#include "fleetprivate.h"
#include "home.h"
#include "placement.h"
#include "plansecrets.h"
#include "reasoncodes.h"

#include <QElapsedTimer>

namespace hermes {

using namespace Qt::StringLiterals;

Result<TenantRow> Fleet::Private::rowOf(const Registry::Look &look)
{
    TenantRow row;
    row.ports = look.ports;
    row.binding = look.binding;
    if (look.lastSession && look.lastSession->endedAt == 0)
        row.session = look.lastSession;
    row.hostName = look.hostName;
    row.homeHostName = look.homeHostName;
    row.paymentState = paymentStateOf(look.orderFacts);
    HERMES_TRY(complete(row, look.tenant));
    return row;
}

Result<TenantRow> Fleet::Private::row(const Tenant &tenant)
{
    HERMES_ASSIGN(const auto look, registry->lookById(tenant.id));
    return rowOf(look);
}

Status Fleet::Private::complete(TenantRow &row, const Tenant &tenant)
{
    row.tenant = tenant;
    if (const auto session = hosts->existing(tenant.hostId))
        row.stale = session->view().state == HostState::Unreachable;
    const auto holds = [&](ConditionType type) {
        return std::any_of(tenant.conditions.begin(), tenant.conditions.end(), [&](const Condition &condition) {
            return condition.type == type && condition.status == ConditionStatus::True;
        });
    };
    if (tenant.phase == Phase::Blocked && tenant.reason == reasons::bindingHeldBy) {
        HERMES_ASSIGN(const auto clash, registry->clashOf(tenant.id));
        row.heldBy = clash ? clash->heldBy : QString();
    }
    row.healthy = holds(ConditionType::Healthy);
    row.bound = holds(ConditionType::Bound);
    row.stale = row.stale || tenant.phase == Phase::Unknown;
    row.ageMs = tenant.observedAt > 0 ? clock.wallMs() - tenant.observedAt : -1;
    return {};
}

Result<QList<TenantRow>> Fleet::tenants()
{
    HERMES_ASSIGN(const auto all, d->registry->overview());
    QList<TenantRow> rows;
    rows.reserve(all.tenants.size());
    for (const auto &tenant : all.tenants) {
        TenantRow row;
        row.ports = all.ports.value(tenant.id);
        if (const auto binding = all.bindings.find(tenant.id); binding != all.bindings.end())
            row.binding = *binding;
        if (const auto session = all.sessions.find(tenant.id); session != all.sessions.end())
            row.session = *session;
        row.hostName = all.hostNames.value(tenant.hostId);
        row.homeHostName = all.hostNames.value(tenant.homeHostId);
        row.paymentState = paymentStateOf(all.orderFacts.values(tenant.subscription));
        HERMES_TRY(d->complete(row, tenant));
        rows.append(row);
    }
    return rows;
}

Result<TenantRow> Fleet::tenant(const QString &name)
{
    HERMES_ASSIGN(const auto look, d->registry->look(name));
    return d->rowOf(look);
}

Result<TenantDetails> Fleet::details(const QString &name)
{
    constexpr int many = 200;
    HERMES_ASSIGN(const auto look, d->registry->look(name, many));
    TenantDetails details;
    HERMES_ASSIGN(details.row, d->rowOf(look));
    details.journal = look.journal;
    details.operations = look.operations;
    details.lastSession = look.lastSession;
    return details;
}

QString Fleet::Private::imageFor(const ProvisionRequest &request) const
{
    return request.tier == Tier::Prefab ? containers::hostHermes
        : request.image.isEmpty()       ? options.image
                                        : request.image;
}

Result<Plan> Fleet::Private::planFor(const ProvisionRequest &request) const
{
    const auto plans = standardPlans();
    if (request.planCode.isEmpty())
        return plans.first();
    for (const auto &plan : plans)
        if (plan.code == request.planCode)
            return plan;
    QStringList codes;
    for (const auto &plan : plans)
        codes.append(plan.code);
    return fail(ErrorKind::Invalid, translate("Fleet", "There is no plan %1.").arg(request.planCode), {},
        translate("Fleet", "Plans: %1.").arg(codes.join(u", "_s)));
}

Status Fleet::Private::storeSecrets(
    const Tenant &tenant, const QMap<QString, Secret> &secrets, const Progress &progress, const Call &call)
{
    // The home is written on the host where the tenant is placed, so that comes first.
    HERMES_TRY(drive(
        tenant.id, [](const Tenant &now) { return !now.hostId.isEmpty(); }, progress, call));
    HERMES_ASSIGN(const Tenant placed, registry->tenantById(tenant.id));
    HERMES_ASSIGN(const auto link, hosts->link(placed.hostId, call));
    HERMES_TRY(storePlanSecrets(*link, placed.id, secrets, call));
    return registry->secretsStored(placed.id, options.actor);
}

bool isServed(const Tenant &tenant)
{
    return tenant.phase == Phase::BindWait || tenant.phase == Phase::Ready;
}

Result<Fleet::Provisioned> Fleet::provision(
    const ProvisionRequest &given, bool drive, const Progress &progress, const Call &call)
{
    HERMES_TRY(checkRequest(given));
    ProvisionRequest request = given;
    request.image = d->imageFor(request);
    HERMES_ASSIGN(const Plan plan, d->planFor(request));
    request.planCode = plan.code;
    QString hostId;
    if (!request.host.isEmpty()) {
        HERMES_ASSIGN(const Host host, d->registry->host(request.host));
        hostId = host.id;
    }
    HERMES_ASSIGN(const auto recorded, d->registry->recordRequest(request, hostId, plan, d->options.actor));
    const QString tenantId = recorded.tenant.id;
    if (recorded.unchanged && isServed(recorded.tenant)) {
        // Looked at even where the registry says that it runs: somebody may have removed it since.
        if (drive)
            HERMES_TRY(d->drive(tenantId, isServed, progress, call));
        HERMES_ASSIGN(TenantRow row, tenant(request.name));
        const bool same = row.tenant.generation == recorded.tenant.generation
            && row.tenant.containerId == recorded.tenant.containerId;
        return Provisioned{row, same};
    }
    // The same command again is how a person says "I mended it".
    if (recorded.unchanged) {
        HERMES_TRY(d->registry->retryNow(tenantId, d->options.actor));
        d->askRefusedAgain(recorded.tenant.hostId);
    }
    d->notifyTenant(request.name);
    d->driver->hold(tenantId);
    const auto released = qScopeGuard([&] { d->driver->release(tenantId); });
    if (!request.secrets.isEmpty())
        HERMES_TRY(d->storeSecrets(recorded.tenant, request.secrets, progress, call));
    if (drive)
        HERMES_TRY(d->drive(tenantId, isServed, progress, call));
    Registry::Look look;
    look.tenant = recorded.tenant;
    // What was only recorded is as it was recorded.
    const bool isOnlyRecorded = !drive && !recorded.unchanged && request.secrets.isEmpty();
    if (!isOnlyRecorded) {
        HERMES_ASSIGN(look, d->registry->look(request.name));
    }
    HERMES_ASSIGN(TenantRow row, d->rowOf(look));
    return Provisioned{row, false};
}

Status Fleet::retry(const QString &name)
{
    HERMES_ASSIGN(const Tenant tenant, d->registry->tenant(name));
    HERMES_TRY(d->registry->retryNow(tenant.id, d->options.actor));
    d->askRefusedAgain(tenant.hostId);
    d->driver->kick(tenant.id);
    return {};
}

Result<Fleet::Provisioned> Fleet::change(
    const QString &verb, const QString &name, bool drive, const Progress &progress, const Call &call)
{
    HERMES_ASSIGN(const Tenant before, d->registry->tenant(name));
    const bool blocked = before.phase == Phase::Blocked || before.phase == Phase::Backoff;
    std::function<bool(const Tenant &)> met = isServed;
    bool unchanged = false;
    Presence wanted = Presence::Present;
    if (verb == "start"_L1 || verb == "stop"_L1 || verb == "destroy"_L1) {
        wanted = verb == "start"_L1 ? Presence::Present : verb == "stop"_L1 ? Presence::Paused : Presence::Absent;
        unchanged = before.presence == wanted && !blocked;
        if (before.presence != wanted)
            HERMES_TRY(d->registry->setPresence(before.id, wanted, verb, -1, d->options.actor));
        if (wanted == Presence::Paused)
            met = [](const Tenant &tenant) { return tenant.phase == Phase::Paused; };
        if (wanted == Presence::Absent)
            met = [](const Tenant &tenant) { return tenant.phase == Phase::Gone; };
        unchanged = unchanged && met(before);
    } else if (verb == "restart"_L1) {
        if (before.presence != Presence::Present)
            return fail(ErrorKind::Conflict, translate("Fleet", "%1 is stopped.").arg(name), {},
                translate("Fleet", "Start it instead."));
        HERMES_TRY(d->registry->bumpGeneration(before.id, verb, -1, d->options.actor));
    } else {
        return fail(ErrorKind::Invalid, translate("Fleet", "There is no verb %1.").arg(verb));
    }
    if (blocked)
        HERMES_TRY(d->registry->retryNow(before.id, d->options.actor));
    // What should run is looked at even where the registry says that it does: somebody may have removed it since.
    if (drive && (!unchanged || verb == "start"_L1))
        HERMES_TRY(d->drive(
            before.id, [&](const Tenant &tenant) { return met(tenant) || tenant.presence != wanted; }, progress, call));
    d->driver->kick(before.id);
    d->notifyTenant(name);
    HERMES_ASSIGN(const Tenant after, d->registry->tenantById(before.id));
    // Somebody else's later wish counts; nobody waits for what will not be.
    if (after.presence != wanted)
        return fail(ErrorKind::Conflict,
            translate("Fleet", "%1 was changed meanwhile: it is now to be %2.").arg(name, presenceName(after.presence)),
            {}, translate("Fleet", "The journal says by whom."));
    HERMES_ASSIGN(TenantRow row, d->row(after));
    return Provisioned{row, unchanged && after.containerId == before.containerId};
}

} // namespace hermes
