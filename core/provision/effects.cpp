#include "effects.h"

#include "containerspec.h"
#include "credentialfile.h"
#include "homeadopt.h"
#include "homebackup.h"
#include "homejob.h"
#include "hometransfer.h"
#include "homewriter.h"
#include "hostnetwork.h"
#include "hosturls.h"
#include "placement.h"
#include "plansecrets.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace hermes {

using namespace Qt::StringLiterals;

namespace {

constexpr int drainSeconds = 210;
constexpr auto stopAnswerTime = std::chrono::seconds(3);

Result<Effects::Outcome> done(const Status &status)
{
    HERMES_TRY(status);
    return Effects::Outcome{};
}

Effects::Outcome changedTenant()
{
    Effects::Outcome outcome;
    outcome.tenantChanged = true;
    return outcome;
}

template <class T> Result<Effects::Outcome> doneWith(const Result<T> &result)
{
    HERMES_TRY(result);
    return Effects::Outcome{};
}

} // namespace

QByteArray tenantFileContent(const Tenant &tenant, const Ports &ports, const std::optional<Binding> &binding)
{
    QJsonObject file{{u"schema"_s, 1}, {u"id"_s, tenant.id}, {u"name"_s, tenant.name},
        {u"subscription"_s, tenant.subscription}, {u"order"_s, tenant.order}, {u"plan"_s, tenant.planCode},
        {u"tier"_s, tierName(tenant.tier)}, {u"presence"_s, presenceName(tenant.presence)},
        {u"generation"_s, tenant.generation}, {u"image"_s, tenant.image}, {u"imageId"_s, tenant.imageId},
        {u"memoryBytes"_s, tenant.memoryBytes}, {u"cpus"_s, tenant.cpus}, {u"pids"_s, tenant.pids},
        {u"dashboardPort"_s, ports.dashboard}, {u"bindEpoch"_s, tenant.bindEpoch}, {u"createdAt"_s, tenant.createdAt}};
    if (binding)
        file.insert(u"userId"_s, binding->userId);
    if (!tenant.restoreFrom.isEmpty())
        file.insert(u"restoreFrom"_s, tenant.restoreFrom);
    if (!tenant.adoptHome.isEmpty()) {
        file.insert(u"adoptHome"_s, tenant.adoptHome);
        file.insert(u"adoptFrom"_s, tenant.adoptFrom);
    }
    return QJsonDocument(file).toJson(QJsonDocument::Indented);
}

std::chrono::milliseconds Effects::timeLimit(ActionKind kind)
{
    using std::chrono::milliseconds;
    using std::chrono::seconds;
    switch (kind) {
    case ActionKind::CopyHome:
    case ActionKind::MoveHome:
    case ActionKind::AdoptHome:
    case ActionKind::RestoreHome:
        return seconds(7200);
    case ActionKind::LetSourceGo:
        return milliseconds(stopLimitMs);
    case ActionKind::PullImage:
        return seconds(900);
    case ActionKind::PackHome:
    case ActionKind::WipeHome:
        return seconds(600);
    default:
        return seconds(60);
    }
}

