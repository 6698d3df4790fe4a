#include "democlock.h"

#include <QDateTime>

namespace hermes::desktop {

DemoClock::DemoClock(bool frozen)
    : m_begin(QDateTime(QDate(2026, 5, 15), QTime(13, 41, 8)).toMSecsSinceEpoch())
    , m_started(m_system.steadyMs())
    , m_frozen(frozen)
{ }

qint64 DemoClock::wallMs() const
{
    return m_begin + m_moved + (m_frozen ? 0 : m_system.steadyMs() - m_started);
}

} // namespace hermes::desktop
