#include "sshwire.h"

namespace hermes::ssh {

namespace {
constexpr qsizetype mostAtOnce = 256 * 1024;
} // namespace

/// libssh calls these out of any call on the session, on the connection's thread.
struct WireCallbacks {
    static Channel &channel(void *wire) { return *static_cast<Wire *>(wire)->m_channel; }
    static int data(ssh_session, ssh_channel, void *data, uint32_t size, int isError, void *wire)
    {
        return int(channel(wire).deliver(static_cast<const char *>(data), size, isError != 0));
    }
    static void end(ssh_session, ssh_channel, void *wire) { channel(wire).markEnd(); }
    static void close(ssh_session, ssh_channel, void *wire)
    {
        static_cast<Wire *>(wire)->m_closed = true;
        channel(wire).markClosed();
    }
    static void exit(ssh_session, ssh_channel, int code, void *wire) { channel(wire).markExit(code, {}); }
    static void signal(ssh_session, ssh_channel, const char *signal, int, const char *, const char *, void *wire)
    {
        channel(wire).markExit(-1, QString::fromLatin1(signal));
    }
};

SpareChannel::SpareChannel(Session &session)
    : m_handle(ssh_channel_new(session.handle()))
{ }

SpareChannel::~SpareChannel()
{
    ssh_channel_free(m_handle);
}

bool SpareChannel::advance()
{
    if (m_isOpen)
        return ssh_channel_is_open(m_handle) != 0;
    const int result = ssh_channel_open_session(m_handle);
    m_isOpen = result == SSH_OK;
    return result != SSH_ERROR;
}

Wire::Wire(Session &session, std::shared_ptr<Channel> channel, ssh_channel opened)
    : m_session(session)
    , m_channel(std::move(channel))
    , m_handle(opened ? opened : ssh_channel_new(session.handle()))
{
    m_callbacks.userdata = this;
    m_callbacks.channel_data_function = WireCallbacks::data;
    m_callbacks.channel_eof_function = WireCallbacks::end;
    m_callbacks.channel_close_function = WireCallbacks::close;
    m_callbacks.channel_exit_status_function = WireCallbacks::exit;
    m_callbacks.channel_exit_signal_function = WireCallbacks::signal;
    ssh_callbacks_init(&m_callbacks);
    ssh_set_channel_callbacks(m_handle, &m_callbacks);
}

Wire::~Wire()
{
    // A channel freed here lives on in libssh until the server closes it, and would still call back.
    ssh_remove_channel_callbacks(m_handle, &m_callbacks);
    ssh_channel_free(m_handle);
}

int Wire::open()
{
    const Channel::Plan &plan = m_channel->plan();
    switch (plan.kind) {
    case Channel::Kind::Unix:
        return ssh_channel_open_forward_unix(m_handle, plan.target.constData(), "127.0.0.1", 0);
    case Channel::Kind::Tcp:
        return ssh_channel_open_forward(m_handle, plan.target.constData(), plan.port, "127.0.0.1", 0);
    case Channel::Kind::Command:
    case Channel::Kind::Login:
        break;
    }
    return ssh_channel_open_session(m_handle);
}

void Wire::advance()
{
    int result = SSH_OK;
    if (m_phase == Phase::Opening) {
        result = open();
        if (result == SSH_OK && m_channel->plan().kind == Channel::Kind::Command)
            m_phase = Phase::Requesting;
    }
    if (m_phase == Phase::Requesting)
        result = ssh_channel_request_exec(m_handle, m_channel->plan().target.constData());
    // A closed channel gets no answer any more.
    if (result == SSH_AGAIN && !m_closed)
        return;
    const Phase failed = m_phase == Phase::Opening ? Phase::Refused : Phase::Denied;
    m_phase = result == SSH_OK ? Phase::Running : failed;
    if (result == SSH_OK)
        m_channel->markOpen();
    else
        m_refusal = m_session.error();
}

bool Wire::flush()
{
    if (m_phase != Phase::Running)
        return false;
    for (qsizetype budget = mostAtOnce; m_sent < m_sending.size() || takeMore();) {
        const qsizetype window = ssh_channel_window_size(m_handle);
        const qsizetype size = std::min({m_sending.size() - m_sent, window, budget});
        if (size == 0)
            return true;
        const int written = ssh_channel_write(m_handle, m_sending.constData() + m_sent, uint32_t(size));
        if (written < 0) {
            // The server closed the channel; what it sent before that is still to be read.
            m_sent = m_sending.size();
            return false;
        }
        m_sent += written;
        budget -= written;
        if (written == 0 || ssh_blocking_flush(m_session.handle(), 0) != SSH_OK)
            return true;
    }
    if (m_sendEnd && !m_endSent) {
        m_endSent = true;
        ssh_channel_send_eof(m_handle);
    }
    return false;
}

bool Wire::takeMore()
{
    m_sent = 0;
    return m_channel->takeOutput(m_sending, m_sendEnd);
}

void Wire::refill()
{
    std::array<char, 64 * 1024> bytes;
    for (const bool isError : {false, true}) {
        qsizetype room = m_channel->wantsHeld(isError);
        if (room == 0)
            continue;
        while (room > 0) {
            const auto most = uint32_t(std::min(room, qsizetype(bytes.size())));
            const int got = ssh_channel_read_nonblocking(m_handle, bytes.data(), most, isError);
            if (got <= 0)
                break;
            m_channel->deliverHeld(bytes.data(), size_t(got), isError);
            room -= got;
        }
        m_channel->setHeld(isError, ssh_channel_poll(m_handle, isError) > 0);
    }
}

bool Wire::holdsBack() const
{
    return ssh_channel_poll(m_handle, 0) > 0 || ssh_channel_poll(m_handle, 1) > 0;
}

bool Wire::canSend() const
{
    return ssh_channel_window_size(m_handle) > 0;
}

void Wire::signalKill()
{
    ssh_channel_request_send_signal(m_handle, "KILL");
}

} // namespace hermes::ssh
