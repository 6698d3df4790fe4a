#include "demofleet.h"
#include "format.h"
#include "hostlistmodel.h"
#include "recordlistmodel.h"
#include "records.h"
#include "tenantfiltermodel.h"
#include "tenantlistmodel.h"

#include <QSignalSpy>
#include <gtest/gtest.h>

using namespace Qt::StringLiterals;
using namespace hermes::desktop;

namespace {

constexpr qint64 now = 1'778'823'668'000; // 15 May 2026, 13:41:08 in Shanghai

TenantRow row(const QString &name, const QString &phase, const QString &host = u"ecs-hz-01"_s)
{
    TenantRow made;
    made.name = name;
    made.phase = phase;
    made.host = host;
    made.seenMs = now - 2'000;
    return made;
}

struct Table {
    TenantListModel model;
    TenantFilterModel filter;

    explicit Table(const QList<TenantRow> &rows)
    {
        filter.setSourceModel(&model);
        model.setNow(now);
        model.setRows(rows);
    }
    [[nodiscard]] QStringList names() const
    {
        QStringList list;
        for (int at = 0; at < filter.rowCount(); ++at)
            list.append(filter.nameAt(at));
        return list;
    }
    [[nodiscard]] QVariant at(const QString &name, TenantListModel::Role role) const
    {
        return filter.index(filter.rowOf(name), 0).data(role);
    }
};

} // namespace

