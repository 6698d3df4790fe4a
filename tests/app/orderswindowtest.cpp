#include "window.h"

#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QQuickItem>
#include <QTest>
#include <gtest/gtest.h>

using namespace Qt::StringLiterals;
using namespace hermes::desktop;

namespace {

const QString lostOrder = u"cmp6h01ii0k001l60bqz7m4tehx"_s;

/// As a screen reader presses it.
void pressNamed(TestWindow &window, const QString &name)
{
    QQuickItem *item = window.item(name);
    ASSERT_NE(item, nullptr) << qPrintable(name);
    QAccessibleInterface *node = QAccessible::queryAccessibleInterface(item);
    ASSERT_TRUE(node && node->actionInterface()) << qPrintable(name);
    node->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
    TestWindow::settle();
}

QString pageOf(const TestWindow &window)
{
    return window.root()->property("page").toString();
}

void showOrders(TestWindow &window)
{
    QAccessible::setActive(true);
    QMetaObject::invokeMethod(window.root(), "show", Q_ARG(QString, u"orders"_s));
    TestWindow::settle();
}

/// Every text that is shown, as a screen reader has it.
void readOut(QAccessibleInterface *node, QStringList &texts)
{
    if (!node || !node->isValid() || node->state().invisible)
        return;
    texts.append(node->text(QAccessible::Name));
    for (int child = 0; child < node->childCount(); ++child)
        readOut(node->child(child), texts);
}

QString readOut(TestWindow &window)
{
    QStringList texts;
    readOut(QAccessible::queryAccessibleInterface(window.window()), texts);
    return texts.join(u'\n');
}

} // namespace

TEST(OrdersWindow, theCardOfTheTenantsPageLeadsToThoseThatWait)
{
    TestWindow window;
    QAccessible::setActive(true);
    window.app().orders()->setTab(u"all"_s);
    pressNamed(window, u"Paid, not delivered, 3, of 6 over 5 min, longest 18:42"_s);
    EXPECT_EQ(pageOf(window), u"orders"_s);
    EXPECT_EQ(window.app().orders()->tab(), u"waiting"_s);
    EXPECT_NE(window.item(u"Over 5 minutes, 3"_s), nullptr);
    EXPECT_NE(window.item(u"Delivered today, 9, median 1:31, slowest 4:07"_s), nullptr);
    EXPECT_NE(window.item(u"su-wanqing, ¥199.00, payment not recorded, over 5 minutes, order "_s + lostOrder), nullptr);
}

TEST(OrdersWindow, aTenantsPaneLeadsToItsOrderAndTheOrdersBack)
{
    TestWindow window;
    QAccessible::setActive(true);
    window.app().tenants()->select(u"huaxin-capital"_s);
    TestWindow::settle();
    pressNamed(window, u"Show order"_s);
    EXPECT_EQ(pageOf(window), u"orders"_s);
    EXPECT_EQ(window.app().order()->order(), window.app().tenants()->model().find(u"huaxin-capital"_s)->order);
    window.app().tenants()->select({});
    pressNamed(window, u"Show tenant"_s);
    EXPECT_EQ(pageOf(window), u"tenants"_s);
    EXPECT_EQ(window.app().tenants()->selected(), u"huaxin-capital"_s);
}

