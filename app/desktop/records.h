#pragma once

#include <QObject>
#include <QString>
#include <QtQml/qqmlregistration.h>

// What a delegate draws: one Q_GADGET per kind of list, its properties are the roles of a RecordList.

namespace hermes::desktop {

/// A choice of a Select: what is kept, and its word.
struct ChoiceRecord {
    Q_GADGET
    QML_ANONYMOUS
    Q_PROPERTY(QString value MEMBER value)
    Q_PROPERTY(QString text MEMBER text)
public:
    QString value;
    QString text;
    bool operator==(const ChoiceRecord &) const = default;
};

/// A metric card; `key` is what pressing it filters by, `tone` colours the caption.
struct MetricRecord {
    Q_GADGET
    QML_ANONYMOUS
    Q_PROPERTY(QString key MEMBER key)
    Q_PROPERTY(QString label MEMBER label)
    Q_PROPERTY(QString value MEMBER value)
    Q_PROPERTY(QString of MEMBER of)
    Q_PROPERTY(QString caption MEMBER caption)
    Q_PROPERTY(QString tone MEMBER tone)
    Q_PROPERTY(bool chosen MEMBER chosen)
    Q_PROPERTY(bool filters MEMBER filters)
public:
    QString key;
    QString label;
    QString value;
    QString of;
    QString caption;
    QString tone;
    bool chosen = false;
    bool filters = true;
    bool operator==(const MetricRecord &) const = default;
};

/// A button or menu line that does something to a tenant or host.
struct ActionRecord {
    Q_GADGET
    QML_ANONYMOUS
    Q_PROPERTY(QString verb MEMBER verb)
    Q_PROPERTY(QString text MEMBER text)
    Q_PROPERTY(QString iconName MEMBER iconName)
    Q_PROPERTY(QString kind MEMBER kind)
    Q_PROPERTY(bool available MEMBER available)
public:
    QString verb;
    QString text;
    QString iconName;
    QString kind = QStringLiteral("secondary"); ///< primary, secondary, danger
    bool available = true;
    bool operator==(const ActionRecord &) const = default;
};

/// A line of a key-value section; `action` copy or open puts an icon at its end.
struct FactRecord {
    Q_GADGET
    QML_ANONYMOUS
    Q_PROPERTY(QString label MEMBER label)
    Q_PROPERTY(QString value MEMBER value)
    Q_PROPERTY(QString extra MEMBER extra)
    Q_PROPERTY(bool mono MEMBER mono)
    Q_PROPERTY(QString second MEMBER second)
    Q_PROPERTY(QString secondExtra MEMBER secondExtra)
    Q_PROPERTY(QString linkName MEMBER linkName)
    Q_PROPERTY(QString action MEMBER action)
    Q_PROPERTY(QString actionName MEMBER actionName)
    Q_PROPERTY(QString actionValue MEMBER actionValue)
public:
    QString label;
    QString value;
    QString extra;
    bool mono = false;
    QString action;
    QString actionName;
    QString actionValue;
    QString second = {}; ///< another value after the first, as a second port
    QString secondExtra = {};
    QString linkName = {}; ///< actionValue leads somewhere: what going there is called
    bool operator==(const FactRecord &) const = default;
};

/// A line of the phase timeline.
struct TimelineRecord {
    Q_GADGET
    QML_ANONYMOUS
    Q_PROPERTY(QString name MEMBER name)
    Q_PROPERTY(QString mark MEMBER mark)
    Q_PROPERTY(QString detail MEMBER detail)
    Q_PROPERTY(QString time MEMBER time)
public:
    QString name;
    QString mark; ///< done, now, failed, next
    QString detail;
    QString time;
    bool operator==(const TimelineRecord &) const = default;
};

/// A line of the journal or of a log.
struct LineRecord {
    Q_GADGET
    QML_ANONYMOUS
    Q_PROPERTY(QString time MEMBER time)
    Q_PROPERTY(QString source MEMBER source)
    Q_PROPERTY(QString text MEMBER text)
    Q_PROPERTY(QString tone MEMBER tone)
public:
    QString time;
    QString source;
    QString text;
    QString tone;
    bool operator==(const LineRecord &) const = default;
};

/// A condition, a service or a check: mark, name, and what is known about it.
struct StatusRecord {
    Q_GADGET
    QML_ANONYMOUS
    Q_PROPERTY(QString name MEMBER name)
    Q_PROPERTY(QString where MEMBER where)
    Q_PROPERTY(QString detail MEMBER detail)
    Q_PROPERTY(QString extra MEMBER extra)
    Q_PROPERTY(QString tone MEMBER tone)
    Q_PROPERTY(bool ring MEMBER ring)
public:
    QString name;
    QString where;
    QString detail;
    QString extra;
    QString tone;
    bool ring = false;
    bool operator==(const StatusRecord &) const = default;
};

/// A tenant on a host's own list.
struct ResidentRecord {
    Q_GADGET
    QML_ANONYMOUS
    Q_PROPERTY(QString name MEMBER name)
    Q_PROPERTY(QString phase MEMBER phase)
    Q_PROPERTY(QString tone MEMBER tone)
    Q_PROPERTY(bool ring MEMBER ring)
    Q_PROPERTY(bool filled MEMBER filled)
    Q_PROPERTY(QString code MEMBER code)
    Q_PROPERTY(QString port MEMBER port)
public:
    QString name;
    QString phase;
    QString tone;
    bool ring = false;
    bool filled = false;
    QString code;
    QString port;
    bool operator==(const ResidentRecord &) const = default;
};

/// A plan card.
struct PlanRecord {
    Q_GADGET
    QML_ANONYMOUS
    Q_PROPERTY(QString code MEMBER code)
    Q_PROPERTY(QString price MEMBER price)
    Q_PROPERTY(QString tier MEMBER tier)
public:
    QString code;
    QString price;
    QString tier;
    bool operator==(const PlanRecord &) const = default;
};

/// A host that a new tenant may be put on.
struct HostChoiceRecord {
    Q_GADGET
    QML_ANONYMOUS
    Q_PROPERTY(QString name MEMBER name)
    Q_PROPERTY(QString places MEMBER places)
    Q_PROPERTY(QString room MEMBER room)
    Q_PROPERTY(double share MEMBER share)
    Q_PROPERTY(QString tone MEMBER tone)
    Q_PROPERTY(bool available MEMBER available)
public:
    QString name;
    QString places;
    QString room;
    double share = 0;
    QString tone;
    bool available = true;
    bool operator==(const HostChoiceRecord &) const = default;
};

/// A secret of a new tenant. Its value is never here.
struct SecretRecord {
    Q_GADGET
    QML_ANONYMOUS
    Q_PROPERTY(QString key MEMBER key)
    Q_PROPERTY(bool fixedKey MEMBER fixedKey)
    Q_PROPERTY(QString source MEMBER source)
    Q_PROPERTY(QString error MEMBER error)
public:
    QString key;
    bool fixedKey = true; ///< named by the plan
    QString source; ///< a file's name, "typed", or empty
    QString error;
    bool operator==(const SecretRecord &) const = default;
};

/// A numbered step of what would be done.
struct StepRecord {
    Q_GADGET
    QML_ANONYMOUS
    Q_PROPERTY(QString title MEMBER title)
    Q_PROPERTY(QString detail MEMBER detail)
    Q_PROPERTY(QString error MEMBER error)
public:
    QString title;
    QString detail;
    QString error;
    bool operator==(const StepRecord &) const = default;
};

/// Something that was made by hand and may be taken over.
struct AdoptRecord {
    Q_GADGET
    QML_ANONYMOUS
    Q_PROPERTY(QString source MEMBER source)
    Q_PROPERTY(QString facts MEMBER facts)
    Q_PROPERTY(QString state MEMBER state)
    Q_PROPERTY(QString tone MEMBER tone)
    Q_PROPERTY(bool ring MEMBER ring)
    Q_PROPERTY(QString obstacle MEMBER obstacle)
    Q_PROPERTY(bool available MEMBER available)
public:
    QString source;
    QString facts;
    QString state;
    QString tone;
    bool ring = false;
    QString obstacle;
    bool available = true;
    bool operator==(const AdoptRecord &) const = default;
};

/// A finding of the leak board.
struct LeakRecord {
    Q_GADGET
    QML_ANONYMOUS
    Q_PROPERTY(QString kindName MEMBER kindName)
    Q_PROPERTY(QString kindCode MEMBER kindCode)
    Q_PROPERTY(QString tone MEMBER tone)
    Q_PROPERTY(QString host MEMBER host)
    Q_PROPERTY(QString object MEMBER object)
    Q_PROPERTY(QString tenant MEMBER tenant)
    Q_PROPERTY(bool tenantLives MEMBER tenantLives)
    Q_PROPERTY(QString what MEMBER what)
    Q_PROPERTY(QString next MEMBER next)
    Q_PROPERTY(bool failed MEMBER failed)
    Q_PROPERTY(QString since MEMBER since)
public:
    QString kindName;
    QString kindCode;
    QString tone;
    QString host;
    QString object;
    QString tenant;
    bool tenantLives = false;
    QString what;
    QString next;
    bool failed = false;
    QString since;
    bool operator==(const LeakRecord &) const = default;
};

} // namespace hermes::desktop
