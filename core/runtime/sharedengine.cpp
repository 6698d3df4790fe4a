#include "sharedengine.h"

#include "containerspec.h"
#include "prefabrecord.h"
#include "sharedscript.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace hermes {

using namespace Qt::StringLiterals;
using docker::ContainerDetails;
using docker::ContainerSummary;
using docker::Done;
using docker::Labels;
using shared::Gateway;

/// What runs in one shared container.
struct SharedGateways {
    ContainerSummary container;
    QList<Gateway> gateways;
};

struct SharedEngine::Place {
    bool isShared = false; ///< else a container as any other
    QString card;
    bool hasCard = false; ///< Docker still has it
    ContainerSummary summary; ///< of the card
    QString tenantId;
    QString shared; ///< the running shared container that it is, or would be, in; empty: there is none
    std::optional<Gateway> gateway;

    [[nodiscard]] bool runs() const { return gateway && gateway->runs(); }
};

namespace {

const QString roleLabel = u"hermes.role"_s;
const QString tenantLabel = u"hermes.tenant_id"_s;

bool isShared(const Labels &labels)
{
    return labels.value(prefab::tierLabel) == tierName(Tier::Shared);
}

/// The name of a shared container says which image it is of: "sha256:…" or the name of one.
QString sharedName(const QString &imageId)
{
    return u"hermes.shared-"_s + imageId.section(u':', -1).left(12);
}

const QString sharedVolume = u"hermes.shared"_s;

const Gateway *find(const QList<SharedGateways> &all, const QString &card)
{
    for (const auto &place : all)
        for (const auto &gateway : place.gateways)
            if (gateway.card == card)
                return &gateway;
    return nullptr;
}

void showAs(ContainerSummary &card, const Gateway *gateway)
{
    if (card.state == "removing"_L1 || card.state == "dead"_L1)
        return;
    // Also one that somebody started as it is: a card does nothing.
    card.state = gateway ? gateway->state : u"created"_s;
    card.status = gateway ? u"Shared ("_s + gateway->state + u')' : u"Shared (not started)"_s;
}

/// A gateway that runs though its card is gone, as an engine would say it.
ContainerSummary strayOf(const SharedGateways &in, const Gateway &gateway)
{
    ContainerSummary stray;
    stray.id = gateway.card;
    stray.name = gateway.name;
    stray.image = in.container.image;
    stray.imageId = in.container.imageId;
    stray.labels = gateway.labels;
    showAs(stray, &gateway);
    return stray;
}

void showAs(ContainerDetails &card, const Gateway *gateway)
{
    showAs(card.summary, gateway);
    card.running = gateway && gateway->runs();
    card.summary.ports = card.running ? card.configuredPorts : QList<docker::PublishedPort>();
    card.health.clear();
    card.oomKilled = false;
    card.startedAt = gateway ? gateway->startedAt : QDateTime();
    card.finishedAt = gateway ? gateway->finishedAt : QDateTime();
    card.exitCode = gateway ? gateway->exitCode : 0;
    card.error = gateway ? gateway->error : QString();
}

bool carries(const Labels &labels, const QStringList &wanted)
{
    return std::all_of(wanted.begin(), wanted.end(), [&](const QString &label) {
        const qsizetype equals = label.indexOf(u'=');
        return equals < 0 ? labels.contains(label) : labels.value(label.left(equals)) == label.mid(equals + 1);
    });
}

tl::unexpected<Error> failed(const QString &what, const docker::Engine::ExecResult &ran)
{
    const QString words = QString::fromUtf8(ran.err.trimmed()).right(2000);
    return fail(ran.exitCode == shared::exitConflict ? ErrorKind::Conflict
            : ran.exitCode == shared::exitNotThere   ? ErrorKind::NotFound
                                                     : ErrorKind::Remote,
        what, words.isEmpty() ? u"exit %1"_s.arg(ran.exitCode) : words);
}

Result<Done> doneOr(const QString &what, const Result<docker::Engine::ExecResult> &ran)
{
    HERMES_TRY(ran);
    if (ran->exitCode == 0)
        return Done::Done;
    if (ran->exitCode == shared::exitAlreadySo)
        return Done::AlreadySo;
    return failed(what, *ran);
}

tl::unexpected<Error> doesNotRun()
{
    return fail(ErrorKind::Conflict, translate("Shared", "The tenant does not run in the host's shared container."));
}

tl::unexpected<Error> noSuch(const QString &id)
{
    return fail(ErrorKind::NotFound, translate("Shared", "There is no container %1 on the host.").arg(id.left(12)));
}

} // namespace

