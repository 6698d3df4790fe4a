#pragma once

#include "faketime.h"
#include "fakeworld.h"

namespace hermes::test {

/// Runs one call of the Engine interface: hooks around `effect`, which runs under the lock.
template <class R, class F>
R FakeEngine::answer(
    const char *name, const QString &subject, const Call &call, const F &effect, const std::function<void()> &arrive)
{
    const FakeTime simulated;
    if (call.cancel.isCancelled())
        return fail(ErrorKind::Cancelled, QStringLiteral("Cancelled"));
    if (call.deadline.expired())
        return fail(ErrorKind::Timeout, QStringLiteral("The time is up"));
    CallInfo info{QString::fromLatin1(name), subject};
    Hook before;
    Hook after;
    {
        const std::lock_guard lock(d->mutex);
        info.number = int(d->calls.size()) + 1;
        d->calls.append(info);
        if (!d->reachable)
            return tl::unexpected(lostLink());
        info.arrive = arrive;
        before = d->before;
        after = d->after;
    }
    if (before) {
        if (auto error = before(info))
            return tl::unexpected(*error);
    }
    R result = [&]() -> R {
        const std::lock_guard lock(d->mutex);
        return effect();
    }();
    if (after) {
        if (auto error = after(info))
            return tl::unexpected(*error);
    }
    return result;
}

/// The same for an effect that holds copies of all it needs, so that it can also happen later.
template <class R, class F>
R FakeEngine::answerOrLate(const char *name, const QString &subject, const Call &call, const F &effect)
{
    return answer<R>(name, subject, call, effect, [this, effect] {
        const std::lock_guard lock(d->mutex);
        (void)effect();
    });
}

} // namespace hermes::test
