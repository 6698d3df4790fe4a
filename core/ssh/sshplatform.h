#pragma once

#include "result.h"

#include <QByteArray>
#include <QList>
#include <chrono>
#include <cstdint>
#include <memory>
#include <span>

/// What differs between systems: sockets, name resolution and the agent's door. platform_posix.cpp or platform_win.cpp.
namespace hermes::ssh::platform {

#ifdef _WIN32
using Socket = std::uintptr_t;
#else
using Socket = int;
#endif
constexpr Socket invalidSocket = static_cast<Socket>(-1);

struct Watched {
    Socket socket = invalidSocket;
    bool forReading = false;
    bool forWriting = false;
    bool readable = false; ///< also at the end and after errors, so that the next read tells which
    bool writable = false;
};

/// Once per process, before the first socket.
void startSockets();
/// Waits until one of the sockets is ready, at most `time`; false if nothing happened. Any number of sockets.
bool waitFor(std::span<Watched> sockets, std::chrono::milliseconds time);
/// Two connected stream sockets.
[[nodiscard]] bool makePair(Socket &one, Socket &other);
void setBlocking(Socket socket, bool blocking);
void closeSocket(Socket socket);
/// Ends both directions; a blocked read on another thread returns.
void shutDown(Socket socket);
/// Ends what we send; the other side reads to its end.
void shutDownWriting(Socket socket);
/// Bytes moved, 0 at the end of the stream, -1 on errors and when it would block (then wouldBlock(), asked at once).
[[nodiscard]] qsizetype receive(Socket socket, char *to, qsizetype max);
[[nodiscard]] qsizetype sendBytes(Socket socket, const char *from, qsizetype size);
[[nodiscard]] bool wouldBlock();

/// Non-blocking listeners that only this machine reaches: a free port of 127.0.0.1, and a unix socket that only this
/// user may open (a dead one of that name is replaced). invalidSocket and `problem`, in words, on failure.
[[nodiscard]] Socket listenOnLoopback(quint16 *port, QString *problem);
[[nodiscard]] Socket listenOnPath(const QString &path, QString *problem);
/// The next waiting connection, non-blocking; invalidSocket if there is none.
[[nodiscard]] Socket acceptFrom(Socket listener);

struct Address {
    int family = 0;
    QByteArray bytes; ///< a sockaddr
    QString text; ///< "192.0.2.7", "2001:db8::1"
};
/// Blocks for as long as the system's resolver likes. `numericOnly` never blocks. `problem` is the resolver's own word.
[[nodiscard]] QList<Address> resolve(const QString &host, quint16 port, bool numericOnly, QString *problem);
/// Begins to connect a non-blocking socket with TCP_NODELAY; invalidSocket and `error` if that fails at once.
[[nodiscard]] Socket startConnect(const Address &address, int *error);
/// The outcome of a connect whose socket became writable: 0 or an error code.
[[nodiscard]] int connectError(Socket socket);
[[nodiscard]] bool isRefused(int error);
[[nodiscard]] QString errorText(int error);

/// A connection to the user's SSH agent: SSH_AUTH_SOCK, or on Windows the pipe of its OpenSSH agent. Whole reads and
/// writes; false when it ended.
class AgentDoor {
public:
    virtual ~AgentDoor() = default;
    [[nodiscard]] virtual bool read(char *to, qsizetype size) = 0;
    [[nodiscard]] virtual bool write(const char *from, qsizetype size) = 0;
    /// A read or write blocked on another thread returns false.
    virtual void cut() = 0;
};
/// Null and `problem` (for a person) if there is no agent.
[[nodiscard]] std::unique_ptr<AgentDoor> openAgent(QString *problem);

} // namespace hermes::ssh::platform