Result<docker::Engine::ExecResult> SharedEngine::asRoot(
    const QString &shared, const QStringList &argv, const Call &call)
{
    docker::ExecOptions options;
    options.user = u"0"_s;
    return m_containers->exec(shared, argv, options, call);
}

Result<QList<ContainerSummary>> SharedEngine::sharedContainers(const Call &call)
{
    return m_containers->listContainers(containers::ownedBy(m_platform) + QStringList{roleLabel + u"=shared"_s}, call);
}

Result<QList<SharedGateways>> SharedEngine::gateways(const Call &call)
{
    HERMES_ASSIGN(const auto containers, sharedContainers(call));
    QList<SharedGateways> all;
    for (const auto &container : containers) {
        if (container.state == "paused"_L1)
            return fail(ErrorKind::Conflict,
                translate("Shared", "The host's shared container %1 is paused.").arg(container.name), {},
                translate("Shared", "Let it go on: docker unpause %1.").arg(container.name));
        // In one that does not run, nothing does.
        if (container.state != "running"_L1)
            continue;
        const auto ran = asRoot(container.id, shared::script(shared::Verb::List), call);
        // It has gone, or stopped, since it was listed.
        if (!ran && (ran.error().kind == ErrorKind::NotFound || ran.error().kind == ErrorKind::Conflict))
            continue;
        HERMES_TRY(ran);
        if (ran->exitCode != 0)
            return failed(translate("Shared", "The tenants in %1 could not be listed.").arg(container.name), *ran);
        HERMES_ASSIGN(auto gateways, shared::parseGateways(ran->out));
        all.append({container, std::move(gateways)});
    }
    return all;
}

Result<QList<ContainerSummary>> SharedEngine::listContainers(const QStringList &labels, const Call &call)
{
    // Gateways first: one whose card is made and started in between is then a card that has not been started.
    HERMES_ASSIGN(const auto running, gateways(call));
    HERMES_ASSIGN(auto listed, m_containers->listContainers(labels, call));
    QStringList cards;
    for (auto &container : listed) {
        if (!isShared(container.labels) || container.labels.value(roleLabel) != "tenant"_L1)
            continue;
        cards.append(container.id);
        showAs(container, find(running, container.id));
    }
    for (const auto &place : running)
        for (const auto &gateway : place.gateways) {
            if (!gateway.runs() || cards.contains(gateway.card) || !carries(gateway.labels, labels))
                continue;
            // Not of this list; or has its card gone?
            if (const auto there = m_containers->inspectContainer(gateway.card, call); there)
                continue;
            else if (there.error().kind != ErrorKind::NotFound)
                return tl::unexpected<Error>(there.error());
            listed.append(strayOf(place, gateway));
        }
    return listed;
}

Result<ContainerDetails> SharedEngine::inspectContainer(const QString &id, const Call &call)
{
    auto details = m_containers->inspectContainer(id, call);
    const bool isGone = !details && details.error().kind == ErrorKind::NotFound;
    if ((!details && !isGone)
        || (details && (!isShared(details->summary.labels) || details->summary.labels.value(roleLabel) != "tenant"_L1)))
        return details;
    HERMES_ASSIGN(const auto running, gateways(call));
    if (details) {
        showAs(*details, find(running, details->summary.id));
        return details;
    }
    for (const auto &place : running)
        for (const auto &gateway : place.gateways)
            if (gateway.card == id && gateway.runs()) {
                ContainerDetails stray;
                stray.summary = strayOf(place, gateway);
                showAs(stray, &gateway);
                return stray;
            }
    return details;
}

Result<SharedEngine::Place> SharedEngine::placeOf(const QString &id, const Call &call)
{
    Place place;
    place.card = id;
    const auto details = m_containers->inspectContainer(id, call);
    if (!details && details.error().kind != ErrorKind::NotFound)
        return tl::unexpected<Error>(details.error());
    if (details) {
        const Labels &labels = details->summary.labels;
        if (!isShared(labels) || labels.value(roleLabel) != "tenant"_L1)
            return place;
        place.isShared = place.hasCard = true;
        place.summary = details->summary;
        place.card = details->summary.id;
        place.tenantId = labels.value(tenantLabel);
    }
    HERMES_ASSIGN(const auto running, gateways(call));
    for (const auto &there : running) {
        if (place.hasCard && there.container.imageId == place.summary.imageId)
            place.shared = there.container.id;
        for (const auto &gateway : there.gateways)
            if (gateway.card == place.card) {
                place.isShared = true;
                place.shared = there.container.id;
                place.gateway = gateway;
                if (!place.hasCard) {
                    place.summary = strayOf(there, gateway);
                    place.tenantId = gateway.labels.value(tenantLabel);
                }
            }
    }
    return place;
}

