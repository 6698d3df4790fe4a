#include "sharedengine.h"

#include "jsonvalues.h"
#include "sharedlog.h"

#include <algorithm>

namespace hermes {

using namespace Qt::StringLiterals;
using docker::ContainerDetails;
using docker::ContainerSummary;
using docker::Done;
using docker::Labels;
using shared::Gateway;
using shared::Verb;

struct SharedEngine::Place {
    bool isShared = false; ///< else a container as any other
    QString card;
    bool hasCard = false; ///< Docker still has it
    ContainerSummary summary; ///< of the card
    QString tenantId;
    QString shared; ///< the running shared container that it is, or would be, in; empty: there is none
    std::optional<Gateway> gateway;

    [[nodiscard]] bool runs() const { return gateway && gateway->runs(); }
    [[nodiscard]] QStringList inProfile(const QStringList &argv) const;
};

namespace {

const Gateway *find(const QList<shared::Running> &all, const QString &card)
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
ContainerSummary strayOf(const shared::Running &in, const Gateway &gateway)
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

tl::unexpected<Error> doesNotRun()
{
    return fail(ErrorKind::Conflict, translate("Shared", "The tenant does not run in the host's shared container."));
}

tl::unexpected<Error> noSuch(const QString &id)
{
    return fail(ErrorKind::NotFound, translate("Shared", "There is no container %1 on the host.").arg(id.left(12)));
}

} // namespace

Result<QList<ContainerSummary>> SharedEngine::listContainers(const QStringList &labels, const Call &call)
{
    // Gateways first: one whose card is made and started in between is then a card that has not been started.
    HERMES_ASSIGN(const auto running, m_shared.gateways(call));
    HERMES_ASSIGN(auto listed, ForwardingEngine::listContainers(labels, call));
    QStringList cards;
    for (auto &container : listed) {
        if (!shared::isCard(container.labels))
            continue;
        cards.append(container.id);
        showAs(container, find(running, container.id));
    }
    for (const auto &place : running)
        for (const auto &gateway : place.gateways) {
            if (!gateway.runs() || cards.contains(gateway.card) || !docker::carries(gateway.labels, labels))
                continue;
            // Not of this list; or has its card gone?
            if (const auto there = ForwardingEngine::inspectContainer(gateway.card, call); there)
                continue;
            else if (there.error().kind != ErrorKind::NotFound)
                return tl::unexpected<Error>(there.error());
            listed.append(strayOf(place, gateway));
        }
    return listed;
}

Result<ContainerDetails> SharedEngine::inspectContainer(const QString &id, const Call &call)
{
    auto details = ForwardingEngine::inspectContainer(id, call);
    if (details ? !shared::isCard(details->summary.labels) : details.error().kind != ErrorKind::NotFound)
        return details;
    HERMES_ASSIGN(const auto running, m_shared.gateways(call));
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
    const auto details = ForwardingEngine::inspectContainer(id, call);
    if (!details && details.error().kind != ErrorKind::NotFound)
        return tl::unexpected<Error>(details.error());
    if (details) {
        const Labels &labels = details->summary.labels;
        if (!shared::isCard(labels))
            return place;
        place.isShared = place.hasCard = true;
        place.summary = details->summary;
        place.card = details->summary.id;
        place.tenantId = labels.value(shared::tenantLabel);
    }
    HERMES_ASSIGN(const auto running, m_shared.gateways(call));
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
                    place.tenantId = gateway.labels.value(shared::tenantLabel);
                }
            }
    }
    return place;
}

Result<Done> SharedEngine::startContainer(const QString &id, const Call &call)
{
    HERMES_ASSIGN(const auto place, placeOf(id, call));
    if (!place.isShared)
        return ForwardingEngine::startContainer(id, call);
    if (place.runs())
        return Done::AlreadySo;
    if (!place.hasCard)
        return noSuch(id);
    HERMES_ASSIGN(const QString shared, m_shared.ensure(place.summary, call));
    const Labels &labels = place.summary.labels;
    const QStringList arguments{place.card, place.tenantId, labels.value(u"hermes.port"_s), place.summary.name,
        QString::fromUtf8(docker::compact(docker::toJson(labels)))};
    return shared::doneOr(translate("Shared", "The tenant could not be started in the host's shared container."),
        m_shared.run(shared, Verb::Start, arguments, call));
}

Result<Done> SharedEngine::stopContainer(const QString &id, int timeoutSeconds, const Call &call)
{
    HERMES_ASSIGN(const auto place, placeOf(id, call));
    if (!place.isShared)
        return ForwardingEngine::stopContainer(id, timeoutSeconds, call);
    if (!place.runs())
        return Done::AlreadySo;
    return shared::doneOr(translate("Shared", "The tenant could not be stopped in the host's shared container."),
        m_shared.run(place.shared, Verb::Stop, {place.card, QString::number(std::max(0, timeoutSeconds))}, call));
}

