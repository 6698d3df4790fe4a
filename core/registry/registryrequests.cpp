#include "registryprivate.h"
#include "registryrows.h"
#include "sqltext.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace hermes {

using namespace Qt::StringLiterals;

namespace {

/// A request as it was recorded.
struct RequestRow {
    QString order, subscription, name, planCode, tier, requestedHostId, image, tenantId;
    Presence presence = Presence::Present; ///< of its tenant
    Phase phase = Phase::Requested;
};

const QString requestColumns = u"order_id, subscription, name, plan_code, tier, requested_host_id, image, tenant_id"_s;

RequestRow readRequest(Row &row)
{
    RequestRow request;
    for (QString *field : {&request.order, &request.subscription, &request.name, &request.planCode, &request.tier,
             &request.requestedHostId, &request.image, &request.tenantId})
        *field = row.text();
    request.presence = presenceFromName(row.text());
    request.phase = phaseFromName(row.text());
    return request;
}

QString shown(const QString &value)
{
    return value.isEmpty() ? translate("Registry", "none") : value;
}

/// What differs, as sentences; host and image count only where they are stated.
QStringList differences(const RequestRow &before, const RequestRow &now)
{
    QStringList found;
    const auto compare = [&](const QString &what, const QString &was, const QString &is) {
        if (was != is)
            found.append(translate("Registry", "%1 is %2, not %3").arg(what, shown(was), shown(is)));
    };
    compare(translate("Registry", "name"), before.name, now.name);
    compare(translate("Registry", "order"), before.order, now.order);
    compare(translate("Registry", "subscription"), before.subscription, now.subscription);
    compare(translate("Registry", "plan"), before.planCode, now.planCode);
    compare(translate("Registry", "tier"), before.tier, now.tier);
    if (!now.image.isEmpty())
        compare(translate("Registry", "image"), before.image, now.image);
    if (!now.requestedHostId.isEmpty() && before.requestedHostId != now.requestedHostId)
        found.append(translate("Registry", "another host was asked for"));
    return found;
}

Status checkRequest(const RequestRow &request, const Plan &plan)
{
    if (request.name.isEmpty())
        return fail(ErrorKind::Invalid, translate("Registry", "A tenant needs a name"));
    if (plan.memoryBytes < 0 || plan.cpus < 0 || plan.pids < 0)
        return fail(ErrorKind::Invalid, translate("Registry", "The plan '%1' has a negative limit").arg(plan.code));
    return {};
}

/// Whether `now` may be answered with what `before` made.
Status checkRepeated(const RequestRow &before, const RequestRow &now, const QString &met)
{
    if (before.phase == Phase::Gone)
        return fail(ErrorKind::Conflict,
            translate("Registry", "Order %1 was served by tenant '%2', which was destroyed")
                .arg(now.order, before.name),
            {},
            translate("Registry",
                "An order is served once; provision again without --order, or with the order of a renewal"));
    if (before.presence == Presence::Absent)
        return fail(ErrorKind::Conflict, translate("Registry", "Tenant '%1' is being destroyed").arg(before.name), {},
            translate("Registry", "Wait until it is gone, then provision it again"));
    const QStringList how = differences(before, now);
    if (how.isEmpty())
        return {};
    return fail(ErrorKind::Conflict, met + u": "_s + how.join(u"; "_s), {},
        translate(
            "Registry", "Repeat the command with the arguments it was made with, or choose another name and order"));
}

/// The recorded requests that a new one may meet again, by order, live name and subscription.
class Earlier {
public:
    explicit Earlier(const RequestRow &now)
        : m_now(now)
    {
        // The first request of a tenant is the one that made it.
        const QString live = u" and t.phase <> 'GONE' order by r.requested_at, r.id limit 1"_s;
        m_ways[0]
            = {u"r.order_id = ?"_s, now.order, translate("Registry", "Order %1 was already used for tenant '%2'")};
        m_ways[1] = {u"t.name = ?"_s + live, now.name, translate("Registry", "Tenant '%2' exists already")};
        m_ways[2] = {u"t.subscription = ?"_s + live, now.subscription,
            translate("Registry", "Subscription %1 is already served by tenant '%2'")};
    }
    [[nodiscard]] QList<Query> queries()
    {
        const QString select = u"select r."_s + QString(requestColumns).replace(u", "_s, u", r."_s)
            + u", t.presence, t.phase from requests r join tenants t on t.id = r.tenant_id where "_s;
        QList<Query> queries;
        for (Way &way : m_ways)
            if (!way.value.isEmpty())
                queries.append({select + way.where, {way.value}, [&way](Row &row) { way.found = readRequest(row); }});
        return queries;
    }
    /// The one that the new one repeats; Conflict where it may not.
    [[nodiscard]] Result<std::optional<RequestRow>> met() const
    {
        for (const Way &way : m_ways)
            if (way.found) {
                QString met = way.met;
                met.replace(u"%1"_s, way.value).replace(u"%2"_s, way.found->name);
                HERMES_TRY(checkRepeated(*way.found, m_now, met));
                return way.found;
            }
        return std::optional<RequestRow>();
    }

private:
    struct Way {
        QString where, value, met;
        std::optional<RequestRow> found;
    };
    const RequestRow &m_now;
    std::array<Way, 3> m_ways;
};

Tenant newTenant(const RequestRow &request, const Plan &plan, Tier tier, Random &random, qint64 now)
{
    Tenant tenant;
    tenant.id = random.hex(16);
    tenant.name = request.name;
    tenant.subscription = request.subscription;
    tenant.order = request.order;
    tenant.planCode = request.planCode;
    tenant.tier = tier;
    tenant.createdAt = now;
    tenant.rowVersion = 1;
    tenant.requestedHostId = request.requestedHostId;
    tenant.image = request.image;
    tenant.memoryBytes = plan.memoryBytes;
    tenant.cpus = plan.cpus;
    tenant.pids = plan.pids;
    tenant.nonce = random.hex(16);
    tenant.phaseSince = now;
    return tenant;
}

} // namespace