/// The shared container of the card's image, running.
Result<QString> SharedEngine::ensureShared(const ContainerSummary &card, const Call &call)
{
    const QString name = sharedName(card.imageId);
    auto there = m_containers->inspectContainer(name, call);
    if (!there && there.error().kind != ErrorKind::NotFound)
        return tl::unexpected<Error>(there.error());
    if (!there) {
        // All homes of the tier are beside that of the card.
        HERMES_ASSIGN(const auto home,
            m_containers->inspectVolume(containers::volumeName(card.labels.value(tenantLabel), Tier::Shared), call));
        const QString homes = home.options.value(u"device"_s).section(u'/', 0, -2);
        Labels labels{{u"hermes.managed"_s, u"1"_s}, {u"hermes.schema"_s, u"1"_s}, {roleLabel, u"shared"_s},
            {u"hermes.platform"_s, m_platform}};
        containers::addTier(labels, Tier::Shared);
        HERMES_ASSIGN(const auto volume, m_containers->createBindVolume(sharedVolume, homes, labels, call));
        if (volume.options.value(u"device"_s) != homes || volume.labels.value(u"hermes.platform"_s) != m_platform)
            return fail(ErrorKind::Conflict,
                translate("Shared", "The Docker volume %1 points to %2, not to the homes of shared tenants.")
                    .arg(sharedVolume, volume.options.value(u"device"_s)),
                {}, translate("Shared", "Look at that volume on the host and remove it if nobody needs it."));
        HERMES_ASSIGN(const auto engine, m_containers->info(call));
        auto spec = containers::sharedSpec(name, card.imageId, labels, engine.memoryBytes / 2);
        spec.entrypoint = {u"/bin/sh"_s};
        spec.command = shared::keeper();
        spec.mounts = {{sharedVolume, containers::homeTarget + u"/profiles"_s, true, false, homes, labels}};
        const auto created = m_containers->createContainer(spec, call);
        if (!created && created.error().kind != ErrorKind::Conflict) // somebody else has just made it
            return tl::unexpected<Error>(created.error());
        there = m_containers->inspectContainer(name, call);
        HERMES_TRY(there);
    }
    const Labels &labels = there->summary.labels;
    if (labels.value(u"hermes.platform"_s) != m_platform || labels.value(roleLabel) != "shared"_L1
        || there->summary.imageId != card.imageId)
        return fail(ErrorKind::Conflict,
            translate("Shared", "A container %1 that is not ours stands in the way on the host.").arg(name), {},
            translate("Shared", "Look at it on the host, and rename or remove it."));
    if (there->summary.state != "running"_L1)
        HERMES_TRY(m_containers->startContainer(there->summary.id, call));
    return there->summary.id;
}

Result<Done> SharedEngine::startContainer(const QString &id, const Call &call)
{
    HERMES_ASSIGN(const auto place, placeOf(id, call));
    if (!place.isShared)
        return m_containers->startContainer(id, call);
    if (place.runs())
        return Done::AlreadySo;
    if (!place.hasCard)
        return noSuch(id);
    HERMES_ASSIGN(const QString shared, ensureShared(place.summary, call));
    QJsonObject labels;
    for (auto label = place.summary.labels.cbegin(); label != place.summary.labels.cend(); ++label)
        labels.insert(label.key(), label.value());
    const QStringList arguments{place.card, place.tenantId, place.summary.labels.value(u"hermes.port"_s),
        place.summary.name, QString::fromUtf8(QJsonDocument(labels).toJson(QJsonDocument::Compact))};
    return doneOr(translate("Shared", "The tenant could not be started in the host's shared container."),
        asRoot(shared, shared::script(shared::Verb::Start, arguments), call));
}

Result<Done> SharedEngine::stopContainer(const QString &id, int timeoutSeconds, const Call &call)
{
    HERMES_ASSIGN(const auto place, placeOf(id, call));
    if (!place.isShared)
        return m_containers->stopContainer(id, timeoutSeconds, call);
    if (!place.runs())
        return Done::AlreadySo;
    return doneOr(translate("Shared", "The tenant could not be stopped in the host's shared container."),
        asRoot(place.shared,
            shared::script(shared::Verb::Stop, {place.card, QString::number(std::max(0, timeoutSeconds))}), call));
}

