#pragma once

#include "sshmailbox.h"

#include "call.h"

namespace hermes::ssh {

/// A connected TCP socket to host:port. Names are resolved on a thread of their own (the system's resolver cannot be
/// interrupted); addresses are tried one after the other, 250 ms apart, and the first that answers wins. `stop` is
/// asked at every wake of the mailbox.
[[nodiscard]] Result<platform::Socket> dial(const QString &host, quint16 port, Deadline deadline,
    const std::shared_ptr<Mailbox> &mailbox, const std::function<bool()> &stop);

} // namespace hermes::ssh
