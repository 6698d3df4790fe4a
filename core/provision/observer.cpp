#include "observer.h"

#include "containerspec.h"
#include "homeadopt.h"

namespace hermes {

using namespace Qt::StringLiterals;

namespace {

constexpr auto probeTime = std::chrono::seconds(5);
constexpr auto inspectGrace = std::chrono::milliseconds(20);

ContainerSeen seenFrom(
    const HostLink &link, const docker::ContainerSummary &summary, const docker::ContainerDetails &details)
{
    ContainerSeen seen;
    seen.hostId = link.host.id;
    seen.id = summary.id;
    seen.state = details.summary.state.isEmpty() ? summary.state : details.summary.state;
    seen.generation = summary.labels.value(u"hermes.generation"_s).toInt();
    seen.nonce = summary.labels.value(u"hermes.nonce"_s);
    for (const auto &port : details.configuredPorts)
        if (port.containerPort == containers::dashboardPort)
            seen.port = port.hostPort;
    seen.startedAt = details.startedAt.isValid() && details.startedAt.date().year() > 1970
        ? details.startedAt.toMSecsSinceEpoch()
        : 0;
    seen.exitCode = details.exitCode;
    seen.oomKilled = details.oomKilled;
    seen.error = details.error;
    return seen;
}

struct Probed {
    ProbeVerdict verdict = ProbeVerdict::NotAsked;
    QString message;
};

bool isNotFound(const Error &error)
{
    return error.kind == ErrorKind::NotFound;
}

const ContainerSeen *currentRunning(const Tenant &tenant, const Seen &seen)
{
    for (const auto &container : seen.containers)
        if (container.generation == tenant.generation && container.nonce == tenant.nonce
            && container.hostId == tenant.hostId && container.state == "running"_L1)
            return &container;
    return nullptr;
}

Probed askDashboard(HostLink &link, const Tenant &tenant, quint16 port, const Call &call)
{
    auto asked = ask(link, [&] { return link.prober->get(port, u"/api/status"_s, call); });
    const auto themes = link.prober->get(port, u"/api/dashboard/themes"_s, call);
    const auto answer = asked.get();
    if (!themes || themes->status != 200)
        return {ProbeVerdict::NoAnswer,
            themes ? translate("Observer", "The dashboard on port %1 answers with status %2.")
                         .arg(port)
                         .arg(themes->status)
                   : translate("Observer", "The dashboard on port %1 does not answer yet.").arg(port)};
    if (!home::provesIdentity(themes->body, tenant.nonce))
        return {ProbeVerdict::OtherIdentity,
            translate("Observer", "Port %1 answers, but it is not this tenant's dashboard.").arg(port)};
    const auto status
        = answer ? home::parseStatus(answer->body) : Result<home::GatewayStatus>(tl::unexpected<Error>(answer.error()));
    if (status && status->gatewayRunning && status->gatewayState != "startup_failed"_L1)
        return {ProbeVerdict::Healthy, {}};
    return {ProbeVerdict::GatewayDown,
        status ? translate("Observer", "The gateway is not running (%1).")
                     .arg(status->exitReason.isEmpty() ? status->gatewayState : status->exitReason)
               : status.error().message};
}

/// The same link, whose questions are put one after the other.
std::shared_ptr<HostLink> inTurn(const HostLink &link)
{
    auto patient = std::make_shared<HostLink>(link);
    patient->isAtHand = true;
    return patient;
}

} // namespace

/// What is asked together with the list, because it will most likely be needed: over a long wire each question asked
/// later costs a round trip. An answer that the list does not call for is never looked at.
class Observer::Ahead {
public:
    Ahead(const std::shared_ptr<HostLink> &link, const Tenant &tenant, quint16 port, const Call &call)
        : m_link(link)
        , m_tenant(tenant)
        , m_call(call)
        , m_byCaller(call.cancel.onCancel([this] { m_stop.cancel(); }))
    {
        m_call.cancel = m_stop.token();
        if (!tenant.containerId.isEmpty())
            container = ask(*m_link, [this] { return m_link->engine->inspectContainer(m_tenant.containerId, m_call); });
        if (tenant.presence != Presence::Present)
            return;
        const bool isNext = tenant.phase == Phase::Placed || tenant.phase == Phase::ImageReady;
        if (container.valid() && !isNext && tenant.homeWrittenFor == tenant.containerId && port > 0) {
            probedPort = port;
            probed = ask(
                *m_link, [this, port] { return askDashboard(*m_link, m_tenant, port, m_call.within(probeTime)); });
        } else if (isNext || !container.valid()) {
            askForImage();
        }
    }
    ~Ahead() { m_stop.cancel(); }

