#include "retention.h"

namespace hermes {

using namespace Qt::StringLiterals;

QStringList expiredFiles(const QList<ssh::FileFact> &files, const QSet<QString> &kept, const QSet<QString> &live,
    qint64 nowMs, const RetentionLimits &limits)
{
    QStringList expired;
    for (const auto &file : files) {
        const QString name = file.path.section(u'/', -1);
        const bool isCredential = name.startsWith("login-"_L1) || name.startsWith("account-"_L1);
        const bool isBackup = name.startsWith("backup-"_L1) && !live.contains(file.path.section(u'/', 0, 0));
        const bool isHome = isBackup || name.startsWith("before-restore-"_L1)
            || (name.startsWith("home-"_L1) && name != "home-pending.tar"_L1);
        const qint64 limit = isCredential ? limits.credentialsMs : limits.homesMs;
        if ((isCredential || isHome) && !kept.contains(file.path) && nowMs - file.modifiedMs >= limit)
            expired.append(file.path);
    }
    return expired;
}

} // namespace hermes
