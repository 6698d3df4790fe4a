#include "hostkey.h"

#include <QCryptographicHash>

namespace hermes::ssh {

QString HostKey::fingerprint() const
{
    const QByteArray hash = QCryptographicHash::hash(blob, QCryptographicHash::Sha256);
    return QStringLiteral("SHA256:") + QString::fromLatin1(hash.toBase64(QByteArray::OmitTrailingEquals));
}

} // namespace hermes::ssh
