#pragma once

#include "secret.h"

#include <QString>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>

namespace hermes::desktop {

/// Secrets that connections wait for on their own threads while a person is asked. Thread-safe.
class SecretQuestions {
public:
    /// The first question of this host is answered with it at once.
    void keep(const QString &host, const Secret &secret);
    /// Calls `tell` and waits for answer(), five minutes at most; empty where nobody answered.
    [[nodiscard]] Secret ask(const QString &host, const std::function<void()> &tell);
    void answer(const QString &host, const Secret &secret);
    /// Ends every wait, now and from now on.
    void giveUp();

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::map<QString, std::optional<Secret>> m_asked;
    std::map<QString, Secret> m_kept;
    bool m_over = false;
};

} // namespace hermes::desktop
