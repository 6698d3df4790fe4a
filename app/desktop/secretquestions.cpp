#include "secretquestions.h"

using namespace std::chrono_literals;

namespace hermes::desktop {

namespace {

constexpr auto patience = 300s;

} // namespace

void SecretQuestions::keep(const QString &host, const Secret &secret)
{
    const std::lock_guard lock(m_mutex);
    m_kept[host] = secret;
}

Secret SecretQuestions::ask(const QString &host, const std::function<void()> &tell)
{
    std::unique_lock lock(m_mutex);
    if (const auto kept = m_kept.find(host); kept != m_kept.end()) {
        Secret secret = kept->second;
        m_kept.erase(kept);
        return secret;
    }
    m_asked[host] = std::nullopt;
    lock.unlock();
    tell();
    lock.lock();
    m_changed.wait_for(lock, patience, [&] { return m_over || m_asked[host].has_value(); });
    Secret answer = m_asked[host].value_or(Secret());
    m_asked.erase(host);
    return answer;
}

void SecretQuestions::answer(const QString &host, const Secret &secret)
{
    const std::lock_guard lock(m_mutex);
    if (const auto asked = m_asked.find(host); asked != m_asked.end())
        asked->second = secret;
    m_changed.notify_all();
}

void SecretQuestions::giveUp()
{
    const std::lock_guard lock(m_mutex);
    m_over = true;
    m_changed.notify_all();
}

} // namespace hermes::desktop
