#include "fleetprivate.h"
#include "hostlogin.h"

#include <QTemporaryDir>

namespace hermes {

using namespace Qt::StringLiterals;

/// The key that the host shows now.
static Result<ssh::HostKey> shownKey(const HostAccess &access, ssh::Target::Way way, const Call &call)
{
    // A known_hosts that knows nobody: the connection stops at the key, before any credential.
    const QTemporaryDir nowhere;
    ssh::Target target;
    target.host = access.address;
    target.port = access.port;
    target.user = access.user;
    target.way = std::move(way);
    ssh::Connection connection(target, std::make_shared<ssh::KnownHosts>(nowhere.filePath(u"known_hosts"_s)));
    const Status connected = connection.connect(call);
    if (const auto key = connection.hostKey())
        return *key;
    return tl::unexpected<Error>(connected
            ? Error{ErrorKind::HostKey, translate("Fleet", "Host %1 showed no key.").arg(access.hostName)}
            : connected.error());
}

Result<HostKeyView> Fleet::hostKey(const QString &name, const Call &call)
{
    HERMES_ASSIGN(const Host host, d->registry->host(name));
    HERMES_ASSIGN(const auto access, d->access->find(name));
    if (!access)
        return fail(ErrorKind::NotFound, translate("Fleet", "This operator has no login for host %1.").arg(name));
    HERMES_ASSIGN(auto way, wayTo(*access, *d->access, d->knownHosts, d->options));
    HERMES_ASSIGN(const auto key, shownKey(*access, std::move(way), call));
    HERMES_ASSIGN(const auto answer, d->knownHosts->check(access->address, access->port, key));
    HostKeyView view;
    view.type = key.type;
    view.fingerprint = key.fingerprint();
    view.trusted = answer.verdict == ssh::KnownHosts::Verdict::Trusted;
    view.revoked = answer.verdict == ssh::KnownHosts::Verdict::Revoked;
    for (const auto &known : answer.known)
        view.knownFingerprints.append(known.fingerprint());
    return view;
}

Result<HostRow> Fleet::trustHost(const QString &name, const QString &fingerprint, bool replace, const Call &call)
{
    HERMES_ASSIGN(const Host host, d->registry->host(name));
    HERMES_ASSIGN(const auto access, d->access->find(name));
    if (!access)
        return fail(ErrorKind::NotFound, translate("Fleet", "This operator has no login for host %1.").arg(name));
    HERMES_ASSIGN(auto way, wayTo(*access, *d->access, d->knownHosts, d->options));
    HERMES_ASSIGN(const auto key, shownKey(*access, std::move(way), call));
    if (key.fingerprint() != fingerprint)
        return fail(ErrorKind::HostKey,
            translate("Fleet", "Host %1 shows another key than the one given; nothing was trusted.").arg(name),
            translate("Fleet", "Shown %1, given %2.").arg(key.fingerprint(), fingerprint),
            translate("Fleet",
                "Ask whoever runs the host for its fingerprint (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub) and "
                "compare."));
    HERMES_ASSIGN(const auto answer, d->knownHosts->check(access->address, access->port, key));
    using Verdict = ssh::KnownHosts::Verdict;
    if (answer.verdict == Verdict::Revoked || (answer.verdict == Verdict::Changed && !replace))
        return fail(ErrorKind::HostKey,
            translate("Fleet", "The key of host %1 is not the one trusted before.").arg(name),
            translate("Fleet", "Trusted %1, shown %2.")
                .arg(answer.known.isEmpty() ? u"-"_s : answer.known.first().fingerprint(), key.fingerprint()),
            translate("Fleet",
                "If the host was really set up anew, replace the key on purpose; otherwise somebody may be in "
                "between."));
    HERMES_TRY(d->knownHosts->trust(access->address, access->port, key));
    QStringList before;
    for (const auto &known : answer.known)
        before.append(known.fingerprint());
    const QJsonObject detail{
        {u"before"_s, before.join(u", "_s)}, {u"after"_s, key.fingerprint()}, {u"type"_s, key.type}};
    HERMES_TRY(d->registry->writeAudit(d->options.actor, u"host.trust"_s, name, detail));
    HERMES_ASSIGN(const auto session, d->hosts->session(host));
    session->reconnect();
    HERMES_TRY(session->link(call));
    (void)session->measure(call.within(std::chrono::seconds(5))); // without it placement goes by the rest
    {
        const std::lock_guard lock(d->mutex);
        if (const auto watch = d->watches.find(host.id); watch != d->watches.end())
            watch->second->wake();
    }
    d->notifyHost(name);
    return this->host(name);
}

} // namespace hermes