Result<Done> SharedEngine::removeContainer(const QString &id, bool force, const Call &call)
{
    HERMES_ASSIGN(const auto place, placeOf(id, call));
    if (!place.isShared)
        return m_containers->removeContainer(id, force, call);
    if (place.runs()) {
        if (!force)
            return fail(ErrorKind::Conflict, translate("Shared", "The tenant runs; it is not removed."));
        HERMES_TRY(stopContainer(place.card, 0, call));
    }
    // While its card is there it is not forgotten: who comes after a death in between sees it and goes on.
    if (!place.shared.isEmpty()) {
        const auto forgotten
            = asRoot(place.shared, shared::script(shared::Verb::Forget, {place.card, place.tenantId}), call);
        // Gone meanwhile, with all that it knew.
        if (forgotten || forgotten.error().kind != ErrorKind::NotFound)
            HERMES_TRY(doneOr(translate("Shared", "The tenant runs again; it is not removed."), forgotten));
    }
    const auto removed = place.hasCard ? m_containers->removeContainer(place.card, true, call) : Done::Done;
    HERMES_TRY(removed);
    HERMES_TRY(removeIfEmpty(place.summary.imageId, call));
    return removed;
}

/// The shared container of an image goes with the last card of it, and the homes' volume with the last one of all.
Status SharedEngine::removeIfEmpty(const QString &imageId, const Call &call)
{
    HERMES_ASSIGN(const auto running, gateways(call));
    HERMES_ASSIGN(const auto ours,
        m_containers->listContainers(
            containers::ownedBy(m_platform) + QStringList{prefab::tierLabel + u'=' + tierName(Tier::Shared)}, call));
    bool isLast = true;
    const ContainerSummary *empty = nullptr;
    for (const auto &one : ours) {
        if (one.labels.value(roleLabel) == "shared"_L1) {
            if (one.imageId == imageId)
                empty = &one;
            else
                isLast = false;
        } else if (one.labels.value(roleLabel) == "tenant"_L1) {
            if (one.imageId == imageId)
                return {};
            isLast = false;
        }
    }
    for (const auto &place : running)
        for (const auto &gateway : place.gateways)
            if (gateway.runs() && place.container.imageId == imageId)
                return {};
    if (empty)
        HERMES_TRY(m_containers->removeContainer(empty->id, true, call));
    if (!isLast)
        return {};
    const Status gone = m_containers->removeVolume(sharedVolume, call);
    // In use: somebody has just made another one.
    return gone || gone.error().kind == ErrorKind::NotFound || gone.error().kind == ErrorKind::Conflict ? Status()
                                                                                                        : gone;
}

Result<Done> SharedEngine::pauseContainer(const QString &id, const Call &call)
{
    HERMES_ASSIGN(const auto place, placeOf(id, call));
    if (!place.isShared)
        return m_containers->pauseContainer(id, call);
    if (!place.runs())
        return doesNotRun();
    return doneOr(translate("Shared", "The tenant could not be paused."),
        asRoot(place.shared, shared::script(shared::Verb::Pause, {place.card}), call));
}

Result<Done> SharedEngine::unpauseContainer(const QString &id, const Call &call)
{
    HERMES_ASSIGN(const auto place, placeOf(id, call));
    if (!place.isShared)
        return m_containers->unpauseContainer(id, call);
    if (!place.runs())
        return Done::AlreadySo;
    return doneOr(translate("Shared", "The tenant could not go on."),
        asRoot(place.shared, shared::script(shared::Verb::Unpause, {place.card}), call));
}

Result<int> SharedEngine::waitContainer(const QString &id, const Call &call)
{
    constexpr auto pause = std::chrono::milliseconds(500);
    HERMES_ASSIGN(auto place, placeOf(id, call));
    if (!place.isShared)
        return m_containers->waitContainer(id, call);
    while (place.runs()) {
        if (call.cancel.waitFor(std::min(pause, call.deadline.remaining())))
            return fail(ErrorKind::Cancelled, translate("Shared", "Nobody waits for the tenant's end any more."));
        if (call.deadline.expired())
            return fail(ErrorKind::Timeout, translate("Shared", "The tenant has not ended in time."));
        HERMES_ASSIGN(place, placeOf(id, call));
    }
    return place.gateway ? place.gateway->exitCode : 0;
}

