#pragma once

#include "hostlink.h"

namespace hermes::containers {

/// The home's labelled volume over `<data root>/homes/<tenant id>`, made if it is missing; an existing one must really
/// point there (Docker answers 201 and keeps the old device).
[[nodiscard]] Status ensureHomeVolume(const HostLink &link, const Tenant &tenant, const Call &call);

/// Removes a volume, if it is there; the data stays. A prefab tenant never had one, but another tier of it may.
[[nodiscard]] Status letVolumeGo(const HostLink &link, Tier tier, const QString &name, const Call &call);

/// A request to create the container may come when the home's volume has been removed: the engine then makes the same
/// one again, and not an empty one of its own under that name. The home is the first mount of `spec`.
[[nodiscard]] Status specifyHomeVolume(
    docker::ContainerSpec &spec, const HostLink &link, const Tenant &tenant, const Call &call);

/// What a job sees beside the archive, or instead of the home.
struct JobView {
    QString incoming = {}; ///< name of the directory among the homes that it sees in the home's place; empty: the home
    QString source = {}; ///< directory of the host that it can only read, at sourceTarget; empty: none
};

/// A container of a tenant on the way of its home: it holds the home and the archive mounted, and runs commands on
/// them, until end(). One that a dead process left is removed by the next, or ends by itself after two hours.
class HeldJob {
public:
    /// Makes directories, volumes and the container, of `imageId`.
    [[nodiscard]] static Result<std::unique_ptr<HeldJob>> begin(const std::shared_ptr<HostLink> &link,
        const Tenant &tenant, const QString &imageId, const JobView &view, const Call &call);
    HeldJob(const HeldJob &) = delete;
    HeldJob &operator=(const HeldJob &) = delete;

    [[nodiscard]] HostLink &link() const { return *m_link; }
    [[nodiscard]] const QString &tenantId() const { return m_tenantId; }
    /// Of a prefab tenant all files are the SSH user's; they are told as Hermes' own user's.
    [[nodiscard]] Tier tier() const { return m_tier; }
    [[nodiscard]] Result<docker::Engine::ExecResult> run(
        const QStringList &argv, const docker::Engine::ExecStreams &streams, const Call &call) const;
    /// Removes the container and the volumes of all that it saw but the home. The data stays.
    [[nodiscard]] Status end(const Call &call);

private:
    HeldJob(std::shared_ptr<HostLink> link, const Tenant &tenant, JobView view)
        : m_link(std::move(link))
        , m_tenantId(tenant.id)
        , m_tier(tenant.tier)
        , m_view(std::move(view))
    { }
    std::shared_ptr<HostLink> m_link;
    QString m_tenantId;
    Tier m_tier;
    JobView m_view;
    QString m_id; ///< empty: it has ended
};

/// Options of tar with which what is packed belongs to Hermes' own user of a container, whatever the tier of its home.
[[nodiscard]] QString packingOptions(Tier tier);

/// Ends it also after a failure, when there may be no time left.
[[nodiscard]] Status endJob(HeldJob &job, const Status &done, const Call &call);

/// Does `work` with such a job and ends it in any case.
template <class Work>
[[nodiscard]] Status withJob(const std::shared_ptr<HostLink> &link, const Tenant &tenant, const QString &imageId,
    const JobView &view, const Call &call, const Work &work)
{
    HERMES_ASSIGN(const auto job, HeldJob::begin(link, tenant, imageId, view, call));
    return endJob(*job, work(*job), call);
}

/// An error with the command's last words where its exit code was not 0.
[[nodiscard]] Status wentWell(const HeldJob &job, const Result<docker::Engine::ExecResult> &ran);

/// Runs `script` in a one-shot container on the tenant's home and waits for it. `archiveDirectory`, if given, is
/// mounted as /archive. Leaves no container behind; one that a dead process left is removed first. Errors: Remote with
/// the script's own words when it exits other than 0.
[[nodiscard]] Status runJob(const HostLink &link, const Tenant &tenant, const QString &script,
    const QString &archiveDirectory, const Call &call);

} // namespace hermes::containers
