#include "retention.h"

#include <gtest/gtest.h>

using namespace hermes;
using namespace Qt::StringLiterals;

TEST(Retention, endsHomesAfterThirtyDaysAndCredentialsAfterHalfAYear)
{
    constexpr qint64 day = 86'400'000;
    constexpr qint64 now = 400 * day;
    const QList<ssh::FileFact> files{{u"t1/login-a.json"_s, now - 179 * day}, {u"t1/login-b.json"_s, now - 180 * day},
        {u"t1/account-g2-x.json"_s, now - 200 * day}, {u"t1/home-g3.tar.gz"_s, now - 30 * day},
        {u"t1/home-before-g2.tar"_s, now - 29 * day}, {u"t1/home-pending.tar"_s, now - 90 * day},
        {u"t1/what-somebody-put-there"_s, 0}};
    EXPECT_EQ(expiredFiles(files, {}, {}, now),
        (QStringList{u"t1/login-b.json"_s, u"t1/account-g2-x.json"_s, u"t1/home-g3.tar.gz"_s}));
}

TEST(Retention, neverEndsWhatALiveBindingNeeds)
{
    const QList<ssh::FileFact> files{{u"t1/login-a.json"_s, 0}, {u"t2/login-a.json"_s, 0}};
    EXPECT_EQ(expiredFiles(files, {u"t1/login-a.json"_s}, {}, qint64(1) << 50), QStringList{u"t2/login-a.json"_s});
}

TEST(Retention, endsBackupsOfATenantWithItAndWhatAHomeWasBeforeARestoreAfterThirtyDays)
{
    constexpr qint64 day = 86'400'000;
    const QList<ssh::FileFact> files{{u"t1/backup-20260101T000000Z.tar.gz"_s, 0},
        {u"t2/backup-20260101T000000Z.tar.gz"_s, 0}, {u"t1/before-restore-g3.tar.gz"_s, 0},
        {u"t1/before-restore-g4.tar.gz"_s, 0}};
    EXPECT_EQ(expiredFiles(files, {u"t1/before-restore-g4.tar.gz"_s}, {u"t1"_s}, 30 * day),
        (QStringList{u"t2/backup-20260101T000000Z.tar.gz"_s, u"t1/before-restore-g3.tar.gz"_s}));
    EXPECT_TRUE(expiredFiles(files, {}, {}, 29 * day).isEmpty());
}
