#include "sharedcontainers.h"

#include "containerspec.h"
#include "prefabrecord.h"

namespace hermes::shared {

using namespace Qt::StringLiterals;
using docker::ContainerSummary;
using docker::Done;
using docker::Labels;

namespace {

const QString homesVolume = u"hermes.shared"_s;

/// The name of a shared container says which image it is of: "sha256:…" or the name of one.
QString nameFor(const QString &imageId)
{
    return u"hermes.shared-"_s + imageId.section(u':', -1).left(12);
}

} // namespace

QString ofTier()
{
    return prefab::tierLabel + u'=' + tierName(Tier::Shared);
}

bool isCard(const Labels &labels)
{
    return docker::carries(labels, {ofTier()}) && labels.value(roleLabel) == "tenant"_L1;
}

tl::unexpected<Error> failed(const QString &what, const docker::Engine::ExecResult &ran)
{
    const QString words = QString::fromUtf8(ran.err.trimmed()).right(2000);
    const ErrorKind kind = ran.exitCode == exitConflict ? ErrorKind::Conflict
        : ran.exitCode == exitNotThere                  ? ErrorKind::NotFound
                                                        : ErrorKind::Remote;
    return fail(kind, what, words.isEmpty() ? u"exit %1"_s.arg(ran.exitCode) : words);
}

Result<Done> doneOr(const QString &what, const Result<docker::Engine::ExecResult> &ran)
{
    HERMES_TRY(ran);
    if (ran->exitCode == 0)
        return Done::Done;
    if (ran->exitCode == exitAlreadySo)
        return Done::AlreadySo;
    return failed(what, *ran);
}

Result<docker::Engine::ExecResult> SharedContainers::run(
    const QString &container, Verb verb, const QStringList &arguments, const Call &call)
{
    docker::ExecOptions options;
    options.user = u"0"_s;
    return m_engine->exec(container, script(verb, arguments), options, call);
}

Result<QList<Running>> SharedContainers::gateways(const Call &call)
{
    HERMES_ASSIGN(const auto containers,
        m_engine->listContainers(containers::ownedBy(m_platform) + QStringList{roleLabel + u"=shared"_s}, call));
    QList<Running> all;
    for (const auto &container : containers) {
        if (container.state == "paused"_L1)
            return fail(ErrorKind::Conflict,
                translate("Shared", "The host's shared container %1 is paused.").arg(container.name), {},
                translate("Shared", "Let it go on: docker unpause %1.").arg(container.name));
        // In one that does not run, nothing does.
        if (container.state != "running"_L1)
            continue;
        const auto ran = run(container.id, Verb::List, {}, call);
        // It has gone, or stopped, since it was listed.
        if (!ran && (ran.error().kind == ErrorKind::NotFound || ran.error().kind == ErrorKind::Conflict))
            continue;
        HERMES_TRY(ran);
        if (ran->exitCode != 0)
            return failed(translate("Shared", "The tenants in %1 could not be listed.").arg(container.name), *ran);
        HERMES_ASSIGN(auto found, parseGateways(ran->out));
        all.append({container, std::move(found)});
    }
    return all;
}

Status SharedContainers::make(const QString &name, const ContainerSummary &card, const Call &call)
{
    // All homes of the tier are beside that of the card.
    HERMES_ASSIGN(const auto home,
        m_engine->inspectVolume(containers::volumeName(card.labels.value(tenantLabel), Tier::Shared), call));
    const QString homes = home.options.value(u"device"_s).section(u'/', 0, -2);
    Labels labels{{u"hermes.managed"_s, u"1"_s}, {u"hermes.schema"_s, u"1"_s}, {roleLabel, u"shared"_s},
        {u"hermes.platform"_s, m_platform}};
    containers::addTier(labels, Tier::Shared);
    HERMES_ASSIGN(const auto volume, m_engine->createBindVolume(homesVolume, homes, labels, call));
    // 201 proves nothing: an existing volume keeps its device and labels.
    if (volume.options.value(u"device"_s) != homes || volume.labels.value(u"hermes.platform"_s) != m_platform)
        return fail(ErrorKind::Conflict,
            translate("Shared", "The Docker volume %1 points to %2, not to the homes of shared tenants.")
                .arg(homesVolume, volume.options.value(u"device"_s)),
            {}, translate("Shared", "Look at that volume on the host and remove it if nobody needs it."));
    HERMES_ASSIGN(const auto engine, m_engine->info(call));
    auto spec = containers::sharedSpec(name, card.imageId, labels, engine.memoryBytes / 2);
    spec.entrypoint = {u"/bin/sh"_s};
    spec.command = keeper();
    spec.mounts = {{homesVolume, containers::homeTarget + u"/profiles"_s, true, false, homes, labels}};
    const auto created = m_engine->createContainer(spec, call);
    if (!created && created.error().kind != ErrorKind::Conflict) // somebody else has just made it
        return tl::unexpected<Error>(created.error());
    return {};
}

Result<QString> SharedContainers::ensure(const ContainerSummary &card, const Call &call)
{
    const QString name = nameFor(card.imageId);
    auto there = m_engine->inspectContainer(name, call);
    if (!there && there.error().kind == ErrorKind::NotFound) {
        HERMES_TRY(make(name, card, call));
        there = m_engine->inspectContainer(name, call);
    }
    HERMES_TRY(there);
    const ContainerSummary &found = there->summary;
    if (found.labels.value(u"hermes.platform"_s) != m_platform || found.labels.value(roleLabel) != "shared"_L1
        || found.imageId != card.imageId)
        return fail(ErrorKind::Conflict,
            translate("Shared", "A container %1 that is not ours stands in the way on the host.").arg(name), {},
            translate("Shared", "Look at it on the host, and rename or remove it."));
    if (found.state != "running"_L1)
        HERMES_TRY(m_engine->startContainer(found.id, call));
    return found.id;
}

Status SharedContainers::removeIfEmpty(const QString &imageId, const Call &call)
{
    HERMES_ASSIGN(const auto running, gateways(call));
    // Also one whose card is gone is still somebody's.
    for (const auto &one : running)
        for (const auto &gateway : one.gateways)
            if (gateway.runs() && one.container.imageId == imageId)
                return {};
    HERMES_ASSIGN(
        const auto ours, m_engine->listContainers(containers::ownedBy(m_platform) + QStringList{ofTier()}, call));
    QString empty;
    bool isLast = true;
    for (const auto &one : ours) {
        const bool isContainer = one.labels.value(roleLabel) == "shared"_L1;
        if (!isContainer && !isCard(one.labels))
            continue; // a job
        if (one.imageId != imageId)
            isLast = false;
        else if (isContainer)
            empty = one.id;
        else
            return {};
    }
    if (!empty.isEmpty())
        HERMES_TRY(m_engine->removeContainer(empty, true, call));
    if (!isLast)
        return {};
    Status gone = m_engine->removeVolume(homesVolume, call);
    // Conflict: somebody has just made another shared container.
    if (!gone && (gone.error().kind == ErrorKind::NotFound || gone.error().kind == ErrorKind::Conflict))
        return {};
    return gone;
}

} // namespace hermes::shared
