#pragma once

#include "hostkey.h"
#include "result.h"

#include <QList>

namespace hermes::ssh {

/// Our own known_hosts file in OpenSSH form (never ~/.ssh/known_hosts). Entries are looked up by `host` for port 22 and
/// `[host]:port` otherwise, plain or hashed; `@revoked` lines are respected. Every write is atomic. Thread-safe and
/// safe against other processes (a lock file is held while the file is replaced).
class KnownHosts {
public:
    explicit KnownHosts(QString path)
        : m_path(std::move(path))
    { }

    enum class Verdict { Trusted, Unknown, Changed, Revoked };
    struct Answer {
        Verdict verdict = Verdict::Unknown;
        QList<HostKey> known; ///< what the file holds for this host, for "both fingerprints"
    };
    [[nodiscard]] Result<Answer> check(const QString &host, quint16 port, const HostKey &shown) const;
    /// Replaces whatever the file holds for this host by `key` (really: no older key passes afterwards). Keeps @revoked
    /// lines.
    [[nodiscard]] Status trust(const QString &host, quint16 port, const HostKey &key);
    [[nodiscard]] Status forget(const QString &host, quint16 port);
    /// Key types known for this host, so that the server is asked for one of these first.
    [[nodiscard]] QStringList knownTypes(const QString &host, quint16 port) const;

private:
    QString m_path;
};

} // namespace hermes::ssh
