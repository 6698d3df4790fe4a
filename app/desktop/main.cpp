#include "appcontroller.h"
#include "demobackend.h"
#include "democlock.h"
#include "environment.h"
#include "fleetbackend.h"
#include "logging.h"

#include <QCommandLineParser>
#include <QDir>
#include <QGuiApplication>
#include <QQmlApplicationEngine>
#include <QQuickStyle>
#include <cstdio>
#include <memory>

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
    const QCommandLineOption demo(
        u"demo"_s, QCoreApplication::translate("main", "Show an invented fleet; nothing is contacted or kept."));
    parser.addOptions({dataDir, demo});
    parser.process(app);
    Options options;
    options.demo = parser.isSet(demo);
    options.dataDir = parser.value(dataDir);
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
    const auto fleetOptions
        = cli::fleetOptions(cli::readEnvironment(QProcessEnvironment::systemEnvironment()), options.dataDir, {});
    if (!fleetOptions) {
        std::fputs(qPrintable(fleetOptions.error().text() + u'\n'), stderr);
        return 2;
    }
    const QString dataDir = fleetOptions->dataDir;
    QDir().mkpath(dataDir);
    logToFile(dataDir + u"/desktop.log"_s, false);

    SettingsController settings(dataDir + u"/desktop.ini"_s, QDir::toNativeSeparators(dataDir));
    const SystemClock systemClock;
    SystemRandom random;
    DemoClock demoClock;
    std::unique_ptr<Backend> backend;
    if (options.demo)
        backend = std::make_unique<DemoBackend>(demoClock);
    else
        backend = std::make_unique<FleetBackend>(*fleetOptions, systemClock, random);
    const Clock &clock = options.demo ? static_cast<const Clock &>(demoClock) : systemClock;
    AppController controller(*backend, settings, clock);

    QQuickStyle::setStyle(u"Hermes.Style"_s);
    QQmlApplicationEngine engine;
    engine.addImportPath(u":/qt/qml"_s);
    QObject::connect(&settings, &SettingsController::languageChanged, &engine, &QQmlEngine::retranslate);
    engine.setInitialProperties({{u"app"_s, QVariant::fromValue(&controller)}});
    QObject::connect(
        &engine, &QQmlApplicationEngine::objectCreationFailed, &app, [] { QCoreApplication::exit(1); },
        Qt::QueuedConnection);
    engine.load(QUrl(u"qrc:/qt/qml/Hermes/Main.qml"_s));
    if (engine.rootObjects().isEmpty())
        return 1;
    controller.start();
    return QGuiApplication::exec();
}
