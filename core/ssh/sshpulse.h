#pragma once

#include <QtGlobal>
#include <chrono>

namespace hermes::ssh {

/// Now, on both clocks.
struct Moment {
    std::chrono::steady_clock::time_point steady = std::chrono::steady_clock::now();
    std::chrono::system_clock::time_point wall = std::chrono::system_clock::now();
};

/// Whether the other side still lives, judged by what it sends: silence for one interval earns a probe, an unanswered
/// probe makes the link suspicious, and `mostMisses` more make it dead. Time in which this process itself did not run
/// (a closed lid) counts for nothing.
class Pulse {
public:
    using Steady = std::chrono::steady_clock;
    Pulse(std::chrono::milliseconds interval, int mostMisses)
        : m_interval(interval)
        , m_most(mostMisses)
    { }

    enum class Verdict { Fine, Probe, Dead };
    void begin(quint64 received, Moment now = {});
    /// Call at every turn with the bytes received so far. `slept` is how long the thread meant to sleep at most since
    /// the last call.
    [[nodiscard]] Verdict check(quint64 received, std::chrono::milliseconds slept, Moment now = {});
    [[nodiscard]] bool isSuspicious() const { return m_misses > 0; }
    [[nodiscard]] std::chrono::milliseconds untilNext(Moment now = {}) const;

private:
    [[nodiscard]] bool didNotRun(std::chrono::milliseconds slept, Moment now) const;

    std::chrono::milliseconds m_interval;
    int m_most;
    quint64 m_received = 0;
    Steady::time_point m_last = {}; ///< of a sign of life or of a probe
    Moment m_checked = {};
    bool m_probed = false;
    int m_misses = 0;
};

} // namespace hermes::ssh
