#pragma once

#include "placement.h"

#include <map>

namespace hermes {

/// A host that is being emptied, or was: what is recorded of it, beside where its tenants are now.
struct DrainView {
    /// A tenant that is not away yet.
    struct Left {
        QString name;
        bool isMoving = false; ///< until what it left there is cleared away, too
        QString aim; ///< the host that it is on its way to, or would go to
        QString obstacle; ///< why it does not get on, or cannot go; empty: nothing keeps it
        QString hint;
    };
    QString host;
    qint64 beganAt = 0;
    qint64 endedAt = 0; ///< 0: it goes on
    QString actor;
    int total = 0;
    QList<Left> left;
};

/// What kept tenants (by id) when they were sent away last.
struct DrainRefusal {
    Error error;
    qint64 at = 0;
};
using DrainRefusals = std::map<QString, DrainRefusal>;

/// Pure. `tenants`: all that live; `loads`: every host.
[[nodiscard]] DrainView drainView(const Registry::Drain &drain, const QList<Tenant> &tenants, QList<HostLoad> loads,
    const DrainRefusals &refusals, qint64 nowMs);

/// Those that are to be sent away now: never more than may be on their way at once, and who was refused only after a
/// minute. Pure.
[[nodiscard]] QList<Tenant> dueToLeave(
    const Registry::Drain &drain, const QList<Tenant> &tenants, const DrainRefusals &refusals, qint64 nowMs);

/// Whether nobody is on the host any more, and nothing of those that were. Pure.
[[nodiscard]] bool isEmptied(const Registry::Drain &drain, const QList<Tenant> &tenants);

} // namespace hermes
