#pragma once

#include "clock.h"
#include "registry.h"

namespace hermes {

/// The clock of the registry's server, by which leases end for everybody: this machine's, and the difference between
/// the two. Thread-safe.
class ServerClock final : public Clock {
public:
    explicit ServerClock(const Clock &own)
        : m_own(own)
    { }
    [[nodiscard]] qint64 wallMs() const override { return m_own.wallMs() + m_ahead; }
    [[nodiscard]] qint64 steadyMs() const override { return m_own.steadyMs(); }
    /// Measures the difference anew; what was known stays where the server does not say, or takes long to.
    void follow(Registry &registry);

private:
    const Clock &m_own;
    std::atomic<qint64> m_ahead = 0;
};

} // namespace hermes