Status Registry::Private::insertTenant(Db &db, const Tenant &t, const QString &cause)
{
    HERMES_TRY(db.write(u"insert into tenants ("_s + tenantColumns + u", lease_since) values "_s + placeholders(45),
        {t.id, t.name, t.subscription, t.order, t.planCode, tierName(t.tier), t.createdAt, t.rowVersion,
            presenceName(t.presence), t.generation, t.bindEpoch, t.hostId, t.requestedHostId, t.image, t.imageId,
            t.memoryBytes, t.cpus, t.pids, t.nonce, phaseName(t.phase), phaseName(t.phaseBefore), t.reason, t.message,
            t.hint, conditionsToJson(t.conditions), t.containerId, t.homeWrittenFor, t.credentialsWrittenFor,
            t.observedAt, t.phaseSince, t.attempts, t.nextAttemptAt, t.startFailures, t.startFailuresSince,
            t.leaseOwner, t.leaseEpoch, t.leaseUntil, t.secretsPending, t.purgedAt, t.homeHostId, tierName(t.homeTier),
            t.restoreFrom, t.adoptHome, t.adoptFrom, qint64(0)}));
    HERMES_TRY(
        db.write(u"insert into instances (tenant_id, generation, nonce, host_id, container_id, image_id, image, cause,"
                 " desired_at, created_at, gone_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0)"_s,
            {t.id, t.generation, t.nonce, t.hostId, t.containerId, t.imageId, t.image, cause, clock.wallMs()}));
    return {};
}