Status SharedEngine::watchEvents(const QStringList &labels, const std::function<void()> &connected,
    const std::function<void(const docker::Event &)> &event, const Call &call)
{
    const auto passOn = [&](const docker::Event &happened) {
        event(happened);
        if (happened.attributes.value(roleLabel) != "shared"_L1)
            return;
        const auto cards = m_containers->listContainers(
            labels + QStringList{prefab::tierLabel + u'=' + tierName(Tier::Shared), roleLabel + u"=tenant"_s}, call);
        for (const auto &card : cards.value_or(QList<ContainerSummary>()))
            event({happened.type, happened.action, card.id, card.labels, happened.timeNano});
    };
    return m_containers->watchEvents(labels, connected, passOn, call);
}

namespace {

/// Of the lines of a shared container, those of one tenant: "<time> <card> <text>".
class LinesOf {
public:
    LinesOf(const QString &card, bool timestamps)
        : m_mark(card.left(12).toUtf8() + ' ')
        , m_timestamps(timestamps)
    { }
    /// Nothing: it is another's, or has been told. Lines come in the order of their times.
    [[nodiscard]] std::optional<QByteArray> take(const QByteArray &line)
    {
        const qsizetype space = line.indexOf(' ');
        if (space < 0 || line.indexOf(m_mark, space + 1) != space + 1)
            return {};
        const QByteArray time = line.left(space);
        if (time <= m_told)
            return {};
        m_last = time;
        const QByteArray text = line.mid(space + 1 + m_mark.size());
        return m_timestamps ? time + ' ' + text : text;
    }
    /// What comes again is passed over from now on.
    void setTold() { m_told = m_last; }

private:
    QByteArray m_mark;
    bool m_timestamps;
    QByteArray m_last;
    QByteArray m_told;
};

} // namespace

Status SharedEngine::readLogs(const QString &id, const docker::LogOptions &options,
    const std::function<void(const QByteArray &line, bool isError)> &line, const Call &call)
{
    HERMES_ASSIGN(const auto place, placeOf(id, call));
    if (!place.isShared)
        return m_containers->readLogs(id, options, line, call);
    if (place.shared.isEmpty())
        return {};
    LinesOf lines(place.card, options.timestamps);
    QByteArrayList last;
    docker::LogOptions all;
    all.sinceSeconds = options.sinceSeconds;
    all.timestamps = true;
    HERMES_TRY(m_containers->readLogs(
        place.shared, all,
        [&](const QByteArray &text, bool) {
            if (const auto own = lines.take(text))
                last.append(*own);
            if (options.tail >= 0 && last.size() > options.tail)
                last.removeFirst();
        },
        call));
    for (const auto &text : std::as_const(last))
        line(text, false);
    if (!options.follow)
        return {};
    lines.setTold();
    all.follow = true;
    return m_containers->readLogs(
        place.shared, all,
        [&](const QByteArray &text, bool) {
            if (const auto own = lines.take(text))
                line(*own, false);
        },
        call);
}

static Result<docker::Engine::ExecResult> ranInIt(Result<docker::Engine::ExecResult> ran)
{
    if (ran && ran->exitCode == shared::exitConflict && ran->err.startsWith("it does not run"))
        return doesNotRun();
    return ran;
}

Result<docker::Engine::ExecResult> SharedEngine::exec(
    const QString &id, const QStringList &argv, const docker::ExecOptions &options, const Call &call)
{
    HERMES_ASSIGN(const auto place, placeOf(id, call));
    if (!place.isShared)
        return m_containers->exec(id, argv, options, call);
    if (place.shared.isEmpty())
        return doesNotRun();
    const QStringList wrapped = QStringList{place.card, place.tenantId} + shared::meantFor(place.tenantId, argv);
    return ranInIt(m_containers->exec(place.shared, shared::script(shared::Verb::Exec, wrapped), options, call));
}

Result<docker::Engine::ExecResult> SharedEngine::execStream(const QString &id, const QStringList &argv,
    const docker::ExecOptions &options, const ExecStreams &streams, const Call &call)
{
    HERMES_ASSIGN(const auto place, placeOf(id, call));
    if (!place.isShared)
        return m_containers->execStream(id, argv, options, streams, call);
    if (place.shared.isEmpty())
        return doesNotRun();
    const QStringList wrapped = QStringList{place.card, place.tenantId} + shared::meantFor(place.tenantId, argv);
    return ranInIt(
        m_containers->execStream(place.shared, shared::script(shared::Verb::Exec, wrapped), options, streams, call));
}

} // namespace hermes
