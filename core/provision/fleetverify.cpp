#include "containerspec.h"
#include "fleetprivate.h"
#include "sharedscript.h"

#include <QElapsedTimer>

namespace hermes {

using namespace Qt::StringLiterals;

namespace {

// Tries what stands in its arguments, as a hostile agent would, and prints what it got at. `file:` is read, `list:` is
// listed, `sock:` is asked, `http:` (address and port) is loaded.
constexpr const char *attack = R"sh(
for aim in "$@"; do
    path=${aim#*:}
    case $aim in
    file:*) [ -n "$(head -c 1 "$path" 2>/dev/null | tr '\0' x)" ] ;;
    list:*) [ -n "$(ls -A "$path" 2>/dev/null)" ] ;;
    sock:*) [ -S "$path" ] && [ -w "$path" ] ;;
    http:*) command -v curl >/dev/null || { echo "no-curl"; continue; }
            [ "$(curl -s -m 3 -o /dev/null -w '%{http_code}' "http://$path/api/status" 2>/dev/null)" = 200 ] ;;
    *) false ;;
    esac && echo "$aim"
done
:
)sh";

struct Aims {
    QStringList homes; ///< of other tenants on the host
    QStringList siblings; ///< of those that are in the same shared container
    QStringList keys; ///< what belongs to the SSH user
    QStringList doors; ///< engines and buses
    QStringList dashboards; ///< of other tenants, where this one might reach them
    QMap<QString, QString> owners; ///< of a dashboard or a sibling's home: the other tenant's name
};

QStringList found(const QStringList &reached, const QStringList &aims)
{
    QStringList names;
    for (const QString &aim : aims)
        if (reached.contains(aim))
            names.append(aim.section(u':', 1));
    return names;
}

} // namespace

static Result<Aims> aimsAt(Registry &registry, HostLink &link, const Tenant &tenant, const Call &call)
{
    Aims aims;
    HERMES_ASSIGN(const QString home, link.files->absolute(u"~"_s, call));
    HERMES_ASSIGN(const QString root, link.files->absolute(link.host.dataRoot, call));
    HERMES_ASSIGN(const auto tenants, registry.tenants());
    const QString near = tenant.tier == Tier::Container ? link.host.gateway : u"127.0.0.1"_s;
    for (const auto &other : tenants) {
        if (other.id == tenant.id || other.hostId != tenant.hostId)
            continue;
        Host there = link.host;
        there.dataRoot = root;
        aims.homes.append(u"file:%1/.env"_s.arg(hostpaths::home(there, other)));
        if (tenant.tier == Tier::Shared && other.tier == Tier::Shared) {
            aims.siblings.append(u"file:%1/.env"_s.arg(shared::profilePath(other.id)));
            aims.owners.insert(aims.siblings.last().section(u':', 1), other.name);
        }
        HERMES_ASSIGN(const Ports ports, registry.ports(other.id));
        const QString aim = u"http:%1:%2"_s.arg(near).arg(ports.dashboard);
        aims.dashboards.append(aim);
        aims.owners.insert(aim.section(u':', 1), other.name);
    }
    for (const QString &directory : {home, home + u"/.ssh"_s, home + u"/.hermes-admin"_s, root, root + u"/archive"_s,
             root + u"/profiles"_s, root + u"/shared"_s, root + u"/units"_s, u"/var/log/journal"_s})
        aims.keys.append(u"list:"_s + directory);
    for (const QString &socket : {u"/run/docker.sock"_s, u"/var/run/docker.sock"_s, u"/run/dbus/system_bus_socket"_s,
             u"/run/containerd/containerd.sock"_s, u"/run/podman/podman.sock"_s})
        aims.doors.append(u"sock:"_s + socket);
    aims.doors.append(u"list:/run/user"_s);
    return aims;
}

