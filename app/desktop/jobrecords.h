#pragma once

#include <QObject>
#include <QString>
#include <QtQml/qqmlregistration.h>

// What delegates draw of jobs and of their plans; see records.h.

namespace hermes::desktop {

/// A tenant in the plan of another image. `group` is the caption over the first of several.
struct ImageRecord {
    Q_GADGET
    QML_ANONYMOUS
    Q_PROPERTY(QString tenant MEMBER tenant)
    Q_PROPERTY(QString change MEMBER change)
    Q_PROPERTY(QString note MEMBER note)
    Q_PROPERTY(QString tone MEMBER tone)
    Q_PROPERTY(QString group MEMBER group)
    Q_PROPERTY(bool skipped MEMBER skipped)
public:
    QString tenant = {};
    QString change = {};
    QString note = {};
    QString tone = {};
    QString group = {};
    bool skipped = false;
    bool operator==(const ImageRecord &) const = default;
};

/// A line of the Activity page.
struct JobRecord {
    Q_GADGET
    QML_ANONYMOUS
    Q_PROPERTY(QString job MEMBER job)
    Q_PROPERTY(QString verb MEMBER verb)
    Q_PROPERTY(QString what MEMBER what)
    Q_PROPERTY(QString progress MEMBER progress)
    Q_PROPERTY(QString note MEMBER note)
    Q_PROPERTY(QString noteTone MEMBER noteTone)
    Q_PROPERTY(double share MEMBER share)
    Q_PROPERTY(QString stateName MEMBER stateName)
    Q_PROPERTY(QString tone MEMBER tone)
    Q_PROPERTY(bool ring MEMBER ring)
    Q_PROPERTY(bool filled MEMBER filled)
    Q_PROPERTY(QString began MEMBER began)
    Q_PROPERTY(QString took MEMBER took)
public:
    QString job = {};
    QString verb = {};
    QString what = {};
    QString progress = {};
    QString note = {};
    QString noteTone = {};
    double share = 0;
    QString stateName = {};
    QString tone = {};
    bool ring = false;
    bool filled = false;
    QString began = {};
    QString took = {};
    bool operator==(const JobRecord &) const = default;
};

/// A line of a tenant's backups.
struct BackupRecord {
    Q_GADGET
    QML_ANONYMOUS
    Q_PROPERTY(QString file MEMBER file)
    Q_PROPERTY(QString made MEMBER made)
    Q_PROPERTY(QString kind MEMBER kind)
    Q_PROPERTY(QString size MEMBER size)
public:
    QString file = {};
    QString made = {};
    QString kind = {};
    QString size = {};
    bool operator==(const BackupRecord &) const = default;
};

/// A tenant's part of a job. `group` is the caption over the first of a wave.
struct JobPartRecord {
    Q_GADGET
    QML_ANONYMOUS
    Q_PROPERTY(QString tenant MEMBER tenant)
    Q_PROPERTY(QString text MEMBER text)
    Q_PROPERTY(QString problem MEMBER problem)
    Q_PROPERTY(QString took MEMBER took)
    Q_PROPERTY(QString tone MEMBER tone)
    Q_PROPERTY(bool ring MEMBER ring)
    Q_PROPERTY(QString group MEMBER group)
public:
    QString tenant = {};
    QString text = {};
    QString problem = {};
    QString took = {};
    QString tone = {};
    bool ring = false;
    QString group = {};
    bool operator==(const JobPartRecord &) const = default;
};

} // namespace hermes::desktop
