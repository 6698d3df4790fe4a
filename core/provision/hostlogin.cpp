#include "hostlogin.h"

namespace hermes {

using namespace Qt::StringLiterals;

namespace {

/// A connection and its end on this machine; the end goes first.
struct Passage {
    std::unique_ptr<ssh::Connection> jump;
    std::unique_ptr<ssh::Forward> door;
};

std::unique_ptr<ssh::Connection> connection(const HostAccess &access, ssh::Target::Way way,
    std::shared_ptr<ssh::KnownHosts> knownHosts, const FleetOptions &options)
{
    ssh::Target target;
    target.host = access.address;
    target.port = access.port;
    target.user = access.user;
    target.auth = access.auth == "agent"_L1 ? ssh::AuthMethod::Agent
        : access.auth == "password"_L1      ? ssh::AuthMethod::Password
                                            : ssh::AuthMethod::Key;
    target.identityFile = access.identityFile;
    target.way = std::move(way);
    ssh::Prompts prompts;
    if (options.askSecret) {
        const auto ask = [ask = options.askSecret, access](const QString &prompt) { return ask(access, prompt); };
        prompts.passphrase = ask;
        prompts.password = ask;
    }
    return std::make_unique<ssh::Connection>(target, std::move(knownHosts), prompts);
}

} // namespace

Result<QList<HostAccess>> jumpsTo(const HostAccess &access, const AccessStore &store)
{
    QList<HostAccess> jumps;
    QStringList passed{access.hostName};
    for (QString next = access.jump; !next.isEmpty(); next = jumps.last().jump) {
        if (passed.contains(next))
            return fail(ErrorKind::Invalid,
                translate("Fleet", "The way to host %1 goes round in a circle.").arg(access.hostName),
                (passed + QStringList{next}).join(u" > "_s), translate("Fleet", "Give another jump host, or none."));
        HERMES_ASSIGN(const auto found, store.find(next));
        if (!found)
            return fail(ErrorKind::Invalid,
                translate("Fleet", "This operator has no login for the jump host %1.").arg(next), {},
                translate("Fleet", "Add it first: hermes-admin host add %1 --ssh USER@HOST.").arg(next));
        jumps.append(*found);
        passed.append(next);
    }
    return jumps;
}

Result<ssh::Target::Way> wayTo(const HostAccess &access, const AccessStore &store,
    const std::shared_ptr<ssh::KnownHosts> &knownHosts, const FleetOptions &options)
{
    HERMES_ASSIGN(const auto jumps, jumpsTo(access, store));
    ssh::Target::Way way;
    // From the one that this machine reaches itself.
    for (qsizetype i = jumps.size() - 1; i >= 0; --i) {
        const HostAccess &next = i > 0 ? jumps.at(i - 1) : access;
        auto passage = std::make_shared<Passage>();
        passage->jump = connection(jumps.at(i), std::move(way), knownHosts, options);
        HERMES_ASSIGN(passage->door, passage->jump->forward({next.address, next.port}));
        way = {passage->door->port(), jumps.at(i).hostName, passage};
    }
    return way;
}

Result<std::unique_ptr<ssh::Connection>> connectionTo(const HostAccess &access, const AccessStore &store,
    std::shared_ptr<ssh::KnownHosts> knownHosts, const FleetOptions &options)
{
    HERMES_ASSIGN(auto way, wayTo(access, store, knownHosts, options));
    return connection(access, std::move(way), std::move(knownHosts), options);
}

} // namespace hermes
