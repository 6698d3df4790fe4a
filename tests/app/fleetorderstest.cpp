#include "db.h"
#include "fleetbackend.h"
#include "fleetrows.h"
#include "orderwords.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <gtest/gtest.h>

using namespace Qt::StringLiterals;
using namespace hermes::desktop;

namespace {

/// A platform with one order that was paid a minute ago, and a window without a worker.
class FleetOrders : public testing::Test {
protected:
    void SetUp() override
    {
        const QString path = m_directory.filePath(u"platform.db"_s);
        auto opened = hermes::Db::openSqlite(path);
        ASSERT_TRUE(opened);
        m_tables = std::move(*opened);
        const qint64 paid = QDateTime::currentMSecsSinceEpoch() - 60'000;
        const QString at = QString::number(paid);
        ASSERT_TRUE(m_tables->script({u"create table \"Subscription\" (id text primary key, \"userId\" text, "
                                      u"\"planCode\" text, status text, "
                                      "\"createdAt\" datetime, \"updatedAt\" datetime)"_s,
            u"create table \"Order\" (id text primary key, \"userId\" text, \"subscriptionId\" text, \"planCode\" "
            u"text, status text, "
            "\"amountFen\" integer, currency text, \"outTradeNo\" text, \"createdAt\" datetime, \"paidAt\" datetime, \"updatedAt\" datetime)"_s,
            u"insert into \"Subscription\" values ('lin-jia', 'u1', 'dedicated_basic', 'ACTIVE', %1, %1)"_s.arg(at),
            u"insert into \"Order\" values ('o1', 'u1', 'lin-jia', 'dedicated_basic', 'PAID', 19900, 'CNY', 'T1', %1, %1, %1)"_s
                .arg(at)}));
        options.dataDir = m_directory.filePath(u"data"_s);
        options.actor = {u"mei@ops"_s, u"SHA256:test"_s};
        options.platformUrl = u"sqlite:"_s + path;
    }
    template <class T> static hermes::Result<T> wait(QFuture<hermes::Result<T>> answer)
    {
        EXPECT_TRUE(QTest::qWaitFor([&] { return answer.isFinished(); }, 10'000));
        return answer.result();
    }
    void write(const QString &sql) { ASSERT_TRUE(m_tables->script({sql})); }

    hermes::FleetOptions options;
    const hermes::SystemClock clock;
    hermes::SystemRandom random;

private:
    const QTemporaryDir m_directory;
    std::unique_ptr<hermes::Db> m_tables;
};

} // namespace

TEST_F(FleetOrders, arePushedAndNotProvisionedByAWindow)
{
    FleetBackend backend(options, clock, random);
    OrderBoard board;
    QObject::connect(&backend, &Backend::ordersChanged, &backend, [&](const OrderBoard &pushed) { board = pushed; });
    backend.start();
    ASSERT_TRUE(QTest::qWaitFor([&] { return board.readMs > 0; }, 10'000));
    ASSERT_FALSE(board.waiting.isEmpty()) << "what is called read has all of it";
    EXPECT_TRUE(board.configured);
    EXPECT_TRUE(board.error.message.isEmpty());
    EXPECT_EQ(board.waiting.first().finding, u"NOT_REQUESTED"_s);
    EXPECT_EQ(board.waiting.first().verb, u"PROVISION"_s);
    EXPECT_EQ(board.waiting.first().amountMinor, 19'900);
    // After a quiet second what changes is told at once, well before the next look that is due anyway.
    QTest::qWait(1'100);
    QElapsedTimer timer;
    timer.start();
    write(u"update \"Subscription\" set status = 'EXPIRED', \"updatedAt\" = %1"_s.arg(
        QDateTime::currentMSecsSinceEpoch()));
    ASSERT_TRUE(QTest::qWaitFor([&] { return board.waiting.isEmpty(); }, 10'000));
    EXPECT_LT(timer.elapsed(), 1'000);
    const auto page = wait(backend.orders({}));
    ASSERT_TRUE(page);
    ASSERT_EQ(page->rows.size(), 1);
    EXPECT_EQ(page->rows.first().finding, u"LAPSED"_s);
    EXPECT_TRUE(page->next.isEmpty());
}

TEST_F(FleetOrders, areRecoveredOnceWithTheStepsShownBefore)
{
    FleetBackend backend(options, clock, random);
    backend.start();
    const auto card = wait(backend.orderCard(u"o1"_s));
    ASSERT_TRUE(card) << card.error().text().toStdString();
    EXPECT_EQ(card->facts.size(), 5);
    EXPECT_EQ(card->actor, u"mei@ops"_s);
    ASSERT_FALSE(card->plan.isEmpty()) << "what it would do, or what stands in its way";
    OrderRecovery wish{u"o1"_s, u"PROVISION"_s, u"CALLBACK_LOST"_s, u"called at noon"_s, card->rowVersion, u"k1"_s};
    const auto done = wait(backend.recoverOrder(wish));
    ASSERT_TRUE(done) << done.error().text().toStdString();
    EXPECT_EQ(done->row.tenant, u"lin-jia"_s);
    ASSERT_EQ(done->attempts.size(), 1);
    EXPECT_EQ(done->attempts.first().verb, u"PROVISION"_s);
    EXPECT_EQ(done->attempts.first().text, u"called at noon"_s);
    const auto again = wait(backend.recoverOrder(wish));
    ASSERT_TRUE(again) << again.error().text().toStdString();
    EXPECT_EQ(again->attempts.size(), 1) << "the same click";
    wish.key = u"k2"_s;
    EXPECT_EQ(wait(backend.recoverOrder(wish)).error().kind, hermes::ErrorKind::Conflict);
    EXPECT_EQ(wait(backend.orderCard(u"nobody's"_s)).error().kind, hermes::ErrorKind::NotFound);
}

TEST_F(FleetOrders, areAsNewAsTheWorkerReadThemWhereOneLives)
{
    FleetBackend backend(options, clock, random);
    backend.start();
    ASSERT_TRUE(QTest::qWaitFor([&] { return wait(backend.orderBoard())->readMs > 0; }, 10'000));
    // A worker elsewhere begins; it cannot read the platform, and says so.
    auto opened = hermes::Registry::open(u"sqlite:"_s + options.dataDir + u"/registry.db"_s, clock, random);
    ASSERT_TRUE(opened) << opened.error().text().toStdString();
    hermes::Registry &registry = **opened;
    ASSERT_TRUE(registry.beatWorker(u"w1"_s, {u"worker@ecs"_s, {}}));
    const qint64 readAt = clock.wallMs() + 3'600'000; // later than whatever this window read
    const hermes::Error trouble{hermes::ErrorKind::Network, u"the platform is away"_s, {}, u"Look there."_s};
    ASSERT_TRUE(registry.notePlatformLook({clock.wallMs(), readAt, trouble}));
    const auto board = wait(backend.orderBoard());
    ASSERT_TRUE(board);
    EXPECT_EQ(board->readMs, readAt);
    EXPECT_EQ(board->error.message, trouble.message);
    EXPECT_FALSE(board->waiting.isEmpty()) << "what was read before is kept";
    // One that lives and never looks keeps nobody from looking.
    ASSERT_TRUE(registry.notePlatformLook({clock.wallMs() - 120'000, 1, trouble}));
    write(u"update \"Subscription\" set status = 'EXPIRED', \"updatedAt\" = %1"_s.arg(
        QDateTime::currentMSecsSinceEpoch()));
    ASSERT_TRUE(registry.beatWorker(u"w1"_s, {u"worker@ecs"_s, {}}));
    ASSERT_TRUE(QTest::qWaitFor([&] { return wait(backend.orderBoard())->waiting.isEmpty(); }, 10'000));
    EXPECT_TRUE(wait(backend.orderBoard())->error.message.isEmpty());
}

TEST_F(FleetOrders, whatAWorkerReadsIsWrittenDownForOthers)
{
    {
        auto fleet = hermes::Fleet::open(options, clock, random);
        ASSERT_TRUE(fleet) << fleet.error().text().toStdString();
        ASSERT_TRUE((*fleet)->workOnce(hermes::Call::in(std::chrono::seconds(20), {})));
    }
    auto registry = hermes::Registry::open(u"sqlite:"_s + options.dataDir + u"/registry.db"_s, clock, random);
    ASSERT_TRUE(registry);
    const auto look = (*registry)->platformLook();
    ASSERT_TRUE(look);
    EXPECT_GT(look->lookedAt, 0);
    EXPECT_EQ(look->readAt, look->lookedAt);
    EXPECT_TRUE(look->trouble.message.isEmpty());
}

TEST_F(FleetOrders, areNotToldAgainWhereNothingIsNew)
{
    FleetBackend backend(options, clock, random);
    QList<OrderBoard> boards;
    QObject::connect(
        &backend, &Backend::ordersChanged, &backend, [&](const OrderBoard &pushed) { boards.append(pushed); });
    backend.start();
    ASSERT_TRUE(QTest::qWaitFor([&] { return !boards.isEmpty() && !boards.last().waiting.isEmpty(); }, 10'000));
    boards.clear();
    // Its platform is written to, and nothing of that is seen on the board.
    for (int i = 0; i < 30; ++i) {
        write(u"update \"Order\" set \"updatedAt\" = %1"_s.arg(QDateTime::currentMSecsSinceEpoch()));
        QTest::qWait(50);
    }
    EXPECT_LE(boards.size(), 1) << "that it was read again is news only now and then";
}

TEST_F(FleetOrders, leaveAnAuditThatTheWindowReadsVerifiesAndExports)
{
    FleetBackend backend(options, clock, random);
    backend.start();
    const auto card = wait(backend.orderCard(u"o1"_s));
    ASSERT_TRUE(card);
    ASSERT_TRUE(wait(
        backend.recoverOrder({u"o1"_s, u"PROVISION"_s, u"CALLBACK_LOST"_s, u"=called"_s, card->rowVersion, u"k1"_s})));
    const auto page = wait(backend.audit({u"CALLED"_s, {}, 0, 0, 10}));
    ASSERT_TRUE(page);
    ASSERT_EQ(page->rows.size(), 1);
    EXPECT_EQ(page->rows.first().verb, u"order.provision"_s);
    EXPECT_TRUE(page->verbs.contains(u"provision"_s));
    EXPECT_TRUE(wait(backend.audit({{}, {}, 0, page->rows.first().id, 10}))->verbs.isEmpty());
    const auto verified = wait(backend.verifyAudit());
    ASSERT_TRUE(verified);
    const QString file = options.dataDir + u"/audit.json"_s;
    const auto exported = wait(backend.exportAudit({}, file, u"json"_s));
    ASSERT_TRUE(exported) << exported.error().text().toStdString();
    EXPECT_EQ(*exported, *verified);
    QFile written(file);
    ASSERT_TRUE(written.open(QIODevice::ReadOnly));
    EXPECT_EQ(QJsonDocument::fromJson(written.readAll()).array().size(), *verified);
}

TEST_F(FleetOrders, sayWhyTheyCannotBeReadOrThatNothingIsNamed)
{
    options.platformUrl = u"sqlite:/nowhere/platform.db"_s;
    {
        FleetBackend backend(options, clock, random);
        OrderBoard board;
        QObject::connect(
            &backend, &Backend::ordersChanged, &backend, [&](const OrderBoard &pushed) { board = pushed; });
        backend.start();
        ASSERT_TRUE(QTest::qWaitFor([&] { return !board.error.message.isEmpty(); }, 10'000));
        EXPECT_TRUE(board.configured);
        EXPECT_FALSE(board.error.hint.isEmpty());
    }
    options.platformUrl.clear();
    FleetBackend backend(options, clock, random);
    backend.start();
    const auto board = wait(backend.orderBoard());
    ASSERT_TRUE(board);
    EXPECT_FALSE(board->configured);
    EXPECT_EQ(wait(backend.orders({})).error().kind, hermes::ErrorKind::Invalid);
}

TEST(FleetOrderRows, holdOfABoardWhatAPersonCanLookThroughAndCountTheRest)
{
    hermes::OrderDesk::Board board;
    constexpr qint64 now = 1'000'000'000;
    for (int at = 0; at < 1'500; ++at) {
        hermes::OrderView view;
        view.facts.order.id = u"o%1"_s.arg(at);
        view.facts.order.paidMs = now - (1'500 - at) * 1'000LL; // the last 299 are in time
        view.diagnosis.waits = true;
        board.waiting.append(view);
    }
    board.delivered = board.waiting.mid(0, 1'001);
    const OrderBoard shown = hermes::desktop::orderBoard(board, now);
    EXPECT_EQ(shown.waiting.size(), 1'000);
    EXPECT_EQ(shown.waiting.first().id, u"o0"_s) << "those that wait longest";
    EXPECT_EQ(shown.waitingMore, 500);
    EXPECT_EQ(shown.lateMore, 201);
    EXPECT_EQ(shown.deliveredToday.size(), 1'000);
    EXPECT_EQ(shown.deliveredMore, 1);
}

TEST(OrderWords, areThereForEveryCodeOfCore)
{
    using namespace hermes::payments;
    for (int i = 0; i <= int(Finding::UnknownState); ++i) {
        OrderRow row;
        row.finding = findingName(Finding(i));
        EXPECT_NE(findingTitle(row), row.finding) << row.finding.toStdString();
        EXPECT_FALSE(findingText(row).isEmpty()) << row.finding.toStdString();
        EXPECT_NE(heldWords(row), row.finding) << row.finding.toStdString();
    }
    for (int i = 1; i <= int(Verb::WriteBack); ++i)
        EXPECT_TRUE(isOrderVerb(verbName(Verb(i)))) << verbName(Verb(i)).toStdString();
    QStringList reasons;
    for (const ChoiceRecord &choice : orderReasons())
        reasons.append(choice.value);
    EXPECT_EQ(reasons, hermes::OrderDesk::reasons());
}
