#pragma once

#include "appcontroller.h"
#include "demobackend.h"

#include <QTemporaryDir>
#include <QTest>

namespace hermes::desktop {

/// Every controller on the invented fleet, without a window; the clock stands still.
struct Desk {
    QTemporaryDir dir;
    DemoClock clock{true};
    SettingsController settings{dir.filePath(QStringLiteral("desktop.ini")), dir.path()};
    DemoBackend backend;
    AppController app{backend, settings, clock};

    explicit Desk(DemoBackend::Scene scene = DemoBackend::Scene::Normal)
        : backend(clock, scene, false)
    {
        settings.setLanguage(QStringLiteral("en"));
        app.start();
        QTest::qWait(10);
    }
    void advance(qint64 ms)
    {
        clock.advance(ms);
        app.tick();
    }
};

inline QString roleOf(const RecordListModel &list, int row, const char *role)
{
    return list.index(row).data(list.roleNames().key(role)).toString();
}

} // namespace hermes::desktop
