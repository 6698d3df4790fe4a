#include "hosttext.h"

#include "exitcodes.h"
#include "jsonrows.h"
#include "output.h"
#include "placement.h"
#include "sheet.h"

namespace hermes::cli {

QStringList hostTable(const QList<HostRow> &hosts)
{
    if (hosts.isEmpty())
        return {QStringLiteral("No hosts yet. Next: hermes-admin host add NAME --ssh USER@HOST")};
    QList<QStringList> rows;
    for (const HostRow &row : hosts) {
        const QString tenants = row.host.capacity > 0 ? QStringLiteral("%1/%2").arg(row.tenants).arg(row.host.capacity)
                                                      : QString::number(row.tenants);
        rows << QStringList{row.host.name, hostStateName(row.state),
            hostJson(row).value(QLatin1String("ssh")).toString(), tenants, dashIfEmpty(row.engineVersion),
            ageText(row.ageMs), row.error ? row.error->message : row.host.lastError};
    }
    return table({QStringLiteral("NAME"), QStringLiteral("STATE"), QStringLiteral("SSH"), QStringLiteral("TENANTS"),
                     QStringLiteral("DOCKER"), QStringLiteral("SEEN"), QStringLiteral("PROBLEM")},
        rows);
}

QStringList hostSheet(const HostRow &row)
{
    Sheet sheet;
    sheet.add(QStringLiteral("Name"), row.host.name);
    sheet.add(QStringLiteral("State"),
        hostStateName(row.state) + (row.host.cordoned ? QStringLiteral(", cordoned") : QString()));
    sheet.add(QStringLiteral("SSH"),
        hostJson(row).value(QLatin1String("ssh")).toString() + QStringLiteral(" by ") + row.access.auth);
    sheet.add(QStringLiteral("Key"), row.fingerprint);
    sheet.add(QStringLiteral("Docker"),
        row.engineVersion.isEmpty() ? QString() : QStringLiteral("%1 (API %2)").arg(row.engineVersion, row.apiVersion));
    sheet.add(QStringLiteral("Tenants"),
        QString::number(row.tenants)
            + (row.host.capacity > 0 ? QStringLiteral(" of %1").arg(row.host.capacity) : QString()));
    sheet.add(QStringLiteral("Ports"),
        QStringLiteral("%1-%2, %3 in use").arg(row.host.ports.first).arg(row.host.ports.last).arg(row.portsInUse));
    const HostRoom &room = row.host.room;
    if (room.memoryBytes > 0)
        sheet.add(QStringLiteral("Memory"),
            QStringLiteral("%1 of %2 GiB free, %3 GiB promised")
                    .arg(gibibytes(room.memoryFreeBytes), gibibytes(room.memoryBytes), gibibytes(row.promisedBytes))
                + (row.host.memoryOvercommit > 0
                        ? QStringLiteral(" (at most %1 %)").arg(QString::number(row.host.memoryOvercommit))
                        : QString()));
    if (room.diskBytes > 0)
        sheet.add(QStringLiteral("Disk"),
            QStringLiteral("%1 of %2 GiB free, %3 GiB are kept")
                .arg(gibibytes(room.diskFreeBytes), gibibytes(room.diskBytes), gibibytes(row.host.diskReserveBytes)));
    sheet.add(QStringLiteral("Data root"), row.host.dataRoot);
    sheet.add(QStringLiteral("Network"), row.host.bridgeSubnet);
    sheet.add(QStringLiteral("Dashboards"), row.host.urlFrom);
    sheet.add(
        QStringLiteral("Seen"), row.ageMs < 0 ? QStringLiteral("never") : ageText(row.ageMs) + QStringLiteral(" ago"));
    if (row.error)
        sheet.add(QStringLiteral("Problem"), errorText(*row.error));
    return sheet.lines();
}

} // namespace hermes::cli
