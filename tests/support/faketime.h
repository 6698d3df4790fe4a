#pragma once

#include <QtGlobal>
#include <atomic>
#include <ctime>

namespace hermes::test {

/// CPU time, in nanoseconds, that simulated parts have taken in the calling threads: what a figure of ours is not
/// about.
class FakeTime {
public:
    FakeTime()
        : m_from(depth++ == 0 ? now() : 0)
    { }
    ~FakeTime()
    {
        if (--depth == 0 && isCounted)
            spent += now() - m_from;
    }
    FakeTime(const FakeTime &) = delete;
    FakeTime &operator=(const FakeTime &) = delete;

    static inline std::atomic<qint64> spent = 0;
    static inline thread_local bool isCounted = true; ///< in this thread

private:
    static qint64 now()
    {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return qint64(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
    }
    static inline thread_local int depth = 0;
    qint64 m_from;
};

} // namespace hermes::test
