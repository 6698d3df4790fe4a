#pragma once

#include "call.h"
#include "result.h"

#include <QByteArray>

namespace hermes {

/// A two-way stream of bytes, such as a forwarded unix socket. One thread reads and one writes at a time.
class ByteStream {
public:
    virtual ~ByteStream() = default;
    /// Waits for at least one byte and reads up to `max` of them; 0 means the other side ended. Errors: Timeout,
    /// Cancelled, Network (link lost; says nothing about what the other side did).
    [[nodiscard]] virtual Result<qsizetype> read(char *to, qsizetype max, const Call &call) = 0;
    /// Writes all of it or fails.
    [[nodiscard]] virtual Status write(QByteArrayView bytes, const Call &call) = 0;
    /// Tells the other side that nothing more will be written.
    virtual Status closeWrite(const Call &call) = 0;
    /// Ends both directions at once; a blocked read() or write() on another thread returns.
    virtual void close() = 0;
};

} // namespace hermes