Result<Effects::Outcome> Effects::perform(const Action &action, const Tenant &tenant, const Seen &seen,
    qint64 operation, qint64 epoch, const std::function<void(const QString &)> &note, const Call &call)
{
    const Registry::Held held{epoch, tenant.generation};
    switch (action.kind) {
    case ActionKind::Wait:
        return Outcome{};
    case ActionKind::Place:
        return place(tenant);
    case ActionKind::PinImage:
        return done(m_registry.pinImage(tenant.id, seen.imageId, held));
    case ActionKind::MovePort: {
        HERMES_TRY(m_registry.movePort(tenant.id, u"dashboard"_s, m_portCoolDownMs, m_actor, held));
        return changedTenant();
    }
    case ActionKind::NextGeneration: {
        HERMES_TRY(m_registry.bumpGeneration(tenant.id, u"mend"_s, -1, m_actor, held));
        return changedTenant();
    }
    case ActionKind::MarkGone: {
        HERMES_ASSIGN(const bool mine, m_registry.markGone(tenant.id, epoch, m_portCoolDownMs, m_actor));
        if (!mine)
            return fail(ErrorKind::Conflict,
                translate("Effects", "Tenant %1 was taken over by another process.").arg(tenant.name));
        return changedTenant();
    }
    case ActionKind::CopyHome:
    case ActionKind::MoveHome:
        return move(action.kind, tenant, epoch, note, call);
    case ActionKind::WipeHome:
        if (!action.hostId.isEmpty() && action.hostId != tenant.hostId)
            return done(wipeLeft(action.hostId, tenant, call));
        break;
    default:
        break;
    }
    const QString hostId = action.hostId.isEmpty() ? tenant.hostId : action.hostId;
    HERMES_ASSIGN(const auto link, m_links.link(hostId, call));
    if (action.kind == ActionKind::Create)
        return create(*link, tenant, operation, epoch, call);
    // What is cleared away after a tenant is gone does not bring its file back, nor what is let go where it no longer
    // belongs.
    if (tenant.phase != Phase::Gone && hostId == tenant.hostId)
        HERMES_TRY(writeTenantFile(*link, tenant, epoch, call));
    switch (action.kind) {
    case ActionKind::PullImage:
        return done(link->engine->pullImage(tenant.image, note, call));
    case ActionKind::WriteHome:
        return writeHome(*link, tenant, action.containerId, call);
    case ActionKind::Start:
        return start(*link, action.containerId, call);
    case ActionKind::Archive:
        return doneWith(containers::archiveCredentials(*link, tenant, action.containerId, call));
    case ActionKind::Stop:
        return stop(*link, action.containerId, call);
    case ActionKind::Remove:
        return done(removeChecked(*link, tenant, action.containerId, call));
    case ActionKind::Unpause:
        return doneWith(link->engine->unpauseContainer(action.containerId, call));
    case ActionKind::LetSourceGo:
        return done(containers::letSourceGo(*link, tenant.adoptFrom, call));
    case ActionKind::AdoptHome:
        return adoptHome(link, tenant, epoch, call);
    case ActionKind::RestoreHome:
        return restoreHome(link, tenant, epoch, call);
    case ActionKind::PackHome:
        return doneWith(containers::packHome(*link, tenant, call));
    case ActionKind::WipeHome: {
        // Of what came back after it was gone, only a part may be there.
        if (tenant.phase == Phase::Gone && seen.leftHome)
            HERMES_TRY(containers::ensureHomeVolume(*link, tenant, call));
        if (tenant.phase != Phase::Gone || seen.leftHome)
            HERMES_TRY(containers::wipeHome(*link, tenant, call));
        return done(link->files->remove(hostpaths::tenantFile(link->host, tenant.id), call));
    }
    default:
        break;
    }
    return fail(ErrorKind::Internal, translate("Effects", "No such action."));
}

Result<Effects::Outcome> Effects::start(HostLink &link, const QString &containerId, const Call &call)
{
    const auto started = link.engine->startContainer(containerId, call);
    // Whoever made the second one may have died before it saw that.
    if (!started && isNetworkAmbiguous(started.error().text()))
        HERMES_TRY(containers::ensureNetwork(link, call));
    return doneWith(started);
}

Result<Effects::Outcome> Effects::stop(HostLink &link, const QString &containerId, const Call &call)
{
    const auto stopped = link.engine->stopContainer(containerId, drainSeconds, call.within(stopAnswerTime));
    if (stopped)
        return Outcome{};
    // An agent that finishes its answers keeps nobody waiting here: the engine goes on when its client has hung up.
    if (stopped.error().kind == ErrorKind::Timeout && !call.deadline.expired() && !call.cancel.isCancelled()) {
        Outcome sent;
        sent.goesOn = true;
        return sent;
    }
    return tl::unexpected<Error>(stopped.error());
}

Result<Effects::Outcome> Effects::place(const Tenant &tenant)
{
    HERMES_ASSIGN(const auto loads, hostLoads(m_registry));
    HERMES_ASSIGN(const QString hostId,
        choosePlace(loads, tenant.requestedHostId, {tenant.tier, tenant.memoryBytes}, m_clock.wallMs()));
    HERMES_TRY(m_registry.place(tenant.id, hostId, {u"dashboard"_s}, m_actor));
    return changedTenant();
}

Status Effects::writeTenantFile(HostLink &link, const Tenant &tenant, qint64 epoch, const Call &call)
{
    HERMES_ASSIGN(const Ports ports, m_registry.ports(tenant.id));
    HERMES_ASSIGN(const auto binding, m_registry.binding(tenant.id));
    const QByteArray content = tenantFileContent(tenant, ports, binding);
    {
        const std::lock_guard lock(m_mutex);
        // Only if no other process had the lease meanwhile: it may have written something else.
        const auto known = m_tenantFiles.find(tenant.id);
        if (known != m_tenantFiles.end() && known->content == content && epoch - known->epoch <= 1) {
            known->epoch = epoch;
            return {};
        }
    }
    HERMES_TRY(link.files->write(hostpaths::tenantFile(link.host, tenant.id), content, 0600, call));
    const std::lock_guard lock(m_mutex);
    m_tenantFiles.insert(tenant.id, {content, epoch});
    return {};
}

