#pragma once

#include "result.h"

#include <QDateTime>
#include <QStringList>

namespace hermes::shared {

/// What is done inside a host's shared container, as root of it. A tenant's gateway there is known by the id of its
/// card: see sharedengine.h.
enum class Verb {
    List, ///< every gateway that was started and not forgotten: see parseGateways()
    Start, ///< card tenant-id port container-name labels
    Stop, ///< card seconds; forgets nothing
    Pause, ///< card
    Unpause, ///< card
    Forget, ///< card tenant-id: of one that does not run
    Exec, ///< card tenant-id argv…: in the tenant's profile, as whoever the exec's user is
};

/// POSIX sh as argv for an exec. Its exit codes: see ScriptExit.
[[nodiscard]] QStringList script(Verb verb, const QStringList &arguments = {});
/// What the shared container's own process does: it starts nothing, and passes its end on to the gateways.
[[nodiscard]] QStringList keeper();

enum ScriptExit {
    exitNotThere = 44,
    exitConflict = 45,
    exitAlreadySo = 46,
};

/// A gateway in the shared container, as it was found.
struct Gateway {
    QString card;
    QString state; ///< running, paused, exited; created: its last start failed (error)
    int exitCode = 0;
    QDateTime startedAt; ///< rounded up: a file of the same second may be older
    QDateTime finishedAt; ///< of one that has ended by itself or was stopped
    QString error;
    QString name; ///< its container's
    QMap<QString, QString> labels;
    [[nodiscard]] bool runs() const { return state == u"running" || state == u"paused"; }
};
/// What List prints. Pure. Remote where it is not whole.
[[nodiscard]] Result<QList<Gateway>> parseGateways(const QByteArray &text);

/// Where a tenant's home is in the shared container.
[[nodiscard]] QString profilePath(const QString &tenantId);
/// A command that speaks of /opt/data, where a home is in a container of its own, means the tenant's profile.
[[nodiscard]] QStringList meantFor(const QString &tenantId, QStringList argv);

} // namespace hermes::shared
