#include "simulatedhost.h"

namespace hermes::test {

using namespace Qt::StringLiterals;
using ilink::PollStatus;

void SimulatedWeChat::set(const QString &content, PollStatus status, const QString &userId)
{
    const std::lock_guard lock(m_mutex);
    for (auto &entry : m_codes) {
        if (entry.content == content) {
            entry.status = status;
            entry.userId = userId;
        }
    }
}

void SimulatedWeChat::scan(const QString &content)
{
    set(content, PollStatus::Scaned);
}

void SimulatedWeChat::confirm(const QString &content, const QString &userId)
{
    set(content, PollStatus::Confirmed, userId);
}

void SimulatedWeChat::expire(const QString &content)
{
    set(content, PollStatus::Expired);
}

void SimulatedWeChat::redirectToBound(const QString &content)
{
    set(content, PollStatus::BindedRedirect);
}

void SimulatedWeChat::setDown(bool down)
{
    const std::lock_guard lock(m_mutex);
    m_down = down;
}

void SimulatedWeChat::setHeld(const QString &content, bool held)
{
    const std::lock_guard lock(m_mutex);
    if (held)
        m_held.insert(content);
    else
        m_held.remove(content);
}

bool SimulatedWeChat::isLive(const Secret &token) const
{
    const std::lock_guard lock(m_mutex);
    return m_live.values().contains(token.reveal());
}

void SimulatedWeChat::displace(const QString &userId)
{
    const std::lock_guard lock(m_mutex);
    m_live.remove(userId);
}

QStringList SimulatedWeChat::codes() const
{
    const std::lock_guard lock(m_mutex);
    QStringList contents;
    for (const auto &entry : m_codes)
        contents.append(entry.content);
    return contents;
}

QList<Secret> SimulatedWeChat::handedOut() const
{
    const std::lock_guard lock(m_mutex);
    return m_handedOut;
}

QList<Secret> SimulatedWeChat::knownTokens() const
{
    const std::lock_guard lock(m_mutex);
    return m_known;
}

void SimulatedWeChat::become(const SimulatedWeChat &other)
{
    const std::scoped_lock lock(m_mutex, other.m_mutex);
    m_codes = other.m_codes;
    m_live = other.m_live;
    m_handedOut = other.m_handedOut;
    m_known = other.m_known;
}

Result<ilink::Code> SimulatedWeChat::fetchCode(const QList<Secret> &knownTokens, const Call & /*call*/)
{
    const std::lock_guard lock(m_mutex);
    if (m_down)
        return fail(ErrorKind::Network, u"WeChat's bot platform does not answer."_s);
    m_known = knownTokens;
    const int number = int(m_codes.size()) + 1;
    Entry entry;
    entry.token = Secret("poll-" + QByteArray::number(number));
    entry.content = u"https://liteapp.weixin.qq.com/q/simulated?qrcode=%1&bot_type=3"_s.arg(number);
    m_codes.append(entry);
    return ilink::Code{entry.token, entry.content};
}

Result<ilink::PollAnswer> SimulatedWeChat::poll(
    const Secret &token, const QString & /*host*/, const QString & /*verifyCode*/, const Call &call)
{
    const auto isHeld = [&] {
        const std::lock_guard lock(m_mutex);
        return std::any_of(m_codes.begin(), m_codes.end(), [&](const Entry &entry) {
            return entry.token.reveal() == token.reveal() && m_held.contains(entry.content);
        });
    };
    while (isHeld()) {
        if (call.cancel.waitFor(std::chrono::milliseconds(5)))
            return fail(ErrorKind::Cancelled, u"Cancelled."_s);
    }
    const std::lock_guard lock(m_mutex);
    if (m_down)
        return fail(ErrorKind::Network, u"WeChat's bot platform does not answer."_s);
    ilink::PollAnswer answer;
    answer.status = PollStatus::Expired;
    for (auto &entry : m_codes) {
        if (entry.token.reveal() != token.reveal())
            continue;
        answer.status = entry.status;
        if (entry.status != PollStatus::Confirmed)
            continue;
        // Handed out once; whoever asks again is told that the code is over.
        entry.status = PollStatus::Expired;
        const int number = int(m_handedOut.size()) + 1;
        answer.credentials.token = Secret("bot%1@im.bot:secret-%1"_ba.replace("%1", QByteArray::number(number)));
        answer.credentials.botId = u"bot%1@im.bot"_s.arg(number);
        answer.credentials.baseUrl = u"https://ilink.example"_s;
        answer.credentials.userId = entry.userId;
        m_live.insert(entry.userId, answer.credentials.token.reveal());
        m_handedOut.append(answer.credentials.token);
    }
    return answer;
}

} // namespace hermes::test
