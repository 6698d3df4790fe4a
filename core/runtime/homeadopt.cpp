#include "homeadopt.h"

#include "containerspec.h"

namespace hermes::containers {

using namespace Qt::StringLiterals;

namespace {

constexpr int noSource = 78;
constexpr int inUse = 76;

/// Files of another owner become Hermes' own user's, whoever made them; all else has to be the same.
QStringList pack()
{
    return {u"/bin/sh"_s, u"-c"_s,
        u"set -e; umask 077; cd /mnt/archive; [ -d /mnt/source ] || exit 78; part=$1.part; rm -f \"$part\"; "
        // A gateway holds this lock for as long as it lives, whoever started it (facts: Hermes, section 5).
        "free() { [ ! -e /mnt/source/gateway.lock ] || ! command -v flock >/dev/null || "
        "flock -n /mnt/source/gateway.lock true || exit 76; }; free; "
        u"tar -czf \"$part\" --numeric-owner --owner=%1 --group=%1 -C /mnt/source .; "
        u"differs=$(tar -dzf \"$part\" -C /mnt/source 2>&1 | grep -v ': [UG]id differs$' || :); "
        u"[ -z \"$differs\" ] || { echo \"$differs\" >&2; exit 1; }; free; "
        u"chown --reference=/mnt/archive \"$part\"; sync; mv -f \"$part\" \"$1\""_s.arg(home::hermesUid),
        u"hermes-adopt"_s, adoptedFile};
}

/// What has to be known of it, as a tar archive.
QStringList tell()
{
    return {u"/bin/sh"_s, u"-c"_s,
        u"cd /mnt/source || exit 78; set --; [ ! -d weixin/accounts ] || set -- weixin/accounts; "
        u"[ ! -f .env ] || set -- \"$@\" .env; [ $# = 0 ] || exec tar -cf - \"$@\""_s,
        u"hermes-tell"_s};
}

bool isAccount(const QString &name)
{
    return name.endsWith(".json"_L1) && !name.endsWith(".sync.json"_L1) && !name.endsWith(".context-tokens.json"_L1);
}

} // namespace

QMap<QString, Secret> givenSettings(const docker::ContainerDetails &container, const docker::ImageDetails &image)
{
    // Whose the files are, where they are and how it is reached is our own matter.
    static const QStringList own{u"HERMES_UID"_s, u"HERMES_GID"_s, u"PUID"_s, u"PGID"_s, u"HERMES_HOME"_s, u"PATH"_s,
        u"HOME"_s, u"HOSTNAME"_s, u"TERM"_s};
    QMap<QString, Secret> given;
    for (auto value = container.environment.cbegin(); value != container.environment.cend(); ++value) {
        const auto usual = image.environment.constFind(value.key());
        const bool isUsual = usual != image.environment.constEnd() && usual->toUtf8() == value.value().reveal();
        const bool isOwn = own.contains(value.key()) || value.key().startsWith("HERMES_DASHBOARD"_L1);
        if (!isUsual && !isOwn && !value.value().isEmpty())
            given.insert(value.key(), value.value());
    }
    return given;
}

QString homeInside(const docker::ContainerDetails &container)
{
    const QByteArray given = container.environment.value(u"HERMES_HOME"_s).reveal();
    return given.isEmpty() ? homeTarget : QString::fromUtf8(given);
}

AdoptedHome adoptedHome(const QList<docker::TarEntry> &entries, const QMap<QString, Secret> &given)
{
    AdoptedHome found;
    found.settings = given;
    QByteArray env;
    for (const auto &entry : entries)
        if (entry.path == ".env"_L1)
            env = entry.content;
    for (const auto &key : given.keys())
        if (home::envValue(env, key))
            found.settings.remove(key);
    const auto setting = [&](const QString &key) {
        const auto value = home::envValue(env, key);
        return QString::fromUtf8(value ? *value : given.value(key).reveal());
    };
    const QString named = setting(u"WEIXIN_ACCOUNT_ID"_s);
    for (const auto &entry : entries) {
        const QString name = entry.path.section(u'/', -1);
        if (entry.type != docker::TarEntry::Type::File || !entry.path.contains("weixin/accounts/"_L1)
            || !isAccount(name))
            continue;
        const auto account = home::parseAccount(entry.content, name.chopped(5));
        if (!account) // a damaged one served nobody
            continue;
        const bool isNamed = account->botId == named;
        if (!found.account || isNamed || (found.account->botId != named && found.account->savedAt < account->savedAt))
            found.account = *account;
    }
    if (!found.account && !named.isEmpty() && !setting(u"WEIXIN_TOKEN"_s).isEmpty())
        found.account = home::WeixinAccount{
            Secret(setting(u"WEIXIN_TOKEN"_s).toUtf8()), named, setting(u"WEIXIN_BASE_URL"_s), {}, {}};
    if (found.account && found.account->userId.isEmpty())
        found.account->userId = setting(u"WEIXIN_HOME_CHANNEL"_s);
    if (found.account && (found.account->userId.isEmpty() || !home::isSafeBotId(found.account->botId)))
        found.account.reset(); // whom it serves cannot be told: it has to be scanned
    // They are written anew from the account.
    for (const auto &key : home::noWeixinEnv().keys())
        found.settings.remove(key);
    return found;
}

Result<AdoptedHome> packAdopted(
    const std::shared_ptr<HostLink> &link, const Tenant &tenant, const QMap<QString, Secret> &given, const Call &call)
{
    AdoptedHome found;
    const JobView view{{}, tenant.adoptHome};
    HERMES_TRY(withJob(link, tenant, tenant.imageId, view, call, [&](const HeldJob &job) -> Status {
        const auto packed = job.run(pack(), {}, call);
        if (packed && packed->exitCode == noSource)
            return fail(ErrorKind::NotFound,
                translate("Runtime", "There is no directory %1 on host %2.").arg(tenant.adoptHome, link->host.name));
        if (packed && packed->exitCode == inUse)
            return fail(ErrorKind::Conflict,
                translate("Runtime", "A gateway runs from %1 on host %2.").arg(tenant.adoptHome, link->host.name), {},
                translate("Runtime", "Stop it, and whatever starts it again."));
        HERMES_TRY(wentWell(job, packed));
        QByteArray told;
        docker::Engine::ExecStreams streams;
        streams.output = [&](QByteArrayView bytes) { told.append(bytes.data(), bytes.size()); };
        HERMES_TRY(wentWell(job, job.run(tell(), streams, call)));
        if (!told.isEmpty()) {
            HERMES_ASSIGN(const auto entries, docker::readTar(told));
            found = adoptedHome(entries, given);
        } else {
            found = adoptedHome({}, given);
        }
        wipe(told);
        return {};
    }));
    return found;
}

Status letSourceGo(HostLink &link, const QString &containerId, const Call &call)
{
    constexpr int drainSeconds = 210;
    HERMES_ASSIGN(const auto source, link.engine->inspectContainer(containerId, call));
    if (source.summary.id != containerId || docker::carries(source.summary.labels, ownedBy(link.platform)))
        return fail(ErrorKind::Conflict,
            translate("Runtime", "Container %1 is one of ours; it was not stopped.").arg(source.summary.name));
    HERMES_TRY(link.engine->setRestartPolicy(containerId, u"no"_s, call));
    if (source.summary.state == "paused"_L1)
        HERMES_TRY(link.engine->unpauseContainer(containerId, call));
    HERMES_TRY(link.engine->stopContainer(containerId, drainSeconds, call));
    if (source.summary.name.contains(adoptedEnd))
        return {};
    Status renamed = link.engine->renameContainer(containerId, source.summary.name + adoptedEnd, call);
    if (renamed || renamed.error().kind != ErrorKind::Conflict)
        return renamed;
    return link.engine->renameContainer(
        containerId, source.summary.name + adoptedEnd + u'-' + containerId.left(12), call);
}

} // namespace hermes::containers
