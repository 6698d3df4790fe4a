#pragma once

#include <chrono>
#include <memory>

namespace hermes {

/// Shuts a socket down if it is still held when `limit` is over: whoever waits in it gets an error at once. Needed
/// where a link stalls without breaking (a stopped tunnel still acknowledges), which no time limit of the server sees.
/// `socket` must stay open while the guard lives.
[[nodiscard]] std::shared_ptr<void> guardSocket(int socket, std::chrono::milliseconds limit);

} // namespace hermes
