#include "containerspec.h"
#include "fleetprivate.h"
#include "foresee.h"
#include "homeadopt.h"
#include "placement.h"

namespace hermes {

using namespace Qt::StringLiterals;

Status checkRequest(const ProvisionRequest &request)
{
    HERMES_TRY(home::validateTenantName(request.name));
    if (request.tier == Tier::Prefab && !request.image.isEmpty() && request.image != containers::hostHermes)
        return fail(ErrorKind::Invalid,
            translate("Fleet", "A prefab tenant has no image: it runs the host's own Hermes."), request.image,
            translate("Fleet", "Leave --image out, or use --tier container."));
    // A trial merge says now what the home would refuse later.
    HERMES_TRY(home::mergeEnv({}, request.secrets));
    return {};
}

namespace {

/// What a plan is told with, beside the decisions.
struct Telling {
    QString name;
    QString where;
    QString from; ///< where it is now
    QString image;
    QString limits;
    QString secrets;
    QString file; ///< that a home is restored from; of one that is taken over, its directory
    QString source; ///< name of the container that is taken over
    bool adopts = false; ///< what others made
    quint16 port = 0;
    int agents = 0; ///< that answer just now
    Tier tier = Tier::Container;
};

QString nameOf(ActionKind kind)
{
    return kind == ActionKind::PullImage ? u"image"_s
        : kind == ActionKind::MarkGone   ? u"release-ports"_s
                                         : actionName(kind);
}

PlanStep stepOf(const Decision &decision, const Telling &telling)
{
    const ActionKind kind = decision.action.kind;
    const bool isLeft = kind == ActionKind::WipeHome && !decision.action.hostId.isEmpty();
    PlanStep step{isLeft ? u"wipe-left"_s : nameOf(kind), telling.name, {}, isDestructive(kind)};
    const QString container = containers::containerName(telling.name);
    switch (kind) {
    case ActionKind::Place:
        step.target = telling.where;
        step.detail = translate("Fleet", "reserve a dashboard port");
        break;
    case ActionKind::PullImage:
        step.target = telling.image;
        step.detail = telling.tier == Tier::Prefab ? translate("Fleet", "the host's own Hermes; it must be there")
                                                   : translate("Fleet", "pull it if the host lacks it");
        break;
    case ActionKind::Create:
        step.target = container;
        step.detail = telling.limits;
        break;
    case ActionKind::WriteHome:
        step.detail = telling.secrets;
        break;
    case ActionKind::Start:
        step.detail = translate("Fleet", "wait until it is healthy and is itself");
        break;
    case ActionKind::Archive:
        step.detail = translate("Fleet", "copy the WeChat credentials to the archive");
        break;
    case ActionKind::Stop:
        step.target = container;
        step.detail = telling.agents > 0
            ? translate("Fleet", "on %1; %2 conversations are being answered and get up to 210 s")
                  .arg(telling.from)
                  .arg(telling.agents)
            : translate("Fleet", "on %1, up to 210 s to finish answers").arg(telling.from);
        break;
    case ActionKind::Remove:
        step.target = container;
        step.detail = translate("Fleet", "from %1").arg(telling.from);
        break;
    case ActionKind::LetSourceGo:
        step.target = telling.source;
        step.detail = translate("Fleet", "up to 210 s to finish answers; it stays, stopped for good, as %1")
                          .arg(telling.source + containers::adoptedEnd);
        break;
    case ActionKind::AdoptHome:
        step.detail = translate("Fleet", "from %1 into the archive; every file is compared").arg(telling.file);
        break;
    case ActionKind::RestoreHome:
        step.detail = telling.adopts
            ? translate("Fleet", "from the archive; every file is compared")
            : translate("Fleet", "from %1; what it is now is kept in the archive").arg(telling.file);
        break;
    case ActionKind::PackHome:
        step.detail = translate("Fleet", "into the archive on %1").arg(telling.where);
        break;
    case ActionKind::CopyHome:
        step.detail = translate("Fleet", "to %1, while it goes on serving").arg(telling.where);
        break;
    case ActionKind::MoveHome:
        step.detail = translate("Fleet", "the rest of it to %1; every file is compared").arg(telling.where);
        break;
    case ActionKind::WipeHome:
        step.detail = isLeft ? translate("Fleet", "what is left of it on %1").arg(telling.from)
                             : translate("Fleet", "home, volume and secrets on %1").arg(telling.where);
        break;
    case ActionKind::MarkGone:
        step.target = QString::number(telling.port);
        step.detail = translate("Fleet", "free after the cool-down");
        break;
    default:
        break;
    }
    return step;
}

/// BLOCKED, or a host that is not known: there is no plan then, but a reason.
Result<QList<PlanStep>> stepsOf(const Foresight &foresight, const Telling &telling)
{
    const Decision &end = foresight.end;
    if (end.phase == Phase::Blocked || end.phase == Phase::Unknown)
        return fail(end.phase == Phase::Blocked ? ErrorKind::Conflict : ErrorKind::Network,
            end.message.isEmpty() ? end.reason : end.message, end.reason, end.hint);
    QList<PlanStep> steps;
    for (const auto &decision : foresight.steps)
        if (decision.action.kind != ActionKind::PinImage) // only our own books
            steps.append(stepOf(decision, telling));
    if (end.phase == Phase::BindWait && !steps.isEmpty())
        steps.append({u"bind"_s, telling.name, translate("Fleet", "wait for a WeChat scan"), false});
    return steps;
}

/// What a command makes of what is desired.
Tenant wished(Tenant tenant, const QString &verb)
{
    if (tenant.phase == Phase::Blocked || tenant.phase == Phase::Backoff)
        tenant.phase = tenant.phaseBefore == Phase::Blocked ? Phase::Requested : tenant.phaseBefore;
    if (verb == "stop"_L1)
        tenant.presence = Presence::Paused;
    else if (verb == "destroy"_L1)
        tenant.presence = Presence::Absent;
    else if (verb == "start"_L1)
        tenant.presence = Presence::Present;
    if (verb == "restart"_L1 || verb == "rebind"_L1 || verb == "bind"_L1) {
        tenant.generation += 1;
        tenant.nonce.clear();
    }
    return tenant;
}

QString limitsText(qint64 memoryBytes, double cpus)
{
    return translate("Fleet", "%1 MiB, %2 CPUs").arg(memoryBytes >> 20).arg(cpus);
}

} // namespace

/// Where a new tenant would go.
static Result<QString> placeFor(Registry &registry, const QString &wantedHost, const Need &need, qint64 nowMs)
{
    HERMES_ASSIGN(const auto loads, hostLoads(registry));
    QString wanted;
    for (const auto &load : loads)
        if (load.host.name == wantedHost)
            wanted = load.host.id;
    if (!wantedHost.isEmpty() && wanted.isEmpty())
        return fail(ErrorKind::NotFound, translate("Fleet", "There is no host %1.").arg(wantedHost));
    HERMES_ASSIGN(const QString hostId, choosePlace(loads, wanted, need, nowMs));
    HERMES_ASSIGN(const Host host, registry.hostById(hostId));
    return host.name;
}

Result<QList<PlanStep>> Fleet::planProvision(const ProvisionRequest &request)
{
    HERMES_TRY(checkRequest(request));
    HERMES_ASSIGN(const Plan plan, d->planFor(request));
    if (const auto there = d->registry->tenant(request.name)) {
        if (there->order != request.order)
            return fail(ErrorKind::Conflict, translate("Fleet", "There is already a tenant %1.").arg(request.name), {},
                translate("Fleet", "Choose another name."));
        return this->plan(u"provision"_s, request.name, Call::in(std::chrono::seconds(20)));
    }
    Telling telling;
    telling.name = request.name;
    telling.tier = request.tier;
    telling.image = d->imageFor(request);
    telling.limits = limitsText(plan.memoryBytes, plan.cpus);
    telling.secrets = translate("Fleet", "settings, identity, %n secrets")
                          .replace(u"%n"_s, QString::number(request.secrets.size()));
    HERMES_ASSIGN(
        telling.where, placeFor(*d->registry, request.host, {request.tier, plan.memoryBytes}, d->clock.wallMs()));
    Tenant tenant;
    tenant.name = request.name;
    tenant.tier = request.tier;
    return stepsOf(foresee(tenant, {}, telling.where, d->clock.wallMs()), telling);
}

static Telling tellingOf(const TenantRow &row)
{
    Telling telling;
    telling.name = row.tenant.name;
    telling.image = row.tenant.image;
    telling.tier = row.tenant.tier;
    telling.limits = limitsText(row.tenant.memoryBytes, row.tenant.cpus);
    telling.port = row.ports.dashboard;
    telling.where = row.hostName;
    telling.from = row.hostName;
    return telling;
}

Result<QList<PlanStep>> Fleet::planMigrate(const QString &name, const Aim &aim, const Call &call)
{
    HERMES_ASSIGN(const TenantRow row, tenant(name));
    HERMES_ASSIGN(const Host target, d->migrationTarget(row.tenant, aim));
    const bool becomes = aim.tier && *aim.tier != row.tenant.tier;
    if (target.id == row.tenant.hostId && !becomes)
        return QList<PlanStep>();
    Telling telling = tellingOf(row);
    telling.where = target.name;
    Tenant wanted = wished(row.tenant, u"restart"_s);
    if (!row.tenant.hostId.isEmpty()) {
        if (row.tenant.homeHostId.isEmpty())
            wanted.homeTier = row.tenant.tier;
        wanted.homeHostId = row.tenant.homeHostId.isEmpty() ? row.tenant.hostId : row.tenant.homeHostId;
        wanted.hostId = target.id;
        if (wanted.homeHostId == target.id && !becomes)
            wanted.homeHostId.clear();
    }
    if (becomes) {
        wanted.tier = *aim.tier;
        wanted.image = telling.image = d->options.image;
        wanted.imageId.clear();
        telling.tier = wanted.tier;
    }
    HERMES_ASSIGN(const auto looked, d->reconciler->preview(wanted, call));
    const auto agents = activeAgents(name, call);
    telling.agents = agents ? agents->value_or(0) : 0;
    return stepsOf(foresee(wanted, looked.first, target.id, d->clock.wallMs()), telling);
}

Result<QList<PlanStep>> Fleet::planRestore(const QString &name, const QString &file, const Call &call)
{
    HERMES_ASSIGN(const Tenant before, d->tenantToRestore(name));
    HERMES_ASSIGN(const TenantRow row, d->row(before));
    Telling telling = tellingOf(row);
    HERMES_ASSIGN(telling.file, d->backupToTake(before, file, call));
    Tenant wanted = wished(before, u"restart"_s);
    wanted.restoreFrom = telling.file;
    const bool isGone = before.phase == Phase::Gone;
    if (isGone) {
        wanted.presence = Presence::Present;
        wanted.phase = Phase::Requested;
    }
    HERMES_ASSIGN(auto looked, d->reconciler->preview(wanted, call));
    // Its WeChat comes back with it.
    looked.first.hasBinding = looked.first.hasBinding || (isGone && before.bindEpoch > 0);
    const auto agents = isGone ? Result<std::optional<int>>(std::optional<int>()) : activeAgents(name, call);
    telling.agents = agents ? agents->value_or(0) : 0;
    return stepsOf(foresee(wanted, looked.first, telling.where, d->clock.wallMs()), telling);
}

Result<QList<PlanStep>> Fleet::Private::planOf(
    const Tenant &wanted, const Fleet::Adoptable &found, const QString &hostName, const Call &call)
{
    Telling telling;
    telling.name = wanted.name;
    telling.image = wanted.image;
    telling.limits = limitsText(wanted.memoryBytes, wanted.cpus);
    telling.secrets = translate("Fleet", "settings, identity, the WeChat account");
    telling.where = telling.from = hostName;
    telling.file = found.home;
    telling.source = found.source;
    telling.adopts = true;
    HERMES_ASSIGN(auto looked, reconciler->preview(wanted, call));
    looked.first.hasBinding = !found.userId.isEmpty();
    // Its name is free by then.
    if (looked.first.foreignContainer == found.container)
        looked.first.foreignContainer.clear();
    return stepsOf(foresee(wanted, looked.first, hostName, clock.wallMs()), telling);
}

Result<QList<PlanStep>> Fleet::plan(const QString &verb, const QString &name, const Call &call)
{
    static const QStringList verbs{
        u"provision"_s, u"start"_s, u"stop"_s, u"restart"_s, u"destroy"_s, u"bind"_s, u"rebind"_s};
    if (!verbs.contains(verb))
        return fail(ErrorKind::Invalid, translate("Fleet", "There is no plan for %1.").arg(verb));
    HERMES_ASSIGN(const TenantRow row, tenant(name));
    const Tenant &tenant = row.tenant;
    Telling telling = tellingOf(row);
    if (telling.where.isEmpty()) {
        HERMES_ASSIGN(telling.where, placeFor(*d->registry, {}, {tenant.tier, tenant.memoryBytes}, d->clock.wallMs()));
    }
    // Bound and served: `bind` has nothing to do.
    if (verb == "bind"_L1 && tenant.phase == Phase::Ready)
        return QList<PlanStep>();
    const Tenant wanted = wished(tenant, verb);
    HERMES_ASSIGN(auto looked, d->reconciler->preview(wanted, call));
    Seen &seen = looked.first;
    const bool acts = verb == "stop"_L1 || verb == "restart"_L1 || verb == "rebind"_L1 || verb == "destroy"_L1;
    const auto agents = acts ? activeAgents(name, call) : Result<std::optional<int>>(std::optional<int>());
    telling.agents = agents ? agents->value_or(0) : 0;
    const bool binds = verb == "bind"_L1 || verb == "rebind"_L1;
    if (binds)
        seen.hasBinding = true;
    HERMES_ASSIGN(auto steps, stepsOf(foresee(wanted, seen, telling.where, d->clock.wallMs()), telling));
    if (binds)
        steps.prepend({u"qr"_s, name, translate("Fleet", "show a code and wait for the scan"), false});
    return steps;
}

} // namespace hermes
