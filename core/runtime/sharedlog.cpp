#include "sharedlog.h"

namespace hermes::shared {

std::optional<QByteArray> LogLines::take(const QByteArray &line)
{
    const qsizetype space = line.indexOf(' ');
    if (space < 0 || line.indexOf(m_mark, space + 1) != space + 1)
        return {};
    const QByteArray time = line.left(space);
    if (time <= m_told)
        return {};
    m_last = time;
    const QByteArray text = line.mid(space + 1 + m_mark.size());
    return m_timestamps ? time + ' ' + text : text;
}

} // namespace hermes::shared
