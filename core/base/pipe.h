#pragma once

#include "call.h"
#include "result.h"

#include <QByteArray>

#include <deque>

namespace hermes {

/// Bytes on their way from one thread to another, of which at most `room` wait (whoever reads slowly slows the writer
/// down). Thread-safe.
class Pipe {
public:
    explicit Pipe(qsizetype room)
        : m_room(room)
    { }
    /// Waits for room. Errors: Cancelled, Timeout, and what abort() was given.
    [[nodiscard]] Status write(QByteArray bytes, const Call &call);
    /// Nothing more will be written.
    void finish();
    /// Whoever writes or reads from now on gets this error.
    void abort(const Error &error);
    /// What has come, up to 256 KiB or one piece; empty at the end. Errors as write().
    [[nodiscard]] Result<QByteArray> read(const Call &call);

private:
    template <class Met> [[nodiscard]] Status waitUntil(std::unique_lock<std::mutex> &lock, const Call &call, Met met);

    const qsizetype m_room;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<QByteArray> m_pieces;
    qsizetype m_waiting = 0;
    bool m_isFinished = false;
    std::optional<Error> m_error;
};

} // namespace hermes
