#pragma once

#include "audittext.h"
#include "records.h"

#include <QStringList>

// What the window asks and shows of the audit; see rows.h and records.h.

namespace hermes::desktop {

/// Which entries are wanted. Empty and 0: all.
struct AuditWish {
    QString text; ///< somewhere in actor, target or detail
    QString verb;
    qint64 sinceMs = 0;
    qint64 beforeId = 0; ///< the page before ended there
    int limit = 100;
};

struct AuditPage {
    QList<AuditRow> rows; ///< the newest first
    QStringList verbs; ///< everything that was ever done; of the first page
};

/// One line of the audit as it is drawn.
struct AuditRecord {
    Q_GADGET
    QML_ANONYMOUS
    Q_PROPERTY(QString entry MEMBER entry)
    Q_PROPERTY(QString time MEMBER time)
    Q_PROPERTY(QString moment MEMBER moment)
    Q_PROPERTY(QString actor MEMBER actor)
    Q_PROPERTY(QString action MEMBER action)
    Q_PROPERTY(QString code MEMBER code)
    Q_PROPERTY(QString target MEMBER target)
    Q_PROPERTY(QString detail MEMBER detail)
public:
    QString entry; ///< its number
    QString time;
    QString moment; ///< the same with its day, for the tooltip
    QString actor;
    QString action;
    QString code; ///< of the action
    QString target;
    QString detail;
    bool operator==(const AuditRecord &) const = default;
};

} // namespace hermes::desktop
