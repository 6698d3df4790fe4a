// What the connection's thread does with a channel; what callers do is in sshchannel.cpp.
#include "sshchannel.h"

namespace hermes::ssh {

namespace {
constexpr qsizetype mostNoise = 64 * 1024;
} // namespace

bool Channel::claim()
{
    const std::lock_guard lock(m_mutex);
    return !std::exchange(m_claimed, true) && !m_error && m_wanted;
}

void Channel::unclaim()
{
    const std::lock_guard lock(m_mutex);
    m_claimed = false;
}

void Channel::markOpen()
{
    const std::lock_guard lock(m_mutex);
    m_open = true;
    tell();
}

// A login shell may print whatever it likes before it runs our command; none of that is the program's output.
size_t Channel::skipPreamble(const char *data, size_t size, bool isError)
{
    QByteArray &seen = m_preamble[isError];
    const qsizetype before = seen.size();
    seen.append(data, qsizetype(size));
    const qsizetype at = seen.indexOf(m_plan.marker);
    const qsizetype end = at < 0 ? -1 : seen.indexOf('\n', at);
    if (end < 0) {
        if (seen.size() > mostNoise)
            seen = seen.right(mostNoise / 2);
        return size;
    }
    if (!isError)
        m_processGroup = seen.mid(at + m_plan.marker.size(), end - at - m_plan.marker.size()).trimmed().toLongLong();
    m_skipping[isError] = false;
    seen.clear();
    return size_t(end + 1 - before);
}

size_t Channel::take(const char *data, size_t size, bool isError)
{
    QByteArray &in = m_in[isError];
    qsizetype &readAt = m_readAt[isError];
    const size_t taken = std::min(size, size_t(bufferSize - (in.size() - readAt)));
    if (readAt > 0 && in.size() + qsizetype(taken) > bufferSize) {
        in.remove(0, readAt);
        readAt = 0;
    }
    in.append(data, qsizetype(taken));
    tell();
    return taken;
}

size_t Channel::deliver(const char *data, size_t size, bool isError)
{
    const std::lock_guard lock(m_mutex);
    const size_t skipped = m_skipping[isError] ? skipPreamble(data, size, isError) : 0;
    if (!m_wanted)
        return size;
    if (m_held[isError])
        return skipped;
    const size_t taken = skipped + take(data + skipped, size - skipped, isError);
    m_held[isError] = taken < size;
    return taken;
}

void Channel::deliverHeld(const char *data, size_t size, bool isError)
{
    const std::lock_guard lock(m_mutex);
    if (m_wanted)
        take(data, size, isError);
}

qsizetype Channel::wantsHeld(bool isError) const
{
    const std::lock_guard lock(m_mutex);
    return m_held[isError] ? bufferSize - (m_in[isError].size() - m_readAt[isError]) : 0;
}

void Channel::setHeld(bool isError, bool held)
{
    const std::lock_guard lock(m_mutex);
    m_held[isError] = held;
    tell();
}

void Channel::markEnd()
{
    const std::lock_guard lock(m_mutex);
    m_end = true;
    tell();
}

void Channel::markClosed()
{
    const std::lock_guard lock(m_mutex);
    m_end = true;
    m_closed = true;
    tell();
}

void Channel::markExit(int code, const QString &signal)
{
    const std::lock_guard lock(m_mutex);
    m_exited = true;
    m_exitCode = code;
    m_exitSignal = signal;
}

void Channel::fail(const Error &error)
{
    const std::lock_guard lock(m_mutex);
    if (!m_error && !(m_closed && atEnd()))
        m_error = error;
    m_held = {};
    tell();
}

bool Channel::isWanted() const
{
    const std::lock_guard lock(m_mutex);
    return m_wanted;
}

qint64 Channel::processGroup() const
{
    const std::lock_guard lock(m_mutex);
    return m_exited ? 0 : m_processGroup;
}

bool Channel::hasStarted() const
{
    const std::lock_guard lock(m_mutex);
    return m_exited || m_processGroup != 0;
}

void Channel::push(const QByteArray &bytes)
{
    const std::lock_guard lock(m_mutex);
    m_out += bytes;
}

bool Channel::takeOutput(QByteArray &sent, bool &end)
{
    const std::lock_guard lock(m_mutex);
    sent.resize(0);
    sent.swap(m_out);
    m_sending = sent.size();
    end = m_outEnd;
    tell();
    return !sent.isEmpty();
}

} // namespace hermes::ssh
