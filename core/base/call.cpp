#include "call.h"

#include <algorithm>
#include <atomic>

namespace hermes {

struct CancelState {
    std::mutex mutex;
    std::condition_variable changed;
    /// Written under the mutex. Read without it: wakers run under it and take what others hold while they ask.
    std::atomic<bool> cancelled = false;
    std::list<std::function<void()>> wakers;
};

std::chrono::milliseconds Deadline::remaining() const
{
    using std::chrono::milliseconds;
    if (isNever())
        return std::chrono::hours(24);
    // Rounded up: a poll() of 0 ms before the deadline would spin.
    const auto left = std::chrono::ceil<milliseconds>(m_at - Steady::now());
    return std::max(left, milliseconds(0));
}

bool CancelToken::isCancelled() const
{
    return m_state && m_state->cancelled;
}

bool CancelToken::waitFor(std::chrono::milliseconds time) const
{
    // A token that nobody can cancel still has to sleep.
    const auto state = m_state ? m_state : std::make_shared<CancelState>();
    std::unique_lock lock(state->mutex);
    return state->changed.wait_for(lock, time, [&] { return state->cancelled.load(); });
}

CancelToken::Registration CancelToken::onCancel(std::function<void()> wake) const
{
    Registration registration;
    if (!m_state)
        return registration;
    std::unique_lock lock(m_state->mutex);
    if (m_state->cancelled) {
        lock.unlock();
        wake();
        return registration;
    }
    registration.m_state = m_state;
    registration.m_at = m_state->wakers.insert(m_state->wakers.end(), std::move(wake));
    return registration;
}

CancelToken::Registration::Registration(Registration &&other) noexcept
    : m_state(std::move(other.m_state))
    , m_at(other.m_at)
{ }

CancelToken::Registration &CancelToken::Registration::operator=(Registration &&other) noexcept
{
    if (this != &other) {
        release();
        m_state = std::move(other.m_state);
        m_at = other.m_at;
    }
    return *this;
}

void CancelToken::Registration::release()
{
    if (!m_state)
        return;
    const std::lock_guard lock(m_state->mutex);
    m_state->wakers.erase(m_at);
    m_state.reset();
}

CancelSource::CancelSource()
    : m_state(std::make_shared<CancelState>())
{ }

CancelToken CancelSource::token() const
{
    CancelToken token;
    token.m_state = m_state;
    return token;
}

void CancelSource::cancel()
{
    // Wakers run under the lock, so that a Registration that has been destroyed is never called afterwards.
    const std::lock_guard lock(m_state->mutex);
    if (m_state->cancelled)
        return;
    m_state->cancelled = true;
    for (const auto &wake : m_state->wakers)
        wake();
    m_state->changed.notify_all();
}

} // namespace hermes
