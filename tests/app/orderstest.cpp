#include "desk.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <gtest/gtest.h>

using namespace Qt::StringLiterals;
using namespace hermes::desktop;

namespace {

const QString lostOrder = u"cmp6h01ii0k001l60bqz7m4tehx"_s;
const QString goodNote = u"Customer called 13:38"_s;

QString orderOf(Desk &desk, const QString &tenant)
{
    return desk.app.tenants()->model().find(tenant)->order;
}

QVariant roleOf(OrdersController &orders, const QString &id, int role)
{
    OrderListModel &rows = *orders.rows();
    return rows.index(rows.rowOf(id)).data(role);
}

/// The pane of this order, read.
OrderController &opened(Desk &desk, const QString &id)
{
    desk.app.orders()->select(id);
    QTest::qWait(10);
    return *desk.app.order();
}

QString orderFact(const OrderController &order, const QString &label)
{
    const RecordListModel &details = *const_cast<OrderController &>(order).details();
    for (int row = 0; row < details.count(); ++row)
        if (roleOf(details, row, "label") == label)
            return roleOf(details, row, "value");
    return {};
}

MetricRecord paidCardOf(Desk &desk)
{
    return desk.app.orders()->card();
}

} // namespace

TEST(Orders, putWhoWaitsLongestFirstAndSayWhatHoldsThem)
{
    Desk desk;
    OrdersController &orders = *desk.app.orders();
    OrderListModel &rows = *orders.rows();
    EXPECT_EQ(orders.waitingCount(), 6);
    EXPECT_EQ(orders.overCount(), 3);
    EXPECT_EQ(orders.handOffCount(), 1);
    EXPECT_EQ(rows.count(), 15);
    QStringList when;
    QStringList held;
    for (int row = 0; row < 6; ++row) {
        when.append(rows.index(row).data(OrderListModel::WhenRole).toString());
        held.append(rows.index(row).data(OrderListModel::HeldRole).toString());
    }
    EXPECT_EQ(when.join(u' '), u"18:42 11:05 6:20 3:11 2:02 0:38"_s);
    EXPECT_EQ(held,
        (QStringList{u"payment not recorded"_s, u"blocked: port taken"_s, u"retrying: step failed"_s,
            u"waiting for scan"_s, u"waiting for scan"_s, u"starting"_s}));
    const QMap<int, QString> heads{{0, u"over"_s}, {3, u"intime"_s}, {6, u"delivered"_s}};
    for (int row = 0; row < rows.count(); ++row)
        EXPECT_EQ(rows.index(row).data(OrderListModel::HeadRole).toString(), heads.value(row)) << row;
    EXPECT_EQ(rows.index(6).data(OrderListModel::HeldRole).toString(), u"ready 12:59:31"_s);
    EXPECT_EQ(orders.overText(), u"3"_s);
    EXPECT_EQ(orders.inTimeText(), u"3"_s);
    EXPECT_EQ(orders.deliveredText(), u"9, median 1:31, slowest 4:07"_s);
    EXPECT_EQ(orders.countText(), u"6 waiting, 3 over 5 min"_s);
    EXPECT_EQ(orders.readText(), u"platform database read 2 s ago"_s);
}

