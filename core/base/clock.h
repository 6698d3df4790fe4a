#pragma once

#include <QtGlobal>
#include <atomic>

namespace hermes {

/// Where core reads the time, so that tests and the simulation can move it. Thread-safe.
class Clock {
public:
    virtual ~Clock() = default;
    /// Milliseconds since 1970-01-01T00:00:00Z; may jump.
    [[nodiscard]] virtual qint64 wallMs() const = 0;
    /// Milliseconds of a clock that never goes back; its zero means nothing.
    [[nodiscard]] virtual qint64 steadyMs() const = 0;
};

class SystemClock final : public Clock {
public:
    [[nodiscard]] qint64 wallMs() const override;
    [[nodiscard]] qint64 steadyMs() const override;
};

/// A clock that moves only when told to.
class ManualClock final : public Clock {
public:
    explicit ManualClock(qint64 wallMs = 1'700'000'000'000)
        : m_wall(wallMs)
    { }
    [[nodiscard]] qint64 wallMs() const override { return m_wall; }
    [[nodiscard]] qint64 steadyMs() const override { return m_steady; }
    void advance(qint64 ms)
    {
        m_wall += ms;
        m_steady += ms;
    }

private:
    std::atomic<qint64> m_wall;
    std::atomic<qint64> m_steady = 0;
};

} // namespace hermes
