#include "secret.h"

#include <QCryptographicHash>

namespace hermes {

void wipe(QByteArray &bytes)
{
    // Only a buffer that nobody shares may be overwritten; data() would otherwise copy it first.
    if (bytes.isDetached()) {
        volatile char *at = bytes.data();
        for (qsizetype i = 0; i < bytes.size(); ++i)
            at[i] = 0;
    }
    bytes.clear();
}

Secret::Secret(QByteArray bytes)
{
    auto buffer = std::make_shared<Buffer>();
    buffer->bytes = QByteArray(bytes.constData(), bytes.size());
    wipe(bytes);
    m_buffer = std::move(buffer);
}

Secret::Buffer::~Buffer()
{
    wipe(bytes);
}

const QByteArray &Secret::reveal() const
{
    static const QByteArray empty;
    return m_buffer ? m_buffer->bytes : empty;
}

QString Secret::sha256() const
{
    if (isEmpty())
        return {};
    return QString::fromLatin1(QCryptographicHash::hash(reveal(), QCryptographicHash::Sha256).toHex());
}

QDebug operator<<(QDebug debug, const Secret &secret)
{
    QDebugStateSaver saver(debug);
    debug.noquote() << (secret.isEmpty() ? "[EMPTY]" : "[REDACTED]");
    return debug;
}

} // namespace hermes
