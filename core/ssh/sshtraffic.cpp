#include "sshtraffic.h"

namespace hermes::ssh {

using std::chrono::milliseconds;

namespace {

constexpr int leftForShortOnes = 2;
constexpr milliseconds lingerMost{5'000};
constexpr milliseconds tick{100};
constexpr int mostRefusals = 20;
constexpr milliseconds raiseAfter{2'000};

Error refusalOf(const Channel::Plan &plan, const QString &host, const QString &words)
{
    const QString target = QString::fromUtf8(plan.target);
    switch (plan.kind) {
    case Channel::Kind::Unix:
        return {ErrorKind::Remote, translate("Ssh", "%1 did not open a stream to %2.").arg(host, target), words, {}};
    case Channel::Kind::Tcp:
        return {ErrorKind::Remote,
            translate("Ssh", "%1 did not open a stream to %2.")
                .arg(host, target + QLatin1Char(':') + QString::number(plan.port)),
            words, {}};
    case Channel::Kind::Command:
    case Channel::Kind::Login:
        break;
    }
    return {ErrorKind::Remote, translate("Ssh", "%1 does not run commands for this user.").arg(host), words,
        translate("Ssh", "Check that the user has a login shell and that the SSH server forces no command on it.")};
}

} // namespace

Traffic::Traffic(std::unique_ptr<Session> session, std::shared_ptr<Mailbox> mailbox, QString host)
    : m_session(std::move(session))
    , m_mailbox(std::move(mailbox))
    , m_host(std::move(host))
{
    keepHelper();
}

void Traffic::end(const Error &why)
{
    for (const auto &[channel, wire] : m_wires)
        wire->channel().fail(why);
    m_wires.clear();
    m_spare.reset();
    for (const auto &channel : std::exchange(m_queue, {}))
        channel->fail(why);
}

void Traffic::keepHelper()
{
    // A session without a command has Nagle's algorithm on in sshd (up to 40 ms per call over a forward), so one is
    // kept. It also ends the process groups whose number it is told: closing a channel leaves its process running, and
    // sshd passes on no signals for root. TERM comes first, so that a program can tidy up.
    const QByteArray command = "exec sh -c 'while read -r g; do (kill -s TERM -- -$g; sleep 0.5; kill -s KILL -- -$g) "
                               "& done' >/dev/null 2>&1";
    m_helper = std::make_shared<Channel>(
        Channel::Plan{.kind = Channel::Kind::Command, .target = command, .isStream = true, .isOurs = true}, m_mailbox);
    start(m_helper);
}

void Traffic::kill(qint64 group)
{
    if (!m_helper)
        return;
    m_helper->push(QByteArray::number(group) + '\n');
    if (const auto wire = m_wires.find(m_helper.get()); wire != m_wires.end())
        flush(*wire->second);
}

void Traffic::add(const std::shared_ptr<Channel> &channel)
{
    if (const auto found = m_wires.find(channel.get()); found != m_wires.end()) {
        found->second->refill();
        flush(*found->second);
    } else if (std::find(m_queue.begin(), m_queue.end(), channel) == m_queue.end() && channel->claim()) {
        m_queue.push_back(channel);
    }
}

void Traffic::takeMail()
{
    for (const auto &channel : m_mailbox->take())
        add(channel);
}

int Traffic::commands(bool streamsOnly) const
{
    return int(std::count_if(m_wires.begin(), m_wires.end(), [&](const auto &entry) {
        const Channel::Plan &plan = entry.first->plan();
        const Wire::Phase phase = entry.second->phase();
        return plan.kind == Channel::Kind::Command && !plan.isOurs && (plan.isStream || !streamsOnly)
            && phase != Wire::Phase::Refused && phase != Wire::Phase::Denied;
    }));
}

bool Traffic::hasPlace(const Channel::Plan &plan) const
{
    if (plan.kind != Channel::Kind::Command)
        return true;
    return Steady::now() >= m_nextCommand && commands(false) < m_mostCommands
        && (!plan.isStream || commands(true) < std::max(1, m_mostCommands - leftForShortOnes));
}

void Traffic::start(const std::shared_ptr<Channel> &channel)
{
    const bool usesSpare = channel->plan().kind == Channel::Kind::Command && m_spare && m_spare->advance();
    const ssh_channel opened = usesSpare ? m_spare->take() : nullptr;
    if (usesSpare)
        m_spare.reset();
    const auto [at, isNew] = m_wires.emplace(channel.get(), std::make_unique<Wire>(*m_session, channel, opened));
    if (isNew)
        advance(*at->second);
}

void Traffic::keepSpare()
{
    if (!m_spare && m_maySpare && commands(false) < m_mostCommands)
        m_spare = std::make_unique<SpareChannel>(*m_session);
    if (!m_spare || m_spare->advance())
        return;
    m_spare.reset();
    m_maySpare = false;
}

void Traffic::advance(Wire &wire)
{
    wire.advance();
    // A quick server may have opened it within this very call; its input is still to be sent.
    wire.isStuck = wire.phase() == Wire::Phase::Running;
    if (wire.isStuck && !wire.channel().plan().isOurs)
        m_refusals = 0;
}

void Traffic::startQueued()
{
    for (auto at = m_queue.begin(); at != m_queue.end();) {
        const auto channel = *at;
        if (!channel->isWanted()) {
            at = m_queue.erase(at);
        } else if (channel->plan().kind == Channel::Kind::Login) {
            channel->markOpen();
            at = m_queue.erase(at);
        } else if (hasPlace(channel->plan())) {
            at = m_queue.erase(at);
            start(channel);
        } else {
            ++at;
        }
    }
}

void Traffic::flush(Wire &wire)
{
    // More than the socket takes would only pile up inside libssh.
    wire.isStuck = ssh_blocking_flush(m_session->handle(), 0) != SSH_OK || wire.flush();
}

bool Traffic::giveBack(Wire &wire)
{
    // sshd's MaxSessions may be lower than ours, or it has not counted off one that has just ended: wait for one of the
    // others to end, and ask for no more than that for a while.
    if (std::exchange(m_maySpare, false)) {
        m_spare.reset();
        m_queue.push_front(wire.shared());
        return true;
    }
    const int others = commands(false);
    m_mostCommands = std::clamp(others, 1, m_mostCommands);
    m_mayRaise = Steady::now() + raiseAfter;
    if (others == 0) {
        if (++m_refusals > mostRefusals)
            return false;
        // The last place may be the helper's, and sshd frees it only when that has exited.
        m_helper.reset();
        m_nextCommand = Steady::now() + tick;
    }
    m_queue.push_front(wire.shared());
    return true;
}

void Traffic::raiseLimit()
{
    if (m_queue.empty() || m_mostCommands >= mostAtOnce || Steady::now() < m_mayRaise)
        return;
    ++m_mostCommands;
    m_mayRaise = Steady::now() + raiseAfter;
}

bool Traffic::isOverUnwanted(Wire &wire)
{
    const Channel &channel = wire.channel();
    if (wire.phase() != Wire::Phase::Running)
        return false;
    if (channel.plan().kind != Channel::Kind::Command || wire.isClosed())
        return true;
    const auto now = Steady::now();
    const bool first = wire.lingerUntil == Steady::time_point();
    if (first)
        wire.lingerUntil = now + lingerMost;
    if (const qint64 group = channel.processGroup(); group > 1 && !wire.isKilled) {
        wire.isKilled = true;
        kill(group);
    }
    if (now < wire.lingerUntil)
        return false;
    wire.signalKill();
    return true;
}

bool Traffic::isOver(Wire &wire)
{
    Channel &channel = wire.channel();
    const Wire::Phase phase = wire.phase();
    const bool isOurs = channel.plan().isOurs;
    const bool wanted = channel.isWanted();
    if (phase == Wire::Phase::Refused || phase == Wire::Phase::Denied) {
        const bool full = phase == Wire::Phase::Refused && channel.plan().kind == Channel::Kind::Command;
        if (!wanted || isOurs || !full || !giveBack(wire))
            channel.fail(refusalOf(channel.plan(), m_host, wire.refusal()));
        return true;
    }
    if (isOurs)
        return wire.isClosed() || &channel != m_helper.get();
    if (!wanted)
        return isOverUnwanted(wire);
    // All of a quick command, its end included, may have come in with another channel's packets; then the next round
    // learns first that it was opened, for which its caller waits.
    return phase == Wire::Phase::Running && wire.isClosed() && !wire.holdsBack();
}

void Traffic::work(bool mayStart)
{
    // Any call into libssh may read the socket and move another channel on, so go round until nothing more came in.
    quint64 before = 0;
    do {
        before = m_session->received();
        takeMail();
        raiseLimit();
        if (mayStart)
            startQueued();
        std::vector<const Channel *> over;
        for (const auto &[channel, wire] : m_wires) {
            const Wire::Phase phase = wire->phase();
            if (phase == Wire::Phase::Opening || phase == Wire::Phase::Requesting)
                advance(*wire);
            if (wire->isStuck)
                flush(*wire);
        }
        for (const auto &[channel, wire] : m_wires) {
            if (isOver(*wire))
                over.push_back(channel);
        }
        for (const Channel *channel : over)
            m_wires.erase(channel);
        if (mayStart)
            keepSpare();
    } while (m_session->received() != before && m_session->isAlive());
}

milliseconds Traffic::untilDue() const
{
    const bool writing = (ssh_get_poll_flags(m_session->handle()) & SSH_WRITE_PENDING) != 0;
    bool lingering = m_nextCommand > Steady::now() || (!m_queue.empty() && m_mostCommands < mostAtOnce);
    for (const auto &[channel, wire] : m_wires) {
        // Stuck with an open window and a free socket: a key exchange is under way, or it was another channel's turn.
        if (wire->isStuck && !writing && wire->canSend())
            return milliseconds(5);
        lingering = lingering || wire->lingerUntil != Steady::time_point();
    }
    return lingering ? tick : milliseconds(60'000);
}

bool Traffic::isKilling() const
{
    return std::any_of(m_wires.begin(), m_wires.end(),
        [](const auto &entry) { return entry.second->lingerUntil != Steady::time_point(); });
}

} // namespace hermes::ssh