Result<QList<Check>> Fleet::verify(const QString &name, const Call &call)
{
    HERMES_ASSIGN(QList<Check> checks, health(name, call));
    HERMES_ASSIGN(const auto running, d->running(name, call));
    const auto &[tenant, link] = running;
    QElapsedTimer timer;
    timer.start();
    const auto add = [&](const QString &what, bool ok, const QString &message, const QString &hint = {}) {
        checks.append({what, ok, message, hint, timer.restart()});
    };
    HERMES_ASSIGN(
        const auto secret, link->engine->statArchive(tenant.containerId, containers::homeTarget + u"/.env"_s, call));
    add(u"secrets"_s, secret.mode == 0600,
        translate("Fleet", ".env is for its owner alone (mode %1)").arg(int(secret.mode), 4, 8, QLatin1Char('0')),
        translate("Fleet", "Restart the tenant: its home is written anew."));
    HERMES_ASSIGN(const Aims aims, aimsAt(*d->registry, *link, tenant, call));
    docker::ExecOptions options;
    options.user = QString::number(home::hermesUid);
    const QStringList argv = QStringList{u"/bin/sh"_s, u"-c"_s, QString::fromLatin1(attack), u"hermes-verify"_s}
        + aims.homes + aims.siblings + aims.keys + aims.doors + aims.dashboards;
    HERMES_ASSIGN(const auto ran, link->engine->exec(tenant.containerId, argv, options, call));
    if (ran.exitCode != 0)
        return fail(ErrorKind::Remote, translate("Fleet", "What %1 can get at could not be tried.").arg(name),
            QString::fromUtf8(ran.err.trimmed()).right(500), translate("Fleet", "Look at its log, then repeat."));
    const QStringList reached = QString::fromUtf8(ran.out).split(u'\n', Qt::SkipEmptyParts);
    const auto closed = [&](const QString &what, const QStringList &tried, const QString &good, const QString &hint) {
        const QStringList got = found(reached, tried);
        add(what, got.isEmpty(), got.isEmpty() ? good : translate("Fleet", "it gets at %1").arg(got.join(u", "_s)),
            got.isEmpty() ? QString() : hint);
    };
    const QString anew
        = translate("Fleet", "Restart the tenant; if it stays, look at how the host's systemd or Docker is set up.");
    closed(u"other homes"_s, aims.homes,
        translate("Fleet", "it reads no other tenant's secrets (%1 tried)").arg(aims.homes.size()), anew);
    closed(u"the host's user"_s, aims.keys, translate("Fleet", "it sees neither keys nor archives nor journals"), anew);
    closed(u"engines and buses"_s, aims.doors, translate("Fleet", "it reaches neither Docker nor systemd"), anew);
    const auto ownersOf = [&](const QStringList &tried) {
        QStringList names;
        for (const QString &aim : found(reached, tried))
            names.append(aims.owners.value(aim));
        return names;
    };
    if (tenant.tier == Tier::Shared) {
        const QStringList read = ownersOf(aims.siblings);
        add(u"shared container"_s, true,
            read.isEmpty()
                ? translate("Fleet",
                    "no other tenant is in the shared container just now; nothing in it keeps one from another")
                : translate("Fleet", "it reads the homes of %1: nothing in a shared container keeps one from another")
                      .arg(read.join(u", "_s)));
    }
    const QStringList names = ownersOf(aims.dashboards);
    if (tenant.tier == Tier::Container)
        add(u"other dashboards"_s, names.isEmpty(),
            names.isEmpty()
                ? translate("Fleet", "it loads no other tenant's dashboard (%1 tried)").arg(aims.dashboards.size())
                : translate("Fleet", "it loads the dashboards of %1").arg(names.join(u", "_s)),
            names.isEmpty() ? QString() : anew);
    else
        add(u"other dashboards"_s, true,
            names.isEmpty()
                ? translate("Fleet",
                    "no other tenant's dashboard answers it just now; nothing keeps a %1 tenant from the host's "
                    "loopback ports")
                      .arg(tierName(tenant.tier))
                : translate(
                    "Fleet", "it loads the dashboards of %1: nothing keeps a %2 tenant from the host's loopback ports")
                      .arg(names.join(u", "_s), tierName(tenant.tier)));
    return checks;
}

} // namespace hermes
