#pragma once

#include "appcontroller.h"
#include "demobackend.h"
#include "democlock.h"

#include <QQmlApplicationEngine>
#include <QQuickWindow>
#include <QTemporaryDir>
#include <memory>

namespace hermes::desktop {

/// The real window on the demo fleet, with a clock that stands still; for pictures and tests.
class TestWindow {
public:
    explicit TestWindow(DemoBackend::Scene scene = DemoBackend::Scene::Normal,
        const QString &theme = QStringLiteral("light"), const QString &language = QStringLiteral("en"),
        QSize size = {1440, 900}, const QString &settingsFile = {});
    ~TestWindow();

    [[nodiscard]] AppController &app() { return *m_controller; }
    [[nodiscard]] DemoBackend &backend() { return *m_backend; }
    [[nodiscard]] DemoClock &clock() { return m_clock; }
    [[nodiscard]] QQuickWindow *window() const;
    [[nodiscard]] QObject *root() const;

    /// Runs the event loop until nothing is due for `ms`.
    static void settle(int ms = 250);
    [[nodiscard]] QImage picture() const;
    /// The first item with this accessible name that is visible; null where there is none.
    [[nodiscard]] QQuickItem *item(const QString &accessibleName) const;

private:
    QTemporaryDir m_dir;
    DemoClock m_clock{true};
    std::unique_ptr<SettingsController> m_settings;
    std::unique_ptr<DemoBackend> m_backend;
    std::unique_ptr<AppController> m_controller;
    std::unique_ptr<QQmlApplicationEngine> m_engine;
};

} // namespace hermes::desktop
