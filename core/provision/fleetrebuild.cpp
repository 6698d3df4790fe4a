#include "containerspec.h"
#include "credentialfile.h"
#include "fleetprivate.h"
#include "rebuild.h"

namespace hermes {

using namespace Qt::StringLiterals;

namespace {

struct FoundThere {
    QList<Remembered> tenants;
    QMap<QString, Binding> bindings; ///< by tenant id
    QStringList unreadable;
    QStringList homes; ///< directories among the homes
};

/// The newest login of this person in the tenant's archive.
Result<std::optional<Binding>> archivedBinding(HostLink &link, const Remembered &found, const Call &call)
{
    const QString directory = hostpaths::archive(link.host, found.tenant.id);
    HERMES_ASSIGN(const QStringList names, link.files->list(directory, call));
    std::optional<Binding> newest;
    for (const auto &name : names) {
        if (!name.startsWith("login-"_L1))
            continue;
        const QString path = directory + u'/' + name;
        const auto account = readCredentialFile(link, path, call);
        if (!account && account.error().kind != ErrorKind::Invalid) // a damaged one is passed over
            return tl::unexpected<Error>(account.error());
        if (!account || !*account || (*account)->userId != found.userId)
            continue;
        const qint64 at = (*account)->savedAt.toMSecsSinceEpoch();
        if (!newest || newest->boundAt < at)
            newest = Binding{found.tenant.id, (*account)->botId, (*account)->userId, (*account)->baseUrl,
                (*account)->token.sha256(), found.tenant.bindEpoch, path, at};
    }
    return newest;
}

Result<FoundThere> lookAt(HostLink &link, const Plan &fallback, const Call &call)
{
    HostRemains remains;
    remains.host = link.host;
    remains.fallback = fallback;
    const QString directory = link.host.dataRoot + u"/tenants"_s;
    HERMES_ASSIGN(const QStringList names, link.files->list(directory, call));
    for (const auto &name : names)
        if (name.endsWith(".json"_L1)) {
            HERMES_ASSIGN(remains.tenantFiles[name.chopped(5)], link.files->read(directory + u'/' + name, call));
        }
    HERMES_ASSIGN(remains.containers, link.engine->listContainers(containers::ownedBy(link.platform), call));
    remains.containers.removeIf([](const docker::ContainerSummary &container) {
        return container.labels.value(u"hermes.role"_s) != "tenant"_L1;
    });
    FoundThere there;
    HERMES_ASSIGN(there.homes, homesOn(link, call));
    there.tenants = rememberTenants(remains, &there.unreadable);
    HERMES_ASSIGN(const QStringList profiles, link.files->list(hostpaths::homes(link.host, Tier::Prefab), call));
    HERMES_ASSIGN(const QStringList shared, link.files->list(hostpaths::homes(link.host, Tier::Shared), call));
    HERMES_ASSIGN(const QStringList homes, link.files->list(hostpaths::homes(link.host, Tier::Container), call));
    for (auto &found : there.tenants) {
        // It was to become a container, but its home had not.
        const bool isProfile = profiles.contains(found.tenant.id);
        if (found.tenant.tier != Tier::Container || (!isProfile && !shared.contains(found.tenant.id))
            || homes.contains(found.tenant.id))
            continue;
        found.tenant.tier = isProfile ? Tier::Prefab : Tier::Shared;
        if (isProfile) {
            found.tenant.image = containers::hostHermes;
            found.tenant.imageId = containers::hostHermes; // of some version: it is pinned anew
        }
        found.notes.append(
            translate("Rebuild", "It was becoming a container; it is a %1 tenant again (migrate --tier container).")
                .arg(tierName(found.tenant.tier)));
    }
    for (auto &found : there.tenants) {
        if (found.userId.isEmpty() || found.tenant.bindEpoch == 0)
            continue;
        HERMES_ASSIGN(const auto binding, archivedBinding(link, found, call));
        if (binding)
            there.bindings.insert(found.tenant.id, *binding);
        else
            found.notes.append(
                translate("Rebuild", "Its WeChat login is not in the archive: it must be scanned anew."));
    }
    return there;
}

} // namespace

Result<Fleet::Rebuild> Fleet::rebuild(bool pretend, const Call &call)
{
    HERMES_ASSIGN(const auto hosts, d->registry->hosts());
    const Plan fallback = standardPlans().first();
    const auto answers
        = d->askHosts<FoundThere>(hosts, call, [&](HostLink &link) { return lookAt(link, fallback, call); });
    HERMES_ASSIGN(const auto known, d->registry->tenants(true));
    std::vector<HostTold> told;
    told.reserve(answers.size());
    for (const auto &answer : answers)
        told.push_back(answer ? HostTold{answer->tenants, answer->homes} : HostTold());
    const auto places = placesOf(told);
    Rebuild rebuild;
    for (qsizetype i = 0; i < hosts.size(); ++i) {
        const auto &seen = answers.at(static_cast<size_t>(i));
        const QString hostName = hosts.at(i).name;
        if (!seen) {
            rebuild.silent.append({hostName, seen.error()});
            continue;
        }
        for (const auto &found : seen->tenants) {
            if (places.value(found.tenant.id) != static_cast<size_t>(i))
                continue;
            if (std::any_of(known.begin(), known.end(), [&](const Tenant &one) { return one.id == found.tenant.id; }))
                continue;
            Rebuilt one{hostName, found.tenant.name, found.tenant.id, false, found.notes.join(u' ')};
            std::optional<Binding> binding;
            if (const auto at = seen->bindings.constFind(found.tenant.id); at != seen->bindings.constEnd())
                binding = *at;
            if (!pretend) {
                const auto imported = d->registry->importTenant({found.tenant, found.ports, binding}, d->options.actor);
                one.imported = imported.value_or(false);
                if (!imported)
                    one.message = imported.error().text();
                d->notifyTenant(one.name);
            }
            rebuild.tenants.append(one);
            // How it runs is seen only by a link that knows of its tier.
            HERMES_ASSIGN(Host host, d->registry->hostById(hosts.at(i).id));
            if (one.imported && !takesTier(host, found.tenant.tier)) {
                (found.tenant.tier == Tier::Prefab ? host.allowPrefab : host.allowShared) = true;
                HERMES_TRY(d->registry->updateHost(host));
                reconnectHost(host.name);
            }
        }
        for (const auto &id : seen->unreadable)
            rebuild.tenants.append({hostName, id, id, false,
                translate("Rebuild", "Its file on the host cannot be read, and it has no container.")});
    }
    return rebuild;
}

} // namespace hermes
