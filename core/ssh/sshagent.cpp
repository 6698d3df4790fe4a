#include "sshagent.h"

#include <QtEndian>

namespace hermes::ssh {

namespace {

// draft-miller-ssh-agent, section 5.1
constexpr char identitiesAnswer = 12;
constexpr char signRequest = 13;
constexpr quint32 mostBytes = 256 * 1024;

bool receiveAll(platform::Socket socket, char *to, qsizetype size)
{
    for (qsizetype got = 0; size > 0; to += got, size -= got) {
        if ((got = platform::receive(socket, to, size)) <= 0)
            return false;
    }
    return true;
}

} // namespace

#ifdef HERMES_LIBSSH_AGENT
constexpr bool canSign = true;

int AgentBridge::authenticate(ssh_session session)
{
    return ssh_userauth_agent(session, nullptr);
}
#else
constexpr bool canSign = false;

int AgentBridge::authenticate(ssh_session)
{
    return SSH_AUTH_ERROR;
}
#endif

Result<std::shared_ptr<AgentBridge>> AgentBridge::open()
{
    if (!canSign) {
        return fail(ErrorKind::Auth, translate("Ssh", "This build cannot use an SSH agent."),
            translate("Ssh", "It was made with libssh %1, which has none on this system.")
                .arg(QString::fromLatin1(SSH_STRINGIFY(LIBSSH_VERSION))),
            translate("Ssh", "Choose a key file for this host (--auth key --identity FILE)."));
    }
    const std::shared_ptr<AgentBridge> bridge(new AgentBridge);
    QString problem;
    bridge->m_door = platform::openAgent(&problem);
    if (!bridge->m_door || !platform::makePair(bridge->m_ours, bridge->m_theirs)) {
        return fail(ErrorKind::Auth, translate("Ssh", "The SSH agent cannot be reached."), problem,
            translate("Ssh", "Start the agent and add your key with ssh-add, or choose a key file for this host."));
    }
    bridge->m_thread = std::thread([at = bridge.get()] { at->serve(); });
    return bridge;
}

AgentBridge::~AgentBridge()
{
    cut();
    if (m_thread.joinable())
        m_thread.join();
    platform::closeSocket(m_ours);
    platform::closeSocket(m_theirs);
}

platform::Socket AgentBridge::takeSocket()
{
    return std::exchange(m_theirs, platform::invalidSocket);
}

void AgentBridge::cut()
{
    if (m_ours != platform::invalidSocket)
        platform::shutDown(m_ours);
    if (m_door)
        m_door->cut();
}

QByteArray AgentBridge::lastKey() const
{
    const std::lock_guard lock(m_mutex);
    return m_lastKey;
}

bool AgentBridge::pass(QByteArray &message)
{
    if (message.size() > 9 && message.at(4) == signRequest) {
        const auto size = qFromBigEndian<quint32>(message.constData() + 5);
        const std::lock_guard lock(m_mutex);
        m_lastKey = message.mid(9, qsizetype(size));
    }
    if (!m_door->write(message.constData(), message.size()))
        return false;
    message.resize(4);
    if (!m_door->read(message.data(), 4))
        return false;
    const auto size = qFromBigEndian<quint32>(message.constData());
    if (size == 0 || size > mostBytes)
        return false;
    message.resize(4 + qsizetype(size));
    if (!m_door->read(message.data() + 4, qsizetype(size)))
        return false;
    if (message.size() >= 9 && message.at(4) == identitiesAnswer)
        m_keys = int(qFromBigEndian<quint32>(message.constData() + 5));
    return true;
}

void AgentBridge::serve()
{
    QByteArray message(4, Qt::Uninitialized);
    while (receiveAll(m_ours, message.data(), 4)) {
        const auto size = qFromBigEndian<quint32>(message.constData());
        if (size == 0 || size > mostBytes)
            break;
        message.resize(4 + qsizetype(size));
        if (!receiveAll(m_ours, message.data() + 4, qsizetype(size)) || !pass(message))
            break;
        if (platform::sendBytes(m_ours, message.constData(), message.size()) != message.size())
            break;
        message.resize(4);
    }
    platform::shutDown(m_ours);
}

} // namespace hermes::ssh
