#include "asked.h"

#include <QThreadPool>

namespace hermes {

void runAtOnce(std::function<void()> work)
{
    // As many threads as questions are asked at one time: one may wait for another, so none may have to queue. Never
    // destroyed: every asker waits for his answer, and the copy of this process that a fork makes has none of the
    // threads that an end of the pool would wait for.
    static QThreadPool *const pool = [] {
        auto *made = new QThreadPool;
        made->setMaxThreadCount(1 << 16);
        return made;
    }();
    pool->start(std::move(work));
}

} // namespace hermes
