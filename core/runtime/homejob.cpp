#include "homejob.h"

#include "containerspec.h"
#include "home.h"
#include "prefabrecord.h"

namespace hermes::containers {

using namespace Qt::StringLiterals;

static docker::Labels volumeLabels(const HostLink &link, const Tenant &tenant, const QString &role)
{
    docker::Labels labels{{u"hermes.managed"_s, u"1"_s}, {u"hermes.role"_s, role},
        {u"hermes.platform"_s, link.platform}, {u"hermes.tenant"_s, tenant.name}, {u"hermes.tenant_id"_s, tenant.id}};
    addTier(labels, tenant.tier);
    return labels;
}

static Result<docker::VolumeDetails> ensureVolume(
    const HostLink &link, const QString &name, const QString &directory, const docker::Labels &labels, const Call &call)
{
    HERMES_ASSIGN(const QString device, link.files->absolute(directory, call));
    HERMES_ASSIGN(const auto volume, link.engine->createBindVolume(name, device, labels, call));
    // 201 proves nothing: an existing volume keeps its device and labels.
    if (volume.options.value(u"device"_s) != device || volume.labels.value(u"hermes.platform"_s) != link.platform)
        return fail(ErrorKind::Conflict,
            translate("Runtime", "The Docker volume %1 on host %2 points to %3, not to this tenant's home.")
                .arg(name, link.host.name, volume.options.value(u"device"_s)),
            {}, translate("Runtime", "Look at that volume on the host and remove it if nobody needs it."));
    return volume;
}

static Result<docker::VolumeDetails> ensureIncomingVolume(
    const HostLink &link, const Tenant &tenant, const QString &name, const Call &call)
{
    const QString directory = hostpaths::homes(link.host, tenant.tier) + u'/' + name;
    HERMES_TRY(link.files->makeDirectory(directory, 0755, call));
    return ensureVolume(link, incomingVolumeName(name), directory, volumeLabels(link, tenant, u"incoming"_s), call);
}

static Result<docker::VolumeDetails> ensureArchiveVolume(
    const HostLink &link, const Tenant &tenant, const QString &directory, const Call &call)
{
    return ensureVolume(
        link, archiveVolumeName(tenant.id, tenant.tier), directory, volumeLabels(link, tenant, u"archive"_s), call);
}

Status ensureHomeVolume(const HostLink &link, const Tenant &tenant, const Call &call)
{
    const QString directory = hostpaths::home(link.host, tenant);
    // The engine looks for the directory only when a container mounts it.
    auto made = ask(link, [&] { return link.files->makeDirectory(directory, 0755, call); });
    const auto volume = ensureVolume(
        link, volumeName(tenant.id, tenant.tier), directory, volumeLabels(link, tenant, u"home"_s), call);
    HERMES_TRY(made.get());
    HERMES_TRY(volume);
    return {};
}

Status letVolumeGo(const HostLink &link, Tier tier, const QString &name, const Call &call)
{
    if (tier == Tier::Prefab)
        return {};
    const Status removed = link.engine->removeVolume(name, call);
    return removed || removed.error().kind == ErrorKind::NotFound ? Status() : tl::unexpected<Error>(removed.error());
}

Status specifyHomeVolume(docker::ContainerSpec &spec, const HostLink &link, const Tenant &tenant, const Call &call)
{
    docker::VolumeMount &mount = spec.mounts.first();
    HERMES_ASSIGN(mount.device, link.files->absolute(hostpaths::home(link.host, tenant), call));
    mount.labels = volumeLabels(link, tenant, u"home"_s);
    return {};
}

static Tier tierOf(const docker::Labels &labels)
{
    Tier tier = Tier::Container;
    (void)tierFromName(labels.value(prefab::tierLabel), &tier);
    return tier;
}

static Status removeLeftJob(const HostLink &link, const Tenant &tenant, const Call &call)
{
    HERMES_ASSIGN(const auto containers, link.engine->listContainers(ownedTenant(link.platform, tenant.id), call));
    for (const auto &container : containers)
        // One of the other tier may be at work on the same host: there a home becomes another one.
        if (container.labels.value(u"hermes.role"_s) == "job"_L1 && tierOf(container.labels) == tenant.tier)
            HERMES_TRY(link.engine->removeContainer(container.id, true, call));
    return {};
}

static Status runAndWait(const HostLink &link, const QString &id, const Call &call)
{
    HERMES_TRY(link.engine->startContainer(id, call));
    HERMES_ASSIGN(const int exitCode, link.engine->waitContainer(id, call));
    if (exitCode == 0)
        return {};
    QByteArray said;
    (void)link.engine->readLogs(
        id, {.tail = 5}, [&](const QByteArray &line, bool) { said += line + ' '; }, call);
    return fail(ErrorKind::Remote,
        translate("Runtime", "Work on the home failed on host %1 (exit code %2).").arg(link.host.name).arg(exitCode),
        QString::fromUtf8(said.trimmed()), translate("Runtime", "Check the host's disk, then try again."));
}

Result<std::unique_ptr<HeldJob>> HeldJob::begin(const std::shared_ptr<HostLink> &link, const Tenant &tenant,
    const QString &imageId, const JobView &view, const Call &call)
{
    // Longer than any move may take, so that one whose maker died ends by itself.
    const QString script = u"exec sleep 7500"_s;
    HERMES_TRY(removeLeftJob(*link, tenant, call));
    const QString archive = hostpaths::archive(link->host, tenant.id);
    HERMES_TRY(link->files->makeDirectory(archive, 0700, call));
    Tenant holder = tenant;
    holder.imageId = imageId;
    docker::ContainerSpec spec = jobSpec(*link, holder, script, archiveVolumeName(tenant.id, tenant.tier),
        view.incoming.isEmpty() ? QString() : incomingVolumeName(view.incoming));
    if (!view.incoming.isEmpty()) {
        HERMES_ASSIGN(const auto volume, ensureIncomingVolume(*link, tenant, view.incoming, call));
        spec.mounts.first().device = volume.options.value(u"device"_s);
        spec.mounts.first().labels = volume.labels;
    } else {
        HERMES_TRY(ensureHomeVolume(*link, tenant, call));
        HERMES_TRY(specifyHomeVolume(spec, *link, tenant, call));
    }
    HERMES_ASSIGN(const auto volume, ensureArchiveVolume(*link, tenant, archive, call));
    spec.mounts.last().device = volume.options.value(u"device"_s);
    spec.mounts.last().labels = volume.labels;
    if (!view.source.isEmpty()) {
        const QString name = sourceVolumeName(tenant.id, tenant.tier);
        HERMES_ASSIGN(
            const auto source, ensureVolume(*link, name, view.source, volumeLabels(*link, tenant, u"source"_s), call));
        spec.mounts.append({name, sourceTarget, true, true, source.options.value(u"device"_s), source.labels});
    }
    std::unique_ptr<HeldJob> job(new HeldJob(link, tenant, view));
    HERMES_ASSIGN(const auto created, link->engine->createContainer(spec, call));
    job->m_id = created.id;
    HERMES_TRY(link->engine->startContainer(created.id, call));
    return job;
}

Result<docker::Engine::ExecResult> HeldJob::run(
    const QStringList &argv, const docker::Engine::ExecStreams &streams, const Call &call) const
{
    return m_link->engine->execStream(m_id, argv, {}, streams, call);
}

Status HeldJob::end(const Call &call)
{
    HERMES_TRY(m_link->engine->removeContainer(std::exchange(m_id, {}), true, call));
    HERMES_TRY(letVolumeGo(*m_link, m_tier, archiveVolumeName(m_tenantId, m_tier), call));
    if (!m_view.source.isEmpty())
        HERMES_TRY(letVolumeGo(*m_link, m_tier, sourceVolumeName(m_tenantId, m_tier), call));
    return m_view.incoming.isEmpty() ? Status()
                                     : letVolumeGo(*m_link, m_tier, incomingVolumeName(m_view.incoming), call);
}

QString packingOptions(Tier tier)
{
    return tier == Tier::Prefab ? u"--numeric-owner --owner=%1 --group=%1 "_s.arg(home::hermesUid) : QString();
}

Status endJob(HeldJob &job, const Status &done, const Call &call)
{
    Status ended = job.end(done ? call : Call::in(std::chrono::seconds(10)));
    HERMES_TRY(done);
    return ended;
}

Status wentWell(const HeldJob &job, const Result<docker::Engine::ExecResult> &ran)
{
    HERMES_TRY(ran);
    if (ran->exitCode == 0)
        return {};
    const QString words = QString::fromUtf8(ran->err.trimmed()).section(u'\n', -3);
    return fail(ErrorKind::Remote,
        translate("Runtime", "Work on the home failed on host %1 (exit code %2).")
            .arg(job.link().host.name)
            .arg(ran->exitCode),
        words, translate("Runtime", "Check the host's disk, then try again."));
}

Status runJob(const HostLink &link, const Tenant &tenant, const QString &script, const QString &archiveDirectory,
    const Call &call)
{
    HERMES_TRY(removeLeftJob(link, tenant, call));
    QString archiveVolume;
    if (!archiveDirectory.isEmpty())
        archiveVolume = archiveVolumeName(tenant.id, tenant.tier);
    docker::ContainerSpec spec = jobSpec(link, tenant, script, archiveVolume);
    HERMES_TRY(specifyHomeVolume(spec, link, tenant, call));
    if (!archiveDirectory.isEmpty()) {
        HERMES_ASSIGN(const auto volume, ensureArchiveVolume(link, tenant, archiveDirectory, call));
        // This request may come when another one of its kind has already taken the volume away.
        spec.mounts.last().device = volume.options.value(u"device"_s);
        spec.mounts.last().labels = volume.labels;
    }
    HERMES_ASSIGN(const auto job, link.engine->createContainer(spec, call));
    const Status ran = runAndWait(link, job.id, call);
    const auto removed = link.engine->removeContainer(job.id, true, call);
    if (!archiveVolume.isEmpty() && removed)
        HERMES_TRY(letVolumeGo(link, tenant.tier, archiveVolume, call));
    HERMES_TRY(ran);
    HERMES_TRY(removed);
    return {};
}

} // namespace hermes::containers
