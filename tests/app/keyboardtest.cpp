#include "window.h"

#include <QAccessible>
#include <QQuickItem>
#include <QTest>
#include <functional>
#include <gtest/gtest.h>

using namespace Qt::StringLiterals;
using namespace hermes::desktop;

namespace {

constexpr QRgb accent = qRgb(0x2f, 0x5f, 0xe0);
constexpr int ringReach = 6;
constexpr int ringPixels = 40;

QObject *accessibleOf(const QQuickItem *item)
{
    for (QObject *attached : item->children()) {
        if (attached->inherits("QQuickAccessibleAttached"))
            return attached;
    }
    return nullptr;
}

int roleOf(const QQuickItem *item)
{
    const QObject *accessible = accessibleOf(item);
    return accessible && !accessible->property("ignored").toBool() ? accessible->property("role").toInt()
                                                                   : int(QAccessible::NoRole);
}

QString nameOf(const QQuickItem *item)
{
    const QObject *accessible = accessibleOf(item);
    return accessible ? accessible->property("name").toString() : QString();
}

bool isControl(const QQuickItem *item)
{
    switch (roleOf(item)) {
    case QAccessible::Button:
    case QAccessible::CheckBox:
    case QAccessible::RadioButton:
    case QAccessible::ComboBox:
    case QAccessible::PageTab:
    case QAccessible::ColumnHeader:
    case QAccessible::Table:
        return true;
    case QAccessible::List:
        return item->activeFocusOnTab();
    case QAccessible::EditableText:
        return !item->property("readOnly").toBool();
    default:
        return item->inherits("QQuickTextInput") && !item->property("readOnly").toBool();
    }
}

/// Every control that can be used now. A row's check box is left out: Space on the row is its key.
void collect(QQuickItem *item, QList<QQuickItem *> &controls, bool inRow = false)
{
    if (!item->isVisible() || !item->isEnabled())
        return;
    inRow = inRow || (roleOf(item) == QAccessible::Row && !nameOf(item).isEmpty());
    if (isControl(item) && !(inRow && roleOf(item) == QAccessible::CheckBox))
        controls.append(item);
    for (QQuickItem *child : item->childItems())
        collect(child, controls, inRow);
}

/// The open sheet or dialog that has the focus, or all of the window.
QQuickItem *scopeOf(const TestWindow &window)
{
    for (QQuickItem *item = window.window()->activeFocusItem(); item; item = item->parentItem()) {
        if (item->inherits("QQuickPopupItem"))
            return item;
    }
    return window.window()->contentItem();
}

/// Pixels of the focus ring in and around where the item is.
int accentPixels(const TestWindow &window, const QRect &place)
{
    const QImage picture = window.picture();
    const QRect area = place.adjusted(-ringReach, -ringReach, ringReach, ringReach) & picture.rect();
    int count = 0;
    for (int y = area.top(); y <= area.bottom(); ++y) {
        for (int x = area.left(); x <= area.right(); ++x)
            count += picture.pixel(x, y) == accent;
    }
    return count;
}

QString described(const QQuickItem *item)
{
    for (const QQuickItem *named = item; named; named = named->parentItem()) {
        if (!nameOf(named).isEmpty())
            return u"%1 (%2)"_s.arg(nameOf(named), QString::fromUtf8(item->metaObject()->className()));
    }
    return u"%1 in %2"_s.arg(QString::fromUtf8(item->metaObject()->className()),
        item->parentItem() ? QString::fromUtf8(item->parentItem()->metaObject()->className()) : u"nothing"_s);
}

/// Presses Tab until it comes back to where it began. Says of which stops the ring is not to be seen.
QList<QQuickItem *> walk(const TestWindow &window, QStringList &ringless)
{
    QList<QQuickItem *> stops;
    const auto placeOf = [](const QQuickItem *item) { return item->mapRectToScene(item->boundingRect()).toRect(); };
    int pixels = 0;
    for (int tabs = 0; tabs < 200; ++tabs) {
        QTest::keyClick(window.window(), Qt::Key_Tab);
        QQuickItem *item = window.window()->activeFocusItem();
        const bool hadRing = stops.isEmpty()
            || QTest::qWaitFor([&] { return pixels - accentPixels(window, placeOf(stops.last())) >= ringPixels; }, 500);
        if (!hadRing)
            ringless.append(described(stops.last()));
        if (!item || stops.contains(item))
            break;
        TestWindow::settle(150);
        pixels = accentPixels(window, placeOf(item));
        stops.append(item);
    }
    return stops;
}

void expectTabReachesEverything(TestWindow &window)
{
    window.window()->requestActivate();
    TestWindow::settle(300);
    QStringList ringless;
    const QList<QQuickItem *> stops = walk(window, ringless);
    QList<QQuickItem *> controls;
    collect(scopeOf(window), controls);
    QStringList missed;
    for (QQuickItem *control : std::as_const(controls)) {
        const bool reached = std::any_of(stops.begin(), stops.end(),
            [control](QQuickItem *stop) { return stop == control || control->isAncestorOf(stop); });
        if (!reached)
            missed.append(described(control));
    }
    EXPECT_GT(controls.size(), 2);
    EXPECT_TRUE(missed.isEmpty()) << "not reached: " << qPrintable(missed.join(u"; "_s));
    EXPECT_TRUE(ringless.isEmpty()) << "no ring: " << qPrintable(ringless.join(u"; "_s));
}

void show(TestWindow &window, const QString &page)
{
    QMetaObject::invokeMethod(window.root(), "show", Q_ARG(QString, page));
    TestWindow::settle(50);
}

void press(TestWindow &window, int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
{
    QTest::keyClick(window.window(), Qt::Key(key), modifiers);
    TestWindow::settle(200);
}

void activate(TestWindow &window)
{
    window.window()->requestActivate();
    TestWindow::settle(100);
}

QString madeAt(TestWindow &window, int row)
{
    const RecordListModel &rows = *window.app().backups()->rows();
    return rows.index(row).data(rows.roleNames().key("made")).toString();
}

QString page(const TestWindow &window)
{
    return window.root()->property("page").toString();
}

} // namespace

TEST(Keyboard, tabReachesEverythingOfTheTenantsPage)
{
    TestWindow window;
    expectTabReachesEverything(window);
}

TEST(Keyboard, tabReachesEverythingOfATenantsPane)
{
    TestWindow window;
    window.app().tenants()->select(u"acme-research"_s);
    window.app().tenant()->act(u"log"_s);
    expectTabReachesEverything(window);
}

TEST(Keyboard, tabReachesEverythingOfTheEmptyTenantsPage)
{
    TestWindow window(DemoBackend::Scene::Empty);
    expectTabReachesEverything(window);
}

TEST(Keyboard, tabReachesEverythingOfTheOrdersPageAndOfAnOrdersPane)
{
    TestWindow window;
    show(window, u"orders"_s);
    window.app().orders()->select(u"cmp5zk9v70009l60bx3n8qd2fa"_s);
    TestWindow::settle(50);
    EXPECT_NE(window.item(u"Hand off"_s), nullptr);
    EXPECT_NE(window.item(u"Ask WeChat again"_s), nullptr);
    expectTabReachesEverything(window);
}

TEST(Keyboard, tabReachesEverythingOfTheAuditAndOfAnEntrysPane)
{
    TestWindow window;
    show(window, u"activity"_s);
    window.root()->findChild<QObject *>(u"activityTabs"_s)->setProperty("currentIndex", 1);
    TestWindow::settle(50);
    window.app().audit()->select(window.app().audit()->entryAt(2));
    TestWindow::settle(50);
    EXPECT_NE(window.item(u"Export"_s), nullptr);
    expectTabReachesEverything(window);
}

TEST(Keyboard, tabReachesEverythingOfAllOrdersAndOfAFormThatAsksForAWord)
{
    TestWindow window;
    show(window, u"orders"_s);
    window.app().orders()->setTab(u"all"_s);
    window.app().orders()->select(window.app().tenants()->model().find(u"riverbend-io"_s)->order);
    TestWindow::settle(50);
    EXPECT_NE(window.item(u"Name to confirm"_s), nullptr);
    expectTabReachesEverything(window);
}

TEST(Keyboard, tabReachesEverythingOfTheOrdersPageWithoutADatabase)
{
    TestWindow window(DemoBackend::Scene::Empty);
    show(window, u"orders"_s);
    expectTabReachesEverything(window);
}

TEST(Keyboard, tabReachesEverythingOfTheHostsPage)
{
    TestWindow window;
    show(window, u"hosts"_s);
    expectTabReachesEverything(window);
}

TEST(Keyboard, tabReachesEverythingOfAHostsPane)
{
    TestWindow window;
    show(window, u"hosts"_s);
    window.app().hosts()->select(u"ecs-hz-01"_s);
    expectTabReachesEverything(window);
}

TEST(Keyboard, tabReachesEverythingOfAHostsLeaks)
{
    TestWindow window;
    show(window, u"hosts"_s);
    window.app().hosts()->select(u"ecs-hz-01"_s);
    window.root()->findChild<QObject *>(u"hostTabs"_s)->setProperty("currentIndex", 1);
    TestWindow::settle(50);
    EXPECT_NE(window.item(u"Look now"_s), nullptr);
    expectTabReachesEverything(window);
}

TEST(Keyboard, tabReachesEverythingOfTheUpgradeDialog)
{
    TestWindow window(DemoBackend::Scene::Normal, u"light"_s, u"en"_s, {1200, 560});
    window.app().upgrade()->askUpgrade({u"jade-harbor"_s, u"an-ruo"_s}, {});
    expectTabReachesEverything(window);
}

TEST(Keyboard, tabReachesEverythingOfTheActivityPageAndOfAJobsPane)
{
    TestWindow window;
    show(window, u"activity"_s);
    window.app().upgrade()->askUpgrade({u"jade-harbor"_s, u"an-ruo"_s}, {});
    TestWindow::settle(50);
    window.app().upgrade()->accept();
    ASSERT_TRUE(window.app().jobs()->isShown());
    expectTabReachesEverything(window);
}

TEST(Keyboard, tabReachesEverythingOfAPaneWithAJob)
{
    TestWindow window;
    window.app().tenants()->select(u"jade-harbor"_s);
    window.app().upgrade()->askUpgrade({u"jade-harbor"_s}, {});
    TestWindow::settle(50);
    window.app().upgrade()->accept();
    for (int second = 0; second < 5; ++second)
        window.backend().moveJobsOn();
    ASSERT_TRUE(window.app().jobs()->isTenantRevertible());
    expectTabReachesEverything(window);
}

TEST(Keyboard, tabReachesEveryBackupAndEverythingOfTheRestoreDialog)
{
    TestWindow window(DemoBackend::Scene::Normal, u"light"_s, u"en"_s, {1300, 600});
    window.app().tenants()->select(u"silk-road-fund"_s);
    window.app().tenant()->act(u"restore"_s);
    TestWindow::settle(50);
    ASSERT_EQ(window.app().backups()->rows()->count(), 4);
    expectTabReachesEverything(window);
    press(window, Qt::Key_Escape);
    window.app().tenants()->select(u"silk-road-fund"_s);
    TestWindow::settle(50);
    const QQuickItem *button = window.item(u"Restore the one of "_s + madeAt(window, 0));
    ASSERT_NE(button, nullptr);
    QMetaObject::invokeMethod(const_cast<QQuickItem *>(button), "clicked");
    ASSERT_TRUE(window.app().backups()->isAsking());
    TestWindow::settle(300);
    for (const QChar letter : u"silk-road-fund"_s)
        QTest::keyClick(window.window(), letter.toLatin1());
    expectTabReachesEverything(window);
}

TEST(Keyboard, tabReachesEverythingOfTheSettings)
{
    TestWindow window;
    show(window, u"settings"_s);
    expectTabReachesEverything(window);
}

TEST(Keyboard, tabReachesEverythingOfTheNewTenantSheet)
{
    TestWindow window(DemoBackend::Scene::Normal, u"light"_s, u"en"_s, {1200, 600});
    window.app().newTenant()->begin();
    window.app().newTenant()->addSecret();
    expectTabReachesEverything(window);
}

TEST(Keyboard, tabReachesEverythingOfTheAddHostSheet)
{
    TestWindow window(DemoBackend::Scene::Normal, u"light"_s, u"en"_s, {1200, 600});
    window.app().addHost()->begin();
    expectTabReachesEverything(window);
}

TEST(Keyboard, tabReachesEverythingOfTheSettingsOfAHost)
{
    TestWindow window(DemoBackend::Scene::Normal, u"light"_s, u"en"_s, {1200, 600});
    window.app().hosts()->select(u"ecs-hz-01"_s);
    window.app().hosts()->askSettings();
    TestWindow::settle(50);
    window.app().hostSettings()->setCapacity(u"24"_s);
    expectTabReachesEverything(window);
}

TEST(Keyboard, tabReachesEverythingOfAHostThatIsBeingEmptied)
{
    TestWindow window;
    show(window, u"hosts"_s);
    window.app().hosts()->select(u"ecs-sz-01"_s);
    (void)window.backend().drainHost(u"ecs-sz-01"_s);
    TestWindow::settle(50);
    EXPECT_NE(window.item(u"Stop drain"_s), nullptr);
    expectTabReachesEverything(window);
}

TEST(Keyboard, tabReachesEverythingOfTheAdoptSheet)
{
    TestWindow window(DemoBackend::Scene::Normal, u"light"_s, u"en"_s, {1200, 600});
    window.app().adopt()->begin(u"ecs-hz-01"_s);
    TestWindow::settle(500);
    expectTabReachesEverything(window);
}

TEST(Keyboard, tabReachesEverythingOfTheTrustDialog)
{
    TestWindow window;
    window.app().trust()->ask(u"ecs-hz-02"_s, u"ops@47.98.12.206"_s);
    expectTabReachesEverything(window);
}

TEST(Keyboard, tabReachesEverythingOfTheDialogOfAChangedKey)
{
    TestWindow window;
    window.backend().setHostKeyState(u"CHANGED"_s);
    window.app().trust()->ask(u"ecs-hz-02"_s, u"ops@47.98.12.206"_s);
    expectTabReachesEverything(window);
}

TEST(Keyboard, lettersDoWhatTheListOfKeysSays)
{
    TestWindow window;
    activate(window);
    press(window, Qt::Key_2);
    EXPECT_EQ(page(window), u"orders"_s);
    press(window, Qt::Key_F);
    EXPECT_EQ(window.app().orders()->tab(), u"all"_s) << "where there is something to find";
    EXPECT_EQ(nameOf(window.window()->activeFocusItem()), u"Order, tenant, customer, trade number"_s);
    press(window, Qt::Key_Tab);
    press(window, Qt::Key_3);
    EXPECT_EQ(page(window), u"hosts"_s);
    press(window, Qt::Key_4);
    EXPECT_EQ(page(window), u"leaks"_s);
    press(window, Qt::Key_5);
    EXPECT_EQ(page(window), u"activity"_s);
    press(window, Qt::Key_1);
    EXPECT_EQ(page(window), u"tenants"_s);
    press(window, Qt::Key_Comma);
    EXPECT_EQ(page(window), u"settings"_s);
    press(window, Qt::Key_F);
    EXPECT_EQ(page(window), u"tenants"_s) << "the settings have nothing to find";
    EXPECT_EQ(nameOf(window.window()->activeFocusItem()), u"Name, order, WeChat id"_s);
    press(window, Qt::Key_Tab);
    press(window, Qt::Key_N);
    EXPECT_TRUE(window.app().newTenant()->isOpen());
    press(window, Qt::Key_Escape);
    EXPECT_FALSE(window.app().newTenant()->isOpen());
    press(window, Qt::Key_A);
    EXPECT_TRUE(window.app().addHost()->isOpen());
    press(window, Qt::Key_Escape);
    EXPECT_FALSE(window.app().addHost()->isOpen());
    press(window, Qt::Key_Question);
    EXPECT_NE(window.item(u"Keys"_s), nullptr);
}

TEST(Keyboard, refreshAsksTheFleetAnew)
{
    for (const auto &[key, modifiers] : {std::pair(Qt::Key_R, Qt::NoModifier),
             std::pair(Qt::Key_R, Qt::ControlModifier), std::pair(Qt::Key_F5, Qt::NoModifier)}) {
        TestWindow window(DemoBackend::Scene::Lost);
        activate(window);
        EXPECT_TRUE(window.app().link()->isLost());
        press(window, key, modifiers);
        EXPECT_FALSE(window.app().link()->isLost()) << int(key);
    }
}

TEST(Keyboard, withControlTheyWorkWhileTypingToo)
{
    TestWindow window;
    activate(window);
    press(window, Qt::Key_F, Qt::ControlModifier);
    press(window, Qt::Key_L);
    press(window, Qt::Key_I);
    EXPECT_EQ(window.app().tenants()->rows()->text(), u"li"_s);
    press(window, Qt::Key_N, Qt::ControlModifier);
    EXPECT_TRUE(window.app().newTenant()->isOpen());
    press(window, Qt::Key_Escape);
    press(window, Qt::Key_Comma, Qt::ControlModifier);
    EXPECT_EQ(page(window), u"settings"_s);
}

TEST(Keyboard, nothingUnderAnOpenDialogAnswersAKey)
{
    TestWindow window;
    activate(window);
    press(window, Qt::Key_Question);
    press(window, Qt::Key_N);
    press(window, Qt::Key_2);
    EXPECT_FALSE(window.app().newTenant()->isOpen());
    EXPECT_EQ(page(window), u"tenants"_s);
    press(window, Qt::Key_Escape);
    EXPECT_EQ(window.item(u"Keys"_s), nullptr);
}
