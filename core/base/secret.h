#pragma once

#include <QByteArray>
#include <QDebug>
#include <memory>

namespace hermes {

/// A password, token or key. Prints as [REDACTED], cannot be turned into text by accident, and its bytes are
/// overwritten when the last copy goes. Copies share one buffer.
class Secret {
public:
    Secret() = default;
    explicit Secret(QByteArray bytes);

    [[nodiscard]] bool isEmpty() const { return !m_buffer || m_buffer->bytes.isEmpty(); }
    /// The bytes themselves; valid while this Secret lives. Do not log, store or pass them in argv.
    [[nodiscard]] const QByteArray &reveal() const;
    /// Lower-case hex SHA-256, by which the registry knows a token without holding it. Empty for an empty secret.
    [[nodiscard]] QString sha256() const;

private:
    struct Buffer {
        QByteArray bytes;
        ~Buffer();
    };
    std::shared_ptr<const Buffer> m_buffer;
};

QDebug operator<<(QDebug debug, const Secret &secret);

/// Overwrites the bytes in place (not optimised away), then empties the array.
void wipe(QByteArray &bytes);

} // namespace hermes
