#pragma once

#include "jobpool.h"
#include "result.h"
#include "secret.h"

#include <QFuture>
#include <QPromise>
#include <memory>

namespace hermes::desktop {

/// Runs blocking work of core on a pool of its own threads and answers with a future. The window's only way to core.
class Jobs {
public:
    explicit Jobs(int threads)
        : m_pool(threads)
    { }

    /// `work` is called once on a pool thread and returns a Result.
    template <class Work> auto run(Work work) -> QFuture<decltype(work())>
    {
        auto promise = std::make_shared<QPromise<decltype(work())>>();
        promise->start();
        m_pool.run([promise, work = std::move(work)]() mutable {
            promise->addResult(work());
            promise->finish();
        });
        return promise->future();
    }

    /// Drops what has not begun and waits for what has; what comes afterwards is dropped too.
    void stop() { m_pool.stop(); }

private:
    JobPool m_pool;
};

/// The one line of a key file, read on another thread; the line's end is taken off. Invalid where it cannot be read.
[[nodiscard]] QFuture<Result<Secret>> readSecretFile(const QString &path);

} // namespace hermes::desktop
