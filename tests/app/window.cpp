#include "window.h"

#include <QElapsedTimer>
#include <QGuiApplication>
#include <QQuickItem>
#include <QTest>

using namespace Qt::StringLiterals;

namespace hermes::desktop {

TestWindow::TestWindow(
    DemoBackend::Scene scene, const QString &theme, const QString &language, QSize size, const QString &settingsFile)
{
    m_settings
        = std::make_unique<SettingsController>(settingsFile.isEmpty() ? m_dir.filePath(u"desktop.ini"_s) : settingsFile,
            u"/home/mei/.local/share/hermes-admin"_s);
    m_settings->setTheme(theme);
    m_settings->setLanguage(language);
    m_settings->remember(u"width"_s, QString::number(size.width()));
    m_settings->remember(u"height"_s, QString::number(size.height()));
    m_backend = std::make_unique<DemoBackend>(m_clock, scene, false);
    m_controller = std::make_unique<AppController>(*m_backend, *m_settings, m_clock);
    m_engine = std::make_unique<QQmlApplicationEngine>();
    m_engine->addImportPath(u":/qt/qml"_s);
    QObject::connect(m_settings.get(), &SettingsController::languageChanged, m_engine.get(), &QQmlEngine::retranslate);
    m_engine->setInitialProperties({{u"app"_s, QVariant::fromValue(m_controller.get())}});
    m_engine->load(QUrl(u"qrc:/qt/qml/Hermes/Main.qml"_s));
    m_controller->start();
    settle();
}

TestWindow::~TestWindow()
{
    m_engine.reset();
}

QObject *TestWindow::root() const
{
    return m_engine->rootObjects().value(0);
}

QQuickWindow *TestWindow::window() const
{
    return qobject_cast<QQuickWindow *>(root());
}

void TestWindow::settle(int ms)
{
    QTest::qWait(ms);
}

QImage TestWindow::picture() const
{
    return window() ? window()->grabWindow() : QImage();
}

QQuickItem *TestWindow::item(const QString &accessibleName) const
{
    QList<QQuickItem *> open{window()->contentItem()};
    while (!open.isEmpty()) {
        QQuickItem *candidate = open.takeFirst();
        if (!candidate->isVisible())
            continue;
        for (QObject *attached : candidate->children()) {
            if (attached->inherits("QQuickAccessibleAttached")
                && attached->property("name").toString() == accessibleName)
                return candidate;
        }
        open.append(candidate->childItems());
    }
    return nullptr;
}

} // namespace hermes::desktop
