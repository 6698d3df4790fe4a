#include "sshdial.h"

#include <thread>

namespace hermes::ssh {

using platform::Address;
using platform::Socket;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds apart{250};

Error stopped()
{
    return {ErrorKind::Cancelled, translate("Ssh", "The connection was closed."), {}, {}};
}

QString place(const QString &host, quint16 port)
{
    return host.contains(QLatin1Char(':')) ? QStringLiteral("[%1]:%2").arg(host).arg(port)
                                           : QStringLiteral("%1:%2").arg(host).arg(port);
}

Error silent(const QString &host, quint16 port)
{
    return {ErrorKind::Timeout, translate("Ssh", "%1 does not answer.").arg(place(host, port)), {},
        translate("Ssh", "Check the address and that the host is up; a firewall may be dropping the packets.")};
}

Error unreachable(const QString &host, quint16 port, int error, const QStringList &tried)
{
    const QString detail
        = platform::errorText(error) + QStringLiteral(" (") + tried.join(QStringLiteral(", ")) + QLatin1Char(')');
    if (platform::isRefused(error)) {
        return {ErrorKind::Network, translate("Ssh", "%1 refused the connection.").arg(place(host, port)), detail,
            translate("Ssh", "Check the port, and that the SSH server is running on the host.")};
    }
    return {ErrorKind::Network, translate("Ssh", "%1 cannot be reached.").arg(place(host, port)), detail,
        translate("Ssh", "Check the address and your network connection.")};
}

Result<QList<Address>> lookUp(const QString &host, quint16 port, Deadline deadline,
    const std::shared_ptr<Mailbox> &mailbox, const std::function<bool()> &stop)
{
    QString problem;
    QList<Address> addresses = platform::resolve(host, port, true, &problem);
    if (!addresses.isEmpty())
        return addresses;

    struct Answer {
        std::mutex mutex;
        bool done = false;
        QList<Address> addresses;
        QString problem;
    };
    const auto answer = std::make_shared<Answer>();
    std::thread([answer, mailbox, host, port] {
        QString problem;
        const QList<Address> addresses = platform::resolve(host, port, false, &problem);
        {
            const std::lock_guard lock(answer->mutex);
            answer->done = true;
            answer->addresses = addresses;
            answer->problem = problem;
        }
        mailbox->wake();
    }).detach();

    for (;;) {
        {
            const std::lock_guard lock(answer->mutex);
            if (answer->done && !answer->addresses.isEmpty())
                return answer->addresses;
            if (answer->done) {
                return fail(ErrorKind::Network, translate("Ssh", "The name %1 is not known.").arg(host),
                    answer->problem,
                    translate("Ssh", "Check the spelling of the host name and your network connection."));
            }
        }
        if (stop())
            return tl::unexpected(stopped());
        if (deadline.expired()) {
            return fail(ErrorKind::Timeout, translate("Ssh", "The name %1 could not be looked up in time.").arg(host),
                {},
                translate("Ssh",
                    "Check your network connection and its name server, or give the host's address as a number."));
        }
        platform::Watched none;
        mailbox->sleep(none, deadline.remaining());
    }
}

/// The attempts under way; closes those that lost.
struct Attempts {
    std::vector<Socket> sockets;
    int lastError = 0;
    ~Attempts()
    {
        for (const Socket socket : sockets)
            platform::closeSocket(socket);
    }
    /// The first that is connected, taken out; drops those that failed.
    Socket winner(Mailbox &mailbox, milliseconds time)
    {
        // The mailbox sleeps on one more socket only, so several attempts are polled in slices.
        const milliseconds slice = sockets.size() > 1 ? std::min(time, milliseconds(20)) : time;
        for (size_t i = 0; i < sockets.size(); ++i) {
            platform::Watched watched{sockets[i], false, true};
            mailbox.sleep(watched, i + 1 == sockets.size() ? slice : milliseconds(0));
            if (!watched.writable)
                continue;
            const Socket socket = sockets[i];
            sockets.erase(sockets.begin() + qsizetype(i--));
            const int error = platform::connectError(socket);
            if (error == 0)
                return socket;
            lastError = error;
            platform::closeSocket(socket);
        }
        return platform::invalidSocket;
    }
};

} // namespace

Result<Socket> dial(const QString &host, quint16 port, Deadline deadline, const std::shared_ptr<Mailbox> &mailbox,
    const std::function<bool()> &stop)
{
    HERMES_ASSIGN(QList<Address> addresses, lookUp(host, port, deadline, mailbox, stop));
    QStringList tried;
    Attempts attempts;
    Deadline next = Deadline::in({});
    while (!stop()) {
        if (deadline.expired())
            return tl::unexpected(silent(host, port));
        if (!addresses.isEmpty() && (attempts.sockets.empty() || next.expired())) {
            const Address address = addresses.takeFirst();
            tried.append(address.text);
            next = Deadline::in(apart);
            const Socket socket = platform::startConnect(address, &attempts.lastError);
            if (socket != platform::invalidSocket)
                attempts.sockets.push_back(socket);
        } else if (attempts.sockets.empty()) {
            return tl::unexpected(unreachable(host, port, attempts.lastError, tried));
        }
        const Deadline until = addresses.isEmpty() ? deadline : deadline.earlier(next);
        if (!attempts.sockets.empty()) {
            const Socket connected = attempts.winner(*mailbox, until.remaining());
            if (connected != platform::invalidSocket)
                return connected;
        }
    }
    return tl::unexpected(stopped());
}

} // namespace hermes::ssh
