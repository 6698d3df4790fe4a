#pragma once

#include "sshchannel.h"

namespace hermes::ssh {

/// How argv becomes the command of a channel: `sh` first prints the marker with its process group to stdout (and the
/// marker alone to stderr) and then turns into the program. So whatever a login shell prints before is told apart from
/// the program's output, and the group can be ended later.
[[nodiscard]] Result<Channel::Plan> commandPlan(const QStringList &argv, const QByteArray &marker);

/// Drains an opened channel and waits; ends the command when the call does or `output` returns false. `name` is what
/// messages call it.
[[nodiscard]] Result<ExecResult> runCommand(Channel &channel, const QString &name, const QString &host,
    const std::function<bool(const QByteArray &out, const QByteArray &err)> &output, const Call &call);

} // namespace hermes::ssh