    void askForImage()
    {
        if (image.valid())
            return;
        image = ask(*m_link, [this] { return m_link->engine->inspectImage(m_tenant.image, m_call); });
        named = ask(*m_link,
            [this] { return m_link->engine->inspectContainer(containers::containerName(m_tenant.name), m_call); });
    }
    [[nodiscard]] Result<docker::ContainerDetails> details(const QString &id)
    {
        if (container.valid() && id == m_tenant.containerId)
            return container.get();
        return m_link->engine->inspectContainer(id, m_call);
    }
    /// True where the dashboard of this container, which the list shows running, has already failed to answer, and the
    /// engine has not yet said more: it says nothing of a container that has just died until it has cleared up after
    /// it.
    [[nodiscard]] bool isKnownSilent(const docker::ContainerSummary &summary)
    {
        if (summary.id != m_tenant.containerId || summary.state != "running"_L1 || !probed.valid()
            || !container.valid())
            return false;
        outcome = probed.get();
        return outcome->verdict != ProbeVerdict::Healthy
            && container.wait_for(inspectGrace) != std::future_status::ready;
    }
    [[nodiscard]] Probed probe(quint16 port)
    {
        if (probed.valid() && port == probedPort)
            outcome = probed.get();
        if (outcome && port == probedPort)
            return *outcome;
        return askDashboard(*m_link, m_tenant, port, m_call.within(probeTime));
    }

private:
    std::shared_ptr<HostLink> m_link;
    const Tenant &m_tenant;
    Call m_call;
    CancelSource m_stop;
    CancelToken::Registration m_byCaller;

public:
    // Last, so that they end first.
    Asked<Result<docker::ContainerDetails>> container;
    Asked<Result<docker::ImageDetails>> image;
    Asked<Result<docker::ContainerDetails>> named;
    Asked<Probed> probed;
    quint16 probedPort = 0;
    std::optional<Probed> outcome; ///< what `probed` answered
};

Result<Seen> Observer::look(const Tenant &tenant, qint64 nowMs, const Call &call)
{
    Known known;
    HERMES_ASSIGN(known.binding, m_registry.binding(tenant.id));
    HERMES_ASSIGN(known.ports, m_registry.ports(tenant.id));
    return look(tenant, known, true, nowMs, call);
}

Result<Seen> Observer::look(const Tenant &tenant, const Known &known, bool isUrgent, qint64 nowMs, const Call &call)
{
    Seen seen;
    const auto &binding = known.binding;
    seen.hasBinding = binding && binding->bindEpoch == tenant.bindEpoch && tenant.bindEpoch > 0;
    QStringList hostIds = tenant.pastHostIds;
    for (const QString &hostId : {tenant.homeHostId, tenant.hostId})
        if (!hostId.isEmpty() && !hostIds.contains(hostId))
            hostIds.append(hostId);
    std::shared_ptr<HostLink> own;
    std::unique_ptr<Ahead> ahead;
    for (const auto &hostId : std::as_const(hostIds)) {
        auto link = m_links.link(hostId, call);
        if (link && hostId == tenant.hostId && !takesTier((*link)->host, tenant.tier)) {
            HERMES_ASSIGN(const Host now, m_registry.hostById(hostId));
            if (takesTier(now, tenant.tier)) {
                m_links.renew(hostId);
                link = m_links.link(hostId, call);
            }
        }
        if (link && hostId == tenant.hostId) {
            own = isUrgent ? *link : inTurn(**link);
            ahead = std::make_unique<Ahead>(own, tenant, known.ports.dashboard, call);
        }
        const qsizetype before = seen.containers.size() + seen.leftJobs.size();
        const Status looked = link
            ? lookAtHost(**link, tenant, hostId == tenant.hostId ? ahead.get() : nullptr, seen, call)
            : tl::unexpected<Error>(link.error());
        if (!looked) {
            if (link && looked.error().kind == ErrorKind::Timeout)
                m_links.suspect(hostId);
            // Not knowing one host is not knowing: the tenant may be running there.
            seen.hostError = looked.error();
            return seen;
        }
        if (hostId != tenant.hostId && hostId != tenant.homeHostId
            && seen.containers.size() + seen.leftJobs.size() == before)
            seen.clearedHosts.append(hostId);
    }
    // What was on its way to a host that was empty before: it does not matter if that one is silent now.
    for (const auto &hostId : tenant.emptiedHostIds) {
        if (hostIds.contains(hostId) || !m_links.isReady(hostId))
            continue;
        const qsizetype before = seen.containers.size() + seen.leftJobs.size();
        if (const auto link = m_links.link(hostId, call))
            (void)lookAtHost(**link, tenant, nullptr, seen, call.within(std::chrono::seconds(5)));
        if (seen.containers.size() + seen.leftJobs.size() != before)
            seen.refilledHosts.append(hostId);
    }
    if (own && tenant.presence == Presence::Present && !tenant.adoptFrom.isEmpty()) {
        const auto source = own->engine->inspectContainer(tenant.adoptFrom, call);
        if (!source && !isNotFound(source.error())) {
            seen.hostError = source.error();
            return seen;
        }
        const bool isLetGo = source && source->restartPolicy == "no"_L1
            && source->summary.name.contains(containers::adoptedEnd) && !source->running;
        seen.source = !source ? SourceSeen::Gone : isLetGo ? SourceSeen::LetGo : SourceSeen::Serves;
    }
    HERMES_TRY(recallOperations(tenant, nowMs, seen));
    HERMES_TRY(recallWipes(tenant, nowMs, seen));
    if (own && tenant.phase == Phase::Gone) {
        if (const Status looked = lookForRests(*own, tenant, seen, call); !looked)
            seen.hostError = looked.error();
        return seen;
    }
    if (!own || tenant.presence != Presence::Present)
        return seen;
    Status looked;
    if (seen.containers.isEmpty()) {
        looked = lookForImage(*ahead, tenant, seen);
    } else if (const ContainerSeen *container = currentRunning(tenant, seen)) {
        const Probed probed = ahead->probe(container->port);
        seen.probe = probed.verdict;
        seen.probeMessage = probed.message;
        if (seen.probe == ProbeVerdict::Healthy && seen.hasBinding)
            looked = judgeBinding(*own, *binding, *container, nowMs, seen, call);
    }
    if (!looked)
        seen.hostError = looked.error();
    return seen;
}

Status Observer::lookAtHost(HostLink &link, const Tenant &tenant, Ahead *ahead, Seen &seen, const Call &call)
{
    HERMES_ASSIGN(
        const auto listed, link.engine->listContainers(containers::ownedTenant(link.platform, tenant.id), call));
    for (const auto &summary : listed) {
        const QString role = summary.labels.value(u"hermes.role"_s);
        // A job runs within one turn under the lease that we hold now, so whoever made this one is dead.
        if (role == "job"_L1 && summary.state != "removing"_L1) {
            ContainerSeen left;
            left.hostId = link.host.id;
            left.id = summary.id;
            left.state = summary.state;
            seen.leftJobs.append(left);
        }
        if (role != "tenant"_L1)
            continue;
        if (ahead && ahead->isKnownSilent(summary)) {
            ContainerSeen silent = seenFrom(link, summary, {});
            silent.port = ahead->probedPort;
            seen.containers.append(silent);
            continue;
        }
        const auto details = ahead ? ahead->details(summary.id) : link.engine->inspectContainer(summary.id, call);
        if (details)
            seen.containers.append(seenFrom(link, summary, *details));
        else if (!isNotFound(details.error())) // gone between the two calls is gone
            return tl::unexpected<Error>(details.error());
    }
    return {};
}

Status Observer::lookForRests(HostLink &link, const Tenant &tenant, Seen &seen, const Call &call)
{
    HERMES_ASSIGN(
        const auto volumes, link.engine->listVolumes(containers::ownedTenant(link.platform, tenant.id), call));
    HERMES_ASSIGN(const auto homes, link.files->list(hostpaths::homes(link.host, tenant.tier), call));
    const auto file = link.files->read(hostpaths::tenantFile(link.host, tenant.id), call);
    if (!file && !isNotFound(file.error()))
        return tl::unexpected<Error>(file.error());
    seen.leftHome = !volumes.isEmpty() || homes.contains(tenant.id);
    seen.leftFile = file.has_value();
    return {};
}

Status Observer::lookForImage(Ahead &ahead, const Tenant &tenant, Seen &seen)
{
    ahead.askForImage();
    const auto image = ahead.image.get();
    const auto named = ahead.named.get();
    if (!image && !isNotFound(image.error()))
        return tl::unexpected<Error>(image.error());
    seen.imageAsked = true;
    if (image)
        seen.imageId = image->id;
    if (!named && !isNotFound(named.error()))
        return tl::unexpected<Error>(named.error());
    if (named && named->summary.labels.value(u"hermes.tenant_id"_s) != tenant.id)
        seen.foreignContainer = named->summary.id;
    return {};
}

} // namespace hermes
