#include "appcontroller.h"
#include "democlock.h"
#include "demobackend.h"

#include <QCommandLineParser>
#include <QDir>
#include <QGuiApplication>
#include <QQmlApplicationEngine>
#include <QQuickStyle>
#include <QStandardPaths>

using namespace Qt::StringLiterals;
using namespace hermes;
using namespace hermes::desktop;

namespace {

struct Options {
    QString dataDir;
    bool demo = false;
};

Options readOptions(const QCoreApplication &app)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QCoreApplication::translate("main", "The window of Hermes Admin."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption dataDir(u"data-dir"_s,
        QCoreApplication::translate("main", "Registry, trusted host keys, logs and settings are kept here."), u"DIR"_s);
    const QCommandLineOption demo(u"demo"_s,
        QCoreApplication::translate("main", "Show an invented fleet; nothing is contacted or kept."));
    parser.addOptions({dataDir, demo});
    parser.process(app);
    Options options;
    options.demo = parser.isSet(demo);
    options.dataDir = parser.value(dataDir);
    if (options.dataDir.isEmpty())
        options.dataDir = qEnvironmentVariable("HERMES_ADMIN_HOME");
    if (options.dataDir.isEmpty())
        options.dataDir = QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation);
    return options;
}

} // namespace

int main(int argc, char *argv[])
{
    QGuiApplication app(argc, argv);
    QCoreApplication::setApplicationName(u"hermes-admin"_s);
    QCoreApplication::setApplicationVersion(u"" HERMES_VERSION ""_s);
    QGuiApplication::setApplicationDisplayName(u"Hermes Admin"_s);
    const Options options = readOptions(app);
    QDir().mkpath(options.dataDir);

    SettingsController settings(options.dataDir + u"/desktop.ini"_s, QDir::toNativeSeparators(options.dataDir));
    DemoClock clock;
    DemoBackend backend(clock);
    AppController controller(backend, settings, clock);

    QQuickStyle::setStyle(u"Hermes.Style"_s);
    QQmlApplicationEngine engine;
    engine.addImportPath(u":/qt/qml"_s);
    QObject::connect(&settings, &SettingsController::languageChanged, &engine, &QQmlEngine::retranslate);
    engine.setInitialProperties({{u"app"_s, QVariant::fromValue(&controller)}});
    QObject::connect(&engine, &QQmlApplicationEngine::objectCreationFailed, &app, [] { QCoreApplication::exit(1); },
        Qt::QueuedConnection);
    engine.load(QUrl(u"qrc:/qt/qml/Hermes/Main.qml"_s));
    if (engine.rootObjects().isEmpty())
        return 1;
    controller.start();
    return QGuiApplication::exec();
}
