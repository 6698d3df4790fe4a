#include "pipe.h"

namespace hermes {

template <class Met> Status Pipe::waitUntil(std::unique_lock<std::mutex> &lock, const Call &call, Met met)
{
    const auto isOver = [&] { return m_error || call.cancel.isCancelled() || met(); };
    if (!isOver()) {
        lock.unlock();
        {
            const auto wake = call.cancel.onCancel([this] {
                const std::lock_guard woken(m_mutex);
                m_changed.notify_all();
            });
            lock.lock();
            if (call.deadline.isNever())
                m_changed.wait(lock, isOver);
            else
                m_changed.wait_until(lock, call.deadline.at(), isOver);
            lock.unlock();
        }
        lock.lock();
    }
    if (m_error)
        return tl::unexpected<Error>(*m_error);
    if (call.cancel.isCancelled())
        return fail(ErrorKind::Cancelled, translate("Pipe", "The transfer was cancelled."));
    if (!met())
        return fail(ErrorKind::Timeout, translate("Pipe", "The other side of the transfer has stopped."));
    return {};
}

Status Pipe::write(QByteArray bytes, const Call &call)
{
    std::unique_lock lock(m_mutex);
    HERMES_TRY(waitUntil(lock, call, [this] { return m_waiting < m_room; }));
    m_waiting += bytes.size();
    m_pieces.push_back(std::move(bytes));
    m_changed.notify_all();
    return {};
}

void Pipe::finish()
{
    const std::lock_guard lock(m_mutex);
    m_isFinished = true;
    m_changed.notify_all();
}

void Pipe::abort(const Error &error)
{
    const std::lock_guard lock(m_mutex);
    if (!m_error)
        m_error = error;
    m_changed.notify_all();
}

Result<QByteArray> Pipe::read(const Call &call)
{
    std::unique_lock lock(m_mutex);
    HERMES_TRY(waitUntil(lock, call, [this] { return !m_pieces.empty() || m_isFinished; }));
    if (m_pieces.empty())
        return QByteArray();
    // Small pieces together: each read becomes a write on a wire.
    constexpr qsizetype enough = 256 << 10;
    QByteArray read = std::move(m_pieces.front());
    m_pieces.pop_front();
    while (!m_pieces.empty() && read.size() + m_pieces.front().size() <= enough) {
        read += m_pieces.front();
        m_pieces.pop_front();
    }
    m_waiting -= read.size();
    m_changed.notify_all();
    return read;
}

} // namespace hermes
