#pragma once

#include "jobrows.h"

// Backups in words. Pure.

namespace hermes::desktop {

/// What the name of a file in an archive tells: its kind, and when it was made or of which generation it is.
[[nodiscard]] BackupRow backupOf(const QString &file);
/// "Backup of 12 May, 09:41", "Home before the restore of generation 5".
[[nodiscard]] QString backupTitle(const BackupRow &backup);
/// Of one that is no BACKUP, without its time: "before the restore of generation 5".
[[nodiscard]] QString backupKindText(const BackupRow &backup);
/// "212 MB".
[[nodiscard]] QString sizeText(qint64 bytes);

} // namespace hermes::desktop
