#include "sshforwarder.h"

#include <QFile>

namespace hermes::ssh {

namespace {
constexpr size_t mostLinks = 256;
constexpr qsizetype blockSize = 64 * 1024;
constexpr qsizetype mostPerTurn = 16 * blockSize; ///< so that one busy connection does not hold up the others
constexpr std::chrono::seconds openTime{30};
} // namespace

Forward::Forward(std::unique_ptr<Private> made)
    : d(std::move(made))
{ }

Forward::~Forward() = default;

quint16 Forward::port() const
{
    return d->port;
}

QString Forward::path() const
{
    return d->path;
}

int Forward::connections() const
{
    return d->connections;
}

Forward::Private::Private(Channel::Plan plan, std::shared_ptr<Mailbox> session)
    : m_plan(std::move(plan))
    , m_session(std::move(session))
    , m_buffer(blockSize, Qt::Uninitialized)
{ }

Forward::Private::~Private()
{
    m_inbox.close();
    if (m_thread.joinable())
        m_thread.join();
    for (Link &link : m_links)
        finish(link);
    platform::closeSocket(m_listener);
    if (!path.isEmpty())
        QFile::remove(path);
}

Status Forward::Private::listen(const QString &socketPath)
{
    QString problem;
    m_listener = socketPath.isEmpty() ? platform::listenOnLoopback(&port, &problem)
                                      : platform::listenOnPath(socketPath, &problem);
    if (m_listener == platform::invalidSocket) {
        return fail(ErrorKind::Internal,
            socketPath.isEmpty() ? translate("Ssh", "No port of this machine could be opened.")
                                 : translate("Ssh", "The socket %1 could not be opened.").arg(socketPath),
            problem, translate("Ssh", "Check that its directory exists and that no other program uses the name."));
    }
    path = socketPath;
    m_thread = std::thread([this] { run(); });
    return {};
}

void Forward::Private::run()
{
    while (!m_inbox.isClosed())
        turn();
}

void Forward::Private::turn()
{
    std::vector<platform::Watched> watched;
    std::vector<size_t> owners;
    const bool accepts = m_links.size() < mostLinks;
    if (accepts)
        watched.push_back({m_listener, true});
    for (size_t i = 0; i < m_links.size(); ++i) {
        const Link &link = m_links[i];
        const bool reads = !link.localEnded && link.channel->room() > 0;
        const bool writes = !link.toLocal.isEmpty();
        // A socket that nothing is wanted of must not wake us: one that hung up would do so without end.
        if (!reads && !writes)
            continue;
        watched.push_back({link.local, reads, writes});
        owners.push_back(i);
    }
    m_inbox.sleep(watched, std::chrono::seconds(1));
    std::vector<bool> readable(m_links.size());
    for (size_t i = 0; i < owners.size(); ++i) {
        const platform::Watched &seen = watched[i + (accepts ? 1 : 0)];
        readable[owners[i]] = seen.forReading && seen.readable;
    }
    for (size_t i = 0; i < m_links.size(); ++i)
        advance(m_links[i], readable[i]);
    std::erase_if(m_links, [](const Link &link) { return link.isDone; });
    if (accepts && watched.front().readable)
        accept();
    connections = int(m_links.size());
}

void Forward::Private::accept()
{
    while (m_links.size() < mostLinks) {
        const platform::Socket local = platform::acceptFrom(m_listener);
        if (local == platform::invalidSocket)
            return;
        Link link;
        link.local = local;
        link.channel = std::make_shared<Channel>(m_plan, m_session);
        link.openBy = Deadline::in(openTime);
        link.channel->onChanged([this] { m_inbox.wake(); });
        m_session->addWaiting(1);
        link.channel->begin();
        m_links.push_back(std::move(link));
    }
}

void Forward::Private::finish(Link &link)
{
    if (link.isDone)
        return;
    link.isDone = true;
    link.channel->onChanged({});
    link.channel->close();
    if (std::exchange(link.isAwaited, false))
        m_session->addWaiting(-1);
    platform::closeSocket(link.local);
}

void Forward::Private::advance(Link &link, bool readable)
{
    const bool failed = link.channel->hasFailed();
    const bool open = link.channel->isOpen();
    if ((open || failed) && std::exchange(link.isAwaited, false))
        m_session->addWaiting(-1);
    // A lost session must not look like the end of a stream that was read whole.
    if (failed || (!open && link.openBy.expired()))
        return finish(link);
    if (!open)
        return;
    if (readable)
        takeFromLocal(link);
    if (!link.isDone)
        giveToLocal(link);
    if (link.remoteEnded && link.toLocal.isEmpty() && (link.localEnded || link.channel->isClosed()))
        finish(link);
}

void Forward::Private::takeFromLocal(Link &link)
{
    for (qsizetype room = link.channel->room(); room > 0; room = link.channel->room()) {
        const qsizetype got = platform::receive(link.local, m_buffer.data(), std::min(room, blockSize));
        if (got < 0) {
            if (!platform::wouldBlock())
                finish(link);
            return;
        }
        if (got == 0) {
            link.localEnded = true;
            return link.channel->closeWrite();
        }
        // There is room and nobody else writes, so this does not wait.
        if (!link.channel->write(QByteArrayView(m_buffer.constData(), got), Call::in({})))
            return finish(link);
    }
}

void Forward::Private::giveToLocal(Link &link)
{
    for (qsizetype moved = 0; moved < mostPerTurn;) {
        if (!link.toLocal.isEmpty()) {
            const qsizetype left = link.toLocal.size() - link.sent;
            const qsizetype sent = platform::sendBytes(link.local, link.toLocal.constData() + link.sent, left);
            if (sent < 0) {
                if (!platform::wouldBlock())
                    finish(link);
                return;
            }
            link.sent += sent;
            moved += sent;
            if (sent < left)
                continue;
            link.toLocal.resize(0);
            link.sent = 0;
        }
        if (link.remoteEnded)
            return;
        const qsizetype got = link.channel->readNow(m_buffer.data(), blockSize);
        if (got == 0)
            return;
        if (got > 0) {
            link.toLocal.append(m_buffer.constData(), got);
            continue;
        }
        link.remoteEnded = true;
        return platform::shutDownWriting(link.local);
    }
    m_inbox.wake();
}

} // namespace hermes::ssh
