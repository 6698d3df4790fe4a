#include "scriptedengine.h"

namespace hermes::test {

class ScriptedStream final : public ByteStream {
public:
    ScriptedStream(ScriptedEngine &engine, int number, int epoch)
        : m_engine(engine)
        , m_number(number)
        , m_epoch(epoch)
    { }
    ~ScriptedStream() override
    {
        const std::lock_guard lock(m_engine.m_mutex);
        --m_engine.m_open;
    }

    Result<qsizetype> read(char *to, qsizetype max, const Call &call) override
    {
        const auto wake = call.cancel.onCancel([this] { m_engine.m_changed.notify_all(); });
        std::unique_lock lock(m_engine.m_mutex);
        while (m_out.isEmpty()) {
            if (m_closed || m_ended || m_epoch != m_engine.m_epoch)
                return 0;
            if (call.cancel.isCancelled())
                return fail(ErrorKind::Cancelled, QStringLiteral("Cancelled"));
            if (call.deadline.expired())
                return fail(ErrorKind::Timeout, QStringLiteral("The time is up"));
            m_engine.m_changed.wait_for(lock, std::min(call.deadline.remaining(), std::chrono::milliseconds(5)));
        }
        const qsizetype size = std::min({max, m_out.size(), m_engine.m_piece});
        std::copy_n(m_out.constData(), size, to);
        m_out.remove(0, size);
        return size;
    }

    Status write(QByteArrayView bytes, const Call & /*call*/) override
    {
        ScriptedEngine::Request request;
        {
            const std::lock_guard lock(m_engine.m_mutex);
            if (m_closed || m_ended || m_epoch != m_engine.m_epoch)
                return fail(ErrorKind::Network, QStringLiteral("Broken pipe"));
            ++m_engine.m_writes;
            m_in.append(bytes.data(), bytes.size());
            if (!takeRequest(request))
                return {};
            m_engine.m_requests.append(request);
        }
        const ScriptedEngine::Reply reply = m_engine.m_handler(request);
        const std::lock_guard lock(m_engine.m_mutex);
        m_out += reply.bytes;
        m_ended = reply.thenEnd;
        m_engine.m_changed.notify_all();
        return {};
    }

    Status closeWrite(const Call & /*call*/) override { return {}; }

    void close() override
    {
        const std::lock_guard lock(m_engine.m_mutex);
        m_closed = true;
        m_engine.m_changed.notify_all();
    }

private:
    bool takeRequest(ScriptedEngine::Request &request)
    {
        const qsizetype end = m_in.indexOf("\r\n\r\n");
        if (end < 0)
            return false;
        request.head = m_in.left(end);
        request.stream = m_number;
        qsizetype length = 0;
        if (const qsizetype at = request.head.indexOf("Content-Length: "); at >= 0)
            length = request.head.mid(at + 16, request.head.indexOf('\r', at) - at - 16).toLongLong();
        if (m_in.size() < end + 4 + length)
            return false;
        request.body = m_in.mid(end + 4, length);
        m_in.remove(0, end + 4 + length);
        return true;
    }

    ScriptedEngine &m_engine;
    int m_number;
    int m_epoch;
    QByteArray m_in;
    QByteArray m_out;
    bool m_ended = false;
    bool m_closed = false;
};

std::unique_ptr<ByteStream> ScriptedEngine::open()
{
    const std::lock_guard lock(m_mutex);
    ++m_open;
    return std::make_unique<ScriptedStream>(*this, ++m_opened, m_epoch);
}

QList<ScriptedEngine::Request> ScriptedEngine::requests() const
{
    const std::lock_guard lock(m_mutex);
    return m_requests;
}

QByteArrayList ScriptedEngine::lines() const
{
    QByteArrayList lines;
    for (const Request &request : requests()) {
        if (!request.line().contains("/_ping"))
            lines.append(request.line());
    }
    return lines;
}

int ScriptedEngine::opened() const
{
    const std::lock_guard lock(m_mutex);
    return m_opened;
}

int ScriptedEngine::openNow() const
{
    const std::lock_guard lock(m_mutex);
    return m_open;
}

int ScriptedEngine::writes() const
{
    const std::lock_guard lock(m_mutex);
    return m_writes;
}

void ScriptedEngine::restart()
{
    const std::lock_guard lock(m_mutex);
    ++m_epoch;
    m_changed.notify_all();
}

QByteArray ScriptedEngine::answer(int status, const QByteArray &body, const QByteArray &headers)
{
    return "HTTP/1.1 " + QByteArray::number(status) + " X\r\nContent-Length: " + QByteArray::number(body.size())
        + "\r\n" + headers + "\r\n" + body;
}

QByteArray ScriptedEngine::chunked(const QByteArray &body, qsizetype chunk)
{
    QByteArray bytes = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (qsizetype at = 0; at < body.size(); at += chunk) {
        const QByteArray piece = body.mid(at, chunk);
        bytes += QByteArray::number(piece.size(), 16) + "\r\n" + piece + "\r\n";
    }
    return bytes + "0\r\n\r\n";
}

QByteArray ScriptedEngine::ping(const QByteArray &version)
{
    return answer(200, "OK", version.isEmpty() ? QByteArray() : "Api-Version: " + version + "\r\n");
}

} // namespace hermes::test
