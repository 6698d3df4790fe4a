#pragma once

#include "sshwire.h"

#include <deque>
#include <unordered_map>

namespace hermes::ssh {

/// All channels of one live session, on the connection's thread: starts what waits, moves bytes, ends what nobody wants
/// any more.
class Traffic {
public:
    /// `host` is how messages name it.
    Traffic(std::unique_ptr<Session> session, std::shared_ptr<Mailbox> mailbox, QString host);
    /// Whatever is still open ends with `why`.
    void end(const Error &why);

    [[nodiscard]] Session &session() { return *m_session; }
    /// Takes the mail and does all there is to do now; starts nothing new unless `mayStart`.
    void work(bool mayStart);
    void add(const std::shared_ptr<Channel> &channel);
    /// How long the thread may sleep before something is due here.
    [[nodiscard]] std::chrono::milliseconds untilDue() const;
    /// Remote processes that nobody wants any more are still being ended.
    [[nodiscard]] bool isKilling() const;

private:
    using Steady = std::chrono::steady_clock;
    void takeMail();
    void startQueued();
    [[nodiscard]] bool hasPlace(const Channel::Plan &plan) const;
    [[nodiscard]] int commands(bool streamsOnly) const;
    void start(const std::shared_ptr<Channel> &channel);
    void advance(Wire &wire);
    void flush(Wire &wire);
    [[nodiscard]] bool isOver(Wire &wire);
    [[nodiscard]] bool isOverUnwanted(Wire &wire);
    [[nodiscard]] bool giveBack(Wire &wire);
    void raiseLimit();
    void keepHelper();
    void keepSpare();
    void kill(qint64 group);

    static constexpr int mostAtOnce = 8;
    std::unique_ptr<Session> m_session;
    const std::shared_ptr<Mailbox> m_mailbox;
    const QString m_host;
    std::deque<std::shared_ptr<Channel>> m_queue;
    std::unordered_map<const Channel *, std::unique_ptr<Wire>> m_wires;
    std::shared_ptr<Channel> m_helper;
    std::unique_ptr<SpareChannel> m_spare;
    bool m_maySpare = true;
    Steady::time_point m_nextCommand = {};
    Steady::time_point m_mayRaise = {};
    int m_mostCommands = mostAtOnce;
    int m_refusals = 0;
};

} // namespace hermes::ssh