namespace {

Status insertPlan(Db &db, const Plan &plan, bool replace)
{
    HERMES_TRY(db.write(
        u"insert into plans (code, title, tier, memory_bytes, cpus, pids, secret_names) values (?, ?, ?, ?, ?, ?, ?)"
        " on conflict (code) do "_s
            + (replace
                    ? u"update set title = excluded.title, tier = excluded.tier, memory_bytes = excluded.memory_bytes,"
                      " cpus = excluded.cpus, pids = excluded.pids, secret_names = excluded.secret_names"_s
                    : u"nothing"_s),
        {plan.code, plan.title, tierName(plan.tier), plan.memoryBytes, plan.cpus, plan.pids,
            QString::fromUtf8(
                QJsonDocument(QJsonArray::fromStringList(plan.secretNames)).toJson(QJsonDocument::Compact))}));
    return {};
}

} // namespace

Result<Registry::Recorded> Registry::Private::record(Db &db, const ProvisionRequest &request,
    const QString &requestedHostId, const Plan &plan, const QString &verb, const Actor &actor)
{
    const RequestRow now{request.order, request.subscription, request.name, request.planCode, tierName(request.tier),
        requestedHostId, request.image, {}};
    HERMES_TRY(checkRequest(now, plan));
    Earlier before(now);
    AuditEnd audited;
    HERMES_TRY(db.each(before.queries() + QList<Query>{askAuditEnd(audited)}));
    HERMES_ASSIGN(const auto earlier, before.met());
    if (earlier) {
        HERMES_ASSIGN(const Tenant there, this->tenant(db, earlier->tenantId));
        return Recorded{there, true};
    }
    const qint64 at = clock.wallMs();
    Tenant tenant = newTenant(now, plan, request.tier, random, at);
    tenant.secretsPending = !request.secrets.isEmpty();
    HERMES_TRY(insertTenant(db, tenant, verb));
    HERMES_TRY(db.write(
        u"insert into requests (id, "_s + requestColumns + u", requested_at, actor) values "_s + placeholders(11),
        {random.hex(16), now.order, now.subscription, now.name, now.planCode, now.tier, now.requestedHostId, now.image,
            tenant.id, at, actor.name}));
    if (!plan.code.isEmpty())
        HERMES_TRY(insertPlan(db, plan, false));
    HERMES_TRY(writeJournal(db, tenant, tenant.phase, actor.name, translate("Registry", "request recorded")));
    HERMES_TRY(writeAudit(db, audited,
        auditRow(actor, verb, tenant.name,
            {{u"tenant"_s, tenant.id}, {u"order"_s, now.order}, {u"subscription"_s, now.subscription},
                {u"plan"_s, now.planCode}, {u"tier"_s, now.tier}, {u"image"_s, now.image}})));
    return Recorded{tenant, false};
}

Result<Registry::Recorded> Registry::recordRequest(
    const ProvisionRequest &request, const QString &requestedHostId, const Plan &plan, const Actor &actor)
{
    return d->write([&](Db &db) { return d->record(db, request, requestedHostId, plan, u"provision"_s, actor); });
}

Status Registry::savePlan(const Plan &plan, const Actor &actor)
{
    if (plan.code.isEmpty())
        return fail(ErrorKind::Invalid, translate("Registry", "A plan needs a code"));
    return d->write([&](Db &db) -> Status {
        HERMES_TRY(insertPlan(db, plan, true));
        return d->writeAudit(db, actor, u"plan.save"_s, plan.code,
            {{u"tier"_s, tierName(plan.tier)}, {u"memoryBytes"_s, plan.memoryBytes}, {u"cpus"_s, plan.cpus},
                {u"pids"_s, plan.pids}});
    });
}

Result<QList<Plan>> Registry::plans()
{
    return d->ask([](Db &db) {
        return db.all(u"select code, title, tier, memory_bytes, cpus, pids, secret_names from plans order by code"_s,
            {}, [](Row &row) {
                Plan plan;
                plan.code = row.text();
                plan.title = row.text();
                plan.tier = readTier(row);
                plan.memoryBytes = row.integer();
                plan.cpus = row.real();
                plan.pids = static_cast<int>(row.integer());
                for (const auto &name : QJsonDocument::fromJson(row.text().toUtf8()).array())
                    plan.secretNames.append(name.toString());
                return plan;
            });
    });
}

} // namespace hermes
