#pragma once

#include <QList>
#include <QString>
#include <QStringList>

// What the window asks and shows about the work on hosts, as plain values; see rows.h.

namespace hermes::desktop {

/// What a host takes, as a person settles it.
struct HostLimits {
    int capacity = 0; ///< 0: only the ports limit
    int memoryOvercommit = 300; ///< % of its memory that may be promised; 0: memory is not counted
    qint64 diskReserve = 1LL << 30; ///< bytes that further tenants leave free
    bool allowPrefab = false;
    QString hermesPath; ///< of the host's own Hermes; empty: looked up there
    bool allowShared = false;
    QString urlFrom; ///< how the platform's backend reaches its dashboards: Host::urlFrom

    bool operator==(const HostLimits &) const = default;
};

/// A tenant that is still on a host that is being emptied.
struct DrainTenant {
    QString name;
    bool moving = false;
    QString aim; ///< the host that it is on its way to, or would go to
    QString obstacle; ///< why it does not get on, or cannot go
    QString hint;

    bool operator==(const DrainTenant &) const = default;
};

/// A host that is being emptied, or was and takes no tenants since.
struct DrainFacts {
    QString host;
    qint64 beganMs = 0;
    qint64 endedMs = 0; ///< 0: it goes on
    QString actor;
    int total = 0;
    QList<DrainTenant> left;

    bool operator==(const DrainFacts &) const = default;
};

/// Something on a host that looks like Hermes and that nobody made with this program.
struct AdoptableRow {
    QString source; ///< a container's name, or a directory
    bool isContainer = false;
    QString home;
    QString name; ///< that the tenant could have; empty: none can be made of `source`
    QString image;
    QString state; ///< running, exited, stopped, …
    int port = 0;
    QString weixinUser;
    QString weixinBot;
    QStringList notes; ///< what will be another than it was
    QString obstacle; ///< why it cannot be taken over as it is, and what to do

    bool operator==(const AdoptableRow &) const = default;
};

/// What is to be taken over, and as which tenant.
struct AdoptWish {
    QString host;
    QString source;
    QString name;
    QString order;
    QString planCode;
};

} // namespace hermes::desktop
