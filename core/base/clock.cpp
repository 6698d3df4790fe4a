#include "clock.h"

#include <chrono>

namespace hermes {

template <class C> static qint64 sinceEpoch()
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(C::now().time_since_epoch()).count();
}

qint64 SystemClock::wallMs() const
{
    return sinceEpoch<std::chrono::system_clock>();
}
qint64 SystemClock::steadyMs() const
{
    return sinceEpoch<std::chrono::steady_clock>();
}

} // namespace hermes
