#pragma once

#include <QByteArray>
#include <QString>

namespace hermes::ssh {

/// A host's public key as the server showed it.
struct HostKey {
    QString type; ///< "ssh-ed25519", "ecdsa-sha2-nistp256", …
    QByteArray blob; ///< the key in SSH wire form
    [[nodiscard]] QString fingerprint() const; ///< "SHA256:…", unpadded base64, as `ssh-keygen -lf` prints it
};

} // namespace hermes::ssh
