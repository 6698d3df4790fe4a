#include "memoryhostfiles.h"

namespace hermes::test {

using namespace Qt::StringLiterals;

class MemoryHostFiles::PipeStream final : public ByteStream {
public:
    PipeStream(MemoryHostFiles &files, QString path, std::shared_ptr<Pipe> pipe, bool cutsShort)
        : m_files(files)
        , m_path(std::move(path))
        , m_pipe(std::move(pipe))
        , m_cutsShort(cutsShort)
    { }
    ~PipeStream() override { close(); }
    PipeStream(const PipeStream &) = delete;
    PipeStream &operator=(const PipeStream &) = delete;
    Result<qsizetype> read(char *to, qsizetype max, const Call &call) override
    {
        if (m_read.isEmpty()) {
            HERMES_ASSIGN(m_read, m_pipe->read(call));
            if (m_cutsShort)
                m_read.chop(std::min<qsizetype>(m_read.size(), 1));
        }
        const qsizetype size = std::min(max, m_read.size());
        std::copy(m_read.begin(), m_read.begin() + size, to);
        m_read.remove(0, size);
        return size;
    }
    Status write(QByteArrayView bytes, const Call &call) override { return m_pipe->write(bytes.toByteArray(), call); }
    Status closeWrite(const Call & /*call*/) override
    {
        m_pipe->finish();
        return {};
    }
    void close() override
    {
        (void)m_files.takePipe(m_path);
        m_pipe->abort({ErrorKind::Network, u"The pipe was closed."_s, {}, {}});
    }

private:
    MemoryHostFiles &m_files;
    const QString m_path;
    const std::shared_ptr<Pipe> m_pipe;
    const bool m_cutsShort;
    QByteArray m_read;
};

std::unique_ptr<ByteStream> MemoryHostFiles::makePipe(const QString &at)
{
    const auto pipe = std::make_shared<Pipe>(std::numeric_limits<qsizetype>::max());
    m_pipes.insert(at, pipe);
    return std::make_unique<PipeStream>(*this, at, pipe, m_cutsShort);
}

std::shared_ptr<Pipe> MemoryHostFiles::takePipe(const QString &path)
{
    const std::lock_guard lock(m_mutex);
    return m_pipes.take(expand(path));
}

void MemoryHostFiles::setCuttingShort(bool cutting)
{
    const std::lock_guard lock(m_mutex);
    m_cutsShort = cutting;
}

} // namespace hermes::test
