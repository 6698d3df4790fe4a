#include "fleetrows.h"

#include "audittext.h"

#include <QCoreApplication>
#include <QHash>

// Of fleetrows.h what is about work on hosts.

using namespace Qt::StringLiterals;

namespace hermes::desktop {

QList<JournalEntry> hostEvents(const QList<AuditRow> &audit, const QString &host)
{
    constexpr qsizetype most = 50;
    static const QHash<QString, const char *> sentences{
        {u"host.add"_s, QT_TRANSLATE_NOOP("Fleet rows", "Added")},
        {u"host.trust"_s, QT_TRANSLATE_NOOP("Fleet rows", "Key trusted")},
        {u"host.adopt"_s, QT_TRANSLATE_NOOP("Fleet rows", "To be taken over from another registry")},
        {u"host.set"_s, QT_TRANSLATE_NOOP("Fleet rows", "Settings changed")},
        {u"host.cordon"_s, QT_TRANSLATE_NOOP("Fleet rows", "Cordoned")},
        {u"host.uncordon"_s, QT_TRANSLATE_NOOP("Fleet rows", "Takes tenants again")},
        {u"host.drain"_s, QT_TRANSLATE_NOOP("Fleet rows", "Drain begun")},
        {u"host.drain.end"_s, QT_TRANSLATE_NOOP("Fleet rows", "Drain ended")},
        {u"host.install-cli"_s, QT_TRANSLATE_NOOP("Fleet rows", "Command line put there or changed")},
        {u"host.remove-cli"_s, QT_TRANSLATE_NOOP("Fleet rows", "Command line or a backend's key taken away")},
        {u"archive.sweep"_s, QT_TRANSLATE_NOOP("Fleet rows", "Old archives cleared away")},
    };
    QList<JournalEntry> events;
    for (const AuditRow &row : audit) {
        if (row.target != host || !(row.verb.startsWith("host."_L1) || row.verb.startsWith("archive."_L1)))
            continue;
        const char *sentence = sentences.value(row.verb);
        // Who it was; with which key is the audit's affair.
        events.append(
            {row.at, sentence ? QCoreApplication::translate("Fleet rows", sentence) : row.verb, auditName(row)});
        if (events.size() == most)
            break;
    }
    return events;
}

HostSettings settingsFrom(const HostLimits &before, const HostLimits &after)
{
    HostSettings settings;
    if (after.capacity != before.capacity)
        settings.capacity = after.capacity;
    if (after.memoryOvercommit != before.memoryOvercommit)
        settings.memoryOvercommit = after.memoryOvercommit;
    if (after.diskReserve != before.diskReserve)
        settings.diskReserveBytes = after.diskReserve;
    if (after.allowPrefab != before.allowPrefab)
        settings.allowPrefab = after.allowPrefab;
    if (after.hermesPath != before.hermesPath)
        settings.hermesPath = after.hermesPath;
    if (after.allowShared != before.allowShared)
        settings.allowShared = after.allowShared;
    if (after.urlFrom != before.urlFrom)
        settings.urlFrom = after.urlFrom;
    return settings;
}

DrainFacts drainFacts(const DrainView &view)
{
    DrainFacts facts{view.host, view.beganAt, view.endedAt, view.actor, view.total, {}};
    for (const auto &one : view.left)
        facts.left.append({one.name, one.isMoving, one.aim, one.obstacle, one.hint});
    return facts;
}

AdoptableRow adoptableRow(const Fleet::Adoptable &found)
{
    return {found.source, !found.container.isEmpty(), found.home, found.name, found.image, found.state, found.port,
        found.userId, found.botId, found.notes, found.obstacle};
}

Fleet::AdoptRequest adoptRequest(const AdoptWish &wish)
{
    Fleet::AdoptRequest request;
    request.host = wish.host;
    request.source = wish.source;
    request.name = wish.name;
    request.order = wish.order;
    request.planCode = wish.planCode;
    return request;
}

} // namespace hermes::desktop