TEST(OrdersWindow, theNavigationTellsHowManyAreLateWhilePeopleLookElsewhere)
{
    TestWindow window;
    EXPECT_NE(window.item(u"Orders, 3 need attention"_s), nullptr);
    window.clock().advance(109'000);
    window.app().tick();
    TestWindow::settle(50);
    EXPECT_NE(window.item(u"Orders, 4 need attention"_s), nullptr);
    window.backend().setOrders(DemoOrders::State::Quiet);
    TestWindow::settle(50);
    EXPECT_NE(window.item(u"Orders"_s), nullptr);
}

TEST(OrdersWindow, whatIsStuckIsTriedAgainByAScreenReadersMeans)
{
    TestWindow window;
    window.window()->requestActivate();
    showOrders(window);
    const QString id = window.app().tenants()->model().find(u"huaxin-capital"_s)->order;
    pressNamed(window, u"huaxin-capital, ¥1,280.00, blocked: port taken, over 5 minutes, order "_s + id);
    EXPECT_NE(window.item(u"Its tenant is blocked: port taken. The instance cannot come up by itself, and the loop has "
                          u"stopped trying. Mend what stands in its way, then do what is proposed."_s),
        nullptr);
    pressNamed(window, u"Try again"_s);
    EXPECT_EQ(window.app().order()->findingCode(), u"BLOCKED"_s) << "without a note";
    ASSERT_NE(window.window()->activeFocusItem(), nullptr);
    EXPECT_TRUE(window.window()->activeFocusItem()->inherits("QQuickTextInput"))
        << "the focus is where something is missing";
    for (const QChar letter : u"called"_s)
        QTest::keyClick(window.window(), letter.toLatin1());
    pressNamed(window, u"Try again"_s);
    EXPECT_EQ(window.app().order()->findingCode(), u"UNDER_WAY"_s);
    EXPECT_EQ(window.app().tenants()->model().find(u"huaxin-capital"_s)->phase, u"STARTING"_s);
    EXPECT_EQ(window.item(u"Try again"_s), nullptr);
}

TEST(OrdersWindow, nothingOnItMarksAnythingPaidByHand)
{
    TestWindow window;
    showOrders(window);
    OrdersController &orders = *window.app().orders();
    for (int row = 0; row < orders.rows()->count(); ++row) {
        orders.select(orders.rows()->idAt(row));
        TestWindow::settle(20);
        EXPECT_FALSE(readOut(window).contains(u"mark"_s, Qt::CaseInsensitive));
    }
}

TEST(OrdersWindow, whatIsPersonalIsNowhereUntilItIsAskedFor)
{
    TestWindow window;
    showOrders(window);
    window.app().orders()->setTab(u"all"_s);
    TestWindow::settle();
    window.app().orders()->select(lostOrder);
    TestWindow::settle();
    const OrderRow row = *window.app().orders()->find(lostOrder);
    EXPECT_FALSE(readOut(window).contains(row.user));
    EXPECT_FALSE(readOut(window).contains(row.transactionId));
    pressNamed(window, u"Show customer data"_s);
    EXPECT_TRUE(readOut(window).contains(row.user));
    EXPECT_TRUE(readOut(window).contains(row.transactionId));
    window.app().orders()->select(window.app().tenants()->model().find(u"huaxin-capital"_s)->order);
    TestWindow::settle();
    window.app().orders()->select(lostOrder);
    TestWindow::settle();
    EXPECT_FALSE(readOut(window).contains(row.user));
}

TEST(OrdersWindow, whatAPlatformHoldsIsNeverReadAsMarkup)
{
    TestWindow window;
    showOrders(window);
    window.app().orders()->setTab(u"all"_s);
    TestWindow::settle();
    window.app().orders()->select(DemoOrders::markup());
    TestWindow::settle();
    const QString read = readOut(window);
    EXPECT_TRUE(read.contains(u"<b onclick"_s));
    EXPECT_FALSE(read.contains(QChar(0x202E)));
    pressNamed(window, u"Copy order id"_s);
    EXPECT_EQ(QGuiApplication::clipboard()->text(), DemoOrders::markup()) << "what is copied is what it is";
}

TEST(OrdersWindow, scrollingToTheEndReadsFurtherPages)
{
    TestWindow window;
    showOrders(window);
    window.app().orders()->setTab(u"all"_s);
    TestWindow::settle();
    OrderListModel *rows = window.app().orders()->rows();
    EXPECT_EQ(rows->count(), 100) << "no more than is seen";
    QQuickItem *table = window.root()->findChild<QQuickItem *>(u"ordersTable"_s);
    ASSERT_NE(table, nullptr);
    for (int pages = 2; pages <= 3; ++pages) {
        table->setProperty("contentY", rows->count() * 40 - 400);
        EXPECT_TRUE(QTest::qWaitFor([&] { return rows->count() == pages * 100; }, 3'000)) << rows->count();
    }
}

TEST(OrdersWindow, withoutADatabaseItSaysWhatToName)
{
    TestWindow window(DemoBackend::Scene::Empty);
    showOrders(window);
    EXPECT_NE(window.item(u"No platform database"_s), nullptr);
    QGuiApplication::clipboard()->setText(u"before"_s);
    pressNamed(window, u"Copy the setting's name"_s);
    EXPECT_EQ(QGuiApplication::clipboard()->text(), u"HERMES_ADMIN_PLATFORM_DB"_s);
    EXPECT_EQ(window.item(u"All orders"_s), nullptr);
}

TEST(OrdersWindow, theCodeOfWhoWaitsForAScanIsOnePressAway)
{
    TestWindow window;
    showOrders(window);
    window.app().orders()->select(window.app().tenants()->model().find(u"acme-research"_s)->order);
    TestWindow::settle();
    pressNamed(window, u"Show code"_s);
    EXPECT_EQ(pageOf(window), u"tenants"_s);
    EXPECT_TRUE(QTest::qWaitFor([&] { return !window.app().bind()->content().isEmpty(); }, 3'000));
}

TEST(OrdersWindow, theTableIsWalkedWithTheKeysAcrossItsGroups)
{
    TestWindow window;
    showOrders(window);
    window.window()->requestActivate();
    TestWindow::settle(100);
    OrdersController &orders = *window.app().orders();
    for (int tabs = 0; tabs < 40 && orders.selected().isEmpty(); ++tabs) {
        QTest::keyClick(window.window(), Qt::Key_Tab);
        QTest::keyClick(window.window(), Qt::Key_Home);
    }
    EXPECT_EQ(orders.selected(), lostOrder);
    for (int row = 0; row < 3; ++row)
        QTest::keyClick(window.window(), Qt::Key_Down);
    EXPECT_EQ(orders.find(orders.selected())->tenant, u"acme-research"_s);
    QTest::keyClick(window.window(), Qt::Key_End);
    EXPECT_EQ(orders.find(orders.selected())->tenant, u"cao-ning"_s);
    QTest::keyClick(window.window(), Qt::Key_Return);
    TestWindow::settle();
    QTest::keyClick(window.window(), Qt::Key_Escape);
    TestWindow::settle();
    EXPECT_TRUE(orders.selected().isEmpty()) << "Escape closes the pane";
}
