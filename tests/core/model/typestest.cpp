#include "types.h"

#include <QSet>
#include <gtest/gtest.h>

namespace hermes {

using namespace Qt::StringLiterals;

TEST(TypesTest, hasAStableNameForEachPhaseAndReadsItBack)
{
    const QStringList names{u"REQUESTED"_s, u"PLACED"_s, u"IMAGE_READY"_s, u"CREATED"_s, u"STARTING"_s, u"HEALTHY"_s,
        u"BIND_WAIT"_s, u"REPLACING"_s, u"READY"_s, u"DEGRADED"_s, u"PAUSED"_s, u"DELETING"_s, u"GONE"_s, u"BACKOFF"_s,
        u"BLOCKED"_s, u"UNKNOWN"_s};
    for (int i = 0; i < names.size(); ++i) {
        EXPECT_EQ(phaseName(static_cast<Phase>(i)), names.at(i));
        EXPECT_EQ(phaseFromName(names.at(i)), static_cast<Phase>(i));
    }
    EXPECT_EQ(phaseFromName(u"NONSENSE"_s), Phase::Unknown);
    EXPECT_EQ(phaseFromName({}, Phase::Requested), Phase::Requested);
}

TEST(TypesTest, knowsWhereDashboardsCanBeReachedFrom)
{
    for (const QString &good : {u"loopback"_s, u"gateway"_s, u"10.0.0.7"_s, u"[fd00::1]"_s, u"agents.example.com"_s,
             u"https://agents.example.com"_s, u"http://10.0.0.7"_s})
        EXPECT_TRUE(isUrlFrom(good)) << good.toStdString();
    for (const QString &bad : {QString(), u"a b"_s, u"10.0.0.7:80"_s, u"https://a/b"_s, u"ftp://a"_s, u"fd00::1"_s,
             u"-a"_s, u"a\n"_s, u"user@a"_s, u"https://"_s})
        EXPECT_FALSE(isUrlFrom(bad)) << bad.toStdString();
}

TEST(TypesTest, hasAStableNameForEverythingElseThatIsStored)
{
    for (const Presence presence : {Presence::Present, Presence::Paused, Presence::Absent})
        EXPECT_EQ(presenceFromName(presenceName(presence)), presence);
    for (const Tier tier : {Tier::Container, Tier::Prefab, Tier::Shared}) {
        Tier read = Tier::Container;
        ASSERT_TRUE(tierFromName(tierName(tier), &read));
        EXPECT_EQ(read, tier);
    }
    Tier untouched = Tier::Shared;
    EXPECT_FALSE(tierFromName(u"nonsense"_s, &untouched));
    QSet<QString> names;
    for (int i = 0; i < 8; ++i) {
        const auto type = static_cast<ConditionType>(i);
        EXPECT_EQ(conditionFromName(conditionName(type)), type);
        names.insert(conditionName(type));
    }
    EXPECT_EQ(names.size(), 8);
    for (const auto status : {ConditionStatus::True, ConditionStatus::False, ConditionStatus::Unknown})
        EXPECT_EQ(conditionStatusFromName(conditionStatusName(status)), status);
}

} // namespace hermes
