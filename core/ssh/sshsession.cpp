#include "sshsession.h"

#include <libssh/server.h>

namespace hermes::ssh {

Session::Session(platform::Socket connected)
    : m_session(ssh_new())
{
    const auto socket = static_cast<socket_t>(connected);
    ssh_options_set(m_session, SSH_OPTIONS_FD, &socket);
    ssh_set_blocking(m_session, 0);
    ssh_set_counters(m_session, &m_counter, nullptr);
}

Session::~Session()
{
    // libssh leaves a socket that it was given open, unless the link broke: then it has closed it itself.
    const auto socket = static_cast<platform::Socket>(ssh_get_fd(m_session));
    if (m_event) {
        ssh_event_remove_session(m_event, m_session);
        ssh_event_free(m_event);
    }
    ssh_disconnect(m_session);
    ssh_free(m_session);
    platform::closeSocket(socket);
}

void Session::attach()
{
    // libssh makes the socket blocking once it is connected; with a frozen peer and a full buffer our thread would hang
    // in send().
    platform::setBlocking(static_cast<platform::Socket>(ssh_get_fd(m_session)), false);
    m_event = ssh_event_new();
    ssh_event_add_session(m_event, m_session);
}

bool Session::isAlive() const
{
    return ssh_is_connected(m_session) != 0;
}

bool Session::turn(Mailbox &mailbox, std::chrono::milliseconds time)
{
    if (!isAlive())
        return false;
    platform::Watched socket{static_cast<platform::Socket>(ssh_get_fd(m_session)), true};
    socket.forWriting = (ssh_get_poll_flags(m_session) & SSH_WRITE_PENDING) != 0;
    mailbox.sleep(socket, time);
    if (m_event && (socket.readable || socket.writable) && ssh_event_dopoll(m_event, 0) == SSH_ERROR)
        return false;
    return isAlive();
}

void Session::probe()
{
    // libssh sends every other one: a call first collects the answer to the last, if that has come.
    const quint64 before = sent();
    ssh_send_keepalive(m_session);
    if (sent() == before)
        ssh_send_keepalive(m_session);
}

QString Session::error() const
{
    return QString::fromUtf8(ssh_get_error(m_session));
}

} // namespace hermes::ssh
