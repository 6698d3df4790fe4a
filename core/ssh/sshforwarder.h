#pragma once

#include "forward.h"
#include "sshchannel.h"

#include <thread>

namespace hermes::ssh {

/// The thread behind a Forward: its own poll() over the listener and the local sockets, woken by the channels.
/// (libssh's ssh_connector stalled under load.)
class Forward::Private {
public:
    Private(Channel::Plan plan, std::shared_ptr<Mailbox> session);
    ~Private();
    [[nodiscard]] Status listen(const QString &path);

    quint16 port = 0;
    QString path;
    std::atomic<int> connections = 0;

private:
    struct Link {
        platform::Socket local = platform::invalidSocket;
        std::shared_ptr<Channel> channel;
        Deadline openBy = Deadline::never();
        bool isAwaited = true; ///< counted as one who waits for the login
        bool localEnded = false;
        bool remoteEnded = false;
        bool isDone = false;
        QByteArray toLocal = {};
        qsizetype sent = 0;
    };
    void run();
    void turn();
    void accept();
    void advance(Link &link, bool readable);
    void takeFromLocal(Link &link);
    void giveToLocal(Link &link);
    void finish(Link &link);

    const Channel::Plan m_plan;
    const std::shared_ptr<Mailbox> m_session;
    Mailbox m_inbox; ///< only its wake
    platform::Socket m_listener = platform::invalidSocket;
    std::vector<Link> m_links;
    QByteArray m_buffer;
    std::thread m_thread;
};

} // namespace hermes::ssh
