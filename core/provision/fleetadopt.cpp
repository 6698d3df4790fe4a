#include "adoptables.h"
#include "fleetprivate.h"

namespace hermes {

using namespace Qt::StringLiterals;

namespace {

struct Chosen {
    AdoptCandidate candidate;
    Host host;
    ProvisionRequest request;
};

} // namespace

Result<QList<Fleet::Adoptable>> Fleet::adoptable(const QString &host, const QString &profileList, const Call &call)
{
    HERMES_ASSIGN(const Host there, d->registry->host(host));
    HERMES_ASSIGN(const auto link, d->hosts->link(there.id, call));
    HERMES_ASSIGN(const auto found, findAdoptables(*d->registry, *link, {}, profileList, call));
    QList<Adoptable> told;
    for (const auto &candidate : found)
        told.append(candidate.told);
    return told;
}

static Result<Chosen> choose(Registry &registry, HostPool &hosts, const Fleet::AdoptRequest &request, const Call &call)
{
    Chosen chosen;
    HERMES_ASSIGN(chosen.host, registry.host(request.host));
    HERMES_ASSIGN(const auto link, hosts.link(chosen.host.id, call));
    HERMES_ASSIGN(const auto found, findAdoptables(registry, *link, request.source, request.profileList, call));
    if (found.isEmpty())
        return fail(ErrorKind::NotFound,
            translate("Fleet", "There is nothing to adopt called '%1' on host %2.").arg(request.source, request.host),
            {},
            translate("Fleet", "See what there is: hermes-admin adopt %1.")
                .arg(request.profileList.isEmpty() ? request.host
                                                   : request.host + u" --profiles-db "_s + request.profileList));
    chosen.candidate = found.first();
    const Fleet::Adoptable &told = chosen.candidate.told;
    if (!told.obstacle.isEmpty())
        return fail(
            ErrorKind::Conflict, translate("Fleet", "'%1' cannot be adopted.").arg(told.source), {}, told.obstacle);
    ProvisionRequest &asked = chosen.request;
    asked.name = request.name.isEmpty() ? told.name : request.name;
    if (asked.name.isEmpty())
        return fail(ErrorKind::Invalid, translate("Fleet", "No tenant's name can be made of '%1'.").arg(told.source),
            {}, translate("Fleet", "Give it one with --name."));
    asked.subscription = request.subscription;
    asked.order = request.order;
    asked.planCode = request.planCode;
    asked.host = request.host;
    asked.image = request.image.isEmpty() ? told.image : request.image;
    HERMES_TRY(checkRequest(asked));
    return chosen;
}

Result<Fleet::Provisioned> Fleet::adopt(
    const AdoptRequest &request, bool drive, const Progress &progress, const Call &call)
{
    HERMES_ASSIGN(Chosen chosen, choose(*d->registry, *d->hosts, request, call));
    const Adoptable &told = chosen.candidate.told;
    if (chosen.request.image.isEmpty())
        chosen.request.image = d->options.image;
    HERMES_ASSIGN(const Plan plan, d->planFor(chosen.request));
    const Registry::Adoption adoption{
        told.home, told.container, request.image.isEmpty() ? told.imageId : QString(), told.port};
    HERMES_ASSIGN(const auto recorded,
        d->registry->recordAdoption(chosen.request, chosen.host.id, adoption, plan, d->options.actor));
    if (recorded.unchanged)
        HERMES_TRY(d->registry->retryNow(recorded.tenant.id, d->options.actor));
    d->driver->kick(recorded.tenant.id);
    d->notifyTenant(chosen.request.name);
    if (drive)
        HERMES_TRY(d->drive(
            recorded.tenant.id, [](const Tenant &now) { return now.adoptHome.isEmpty() && isServed(now); }, progress,
            call));
    HERMES_ASSIGN(TenantRow row, tenant(chosen.request.name));
    return Provisioned{row, false};
}

Result<Fleet::AdoptionPlan> Fleet::planAdopt(const AdoptRequest &request, const Call &call)
{
    HERMES_ASSIGN(const Chosen chosen, choose(*d->registry, *d->hosts, request, call));
    HERMES_ASSIGN(const Plan plan, d->planFor(chosen.request));
    AdoptionPlan made;
    made.found = chosen.candidate.told;
    made.name = chosen.request.name;
    if (const auto there = d->registry->tenant(made.name))
        if (there->adoptHome != made.found.home)
            return fail(ErrorKind::Conflict, translate("Fleet", "There is already a tenant %1.").arg(made.name), {},
                translate("Fleet", "Choose another name."));
    if (chosen.host.cordoned)
        return fail(ErrorKind::Conflict, translate("Fleet", "Host %1 is cordoned.").arg(request.host), {},
            translate("Fleet", "Uncordon it first."));
    Tenant wanted;
    wanted.name = made.name;
    wanted.hostId = chosen.host.id;
    wanted.image = chosen.request.image.isEmpty() ? d->options.image : chosen.request.image;
    wanted.imageId = request.image.isEmpty() ? made.found.imageId : QString();
    wanted.memoryBytes = plan.memoryBytes;
    wanted.cpus = plan.cpus;
    wanted.adoptHome = made.found.home;
    wanted.adoptFrom = made.found.container;
    HERMES_ASSIGN(made.steps, d->planOf(wanted, made.found, request.host, call));
    return made;
}

} // namespace hermes
