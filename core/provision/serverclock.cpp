#include "serverclock.h"

namespace hermes {

void ServerClock::follow(Registry &registry)
{
    constexpr qint64 mostMs = 2'000; // an answer that took longer says too little
    const qint64 asked = m_own.wallMs();
    const qint64 begun = m_own.steadyMs();
    const auto theirs = registry.serverTimeMs();
    const qint64 took = m_own.steadyMs() - begun;
    if (theirs && *theirs && took <= mostMs)
        m_ahead = **theirs - (asked + took / 2);
}

} // namespace hermes
