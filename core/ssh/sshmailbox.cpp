#include "sshmailbox.h"

#include "sshchannel.h"

#include <array>

namespace hermes::ssh {

Mailbox::Mailbox()
{
    platform::startSockets();
    if (!platform::makePair(m_here, m_there))
        qFatal("no socket pair for the connection's thread");
    platform::setBlocking(m_here, false);
    platform::setBlocking(m_there, false);
}

Mailbox::~Mailbox()
{
    platform::closeSocket(m_here);
    platform::closeSocket(m_there);
}

bool Mailbox::post(const std::shared_ptr<Channel> &channel)
{
    if (!channel->markPosted())
        return true;
    {
        const std::lock_guard lock(m_mutex);
        if (m_closed)
            return false;
        m_posted.push_back(channel);
    }
    wake();
    return true;
}

void Mailbox::wake()
{
    m_mail = true;
    if (m_sleeping.exchange(false)) {
        // A full pipe is as good: the thread has not read the earlier bytes yet.
        const char byte = 1;
        (void)platform::sendBytes(m_there, &byte, 1);
    }
    const std::lock_guard lock(m_mutex);
    if (m_alarm)
        m_alarm();
}

void Mailbox::close()
{
    {
        const std::lock_guard lock(m_mutex);
        m_closed = true;
    }
    wake();
}

void Mailbox::addWaiting(int change)
{
    m_waiting += change;
    if (change < 0)
        wake();
}

void Mailbox::setAlarm(std::function<void()> alarm)
{
    const std::lock_guard lock(m_mutex);
    m_alarm = std::move(alarm);
}

std::vector<std::shared_ptr<Channel>> Mailbox::take()
{
    std::vector<std::shared_ptr<Channel>> posted;
    {
        const std::lock_guard lock(m_mutex);
        posted.swap(m_posted);
    }
    for (const auto &channel : posted)
        channel->clearPosted();
    return posted;
}

void Mailbox::sleep(platform::Watched &other, std::chrono::milliseconds time)
{
    const bool none = other.socket == platform::invalidSocket;
    sleep(none ? std::span<platform::Watched>() : std::span(&other, 1), time);
}

void Mailbox::sleep(std::span<platform::Watched> others, std::chrono::milliseconds time)
{
    m_sleeping = true;
    if (m_mail)
        time = {};
    std::vector<platform::Watched> watched{platform::Watched{m_here, true}};
    watched.insert(watched.end(), others.begin(), others.end());
    platform::waitFor(watched, time);
    m_sleeping = false;
    // Here and nowhere else: the thread looks at all that a wake may be about between this and its next sleep. A wake
    // after one of those looks has to keep it from falling asleep.
    m_mail = false;
    if (watched[0].readable) {
        std::array<char, 64> bytes;
        (void)platform::receive(m_here, bytes.data(), qsizetype(bytes.size()));
    }
    std::copy(watched.begin() + 1, watched.end(), others.begin());
}

} // namespace hermes::ssh
