#include "sshforward.h"

#include "sshfilescript.h"

namespace hermes::ssh {

QStringList lookAtSocket(const QString &path)
{
    return pathScript(
        "[ -e \"$p\" ] || { echo missing; exit; }; [ -S \"$p\" ] || { echo missing; exit; }; [ -w \"$p\" ] || { "
        "echo denied; exit; }; "
        "[ -r /proc/net/unix ] || { echo unknown; exit; }; real=$(readlink -f \"$p\"); "
        "while read -r a b c flags e f g at; do [ \"$flags\" = 00010000 ] || continue; "
        "if [ \"$at\" = \"$p\" ] || [ \"$at\" = \"$real\" ]; then echo listening; exit; fi; done "
        "</proc/net/unix; echo silent",
        path);
}

SocketFault whatIsWrong(const QByteArray &word)
{
    if (word == "missing")
        return SocketFault::Missing;
    if (word == "denied")
        return SocketFault::Denied;
    return word == "silent" ? SocketFault::Silent : SocketFault::ForwardRefused;
}

Error socketError(
    SocketFault fault, const QString &path, const QString &user, const QString &host, const QString &detail)
{
    switch (fault) {
    case SocketFault::Missing:
        return {ErrorKind::NotFound, translate("Ssh", "There is no %1 on %2.").arg(path, host), detail,
            translate("Ssh", "Install and start the service that listens there.")};
    case SocketFault::Denied:
        return {ErrorKind::Remote, translate("Ssh", "%1 may not open %2 on %3.").arg(user, path, host), detail,
            translate("Ssh",
                "Add the user to the group that owns it (for Docker: sudo usermod -aG docker %1), then connect anew.")
                .arg(user)};
    case SocketFault::Silent:
        return {ErrorKind::Remote, translate("Ssh", "Nothing listens on %1 of %2.").arg(path, host), detail,
            translate("Ssh", "Start the service (for Docker: sudo systemctl start docker).")};
    case SocketFault::ForwardRefused:
        break;
    }
    return {ErrorKind::Remote, translate("Ssh", "The SSH server of %1 refuses forwards.").arg(host), detail,
        translate("Ssh",
            "Allow them in its sshd_config: AllowStreamLocalForwarding yes, AllowTcpForwarding yes, and no "
            "DisableForwarding.")};
}

bool isProhibited(const Error &error)
{
    // RFC 4254, 5.1: reason 1 is "administratively prohibited"; libssh puts it as "error (1)".
    return error.kind == ErrorKind::Remote && error.detail.contains(QStringLiteral("error (1)"));
}

} // namespace hermes::ssh
