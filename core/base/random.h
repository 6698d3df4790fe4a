#pragma once

#include <QByteArray>
#include <QString>
#include <mutex>
#include <random>

namespace hermes {

/// Where core takes its random numbers, so that a simulation can be replayed from a seed. Thread-safe.
class Random {
public:
    virtual ~Random() = default;
    /// `count` random bytes; from the system's secure generator in SystemRandom.
    [[nodiscard]] virtual QByteArray bytes(int count) = 0;
    /// A number in [0, bound).
    [[nodiscard]] quint64 below(quint64 bound);
    /// `count` random bytes as lower-case hex: tenant ids, nonces, session ids.
    [[nodiscard]] QString hex(int count) { return QString::fromLatin1(bytes(count).toHex()); }
};

class SystemRandom final : public Random {
public:
    [[nodiscard]] QByteArray bytes(int count) override;
};

/// The same numbers again for the same seed. Never for secrets.
class SeededRandom final : public Random {
public:
    explicit SeededRandom(quint64 seed)
        : m_engine(seed)
    { }
    [[nodiscard]] QByteArray bytes(int count) override;

private:
    std::mutex m_mutex;
    std::mt19937_64 m_engine;
};

} // namespace hermes
