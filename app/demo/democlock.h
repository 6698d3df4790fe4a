#pragma once

#include "clock.h"

namespace hermes::desktop {

/// The demo's day: begins on 15 May 2026 at 13:41:08 local time and then runs on, unless it is frozen.
class DemoClock final : public Clock {
public:
    explicit DemoClock(bool frozen = false);

    [[nodiscard]] qint64 wallMs() const override;
    [[nodiscard]] qint64 steadyMs() const override { return wallMs(); }
    /// 13:41:08 of that day.
    [[nodiscard]] qint64 begin() const { return m_begin; }
    /// Moves a frozen clock.
    void advance(qint64 ms) { m_moved += ms; }

private:
    SystemClock m_system;
    qint64 m_begin;
    qint64 m_started;
    qint64 m_moved = 0;
    bool m_frozen;
};

} // namespace hermes::desktop
