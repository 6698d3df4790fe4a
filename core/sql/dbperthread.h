#pragma once

#include "db.h"

namespace hermes {

/// A database of which each thread that asks gets a connection of its own, closed when that thread ends. Destroying
/// this closes the calling thread's at once; another thread's closes when that thread ends or next asks any
/// DbPerThread.
class DbPerThread {
public:
    using Open = std::function<Result<std::unique_ptr<Db>>()>;
    explicit DbPerThread(Open open);
    ~DbPerThread();
    DbPerThread(const DbPerThread &) = delete;
    DbPerThread &operator=(const DbPerThread &) = delete;

    /// The calling thread's connection; valid on this thread while this object lives.
    [[nodiscard]] Result<Db *> get();

private:
    std::shared_ptr<const Open> m_open;
};

} // namespace hermes
