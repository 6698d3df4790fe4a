#include "sshprober.h"

namespace hermes {

using namespace Qt::StringLiterals;
using Forwarding = ssh::Connection::Forwarding;

Result<docker::HttpAnswer> SshProber::get(quint16 port, const QString &path, const Call &call)
{
    if (!m_connection->forwardsRefused(Forwarding::Tcp)) {
        const auto stream = m_connection->openTcp(u"127.0.0.1"_s, port, call);
        // Hermes answers a loopback dashboard only for a loopback Host.
        if (stream)
            return docker::httpGet(**stream, u"127.0.0.1:%1"_s.arg(port), path, call);
        if (!m_connection->forwardsRefused(Forwarding::Tcp))
            return tl::unexpected<Error>(stream.error());
    }
    return getByCommand(port, path, call);
}

Result<docker::HttpAnswer> SshProber::getByCommand(quint16 port, const QString &path, const Call &call)
{
    constexpr int notInstalled = 127;
    HERMES_ASSIGN(const ssh::ExecResult asked,
        m_connection->exec({u"curl"_s, u"-sS"_s, u"--noproxy"_s, u"*"_s, u"-w"_s, u"\\n%{http_code} %{content_type}"_s,
                               u"http://127.0.0.1:%1%2"_s.arg(port).arg(path)},
            {}, call));
    if (asked.exitCode == notInstalled)
        return fail(ErrorKind::Remote,
            translate("HostSession", "The SSH server refuses forwards, and there is no curl on the host."),
            QString::fromUtf8(asked.err).trimmed(),
            translate("HostSession", "Install curl there, or allow forwards (AllowTcpForwarding yes)."));
    if (asked.exitCode != 0)
        return fail(ErrorKind::Remote, translate("HostSession", "Port %1 of the host does not answer.").arg(port),
            QString::fromUtf8(asked.err).trimmed());
    const qsizetype end = asked.out.lastIndexOf('\n');
    const QList<QByteArray> words = asked.out.mid(end + 1).split(' ');
    docker::HttpAnswer answer;
    answer.status = words.first().toInt();
    answer.contentType = QString::fromUtf8(words.mid(1).join(' '));
    answer.body = asked.out.left(end);
    return answer;
}

} // namespace hermes
