#pragma once

#include "records.h"

// What the delegates of an order's pane draw; see records.h.

namespace hermes::desktop {

/// What one of the witnesses says, and whether the others agree.
struct OrderFactRecord {
    Q_GADGET
    QML_ANONYMOUS
    Q_PROPERTY(QString iconName MEMBER iconName)
    Q_PROPERTY(QString label MEMBER label)
    Q_PROPERTY(QString value MEMBER value)
    Q_PROPERTY(bool isCode MEMBER isCode)
    Q_PROPERTY(QString amount MEMBER amount)
    Q_PROPERTY(QString line MEMBER line)
    Q_PROPERTY(QString time MEMBER time)
    Q_PROPERTY(QString moment MEMBER moment)
    Q_PROPERTY(QString markIcon MEMBER markIcon)
    Q_PROPERTY(QString markTone MEMBER markTone)
    Q_PROPERTY(QString markName MEMBER markName)
public:
    QString iconName;
    QString label;
    QString value;
    bool isCode = false; ///< a state word as the other side writes it
    QString amount;
    QString line;
    QString time;
    QString moment; ///< the same, with its day
    QString markIcon; ///< empty: it agrees
    QString markTone;
    QString markName;
    bool operator==(const OrderFactRecord &) const = default;
};

/// What has to be true before the verb.
struct OrderGuardRecord {
    Q_GADGET
    QML_ANONYMOUS
    Q_PROPERTY(QString text MEMBER text)
    Q_PROPERTY(bool holds MEMBER holds)
public:
    QString text;
    bool holds = false;
    bool operator==(const OrderGuardRecord &) const = default;
};

} // namespace hermes::desktop
