#pragma once

#include "call.h"
#include "registry.h"

#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

namespace hermes {

/// Renews the leases that this process holds, every 10 s, on one thread of its own, or whenever its owner says so. A
/// lease that could not be renewed cancels its token, so that the turn under it starts no further effect.
class LeaseKeeper {
public:
    enum class Rhythm { OwnThread, OnlyWhenTold };
    LeaseKeeper(Registry &registry, QString owner, Rhythm rhythm = Rhythm::OwnThread);
    ~LeaseKeeper();
    LeaseKeeper(const LeaseKeeper &) = delete;
    LeaseKeeper &operator=(const LeaseKeeper &) = delete;

    static constexpr qint64 durationMs = 30'000;

    [[nodiscard]] const QString &owner() const { return m_owner; }
    /// Answers a token that is cancelled when the lease is lost.
    [[nodiscard]] CancelToken keep(const QString &tenantId, qint64 epoch);
    void drop(const QString &tenantId);
    /// One round over all that is held. Thread-safe.
    void renew();

private:
    struct Held {
        qint64 epoch = 0;
        CancelSource lost;
    };
    void run();

    Registry &m_registry;
    QString m_owner;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_stopping = false;
    std::map<QString, Held> m_held;
    std::thread m_thread;
};

} // namespace hermes
