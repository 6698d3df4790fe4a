#include "window.h"

#include <QAccessible>
#include <QClipboard>
#include <QDirIterator>
#include <QGuiApplication>
#include <QProcess>
#include <QQmlComponent>
#include <QQuickItem>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>
#include <functional>
#include <gtest/gtest.h>

using namespace Qt::StringLiterals;
using namespace hermes::desktop;

namespace {

/// What a QR reader reads out of a picture.
QString decode(const QImage &picture)
{
    const QTemporaryDir dir;
    const QString file = dir.filePath(u"picture.png"_s);
    picture.save(file);
    QProcess reader;
    reader.start(u"zbarimg"_s, {u"--quiet"_s, u"--raw"_s, u"-Sdisable"_s, u"-Sqrcode.enable"_s, file});
    if (!reader.waitForFinished(20'000))
        return u"zbarimg is missing: install zbar-tools"_s;
    return QString::fromUtf8(reader.readAllStandardOutput()).trimmed();
}

void showCode(TestWindow &window)
{
    window.app().tenants()->select(u"acme-research"_s);
    ASSERT_TRUE(QTest::qWaitFor([&] { return !window.app().bind()->content().isEmpty(); }, 3'000));
    TestWindow::settle();
}

/// A real click in the middle of the control with this accessible name.
void press(TestWindow &window, const QString &name)
{
    const QQuickItem *item = window.item(name);
    ASSERT_NE(item, nullptr) << qPrintable(name);
    const QPointF middle = item->mapToScene({item->width() / 2, item->height() / 2});
    QTest::mouseClick(window.window(), Qt::LeftButton, {}, middle.toPoint());
}

void showPage(TestWindow &window, const QString &page)
{
    QMetaObject::invokeMethod(window.root(), "show", Q_ARG(QString, page));
}

void collect(QAccessibleInterface *node, QStringList &faults)
{
    if (!node || !node->isValid() || node->state().invisible)
        return;
    switch (node->role()) {
    case QAccessible::Button:
    case QAccessible::CheckBox:
    case QAccessible::RadioButton:
    case QAccessible::ComboBox:
    case QAccessible::EditableText:
    case QAccessible::PageTab:
    case QAccessible::MenuItem:
    case QAccessible::ColumnHeader:
        if (node->text(QAccessible::Name).isEmpty())
            faults.append(u"a %1 without a name"_s.arg(int(node->role())));
        if (!node->actionInterface())
            faults.append(u"%1 cannot be pressed"_s.arg(node->text(QAccessible::Name)));
        break;
    default:
        break;
    }
    for (int child = 0; child < node->childCount(); ++child)
        collect(node->child(child), faults);
}

} // namespace

TEST(Window, everyQmlFileCompiles)
{
    QQmlEngine engine;
    engine.addImportPath(u":/qt/qml"_s);
    QDirIterator files(u":/qt/qml/Hermes"_s, {u"*.qml"_s}, QDir::Files, QDirIterator::Subdirectories);
    int seen = 0;
    while (files.hasNext()) {
        QFile file(files.next());
        ASSERT_TRUE(file.open(QIODevice::ReadOnly));
        // Loading a singleton by its address poisons the type cache; those that use it prove it.
        if (file.readAll().contains("pragma Singleton"))
            continue;
        QQmlComponent component(&engine, QUrl(u"qrc"_s + file.fileName()));
        EXPECT_FALSE(component.isError()) << qPrintable(component.errorString());
        ++seen;
    }
    EXPECT_GT(seen, 60);
}

TEST(Window, aQrReaderReadsTheCodeOutOfTheWholePictureInBothThemes)
{
    for (const QString &theme : {u"light"_s, u"dark"_s}) {
        TestWindow window(DemoBackend::Scene::Normal, theme);
        showCode(window);
        EXPECT_EQ(decode(window.picture()), DemoBackend::codeOf(u"acme-research"_s, 2)) << qPrintable(theme);
    }
}

TEST(Window, noPictureHoldsACodeOnceItsTimeIsOver)
{
    TestWindow window;
    showCode(window);
    window.clock().advance(85'000);
    window.app().tick();
    TestWindow::settle(50);
    EXPECT_EQ(decode(window.picture()), QString());
}

TEST(Window, noCodeIsOutWhileNobodyCanSeeIt)
{
    TestWindow window;
    showCode(window);
    const auto isOut = [&] { return !window.app().bind()->content().isEmpty(); };
    const std::vector<std::pair<std::function<void()>, std::function<void()>>> aways{
        {[&] { showPage(window, u"hosts"_s); }, [&] { showPage(window, u"tenants"_s); }},
        {[&] { window.window()->showMinimized(); }, [&] { window.window()->showNormal(); }},
        {[&] { window.window()->hide(); }, [&] { window.window()->show(); }}};
    for (const auto &[leave, comeBack] : aways) {
        ASSERT_TRUE(isOut());
        leave();
        EXPECT_TRUE(QTest::qWaitFor([&] { return !isOut(); }, 1'000));
        EXPECT_FALSE(window.backend().isBindOpen());
        comeBack();
        EXPECT_TRUE(QTest::qWaitFor(isOut, 2'000));
        EXPECT_TRUE(window.backend().isBindOpen());
    }
}

TEST(Window, theLinkOfTheLiveCodeIsCopiedAndOnlyOfTheLiveOne)
{
    TestWindow window;
    QGuiApplication::clipboard()->setText(u"before"_s);
    EXPECT_EQ(window.item(u"Copy link"_s), nullptr);
    showCode(window);
    press(window, u"Copy link"_s);
    EXPECT_EQ(QGuiApplication::clipboard()->text(), DemoBackend::codeOf(u"acme-research"_s, 2));
    window.backend().setBindState(u"acme-research"_s, u"SCANNED"_s);
    TestWindow::settle(50);
    EXPECT_EQ(window.item(u"Copy link"_s), nullptr);
    QGuiApplication::clipboard()->setText(u"before"_s);
    window.app().bind()->copyLink();
    EXPECT_EQ(QGuiApplication::clipboard()->text(), u"before"_s);
}

TEST(Window, aRevokedKeyIsShownWithoutAWayToTrustIt)
{
    TestWindow window;
    window.backend().setHostKeyState(u"REVOKED"_s);
    window.app().trust()->ask(u"ecs-hz-02"_s, u"ops@47.98.12.206"_s);
    TestWindow::settle(400);
    EXPECT_NE(window.item(u"Close"_s), nullptr);
    EXPECT_EQ(window.item(u"Trust without comparing"_s), nullptr);
    EXPECT_EQ(window.item(u"Replace trusted key"_s), nullptr);
    EXPECT_EQ(window.item(u"Expected fingerprint"_s), nullptr);
    EXPECT_EQ(window.item(u"Name of the host"_s), nullptr);
    press(window, u"Close"_s);
    EXPECT_FALSE(window.app().trust()->isOpen());
}

TEST(Window, everyControlHasANameAndCanBePressed)
{
    for (const QString &page : {u"tenants"_s, u"orders"_s, u"hosts"_s, u"settings"_s}) {
        TestWindow window;
        QAccessible::setActive(true);
        showPage(window, page);
        window.app().tenants()->select(u"lin-jia"_s);
        window.app().hosts()->select(u"ecs-hz-01"_s);
        window.app().orders()->select(u"cmp6h01ii0k001l60bqz7m4tehx"_s);
        TestWindow::settle(400);
        QStringList faults;
        collect(QAccessible::queryAccessibleInterface(window.window()), faults);
        EXPECT_TRUE(faults.isEmpty()) << qPrintable(page + u": "_s + faults.join(u"; "_s));
    }
}

TEST(Window, severalTenantsAreUpgradedFromTheSelectionBarAndFollowedOnTheActivityPage)
{
    TestWindow window;
    QAccessible::setActive(true);
    for (const QString &name : {u"an-ruo"_s, u"jade-harbor"_s, u"xu-man"_s})
        window.app().tenants()->check(name, true);
    TestWindow::settle();
    press(window, u"Upgrade …"_s);
    TestWindow::settle(400);
    window.app().upgrade()->setImage(u"nousresearch/hermes-agent:0.14.0"_s);
    ASSERT_TRUE(QTest::qWaitFor([&] { return window.app().upgrade()->isPossible(); }, 2'000));
    QStringList faults;
    collect(QAccessible::queryAccessibleInterface(window.window()), faults);
    EXPECT_TRUE(faults.isEmpty()) << qPrintable(faults.join(u"; "_s));
    press(window, u"Upgrade 3 tenants"_s);
    TestWindow::settle(400);
    EXPECT_EQ(window.root()->property("page").toString(), u"activity"_s);
    EXPECT_EQ(window.app().tenants()->checkedCount(), 0);
    collect(QAccessible::queryAccessibleInterface(window.window()), faults);
    EXPECT_TRUE(faults.isEmpty()) << qPrintable(faults.join(u"; "_s));
    press(window, u"Stop after this wave"_s);
    EXPECT_EQ(window.app().jobs()->stateName(), u"Stopping"_s);
    for (int second = 0; second < 5; ++second)
        window.backend().moveJobsOn();
    TestWindow::settle();
    press(window, u"Upgrade the rest …"_s);
    TestWindow::settle(400);
    EXPECT_NE(window.item(u"Upgrade 2 tenants"_s), nullptr) << "with the image that it was";
    EXPECT_EQ(window.app().upgrade()->image(), u"nousresearch/hermes-agent:0.14.0"_s);
}

TEST(Window, aHomeIsRestoredOnlyAfterTheTenantsNameWasTyped)
{
    TestWindow window;
    QAccessible::setActive(true);
    window.window()->requestActivate();
    window.app().tenants()->select(u"silk-road-fund"_s);
    window.app().tenant()->act(u"restore"_s);
    TestWindow::settle();
    QStringList faults;
    collect(QAccessible::queryAccessibleInterface(window.window()), faults);
    EXPECT_TRUE(faults.isEmpty()) << qPrintable(faults.join(u"; "_s));
    const RecordListModel &rows = *window.app().backups()->rows();
    ASSERT_EQ(rows.count(), 4);
    window.app().backups()->restore(rows.index(0).data(rows.roleNames().key("file")).toString());
    TestWindow::settle(400);
    collect(QAccessible::queryAccessibleInterface(window.window()), faults);
    EXPECT_TRUE(faults.isEmpty()) << qPrintable(faults.join(u"; "_s));
    const auto type = [&](const QString &text) {
        for (const QChar letter : text)
            QTest::keyClick(window.window(), letter.toLatin1());
    };
    type(u"silk-road"_s);
    press(window, u"Restore silk-road-fund"_s);
    EXPECT_TRUE(window.app().backups()->isAsking()) << "half a name is none";
    QTest::keyClick(window.window(), Qt::Key_Return);
    EXPECT_TRUE(window.app().backups()->isAsking());
    press(window, u"Name of the tenant"_s);
    QTest::keyClick(window.window(), Qt::Key_End);
    type(u"-fund"_s);
    TestWindow::settle();
    press(window, u"Restore silk-road-fund"_s);
    EXPECT_FALSE(window.app().backups()->isAsking());
    EXPECT_EQ(window.app().jobs()->running(), 1);
}

TEST(Window, everyFieldOfEverySheetHasANameAndCanBePressed)
{
    TestWindow window;
    QAccessible::setActive(true);
    window.app().newTenant()->begin();
    window.app().addHost()->begin();
    window.app().hosts()->select(u"ecs-hz-01"_s);
    window.app().hosts()->askSettings();
    window.app().adopt()->begin(u"ecs-hz-01"_s);
    window.app().trust()->ask(u"ecs-hz-02"_s, u"ops@47.98.12.206"_s);
    Q_EMIT window.backend().secretAsked(u"ecs-gz-01"_s, u"Passphrase"_s);
    TestWindow::settle(400);
    QStringList faults;
    collect(QAccessible::queryAccessibleInterface(window.window()), faults);
    EXPECT_TRUE(faults.isEmpty()) << qPrintable(faults.join(u"; "_s));
}

TEST(Window, aScreenReadersPressReallyPresses)
{
    TestWindow window;
    QAccessible::setActive(true);
    QQuickItem *button = window.item(u"New tenant"_s);
    ASSERT_NE(button, nullptr);
    QAccessibleInterface *node = QAccessible::queryAccessibleInterface(button);
    ASSERT_NE(node->actionInterface(), nullptr);
    node->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
    TestWindow::settle();
    EXPECT_TRUE(window.app().newTenant()->isOpen());
}

TEST(Window, aDisabledButtonDoesNotAnswerAScreenReadersPress)
{
    TestWindow window(DemoBackend::Scene::Lost);
    QAccessible::setActive(true);
    QQuickItem *button = window.item(u"New tenant"_s);
    ASSERT_NE(button, nullptr);
    QAccessible::queryAccessibleInterface(button)->actionInterface()->doAction(
        QAccessibleActionInterface::pressAction());
    TestWindow::settle();
    EXPECT_FALSE(window.app().newTenant()->isOpen());
}

TEST(Window, itRemembersPageAndSize)
{
    TestWindow window(DemoBackend::Scene::Normal, u"light"_s, u"en"_s, {1200, 700});
    EXPECT_EQ(window.window()->size(), QSize(1200, 700));
    showPage(window, u"hosts"_s);
    EXPECT_EQ(window.app().settings()->remembered(u"page"_s, {}), u"hosts"_s);
}

TEST(Window, itRemembersFiltersAndSort)
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"window.ini"_s);
    {
        TestWindow window(DemoBackend::Scene::Normal, u"light"_s, u"en"_s, {1440, 900}, file);
        TenantFilterModel *rows = window.app().tenants()->rows();
        rows->setSort(u"host"_s, true);
        rows->setText(u"a \"b\""_s);
        rows->setHost(u"ecs-prod-02"_s);
        rows->setPhase(u"group:ready"_s);
    }
    TestWindow window(DemoBackend::Scene::Normal, u"light"_s, u"en"_s, {1440, 900}, file);
    TenantFilterModel *rows = window.app().tenants()->rows();
    EXPECT_EQ(rows->sortColumnName(), u"host"_s);
    EXPECT_TRUE(rows->isDescending());
    EXPECT_EQ(rows->text(), u"a \"b\""_s);
    EXPECT_EQ(rows->host(), u"ecs-prod-02"_s);
    EXPECT_EQ(rows->phase(), u"group:ready"_s);
}

TEST(Window, theLanguageChangesWithoutARestart)
{
    TestWindow window;
    EXPECT_NE(window.item(u"New tenant"_s), nullptr);
    window.app().settings()->setLanguage(u"zh_CN"_s);
    TestWindow::settle();
    EXPECT_NE(window.item(u"新建租户"_s), nullptr);
    EXPECT_EQ(window.item(u"New tenant"_s), nullptr);
    window.app().settings()->setLanguage(u"en"_s);
}

TEST(Window, theTableIsWalkedWithTheKeysAndThePaneFollows)
{
    TestWindow window;
    window.window()->requestActivate();
    TestWindow::settle(100);
    QQuickItem *button = window.item(u"New tenant"_s);
    ASSERT_NE(button, nullptr);
    // From the page's first control on, Tab comes to the table.
    for (int tabs = 0; tabs < 40 && window.app().tenants()->selected().isEmpty(); ++tabs) {
        QTest::keyClick(window.window(), Qt::Key_Tab);
        QTest::keyClick(window.window(), Qt::Key_Home);
    }
    EXPECT_EQ(window.app().tenants()->selected(), u"huaxin-capital"_s);
    QTest::keyClick(window.window(), Qt::Key_Down);
    EXPECT_EQ(window.app().tenants()->selected(), u"sun-weiran"_s);
    EXPECT_EQ(window.app().tenant()->name(), u"sun-weiran"_s);
}

TEST(Window, aLetterInAFieldIsText)
{
    TestWindow window;
    window.window()->requestActivate();
    TestWindow::settle(100);
    QTest::keyClick(window.window(), Qt::Key_F);
    TestWindow::settle(50);
    QTest::keyClick(window.window(), Qt::Key_N);
    TestWindow::settle(100);
    EXPECT_EQ(window.app().tenants()->rows()->text(), u"n"_s);
    EXPECT_FALSE(window.app().newTenant()->isOpen());
}
