#include "backupwords.h"

#include "format.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace hermes::desktop {

namespace {

struct BackupText {
    Q_DECLARE_TR_FUNCTIONS(Backups)
};

} // namespace

BackupRow backupOf(const QString &file)
{
    static const QRegularExpression form(
        u"^(?:backup-(\\d{8}T\\d{6}Z)|(before-restore|home)-g(\\d{1,9}))\\.tar\\.gz$"_s);
    const auto match = form.match(file);
    BackupRow backup{file, u"BACKUP"_s};
    if (!match.captured(2).isEmpty()) {
        backup.kind = match.captured(2) == "home"_L1 ? u"DESTROYED"_s : u"BEFORE_RESTORE"_s;
        backup.generation = match.captured(3).toInt();
    } else if (match.hasMatch()) {
        QDateTime at = QDateTime::fromString(match.captured(1), u"yyyyMMdd'T'HHmmss'Z'"_s);
        at.setTimeSpec(Qt::UTC);
        backup.atMs = at.toMSecsSinceEpoch();
    }
    return backup;
}

QString backupKindText(const BackupRow &backup)
{
    //: A copy of a home: what it was before it was restored, or when its tenant was destroyed; %1 a number
    return backup.kind == "BEFORE_RESTORE"_L1
        ? BackupText::tr("before the restore of generation %1").arg(backup.generation)
        : BackupText::tr("when it was destroyed, generation %1").arg(backup.generation);
}

QString backupTitle(const BackupRow &backup)
{
    if (backup.kind == "BEFORE_RESTORE"_L1)
        return BackupText::tr("its home before the restore of generation %1").arg(backup.generation);
    if (backup.kind == "DESTROYED"_L1)
        return BackupText::tr("its home when it was destroyed, generation %1").arg(backup.generation);
    //: %1 a day and time
    return backup.atMs > 0 ? BackupText::tr("the backup of %1").arg(formatDayTime(backup.atMs)) : backup.file;
}

QString sizeText(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeTraditionalFormat);
}

} // namespace hermes::desktop
