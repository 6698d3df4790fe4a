#include "containerspec.h"

#include "containerjson.h"
#include "prefabrecord.h"

#include <QCryptographicHash>

namespace hermes::containers {

using namespace Qt::StringLiterals;

QString containerName(const QString &tenantName)
{
    return u"hermes-"_s + tenantName;
}
/// Apart where two tiers have Docker's own things on one host.
static QString tierMark(Tier tier)
{
    return tier == Tier::Shared ? u".shared"_s : QString();
}

QString jobName(const QString &tenantName, Tier tier)
{
    return containerName(tenantName) + tierMark(tier) + u".job"_s;
}
QString quarantineName(const QString &containerId)
{
    return u"hermes-"_s + containerId.left(12) + u".quarantine"_s;
}

QString volumeName(const QString &tenantId, Tier tier)
{
    return u"hermes-"_s + tenantId + tierMark(tier);
}

QString archiveVolumeName(const QString &tenantId, Tier tier)
{
    return volumeName(tenantId, tier) + u".archive"_s;
}

QString sourceVolumeName(const QString &tenantId, Tier tier)
{
    return volumeName(tenantId, tier) + u".source"_s;
}

QString incomingVolumeName(const QString &directoryName)
{
    return volumeName(directoryName);
}

QStringList ownedBy(const QString &platform)
{
    return {u"hermes.managed=1"_s, u"hermes.platform="_s + platform};
}

QStringList ownedTenant(const QString &platform, const QString &tenantId)
{
    return ownedBy(platform) + QStringList{u"hermes.tenant_id="_s + tenantId};
}

void addTier(docker::Labels &labels, Tier tier)
{
    if (tier != Tier::Container)
        labels.insert(prefab::tierLabel, tierName(tier));
}

static docker::Labels commonLabels(const HostLink &link, const Tenant &tenant, const QString &role)
{
    docker::Labels labels{{u"hermes.managed"_s, u"1"_s}, {u"hermes.schema"_s, u"1"_s}, {u"hermes.role"_s, role},
        {u"hermes.platform"_s, link.platform}, {u"hermes.tenant"_s, tenant.name}, {u"hermes.tenant_id"_s, tenant.id},
        {u"hermes.generation"_s, QString::number(tenant.generation)}};
    addTier(labels, tenant.tier);
    return labels;
}

/// What the image's own entrypoint needs as root before it drops to uid 10000. Without KILL its init cannot pass
/// SIGTERM on, and every stop would be a kill.
static void harden(docker::ContainerSpec &spec)
{
    spec.capDrop = {u"ALL"_s};
    spec.capAdd = {u"CHOWN"_s, u"DAC_OVERRIDE"_s, u"FOWNER"_s, u"SETUID"_s, u"SETGID"_s, u"KILL"_s};
    spec.noNewPrivileges = true;
}

docker::ContainerSpec tenantSpec(
    const HostLink &link, const Tenant &tenant, const Ports &ports, qint64 operation, qint64 epoch)
{
    docker::ContainerSpec spec;
    spec.name = containerName(tenant.name);
    spec.image = tenant.imageId.isEmpty() ? tenant.image : tenant.imageId;
    spec.command = {u"gateway"_s, u"run"_s};
    spec.environment = {{u"HERMES_DASHBOARD"_s, u"1"_s}};
    spec.ports = {{dashboardPort, ports.dashboard, u"127.0.0.1"_s}};
    spec.network = tenant.tier == Tier::Container ? networkName : u"none"_s; // the others are on the host's own
    spec.mounts = {{volumeName(tenant.id, tenant.tier), homeTarget, true, false}};
    harden(spec);
    spec.memoryBytes = tenant.memoryBytes;
    spec.nanoCpus = static_cast<qint64>(tenant.cpus * 1e9);
    spec.pidsLimit = tenant.pids;
    spec.stopTimeoutSeconds = 210;
    spec.restartPolicy = u"unless-stopped"_s;
    if (tenant.tier == Tier::Shared) {
        // Whoever starts a card by hand gets no second gateway on the home.
        spec.entrypoint = {u"/bin/sh"_s};
        spec.command = {u"-c"_s, u"echo 'This tenant runs in the shared container: hermes-admin start NAME'; exit 1"_s};
        spec.restartPolicy = u"no"_s;
    }
    spec.healthCommand = {u"CMD-SHELL"_s, u"curl -sf http://127.0.0.1:9119/api/status >/dev/null || exit 1"_s};
    spec.labels = commonLabels(link, tenant, u"tenant"_s);
    spec.labels.insert(u"hermes.order"_s, tenant.order);
    spec.labels.insert(u"hermes.port"_s, QString::number(ports.dashboard));
    spec.labels.insert(u"hermes.nonce"_s, tenant.nonce);
    const QByteArray hash = QCryptographicHash::hash(docker::createBody(spec), QCryptographicHash::Sha256);
    spec.labels.insert(u"hermes.spec"_s, QString::fromLatin1(hash.toHex()));
    spec.labels.insert(u"hermes.op"_s, QString::number(operation));
    spec.labels.insert(u"hermes.epoch"_s, QString::number(epoch));
    return spec;
}

docker::ContainerSpec sharedSpec(
    const QString &name, const QString &imageId, const docker::Labels &labels, qint64 memoryBytes)
{
    docker::ContainerSpec spec;
    spec.name = name;
    spec.image = imageId;
    spec.network = u"host"_s;
    harden(spec);
    spec.memoryBytes = memoryBytes;
    spec.pidsLimit = 8192;
    spec.stopTimeoutSeconds = 210;
    spec.restartPolicy = u"unless-stopped"_s;
    spec.logMaxSize = u"50m"_s;
    spec.labels = labels;
    return spec;
}

docker::ContainerSpec jobSpec(const HostLink &link, const Tenant &tenant, const QString &script,
    const QString &archiveVolume, const QString &homeVolume)
{
    docker::ContainerSpec spec;
    spec.name = jobName(tenant.name, tenant.tier);
    spec.image = tenant.imageId.isEmpty() ? tenant.image : tenant.imageId;
    spec.entrypoint = {u"/bin/sh"_s};
    spec.command = {u"-c"_s, script};
    spec.network = u"none"_s;
    spec.mounts = {{homeVolume.isEmpty() ? volumeName(tenant.id, tenant.tier) : homeVolume, homeTarget, true, false}};
    if (!archiveVolume.isEmpty())
        spec.mounts.append({archiveVolume, archiveTarget, true, false});
    harden(spec);
    spec.memoryBytes = 256LL << 20;
    spec.pidsLimit = 64;
    spec.restartPolicy = u"no"_s;
    spec.labels = commonLabels(link, tenant, u"job"_s);
    return spec;
}

} // namespace hermes::containers