TEST(Orders, countUpEachSecondAndChangeTheirGroupAtFiveMinutesWithoutBuildingTheListAnew)
{
    Desk desk;
    OrdersController &orders = *desk.app.orders();
    const QString id = orderOf(desk, u"acme-research"_s);
    QSignalSpy inserted(orders.rows(), &QAbstractItemModel::rowsInserted);
    QSignalSpy reset(orders.rows(), &QAbstractItemModel::modelReset);
    QSignalSpy late(&orders, &OrdersController::slaPassed);
    desk.advance(1'000);
    EXPECT_EQ(roleOf(orders, id, OrderListModel::WhenRole), u"3:12"_s);
    EXPECT_TRUE(inserted.isEmpty());
    desk.advance(107'000); // 4:59
    EXPECT_EQ(orders.overCount(), 3);
    EXPECT_TRUE(late.isEmpty());
    EXPECT_LT(roleOf(orders, id, OrderListModel::ShareRole).toDouble(), 1);
    desk.advance(1'000);
    EXPECT_EQ(orders.overCount(), 4);
    ASSERT_EQ(late.count(), 1);
    EXPECT_EQ(late.first().first().toStringList(), QStringList{id});
    EXPECT_EQ(roleOf(orders, id, OrderListModel::WhenToneRole), u"danger"_s);
    EXPECT_EQ(orders.overText(), u"4"_s);
    EXPECT_TRUE(roleOf(orders, id, OrderListModel::HeadRole).toString().isEmpty()) << "it is the last of them";
    EXPECT_EQ(roleOf(orders, orderOf(desk, u"wang-shuo"_s), OrderListModel::HeadRole), u"intime"_s);
    EXPECT_EQ(inserted.count(), 1) << "the one that changed its group";
    EXPECT_TRUE(reset.isEmpty());
    desk.advance(1'000);
    EXPECT_EQ(late.count(), 1) << "told once";
    QTest::qWait(10);
    EXPECT_EQ(late.count(), 1);
}

TEST(Orders, areOnTheCardOfTheTenantsPage)
{
    Desk desk;
    EXPECT_EQ(paidCardOf(desk).value, u"3"_s);
    EXPECT_EQ(paidCardOf(desk).of, u"of 6 over 5 min"_s);
    EXPECT_EQ(paidCardOf(desk).caption, u"longest 18:42"_s);
    EXPECT_EQ(paidCardOf(desk).tone, u"danger"_s);
    desk.advance(1'000);
    EXPECT_EQ(paidCardOf(desk).caption, u"longest 18:43"_s);
    RecordListModel &cards = *desk.app.tenants()->cards();
    EXPECT_EQ(roleOf(cards, 3, "caption"), u"longest 18:43"_s);
    desk.backend.setOrders(DemoOrders::State::Quiet);
    EXPECT_EQ(roleOf(cards, 3, "value"), u"0"_s);
    EXPECT_EQ(roleOf(cards, 3, "caption"), u"none waits"_s);
    desk.backend.setOrders(DemoOrders::State::Unset);
    EXPECT_EQ(roleOf(cards, 3, "value"), u"–"_s);
    EXPECT_EQ(roleOf(cards, 3, "caption"), u"no platform database"_s);
}

TEST(Orders, stayGreyedWhenTheDatabaseDoesNotAnswerAnyMore)
{
    Desk desk;
    OrdersController &orders = *desk.app.orders();
    OrderBoard failed;
    failed.error = {hermes::ErrorKind::Network, u"The platform's database does not answer"_s, u"refused"_s, u"Look."_s};
    Q_EMIT desk.backend.ordersChanged(failed);
    EXPECT_TRUE(orders.isLost());
    EXPECT_EQ(orders.rows()->count(), 15) << "what it said before is kept";
    EXPECT_EQ(roleOf(orders, lostOrder, OrderListModel::GreyedRole), true);
    EXPECT_EQ(roleOf(orders, lostOrder, OrderListModel::WhenToneRole), u"muted"_s);
    EXPECT_EQ(orders.age(), u"updated 2 s ago"_s);
    EXPECT_TRUE(orders.errorText().contains(u"13:41:06"_s)) << orders.errorText().toStdString();
    EXPECT_FALSE(opened(desk, orderOf(desk, u"huaxin-capital"_s)).isPossible()) << "nothing is decided on old facts";
    desk.backend.pushOrders();
    EXPECT_FALSE(orders.isLost());
    EXPECT_TRUE(opened(desk, orderOf(desk, u"huaxin-capital"_s)).isPossible());
}

TEST(Orders, areUnknownUntilTheyWereReadAndUnsetWithoutADatabase)
{
    Desk loading(DemoBackend::Scene::Loading);
    EXPECT_FALSE(loading.app.orders()->isKnown());
    EXPECT_TRUE(loading.app.orders()->isLoading());
    loading.backend.setScene(DemoBackend::Scene::Normal);
    EXPECT_TRUE(loading.app.orders()->isKnown());
    EXPECT_FALSE(loading.app.orders()->isLoading());
    const Desk empty(DemoBackend::Scene::Empty);
    EXPECT_FALSE(empty.app.orders()->isConfigured());
    EXPECT_TRUE(empty.app.orders()->countText().isEmpty());
}

TEST(Orders, areReadPageByPageAsSomebodyScrolls)
{
    Desk desk;
    OrdersController &orders = *desk.app.orders();
    orders.setTab(u"all"_s);
    QTest::qWait(10);
    OrderListModel &rows = *orders.rows();
    ASSERT_EQ(rows.count(), 100);
    EXPECT_EQ(orders.countText(), u"the latest 100 orders"_s);
    QSet<QString> ids;
    int pages = 1;
    while (rows.canFetchMore({})) {
        const int before = rows.count();
        rows.fetchMore({});
        QTest::qWait(5);
        EXPECT_GT(rows.count(), before);
        EXPECT_LE(rows.count(), before + 100) << "one page at a time";
        ASSERT_LT(++pages, 20);
    }
    for (int row = 0; row < rows.count(); ++row)
        ids.insert(rows.idAt(row));
    EXPECT_GT(rows.count(), 350);
    EXPECT_EQ(ids.size(), rows.count()) << "none twice";
    EXPECT_EQ(pages, (rows.count() + 99) / 100);
    EXPECT_EQ(orders.countText(), u"%1 orders"_s.arg(rows.count()));
}

TEST(Orders, areSearchedOnceSomebodyStopsTyping)
{
    Desk desk;
    OrdersController &orders = *desk.app.orders();
    orders.setTab(u"all"_s);
    QTest::qWait(10);
    orders.setSearch(u"for"_s);
    orders.setSearch(u"former-01"_s);
    EXPECT_EQ(orders.rows()->count(), 100) << "not at once";
    ASSERT_TRUE(QTest::qWaitFor([&] { return orders.rows()->count() < 100; }, 2'000));
    for (int row = 0; row < orders.rows()->count(); ++row)
        EXPECT_TRUE(orders.rows()->index(row).data(OrderListModel::TenantRole).toString().startsWith(u"former-01"_s));
    const OrderRow lost = *orders.find(lostOrder);
    for (const QString &text : {lost.user, lost.tradeNo, lost.transactionId, lost.id}) {
        orders.setSearch(text);
        ASSERT_TRUE(QTest::qWaitFor([&] { return orders.rows()->count() == 1; }, 2'000)) << text.toStdString();
        EXPECT_EQ(orders.rows()->idAt(0), lostOrder);
    }
    orders.setSearch(u"'; DROP TABLE"_s);
    ASSERT_TRUE(QTest::qWaitFor([&] { return orders.rows()->idAt(0) == DemoOrders::markup(); }, 2'000));
    orders.setSearch(u"nobody at all"_s);
    ASSERT_TRUE(QTest::qWaitFor([&] { return orders.rows()->count() == 0; }, 2'000));
}

TEST(Orders, showWhatIsAsBadAsRealDataGets)
{
    Desk desk;
    OrdersController &orders = *desk.app.orders();
    orders.setTab(u"all"_s);
    QTest::qWait(10);
    EXPECT_EQ(roleOf(orders, u"cmp5ugly0000noamount"_s, OrderListModel::AmountRole), u"–"_s);
    EXPECT_EQ(roleOf(orders, u"cmp5ugly0001textamount"_s, OrderListModel::AmountRole), u"一百九十九元 (199,00)"_s);
    EXPECT_EQ(roleOf(orders, u"cmp5ugly0002otherplan"_s, OrderListModel::HeldRole), u"paid, unknown plan"_s);
    EXPECT_EQ(roleOf(orders, u"cmp5ugly0003otherstate"_s, OrderListModel::HeldRole), u"SETTLING"_s);
    EXPECT_EQ(roleOf(orders, u"cmp5ugly0006yen"_s, OrderListModel::AmountRole), u"JP¥1,280"_s);
    EXPECT_EQ(roleOf(orders, u"cmp5ugly0008refund"_s, OrderListModel::AmountRole), u"−¥199.00"_s);
    EXPECT_EQ(roleOf(orders, DemoOrders::longId(), OrderListModel::IdRole).toString().size(), 64);
    EXPECT_FALSE(roleOf(orders, DemoOrders::markup(), OrderListModel::TenantRole).toString().contains(u'\n'));
    OrderController &order = opened(desk, u"cmp5ugly0003otherstate"_s);
    EXPECT_FALSE(order.isProposed()) << "what is not known is not guessed at";
    EXPECT_TRUE(order.isAskable());
}

TEST(Orders, keepTheirPlaceWhileTheirRowsChange)
{
    Desk desk;
    OrdersController &orders = *desk.app.orders();
    OrderListModel &rows = *orders.rows();
    OrderBoard board;
    QList<OrderRow> waiting;
    for (int row = 0; row < 6; ++row)
        waiting.append(*rows.find(rows.idAt(row)));
    waiting[1].verb = u"REPLACE_HOST"_s;
    waiting.removeAt(2);
    std::reverse(waiting.begin(), waiting.end());
    board.waiting = waiting;
    board.readMs = desk.clock.wallMs();
    QSignalSpy inserted(&rows, &QAbstractItemModel::rowsInserted);
    QSignalSpy removed(&rows, &QAbstractItemModel::rowsRemoved);
    QSignalSpy changed(&rows, &QAbstractItemModel::dataChanged);
    Q_EMIT desk.backend.ordersChanged(board);
    EXPECT_EQ(rows.count(), 5);
    EXPECT_TRUE(inserted.isEmpty());
    EXPECT_EQ(removed.count(), 10) << "nine that were delivered, and one";
    changed.removeIf([](const QList<QVariant> &one) {
        return one.at(2).value<QList<int>>() == QList<int>{OrderListModel::HeadRole};
    });
    EXPECT_EQ(changed.count(), 1) << "the one that is another";
    EXPECT_EQ(rows.idAt(0), lostOrder) << "the one that waits longest";
}

TEST(Orders, thatCameOutOfTheirOrderAreAsTheyWereReadLast)
{
    Desk desk;
    OrdersController &orders = *desk.app.orders();
    OrderBoard older;
    older.readMs = desk.clock.wallMs();
    older.serial = 1;
    OrderBoard newer = older;
    newer.serial = 2;
    newer.waiting = {*orders.find(lostOrder)};
    Q_EMIT desk.backend.ordersChanged(newer);
    EXPECT_EQ(orders.waitingCount(), 1);
    Q_EMIT desk.backend.ordersChanged(older);
    EXPECT_EQ(orders.waitingCount(), 1) << "that was before";
}

TEST(Orders, areNotKnownBeforeAnybodyHasReadThePlatform)
{
    Desk desk(DemoBackend::Scene::Loading);
    OrderBoard kept;
    Q_EMIT desk.backend.ordersChanged(kept);
    EXPECT_FALSE(desk.app.orders()->isKnown()) << "what is kept of earlier is no answer";
    EXPECT_TRUE(desk.app.orders()->readText().isEmpty());
    kept.readMs = desk.clock.wallMs() - 40'000;
    Q_EMIT desk.backend.ordersChanged(kept);
    EXPECT_TRUE(desk.app.orders()->isKnown());
    EXPECT_EQ(desk.app.orders()->readText(), u"platform database read 40 s ago"_s);
}

TEST(Orders, ofMoreThanAnybodyReadsAreCountedAll)
{
    Desk desk;
    OrdersController &orders = *desk.app.orders();
    OrderBoard board;
    board.readMs = desk.clock.wallMs();
    board.waiting = {*orders.find(lostOrder)};
    board.waitingMore = 99'999;
    board.lateMore = 40'000;
    board.deliveredMore = 7;
    Q_EMIT desk.backend.ordersChanged(board);
    EXPECT_EQ(orders.waitingCount(), 100'000);
    EXPECT_EQ(orders.overCount(), 40'001);
    EXPECT_EQ(orders.overText(), u"40001"_s);
    EXPECT_EQ(orders.inTimeText(), u"59999"_s);
    EXPECT_EQ(orders.deliveredText(), u"7"_s);
    EXPECT_EQ(paidCardOf(desk).value, u"40001"_s);
    EXPECT_EQ(orders.countText(), u"100000 waiting, 40001 over 5 min; the 1 that wait longest are shown"_s);
}

TEST(Orders, aHundredThousandAreListedAndFoundWithoutDelay)
{
    Desk desk;
    OrderListModel all(OrderListModel::Kind::All);
    OrderRow row = *desk.app.orders()->find(lostOrder);
    QElapsedTimer timer;
    timer.start();
    for (int page = 0; page < 1'000; ++page) {
        QList<OrderRow> rows;
        for (int at = 0; at < 100; ++at) {
            row.id = u"o%1"_s.arg(page * 100 + at);
            rows.append(row);
        }
        all.append(rows);
    }
    EXPECT_EQ(all.count(), 100'000);
    EXPECT_EQ(all.rowOf(u"o99999"_s), 99'999);
    all.append({*all.find(u"o5"_s), *all.find(u"o6"_s)});
    EXPECT_EQ(all.count(), 100'000) << "none twice";
    // Not a measure, but a list that is walked for each of its rows takes minutes.
    EXPECT_LT(timer.elapsed(), 10'000);
}

TEST(Notices, tellOnceThatAnOrderWaitsForTooLongAndLeadToIt)
{
    Desk desk;
    NoticeController &notice = *desk.app.notice();
    QSignalSpy raised(&notice, &NoticeController::raised);
    EXPECT_FALSE(notice.isPresent()) << "those that were late when the window was opened are on its page";
    const QString id = orderOf(desk, u"acme-research"_s);
    desk.advance(109'000);
    ASSERT_TRUE(notice.isPresent());
    EXPECT_TRUE(raised.isEmpty()) << "the system tells nobody who did not ask for it";
    const OrderRow row = *desk.app.orders()->find(id);
    for (const QString &text : {notice.title(), notice.text(), notice.buttonText()})
        for (const QString &own : {row.tenant, row.id, row.user, row.planCode, u"¥"_s, u"1,280"_s})
            EXPECT_FALSE(text.contains(own)) << text.toStdString();
    desk.app.orders()->setTab(u"all"_s);
    notice.open();
    EXPECT_FALSE(notice.isPresent());
    EXPECT_EQ(desk.app.orders()->selected(), id);
    EXPECT_EQ(desk.app.orders()->tab(), u"waiting"_s);
    desk.app.orders()->select({});
    notice.tell({id});
    EXPECT_FALSE(notice.isPresent()) << "it was told";
}

TEST(Notices, areShownByTheSystemForWhoWishesThatAndGoWithWhatTheyAreAbout)
{
    Desk desk;
    desk.settings.setNotices(true);
    NoticeController &notice = *desk.app.notice();
    QSignalSpy raised(&notice, &NoticeController::raised);
    desk.advance(200'000); // two more are late
    ASSERT_EQ(raised.count(), 1);
    EXPECT_EQ(raised.first().first().toString(), u"2 paid orders are not delivered"_s);
    QSignalSpy opened(&notice, &NoticeController::opened);
    desk.app.orders()->select(orderOf(desk, u"acme-research"_s));
    EXPECT_EQ(notice.title(), u"A paid order is not delivered"_s) << "of one somebody has taken care";
    desk.app.orders()->select({});
    OrderBoard quiet;
    quiet.readMs = desk.clock.wallMs();
    Q_EMIT desk.backend.ordersChanged(quiet);
    EXPECT_FALSE(notice.isPresent()) << "the other one is served";
    EXPECT_TRUE(opened.isEmpty());
}

TEST(Notices, areNotRepeatedWithinTheHourWhenTheProgramIsBegunAnew)
{
    Desk desk;
    desk.settings.setNotices(true);
    const auto raisedFor = [&desk](qint64 nowMs, const QStringList &orders) {
        NoticeController notice(desk.settings, nullptr);
        QSignalSpy raised(&notice, &NoticeController::raised);
        notice.setNow(nowMs);
        notice.tell(orders);
        return raised.count();
    };
    const qint64 now = desk.clock.wallMs();
    EXPECT_EQ(raisedFor(now, {u"o 1@x"_s}), 1);
    EXPECT_EQ(raisedFor(now + 1'000, {u"o 1@x"_s}), 0);
    EXPECT_EQ(raisedFor(now + 2'000, {u"o 1@x"_s, u"o2"_s}), 1);
    EXPECT_EQ(raisedFor(now + 3'599'000, {u"o 1@x"_s, u"o2"_s}), 0);
    EXPECT_EQ(raisedFor(now + 3'600'000, {u"o 1@x"_s}), 1);
    EXPECT_FALSE(desk.settings.remembered(u"told"_s, {}).contains(u"o2"_s)) << "no ids in a settings file";
}

TEST(Order, showsFiveFactsAndWhatTheyAddUpTo)
{
    Desk desk;
    OrderController &order = opened(desk, lostOrder);
    EXPECT_EQ(order.title(), u"su-wanqing"_s);
    EXPECT_EQ(order.amount(), u"¥199.00"_s);
    EXPECT_EQ(order.stateText(), u"waiting 18:42"_s);
    EXPECT_EQ(order.stateTone(), u"danger"_s);
    ASSERT_EQ(order.facts()->count(), 5);
    EXPECT_EQ(roleOf(*order.facts(), 0, "value"), u"SUCCESS"_s);
    EXPECT_EQ(roleOf(*order.facts(), 1, "value"), u"NOTPAY"_s);
    EXPECT_EQ(roleOf(*order.facts(), 1, "markIcon"), u"warning"_s);
    EXPECT_TRUE(order.isProposed()) << "by WeChat's own answer";
    EXPECT_TRUE(order.isAskable());
    EXPECT_FALSE(order.auditText().isEmpty());
    EXPECT_EQ(order.versionText(), u"row version 3"_s);
    desk.advance(1'000);
    EXPECT_EQ(order.stateText(), u"waiting 18:43"_s);
}

TEST(Order, masksWhatIsPersonalUntilAskedForAndAgainForTheNextOne)
{
    Desk desk;
    OrderController &order = opened(desk, lostOrder);
    EXPECT_EQ(orderFact(order, u"Transaction"_s), u"4200…8817"_s);
    EXPECT_TRUE(orderFact(order, u"Customer"_s).contains(u'…'));
    order.setPersonal(true);
    EXPECT_EQ(orderFact(order, u"Transaction"_s), u"4200002871202605150093148817"_s);
    EXPECT_FALSE(orderFact(order, u"Customer"_s).contains(u'…'));
    opened(desk, orderOf(desk, u"huaxin-capital"_s));
    EXPECT_FALSE(order.isPersonal());
    EXPECT_TRUE(orderFact(order, u"Customer"_s).contains(u'…'));
    opened(desk, lostOrder);
    EXPECT_FALSE(order.isPersonal()) << "nor when one comes back";
}

TEST(Order, tellsWhatWasTriedAndWhenThatWasAndNoVersionWhereThereIsNone)
{
    Desk desk;
    const QString id = orderOf(desk, u"chen-yutong"_s);
    OrderController &order = opened(desk, id);
    EXPECT_EQ(order.verbButtonText(), u"Try again"_s);
    EXPECT_EQ(order.reason(), u"HOST_TROUBLE"_s) << "what the finding suggests";
    EXPECT_EQ(order.guards()->count(), 2);
    EXPECT_EQ(order.auditText(), u"audited as mei@ops-mac"_s);
    ASSERT_EQ(order.attempts()->count(), 1);
    EXPECT_EQ(roleOf(*order.attempts(), 0, "text"), u"Try again now: disk was full, is mended"_s);
    EXPECT_EQ(roleOf(*order.attempts(), 0, "time"), u"13:39:27"_s);
    EXPECT_FALSE(order.areAttemptsDated());
    desk.advance(86'400'000);
    order.read();
    QTest::qWait(10);
    EXPECT_TRUE(order.areAttemptsDated());
    EXPECT_EQ(roleOf(*order.attempts(), 0, "time"), u"15 May, 13:39"_s);
    desk.backend.orderBook().keepNothingOf(id);
    order.read();
    QTest::qWait(10);
    EXPECT_TRUE(order.versionText().isEmpty()) << order.versionText().toStdString();
}

TEST(Order, isRecoveredOnceWithReasonAndNote)
{
    Desk desk;
    OrdersController &orders = *desk.app.orders();
    const QString id = orderOf(desk, u"huaxin-capital"_s);
    OrderController &order = opened(desk, id);
    QSignalSpy missing(&order, &OrderController::missing);
    order.setReason({});
    order.perform();
    ASSERT_EQ(missing.count(), 1);
    EXPECT_EQ(missing.last().first().toString(), u"reason"_s);
    EXPECT_FALSE(order.reasonError().isEmpty());
    order.setReason(u"HOST_TROUBLE"_s);
    order.setNote(u"  a "_s);
    order.perform();
    ASSERT_EQ(missing.count(), 2);
    EXPECT_EQ(missing.last().first().toString(), u"note"_s);
    EXPECT_FALSE(order.noteError().isEmpty());
    EXPECT_EQ(orders.find(id)->finding, u"BLOCKED"_s) << "nothing has happened";

    order.setNote(goodNote);
    EXPECT_TRUE(order.noteError().isEmpty());
    order.perform();
    order.perform(); // it is under way
    QTest::qWait(10);
    EXPECT_FALSE(order.problem()->isPresent()) << order.problem()->message().toStdString();
    EXPECT_EQ(order.findingCode(), u"UNDER_WAY"_s);
    EXPECT_FALSE(order.isProposed());
    EXPECT_TRUE(order.note().isEmpty());
    EXPECT_EQ(order.versionText(), u"row version 2"_s) << "once";
    EXPECT_EQ(order.attempts()->count(), 1);
    EXPECT_EQ(desk.app.tenants()->model().find(u"huaxin-capital"_s)->phase, u"STARTING"_s);
    EXPECT_EQ(roleOf(orders, id, OrderListModel::HeldRole), u"starting"_s);
}

TEST(Order, isNotRecoveredAgainByLeavingItAndComingBack)
{
    Desk desk;
    const QString id = orderOf(desk, u"huaxin-capital"_s);
    OrderController &order = opened(desk, id);
    order.setNote(goodNote);
    desk.backend.setRecoveriesHeld(true);
    order.perform();
    EXPECT_EQ(order.working(), u"RETRY"_s);
    opened(desk, lostOrder);
    EXPECT_TRUE(order.working().isEmpty()) << "that is about another";
    opened(desk, id);
    EXPECT_EQ(order.working(), u"RETRY"_s);
    EXPECT_EQ(order.note(), goodNote);
    EXPECT_FALSE(order.isPossible()) << "it is under way still";
    order.perform();
    EXPECT_EQ(desk.backend.recoveryKeys().size(), 1);
    desk.backend.setRecoveriesHeld(false);
    QTest::qWait(10);
    EXPECT_TRUE(order.working().isEmpty());
    EXPECT_EQ(order.findingCode(), u"UNDER_WAY"_s) << "the answer is taken, although it was left meanwhile";
    EXPECT_EQ(order.versionText(), u"row version 2"_s);
    EXPECT_FALSE(order.problem()->isPresent());
}

TEST(Order, isNotShownAsItWasBeforeSomethingWasDone)
{
    Desk desk;
    OrderController &order = opened(desk, orderOf(desk, u"huaxin-capital"_s));
    order.setNote(goodNote);
    desk.backend.setCardsHeld(true);
    order.follow();
    desk.backend.setOrderUnreadable(true);
    order.perform();
    QTest::qWait(10);
    EXPECT_EQ(order.findingCode(), u"UNDER_WAY"_s);
    desk.backend.setCardsHeld(false);
    QTest::qWait(10);
    EXPECT_FALSE(order.problem()->isPresent()) << "what was asked before is answered too late";
}

TEST(Order, aClickOfUnknownOutcomeIsTheSameOneAfterComingBack)
{
    Desk desk;
    const QString id = orderOf(desk, u"huaxin-capital"_s);
    OrderController &order = opened(desk, id);
    order.setNote(goodNote);
    desk.backend.orderBook().setAnswersLost(true);
    order.perform();
    opened(desk, lostOrder);
    EXPECT_FALSE(order.problem()->isPresent()) << "that was about another";
    EXPECT_TRUE(order.note().isEmpty());
    desk.backend.orderBook().setAnswersLost(false);
    opened(desk, id);
    EXPECT_TRUE(order.problem()->isPresent()) << "it is told whenever somebody looks";
    order.dismiss();
    EXPECT_FALSE(order.problem()->isPresent());
}

TEST(Order, askingWeChatForgetsNeitherAFormNorItsClick)
{
    Desk desk;
    OrderController &order = opened(desk, u"cmp5zk9v70009l60bx3n8qd2fa"_s);
    ASSERT_EQ(order.verb(), u"HAND_OFF"_s);
    ASSERT_TRUE(order.isAskable());
    order.setReason(u"OTHER"_s);
    order.setNote(goodNote);
    order.setTyped(u"an-ruo"_s);
    order.askAgain();
    QTest::qWait(10);
    EXPECT_EQ(order.note(), goodNote);
    EXPECT_EQ(order.reason(), u"OTHER"_s);
    EXPECT_EQ(order.typed(), u"an-ruo"_s);
    desk.backend.orderBook().setAnswersLost(true);
    order.perform();
    QTest::qWait(10);
    order.askAgain();
    QTest::qWait(10);
    order.perform();
    QTest::qWait(10);
    const QStringList keys = desk.backend.recoveryKeys();
    ASSERT_EQ(keys.size(), 4);
    EXPECT_EQ(keys.at(3), keys.at(1)) << "the same click once more";
    EXPECT_NE(keys.at(2), keys.at(1));
}

TEST(Order, aTroubleOfReadingIsToldUntilItIsOverAndHidesNoOther)
{
    Desk desk;
    const QString id = orderOf(desk, u"huaxin-capital"_s);
    OrderController &order = opened(desk, id);
    desk.backend.setOrderUnreadable(true);
    order.follow();
    QTest::qWait(10);
    EXPECT_TRUE(order.problem()->isPresent());
    ASSERT_TRUE(order.isPossible());
    // What a person does fails too: that is told, and what is read afterwards does not wipe it away.
    desk.backend.orderBook().touch(id, u"li@ops-pc"_s);
    order.setNote(goodNote);
    order.perform();
    QTest::qWait(10);
    ASSERT_TRUE(order.isOutdated());
    desk.backend.setOrderUnreadable(false);
    order.follow();
    QTest::qWait(10);
    EXPECT_TRUE(order.isOutdated());
    // Nor does asking hide that it cannot be read.
    order.read();
    QTest::qWait(10);
    desk.backend.setOrderUnreadable(true);
    order.follow();
    QTest::qWait(10);
    const QString trouble = order.problem()->message();
    EXPECT_FALSE(trouble.isEmpty());
    desk.backend.setRecoveriesHeld(true);
    order.perform();
    EXPECT_EQ(order.problem()->message(), trouble) << "it was not read since";
    desk.backend.setRecoveriesHeld(false);
    QTest::qWait(10);
    EXPECT_FALSE(order.problem()->isPresent()) << "the answer says how it is";
}

TEST(Order, isReadOnceAtATimeHoweverOftenItsBoardIsPushed)
{
    Desk desk;
    OrderController &order = opened(desk, orderOf(desk, u"huaxin-capital"_s));
    const int before = desk.backend.cardsRead();
    desk.backend.setCardsHeld(true);
    for (int i = 0; i < 10; ++i)
        order.follow();
    EXPECT_EQ(desk.backend.cardsRead(), before + 1);
    desk.backend.setCardsHeld(false);
    QTest::qWait(10);
    EXPECT_EQ(desk.backend.cardsRead(), before + 2) << "once more, for what changed meanwhile";
    // A board that says nothing new is no reason to read it.
    for (int i = 0; i < 10; ++i)
        desk.backend.pushOrders();
    QTest::qWait(10);
    EXPECT_EQ(desk.backend.cardsRead(), before + 2);
    desk.advance(60'000);
    desk.backend.pushOrders();
    QTest::qWait(10);
    EXPECT_EQ(desk.backend.cardsRead(), before + 3) << "but now and then";
}

TEST(Order, isDeliveredWhenItsTenantIsReady)
{
    Desk desk;
    OrderController &order = opened(desk, orderOf(desk, u"bluelake-am"_s));
    EXPECT_EQ(order.findingCode(), u"UNDER_WAY"_s);
    TenantRow row = *desk.app.tenants()->model().find(u"bluelake-am"_s);
    row.phase = u"READY"_s;
    desk.backend.push(row);
    desk.backend.moveTenantsOn();
    QTest::qWait(10);
    EXPECT_EQ(desk.app.orders()->waitingCount(), 5);
    EXPECT_EQ(order.findingCode(), u"DELIVERED"_s);
    EXPECT_EQ(order.stateText(), u"delivered in 0:38"_s);
    EXPECT_TRUE(desk.app.orders()->deliveredText().startsWith(u"10,"_s));
}

TEST(Order, thatSomebodyElseChangedIsReloadedFirst)
{
    Desk desk;
    const QString id = orderOf(desk, u"huaxin-capital"_s);
    OrderController &order = opened(desk, id);
    order.setNote(goodNote);
    desk.backend.orderBook().touch(id, u"li@ops-pc"_s);
    order.perform();
    QTest::qWait(10);
    EXPECT_TRUE(order.isOutdated());
    EXPECT_TRUE(order.problem()->message().contains(u"changed by li@ops-pc 20 s ago"_s))
        << order.problem()->message().toStdString();
    EXPECT_TRUE(order.problem()->hint().contains(u"Reload"_s));
    EXPECT_FALSE(order.isPossible());
    EXPECT_EQ(desk.app.tenants()->model().find(u"huaxin-capital"_s)->phase, u"BLOCKED"_s);
    desk.backend.pushOrders();
    QTest::qWait(10);
    EXPECT_TRUE(order.isOutdated()) << "a push does not wipe away what a person has to read";
    order.read();
    QTest::qWait(10);
    EXPECT_FALSE(order.isOutdated());
    EXPECT_EQ(order.note(), goodNote) << "what was typed is kept";
    order.perform();
    QTest::qWait(10);
    EXPECT_EQ(desk.app.tenants()->model().find(u"huaxin-capital"_s)->phase, u"STARTING"_s);
}

TEST(Order, theSameKeyASecondTimeDoesNothing)
{
    Desk desk;
    const OrderRecovery click{
        orderOf(desk, u"huaxin-capital"_s), u"RETRY"_s, u"HOST_TROUBLE"_s, goodNote, 1, u"one-click"_s};
    const auto first = desk.backend.recoverOrder(click).result();
    ASSERT_TRUE(first);
    EXPECT_EQ(first->rowVersion, 2);
    const auto second = desk.backend.recoverOrder(click).result();
    ASSERT_TRUE(second) << "not even its old row version is held against it";
    EXPECT_EQ(second->rowVersion, 2);
    EXPECT_EQ(second->attempts.size(), first->attempts.size());
    OrderRecovery other = click;
    other.key = u"another-click"_s;
    const auto third = desk.backend.recoverOrder(other).result();
    ASSERT_FALSE(third);
    EXPECT_EQ(third.error().kind, hermes::ErrorKind::Conflict);
}

TEST(Order, isNotDoneTwiceWhereTheFirstAnswerGotLost)
{
    Desk desk;
    OrderController &order = opened(desk, orderOf(desk, u"huaxin-capital"_s));
    order.setNote(goodNote);
    desk.backend.orderBook().setAnswersLost(true);
    order.perform();
    QTest::qWait(10);
    EXPECT_TRUE(order.problem()->isPresent());
    EXPECT_EQ(order.note(), goodNote);
    ASSERT_TRUE(order.isPossible()) << "nobody knows whether it was done";
    desk.backend.orderBook().setAnswersLost(false);
    order.perform();
    QTest::qWait(10);
    EXPECT_FALSE(order.problem()->isPresent()) << order.problem()->message().toStdString();
    EXPECT_EQ(order.versionText(), u"row version 2"_s) << "done once";
    EXPECT_EQ(order.attempts()->count(), 1);
}

TEST(Order, isNotRecoveredWithoutANoteByWhateverWay)
{
    Desk desk;
    const auto answer
        = desk.backend.recoverOrder({orderOf(desk, u"huaxin-capital"_s), u"RETRY"_s, u"OTHER"_s, u"  x "_s, 1, u"k"_s})
              .result();
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, hermes::ErrorKind::Invalid);
}

TEST(Order, asksForAWordToBeTypedWhereMuchHangsOnIt)
{
    Desk desk;
    const QString id = orderOf(desk, u"riverbend-io"_s);
    OrderController &order = opened(desk, id);
    EXPECT_EQ(order.verb(), u"PAUSE"_s);
    EXPECT_EQ(order.typedName(), u"riverbend-io"_s);
    EXPECT_EQ(order.plan()->count(), 2);
    order.setNote(goodNote);
    order.perform();
    EXPECT_FALSE(order.typedError().isEmpty());
    EXPECT_EQ(desk.app.tenants()->model().find(u"riverbend-io"_s)->phase, u"READY"_s);
    order.setTyped(u"riverbend-io"_s);
    order.perform();
    QTest::qWait(10);
    EXPECT_EQ(desk.app.tenants()->model().find(u"riverbend-io"_s)->phase, u"PAUSED"_s);
    EXPECT_EQ(order.findingCode(), u"PAUSED_BY_LAPSE"_s);
}

TEST(Order, asksWeChatAgainWithoutAForm)
{
    Desk desk;
    OrderController &order = opened(desk, lostOrder);
    ASSERT_TRUE(order.isAskable());
    order.askAgain();
    EXPECT_EQ(desk.backend.recoveryKeys().size(), 1);
    QTest::qWait(10);
    EXPECT_TRUE(order.working().isEmpty());
    EXPECT_EQ(order.findingCode(), u"NOT_RECORDED"_s) << "asking changes nothing";
    EXPECT_FALSE(opened(desk, orderOf(desk, u"acme-research"_s)).isAskable()) << "WeChat has nothing to do with it";
}

TEST(Order, leadsToTheCodeOfTheTenantThatWaitsForAScan)
{
    Desk desk;
    OrderController &order = opened(desk, orderOf(desk, u"acme-research"_s));
    EXPECT_EQ(order.verb(), u"SHOW_CODE"_s);
    EXPECT_FALSE(order.isFormShown());
    QSignalSpy asked(&order, &OrderController::codeAsked);
    order.perform();
    ASSERT_EQ(asked.count(), 1);
    EXPECT_EQ(desk.app.tenants()->selected(), u"acme-research"_s);
}

TEST(Order, saysOfOneThatIsNotThereThatItIsNot)
{
    Desk desk;
    OrderController &order = opened(desk, u"no-such-order"_s);
    EXPECT_TRUE(order.problem()->isPresent());
    EXPECT_FALSE(order.problem()->hint().isEmpty());
    EXPECT_FALSE(order.isPossible());
    opened(desk, lostOrder);
    EXPECT_FALSE(order.problem()->isPresent());
}

TEST(Order, whatIsTypedStaysWhileTheBoardIsReadAnew)
{
    Desk desk;
    OrderController &order = opened(desk, orderOf(desk, u"huaxin-capital"_s));
    order.setNote(goodNote);
    order.setReason(u"OTHER"_s);
    desk.backend.pushOrders();
    QTest::qWait(10);
    EXPECT_EQ(order.note(), goodNote);
    EXPECT_EQ(order.reason(), u"OTHER"_s);
    opened(desk, orderOf(desk, u"chen-yutong"_s));
    EXPECT_TRUE(order.note().isEmpty()) << "it was meant for the other";
}

TEST(Orders, speakChineseAtOnce)
{
    Desk desk;
    OrderController &order = opened(desk, lostOrder);
    EXPECT_EQ(desk.app.orders()->countText(), u"6 waiting, 3 over 5 min"_s);
    desk.settings.setLanguage(u"zh_CN"_s);
    EXPECT_FALSE(desk.app.orders()->countText().contains(u"waiting"_s));
    EXPECT_FALSE(order.findingExplained().contains(u"WeChat says"_s));
    EXPECT_EQ(paidCardOf(desk).label, u"已付款未交付"_s);
    EXPECT_EQ(roleOf(*order.facts(), 0, "label"), u"微信支付"_s);
    EXPECT_EQ(roleOf(*order.reasons(), 0, "text"), u"回调丢失"_s);
    desk.settings.setLanguage(u"en"_s);
    EXPECT_TRUE(order.findingExplained().contains(u"WeChat says"_s));
}
