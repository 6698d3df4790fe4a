#include "fleetprivate.h"
#include "logging.h"
#include "reasoncodes.h"
#include "retention.h"

namespace hermes {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// All of a tenant's archive, and what else of it only its registry could find.
Status endArchive(HostLink &link, const Tenant &tenant, const Call &call)
{
    const QString directory = hostpaths::archive(link.host, tenant.id);
    HERMES_ASSIGN(const QStringList names, link.files->list(directory, call));
    for (const auto &name : names)
        HERMES_TRY(link.files->remove(directory + u'/' + name, call));
    HERMES_TRY(link.files->remove(directory, call));
    HERMES_TRY(link.files->remove(hostpaths::secrets(link.host, tenant.id), call));
    return link.files->remove(hostpaths::tenantFile(link.host, tenant.id), call);
}

} // namespace

Result<int> Fleet::purge(const QString &name, bool pretend, const Call &call)
{
    HERMES_ASSIGN(auto named, d->registry->tenants(true));
    named.removeIf([&](const Tenant &tenant) { return tenant.name != name; });
    QList<Tenant> gone = named;
    gone.removeIf([](const Tenant &tenant) { return tenant.phase != Phase::Gone; });
    if (named.isEmpty())
        return fail(ErrorKind::NotFound, translate("Fleet", "There never was a tenant %1.").arg(name), {},
            translate("Fleet", "`hermes-admin list` names those that live."));
    if (gone.isEmpty())
        return fail(ErrorKind::Conflict,
            translate("Fleet", "%1 lives; only the archive of a destroyed tenant is ended.").arg(name), {},
            translate("Fleet", "Destroy it first: hermes-admin destroy %1.").arg(name));
    gone.removeIf([](const Tenant &tenant) { return tenant.purgedAt > 0; });
    if (pretend)
        return static_cast<int>(gone.size());
    for (const auto &tenant : std::as_const(gone)) {
        // Of a host that was removed or is gone for good nothing can be ended any more.
        const auto host = tenant.hostId.isEmpty() ? Result<Host>(fail(ErrorKind::NotFound, {}))
                                                  : d->registry->hostById(tenant.hostId);
        if (host) {
            HERMES_ASSIGN(const auto link, d->hosts->link(host->id, call));
            HERMES_TRY(endArchive(*link, tenant, call));
        } else if (host.error().kind != ErrorKind::NotFound) {
            return tl::unexpected<Error>(host.error());
        }
        HERMES_TRY(d->registry->markPurged(tenant.id, d->options.actor));
    }
    return static_cast<int>(gone.size());
}

static Result<int> sweep(
    HostLink &link, const QSet<QString> &kept, const QSet<QString> &live, qint64 nowMs, const Call &call)
{
    const QString root = hostpaths::archives(link.host);
    HERMES_ASSIGN(const auto files, link.files->files(root, call));
    QSet<QString> below;
    for (const auto &path : kept)
        if (path.startsWith(root + u'/'))
            below.insert(path.mid(root.size() + 1));
    const QStringList expired = expiredFiles(files, below, live, nowMs);
    for (const auto &path : expired)
        HERMES_TRY(link.files->remove(root + u'/' + path, call));
    return static_cast<int>(expired.size());
}

void Fleet::Private::sweepArchives(const Call &call)
{
    constexpr qint64 dayMs = 86'400'000;
    const auto all = registry->hosts();
    for (const auto &host : all.value_or(QList<Host>())) {
        if (!hosts->isReady(host.id) || !registry->claimSweep(host.id, dayMs).value_or(false))
            continue;
        // Read for each host anew: a login that began meanwhile needs its file.
        const auto bindings = registry->bindings();
        const auto sessions = registry->openSessions();
        const auto tenants = registry->tenants();
        const auto link = hosts->link(host.id, call);
        if (!bindings || !sessions || !tenants || !link)
            continue;
        QSet<QString> kept;
        for (const auto &binding : *bindings)
            kept.insert(binding.archivePath);
        for (const auto &session : *sessions)
            kept.insert(session.archivePath);
        QSet<QString> live;
        for (const auto &tenant : *tenants) {
            live.insert(tenant.id);
            kept.insert(hostpaths::archive((*link)->host, tenant.id) + u'/' + tenant.restoreFrom);
        }
        const auto swept = sweep(**link, kept, live, clock.wallMs(), call);
        if (!swept)
            qCWarning(logCore) << "the archive of" << host.name << "was not swept:" << swept.error().text();
        else if (*swept > 0)
            (void)registry->writeAudit(options.actor, u"archive.sweep"_s, host.name, {{u"files"_s, *swept}});
    }
}

void Fleet::Private::careNowAndThen()
{
    if (care.joinable())
        return;
    care = std::thread([this] {
        const CancelToken stop = careStop.token();
        // Not at once: whoever opens the window wants to see it first.
        for (auto pause = 60s; !stop.waitFor(pause + std::chrono::milliseconds(random.below(10'000))); pause = 300s) {
            clock.follow(*registry);
            if (!isLeftToWorker())
                sweepArchives(Call::in(120s, stop));
        }
    });
}

void Fleet::Private::stopCaring()
{
    careStop.cancel();
    platformStop.cancel();
    if (care.joinable())
        care.join();
    for (std::thread *one : {&drainCare, &orderCare})
        if (one->joinable())
            one->join();
    if (tierChange.valid())
        tierChange.wait();
}

Result<QStringList> Fleet::forgetHost(const QString &name, const Call &call)
{
    HERMES_ASSIGN(const Host host, d->registry->host(name));
    // Whoever declares a machine dead that lives would make a second container of each of its tenants.
    if (const auto session = d->hosts->session(host)) {
        (*session)->reconnect();
        const auto link = (*session)->link(call.within(10s));
        if (!link && link.error().detail == reasons::fenced)
            return tl::unexpected<Error>(link.error());
        if (link)
            return fail(ErrorKind::Conflict, translate("Fleet", "Host %1 answers; it is not gone.").arg(name), {},
                translate("Fleet", "Destroy or move its tenants, then: hermes-admin host remove %1.").arg(name));
    }
    d->unwatch(host.id);
    d->hosts->drop(host.id);
    HERMES_ASSIGN(const auto names, d->registry->forgetHost(host.id, d->options.actor));
    HERMES_TRY(d->access->remove(name));
    d->notifyHost(name);
    for (const auto &tenant : names)
        d->notifyTenant(tenant);
    return names;
}

} // namespace hermes
