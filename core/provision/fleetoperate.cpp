#include "containerspec.h"
#include "fleetprivate.h"
#include "tar.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTemporaryFile>

namespace hermes {

using namespace Qt::StringLiterals;

Result<std::pair<Tenant, std::shared_ptr<HostLink>>> Fleet::Private::running(const QString &name, const Call &call)
{
    HERMES_ASSIGN(const Tenant tenant, registry->tenant(name));
    if (tenant.phase == Phase::Paused)
        return fail(ErrorKind::Conflict, translate("Fleet", "%1 is stopped: it has no container.").arg(name), {},
            translate("Fleet", "Start it first."));
    if (tenant.hostId.isEmpty() || tenant.containerId.isEmpty())
        return fail(ErrorKind::Conflict, translate("Fleet", "%1 has no container yet.").arg(name),
            phaseName(tenant.phase), translate("Fleet", "Wait until it is provisioned."));
    HERMES_ASSIGN(const auto link, hosts->link(tenant.hostId, call));
    return std::pair(tenant, link);
}

Result<std::optional<int>> Fleet::activeAgents(const QString &name, const Call &call)
{
    const auto found = d->running(name, call);
    if (!found)
        return found.error().kind == ErrorKind::Conflict ? Result<std::optional<int>>(std::optional<int>())
                                                         : tl::unexpected<Error>(found.error());
    const auto &[tenant, link] = *found;
    const auto details = link->engine->inspectContainer(tenant.containerId, call);
    if (!details || !details->running)
        return std::optional<int>(); // what the file says outlives a kill
    const auto archive
        = link->engine->getArchive(tenant.containerId, containers::homeTarget + u"/gateway_state.json"_s, call);
    if (!archive)
        return archive.error().kind == ErrorKind::NotFound ? Result<std::optional<int>>(std::optional<int>())
                                                           : tl::unexpected<Error>(archive.error());
    HERMES_ASSIGN(const auto entries, docker::readTar(*archive));
    const auto state = entries.isEmpty() ? Result<home::GatewayState>(tl::unexpected(Error{}))
                                         : home::parseGatewayState(entries.first().content);
    return state && state->state == "running"_L1 ? std::optional<int>(state->activeAgents) : std::nullopt;
}

Result<QList<Check>> Fleet::health(const QString &name, const Call &call)
{
    HERMES_ASSIGN(const Tenant tenant, d->registry->tenant(name));
    QElapsedTimer timer;
    timer.start();
    HERMES_ASSIGN(const auto looked, d->reconciler->preview(tenant, call));
    const auto &[seen, decision] = looked;
    QList<Check> checks;
    const auto add = [&](const QString &what, bool ok, const QString &message, const QString &hint = {}) {
        checks.append({what, ok, message, hint, timer.restart()});
    };
    add(u"reachable"_s, !seen.hostError,
        seen.hostError ? seen.hostError->text() : translate("Fleet", "the host answers"),
        seen.hostError ? seen.hostError->hint : QString());
    if (seen.hostError)
        return checks;
    const bool one = seen.containers.size() == 1;
    add(u"container"_s, one && seen.containers.first().state == "running"_L1,
        one ? translate("Fleet", "%1, generation %2")
                  .arg(seen.containers.first().state)
                  .arg(seen.containers.first().generation)
            : translate("Fleet", "%1 containers").arg(seen.containers.size()));
    add(u"port"_s, one && seen.containers.first().port == d->registry->ports(tenant.id).value_or(Ports{}).dashboard,
        one ? QString::number(seen.containers.first().port) : u"-"_s);
    add(u"identity and gateway"_s, seen.probe == ProbeVerdict::Healthy,
        seen.probe == ProbeVerdict::Healthy
            ? translate("Fleet", "this tenant's own dashboard answers, its gateway runs")
            : seen.probeMessage);
    const bool bound = seen.bound == home::BoundVerdict::Bound;
    add(u"bound"_s, bound,
        !seen.hasBinding ? translate("Fleet", "no WeChat is bound")
            : bound      ? translate("Fleet", "WeChat is polled with the bound account")
                         : decision.message,
        decision.hint);
    return checks;
}

Status Fleet::logs(const QString &name, bool follow, int tail, const QString &source,
    const std::function<void(const QByteArray &line)> &line, const Call &call, qint64 sinceMs)
{
    HERMES_ASSIGN(const auto found, d->running(name, call));
    const auto &[tenant, link] = found;
    if (source == "gateway"_L1) {
        docker::ExecOptions options;
        options.user = QString::number(home::hermesUid);
        HERMES_ASSIGN(const auto read,
            link->engine->exec(tenant.containerId,
                {u"tail"_s, u"-n"_s, QString::number(tail < 0 ? 100'000 : tail), u"/opt/data/logs/gateway.log"_s},
                options, call));
        for (const QByteArray &text : read.out.split('\n'))
            if (!text.isEmpty())
                line(text);
        return {};
    }
    docker::LogOptions options;
    options.follow = follow;
    options.tail = tail;
    options.sinceSeconds = sinceMs / 1000;
    options.timestamps = true;
    return link->engine->readLogs(
        tenant.containerId, options, [&](const QByteArray &text, bool) { line(text); }, call);
}

Result<Fleet::ExecOutput> Fleet::exec(const QString &name, const QStringList &argv, const Call &call)
{
    HERMES_ASSIGN(const auto found, d->running(name, call));
    docker::ExecOptions options;
    options.user = QString::number(home::hermesUid);
    HERMES_ASSIGN(const auto ran, found.second->engine->exec(found.first.containerId, argv, options, call));
    HERMES_TRY(d->registry->writeAudit(d->options.actor, u"exec"_s, name, {{u"command"_s, argv.value(0)}}));
    return ExecOutput{ran.exitCode, ran.out, ran.err};
}

Status checkWritable(const QString &directory)
{
    // As much as a commit needs at least.
    constexpr int some = 64 * 1024;
    QTemporaryFile probe(directory + u"/.write-XXXXXX"_s);
    if (!QDir().mkpath(directory) || !probe.open() || probe.write(QByteArray(some, 'x')) != some || !probe.flush())
        return fail(ErrorKind::Internal, translate("Fleet", "The data directory cannot be written."),
            directory + u": "_s + probe.errorString(),
            translate("Fleet", "Free some space, change its owner, or choose another with --data-dir."));
    return {};
}

Result<QList<Check>> Fleet::doctor(const Call &call)
{
    QList<Check> checks;
    QElapsedTimer timer;
    timer.start();
    const Status writable = checkWritable(d->options.dataDir);
    checks.append({u"data directory"_s, writable.has_value(),
        writable ? QFileInfo(d->options.dataDir).absoluteFilePath() : writable.error().text(), {}, timer.restart()});
    const auto version = d->registry->dataVersion();
    checks.append({u"registry"_s, version.has_value(), version ? d->options.registryUrl : version.error().text(), {},
        timer.restart()});
    const auto code = d->login->fetchCode({}, call.within(std::chrono::seconds(10)));
    checks.append({u"iLink"_s, code.has_value(), code ? d->options.ilink.baseUrl : code.error().text(),
        code ? QString() : code.error().hint, timer.restart()});
    HERMES_ASSIGN(const auto hosts, d->registry->hosts());
    for (const auto &host : hosts) {
        const auto tested = testHost(host.name, call.within(std::chrono::seconds(30)));
        if (!tested) {
            checks.append({u"host "_s + host.name, false, tested.error().text(), tested.error().hint, timer.restart()});
            continue;
        }
        for (Check check : *tested) {
            check.name = u"host "_s + host.name + u": "_s + check.name;
            checks.append(check);
        }
    }
    return checks;
}

} // namespace hermes
