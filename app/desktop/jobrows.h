#pragma once

#include "result.h"

#include <QList>
#include <QMetaType>
#include <QString>
#include <QStringList>

// What takes minutes and goes on in the background: how it is asked for, planned and followed. Times as in rows.h.

namespace hermes::desktop {

/// Another image for tenants.
struct ImageWish {
    QStringList names = {};
    QString image = {}; ///< empty: the standard one
    bool back = false; ///< each gets the one back that it had before; `image` says nothing
};

/// What an ImageWish means for one tenant.
struct ImageRow {
    QString tenant = {};
    QString host = {};
    QString phase = {};
    QString from = {};
    QString to = {};
    bool serves = false; ///< now; it is watched until it serves again
    bool same = false; ///< the name of its image would not change
    QString obstacle
        = {}; ///< why it is left: PREFAB, NO_HOST, UNKNOWN, NOT_SERVING, NO_FORMER, GONE; empty: it is changed

    bool operator==(const ImageRow &) const = default;
};

/// In the order in which they are changed; those that are left come last.
struct ImagePlan {
    QString image = {}; ///< what the wish named, or the standard one
    QStringList known = {}; ///< images to choose from, the standard one first
    QList<ImageRow> rows = {};
};

struct ImageChange {
    QList<ImageRow> rows = {}; ///< as planned, without those that are left
    QString image = {};
    bool back = false; ///< each gets the one back that it had; `image` says nothing
    int atOnce = 5;
};

/// What a tenant's home can be restored from.
struct BackupRow {
    QString file;
    QString kind = {}; ///< BACKUP, BEFORE_RESTORE (what it was before one), DESTROYED (as it was packed)
    int generation = 0; ///< of those that are no BACKUP
    qint64 atMs = 0;
    qint64 bytes = 0;

    bool operator==(const BackupRow &) const = default;
};

/// A job's part that is about one tenant.
struct JobPart {
    QString tenant = {};
    QString state = QStringLiteral("WAITING"); ///< WAITING, RUNNING, DONE, SAME (was so already), FAILED, LEFT
    QString from = {};
    QString to = {};
    int wave = 0;
    QString step = {}; ///< core's name of what is done just now
    QString note = {}; ///< the step's own words
    Error error = {}; ///< its message is empty unless it failed
    qint64 bytes = 0; ///< of the backup that was made
    qint64 frozenMs = 0; ///< for how long its agent stood still for that
    qint64 beganMs = 0;
    qint64 endedMs = 0;
};

/// A job of this window, as pushed.
struct JobFacts {
    QString id = {};
    QString kind = {}; ///< UPGRADE, ROLLBACK, BACKUP, RESTORE
    QString state = QStringLiteral("RUNNING"); ///< RUNNING, STOPPING, DONE, FAILED, STOPPED (somebody wanted that)
    QString target = {}; ///< the image, or the file that is restored
    QList<JobPart> parts = {};
    Error error = {}; ///< why it ended early
    qint64 beganMs = 0;
    qint64 endedMs = 0;
};

} // namespace hermes::desktop
