#include "containerspec.h"
#include "fleetprivate.h"

namespace hermes {

using namespace Qt::StringLiterals;

Result<QString> Fleet::Private::fetchImage(const QString &hostId, const QString &tenantName, const QString &reference,
    const Progress &progress, const Call &call)
{
    HERMES_ASSIGN(const auto link, hosts->link(hostId, call));
    const auto found = link->engine->inspectImage(reference, call);
    if (found)
        return found->id;
    if (found.error().kind != ErrorKind::NotFound)
        return tl::unexpected<Error>(found.error());
    const auto tell = [&](StepEvent::Kind kind, const QString &message, bool ok) {
        if (progress)
            progress({kind, tenantName, u"pull-image"_s, message, ok, 0});
    };
    tell(StepEvent::Kind::Begin, {}, true);
    const Status pulled = link->engine->pullImage(
        reference, [&](const QString &line) { tell(StepEvent::Kind::Begin, line, true); },
        call.within(std::chrono::seconds(900)));
    tell(StepEvent::Kind::End, pulled ? QString() : pulled.error().text(), pulled.has_value());
    // A cut link may have left it half fetched: what is there now counts.
    const auto fetched = link->engine->inspectImage(reference, call);
    if (fetched)
        return fetched->id;
    return tl::unexpected<Error>(pulled ? fetched.error() : pulled.error());
}

Result<Fleet::Provisioned> Fleet::Private::changeImage(const Tenant &before, const Image &image, const QString &verb,
    bool drives, const Progress &progress, const Call &call)
{
    HERMES_ASSIGN(const Tenant wished, registry->setImage(before.id, image.reference, image.id, verb, options.actor));
    const bool unchanged = wished.generation == before.generation;
    if (before.phase == Phase::Blocked || before.phase == Phase::Backoff)
        HERMES_TRY(registry->retryNow(before.id, options.actor));
    const bool runs = before.presence == Presence::Present;
    if (drives && runs)
        HERMES_TRY(drive(before.id, isServed, progress, call));
    driver->kick(before.id);
    notifyTenant(before.name);
    HERMES_ASSIGN(const Tenant after, registry->tenantById(before.id));
    HERMES_ASSIGN(TenantRow made, row(after));
    return Provisioned{made, unchanged};
}

static Status checkImage(const QString &image)
{
    // Docker's reference grammar, broadly: what it refuses in detail it says itself.
    const bool isOdd = image.isEmpty() || image.size() > 512 || image.startsWith(u'-')
        || std::any_of(image.begin(), image.end(),
            [](QChar c) { return c.isSpace() || c.unicode() < 0x21 || c.unicode() > 0x7e; });
    return isOdd ? fail(ErrorKind::Invalid, translate("Fleet", "'%1' is no image.").arg(image), {},
               translate("Fleet", "Write REPOSITORY:TAG."))
                 : Status();
}

static Status hasImage(const Tenant &tenant)
{
    return tenant.tier != Tier::Prefab
        ? Status()
        : fail(ErrorKind::Invalid,
            translate("Fleet", "%1 is a prefab tenant: it runs the host's own Hermes.").arg(tenant.name), {},
            translate("Fleet", "Upgrade Hermes on the host, then: hermes-admin restart %1.").arg(tenant.name));
}

Result<Fleet::Provisioned> Fleet::upgrade(
    const QString &name, const QString &image, bool drive, const Progress &progress, const Call &call)
{
    HERMES_TRY(checkImage(image));
    HERMES_ASSIGN(const Tenant tenant, d->registry->tenant(name));
    HERMES_TRY(hasImage(tenant));
    if (tenant.hostId.isEmpty())
        return fail(ErrorKind::Conflict, translate("Fleet", "%1 has no host yet.").arg(name), phaseName(tenant.phase),
            translate("Fleet", "Wait until it is provisioned."));
    HERMES_ASSIGN(const QString id, d->fetchImage(tenant.hostId, name, image, progress, call));
    return d->changeImage(tenant, {image, id}, u"upgrade"_s, drive, progress, call);
}

Result<Fleet::Image> Fleet::formerImage(const QString &name)
{
    HERMES_ASSIGN(const Tenant tenant, d->registry->tenant(name));
    HERMES_ASSIGN(const auto instances, d->registry->instances(tenant.id));
    // Those that really had a container: what was never made says nothing about what works.
    for (const auto &instance : instances)
        if (!instance.imageId.isEmpty() && instance.imageId != tenant.imageId
            && !containers::isHostHermes(instance.imageId))
            return Image{instance.image.isEmpty() ? instance.imageId : instance.image, instance.imageId};
    return fail(ErrorKind::Conflict, translate("Fleet", "%1 never had another image.").arg(name), tenant.image,
        translate("Fleet", "Name one: hermes-admin upgrade %1 --image REF.").arg(name));
}

Result<Fleet::Provisioned> Fleet::rollback(const QString &name, bool drive, const Progress &progress, const Call &call)
{
    HERMES_ASSIGN(const Tenant tenant, d->registry->tenant(name));
    HERMES_TRY(hasImage(tenant));
    HERMES_ASSIGN(Image image, formerImage(name));
    HERMES_ASSIGN(const auto link, d->hosts->link(tenant.hostId, call));
    // Its name may mean another image by now; then the id is the name.
    const auto byName = link->engine->inspectImage(image.reference, call);
    if (!byName || byName->id != image.id) {
        image.reference = image.id;
        const auto there = link->engine->inspectImage(image.id, call);
        if (!there)
            return fail(there.error().kind,
                translate("Fleet", "The image that %1 had is not on its host any more.").arg(name), image.id,
                translate("Fleet", "Name one: hermes-admin upgrade %1 --image REF.").arg(name));
    }
    return d->changeImage(tenant, image, u"rollback"_s, drive, progress, call);
}

Result<QList<PlanStep>> Fleet::planImage(const QString &name, const QString &image, const Call &call)
{
    HERMES_TRY(checkImage(image));
    HERMES_ASSIGN(const Tenant tenant, d->registry->tenant(name));
    HERMES_TRY(hasImage(tenant));
    HERMES_ASSIGN(auto steps, plan(tenant.presence == Presence::Present ? u"restart"_s : u"stop"_s, name, call));
    steps.prepend({u"image"_s, image, translate("Fleet", "pull it if the host lacks it"), false});
    return steps;
}

} // namespace hermes
