#include "cliinstall.h"
#include "fleetprivate.h"

#include <QJsonDocument>
#include <QJsonObject>

// The command line on a host.

namespace hermes {

using namespace Qt::StringLiterals;

Result<QList<PlanStep>> Fleet::planCli(const QString &name, const CliWish &wish, const Call &call)
{
    HERMES_ASSIGN(const Host host, d->registry->host(name));
    HERMES_ASSIGN(const auto session, d->hosts->session(host));
    HERMES_ASSIGN(const auto link, session->link(call));
    return CliInstall(session->connection(), *link->files).plan(wish, call);
}

Result<CliState> Fleet::installCli(const QString &name, const CliWish &wish, const Progress &progress, const Call &call)
{
    HERMES_ASSIGN(const Host host, d->registry->host(name));
    HERMES_ASSIGN(const auto session, d->hosts->session(host));
    HERMES_ASSIGN(const auto link, session->link(call));
    HERMES_ASSIGN(const CliState state, CliInstall(session->connection(), *link->files).make(wish, progress, call));
    if (state.unchanged)
        return state;
    const QString key = wish.backendKey.section(u' ', 1, 1).right(16);
    const QJsonObject detail{{u"version"_s, state.version}, {u"worker"_s, state.worker}, {u"key"_s, key}};
    HERMES_TRY(d->registry->writeAudit(
        {0, d->clock.wallMs(), auditActor(d->options.actor), wish.remove ? u"host.remove-cli"_s : u"host.install-cli"_s,
            name, QString::fromUtf8(QJsonDocument(detail).toJson(QJsonDocument::Compact))}));
    return state;
}

} // namespace hermes
