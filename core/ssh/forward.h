#pragma once

#include <QString>
#include <memory>

namespace hermes::ssh {

/// Where a forward leads, as the host sees it: a TCP address, or a unix socket if `path` is set.
struct ForwardTarget {
    QString host = QStringLiteral("127.0.0.1");
    quint16 port = 0;
    QString path = {};
};

/// A door on this machine that leads to an address of the host: each connection to it is one stream of the SSH session.
/// Made by Connection::forward(). Half-closes pass through; a lost session ends the connections under way, and the next
/// ones use the session that follows. Its destructor closes the door and all connections. May outlive the Connection,
/// then every new connection is closed at once. One thread.
class Forward {
public:
    ~Forward();
    Forward(const Forward &) = delete;
    Forward &operator=(const Forward &) = delete;

    /// Of 127.0.0.1; 0 for a unix socket. Whoever uses this machine reaches it: take a socket for what has no password.
    [[nodiscard]] quint16 port() const;
    [[nodiscard]] QString path() const; ///< of our unix socket, or empty
    [[nodiscard]] int connections() const; ///< open now

private:
    friend class Connection;
    class Private;
    explicit Forward(std::unique_ptr<Private> made);
    std::unique_ptr<Private> d;
};

} // namespace hermes::ssh
