#include "hostlogin.h"

namespace hermes {

using namespace Qt::StringLiterals;

std::unique_ptr<ssh::Connection> connectionTo(
    const HostAccess &access, std::shared_ptr<ssh::KnownHosts> knownHosts, const FleetOptions &options)
{
    ssh::Target target;
    target.host = access.address;
    target.port = access.port;
    target.user = access.user;
    target.auth = access.auth == "agent"_L1 ? ssh::AuthMethod::Agent
        : access.auth == "password"_L1      ? ssh::AuthMethod::Password
                                            : ssh::AuthMethod::Key;
    target.identityFile = access.identityFile;
    ssh::Prompts prompts;
    if (options.askSecret) {
        const auto ask = [ask = options.askSecret, access](const QString &prompt) { return ask(access, prompt); };
        prompts.passphrase = ask;
        prompts.password = ask;
    }
    return std::make_unique<ssh::Connection>(target, std::move(knownHosts), prompts);
}

} // namespace hermes
