#include "sshchannel.h"

namespace hermes::ssh {

namespace {

Error closedHere()
{
    return {ErrorKind::Cancelled, translate("Ssh", "The connection was closed."), {}, {}};
}

Error closedThere()
{
    return {ErrorKind::Network, translate("Ssh", "The other side closed the stream."), {}, {}};
}

} // namespace

Channel::Channel(Plan plan, std::shared_ptr<Mailbox> mailbox)
    : m_plan(std::move(plan))
    , m_mailbox(std::move(mailbox))
{
    m_out = m_plan.input;
    m_outEnd = m_plan.closesInput;
    m_skipping.fill(!m_plan.marker.isEmpty());
}

void Channel::post()
{
    if (!m_mailbox->post(shared_from_this()))
        fail(closedHere());
}

void Channel::tell()
{
    m_changed.notify_all();
    if (m_onChanged)
        m_onChanged();
}

// The cancel token's lock is taken before ours when it wakes us, so ours is never held while registering with it.
Status Channel::wait(std::unique_lock<std::mutex> &lock, const Call &call, const std::function<bool()> &ready)
{
    if (ready())
        return {};
    bool cancelled = false;
    lock.unlock();
    {
        const auto registration = call.cancel.onCancel([&] {
            const std::lock_guard inner(m_mutex);
            cancelled = true;
            m_changed.notify_all();
        });
        lock.lock();
        while (!ready() && !cancelled && !call.deadline.expired()) {
            if (call.deadline.isNever())
                m_changed.wait(lock);
            else
                m_changed.wait_until(lock, call.deadline.at());
        }
        lock.unlock();
    }
    lock.lock();
    if (ready())
        return {};
    if (cancelled)
        return hermes::fail(ErrorKind::Cancelled, translate("Ssh", "Cancelled."));
    return hermes::fail(ErrorKind::Timeout, translate("Ssh", "The host did not answer in time."));
}

Status Channel::open(const Call &call)
{
    m_mailbox->addWaiting(1);
    post();
    std::unique_lock lock(m_mutex);
    Status opened = wait(lock, call, [this] { return m_open || m_error; });
    if (m_error)
        opened = tl::unexpected(*m_error);
    lock.unlock();
    m_mailbox->addWaiting(-1);
    if (!opened)
        close();
    return opened;
}

void Channel::onChanged(std::function<void()> changed)
{
    const std::lock_guard lock(m_mutex);
    m_onChanged = std::move(changed);
}

void Channel::begin()
{
    post();
}

bool Channel::isOpen() const
{
    const std::lock_guard lock(m_mutex);
    return m_open;
}

bool Channel::hasFailed() const
{
    const std::lock_guard lock(m_mutex);
    return m_error.has_value();
}

bool Channel::isClosed() const
{
    const std::lock_guard lock(m_mutex);
    return m_closed || m_error || !m_wanted;
}

qsizetype Channel::readNow(char *to, qsizetype max)
{
    std::unique_lock lock(m_mutex);
    const qsizetype size = takeRead(to, max);
    if (size == 0)
        return atEnd() || m_error || !m_wanted ? -1 : 0;
    const bool refill = m_held[0] && m_in[0].size() - m_readAt[0] <= bufferSize / 2;
    lock.unlock();
    if (refill)
        post();
    return size;
}

qsizetype Channel::room() const
{
    const std::lock_guard lock(m_mutex);
    return m_open && m_wanted && !m_closed && !m_error && !m_outEnd ? bufferSize - m_out.size() - m_sending : 0;
}

qsizetype Channel::takeRead(char *to, qsizetype max)
{
    QByteArray &in = m_in[0];
    qsizetype &readAt = m_readAt[0];
    const qsizetype size = std::min(max, in.size() - readAt);
    if (size <= 0)
        return 0;
    memcpy(to, in.constData() + readAt, size_t(size));
    readAt += size;
    if (readAt == in.size()) {
        in.resize(0);
        readAt = 0;
    }
    return size;
}

Result<qsizetype> Channel::read(char *to, qsizetype max, const Call &call)
{
    std::unique_lock lock(m_mutex);
    HERMES_TRY(wait(lock, call, [&] { return m_in[0].size() > m_readAt[0] || atEnd() || m_error || !m_wanted; }));
    if (const qsizetype size = takeRead(to, max); size > 0) {
        const bool refill = m_held[0] && m_in[0].size() - m_readAt[0] <= bufferSize / 2;
        lock.unlock();
        if (refill)
            post();
        return size;
    }
    if (m_error)
        return tl::unexpected(*m_error);
    if (!m_wanted)
        return tl::unexpected(closedHere());
    return 0;
}

Result<bool> Channel::drain(QByteArray &out, QByteArray &err, const Call &call)
{
    std::unique_lock lock(m_mutex);
    HERMES_TRY(wait(lock, call,
        [&] { return !m_in[0].isEmpty() || !m_in[1].isEmpty() || (m_closed && atEnd()) || m_error || !m_wanted; }));
    out = std::exchange(m_in[0], {});
    err = std::exchange(m_in[1], {});
    if (out.isEmpty() && err.isEmpty()) {
        if (m_error)
            return tl::unexpected(*m_error);
        if (!m_wanted)
            return tl::unexpected(closedHere());
        return false;
    }
    const bool refill = m_held[0] || m_held[1];
    lock.unlock();
    if (refill)
        post();
    return true;
}

Status Channel::write(QByteArrayView bytes, const Call &call)
{
    while (!bytes.isEmpty()) {
        std::unique_lock lock(m_mutex);
        const auto room = [this] { return bufferSize - m_out.size() - m_sending; };
        HERMES_TRY(wait(lock, call, [&] { return room() > 0 || m_error || m_closed || !m_wanted; }));
        if (m_error)
            return tl::unexpected(*m_error);
        if (!m_wanted || m_outEnd)
            return tl::unexpected(closedHere());
        if (m_closed)
            return tl::unexpected(closedThere());
        const qsizetype size = std::min(room(), bytes.size());
        m_out.append(bytes.data(), size);
        bytes = bytes.sliced(size);
        lock.unlock();
        post();
    }
    return {};
}

void Channel::closeWrite()
{
    {
        const std::lock_guard lock(m_mutex);
        m_outEnd = true;
    }
    post();
}

void Channel::close()
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_wanted)
            return;
        m_wanted = false;
        m_in = {};
        m_readAt = {};
        m_out.clear();
        tell();
    }
    post();
}

Channel::Exit Channel::exit() const
{
    const std::lock_guard lock(m_mutex);
    return {m_exited, m_exitCode, m_exitSignal, m_preamble[0] + m_preamble[1], !m_skipping[0]};
}

} // namespace hermes::ssh