Result<Done> SharedEngine::removeContainer(const QString &id, bool force, const Call &call)
{
    HERMES_ASSIGN(const auto place, placeOf(id, call));
    if (!place.isShared)
        return ForwardingEngine::removeContainer(id, force, call);
    if (place.runs()) {
        if (!force)
            return fail(ErrorKind::Conflict, translate("Shared", "The tenant runs; it is not removed."));
        HERMES_TRY(stopContainer(place.card, 0, call));
    }
    // While its card is there it is not forgotten: who comes after a death in between sees it and goes on.
    if (!place.shared.isEmpty()) {
        const auto forgotten = m_shared.run(place.shared, Verb::Forget, {place.card, place.tenantId}, call);
        // Gone meanwhile, with all that it knew.
        if (forgotten || forgotten.error().kind != ErrorKind::NotFound)
            HERMES_TRY(shared::doneOr(translate("Shared", "The tenant runs again; it is not removed."), forgotten));
    }
    auto removed = place.hasCard ? ForwardingEngine::removeContainer(place.card, true, call) : Result<Done>(Done::Done);
    HERMES_TRY(removed);
    HERMES_TRY(m_shared.removeIfEmpty(place.summary.imageId, call));
    return removed;
}

Result<Done> SharedEngine::pauseContainer(const QString &id, const Call &call)
{
    HERMES_ASSIGN(const auto place, placeOf(id, call));
    if (!place.isShared)
        return ForwardingEngine::pauseContainer(id, call);
    if (!place.runs())
        return doesNotRun();
    return shared::doneOr(translate("Shared", "The tenant could not be paused."),
        m_shared.run(place.shared, Verb::Pause, {place.card}, call));
}

Result<Done> SharedEngine::unpauseContainer(const QString &id, const Call &call)
{
    HERMES_ASSIGN(const auto place, placeOf(id, call));
    if (!place.isShared)
        return ForwardingEngine::unpauseContainer(id, call);
    if (!place.runs())
        return Done::AlreadySo;
    return shared::doneOr(translate("Shared", "The tenant could not go on."),
        m_shared.run(place.shared, Verb::Unpause, {place.card}, call));
}

Result<int> SharedEngine::waitContainer(const QString &id, const Call &call)
{
    constexpr auto pause = std::chrono::milliseconds(500);
    HERMES_ASSIGN(auto place, placeOf(id, call));
    if (!place.isShared)
        return ForwardingEngine::waitContainer(id, call);
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
        if (happened.attributes.value(shared::roleLabel) != "shared"_L1)
            return;
        const auto cards = ForwardingEngine::listContainers(
            labels + QStringList{shared::ofTier(), shared::roleLabel + u"=tenant"_s}, call);
        for (const auto &card : cards.value_or(QList<ContainerSummary>()))
            event({happened.type, happened.action, card.id, card.labels, happened.timeNano});
    };
    return ForwardingEngine::watchEvents(labels, connected, passOn, call);
}

Status SharedEngine::readLogs(const QString &id, const docker::LogOptions &options,
    const std::function<void(const QByteArray &line, bool isError)> &line, const Call &call)
{
    HERMES_ASSIGN(const auto place, placeOf(id, call));
    if (!place.isShared)
        return ForwardingEngine::readLogs(id, options, line, call);
    if (place.shared.isEmpty())
        return {};
    shared::LogLines lines(place.card, options.timestamps);
    QByteArrayList last;
    docker::LogOptions all;
    all.sinceSeconds = options.sinceSeconds;
    all.timestamps = true;
    HERMES_TRY(ForwardingEngine::readLogs(
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
    return ForwardingEngine::readLogs(
        place.shared, all,
        [&](const QByteArray &text, bool) {
            if (const auto own = lines.take(text))
                line(*own, false);
        },
        call);
}

/// The command as it is run in the tenant's profile.
QStringList SharedEngine::Place::inProfile(const QStringList &argv) const
{
    return shared::script(Verb::Exec, QStringList{card, tenantId} + shared::meantFor(tenantId, argv));
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
        return ForwardingEngine::exec(id, argv, options, call);
    if (place.shared.isEmpty())
        return doesNotRun();
    return ranInIt(ForwardingEngine::exec(place.shared, place.inProfile(argv), options, call));
}

Result<docker::Engine::ExecResult> SharedEngine::execStream(const QString &id, const QStringList &argv,
    const docker::ExecOptions &options, const ExecStreams &streams, const Call &call)
{
    HERMES_ASSIGN(const auto place, placeOf(id, call));
    if (!place.isShared)
        return ForwardingEngine::execStream(id, argv, options, streams, call);
    if (place.shared.isEmpty())
        return doesNotRun();
    return ranInIt(ForwardingEngine::execStream(place.shared, place.inProfile(argv), options, streams, call));
}

} // namespace hermes
