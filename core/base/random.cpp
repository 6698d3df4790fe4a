#include "random.h"

#include <QRandomGenerator>
#include <cstring>

namespace hermes {

quint64 Random::below(quint64 bound)
{
    quint64 value = 0;
    const QByteArray raw = bytes(sizeof value);
    std::memcpy(&value, raw.constData(), sizeof value);
    return bound == 0 ? 0 : value % bound;
}

QByteArray SystemRandom::bytes(int count)
{
    QByteArray out(count, Qt::Uninitialized);
    for (char &byte : out)
        byte = static_cast<char>(QRandomGenerator::system()->generate() & 0xff);
    return out;
}

QByteArray SeededRandom::bytes(int count)
{
    const std::lock_guard lock(m_mutex);
    QByteArray out(count, Qt::Uninitialized);
    for (char &byte : out)
        byte = static_cast<char>(m_engine() & 0xff);
    return out;
}

} // namespace hermes