TEST(Format, writesDurationsAgesAndIdsAsTheDesignSays)
{
    EXPECT_EQ(formatDuration(38'000), u"0:38"_s);
    EXPECT_EQ(formatDuration(1'122'000), u"18:42"_s);
    EXPECT_EQ(formatDuration(3'723'000), u"1:02:03"_s);
    EXPECT_EQ(formatDuration(-5), u"0:00"_s);
    EXPECT_EQ(formatAge(2'000), u"2 s"_s);
    EXPECT_EQ(formatAge(388'000), u"6 min"_s);
    EXPECT_EQ(formatTime(now), u"13:41:08"_s);
    EXPECT_EQ(shortId(u"o9cq80zDk2fYh1sQ4mTw@im.wechat"_s), u"o9cq…4mTw"_s);
    EXPECT_EQ(shortId(u"short"_s), u"short"_s);
}

TEST(TenantListModel, tellsTheStateInWordsToneAndMark)
{
    TenantRow waiting = row(u"acme"_s, u"BIND_WAIT"_s);
    waiting.codeExpiresMs = now + 84'000;
    TenantRow unknown = row(u"north"_s, u"UNKNOWN"_s);
    unknown.lastPhase = u"READY"_s;
    unknown.seenMs = now - 388'000;
    const Table table({waiting, unknown});
    EXPECT_EQ(table.at(u"acme"_s, TenantListModel::PhaseNameRole).toString(), u"Waiting for scan"_s);
    EXPECT_EQ(table.at(u"acme"_s, TenantListModel::PhaseDetailRole).toString(), u"1:24"_s);
    EXPECT_TRUE(table.at(u"acme"_s, TenantListModel::PhaseFilledRole).toBool());
    EXPECT_EQ(table.at(u"north"_s, TenantListModel::PhaseDetailRole).toString(), u"was Ready"_s);
    EXPECT_TRUE(table.at(u"north"_s, TenantListModel::GreyedRole).toBool());
    EXPECT_TRUE(table.at(u"north"_s, TenantListModel::SeenLateRole).toBool());
}

TEST(TenantListModel, hidesCountdownsAndCodesWhileItIsNotLive)
{
    TenantRow waiting = row(u"acme"_s, u"BIND_WAIT"_s);
    waiting.codeExpiresMs = now + 84'000;
    Table table({waiting});
    table.model.setStale(true);
    EXPECT_EQ(table.at(u"acme"_s, TenantListModel::PhaseDetailRole).toString(), u"–"_s);
    EXPECT_EQ(table.at(u"acme"_s, TenantListModel::WeixinRole).toString(), u"code hidden"_s);
    EXPECT_EQ(table.at(u"acme"_s, TenantListModel::PhaseToneRole).toString(), u"muted"_s);
    EXPECT_FALSE(table.at(u"acme"_s, TenantListModel::PhaseFilledRole).toBool());
}

TEST(TenantListModel, emitsOneChangeForAPushedRowAndKeepsItsPlace)
{
    Table table({row(u"a"_s, u"READY"_s), row(u"b"_s, u"READY"_s), row(u"c"_s, u"READY"_s)});
    QSignalSpy changed(&table.model, &QAbstractItemModel::dataChanged);
    QSignalSpy reset(&table.model, &QAbstractItemModel::modelReset);
    table.model.updateRow(row(u"b"_s, u"DEGRADED"_s));
    ASSERT_EQ(changed.count(), 1);
    EXPECT_EQ(changed.first().at(0).toModelIndex().row(), 1);
    EXPECT_EQ(reset.count(), 0);
    table.model.updateRow(row(u"b"_s, u"DEGRADED"_s));
    EXPECT_EQ(changed.count(), 1);
}

TEST(TenantListModel, aFreshObservationAloneNamesOnlyTheAge)
{
    Table table({row(u"a"_s, u"READY"_s)});
    QSignalSpy changed(&table.model, &QAbstractItemModel::dataChanged);
    TenantRow again = row(u"a"_s, u"READY"_s);
    again.seenMs = now;
    table.model.updateRow(again);
    ASSERT_EQ(changed.count(), 1);
    EXPECT_EQ(changed.first().at(2).value<QList<int>>(),
        (QList<int>{TenantListModel::SeenRole, TenantListModel::SeenLateRole}));
}

TEST(TenantListModel, aRelistRemovesWhatIsGoneAndKeepsTheChecksOfTheRest)
{
    Table table({row(u"a"_s, u"READY"_s), row(u"b"_s, u"READY"_s), row(u"c"_s, u"READY"_s)});
    table.model.setChecked(u"b"_s, true);
    table.model.setChecked(u"c"_s, true);
    table.model.setRows({row(u"b"_s, u"READY"_s), row(u"d"_s, u"READY"_s)});
    EXPECT_EQ(table.names(), (QStringList{u"b"_s, u"d"_s}));
    EXPECT_EQ(table.model.checkedNames(), QSet<QString>{u"b"_s});
}

TEST(TenantFilterModel, putsWhatNeedsAPersonFirst)
{
    const Table table({row(u"z-ready"_s, u"READY"_s), row(u"a-ready"_s, u"READY"_s), row(u"m-wait"_s, u"BIND_WAIT"_s),
        row(u"y-blocked"_s, u"BLOCKED"_s), row(u"x-unknown"_s, u"UNKNOWN"_s), row(u"w-degraded"_s, u"DEGRADED"_s)});
    EXPECT_EQ(table.names(),
        (QStringList{u"y-blocked"_s, u"w-degraded"_s, u"x-unknown"_s, u"m-wait"_s, u"a-ready"_s, u"z-ready"_s}));
}

TEST(TenantFilterModel, movesARowToItsNewPlaceWhenItIsPushed)
{
    Table table({row(u"a"_s, u"READY"_s), row(u"b"_s, u"READY"_s), row(u"c"_s, u"READY"_s)});
    table.model.updateRow(row(u"c"_s, u"BLOCKED"_s));
    EXPECT_EQ(table.names(), (QStringList{u"c"_s, u"a"_s, u"b"_s}));
}

TEST(TenantFilterModel, filtersByTextPhaseAndHostTogether)
{
    Table table(
        {row(u"alpha"_s, u"READY"_s), row(u"beta"_s, u"BLOCKED"_s), row(u"gamma"_s, u"BACKOFF"_s, u"ecs-sh-01"_s)});
    table.filter.setPhase(u"group:stuck"_s);
    EXPECT_EQ(table.names(), (QStringList{u"beta"_s, u"gamma"_s}));
    table.filter.setHost(u"ecs-sh-01"_s);
    EXPECT_EQ(table.names(), QStringList{u"gamma"_s});
    table.filter.setText(u"ALPHA"_s);
    EXPECT_TRUE(table.names().isEmpty());
    table.filter.clearFilters();
    EXPECT_EQ(table.names().size(), 3);
}

TEST(TenantFilterModel, sortsByAColumnAndTurnsRoundOnTheSecondPress)
{
    Table table({row(u"b-10"_s, u"READY"_s), row(u"b-9"_s, u"READY"_s), row(u"a"_s, u"READY"_s)});
    table.filter.sortBy(u"name"_s);
    EXPECT_EQ(table.names(), (QStringList{u"a"_s, u"b-9"_s, u"b-10"_s}));
    table.filter.sortBy(u"name"_s);
    EXPECT_EQ(table.names(), (QStringList{u"b-10"_s, u"b-9"_s, u"a"_s}));
}

TEST(TenantFilterModel, holdsTenThousandRowsThroughPushesSortsAndFilters)
{
    QList<TenantRow> rows;
    for (int at = 0; at < 10'000; ++at)
        rows.append(row(u"tenant-%1"_s.arg(at), at % 50 == 0 ? u"BLOCKED"_s : u"READY"_s));
    Table table(rows);
    EXPECT_EQ(table.filter.count(), 10'000);
    EXPECT_EQ(table.names().first(), u"tenant-0"_s);
    table.filter.setText(u"tenant-99"_s);
    EXPECT_EQ(table.filter.count(), 111);
    table.filter.clearFilters();
    table.model.updateRow(row(u"tenant-9999"_s, u"BLOCKED"_s));
    EXPECT_EQ(table.filter.rowOf(u"tenant-9999"_s), 200);
    QSignalSpy checks(&table.model, &TenantListModel::checkedChanged);
    table.model.checkAll(table.names());
    EXPECT_EQ(table.model.checkedNames().size(), 10'000);
    EXPECT_EQ(checks.count(), 1);
}

TEST(HostListModel, saysWhatIsWrongWithAHostInsideItsRow)
{
    HostListModel model;
    model.setNow(now);
    model.setRows(DemoFleet::at(now).hosts);
    const QModelIndex silent = model.index(model.rowOf(u"ecs-bj-01"_s));
    EXPECT_TRUE(silent.data(HostListModel::ErrorRole).toBool());
    EXPECT_EQ(silent.data(HostListModel::BarToneRole).toString(), u"muted"_s);
    const QModelIndex full = model.index(model.rowOf(u"ecs-hz-01"_s));
    EXPECT_EQ(full.data(HostListModel::BarToneRole).toString(), u"warning"_s);
    EXPECT_EQ(full.data(HostListModel::RoomRole).toString(), u"2 free"_s);
}

TEST(HostListModel, inventsNoRoundTripForACordonedHost)
{
    HostListModel model;
    HostRow row;
    row.name = u"ecs-sh-01"_s;
    row.state = u"CORDONED"_s;
    model.setRows({row});
    EXPECT_EQ(model.index(0).data(HostListModel::StateDetailRole).toString(), u"takes no new"_s);
}

TEST(RecordList, changesOnlyTheRowsThatDiffer)
{
    RecordList<ChoiceRecord> list;
    list.set({{u"a"_s, u"A"_s}, {u"b"_s, u"B"_s}});
    QSignalSpy changed(&list, &QAbstractItemModel::dataChanged);
    QSignalSpy inserted(&list, &QAbstractItemModel::rowsInserted);
    list.set({{u"a"_s, u"A"_s}, {u"b"_s, u"other"_s}, {u"c"_s, u"C"_s}});
    ASSERT_EQ(changed.count(), 1);
    EXPECT_EQ(changed.first().at(0).toModelIndex().row(), 1);
    EXPECT_EQ(inserted.count(), 1);
    list.set({});
    EXPECT_EQ(list.count(), 0);
}

TEST(RecordList, givesEachPropertyOfItsRecordAsARole)
{
    RecordList<ChoiceRecord> list;
    list.set({{u"zh"_s, u"中文"_s}});
    const int role = list.roleNames().key("text");
    EXPECT_EQ(list.index(0).data(role).toString(), u"中文"_s);
}
