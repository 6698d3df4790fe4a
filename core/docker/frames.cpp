#include "frames.h"

#include <QtEndian>

namespace hermes::docker {

namespace {
constexpr qsizetype headerSize = 8;
constexpr qsizetype longestLine = 1 << 20;
constexpr quint8 stderrType = 2;
constexpr quint8 systemErrorType = 3;
} // namespace

void FrameSplitter::feed(QByteArrayView bytes)
{
    while (!bytes.isEmpty() && (m_error.isEmpty() || m_type == systemErrorType)) {
        if (m_left > 0) {
            const qsizetype take = std::min<qsizetype>(bytes.size(), m_left);
            m_left -= quint32(take);
            payload(bytes.first(take));
            bytes = bytes.sliced(take);
            continue;
        }
        const qsizetype take = std::min(bytes.size(), headerSize - m_header.size());
        m_header.append(bytes.first(take).data(), take);
        bytes = bytes.sliced(take);
        if (m_header.size() < headerSize)
            return;
        m_type = quint8(m_header.at(0));
        m_left = qFromBigEndian<quint32>(m_header.constData() + 4);
        if (m_type > systemErrorType || m_header.at(1) != 0 || m_header.at(2) != 0 || m_header.at(3) != 0)
            m_error = QStringLiteral("not a frame: ") + QString::fromLatin1(m_header.toHex());
        m_header.clear();
    }
}

void FrameSplitter::payload(QByteArrayView bytes)
{
    if (m_type == systemErrorType)
        m_error += QString::fromUtf8(bytes);
    else
        m_output(bytes, m_type == stderrType);
}

void LineSplitter::feed(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const qsizetype end = bytes.indexOf('\n');
        m_partial.append(bytes.data(), end < 0 ? bytes.size() : end);
        if (end < 0) {
            if (m_partial.size() >= longestLine)
                finish();
            return;
        }
        if (m_partial.endsWith('\r'))
            m_partial.chop(1);
        m_line(m_partial);
        m_partial.clear();
        bytes = bytes.sliced(end + 1);
    }
}

void LineSplitter::finish()
{
    if (m_partial.isEmpty())
        return;
    m_line(m_partial);
    m_partial.clear();
}

} // namespace hermes::docker
