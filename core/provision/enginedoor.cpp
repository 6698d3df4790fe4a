#include "enginedoor.h"

namespace hermes {

using namespace Qt::StringLiterals;

namespace {

const QString engineSocket = u"/var/run/docker.sock"_s;

/// Why the engine's socket could not be opened, found out by asking the host.
Error explainEngine(ssh::Connection &connection, const QString &hostName, const Error &error, const Call &call)
{
    const QString script
        = u"if [ ! -S %1 ]; then echo missing; elif [ ! -w %1 ]; then echo denied; else echo stopped; fi; id -un"_s.arg(
            engineSocket);
    const auto asked = connection.exec({u"sh"_s, u"-c"_s, script}, {}, call.within(std::chrono::seconds(5)));
    if (!asked)
        return error;
    const auto lines = asked->out.split('\n');
    const QString user = lines.size() > 1 ? QString::fromUtf8(lines.at(1)) : u"the SSH user"_s;
    Error explained = error;
    explained.kind = ErrorKind::Network;
    if (lines.first() == "denied") {
        explained.kind = ErrorKind::Auth;
        explained.message = translate("HostSession", "The user %1 may not use Docker on host %2.").arg(user, hostName);
        explained.hint
            = translate("HostSession", "On the host: sudo usermod -aG docker %1, then try again (a new login is made).")
                  .arg(user);
    } else if (lines.first() == "missing") {
        explained.message = translate("HostSession", "There is no Docker engine on host %1.").arg(hostName);
        explained.hint = translate("HostSession", "Install and start Docker there: %1 is missing.").arg(engineSocket);
    } else {
        explained.message = translate("HostSession", "Docker on host %1 does not answer.").arg(hostName);
        explained.hint = translate("HostSession", "On the host: sudo systemctl start docker.");
    }
    return explained;
}

} // namespace

Result<std::unique_ptr<ByteStream>> openEngine(ssh::Connection &connection, const QString &hostName, const Call &call)
{
    auto stream = connection.openUnix(engineSocket, call);
    if (stream || stream.error().kind == ErrorKind::Timeout || stream.error().kind == ErrorKind::Cancelled
        || connection.state() != ssh::State::Ready)
        return stream;
    // Only where nothing but the server stands in the way; it costs a process for each stream.
    if (connection.forwardsRefused(ssh::Connection::Forwarding::Unix))
        return connection.openCommand(
            {u"docker"_s, u"-H"_s, u"unix://"_s + engineSocket, u"system"_s, u"dial-stdio"_s}, call);
    return tl::unexpected<Error>(explainEngine(connection, hostName, stream.error(), call));
}

} // namespace hermes
