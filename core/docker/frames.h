#pragma once

#include "result.h"

#include <QByteArray>

#include <functional>

namespace hermes::docker {

/// Takes apart the stream of logs, attach and exec of a container without a TTY: frames of 8 bytes header (type, 0, 0,
/// 0, length as big-endian) and payload (Docker Engine API, "Attach to a container", Stream format). Bytes may come in
/// any pieces.
class FrameSplitter {
public:
    using Output = std::function<void(QByteArrayView bytes, bool isError)>;
    explicit FrameSplitter(Output output)
        : m_output(std::move(output))
    { }
    void feed(QByteArrayView bytes);
    /// Not empty once the engine reported an error of its own (frame type 3) or the bytes were no frames.
    [[nodiscard]] const QString &error() const { return m_error; }

private:
    void payload(QByteArrayView bytes);
    Output m_output;
    QByteArray m_header;
    quint8 m_type = 0;
    quint32 m_left = 0;
    QString m_error;
};

/// Cuts bytes into lines, without their "\n" or "\r\n". A line longer than 1 MiB is handed over in pieces.
class LineSplitter {
public:
    using Line = std::function<void(const QByteArray &line)>;
    explicit LineSplitter(Line line)
        : m_line(std::move(line))
    { }
    void feed(QByteArrayView bytes);
    /// Hands over what is left without a line end.
    void finish();

private:
    Line m_line;
    QByteArray m_partial;
};

} // namespace hermes::docker
