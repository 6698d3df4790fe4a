#include "hostfacts.h"

#include "format.h"
#include "hostscontroller.h"

using namespace Qt::StringLiterals;

namespace hermes::desktop {

namespace {

QString gigabytes(qint64 bytes)
{
    return HostsController::tr("%1 GB").arg((bytes + (1LL << 29)) >> 30);
}

} // namespace

QList<StatusRecord> serviceLines(const HostDetail &detail)
{
    QList<StatusRecord> services;
    for (const ServiceRow &service : detail.services) {
        const bool up = service.state == "up"_L1;
        const QString tone = up ? u"success"_s : service.state == "down"_L1 ? u"danger"_s : u"muted"_s;
        //: State of a host's service
        const QString word = up          ? HostsController::tr("up")
            : service.state == "down"_L1 ? HostsController::tr("down")
                                         : HostsController::tr("not known");
        services.append({service.name, service.where, word,
            service.latencyMs >= 0 ? HostsController::tr("%1 ms").arg(service.latencyMs) : QString(), tone, !up});
    }
    return services;
}

QList<FactRecord> resourceFacts(const HostDetail &detail)
{
    QList<FactRecord> resources;
    if (detail.memoryTotal > 0)
        resources.append({HostsController::tr("Memory"),
            detail.memoryUsed > 0 ? formatShare(detail.memoryUsed, detail.memoryTotal) : gigabytes(detail.memoryTotal),
            //: Beside a host's memory: what its tenants' limits add up to
            detail.memoryPromised > 0 ? HostsController::tr("promised %1").arg(gigabytes(detail.memoryPromised))
                                      : QString(),
            false, {}, {}, {}});
    if (detail.diskTotal > 0)
        resources.append(
            {HostsController::tr("Disk"), formatShare(detail.diskUsed, detail.diskTotal), {}, false, {}, {}, {}});
    if (detail.cores > 0)
        resources.append({detail.load >= 0 ? HostsController::tr("Load") : HostsController::tr("Processors"),
            detail.load >= 0
                ? HostsController::tr("%1 of %n core(s)", nullptr, detail.cores).arg(detail.load, 0, 'f', 1)
                : QString::number(detail.cores),
            {}, false, {}, {}, {}});
    if (!detail.portRange.isEmpty())
        resources.append({HostsController::tr("Ports"), HostsController::tr("%n in use", nullptr, detail.portsUsed),
            detail.portRange, false, {}, {}, {}});
    return resources;
}

QList<FactRecord> trustFacts(const HostDetail &detail)
{
    QList<FactRecord> trust;
    if (!detail.user.isEmpty())
        trust.append({HostsController::tr("Signs in as"), detail.user, detail.auth, true, {}, {}, {}});
    if (!detail.dataRoot.isEmpty())
        trust.append({HostsController::tr("Data root"), detail.dataRoot, {}, true, {}, {}, {}});
    if (!detail.fingerprint.isEmpty())
        trust.append({HostsController::tr("Host key"), detail.keyType.isEmpty() ? u"SHA256"_s : detail.keyType,
            detail.keyType.isEmpty() ? QString() : u"SHA256"_s, true, u"copy"_s,
            HostsController::tr("Copy fingerprint"), detail.fingerprint});
    return trust;
}

} // namespace hermes::desktop
