#include "sshpulse.h"

#include <algorithm>

namespace hermes::ssh {

using std::chrono::milliseconds;

void Pulse::begin(quint64 received, Moment now)
{
    m_received = received;
    m_last = now.steady;
    m_checked = now;
    m_probed = false;
    m_misses = 0;
}

bool Pulse::didNotRun(milliseconds slept, Moment now) const
{
    // Stopped by a signal the steady clock goes on; in a suspended machine (Linux) only the wall clock does.
    const milliseconds slack = std::max(m_interval, milliseconds(2'000));
    const auto steady = std::chrono::duration_cast<milliseconds>(now.steady - m_checked.steady);
    const auto wall = std::chrono::duration_cast<milliseconds>(now.wall - m_checked.wall);
    return steady > slept + slack || wall > steady + slack;
}

Pulse::Verdict Pulse::check(quint64 received, milliseconds slept, Moment now)
{
    const bool jumped = didNotRun(slept, now);
    m_checked = now;
    if (received != m_received) {
        m_received = received;
        m_last = now.steady;
        m_probed = false;
        m_misses = 0;
    }
    if (jumped) {
        m_misses = 0;
    } else if (now.steady < m_last + m_interval) {
        return Verdict::Fine;
    } else if (m_probed && ++m_misses > m_most) {
        return Verdict::Dead;
    }
    m_probed = true;
    m_last = now.steady;
    return Verdict::Probe;
}

milliseconds Pulse::untilNext(Moment now) const
{
    const auto left = std::chrono::ceil<milliseconds>(m_last + m_interval - now.steady);
    return std::clamp(left, milliseconds(0), m_interval);
}

} // namespace hermes::ssh