Result<Effects::Outcome> Effects::create(
    HostLink &link, const Tenant &tenant, qint64 operation, qint64 epoch, const Call &call)
{
    if (tenant.tier == Tier::Container) {
        // The network is the host's, not the tenant's: it need not wait for the tenant's file.
        auto network = ask(link, [&] { return containers::ensureNetwork(link, call); });
        const Status recorded = writeTenantFile(link, tenant, epoch, call);
        HERMES_ASSIGN(const auto bridge, network.get());
        HERMES_TRY(recorded);
        if (bridge.gateway != link.host.gateway || bridge.subnet != link.host.bridgeSubnet)
            HERMES_TRY(m_registry.noteNetwork(link.host.id, bridge.subnet, bridge.gateway));
    } else {
        HERMES_TRY(writeTenantFile(link, tenant, epoch, call));
    }
    HERMES_TRY(containers::ensureHomeVolume(link, tenant, call));
    HERMES_ASSIGN(const Ports ports, m_registry.ports(tenant.id));
    docker::ContainerSpec spec = containers::tenantSpec(link, tenant, ports, operation, epoch);
    HERMES_TRY(containers::specifyHomeVolume(spec, link, tenant, call));
    HERMES_ASSIGN(const auto created, link.engine->createContainer(spec, call));
    Outcome outcome;
    outcome.containerId = created.id;
    return outcome;
}

Result<Effects::Outcome> Effects::writeHome(
    HostLink &link, const Tenant &tenant, const QString &containerId, const Call &call)
{
    containers::HomeContent content;
    content.nonce = tenant.nonce;
    HERMES_ASSIGN(const Host host, m_registry.hostById(link.host.id));
    content.mcpUrl = mcpUrl(host, tenant.tier);
    HERMES_ASSIGN(const auto binding, m_registry.binding(tenant.id));
    auto before = ask(link, [&] { return containers::readHome(link, tenant, containerId, call); });
    HERMES_ASSIGN(content.secrets, planSecrets(link, tenant.id, call));
    if (binding && binding->bindEpoch == tenant.bindEpoch) {
        HERMES_ASSIGN(content.account, readCredentialFile(link, binding->archivePath, call));
        if (!content.account)
            return fail(ErrorKind::Invalid,
                translate("Effects", "The archived WeChat credentials of %1 are empty.").arg(tenant.name), {},
                translate("Effects", "Bind the tenant again."));
        // The old account's cursor and context tokens would block the new session.
        HERMES_TRY(containers::removeOtherAccounts(link, tenant, containerId, content.account->botId, call));
    } else if (!binding && tenant.bindEpoch > 0) {
        // Its WeChat was moved to another tenant; with the old account in its home it would go on asking for it.
        HERMES_TRY(containers::removeOtherAccounts(link, tenant, containerId, {}, call));
    }
    HERMES_ASSIGN(const auto found, before.get());
    HERMES_TRY(containers::writeHome(link, tenant, containerId, found, content, call));
    if (!content.secrets.isEmpty())
        HERMES_TRY(link.files->remove(hostpaths::secrets(link.host, tenant.id), call));
    Outcome outcome;
    outcome.containerId = containerId;
    outcome.homeWrittenFor = containerId;
    if (content.account)
        outcome.credentialsWrittenFor = containerId;
    return outcome;
}

Result<Effects::Outcome> Effects::move(ActionKind kind, const Tenant &tenant, qint64 epoch,
    const std::function<void(const QString &)> &note, const Call &call)
{
    containers::HomeMove way;
    way.tenant = tenant;
    way.sourceTier = tenant.homeTier;
    way.note = note;
    HERMES_ASSIGN(way.source, m_links.link(tenant.homeHostId, call));
    HERMES_ASSIGN(way.target, m_links.link(tenant.hostId, call));
    HERMES_ASSIGN(way.sourceImage, m_registry.imageOn(tenant.id, tenant.homeHostId));
    HERMES_TRY(writeTenantFile(*way.target, tenant, epoch, call));
    if (kind == ActionKind::CopyHome)
        return done(containers::copyHome(way, call));
    HERMES_TRY(containers::moveHome(way, call));
    HERMES_ASSIGN(const bool mine, m_registry.homeMoved(tenant.id, epoch, tenant.generation, m_actor));
    if (!mine)
        return fail(ErrorKind::Conflict,
            translate("Effects", "Tenant %1 was taken over by another process, or is to go elsewhere now.")
                .arg(tenant.name));
    return changedTenant();
}

