#include "throttle.h"

#include <QTimer>

namespace hermes::desktop {

Throttle::Throttle(std::chrono::milliseconds every, std::function<void()> work, QObject *parent)
    : QObject(parent)
    , m_work(std::move(work))
    , m_every(every)
    , m_last(std::chrono::steady_clock::now() - every)
{ }

void Throttle::ask()
{
    using namespace std::chrono;
    milliseconds rest{0};
    {
        const std::lock_guard lock(m_mutex);
        if (m_waits)
            return;
        m_waits = true;
        rest = ceil<milliseconds>(m_last + m_every - steady_clock::now());
    }
    if (rest <= milliseconds(0))
        run();
    else
        QMetaObject::invokeMethod(
            this, [this, rest] { QTimer::singleShot(rest, Qt::PreciseTimer, this, [this] { run(); }); },
            Qt::QueuedConnection);
}

void Throttle::setEvery(std::chrono::milliseconds every)
{
    const std::lock_guard lock(m_mutex);
    m_every = every;
}

void Throttle::run()
{
    {
        const std::lock_guard lock(m_mutex);
        // From here on, what changes is asked for once more.
        m_waits = false;
        m_last = std::chrono::steady_clock::now();
    }
    m_work();
}

} // namespace hermes::desktop