Result<Effects::Outcome> Effects::adoptHome(
    const std::shared_ptr<HostLink> &link, const Tenant &tenant, qint64 epoch, const Call &call)
{
    QMap<QString, Secret> given;
    if (!tenant.adoptFrom.isEmpty()) {
        HERMES_ASSIGN(const auto source, link->engine->inspectContainer(tenant.adoptFrom, call));
        const auto image = link->engine->inspectImage(source.summary.imageId, call);
        given = containers::givenSettings(source, image ? *image : docker::ImageDetails());
    }
    HERMES_ASSIGN(const auto found, containers::packAdopted(link, tenant, given, call));
    if (!tenant.adoptFrom.isEmpty()) {
        // Somebody may have started it again while it was read.
        HERMES_ASSIGN(const auto source, link->engine->inspectContainer(tenant.adoptFrom, call));
        if (source.running)
            return fail(ErrorKind::Conflict,
                translate("Effects", "Container %1 was started again while its home was read.")
                    .arg(source.summary.name),
                {}, translate("Effects", "It is stopped again; find out who starts it."));
    }
    if (!found.settings.isEmpty())
        HERMES_TRY(storePlanSecrets(*link, tenant.id, found.settings, call));
    std::optional<Binding> binding;
    if (found.account) {
        const auto &account = *found.account;
        const qint64 savedAt = account.savedAt.isValid() ? account.savedAt.toMSecsSinceEpoch() : tenant.createdAt;
        const QString path = credentialPath(link->host, tenant.id, u"adopted"_s);
        HERMES_TRY(reserveCredentialFile(*link, path, call));
        HERMES_TRY(fillCredentialFile(
            *link, path, {account.token, account.botId, account.baseUrl, account.userId}, savedAt, call));
        binding = Binding{
            tenant.id, account.botId, account.userId, account.baseUrl, account.token.sha256(), 0, path, savedAt};
    }
    HERMES_ASSIGN(const bool mine,
        m_registry.homeAdopted(tenant.id, epoch, tenant.generation, containers::adoptedFile, binding, m_actor));
    if (!mine)
        return fail(
            ErrorKind::Conflict, translate("Effects", "Tenant %1 was taken over by another process.").arg(tenant.name));
    return changedTenant();
}

Result<Effects::Outcome> Effects::restoreHome(
    const std::shared_ptr<HostLink> &link, const Tenant &tenant, qint64 epoch, const Call &call)
{
    HERMES_TRY(containers::restoreHome(link, tenant, call));
    HERMES_ASSIGN(const bool mine, m_registry.homeRestored(tenant.id, epoch, tenant.generation, m_actor));
    if (!mine)
        return fail(
            ErrorKind::Conflict, translate("Effects", "Tenant %1 was taken over by another process.").arg(tenant.name));
    return changedTenant();
}

Status Effects::wipeLeft(const QString &hostId, const Tenant &tenant, const Call &call)
{
    HERMES_ASSIGN(const auto link, m_links.link(hostId, call));
    HERMES_ASSIGN(const QString imageId, m_registry.imageOn(tenant.id, hostId));
    HERMES_TRY(containers::wipeLeftHome(link, tenant, imageId, call));
    return m_registry.leftHomeWiped(tenant.id, hostId, m_actor);
}

Status Effects::removeChecked(HostLink &link, const Tenant &tenant, const QString &containerId, const Call &call)
{
    // By full id, and only after reading the labels again: an id in our memory is no right to delete.
    const auto details = link.engine->inspectContainer(containerId, call);
    if (!details)
        return details.error().kind == ErrorKind::NotFound ? Status() : tl::unexpected<Error>(details.error());
    const auto &labels = details->summary.labels;
    if (labels.value(u"hermes.platform"_s) != link.platform || labels.value(u"hermes.tenant_id"_s) != tenant.id)
        return fail(ErrorKind::Conflict,
            translate("Effects", "Container %1 is not this tenant's; it was not removed.").arg(containerId.left(12)));
    // A job that waits for commands of a dead process would wait for two hours; an agent is never removed by force.
    const bool isJob = labels.value(u"hermes.role"_s) == "job"_L1;
    HERMES_TRY(link.engine->removeContainer(containerId, isJob, call));
    return {};
}

} // namespace hermes
